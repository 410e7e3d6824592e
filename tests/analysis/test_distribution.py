from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.accounts.settings import Settings
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.distribution import (
    Course,
    best_over_years,
    bins,
    by_division,
    fine_bins,
    lowest,
    means,
    over_years,
    scored,
    shape,
)
from budgetbook.analysis.scores import bands, grade_of
from builder import make_book

PROJECTS = "project,division,initial_budget,spent,adjusted_budget,score,full_score\n"
SUMMARY = "scope,projects,amount,average_score,full_score,excellent,good,fair,poor\n"
SCORES = st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=1, max_size=40)
FRAMES = (scored, lowest, bins, fine_bins, means, by_division, over_years)


def projects(*rows: str) -> dict[str, str]:
    """Rows of division, budget, score and full score; the projects are 甲, 乙, 丙 …"""
    told = [
        f"{name},{division},,,{rest}\n"
        for name, (division, rest) in zip(
            "甲乙丙丁戊己庚辛", (row.split(",", 1) for row in rows), strict=False
        )
    ]
    return {"projects": PROJECTS + "".join(told)}


def of_scores(folder: Path, *scores: str) -> Accounts:
    return make_book(folder, {2022: projects(*(f",,{score}," for score in scores))})


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    return make_book(tmp_path_factory.mktemp("data"), {2022: projects("一处,1,90,")})


def with_scores(book: Accounts, scores: Sequence[Decimal]) -> Accounts:
    """The book with a project for each score, in one of three divisions and with an amount of its own."""
    row = book.tables["projects"].iloc[0].to_dict()
    rows = [
        row
        | {
            "project": f"项目{n:02d}",
            "division": "一二三"[n % 3],
            "adjusted_budget": Decimal(n),
            "score": score,
        }
        for n, score in enumerate(scores)
    ]
    table = pd.DataFrame(rows, dtype=object)
    return replace(book, tables={**book.tables, "projects": table.where(table.notna(), None)})


def ruled(book: Accounts, **rules: str) -> Accounts:
    chosen = Settings(**{name: Decimal(value) for name, value in rules.items()})  # type: ignore[arg-type]
    return replace(book, department=replace(book.department, settings=chosen))


def edges(frame: pd.DataFrame) -> list[Decimal]:
    return [*frame["low"], frame["high"].iloc[-1]]


def test_bins_are_five_points_wide_from_nothing_to_the_full_score(book: Accounts) -> None:
    assert edges(bins(book)) == [Decimal(edge) for edge in range(0, 101, 5)]
    assert edges(fine_bins(book)) == [Decimal(edge) for edge in range(90, 101)]


def test_bins_are_cut_at_the_limits_of_the_settings_too(book: Accounts) -> None:
    strict = ruled(book, excellent_from="92.5", good_from="85", fair_from="58")
    frame = bins(strict)
    assert edges(frame)[11:] == [
        Decimal(edge) for edge in ("55", "58", "60", "65", "70", "75", "80", "85", "90", "92.5", "95", "100")
    ]
    assert list(frame["grade"][-4:]) == ["good", "good", "excellent", "excellent"]
    assert edges(fine_bins(strict)) == [Decimal("92.5"), *(Decimal(edge) for edge in range(93, 101))]


def test_where_only_the_full_score_is_excellent_it_has_a_bin_of_its_own(tmp_path: Path) -> None:
    strict = ruled(of_scores(tmp_path, "100", "99.99"), excellent_from="100")
    frame = bins(strict)
    assert list(zip(frame["low"], frame["high"], frame["grade"], frame["count"], strict=True))[-2:] == [
        (95, 100, "good", 1),
        (100, 100, "excellent", 1),
    ]
    assert list(fine_bins(strict)["count"]) == [1]


@pytest.mark.parametrize(
    ("score", "low"),
    [
        ("0", 0),
        ("4.99", 0),
        ("5", 5),
        ("60", 60),
        ("80", 80),
        ("90", 90),
        ("99", 95),
        ("100", 95),
        ("104", 95),
    ],
)
def test_a_score_is_in_the_bin_that_begins_with_it_and_the_last_has_the_full_score(
    tmp_path: Path, score: str, low: int
) -> None:
    frame = bins(of_scores(tmp_path, score))
    [found] = frame[frame["count"] > 0].to_dict("records")
    assert (found["low"], found["count"], found["projects"]) == (low, 1, ("甲",))
    assert found["grade"] == grade_of(of_scores(tmp_path, score), Decimal(score))


def test_bins_hold_their_projects_the_lowest_first_and_shares_of_all(tmp_path: Path) -> None:
    found = make_book(tmp_path, {2022: projects(",,94,", ",,27.3,30", ",,82,", ",,,")})
    frame = bins(found)
    rows = frame[frame["count"] > 0][["low", "count", "projects"]].to_numpy().tolist()
    assert rows == [[80, 1, ("丙",)], [90, 2, ("乙", "甲")]]
    assert [round(one, 2) for one in frame["share"] if one] == [Decimal("33.33"), Decimal("66.67")]
    assert list(fine_bins(found)["count"]) == [0, 1, 0, 0, 1, 0, 0, 0, 0, 0]


@given(SCORES)
@settings(deadline=None, max_examples=30)
def test_every_score_is_in_one_bin_and_the_shares_make_a_hundred(
    book: Accounts, scores: list[Decimal]
) -> None:
    found = with_scores(book, scores)
    frame, fine = bins(found), fine_bins(found)
    assert sum(frame["count"]) == len(scores)
    assert abs(sum(frame["share"]) - 100) < Decimal("1e-20")
    assert sum(fine["count"]) == sum(score >= 90 for score in scores)
    per_grade = {grade: sum(frame.loc[frame["grade"] == grade, "count"]) for grade in GRADES}
    assert per_grade == {grade: list(scored(found)["computed"]).count(grade) for grade in GRADES}


@given(st.sampled_from(("excellent_from", "good_from", "fair_from")))
def test_a_score_on_a_limit_is_in_the_upper_band(book: Accounts, name: str) -> None:
    limit = getattr(book.settings, name)
    frame = bins(with_scores(book, [limit]))
    [found] = frame[frame["count"] > 0].to_dict("records")
    assert found["low"] == limit
    assert next(band.low for band in bands(book) if band.grade == found["grade"]) == limit


@given(SCORES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_rows_in_any_order_give_the_same_frames(
    book: Accounts, scores: list[Decimal], chance: object
) -> None:
    one = with_scores(book, scores)
    table = one.tables["projects"]
    order = list(range(len(table)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    other = replace(one, tables={**one.tables, "projects": table.iloc[order].reset_index(drop=True)})
    for analysis in FRAMES:
        assert analysis(one).to_dict("records") == analysis(other).to_dict("records")
    assert shape(one) == shape(other)


def test_the_shape_tells_where_the_scores_lie(tmp_path: Path) -> None:
    found = shape(of_scores(tmp_path, "95", "94.99", "90", "", "60", "60"))
    assert found is not None
    assert (found.n, found.unscored, found.low, found.high, found.at_low) == (5, 1, 60, 95, 2)
    assert (found.top, found.top_share, found.near, found.near_share) == (3, 60, 1, 20)
    assert not found.top_crowded
    assert not found.near_crowded


@pytest.mark.parametrize(
    ("scores", "top", "near"),
    [
        (["95", "95", "95", "95", "0"], True, True),
        (["90", "90", "90", "90", "0"], True, False),
        (["95", "95", "95", "0", "0"], False, False),
    ],
)
def test_four_fifths_are_a_crowd(tmp_path: Path, scores: list[str], top: bool, near: bool) -> None:
    found = shape(of_scores(tmp_path, *scores))
    assert found is not None
    assert (found.top_crowded, found.near_crowded) == (top, near)


@pytest.mark.parametrize(
    ("scores", "names"),
    [
        ("90", "甲"),
        ("90 80", "乙"),
        ("90 90", ""),
        ("70 80 90", "甲乙"),
        ("70 80 90 60 95", "丁甲乙"),
        ("70 80 80 60 95", "丁甲"),
        ("60 60 60 60 95", ""),
        ("80 80 80 60 60", "丁戊"),
    ],
    ids=["one", "two", "a tie", "three", "five", "a tie at the third", "a tie of four", "two lowest"],
)
def test_the_lowest_are_three_at_most_and_none_that_ties_with_another(
    tmp_path: Path, scores: str, names: str
) -> None:
    assert "".join(lowest(of_scores(tmp_path, *scores.split()))["project"]) == names


def test_the_weighted_mean_weighs_with_the_budget_where_both_are_known(tmp_path: Path) -> None:
    years = {
        2021: projects(",10,70,"),
        2022: projects(",30,90,", ",10,24,30", ",,60,", ",5,,", ",-10,50,"),
    }
    last, now = means(make_book(tmp_path, years)).to_dict("records")
    assert (last["year"], last["n"], last["mean"], last["weighted"], last["change"]) == (
        2021,
        1,
        70,
        70,
        None,
    )
    assert (now["n"], now["unscored"], now["mean"], now["median"]) == (4, 1, 70, 70)
    assert (now["weighted"], now["weighted_n"]) == (Decimal("87.5"), 2)
    assert now["gap"] == Decimal("2.5")  # 87.5 against 85, the simple mean of the same two
    assert (now["budget"], now["last_n"], now["change"]) == (30, 1, 0)


@pytest.mark.parametrize("spent", ["", "0"])
def test_without_any_money_nothing_is_weighted(tmp_path: Path, spent: str) -> None:
    [row] = means(make_book(tmp_path, {2022: projects(f",{spent},90,", f",{spent},80,")})).to_dict("records")
    assert (row["mean"], row["weighted"], row["weighted_n"], row["gap"]) == (85, None, 0, None)


def test_a_change_is_only_told_against_the_year_before(tmp_path: Path) -> None:
    years = {2020: projects(",,70,"), 2021: projects(",,,"), 2022: projects(",,90,")}
    rows = means(make_book(tmp_path, years)).to_dict("records")
    assert [(row["year"], row["change"], row["last_n"]) for row in rows] == [
        (2020, None, None),
        (2022, None, None),
    ]


@given(SCORES)
@settings(deadline=None, max_examples=30)
def test_means_lie_between_the_lowest_and_the_highest_score(book: Accounts, scores: list[Decimal]) -> None:
    [row] = means(with_scores(book, scores)).to_dict("records")
    near = Decimal("1e-20")
    for mean in (row["mean"], row["weighted"], row["median"]):
        assert mean is None or min(scores) - near <= mean <= max(scores) + near


def test_divisions_come_with_the_lowest_mean_first_and_the_projects_of_none_last(tmp_path: Path) -> None:
    rows = ["二处,10,95,", ",7,20,", "一处,30,90,", "一处,10,70,", "三处,1,,", "一处,,80,", "二处,5,,"]
    frame = by_division(make_book(tmp_path, {2022: projects(*rows)}))
    assert list(frame["division"]) == ["一处", "二处", "三处", ""]
    assert list(frame["n"]) == [3, 1, 0, 1]
    assert list(frame["unscored"]) == [0, 1, 1, 0]
    assert list(frame["mean"]) == [80, 95, None, 20]
    assert list(frame["weighted"]) == [85, 95, None, 20]
    assert list(frame["budget"]) == [40, 10, None, 7]
    assert frame[list(GRADES)].to_numpy().tolist() == [[1, 1, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]


@given(SCORES)
@settings(deadline=None, max_examples=30)
def test_the_divisions_hold_every_score(book: Accounts, scores: list[Decimal]) -> None:
    frame = by_division(with_scores(book, scores))
    assert sum(frame["n"]) == len(scores) == frame[list(GRADES)].to_numpy().sum()


def test_a_year_without_scores_is_told_by_its_summary(tmp_path: Path) -> None:
    years = {
        2019: {"score_summary": f"{SUMMARY}小,2,,,,1,1,0,0\n项目支出,30,,27,30,20,8,2,0\n"},
        2020: {"score_summary": f"{SUMMARY}项目支出,30,,90,,,,,\n"},
        2021: {**projects(",5,95,", ",,60,"), "score_summary": f"{SUMMARY}项目支出,30,,90,,20,8,2,0\n"},
        2022: {"score_summary": f"{SUMMARY}项目支出,9,,,,9,,,\n"},
    }
    frame = over_years(make_book(tmp_path, years))
    rows = [
        (row["year"], row["n"], row["mean"], row["by"])
        for row in frame[frame["grade"] == "excellent"].to_dict("records")
    ]
    assert rows == [
        (2019, 30, 90, "summary"),
        (2021, 2, Decimal("77.5"), "projects"),
        (2022, 9, None, "summary"),
    ]
    counts = {year: list(rows["count"]) for year, rows in frame.groupby("year")}
    assert counts == {2019: [20, 8, 2, 0], 2021: [1, 0, 1, 0], 2022: [9, None, None, None]}
    assert list(frame["budget"]) == [*[None] * 4, 5, 0, None, 0, *[None] * 4]
    assert sum(frame.loc[frame["year"] == 2019, "share"]) == pytest.approx(HUNDRED)


def test_without_a_score_nothing_is_spread(tmp_path: Path) -> None:
    named = make_book(tmp_path / "named", {2022: projects("一处,1,,", ",2,,")})
    nothing = make_book(tmp_path / "nothing", {2022: {"totals": "item,phase,amount\n"}})
    for found in (named, nothing):
        assert shape(found) is None
        assert all(analysis(found).empty for analysis in FRAMES)


@pytest.mark.parametrize(
    ("excellent", "course"),
    [
        ((1, 1, 1), (50, 50, None, None)),
        ((1, 2, 1), (50, 50, 2021, 100)),
        ((2, 0, 1), (100, 50, 2021, 0)),
        ((0, 1, 2), (0, 100, None, None)),
        ((1, 1), (50, 50, None, None)),
    ],
)
def test_the_course_of_the_best_grade_has_its_ends_and_what_lies_beyond_both(
    tmp_path: Path, excellent: tuple[int, ...], course: tuple[object, ...]
) -> None:
    years = {
        2023 - len(excellent) + place: projects(*(f",1,{95 if one < best else 70}," for one in range(2)))
        for place, best in enumerate(excellent)
    }
    found = best_over_years(make_book(tmp_path, years))
    assert found == Course(*course)  # type: ignore[arg-type]


def test_one_year_has_no_course(tmp_path: Path) -> None:
    assert best_over_years(make_book(tmp_path, {2022: projects(",1,90,")})) is None


def test_divisions_are_the_same_in_both_languages_whatever_their_english_names(tmp_path: Path) -> None:
    head = "project,division,division_en,initial_budget,adjusted_budget,spent,score\n"
    rows = (
        "甲,救助一股,Relief Section,,,,95\n乙,救助二股,Relief Section,,,,70\n"
        "丙,养老股,Elderly Care,,,,80\n丁,养老股,,,,,60\n"
    )
    found = {
        language: by_division(make_book(tmp_path / language, {2022: {"projects": head + rows}}, language))
        for language in ("zh", "en")
    }
    assert sorted(found["zh"]["mean"]) == sorted(found["en"]["mean"]) == [70, 70, 95]
    assert sorted(found["en"]["division"]) == ["Elderly Care", "Relief Section", "Relief Section"]

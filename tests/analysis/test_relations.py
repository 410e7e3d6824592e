"""Score against execution and money: the rank correlation, its reading, and the projects in the corners."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.accounts.settings import Settings
from budgetbook.analysis.relations import (
    Counted,
    compared,
    counted,
    median_budget,
    outlying,
    rank_correlation,
    relation,
)
from builder import make_book

HEAD = "project,project_en,division,initial_budget,adjusted_budget,spent,score,full_score\n"
VALUES = st.decimals(-1000, 1000, places=2)
PAIRS = st.lists(st.tuples(VALUES, VALUES), min_size=5, max_size=12)


def book_of(folder: Path, *rows: str) -> Accounts:
    return make_book(folder, {2022: {"projects": HEAD + "".join(f"{row}\n" for row in rows)}})


def correlation(xs: str, ys: str) -> Decimal | None:
    return rank_correlation([Decimal(x) for x in xs.split()], [Decimal(y) for y in ys.split()])


def test_without_ties_it_is_spearman_s_formula() -> None:
    # Squared rank differences 4 + 1 + 1 + 1 + 9 = 16, so 1 − 6 × 16 ÷ (5 × 24).
    assert correlation("1 2 3 4 5", "3 1 4 5 2") == Decimal("0.2")


def test_it_agrees_with_the_textbook_example_of_ten_children() -> None:
    # IQ and hours of television a week: −29 ÷ 165.
    rho = correlation("106 100 86 101 99 103 97 113 112 110", "7 27 2 50 28 29 20 12 6 17")
    assert rho == Decimal(-29) / Decimal(165)


def test_equal_values_share_their_ranks() -> None:
    # Ranks 1, 2.5, 2.5, 4, 5 and 1, 3, 2, 4.5, 4.5: covered 9 ÷ the root of 9.5 × 9.5.
    assert correlation("1 2 2 4 5", "1 3 2 4 4") == Decimal(9) / Decimal("9.5")


@pytest.mark.parametrize(
    ("xs", "ys", "rho"),
    [
        ("1 2 3 4 5", "10 20 30 40 500", 1),
        ("1 2 3 4 5", "5 4 3 2 1", -1),
        ("1 1 2 2 3", "7 7 8 8 9", 1),
    ],
)
def test_the_same_order_is_one_and_the_opposite_minus_one(xs: str, ys: str, rho: int) -> None:
    assert correlation(xs, ys) == rho


@pytest.mark.parametrize(
    ("xs", "ys"), [("1 2 3 4", "1 2 3 4"), ("", ""), ("3 3 3 3 3", "1 2 3 4 5"), ("1 2 3 4 5", "0 0 0 0 0")]
)
def test_of_few_projects_or_without_differences_there_is_none(xs: str, ys: str) -> None:
    assert correlation(xs, ys) is None


@given(PAIRS)
def test_it_agrees_with_pandas(pairs: list[tuple[Decimal, Decimal]]) -> None:
    found = rank_correlation([x for x, _ in pairs], [y for _, y in pairs])
    frame = pd.DataFrame(pairs, columns=["x", "y"]).astype(float)
    assume(found is not None)
    assert float(found or 0) == pytest.approx(frame.corr(method="spearman").loc["x", "y"], abs=1e-9)


@given(PAIRS)
def test_it_stays_between_the_extremes_and_turns_with_its_order(pairs: list[tuple[Decimal, Decimal]]) -> None:
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    rho = rank_correlation(xs, ys)
    assert rho is None or -1 <= rho <= 1
    assert rank_correlation(ys, xs) == rho
    assert rank_correlation(xs, [-y for y in ys]) == (None if rho is None else -rho)


def test_scored_projects_have_their_score_in_percent_and_the_execution_of_the_adjusted_budget(
    tmp_path: Path,
) -> None:
    book = book_of(tmp_path, "甲,A,救助处,200,100,50,27,30", "乙,,,10,,9,80,", "丙,,,10,10,5,,")
    frame = compared(book)
    columns = ["project", "division", "score", "execution", "budget", "kind"]
    assert list(frame[columns].itertuples(index=False, name=None)) == [
        ("甲", "救助处", 90, 50, 100, "unspent"),
        ("乙", "", 80, 90, 10, ""),
    ]


def test_what_is_not_published_stays_missing(tmp_path: Path) -> None:
    [row] = compared(book_of(tmp_path, "甲,,,,,,95,")).to_dict("records")
    assert (row["execution"], row["budget"], row["kind"]) == (None, None, "")
    assert compared(book_of(tmp_path / "b", "甲,,,10,10,9,,")).empty


@pytest.mark.parametrize(
    ("score", "budget", "spent", "kind"),
    [
        ("90", "100", "59.99", "unspent"),
        ("90", "100", "60", ""),
        ("89.99", "100", "10", ""),
        ("79.99", "101", "0", "costly"),
        ("80", "101", "101", ""),
        ("79.99", "100", "150", ""),
        ("95", "100", "", ""),
        ("50", "", "500", ""),
    ],
)
def test_the_corners_begin_at_the_limits_and_money_is_the_budget(
    tmp_path: Path, score: str, budget: str, spent: str, kind: str
) -> None:
    others = ["乙,,,100,100,100,85,", "丙,,,100,100,100,85,"]
    frame = compared(book_of(tmp_path, f"甲,,,,{budget},{spent},{score},", *others))
    assert dict(zip(frame["project"], frame["kind"], strict=True))["甲"] == kind


def test_noteworthy_projects_come_first_and_the_largest_of_them_at_the_head(tmp_path: Path) -> None:
    rows = ["丁,,,900,900,890,85,", "乙,,,50,50,20,95,", "甲,,,50,50,20,95,", "丙,,,500,500,400,70,"]
    book = book_of(tmp_path, *rows)
    assert list(compared(book)["project"]) == ["丙", "乙", "甲", "丁"]
    assert median_budget(book) == 275
    assert list(compared(book_of(tmp_path / "turned", *rows[::-1]))["project"]) == ["丙", "乙", "甲", "丁"]


def test_low_scores_lie_low_and_beside_execution_low_rates_too(tmp_path: Path) -> None:
    rows = ["甲,,,,100,59,85,", "乙,,,,100,90,79.99,", "丙,,,,100,60,80,", "丁,,,,,5,70,", "戊,,,,100,,60,"]
    book = book_of(tmp_path, *rows)
    assert list(outlying(book, "execution")["project"]) == ["乙", "甲"]
    assert list(outlying(book, "budget")["project"]) == ["戊", "乙"]


def rows_of(pairs: list[tuple[int, int]]) -> list[str]:
    return [f"项目{n},,,,{budget},{budget * budget},{score}," for n, (budget, score) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "rho", "reading"),
    [
        ([(1, 61), (2, 62), (3, 63), (4, 64), (5, 65)], "1", "strong"),
        ([(1, 65), (2, 64), (3, 63), (4, 62), (5, 61)], "-1", "strong"),
        ([(1, 63), (2, 61), (3, 64), (4, 65), (5, 62)], "0.2", "weak"),
        ([(1, 61), (2, 63), (3, 65), (4, 64), (5, 62)], "0.3", "weak"),
        ([(1, 61), (2, 64), (3, 65), (4, 63), (5, 62)], "0.1", "unclear"),
        ([(1, 62), (2, 61), (3, 65), (4, 64), (5, 63)], "0.5", "medium"),
        ([(1, 62), (2, 63), (3, 61), (4, 64), (5, 65)], "0.7", "strong"),
        ([(1, 61), (2, 62), (3, 63), (4, 64)], None, "too_few"),
        ([(1, 61), (2, 61), (3, 61), (4, 61), (5, 61)], None, "same_score"),
        ([(1, 61), (1, 62), (1, 63), (1, 64), (1, 65)], None, "same_measure"),
        ([], None, "too_few"),
    ],
)
def test_a_relation_is_read_by_its_size(
    tmp_path: Path, pairs: list[tuple[int, int]], rho: str | None, reading: str
) -> None:
    book = book_of(tmp_path, *rows_of(pairs), "无分,,,100,100,50,,", "无执行,,,,,,77,")
    for measure in ("execution", "budget"):
        found = relation(book, measure)
        assert (found.number, found.reading) == (len(pairs), reading)
        assert found.rho == (None if rho is None else Decimal(rho))


def test_projects_are_counted_by_whether_they_have_a_measure_and_are_of_its_kind(tmp_path: Path) -> None:
    rows = [
        "甲,,,,100,10,95,",
        "乙,,,,300,300,70,",
        "丙,,,,0,,85,",
        "丁,,,,,,85,",
        "戊,,,,-5,,85,",
        "己,,,,9,9,,",
    ]
    book = book_of(tmp_path, *rows)
    assert counted(book, "execution") == Counted(known=2, without=3, noteworthy=1, nothing=0)
    assert counted(book, "budget") == Counted(known=4, without=1, noteworthy=1, nothing=2)


def test_without_scores_nothing_is_counted(tmp_path: Path) -> None:
    assert counted(book_of(tmp_path, "甲,,,,9,9,,"), "budget") == Counted(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("limit", "score", "kind"),
    [("80", "79.99", "costly"), ("80", "80", ""), ("75", "79.99", ""), ("75", "74.99", "costly")],
)
def test_from_the_good_grade_of_the_settings_on_a_large_budget_is_not_noteworthy(
    tmp_path: Path, limit: str, score: str, kind: str
) -> None:
    book = book_of(tmp_path, f"甲,,,,100,100,{score},", "乙,,,,1,1,95,")
    rules = Settings(good_from=Decimal(limit))
    book = replace(book, department=replace(book.department, settings=rules))
    assert dict(zip(compared(book)["project"], compared(book)["kind"], strict=True))["甲"] == kind
    assert list(outlying(book, "budget")["project"]) == (["甲"] if kind else [])

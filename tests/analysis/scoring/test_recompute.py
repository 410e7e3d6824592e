"""Projects' scores recomputed by hand and by the library, and what their differences are made of."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.analysis.scoring.recompute import coverage, differences, projects
from builder import make_book
from evaluation_forms import agreeing, form_book, form_years, output


def rows(frame: object) -> list[dict]:
    return frame.to_dict("records")  # type: ignore[attr-defined]


def first(book: Accounts) -> dict:
    return rows(projects(book))[0]


def parts(book: Accounts) -> list[tuple[str, str, Decimal]]:
    return [(row["indicator"], row["why"], row["difference"]) for row in rows(differences(book))]


FULL_MARKS = (
    ["养老服务,Elderly care,养老处,Elderly,100,120,96,94,100"],
    [
        # 1000 people were to be served and 800 were: 50 × 800 ÷ 1000 = 40, declared 50.
        "养老服务,产出指标,数量指标,服务人数,,≥1000人,800人,,50,50",
        # At most 5000 yuan a bed, 5500 were spent: 20 × (1 − 500 ÷ 5000) = 18, declared 18.
        "养老服务,产出指标,成本指标,床均成本,,≤5000元/张,5500元/张,,20,18",
        # Partly attained is 60 % to 80 % of 20, that is 12 to 16: 18 becomes 16.
        "养老服务,效益指标,社会效益指标,生活质量,,有效提升,部分达成,,20,18",
        # 96 of an adjusted budget of 120 is 80 %, 8 of 10; declared 8.
        "养老服务,预算执行率,预算执行率,预算执行率,,100%,80%,,10,8",
    ],
)


def test_full_marks_for_an_unmet_target_by_hand(tmp_path: Path) -> None:
    book = form_book(tmp_path, *FULL_MARKS)
    # 40 + 18 + 16 + 8 = 82 against the declared 94, which is 12 too much: 10 for the people, 2 for the words.
    assert first(book) == {
        "project": "养老服务", "label": "养老服务", "division": "养老处", "full": 100, "declared": 94,
        "recomputed": 82, "difference": 12, "tolerance": 0, "differs": True, "grade": "excellent",
        "regraded": "good", "weights": 100, "indicators": 4, "checked": 4, "kept": 0, "share": 100,
        "unable": "", "inferred": False,
    }  # fmt: skip
    assert parts(book) == [("服务人数", "unmet", 10), ("生活质量", "band", 2)]


INITIAL_BUDGET = (
    ["改造提升,,,,100,125,95,99.5,100"],
    [
        # Both targets are met: 60 + 30, as declared.
        "改造提升,产出指标,数量指标,床位数,,≥300张,300张,,60,60",
        "改造提升,满意度指标,满意度,满意度,,≥90%,96%,,30,30",
        # 95 of the initial 100 would be 9.5; of the adjusted 125 it is 76 %, that is 7.6.
        "改造提升,预算执行率,预算执行率,预算执行率,,100%,95%,,10,9.5",
    ],
)


def test_an_execution_rate_of_the_initial_budget_by_hand(tmp_path: Path) -> None:
    book = form_book(tmp_path, *INITIAL_BUDGET)
    # 60 + 30 + 7.6 = 97.6 against 99.5.
    assert (first(book)["recomputed"], first(book)["difference"]) == (Decimal("97.6"), Decimal("1.9"))
    assert parts(book) == [("预算执行率", "execution_rate", Decimal("1.9"))]


ADDED = (
    ["地名标志,,,,50,50,45,97.5,100"],
    [
        # 465 of 480 signs: 60 × 465 ÷ 480 = 58.125, declared to a hundredth as 58.13.
        "地名标志,产出指标,数量指标,标志数,,≥480块,465块,,60,58.13",
        # “良好” is none of the three bands, so the declared 27 stays.
        "地名标志,产出指标,质量指标,完好程度,,保持完好,良好,,30,27",
        # 45 of 50 is 90 %, that is 9, but the form says nothing of it.
    ],
)


def test_a_score_that_is_not_the_sum_of_its_indicators_by_hand(tmp_path: Path) -> None:
    book = form_book(tmp_path, *ADDED)
    # 58.125 + 27 + 9 = 94.125 against 97.5, which is 3.375 too much. The score leaves 97.5 − 85.13 = 12.37
    # for the execution rate, more than its 10: 1 of the difference is its (10 − 9), 2.37 belong to no
    # indicator and 0.005 are rounding.
    found = first(book)
    assert (found["recomputed"], found["difference"]) == (Decimal("94.125"), Decimal("3.375"))
    assert (found["tolerance"], found["share"], found["kept"]) == (Decimal("0.055"), 70, 1)
    assert parts(book) == [
        ("", "remainder", Decimal("2.37")),
        ("预算执行率", "execution_rate", 1),
        ("", "rounding", Decimal("0.005")),
    ]
    remainder = rows(differences(book))[0]
    assert (remainder["declared"], remainder["recomputed"]) == (Decimal("97.5"), Decimal("95.13"))


@pytest.mark.parametrize(
    ("scores", "differs"),
    [
        ("33.33 33.33", False),  # 50 × 2 ÷ 3 is 33.333333: twice half a hundredth may be rounded away
        ("33 33", False),
        ("33.3 33.4", False),
        ("34 33.4", True),
        ("33.32 33.33", True),
    ],
)
def test_rounding_is_no_difference(tmp_path: Path, scores: str, differs: bool) -> None:
    one, other = scores.split()
    score = Decimal(one) + Decimal(other)
    forms = [output("甲", f"一 ≥3 2 50 {one}"), output("甲", f"二 ≥3 2 50 {other}")]
    book = form_book(tmp_path, [f"甲,,,,,,,{score},100"], forms)
    assert first(book)["differs"] is differs
    assert bool(parts(book)) is differs


def test_less_than_can_be_printed_is_no_difference(tmp_path: Path) -> None:
    book = form_book(tmp_path, ["甲,,,,,,,99.996,100"], [output("甲", "一 ≥1 1 100 99.996")])
    assert (first(book)["difference"], first(book)["tolerance"]) == (Decimal("-0.004"), 0)
    assert not first(book)["differs"]


def test_full_marks_leave_nothing_to_round(tmp_path: Path) -> None:
    book = form_book(tmp_path, ["甲,,,,,,,98.6,100"], [output("甲", "一 ≥1 1 100 99")])
    # 99 as a sum may be printed as 99 and never as 98.6; the target is met and scores 100 without rounding.
    assert (first(book)["tolerance"], first(book)["differs"]) == (0, True)


def test_a_total_printed_in_whole_points_may_be_rounded(tmp_path: Path) -> None:
    forms = [output("甲", "一 ≥10 9 60 54"), output("甲", "二 ≥100 99 40 39.6")]
    agrees = first(form_book(tmp_path / "a", ["甲,,,,,,,94,100"], forms))
    assert (agrees["difference"], agrees["tolerance"], agrees["differs"]) == (
        Decimal("0.4"), Decimal("0.5"), False,
    )  # fmt: skip
    assert first(form_book(tmp_path / "b", ["甲,,,,,,,95,100"], forms))["differs"]


@pytest.mark.parametrize(
    ("forms", "unable"),
    [
        (["一 ≥1 好 100 95"], "nothing"),
        (["一 ≥1 1 60 60", "二 ≥1 1 35 35"], "weights"),
        (["一 ≥1 1 60 60", "二 ≥1 1 45 35"], "weights"),
        (["一 ≥1 1 99 60"], "weights"),
    ],
)
def test_a_project_that_cannot_be_recomputed_says_why_and_is_no_difference(
    tmp_path: Path, forms: list[str], unable: str
) -> None:
    book = form_book(tmp_path, ["甲,,,,,,,95,100"], [output("甲", form) for form in forms])
    found = first(book)
    assert [found[name] for name in ("recomputed", "difference", "regraded")] == [None] * 3
    assert (found["unable"], found["differs"]) == (unable, False)
    assert (parts(book), coverage(book)) == ([], None)


def test_an_indicator_without_any_score_leaves_the_project_unscored(tmp_path: Path) -> None:
    forms = [output("甲", "一 ≥1 1 60 60"), "甲,产出,质量,二,,有效提升,良好,,40,"]
    assert first(form_book(tmp_path, ["甲,,,,,,,95,100"], forms))["unable"] == "unscored"


def test_an_indicator_without_a_weight_keeps_its_score_beside_the_others(tmp_path: Path) -> None:
    forms = [output("甲", "一 ≥2 1 60 60"), "甲,产出,质量,二,,≥1,1,,,40"]
    found = first(form_book(tmp_path, ["甲,,,,,,,100,100"], forms))
    assert (found["recomputed"], found["checked"], found["kept"], found["share"]) == (70, 1, 1, 100)
    heavy = [output("甲", "一 ≥2 1 101 60"), forms[1]]
    assert first(form_book(tmp_path / "b", ["甲,,,,,,,100,100"], heavy))["unable"] == "weights"


def test_only_projects_with_indicators_and_a_score_are_compared(tmp_path: Path) -> None:
    book = form_book(
        tmp_path,
        ["甲,,,,,,,,100", "乙,,,,,,,90,100", "丙,,,,,,,100,100"],
        [output(name, "一 ≥1 1 100 100") for name in "甲丙丁"],
    )
    assert list(projects(book)["project"]) == ["丙"]


def test_a_form_of_another_full_score_is_graded_by_its_own(tmp_path: Path) -> None:
    found = first(form_book(tmp_path, ["甲,,,,,,,45,50"], [output("甲", "一 ≥10 8 50 45")]))
    assert (found["recomputed"], found["grade"], found["regraded"]) == (40, "excellent", "good")


def test_projects_come_the_most_overstated_first_and_the_others_last(tmp_path: Path) -> None:
    made = {"甲": "98", "乙": "100", "丙": "90", "丁": "98"}
    book = form_book(
        tmp_path,
        [f"{name},,,,,,,{score},100" for name, score in made.items()],
        [
            *(output(name, f"一 ≥100 95 100 {score}") for name, score in made.items() if name != "丁"),
            output("丁", "一 ≥100 95 50 50"),
        ],
    )
    assert [(row["project"], row["difference"]) for row in rows(projects(book))] == [
        ("乙", 5), ("甲", 3), ("丙", -5), ("丁", None),
    ]  # fmt: skip
    assert [row["project"] for row in rows(differences(book))] == ["丙", "乙", "甲"]


def test_coverage_is_the_share_of_the_weights_that_were_recomputed(tmp_path: Path) -> None:
    indicators = [
        output("甲", "一 ≥1 1 60 60"),
        "甲,产出,质量,二,,有效提升,良好,,40,40",
        output("乙", "一 ≥1 1 100 100"),
        output("丙", "一 ≥1 1 50 50"),
    ]
    book = form_book(tmp_path, [f"{name},,,,,,,100,100" for name in "甲乙丙"], indicators)
    assert coverage(book) == 80  # 160 of 200; the third cannot be recomputed


def test_each_year_has_its_own_projects(tmp_path: Path) -> None:
    book = form_years(tmp_path, {2021: agreeing("甲"), 2022: agreeing("乙")})
    assert [list(projects(book, year)["project"]) for year in (2020, 2021, 2022)] == [[], ["甲"], ["乙"]]
    assert [coverage(book, year) for year in (2020, 2021)] == [None, 100]


def test_without_indicators_nothing_is_compared(tmp_path: Path) -> None:
    book = form_book(tmp_path, ["甲,,,,,,,100,100"], [])
    assert (projects(book).empty, differences(book).empty, coverage(book)) == (True, True, None)


SCORE = st.decimals(0, 40, places=2)


@settings(max_examples=25, deadline=None)
@given(
    forms=st.lists(
        st.tuples(st.integers(1, 40), st.integers(0, 60), st.none() | SCORE), min_size=1, max_size=5
    ),
    score=st.decimals(0, 100, places=2),
)
def test_the_parts_of_a_difference_sum_to_it_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    forms: list[tuple[int, int, Decimal | None]],
    score: Decimal,
) -> None:
    rest = 100 - sum(weight for weight, _, _ in forms)
    if rest < 0:
        return
    lines = [
        f"甲,产出,数量,{place},,≥37,{actual},,{weight},{'' if declared is None else declared}"
        for place, (weight, actual, declared) in enumerate(forms)
    ]
    if rest:
        lines.append(f"甲,产出,数量,余,,≥1,1,,{rest},{rest}")
    book = form_book(tmp_path_factory.mktemp("parts"), [f"甲,,,,,,,{score},100"], lines)
    (found,) = rows(projects(book))
    parted = [difference for _, _, difference in parts(book)]
    assert sum(parted) == (found["difference"] if found["differs"] else 0)
    assert found["difference"] == found["declared"] - found["recomputed"]


def test_one_overstated_indicator_is_not_hidden_by_the_rounding_of_the_others(tmp_path: Path) -> None:
    honest = "".join(
        f"甲,产出,数量,产出{n},≥100,{86 if n % 2 else 84},个,10,{9 if n % 2 else 8}\n" for n in range(9)
    )
    lines = (
        "project,level1,level2,level3,target,actual,measure_unit,weight,score\n"
        f"{honest}甲,产出,数量,产出9,≥100,60,个,10,10\n"
    )
    tables = {
        "projects": "project,initial_budget,adjusted_budget,spent,score\n甲,100,100,100,86\n",
        "indicators": lines,
    }
    [row] = projects(make_book(tmp_path, {2022: tables})).to_dict("records")
    assert (row["difference"], row["difference"] < row["tolerance"], row["differs"]) == (
        Decimal("3.6"),
        True,
        True,
    )

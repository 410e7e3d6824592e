"""Deviations of projects from their budgets, and PEFA's measures of them."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.analysis.deviation import (
    composition_variance,
    credibility,
    deviations,
    inside,
    outturn_grade,
    rating,
    totals,
    variance_grade,
)
from builder import make_book, write

HEAD = "project,project_en,division,division_en,initial_budget,adjusted_budget,spent,score\n"
AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=2)
LINES = st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=8)


def table(*rows: str) -> dict[str, str]:
    """Rows of name, division, initial, adjusted, spent."""
    return {"projects": HEAD + "".join(f"{row.replace(',', ',,', 2)},\n" for row in rows)}


def book_of(folder: Path, *rows: str, **options: str) -> Accounts:
    return make_book(folder, {2022: table(*rows)}, **options)


def test_the_largest_deviation_comes_first_whatever_its_sign(tmp_path: Path) -> None:
    frame = deviations(book_of(tmp_path, "甲,,10,,11", "乙,,,100,90.5", "丙,,3,,3", "丁,,5,,4"))
    assert list(frame["project"]) == ["乙", "丁", "甲", "丙"]
    assert list(frame["deviation"]) == [Decimal("-9.5"), -1, 1, 0]
    assert list(frame["percent"]) == [Decimal("-9.5"), -20, 10, 0]


def test_a_project_without_a_budget_or_without_spending_has_no_deviation(tmp_path: Path) -> None:
    frame = deviations(book_of(tmp_path, "甲,,10,,", "乙,,,,9"))
    assert frame.empty
    assert totals(frame).number == 0
    assert totals(frame).deviation is None


def test_the_adjusted_budget_is_the_one_that_counts_and_the_adjustment_is_kept(tmp_path: Path) -> None:
    frame = deviations(book_of(tmp_path, "甲,,10,14,14", "乙,,10,7,7", "丙,,10,,10"))
    assert dict(zip(frame["project"], frame["adjustment"], strict=True)) == {"甲": 4, "乙": -3, "丙": None}
    whole = totals(frame)
    assert (whole.raised, whole.added, whole.cut, whole.taken, whole.net) == (1, 4, 1, 3, 1)
    assert (whole.adjustable, whole.initial, whole.adjusted, whole.budget) == (2, 30, None, 31)


@pytest.mark.parametrize(
    ("budget", "spent", "flagged"),
    [
        ("100", "110", True),
        ("100", "90", True),
        ("100", "109.99", False),
        ("100", "90.01", False),
        ("0", "5", True),
        ("0", "0", False),
        ("-5", "1", True),
    ],
)
def test_a_deviation_of_the_limit_is_flagged_and_so_is_any_from_a_budget_of_nothing(
    tmp_path: Path, budget: str, spent: str, flagged: bool
) -> None:
    frame = deviations(book_of(tmp_path, f"甲,,{budget},,{spent}"))
    assert bool(frame["flagged"][0]) is flagged
    assert (frame["percent"][0] is None) is (Decimal(budget) <= 0)


def test_the_limit_is_the_departments_own(tmp_path: Path) -> None:
    from budgetbook.accounts import load

    files = {"2022/projects.csv": table("甲,,100,,95")["projects"].replace("score\n", "score,basis,source\n")}
    files["2022/projects.csv"] = files["2022/projects.csv"].replace("95,\n", "95,,reported,文件\n")
    department = '[name]\nzh = "某局"\nen = "A Bureau"\n[settings]\ndeviation = 5\n'
    assert totals(deviations(load(write(tmp_path, files, department)))).flagged == 1


def test_totals_count_above_and_below(tmp_path: Path) -> None:
    whole = totals(deviations(book_of(tmp_path, "甲,,10,,12", "乙,,10,,9", "丙,,10,,9", "丁,,10,,10")))
    assert (whole.number, whole.above, whole.below, whole.flagged) == (4, 1, 2, 3)
    assert (whole.budget, whole.spent, whole.deviation, whole.percent, whole.execution) == (40, 40, 0, 0, 100)


def test_the_same_rows_in_any_order_give_the_same_frame(tmp_path: Path) -> None:
    rows = ["甲,一处,10,,11", "乙,二处,10,,9", "丙,一处,5,6,7"]
    one, other = book_of(tmp_path / "a", *rows), book_of(tmp_path / "b", *reversed(rows))
    for tell in (deviations, credibility):
        assert (
            tell(one)
            .drop(columns=["basis", "source"], errors="ignore")
            .equals(tell(other).drop(columns=["basis", "source"], errors="ignore"))
        )


def test_a_known_composition_variance() -> None:
    # Budgets 60 and 40 of 100, spent 90 in all: scaled 54 and 36; |45 − 54| + |45 − 36| = 18 of 90.
    lines = [(Decimal(60), Decimal(45)), (Decimal(40), Decimal(45))]
    assert composition_variance(lines) == 20


@pytest.mark.parametrize("lines", [[], [(0, 5)], [(5, 0)], [(5, -1)], [(-5, -1)]])
def test_without_a_total_above_zero_there_is_no_composition_variance(lines: list[tuple[int, int]]) -> None:
    assert composition_variance([(Decimal(planned), Decimal(paid)) for planned, paid in lines]) is None


@given(LINES)
def test_the_composition_variance_lies_between_zero_and_two_hundred(
    lines: list[tuple[Decimal, Decimal]],
) -> None:
    variance = composition_variance(lines)
    assert variance is None or 0 <= variance <= 200


@given(LINES)
def test_it_is_twice_what_moved_between_the_shares(lines: list[tuple[Decimal, Decimal]]) -> None:
    variance = composition_variance(lines)
    if variance is not None:
        budget, spent = (sum(column, Decimal(0)) for column in zip(*lines, strict=True))
        gained = [paid / spent - planned / budget for planned, paid in lines]
        moved = sum((one for one in gained if one > 0), Decimal(0)) * 100
        assert abs(variance / 2 - moved) < Decimal("1e-15")


@given(AMOUNTS, AMOUNTS)
def test_one_line_cannot_stray_from_its_composition(planned: Decimal, paid: Decimal) -> None:
    assert composition_variance([(planned, paid)]) in (None, 0)


@given(LINES, st.integers(1, 50))
def test_spending_in_proportion_to_the_budget_is_no_variance_and_its_size_does_not_matter(
    lines: list[tuple[Decimal, Decimal]], times: int
) -> None:
    assert composition_variance([(planned, planned * times) for planned, _ in lines]) in (None, 0)
    bigger = composition_variance([(planned, paid * times) for planned, paid in lines])
    variance = composition_variance(lines)
    if variance is None:
        assert bigger is None
    else:
        assert bigger is not None
        assert abs(bigger - variance) < Decimal("1e-15")


@given(st.permutations([(Decimal(1), Decimal(3)), (Decimal(5), Decimal(2)), (Decimal(7), Decimal("0.01"))]))
def test_the_order_of_the_lines_does_not_matter(lines: list[tuple[Decimal, Decimal]]) -> None:
    assert composition_variance(lines) == composition_variance(sorted(lines))


@pytest.mark.parametrize(
    ("outturn", "grade"),
    [
        ("95", "A"), ("105", "A"), ("94.99", "B"), ("105.01", "B"), ("90", "B"), ("110", "B"), ("89.99", "C"),
        ("110.01", "C"), ("85", "C"), ("115", "C"), ("84.99", "D"), ("115.01", "D"), ("0", "D"),
    ],
)  # fmt: skip
def test_the_limits_of_pi_1_belong_to_the_grade(outturn: str, grade: str) -> None:
    assert outturn_grade(Decimal(outturn)) == grade


@pytest.mark.parametrize(
    ("variance", "grade"),
    [("0", "A"), ("4.99", "A"), ("5", "B"), ("9.99", "B"), ("10", "C"), ("14.99", "C"), ("15", "D")],
)
def test_the_limits_of_pi_2_belong_to_the_next_grade(variance: str, grade: str) -> None:
    assert variance_grade(Decimal(variance)) == grade


def test_pefa_is_held_to_the_initial_budget_and_to_divisions(tmp_path: Path) -> None:
    row = credibility(book_of(tmp_path, "甲,一处,40,90,45", "乙,二处,40,1,45", "丙,一处,20,2,0")).iloc[0]
    assert (row["phase"], row["budget"], row["spent"]) == ("initial_budget", 100, 90)
    assert (row["outturn"], row["outturn_grade"]) == (90, "B")
    assert (row["by"], row["lines"], row["variance"], row["shifted"]) == ("division", 2, 20, 10)
    assert row["variance_grade"] == "D"


def test_projects_are_the_lines_where_one_has_no_division_or_all_have_the_same(tmp_path: Path) -> None:
    for place, rows in enumerate((["甲,一处,6,,6", "乙,,4,,4"], ["甲,一处,6,,6", "乙,一处,4,,4"])):
        row = credibility(book_of(tmp_path / str(place), *rows)).iloc[0]
        assert (row["by"], row["lines"]) == ("project", 2)


def test_all_years_are_told_by_the_same_lines(tmp_path: Path) -> None:
    years = {2021: table("甲,,6,,6", "乙,,4,,4"), 2022: table("甲,一处,6,,6", "乙,二处,4,,4")}
    assert list(credibility(make_book(tmp_path, years))["by"]) == ["project", "project"]


def test_divisions_with_the_same_english_name_stay_apart(tmp_path: Path) -> None:
    rows = "甲,A,一处,Division,60,,45,\n乙,B,二处,Division,40,,45,\n"
    book = make_book(tmp_path, {2022: {"projects": HEAD + rows}}, "en")
    assert list(credibility(book)["variance"]) == [20]


def test_the_adjusted_budget_stands_in_where_most_projects_lack_the_initial_one(tmp_path: Path) -> None:
    most = credibility(book_of(tmp_path / "a", "甲,,10,12,12", "乙,,,10,9", "丙,,,10,9")).iloc[0]
    assert (most["phase"], most["projects"], most["listed"], most["budget"]) == ("adjusted_budget", 3, 3, 32)
    half = credibility(book_of(tmp_path / "b", "甲,,10,12,12", "乙,,,10,9")).iloc[0]
    assert (half["phase"], half["projects"], half["listed"], half["budget"]) == ("initial_budget", 1, 2, 10)


def test_a_new_project_with_a_budget_of_zero_counts(tmp_path: Path) -> None:
    row = credibility(book_of(tmp_path, "甲,,100,,50", "新,,0,,50")).iloc[0]
    assert (row["outturn"], row["variance"], row["lines"]) == (100, 100, 2)


def test_one_project_has_no_composition_to_grade(tmp_path: Path) -> None:
    row = credibility(book_of(tmp_path, "甲,,10,,9")).iloc[0]
    assert (row["variance"], row["variance_grade"], row["outturn_grade"]) == (0, None, "B")


def test_nothing_spent_is_an_outturn_of_zero_and_no_composition(tmp_path: Path) -> None:
    row = credibility(book_of(tmp_path, "甲,,10,,0", "乙,,10,,0")).iloc[0]
    assert (row["outturn"], row["outturn_grade"]) == (0, "D")
    assert (row["variance"], row["shifted"], row["variance_grade"]) == (None, None, None)


def test_a_year_without_budgets_is_left_out(tmp_path: Path) -> None:
    years = {2020: table("甲,,,,9"), 2021: table("甲,,0,,9"), 2022: table("甲,,10,,9")}
    assert list(credibility(make_book(tmp_path, years))["year"]) == [2022]


def rated(folder: Path, *spent: int) -> list[tuple[str, int, str | None]]:
    """The rating where two projects have 50 each and the first spends so much, the second the rest of 100."""
    years = {
        year: table(f"甲,,50,,{amount}", f"乙,,50,,{100 - amount}")
        for year, amount in zip(range(2022 - len(spent) + 1, 2023), spent, strict=True)
    }
    return list(rating(make_book(folder, years)).itertuples(index=False, name=None))


def test_two_of_three_years_make_the_grade(tmp_path: Path) -> None:
    assert rated(tmp_path / "a", 50, 50, 80) == [("outturn", 3, "A"), ("variance", 3, "A")]
    assert rated(tmp_path / "b", 54, 80, 50)[1] == ("variance", 3, "B")
    assert rated(tmp_path / "c", 80, 80, 50)[1] == ("variance", 3, "D")


def test_years_before_the_last_three_do_not_count(tmp_path: Path) -> None:
    assert rated(tmp_path, 50, 50, 80, 80, 50)[1] == ("variance", 3, "D")


def test_fewer_than_three_known_years_are_not_rated(tmp_path: Path) -> None:
    assert rated(tmp_path / "a", 50, 50) == [("outturn", 2, None), ("variance", 2, None)]
    gap = {year: table("甲,,10,,10", "乙,,10,,10") for year in (2018, 2019, 2020, 2022)}
    assert list(rating(make_book(tmp_path / "b", gap))["known"]) == [2, 2]


@pytest.mark.parametrize(
    ("rates", "number"),
    [([], 0), (["94.99", "95", "100", "105", "105.01"], 3), (["-95", "0"], 0)],
)
def test_rates_on_the_limits_are_inside_the_band(rates: list[str], number: int) -> None:
    assert inside(map(Decimal, rates)) == number

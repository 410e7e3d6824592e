"""Carry-over of projects: its total over the years, and the part of it that returns."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.accounts.settings import Settings
from budgetbook.analysis.carryover import returning, totals
from builder import make_book

HEADER = "project,initial_budget,adjusted_budget,spent,carried_over,score\n"


def carried(folder: Path, amounts: Mapping[str, str], first: int = 2021) -> Accounts:
    """Accounts of projects with a carry-over in each year, `-` where a project is not listed."""
    years: dict[int, str] = {}
    for project, told in amounts.items():
        for year, amount in enumerate(told.split(" "), first):
            row = "" if amount == "-" else f"{project},200,,,{amount.strip('?')},\n"
            years[year] = years.get(year, HEADER) + row
    return make_book(folder, {year: {"projects": text} for year, text in years.items()})


def test_a_run_reaches_back_as_long_as_there_is_carry_over(tmp_path: Path) -> None:
    frame = returning(carried(tmp_path, {"甲": "0 5 10", "乙": "40 30 20", "丙": "9 9 0", "丁": "0 0 7"}))
    assert frame.to_numpy().tolist() == [
        ["乙", "乙", "", 2021, "乙", Decimal(40), Decimal(200), Decimal(20), 2021, 3],
        ["乙", "乙", "", 2022, "乙", Decimal(30), Decimal(200), Decimal(15), 2021, 3],
        ["乙", "乙", "", 2023, "乙", Decimal(20), Decimal(200), Decimal(10), 2021, 3],
        ["甲", "甲", "", 2022, "甲", Decimal(5), Decimal(200), Decimal("2.5"), 2022, 2],
        ["甲", "甲", "", 2023, "甲", Decimal(10), Decimal(200), Decimal(5), 2022, 2],
    ]


@pytest.mark.parametrize(
    ("told", "years"),
    [("9 ? 9", 0), ("9 - 9", 0), ("? 9 9", 2), ("9 9 ?", 0), ("9 0 9", 0), ("-1 -1 -1", 0)],
    ids=["not published", "not listed", "published since", "not this year", "zero between", "negative"],
)
def test_a_year_without_carry_over_ends_a_run(tmp_path: Path, told: str, years: int) -> None:
    frame = returning(carried(tmp_path, {"甲": told}))
    assert list(frame["years"]) == [years] * years


def test_how_many_years_running_is_a_setting(tmp_path: Path) -> None:
    book = carried(tmp_path, {"甲": "1 1 1", "乙": "0 1 1"})
    book = replace(book, department=replace(book.department, settings=Settings(carry_over_years=3)))
    assert set(returning(book)["project"]) == {"甲"}
    assert [row["returning"] for row in totals(book).to_dict("records")] == [None, None, Decimal(1)]


def test_another_year_is_judged_by_the_years_before_it(tmp_path: Path) -> None:
    book = carried(tmp_path, {"甲": "1 1 0"})
    assert list(returning(book, 2022)["year"]) == [2021, 2022]
    assert returning(book).empty


def test_totals_say_how_much_of_the_carry_over_returns(tmp_path: Path) -> None:
    frame = totals(carried(tmp_path, {"甲": "10 5 0", "乙": "0 15 15", "丙": "? 30 15"}))
    assert frame.to_numpy().tolist() == [
        [2021, Decimal(10), 1, None, None, None, None, None, None],
        [2022, Decimal(50), 3, Decimal(10), Decimal(40), Decimal(400), Decimal(5), Decimal(10), 1],
        [2023, Decimal(30), 2, Decimal(50), Decimal(-20), Decimal(-40), Decimal(30), Decimal(100), 2],
    ]


def test_a_year_that_tells_no_carry_over_is_left_out_and_not_zero(tmp_path: Path) -> None:
    frame = totals(carried(tmp_path, {"甲": "10 ? 10"}))
    assert frame[["year", "last", "returning"]].to_numpy().tolist() == [
        [2021, None, None],
        [2023, None, None],
    ]


def test_nothing_carried_over_returns_nothing(tmp_path: Path) -> None:
    last = totals(carried(tmp_path, {"甲": "0 0"})).iloc[-1]
    assert (last["carried_over"], last["returning"], last["returning_share"]) == (0, 0, None)
    assert (last["projects"], last["returning_projects"]) == (0, 0)


def test_without_projects_there_are_no_totals(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"income": "item,phase,amount\nother,actual,1\n"}})
    assert totals(book).empty
    assert returning(book).empty

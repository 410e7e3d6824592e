"""Spending by month against time, against last year, and what came at the year's end."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.progress import Base, base, behind, by_project, monthly, telling, year_end
from builder import make_book

BUDGETS = "item,phase,amount\ncurrent_year_expenditure,initial_budget,{}\n"
Months = dict[int, object]
PROJECTS = "project,project_en,initial_budget,adjusted_budget,spent,score\n"


def months(amounts: Months, project: str = "") -> str:
    return "".join(f"{month},{project},{amount}\n" for month, amount in amounts.items())


def execution(*parts: str) -> dict[str, str]:
    return {"execution": "month,project,amount\n" + "".join(parts)}


def book_of(
    folder: Path, amounts: Months, budget: object = 1200, last_year: Months | None = None
) -> Accounts:
    """This year's months, last year's where given, both with one budget (empty: none)."""
    totals = {"totals": BUDGETS.format(budget)} if budget != "" else {}
    years = {2022: amounts} | ({2021: last_year} if last_year else {})
    return make_book(folder, {year: execution(months(of)) | totals for year, of in years.items()})


def column(frame: pd.DataFrame, name: str) -> dict[int, Any]:
    """The known values of a column by month."""
    pairs = zip(frame["month"], frame[name], strict=True)
    return {month: value for month, value in pairs if value is not None}


def test_progress_is_what_was_spent_in_percent_of_the_budget_beside_the_time_gone_by(tmp_path: Path) -> None:
    frame = monthly(book_of(tmp_path, {6: 540, 12: 1260}))
    assert column(frame, "progress") == {6: 45, 12: 105}
    assert column(frame, "gap") == {6: -5, 12: 5}
    assert list(frame["month"]) == list(range(1, 13))
    assert [frame["time"][month - 1] for month in (3, 6, 12)] == [25, 50, 100]


def test_a_month_that_is_not_published_is_a_gap(tmp_path: Path) -> None:
    frame = monthly(book_of(tmp_path, {1: 100, 2: "", 3: 300}))
    assert column(frame, "amount") == {1: 100, 3: 300}
    assert set(column(frame, "progress")) == {1, 3}


def test_the_adjusted_budget_comes_before_the_initial_one(tmp_path: Path) -> None:
    totals = BUDGETS.format(1200) + "current_year_expenditure,adjusted_budget,2000\n"
    book = make_book(tmp_path, {2022: {**execution(months({6: 1000})), "totals": totals}})
    assert base(book, 2022) == Base(Decimal(2000), "adjusted_budget")
    assert column(monthly(book), "progress") == {6: 50}


def test_without_a_budget_december_is_the_base_and_tells_nothing_itself(tmp_path: Path) -> None:
    book = book_of(tmp_path, {6: 300, 12: 1000}, budget="")
    assert base(book, 2022) == Base(Decimal(1000), "december")
    assert column(monthly(book), "progress") == {6: 30, 12: 100}
    assert list(telling(book)["month"]) == [6]


def test_with_a_budget_december_tells_as_the_other_months_do(tmp_path: Path) -> None:
    assert list(telling(book_of(tmp_path, {6: 300, 12: 1000}))["month"]) == [6, 12]


@pytest.mark.parametrize("budget", ["", 0, -5])
def test_without_anything_above_zero_to_measure_it_by_there_is_no_progress(
    tmp_path: Path, budget: object
) -> None:
    book = book_of(tmp_path, {6: 300}, budget=budget)
    assert column(monthly(book), "amount") == {6: 300}
    assert column(monthly(book), "progress") == {}
    assert telling(book).empty


def test_a_figure_that_falls_is_kept_and_marked(tmp_path: Path) -> None:
    frame = monthly(book_of(tmp_path, {1: 100, 2: 90, 5: 89, 6: 89, 7: 200}))
    assert [month for month, falls in column(frame, "falls").items() if falls] == [2, 5]
    assert column(frame, "amount")[5] == 89


def test_last_year_stands_beside_this_year_month_by_month(tmp_path: Path) -> None:
    frame = monthly(book_of(tmp_path, {3: 240, 6: 600}, last_year={3: 300, 4: 290, 6: 600, 9: 900}))
    assert column(frame, "last_progress")[9] == 75
    assert column(frame, "change") == {3: -5, 6: 0}
    assert [month for month, falls in column(frame, "last_falls").items() if falls] == [4]


def test_progress_in_percent_of_a_budget_is_not_compared_with_that_of_a_years_own_spending(
    tmp_path: Path,
) -> None:
    tables = {
        2021: execution(months({6: 500, 12: 1000})),
        2022: execution(months({6: 600})) | {"totals": BUDGETS.format(1200)},
    }
    frame = monthly(make_book(tmp_path, tables))
    assert column(frame, "last_progress") == {6: 50, 12: 100}
    assert column(frame, "change") == {}


def test_without_a_month_of_this_year_there_is_no_frame(tmp_path: Path) -> None:
    tables = {2021: execution(months({6: 500})), 2022: execution(months({6: ""}))}
    assert monthly(make_book(tmp_path, tables)).empty
    assert telling(make_book(tmp_path, tables)).empty


def test_the_last_quarter_is_what_came_after_september(tmp_path: Path) -> None:
    amounts = {9: 600, 11: 900, 12: 1000}
    frame = year_end(book_of(tmp_path, amounts, last_year={9: 500, 12: 1000}))
    rows = list(frame.itertuples(index=False, name=None))
    assert rows == [(2022, 400, 40, 100, 10), (2021, 500, 50, None, None)]


@pytest.mark.parametrize("amounts", [{9: 600, 11: 900}, {}])
def test_without_december_there_is_no_year_end(tmp_path: Path, amounts: Months) -> None:
    assert year_end(book_of(tmp_path, amounts or {1: ""})).empty


def projects_book(folder: Path, *parts: str, language: str = "zh", rows: str = "") -> Accounts:
    listed = rows or "甲,A,100,,90,\n乙,,50,200,90,\n丙,,,,90,\n丁,,100,,90,\n"
    return make_book(folder, {2022: execution(*parts) | {"projects": PROJECTS + listed}}, language)


def test_projects_are_held_to_their_budget_in_the_latest_month(tmp_path: Path) -> None:
    parts = [months({6: 40, 9: 50}, "甲"), months({9: 150}, "乙"), months({9: 5}, "丙"), months({6: 1}, "丁")]
    book = projects_book(tmp_path, *parts)
    frame = by_project(book)
    assert list(frame["project"]) == ["甲", "乙"]
    assert list(frame["gap"]) == [-25, 0]
    assert set(frame["month"]) == {9}
    assert list(behind(book)["project"]) == ["甲"]


def test_only_more_than_the_limit_is_behind(tmp_path: Path) -> None:
    book = projects_book(tmp_path, months({6: 40}, "甲"), months({6: "39.99"}, "丁"))
    assert list(behind(book)["project"]) == ["丁"]


def test_the_slowest_comes_first_and_names_are_in_the_readers_language(tmp_path: Path) -> None:
    book = projects_book(tmp_path, months({12: 50}, "甲"), months({12: 10}, "丁"), language="en")
    assert list(by_project(book)["label"]) == ["丁", "A"]


def test_months_of_a_project_that_is_not_listed_are_left_out(tmp_path: Path) -> None:
    assert by_project(projects_book(tmp_path, months({12: 50}, "戊"))).empty
    assert behind(projects_book(tmp_path, months({12: 50}, "戊"))).empty

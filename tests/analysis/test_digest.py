"""A year in six figures."""

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.analysis.digest import digest
from builder import make_book

TOTALS = "item,phase,amount\n"
SPENT = "current_year_expenditure"
PROJECTS = "project,initial_budget,adjusted_budget,spent,score,full_score\n"
SUMMARY = "scope,projects,amount,average_score,full_score\n"
SCORED = f"{PROJECTS}甲,1,1,1,45,50\n乙,1,1,1,80,\n"


def figures(folder: Path, tables: dict[str, str], **years: dict[str, str]) -> dict[str, Decimal | None]:
    return digest(make_book(folder, {2022: tables, **{int(year[1:]): of for year, of in years.items()}}))


def test_a_year_is_told_in_the_figures_it_publishes(tmp_path: Path) -> None:
    tables = {
        "totals": f"{TOTALS}total_income,actual,100\n{SPENT},actual,80\n{SPENT},adjusted_budget,160\n",
        "three_public": "item,phase,amount\ntotal,actual,0\n",
        "projects": SCORED,
    }
    assert list(figures(tmp_path, tables).items()) == [
        ("total_income", Decimal(100)),
        (SPENT, Decimal(80)),
        ("execution", Decimal(50)),
        ("three_public", Decimal(0)),
        ("projects", Decimal(2)),
        ("mean_score", Decimal(85)),
    ]


def test_what_is_not_published_is_missing_and_not_zero(tmp_path: Path) -> None:
    assert set(figures(tmp_path, {"totals": f"{TOTALS}total_income,actual,\n"}).values()) == {None}


def test_last_years_figures_are_not_this_years(tmp_path: Path) -> None:
    last = {"totals": f"{TOTALS}{SPENT},actual,80\n", "score_summary": f"{SUMMARY}甲,9,,90,\n"}
    now = {"totals": f"{TOTALS}total_income,actual,\n"}
    assert set(figures(tmp_path, now, y2021=last).values()) == {None}


@pytest.mark.parametrize(
    ("phases", "execution"),
    [
        ({"initial_budget": 100}, 80),
        ({"initial_budget": 100, "adjusted_budget": 160}, 50),
        ({"adjusted_budget": 0}, None),
        ({}, None),
    ],
)
def test_execution_is_held_to_the_adjusted_budget_where_there_is_one(
    tmp_path: Path, phases: dict[str, int], execution: int | None
) -> None:
    budgets = "".join(f"{SPENT},{phase},{amount}\n" for phase, amount in phases.items())
    assert figures(tmp_path, {"totals": f"{TOTALS}{SPENT},actual,80\n{budgets}"})["execution"] == execution


@pytest.mark.parametrize(
    ("tables", "projects", "mean"),
    [
        ({"projects": SCORED}, 2, 85),
        ({"projects": SCORED, "score_summary": f"{SUMMARY}项目支出,2,,84.9,\n"}, 2, 85),
        # A list of examples is not what the average is of.
        ({"projects": SCORED, "score_summary": f"{SUMMARY}项目支出,29,,84.9,\n"}, 29, Decimal("84.9")),
        ({"projects": SCORED, "score_summary": f"{SUMMARY}项目支出,29,,,\n"}, 29, None),
        ({"projects": f"{PROJECTS}甲,1,1,1,,\n"}, 1, None),
        ({"score_summary": f"{SUMMARY}整体支出,,,70,\n项目支出,29,,45,50\n"}, 29, 90),
        ({"score_summary": f"{SUMMARY}项目支出,,,45,50\n"}, None, 90),
    ],
)
def test_projects_are_counted_and_scored_as_a_whole(
    tmp_path: Path, tables: dict[str, str], projects: int | None, mean: Decimal | int | None
) -> None:
    found = figures(tmp_path, tables)
    assert (found["projects"], found["mean_score"]) == (projects, mean)

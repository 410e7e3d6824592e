"""Self-evaluation forms for the tests: projects and their indicators, a CSV row each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.accounts import settings as rules
from builder import make_book

PROJECTS = "project,project_en,division,division_en,initial_budget,adjusted_budget,spent,score,full_score"
INDICATORS = "project,level1,level2,level3,level3_en,target,actual,measure_unit,weight,score"
Year = tuple[Sequence[str], Sequence[str]]


def form_years(folder: Path, years: Mapping[int, Year], language: str = "zh", **settings: Any) -> Accounts:
    """The forms of several years, each a list of projects and one of indicators."""
    tables = {
        year: {
            "projects": "\n".join([PROJECTS, *projects]),
            "indicators": "\n".join([INDICATORS, *indicators]),
        }
        for year, (projects, indicators) in years.items()
    }
    book = make_book(folder, tables, language)
    return replace(book, department=replace(book.department, settings=rules.settings(settings)))


def form_book(
    folder: Path,
    projects: Sequence[str],
    indicators: Sequence[str],
    language: str = "zh",
    **settings: Any,
) -> Accounts:
    """The forms of 2022."""
    return form_years(folder, {2022: (projects, indicators)}, language, **settings)


def output(project: str, cells: str) -> str:
    """An indicator of quantity; the cells are its name, target, actual value, weight and score."""
    name, target, actual, weight, score = cells.split()
    return f"{project},产出指标,数量指标,{name},,{target},{actual},,{weight},{score}"


def agreeing(project: str, score: str = "100") -> Year:
    """A project and the one indicator that bears its score out."""
    return [f"{project},,,,1,1,1,{score},{score}"], [output(project, f"数量 ≥1 1 {score} {score}")]

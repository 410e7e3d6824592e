"""Performance scores: the grades of a score and what a department published of its self-evaluation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis.arithmetic import HUNDRED, share, total
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.projects import listed


@dataclass(frozen=True)
class Band:
    """One grade: scores from `low` (in % of the full score) up to the next band's."""

    grade: str
    low: Decimal


# What the weights of a form that scores 预算执行率 apart from its indicators add up to, of the full score
# (财预〔2020〕10号 gives the rate 10 of 100).
WITHOUT_EXECUTION = Decimal("0.9")
_EXECUTION = ("预算执行率", "预算执行情况")
# 上海 names the same four 优, 良, 合格, 不合格.
_NAMES = {"优": "excellent", "良": "good", "中": "fair", "合格": "fair", "差": "poor", "不合格": "poor"}


def bands(book: Accounts) -> tuple[Band, ...]:
    """The grades with the limits that the department's settings name, the best first."""
    rules = book.settings
    lows = (rules.excellent_from, rules.good_from, rules.fair_from, Decimal(0))
    return tuple(Band(grade, low) for grade, low in zip(GRADES, lows, strict=True))


def grade_of(book: Accounts, score: Decimal, full: Decimal = HUNDRED) -> str:
    """The grade of a score, by half-open bands: 90 is 优 and 89.99 is 良."""
    percent = score / full * HUNDRED
    return next(band.grade for band in bands(book) if percent >= band.low)


def scores_execution(row: Mapping[str, Any]) -> bool:
    """Whether an indicator is the execution rate's own row on the form."""
    return row["level1"] in _EXECUTION or ("预算执行" in row["level1"] and "执行率" in row["level3"])


def grade_named(name: str) -> str | None:
    """The grade that a document's word for it means; None for a word that is no known grade."""
    clean = name.strip()
    return clean if clean in GRADES else _NAMES.get(clean)


def published(book: Accounts) -> pd.DataFrame:
    """What was published of the self-evaluation in the loaded years, one row a scope.

    Within a year the scope with an overall score comes first (部门整体支出), then the larger amount.
    Columns: year, scope, label, projects, amount (万元), average, overall, full, grade (as printed), named
    (the same as one of `GRADES`), computed (the grade that the overall or else the average score has),
    project_list, basis, source.
    """
    table = book.tables["score_summary"]
    rows = []
    for _, row in table.iterrows():
        full = row["full_score"] or HUNDRED
        score = row["overall_score"] if row["overall_score"] is not None else row["average_score"]
        rows.append(
            (
                row["year"],
                row["scope"],
                book.named(row, "scope"),
                row["projects"],
                row["amount"],
                row["average_score"],
                row["overall_score"],
                full,
                row["grade"],
                grade_named(row["grade"] or ""),
                None if score is None else grade_of(book, score, full),
                row["project_list"],
                row["basis"],
                row["source"],
            )
        )
    columns = [
        "year", "scope", "label", "projects", "amount", "average", "overall", "full", "grade", "named",
        "computed", "project_list", "basis", "source",
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[0], row[6] is None, -(row[4] or 0), row[1]))
    return frame_of(rows, columns)


def to_next_grade(book: Accounts, percent: Decimal) -> tuple[str, Decimal] | None:
    """The grade above that of a score (% of the full one) and the points to it; None in the best grade."""
    above = next((band for band in reversed(bands(book)) if band.low > percent), None)
    return None if above is None else (above.grade, above.low - percent)


@dataclass(frozen=True)
class Tally:
    """Projects of all grades together: how many, their budgets (万元), how many are `without` a budget.

    `largest` is the row of the grade with the most projects, the better one of equals.
    """

    number: Decimal | None
    budget: Decimal | None
    without: int
    largest: dict[str, Any]


def tally(counts: pd.DataFrame) -> Tally:
    """The rows of `grade_counts`, added up. Raises `ValueError` where no grade has a project."""
    rows = [{str(name): value for name, value in row.items()} for row in counts.to_dict("records")]
    return Tally(
        total(counts["count"]),
        total(counts["budget"]),
        sum(counts["without"]),
        max((row for row in rows if row["count"]), key=lambda row: row["count"]),
    )


def grade_counts(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """Projects and money per grade in a year (the accounts' own by default).

    From the list of projects where scores are published, else from the summary, which tells no amounts.
    Columns: grade, count, share (%), budget (the year's, of the grade's projects, 万元; None where none of
    them tells: what was spent would make idle projects look small), budget_share (%), spent (万元), without
    (how many of its projects tell no budget), by (`projects` or `summary`). Empty where neither tells.
    """
    columns = ["grade", "count", "share", "budget", "budget_share", "spent", "without", "by"]
    projects = listed(book, year)
    projects = projects[projects["percent"].notna()]
    summary = graded_summary(book, year)
    if not projects.empty:
        grades = [grade_of(book, percent) for percent in projects["percent"]]
        numbers = {grade: Decimal(grades.count(grade)) for grade in GRADES}
        given, spent = _by_grade(projects["budget"], grades), _by_grade(projects["spent"], grades)
        unknown = [one for one, budget in zip(grades, projects["budget"], strict=True) if budget is None]
        without = {grade: unknown.count(grade) for grade in GRADES}
        by = "projects"
    elif summary is not None:
        numbers = {grade: summary[grade] for grade in GRADES}
        given, spent, by = dict.fromkeys(GRADES), dict.fromkeys(GRADES), "summary"
        without = dict.fromkeys(GRADES, 0)
    else:
        return pd.DataFrame(columns=columns)
    whole, money = total(numbers.values()), total(given.values())
    if by == "summary" and summary is not None and None in numbers.values() and summary["projects"]:
        # A grade that is not published has projects too: 50 that are 优 are not all of 53.
        whole = max(whole or Decimal(0), summary["projects"])
    rows = [
        (
            grade,
            numbers[grade],
            share(numbers[grade], whole),
            given[grade],
            share(given[grade], money),
            spent[grade],
            without[grade],
            by,
        )
        for grade in GRADES
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _by_grade(amounts: Iterable[Decimal | None], grades: Sequence[str]) -> dict[str, Decimal | None]:
    """The amounts of each grade's projects together; 0 for a grade without any, None where none is known."""
    of = {grade: [one for one, own in zip(amounts, grades, strict=True) if own == grade] for grade in GRADES}
    known = any(one is not None for found in of.values() for one in found)
    nothing = Decimal(0) if known else None
    return {grade: total(found) if found else nothing for grade, found in of.items()}


def graded_summary(book: Accounts, year: int | None = None) -> dict[str, Any] | None:
    """The published summary that counts the most projects by grade; None where no summary does."""
    rows = [
        {str(name): value for name, value in row.items()}
        for row in book.rows("score_summary", year).to_dict("records")
        if any(row[grade] is not None for grade in GRADES)
    ]
    return min(
        rows, key=lambda row: (-(total(row[grade] for grade in GRADES) or 0), row["scope"]), default=None
    )

"""Performance scores: the grades of a score and what a department published of its self-evaluation."""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis.arithmetic import HUNDRED, share


@dataclass(frozen=True)
class Band:
    """One grade: scores from `low` (in % of the full score) up to the next band's."""

    grade: str
    low: Decimal


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


def grade_named(name: str) -> str | None:
    """The grade that a document's word for it means; None for a word that is no known grade."""
    clean = name.strip()
    return clean if clean in GRADES else _NAMES.get(clean)


def published(book: Accounts) -> pd.DataFrame:
    """What was published of the self-evaluation in the loaded years, one row a scope.

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
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.where(frame.notna(), None)


def grade_counts(book: Accounts) -> pd.DataFrame:
    """Projects per grade this year: from the list of projects where scores are published, else the summary.

    Columns: grade, count, share (%), by (`projects` or `summary`). Empty where neither tells.
    """
    columns = ["grade", "count", "share", "by"]
    scored = book.rows("projects")
    scored = scored[scored["score"].notna()]
    if not scored.empty:
        grades = [grade_of(book, row["score"], row["full_score"] or HUNDRED) for _, row in scored.iterrows()]
        numbers = {grade: Decimal(grades.count(grade)) for grade in GRADES}
        by = "projects"
    else:
        summary = book.rows("score_summary")
        summary = summary[summary[list(GRADES)].notna().any(axis=1)]
        if summary.empty:
            return pd.DataFrame(columns=columns)
        numbers = {grade: summary.iloc[0][grade] for grade in GRADES}
        by = "summary"
    whole = sum((number for number in numbers.values() if number is not None), Decimal(0))
    rows = [(grade, number, share(number, whole), by) for grade, number in numbers.items()]
    return pd.DataFrame(rows, columns=columns, dtype=object)

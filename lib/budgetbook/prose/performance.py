"""Scores, projects and outputs in words."""

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects as project_analysis
from budgetbook.analysis import scores as score_analysis
from budgetbook.analysis.outputs import outputs as outputs_of
from budgetbook.prose.overview import summaries
from budgetbook.prose.paragraphs import Prose, compose, records

MOST_NAMES = 12


def scores(book: Accounts) -> Prose:
    """What was published of the self-evaluation: score, grade, number and amount of projects."""
    return compose(
        book,
        "scores",
        summaries=summaries(book),
        grades=records(score_analysis.grade_counts(book)),
        scored=bool(project_analysis.listed(book)["score"].notna().any()),
        bands=score_analysis.bands(book),
    )


def projects(book: Accounts) -> Prose:
    """How many projects there were, which were named, and what is not published of them."""
    listed = project_analysis.listed(book)
    return compose(
        book,
        "projects",
        number=len(listed),
        named=list(listed["label"])[:MOST_NAMES],
        known=anything_known(listed),
        with_spent=int(listed["spent"].notna().sum()),
        with_score=int(listed["score"].notna().sum()),
        summary=next((row for row in summaries(book) if row["projects"] is not None), None),
        project_expenditure=book.value("expenditure", "project", column="code"),
    )


def outputs(book: Accounts) -> Prose:
    """How many countable results were published, and for how many both the whole and its parts."""
    rows = outputs_of(book)
    return compose(
        book,
        "outputs",
        results=int((rows["role"] == "whole").sum()),
        divided=len(divided(rows)),
        areas=list(dict.fromkeys(area for area in rows["area"] if area)),
    )


def anything_known(listed: pd.DataFrame) -> bool:
    """Whether of any listed project more than its name is published."""
    return bool(listed[["budget", "spent", "score"]].notna().any(axis=None))


def divided(rows: pd.DataFrame) -> list[str]:
    """The outputs whose whole and all parts are published, in one unit."""
    told = rows[rows["role"].isin(("whole", "part"))]
    return [
        str(output)
        for output, lines in told.groupby("output", sort=False)
        if set(lines["role"]) == {"whole", "part"}
        and lines["unit"].nunique() == 1
        and lines["value"].notna().all()
    ]

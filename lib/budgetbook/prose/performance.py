"""Scores, projects and outputs in words."""

from decimal import Decimal
from typing import cast

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects as project_analysis
from budgetbook.analysis import scores as score_analysis
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.deviation import deviations
from budgetbook.analysis.deviation import totals as totals_of
from budgetbook.analysis.outputs import divided, wholes
from budgetbook.analysis.outputs import outputs as outputs_of
from budgetbook.analysis.scoring import quality
from budgetbook.prose.distribution import alike
from budgetbook.prose.overview import summaries
from budgetbook.prose.paragraphs import Prose, compose, records

MOST_NAMES = 12


def scores(book: Accounts) -> Prose:
    """What was published of the self-evaluation, and once for the chapter what was not.

    Without projects, scores or indicators the functions that need them return no sentence of their own.
    """
    told = summaries(book)
    grades = records(score_analysis.grade_counts(book))
    published = {
        "overall": any(row["computed"] for row in told),
        "grades": any(row["count"] for row in grades),
        "scores": bool(project_analysis.listed(book)["score"].notna().any()),
        "indicators": not quality.by_division(book).empty,
    }
    return compose(
        book,
        "scores",
        summaries=told,
        grades=grades,
        missing=[name for name, known in published.items() if not known],
        points=alike(cast(Decimal | None, row[name]) for row in told for name in ("overall", "average")),
        bands=score_analysis.bands(book),
    )


def projects(book: Accounts) -> Prose:
    """How many projects there were, what they were given and spent in all, and what is not published.

    It tells once for its chapter what is not published and therefore not analysed.
    """
    listed = project_analysis.listed(book)
    totals = totals_of(deviations(book))
    project_expenditure = book.value("expenditure", "project", column="code")
    return compose(
        book,
        "projects",
        number=len(listed),
        named=list(listed["label"])[:MOST_NAMES],
        known=anything_known(listed),
        with_score=int(listed["score"].notna().sum()),
        totals=totals,
        of_expenditure=share(totals.spent, project_expenditure),
        summary=next((row for row in summaries(book) if row["projects"] is not None), None),
        project_expenditure=project_expenditure,
        lacking=_lacking(book, listed),
    )


def outputs(book: Accounts) -> Prose:
    """How many countable results were published, and for how many both the whole and its parts."""
    rows = outputs_of(book)
    return compose(
        book,
        "outputs",
        results=wholes(rows),
        divided=len(divided(rows)),
        areas=list(dict.fromkeys(area for area in rows["area"] if area)),
    )


def _lacking(book: Accounts, listed: pd.DataFrame) -> dict[str, list[str]]:
    """What is not published as a whole, and which analyses need it."""
    words = book.words
    examples = any(row["project_list"] == "examples" for row in summaries(book))
    budgets, spent, carried = (
        bool(listed[column].isna().all()) for column in ("budget", "spent", "carried_over")
    )
    apart = listed["deviation"].isna().all() and not budgets and not spent
    needs = (
        (("list",), listed.empty or (examples and not anything_known(listed)), ()),
        (("budgets", "spent"), budgets and spent and not listed.empty, ()),
        (("budgets",), budgets and not spent, ()),
        (("spent",), spent and not budgets, ()),
        (("both",), apart, ()),
        ((), bool(listed["deviation"].isna().all()), ("deviations", "screening")),
        (("carried_over",), carried and not listed.empty, ()),
        ((), carried, ("returning",)),
        (("months",), book.rows("execution").empty, ("progress",)),
        (("indicators",), book.rows("indicators").empty, ("cost_effect",)),
        (("outputs",), book.rows("outputs").empty, ("outputs",)),
    )
    return {
        "what": [words(f"exhibit.lacking_{one}") for what, missing, _ in needs if missing for one in what],
        "analyses": [
            words(f"exhibit.analysis_{one}") for _, missing, them in needs if missing for one in them
        ],
    }


def anything_known(listed: pd.DataFrame) -> bool:
    """Whether of any listed project more than its name is published."""
    return bool(listed[["budget", "spent", "score"]].notna().any(axis=None))

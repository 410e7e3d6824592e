"""Screening of projects and returning carry-over in words."""

from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import carryover
from budgetbook.analysis import screening as analysis
from budgetbook.prose.paragraphs import Prose, compose, records

MOST_NAMED = 3


def screening(book: Accounts) -> Prose:
    """How many projects were screened, what was found, and its share of the budget.

    Silent where no execution rate of the year is published, which `projects` tells.
    """
    rules, scope, shares = book.settings, analysis.scope(book), analysis.shares(book)
    if scope.unknown == scope.projects:
        return Prose("silent", ())
    found = records(analysis.screened(book))
    kinds = [
        ("idle", shares.idle, shares.idle_budget, rules.idle_years, rules.idle_execution),
        ("low", shares.low, shares.low_budget, rules.low_years, rules.low_execution),
    ]
    too_new = analysis.too_new(book)
    return compose(
        book,
        "screening",
        scope=scope,
        too_new=too_new if len(too_new) <= MOST_NAMED else [],
        period=book.words.period(scope.first, book.year),
        rules=rules,
        found=len(found),
        shares=shares,
        kinds=[
            {
                "kind": kind,
                "number": number,
                "budget": budget,
                "years": years,
                "limit": limit,
                "largest": _largest(book, found, kind),
            }
            for kind, number, budget, years, limit in kinds
            if number
        ],
    )


def _largest(book: Accounts, found: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    row = next(row for row in found if row["kind"] == kind)
    return {**row, "execution": dict(row["rates"])[book.year]}


def returning_carryover(book: Accounts) -> Prose:
    """What projects carried over, how it moved, and which of them carry money over year after year.

    Silent where the year's carry-over is not published, which `projects` tells.
    """
    totals = records(carryover.totals(book))
    now = next((row for row in totals if row["year"] == book.year), None)
    if now is None:
        return Prose("silent", ())
    runs = records(carryover.returning(book))
    returning = [row for row in runs if row["year"] == book.year]
    return compose(
        book,
        "returning_carryover",
        totals=totals,
        now=now,
        years=book.settings.carry_over_years,
        returning=returning,
        longest=min(returning, key=lambda row: row["since"], default=None),
    )

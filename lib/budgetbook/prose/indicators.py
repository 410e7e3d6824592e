"""The quality of the indicators in words."""

from collections import Counter

from budgetbook.accounts import Accounts
from budgetbook.analysis.scoring import quality
from budgetbook.prose.paragraphs import Prose, compose, records


def indicator_quality(book: Accounts) -> Prose:
    """How many indicators have a target in numbers, now and over the years, and which targets are weak.

    Without indicators `prose.scores` says so.
    """
    years = records(quality.by_year(book))
    now = next((row for row in years if row["year"] == book.year), None)
    if now is None:
        return Prose("silent", ())
    divisions = [row for row in records(quality.by_division(book)) if row["division"]]
    return compose(
        book,
        "indicator_quality",
        now=now,
        first=years[0],
        highest=divisions[0] if divisions else None,
        lowest=divisions[-1] if divisions else None,
        flaws=Counter(quality.weak(book)["flaw"]),
        limit=book.settings.far_above,
    )

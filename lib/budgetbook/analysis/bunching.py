"""Whether scores heap just above a grade's limit: an exact test of counts on both sides of it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import comb
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.scores import bands

LEVEL = Fraction(5, 100)
# The fewest projects of which all being above reaches the level: (1/2)^5 = 3.125 %.
FEWEST = 5
# From so many projects on a limit that reaches the level is called one with more above than chance: of
# fewer, one or two decide.
ENOUGH = 10
COLUMNS = (
    "scope", "grade", "limit", "low", "high", "below", "above", "n", "p", "adjusted", "verdict", "off_scale",
)  # fmt: skip


def bunching(book: Accounts) -> pd.DataFrame:
    """The test at each limit of the grades, this year's projects first, then those of all loaded years.

    With w the department's `bunching_points`, `below` counts the scores (in % of the full score) in
    [t − w, t) and `above` those in [t, t + w); n is their sum. Where a project is as likely to be above as
    below, the number above follows Bin(n, 1/2), and p is the chance of as many or more. `adjusted` is p after
    Holm over those limits of the same scope that have at least `FEWEST` projects.

    Columns: scope (`year`, `pooled`), grade, limit, low, high, below, above, n, p (None where n is 0),
    adjusted (None where the limit is not judged), verdict (`none_possible` for fewer than `FEWEST` projects;
    where adjusted is at most `LEVEL`, `shown`, or `few` for fewer than `ENOUGH` projects; else `not_shown`),
    off_scale (whether the window reaches below 0 or beyond the full score). Empty where no project of the
    year has a score; pooled rows only where another loaded year has scores too. A project comes back every
    year, so pooled scores are not independent of one another and their p is too small where they repeat.
    """
    years = years_with_scores(book)
    if book.year not in years:
        return pd.DataFrame(columns=COLUMNS, dtype=object)
    rows = _tested(book, "year", [book.year])
    if len(years) > 1:
        rows += _tested(book, "pooled", years)
    return frame_of(rows, COLUMNS)


def judged(tests: Iterable[Mapping[str, Any]], scope: str) -> int:
    """How many limits of a scope are judged, of some rows of `bunching`."""
    return sum(test["adjusted"] is not None for test in tests if test["scope"] == scope)


def years_with_scores(book: Accounts) -> list[int]:
    """The loaded years that have a scored project."""
    return [year for year in book.years if _scores(book, year)]


def sides(scores: Iterable[Decimal], limit: Decimal, width: Decimal) -> tuple[int, int]:
    """How many scores lie within `width` below a limit, and how many on it or within `width` above."""
    distances = [score - limit for score in scores]
    return sum(-width <= one < 0 for one in distances), sum(0 <= one < width for one in distances)


def tail(below: int, above: int) -> Fraction:
    """P(X ≥ above) for X ~ Bin(below + above, 1/2): the chance of as many or more heads of fair coins."""
    number = below + above
    return Fraction(sum(comb(number, heads) for heads in range(above, number + 1)), 2**number)


def holm(chances: Sequence[Fraction]) -> list[Fraction]:
    """The chances adjusted for being several, by Holm's step-down, in the order given.

    The smallest of m is multiplied by m, the next by m − 1 and so on; none falls below the one before it or
    exceeds 1.
    """
    adjusted = [Fraction(0)] * len(chances)
    reached = Fraction(0)
    for step, place in enumerate(sorted(range(len(chances)), key=lambda place: chances[place])):
        reached = max(reached, min(Fraction(1), chances[place] * (len(chances) - step)))
        adjusted[place] = reached
    return adjusted


def verdict(number: int, adjusted: Fraction) -> str:
    """What a test of so many projects shows."""
    if number < FEWEST:
        return "none_possible"
    if adjusted > LEVEL:
        return "not_shown"
    return "shown" if number >= ENOUGH else "few"


def _scores(book: Accounts, year: int) -> list[Decimal]:
    return [score for score in projects.listed(book, year)["percent"] if score is not None]


def _tested(book: Accounts, scope: str, years: Iterable[int]) -> list[tuple[object, ...]]:
    scores = [score for year in years for score in _scores(book, year)]
    width = book.settings.bunching_points
    limits = [band for band in bands(book) if band.low > 0]
    counts = [sides(scores, band.low, width) for band in limits]
    chances = {place: tail(*count) for place, count in enumerate(counts) if any(count)}
    # A limit that can never be judged must not make the others' chances larger.
    judged = [place for place in chances if sum(counts[place]) >= FEWEST]
    adjusted = dict(zip(judged, holm([chances[place] for place in judged]), strict=True))
    return [
        (
            scope,
            band.grade,
            band.low,
            band.low - width,
            band.low + width,
            Decimal(below),
            Decimal(above),
            Decimal(below + above),
            _decimal(chances.get(place)),
            _decimal(adjusted.get(place)),
            verdict(below + above, adjusted.get(place, Fraction(1))),
            band.low - width < 0 or band.low + width > HUNDRED,
        )
        for place, (band, (below, above)) in enumerate(zip(limits, counts, strict=True))
    ]


def _decimal(chance: Fraction | None) -> Decimal | None:
    return None if chance is None else Decimal(chance.numerator) / Decimal(chance.denominator)

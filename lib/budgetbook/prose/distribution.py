"""The spread of the projects' scores in words."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.analysis import distribution as analysis
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.reconcile.tolerance import places
from budgetbook.prose.paragraphs import Prose, compose, records
from budgetbook.words import MISSING, round_half_up
from budgetbook.words.numbers import fixed


def score_distribution(book: Accounts) -> Prose:
    """Mean, weighted mean and median, the best grade, the lowest scores, and whether all are next to full.

    Without scores `prose.scores` says so beside what else was published of the self-evaluation.
    """
    shape = analysis.shape(book)
    if shape is None:
        return Prose("silent", ())
    now = next(row for row in records(analysis.means(book)) if row["year"] == book.year)
    lowest = records(analysis.lowest(book))
    gap = _rounded(now["gap"]) if now["weighted_n"] > 1 else None
    change = _rounded(now["change"])
    scores = [now[name] for name in ("mean", "weighted", "median")] + [row["percent"] for row in lowest]
    return compose(
        book,
        "score_distribution",
        shape=shape,
        now=now,
        gap=gap,
        change=change,
        lowest=lowest,
        near_from=HUNDRED - analysis.NEAR_FULL,
        near_full=analysis.NEAR_FULL,
        crowded=analysis.CROWDED,
        points=alike([*scores, gap, change, shape.low]),
    )


def alike(scores: Iterable[Decimal | None]) -> Callable[[Decimal | None], str]:
    """Print scores that stand together with one number of decimals: the most that one of them has, up to two.

    A missing one is `[x]`.
    """
    most = max((places(round_half_up(one).normalize()) for one in scores if one is not None), default=0)
    return lambda score: MISSING if score is None else fixed(score, most, separator="")


def _rounded(value: Decimal | None) -> Decimal | None:
    """A difference as it is printed, so that what prints as 0 is called the same."""
    return None if value is None else round_half_up(value)

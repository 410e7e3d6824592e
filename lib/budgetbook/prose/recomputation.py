"""Declared scores against the recomputed ones, in words."""

from budgetbook.accounts import Accounts
from budgetbook.analysis.projects import listed
from budgetbook.analysis.scoring import recompute, summary
from budgetbook.analysis.scoring.indicators import indicators
from budgetbook.prose.distribution import alike
from budgetbook.prose.paragraphs import Prose, compose, records

MOST_NAMES = 5
_UNABLE = ("nothing", "weights", "unscored")


def recomputed_scores(book: Accounts) -> Prose:
    """How many scores could be recomputed, how many differ, the largest difference and grades that change.

    Without scores or without indicators `prose.scores` says so.
    """
    rows, apart, tally = records(recompute.projects(book)), records(summary.apart(book)), summary.tally(book)
    regraded = [row for row in apart if row["grade"] != row["regraded"]]
    reasons = [row["unable"] for row in rows]
    if not rows and not _both(book):
        return Prose("silent", ())
    shown = [row[name] for row in apart for name in ("declared", "recomputed", "difference")]
    cause = records(recompute.differences(book))[0] if apart else None
    shown += [cause[name] for name in ("declared", "recomputed")] if cause else []
    return compose(
        book,
        "recomputed_scores",
        number=len(rows),
        compared=reasons.count(""),
        unable=[{"reason": one, "number": reasons.count(one)} for one in _UNABLE if one in reasons],
        coverage=recompute.coverage(book),
        apart=tally.number,
        over=tally.over,
        under=tally.under,
        largest=apart[0] if apart else None,
        cause=cause,
        inferred=sum(row["inferred"] for row in rows if not row["unable"]),
        points=alike(shown),
        regraded=tally.regraded,
        named=regraded[:MOST_NAMES],
        reverse=book.words(f"exhibit.reverse_{book.settings.reverse_indicator}"),
    )


def _both(book: Accounts) -> bool:
    """Whether scores are published and indicators too, though of other projects."""
    return bool(listed(book)["score"].notna().any()) and not indicators(book).empty

"""How many projects differ from their recomputed scores, how far, and what their differences are made of."""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.scoring import recompute


@dataclass(frozen=True)
class Tally:
    """How many projects differ by more than rounding, how many of them are `over` and `under`.

    `largest` is the largest difference in points, without its sign, None where none differs; `regraded`
    projects would have another grade.
    """

    number: int
    over: int
    under: int
    largest: Decimal | None
    regraded: int


@dataclass(frozen=True)
class Makeup:
    """How many projects have differences, how many indicators explain them, how many sums do not agree."""

    projects: int
    indicators: int
    sums: int


def apart(book: Accounts) -> pd.DataFrame:
    """This year's rows of `recompute.projects` that differ by more than rounding, the largest gap first."""
    frame = recompute.projects(book)
    frame = frame[frame["differs"].astype(bool)]
    return frame.sort_values("difference", key=lambda gaps: -gaps.abs(), kind="stable", ignore_index=True)


def tally(book: Accounts) -> Tally:
    """The rows of `apart`, counted."""
    frame = apart(book)
    gaps = list(frame["difference"])
    return Tally(
        len(gaps),
        sum(gap > 0 for gap in gaps),
        sum(gap < 0 for gap in gaps),
        abs(gaps[0]) if gaps else None,
        int((frame["grade"] != frame["regraded"]).sum()),
    )


def printed(book: Accounts) -> pd.DataFrame:
    """The rows of `recompute.differences` without what rounding leaves where a hundredth does not show it."""
    frame = recompute.differences(book)
    return frame[(frame["why"] != "rounding") | frame["printed"].astype(bool)].reset_index(drop=True)


def makeup(book: Accounts) -> Makeup:
    """The rows of `printed`, counted."""
    frame = printed(book)
    indicators, sums = frame["indicator"] != "", frame["why"] == "remainder"
    return Makeup(frame["project"].nunique(), int(indicators.sum()), int(sums.sum()))

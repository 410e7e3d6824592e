"""Where a department stands among the others, and how sure that is: n, ties, and who could stand anywhere."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from budgetbook.analysis.comparison.measures import MEASURES, compared
from budgetbook.analysis.comparison.readings import OTHER_KIND
from budgetbook.analysis.frames import frame_of
from budgetbook.words import round_half_up

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

FEWEST = 2  # figures that can be put beside each other


@dataclass(frozen=True)
class Ranking:
    """The own department's place in one measure, from the largest figure down.

    `known` departments have a figure that can be compared, `of` would if all told it: the others of these
    may stand anywhere, so that the place is between `place` and `last`. `tied` others have the same figure,
    as it is printed. `place` and `last` are None where the own department has no figure. `without` counts
    the departments without one by `why`, `otherkind` those whose figures are made up (or real, where the own
    ones are made up), which are no part of `of`.
    """

    measure: str
    value: Decimal | None
    why: str
    place: int | None
    last: int | None
    tied: int
    known: int
    of: int
    without: tuple[tuple[str, int], ...]
    otherkind: int
    median: Decimal | None
    highest: str
    high: Decimal | None
    lowest: str
    low: Decimal | None

    @property
    def comparable(self) -> bool:
        """Whether there is anything to compare: two figures at least."""
        return self.known >= FEWEST


class Standing(NamedTuple):
    """A place from the largest down; `last` is the worst it can be, `tied` others have the same figure."""

    place: int
    last: int
    tied: int


def standing(value: Decimal, others: Iterable[Decimal], unknown: int, places: int = 2) -> Standing:
    """Where a figure stands among others, all rounded as they are printed; the unknown may stand anywhere."""
    own = round_half_up(value, places)
    printed = [round_half_up(other, places) for other in others]
    place = 1 + sum(other > own for other in printed)
    return Standing(place, place + unknown, printed.count(own))


def ranking(peers: "Peers", measure: str) -> Ranking:
    """Rank the departments in one measure of the year, by figures rounded as they are printed."""
    frame = compared(peers, measure)
    own = frame[frame["department"] == peers.own].iloc[0]
    known = frame[frame["why"] == ""]
    whys = Counter(why for why in frame["why"] if why)
    otherkind = sum(whys.pop(kind, 0) for kind in OTHER_KIND)
    found = None
    if own["why"] == "":
        others = known[known["department"] != peers.own]["value"]
        found = standing(own["value"], others, whys.total())
    ends = (known.iloc[0], known.iloc[-1]) if len(known) else (None, None)
    high, low = ends
    return Ranking(
        measure,
        own["value"] if own["why"] == "" else None,
        own["why"],
        found and found.place,
        found and found.last,
        found.tied if found else 0,
        len(known),
        len(known) + whys.total(),
        tuple(sorted(whys.items())),
        otherkind,
        median(known["value"]) if len(known) else None,
        "" if high is None else high["label"],
        None if high is None else high["value"],
        "" if low is None else low["label"],
        None if low is None else low["value"],
    )


def rankings(peers: "Peers") -> pd.DataFrame:
    """Every measure's ranking, one a row, by the fields of `Ranking`; those with nothing to compare last."""
    found = [ranking(peers, measure) for measure in MEASURES]
    found.sort(key=lambda one: not one.comparable)
    return frame_of([vars(one) for one in found], Ranking.__dataclass_fields__)

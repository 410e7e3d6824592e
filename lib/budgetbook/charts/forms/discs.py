"""Points that cannot be told apart, gathered into circles that tell how many they are."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from budgetbook.charts.forms.callouts import Spot

DOT = 3.2  # points, the radius of a single item
SAME = 4.0  # points; single items that are closer than this are hardly told apart
COUNTED = 5.8  # points, the radius of two items: their number fits in
MOST = 14.5  # points, the largest radius


@dataclass(frozen=True)
class Disc:
    """One item or several that stand so close together that they are drawn as one, at their mean place.

    `x` and `y` are points from the top left corner; `names` are those of its items, and `told` what a reader
    who points at them is told.
    """

    x: float
    y: float
    marked: bool = False
    names: tuple[str, ...] = ()
    count: int = 1
    told: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is written in the disc: nothing in a single item."""
        return "" if self.count == 1 else f"{self.count:,}"

    @property
    def radius(self) -> float:
        """The radius in points; it grows with the number's order, not with the number."""
        return DOT if self.count == 1 else min(COUNTED + 0.9 * math.log2(self.count / 2), MOST)

    @property
    def spot(self) -> Spot:
        """Where a name should not stand."""
        return Spot(self.x, self.y, self.radius, written=self.count > 1)

    def hides(self, other: "Disc") -> bool:
        """Whether two discs of one look stand in one place, or a numbered one touches another."""
        apart = SAME if self.count == other.count == 1 else self.radius + other.radius
        near = math.hypot(self.x - other.x, self.y - other.y) < apart
        return near and self.marked == other.marked

    def joined(self, other: "Disc") -> "Disc":
        """Both as one."""
        count = self.count + other.count
        x = (self.x * self.count + other.x * other.count) / count
        y = (self.y * self.count + other.y * other.count) / count
        told = (*self.told, *other.told)
        return Disc(x, y, self.marked, (*self.names, *other.names), count, told)


def gathered(discs: Iterable[Disc]) -> list[Disc]:
    """Join discs that hide one another, until none does; the same whatever the order they come in."""
    found = sorted(discs, key=_order)
    while True:
        kept: list[Disc] = []
        for disc in found:
            near = next((place for place, other in enumerate(kept) if other.hides(disc)), None)
            if near is None:
                kept.append(disc)
            else:
                kept[near] = kept[near].joined(disc)
        if len(kept) == len(found):
            return kept
        found = sorted(kept, key=_order)


def _order(disc: Disc) -> tuple[float, float, bool, tuple[str, ...]]:
    return disc.x, disc.y, disc.marked, disc.names

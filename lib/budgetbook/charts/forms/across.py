"""A scatter's horizontal axis: linear, with gutters beyond its window, or logarithmic, with one for zero."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from budgetbook.charts.forms.scale import Scale, labels, ticks
from budgetbook.charts.forms.text import clean, width

PAD = 15.0  # points between the plot's edge and the outermost items


@dataclass(frozen=True)
class Across:
    """What the axis shows: its title, what is always on it, and how far it may reach.

    An item beyond the `window` stands in a gutter at that side, which `below` or `beyond` names. A
    logarithmic axis (`log`) reaches over all items above zero, and `below` names the gutter of the others.
    """

    title: str
    below: str
    beyond: str = ""
    shown: tuple[Decimal, Decimal] = (Decimal(0), Decimal(100))
    window: tuple[Decimal, Decimal] = (Decimal(0), Decimal(150))
    suffix: str = ""
    log: bool = False

    def side(self, x: Decimal) -> int:
        """−1 and 1 for an item in the gutter on the left and on the right, 0 for one on the axis."""
        if self.log:
            return -1 if x <= 0 else 0
        return -1 if x < self.window[0] else 1 if x > self.window[1] else 0

    def ends(self, xs: Sequence[Decimal]) -> tuple[float, float]:
        """The ends of the axis; of a logarithmic one their logarithms, which are at least 0.6 apart."""
        inside = [x for x in xs if not self.side(x)]
        if not self.log:
            return float(min([*inside, self.shown[0]])), float(max([*inside, self.shown[1]]))
        low, high = math.log10(min(inside, default=1)), math.log10(max(inside, default=1))
        short = max(0.0, 0.6 - (high - low)) / 2
        return low - short, high + short


@dataclass(frozen=True)
class Ruler:
    """Where values stand across the sheet: between `left` and `right`, or in the gutter of a side."""

    across: Across
    scale: Scale
    left: float
    right: float
    gutters: dict[int, tuple[float, float]]

    @classmethod
    def fitted(cls, across: Across, xs: Sequence[Decimal], left: float, right: float) -> "Ruler":
        """Share the room out between the scale and those gutters that have an item."""
        gutters = {}
        for side, name in ((-1, across.below), (1, across.beyond)):
            if any(across.side(x) == side for x in xs):
                wide = max(2 * PAD, width(clean(name)) + 6)
                gutters[side] = (left, left + wide) if side < 0 else (right - wide, right)
        left, right = gutters.get(-1, (0.0, left))[1], gutters.get(1, (right, 0.0))[0]
        low, high = across.ends(xs)
        length = right - left - 2 * PAD
        return cls(across, Scale(low, length / (high - low), left + PAD, length), left, right, gutters)

    def at(self, x: Decimal | float) -> float:
        """The place of a value on the scale, or the edge that is nearest to it."""
        if self.across.log and x <= 0:
            return self.left
        return max(self.left, min(self.scale.at(math.log10(x) if self.across.log else float(x)), self.right))

    def place(self, x: Decimal) -> float:
        """The place of an item, on the scale or in the middle of its gutter."""
        gutter = self.gutters.get(self.across.side(x))
        return sum(gutter) / 2 if gutter else self.at(x)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The places of round values and what is written there; never an exponent."""
        if self.across.log:
            return _powers(self.scale)
        values = ticks(self.scale, self.scale.low, self.scale.high, 14.0, most=8)
        texts = [text + self.across.suffix for text in labels(values)]
        return [(self.at(value), text) for value, text in zip(values, texts, strict=True)]


def _powers(scale: Scale) -> list[tuple[float, str]]:
    """1, 10, 100 … or as many of them as have room; 1, 2, 5, 10 … on a short scale."""
    short = [((1, 2, 5), 1)] if scale.high - scale.low < 2.5 else []
    powers = range(math.floor(scale.low), math.ceil(scale.high) + 1)
    found: list[tuple[float, str]] = []
    for digits, step in [*short, *(((1,), step) for step in range(1, len(powers) + 1))]:
        values = [digit * 10.0**power for power in powers if power % step == 0 for digit in digits]
        inside = [v for v in values if scale.low - 1e-9 <= math.log10(v) <= scale.high + 1e-9]
        found = [(scale.at(math.log10(v)), labels([v])[0]) for v in inside]
        halves = [(x, width(text) / 2 + 4) for x, text in found]
        if all(a + one <= b - two for (a, one), (b, two) in pairwise(halves)):
            break
    return found

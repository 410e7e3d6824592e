"""Where a value stands on the sheet, and which round values the axis names."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from matplotlib.ticker import MaxNLocator

from budgetbook.charts.forms.text import width

LABEL_GAP = 5.0  # points between a bar's end and its label
HAIR = 1.2  # points; a bar that is not zero is at least this long, so that it is seen


@dataclass(frozen=True)
class Scale:
    """A value axis: `low` at `start` points, and `unit` points for every 1."""

    low: float
    unit: float
    start: float
    length: float

    @property
    def high(self) -> float:
        """The value at the axis's far end."""
        return self.low + self.length / self.unit

    def at(self, value: float) -> float:
        """Return the place of a value in points."""
        return self.start + (value - self.low) * self.unit

    def span(self, start: float, end: float) -> tuple[float, float]:
        """Return a bar's start and length as values."""
        return start, visible(end - start, self.unit)


def visible(length: float, unit: float) -> float:
    """Return a bar's length, stretched to a hair where it would not be seen; nothing stays nothing."""
    if length and abs(length) * unit < HAIR:
        return math.copysign(HAIR / unit, length)
    return length


def number(value: Decimal | None) -> float:
    """Return a value to draw with; a missing one takes no room."""
    return 0.0 if value is None else float(value)


def fit(extents: Iterable[tuple[float, float, float]], start: float, length: float) -> Scale:
    """Find the largest scale on which every bar and the label at its right end stay inside the axis.

    Each extent is a bar's lower end, its upper end and the points its label needs. Zero is always inside.
    """
    found = list(extents)
    low = min([0.0, *(lower for lower, _, _ in found)])
    units = [
        (length - room) / (max(upper, 0.0) - low)
        for _, upper, room in found
        if max(upper, 0.0) > low and length > room
    ]
    return Scale(low, min(units, default=length), start, length)


def ticks(
    scale: Scale, low: float, high: float, room: float, *, most: int = 5, whole: bool = False
) -> Sequence[float]:
    """Return round values from `low` up whose labels stand at least `room` points apart; 0 is one of them."""
    for count in range(most, 0, -1):
        locator = MaxNLocator(nbins=count, steps=[1, 2, 2.5, 5, 10], integer=whole)
        values = [float(value) for value in locator.tick_values(low, high)]
        inside = [value for value in values if low - 1e-9 <= value <= scale.high + 1e-9]
        step = min((b - a for a, b in pairwise(inside)), default=math.inf)
        widest = max((width(label) for label in labels(inside)), default=0.0) if room else 0.0
        if step * scale.unit >= max(widest + room, 16):
            return inside
    return [0.0]


def labels(values: Sequence[float]) -> list[str]:
    """Print tick values with thousands separators and the decimals they need, never with an exponent."""
    places, near = 0, 1e-3 * min((abs(b - a) for a, b in pairwise(values)), default=1e-6)
    while places < 6 and any(abs(round(value, places) - value) > near for value in values):
        places += 1
    return [f"{value:,.{places}f}" if value else "0" for value in values]

"""Charts whose items run down the page: names on the left, one band a row, a value axis from zero below."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from budgetbook.charts.forms.scale import LABEL_GAP, Scale, labels, ticks
from budgetbook.charts.forms.sheet import Sheet
from budgetbook.charts.forms.text import NAME_EMS, height, width, wrap
from budgetbook.charts.theme import MISSING_FILL, ROW, TEXT, ink

BAR = 14.0  # points, the thickness of a bar
EDGE = 4.0  # points, the margin of every figure
GAP = 8.0  # points between a name and the axis
AXIS = 20.0  # points below the rows for the tick labels
STUB = 24.0  # points, the hatched cell that stands for a missing value


@dataclass(frozen=True)
class Band:
    """A row's place: its name in lines, its top and its height in points."""

    name: list[str]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height of the row's centre line."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Bands:
    """All rows: the name column ends at `left`; the rows reach from `top` to `bottom`."""

    rows: list[Band]
    left: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of all rows together."""
        return self.bottom - self.top


def bands(
    names: Sequence[str],
    *,
    top: float = EDGE,
    least: Sequence[float] | float = 0.0,
    limit: float = NAME_EMS * TEXT,
) -> Bands:
    """Stack rows for names wrapped at `limit` points, each at least `least` points and a theme's row high."""
    lines = [wrap(name, limit) for name in names]
    needs = [least] * len(names) if isinstance(least, float) else list(least)
    few = max(0.0, 9.0 - 0.7 * len(names))  # a little more air when there are few rows
    rows: list[Band] = []
    at = top
    for name, need in zip(lines, needs, strict=True):
        room = max(ROW + few, need, height(len(name)) + 5)
        rows.append(Band(name, at, room))
        at += room
    widest = max((width(line) for name in lines for line in name), default=0.0)
    return Bands(rows, EDGE + widest + (GAP if widest else 0.0), top, at)


def write_names(sheet: Sheet, rows: Bands) -> None:
    """Write the names, each centred on its row and ending at the axis."""
    for row in rows.rows:
        sheet.write(rows.left - GAP, row.middle, row.name, side="right")


def value_axes(
    sheet: Sheet,
    rows: Bands,
    scale: Scale,
    low: float,
    high: float,
    *,
    whole: bool = False,
    named: bool = True,
) -> Axes:
    """Add the axes of the bars: values across, points of the sheet down, a light grid and a line at zero.

    A scale that begins above zero has no such line.
    """
    axes = sheet.axes(scale.start, rows.top, scale.length, rows.height)
    axes.set_xlim(scale.low, scale.high)
    axes.set_ylim(rows.bottom, rows.top)
    from_zero = scale.low <= 0
    values = ticks(scale, min(low, 0.0) if from_zero else scale.low, high, 14.0, whole=whole)
    reach = max(map(width, labels(values))) / 2
    values = [
        value
        for value in values
        if reach <= scale.at(value) <= sheet.width - reach or (value == 0 and from_zero)
    ]
    axes.set_xticks(values, labels(values) if named else [""] * len(values))
    axes.grid(axis="x")
    if from_zero:
        axes.axvline(0, color=ink("axis"), linewidth=0.8)
    return axes


def missing_cell(sheet: Sheet, x: float, row: Band, text: str = "") -> None:
    """Draw the hatched cell of a value that is not there, and say so beside it."""
    sheet.box(x, row.middle - BAR / 2, STUB, BAR, MISSING_FILL)
    sheet.write(x + STUB + LABEL_GAP, row.middle, text, color=ink("muted"))

"""Totals over the years as columns from zero; a year without a figure stays a gap and says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from budgetbook.charts.forms.flags import stagger
from budgetbook.charts.forms.rows import EDGE
from budgetbook.charts.forms.scale import Scale, labels, number, ticks, visible
from budgetbook.charts.forms.sheet import Sheet, form, legend, tell
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.theme import MISSING_FILL, TEXT, fill, ink, page

NAME = 7 * TEXT  # points, the longest line of a series' name in the table
NAME_INDENT = 14.0
LEAST = 120.0  # points, the height of the shortest plot
STUB = 8.0  # points, the height of the hatched cell of a year without figures


@dataclass(frozen=True)
class Series:
    """One quantity over the years: a value (None: not published) and a label for each, its category.

    `told` are the labels in full, for a reader who points at a value, where `texts` leaves some empty.
    """

    label: str
    values: Sequence[Decimal | None]
    texts: Sequence[str]
    key: str = ""
    told: Sequence[str] = ()


@dataclass(frozen=True)
class _Plan:
    """Where the columns stand: the axis begins at `left`, a year takes `pitch` points, a column `thick`.

    With `direct` the labels stand over the columns, else in a table under the years.
    """

    left: float
    pitch: float
    thick: float
    direct: bool

    def centre(self, year: int) -> float:
        return self.left + (year + 0.5) * self.pitch


def _plan(years: Sequence[str], series: Sequence[Series], across: float, margin: float) -> _Plan:
    widest = max((width(clean(text)) for one in series for text in one.texts), default=0.0) + 4
    names = max((width(line) for one in series for line in wrap(one.label, NAME)), default=0.0)
    for left, direct in ((margin, True), (max(margin, EDGE + NAME_INDENT + names + 8), False)):
        pitch = (across - left - EDGE) / max(len(years), 1)
        thick = min(0.78 * pitch / len(series), 48.0)
        room = thick if len(series) > 1 else pitch
        if widest <= room or not direct:
            break
    return _Plan(left, pitch, thick, direct)


def draw_year_columns(years: Sequence[str], series: Sequence[Series], *, size: str = "full") -> Figure:
    """Draw one to three series over up to five years as grouped columns from zero, each with its label.

    Where the labels do not fit side by side over the columns they stand in a small table under the years. A
    missing value is a gap with its label; a year without any figure is a hatched cell.
    """
    across, tall = page(size)
    values = [number(value) for one in series for value in one.values]
    low, high = min([0.0, *values]), max([0.0, *values])
    shown = ticks(Scale(low, LEAST / ((high - low) or 1), 0, LEAST), low, high, 0.0)
    plan = _plan(years, series, across, EDGE + max(map(width, labels(shown))) + 6)
    named = [(one.label, fill(one.key)) for one in series] if len(series) > 1 and plan.direct else []
    key_height, draw_key = legend(named, plan.left, across - EDGE)
    year_lines = [wrap(year, plan.pitch - 4) for year in years]
    foot = height(max(map(len, year_lines), default=1)) + 8
    cells = [0.0 if plan.direct else _cell_height(one, plan, across) for one in series]
    top = key_height + EDGE
    plot = max(tall - top - foot, LEAST)
    sheet = Sheet(across, top + plot + foot + sum(cells) + EDGE)
    above = height(1) + STUB
    below = above if plan.direct and low < 0 else 0.0
    unit = (plot - above - below) / ((high - low) or 1)
    scale = Scale(low - below / unit, unit, 0, plot)
    axes = sheet.axes(plan.left, top, across - plan.left - EDGE, plot)
    axes.set_xlim(0, len(years))
    axes.set_ylim(scale.low, scale.high)
    axes.set_yticks(shown, labels(shown))
    axes.grid(axis="y")
    axes.axhline(0, color=ink("axis"), linewidth=0.8)
    draw_key(sheet)
    for year, (name, lines) in enumerate(zip(years, year_lines, strict=True)):
        y = top + plot + 5 + height(len(lines)) / 2
        sheet.write(plan.centre(year), y, lines, side="center", color=ink("muted"))
        _draw_year(sheet, axes, series, year, plan, name=name)
    if not plan.direct:
        _draw_table(sheet, series, plan, top + plot + foot, cells)
    return sheet.figure


def _draw_year(
    sheet: Sheet, axes: Axes, series: Sequence[Series], year: int, plan: _Plan, *, name: str
) -> None:
    unit = sheet.points(axes, 1.0) - sheet.points(axes, 0.0)
    zero = sheet.height - sheet.points(axes, 0.0)
    centre = plan.centre(year)
    if all(one.values[year] is None for one in series):
        wide = len(series) * plan.thick - 2
        sheet.box(centre - wide / 2, zero - STUB, wide, STUB, MISSING_FILL)
        if plan.direct:
            text = "; ".join(dict.fromkeys(clean(one.texts[year]) for one in series))
            sheet.write(centre, zero - STUB - 8, text, side="center", color=ink("muted"))
        return
    for order, one in enumerate(series):
        x = centre + (order - (len(series) - 1) / 2) * plan.thick
        value = one.values[year]
        length = visible(number(value), unit)
        if value is None:
            sheet.box(x - plan.thick / 2 + 1, zero - STUB, plan.thick - 2, STUB, MISSING_FILL)
        elif length:
            thick = (plan.thick - 2) / plan.pitch
            [drawn] = axes.bar((x - plan.left) / plan.pitch, length, thick, **fill(one.key).patch)
            tell(drawn, f"{one.label} · {name}", one.texts[year])
        if plan.direct:
            y = zero - length * unit + (8 if length < 0 else -8) - (STUB if value is None else 0)
            color = ink("muted" if value is None else "text")
            sheet.write(x, y, one.texts[year], side="center", color=color, plate=ink("paper"))


def _cells(one: Series, plan: _Plan, across: float) -> list[tuple[float, int]]:
    """Where the table's labels of a series stand: the middle of each and its line."""
    middles = [plan.centre(year) for year in range(len(one.texts))]
    return stagger(middles, [width(clean(text)) for text in one.texts], plan.left - 4, across - EDGE)


def _cell_height(one: Series, plan: _Plan, across: float) -> float:
    lines = 1 + max((level for _, level in _cells(one, plan, across)), default=0)
    return max(height(len(wrap(one.label, NAME))), height(lines)) + 6


def _draw_table(
    sheet: Sheet, series: Sequence[Series], plan: _Plan, top: float, heights: Sequence[float]
) -> None:
    for one, tall in zip(series, heights, strict=True):
        middle = top + tall / 2
        sheet.rule([EDGE, sheet.width - EDGE], [top, top], color=ink("grid"))
        sheet.box(EDGE, middle - 4.5, 10, 9, fill(one.key))
        sheet.write(EDGE + NAME_INDENT, middle, wrap(one.label, NAME))
        cells = _cells(one, plan, sheet.width)
        last = max((level for _, level in cells), default=0)
        for value, text, (x, level) in zip(one.values, one.texts, cells, strict=True):
            color = ink("muted" if value is None else "text")
            sheet.write(x, middle + height(level - last / 2), text, side="center", color=color)
        top += tall


year_columns = form(draw_year_columns)

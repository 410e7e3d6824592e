"""Totals over the years as columns from zero; a year without a figure stays a gap and says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.rows import EDGE
from budgetbook.charts.forms.scale import HAIR, Scale, labels, number, ticks
from budgetbook.charts.forms.sheet import Sheet, form, legend
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.theme import MISSING_FILL, TEXT, fill, ink, page


@dataclass(frozen=True)
class Series:
    """One quantity over the years: a value (None: not published) and a label for each, its category."""

    label: str
    values: Sequence[Decimal | None]
    texts: Sequence[str]
    key: str = ""


def draw_year_columns(years: Sequence[str], series: Sequence[Series], *, size: str = "full") -> Figure:
    """Draw one to three series over up to five years as grouped columns from zero, each with its label.

    Where the labels do not fit side by side over the columns they stand in a small table under the years. A
    missing value is a gap with its label; a year without any figure is a hatched cell.
    """
    across, tall = page(size)
    values = [number(value) for one in series for value in one.values]
    low, high = min([0.0, *values]), max([0.0, *values])
    guess = Scale(low, 160 / ((high - low) or 1), 0, 160)
    left = EDGE + max(width(label) for label in labels(ticks(guess, low, high, 0.0))) + 6
    label_widths = [[width(clean(text)) for text in one.texts] for one in series]
    widest = max((w for one in label_widths for w in one), default=0.0)
    pitch = (across - left - EDGE) / max(len(years), 1)
    column = min(0.76 * pitch / len(series), 46.0)
    direct = widest + 4 <= (column + 2 if len(series) > 1 else pitch)
    names = [wrap(one.label, 7 * TEXT) for one in series]
    if not direct:  # the table's names need room on the left
        left = max(left, EDGE + 14 + max(width(line) for name in names for line in name) + 8)
        pitch = (across - left - EDGE) / max(len(years), 1)
        column = min(0.76 * pitch / len(series), 46.0)
    levels = 1 if direct else max(1, -(-int(widest + 6) // int(pitch)))
    key_height, draw_key = legend(
        [(one.label, fill(one.key)) for one in series] if len(series) > 1 and direct else [], left, across - EDGE
    )
    year_lines = [wrap(year, pitch - 4) for year in years]
    foot = height(max((len(lines) for lines in year_lines), default=1)) + 8
    cells = [0.0 if direct else max(height(len(name)), height(levels)) + 6 for name in names]
    top = key_height + 14
    plot = max(tall - top - foot, 120.0)
    sheet = Sheet(across, top + plot + foot + sum(cells) + EDGE)
    above = 14.0 if direct else 2.0
    below = 14.0 if direct and low < 0 else 0.0
    unit = (plot - above - below) / ((high - low) or 1)
    scale = Scale(low - below / unit, unit, 0, plot)
    axes = sheet.axes(left, top, across - left - EDGE, plot)
    axes.set_xlim(0, len(years))
    axes.set_ylim(scale.low, scale.high)
    shown = [value for value in ticks(scale, low, high, 0.0) if value >= low]
    axes.set_yticks(shown, labels(shown))
    axes.grid(axis="y")
    axes.axhline(0, color=ink("axis"), linewidth=0.8)
    draw_key(sheet)
    bottom = top + plot

    def height_of(value: float) -> float:
        return bottom - scale.at(value)

    for place, lines in enumerate(year_lines):
        centre = left + (place + 0.5) * pitch
        sheet.write(centre, bottom + 5 + height(len(lines)) / 2, lines, side="center", color=ink("muted"))
        if all(one.values[place] is None for one in series):
            wide = len(series) * column
            sheet.box(centre - wide / 2, height_of(0.0) - 8, wide, 8, MISSING_FILL)
        for order, one in enumerate(series):
            x = centre + (order - len(series) / 2 + 0.5) * column
            value = one.values[place]
            if value is not None:
                tall_bar = max(abs(float(value)) * unit, HAIR if value else 0.0) / unit
                signed_bar = tall_bar if value >= 0 else -tall_bar
                axes.bar((x - left) / pitch, signed_bar, (column - 2) / pitch, **fill(one.key).patch)
            if direct:
                under = value is not None and value < 0
                y = height_of(number(value)) + (8 if under else -8)
                y -= 8 if all(other.values[place] is None for other in series) else 0
                color = ink("muted") if value is None else ink("text")
                sheet.write(x, y, one.texts[place], side="center", color=color, plate=ink("paper"))
    y = bottom + foot
    for one, name, tall_cell in zip(series, names, cells, strict=True):
        if direct:
            break
        sheet.rule([EDGE, across - EDGE], [y, y], color=ink("grid"))
        middle = y + tall_cell / 2
        sheet.box(EDGE, middle - 4.5, 10, 9, fill(one.key))
        sheet.write(EDGE + 14, middle, name)
        for place, text in enumerate(one.texts):
            level = place % levels - (levels - 1) / 2
            color = ink("muted") if one.values[place] is None else ink("text")
            x = min(left + (place + 0.5) * pitch, across - EDGE - width(clean(text)) / 2)
            sheet.write(x, middle + height(1) * level, text, side="center", color=color)
        y += tall_cell
    return sheet.figure


year_columns = form(draw_year_columns)

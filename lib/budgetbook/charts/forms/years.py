"""A row for every item and a column for every year: in each cell the amount over a bar on one scale."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from matplotlib.figure import Figure

from budgetbook.charts.forms.columns import Series
from budgetbook.charts.forms.rows import EDGE, STUB, bands, write_names
from budgetbook.charts.forms.scale import Scale, fit, number
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import NAME_EMS, clean, height, width, wrap
from budgetbook.charts.theme import MISSING_FILL, TEXT, Fill, fill, ink, page

BAR = 8.0  # points, the thickness of a bar
BETWEEN = 10.0  # points between the columns
PAD = 5.0  # points above and below what stands in a row


def draw_year_rows(rows: Sequence[Series], years: Sequence[str]) -> Figure:
    """Draw a row for every item with its amounts of one to six years, all bars on one scale from zero.

    Items are read across and years down. A missing amount is a small hatched cell under its label.
    """
    across = page("full")[0]
    widest = max(width(clean(text)) for row in rows for text in (*row.texts, *years))
    names = across - 2 * EDGE - len(years) * (widest + BETWEEN)
    limit = max(5 * TEXT, min(NAME_EMS * TEXT, names))
    left = bands([row.label for row in rows], limit=limit).left
    room = (across - EDGE - left) / len(years) - BETWEEN
    heads = [wrap(year, room) for year in years]
    cells = [[wrap(text, room) for text in row.texts] for row in rows]
    tall = [max(map(len, texts)) for texts in cells]
    top = EDGE + height(max(map(len, heads))) + 4
    placed = bands(
        [row.label for row in rows],
        top=top,
        least=[height(lines) + BAR + 2 * PAD for lines in tall],
        limit=limit,
    )
    sheet = Sheet(across, placed.bottom + EDGE)
    extents = [(number(value), number(value), 0.0) for row in rows for value in row.values]
    scales = [fit(extents, left + year * (room + BETWEEN), room) for year in range(len(years))]
    for scale, head in zip(scales, heads, strict=True):
        zero = scale.at(0.0)
        sheet.write(scale.start, EDGE + height(len(head)) / 2, head, color=ink("muted"))
        sheet.rule([zero, zero], [placed.top, placed.bottom])
    for one, other in pairwise(placed.rows):
        sheet.rule([EDGE, across - EDGE], [other.top, one.top + one.height], color=ink("grid"), weight=0.6)
    write_names(sheet, placed)
    for row, texts, band, lines in zip(rows, cells, placed.rows, tall, strict=True):
        y = band.middle + (height(lines) - BAR) / 2
        for year, value, text, scale in zip(years, row.values, texts, scales, strict=True):
            _draw_cell(sheet, (scale, y), text, value, fill(row.key).plain(), name=f"{row.label} · {year}")
    return sheet.figure


def _draw_cell(
    sheet: Sheet,
    place: tuple[Scale, float],
    text: Sequence[str],
    value: Decimal | None,
    paint: Fill,
    *,
    name: str,
) -> None:
    scale, y = place
    color = ink("muted" if value is None else "text")
    sheet.write(scale.start + 3, y - height(len(text) / 2), text, color=color)
    zero = scale.at(0.0)
    if value is None:
        sheet.box(zero + 1, y, STUB, BAR, MISSING_FILL)
    elif value:
        _, long = scale.span(0.0, float(value))
        end = zero + long * scale.unit
        tell(sheet.box(min(zero, end), y, abs(end - zero), BAR, paint), name, *text)


year_rows = form(draw_year_rows)

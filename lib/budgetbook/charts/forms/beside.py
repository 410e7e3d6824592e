"""A row for every department and a panel for every measure: bars from zero with their values beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.rows import EDGE, GAP, STUB, Band, bands, write_names
from budgetbook.charts.forms.scale import LABEL_GAP, Scale, fit, number
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import NAME_EMS, clean, height, width, wrap
from budgetbook.charts.theme import MISSING_FILL, TEXT, Fill, fill, ink, page

BAR = 10.0  # points, the thickness of a bar
BETWEEN = 10.0  # points between two panels
LEAST = 30.0  # points a panel keeps for its bars
TALLEST = 500.0  # points that a page has for the rows
OWN = "▶ "  # what grey print and a reader of colours both see


@dataclass(frozen=True)
class Measured:
    """A measure of every row: its title, its values (None: nothing to compare), the labels to print.

    `range` is shaded behind the bars: what counts as on plan.
    """

    title: str
    values: Sequence[Decimal | None]
    texts: Sequence[str]
    range: tuple[Decimal, Decimal] | None = None


def draw_beside(
    names: Sequence[str], panels: Sequence[Measured], *, own: int | None = None, one_scale: bool = False
) -> Figure:
    """Draw the rows in the order given, a panel beside the other, each on its own scale or all on one.

    The `own` row is shaded, its bars are darker and its name is marked. A missing value is a hatched cell
    under its label.
    """
    across = page("full")[0]
    called = [OWN + name if row == own else name for row, name in enumerate(names)]
    limit = _limit(called, _room_for_names(panels, across - 2 * EDGE - GAP))
    left = bands(called, limit=limit).left
    room = (across - EDGE - left) / len(panels) - BETWEEN
    heads = [wrap(panel.title, room) for panel in panels]
    cells = [[wrap(text, room - LEAST) for text in panel.texts] for panel in panels]
    tall = [height(max(len(cell[row]) for cell in cells)) + 4 for row in range(len(names))]
    top = EDGE + height(max(map(len, heads))) + 5
    rows = bands(called, top=top, least=tall, limit=limit)
    sheet = Sheet(across, rows.bottom + EDGE)
    if own is not None:
        band = rows.rows[own]
        sheet.box(EDGE, band.top, across - 2 * EDGE, band.height, fill("mark.range"), ground=True)
    write_names(sheet, rows)
    starts = [left + place * (room + BETWEEN) for place in range(len(panels))]
    extents = [_extents(panel, cell) for panel, cell in zip(panels, cells, strict=True)]
    together = [one for several in extents for one in several]
    for panel, head, cell, of, start in zip(panels, heads, cells, extents, starts, strict=True):
        scale = fit(together if one_scale else of, start, room)
        sheet.write(start, EDGE + height(len(head)) / 2, head, color=ink("muted"))
        if panel.range:
            low, high = (min(scale.at(float(end)), start + room) for end in panel.range)
            sheet.box(low, rows.top, high - low, rows.height, Fill(ink("grid")), ground=True)
        zero = scale.at(0.0)
        sheet.rule([zero, zero], [rows.top, rows.bottom])
        for row, (value, text, name, band) in enumerate(
            zip(panel.values, cell, names, rows.rows, strict=True)
        ):
            key = "beside.own" if row == own else "beside.other"
            _draw_cell(sheet, scale, band, value, text, key=key, name=f"{name} · {panel.title}")
    return sheet.figure


def _room_for_names(panels: Sequence[Measured], across: float) -> float:
    """What the panels leave for names; where that is little, their texts are broken between words."""
    in_lines, in_words = (
        across - sum(min(max(map(wide, panel.texts)), 9 * TEXT) + LEAST + BETWEEN for panel in panels)
        for wide in (_wide, _widest_word)
    )
    return max(in_lines, min(in_words, NAME_EMS * TEXT))


def _limit(names: Sequence[str], room: float) -> float:
    """How wide names may be: wider than usual where many of them would make the figure taller than a page."""
    limits = [ems * TEXT for ems in (NAME_EMS, 16, 20, 24) if ems * TEXT <= room]
    fitting = (limit for limit in limits if bands(names, limit=limit).height <= TALLEST)
    return next(fitting, limits[-1] if limits else max(6 * TEXT, room))


def _wide(text: str) -> float:
    return width(clean(text))


def _widest_word(text: str) -> float:
    return max(map(width, clean(text).split()), default=0.0)


def _extents(panel: Measured, cells: Sequence[Sequence[str]]) -> list[tuple[float, float, float]]:
    return [
        (
            number(value),
            number(value),
            LABEL_GAP + max(map(width, lines)) + (STUB if value is None else 0.0),
        )
        for value, lines in zip(panel.values, cells, strict=True)
    ]


def _draw_cell(
    sheet: Sheet, scale: Scale, band: Band, value: Decimal | None, text: Sequence[str], *, key: str, name: str
) -> None:
    zero = scale.at(0.0)
    end = zero
    if value is None:
        sheet.box(zero + 1, band.middle - BAR / 2, STUB, BAR, MISSING_FILL)
        end = zero + STUB
    elif value:
        _, long = scale.span(0.0, float(value))
        at = zero + long * scale.unit
        drawn = sheet.box(min(zero, at), band.middle - BAR / 2, abs(at - zero), BAR, fill(key))
        tell(drawn, name, " ".join(text))
        end = max(zero, at)
    color = ink("muted" if value is None else "text")
    sheet.write(end + LABEL_GAP, band.middle, text, color=color)


beside = form(draw_beside)

"""Two counts facing each other across a line: what lies just below a limit and what just above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.rows import BAR, EDGE, bands, write_names
from budgetbook.charts.forms.scale import LABEL_GAP, visible
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.theme import fill, ink, page

BETWEEN = 12.0  # points between the bars and the column at their right


@dataclass(frozen=True)
class Facing:
    """A row: its name, the counts at the left and right of the line with their labels, the text beside."""

    label: str
    left: Decimal
    left_text: str
    right: Decimal
    right_text: str
    text: str


def draw_facing_bars(rows: Sequence[Facing], *, left: str, right: str, text: str) -> Figure:
    """Draw counts as bars to both sides of a line, on one scale, so that equal counts look alike.

    `left` and `right` name the sides above the bars, `text` the column at the right.
    """
    across = page("full")[0]
    column = max(width(clean(one)) for one in (text, *(row.text for row in rows)))
    names = bands([row.label for row in rows])
    end = across - EDGE - column - BETWEEN
    half = (end - names.left) / 2
    middle = names.left + half
    heads = [wrap(head, half - 2 * LABEL_GAP) for head in (left, right)]
    top = EDGE + height(max(map(len, heads))) + 4
    names = bands([row.label for row in rows], top=top)
    sides = [(row.left, row.left_text) for row in rows] + [(row.right, row.right_text) for row in rows]
    unit = min(
        (half - width(clean(label)) - LABEL_GAP) / float(max(count, Decimal(1))) for count, label in sides
    )
    sheet = Sheet(across, names.bottom + EDGE)
    write_names(sheet, names)
    axes = sheet.axes(names.left, top, 2 * half, names.height)
    axes.set_xlim(-half, half)
    axes.set_ylim(names.bottom, top)
    axes.axvline(0, color=ink("axis"), linewidth=1.0)
    for sign, side, head in ((-1, "right", heads[0]), (1, "left", heads[1])):
        sheet.write(
            middle + sign * LABEL_GAP, top - 4 - height(len(head)) / 2, head, side=side, color=ink("muted")
        )
    sheet.write(across - EDGE, top - 4 - height(0.5), text, side="right", color=ink("muted"))
    for row, band in zip(rows, names.rows, strict=True):
        for sign, of, count, label, key in (
            (-1, left, row.left, row.left_text, "mark.other"),
            (1, right, row.right, row.right_text, "mark.plain"),
        ):
            long = visible(float(count), unit) * unit
            if count:
                [drawn] = axes.barh(band.middle, sign * long, BAR, **fill(key).patch)
                tell(drawn, f"{row.label} · {of}", label)
            x = middle + sign * (long + LABEL_GAP)
            sheet.write(x, band.middle, label, side="right" if sign < 0 else "left")
        sheet.write(across - EDGE, band.middle, row.text, side="right")
    return sheet.figure


facing_bars = form(draw_facing_bars)

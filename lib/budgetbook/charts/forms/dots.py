"""Points on a fixed scale: scores between grade limits, and rates beside the range that counts as on plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from budgetbook.charts.forms.bars import Bar
from budgetbook.charts.forms.flags import stagger
from budgetbook.charts.forms.rows import AXIS, EDGE, Bands, bands, missing_cell, write_names
from budgetbook.charts.forms.scale import Scale, labels, number
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import NAME_EMS, clean, height, width
from budgetbook.charts.theme import TEXT, Fill, fill, ink, page


@dataclass(frozen=True)
class Grade:
    """A band of the score scale: its name, its limits, its category in the theme."""

    label: str
    lower: Decimal
    upper: Decimal
    key: str


def tint(color: str, share: float = 0.16) -> str:
    """Mix a colour into the paper, for a ground under text."""
    red, green, blue = (1 - share * (1 - channel) for channel in to_rgb(color))
    return to_hex((red, green, blue))


def draw_grade_band(
    scores: Sequence[Bar], grades: Sequence[Grade], *, reading: str, size: str = "full"
) -> Figure:
    """Draw one or several scores on the grade scale: the bands named and shaded, their limits below.

    `grades` come from the lowest to the highest and meet at their limits; `reading` says which way is better.
    A score beyond the scale stands at its end. Labels stand beside the scale, clear of the bands' edges.
    """
    across = page(size)[0]
    low, high = float(grades[0].lower), float(grades[-1].upper)
    limit = 6 * TEXT if size == "half" else NAME_EMS * TEXT
    left = bands([score.label for score in scores], limit=limit).left
    column = max(width(clean(score.text)) for score in scores)
    length = across - EDGE - column - 12 - left
    scale = Scale(low, length / (high - low), left, length)
    middles = [scale.at(float(grade.lower + grade.upper) / 2) for grade in grades]
    names = stagger(middles, [width(clean(grade.label)) for grade in grades], left, across - EDGE)
    top = EDGE + height(max(level for _, level in names) + 1) + 14
    rows = bands([score.label for score in scores], top=top, limit=limit)
    sheet = Sheet(across, rows.bottom + AXIS + height(1) + EDGE)
    for grade, middle, (x, level) in zip(grades, middles, names, strict=True):
        _draw_zone(sheet, scale, grade, rows)
        y = top - 13 - height(level + 0.5)
        if level:
            sheet.rule([middle] * 2, [y + 5, top - 9], weight=0.6)
        sheet.write(x, y, grade.label, side="center", plate=ink("paper"))
    _write_limits(sheet, scale, grades, rows.bottom)
    sheet.write(left + length, rows.bottom + AXIS + height(0.5), reading, side="right", color=ink("muted"))
    write_names(sheet, rows)
    axes = sheet.axes(scale.start, top, scale.length, rows.height)
    axes.set_xlim(scale.start, scale.start + scale.length)
    axes.set_ylim(rows.bottom, top)
    for score, row in zip(scores, rows.rows, strict=True):
        known = score.value is not None
        sheet.write(left + length + 12, row.middle, score.text, color=ink("text" if known else "muted"))
        if known:
            at = scale.at(min(max(number(score.value), low), high))
            [mark] = axes.plot([at], [row.middle], "D", color=ink("text"), markersize=7, clip_on=False)
            tell(mark, score.label, score.text)
        else:
            missing_cell(sheet, scale.start + 6, row)
    return sheet.figure


def _draw_zone(sheet: Sheet, scale: Scale, grade: Grade, rows: Bands) -> None:
    start, end = scale.at(float(grade.lower)), scale.at(float(grade.upper))
    color = fill(grade.key).color
    sheet.box(start, rows.top - 9, end - start, 9, Fill(color))
    sheet.box(start, rows.top, end - start, rows.height, Fill(tint(color)), ground=True)


def _write_limits(sheet: Sheet, scale: Scale, grades: Sequence[Grade], bottom: float) -> None:
    limits = [float(grades[0].lower), *(float(grade.upper) for grade in grades)]
    end = -100.0
    for limit, text in zip(limits, labels(limits), strict=True):
        x = scale.at(limit)
        sheet.rule([x, x], [bottom, bottom + 3], weight=0.6)
        if x - width(text) / 2 > end + 3:
            sheet.write(x, bottom + 11, text, side="center", color=ink("muted"))
            end = x + width(text) / 2


def draw_dot_ranges(
    dots: Sequence[Bar],
    *,
    low: Decimal = Decimal(95),
    high: Decimal = Decimal(105),
    target: Decimal = Decimal(100),
    window: tuple[Decimal, Decimal] = (Decimal(0), Decimal(150)),
    range_label: str,
) -> Figure:
    """Draw rates in percent as dots in the order given, beside the range `low`–`high` and the `target` line.

    `range_label` names the range. A rate outside the `window` is an arrow in the gutter at its side.
    """
    across = page("full")[0]
    column = max((width(clean(dot.text)) for dot in dots), default=0.0)
    rows = bands([dot.label for dot in dots], top=EDGE + height(1) + 6)
    gutter = 14.0
    start, end = rows.left + gutter, across - EDGE - column - 10 - gutter
    scale = Scale(float(window[0]), (end - start) / float(window[1] - window[0]), start, end - start)
    sheet = Sheet(across, rows.bottom + AXIS)
    write_names(sheet, rows)
    sheet.box(rows.left, rows.top, end - start + 2 * gutter, rows.height, Fill(ink("missing")), ground=True)
    sheet.box(start, rows.top, end - start, rows.height, Fill(ink("paper")), ground=True)
    sheet.box(
        scale.at(float(low)),
        rows.top,
        float(high - low) * scale.unit,
        rows.height,
        fill("mark.range"),
        ground=True,
    )
    wide = width(clean(range_label))
    x = max(rows.left + wide / 2, min(scale.at(float(low + high) / 2), across - EDGE - wide / 2))
    sheet.write(x, rows.top - height(0.5) - 2, range_label, side="center", color=ink("muted"))
    axes = sheet.axes(start, rows.top, end - start, rows.height)
    ticks = sorted({float(window[0]), float(window[1]), float(target), float(target) / 2})
    axes.set_xlim(scale.low, scale.high)
    axes.set_ylim(rows.bottom, rows.top)
    axes.set_xticks(ticks, [f"{label}%" for label in labels(ticks)])
    axes.grid(axis="x")
    axes.axvline(float(target), color=ink("axis"), linewidth=1.0)
    color = fill("mark.plain").color
    for dot, row in zip(dots, rows.rows, strict=True):
        sheet.write(
            end + gutter + 10, row.middle, dot.text, color=ink("text" if dot.value is not None else "muted")
        )
        if dot.value is None:
            missing_cell(sheet, scale.start + 1, row)
        elif not window[0] <= dot.value <= window[1]:
            left = dot.value < window[0]
            edge = rows.left + gutter / 2 if left else end + gutter / 2
            sheet.write(edge, row.middle, "◀" if left else "▶", side="center", color=color)
        else:
            at = float(dot.value)
            [mark] = axes.plot([at], [row.middle], "o", color=color, markersize=6, clip_on=False, zorder=3)
            tell(mark, dot.label, dot.text)
    return sheet.figure


grade_band = form(draw_grade_band)
dot_ranges = form(draw_dot_ranges)

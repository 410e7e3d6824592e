"""Two scores of each thing on the scale of the grades, joined by a line: what was declared, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from budgetbook.charts.forms.dots import Grade, tint
from budgetbook.charts.forms.flags import stagger
from budgetbook.charts.forms.rows import AXIS, EDGE, Band, Bands, bands, write_names
from budgetbook.charts.forms.scale import Scale, labels
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import clean, height, width
from budgetbook.charts.theme import Fill, fill, ink, page

STRIP = 9.0  # points, the grades' colours above the rows
GUTTER = 14.0  # points, for the arrow of a score off the scale
MARGIN = 5.0  # points, half a mark, where no gutter is needed
SPACE = 12.0  # points between two columns of figures
MARK = 12.0  # points that a column's heading gives its mark
# How far the scale may reach, and how far apart its ticks then are.
_SPANS = ((2, "0.5"), (5, "1"), (10, "2"), (20, "5"), (40, "10"), (100, "20"))
_MOST = Decimal("0.75")
_SEEN = Decimal("0.03")  # of the scale: two marks closer than that cover one another


@dataclass(frozen=True)
class Pair:
    """A row: its name, its scores out of 100, and in print the two, their difference and a remark on them."""

    label: str
    first: Decimal
    second: Decimal
    first_text: str
    second_text: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class _Columns:
    """Where the columns of figures end, and where the first begins."""

    start: float
    ends: tuple[float, ...]


def zoom(pairs: Sequence[Pair]) -> tuple[Decimal, Decimal]:
    """The shortest part of the scale that holds all pairs, so that a third of a point is seen at 98.

    Where a few far away would press the others together, it is the shortest that holds most, and the pair
    that is furthest apart in any case. Whoever draws the pairs tells the reader, since the scale does not
    begin at zero.
    """
    return _window(pairs)[:2]


def _window(pairs: Sequence[Pair]) -> tuple[Decimal, Decimal, Decimal]:
    gap = median(abs(pair.first - pair.second) for pair in pairs)
    windows = [_from_the_top(pairs, Decimal(span), Decimal(step)) for span, step in _SPANS]
    holding = [
        (sum(_inside(pair, low, high) for pair in pairs), (low, high, step)) for low, high, step in windows
    ]
    whole = next((window for number, window in holding if number == len(pairs)), windows[-1])
    if gap >= _SEEN * (whole[1] - whole[0]):
        return whole
    # A pair that no part of the scale holds is an arrow anyway.
    possible = [pair for pair in pairs if _inside(pair, *whole[:2])]
    widest = max((abs(pair.first - pair.second) for pair in possible), default=gap)
    furthest = [pair for pair in possible if abs(pair.first - pair.second) == widest]
    return next(
        (
            window
            for number, window in holding
            if number >= _MOST * len(pairs) and all(_inside(pair, *window[:2]) for pair in furthest)
        ),
        whole,
    )


def _from_the_top(pairs: Sequence[Pair], span: Decimal, step: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """A window that ends just beyond the largest score, so that the grade of a score on a limit is seen."""
    top = max(max(pair.first, pair.second) for pair in pairs)
    high = max(min((top // step + 1) * step, Decimal(100)), span)
    return high - span, high, step


def _inside(pair: Pair, low: Decimal, high: Decimal) -> bool:
    return low <= min(pair.first, pair.second) and max(pair.first, pair.second) <= high


def draw_dumbbell(pairs: Sequence[Pair], grades: Sequence[Grade], heads: Sequence[str]) -> Figure:
    """Draw pairs in the order given: an open mark, a solid one, and their figures in columns at the right.

    `heads` name the column of the open mark's figures, of the solid one's and of the differences, and so are
    the legend. `grades` come from the lowest to the highest. The scale is that of `zoom`; a score outside it
    is an arrow in the gutter at its side, and its figure tells.
    """
    across = page("full")[0]
    low, high, step = _window(pairs)
    columns = _columns(pairs, heads, across - EDGE)
    scores = [score for pair in pairs for score in (pair.first, pair.second)]
    names = [pair.label for pair in pairs]
    start = bands(names).left + (GUTTER if min(scores) < low else MARGIN)
    stop = columns.start - SPACE - (GUTTER if max(scores) > high else MARGIN)
    scale = Scale(float(low), (stop - start) / float(high - low), start, stop - start)
    zones = [
        replace(grade, lower=max(grade.lower, low), upper=min(grade.upper, high))
        for grade in grades
        if grade.upper > low and grade.lower < high
    ]
    middles = [scale.at(float(zone.lower + zone.upper) / 2) for zone in zones]
    places = stagger(middles, [width(clean(zone.label)) for zone in zones], EDGE, columns.start - SPACE)
    top = EDGE + height(max(level for _, level in places) + 1) + STRIP + 4
    needs = [height(2) + 8 if pair.note else 0.0 for pair in pairs]
    rows = bands(names, top=top, least=needs)
    sheet = Sheet(across, rows.bottom + AXIS)
    for zone, middle, (x, level) in zip(zones, middles, places, strict=True):
        _draw_zone(sheet, scale, zone, rows)
        y = top - STRIP - 4 - height(level + 0.5)
        if level:
            sheet.rule([middle] * 2, [y + 5, top - STRIP], weight=0.6)
        sheet.write(x, y, zone.label, side="center", plate=ink("paper"))
    axes = _axes(
        sheet, scale, rows, [float(low + step * place) for place in range(int((high - low) / step) + 1)]
    )
    at = top - height(0.5) - 1
    for end, head in zip(columns.ends, heads, strict=True):
        sheet.write(end, at, head, side="right", color=ink("muted"))
    for end, head, solid in zip(columns.ends, heads, (False, True), strict=False):
        _mark(axes, scale, end - width(clean(head)) - MARK / 2, at, solid=solid)
    write_names(sheet, rows)
    for pair, row in zip(pairs, rows.rows, strict=True):
        _draw_pair(sheet, axes, scale, pair, row, heads=heads)
        _write_figures(sheet, columns, pair, row)
    return sheet.figure


def _columns(pairs: Sequence[Pair], heads: Sequence[str], right: float) -> _Columns:
    printed = [[getattr(pair, name) for pair in pairs] for name in ("first_text", "second_text", "text")]
    wide = [
        max([width(clean(head)) + mark, *(width(clean(text)) for text in texts)])
        for head, texts, mark in zip(heads, printed, (MARK, MARK, 0.0), strict=True)
    ]
    ends = (right - wide[2] - SPACE - wide[1] - SPACE, right - wide[2] - SPACE, right)
    note = max(width(clean(pair.note)) for pair in pairs)
    return _Columns(min(ends[0] - wide[0], right - note), ends)


def _axes(sheet: Sheet, scale: Scale, rows: Bands, ticks: Sequence[float]) -> Axes:
    """Axes of scores across and points of the sheet down."""
    axes = sheet.axes(scale.start, rows.top, scale.length, rows.height)
    axes.set_xlim(scale.low, scale.high)
    axes.set_ylim(rows.bottom, rows.top)
    axes.set_xticks(ticks, labels(ticks))
    axes.grid(axis="x")
    return axes


def _draw_zone(sheet: Sheet, scale: Scale, zone: Grade, rows: Bands) -> None:
    start, end = scale.at(float(zone.lower)), scale.at(float(zone.upper))
    color = fill(zone.key).color
    sheet.box(start, rows.top - STRIP, end - start, STRIP, Fill(color), ground=True)
    sheet.box(start, rows.top, end - start, rows.height, Fill(tint(color)), ground=True)


def _mark(axes: Axes, scale: Scale, x: float, y: float, *, solid: bool) -> Artist:
    """Set a mark at a place of the sheet: declared open and round, due solid and square on its corner."""
    color = fill("mark.plain").color
    [mark] = axes.plot(
        [scale.low + (x - scale.start) / scale.unit],
        [y],
        "D" if solid else "o",
        markersize=5.5 if solid else 8,
        markerfacecolor=color if solid else ink("paper"),
        markeredgecolor=color,
        markeredgewidth=1.4,
        clip_on=False,
        zorder=4 if solid else 3,
    )
    return mark


def _draw_pair(
    sheet: Sheet, axes: Axes, scale: Scale, pair: Pair, row: Band, *, heads: Sequence[str]
) -> None:
    edges = (scale.low, scale.high)
    between = [min(max(float(score), edges[0]), edges[1]) for score in (pair.first, pair.second)]
    axes.plot(between, [row.middle] * 2, color=ink("axis"), linewidth=1.6, zorder=2, solid_capstyle="butt")
    outside: set[str] = set()
    for number, text, head, solid in (
        (pair.first, pair.first_text, heads[0], False),
        (pair.second, pair.second_text, heads[1], True),
    ):
        score = float(number)
        if edges[0] - 1e-9 <= score <= edges[1] + 1e-9:
            mark = _mark(axes, scale, scale.at(score), row.middle, solid=solid)
            tell(mark, f"{pair.label} · {head}", text)
        else:
            outside.add("◀" if score < edges[0] else "▶")
    for arrow in sorted(outside):
        x = scale.start - GUTTER / 2 if arrow == "◀" else scale.start + scale.length + GUTTER / 2
        sheet.write(x, row.middle, arrow, side="center", color=fill("mark.plain").color)


def _write_figures(sheet: Sheet, columns: _Columns, pair: Pair, row: Band) -> None:
    y = row.middle - (height(0.5) if pair.note else 0)
    for end, text in zip(columns.ends, (pair.first_text, pair.second_text, pair.text), strict=True):
        sheet.write(end, y, text, side="right")
    if pair.note:
        sheet.write(columns.ends[-1], y + height(1), pair.note, side="right", color=ink("muted"))


dumbbell = form(draw_dumbbell)

"""Points over the scale of the grades: each item by its score and by a rate or an amount."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count, islice

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from budgetbook.charts.forms.across import PAD, Across, Ruler
from budgetbook.charts.forms.box import Box
from budgetbook.charts.forms.callouts import Callout, Ground, call_out, clear
from budgetbook.charts.forms.discs import Disc, gathered
from budgetbook.charts.forms.dots import Grade, tint
from budgetbook.charts.forms.flags import apart, stagger
from budgetbook.charts.forms.rows import AXIS, EDGE
from budgetbook.charts.forms.scale import LABEL_GAP, Scale, labels
from budgetbook.charts.forms.sheet import Sheet, form, legend, tell
from budgetbook.charts.forms.text import clean, height, width
from budgetbook.charts.theme import Fill, fill, ink, ink_on, page

PLOT, GROWTH = 195.0, 60.0  # points, the height of the plot, and its growth where names need room
# Points: the smallest scale, and what a gutter takes of it. Distances are judged on it, so that the same
# items are one mark in every language, however wide its labels leave the plot.
SCALE, GUTTER, HIGH = 330.0, 60.0, PLOT - 2 * PAD
MOST_TOLD = 6  # items of one mark, on pointing at it
HEIGHTS = 4  # how many heights are tried before names may stand on points


@dataclass(frozen=True)
class Point:
    """One item: where it stands, whether it stands out, and the name to print beside it (empty: none).

    `told` is the line about it for a reader who points at it.
    """

    x: Decimal
    y: Decimal
    marked: bool = False
    name: str = ""
    told: str = ""


@dataclass(frozen=True)
class Corner:
    """A quadrant that the legend names: right or left of `x`, above or below `y`."""

    label: str
    x: Decimal
    y: Decimal
    right: bool
    top: bool


@dataclass(frozen=True)
class _Plot:
    """The plot's place on the sheet, both its scales, and what stands on it."""

    box: Box
    ruler: Ruler
    down: Scale
    discs: list[Disc]
    callouts: list[Callout]

    def at(self, score: Decimal) -> float:
        return self.down.at(-float(score))


def draw_scatter(
    points: Sequence[Point],
    *,
    across: Across,
    title: str,
    grades: Sequence[Grade],
    lowest: Decimal,
    corner: Corner,
    together: str,
    band: tuple[Decimal, Decimal, str] | None = None,
) -> Figure:
    """Draw one item or more by two measures; those that stand out are diamonds.

    `title` names the upright axis, which reaches from `lowest`, or the lowest item, to the top of the
    `grades`; these come from the lowest to the highest. Items that would cover one another are one mark with
    their number in it, which `together` explains. `band` is a named range of the horizontal axis. The figure
    is as high as the names need.
    """
    wide = page("full")[0]
    seen = [grade for grade in grades if grade.upper > min(lowest, *(point.y for point in points))]
    left = EDGE + max(width(text) for text in _limits(seen)) + LABEL_GAP
    right = wide - EDGE - max(width(clean(grade.label)) for grade in seen) - LABEL_GAP
    ruler = Ruler.fitted(across, [point.x for point in points], left, right)
    key_high, draw_key = legend([(corner.label, fill("scatter.corner"))], EDGE, wide - EDGE)
    heads = [(left + width(clean(title)) / 2, clean(title))]
    if band:
        heads.append(((ruler.at(band[0]) + ruler.at(band[1])) / 2, clean(band[2])))
    places = stagger([x for x, _ in heads], [width(text) for _, text in heads], EDGE, wide - EDGE)
    top = key_high + height(max(level for _, level in places) + 1) + 4
    scores = [float(point.y) for point in points]
    ends = min([float(lowest), *scores]), max([float(seen[-1].upper), *scores])
    plots = _heights(points, ruler, (left, right), ends, top)
    plot = _clearest(_named(plot, corner, seen) for plot in plots)
    foot = [across.title, *([together] if any(disc.count > 1 for disc in plot.discs) else [])]
    sheet = Sheet(wide, plot.box.bottom + AXIS + height(len(foot)) + EDGE)
    draw_key(sheet)
    for (x, level), (_, text) in zip(places, heads, strict=True):
        sheet.write(x, top - 4 - height(level + 0.5), text, side="center", color=ink("muted"))
    _draw_ground(sheet, plot, corner, band)
    axes = sheet.axes(left, top, right - left, plot.box.bottom - top)
    axes.set_xlim(left, right)
    axes.set_ylim(plot.box.bottom, top)
    _draw_across(sheet, axes, plot)
    _draw_grades(sheet, axes, plot, seen)
    for line, text in enumerate(foot):
        y = plot.box.bottom + AXIS + height(line + 0.5)
        sheet.write((left + right) / 2, y, text, side="center", color=ink("muted"))
    _draw_discs(sheet, axes, plot)
    for callout in plot.callouts:
        _draw_callout(sheet, callout)
    return sheet.figure


def _limits(grades: Sequence[Grade]) -> list[str]:
    return labels([float(grade.lower) for grade in grades] + [float(grades[-1].upper)])


def _heights(
    points: Sequence[Point], ruler: Ruler, room: tuple[float, float], scores: tuple[float, float], top: float
) -> Iterator[_Plot]:
    """The plot without names, higher and higher; `scores` are its lowest and its highest one."""
    low, high = scores
    discs = _gathered(points, ruler, scores)
    for step in count():
        box = Box(room[0], top, room[1], top + PLOT + step * GROWTH)
        down = Scale(-high, (box.bottom - top - 2 * PAD) / (high - low), top + PAD, box.bottom - top)
        taller = (box.bottom - top - 2 * PAD) / HIGH
        yield _Plot(box, ruler, down, [replace(disc, y=top + PAD + disc.y * taller) for disc in discs], [])


def _gathered(points: Sequence[Point], ruler: Ruler, scores: tuple[float, float]) -> list[Disc]:
    """The points as discs: at their places across, and `y` down a plot of the height `HIGH`."""
    low, high = scores
    start, wider = ruler.scale.start, ruler.scale.length / (SCALE - GUTTER * len(ruler.gutters))
    found = []
    for side in (-1, 0, 1):
        discs = gathered(
            Disc(
                0.0 if side else (ruler.at(point.x) - start) / wider,
                (high - float(point.y)) / (high - low) * HIGH,
                point.marked,
                (point.name,) * bool(point.name),
                told=(point.told,) * bool(point.told),
            )
            for point in points
            if ruler.across.side(point.x) == side
        )
        middle = sum(ruler.gutters.get(side, ())) / 2
        found += [replace(disc, x=middle if side else start + disc.x * wider) for disc in discs]
    return found


def _named(plot: _Plot, corner: Corner, grades: Sequence[Grade]) -> _Plot | None:
    """The plot with its names; None where there is no room for them."""
    box = plot.box
    ground = Ground(
        Box(box.left + 2, box.top + 2, box.right - 2, box.bottom - 2),
        [disc.spot for disc in plot.discs],
        up=[plot.ruler.at(corner.x)],
        across=[plot.at(grade.lower) for grade in grades],
    )
    callouts = call_out([(disc.spot, name) for disc in plot.discs for name in disc.names], ground)
    return None if callouts is None else replace(plot, callouts=callouts)


def _clearest(plots: Iterator[_Plot | None]) -> _Plot:
    """The first plot whose names stand clear, else of the first few the one where they cost least."""
    found = []
    for plot in islice(plots, HEIGHTS):
        if plot and clear(plot.callouts):
            return plot
        found += [plot] if plot else []
    if found:
        return min(found, key=lambda plot: sum(one.cost for one in plot.callouts))
    return next(plot for plot in plots if plot)


def _draw_ground(
    sheet: Sheet, plot: _Plot, corner: Corner, band: tuple[Decimal, Decimal, str] | None
) -> None:
    box, ruler = plot.box, plot.ruler
    for start, end in ruler.gutters.values():
        sheet.box(start, box.top, end - start, box.bottom - box.top, Fill(ink("missing")), ground=True)
    if band:
        start, end = ruler.at(band[0]), ruler.at(band[1])
        sheet.box(start, box.top, end - start, box.bottom - box.top, fill("mark.range"), ground=True)
    x, y = ruler.at(corner.x), plot.at(corner.y)
    left, right = (x, ruler.right) if corner.right else (ruler.left, x)
    top, bottom = (box.top, y) if corner.top else (y, box.bottom)
    sheet.box(left, top, right - left, bottom - top, fill("scatter.corner"), ground=True)


def _draw_across(sheet: Sheet, axes: Axes, plot: _Plot) -> None:
    across, ruler = plot.ruler.across, plot.ruler
    y = plot.box.bottom + AXIS / 2
    ends = {-1: EDGE, 1: sheet.width - EDGE}
    for side, (start, end) in ruler.gutters.items():
        name = across.below if side < 0 else across.beyond
        sheet.write((start + end) / 2, y, name, side="center", color=ink("muted"))
        ends[side] = end if side < 0 else start
    for x, text in ruler.ticks:
        axes.axvline(x, color=ink("grid"), linewidth=0.6)
        if ends[-1] <= x - width(text) / 2 and x + width(text) / 2 <= ends[1]:
            sheet.write(x, y, text, side="center", color=ink("muted"))


def _draw_grades(sheet: Sheet, axes: Axes, plot: _Plot, grades: Sequence[Grade]) -> None:
    """Write the limits at the left and the grades' names at the right, each in the part that is seen."""
    box = plot.box
    taken: list[float] = []
    limits = [grades[-1].upper, *(grade.lower for grade in reversed(grades))]
    inside = [limit for limit in limits if box.top <= plot.at(limit) <= box.bottom]
    for limit in sorted(inside, key=lambda limit: limit == grades[-1].upper):
        y = plot.at(limit)
        axes.axhline(y, color=ink("missing_hatch"), linewidth=0.8, linestyle=(0, (4, 3)))
        if all(abs(y - other) >= height(0.9) for other in taken):
            sheet.write(box.left - LABEL_GAP, y, labels([float(limit)]), side="right", color=ink("muted"))
            taken.append(y)
    middles = [
        (max(box.top, plot.at(grade.upper)) + min(box.bottom, plot.at(grade.lower))) / 2 for grade in grades
    ]
    ys = apart(middles[::-1], [height(1)] * len(grades), box.top, box.bottom)
    for grade, y in zip(reversed(grades), ys, strict=True):
        sheet.write(box.right + LABEL_GAP, y, grade.label, color=ink("muted"))


def _draw_discs(sheet: Sheet, axes: Axes, plot: _Plot) -> None:
    looks = sorted({(disc.marked, disc.radius) for disc in plot.discs}, key=lambda look: (look[0], -look[1]))
    for marked, radius in looks:
        color = fill("scatter.marked" if marked else "scatter.plain").color
        ground = color if marked else tint(color, 0.3)
        for disc in plot.discs:
            if (disc.marked, disc.radius) != (marked, radius):
                continue
            [drawn] = axes.plot(
                [disc.x],
                [disc.y],
                "D" if marked else "o",
                # A diamond is a square on its corner.
                markersize=2 * radius / (1.3 if marked else 1),
                markerfacecolor=ground,
                markeredgecolor=color,
                clip_on=False,
                zorder=3,
            )
            tell(drawn, *disc.told[:MOST_TOLD], *(["…"] if len(disc.told) > MOST_TOLD else []))
            sheet.write(disc.x, disc.y, disc.text, side="center", color=ink_on(ground))


def _draw_callout(sheet: Sheet, callout: Callout) -> None:
    box, spot = callout.box, callout.spot
    if callout.far > LABEL_GAP:
        (x, y), (end_x, end_y) = callout.leader
        sheet.rule([x, end_x], [y, end_y], weight=0.6, color=ink("muted"))
    side = "left" if box.left >= spot.x else "right" if box.right <= spot.x else "center"
    x = {"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[side]
    plate = ink("paper") if callout.covers else ""
    sheet.write(x, (box.top + box.bottom) / 2, callout.lines, side=side, plate=plate)


scatter = form(draw_scatter)

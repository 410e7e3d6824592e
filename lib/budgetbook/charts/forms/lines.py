"""Rates over the months of a year as lines, told apart by dash, marker and the name at their end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import nan
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from budgetbook.charts.forms.box import Box
from budgetbook.charts.forms.columns import Series
from budgetbook.charts.forms.flags import apart, stagger
from budgetbook.charts.forms.rows import EDGE
from budgetbook.charts.forms.scale import LABEL_GAP, Scale, labels, number, ticks
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.forms.values import FAR, place_value
from budgetbook.charts.theme import TEXT, fill, ink, page

NAME = 8 * TEXT  # points, the longest line of a name at the end of a line
SAMPLE = 24.0  # points, the piece of line before a name
MARKER = 5.0
PIECES = 8  # of a line between two points, each a box that labels keep clear of
LOOKS: tuple[dict[str, Any], ...] = (
    {"linestyle": "-", "marker": "o"},
    {"linestyle": (0, (5, 2)), "marker": "s"},
    {"linestyle": (0, (1, 1.4)), "marker": "^"},
    {"linestyle": (0, (7, 2, 1, 2)), "marker": "D"},
)
SIGNS = "●■▲◆"  # the same markers before the values of several lines
REFERENCE: dict[str, Any] = {"linestyle": (0, (2, 2)), "linewidth": 1.0}
_Point = tuple[float, float]


@dataclass(frozen=True)
class _Plot:
    """Where points stand: the first label half a `pitch` after `left`, values counted up from `bottom`."""

    left: float
    pitch: float
    top: float
    bottom: float
    scale: Scale

    def points(self, line: Series) -> list[_Point | None]:
        """The place of every value in points from the sheet's top left."""
        return [
            None
            if value is None
            else (self.left + (place + 0.5) * self.pitch, self.bottom - self.scale.at(number(value)))
            for place, value in enumerate(line.values)
        ]


def draw_rate_lines(
    names: Sequence[str], lines: Sequence[Series], *, reference: Series | None = None
) -> Figure:
    """Draw one to four rates in percent over ordered labels (months) from zero, each named at its end.

    A missing value is a gap, a lone one its marker. A value is labelled where its text is not empty, behind
    its line's marker where there are several; that of the last label stands under the line's name. The
    `reference` is a thin line without markers and labels. The axis reaches as far as the values do.
    """
    lines, last = _marked(lines), [one.texts[-1:] if one.values[-1] is not None else [] for one in lines]
    across, tall = page("full")
    everything = [*lines, *([reference] if reference else [])]
    ends = [wrap(one.label, NAME) for one in everything]
    for end, text in zip(ends, last, strict=False):
        end += [clean(one) for one in text if one]
    values = [number(value) for one in everything for value in one.values]
    low, high = min([0.0, *values]), max([1.0, *values])
    shown = ticks(Scale(low, 120 / (high - low), 0, 120), low, high, 0.0)
    tick_labels = [f"{label}%" for label in labels(shown)]
    left = EDGE + max(map(width, tick_labels)) + 6
    right = across - EDGE - max(width(line) for end in ends for line in end) - SAMPLE - 4
    pitch = (right - left) / len(names)
    feet = [wrap(name, max(pitch - 4, 4 * TEXT)) for name in names]
    middles = [left + (place + 0.5) * pitch for place in range(len(names))]
    places = stagger(middles, [max(map(width, foot)) for foot in feet], EDGE, across - EDGE)
    deep = height(max(map(len, feet))) + 2
    foot_high = deep * (1 + max(level for _, level in places)) + 6
    room = max(_crowd(lines, pitch) * 2.5 * height(1), sum(height(len(end)) + 4 for end in ends))
    bottom = EDGE + max(tall - EDGE - foot_high, room)
    above, below = height(1) + 6, height(1) + 6 if low < 0 else 0.0
    unit = (bottom - EDGE - above - below) / (high - low)
    plot = _Plot(left, pitch, EDGE, bottom, Scale(low - below / unit, unit, 0, bottom - EDGE))
    sheet = Sheet(across, bottom + foot_high)
    axes = sheet.axes(left, EDGE, right - left, bottom - EDGE)
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_ylim(plot.scale.low, plot.scale.high)
    axes.set_yticks(shown, tick_labels)
    axes.grid(axis="y")
    axes.axhline(0, color=ink("axis"), linewidth=0.8)
    for foot, (x, level) in zip(feet, places, strict=True):
        y = bottom + 4 + level * deep + height(len(foot)) / 2
        sheet.write(x, y, foot, side="center", color=ink("muted"))
    looks = [
        {**LOOKS[order], "color": fill(one.key).color, "linewidth": 1.8, "markersize": MARKER}
        for order, one in enumerate(lines)
    ] + [{**REFERENCE, "color": ink("axis")}] * len(everything[len(lines) :])
    for one, look in reversed([*zip(everything, looks, strict=True)]):  # the first line lies on top
        _draw_line(axes, names, one, look)
    points = [plot.points(one) for one in everything]
    leaders = _write_names(sheet, plot, points, ends, looks)
    _write_values(sheet, plot, lines, points, leaders)
    return sheet.figure


def _draw_line(axes: Axes, names: Sequence[str], one: Series, look: dict[str, Any]) -> None:
    """Draw a line, and its markers one by one, since each has something to tell."""
    drawn = [nan if value is None else float(value) for value in one.values]
    axes.plot(range(len(names)), drawn, **look, markevery=[], clip_on=False)
    if "marker" in look:
        for place, (value, text) in enumerate(zip(one.values, one.told or one.texts, strict=True)):
            if value is not None:
                [mark] = axes.plot([place], [float(value)], **look, clip_on=False)
                tell(mark, f"{one.label} · {names[place]}", text)


def _marked(lines: Sequence[Series]) -> list[Series]:
    """The lines with their signs before the values' texts, without those that stand under the names."""
    marked = []
    for sign, one in zip(SIGNS, lines, strict=False):
        before = f"{sign} " if len(lines) > 1 else ""
        texts = [before + text if text else "" for text in one.texts]
        if one.values[-1] is not None:
            texts[-1] = ""
        marked.append(replace(one, texts=texts))
    return marked


def _crowd(lines: Sequence[Series], pitch: float) -> int:
    """How many labels at most stand side by side on one label's width."""
    texts = [
        (place * pitch, width(clean(text)) + LABEL_GAP)
        for line in lines
        for place, text in enumerate(line.texts)
        if text
    ]
    # A label may lean to either side of its point, so that it reaches twice as far.
    return max((sum(abs(x - at) < wide + own for at, wide in texts) for x, own in texts), default=0)


def _write_values(
    sheet: Sheet,
    plot: _Plot,
    lines: Sequence[Series],
    points: Sequence[Sequence[_Point | None]],
    leaders: Sequence[tuple[_Point, _Point]],
) -> None:
    """Write the labels, each over its point where its line is the upper one, else under it, or near."""
    # Rather a label on the thin reference than beyond it, where it would be taken for the reference's.
    drawn = points[: len(lines)]
    hidden = [Box.around(*point, MARKER) for known in drawn for point in known if point]
    ways = [(one, other) for known in drawn for one, other in pairwise(known) if one and other]
    hidden += [piece for one, other in (*ways, *leaders) for piece in _pieces(one, other)]
    room = Box(EDGE, plot.top, plot.left + plot.pitch * len(points[0]), plot.bottom)
    taken: list[Box] = []
    for order, line in enumerate(lines):
        for place, (text, point) in enumerate(zip(line.texts, points[order], strict=True)):
            if not text or point is None:
                continue
            beside = [known[place] for known in drawn]
            over = all(other is None or point[1] <= other[1] for other in beside)
            box = place_value(point, width(clean(text)), room, over=over, taken=taken, hidden=hidden)
            taken.append(box)
            x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            if abs(y - point[1]) > FAR:
                sheet.rule([point[0], x], [point[1], y], weight=0.6)
            color = ink("muted" if order else "text")
            sheet.write(x, y, text, side="center", color=color, plate=ink("paper"))


def _pieces(one: _Point, other: _Point) -> list[Box]:
    """A line's way from one point to the next as small boxes."""
    steps = [step / PIECES for step in range(PIECES + 1)]
    ways = [(one[0] + (other[0] - one[0]) * step, one[1] + (other[1] - one[1]) * step) for step in steps]
    return [
        Box(start[0], min(start[1], end[1]) - 1, end[0], max(start[1], end[1]) + 1)
        for start, end in pairwise(ways)
    ]


def _write_names(
    sheet: Sheet,
    plot: _Plot,
    points: Sequence[Sequence[_Point | None]],
    names: Sequence[list[str]],
    looks: Sequence[dict[str, Any]],
) -> list[tuple[_Point, _Point]]:
    """Name every line at the right, as near its last value as the others leave room; return the leaders."""
    right = plot.left + plot.pitch * len(points[0])
    ends = [next((point for point in reversed(known) if point), None) for known in points]
    wishes = [end[1] if end else plot.bottom for end in ends]
    middles = apart(wishes, [height(len(name)) + 4 for name in names], plot.top, plot.bottom)
    samples = sheet.axes(right, plot.top, SAMPLE, plot.bottom - plot.top)
    samples.set_xlim(0, SAMPLE)
    samples.set_ylim(plot.bottom, plot.top)
    leaders = []
    for name, end, middle, look in zip(names, ends, middles, looks, strict=True):
        if end and right - end[0] < plot.pitch:  # a leader over several months would look like a line
            leaders.append(((end[0] + MARKER, end[1]), (right + 1, middle)))
        samples.plot([2, SAMPLE / 2 + 1, SAMPLE], [middle] * 3, markevery=[1], clip_on=False, **look)
        sheet.write(right + SAMPLE + 4, middle, name)
    for start, stop in leaders:
        sheet.rule([start[0], stop[0]], [start[1], stop[1]], weight=0.6)
    return leaders


rate_lines = form(draw_rate_lines)

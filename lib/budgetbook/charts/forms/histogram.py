"""How many there are in each bin of a scale with named zones: bars, or dots where there are few."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from matplotlib.figure import Figure

from budgetbook.charts.forms.dots import Grade, tint
from budgetbook.charts.forms.flags import stagger
from budgetbook.charts.forms.rows import EDGE
from budgetbook.charts.forms.scale import HAIR, LABEL_GAP, Scale, labels
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.theme import Fill, fill, ink, page

PLOT = 110.0  # points, the tallest bar
LEAST = 56.0  # points, the height of the lowest plot
MOST_DOTS = 30
PITCH = 12.0  # points, from one dot of a stack to the next, at most
CLOSE = 7.0  # points; dots nearer than this stand in two columns
SIDE = 10.0  # points left and right of the scale, half of the widest limit's label
STRIP = 9.0
ROOMY = 0.4  # of the scale: room enough for the names on one side of their leaders


@dataclass(frozen=True)
class Bin:
    """From `lower` up to `upper`: how many, their label ("" for none), the category, names to point out."""

    lower: Decimal
    upper: Decimal
    count: int
    text: str
    key: str
    names: str = ""


@dataclass(frozen=True)
class _Pile:
    """How counts become heights: `unit` points for every line of one bar, or of `columns` dots."""

    unit: float
    columns: int
    dots: bool

    def height(self, count: int) -> float:
        return max(ceil(count / self.columns) * self.unit, HAIR) if count else 0.0


@dataclass(frozen=True)
class _Tag:
    """Names over their bin: the place and rise of the leader, which side of the text stands at it."""

    anchor: float
    lines: list[str]
    side: str
    rise: float


def draw_histogram(
    bins: Sequence[Bin], grades: Sequence[Grade], *, zoom: Sequence[Bin] = (), zoom_label: str = ""
) -> Figure:
    """Draw the bins on the shaded zones of `grades`, which come from the lowest to the highest and meet.

    Up to thirty are dots, one each; more are bars. `zoom` are finer bins of the highest zone, drawn below
    under `zoom_label` with bars of the same scale. Names stand above their bin, the lowest at the top.
    """
    across = page("full")[0]
    upper = _scale(bins, across)
    lower = _scale(zoom, across) if zoom else upper
    pile = _pile([(bins, upper), (zoom, lower)])
    middles = [upper.at(float(grade.lower + grade.upper) / 2) for grade in grades]
    titles = stagger(middles, [width(clean(grade.label)) for grade in grades], EDGE, across - EDGE)
    top = EDGE + height(max(level for _, level in titles) + 1) + STRIP + 5
    counts = _counts(bins, upper, pile)
    tags = _tags(bins, upper, [rise for _, rise in counts])
    tagged = sum(height(len(tag.lines)) + 3 for tag in tags)
    base = top + tagged + _tall(counts)
    fine = _counts(zoom, lower, pile)
    below = base + 2 * height(1) + 12  # the limits' labels, and the lines that lead to the zoom
    start = below + height(1) + 6 + STRIP
    end = start + _tall(fine) if zoom else base
    sheet = Sheet(across, end + height(1) + 8 + EDGE)
    for grade, middle, (x, level) in zip(grades, middles, titles, strict=True):
        y = top - STRIP - 4 - height(level + 0.5)
        if level:
            sheet.rule([middle] * 2, [y + 5, top - STRIP], weight=0.6)
        sheet.write(x, y, grade.label, side="center", plate=ink("paper"))
        _draw_zone(sheet, grade, upper, top, base)
    _write_limits(sheet, upper, base, [grade.lower for grade in grades])
    _draw_tags(sheet, tags, top, base)
    _draw_piles(sheet, bins, upper, base, pile)
    _write_counts(sheet, bins, counts, base)
    if zoom:
        best = grades[-1]
        for one, other in ((best.lower, zoom[0].lower), (best.upper, zoom[-1].upper)):
            xs = [upper.at(float(one)), lower.at(float(other))]
            sheet.rule(xs, [base + height(1) + 8, below], color=ink("muted"), weight=0.6)
        sheet.write(lower.start, below + height(0.5) + 2, zoom_label)
        _draw_zone(sheet, best, lower, start, end)
        _write_limits(sheet, lower, end, [])
        _draw_piles(sheet, zoom, lower, end, pile)
        _write_counts(sheet, zoom, fine, end)
    return sheet.figure


def _scale(bins: Sequence[Bin], across: float) -> Scale:
    low, high = float(bins[0].lower), float(bins[-1].upper)
    start, length = EDGE + SIDE, across - 2 * (EDGE + SIDE)
    return Scale(low, length / (high - low), start, length)


def _middle(one: Bin, scale: Scale) -> float:
    return scale.at(float(one.lower + one.upper) / 2)


def _wide(one: Bin, scale: Scale) -> float:
    return float(one.upper - one.lower) * scale.unit


def _pile(panels: Sequence[tuple[Sequence[Bin], Scale]]) -> _Pile:
    """Fit the tallest bar of all panels; dots get smaller, or stand in two columns, where there are many."""
    filled = [(one, scale) for bins, scale in panels for one in bins if one.count]
    peak = max((one.count for one, _ in filled), default=1)
    if sum(one.count for one in panels[0][0]) > MOST_DOTS:
        return _Pile(PLOT / peak, 1, dots=False)
    columns = 1 if peak * CLOSE <= PLOT else 2
    narrow = min((_wide(one, scale) for one, scale in filled), default=PITCH)
    pitch = min(PITCH, PLOT / ceil(peak / columns), narrow / columns)
    return _Pile(max(pitch, CLOSE / 2), columns, dots=True)


def _counts(bins: Sequence[Bin], scale: Scale, pile: _Pile) -> list[tuple[float, float]]:
    """Where each bin's label stands: its middle, and the rise of its centre line over the base.

    A label that is wider than its bin stands above the neighbours it would touch.
    """
    placed: list[tuple[float, float, float]] = []
    for one in bins:
        half = width(clean(one.text)) / 2 + 1
        x = max(EDGE + half, min(_middle(one, scale), scale.start + scale.length + SIDE - half))
        beside = [
            pile.height(other.count)
            for other in bins
            if abs(_middle(other, scale) - x) < half + _wide(other, scale) / 2
        ]
        rise = max([pile.height(one.count), *beside]) + height(0.5) + 2
        while any(abs(x - at) < half + room and abs(rise - up) < height(1) for at, room, up in placed):
            rise += height(0.5)
        if one.text:
            placed.append((x, half, rise))
    places = iter(placed)
    return [next(places)[::2] if one.text else (0.0, 0.0) for one in bins]


def _tall(counts: Sequence[tuple[float, float]]) -> float:
    return max(LEAST, *(rise + height(0.5) + 2 for _, rise in counts)) if counts else 0.0


def _tags(bins: Sequence[Bin], scale: Scale, rises: Sequence[float]) -> list[_Tag]:
    """Names in the order of their lines, so that the leaders of one side cross none of its names.

    All stand right of their leaders, or else all left, if that leaves room; else each on its roomier side.
    """
    start, end = scale.start, scale.start + scale.length
    named = [
        (one.names, _middle(one, scale), rise) for one, rise in zip(bins, rises, strict=True) if one.names
    ]
    turn = (start + end) / 2
    if all(end - at >= ROOMY * scale.length for _, at, _ in named):
        turn = end
    elif all(at - start >= ROOMY * scale.length for _, at, _ in named):
        turn = start
    ahead = [
        _Tag(at, wrap(names, end - at - LABEL_GAP), "left", rise) for names, at, rise in named if at < turn
    ]
    back = [
        _Tag(at, wrap(names, at - start - LABEL_GAP), "right", rise)
        for names, at, rise in named
        if at >= turn
    ]
    return [*ahead, *reversed(back)]


def _draw_tags(sheet: Sheet, tags: Sequence[_Tag], top: float, base: float) -> None:
    y = top + 2
    places = []
    for tag in tags:
        places.append(y + height(len(tag.lines)) / 2)
        sheet.rule([tag.anchor] * 2, [y + 2, base - tag.rise - height(0.5)], weight=0.6)
        y += height(len(tag.lines)) + 3
    for tag, middle in zip(tags, places, strict=True):
        x = tag.anchor + (LABEL_GAP if tag.side == "left" else -LABEL_GAP)
        sheet.write(x, middle, tag.lines, side=tag.side, plate=ink("paper"))


def _draw_zone(sheet: Sheet, grade: Grade, scale: Scale, top: float, base: float) -> None:
    start, end = scale.at(float(grade.lower)), scale.at(float(grade.upper))
    color = fill(grade.key).color
    sheet.box(start, top - STRIP, end - start, STRIP, Fill(color))
    sheet.box(start, top, end - start, base - top, Fill(tint(color)), ground=True)
    sheet.rule([start, end], [base, base])


def _write_limits(sheet: Sheet, scale: Scale, base: float, first: Sequence[Decimal]) -> None:
    """Name the edges below the axis: the zones' limits first, then round values where there is room."""
    edges = {float(limit) for limit in first} | {scale.low, scale.high}
    whole = 10.0 if scale.high - scale.low > 50 else 1.0
    rounded = {whole * number for number in range(ceil(scale.low / whole), int(scale.high / whole) + 1)}
    wanted = [*sorted(edges), *sorted(rounded - edges)]
    taken: list[tuple[float, float]] = []
    for value in wanted:
        [text] = labels([value])
        x, half = scale.at(value), width(text) / 2 + 2
        if all(abs(x - at) >= half + room for at, room in taken):
            taken.append((x, half))
            sheet.rule([x, x], [base, base + 3], weight=0.6)
            sheet.write(x, base + 11, text, side="center", color=ink("muted"))


def _draw_piles(sheet: Sheet, bins: Sequence[Bin], scale: Scale, base: float, pile: _Pile) -> None:
    if pile.dots:
        _draw_dots(sheet, bins, scale, base, pile)
        return
    for one in bins:
        if one.count:
            long = pile.height(one.count)
            x = scale.at(float(one.lower)) + 1
            tell(sheet.box(x, base - long, max(_wide(one, scale) - 2, 1.6), long, fill(one.key)), *_told(one))


def _draw_dots(sheet: Sheet, bins: Sequence[Bin], scale: Scale, base: float, pile: _Pile) -> None:
    axes = sheet.axes(0, 0, sheet.width, sheet.height)
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(sheet.height, 0)
    for one in bins:
        places = [divmod(number, pile.columns) for number in range(one.count)]
        in_line = [min(pile.columns, one.count - line * pile.columns) for line, _ in places]
        if not places:
            continue
        paint = fill(one.key)
        [pile_of_dots] = axes.plot(
            [
                _middle(one, scale) + (column - (number - 1) / 2) * pile.unit
                for (_, column), number in zip(places, in_line, strict=True)
            ],
            [base - (line + 0.5) * pile.unit for line, _ in places],
            "o",
            color=paint.color,
            markeredgecolor=paint.outline or paint.color,
            markeredgewidth=0.8,
            markersize=pile.unit - 1.4,
        )
        tell(pile_of_dots, *_told(one))


def _told(one: Bin) -> tuple[str, str]:
    return "–".join(labels([float(one.lower)]) + labels([float(one.upper)])), one.text


def _write_counts(
    sheet: Sheet, bins: Sequence[Bin], counts: Sequence[tuple[float, float]], base: float
) -> None:
    for one, (x, rise) in zip(bins, counts, strict=True):
        sheet.write(x, base - rise, one.text, side="center")


histogram = form(draw_histogram)

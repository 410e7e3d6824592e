"""One bar a row, cut into its parts: shares over the years, or a whole and what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.flags import SWATCH, Flag, place
from budgetbook.charts.forms.rows import EDGE, GAP, Band, Bands, bands, write_names
from budgetbook.charts.forms.scale import number
from budgetbook.charts.forms.sheet import Sheet, form, legend, tell
from budgetbook.charts.forms.text import clean, height, width
from budgetbook.charts.theme import MISSING_FILL, TEXT, Fill, fill, ink, ink_on, page

THICK = 19.0  # points, a bar that carries labels inside


@dataclass(frozen=True)
class Part:
    """A part of a bar: its value (None: not published), its label ("" for none), its category."""

    value: Decimal | None
    text: str
    key: str = ""


@dataclass(frozen=True)
class Stack:
    """A bar: its name, its parts, the total beside it. Without parts `total` says why there are none."""

    label: str
    parts: Sequence[Part]
    total: str


@dataclass(frozen=True)
class _Segment:
    start: float
    length: float
    part: Part
    fill: Fill

    @property
    def labelled(self) -> bool:
        """A part of nothing has no segment and no label; a missing one says so."""
        return bool(self.part.text) and self.part.value != 0

    @property
    def fits(self) -> bool:
        return width(clean(self.part.text)) + 8 <= self.length


def draw_stacked_shares(stacks: Sequence[Stack], legend_labels: Sequence[tuple[str, str]]) -> Figure:
    """Draw each year as one bar of 100 % cut into at most five parts in the same order, its total beside it.

    `legend_labels` names the parts once, above and in data order: (name, theme key). Labels stand in their
    segments, those of narrow segments above the bar. A stack without parts is a hatched row with its text.
    """
    return _draw(stacks, legend_labels)


def draw_parts_bars(stacks: Sequence[Stack]) -> Figure:
    """Draw wholes and their parts, a bar a row, every bar its own 100 %; the labels name the parts."""
    return _draw(stacks, [])


def _draw(stacks: Sequence[Stack], legend_labels: Sequence[tuple[str, str]]) -> Figure:
    across = page("full")[0]
    totals = [clean(stack.total) for stack in stacks]
    side = max(
        (width(total) for stack, total in zip(stacks, totals, strict=True) if stack.parts), default=0.0
    )
    names = [stack.label for stack in stacks]
    left = bands(names).left
    long = across - EDGE - side - GAP - left
    key_height, draw_key = legend([(label, fill(key)) for label, key in legend_labels], left, across - EDGE)
    kinds = {key: label for label, key in legend_labels}
    segments = [_segments(stack, left, long) for stack in stacks]
    flags = [_flags(row, left, across - EDGE) for row in segments]
    raised = [_raised(row) for row in flags]
    heights = [
        row.height + lift for row, lift in zip(bands(names, least=THICK + 11).rows, raised, strict=True)
    ]
    rows = bands(names, top=max(key_height, EDGE), least=heights)
    sheet = Sheet(across, rows.bottom + EDGE)
    draw_key(sheet)
    lowered = [
        Band(row.name, row.top + lift, row.height - lift) for row, lift in zip(rows.rows, raised, strict=True)
    ]
    write_names(sheet, Bands(lowered, rows.left, rows.top, rows.bottom))
    for stack, total, row, cut, above in zip(stacks, totals, lowered, segments, flags, strict=True):
        top = row.middle - THICK / 2
        if not stack.parts:
            sheet.box(left, top, long, THICK, MISSING_FILL)
            sheet.write(
                left + long / 2, row.middle, total, side="center", color=ink("muted"), plate=ink("missing")
            )
            continue
        sheet.write(left + long + GAP, row.middle, total)
        if not any(segment.length for segment in cut):
            sheet.box(left, top, long, THICK, Fill(ink("paper"), outline=ink("axis")))
        for segment in cut:
            name = " · ".join(filter(None, (stack.label, kinds.get(segment.part.key))))
            _draw_segment(sheet, segment, name, top, row.middle)
        ceiling = row.top if any(flag.left < left for flag in above) else top  # clear of the name
        for flag in above:
            _draw_flag(sheet, flag, ceiling, top)
    return sheet.figure


def _segments(stack: Stack, left: float, long: float) -> list[_Segment]:
    """Cut a bar; a negative or missing part has no length, its label still stands over its place."""
    whole = sum(max(number(part.value), 0.0) for part in stack.parts)
    cut = []
    at = left
    for part in stack.parts:
        length = max(number(part.value), 0.0) / whole * long if whole else 0.0
        cut.append(_Segment(at, length, part, fill(part.key)))
        at += length
    return cut


def _flags(cut: Sequence[_Segment], left: float, right: float) -> list[Flag]:
    """Lift the labels that do not fit, over the bar if they can stand there, else over the whole row."""
    wanted = [(s.start + s.length / 2, clean(s.part.text), s.fill) for s in cut if s.labelled and not s.fits]
    widest = max((width(text) + SWATCH + 3 for _, text, _ in wanted), default=0.0)
    return place(wanted, left if left + widest <= right else EDGE, right)


def _raised(flags: Sequence[Flag]) -> float:
    return height(max(flag.level for flag in flags) + 1) + 4 if flags else 0.0


def _draw_segment(sheet: Sheet, segment: _Segment, name: str, top: float, middle: float) -> None:
    seam = 0.5 if segment.length > 2 else 0.0  # the white line between two segments
    if segment.length:
        drawn = sheet.box(segment.start + seam, top, segment.length - 2 * seam, THICK, segment.fill)
        tell(drawn, name, segment.part.text)
    if segment.labelled and segment.fits:
        color = segment.fill.color
        plate = color if segment.fill.hatch else ""
        at = segment.start + segment.length / 2
        sheet.write(at, middle, segment.part.text, side="center", color=ink_on(color), plate=plate)


def _draw_flag(sheet: Sheet, flag: Flag, ceiling: float, top: float) -> None:
    y = ceiling - 4 - height(flag.level + 0.5)
    sheet.rule([flag.anchor] * 2, [y + TEXT / 2 + 1, top + 1], weight=0.6)
    sheet.box(flag.left, y - SWATCH / 2 + 0.5, SWATCH, SWATCH - 1, flag.fill)
    sheet.write(flag.left + SWATCH + 3, y, flag.text, plate=ink("paper"))


stacked_shares = form(draw_stacked_shares)
parts_bars = form(draw_parts_bars)

"""Bars from zero: shares of a whole, counts, and changes against the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.rows import (
    AXIS,
    BAR,
    EDGE,
    STUB,
    Band,
    Bands,
    bands,
    missing_cell,
    value_axes,
    write_names,
)
from budgetbook.charts.forms.scale import LABEL_GAP, Scale, fit, number
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.theme import fill, ink, page


@dataclass(frozen=True)
class Bar:
    """One item: its name, its value (None: not published), the label to print, its category in the theme."""

    label: str
    value: Decimal | None
    text: str
    key: str = ""


def direction(value: Decimal) -> str:
    """Return the theme's key for a change."""
    return "direction." + ("increase" if value > 0 else "decrease" if value < 0 else "unchanged")


def signed(value: Decimal | None, text: str) -> str:
    """Put the sign that greyscale print keeps before a change's label."""
    if not value:
        return clean(text)
    return ("▲ " if value > 0 else "▼ ") + clean(text)


def _room(bar: Bar) -> float:
    return LABEL_GAP + width(clean(bar.text)) + EDGE + (STUB if bar.value is None else 0.0)


def _bounds(bars: Sequence[Bar]) -> tuple[float, float]:
    values = [number(bar.value) for bar in bars]
    return min([0.0, *values]), max([0.0, *values])


def draw_share_bars(bars: Sequence[Bar], *, size: str = "full") -> Figure:
    """Draw horizontal bars in the order given, each with its label at the end: the parts of one year's whole.

    A missing value is a hatched cell and its label. On a `half` figure, and wherever names and labels would
    leave the bars too little room, a name stands above its bar.
    """
    return _draw(bars, size, whole=False)


def draw_count_bars(bars: Sequence[Bar], *, size: str = "full") -> Figure:
    """Draw how many there are of each kind, as `share_bars` does, on an axis of whole numbers."""
    return _draw(bars, size, whole=True)


def _draw(bars: Sequence[Bar], size: str, *, whole: bool) -> Figure:
    across = page(size)[0]
    rows = bands([bar.label for bar in bars])
    room = max(map(_room, bars), default=0.0)
    if across - rows.left - room < 0.28 * across:
        return _draw_named_above(bars, across, whole=whole)
    sheet = Sheet(across, rows.bottom + AXIS)
    scale = fit(_extents(bars), rows.left, across - rows.left)
    _draw_bars(sheet, rows, scale, bars, whole=whole)
    write_names(sheet, rows)
    for bar, row in zip(bars, rows.rows, strict=True):
        at = scale.at(max(sum(scale.span(0.0, number(bar.value))), 0.0)) + (
            STUB if bar.value is None else 0.0
        )
        _write_label(sheet, bar, at + LABEL_GAP, row.middle, [clean(bar.text)])
    return sheet.figure


def _draw_named_above(bars: Sequence[Bar], across: float, *, whole: bool) -> Figure:
    inner = across - 2 * EDGE
    rows: list[Band] = []
    at = EDGE
    for bar in bars:
        lines, text = wrap(bar.label, inner), wrap(bar.text, inner)
        if len(text) > 1 or width(lines[-1]) + 10 + width(text[0]) > inner:
            lines += [""] * len(text)  # the label stands below the name
        rows.append(Band(lines, at + height(len(lines)), BAR + 4))
        at += height(len(lines)) + BAR + 12
    sheet = Sheet(across, at + AXIS)
    scale = fit([(lower, upper, EDGE) for lower, upper, _ in _extents(bars)], EDGE, inner)
    _draw_bars(sheet, Bands(rows, EDGE, EDGE, at), scale, bars, whole=whole)
    for bar, row in zip(bars, rows, strict=True):
        text = wrap(bar.text, inner)
        sheet.write(EDGE, row.top - height(len(row.name)) / 2, row.name, plate=ink("paper"))
        _write_label(sheet, bar, across - EDGE, row.top - height(len(text)) / 2, text, side="right")
    return sheet.figure


def _write_label(
    sheet: Sheet, bar: Bar, x: float, y: float, text: Sequence[str], *, side: str = "left"
) -> None:
    color = ink("muted" if bar.value is None else "text")
    sheet.write(x, y, text, side=side, color=color, plate=ink("paper"))


def _extents(bars: Sequence[Bar]) -> list[tuple[float, float, float]]:
    return [(number(bar.value), number(bar.value), _room(bar)) for bar in bars]


def _draw_bars(sheet: Sheet, rows: Bands, scale: Scale, bars: Sequence[Bar], *, whole: bool) -> None:
    axes = value_axes(sheet, rows, scale, *_bounds(bars), whole=whole)
    for bar, row in zip(bars, rows.rows, strict=True):
        if bar.value is None:
            missing_cell(sheet, scale.at(0.0) + 1, row)
        else:
            start, length = scale.span(0.0, number(bar.value))
            if length:
                [drawn] = axes.barh(row.middle, length, BAR, left=start, **fill(bar.key).patch)
                tell(drawn, bar.label, bar.text)


def draw_change_bars(changes: Sequence[Bar], *, closing: Bar | None = None) -> Figure:
    """Draw changes, the largest first: bars to both sides of zero, their labels in a column on the right.

    Increase and decrease differ by side, sign, arrow and colour. A missing change comes last, hatched, and
    after it the `closing` bar, whatever its size: that of what has no bar of its own.
    """
    ordered = sorted(
        changes, key=lambda bar: -1.0 if bar.value is None else abs(number(bar.value)), reverse=True
    )
    ordered += [closing] if closing else []
    across = page("full")[0]
    rows = bands([bar.label for bar in ordered])
    texts = [signed(bar.value, bar.text) for bar in ordered]
    column = max((width(text) for text in texts), default=0.0)
    right = across - EDGE - column - 10
    low, high = _bounds(ordered)
    sheet = Sheet(across, rows.bottom + AXIS)
    scale = fit([(low, high, EDGE)], rows.left + EDGE, right - rows.left - EDGE)
    axes = value_axes(sheet, rows, scale, low, high)
    write_names(sheet, rows)
    for bar, text, row in zip(ordered, texts, rows.rows, strict=True):
        if bar.value is None:
            zero = scale.at(0.0)
            missing_cell(sheet, zero + 1 if zero + STUB < right else zero - STUB - 1, row)
            sheet.write(right + 10, row.middle, text, color=ink("muted"))
            continue
        key = direction(bar.value)
        start, length = scale.span(0.0, number(bar.value))
        if length:
            [drawn] = axes.barh(row.middle, length, BAR, left=start, **fill(key).patch)
            tell(drawn, bar.label, text)
        sheet.write(right + 10, row.middle, text, color=fill(key).color if bar.value else ink("muted"))
    return sheet.figure


share_bars = form(draw_share_bars)
count_bars = form(draw_count_bars)
change_bars = form(draw_change_bars)

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
from budgetbook.charts.forms.sheet import Sheet, form
from budgetbook.charts.forms.text import NAME_EMS, clean, height, width, wrap
from budgetbook.charts.theme import TEXT, fill, ink, page


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


def draw_share_bars(bars: Sequence[Bar], *, size: str = "full", whole: bool = False) -> Figure:
    """Draw horizontal bars in the order given, each with its label at the end: the parts of one year's whole.

    `whole` keeps the axis to whole numbers. A missing value is a hatched cell and its label. On a `half` figure,
    and wherever names and labels would leave the bars too little room, a name stands above its bar.
    """
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
        if bar.value is not None:
            at = scale.at(max(sum(scale.span(0.0, number(bar.value))), 0.0))
            sheet.write(at + LABEL_GAP, row.middle, bar.text)
    return sheet.figure


def _draw_named_above(bars: Sequence[Bar], across: float, *, whole: bool) -> Figure:
    inner = across - 2 * EDGE
    names = []
    for bar in bars:
        beside = inner - (width(clean(bar.text)) if bar.value is not None else 0.0) - 10
        names.append(wrap(bar.label, max(beside, NAME_EMS * TEXT * 0.5)))
    rows: list[Band] = []
    at = EDGE
    for name in names:
        rows.append(Band(name, at + height(len(name)), BAR + 6))
        at += height(len(name)) + BAR + 10
    places = Bands(rows, EDGE, EDGE, at)
    sheet = Sheet(across, at + AXIS)
    scale = fit([(lower, upper, EDGE) for lower, upper, _ in _extents(bars)], EDGE, inner)
    _draw_bars(sheet, places, scale, bars, whole=whole)
    for bar, row in zip(bars, rows, strict=True):
        sheet.write(EDGE, row.top - height(len(row.name)) / 2, row.name, plate=ink("paper"))
        if bar.value is not None:
            sheet.write(across - EDGE, row.top - height(1) / 2, bar.text, side="right", plate=ink("paper"))
    return sheet.figure


def _extents(bars: Sequence[Bar]) -> list[tuple[float, float, float]]:
    return [(number(bar.value), number(bar.value), _room(bar)) for bar in bars]


def _draw_bars(sheet: Sheet, rows: Bands, scale: Scale, bars: Sequence[Bar], *, whole: bool) -> None:
    axes = value_axes(sheet, rows, scale, *_bounds(bars), whole=whole)
    for bar, row in zip(bars, rows.rows, strict=True):
        if bar.value is None:
            missing_cell(sheet, scale.at(0.0) + 1, row, bar.text)
        else:
            start, length = scale.span(0.0, number(bar.value))
            axes.barh(row.middle, length, BAR, left=start, **fill(bar.key).patch)


def draw_change_bars(changes: Sequence[Bar]) -> Figure:
    """Draw changes against a reference, the largest first: bars to both sides of zero, labels in a right column.

    Increase and decrease differ by side, sign, arrow and colour. A missing change comes last, hatched.
    """
    ordered = sorted(changes, key=lambda bar: -1.0 if bar.value is None else abs(number(bar.value)), reverse=True)
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
            missing_cell(sheet, scale.at(0.0) + 1, row, "")
            sheet.write(right + 10, row.middle, text, color=ink("muted"))
            continue
        key = direction(bar.value)
        start, length = scale.span(0.0, number(bar.value))
        axes.barh(row.middle, length, BAR, left=start, **fill(key).patch)
        sheet.write(right + 10, row.middle, text, color=fill(key).color if bar.value else ink("muted"))
    return sheet.figure


share_bars = form(draw_share_bars)
change_bars = form(draw_change_bars)

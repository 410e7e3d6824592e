"""Budget against actual, as IBCS draws it: the pair, the difference as a bar, its percentage as a pin."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.bars import direction, signed
from budgetbook.charts.forms.rows import EDGE, GAP, STUB, Band, Bands, bands, value_axes, write_names
from budgetbook.charts.forms.scale import LABEL_GAP, Scale, fit, number
from budgetbook.charts.forms.sheet import Sheet, form, legend, tell
from budgetbook.charts.forms.text import clean, height, width
from budgetbook.charts.theme import MISSING_FILL, TEXT, fill, ink, page

PAIR = 10.0  # points, each bar of a pair
PIN_LIMIT = 100.0  # percent; a longer pin ends in an arrow at the edge
BETWEEN = 12.0


@dataclass(frozen=True)
class Comparison:
    """A line's budget, actual, difference (actual less budget), the same in percent of the budget; labels."""

    label: str
    budget: Decimal | None
    actual: Decimal | None
    change: Decimal | None
    percent: Decimal | None
    budget_text: str
    actual_text: str
    change_text: str
    percent_text: str


def draw_budget_actual(
    lines: Sequence[Comparison], *, budget: str, actual: str, change: str, percent: str
) -> Figure:
    """Draw a row for every line: budget outlined, actual solid, then difference and percent on the same row.

    `budget` and `actual` name the two fills, `change` and `percent` head their columns. A percentage beyond
    100 is a pin with an arrow at the edge; a missing amount is hatched.
    """
    across = page("full")[0]
    change_texts = [signed(line.change, line.change_text) for line in lines]
    percent_texts = [signed(line.percent, line.percent_text) for line in lines]
    change_column = max(map(width, [*change_texts, clean(change)])) + 4
    percent_column = max(map(width, [*percent_texts, clean(percent)])) + 4
    pair_column = max(width(clean(text)) for line in lines for text in (line.budget_text, line.actual_text))
    free = across - 2 * EDGE - change_column - percent_column - pair_column - LABEL_GAP - 2 * BETWEEN - GAP
    limit = max(5 * TEXT, min(12 * TEXT, free * 0.42))
    key_height, draw_key = legend(
        [(budget, fill("scenario.budget")), (actual, fill("scenario.actual"))], EDGE, across - EDGE
    )
    top = key_height + height(1) + 4
    rows = bands([line.label for line in lines], top=top, least=2 * PAIR + 10, limit=limit)
    bars = across - EDGE - rows.left - change_column - percent_column - pair_column - LABEL_GAP - 2 * BETWEEN
    small = max(bars * 0.24, 18.0)
    first = Scale(0, 1, rows.left, pair_column + LABEL_GAP + bars - 2 * small)
    second = rows.left + first.length + BETWEEN
    third = second + small + change_column + BETWEEN
    sheet = Sheet(across, rows.bottom + EDGE)
    draw_key(sheet)
    write_names(sheet, rows)
    _draw_pairs(sheet, rows, lines, first, (budget, actual))
    for left, name in ((second, change), (third, percent)):
        sheet.write(left, top - height(1) / 2 - 1, name, color=ink("muted"))
    _draw_changes(sheet, rows, [line.change for line in lines], change_texts, (second, small))
    _draw_pins(sheet, rows, [line.percent for line in lines], percent_texts, (third, small))
    return sheet.figure


def _draw_pairs(
    sheet: Sheet, rows: Bands, lines: Sequence[Comparison], room: Scale, names: tuple[str, str]
) -> None:
    extents = [
        (number(value), number(value), LABEL_GAP + width(clean(text)) + STUB * (value is None))
        for line in lines
        for value, text in ((line.budget, line.budget_text), (line.actual, line.actual_text))
    ]
    scale = fit(extents, room.start, room.length)
    axes = value_axes(sheet, rows, scale, 0.0, 0.0, named=False)
    for line, row in zip(lines, rows.rows, strict=True):
        for name, value, text, y, key in (
            (names[0], line.budget, line.budget_text, row.middle - PAIR / 2 - 0.5, "scenario.budget"),
            (names[1], line.actual, line.actual_text, row.middle + PAIR / 2 + 0.5, "scenario.actual"),
        ):
            start, length = scale.span(0.0, number(value))
            if value is None:
                sheet.box(scale.at(0.0) + 1, y - PAIR / 2 + 0.5, STUB, PAIR - 1, MISSING_FILL)
            else:
                [drawn] = axes.barh(y, length, PAIR - 1, left=start, **fill(key).patch)
                tell(drawn, f"{line.label} · {name}", text)
            at = scale.at(max(length, 0.0)) + STUB * (value is None)
            sheet.write(at + LABEL_GAP, y, text, color=ink("muted") if value is None else ink("text"))


def _middle_scale(values: Sequence[float], place: tuple[float, float]) -> Scale:
    low, high = min([0.0, *values]), max([0.0, *values])
    return fit([(low, high, 2.0)], place[0], place[1])


def _draw_changes(
    sheet: Sheet,
    rows: Bands,
    values: Sequence[Decimal | None],
    texts: Sequence[str],
    place: tuple[float, float],
) -> None:
    scale = _middle_scale([number(value) for value in values], place)
    axes = value_axes(sheet, rows, scale, 0.0, 0.0, named=False)
    for value, text, row in zip(values, texts, rows.rows, strict=True):
        start, length = scale.span(0.0, number(value))
        if value:
            axes.barh(row.middle, length, PAIR, left=start, **fill(direction(value)).patch)
        _write_change(sheet, place[0] + place[1] + LABEL_GAP, row, value, text)


def _draw_pins(
    sheet: Sheet,
    rows: Bands,
    values: Sequence[Decimal | None],
    texts: Sequence[str],
    place: tuple[float, float],
) -> None:
    shown = [max(-PIN_LIMIT, min(number(value), PIN_LIMIT)) for value in values]
    scale = _middle_scale(shown, (place[0] + 4, place[1] - 8))
    axes = value_axes(sheet, rows, scale, 0.0, 0.0, named=False)
    for value, end, text, row in zip(values, shown, texts, rows.rows, strict=True):
        if value is not None:
            color = fill(direction(value)).color
            beyond = abs(value) > PIN_LIMIT
            head = ("<" if end < 0 else ">") if beyond else "s"
            axes.plot([0.0, end], [row.middle] * 2, color=color, linewidth=1.4)
            axes.plot([end], [row.middle], head, color=color, markersize=6 if beyond else 5, clip_on=False)
        _write_change(sheet, place[0] + place[1] + LABEL_GAP, row, value, text)


def _write_change(sheet: Sheet, x: float, row: Band, value: Decimal | None, text: str) -> None:
    sheet.write(x, row.middle, text, color=fill(direction(value)).color if value else ink("muted"))


budget_actual = form(draw_budget_actual)

"""Steps that lead from one amount to another: the waterfall, and named reasons against a stated change."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.bars import Bar, direction, signed
from budgetbook.charts.forms.rows import AXIS, BAR, EDGE, bands, missing_cell, value_axes, write_names
from budgetbook.charts.forms.scale import LABEL_GAP, fit, number
from budgetbook.charts.forms.sheet import Sheet, form
from budgetbook.charts.forms.text import width
from budgetbook.charts.theme import Fill, fill, ink, page


@dataclass(frozen=True)
class _Step:
    label: str
    start: float
    end: float
    text: str
    fill: Fill
    color: str
    missing: bool = False


def draw_waterfall(start: Bar, changes: Sequence[Bar], end: Bar) -> Figure:
    """Draw how an amount became another: last year, its changes one by one, this year; from zero, never cut.

    Merge small changes into a rest before, so that at most eight are left. Raises `ValueError` when they do
    not add up to the difference (0.01 a step is rounding), unless one of them is missing.
    """
    _must_add_up(number(start.value), changes, end.value)
    steps = [
        _total(start, start.key or "scenario.previous_year"),
        *_chain(number(start.value), changes),
        _total(end, end.key or "scenario.actual"),
    ]
    return _draw(steps)


def draw_reasons_bars(total: Bar, reasons: Sequence[Bar], unexplained: Bar | None = None) -> Figure:
    """Draw a stated total change, the reasons named for it one after another, and the rest they leave open.

    The unexplained rest is hatched. Raises `ValueError` when reasons and rest do not add up to the total.
    """
    parts = [*reasons, *([unexplained] if unexplained else [])]
    if unexplained:
        _must_add_up(0.0, parts, total.value)
    steps = _chain(0.0, parts)
    if unexplained:
        last = steps[-1]
        steps[-1] = _Step(
            last.label,
            last.start,
            last.end,
            last.text,
            fill("direction.unexplained"),
            ink("text"),
            last.missing,
        )
    return _draw([_total(total, total.key or "mark.total"), *steps])


def _must_add_up(start: float, changes: Sequence[Bar], end: Decimal | None) -> None:
    if end is None or any(change.value is None for change in changes):
        return
    gap = start + sum(number(change.value) for change in changes) - float(end)
    if abs(gap) > 0.01 * (len(changes) + 1):
        raise ValueError(f"the steps miss the total by {gap:.2f}")


def _total(bar: Bar, key: str) -> _Step:
    return _Step(bar.label, 0.0, number(bar.value), bar.text, fill(key), ink("text"), bar.value is None)


def _chain(start: float, changes: Sequence[Bar]) -> list[_Step]:
    steps = []
    for change in changes:
        end = start + number(change.value)
        key = direction(change.value or Decimal(0))
        color = fill(key).color if change.value else ink("muted")
        text = signed(change.value, change.text)
        steps.append(_Step(change.label, start, end, text, fill(key), color, change.value is None))
        start = end
    return steps


def _draw(steps: Sequence[_Step]) -> Figure:
    across = page("full")[0]
    rows = bands([step.label for step in steps])
    ends = [end for step in steps for end in (step.start, step.end)]
    sheet = Sheet(across, rows.bottom + AXIS)
    scale = fit(
        [
            (min(s.start, s.end), max(s.start, s.end), LABEL_GAP + width(s.text) + EDGE + 30 * s.missing)
            for s in steps
        ],
        rows.left,
        across - rows.left,
    )
    axes = value_axes(sheet, rows, scale, min([0.0, *ends]), max([0.0, *ends]))
    write_names(sheet, rows)
    for place, (step, row) in enumerate(zip(steps, rows.rows, strict=True)):
        if step.missing:
            missing_cell(sheet, scale.at(step.start) + 1, row, step.text)
            continue
        start, length = scale.span(step.start, step.end)
        axes.barh(row.middle, length, BAR, left=start, **step.fill.patch)
        at = max(scale.at(step.start), scale.at(start + length), scale.at(0.0))
        sheet.write(at + LABEL_GAP, row.middle, step.text, color=step.color, plate=ink("paper"))
        if place + 1 < len(steps):
            following, below = steps[place + 1], rows.rows[place + 1].middle
            if step.end not in (following.start, following.end):
                continue  # the chain begins anew: reasons start at zero, not at the total
            axes.plot(
                [step.end] * 2, [row.middle + BAR / 2, below - BAR / 2], color=ink("axis"), linewidth=0.7
            )
    return sheet.figure


waterfall = form(draw_waterfall)
reasons_bars = form(draw_reasons_bars)

"""Steps that lead from one amount to another: the waterfall, and named reasons against a stated change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from matplotlib.figure import Figure

from budgetbook.charts.forms.bars import Bar, direction, signed
from budgetbook.charts.forms.rows import AXIS, BAR, EDGE, Band, bands, missing_cell, value_axes, write_names
from budgetbook.charts.forms.scale import LABEL_GAP, fit, number
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import width
from budgetbook.charts.theme import Fill, fill, ink, page

# In % of the larger total: where no step reaches it, they would be hairs beside totals drawn from zero.
SMALL_STEPS = Decimal(5)
_STUMP = 0.25  # how far a cut total reaches below the lowest step, of the room that the steps take


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
    """Draw how an amount became another: last year, its changes one by one, this year.

    The totals stand on zero, or are visibly cut where the steps are too small to be seen (`is_cut`). Merge
    small changes into a rest before, so that at most eight are left. Raises `ValueError` when they do not add
    up to the difference (0.01 a step is rounding), unless one of them is missing.
    """
    _must_add_up(number(start.value), changes, end.value)
    steps = [
        _total(start, start.key or "scenario.previous_year"),
        *_chain(number(start.value), changes),
        _total(end, end.key or "scenario.actual"),
    ]
    return _draw(steps, _low(start, changes, end) if is_cut(start, changes, end) else 0.0)


def is_cut(start: Bar, changes: Sequence[Bar], end: Bar) -> bool:
    """Whether the steps are so small a part of the totals that the axis does not start at zero."""
    largest = max((abs(change.value or Decimal(0)) for change in changes), default=Decimal(0))
    of = max(start.value or Decimal(0), end.value or Decimal(0))
    return 0 < largest < of * SMALL_STEPS / 100 and _low(start, changes, end) > 0


def _low(start: Bar, changes: Sequence[Bar], end: Bar) -> float:
    """Where the axis of cut totals begins."""
    reached = [*accumulate((number(change.value) for change in changes), initial=number(start.value))]
    reached.append(number(end.value))
    return min(reached) - _STUMP * (max(reached) - min(reached))


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


def _draw(steps: Sequence[_Step], low: float = 0.0) -> Figure:
    """Draw rows of steps; above zero, `low` is where the axis begins and the bars from zero are cut."""
    across = page("full")[0]
    rows = bands([step.label for step in steps])
    cut = [step.start == 0 < low for step in steps]
    steps = [
        replace(step, start=low) if is_short else step for step, is_short in zip(steps, cut, strict=True)
    ]
    ends = [end for step in steps for end in (step.start, step.end)]
    sheet = Sheet(across, rows.bottom + AXIS)
    scale = fit(
        [
            (
                min(s.start, s.end) - low,
                max(s.start, s.end) - low,
                LABEL_GAP + width(s.text) + EDGE + 30 * s.missing,
            )
            for s in steps
        ],
        rows.left,
        across - rows.left,
    )
    scale = replace(scale, low=scale.low + low)
    axes = value_axes(sheet, rows, scale, min([low, *ends]), max([low, *ends]))
    write_names(sheet, rows)
    for place, (step, row) in enumerate(zip(steps, rows.rows, strict=True)):
        if step.missing:
            missing_cell(sheet, scale.at(step.start) + 1, row, step.text)
            continue
        start, length = scale.span(step.start, step.end)
        [drawn] = axes.barh(row.middle, length, BAR, left=start, **step.fill.patch)
        tell(drawn, step.label, step.text)
        if cut[place]:
            _gap(sheet, rows.left, row)
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


def _gap(sheet: Sheet, left: float, row: Band) -> None:
    """A slanted gap near the foot of a bar: the part down to zero is left out."""
    top, bottom = row.middle - BAR / 2 - 2, row.middle + BAR / 2 + 2
    for aside, color, weight in ((0.0, "paper", 5.0), (-2.5, "axis", 0.8), (2.5, "axis", 0.8)):
        at = left + 14 + aside
        sheet.rule([at - 3, at + 3], [bottom, top], color=ink(color), weight=weight)


waterfall = form(draw_waterfall)
reasons_bars = form(draw_reasons_bars)

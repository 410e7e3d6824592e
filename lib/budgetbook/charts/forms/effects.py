"""Changes split into their effects: each item's change and, under it, what made it, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.bars import Bar, direction, signed
from budgetbook.charts.forms.rows import AXIS, EDGE, GAP, bands, value_axes, write_names
from budgetbook.charts.forms.scale import fit, number
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import clean, width
from budgetbook.charts.theme import fill, ink, page

LINE = 15.0  # points, from one bar of an item to the next
TOTAL, PART = 11.0, 8.0  # points, the thickness of a change and of an effect
BETWEEN = 9.0  # points between two items
BESIDE = 10.0  # points between the bars and their labels


@dataclass(frozen=True)
class Split:
    """An item's change and the effects that add up to it, each a bar with its own name; none is missing."""

    label: str
    change: Bar
    effects: Sequence[Bar]

    @property
    def bars(self) -> list[Bar]:
        """The change first, then its effects."""
        return [self.change, *self.effects]


def draw_effect_bars(splits: Sequence[Split]) -> Figure:
    """Draw every item's change as a bar and its effects as thinner bars under it, to both sides of zero.

    The change is grey, increasing and decreasing effects differ by side, sign, arrow and colour. The labels
    stand in a column on the right, the items in the order given.
    """
    across = page("full")[0]
    everything = [bar for split in splits for bar in split.bars]
    needs = [LINE * len(split.bars) + BETWEEN for split in splits]
    rows = bands([split.label for split in splits], least=needs)
    texts = {id(bar): signed(bar.value, bar.text) for bar in everything}
    left = rows.left + max(width(clean(bar.label)) for bar in everything) + GAP
    right = across - EDGE - max(map(width, texts.values())) - BESIDE
    values = [number(bar.value) for bar in everything]
    low, high = min(0.0, *values), max(0.0, *values)
    sheet = Sheet(across, rows.bottom + AXIS)
    scale = fit([(low, high, EDGE)], left + EDGE, right - left - EDGE)
    axes = value_axes(sheet, rows, scale, low, high)
    write_names(sheet, rows)
    for split, row in zip(splits, rows.rows, strict=True):
        if row.top > rows.top:
            sheet.rule([EDGE, across - EDGE], [row.top, row.top], color=ink("grid"), weight=0.6)
        first = row.middle - LINE * (len(split.bars) - 1) / 2
        for place, bar in enumerate(split.bars):
            whole = bar is split.change
            y = first + LINE * place
            paint = fill("mark.other" if whole else direction(bar.value or Decimal(0)))
            start, length = scale.span(0.0, number(bar.value))
            if length:
                [drawn] = axes.barh(y, length, TOTAL if whole else PART, left=start, **paint.patch)
                tell(drawn, f"{split.label} · {bar.label}", texts[id(bar)])
            color = ink("text") if whole else paint.color if bar.value else ink("muted")
            sheet.write(left - GAP, y, bar.label, side="right", color=ink("text" if whole else "muted"))
            sheet.write(right + BESIDE, y, texts[id(bar)], color=color)
    return sheet.figure


effect_bars = form(draw_effect_bars)

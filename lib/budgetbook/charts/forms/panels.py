"""Small multiples: one panel an item, the years across, budget outlined beside actual."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.rows import EDGE
from budgetbook.charts.forms.scale import number, visible
from budgetbook.charts.forms.sheet import Sheet, form, legend, tell
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.theme import MISSING_FILL, Fill, fill, ink, page

PLOT = 74.0  # points, the height of a panel's tallest column
BETWEEN = 16.0


@dataclass(frozen=True)
class Panel:
    """An item over the years: actual amounts, budgets (empty: none are shown), labels, its category."""

    title: str
    actual: Sequence[Decimal | None]
    actual_texts: Sequence[str]
    budget: Sequence[Decimal | None] = ()
    budget_texts: Sequence[str] = ()
    key: str = ""

    def columns(self) -> list[tuple[Sequence[Decimal | None], Sequence[str], Fill]]:
        """The series of the panel: the budget first, then the actual."""
        paint = fill(self.key).plain()
        found = [(self.budget, self.budget_texts, paint.outlined())] if self.budget else []
        return [*found, (self.actual, self.actual_texts, paint)]


def draw_small_multiples(
    panels: Sequence[Panel],
    years: Sequence[str],
    *,
    budget: str = "",
    actual: str = "",
    own_scale: bool = False,
) -> Figure:
    """Draw a panel for every item over one to six years, all on one scale from zero.

    `budget` and `actual` name the two fills, where there are budgets. With `own_scale` every panel fills its
    height: say so in the subtitle. A missing amount is a small hatched cell under its label. As many panels
    stand side by side as their labels allow; where a pair's labels do not fit beside each other the budget's
    stands on top.
    """
    across = page("full")[0]
    inner = across - 2 * EDGE
    count = _side_by_side(panels, years, inner)
    wide = (inner - BETWEEN * (count - 1)) / count
    pairs = any(panel.budget for panel in panels)
    entries = [(budget, fill("scenario.budget")), (actual, fill("scenario.actual"))] if pairs else []
    key_height, draw_key = legend(entries, EDGE, across - EDGE)
    titles = [wrap(panel.title, wide) for panel in panels]
    labels_high = height(2 if pairs else 1) + 4
    values = [[number(v) for column, _, _ in panel.columns() for v in column] for panel in panels]
    everything = [value for own in values for value in own]
    units = [PLOT / (_reach(own if own_scale else everything) or 1) for own in values]
    dip = max(unit * -min(0.0, *own) for unit, own in zip(units, values, strict=True))
    year_lines = [wrap(year, wide / len(years) - 3) for year in years]
    title_high = height(max(map(len, titles))) + 4
    tall = title_high + labels_high + PLOT + dip + height(max(map(len, year_lines))) + 14
    lines = -(-len(panels) // count)
    sheet = Sheet(across, max(key_height, EDGE) + lines * tall)
    draw_key(sheet)
    for place, (panel, title, unit) in enumerate(zip(panels, titles, units, strict=True)):
        left = EDGE + (place % count) * (wide + BETWEEN)
        top = max(key_height, EDGE) + (place // count) * tall
        sheet.write(left, top + height(len(title)) / 2, title)
        zero = top + title_high + labels_high + PLOT
        _draw_panel(sheet, panel, (left, zero, wide), unit, years, names=(budget, actual))
        for year, text in enumerate(year_lines):
            x = left + (year + 0.5) * wide / len(years)
            y = zero + dip + 4 + height(len(text)) / 2
            sheet.write(x, y, text, side="center", color=ink("muted"))
    return sheet.figure


def _reach(values: Sequence[float]) -> float:
    """From the lowest to the highest column; columns stand on zero."""
    return max(0.0, *values) - min(0.0, *values)


def _side_by_side(panels: Sequence[Panel], years: Sequence[str], inner: float) -> int:
    """How many panels stand in a line: all labels of a year fit into its width, one above the other."""
    texts = [clean(text) for panel in panels for _, labels, _ in panel.columns() for text in labels]
    need = max([width(text) for text in (*texts, *years)], default=0.0) + 6
    most = min(len(panels), 5)
    fitting = [n for n in range(most, 0, -1) if (inner - BETWEEN * (n - 1)) / n / len(years) >= need]
    best = fitting[0] if fitting else 1
    lines = -(-len(panels) // best)
    return -(-len(panels) // lines)  # lines of even length


def _draw_panel(
    sheet: Sheet,
    panel: Panel,
    place: tuple[float, float, float],
    unit: float,
    years: Sequence[str],
    *,
    names: tuple[str, ...],
) -> None:
    left, zero, wide = place
    pitch = wide / len(years)
    columns = panel.columns()
    thick = min(0.76 * pitch / len(columns), 38.0)
    for year, of in enumerate(years):
        centre = left + (year + 0.5) * pitch
        tops = []
        for order, (name, (values, texts, paint)) in enumerate(
            zip(names[-len(columns) :], columns, strict=True)
        ):
            x = centre + (order - len(columns) / 2) * thick
            value = values[year]
            if value is None:
                sheet.box(x + 1, zero - 7, thick - 2, 7, MISSING_FILL)
                tops.append(7.0)
                continue
            long = abs(visible(float(value), unit)) * unit
            if value:
                drawn = sheet.box(x + 1, zero - long if value > 0 else zero, thick - 2, long, paint)
                tell(drawn, " · ".join(filter(None, (panel.title, of, name))), texts[year])
            tops.append(long if value > 0 else 0.0)
        labels = [(clean(texts[year]), values[year]) for values, texts, _ in columns]
        beside = all(width(text) + 4 <= thick for text, _ in labels)
        for order, (text, value) in enumerate(labels):
            up = 0 if beside else len(labels) - 1 - order  # the actual's label is the lower one
            x = centre + (order - (len(labels) - 1) / 2) * thick if beside else centre
            top = zero - (tops[order] if beside else max(tops))
            last = order == len(labels) - 1
            color = ink("text" if last and value is not None else "muted")
            sheet.write(x, top - 3 - height(up + 0.5), text, side="center", color=color)
    sheet.rule([left, left + wide], [zero, zero])


small_multiples = form(draw_small_multiples)

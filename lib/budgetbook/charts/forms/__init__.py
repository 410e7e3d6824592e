"""The chart forms: each takes worded, formatted data and returns an SVG; none knows what a budget is."""

from budgetbook.charts.forms.bars import Bar, change_bars, count_bars, share_bars
from budgetbook.charts.forms.bridge import reasons_bars, waterfall
from budgetbook.charts.forms.columns import Series, year_columns
from budgetbook.charts.forms.dots import Grade, dot_ranges, grade_band
from budgetbook.charts.forms.panels import Panel, small_multiples
from budgetbook.charts.forms.stacks import Part, Stack, parts_bars, stacked_shares
from budgetbook.charts.forms.variance import Comparison, budget_actual

__all__ = [
    "Bar",
    "Comparison",
    "Grade",
    "Panel",
    "Part",
    "Series",
    "Stack",
    "budget_actual",
    "change_bars",
    "count_bars",
    "dot_ranges",
    "grade_band",
    "parts_bars",
    "reasons_bars",
    "share_bars",
    "small_multiples",
    "stacked_shares",
    "waterfall",
    "year_columns",
]

"""The chart forms: each takes worded, formatted data and returns an SVG; none knows what a budget is."""

from budgetbook.charts.forms.across import Across
from budgetbook.charts.forms.bars import Bar, change_bars, count_bars, share_bars
from budgetbook.charts.forms.beside import OWN, Measured, beside
from budgetbook.charts.forms.bridge import SMALL_STEPS, is_cut, reasons_bars, waterfall
from budgetbook.charts.forms.columns import Series, year_columns
from budgetbook.charts.forms.courses import Course, courses
from budgetbook.charts.forms.dots import Grade, dot_ranges, grade_band
from budgetbook.charts.forms.dumbbell import Pair, dumbbell, zoom
from budgetbook.charts.forms.effects import Split, effect_bars
from budgetbook.charts.forms.facing import Facing, facing_bars
from budgetbook.charts.forms.histogram import Bin, histogram
from budgetbook.charts.forms.lines import rate_lines
from budgetbook.charts.forms.panels import Panel, small_multiples
from budgetbook.charts.forms.scatter import Corner, Point, scatter
from budgetbook.charts.forms.stacks import Part, Stack, parts_bars, stacked_shares
from budgetbook.charts.forms.tallies import count_stacks
from budgetbook.charts.forms.variance import Comparison, budget_actual
from budgetbook.charts.forms.years import year_rows

__all__ = [
    "OWN",
    "SMALL_STEPS",
    "Across",
    "Bar",
    "Bin",
    "Comparison",
    "Corner",
    "Course",
    "Facing",
    "Grade",
    "Measured",
    "Pair",
    "Panel",
    "Part",
    "Point",
    "Series",
    "Split",
    "Stack",
    "beside",
    "budget_actual",
    "change_bars",
    "count_bars",
    "count_stacks",
    "courses",
    "dot_ranges",
    "dumbbell",
    "effect_bars",
    "facing_bars",
    "grade_band",
    "histogram",
    "is_cut",
    "parts_bars",
    "rate_lines",
    "reasons_bars",
    "scatter",
    "share_bars",
    "small_multiples",
    "stacked_shares",
    "waterfall",
    "year_columns",
    "year_rows",
    "zoom",
]

"""The chart forms: each takes worded, formatted data and returns an SVG; none knows what a budget is."""

from budgetbook.charts.forms.bars import Bar, change_bars, share_bars
from budgetbook.charts.forms.bridge import reasons_bars, waterfall
from budgetbook.charts.forms.columns import Series, year_columns

__all__ = ["Bar", "Series", "change_bars", "reasons_bars", "share_bars", "waterfall", "year_columns"]

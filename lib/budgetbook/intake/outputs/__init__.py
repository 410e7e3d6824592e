"""The countable results of a report's text: persons served, places built, money given out, rates reached."""

from budgetbook.intake.outputs.counts import Count, counts
from budgetbook.intake.outputs.reading import countable, read_outputs

__all__ = ["Count", "countable", "counts", "read_outputs"]

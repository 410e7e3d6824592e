"""Figures and tables of the report, one function each; without data they return the sentence that says so."""

from budgetbook.charts.change import bridge, carry_over, contributions, reasons
from budgetbook.charts.outputs import output_parts, outputs
from budgetbook.charts.overview import headlines, totals_by_year
from budgetbook.charts.performance import execution_rates, grade_band, grade_counts, projects
from budgetbook.charts.sources import findings, rules, sources
from budgetbook.charts.structure import structure, structure_over_years
from budgetbook.charts.three_public import three_public, three_public_budget, unit_costs

__all__ = [
    "bridge",
    "carry_over",
    "contributions",
    "execution_rates",
    "findings",
    "grade_band",
    "grade_counts",
    "headlines",
    "output_parts",
    "outputs",
    "projects",
    "reasons",
    "rules",
    "sources",
    "structure",
    "structure_over_years",
    "three_public",
    "three_public_budget",
    "totals_by_year",
    "unit_costs",
]

"""Figures and tables of the report, one function each; without data they return the sentence that says so."""

from budgetbook.charts.bunching import bunching
from budgetbook.charts.change import bridge, carry_over, contributions, reasons
from budgetbook.charts.comparison import compared_departments, compared_ranks
from budgetbook.charts.comparison_measures import (
    compared_execution,
    compared_growth,
    compared_scores,
    compared_three_public,
    compared_unit_costs,
)
from budgetbook.charts.comparison_structure import compared_structure
from budgetbook.charts.comparison_years import compared_years
from budgetbook.charts.cost_effect import cost_factors, cost_over_years, cost_per_output
from budgetbook.charts.distribution import score_distribution
from budgetbook.charts.execution import budget_credibility, deviations, execution_progress
from budgetbook.charts.factors import three_public_factors
from budgetbook.charts.grades import grades_by_division, grades_over_years
from budgetbook.charts.indicators import indicator_quality, weak_indicators
from budgetbook.charts.outputs import output_parts, outputs
from budgetbook.charts.overview import headlines, totals_by_year
from budgetbook.charts.performance import execution_rates, projects
from budgetbook.charts.recomputation import recomputed_scores, score_differences
from budgetbook.charts.relations import score_amount, score_execution
from budgetbook.charts.scores import grade_band, grade_counts
from budgetbook.charts.screening import followed_projects, returning_carryover, screening
from budgetbook.charts.sources import findings, rules, sources
from budgetbook.charts.structure import structure, structure_over_years
from budgetbook.charts.three_public import three_public, three_public_budget, unit_costs

__all__ = [
    "bridge",
    "budget_credibility",
    "bunching",
    "carry_over",
    "compared_departments",
    "compared_execution",
    "compared_growth",
    "compared_ranks",
    "compared_scores",
    "compared_structure",
    "compared_three_public",
    "compared_unit_costs",
    "compared_years",
    "contributions",
    "cost_factors",
    "cost_over_years",
    "cost_per_output",
    "deviations",
    "execution_progress",
    "execution_rates",
    "findings",
    "followed_projects",
    "grade_band",
    "grade_counts",
    "grades_by_division",
    "grades_over_years",
    "headlines",
    "indicator_quality",
    "output_parts",
    "outputs",
    "projects",
    "reasons",
    "recomputed_scores",
    "returning_carryover",
    "rules",
    "score_amount",
    "score_differences",
    "score_distribution",
    "score_execution",
    "screening",
    "sources",
    "structure",
    "structure_over_years",
    "three_public",
    "three_public_budget",
    "three_public_factors",
    "totals_by_year",
    "unit_costs",
    "weak_indicators",
]

"""What the report says in words: paragraphs in the official order, filled from the same frames as the charts.

The sentences are Jinja templates in `words/zh` and `words/en`; the functions here only give them figures.
"""

from budgetbook.prose.change import carry_over, change
from budgetbook.prose.comparison import (
    compared_departments,
    compared_execution,
    compared_front,
    compared_growth,
    compared_scores,
    compared_three_public,
    compared_unit_costs,
)
from budgetbook.prose.cost_effect import cost_effect
from budgetbook.prose.distribution import score_distribution
from budgetbook.prose.execution import budget_credibility, deviations, execution_progress
from budgetbook.prose.factors import three_public_factors
from budgetbook.prose.front import front
from budgetbook.prose.indicators import indicator_quality
from budgetbook.prose.overview import key_points, not_published, staff
from budgetbook.prose.paragraphs import Prose
from budgetbook.prose.performance import outputs, projects, scores
from budgetbook.prose.recomputation import recomputed_scores
from budgetbook.prose.relations import bunching, score_relations
from budgetbook.prose.screening import returning_carryover, screening
from budgetbook.prose.sources import documents, findings, glossary, method
from budgetbook.prose.structure import expenditure, income
from budgetbook.prose.three_public import limits, three_public

__all__ = [
    "Prose",
    "budget_credibility",
    "bunching",
    "carry_over",
    "change",
    "compared_departments",
    "compared_execution",
    "compared_front",
    "compared_growth",
    "compared_scores",
    "compared_three_public",
    "compared_unit_costs",
    "cost_effect",
    "deviations",
    "documents",
    "execution_progress",
    "expenditure",
    "findings",
    "front",
    "glossary",
    "income",
    "indicator_quality",
    "key_points",
    "limits",
    "method",
    "not_published",
    "outputs",
    "projects",
    "recomputed_scores",
    "returning_carryover",
    "score_distribution",
    "score_relations",
    "scores",
    "screening",
    "staff",
    "three_public",
    "three_public_factors",
]

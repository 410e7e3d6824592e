"""What the report says in words: paragraphs in the official order, filled from the same frames as the charts.

The sentences are Jinja templates in `words/zh` and `words/en`; the functions here only give them figures.
"""

from budgetbook.prose.change import carry_over, change
from budgetbook.prose.front import front
from budgetbook.prose.overview import key_points, not_published, staff
from budgetbook.prose.paragraphs import Prose
from budgetbook.prose.performance import outputs, projects, scores
from budgetbook.prose.sources import documents, findings, glossary, method
from budgetbook.prose.structure import expenditure, income
from budgetbook.prose.three_public import limits, three_public

__all__ = [
    "Prose",
    "carry_over",
    "change",
    "documents",
    "expenditure",
    "findings",
    "front",
    "glossary",
    "income",
    "key_points",
    "limits",
    "method",
    "not_published",
    "outputs",
    "projects",
    "scores",
    "staff",
    "three_public",
]

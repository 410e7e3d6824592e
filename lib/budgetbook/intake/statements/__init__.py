"""The sentences of a published statement into figures, and the amounts that no rule understood."""

from budgetbook.intake.statements.figure import Figure
from budgetbook.intake.statements.reading import (
    read_mentions,
    read_statement,
    statement_year,
    unclaimed,
    vocabulary,
)

__all__ = ["Figure", "read_mentions", "read_statement", "statement_year", "unclaimed", "vocabulary"]

"""Published documents into a year's tables: every value with the place where it was read."""

from budgetbook.intake.statements import Figure, read_mentions, read_statement, statement_year, unclaimed

__all__ = ["Figure", "read_mentions", "read_statement", "statement_year", "unclaimed"]

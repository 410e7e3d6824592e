"""The nine tables of a department's final accounts, known by their titles and headers."""

from budgetbook.intake.tables.reading import EmptyTable, Reading, Unread, read_tables

__all__ = ["EmptyTable", "Reading", "Unread", "read_tables"]

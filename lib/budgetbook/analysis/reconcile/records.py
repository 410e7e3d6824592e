"""Rows of the tables as plain records, in an order that does not depend on the file's."""

from collections.abc import Mapping
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.words import Words

Record = Mapping[Any, Any]


def records(book: Accounts, table: str, year: int, *by: str, **equal: str) -> list[Record]:
    """The rows of a table in one year where columns equal given values, sorted by some columns."""
    if book.tables[table].empty:  # most tables of most accounts; filtering nothing takes as long as a table
        return []
    found: list[Record] = [*book.rows(table, year, **equal).to_dict("records")]
    return sorted(found, key=lambda row: tuple(str(row[column]) for column in by))


def place(words: Words, row: Record) -> str:
    """Where a row was read: its source and its cell."""
    return words("reconcile.place", source=row["source"], place=f"{row['file']}:{row['row']}")


def in_language(language: str, row: Record, column: str) -> str:
    """A document's own text in the reader's language, in Chinese where it has no English one."""
    return str(row[f"{column}_en"] if language == "en" and row[f"{column}_en"] else row[column])

"""Rows of the tables as plain records, in an order that does not depend on the file's."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.words import Words

# What `place` writes: document and place in it, then the department's file and row in brackets.
_PLACE = re.compile(r"(?P<document>.*)[（(](?:[^/]+/)?(?P<file>[^:（(]+):(?P<row>\d+)[）)]")

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


def where_read(words: Words, sources: Iterable[str]) -> str:
    """Sources of a finding, the rows of one file together: `报告 一（三）（2022/reasons.csv 第2、3行）`."""
    rows: dict[tuple[str, str], set[int]] = {}
    other = []
    for source in sources:
        if found := _PLACE.fullmatch(source):
            rows.setdefault((found["document"].strip(), found["file"]), set()).add(int(found["row"]))
        else:
            other.append(source)
    comma = words("number.comma")
    gathered = [
        words("reconcile.rows", document=document, file=file, rows=comma.join(map(str, sorted(numbers))))
        for (document, file), numbers in rows.items()
    ]
    return words("number.semicolon").join([*gathered, *other])

"""Rows of the tables as plain records, in an order that does not depend on the file's."""

import re
from collections.abc import Iterable

from budgetbook.accounts.book import Accounts, Record
from budgetbook.words import Words

# What `place` writes: document and place in it, then the department's file and row in brackets.
_PLACE = re.compile(r"(?P<document>.*)[（(](?:[^/]+/)?(?P<file>[^:（(]+):(?P<row>\d+)[）)]")


def records(book: Accounts, table: str, year: int, *by: str, **equal: str) -> list[Record]:
    """The rows of a table in one year where columns equal given values, sorted by some columns."""
    return sorted(book.records(table, year, **equal), key=lambda row: tuple(str(row[one]) for one in by))


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

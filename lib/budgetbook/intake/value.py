"""One value that was read in a document, for one cell of a year's tables."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A value for the column `column` of the row of `table` that `key` names.

    `key` leads the table's key columns to their values (`{"item": "total_income", "phase": "actual"}`) and
    may name further text columns of the row (`name`, `printed_name`). `value` is the text that the cell gets,
    without unit; money is in `unit`. `place` is where in the document it was read (page or sheet, table and
    cell, or the number of the heading), `quote` the words around it. `year` is the year it is of, None where
    the document's own year is meant.
    """

    table: str
    key: Mapping[str, str]
    column: str
    value: str
    unit: str
    year: int | None
    basis: str
    place: str
    quote: str
    note: str = ""

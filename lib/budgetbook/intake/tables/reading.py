"""The tables of a document into values: each figure once, with what was printed again beside it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from budgetbook.accounts.amounts import to_wan
from budgetbook.accounts.schema import TABLES, UNITS
from budgetbook.intake.documents import Document
from budgetbook.intake.tables import lexicon
from budgetbook.intake.tables.layout import Line, fits, lines, number
from budgetbook.intake.tables.meaning import Meaning, Reader, is_count
from budgetbook.intake.tables.parts import Part, parts
from budgetbook.intake.value import Value

# What stands in a cell that holds no figure.
_NOTHING = re.compile(r"[-—–/]*")


@dataclass(frozen=True)
class EmptyTable:
    """A table printed without a figure, and the sentence that says so (empty without one)."""

    table: str
    place: str
    quote: str


@dataclass(frozen=True)
class Unread:
    """A cell of a known table that no rule understands."""

    place: str
    quote: str


@dataclass(frozen=True)
class Reading:
    """What the tables of a document say.

    `values` holds each figure of the accounts once, from the table that owns it; `checks` what another table
    prints for the same cell; `details` the parts of a figure by functional or economic code (named in `key`
    as `function` or `economic`) beside its whole line. `empty` are tables without figures,
    `unread` the cells of known tables that were not understood.
    """

    values: tuple[Value, ...] = ()
    checks: tuple[Value, ...] = ()
    details: tuple[Value, ...] = ()
    empty: tuple[EmptyTable, ...] = ()
    unread: tuple[Unread, ...] = ()

    def contradictions(self) -> list[tuple[Value, Value]]:
        """The values that another table prints otherwise, each with that other print."""
        values = {cell(value): value for value in self.values}
        pairs = [(values[cell(check)], check) for check in self.checks]
        return [(value, check) for value, check in pairs if not _same(value, check)]


def cell(value: Value) -> tuple[str, ...]:
    """The cell of the year's tables that a value fills: table, key columns, column, year."""
    key = (value.key.get(name, "") for name in TABLES[value.table].key)
    return value.table, *key, value.column, str(value.year or "")


def _same(one: Value, other: Value) -> bool:
    """Whether two prints of a figure agree; in different units, as far as the coarser one is printed."""
    amounts = [Decimal(value.value) for value in (one, other)]
    if one.unit == other.unit or not one.unit or not other.unit:
        return amounts[0] == amounts[1]
    wan = [to_wan(amount, value.unit) for amount, value in zip(amounts, (one, other), strict=True)]
    coarser = max(wan, key=lambda amount: int(amount.as_tuple().exponent))
    return wan[0].quantize(coarser, ROUND_HALF_UP) == wan[1].quantize(coarser, ROUND_HALF_UP)


def read_tables(document: Document) -> Reading:
    """Read the nine tables of final accounts, wherever they stand in a document."""
    figures: list[tuple[Meaning, Value]] = []
    empty: list[EmptyTable] = []
    unread: list[Unread] = []
    for grid in document.grids:
        for part in parts(grid):
            if part.grid.rows and fits(part.grid, part.table):
                _read(part, figures, empty, unread)
    values: dict[tuple[str, ...], Value] = {}
    checks, details = [], []
    # Of two prints of a figure the one in the table that owns it is taken, else the one that comes first.
    for meaning, value in sorted(figures, key=lambda figure: not figure[0].first):
        if meaning.of:
            details.append(value)
        elif values.setdefault(cell(value), value) is not value:
            checks.append(value)
    return Reading(tuple(values.values()), tuple(checks), tuple(details), tuple(empty), tuple(unread))


def _read(
    part: Part, figures: list[tuple[Meaning, Value]], empty: list[EmptyTable], unread: list[Unread]
) -> None:
    said = len(figures) + len(unread)
    reader = Reader(part.table, part.budget)
    for line in lines(part.grid, part.table):
        for column, text, meaning in reader.meanings(line):
            # A header may stand in the first line, beside its figures.
            if _NOTHING.fullmatch(re.sub(r"\s+", "", text)) or lexicon.is_header(lexicon.plain(text)):
                continue
            printed = number(text)
            quote = f"{line.label} {text}".strip()
            if printed is None or meaning is None or part.unit not in ("", *UNITS):
                unread.append(Unread(part.place_of(line, column), quote))
                continue
            value = Value(
                table=meaning.table,
                key=_key(meaning, line),
                column="amount",
                value=f"{printed:f}",
                unit="" if is_count(meaning) else column.unit or part.unit,
                year=column.year or part.year,
                basis="reported",
                place=part.place_of(line, column),
                quote=quote,
            )
            figures.append((meaning, value))
    if len(figures) + len(unread) == said:
        empty.append(EmptyTable(part.table, part.place(), part.remark))


def _key(meaning: Meaning, line: Line) -> dict[str, str]:
    key = dict(meaning.key)
    if meaning.of:
        key["economic" if meaning.of.startswith("3") else "function"] = meaning.of
        key["name"] = lexicon.unnumbered(line.label)
    return key

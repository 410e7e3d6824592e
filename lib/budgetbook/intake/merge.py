"""Values read from documents, merged into one table of a year: what is there stays, what differs is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import PurePosixPath

from budgetbook.accounts.amounts import TO_WAN
from budgetbook.accounts.checking import check
from budgetbook.accounts.problems import DataError
from budgetbook.accounts.raw import Raw
from budgetbook.accounts.schema import TABLES
from budgetbook.intake.settle import Cell, same
from budgetbook.intake.value import Value

Key = tuple[str, ...]
# Key columns that are names in free words: an analyst may have worded them better than the document.
_FREE = {"reasons": ("item",), "score_summary": ("scope",), "outputs": ("output", "part")}
# Tables whose rows have an order of their own; the others keep that of the document.
_SORTED = ("totals", "income", "expenditure", "three_public")


@dataclass(frozen=True)
class Difference:
    """A cell that holds another value than a document: what is there, where from, and what was read."""

    there: Value
    read: Value


@dataclass
class Rows:
    """The rows of one table as text by column, with the key of each; `file` is the name of its file.

    `titles` leads a column to what the file calls it.
    """

    table: str
    file: str
    columns: list[str]
    titles: Mapping[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    @classmethod
    def of(cls, raw: Raw, year: int, unit: str) -> "Rows":
        """A table that is there. Raises `DataError` where it cannot be read."""
        frame, problems = check(raw, year, unit)
        if problems:
            raise DataError(problems)
        keys = list(zip(*(frame[name] for name in TABLES[raw.table].key), strict=True))
        rows = [{name: cells[at] for name, cells in raw.cells.items()} for at in range(len(raw.rows))]
        return cls(raw.table, PurePosixPath(raw.file).name, list(raw.cells), raw.titles, rows, keys)

    @classmethod
    def empty(cls, table: str) -> "Rows":
        """A table that is not there yet."""
        needed = [column.name for column in TABLES[table].columns if not column.optional]
        return cls(table, f"{table}.csv", needed)


@dataclass(frozen=True)
class Merged:
    """What came of a merge: the rows, what differed, and how many cells are new or replaced."""

    rows: Rows
    differences: tuple[Difference, ...]
    written: int


def merged(rows: Rows, readings: Mapping[Cell, Value], *, unit: str, replaces: bool) -> Merged:
    """Merge readings of one table and year; `unit` is the department's unit of money.

    A cell that holds a value keeps it, unless `replaces`; an empty one is filled. A derived figure never
    takes the place of another, nor differs from it.
    """
    result = Rows(
        rows.table,
        rows.file,
        list(rows.columns),
        rows.titles,
        [dict(row) for row in rows.rows],
        list(rows.keys),
    )
    differences: list[Difference] = []
    written = 0
    grouped: dict[Key, list[Value]] = {}
    for (_, _, key, _), value in readings.items():
        grouped.setdefault(key, []).append(value)
    free = [at for at, key in enumerate(rows.keys) if key not in grouped]
    for key, values in grouped.items():
        at = rows.keys.index(key) if key in rows.keys else _reworded(rows, key, values, free, unit)
        if at is None:
            result.rows.append(_new(rows.table, values, unit))
            result.keys.append(key)
            written += len(values)
            continue
        for value in values:
            there = _there(result.rows[at], value, unit)
            if not there.value and value.value:
                _set(result.rows[at], value, unit, whole=not _holds_figures(rows, rows.rows[at]))
            elif there.value and value.value and value.basis != "derived" and not same(there, value):
                differences.append(Difference(there, value))
                if not replaces:
                    continue
                _set(result.rows[at], value, unit, whole=True)
            else:
                continue
            written += 1
    _arrange(result)
    return Merged(result, tuple(differences), written)


def _reworded(rows: Rows, key: Key, values: Sequence[Value], free: list[int], unit: str) -> int | None:
    """A row under another name that says the same figures of the same place; each is taken once."""
    names = _FREE.get(rows.table, ())
    for at in free if names else ():
        row = rows.rows[at]
        columns = zip(TABLES[rows.table].key, key, rows.keys[at], strict=True)
        alike = all(mine == theirs or column in names for column, mine, theirs in columns)
        alike = alike and row["source"] == values[0].place
        if alike and all(same(_there(row, value, unit), value) for value in values):
            free.remove(at)
            return at
    return None


def _there(row: Mapping[str, str], value: Value, unit: str) -> Value:
    money = (row.get("unit") or unit) if value.unit else ""
    text = row.get(value.column, "")
    return replace(value, value=text, unit=money, basis=row["basis"], place=row["source"], quote="", note="")


def _holds_figures(rows: Rows, row: Mapping[str, str]) -> bool:
    """Whether a row says anything yet; an empty one takes the source of the figure that it gets."""
    table = TABLES[rows.table].by_name
    return any(text and table[name].kind in ("amount", "number", "score") for name, text in row.items())


def _set(row: dict[str, str], value: Value, unit: str, *, whole: bool) -> None:
    money = row.get("unit") or unit
    if value.unit and not TO_WAN.keys() >= {value.unit, money}:
        money = row["unit"] = value.unit  # counted things have no other unit
    row[value.column] = _in_unit(value, money)
    if whole:
        row.update(basis=value.basis, source=value.place)


def _new(table: str, values: Sequence[Value], unit: str) -> dict[str, str]:
    first = values[0]
    money = next((value.unit for value in values if value.unit), "")
    row = {name: text for name, text in first.key.items() if name in TABLES[table].by_name}
    row |= {"basis": first.basis, "source": first.place}
    if notes := dict.fromkeys(value.note for value in values if value.note):
        row["note"] = "；".join(notes)
    told = TABLES[table].by_name.get("unit")
    if money and told and (told.filled or money != unit):
        row["unit"] = money
    for value in values:
        row[value.column] = _in_unit(value, money)
    return row


def _in_unit(value: Value, unit: str) -> str:
    if not value.unit or value.unit == unit or not value.value:
        return value.value
    amount = Decimal(value.value) * TO_WAN[value.unit] / TO_WAN[unit]
    return f"{amount.normalize():f}"


def _arrange(rows: Rows) -> None:
    """Columns that hold anything, new ones where the schema has them; rows in the order of the schema."""
    filled = {name for row in rows.rows for name, text in row.items() if text}
    order = [column.name for column in TABLES[rows.table].columns]
    new = [name for name in order if name in filled and name not in rows.columns]
    if new:
        rows.columns = sorted([*rows.columns, *new], key=order.index)
    if rows.table in _SORTED:
        table = TABLES[rows.table]
        ranked = sorted(
            zip(rows.keys, rows.rows, strict=True), key=lambda one: _rank(table.key, one[0], table.name)
        )
        rows.keys, rows.rows = [key for key, _ in ranked], [row for _, row in ranked]


def _rank(names: Sequence[str], key: Key, table: str) -> tuple[tuple[int, str], ...]:
    by_name = TABLES[table].by_name
    ranks = []
    for name, text in zip(names, key, strict=True):
        choices = ("", *by_name[name].choices)
        ranks.append((choices.index(text) if text in choices else len(choices), text))
    parts = TABLES[table].parts
    order = sorted(range(len(names)), key=lambda at: names[at] not in parts)  # whole lines first, then parts
    return tuple(ranks[at] for at in order)

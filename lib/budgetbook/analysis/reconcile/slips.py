"""R19: amounts that are ten thousand times too large or too small, as 元, 万元 and 亿元 are to each other."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import PHASES, THREE_PUBLIC_COUNTS
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.sheet import Entry, Sheet

SLIP = Decimal(10000)
# Besides the slip an amount may have grown threefold or shrunk to a third.
_GROWTH = Decimal(3)
# In 万元; an item that only just came up or runs out may grow by any factor.
_SMALLEST = Decimal("0.1")


class _Compared(NamedTuple):
    entry: Entry
    near: Entry
    slipped: bool


def unit_slips(book: Accounts, year: int) -> Iterator[Comparison]:
    """R19: no amount is about 10⁴ times its neighbours, or a ten-thousandth of them.

    Its neighbours are the same item in the other loaded years and in the year's other phases; it slipped if
    it did so against each of them, so that a neighbour's slip is not laid to it. If most amounts of a table
    slipped it is the table's unit: one finding, told by its largest amount.
    """
    near = [Sheet(book, other, phase) for other in book.years for phase in PHASES]
    for sheet in [one for one in near if one.year == year]:
        tables: dict[str, list[_Compared]] = {}
        for item in sorted(sheet.rows):
            table, _, name = item.partition(".")
            entry = _telling(sheet, item)
            neighbours = _neighbours(sheet, near, item) if entry is not None else []
            if entry is not None and neighbours and name not in THREE_PUBLIC_COUNTS:
                slipped = all(_slipped(entry.value, other.value) for other in neighbours)
                tables.setdefault(table, []).append(_Compared(entry, neighbours[0], slipped))
        for table, compared in tables.items():
            yield from _told(sheet, table, compared)


def _neighbours(sheet: Sheet, near: list[Sheet], item: str) -> list[Entry]:
    found = [
        (other, entry)
        for other in near
        if other is not sheet
        for entry in [_telling(other, item)]
        if entry is not None
    ]
    if all(other.year == sheet.year for other, _ in found):
        # Within one year alone a budget is held to what came after it, not both to each other.
        found = [(other, entry) for other, entry in found if _order(other) > _order(sheet)]
    found.sort(
        key=lambda pair: (abs(pair[0].year - sheet.year), pair[0].phase != sheet.phase, -_order(pair[0]))
    )
    return [entry for _, entry in found]


def _told(sheet: Sheet, table: str, compared: list[_Compared]) -> Iterator[Comparison]:
    slipped = [one for one in compared if one.slipped]
    if len(slipped) >= 2 and len(slipped) * 2 > len(compared):
        yield _check(sheet, table, "table", max(slipped, key=lambda one: one.entry.value))
        compared = [one for one in compared if not one.slipped]
    for one in compared:
        yield _check(sheet, one.entry.item, "one", one)


def _check(sheet: Sheet, subject: str, key: str, compared: _Compared) -> Comparison:
    words, entry, near = sheet.book.words, compared.entry, compared.near
    large = entry.value > near.value
    return Comparison(
        subject,
        entry.value,
        near.value,
        None,
        compared.slipped,
        words(
            f"reconcile.R19.{key}",
            when=sheet.when,
            table=words(f"table.{entry.item.partition('.')[0]}"),
            item=entry.name,
            left=words.money(entry.value),
            right=words.money(near.value),
            place=near.source,
            slip=words("reconcile.R19.large" if large else "reconcile.R19.small"),
        ),
        (entry.source, near.source),
    )


def _telling(sheet: Sheet, item: str) -> Entry | None:
    entry = sheet.get(item)
    return entry if entry is not None and entry.value >= _SMALLEST else None


def _order(sheet: Sheet) -> int:
    return PHASES.index(sheet.phase)


def _slipped(value: Decimal, other: Decimal) -> bool:
    factor = max(value / other, other / value)
    return SLIP / _GROWTH <= factor <= SLIP * _GROWTH

"""R19: amounts that are ten thousand times too large or too small, as 元, 万元 and 亿元 are to each other."""

from collections.abc import Iterator
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import PHASES, THREE_PUBLIC_COUNTS
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.sheet import Entry, Sheet

SLIP = Decimal(10000)
# Besides the slip an amount may have grown threefold or shrunk to a third.
_GROWTH = Decimal(3)
# In 万元; an item that only just came up or runs out may grow by any factor.
_SMALLEST = Decimal("0.1")


def unit_slips(book: Accounts, year: int) -> Iterator[Comparison]:
    """R19: no amount is about 10⁴ times its neighbours, or a ten-thousandth of them.

    Its neighbours are the same item in the other loaded years and in the year's other phases; it slipped if
    it did so against each of them, so that a neighbour's slip is not laid to it. If most amounts of a table
    slipped it is the table's unit: one finding, told by its largest amount.
    """
    sheets = [Sheet(book, other, phase) for other in book.years for phase in PHASES]
    for sheet in [one for one in sheets if one.year == year]:
        others = sorted(
            (one for one in sheets if one is not sheet),
            key=lambda one: (abs(one.year - year), one.phase != sheet.phase, one.phase),
        )
        if sheet.phase == "actual" and all(not one.rows for one in others if one.year != year):
            # Within one year alone the budgets are held to the actual figures, not both to each other.
            continue
        tables: dict[str, list[tuple[Entry, Entry, bool]]] = {}
        for item in sorted(sheet.rows):
            table, _, name = item.partition(".")
            entry = sheet.get(item)
            near = [
                other for other in (one.get(item) for one in others) if other is not None and _tells(other)
            ]
            if name not in THREE_PUBLIC_COUNTS and entry is not None and _tells(entry) and near:
                slipped = all(_slipped(entry.value, other.value) for other in near)
                tables.setdefault(table, []).append((entry, near[0], slipped))
        for table, compared in tables.items():
            yield from _told(sheet, table, compared)


def _told(sheet: Sheet, table: str, compared: list[tuple[Entry, Entry, bool]]) -> Iterator[Comparison]:
    slipped = [(entry, near) for entry, near, slip in compared if slip]
    if len(slipped) < 2 or len(slipped) * 2 <= len(compared):
        for entry, near, slip in compared:
            yield _check(sheet, entry.item, "one", entry, near, broken=slip)
        return
    entry, near = max(slipped, key=lambda pair: pair[0].value)
    yield _check(sheet, table, "table", entry, near, broken=True)
    for other, its_near, slip in compared:
        if not slip:
            yield _check(sheet, other.item, "one", other, its_near, broken=False)


def _check(sheet: Sheet, subject: str, key: str, entry: Entry, near: Entry, *, broken: bool) -> Comparison:
    words = sheet.book.words
    large = entry.value > near.value
    return Comparison(
        subject,
        entry.value,
        near.value,
        None,
        broken,
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


def _tells(entry: Entry) -> bool:
    return entry.value >= _SMALLEST


def _slipped(value: Decimal, other: Decimal) -> bool:
    factor = max(value / other, other / value)
    return SLIP / _GROWTH <= factor <= SLIP * _GROWTH

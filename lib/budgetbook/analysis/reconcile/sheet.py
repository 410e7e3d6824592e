"""`Sheet`: the published figures of one year and phase, each with its name, its precision and its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetbook.accounts import Accounts
from budgetbook.accounts.book import Record
from budgetbook.accounts.schema import PHASES, THREE_PUBLIC_COUNTS
from budgetbook.analysis.change import printed_name
from budgetbook.analysis.reconcile.records import place, records
from budgetbook.analysis.reconcile.tolerance import EXACT, Interval, half_unit_of_money

_KEY = {"totals": "item", "income": "item", "expenditure": "code", "three_public": "item"}


@dataclass(frozen=True)
class Entry:
    """One published figure: money in 万元 with the half unit it may be off by, or an exact count."""

    item: str
    name: str
    value: Decimal
    half: Decimal
    unit: str
    source: str
    derived_from: str = ""

    @property
    def interval(self) -> Interval:
        """The figure with its half unit."""
        return self.value, self.half


@dataclass(frozen=True)
class Parts:
    """The known parts of a total; `missing` says that others are not published."""

    known: list[Entry]
    missing: bool


@dataclass(frozen=True)
class Sheet:
    """The figures of one year and phase, called `table.item` (`totals.total_income`, `expenditure.208`)."""

    book: Accounts
    year: int
    phase: str = "actual"

    @cached_property
    def rows(self) -> dict[str, Record]:
        """Every row by what it is called."""
        return {
            f"{table}.{row[key]}": row
            for table, key in _KEY.items()
            for row in records(self.book, table, self.year, phase=self.phase)
        }

    @cached_property
    def codes(self) -> dict[str, list[str]]:
        """The codes of each classification that has any, in their order."""
        found: dict[str, list[str]] = {}
        for item in sorted(self.rows):
            table, _, code = item.partition(".")
            if table == "expenditure" and code.isdigit():
                found.setdefault(self.rows[item]["classification"], []).append(code)
        return found

    def get(self, item: str) -> Entry | None:
        """A figure, or None where it is not published."""
        row = self.rows.get(item)
        if row is None or row["amount"] is None:
            return None
        unit = row["unit"] or self.book.department.unit
        counted = item.partition(".")[2] in THREE_PUBLIC_COUNTS
        return Entry(
            item,
            self.name(item),
            row["amount"],
            EXACT if counted else half_unit_of_money(row["amount"], unit),
            unit,
            place(self.book.words, row),
            # A figure derived from a statement cannot test that statement.
            row["source"] if row["basis"] == "derived" else "",
        )

    def parts(self, needed: Iterable[str], optional: Iterable[str] = ()) -> Parts:
        """The parts of a total: without a `needed` one they are incomplete, while an `optional` one that has
        no row was not there; a row with an empty amount is missing either way.
        """
        needed, optional = list(needed), list(optional)
        items = needed + [item for item in optional if item in self.rows]
        found = [self.get(item) for item in items]
        return Parts([entry for entry in found if entry is not None], None in found)

    def name(self, item: str) -> str:
        """What an item is called: the department's own name for it, else the field's."""
        table, _, code = item.partition(".")
        if table == "totals":
            return printed_name(self.book, code)
        if not code.isdigit():
            return self.book.label(table, code)
        row = self.rows.get(item)
        label = self.book.label(table, code, "" if row is None else row["name"])
        return self.book.words("reconcile.code", name=label, code=code)

    @property
    def when(self) -> str:
        """How a sentence about this sheet begins."""
        return self.book.words(f"reconcile.when.{self.phase}", year=self.year)


def sheets(book: Accounts, year: int) -> Iterator[Sheet]:
    """The sheets of a year, budgets first."""
    return (Sheet(book, year, phase) for phase in PHASES)

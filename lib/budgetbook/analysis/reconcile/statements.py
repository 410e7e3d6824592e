"""What a document's text states of a figure: the rows of `stated`, item by item."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile.records import place, records
from budgetbook.analysis.reconcile.tolerance import Interval, half_unit, half_unit_of_money
from budgetbook.words import Words
from budgetbook.words.numbers import fixed


@dataclass(frozen=True)
class Statement:
    """One stated figure: money in 万元, or a percentage with the decimals it was printed with."""

    item: str
    measure: str
    value: Decimal
    half: Decimal
    unit: str
    document: str
    source: str

    @property
    def interval(self) -> Interval:
        """The figure with its half unit."""
        return self.value, self.half


def stated(book: Accounts, year: int, *measures: str) -> Iterator[Statement]:
    """A year's statements of some measures, in an order that does not depend on the rows'."""
    for row in records(book, "stated", year, "item", "measure", "source"):
        if row["measure"] not in measures:
            continue
        unit = row["unit"] or book.department.unit
        money = row["measure"] in ("amount", "change")
        yield Statement(
            row["item"],
            row["measure"],
            row["value"],
            half_unit_of_money(row["value"], unit) if money else half_unit(row["value"]),
            unit,
            row["source"],
            place(book.words, row),
        )


def beside(statements: list[Statement], other: Statement) -> Statement | None:
    """The statement of the same item that belongs to another one: of the same passage, else the first."""
    same = [one for one in statements if one.item == other.item]
    return next((one for one in same if one.document == other.document), same[0] if same else None)


def percent(words: Words, value: Decimal) -> str:
    """A percentage inside a sentence."""
    return words("reconcile.percent", value=fixed(value, 2, separator=""))


def points(words: Words, value: Decimal) -> str:
    """A difference of two percentages inside a sentence."""
    return words("reconcile.points", value=fixed(value, 2, separator=""))


def moved(words: Words, change: Decimal) -> str:
    """A change of money in words: `减少492.19万元`."""
    key = "fallen" if change < 0 else "risen"
    return words(f"reconcile.{key}", amount=words.money(abs(change)))


def moved_by(words: Words, rate: Decimal) -> str:
    """A change in % in words: `下降7.44%`."""
    key = "fallen_by" if rate < 0 else "risen_by"
    return words(f"reconcile.{key}", rate=percent(words, abs(rate)))

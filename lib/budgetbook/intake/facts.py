"""The figures of a statement and what each is in the tables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from budgetbook.accounts.amounts import TO_WAN
from budgetbook.intake.statements import Figure
from budgetbook.intake.statements.lexicon import rows

# How a measure ends, the longest first, and what of its item that is: a measure of `stated` or a figure.
_PARTS = {
    "_completion_pct": "completion",
    "_change_pct": "change_percent",
    "_change": "change",
    "_pct": "share",
    "_other_year": "amount",
    "_adjusted": "amount",
    "_budget": "amount",
    "_prior": "prior",
    "_amount": "amount",
    "": "amount",
}
STATED = ("share", "change", "change_percent", "completion")
_NAME = re.compile(r"([一-鿿（）()“”]+?)(?:为|共计|共|是)?$")
_YEAR = re.compile(r".*[0-9]{4}年度?")
# Half a unit in the last place of each addend and of their sum.
_HALF = Decimal("0.005")


@dataclass(frozen=True)
class Meaning:
    """An item of the tables and what of it is told: its `amount`, last year's (`prior`), one of STATED."""

    table: str
    item: str
    fund: str
    part: str


@dataclass(frozen=True)
class Fact:
    """A figure, what it is in the tables, and the words that the text calls it by."""

    figure: Figure
    meaning: Meaning
    printed: str

    @property
    def cell(self) -> tuple[str, str]:
        """Its table and item."""
        return self.meaning.table, self.meaning.item

    @property
    def wan(self) -> Decimal:
        """Money in 万元; a count or a percentage as it is."""
        value = self.figure.value if isinstance(self.figure.value, Decimal) else Decimal(0)
        return value * TO_WAN.get(self.figure.unit, Decimal(1))


@cache
def _items() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """What each key may be in the tables: table, item and fund, from the lexicon `accounts`."""
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for row in rows("accounts"):
        found[row["key"]] = (*found.get(row["key"], ()), (row["table"], row["item"], row["fund"]))
    return found


def meanings(measure: str) -> list[Meaning]:
    """What a measure is in the tables; empty where they have no cell for it."""
    for ending, part in _PARTS.items():
        if measure.endswith(ending) and (known := _items().get(measure[: len(measure) - len(ending)])):
            return [Meaning(*item, part) for item in known]
    return []


def facts(figures: Sequence[Figure], text: str) -> list[Fact]:
    """The figures that the tables have a cell for, in the text's order.

    A change of a measure that several items share is of the item that the text names.
    """
    found = [
        Fact(figure, meaning, _printed(text, figure))
        for figure in sorted(figures, key=lambda one: one.span)
        for meaning in _named(meanings(figure.measure), figure)
    ]
    return _certain(_decided(found))


def _named(possible: Sequence[Meaning], figure: Figure) -> Sequence[Meaning]:
    items = _items().get(figure.item, ())
    return [one for one in possible if (one.table, one.item, one.fund) in items] or possible


def _printed(text: str, figure: Figure) -> str:
    clause = re.split(r"[，。；：、,;\n]", text[: figure.span[0]].rstrip(" ：:"))[-1]
    found = _NAME.search(re.sub(r"\s", "", _YEAR.sub("", clause)))
    return found[1] if found else ""


def _decided(found: list[Fact]) -> list[Fact]:
    """Names that some use for either of two totals (总支出): the one that their parts add up to is meant."""
    totals = {fact.meaning.item for fact in found if fact.meaning.table == "totals"}
    for row in rows("ambiguous"):
        if not row["instead"] or row["instead"] in totals:
            continue
        same = [one for one in found if one.cell == ("totals", row["item"])]
        named = [one for one in same if one.printed.endswith(row["printed"])]
        if any(_adds_up(_parts(found, row["parts"], one), one.wan) for one in named):
            found = [_instead(one, row["instead"]) if _is(one, row["item"], named) else one for one in found]
    return found


def _is(fact: Fact, item: str, named: Sequence[Fact]) -> bool:
    if fact.cell != ("totals", item) or fact.meaning.fund:
        return False
    return fact.meaning.part in STATED or fact.wan in {one.wan for one in named}


def _instead(fact: Fact, item: str) -> Fact:
    return replace(fact, meaning=replace(fact.meaning, item=item))


def _parts(found: Sequence[Fact], table: str, whole: Fact) -> list[Decimal]:
    """The different parts that the text lists behind a whole, up to the next figure of another table."""
    parts: dict[str, Decimal] = {}
    for fact in found:
        if fact.figure.span <= whole.figure.span or fact.meaning.part != "amount":
            continue
        if fact.meaning.table != table:
            break
        parts.setdefault(fact.meaning.item, fact.wan)
    return list(parts.values())


def _adds_up(parts: Sequence[Decimal], whole: Decimal) -> bool:
    return bool(parts) and abs(sum(parts, Decimal(0)) - whole) <= _HALF * (len(parts) + 1)


def _certain(found: Sequence[Fact]) -> list[Fact]:
    """Without what a bare 支出 says behind other items: it counts where it stands first or says the same."""
    bare = {(row["printed"], row["item"]) for row in rows("ambiguous") if not row["instead"]}
    first: dict[tuple[str, str, int | None, str], Decimal] = {}
    kept = []
    for fact in found:
        key = (*fact.cell, fact.figure.year, fact.figure.phase)
        if fact.meaning.part == "amount":
            said = first.setdefault(key, fact.wan)
            if (fact.printed, fact.meaning.item) in bare and said != fact.wan:
                continue
        kept.append(fact)
    return kept

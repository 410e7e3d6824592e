"""The words of statements, from the lexicon's files: one canonical key, many spellings."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_NOTATION = {"[": "(?:", "]": ")?", "{": "(?:", "}": ")", "|": "|"}
_CHOICE = re.compile(r"([\[{])([^\[\]{}]*)([\]}])")


@dataclass(frozen=True)
class Item:
    """A spelling of an item: `under` limits it to a family, `bound` says what may stand in front of it.

    `loose` is a general word that no unknown word may precede (教育项目支出 is not 项目支出); `alone` is so
    general that it also has to open its clause. Of two mentions the one with the lower `rank` counts.
    """

    pattern: re.Pattern[str]
    key: str
    under: str
    bound: str
    rank: int


@dataclass(frozen=True)
class Key:
    """An item's family, the items it is a part of, and what it means under income or under expenditure."""

    family: str
    parents: frozenset[str]
    as_income: str
    as_expenditure: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of the lexicon's file `<name>.csv`."""
    text = (files("budgetbook.intake") / "lexicon" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def spelling(text: str, further: Mapping[str, str] = MappingProxyType({})) -> re.Pattern[str]:
    """A spelling of the lexicon as a pattern: `[a|b]` may stand there, one of `{a|b}` must; the longest fits.

    `further` are characters that mean something else beside the brackets.
    """
    notation = {**_NOTATION, **further}
    longest_first = _CHOICE.sub(_by_length, text)
    return re.compile("".join(notation.get(character) or re.escape(character) for character in longest_first))


def _by_length(choice: re.Match[str]) -> str:
    opening, options, closing = choice.groups()
    return opening + "|".join(sorted(options.split("|"), key=len, reverse=True)) + closing


@cache
def items() -> tuple[Item, ...]:
    """All spellings of items."""
    return tuple(
        Item(spelling(row["spelling"]), row["key"], row["under"], row["bound"], int(row["rank"]))
        for row in rows("statement_items")
    )


@cache
def keys() -> dict[str, Key]:
    """What is known of each item's key."""
    return {
        row["key"]: Key(
            row["family"],
            frozenset(filter(None, row["parents"].split("|"))),
            row["as_income"] or row["key"],
            row["as_expenditure"] or row["key"],
        )
        for row in rows("statement_keys")
    }


@cache
def words() -> dict[str, str]:
    """The kind of each function word."""
    return {row["word"]: row["kind"] for row in rows("statement_words")}


@cache
def measures() -> dict[tuple[str, str], tuple[str, ...]]:
    """The measures that a part (amount, budget, change …) of an item is called; two of a joint total."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows("statement_measures"):
        key = row["key"], row["part"]
        found[key] = (*found.get(key, ()), row["measure"])
    return found

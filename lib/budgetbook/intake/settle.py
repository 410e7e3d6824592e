"""Several readings of one cell: which counts, which say the same again, which contradict it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetbook.accounts.amounts import TO_WAN, parse_number
from budgetbook.accounts.checking import STATED_ITEMS
from budgetbook.accounts.schema import TABLES
from budgetbook.intake.value import Value
from budgetbook.words import LANGUAGES, Words

Cell = tuple[int, str, tuple[str, ...], str]


@dataclass(frozen=True)
class Contradiction:
    """A figure that is printed with two values: the one that counts, and the other."""

    kept: Value
    other: Value


@dataclass(frozen=True)
class Settled:
    """Each cell with the reading that counts, and the contradictions, in the order of reading."""

    cells: Mapping[Cell, Value]
    contradictions: tuple[Contradiction, ...]


def cell_of(value: Value) -> Cell:
    """The cell that a value is for."""
    key = tuple(value.key.get(name, "") for name in TABLES[value.table].key)
    if value.table == "stated":  # its source is part of its key
        key = tuple(value.place if name == "source" else value.key[name] for name in TABLES["stated"].key)
    return value.year or 0, value.table, key, value.column


def is_whole(value: Value) -> bool:
    """Whether a value is of a whole line: of all funds, codes and kinds."""
    return not any(value.key.get(part) for part in TABLES[value.table].parts)


def settle(printed: Iterable[Value], said: Iterable[Value]) -> Settled:
    """Of several readings of a cell the first counts: tables and forms before sentences.

    What a text says again goes to `stated` too, where reconciliation holds it against the figure that counts.
    """
    cells: dict[Cell, Value] = {}
    contradictions: list[Contradiction] = []
    for readings, repeats in ((printed, False), (said, True)):
        for value in readings:
            kept = cells.setdefault(cell_of(value), value)
            if kept is value:
                continue
            if not same(kept, value):
                contradictions.append(Contradiction(kept, value))
            if repeats and kept.place != value.place and (again := _stated(value)):
                cells.setdefault(cell_of(again), again)
    return Settled(cells, tuple(contradictions))


def noted(contradictions: Iterable[Contradiction]) -> dict[Cell, Value]:
    """The readings that count, with what is printed elsewhere as their note, so that it stays."""
    others: dict[Cell, list[Contradiction]] = {}
    for one in contradictions:
        if "note_en" in TABLES[one.kept.table].by_name:
            others.setdefault(cell_of(one.kept), []).append(one)
    notes = {}
    for cell, found in others.items():
        kept = found[0].kept
        zh, en = (_elsewhere(found, language) for language in LANGUAGES)
        notes[cell] = replace(kept, key={**kept.key, "note_en": en}, note=zh)
    return notes


def _elsewhere(found: Iterable[Contradiction], language: str) -> str:
    words = Words(language)
    told = []
    for one in found:
        text = one.other.value
        if one.other.unit in TO_WAN:
            amount = Decimal(text) * TO_WAN[one.other.unit]
            text = words("number.money", value=f"{amount.normalize():f}")
        told.append(words("import.elsewhere", value=text, place=one.other.place))
    return words("number.semicolon").join(told)


def same(one: Value, other: Value) -> bool:
    """Whether two readings agree, as far as the coarser one says; what is no figure as text."""
    units = {one.unit, other.unit} - {""}
    if len(units) > 1 and not TO_WAN.keys() >= units:
        return False
    try:
        left, right = parse_number(one.value), parse_number(other.value)
    except ValueError:
        return one.value == other.value
    if left is None or right is None:
        return left is right
    scales = [TO_WAN.get(value.unit, Decimal(1)) for value in (one, other)]
    places = [
        scale.scaleb(int(number.as_tuple().exponent))
        for number, scale in zip((left, right), scales, strict=True)
    ]
    difference = abs(left * scales[0] - right * scales[1])
    return difference == 0 or (places[0] != places[1] and 2 * difference <= max(places))


def _stated(value: Value) -> Value | None:
    item = f"{value.table}.{value.key.get('code') or value.key.get('item')}"
    if item not in STATED_ITEMS or value.key.get("phase") != "actual" or not is_whole(value):
        return None
    return replace(value, table="stated", key={"item": item, "measure": "amount"}, column="value")

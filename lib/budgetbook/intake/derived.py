"""What follows from the figures that a document prints: last year's, and those of all funds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from budgetbook.accounts.amounts import TO_WAN
from budgetbook.intake.settle import Cell, is_whole
from budgetbook.intake.value import Value
from budgetbook.words import LANGUAGES, Words

_WAN = "万元"
_OF_BASIC = ("personnel", "public")


def derived(cells: Mapping[Cell, Value]) -> dict[Cell, Value]:
    """What the cells imply and do not hold, with basis `derived` and the calculation as note.

    Last year's figures of all funds: this year's less the stated change. And what basic expenditure consists
    of, where a document prints that for one fund only and all of it is paid from that fund.
    """
    found_out: dict[Cell, Value] = dict(_of_all_funds(cells))
    for (year, table, key, _), change in cells.items():
        if table != "stated" or key[1] != "change":
            continue
        where, _, item = key[0].partition(".")
        found = next((one for one in cells.items() if _is(one, year, where, item)), None)
        if found is None or not found[1].value:
            continue
        cell, now = found
        last = (year - 1, *cell[1:])
        if last not in cells:
            found_out.setdefault(last, _last_year(now, change, year))
    return found_out


def _of_all_funds(cells: Mapping[Cell, Value]) -> Iterator[tuple[Cell, Value]]:
    basic = {
        (cell[0], *key[2:]): value
        for cell, value in cells.items()
        if (key := _line(cell)) and key[1] == "basic"
    }
    for cell, value in cells.items():
        key = _line(cell)
        if not key or not key[2] or not (key[1] in _OF_BASIC or key[0] == "economic"):
            continue
        one, every = basic.get((cell[0], *key[2:])), basic.get((cell[0], "", *key[3:]))
        whole = (cell[0], cell[1], (*key[:2], "", *key[3:]), cell[3])
        if one and every and _wan(one) == _wan(every) and whole not in cells:
            notes = _notes("fund", fund=f"choice.fund.{key[2]}", now=_wan(one))
            told = {**value.key, "fund": "", "note_en": notes["en"]}
            yield whole, replace(value, key=told, basis="derived", note=notes["zh"])


def _line(cell: Cell) -> tuple[str, ...]:
    """Classification, code, fund, kind and phase of a cell of `expenditure`; empty for other tables."""
    return cell[2] if cell[1] == "expenditure" else ()


def _is(found: tuple[Cell, Value], year: int, table: str, item: str) -> bool:
    cell, value = found
    if cell[:2] != (year, table) or item not in (value.key.get("item"), value.key.get("code")):
        return False
    return value.key.get("phase") == "actual" and is_whole(value)


def _last_year(now: Value, change: Value, year: int) -> Value:
    moved = _wan(change)
    amount = _wan(now) - moved
    key = "same" if moved == 0 else "rise" if moved > 0 else "fall"
    notes = _notes(key, year=year, now=_wan(now), change=abs(moved))
    return replace(
        now,
        key={**now.key, "note_en": notes["en"]},
        value=_plain(amount, "zh"),
        unit=_WAN,
        year=year - 1,
        basis="derived",
        place=change.place,
        quote=change.quote,
        note=notes["zh"],
    )


def _notes(key: str, **values: object) -> dict[str, str]:
    """The calculation in each language; a text among the values is a term, an amount is printed exactly."""
    notes = {}
    for language in LANGUAGES:
        words = Words(language)
        told = {
            name: words(value)
            if isinstance(value, str)
            else _plain(value, language)
            if isinstance(value, Decimal)
            else value
            for name, value in values.items()
        }
        notes[language] = words(f"import.derived_{key}", **told)
    return notes


def _wan(value: Value) -> Decimal:
    return Decimal(value.value) * TO_WAN.get(value.unit, Decimal(1))


def _plain(amount: Decimal, language: str) -> str:
    """Exact, as far as it has figures: 6614.32."""
    return f"{amount.normalize():{',f' if language == 'en' else 'f'}}"

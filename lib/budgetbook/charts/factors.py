"""Changes split into the effect of the count and that of the unit cost, as pictures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import factors
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Bar, Panel, Split, effect_bars
from budgetbook.prose.factors import named
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import round_half_up

MANY_YUAN = 1000
# Why a change cannot have effects, whatever is published.
_IMPOSSIBLE = ("first", "nothing_spent", "nothing_counted")


def three_public_factors(book: Accounts) -> Exhibit | Prose:
    """Each “三公” item's change on last year as volume effect and price effect; all years in the table.

    Where no item can be split `prose.three_public_factors` says why.
    """
    words, frame = book.words, factors.three_public(book)
    rows = [
        {**row, "name": named(book, row), "possible": Decimal(row["why"] not in _IMPOSSIBLE)}
        for row in records(frame)
    ]
    shown = [row for row in rows if row["year"] == book.year and not row["why"]]
    if not shown:
        return parts.silent()
    method = book.settings.factor_method
    twice = len({row["item"] for row in shown}) < len(shown)
    return parts.exhibit(
        book,
        "three_public_factors",
        svg=effect_bars([split(book, row["name"], row) for row in shown]),
        title=_title(book, shown),
        table=Table.from_frame(
            pd.DataFrame(rows).astype(object),
            {
                "name": parts.text(words("head.item")),
                "year": parts.text(words("head.years")),
                "amount": parts.money(words("head.amount"), words.amount),
                "count": parts.number(words("head.count"), words.number),
                "cost": parts.number(words("head.cost"), words.amount, of="count"),
                **{
                    name: parts.money(words(f"head.{name}"), parts.signed_amount(book), of="possible")
                    for name in ("change", "count_effect", "cost_effect")
                },
            },
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, "three_public"),
            words(f"exhibit.factor_rule_{method}"),
            *([words("exhibit.factor_twice")] if twice else []),
            *reception_notes(book, [row for row in rows if not row["why"]], "factor_domestic"),
            *_gaps(book, rows),
        ),
        last_year=book.year - 1,
        method=words(f"exhibit.method_{method}"),
        told=parts.told(book, shown, lambda row: told(book, row["name"], row)),
    )


def split(book: Accounts, name: str, row: Mapping[str, Any]) -> Split:
    """A row of `against_last_year` as the bars of a change and its two effects."""
    change, count, cost = (
        Bar(book.words(f"exhibit.bar_{bar}"), row[key], book.words.amount(row[key], sign=True))
        for bar, key in (("change", "change"), ("count", "count_effect"), ("cost", "cost_effect"))
    )
    return Split(name, change, (count, cost))


def told(book: Accounts, name: str, row: Mapping[str, Any]) -> str:
    """A change with its two effects as a clause of an alternative text."""
    words = book.words
    return words(
        "exhibit.split_told",
        moved=words("exhibit.label_moved", label=name, moved=words.moved(row["change"])),
        count=words.amount(row["count_effect"], sign=True),
        cost=words.amount(row["cost_effect"], sign=True),
    )


def cost_panel(book: Accounts, label: str, costs: Sequence[Decimal | None], key: str = "") -> Panel:
    """Unit costs (元) over the years as a panel, labelled in whole yuan where the largest has thousands."""
    words = book.words
    if max(cost for cost in costs if cost is not None) < MANY_YUAN:
        return Panel(label, costs, [parts.amount_or_gap(book, cost) for cost in costs], key=key)
    whole = [None if cost is None else round_half_up(cost, 0) for cost in costs]
    gap = words("exhibit.no_data")
    return Panel(label, costs, [gap if cost is None else words.number(cost) for cost in whole], key=key)


def reception_notes(book: Accounts, rows: Sequence[Mapping[str, Any]], domestic: str) -> list[str]:
    """What receptions and guests are counted in rows that have some; `domestic` words where foreign lack."""
    words = book.words
    counted = [row for row in rows if row["item"] == "reception"]
    years = sorted({row["year"] for row in counted if row["domestic"]})
    shown = words("number.comma").join(words("number.year", year=year) for year in years)
    return [
        *([words("exhibit.count_both")] if any(not row["domestic"] for row in counted) else []),
        *([words(f"exhibit.{domestic}", years=shown)] if years else []),
    ]


def _title(book: Accounts, rows: Sequence[Mapping[str, Any]]) -> str:
    """The finding: the item that moved most, and which of the two moved it."""
    words = book.words
    most = factors.moved_most(rows)
    offset = most["main"] == "both" and not most["change"]
    moved = words("exhibit.label_moved", label=most["name"], moved=words.moved(most["change"]))
    return words(f"exhibit.split_{'offset' if offset else most['main']}", moved=moved)


def _gaps(book: Accounts, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Which earlier years of which item could not be split because something of them is not published."""
    words = book.words
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["year"] < book.year and row["why"] not in ("", "first", "nothing_spent", "nothing_counted"):
            found.setdefault(row["name"], []).append(words("number.year", year=row["year"]))
    told = [
        words("exhibit.factor_gap", label=name, years=words("number.comma").join(years))
        for name, years in found.items()
    ]
    return [words("exhibit.factor_gaps", shown=words("number.semicolon").join(told))] if told else []

"""“三公”经费 in pictures: each item over the years, budget against actual, what one of each cost."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import three_public as analysis
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.factors import cost_panel, reception_notes
from budgetbook.charts.forms import Comparison, Panel, budget_actual, small_multiples
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import NOT_APPLICABLE
from budgetbook.words.vocabulary import inner

_PANELS = ("total", "abroad", "vehicle", "vehicle_purchase", "vehicle_operation", "reception")
MOST_NAMED = 2
ZERO = Decimal(0)


def three_public(book: Accounts) -> Exhibit | Prose:
    """A panel for every published item and the total over the years, all on one scale."""
    words, frame = book.words, analysis.items(book)
    now = {
        row["item"]: row for row in records(frame) if row["year"] == book.year and row["actual"] is not None
    }
    if not now:
        return parts.absent(book, "three_public")  # the one sentence of the chapter, which is silent else
    known = frame[frame["actual"].notna() | frame["budget"].notna()]
    years = list(range(known["year"].min(), book.year + 1))
    panels = [
        _panel(book, item, [row for row in records(frame) if row["item"] == item and row["year"] in years])
        for item in _shown(set(known["item"]))
    ]
    nested = {"vehicle", "vehicle_purchase"} <= set(known["item"])
    printed = Table.from_frame(
        known,
        {
            "year": parts.text(words("head.years")),
            "label": parts.text(words("head.item")),
            "budget": parts.money(words("head.budget"), words.amount),
            "actual": parts.money(words("head.actual"), words.amount),
            "change": parts.money(words("head.change"), parts.signed_amount(book)),
            "percent": parts.number(words("head.percent"), parts.signed_rate(book), of="last"),
            "completion": parts.number(words("head.completion"), parts.rate(book), of="budget"),
        },
        style=lambda row: "total" if row["item"] == "total" else "plain",
        indent=lambda row: 1 if nested and row["item"].startswith("vehicle_") else 0,
    )
    rule = [words("exhibit.budget_rule")] if known["budget"].notna().any() else []
    return parts.exhibit(
        book,
        "three_public",
        svg=small_multiples(
            panels,
            [str(year) for year in years],
            budget=words("exhibit.budget"),
            actual=words("exhibit.actual"),
        ),
        title=_title(book, now),
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "three_public"), *rule),
        period=words.period(years[0], book.year),
        told=parts.told(
            book,
            now.values(),
            lambda row: words("exhibit.label_amount", label=row["label"], amount=words.money(row["actual"])),
            most=len(_PANELS),
        ),
    )


def three_public_budget(book: Accounts) -> Exhibit | Prose:
    """Budget and actual of every item this year, with the difference and how much of the budget was used."""
    words, frame = book.words, analysis.items(book)
    spent = frame[(frame["year"] == book.year) & frame["actual"].notna()]
    shown = analysis.against_budget(book)
    if shown.empty:
        return parts.silent() if spent.empty else parts.absent(book, "three_public_budget")
    rows = records(shown)
    svg = budget_actual(
        [_comparison(book, row) for row in rows],
        budget=words("exhibit.budget"),
        actual=words("exhibit.actual"),
        change=words("head.change_unit"),
        percent=words("head.percent_unit"),
    )
    printed = Table.from_frame(
        shown,
        {
            "label": parts.text(words("head.item")),
            "budget": parts.money(words("head.budget"), words.amount),
            "actual": parts.money(words("head.actual"), words.amount),
            "completion": parts.number(words("head.completion"), parts.rate(book), of="budget"),
        },
        style=lambda row: "total" if row["item"] == "total" else "plain",
    )
    over = [row["label"] for row in rows if row["over_budget"]]
    if over:
        key = "three_public_over" if len(over) <= MOST_NAMED else "three_public_over_many"
    else:
        key = "three_public_within" if len(shown) == len(spent) else "three_public_within_known"
    sources = parts.sources_of(book, "three_public", years=[book.year])
    return parts.exhibit(
        book,
        "three_public_budget",
        svg=svg,
        title=words(f"exhibit.{key}", labels=words.join([inner(label) for label in over]), number=len(over)),
        table=printed,
        data=Data.from_frame(shown),
        notes=parts.notes(book, sources, words("exhibit.budget_rule")),
        told=parts.told(
            book,
            rows,
            lambda row: words(
                "exhibit.label_budget_actual",
                label=row["label"],
                budget=words.money(row["budget"]),
                actual=words.money(row["actual"]),
            ),
            most=len(_PANELS),
        ),
    )


def unit_costs(book: Accounts) -> Exhibit | Prose:
    """A panel for each unit cost over the years (of a vehicle, a reception, a guest …), on its own scale.

    One year alone is a table: bars that each have their own scale say nothing beside one another.
    """
    words, frame = book.words, analysis.unit_costs(book)
    if not analysis.published(book):
        return parts.silent()
    if frame.empty:
        return parts.absent(book, "unit_costs")
    rows = [{**row, "label": _cost_label(book, frame, row["measure"])} for row in records(frame)]
    years = list(range(frame["year"].min(), book.year + 1))
    most = analysis.changed_most(frame)
    latest = [row for row in rows if row["year"] == most["year"]]
    printed = Table.from_frame(
        pd.DataFrame(rows).astype(object),
        {
            "label": parts.text(words("head.measure")),
            "year": parts.text(words("head.years")),
            "amount": parts.money(words("head.amount"), words.amount),
            "count": parts.number(words("head.count"), words.number),
            "cost": parts.number(words("head.cost"), words.amount, of="count"),
        },
    )
    return parts.exhibit(
        book,
        "unit_costs" if len(years) > 1 else "unit_costs_of_one_year",
        ident="unit_costs",
        svg=small_multiples(
            [_cost_panel(book, label, rows, years) for label in dict.fromkeys(row["label"] for row in rows)],
            [str(year) for year in years],
            own_scale=True,
        )
        if len(years) > 1
        else "",
        title=_cost_title(book, {**most, "label": _cost_label(book, frame, most["measure"])}),
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(
            book, parts.sources_of(book, "three_public"), *reception_notes(book, rows, "count_domestic")
        ),
        period=words.period(years[0], years[-1]),
        latest=latest[0]["year"],
        told=parts.told(
            book,
            latest,
            lambda row: words(
                "exhibit.unit_cost_none" if row["cost"] is None else "exhibit.label_amount",
                label=row["label"],
                amount=words.yuan(row["cost"]),
            ),
        ),
    )


def _title(book: Accounts, now: dict[str, dict[str, Any]]) -> str:
    """The finding: the total against last year, else the item with the largest share, else an amount."""
    words, total = book.words, now.get("total")
    if total and total["change"] is not None:
        change = words.change(total["change"], total["percent"], total["last"])
        return words("exhibit.three_public_change", change=change)
    largest = max(records(analysis.structure(book)), key=lambda part: part["amount"], default=None)
    if largest and largest["share"] is not None:
        name, share = words("exhibit.three_public_name"), words.percent(largest["share"])
        return words("exhibit.share_title", label=largest["label"], whole=name, share=share)
    if not any(row["actual"] for row in now.values()):
        return words("exhibit.three_public_none")
    if total:
        return words("exhibit.three_public_total", amount=words.money(total["actual"]))
    most = max(now.values(), key=lambda row: row["actual"])
    return words("exhibit.label_amount", label=most["label"], amount=words.money(most["actual"]))


def _panel(book: Accounts, item: str, rows: list[dict[str, Any]]) -> Panel:
    actual, budget = [row["actual"] for row in rows], [row["budget"] for row in rows]
    budgeted = any(value is not None for value in budget)
    return Panel(
        rows[0]["label"],
        actual,
        [parts.amount_or_gap(book, value) for value in actual],
        budget if budgeted else (),
        [parts.amount_or_gap(book, value) for value in budget] if budgeted else (),
        f"three_public.{item}",
    )


def _cost_panel(book: Accounts, label: str, rows: list[dict[str, Any]], years: list[int]) -> Panel:
    found = {row["year"]: row for row in rows if row["label"] == label}
    costs = [found[year]["cost"] if year in found else None for year in years]
    panel = cost_panel(book, label, costs, f"three_public.{next(iter(found.values()))['item']}")
    # Nothing spent on nothing is no gap: a column of no height under its own word.
    nothing = [year in found and found[year]["cost"] is None for year in years]
    return replace(
        panel,
        actual=[ZERO if none else cost for none, cost in zip(nothing, costs, strict=True)],
        actual_texts=[
            book.words("exhibit.nothing") if none else text
            for none, text in zip(nothing, panel.actual_texts, strict=True)
        ],
    )


def _cost_label(book: Accounts, frame: pd.DataFrame, measure: str) -> str:
    """What a unit cost is called, with its count where that is domestic receptions only in every year."""
    domestic = frame[(frame["measure"] == measure) & frame["cost"].notna()]["domestic"].all()
    key = f"domestic_{measure}" if domestic else measure
    return book.words(f"exhibit.{key}")


def _cost_title(book: Accounts, row: dict[str, Any]) -> str:
    """The finding: the unit cost that changed most against the year before, else simply one of them."""
    words, values = book.words, {"label": row["label"], "year": row["year"]}
    if row["percent"] is None:
        return words("exhibit.unit_costs_title", **values, cost=words.yuan(row["cost"]))
    direction = "up" if row["percent"] > 0 else "down" if row["percent"] < 0 else "flat"
    return words(f"exhibit.unit_costs_{direction}", **values, percent=words.percent(abs(row["percent"])))


def _comparison(book: Accounts, row: dict[str, Any]) -> Comparison:
    words = book.words
    return Comparison(
        row["label"],
        row["budget"],
        row["actual"],
        row["over"],
        row["over_percent"],
        words.amount(row["budget"]),
        words.amount(row["actual"]),
        words.amount(row["over"], sign=True),
        NOT_APPLICABLE if row["over_percent"] is None else words.percent(row["over_percent"], sign=True),
    )


def _shown(items: set[str]) -> list[str]:
    """The vehicle item gives way to its two parts where they are published."""
    parted = {"vehicle_purchase", "vehicle_operation"} <= items
    return [item for item in _PANELS if item in items and not (item == "vehicle" and parted)]

"""The year at a glance: headline figures against last year, and totals over the years."""

from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import change
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Series, year_columns
from budgetbook.prose.overview import HEADLINES
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING
from budgetbook.words.vocabulary import inner

_COLOURS = ("total.income", "total.expenditure")


def headlines(book: Accounts) -> Exhibit | Prose:
    """Table of the headline figures: this year, last year, change, rate, and the budget if published.

    Their basis stands in columns of its own only where it is not the same for all of them.
    """
    words, frame = book.words, change.headlines(book)
    if frame.empty:
        return parts.absent(book, "headlines")

    def basis(value: str) -> str:
        return words(f"choice.basis.{value}") if value else MISSING

    bases = {value for value in (*frame["basis"], *frame["last_basis"]) if value}
    budget = {
        "budget": parts.money(words("head.budget"), words.amount),
        "completion": parts.number(words("head.completion"), parts.rate(book), of="budget"),
    }
    budgeted = bool(frame["budget"].notna().any())
    based = {
        "basis": parts.text(words("head.basis", year=book.year), basis),
        "last_basis": parts.text(words("head.basis", year=book.year - 1), basis),
    }
    printed = Table.from_frame(
        frame,
        {
            "label": parts.text(words("head.item")),
            **parts.years_beside(book),
            **(budget if budgeted else {}),
            **(based if len(bases) > 1 else {}),
        },
    )
    # Of figures that are all derived or illustrative the notes say so anyway.
    more = [words("exhibit.all_reported")] if bases == {"reported"} else []
    more += [words("exhibit.budget_rule")] if budgeted else []
    sources = parts.sources_of(book, "totals", years=(book.year, book.year - 1))
    return parts.exhibit(
        book,
        "headlines",
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, sources, *more),
        last_year=book.year - 1,
    )


def totals_by_year(book: Accounts) -> Exhibit | Prose:
    """Columns of income and expenditure over the loaded years, missing years as gaps."""
    words = book.words
    chosen = [
        next((item for item in items if book.value("totals", item) is not None), "")
        for items in HEADLINES[:2]
    ]
    frame = change.history(book, tuple(filter(None, chosen)))
    if frame.empty:
        return parts.absent(book, "totals")
    flows = [
        (records(frame[frame["item"] == item]), colour)
        for item, colour in zip(chosen, _COLOURS, strict=True)
        if item
    ]
    over_years = [rows for rows, _ in flows if sum(row["amount"] is not None for row in rows) > 1]
    if not over_years:
        return parts.absent(book, "one_year")
    years = [row["year"] for row in over_years[0]]
    series = [
        Series(
            rows[0]["label"],
            [row["amount"] for row in rows],
            [parts.amount_or_gap(book, row["amount"]) for row in rows],
            colour,
        )
        for rows, colour in flows
    ]
    printed = Table(
        [parts.text(words("head.years")), *(parts.money(one.label) for one in series)],
        [
            Row([year, *(words.amount(one.values[place]) for one in series)])
            for place, year in enumerate(years)
        ],
    )
    return parts.exhibit(
        book,
        "totals_by_year",
        svg=year_columns([words("head.year", year=year) for year in years], series),
        title=_trend(book, over_years[0]),
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "totals")),
        labels=words.join(
            [one.label if place == 0 else inner(one.label) for place, one in enumerate(series)]
        ),
        period=words.period(years[0], book.year),
        told=parts.told(book, (_told(book, rows) for rows, _ in flows), lambda row: row["said"]),
    )


def _trend(book: Accounts, rows: list[dict[str, Any]]) -> str:
    """The title: from the first year with a figure to this one."""
    words = book.words
    first, now = next(row for row in rows if row["amount"] is not None), rows[-1]
    direction = (
        "up" if now["amount"] > first["amount"] else "down" if now["amount"] < first["amount"] else "flat"
    )
    return words(
        f"exhibit.totals_by_year_{direction}",
        label=now["label"],
        first_year=first["year"],
        first=words.money(first["amount"]),
        now=words.money(now["amount"]),
    )


def _told(book: Accounts, rows: list[dict[str, Any]]) -> dict[str, str]:
    words = book.words
    amounts = [
        words("exhibit.year_value", year=row["year"], value=words.money(row["amount"])) for row in rows
    ]
    label, amount = rows[0]["label"], words("number.comma").join(amounts)
    return {"said": words("exhibit.label_amount", label=inner(label), amount=amount)}

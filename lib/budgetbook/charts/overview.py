"""The year at a glance: headline figures against last year, and totals over the years."""

from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import change
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Series, year_columns
from budgetbook.prose.paragraphs import Prose
from budgetbook.words.vocabulary import inner

_SERIES = (
    (("total_income", "current_year_income"), "total.income"),
    (("current_year_expenditure", "total_expenditure"), "total.expenditure"),
)


def headlines(book: Accounts) -> Exhibit | Prose:
    """Table of the headline figures: this year, last year, change, rate."""
    words, frame = book.words, change.headlines(book)
    if frame.empty:
        return parts.absent(book, "headlines")

    def basis(row_basis: Any) -> str:
        return words(f"choice.basis.{row_basis}") if row_basis else "[x]"

    printed = Table.from_frame(
        frame,
        {
            "label": parts.text(words("head.item")),
            "amount": parts.number(words("head.year", year=book.year), words.amount),
            "last": parts.number(words("head.year", year=book.year - 1), words.amount),
            "change": parts.number(words("head.change"), parts.signed_amount(book)),
            "percent": parts.number(words("head.percent"), parts.signed_rate(book)),
            "basis": parts.text(words("head.basis", year=book.year), basis),
            "last_basis": parts.text(words("head.basis", year=book.year - 1), basis),
        },
    )
    return parts.table(
        book,
        "headlines",
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "totals")),
    )


def totals_by_year(book: Accounts) -> Exhibit | Prose:
    """Columns of income and expenditure over the loaded years, missing years as gaps."""
    words = book.words
    chosen = [
        (next((item for item in items if book.value("totals", item) is not None), None), key)
        for items, key in _SERIES
    ]
    found = {item: key for item, key in chosen if item}
    frame = change.history(book, tuple(found))
    known = frame[frame["amount"].notna()]
    if known["year"].nunique() < 2:
        return parts.absent(book, "one_year")
    years = sorted(set(frame["year"]))
    series = [
        Series(
            rows.iloc[0]["label"],
            list(rows["amount"]),
            [parts.amount_or_gap(book, value) for value in rows["amount"]],
            found[str(item)],
        )
        for item, rows in frame.groupby("item", sort=False)
    ]
    svg = year_columns([words("head.year", year=year) for year in years], series)
    wide = frame.pivot(index="year", columns="label", values="amount").reset_index().astype(object)
    wide = wide.where(wide.notna(), None)
    labels = [one.label for one in series]
    printed = Table.from_frame(
        wide,
        {"year": parts.text(words("head.years"))}
        | {label: parts.number(label, words.amount) for label in labels},
    )
    main = frame[frame["item"] == next(iter(found))]
    first = main[main["amount"].notna()].iloc[0]
    now = main.iloc[-1]
    return parts.figure(
        book,
        "totals_by_year",
        svg,
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "totals")),
        labels=words.join([labels[0], *map(inner, labels[1:])]),
        label=now["label"],
        direction=words("trend." + _trend(first["amount"], now["amount"])),
        first_year=first["year"],
        first=words.money(first["amount"]),
        now=words.money(now["amount"]),
        told=parts.told(
            book,
            known.to_dict("records"),
            lambda row: words(
                "exhibit.year_label_amount",
                year=row["year"],
                label=row["label"],
                amount=words.money(row["amount"]),
            ),
            most=10,
        ),
    )


def _trend(first: Any, now: Any) -> str:
    return "up" if now > first else "down" if now < first else "flat"

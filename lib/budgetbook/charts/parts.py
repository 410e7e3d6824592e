"""What every exhibit shares: its words, where its figures come from, and what it says when there are none."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.charts.exhibit import Column, Data, Exhibit, Table
from budgetbook.prose.paragraphs import Prose

MOST_PLACES = 4


def absent(book: Accounts, key: str, **values: object) -> Prose:
    """The sentence that stands where an exhibit has nothing to show; never an empty axis."""
    return Prose(f"absent-{key}", (("note", book.words(f"absent.{key}", year=book.year, **values)),))


def silent() -> Prose:
    """Nothing, where another sentence beside has told already why."""
    return Prose("silent", ())


def notes(book: Accounts, frame: pd.DataFrame, *more: str) -> list[str]:
    """The source line of an exhibit from the `source` and `basis` of its rows, and further notes."""
    words = book.words
    shown = words("number.semicolon").join(_by_document(book, sorted({str(source) for source in frame["source"] if source})))
    lines = [words("exhibit.source", sources=shown)] if shown else []
    bases = set(frame["basis"])
    lines += [words(f"exhibit.{basis}") for basis in ("derived", "illustrative") if basis in bases]
    return [*lines, *more]


def _by_document(book: Accounts, sources: list[str]) -> list[str]:
    """Sources with the places of one document together: `2022年度自评报告 一（三）2、一（三）4`."""
    told, rest = [], list(sources)
    for document in book.department.documents:
        places = [source.removeprefix(document).strip() for source in rest if source.startswith(document)]
        rest = [source for source in rest if not source.startswith(document)]
        if places:
            shown = book.words("number.comma").join(places[:MOST_PLACES])
            if len(places) > MOST_PLACES:
                shown = book.words("exhibit.more_places", shown=shown, number=len(places))
            told.append(f"{document} {shown}".strip())
    return told + rest[:MOST_PLACES]


def sources_of(book: Accounts, *tables: str) -> pd.DataFrame:
    """Sources and bases of some tables' rows over the loaded years, for `notes`."""
    frames = [book.tables[table][["source", "basis"]] for table in tables if not book.tables[table].empty]
    return pd.concat(frames) if frames else pd.DataFrame(columns=["source", "basis"])


def figure(
    book: Accounts,
    key: str,
    svg: str,
    *,
    table: Table,
    data: Data,
    notes: Iterable[str],
    ident: str = "",
    size: Any = "full",
    **values: object,
) -> Exhibit:
    """A figure whose title, subtitle and alternative text are the terms `exhibit.<key>_…`, filled with values."""
    words = book.words
    values = {"year": book.year, "department": book.name, "unit": words("number.unit_wan"), **values}
    return Exhibit(
        kind="figure",
        id=(ident or key).replace("_", "-"),
        title=words(f"exhibit.{key}_title", **values),
        subtitle=words(f"exhibit.{key}_subtitle", **values),
        alt=words(f"exhibit.{key}_alt", **values),
        svg=svg,
        table=table,
        data=data,
        notes=list(notes),
        size=size,
    )


def table(
    book: Accounts,
    key: str,
    *,
    table: Table,
    data: Data,
    notes: Iterable[str] = (),
    ident: str = "",
    **values: object,
) -> Exhibit:
    """A table whose title and subtitle are the terms `exhibit.<key>_…`."""
    words = book.words
    values = {"year": book.year, "department": book.name, "unit": words("number.unit_wan"), **values}
    return Exhibit(
        kind="table",
        id=(ident or key).replace("_", "-"),
        title=words(f"exhibit.{key}_title", **values),
        subtitle=words(f"exhibit.{key}_subtitle", **values),
        table=table,
        data=data,
        notes=list(notes),
    )


def text(name: str, show: Callable[[Any], str] = lambda value: "" if value is None else str(value)) -> Column:
    """A column of words."""
    return Column(name, "left", show)


def number(name: str, show: Callable[[Any], str]) -> Column:
    """A column of figures."""
    return Column(name, "right", show)


def amount_or_gap(book: Accounts, value: Decimal | None) -> str:
    """Print an amount on a chart, where a gap has room for a word."""
    return book.words("exhibit.no_data") if value is None else book.words.amount(value)


def signed_amount(book: Accounts) -> Callable[[Decimal | None], str]:
    """Print a change with its sign."""
    return lambda value: book.words.amount(value, sign=True)


def rate(book: Accounts) -> Callable[[Decimal | None], str]:
    """Print a rate without its unit, which stands in the column's head."""
    return lambda value: book.words.percent(value).removesuffix("%")


def signed_rate(book: Accounts) -> Callable[[Decimal | None], str]:
    """Print a rate of change with its sign, its unit standing in the column's head."""
    return lambda value: book.words.percent(value, sign=True).removesuffix("%")


def told(
    book: Accounts, rows: Iterable[Mapping[str, Any]], say: Callable[[Mapping[str, Any]], str], most: int = 5
) -> str:
    """A few rows as one clause for an alternative text."""
    said = [say(row) for row in rows]
    clause = book.words("number.semicolon").join(said[:most])
    return (
        clause if len(said) <= most else book.words("exhibit.and_more", shown=clause, number=len(said) - most)
    )

"""What every exhibit shares: its words, where its figures come from, and what it says when there are none."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.charts.exhibit import Column, Data, Exhibit, Table
from budgetbook.prose.paragraphs import Prose
from budgetbook.words import MISSING

MOST_ROWS = 30  # of a table on the page; the rest is in its data file
MOST_PLACES = 4
PLACE_WORDS = 2  # of a place, its page or sheet and its table
# The order in which a document numbers its sections.
_IN_ORDER = str.maketrans("一二三四五六七八九十", "123456789:")


def absent(book: Accounts, key: str, ident: str = "", **values: object) -> Prose:
    """The sentence that stands where an exhibit has nothing to show; never an empty axis."""
    told = book.words(f"absent.{key}", year=book.year, **values)
    return Prose(f"absent-{ident or key}".replace("_", "-"), (("note", told),))


def silent() -> Prose:
    """Nothing, where another sentence beside has told already why."""
    return Prose("silent", ())


def exhibit(
    book: Accounts,
    key: str,
    *,
    table: Table,
    data: Data,
    notes: Iterable[str],
    svg: str = "",
    title: str = "",
    ident: str = "",
    **values: object,
) -> Exhibit:
    """A figure, or a table where there is no picture, worded by the terms `exhibit.<key>_…`.

    The terms are `_title` (unless a `title` is given), `_subtitle` and, of a figure, `_alt`; they are filled
    with `values`, the year and the unit of money.
    """
    words = book.words
    values = {"year": book.year, "unit": words("number.unit_wan"), **values}
    return Exhibit(
        kind="figure" if svg else "table",
        id=(ident or key).replace("_", "-"),
        title=title or words(f"exhibit.{key}_title", **values),
        subtitle=words(f"exhibit.{key}_subtitle", **values),
        alt=words(f"exhibit.{key}_alt", **values) if svg else "",
        svg=svg,
        table=table,
        data=data,
        notes=list(notes),
    )


def notes(book: Accounts, rows: pd.DataFrame, *more: str) -> list[str]:
    """The source line of an exhibit from the `source` and `basis` of its rows, and further notes."""
    words = book.words
    shown = words("number.semicolon").join(by_document(book, [str(one) for one in rows["source"].unique()]))
    lines = [words("exhibit.source", sources=shown)] if shown else []
    bases = set(rows["basis"])
    lines += [words(f"exhibit.{basis}") for basis in ("derived", "illustrative") if basis in bases]
    return [*lines, *more]


def by_document(book: Accounts, sources: Iterable[str]) -> list[str]:
    """Sources with the places of one document together: `2022年度自评报告 一（三）2、一（三）4`.

    Of a cell in a table (`第10页 支出决算表 第4行 合计 基本支出`) its page and table are named.
    """
    told = []
    rest = sorted(sources, key=_in_order)
    for document in sorted(book.department.documents, key=len, reverse=True):
        cells = [source.removeprefix(document).split() for source in rest if source.startswith(document)]
        places = list(dict.fromkeys(" ".join(words[:PLACE_WORDS]) for words in cells))
        rest = [source for source in rest if not source.startswith(document)]
        if places:
            told.append(f"{document} {_first(book, places, 'number.comma')}".strip())
    return [*sorted(told), *([_first(book, rest, "number.semicolon")] if rest else [])]


def _in_order(source: str) -> str:
    """What sources are sorted by: page 6 comes before page 10, and 三 before 四."""
    return re.sub(r"[0-9]+", lambda number: number[0].zfill(6), source.translate(_IN_ORDER))


def _first(book: Accounts, places: list[str], between: str) -> str:
    shown = book.words(between).join(places[:MOST_PLACES])
    if len(places) <= MOST_PLACES:
        return shown
    return book.words("exhibit.more_places", shown=shown, number=len(places))


def sources_of(book: Accounts, *tables: str, years: Iterable[int] = ()) -> pd.DataFrame:
    """Sources and bases of some tables' rows, for `notes`; over all loaded years unless some are named."""
    chosen = set(years) or set(book.years)
    frames = [
        rows[["source", "basis"]]
        for lines in map(book.lines, tables)
        if not (rows := lines[lines["year"].isin(chosen)]).empty
    ]
    return pd.concat(frames) if frames else pd.DataFrame(columns=["source", "basis"])


def others_in_file(book: Accounts, number: int) -> list[str]:
    """The note that says where the projects are that an exhibit has no room for."""
    hidden = number - MOST_ROWS
    return [book.words("exhibit.others_in_file", number=hidden)] if hidden > 0 else []


def rows_in_file(book: Accounts, number: int) -> list[str]:
    """The same for the rows of a table that lists something else."""
    hidden = number - MOST_ROWS
    return [book.words("exhibit.rows_in_file", number=hidden)] if hidden > 0 else []


def table_rows(book: Accounts, number: int) -> list[str]:
    """The same for the table of a figure, which may have drawn what its table has no room for."""
    hidden = number - MOST_ROWS
    return [book.words("exhibit.table_rows", most=MOST_ROWS, number=hidden)] if hidden > 0 else []


def text(
    name: str, show: Callable[[Any], str] = lambda value: MISSING if value is None else str(value)
) -> Column:
    """A column of words."""
    return Column(name, "left", show)


def number(name: str, show: Callable[[Any], str] = str, *, of: str = "") -> Column:
    """A column of figures; of rates, `of` the column that they are of."""
    return Column(name, "right", show, of)


def money(name: str, show: Callable[[Any], str] = str, *, of: str = "") -> Column:
    """A column of amounts in 万元, which a page may also show in 亿元."""
    return Column(name, "right", show, of, unit="万元")


def years_beside(book: Accounts) -> dict[str, Column]:
    """Columns of a line against last year: `amount`, `last`, `change`, `percent`."""
    words = book.words
    return {
        "amount": money(words("head.year", year=book.year), words.amount),
        "last": money(words("head.year", year=book.year - 1), words.amount),
        "change": money(words("head.change"), signed_amount(book)),
        "percent": number(words("head.percent"), signed_rate(book), of="last"),
    }


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


def beside(book: Accounts, amount: str, percent: str) -> str:
    """An amount with its share or rate in brackets, which is left out where there is none."""
    return amount if percent == MISSING else book.words("exhibit.amount_share", amount=amount, share=percent)


def told(
    book: Accounts, rows: Iterable[Mapping[str, Any]], say: Callable[[Mapping[str, Any]], str], most: int = 5
) -> str:
    """A few rows as one clause for an alternative text."""
    said = [say(row) for row in rows]
    clause = book.words("number.semicolon").join(said[:most])
    if len(said) <= most:
        return clause
    return book.words("exhibit.and_more", shown=clause, number=len(said) - most)

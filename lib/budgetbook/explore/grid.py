"""The table below the chart: sorted and filtered as the reader wants it, in plain HTML.

A browser, a screen reader and the keyboard know what a plain table is, which they do not of the canvas that
grid libraries draw on. Sorting and filtering are done here, on exact values and not on printed ones.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Column
from budgetbook.explore.history import totals
from budgetbook.explore.lines import rest
from budgetbook.explore.topic import Topic
from budgetbook.explore.wording import rest_note, said, whole_name
from budgetbook.prose.paragraphs import records
from budgetbook.words import NOT_APPLICABLE

Shown = Mapping[str, Column]


def columns(book: Accounts, topic: Topic, frame: pd.DataFrame) -> dict[str, Column]:
    """The columns of `against_last_year` to show: codes and last year's figures only where there are any."""
    words = book.words
    phase = said(book, topic)["phase"]
    shown = {
        "code": parts.text(words("head.code")),
        "label": parts.text(words(f"explore.depth.{topic.depth}")),
        "amount": parts.money(words("head.explore_amount", year=book.year, phase=phase), words.amount),
        "share": parts.number(words("head.share"), parts.rate(book), of="total"),
        "last": parts.money(words("head.explore_amount", year=book.year - 1, phase=phase), words.amount),
        "change": parts.money(words("head.change"), parts.signed_amount(book)),
        "percent": parts.number(words("head.percent"), parts.signed_rate(book), of="last"),
        "points": parts.number(words("head.explore_points"), words.points),
    }
    hidden = set() if topic.length else {"code"}
    if frame["last"].isna().all():
        hidden |= {"last", "change", "percent", "points"}
    return {key: column for key, column in shown.items() if key not in hidden}


def chosen(frame: pd.DataFrame, sort: str, text: str, *, ascending: bool) -> pd.DataFrame:
    """The rows whose code or label holds every word of `text`, in the order of one column.

    Full-width and capital letters count as plain ones. What is missing comes last in either direction; equal
    values stand in the order of their codes.
    """
    wanted = _plain(text).split()
    kept = [row for row in records(frame) if all(word in _told(row) for word in wanted)]
    kept.sort(key=lambda row: row["code"])
    known = [row for row in kept if row[sort] is not None]
    known.sort(key=lambda row: row[sort], reverse=not ascending)
    missing = [row for row in kept if row[sort] is None]
    return pd.DataFrame([*known, *missing], columns=frame.columns, dtype=object)


def html(
    book: Accounts, topic: Topic, frame: pd.DataFrame, *, sort: str, text: str = "", ascending: bool = False
) -> str:
    """The table of `against_last_year`: its rows as chosen, below them what they leave and the total.

    It is a region that the keyboard reaches, since it scrolls, and a line above says how many rows it shows.
    """
    words, shown = book.words, columns(book, topic, frame)
    rows = chosen(frame, sort, text, ascending=ascending)
    table: str = _template().render(
        status=words("explore.shown", shown=len(rows), all=len(frame))
        if len(rows)
        else words("explore.found_none", text=text.strip()),
        caption=words("explore.caption", year=book.year, **said(book, topic)),
        columns=shown,
        sort=sort,
        order="ascending" if ascending else "descending",
        parts={
            "tbody": [_printed(shown, row) for row in records(rows)],
            "tfoot": [_printed(shown, row) for row in _foot(book, topic, frame)],
        },
        notes=parts.notes(book, frame, *rest_note(book, topic, frame), words("explore.symbols")),
    )
    return table


def _foot(book: Accounts, topic: Topic, frame: pd.DataFrame) -> list[dict[str, Any]]:
    left, whole = rest(frame), totals(frame)
    summed = {"label": whole_name(book, topic), "total": whole["amount"], **whole}
    if left is None or left < 0:
        return [summed]
    portion = share(left, whole["amount"])
    rest_of = {
        "label": book.words("explore.rest"),
        "amount": left,
        "share": portion,
        "total": whole["amount"],
    }
    return [rest_of, summed]


def _printed(shown: Shown, row: Mapping[str, Any]) -> dict[str, str]:
    """A row's cells as they are printed; a column that does not apply to it is `[z]`."""
    found = {}
    for key, column in shown.items():
        value, base = row.get(key), row.get(column.of)
        impossible = value is None and base is not None and base <= 0
        found[key] = NOT_APPLICABLE if key not in row or impossible else column.show(value)
    return found


def _told(row: Mapping[str, Any]) -> str:
    return _plain(f"{row['code']} {row['label']}")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def _template() -> Any:
    loader = PackageLoader("budgetbook.explore")
    return Environment(autoescape=True, loader=loader, undefined=StrictUndefined).get_template(
        "table.html.j2"
    )

"""Countable results of the year: what they are made of, and all of them in a table."""

from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.outputs import divided, largest_part, wholes
from budgetbook.analysis.outputs import outputs as outputs_of
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Part, Stack, parts_bars
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING

MOST_BARS = 12


def output_parts(book: Accounts) -> Exhibit | Prose:
    """Every result with its whole and all its parts published, as a bar of 100 %.

    Where no result is published `prose.projects` says so.
    """
    words, frame = book.words, outputs_of(book)
    names = divided(frame)
    if frame.empty:
        return parts.silent()
    if not names:
        return parts.absent(book, "output_parts")
    frame = frame[frame["output"].isin(names) & (frame["role"] != "of_which")]
    lines = {name: records(frame[frame["output"] == name]) for name in names}
    stacks = [
        Stack(
            name,
            [
                Part(row["value"], f"{row['part']} {words.number(row['value'])}", f"order.{place}")
                for place, row in enumerate(_parts(lines[name]), 1)
            ],
            _whole(book, lines[name], words.number),
        )
        for name in names[:MOST_BARS]
    ]
    more = [words("exhibit.largest_shown", number=MOST_BARS)] if len(names) > MOST_BARS else []
    first = lines[names[0]]
    part, part_share = largest_part(frame, names[0])
    return parts.exhibit(
        book,
        "output_parts",
        svg=parts_bars(stacks),
        table=_printed(book, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, *more),
        number=len(names),
        label=names[0],
        total=_whole(book, first, words.count),
        part=part,
        share=words.percent(part_share),
        told=parts.told(
            book,
            _parts(first),
            lambda row: words("exhibit.label_amount", label=row["part"], amount=words.count(row["value"])),
        ),
    )


def outputs(book: Accounts) -> Exhibit | Prose:
    """Table of all countable results of the year; where there are none `prose.projects` says so."""
    frame = outputs_of(book)
    if frame.empty:
        return parts.silent()
    return parts.exhibit(
        book,
        "outputs",
        table=_printed(book, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        number=wholes(frame),
    )


def _parts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["role"] == "part"]


def _whole(book: Accounts, rows: list[dict[str, Any]], show: Any) -> str:
    row = next(row for row in rows if row["role"] == "whole")
    return _qualified(book, row, show(row["value"]) + _unit(book, row["unit"]))


def _printed(book: Accounts, frame: pd.DataFrame) -> Table:
    words = book.words
    rows = [
        Row(
            [
                row["area"] or MISSING,
                _name(book, row),
                _qualified(book, row, words.number(row["value"])),
                _unit(book, row["unit"]).strip() or words("exhibit.plain_count"),
            ],
            "plain" if row["role"] == "whole" else "sub",
        )
        for row in records(frame)
    ]
    return Table(
        [
            parts.text(words("head.area")),
            parts.text(words("head.output")),
            parts.number(words("head.value")),
            parts.text(words("head.unit")),
        ],
        rows,
    )


def _name(book: Accounts, row: dict[str, Any]) -> str:
    """A result by its name, a part also by its share of the whole, with the note about it (累计数)."""
    words = book.words
    name, share_of_whole = (row["output"], None) if row["role"] == "whole" else (row["part"], row["share"])
    if share_of_whole is not None:
        name = words("exhibit.amount_share", amount=name, share=words.percent(share_of_whole))
    if row["note"]:
        name = words("exhibit.amount_share", amount=name, share=row["note"])
    return name if row["role"] == "whole" else words("exhibit.of_which", name=name)


def _qualified(book: Accounts, row: dict[str, Any], value: str) -> str:
    return book.words(f"exhibit.{row['qualifier']}", value=value) if row["qualifier"] else value


def _unit(book: Accounts, unit: str) -> str:
    key = f"measure.{unit}"
    return book.words(key) if book.words.has(key) else unit

"""The quality of the indicators: how they are set by division, and which ask for a better target."""

import re
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.scoring import quality
from budgetbook.analysis.scoring.targets import parse, wording
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Part, Stack, stacked_shares
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING

NOT_APPLICABLE = "[z]"
MOST_STACKS = 20
_KINDS = ("quantified", "qualitative", "untargeted")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SIGNS = {">=": "≥", "<=": "≤"}


def indicator_quality(book: Accounts) -> Exhibit | Prose:
    """Shares of indicators in numbers, in words and without a target, in all and by division.

    Without indicators `prose.indicator_quality` says so.
    """
    words, frame = book.words, _in_all_and_by_division(book)
    if frame.empty:
        return parts.silent()
    rows = records(frame)
    more = [words("exhibit.largest_shown", number=MOST_STACKS)] if len(rows) > MOST_STACKS else []
    return parts.exhibit(
        book,
        "indicator_quality",
        svg=stacked_shares(
            [_stack(book, row) for row in rows[:MOST_STACKS]],
            [(words(f"choice.indicator.{kind}"), f"indicator.{kind}") for kind in _KINDS],
        ),
        table=_quality_table(book, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, "indicators", years=[book.year]),
            words("exhibit.quality_rule"),
            far_above_rule(book),
            *more,
            *parts.table_rows(book, len(rows)),
        ),
        share=words.percent(rows[0]["share"]),
        number=words.number(Decimal(rows[0]["indicators"])),
        told=parts.told(
            book,
            rows,
            lambda row: words(
                "exhibit.division_share",
                label=row["division"],
                share=words.percent(row["share"]),
                number=row["indicators"],
            ),
        ),
    )


def weak_indicators(book: Accounts) -> Exhibit | Prose:
    """Table of the indicators without a target, with a low one, or with an output told in words.

    Where there are none `prose.indicator_quality` says so.
    """
    words, frame = book.words, quality.weak(book)
    if frame.empty:
        return parts.silent()
    rows = [
        Row(
            [
                row["project_label"],
                row["label"],
                words("exhibit.target_none")
                if row["kind"] == "unquantified"
                else as_printed(book, row["target"], row["measure_unit"]),
                as_printed(book, row["actual"], row["measure_unit"]) or MISSING,
                NOT_APPLICABLE if row["attained"] is None else parts.rate(book)(row["attained"]),
                words(f"choice.flaw.{row['flaw']}"),
            ]
        )
        for row in records(frame.head(parts.MOST_ROWS))
    ]
    columns = [
        parts.text(words("head.project")),
        parts.text(words("head.indicator")),
        parts.text(words("head.indicator_target")),
        parts.text(words("head.indicator_actual")),
        parts.number(words("head.attained")),
        parts.text(words("head.flaw")),
    ]
    return parts.exhibit(
        book,
        "weak_indicators",
        table=Table(columns, rows),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, far_above_rule(book), *parts.rows_in_file(book, len(frame))),
        number=len(frame),
    )


def as_printed(book: Accounts, text: str, unit: str) -> str:
    """A cell of a form with its unit; in English other Chinese words are only said to be some."""
    words = book.words
    number, attained = parse(text, unit, bare=""), wording(text)
    if book.language == "zh":
        own = parse(text, bare="")
        return text + unit if own and not own.unit else text
    if number:
        sign = _SIGNS.get(number.comparator, number.comparator)
        key = f"measure.{number.unit}"
        told = words(key) if words.has(key) else f" {number.unit}"
        return f"{sign}{words.number(number.value)}{told}".strip()
    if attained:
        return words(f"choice.attainment.{attained}")
    return words("exhibit.in_words") if _CHINESE.search(text) else text


def far_above_rule(book: Accounts) -> str:
    """From when on an achievement makes a target look low."""
    return book.words("exhibit.far_above_rule", limit=book.words.number(book.settings.far_above))


def _in_all_and_by_division(book: Accounts) -> pd.DataFrame:
    """A row for the year under the word for the total, then one a division where there are several."""
    words = book.words
    frame = quality.by_division(book)
    frame["division"] = [name or words("exhibit.no_division") for name in frame["division"]]
    if len(frame) < 2:
        return frame.assign(division=words("head.total"))
    years = quality.by_year(book)
    whole = years[years["year"] == book.year].drop(columns=["year", "change"])
    return pd.concat([whole.assign(division=words("head.total")), frame], ignore_index=True).astype(object)


def _stack(book: Accounts, row: dict[str, Any]) -> Stack:
    cut = [
        Part(
            Decimal(row[kind]),
            book.words.percent(share(Decimal(row[kind]), Decimal(row["indicators"]))),
            f"indicator.{kind}",
        )
        for kind in _KINDS
    ]
    return Stack(row["division"], cut, book.words("exhibit.indicators_number", number=row["indicators"]))


def _quality_table(book: Accounts, frame: pd.DataFrame) -> Table:
    words = book.words
    columns = {
        "division": parts.text(words("head.division")),
        "indicators": parts.number(words("head.indicators")),
        **{kind: parts.number(words(f"choice.indicator.{kind}")) for kind in (*_KINDS, "far_above")},
        "share": parts.number(words("head.indicators_share"), parts.rate(book)),
    }
    total = words("head.total")
    return Table.from_frame(
        frame.head(parts.MOST_ROWS),
        columns,
        style=lambda row: "total" if row["division"] == total else "plain",
    )

"""The reconciliation and the sources as tables: what was found, what was checked, where figures were read."""

from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import TABLES, THREE_PUBLIC_COUNTS
from budgetbook.analysis import reconcile as reconciliation
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.prose.paragraphs import Prose, records

_TRACED = ("totals", "income", "expenditure", "three_public", "score_summary", "reasons")


def findings(book: Accounts) -> Exhibit | Prose:
    """Table of the findings: rule, severity, the two figures, difference, tolerance, where each was read."""
    words, found = book.words, reconciliation.reconcile(book)
    if not found:
        return parts.silent()  # `prose.findings` above it tells that nothing was found
    columns = ["id", "severity", "left", "right", "difference", "tolerance"]
    frame = pd.DataFrame(
        [
            [
                *(getattr(one, name) for name in columns),
                _subject(book, one.subject),
                reconciliation.where_read(words, one.sources),
            ]
            for one in found
        ],
        columns=[*columns, "subject", "sources"],
        dtype=object,
    )
    printed = Table.from_frame(
        frame,
        {
            "id": parts.text(words("head.rule")),
            "severity": parts.text(words("head.severity"), lambda name: words(f"reconcile.severity_{name}")),
            "subject": parts.text(words("head.item")),
            "left": parts.number(words("head.left"), words.amount),
            "right": parts.number(words("head.right"), words.amount),
            "difference": parts.number(words("head.difference"), parts.signed_amount(book)),
            "tolerance": parts.number(words("head.tolerance"), words.amount),
            "sources": parts.text(words("head.sources")),
        },
    )
    return parts.exhibit(
        book,
        "findings",
        table=printed,
        data=Data.from_frame(frame),
        notes=_of_all_tables(book),
        number=len(found),
    )


def rules(book: Accounts) -> Exhibit | Prose:
    """Table of all rules: how many comparisons each made, what it found, or why it could not be applied."""
    words, frame = book.words, reconciliation.applied(book)
    printed = Table.from_frame(
        frame,
        {
            "id": parts.text(words("head.rule")),
            "title": parts.text(words("head.checks")),
            "checks": parts.number(words("head.comparisons")),
            "findings": parts.number(words("head.findings")),
            "reason": parts.text(words("head.remark"), lambda reason: reason or words("exhibit.applied")),
        },
    )
    return parts.exhibit(
        book, "rules", table=printed, data=Data.from_frame(frame), notes=_of_all_tables(book)
    )


def sources(book: Accounts) -> Exhibit | Prose:
    """Table of this year's and last year's figures, each with its basis and the place it was read.

    Results (`outputs`) have their own table. A derived figure tells its calculation.
    """
    words = book.words
    rows = [
        (
            str(year),
            words(f"table.{table}"),
            _label(book, table, row),
            _figure(book, table, row),
            words(f"choice.basis.{row['basis']}"),
            row["source"],
        )
        for year in (book.year, book.year - 1)
        for table in _TRACED
        for row in records(book.rows(table, year))
    ]
    if not rows:
        return parts.absent(book, "sources")
    frame = pd.DataFrame(rows, columns=["year", "table", "item", "value", "basis", "source"], dtype=object)
    printed = Table.from_frame(
        frame,
        {
            "year": parts.text(words("head.years")),
            "table": parts.text(words("head.table")),
            "item": parts.text(words("head.item")),
            "value": parts.number(words("head.value")),
            "basis": parts.text(words("head.read_as")),
            "source": parts.text(words("head.source")),
        },
    )
    return parts.exhibit(
        book,
        "sources",
        table=printed,
        data=Data.from_frame(frame),
        notes=[*_of_all_tables(book), *_derivations(book)],
        number=len(rows),
        period=words.period(int(min(frame["year"])), book.year),
    )


def _of_all_tables(book: Accounts) -> list[str]:
    return parts.notes(book, parts.sources_of(book, *TABLES))


def _subject(book: Accounts, subject: str) -> str:
    """What a finding touches, in words: `totals.closing_carryover`, `expenditure.208`, `outputs.婚姻登记`."""
    table, _, item = subject.partition(".")
    if item and (book.words.has(f"item.{subject}") or item.isdigit()):
        return book.label(table, item)
    return item or book.words(f"table.{table}")


def _label(book: Accounts, table: str, row: dict[str, Any]) -> str:
    """What a row's figure is called, with its phase where that is not the actual one."""
    if table == "score_summary":
        return book.named(row, "scope")
    if table == "reasons":
        return book.named(row, "item")
    if table == "expenditure":
        label = book.label(table, row["code"], row["name"] or "")
    else:
        label = book.label(table, row["item"])
    if row["phase"] == "actual":
        return label
    return book.words("exhibit.of_phase", label=label, phase=book.words(f"choice.phase.{row['phase']}"))


def _derivations(book: Accounts) -> list[str]:
    """How each derived figure was computed, as its row notes it."""
    return [
        book.words("exhibit.derivation", year=year, label=_label(book, table, row), note=note)
        for year in (book.year, book.year - 1)
        for table in _TRACED
        for row in records(book.rows(table, year, basis="derived"))
        if (note := book.named(row, "note"))
    ]


def _figure(book: Accounts, table: str, row: dict[str, Any]) -> str:
    """An amount with two decimals; a count or a score with those it has."""
    words = book.words
    if table == "score_summary":
        score = row["average_score"] if row["overall_score"] is None else row["overall_score"]
        return words.number(score)
    if table == "three_public" and row["item"] in THREE_PUBLIC_COUNTS:
        return words.number(row["amount"])
    return words.amount(row["amount"])

"""The reconciliation and the sources as tables: what was found, what was checked, where figures were read."""

from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import TABLES, THREE_PUBLIC_COUNTS
from budgetbook.analysis import reconcile as reconciliation
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.prose.paragraphs import Prose, records

# More figures than these are told by the places where they were read, one by one only in the data file.
MOST_ROWS = 60
MOST_LABELS = 3
# The column that names a row of these tables; an indicator is told by its project.
_NAMED = {
    "projects": ("projects", "project"),
    "indicators": ("projects", "project"),
    "outputs": ("outputs", "output"),
    "score_summary": ("score_summary", "scope"),
}
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
                _subject(book, one),
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

    Results (`outputs`) have their own table. A derived figure tells its calculation. Many figures are counted
    by year and table.
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
    period = words.period(int(min(frame["year"])), book.year)
    many = len(rows) > MOST_ROWS
    shown = _by_table(book, frame) if many else frame
    columns = {
        "year": parts.text(words("head.years")),
        "table": parts.text(words("head.table")),
        "number": parts.number(words("head.figures")),
        "item": parts.text(words("head.item")),
        "value": parts.number(words("head.value")),
        "basis": parts.text(words("head.read_as")),
        "source": parts.text(words("head.source")),
    }
    return parts.exhibit(
        book,
        "places" if many else "sources",
        title=words("exhibit.sources_title", number=len(rows), period=period),
        ident="sources",
        table=Table.from_frame(shown, {name: column for name, column in columns.items() if name in shown}),
        data=Data.from_frame(frame),
        notes=[
            *_of_all_tables(book),
            *([words("exhibit.figures_in_file")] if many else []),
            *_derivations(book),
        ],
        number=len(rows),
        period=period,
    )


def _by_table(book: Accounts, frame: pd.DataFrame) -> pd.DataFrame:
    """How many figures of a year and table were read on each basis, and in which places."""
    rows = [
        (*key, len(own), book.words("number.semicolon").join(parts.by_document(book, own["source"].unique())))
        for key, own in frame.groupby(["year", "table", "basis"], sort=False)
    ]
    return pd.DataFrame(rows, columns=["year", "table", "basis", "number", "source"], dtype=object)


def _of_all_tables(book: Accounts) -> list[str]:
    return parts.notes(book, parts.sources_of(book, *TABLES))


def _subject(book: Accounts, finding: reconciliation.Finding) -> str:
    """What a finding touches, in words: `totals.closing_carryover`, `expenditure.208`, `outputs.婚姻登记`.

    Of a single fund, the fund stands behind the item: `income.business.government_fund`.
    """
    table, _, item = finding.subject.partition(".")
    code, _, fund = item.partition(".")
    if book.words.has(f"item.{table}.{code}") or (table == "expenditure" and code.isdigit()):
        label = book.label(table, code)
        if not fund:
            return label
        return book.words("comparison.of_fund", label=label, fund=book.words(f"choice.fund.{fund}"))
    if table in _NAMED:
        listed, column = _NAMED[table]
        rows = book.rows(listed, finding.year, **{column: item})
        if not rows.empty:
            return book.named(rows.iloc[0], column)
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
    """How derived figures were computed, as their rows note it; those computed alike are told together."""
    words = book.words
    alike: dict[tuple[int, str], list[str]] = {}
    for year in (book.year, book.year - 1):
        for table in _TRACED:
            for row in records(book.rows(table, year, basis="derived")):
                if note := book.named(row, "note"):
                    alike.setdefault((year, note), []).append(_label(book, table, row))
    return [
        words("exhibit.derivation", year=year, label=_several(book, labels), note=note)
        for (year, note), labels in alike.items()
    ]


def _several(book: Accounts, labels: list[str]) -> str:
    shown = labels[:MOST_LABELS]
    if len(labels) == len(shown):
        return book.words.join(shown)
    listed = book.words("number.comma").join(shown)
    return book.words("exhibit.and_others", shown=listed, number=len(labels))


def _figure(book: Accounts, table: str, row: dict[str, Any]) -> str:
    """An amount with two decimals; a count or a score with those it has."""
    words = book.words
    if table == "score_summary":
        score = row["average_score"] if row["overall_score"] is None else row["overall_score"]
        return words.number(score)
    if table == "three_public" and row["item"] in THREE_PUBLIC_COUNTS:
        return words.number(row["amount"])
    return words.amount(row["amount"])

"""The reconciliation and the sources as tables: what was found, what was checked, where each figure stands."""

import re

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import reconcile as reconciliation
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.prose.paragraphs import Prose

# As a finding names a place: document and place in it, then file and row in brackets.
_PLACE = re.compile(r"(?P<document>.*)[（(](?:[^/]+/)?(?P<file>[^:（(]+):(?P<row>\d+)[）)]")
_TRACED = ("totals", "income", "expenditure", "three_public", "score_summary", "reasons")


def findings(book: Accounts) -> Exhibit | Prose:
    """Table of the findings: rule, severity, the two figures, difference, tolerance, where each was read."""
    words, found = book.words, reconciliation.reconcile(book)
    if not found:
        return parts.absent(book, "findings")
    frame = pd.DataFrame(
        [
            (one.id, one.severity, one.left, one.right, one.difference, one.tolerance, words("number.semicolon").join(_places(book, one.sources)))
            for one in found
        ],
        columns=["id", "severity", "left", "right", "difference", "tolerance", "sources"],
        dtype=object,
    )
    frame = frame.where(frame.notna(), None)
    printed = Table.from_frame(
        frame,
        {
            "id": parts.text(words("head.rule")),
            "severity": parts.text(words("head.severity"), lambda severity: words(f"exhibit.{severity}")),
            "left": parts.number(words("head.left"), words.amount),
            "right": parts.number(words("head.right"), words.amount),
            "difference": parts.number(words("head.difference"), parts.signed_amount(book)),
            "tolerance": parts.number(words("head.tolerance"), words.amount),
            "sources": parts.text(words("head.sources")),
        },
    )
    return parts.table(book, "findings", table=printed, data=Data.from_frame(frame), number=len(found))


def rules(book: Accounts) -> Exhibit | Prose:
    """Table of all rules: how many comparisons each made, what it found, or why it could not be applied."""
    words, frame = book.words, reconciliation.applied(book)
    printed = Table.from_frame(
        frame,
        {
            "id": parts.text(words("head.rule")),
            "title": parts.text(words("head.checks")),
            "checks": parts.number(words("head.comparisons"), str),
            "findings": parts.number(words("head.findings"), str),
            "reason": parts.text(words("head.remark")),
        },
    )
    return parts.table(book, "rules", table=printed, data=Data.from_frame(frame))


def sources(book: Accounts) -> Exhibit | Prose:
    """Table of the year's figures, each with its basis and the place it was read."""
    words = book.words
    rows = []
    for table in _TRACED:
        for row in book.rows(table).to_dict("records"):
            amount = row["overall_score"] if table == "score_summary" else row["amount"]
            shown = words.number(amount) if table in ("score_summary", "three_public") else words.amount(amount)
            rows.append(
                (words(f"table.{table}"), _label(book, table, row), shown, words(f"choice.basis.{row['basis']}"), row["source"])
            )
    if not rows:
        return parts.absent(book, "sources")
    frame = pd.DataFrame(rows, columns=["table", "item", "amount", "basis", "source"], dtype=object)
    columns = [
        parts.text(words("head.table")),
        parts.text(words("head.item")),
        parts.number(words("head.value"), str),
        parts.text(words("head.read_as")),
        parts.text(words("head.source")),
    ]
    return parts.table(
        book,
        "sources",
        table=Table(columns, [Row(list(row)) for row in rows]),
        data=Data.from_frame(frame),
        number=len(rows),
    )


def _places(book: Accounts, sources: tuple[str, ...]) -> list[str]:
    """Sources with the rows of one file together: `自评报告 一（三）4（2022/reasons.csv 2、3、4）`."""
    rows: dict[tuple[str, str], list[int]] = {}
    for source in sources:
        found = _PLACE.fullmatch(source)
        if found is None:
            return list(sources)
        rows.setdefault((found["document"].strip(), found["file"]), []).append(int(found["row"]))
    return [
        book.words("exhibit.place", document=document, file=file, rows=book.words("number.comma").join(map(str, sorted(numbers))))
        for (document, file), numbers in rows.items()
    ]


def _label(book: Accounts, table: str, row: dict[str, object]) -> str:
    if table == "expenditure":
        return book.label(table, str(row["code"]), str(row["name"] or ""))
    if table == "score_summary":
        english = book.language == "en" and row["scope_en"]
        return str(row["scope_en"] if english else row["scope"])
    if table == "reasons":
        return str(row["item_en"] if book.language == "en" and row["item_en"] else row["item"])
    return book.label(table, str(row["item"]))

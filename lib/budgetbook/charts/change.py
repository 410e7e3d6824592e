"""How a total moved from last year to this: the bridge, the lines, the reasons named, the carry-over."""

from decimal import Decimal
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import change as analysis
from budgetbook.analysis.structure import Flow
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bar, change_bars, reasons_bars, waterfall
from budgetbook.prose.paragraphs import Prose

MOST_LINES = 15


def bridge(book: Accounts, item: str) -> Exhibit | Prose:
    """Waterfall from last year's figure to this year's, by lines or by the reasons named."""
    words, frame, label = book.words, analysis.bridge(book, item), analysis.printed_name(book, item)
    if frame.empty:
        return parts.absent(book, "bridge", label=label)
    rows = [{**row, "label": _step_name(book, row)} for row in frame.to_dict("records")]
    start, *steps, end = rows
    svg = waterfall(
        Bar(start["label"], start["amount"], words.amount(start["amount"])),
        [_change(book, row) for row in steps],
        Bar(end["label"], end["amount"], words.amount(end["amount"])),
    )
    printed = Table(
        [parts.text(words("head.step")), parts.number(words("head.amount"), words.amount)],
        [
            Row(
                [row["label"], words.amount(row["amount"], sign=row["kind"] not in ("start", "end"))],
                _style(row["kind"]),
            )
            for row in rows
        ],
    )
    change = end["amount"] - start["amount"]
    return parts.figure(
        book,
        "bridge",
        svg,
        ident=f"bridge-{item.replace('_', '-')}",
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(
            book, parts.sources_of(book, "totals", "reasons"), words(f"exhibit.bridge_by_{start['by']}")
        ),
        label=label,
        last_year=book.year - 1,
        last=words.money(start["amount"]),
        now=words.money(end["amount"]),
        direction=words.direction(change),
        change=words.money(abs(change)),
        told=parts.told(
            book, steps, lambda row: f"{row['label']} {words.amount(row['amount'], sign=True)}", most=8
        ),
    )


def contributions(book: Accounts, item: str) -> Exhibit | Prose:
    """Bars of every line's change against last year, the largest first, in the finest structure both years have."""
    words = book.words
    flow: Flow
    found = next(((flow, lines) for flow in analysis.LINES[item] if not (lines := analysis.contributions(book, flow)).empty), None)
    if found is None:
        # Where the way from last year to this is not known either, its sentence stands for both.
        told = analysis.bridge(book, item).empty
        return parts.silent() if told else parts.absent(book, "contributions", label=analysis.printed_name(book, item))
    flow, frame = found
    shown = frame.head(MOST_LINES)
    bars = [
        Bar(row["label"], row["change"], _change_text(book, row["change"], row["percent"]))
        for row in shown.to_dict("records")
    ]
    printed = Table.from_frame(
        frame,
        {
            "label": parts.text(words("head.item")),
            "amount": parts.number(words("head.year", year=book.year), words.amount),
            "last": parts.number(words("head.year", year=book.year - 1), words.amount),
            "change": parts.number(words("head.change"), parts.signed_amount(book)),
            "percent": parts.number(words("head.percent"), parts.signed_rate(book)),
            "contribution": parts.number(words("head.contribution"), words.points),
        },
    )
    first = frame.iloc[0]
    return parts.figure(
        book,
        "contributions",
        change_bars(bars),
        ident=f"contributions-{flow}",
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "income" if flow == "income" else "expenditure")),
        what=words(f"exhibit.structure_{flow}_name"),
        label=first["label"],
        direction=words.direction(first["change"] or Decimal(0)),
        change=words.money(abs(first["change"])) if first["change"] is not None else words.money(None),
        last_year=book.year - 1,
        told=parts.told(
            book,
            shown.to_dict("records"),
            lambda row: f"{row['label']} {_change_text(book, row['change'], row['percent'])}",
        ),
    )


def reasons(book: Accounts, item: str) -> Exhibit | Prose:
    """The reasons named for a change against the change, what they leave hatched.

    Without amounts nothing is drawn: `prose.change` tells the reasons and that they carry none.
    """
    words, frame, label = book.words, analysis.reasons(book, item), analysis.printed_name(book, item)
    row = next((one for one in analysis.headlines(book).to_dict("records") if one["item"] == item), None)
    named = frame[(frame["kind"] == "reason") & frame["amount"].notna()]
    if named.empty or row is None or row["change"] is None:
        return parts.silent()
    rest = frame[frame["kind"] == "rest"]
    left = None if rest.empty else rest.iloc[0]["amount"]
    unexplained = (
        None if left is None else Bar(words("exhibit.unexplained"), left, words.amount(left, sign=True))
    )
    svg = reasons_bars(
        Bar(
            words("exhibit.total_change", label=label), row["change"], words.amount(row["change"], sign=True)
        ),
        [
            Bar(str(one["label"]), one["amount"], words.amount(one["amount"], sign=True))
            for one in named.to_dict("records")
        ],
        unexplained,
    )
    lines = [
        *(
            Row([str(one["label"]), words.amount(one["amount"], sign=True)])
            for one in named.to_dict("records")
        ),
        *([] if left is None else [Row([words("exhibit.unexplained"), words.amount(left, sign=True)])]),
        Row([words("exhibit.total_change", label=label), words.amount(row["change"], sign=True)], "total"),
    ]
    explained = sum((amount for amount in named["amount"]), Decimal(0))
    complete = "reasons" if left is not None else "reasons_all"
    return parts.figure(
        book,
        complete,
        svg,
        ident=f"reasons-{item.replace('_', '-')}",
        table=Table(
            [parts.text(words("head.reason")), parts.number(words("head.change"), words.amount)], lines
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "reasons")),
        label=label,
        number=len(named),
        change=words.money(abs(row["change"])),
        direction=words.direction(row["change"]),
        explained=words.money(abs(explained)),
        rest=words.money(abs(left)) if left is not None else "",
    )


def carry_over(book: Accounts) -> Exhibit | Prose:
    """Table of the carry-over: published at the start and the end of each year, and as the totals imply."""
    words, frame = book.words, analysis.carry_over(book)
    if frame.empty:
        return parts.absent(book, "carry_over")
    frame = frame.assign(
        gap=[
            None if row["implied"] is None or row["closing"] is None else row["closing"] - row["implied"]
            for row in frame.to_dict("records")
        ]
    )
    printed = Table.from_frame(
        frame,
        {
            "year": parts.text(words("head.years")),
            "opening": parts.number(words("head.opening"), words.amount),
            "closing": parts.number(words("head.closing"), words.amount),
            "implied": parts.number(words("head.implied"), words.amount),
            "gap": parts.number(words("head.gap"), parts.signed_amount(book)),
        },
    )
    return parts.table(
        book,
        "carry_over",
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "totals"), words("exhibit.carry_over_rule")),
    )


def _step_name(book: Accounts, row: dict[str, Any]) -> str:
    words = book.words
    if row["kind"] in ("start", "end"):
        return words("head.year", year=book.year - (row["kind"] == "start"))
    if row["kind"] in ("others", "reasons"):
        return words(f"exhibit.{row['kind']}_number", number=row["label"])
    return (
        words("exhibit.unexplained" if row["by"] == "reasons" else "exhibit.rest")
        if row["kind"] == "rest"
        else str(row["label"])
    )


def _style(kind: str) -> Any:
    return "total" if kind in ("start", "end") else "plain"


def _change(book: Accounts, row: dict[str, Any]) -> Bar:
    key = "direction.unexplained" if row["kind"] == "rest" else ""
    return Bar(row["label"], row["amount"], book.words.amount(row["amount"], sign=True), key)


def _change_text(book: Accounts, change: Decimal | None, percent: Decimal | None) -> str:
    amount = book.words.amount(change, sign=True)
    return (
        amount
        if percent is None
        else book.words("exhibit.amount_share", amount=amount, share=book.words.percent(percent, sign=True))
    )

"""How a total moved from last year to this: the bridge, the lines, the reasons named, the carry-over."""

from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import change as analysis
from budgetbook.analysis.structure import Flow
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import SMALL_STEPS, Bar, change_bars, is_cut, reasons_bars, waterfall
from budgetbook.prose.change import headline
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.prose.reasons import Reasons, reasons_for

MOST_LINES = 15


def bridge(book: Accounts, item: str) -> Exhibit | Prose:
    """Waterfall from last year's figure to this year's, by lines or by the reasons named.

    It says so where its axis does not start at zero.
    """
    words, frame, label = book.words, analysis.bridge(book, item), analysis.printed_name(book, item)
    row = headline(book, item)
    if row is None or row["change"] is None:  # `prose.change` says so
        return parts.silent()
    if frame.empty:
        return parts.absent(book, "bridge", f"bridge_{item}", label=label)
    bars = [_bar(book, one) for one in records(frame)]
    start, *steps, end = bars
    by = frame.iloc[0]["by"]
    table = ("income" if item == "total_income" else "expenditure") if by == "lines" else "reasons"
    sources = parts.sources_of(book, "totals", table, years=(book.year, book.year - 1))
    cut = is_cut(start, steps, end)
    more = [words("exhibit.bridge_cut", small=words.number(SMALL_STEPS))] if cut else []
    return parts.exhibit(
        book,
        "bridge",
        svg=waterfall(start, steps, end),
        ident=f"bridge_{item}",
        table=Table(
            [parts.text(words("head.step")), parts.money(words("head.amount"))],
            [Row([bar.label, bar.text], "total" if bar in (start, end) else "plain") for bar in bars],
        ),
        data=Data.from_frame(frame.assign(label=[bar.label for bar in bars])),
        notes=parts.notes(book, sources, words(f"exhibit.bridge_by_{by}"), *more),
        axis=words("exhibit.not_from_zero") if cut else "",
        label=label,
        change=words.change(row["change"], row["percent"], row["last"]),
        last_year=book.year - 1,
        last=words.money(start.value),
        now=words.money(end.value),
        told=_told(book, steps, most=8),
    )


def contributions(book: Accounts, item: str) -> Exhibit | Prose:
    """Bars of every line's change, the largest first, in the finest structure that both years have."""
    words = book.words
    flow, frame = _finest(book, item)
    if frame.empty:
        if analysis.bridge(book, item).empty:  # whose sentence stands for both
            return parts.silent()
        label = analysis.printed_name(book, item)
        return parts.absent(book, "contributions", f"contributions_{item}", label=label)
    lines = records(frame)
    bars = [
        Bar(
            row["label"],
            row["change"],
            parts.beside(book, _signed(book, row["change"]), words.percent(row["percent"], sign=True)),
        )
        for row in lines[:MOST_LINES]
    ]
    what = words(f"exhibit.structure_{flow}_name")
    more = [words("exhibit.largest_shown", number=MOST_LINES)] if len(lines) > MOST_LINES else []
    tables = ("income", "totals") if flow == "income" else ("expenditure",)
    sources = parts.sources_of(book, *tables, years=(book.year, book.year - 1))
    return parts.exhibit(
        book,
        "contributions",
        svg=change_bars(bars),
        title="" if lines[0]["change"] else words("exhibit.contributions_flat", what=what),
        ident=f"contributions_{flow}",
        table=Table.from_frame(
            frame,
            {
                "label": parts.text(words("head.item")),
                **parts.years_beside(book),
                "contribution": parts.number(words("head.contribution"), words.points, of="last_total"),
            },
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(book, sources, *more),
        what=what,
        label=lines[0]["label"],
        moved=words.moved(lines[0]["change"]),
        last_year=book.year - 1,
        told=_told(book, bars),
    )


def reasons(book: Accounts, item: str) -> Exhibit | Prose:
    """The reasons named for a change against the change, what they leave hatched.

    Without amounts, or without a change, nothing is drawn: `prose.change` tells the reasons.
    """
    words, label, row = book.words, analysis.printed_name(book, item), headline(book, item)
    named, frame = reasons_for(book, item, row["change"] if row else None), analysis.reasons(book, item)
    if not named.with_amount or not named.change:
        return parts.silent()
    total = Bar(words("exhibit.total_change", label=label), named.change, _signed(book, named.change))
    bars = [Bar(one["label"], one["amount"], _signed(book, one["amount"])) for one in named.with_amount]
    rest = [Bar(words("exhibit.unexplained"), one, _signed(book, one)) for one in (named.rest,) if one]
    return parts.exhibit(
        book,
        "reasons",
        svg=reasons_bars(total, bars, rest[0] if rest else None),
        title=_reasons_title(book, label, named),
        ident=f"reasons_{item}",
        table=Table(
            [parts.text(words("head.reason")), parts.money(words("head.change"))],
            [
                *(Row([bar.label, bar.text]) for bar in (*bars, *rest)),
                *(Row([one["label"], None]) for one in named.without_amount),
                Row([total.label, total.text], "total"),
            ],
        ),
        data=Data.from_frame(_all_named(frame, rest)),
        notes=parts.notes(book, book.rows("reasons", flow=item)),
        label=label,
        moved=words.moved(named.change),
        told=_told(book, [*bars, *rest], most=8),
    )


def carry_over(book: Accounts) -> Exhibit | Prose:
    """Table of the carry-over: published at the start and the end of each year, and as the totals imply."""
    words, frame = book.words, analysis.carry_over(book)
    if frame.empty:
        return parts.absent(book, "carry_over")
    printed = Table.from_frame(
        frame,
        {
            "year": parts.text(words("head.years")),
            "opening": parts.money(words("head.opening"), words.amount),
            "closing": parts.money(words("head.closing"), words.amount),
            "implied": parts.money(words("head.implied"), words.amount),
            "gap": parts.money(words("head.gap"), parts.signed_amount(book)),
        },
    )
    return parts.exhibit(
        book,
        "carry_over",
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "totals"), words("exhibit.carry_over_rule")),
        period=words.period(frame["year"].min(), frame["year"].max()),
    )


def _all_named(frame: pd.DataFrame, rest: list[Bar]) -> pd.DataFrame:
    """The reasons with a name for what they leave, too."""
    return frame.assign(label=frame["label"].where(frame["kind"] != "rest", rest[0].label if rest else ""))


def _finest(book: Accounts, item: str) -> tuple[Flow | None, pd.DataFrame]:
    """The finest structure of which both years tell the lines, and how they moved; else nothing."""
    for flow in analysis.LINES[item]:
        frame = analysis.contributions(book, flow)
        if frame["change"].notna().any():
            return flow, frame
    return None, pd.DataFrame()


def _reasons_title(book: Accounts, label: str, named: Reasons) -> str:
    words = book.words
    return words(
        f"exhibit.reasons_{named.story}",
        label=label,
        moved=words.moved(named.change),
        rest=words.money(None if named.rest is None else abs(named.rest)),
        number=named.number,
        known=len(named.with_amount),
    )


def _bar(book: Accounts, row: dict[str, Any]) -> Bar:
    """A step of the bridge: its name, its amount (a change with its sign), the rest hatched."""
    words, kind = book.words, row["kind"]
    if kind in ("start", "end"):
        name = words("head.year", year=book.year - (kind == "start"))
    elif kind in ("others", "reasons"):
        name = words(f"exhibit.{kind}_number", number=row["label"])
    elif kind == "rest":
        name = words("exhibit.unexplained" if row["by"] == "reasons" else "exhibit.rest")
    else:
        name = str(row["label"])
    text = words.amount(row["amount"], sign=kind not in ("start", "end"))
    return Bar(name, row["amount"], text, "direction.unexplained" if kind == "rest" else "")


def _signed(book: Accounts, change: Decimal | None) -> str:
    return book.words("exhibit.no_data") if change is None else book.words.amount(change, sign=True)


def _told(book: Accounts, bars: list[Bar], most: int = 5) -> str:
    words = book.words
    said = ({"label": bar.label, "moved": words.moved(bar.value)} for bar in bars)
    return parts.told(book, said, lambda row: words("exhibit.label_moved", **row), most)

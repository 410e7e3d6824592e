"""The structure of income and expenditure, in one year and over the years."""

from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import structure as analysis
from budgetbook.analysis.arithmetic import share, total
from budgetbook.analysis.structure import OTHERS, Flow
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bar, Part, Stack, share_bars, stacked_shares
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.prose.structure import whole_name
from budgetbook.words import NOT_APPLICABLE, round_half_up

MOST_BARS = 12
MOST_PARTS = 5
_COLOURS = {"income": "income", "kind": "expenditure", "function": "function", "economic": "economic"}


def structure(book: Accounts, flow: Flow) -> Exhibit | Prose:
    """Bars of one year's parts with amounts and shares, the largest first."""
    words, frame = book.words, analysis.composition(book, flow)
    if frame["amount"].isna().all():
        return parts.absent(book, f"structure_{flow}")
    bars = [
        Bar(
            words("exhibit.others_number", number=row["label"]) if row["code"] == OTHERS else row["label"],
            row["amount"],
            parts.beside(book, parts.amount_or_gap(book, row["amount"]), words.percent(row["share"])),
            _colour(flow, row["code"]),
        )
        for row in records(analysis.merged(frame, MOST_BARS))
    ]
    first, whole = frame.iloc[0], whole_name(book, flow)
    title = "exhibit.largest_title" if first["share"] is None else "exhibit.share_title"
    return parts.exhibit(
        book,
        f"structure_{flow}",
        svg=share_bars(bars),
        title=words(
            title,
            label=first["label"],
            whole=whole,
            amount=words.money(first["amount"]),
            share=words.percent(first["share"]),
        ),
        table=_printed(book, flow, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        number=len(frame),
        whole=whole,
        total=words.money(first["total"]),
        told=parts.told(
            book,
            records(frame),
            lambda row: words(
                "exhibit.label_amount" if row["share"] is None else "exhibit.label_amount_share",
                label=row["label"],
                amount=words.money(row["amount"]),
                share=words.percent(row["share"]),
            ),
        ),
    )


def structure_over_years(book: Accounts, flow: Flow) -> Exhibit | Prose:
    """A bar of 100 % for every year from the first loaded, in the same order and colours; gaps are named."""
    words, frame = book.words, analysis.over_years(book, flow)
    what = words(f"exhibit.structure_{flow}_name")
    known = frame[frame["amount"].notna()]
    if known.empty:
        return parts.silent()  # `structure` beside it tells that nothing is published
    if known["year"].nunique() < 2:
        return parts.absent(book, "structure_one_year", f"structure_{flow}_over_years", what=what)
    kept = analysis.leading(frame, "amount", MOST_PARTS)
    stacks = [
        _stack(book, flow, year, frame[frame["year"] == year], kept)
        for year in range(book.years[0], book.year + 1)
    ]
    labels = {row["code"]: row["label"] for row in records(frame)} | {OTHERS: words("exhibit.all_others")}
    legend = [(labels[code], _colour(flow, code)) for code in kept]
    shares = [
        row
        for row in records(known[known["code"] == kept[0]])
        # Shares of two totals cannot be compared.
        if row["share"] is not None
        and analysis.whole_item(book, flow, row["year"]) == analysis.whole_item(book, flow)
    ]
    whole = whole_name(book, flow)
    return parts.exhibit(
        book,
        "structure_over_years",
        svg=stacked_shares(stacks, legend),
        title=_moved_share(book, shares[0]["share"], shares[-1]["share"], label=labels[kept[0]], whole=whole)
        if len(shares) > 1
        else "",
        ident=f"structure_{flow}_over_years",
        table=_printed(book, flow, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        what=what,
        label=labels[kept[0]],
        whole=whole,
        period=words.period(known["year"].min(), known["year"].max()),
        told=parts.told(
            book,
            shares,
            lambda row: words("exhibit.year_value", year=row["year"], value=words.percent(row["share"])),
        ),
    )


def _stack(book: Accounts, flow: Flow, year: int, rows: pd.DataFrame, kept: list[str]) -> Stack:
    """One year's bar; without figures it says so."""
    words, missing = book.words, book.words("exhibit.no_data")
    label = words("head.year", year=year)
    if rows["amount"].isna().all():
        return Stack(label, [], missing)
    amounts = dict(zip(rows["code"], rows["amount"], strict=True))
    # A line that a year does not list was not there; one that it lists without an amount is not known.
    shown = {code: amounts.pop(code, Decimal(0)) for code in kept if code != OTHERS}
    if OTHERS in kept:
        shown[OTHERS] = total(amounts.values()) or Decimal(0)
    whole = rows["total"].iloc[0]
    if whole is not None and whole <= 0:
        return Stack(label, [], words("exhibit.no_shares"))
    pieces = [
        Part(
            amount,
            missing if amount is None else words.percent(share(amount, whole)),
            _colour(flow, code),
        )
        for code, amount in shown.items()
    ]
    return Stack(label, pieces, parts.amount_or_gap(book, whole))


def _moved_share(book: Accounts, first: Decimal, last: Decimal, **names: str) -> str:
    change = round_half_up(last) - round_half_up(first)
    direction = "up" if change > 0 else "down" if change < 0 else "flat"
    shares = {"first": book.words.percent(first), "last": book.words.percent(last)}
    return book.words(f"exhibit.structure_over_years_{direction}", **shares, **names)


def _printed(book: Accounts, flow: Flow, frame: pd.DataFrame) -> Table:
    """Every part of every year with its total; years and codes where there are several and any."""
    words, rate = book.words, parts.rate(book)
    several, coded = frame["year"].nunique() > 1, flow in ("function", "economic")
    columns = [
        *([parts.text(words("head.years"))] if several else []),
        *([parts.text(words("head.code"))] if coded else []),
        parts.text(words("head.item")),
        parts.money(words("head.amount")),
        parts.number(words("head.share")),
    ]
    rows = []
    for year, lines in frame.groupby("year"):
        whole = lines["total"].iloc[0]
        for line in [*records(lines), {"code": "", "label": words("head.total"), "amount": whole}]:
            cells = [
                *([year] if several else []),
                *([line["code"] or NOT_APPLICABLE] if coded else []),
                line["label"],
                words.amount(line["amount"]),
                NOT_APPLICABLE if whole is not None and whole <= 0 else rate(share(line["amount"], whole)),
            ]
            rows.append(Row(cells, "plain" if line["code"] else "total"))
    return Table(columns, rows)


def _colour(flow: Flow, code: str) -> str:
    return "mark.other" if code == OTHERS else f"{_COLOURS[flow]}.{code}"

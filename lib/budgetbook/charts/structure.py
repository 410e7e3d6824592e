"""The structure of income and expenditure, in one year and over the years."""

from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import structure as analysis
from budgetbook.analysis.arithmetic import share, total
from budgetbook.analysis.structure import Flow
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bar, Part, Stack, share_bars, stacked_shares
from budgetbook.prose.paragraphs import Prose

MOST_BARS = 12
MOST_PARTS = 5
_COLOURS = {"income": "income", "kind": "expenditure", "function": "function", "economic": "economic"}


def structure(book: Accounts, flow: Flow) -> Exhibit | Prose:
    """Bars of one year's parts with amounts and shares, the largest first."""
    words, frame = book.words, analysis.composition(book, flow)
    if frame.empty:
        return parts.absent(book, f"structure_{flow}")
    shown = _merged(book, frame, MOST_BARS)
    bars = [
        Bar(
            row["label"],
            row["amount"],
            _amount_and_share(book, row["amount"], row["share"]),
            _colour(flow, row["code"]),
        )
        for row in shown.to_dict("records")
    ]
    first = frame.iloc[0]
    return parts.figure(
        book,
        f"structure_{flow}",
        share_bars(bars),
        table=_printed(book, flow, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        label=first["label"],
        share=words.percent(first["share"]),
        number=len(frame),
        total=words.money(first["total"]),
        told=parts.told(
            book,
            frame.to_dict("records"),
            lambda row: words(
                "exhibit.label_amount_share",
                label=row["label"],
                amount=words.money(row["amount"]),
                share=words.percent(row["share"]),
            ),
        ),
    )


def structure_over_years(book: Accounts, flow: Flow) -> Exhibit | Prose:
    """A bar of 100 % for every year from the first loaded, in the same order and colours; gaps are named."""
    words, frame = book.words, analysis.over_years(book, flow)
    if frame.empty or frame["year"].nunique() < 2:
        return parts.absent(book, "structure_one_year", what=words(f"exhibit.structure_{flow}_name"))
    kept = _kept(frame)
    stacks = []
    for year in range(book.years[0], book.year + 1):
        rows = frame[frame["year"] == year]
        if rows.empty:
            stacks.append(Stack(words("head.year", year=year), [], words("exhibit.no_data")))
            continue
        amounts = _by_kept(rows, kept)
        pieces = [
            Part(amount, words.percent(share(amount, rows["total"].iloc[0])), _colour(flow, code))
            for code, amount in amounts.items()
        ]
        stacks.append(Stack(words("head.year", year=year), pieces, words.amount(rows["total"].iloc[0])))
    labels = {row["code"]: row["label"] for row in frame.to_dict("records")}
    legend = [(labels.get(code, words("exhibit.others")), _colour(flow, code)) for code in kept]
    top = kept[0]
    ends = [
        frame[(frame["year"] == year) & (frame["code"] == top)]
        for year in (frame["year"].min(), frame["year"].max())
    ]
    shares = [None if rows.empty else rows.iloc[0]["share"] for rows in ends]
    return parts.figure(
        book,
        "structure_over_years",
        stacked_shares(stacks, legend),
        ident=f"structure-{flow}-over-years",
        table=_printed(book, flow, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        what=words(f"exhibit.structure_{flow}_name"),
        label=labels[top],
        first_year=frame["year"].min(),
        first=words.percent(shares[0]),
        now=words.percent(shares[1]),
        number=frame["year"].nunique(),
    )


def _printed(book: Accounts, flow: Flow, frame: pd.DataFrame) -> Table:
    words = book.words
    several = frame["year"].nunique() > 1
    coded = flow in ("function", "economic")
    columns = (
        ([parts.text(words("head.years"))] if several else [])
        + ([parts.text(words("head.code"))] if coded else [])
        + [
            parts.text(words("head.item")),
            parts.number(words("head.amount"), words.amount),
            parts.number(words("head.share"), parts.rate(book)),
        ]
    )
    rows = []
    for year, year_rows in frame.groupby("year", sort=True):
        for row in year_rows.to_dict("records"):
            head = ([str(year)] if several else []) + (
                [row["code"] if row["code"].isdigit() else ""] if coded else []
            )
            rows.append(
                Row([*head, row["label"], words.amount(row["amount"]), parts.rate(book)(row["share"])])
            )
        whole = year_rows["total"].iloc[0]
        head = ([str(year)] if several else []) + ([""] if coded else [])
        rows.append(
            Row(
                [*head, words("head.total"), words.amount(whole), parts.rate(book)(share(whole, whole))],
                "total",
            )
        )
    return Table(columns, rows)


def _amount_and_share(book: Accounts, amount: Decimal | None, part: Decimal | None) -> str:
    if part is None:
        return book.words.amount(amount)
    return book.words(
        "exhibit.amount_share", amount=book.words.amount(amount), share=book.words.percent(part)
    )


def _colour(flow: Flow, code: str) -> str:
    if code == "others":
        return f"{_COLOURS[flow]}.other" if flow in ("income", "kind") else "mark.other"
    return f"{_COLOURS[flow]}.{code}"


def _merged(book: Accounts, frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """The largest parts, the small ones as one last row."""
    if len(frame) <= most:
        return frame
    kept, rest = frame.iloc[: most - 1], frame.iloc[most - 1 :]
    amount = total(rest["amount"])
    others = {
        **frame.iloc[0].to_dict(),
        "code": "others",
        "label": book.words("exhibit.others_number", number=len(rest)),
        "amount": amount,
        "share": share(amount, frame["total"].iloc[0]),
    }
    return pd.concat([kept, pd.DataFrame([others]).astype(object)], ignore_index=True)


def _kept(frame: pd.DataFrame) -> list[str]:
    """The codes that are shown by name over the years, by their sum over the years; `others` last."""
    sums: dict[str, Decimal] = {}
    for row in frame.to_dict("records"):
        sums[row["code"]] = sums.get(row["code"], Decimal(0)) + (row["amount"] or Decimal(0))
    codes = sorted(sums, key=lambda code: (-sums[code], code))
    return codes if len(codes) <= MOST_PARTS else [*codes[: MOST_PARTS - 1], "others"]


def _by_kept(rows: pd.DataFrame, kept: list[str]) -> dict[str, Decimal]:
    amounts = dict(zip(rows["code"], rows["amount"], strict=True))
    found = {code: amounts.get(code) or Decimal(0) for code in kept if code != "others"}
    if "others" in kept:
        found["others"] = total(amount for code, amount in amounts.items() if code not in kept) or Decimal(0)
    return found

"""Structure: what a total is made of, and in what shares."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share, total, whole
from budgetbook.analysis.frames import frame_of

Flow = Literal["income", "kind", "function", "economic"]

# 收入总计 is told with what was carried over and used, 本年收入 without (部门决算 table 1).
_BESIDE_INCOME = ("use_of_nonfiscal_surplus", "opening_carryover")
# The same money told as one line or as several: 财政拨款收入 by budget, 基本支出 by its two parts.
TOLD_AS_ONE = {
    "fiscal_appropriation": ("general_public_budget", "government_fund", "state_capital"),
    "basic": ("personnel", "public"),
}
CLASS_LENGTH = 3  # 类
# The table of economic classes tells 基本支出 in the standard form, 本年支出 in some documents.
ECONOMIC_WHOLES = ("expenditure.basic", "totals.current_year_expenditure")

OTHERS = "others"  # the code of parts merged into one

COLUMNS = ["year", "code", "label", "amount", "total", "share", "basis", "source"]


class _Part(NamedTuple):
    code: str
    label: str
    amount: Decimal | None
    basis: str
    source: str


def composition(
    book: Accounts, flow: Flow, year: int | None = None, *, phase: str = "actual"
) -> pd.DataFrame:
    """The parts of a year's income or expenditure, the largest first.

    Columns: year, code, label, amount (万元), total (万元), share (% of the total), basis, source. The total
    is the published one of `whole_item`, else the sum of the parts where all are known. Parts that were not
    published stay, without an amount. Empty where the year has no such table.
    """
    year = book.year if year is None else year
    parts = _income(book, year, phase) if flow == "income" else _expenditure(book, flow, year, phase)
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    printed = published_total(book, flow, year, phase=phase)
    if printed is None:
        printed = whole(part.amount for part in parts)
    # What was not published comes last; one order for equal amounts, whatever the order of the data.
    parts.sort(key=lambda part: (part.amount is None, -(part.amount or 0), part.code))
    rows = [
        (
            year,
            part.code,
            part.label,
            part.amount,
            printed,
            share(part.amount, printed),
            part.basis,
            part.source,
        )
        for part in parts
    ]
    return frame_of(rows, COLUMNS)


def over_years(book: Accounts, flow: Flow, *, phase: str = "actual") -> pd.DataFrame:
    """`composition` of every loaded year that has one, in the order of the years."""
    frames = [composition(book, flow, year, phase=phase) for year in book.years]
    filled = [frame for frame in frames if not frame.empty]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def merged(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """One year's `composition` in at most so many rows: the small parts are one last row `OTHERS`.

    It has their amounts and shares together; its label is how many parts it stands for.
    """
    if len(frame) <= most:
        return frame
    kept, rest = frame.iloc[: most - 1], frame.iloc[most - 1 :]
    amount = total(rest["amount"])
    others = {
        **frame.iloc[0].to_dict(),
        "code": OTHERS,
        "label": str(len(rest)),
        "amount": amount,
        "share": share(amount, frame["total"].iloc[0]),
    }
    return pd.concat([kept, pd.DataFrame([others]).astype(object)], ignore_index=True)


def leading(frame: pd.DataFrame, column: str, most: int) -> list[str]:
    """The codes to tell by name, by the sum of a column over years or departments, the largest first.

    Of more than `most` codes the last is `OTHERS`, which stands for the rest.
    """
    sums = frame.groupby("code", sort=False)[column].agg(total).items()
    codes = [str(code) for code, _ in sorted(sums, key=lambda one: (-(one[1] or 0), one[0]))]
    return codes if len(codes) <= most else [*codes[: most - 1], OTHERS]


def published_total(book: Accounts, flow: Flow, year: int, *, phase: str = "actual") -> Decimal | None:
    """The figure of `whole_item` in 万元; None where it is not published."""
    return _published(book, whole_item(book, flow, year, phase=phase), year, phase)


def whole_item(book: Accounts, flow: Flow, year: int | None = None, *, phase: str = "actual") -> str:
    """The total that a structure is told against, as `table.item`.

    It is 收入总计 or 本年支出; of economic classes the nearer of 基本支出 and 本年支出 to their sum.
    """
    year = book.year if year is None else year
    if flow == "income":
        return "totals.total_income"
    if flow == "economic":
        lines = [part.amount for part in _expenditure(book, flow, year, phase)]
        wholes = {item: _published(book, item, year, phase) for item in ECONOMIC_WHOLES}
        if nearer := nearest(lines, wholes):
            return nearer
    return "totals.current_year_expenditure"


def nearest(lines: Iterable[Decimal | None], wholes: Mapping[str, Decimal | None]) -> str | None:
    """Which published total is nearest to the sum of the known lines; None where none is published."""
    of_lines = sum((line for line in lines if line is not None), Decimal(0))
    published = {item: value for item, value in wholes.items() if value is not None}
    return min(published, key=lambda item: abs(published[item] - of_lines), default=None)


def at_level(lines: pd.DataFrame, length: int) -> dict[str, Decimal | None]:
    """Amounts (万元) by code at one level of a classification: 3 类, 5 款, 7 项.

    A published line counts as printed; where only its finer lines are published, it is their sum, or None
    where one of them is not known.
    """
    amounts: dict[str, Decimal | None] = dict(zip(lines["code"], lines["amount"], strict=True))
    for finer in (7, 5):
        below: dict[str, list[Decimal | None]] = {}
        for code, amount in amounts.items():
            if len(code) == finer > length:
                below.setdefault(code[:-2], []).append(amount)
        for code, parts in below.items():
            if amounts.get(code) is None:
                amounts[code] = whole(parts)
    return {code: amounts[code] for code in sorted(amounts) if len(code) == length}


def _published(book: Accounts, item: str, year: int, phase: str) -> Decimal | None:
    table, _, code = item.partition(".")
    return book.value(table, code, year, phase=phase, column="code" if table == "expenditure" else "item")


def _income(book: Accounts, year: int, phase: str) -> list[_Part]:
    sources = book.rows("income", year, phase=phase)
    if sources.empty:
        return []
    sources = _told_once(sources, "item", TOLD_AS_ONE["fiscal_appropriation"], ("fiscal_appropriation",))
    beside = book.rows("totals", year, phase=phase)
    beside = beside[beside["item"].isin(_BESIDE_INCOME)]
    return [
        _Part(row["item"], book.label(table, row["item"]), row["amount"], row["basis"], row["source"])
        for table, rows in (("income", sources), ("totals", beside))
        for _, row in rows.iterrows()
    ]


def _expenditure(book: Accounts, flow: Flow, year: int, phase: str) -> list[_Part]:
    lines = book.rows("expenditure", year, phase=phase, classification=flow).sort_values("code")
    if flow == "kind":
        lines = _told_once(lines, "code", ("basic",), TOLD_AS_ONE["basic"])
        return [
            _Part(
                row["code"],
                book.label("expenditure", row["code"]),
                row["amount"],
                row["basis"],
                row["source"],
            )
            for _, row in lines.iterrows()
        ]
    # The first line of a class is its own, or else its first finer one.
    first: dict[str, dict[Hashable, str]] = {}
    for line in lines.to_dict("records"):
        first.setdefault(line["code"][:CLASS_LENGTH], line)
    parts = []
    for code, amount in at_level(lines, CLASS_LENGTH).items():
        line = first[code]
        name = line["name"] if line["code"] == code else ""
        parts.append(
            _Part(code, book.label("expenditure", code, name), amount, line["basis"], line["source"])
        )
    return parts


def _told_once(
    lines: pd.DataFrame, column: str, names: tuple[str, ...], same_money: tuple[str, ...]
) -> pd.DataFrame:
    """Lines without those that tell the same money again; these stand where the others are not published."""
    told, again = lines[column].isin(names), lines[column].isin(same_money)
    published = lines["amount"].notna()
    other_way = not told.any() or (bool((published & again).any()) and not (published & told).any())
    return lines[~told if other_way else ~again]

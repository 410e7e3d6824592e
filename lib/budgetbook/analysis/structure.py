"""Structure: what a total is made of, and in what shares."""

from decimal import Decimal
from typing import Literal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share, total

Flow = Literal["income", "kind", "function", "economic"]

# 收入总计 is told with what was carried over and used, 本年收入 without (部门决算 table 1).
_BESIDE_INCOME = ("use_of_nonfiscal_surplus", "opening_carryover")
# 财政拨款收入 is the sum of these three in table 2; it stands for them only where they are not published.
_OF_APPROPRIATION = ("general_public_budget", "government_fund", "state_capital")
# 人员经费 and 公用经费 are parts of 基本支出.
_WITHIN_BASIC = ("personnel", "public")
CLASS_LENGTH = 3  # 类

COLUMNS = ["year", "code", "label", "amount", "total", "share", "basis", "source"]


def composition(book: Accounts, flow: Flow, year: int | None = None, *, phase: str = "actual") -> pd.DataFrame:
    """The parts of a year's income or expenditure, the largest first.

    Columns: year, code, label, amount (万元), total (万元), share (% of the total), basis, source. The total
    is the published one, else the sum of the parts. Parts that were not published stay, without an amount.
    Empty where the year has no such table.
    """
    year = book.year if year is None else year
    parts = _income(book, year, phase) if flow == "income" else _expenditure(book, flow, year, phase)
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.DataFrame(parts, columns=["code", "label", "amount", "basis", "source"]).astype(object)
    frame = frame.where(frame.notna(), None)
    whole = published_total(book, flow, year, phase=phase)
    if whole is None:
        whole = total(frame["amount"])
    frame.insert(0, "year", year)
    frame.insert(4, "total", whole)
    frame.insert(5, "share", [share(amount, whole) for amount in frame["amount"]])
    return _largest_first(frame)


def over_years(book: Accounts, flow: Flow, *, phase: str = "actual") -> pd.DataFrame:
    """`composition` of every loaded year that has one, in the order of the years."""
    frames = [composition(book, flow, year, phase=phase) for year in book.years]
    filled = [frame for frame in frames if not frame.empty]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def published_total(book: Accounts, flow: Flow, year: int, *, phase: str = "actual") -> Decimal | None:
    """The total that a structure is told against: 收入总计, or 本年支出合计. In 万元."""
    if flow == "income":
        return book.value("totals", "total_income", year, phase=phase)
    return book.value("totals", "current_year_expenditure", year, phase=phase)


def at_level(lines: pd.DataFrame, length: int) -> dict[str, Decimal | None]:
    """Amounts (万元) by code at one level of a classification: 3 类, 5 款, 7 项.

    A published line counts as printed; where only its finer lines are published, it is their sum.
    """
    amounts = dict(zip(lines["code"], lines["amount"], strict=True))
    codes = sorted({code[:length] for code in amounts if len(code) >= length})
    return {code: _amount_of(code, amounts) for code in codes}


def _amount_of(code: str, amounts: dict[str, Decimal | None]) -> Decimal | None:
    if code in amounts:
        return amounts[code]
    below = sorted({other[: len(code) + 2] for other in amounts if other.startswith(code) and other != code})
    return total(_amount_of(one, amounts) for one in below)


def _income(book: Accounts, year: int, phase: str) -> list[tuple[object, ...]]:
    sources = book.rows("income", year, phase=phase)
    if set(_OF_APPROPRIATION) & set(sources["item"]):
        sources = sources[sources["item"] != "fiscal_appropriation"]
    beside = book.rows("totals", year, phase=phase)
    beside = beside[beside["item"].isin(_BESIDE_INCOME)]
    if sources.empty:
        return []
    return [
        (row["item"], book.label(table, row["item"]), row["amount"], row["basis"], row["source"])
        for table, rows in (("income", sources), ("totals", beside))
        for _, row in rows.iterrows()
    ]


def _expenditure(book: Accounts, flow: Flow, year: int, phase: str) -> list[tuple[object, ...]]:
    lines = book.rows("expenditure", year, phase=phase, classification=flow)
    if flow == "kind":
        lines = lines[~lines["code"].isin(_WITHIN_BASIC)]
        return [
            (row["code"], book.label("expenditure", row["code"]), row["amount"], row["basis"], row["source"])
            for _, row in lines.iterrows()
        ]
    parts = []
    for code, amount in at_level(lines, CLASS_LENGTH).items():
        printed = lines[lines["code"] == code]
        first = (printed if not printed.empty else lines[lines["code"].str.startswith(code)]).iloc[0]
        name = first["name"] if not printed.empty else ""
        parts.append((code, book.label("expenditure", code, name), amount, first["basis"], first["source"]))
    return parts


def _largest_first(frame: pd.DataFrame) -> pd.DataFrame:
    size = frame["amount"].map(lambda amount: Decimal("-Infinity") if amount is None else amount)
    order = sorted(frame.index, key=lambda at: (-size[at], frame.at[at, "code"]))
    return frame.loc[order].reset_index(drop=True)

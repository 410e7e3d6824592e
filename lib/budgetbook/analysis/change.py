"""Change from last year to this: amounts, rates, what each line contributes, and the reasons named for it."""

from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import difference, percent_change, share, total
from budgetbook.analysis.structure import Flow, composition, published_total

HEADLINES = (
    "total_income",
    "current_year_income",
    "total_expenditure",
    "current_year_expenditure",
    "opening_carryover",
    "closing_carryover",
)
# What a flow's structure is made of, so that its change can be told line by line.
LINES: dict[str, tuple[Flow, ...]] = {
    "total_income": ("income",),
    "current_year_expenditure": ("function", "kind", "economic"),
}
MOST_STEPS = 6


def headlines(book: Accounts) -> pd.DataFrame:
    """The headline figures of this year and last year that either year has.

    Columns: item, label, amount, last (万元), change (万元), percent (%), basis, last_basis. Last year is
    the year before, whether or not an earlier one is loaded.
    """
    rows = []
    for item in HEADLINES:
        now, last = book.figure("totals", item), book.figure("totals", item, book.year - 1)
        if now.status == last.status == "absent":
            continue
        rows.append(
            (
                item,
                printed_name(book, item),
                now.value,
                last.value,
                difference(now.value, last.value),
                percent_change(now.value, last.value),
                now.basis,
                last.basis,
            )
        )
    columns = ["item", "label", "amount", "last", "change", "percent", "basis", "last_basis"]
    return _frame(rows, columns)


def printed_name(book: Accounts, item: str) -> str:
    """What the department itself calls a headline figure, in Chinese; else the field's standard term."""
    rows = book.rows("totals", item=item)
    printed = "" if rows.empty else rows.iloc[0]["printed_name"]
    return str(printed) if printed and book.language == "zh" else book.label("totals", item)


def history(book: Accounts, items: tuple[str, ...] = HEADLINES) -> pd.DataFrame:
    """Headline figures of every year from the first loaded to this one.

    Columns: year, item, label, amount (万元; None in a year without it), basis. A year without data stays,
    so that a chart shows its gap.
    """
    years = range(book.years[0], book.year + 1)
    rows = [
        (year, item, printed_name(book, item), figure.value, figure.basis)
        for item in items
        if any(book.value("totals", item, year) is not None for year in years)
        for year in years
        for figure in [book.figure("totals", item, year)]
    ]
    return _frame(rows, ["year", "item", "label", "amount", "basis"])


def contributions(book: Accounts, flow: Flow) -> pd.DataFrame:
    """What each line contributes to the growth of its total; empty unless both years have the lines.

    Columns: code, label, amount, last, change (万元), percent (% of the line's own last year), contribution
    (百分点 of the total's growth: change of the line / last year's total). A line that only one year has
    counts as zero in the other: both years' structures are complete, so it was not there.
    The largest change comes first.
    """
    now, last = composition(book, flow), composition(book, flow, book.year - 1)
    columns = ["code", "label", "amount", "last", "change", "percent", "contribution"]
    if now.empty or last.empty:
        return pd.DataFrame(columns=columns)
    base = last["total"].iloc[0]
    amounts, before = _by_code(now), _by_code(last)
    labels = {**_labels(last), **_labels(now)}
    rows = []
    for code in dict.fromkeys([*amounts, *before]):
        this, that = amounts.get(code, Decimal(0)), before.get(code, Decimal(0))
        change = difference(this, that)
        rows.append((code, labels[code], this, that, change, percent_change(this, that), share(change, base)))
    frame = _frame(rows, columns)
    order = sorted(frame.index, key=lambda at: (-abs(frame.at[at, "change"] or 0), frame.at[at, "code"]))
    return frame.loc[order].reset_index(drop=True)


def reasons(book: Accounts, item: str) -> pd.DataFrame:
    """The reasons named for a change, the largest first, and what they leave unexplained.

    Columns: label, amount (万元; None where the reason was named without one), kind (`reason`, `rest`).
    The rest is there only where the change and every reason's amount are known (checks.md R15).
    """
    named = book.rows("reasons", flow=item)
    columns = ["label", "amount", "kind"]
    if named.empty:
        return pd.DataFrame(columns=columns)
    rows = [(_reason(book, row), row["amount"], "reason") for _, row in named.iterrows()]
    rows.sort(key=lambda row: -abs(row[1] or 0))
    change = difference(book.value("totals", item), book.value("totals", item, book.year - 1))
    if change is not None and all(row[1] is not None for row in rows):
        rest = change - (total(row[1] for row in rows) or Decimal(0))
        if rest != 0:
            rows.append(("", rest, "rest"))
    return _frame(rows, columns)


def bridge(book: Accounts, item: str) -> pd.DataFrame:
    """From last year's figure to this year's, step by step, for a waterfall.

    Columns: label, amount (万元), kind (`start`, `step`, `others`, `rest`, `end`), by (`lines` or `reasons`).
    The steps are the lines both years have, else the named reasons; at most six, the others in one step.
    Steps always reach this year's figure: what they leave is the `rest`. Empty where a year is missing or
    nothing tells the steps.
    """
    columns = ["label", "amount", "kind", "by"]
    now, last = book.value("totals", item), book.value("totals", item, book.year - 1)
    if now is None or last is None:
        return pd.DataFrame(columns=columns)
    steps, by = _steps(book, item)
    if not steps:
        return pd.DataFrame(columns=columns)
    shown, hidden = steps[:MOST_STEPS], steps[MOST_STEPS:]
    if len(hidden) == 1:
        shown, hidden = steps, []
    rows = [("", last, "start", by), *((label, amount, "step", by) for label, amount in shown)]
    if hidden:
        rows.append((str(len(hidden)), sum((amount for _, amount in hidden), Decimal(0)), "others", by))
    rest = now - last - sum((amount for _, amount in steps), Decimal(0))
    if rest != 0:
        rows.append(("", rest, "rest", by))
    rows.append(("", now, "end", by))
    return _frame(rows, columns)


def carry_over(book: Accounts) -> pd.DataFrame:
    """Carry-over of each loaded year, as published and as the totals imply it.

    Columns: year, opening, closing, implied (万元). Implied is 收入总计 − 本年支出 − 结余分配 (checks.md R04);
    a year that distributes no surplus has no such row.
    """
    rows = []
    for year in book.years:
        income = book.value("totals", "total_income", year)
        spent = book.value("totals", "current_year_expenditure", year)
        distributed = book.value("totals", "surplus_distribution", year) or Decimal(0)
        implied = None if income is None or spent is None else income - spent - distributed
        opening = book.value("totals", "opening_carryover", year)
        closing = book.value("totals", "closing_carryover", year)
        if not (opening is None and closing is None and implied is None):
            rows.append((year, opening, closing, implied))
    return _frame(rows, ["year", "opening", "closing", "implied"])


def _steps(book: Accounts, item: str) -> tuple[list[tuple[str, Decimal]], str]:
    for flow in LINES.get(item, ()):
        lines = contributions(book, flow)
        # Lines told against another total than the item's own would not lead from one year to the other.
        if not lines.empty and published_total(book, flow, book.year) is not None:
            steps = [
                (str(row["label"]), row["change"])
                for _, row in lines.iterrows()
                if row["change"] is not None and row["change"] != 0
            ]
            return steps, "lines"
    named = reasons(book, item)
    named = named[(named["kind"] == "reason") & named["amount"].notna()]
    return [(str(row["label"]), row["amount"]) for _, row in named.iterrows()], "reasons"


def _reason(book: Accounts, row: pd.Series) -> str:
    return str(row["item_en"] if book.language == "en" and row["item_en"] else row["item"])


def _by_code(frame: pd.DataFrame) -> dict[str, Decimal | None]:
    return dict(zip(frame["code"], frame["amount"], strict=True))


def _labels(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["code"], frame["label"], strict=True))


def _frame(rows: list[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.where(frame.notna(), None)

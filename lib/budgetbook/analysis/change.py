"""Change from last year to this: amounts, rates, what each line contributes, and the reasons named for it."""

from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts, Figure
from budgetbook.analysis.arithmetic import adds_up, difference, percent_change, share, whole
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.structure import TOLD_AS_ONE, Flow, composition, published_total, whole_item

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

    Columns: item, label, amount, last (万元), change (万元), percent (%), basis, last_basis, budget (万元;
    the adjusted one, else the initial), completion (% of the budget). Last year is the year before, whether
    or not an earlier one is loaded.
    """
    rows = []
    for item in HEADLINES:
        now, last = book.figure("totals", item), last_year(book, item)
        if now.status == last.status == "absent":
            continue
        adjusted = book.value("totals", item, phase="adjusted_budget")
        budget = book.value("totals", item, phase="initial_budget") if adjusted is None else adjusted
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
                budget,
                share(now.value, budget),
            )
        )
    columns = [
        "item", "label", "amount", "last", "change", "percent", "basis", "last_basis", "budget", "completion",
    ]  # fmt: skip
    return frame_of(rows, columns)


def last_year(book: Accounts, item: str, table: str = "totals") -> Figure:
    """Last year's own figure, else this year's less the change that a document states for it (derived)."""
    own = book.figure(table, item, book.year - 1)
    now = book.value(table, item)
    said = book.rows("stated", item=f"{table}.{item}", measure="change")
    if own.value is not None or now is None or said.empty:
        return own
    row = said.iloc[0]
    place = f"{row['file']}:{row['row']}"
    return Figure(now - row["value"], "published", "derived", str(row["source"]), place)


def printed_name(book: Accounts, item: str) -> str:
    """What the department itself calls a headline figure, in Chinese; else the field's standard term."""
    rows = book.rows("totals", item=item, phase="actual")
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
    return frame_of(rows, ["year", "item", "label", "amount", "basis"])


def contributions(book: Accounts, flow: Flow) -> pd.DataFrame:
    """What each line contributes to the growth of its total; empty unless both years have the lines.

    Columns: code, label, amount, last, change (万元), percent (% of the line's own last year), last_total
    (万元), contribution (百分点 of the total's growth: change of the line / last year's total). The total of
    economic lines is here 本年支出, even where they tell 基本支出 alone; told of one in one year and of the
    other in the next, they are not compared. A line that only one year has counts
    as zero in the other where that year's lines add up to their total, so that it was not there; else its
    change is not known. The largest change comes first.
    """
    now, last = composition(book, flow), composition(book, flow, book.year - 1)
    columns = ["code", "label", "amount", "last", "change", "percent", "last_total", "contribution"]
    if now.empty or last.empty or whole_item(book, flow) != whole_item(book, flow, book.year - 1):
        return pd.DataFrame(columns=columns)
    base = last["total"].iloc[0]
    if flow == "economic":
        base = published_total(book, "kind", book.year - 1)
    amounts, before = _by_code(now), _by_code(last)
    _tell_alike(amounts, before)
    _tell_alike(before, amounts)
    unlisted, unlisted_before = _of_unlisted(now), _of_unlisted(last)
    labels = {**_labels(last), **_labels(now)}
    rows = []
    for code in dict.fromkeys([*amounts, *before]):
        this, that = amounts.get(code, unlisted), before.get(code, unlisted_before)
        change, percent = difference(this, that), percent_change(this, that)
        rows.append((code, labels[code], this, that, change, percent, base, share(change, base)))
    rows.sort(key=lambda row: (-abs(row[4] or Decimal(0)), row[0]))
    return frame_of(rows, columns)


def reasons(book: Accounts, item: str) -> pd.DataFrame:
    """The reasons named for a change, the largest first, and what they leave unexplained.

    Columns: label, amount (万元; None where the reason was named without one), kind (`reason`, `rest`).
    The rest is there only where the change and every reason's amount are known (R15).
    """
    named = book.rows("reasons", flow=item)
    columns = ["label", "amount", "kind"]
    if named.empty:
        return pd.DataFrame(columns=columns)
    rows = [(book.named(row, "item"), row["amount"], "reason") for _, row in named.iterrows()]
    rows.sort(key=lambda row: -abs(row[1] or 0))
    table, line = ("three_public", "total") if item == "three_public" else ("totals", item)
    change = difference(book.value(table, line), last_year(book, line, table).value)
    rest = difference(change, whole(row[1] for row in rows))
    if rest:
        rows.append(("", rest, "rest"))
    return frame_of(rows, columns)


def bridge(book: Accounts, item: str) -> pd.DataFrame:
    """From last year's figure to this year's, step by step, for a waterfall.

    Columns: label, amount (万元), kind (`start`, `step`, `others`, `reasons`, `rest`, `end`), by (`lines` or
    `reasons`).
    The steps are the lines both years have, at most six and the others in one step; else all named reasons as
    one step, since `reasons` tells them singly.
    Steps always reach this year's figure: what they leave is the `rest`. Empty where a year is missing or
    nothing tells the steps.
    """
    columns = ["label", "amount", "kind", "by"]
    now, last = book.value("totals", item), last_year(book, item).value
    if now is None or last is None:
        return pd.DataFrame(columns=columns)
    lines = _line_steps(book, item)
    steps = lines or _reason_step(book, item)
    if not steps:
        return pd.DataFrame(columns=columns)
    rest = now - last - sum((amount for _, amount, _ in steps), Decimal(0))
    rows = [("", last, "start"), *steps, *([("", rest, "rest")] if rest != 0 else []), ("", now, "end")]
    return frame_of([(*row, "lines" if lines else "reasons") for row in rows], columns)


def carry_over(book: Accounts) -> pd.DataFrame:
    """Carry-over of each loaded year, as published and as the totals imply it.

    Columns: year, opening, closing, implied (万元), gap (closing less implied, 万元). Implied is 收入总计 −
    本年支出 − 结余分配 (R04); a year that distributes no surplus has no such row.
    """
    rows = []
    for year in book.years:
        income = book.value("totals", "total_income", year)
        spent = book.value("totals", "current_year_expenditure", year)
        distributed = book.figure("totals", "surplus_distribution", year)
        given_out = Decimal(0) if distributed.status == "absent" else distributed.value
        implied = difference(difference(income, spent), given_out)
        opening = book.value("totals", "opening_carryover", year)
        closing = book.value("totals", "closing_carryover", year)
        if not (opening is None and closing is None and implied is None):
            rows.append((year, opening, closing, implied, difference(closing, implied)))
    return frame_of(rows, ["year", "opening", "closing", "implied", "gap"])


def _line_steps(book: Accounts, item: str) -> list[tuple[str, Decimal, str]]:
    for flow in LINES.get(item, ()):
        steps = [
            (str(row["label"]), row["change"], "step")
            for _, row in contributions(book, flow).iterrows()
            if row["change"]
        ]
        if len(steps) > MOST_STEPS + 1:
            hidden = steps[MOST_STEPS:]
            others = sum((amount for _, amount, _ in hidden), Decimal(0))
            return [*steps[:MOST_STEPS], (str(len(hidden)), others, "others")]
        if steps:
            return steps
    return []


def _reason_step(book: Accounts, item: str) -> list[tuple[str, Decimal, str]]:
    named = reasons(book, item)
    amounts = [amount for amount in named[named["kind"] == "reason"]["amount"] if amount is not None]
    return [(str(len(amounts)), sum(amounts, Decimal(0)), "reasons")] if amounts else []


def _tell_alike(these: dict[str, Decimal | None], those: dict[str, Decimal | None]) -> None:
    """Where one year tells as one line what the other tells as several, make it one line in both."""
    for one, several in TOLD_AS_ONE.items():
        told = [code for code in several if code in those]
        if one in these and told:
            those[one] = whole(those.pop(code) for code in told)


def _of_unlisted(lines: pd.DataFrame) -> Decimal | None:
    """The amount of a line that a year does not list: zero where the listed ones are all there was."""
    return Decimal(0) if adds_up(lines["amount"], lines["total"].iloc[0]) else None


def _by_code(frame: pd.DataFrame) -> dict[str, Decimal | None]:
    return dict(zip(frame["code"], frame["amount"], strict=True))


def _labels(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["code"], frame["label"], strict=True))

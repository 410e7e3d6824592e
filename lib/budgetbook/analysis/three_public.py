"""“三公”经费: items, budget against actual, year against year, and what one vehicle or one guest costs."""

from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import THREE_PUBLIC_COUNTS, THREE_PUBLIC_MONEY
from budgetbook.analysis.arithmetic import adds_up, difference, percent_change, ratio, share, whole
from budgetbook.analysis.frames import frame_of

# The four panels of the field's table 7; 公务用车 is the sum of the two in the middle.
ITEMS = ("abroad", "vehicle_purchase", "vehicle_operation", "reception")
PARTS = {"total": ("abroad", "vehicle", "reception"), "vehicle": ("vehicle_purchase", "vehicle_operation")}
UNIT_COSTS = {
    "per_vehicle": ("vehicle_operation", "vehicles"),
    "per_reception": ("reception", "reception_batches"),
    "per_guest": ("reception", "reception_persons"),
    "per_traveller": ("abroad", "abroad_persons"),
}
# 公务接待费 pays for foreign receptions too, whose counts are published beside the domestic ones.
FOREIGN = {
    "reception_batches": "foreign_reception_batches",
    "reception_persons": "foreign_reception_persons",
}
YUAN_PER_WAN = Decimal(10000)


def items(book: Accounts) -> pd.DataFrame:
    """Every item of every year from the first loaded to this one that has the table.

    Columns: year, item, label, budget, actual, last (万元), change (万元), percent (%), completion (% of the
    budget), over_last, over_budget (only 只减不增 asks for them: True where the item grew or overran).
    Items that no year has are left out; the budget is the adjusted one where there is one, else the initial.
    """
    present = [item for item in THREE_PUBLIC_MONEY if item in set(book.tables["three_public"]["item"])]
    rows = []
    for year in range(book.years[0], book.year + 1):
        for item in present:
            actual, last = actual_of(book, item, year), actual_of(book, item, year - 1)
            planned = budget(book, item, year)
            rows.append(
                (
                    year,
                    item,
                    book.label("three_public", item),
                    planned,
                    actual,
                    last,
                    difference(actual, last),
                    percent_change(actual, last),
                    share(actual, planned),
                    None if actual is None or last is None else actual > last,
                    None if actual is None or planned is None else actual > planned,
                )
            )
    columns = [
        "year", "item", "label", "budget", "actual", "last", "change", "percent", "completion", "over_last",
        "over_budget",
    ]  # fmt: skip
    return frame_of(rows, columns)


def against_budget(book: Accounts) -> pd.DataFrame:
    """This year's rows of `items` with an actual figure and a budget.

    Columns: those of `items`, then over (actual less budget, 万元) and over_percent (% of the budget).
    """
    frame = items(book)
    frame = frame[(frame["year"] == book.year) & frame["actual"].notna() & frame["budget"].notna()]
    over, percent = (
        [of(actual, planned) for actual, planned in zip(frame["actual"], frame["budget"], strict=True)]
        for of in (difference, percent_change)
    )
    added = {"over": pd.Series(over, dtype=object), "over_percent": pd.Series(percent, dtype=object)}
    return frame.reset_index(drop=True).assign(**added)


def actual_of(book: Accounts, item: str, year: int) -> Decimal | None:
    """What was spent on an item, in 万元."""
    return book.value("three_public", item, year)


def budget(book: Accounts, item: str, year: int) -> Decimal | None:
    """An item's budget in 万元: the adjusted one (全年预算数), else the initial one (年初预算数)."""
    adjusted = book.value("three_public", item, year, phase="adjusted_budget")
    return book.value("three_public", item, year, phase="initial_budget") if adjusted is None else adjusted


def counts(book: Accounts) -> pd.DataFrame:
    """The published counts of the loaded years. Columns: year, item, label, count."""
    rows = [
        (year, item, book.label("three_public", item), value)
        for item in THREE_PUBLIC_COUNTS
        for year in book.years
        for value in [book.value("three_public", item, year)]
        if value is not None
    ]
    return pd.DataFrame(rows, columns=["year", "item", "label", "count"], dtype=object)


def published(book: Accounts) -> bool:
    """Whether any amount spent this year is known; without one there is nothing to analyse."""
    return any(actual_of(book, item, book.year) is not None for item in THREE_PUBLIC_MONEY)


def count_of(book: Accounts, item: str, *years: int) -> tuple[Decimal | None, bool]:
    """How many there were in the first of some years, and whether foreign ones are left out.

    Receptions and guests are domestic and foreign together where each of the years, which are compared with
    one another, has both counts, else domestic only.
    """
    counted = book.value("three_public", item, years[0])
    if item not in FOREIGN:
        return counted, False
    known = [year for year in years if book.value("three_public", item, year) is not None]
    foreign = {year: book.value("three_public", FOREIGN[item], year) for year in known}
    if counted is None or None in foreign.values():
        return counted, None in foreign.values()
    return counted + (foreign[years[0]] or 0), False


def cost_of_one(amount: Decimal | None, count: Decimal | None) -> Decimal | None:
    """What one cost, in 元; None where the amount (万元) or a count above 0 is not known."""
    cost = ratio(amount, count)
    return None if cost is None else cost * YUAN_PER_WAN


def unit_costs(book: Accounts) -> pd.DataFrame:
    """What one vehicle, reception, guest or traveller cost, wherever money and count are both published.

    Columns: year, measure, item, amount (万元), count (see `count_of`), domestic (foreign receptions are left
    out of it), cost (元 each), last (the year before's cost, None where it was counted otherwise), percent
    (the change of the cost in %). A year in which nothing was spent and nothing counted has no cost and
    stands there with None; measures without a cost in any year are left out.
    """
    rows = []
    for measure, (item, count_item) in UNIT_COSTS.items():
        costs: dict[tuple[int, bool], Decimal] = {}
        found = []
        for year in book.years:
            amount, (count, domestic) = actual_of(book, item, year), count_of(book, count_item, year)
            cost, last = cost_of_one(amount, count), costs.get((year - 1, domestic))
            if cost is not None:
                costs[year, domestic] = cost
            elif amount != 0 or count != 0:
                continue
            change = percent_change(cost, last)
            found.append((year, measure, item, amount, count, domestic, cost, last, change))
        rows += found if costs else []
    columns = ["year", "measure", "item", "amount", "count", "domestic", "cost", "last", "percent"]
    return frame_of(rows, columns)


def changed_most(costs: pd.DataFrame) -> dict[str, Any]:
    """The row of `unit_costs` whose cost changed most in %, in the latest year that has any cost."""
    known = costs[costs["cost"].notna()]
    latest = known[known["year"] == known["year"].max()].to_dict("records")
    most = max(latest, key=lambda row: -1 if row["percent"] is None else abs(row["percent"]))
    return {str(name): value for name, value in most.items()}


def structure(book: Accounts) -> pd.DataFrame:
    """This year's items and their shares of the total. Columns: item, label, amount (万元), share (%).

    The vehicle item stands as its two parts where they are published, as one where they do not make it up.
    The total is the published one, else the sum of the items where all are known.
    """
    found = {item: actual_of(book, item, book.year) for item in THREE_PUBLIC_MONEY}
    purchase_and_operation = [found[item] for item in PARTS["vehicle"]]
    if found["vehicle"] is None:
        found["vehicle"] = whole(purchase_and_operation)
    elif not adds_up([one for one in purchase_and_operation if one is not None], found["vehicle"]):
        found |= dict.fromkeys(PARTS["vehicle"])
    if found["total"] is None:
        found["total"] = whole(found[item] for item in PARTS["total"])
    parts = [item for item in ITEMS if found[item] is not None]
    if not set(PARTS["vehicle"]) & set(parts) and found["vehicle"] is not None:
        parts.insert(parts.index("reception") if "reception" in parts else len(parts), "vehicle")
    rows = [
        (item, book.label("three_public", item), found[item], share(found[item], found["total"]))
        for item in parts
    ]
    return pd.DataFrame(rows, columns=["item", "label", "amount", "share"], dtype=object)

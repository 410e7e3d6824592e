"""Count × unit cost: how much of a change is more or fewer, how much is dearer or cheaper (因素分析)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import THREE_PUBLIC_COUNTS, THREE_PUBLIC_MONEY
from budgetbook.analysis.arithmetic import difference, percent_change
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.three_public import UNIT_COSTS, actual_of, cost_of_one, count_of
from budgetbook.words import round_half_up

Method = Literal["average", "chain"]
# What counts which money, in the order of the published table: what is bought beside what is kept or used.
PAIRS = tuple(
    sorted(
        (*UNIT_COSTS.values(), ("vehicle_purchase", "vehicles_purchased")),
        key=lambda pair: (THREE_PUBLIC_MONEY.index(pair[0]), THREE_PUBLIC_COUNTS.index(pair[1])),
    )
)


@dataclass(frozen=True)
class Effects:
    """A change in 万元 and its two parts, rounded to the cent; count and cost make up the change exactly."""

    count: Decimal
    cost: Decimal
    change: Decimal

    @property
    def main(self) -> Literal["count", "cost", "both", "none"]:
        """Which part moved the amount more; `both` where they did alike, `none` where nothing moved."""
        if self.count == self.cost == 0:
            return "none"
        if abs(self.count) == abs(self.cost):
            return "both"
        return "count" if abs(self.count) > abs(self.cost) else "cost"


def decompose(
    amount_then: Decimal | None,
    count_then: Decimal | None,
    amount_now: Decimal | None,
    count_now: Decimal | None,
    method: Method,
) -> Effects | None:
    """Split the change of an amount (万元) into the effect of its count and the effect of its unit cost.

    With a = n × u for either year, the count effect is (n₁ − n₀) × (u₀ + u₁) ÷ 2 by `average`, which is the
    Shapley value of two factors (Shorrocks 2013) and does not depend on which is replaced first, and
    (n₁ − n₀) × u₀ by `chain` (连环替代法 of the textbooks: quantity before price). It is rounded half up to
    the cent; the unit cost's effect is the rest of the change, so that nothing is left over. Where one year's
    count is 0 it has no unit cost, and the whole change is the count's. None where a figure is missing, a
    count is negative, or both counts are 0.
    """
    if amount_then is None or count_then is None or amount_now is None or count_now is None:
        return None
    if min(count_then, count_now) < 0 or count_then == count_now == 0:
        return None
    change = round_half_up(amount_now - amount_then)
    if not count_then or not count_now:
        return Effects(change, Decimal("0.00"), change)
    more = count_now - count_then
    # Divided once and last, so that half a cent is rounded as what it is.
    if method == "chain":
        effect = more * amount_then / count_then
    else:
        crosswise = amount_then * count_now + amount_now * count_then
        effect = more * crosswise / (2 * count_then * count_now)
    count = round_half_up(effect)
    return Effects(count, change - count, change)


def against_last_year(
    amount: Decimal | None,
    last: Decimal | None,
    count: Decimal | None,
    last_count: Decimal | None,
    method: Method,
) -> dict[str, Any]:
    """Two years of one amount (万元) and its count beside each other, with what `decompose` makes of them.

    Keys: amount, last, count, last_count, cost, last_cost (元 each), change, percent (%), count_change,
    cost_change (元, rounded to the cent), cost_percent (%), count_effect, cost_effect (万元) and main (as
    `Effects.main`); what cannot be known is None.
    """
    effects = decompose(last, last_count, amount, count, method)
    cost, last_cost = cost_of_one(amount, count), cost_of_one(last, last_count)
    dearer = difference(cost, last_cost)
    return {
        "amount": amount,
        "last": last,
        "count": count,
        "last_count": last_count,
        "cost": cost,
        "last_cost": last_cost,
        "change": effects.change if effects else difference(amount, last),
        "percent": percent_change(amount, last),
        "count_change": difference(count, last_count),
        "cost_change": None if dearer is None else round_half_up(dearer),
        "cost_percent": percent_change(cost, last_cost),
        "count_effect": effects and effects.count,
        "cost_effect": effects and effects.cost,
        "main": effects and effects.main,
    }


def three_public(book: Accounts) -> pd.DataFrame:
    """The “三公” items that have a count, every year from the first loaded on against the one before.

    One row for each item, count and year; an item stands twice where both its batches and its persons count
    (公务接待费). Columns: year, item, counted, domestic (without foreign receptions, see `count_of`), label,
    those of `against_last_year`, and why: empty where the change is split, else `first` (no year before is
    loaded), `nothing_spent` (0 in both years), `nothing_counted` (0 in both years), or the first of `amount`,
    `last`, `count`, `last_count` that is not known. Items of which no year's amount is known are left out.
    """
    years = range(book.years[0], book.year + 1)
    rows = []
    for item, counted in PAIRS:
        amounts = {year: actual_of(book, item, year) for year in years}
        if all(amount is None for amount in amounts.values()):
            continue
        for year in years:
            amount, last = amounts[year], amounts.get(year - 1)
            count, domestic = count_of(book, counted, year, year - 1)
            last_count, _ = count_of(book, counted, year - 1, year)
            told = against_last_year(amount, last, count, last_count, book.settings.factor_method)
            why = "first" if year == years[0] else _why_not_split(told)
            label = book.label("three_public", item)
            key = {"year": year, "item": item, "counted": counted, "domestic": domestic, "label": label}
            rows.append({**key, **told, "why": why})
    columns = ["year", "item", "counted", "domestic", "label", *_COMPARED, "why"]
    return frame_of(rows, columns)


def mainly(mains: Iterable[str]) -> tuple[Literal["count", "cost"], int]:
    """Which effect is the main one of more changes, and of how many; of as many the count's."""
    times = Counter(mains)
    main: Literal["count", "cost"] = "cost" if times["cost"] > times["count"] else "count"
    return main, times[main]


def moved_most(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The first of the rows of `against_last_year` with the largest change, else the largest effects."""
    return max(rows, key=lambda row: (abs(row["change"]), abs(row["count_effect"])))


def _why_not_split(told: dict[str, Any]) -> str:
    if told["amount"] == told["last"] == 0:
        return "nothing_spent"
    if told["count"] == told["last_count"] == 0:
        return "nothing_counted"
    return next((name for name in ("amount", "last", "count", "last_count") if told[name] is None), "")


_COMPARED = tuple(against_last_year(None, None, None, None, "average"))

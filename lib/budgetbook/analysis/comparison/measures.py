"""What is compared: sizes, growth, execution, the three public expenses, projects and scores of one year."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import pandas as pd

from budgetbook.accounts.schema import FUNDS
from budgetbook.analysis.arithmetic import difference, percent_change, ratio, share, total
from budgetbook.analysis.comparison.projects import execution_rates, mean_scores, top_shares
from budgetbook.analysis.comparison.readings import Figures, Reading, combined, of_one_kind
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.three_public import FOREIGN, UNIT_COSTS, YUAN_PER_WAN

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

INCOME, EXPENDITURE = "totals.total_income", "totals.current_year_expenditure"
THREE_PUBLIC = "three_public.total"
POSTS = "编制"  # posts a department is given; 职数 are how many of them lead

COLUMNS = ["department", "label", "level", "value", "why", "number", "basis", "source"]

_Readings = Mapping[str, Reading]
_Measure = Callable[["Peers", int], _Readings]


def compared(peers: "Peers", measure: str, year: int | None = None) -> pd.DataFrame:
    """A measure of every department in a year (the own one's by default), the largest figure first.

    Columns: department, label, level, value (万元 of an amount, % of a rate, 元 of a unit cost, None where it
    is not known), why ("" where it can be compared, else what `readings` says keeps it from that), number
    (of projects, where it is of some), basis, source. What cannot be compared comes last, by name.
    """
    return _compared(peers, measure, peers.book.year if year is None else year).copy()


# A page asks for the same measure a handful of times.
@lru_cache(maxsize=64)
def _compared(peers: "Peers", measure: str, year: int) -> pd.DataFrame:
    found = MEASURES[measure](peers, year)
    rows = []
    for one in peers.departments:
        reading = of_one_kind(peers, one.slug, found.get(one.slug, Reading()))
        rows.append(
            (
                one.slug,
                peers.labels[one.slug],
                one.level,
                reading.value,
                reading.why,
                reading.number,
                reading.basis,
                "; ".join(reading.sources),
            )
        )
    rows.sort(key=lambda row: (row[4] != "", -(row[3] or 0) if row[4] == "" else 0, row[0]))
    return frame_of(rows, COLUMNS)


@lru_cache(maxsize=16)
def fund_of_execution(peers: "Peers", year: int) -> str:
    """The fund whose budget and spending are compared: one that the own department tells, all funds first.

    Of several the one that most departments tell; where the own department tells none, that of most.
    """
    found = {fund: _execution_of(peers, year, fund) for fund in ("", *FUNDS)}
    told = {
        fund: sum(reading.value is not None for reading in readings.values())
        for fund, readings in found.items()
    }
    own = [fund for fund, readings in found.items() if readings[peers.own].value is not None]
    return max(own or list(found), key=lambda fund: told[fund])


def _amount(item: str) -> _Measure:
    def readings(peers: "Peers", year: int) -> _Readings:
        figures = Figures(peers, [item], [year])
        return {one.slug: figures.read(one.slug, year, item) for one in peers.departments}

    return readings


def _growth(item: str) -> _Measure:
    """Change in % of last year: its own figure, or else this year's less the change that was stated."""

    def readings(peers: "Peers", year: int) -> _Readings:
        figures = Figures(peers, [item, f"change.{item}"], [year - 1, year])
        found = {}
        for one in peers.departments:
            now, last = figures.read(one.slug, year, item), figures.read(one.slug, year - 1, item)
            said = figures.read(one.slug, year, f"change.{item}")
            if last.value is None and now.value is not None and said.value is not None:
                last = combined(difference(now.value, said.value), said)
            found[one.slug] = combined(percent_change(now.value, last.value), now, last)
        return found

    return readings


def _execution(peers: "Peers", year: int) -> _Readings:
    """Spending in % of its budget, of the fund that `fund_of_execution` chooses."""
    fund = fund_of_execution(peers, year)
    found = _execution_of(peers, year, fund)
    others = [_execution_of(peers, year, other) for other in ("", *FUNDS) if other != fund]
    for slug, reading in found.items():
        otherwise = [other[slug] for other in others if other[slug].value is not None]
        if reading.value is None and otherwise:
            found[slug] = replace(otherwise[0], value=None, why="fund")
        elif reading.why == "fund":
            # What another fund tells is spending without a budget.
            found[slug] = replace(reading, why="absent")
    return found


def _execution_of(peers: "Peers", year: int, fund: str) -> dict[str, Reading]:
    figures = Figures(peers, [EXPENDITURE], [year])
    found = {}
    for one in peers.departments:
        spent = figures.read(one.slug, year, EXPENDITURE, fund=fund)
        budget = figures.budget(one.slug, year, EXPENDITURE, fund)
        found[one.slug] = combined(share(spent.value, budget.value), spent, budget)
    return found


def _three_public_share(peers: "Peers", year: int) -> _Readings:
    figures = Figures(peers, [THREE_PUBLIC, EXPENDITURE], [year])
    found = {}
    for one in peers.departments:
        part, whole = figures.read(one.slug, year, THREE_PUBLIC), figures.read(one.slug, year, EXPENDITURE)
        found[one.slug] = combined(share(part.value, whole.value), part, whole)
    return found


def _per_post(peers: "Peers", year: int) -> _Readings:
    """Three public expenses per post, in 元; posts are those called 编制 of the year."""
    figures = Figures(peers, [THREE_PUBLIC], [year])
    found = {}
    for one in peers.departments:
        staff = [post for post in one.staff if post.year == year and POSTS in post.post]
        posts = total(post.posts for post in staff)
        counted = Reading(
            posts,
            "absent" if posts is None else _none(posts),
            frozenset(post.basis for post in staff),
            tuple(post.source for post in staff),
        )
        spent = figures.read(one.slug, year, THREE_PUBLIC)
        found[one.slug] = combined(_yuan(ratio(spent.value, posts)), spent, counted)
    return found


def _unit_cost(name: str) -> _Measure:
    """What one vehicle, reception or guest cost, in 元; foreign receptions count where they are published."""
    money, count = (f"three_public.{item}" for item in UNIT_COSTS[name])
    foreign = f"three_public.{FOREIGN[UNIT_COSTS[name][1]]}" if UNIT_COSTS[name][1] in FOREIGN else ""

    def readings(peers: "Peers", year: int) -> _Readings:
        figures = Figures(peers, [money, count, *([foreign] if foreign else [])], [year])
        found = {}
        for one in peers.departments:
            spent, counted = figures.read(one.slug, year, money), figures.read(one.slug, year, count)
            number = counted.value
            if number is not None:
                number += figures.read(one.slug, year, foreign).value or 0
                counted = replace(counted, value=number, why=_none(number))
            found[one.slug] = combined(_yuan(ratio(spent.value, number)), spent, counted)
        return found

    return readings


def _none(count: Decimal) -> str:
    """Why there is no cost of one: nothing was counted."""
    return "" if count > 0 else "count"


def _yuan(cost: Decimal | None) -> Decimal | None:
    return None if cost is None else cost * YUAN_PER_WAN


MEASURES: dict[str, _Measure] = {
    "income": _amount(INCOME),
    "expenditure": _amount(EXPENDITURE),
    "income_growth": _growth(INCOME),
    "expenditure_growth": _growth(EXPENDITURE),
    "execution": _execution,
    "project_execution": execution_rates,
    "three_public": _amount(THREE_PUBLIC),
    "three_public_share": _three_public_share,
    "per_post": _per_post,
    "per_vehicle": _unit_cost("per_vehicle"),
    "per_reception": _unit_cost("per_reception"),
    "per_guest": _unit_cost("per_guest"),
    "mean_score": mean_scores,
    "top_share": top_shares,
}

# What each measure is told in: 万元, %, 元, or points out of 100.
UNITS: dict[str, Literal["wan", "percent", "yuan", "points"]] = {
    "income": "wan",
    "expenditure": "wan",
    "income_growth": "percent",
    "expenditure_growth": "percent",
    "execution": "percent",
    "project_execution": "percent",
    "three_public": "wan",
    "three_public_share": "percent",
    "per_post": "yuan",
    "per_vehicle": "yuan",
    "per_reception": "yuan",
    "per_guest": "yuan",
    "mean_score": "points",
    "top_share": "percent",
}

"""Cost and effect (成本效益): what one of a project's outputs cost, against plan, last year and its like.

A project's whole spending is set against each of its counted outputs, so that the costs of several outputs of
one project do not add up. Costs are compared only where the unit is the same; `not_compared` names the rest.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import percent_change, total
from budgetbook.analysis.factors import against_last_year
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.quantities import Output, outputs

_NAMES = ("project", "label", "output", "unit")
_COSTS = ("amount", "number", "cost", "target", "planned", "basis", "source")


def costs(book: Accounts) -> pd.DataFrame:
    """What one of each output cost, in every loaded year: spent ÷ number.

    Columns: year, thread, project, label, output (in the reader's language), unit ("" where not told), amount
    (万元), number, cost (元), target (the planned number), planned (元: budget ÷ target), basis, source; see
    `quantities.Output`. The years ascend, in each the largest amount comes first.
    """
    columns = ("year", "thread", *_NAMES, *_COSTS)
    return frame_of([_told(one, columns) for one in outputs(book).all if not one.why], columns)


def covered(book: Accounts) -> tuple[int, Decimal]:
    """How many of this year's projects have an output with a cost, and what they spent together (万元)."""
    spent = {one.project: one.amount for one in outputs(book).of(book.year) if not one.why}
    return len(spent), total(spent.values()) or Decimal(0)


def over_years(book: Accounts) -> pd.DataFrame:
    """This year's outputs whose cost is known, in the same unit, for a year before too, over all their years.

    Columns: year, thread, key (the output's name in the document), project (its name in that year), label and
    output (as this year has them), unit, amount (万元), number, cost (元), last (the year before's cost),
    percent (%; None where one of the two numbers is far above its target). A year between without a number
    in that unit is a row without project and figures. The largest amount of this year comes first.
    """
    found, rows = outputs(book), []
    for one in found.of(book.year):
        if one.why or not one.unit:
            continue
        series = [one, *found.before(one)]
        same = [each if each and not each.why and each.unit == one.unit else None for each in series]
        while same[-1] is None:
            same.pop()
        if len(same) > 1:
            rows += [_in_year(one, place, same) for place in reversed(range(len(same)))]
    columns = (
        "year", "thread", "key", *_NAMES, "amount", "number", "cost", "last", "percent",
    )  # fmt: skip
    return frame_of(rows, columns)


def between_projects(book: Accounts) -> pd.DataFrame:
    """This year's costs against plan, against last year, and against outputs of the same name (比较法).

    These are the outputs of the same name, in the same unit, of two or more projects, which need not be alike
    otherwise. Columns: project, label, output, unit and the figures of `costs`, then far_above and plannable
    (as of `quantities.Output`), last (元), without_last (there can be no cost of last year), over_planned,
    over_last, over_median (how far the cost is above (+) or below (−) each, in %), alike (how many outputs
    have its name and unit, itself among them), median (元, of these where there are several). Against plan
    and last year no number far above its target is compared. The largest amount comes first.
    """
    found, rows = outputs(book), []
    for one in found.of(book.year):
        if one.why:
            continue
        last = found.last(one)
        last_cost = last.cost if last else None
        kind = [other for other in found.alike(one) if one.unit and other.unit == one.unit]
        kind = kind if one in kind and len(kind) > 1 else []
        priced = [other.cost for other in kind if other.cost is not None]
        middle = median(priced) if priced else None
        rows.append(
            {
                **_told(one, (*_NAMES, *_COSTS)),
                "far_above": one.far_above,
                "plannable": one.plannable,
                "last": last_cost,
                "without_last": found.without_last(one),
                "over_planned": percent_change(one.cost, one.planned),
                "over_last": _over_last(one, last),
                "over_median": percent_change(one.cost, middle),
                "alike": max(len(kind), 1),
                "median": middle,
            }
        )
    columns = (
        *_NAMES, *_COSTS, "far_above", "plannable", "last", "without_last", "over_planned", "over_last",
        "over_median", "alike", "median",
    )  # fmt: skip
    return frame_of(rows, columns)


def comparisons(book: Accounts) -> pd.DataFrame:
    """How this year's costs compare as a whole: how many are higher and lower, and which is highest above.

    One row each for `planned`, `last` and `median`. Columns: against, number (of outputs compared), over,
    under, and of the one furthest above: label, output, percent (None where none is above, and for `median`:
    outputs of one name need not be alike, so that none of them stands out for its cost).
    """
    costs_now, rows = between_projects(book), []
    for against in ("planned", "last", "median"):
        over = f"over_{against}"
        known = costs_now[costs_now[over].notna()]
        above = known[known[over] > 0].sort_values(over, ascending=False, kind="stable")
        most = None if above.empty or against == "median" else above.iloc[0]
        rows.append(
            {
                "against": against,
                "number": len(known),
                "over": len(above),
                "under": int((known[over] < 0).sum()),
                "label": None if most is None else most["label"],
                "output": None if most is None else most["output"],
                "percent": None if most is None else most[over],
            }
        )
    return frame_of(rows, ("against", "number", "over", "under", "label", "output", "percent"))


def rises(percents: Iterable[Decimal | None]) -> tuple[int, int]:
    """How many of some changes (%) are known, and how many of them are rises."""
    known = [percent for percent in percents if percent is not None]
    return len(known), sum(percent > 0 for percent in known)


def factors(book: Accounts) -> pd.DataFrame:
    """The change of a project's spending on last year, split by each of its outputs into number × cost.

    Columns: project, label, output, unit and those of `factors.against_last_year`, by the settings'
    `factor_method`. The largest changes or effects come first, whichever of an output's is largest: two large
    effects may leave a small change. Several outputs of a project each split the same change.
    """
    found, rows = outputs(book), []
    for one in found.of(book.year):
        last = found.last(one)
        if last and one.counted:
            figures = (one.amount, last.amount, one.number, last.number)
            told = against_last_year(*figures, book.settings.factor_method)
            if told["main"]:
                rows.append({**_told(one, _NAMES), **told})
    rows.sort(key=lambda row: [-moved for moved in sorted(_moves(row), reverse=True)])
    return frame_of(rows, (*_NAMES, *against_last_year(None, None, None, None, "average")))


def not_compared(book: Accounts) -> pd.DataFrame:
    """This year's outputs that have no cost or are not compared, once for each reason.

    Columns: project, label, output, unit, why, others (other units, a tuple). Beside the reasons of
    `quantities.Output`, `why` is `no_unit`, `named_twice` (in one project), `unit_changed` (since last year),
    `unit_differs` (all other projects with that output count it in another unit), `far_above` (its target) or
    `last_far_above` (last year's number was above last year's).
    """
    found = outputs(book)
    rows = [
        {**_told(one, _NAMES), "why": why, "others": others}
        for one in found.of(book.year)
        for why, others in found.reasons(one)
    ]
    return frame_of(rows, (*_NAMES, "why", "others"))


def _in_year(now: Output, place: int, series: Sequence[Output | None]) -> dict[str, Any]:
    """One year, `place` years ago, of this year's output as `over_years` tells it."""
    one, last = series[place], series[place + 1] if place + 1 < len(series) else None
    told = {**_told(now, ("thread", "key", "label", "output", "unit")), "year": now.year - place}
    if one is None:
        return told
    figures = _told(one, ("project", "amount", "number", "cost"))
    return {**told, **figures, "last": last.cost if last else None, "percent": _over_last(one, last)}


def _over_last(one: Output, last: Output | None) -> Decimal | None:
    """How far a cost is above last year's in %, unless a number far above its target makes it look so."""
    if last is None or one.far_above or last.far_above:
        return None
    return percent_change(one.cost, last.cost)


def _moves(row: dict[str, Any]) -> list[Decimal]:
    return [abs(row[name]) for name in ("change", "count_effect", "cost_effect")]


def _told(one: Output, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}

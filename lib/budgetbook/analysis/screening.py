"""Projects screened over the years: 无效 (idle), 低效 (of low efficiency), and carry-over that returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.settings import Settings
from budgetbook.analysis.arithmetic import HUNDRED, difference, share, total
from budgetbook.analysis.carryover import returning
from budgetbook.analysis.followed import history
from budgetbook.analysis.projects import listed

# What a project is screened for, the gravest first.
KINDS = ("idle", "low", "returning")


@dataclass(frozen=True)
class Scope:
    """How many projects are listed, and how many of them could be judged.

    `judged` have execution rates this year and in at least `settings.low_years` of the screened years, as low
    efficiency takes; `carry_over` have rates and carry-over this year and in at least `settings.idle_years`
    of them, as idleness takes. `too_new` have a rate this year, but could be judged for neither; `unknown`
    have none. `first` is the first screened year loaded.
    """

    projects: int
    judged: int
    too_new: int
    unknown: int
    carry_over: int
    first: int


@dataclass(frozen=True)
class Shares:
    """The budgets (全年预算数) of idle and of low-efficiency projects this year, in 万元, against all listed.

    A project that is both counts as idle. `total` is the budget of all projects but the `unknown` ones, whose
    budget is not published; the shares are those of `total` in %, None (as is `excess`) where a budget is
    below zero. The settings' `limit` in % is recommended for low-efficiency projects alone; `excess` is what
    they have above it in 万元, None where not more.
    """

    idle: int
    idle_budget: Decimal
    idle_share: Decimal | None
    low: int
    low_budget: Decimal
    low_share: Decimal | None
    total: Decimal | None
    unknown: int
    limit: Decimal
    excess: Decimal | None


def histories(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The projects listed for a year over the screened years, as far back as each can be followed.

    The year is the accounts' own by default; columns as of `followed.history`.
    """
    year = book.year if year is None else year
    followed = history(book, year)
    return followed[followed["year"] > year - book.settings.screening_years].reset_index(drop=True)


def screened(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The projects that the screening of a year finds, the gravest kind first, then the largest budget.

    Columns: project, label, division, kind (the gravest of `KINDS` that applies), idle, low, returning (the
    years that tell each, () where it does not apply), rates (the screened years with their execution rates in
    %, None where not known), budget, spent, unspent (budget − spent), carried_over (万元, this year).

    `idle`: spent at most `idle_execution` % of its budget and carried money over, this year and in at least
    `idle_years` of the screened years; `low`: an execution rate below `low_execution` %, this year and in at
    least `low_years` of them; `returning`: see `carryover.returning`. A year without figures is neither.
    """
    year = book.year if year is None else year
    rules = book.settings
    again: dict[str, tuple[int, ...]] = {
        str(project): tuple(run["year"]) for project, run in returning(book, year).groupby("project")
    }
    rows = []
    for project, screened_years in histories(book, year).groupby("project", sort=False):
        known = screened_years.to_dict("records")
        now = known[-1]
        idle = tuple(row["year"] for row in known if _idle(row, rules))
        low = tuple(row["year"] for row in known if _low(row, rules))
        reasons = {
            "idle": idle if year in idle and len(idle) >= rules.idle_years else (),
            "low": low if year in low and len(low) >= rules.low_years else (),
            "returning": again.get(str(project), ()),
        }
        kind = next((kind for kind in KINDS if reasons[kind]), None)
        if kind is None:
            continue
        rows.append(
            (
                project,
                now["label"],
                now["division"],
                kind,
                *reasons.values(),
                tuple((row["year"], row["execution"]) for row in known),
                now["budget"],
                now["spent"],
                difference(now["budget"], now["spent"]),
                now["carried_over"],
            )
        )
    rows.sort(key=lambda row: (KINDS.index(row[3]), -(row[8] or 0), row[0]))
    columns = [
        "project", "label", "division", "kind", *KINDS, "rates", "budget", "spent", "unspent", "carried_over",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)


def scope(book: Accounts, year: int | None = None) -> Scope:
    """How many of a year's projects the screening could judge, and why not the others."""
    year = book.year if year is None else year
    followed = histories(book, year)
    low, idle = _judged(followed, year, book.settings)
    projects = listed(book, year)
    return Scope(
        len(projects),
        len(low),
        len(too_new(book, year)),
        len(projects) - int(followed[followed["year"] == year]["execution"].notna().sum()),
        len(idle),
        min(loaded for loaded in book.years if loaded > year - book.settings.screening_years),
    )


def too_new(book: Accounts, year: int | None = None) -> list[str]:
    """The names of the projects with an execution rate of the year, but in too few years to be judged."""
    year = book.year if year is None else year
    followed = histories(book, year)
    low, idle = _judged(followed, year, book.settings)
    rated = followed[(followed["year"] == year) & followed["execution"].notna()].sort_values("project")
    return [str(row["label"]) for row in rated.to_dict("records") if row["project"] not in low | idle]


def shares(book: Accounts, year: int | None = None) -> Shares:
    """What idle and low-efficiency projects have of a year's project budget, the latter against the limit."""
    found = screened(book, year)
    by_kind = {kind: found[found["kind"] == kind]["budget"] for kind in ("idle", "low")}
    idle, low = (sum(amounts, Decimal(0)) for amounts in by_kind.values())
    budgets = listed(book, year)["budget"]
    whole = total(budgets)
    # Beside a budget below zero the others would be more than all of it.
    below = any(budget is not None and budget < 0 for budget in budgets)
    base = None if below else whole
    limit = book.settings.low_budget_share
    over = None if base is None else low - base * limit / HUNDRED
    return Shares(
        len(by_kind["idle"]),
        idle,
        share(idle, base),
        len(by_kind["low"]),
        low,
        share(low, base),
        whole,
        int(budgets.isna().sum()),
        limit,
        over if over is not None and over > 0 else None,
    )


def kinds(found: pd.DataFrame) -> dict[str, int]:
    """How many projects of `screened` are of each of `KINDS`, the gravest first."""
    return {kind: int((found["kind"] == kind).sum()) for kind in KINDS}


def _judged(followed: pd.DataFrame, year: int, rules: Settings) -> tuple[set[str], set[str]]:
    """The projects known in enough years, this one included, to be judged of low efficiency, and idle."""
    low, idle = (
        {
            str(project)
            for project, run in followed.dropna(subset=told).groupby("project")
            if year in set(run["year"]) and len(run) >= needed
        }
        for told, needed in (
            (["execution"], rules.low_years),
            (["execution", "carried_over"], rules.idle_years),
        )
    )
    return low, idle


def _idle(row: Mapping[Any, Any], rules: Settings) -> bool:
    rate, carried = row["execution"], row["carried_over"]
    return rate is not None and rate <= rules.idle_execution and carried is not None and carried > 0


def _low(row: Mapping[Any, Any], rules: Settings) -> bool:
    rate = row["execution"]
    return rate is not None and rate < rules.low_execution

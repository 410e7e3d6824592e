"""How spending went through the year: month by month against time and last year, and what came at the end."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import PHASES
from budgetbook.analysis.arithmetic import HUNDRED, difference, share
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.projects import listed

MONTHS = range(1, 13)
JUNE, SEPTEMBER, NOVEMBER, DECEMBER = 6, 9, 11, 12
WHOLE = ""  # the project of the rows that tell the whole department


@dataclass(frozen=True)
class Base:
    """What a year's months are told in % of, in 万元; `kind` is the budget's phase, or `december`."""

    amount: Decimal
    kind: str


def base(book: Accounts, year: int) -> Base | None:
    """The adjusted, else the initial budget of 本年支出; without one what was spent by December, if known."""
    for phase in PHASES[1::-1]:
        budget = book.value("totals", "current_year_expenditure", year, phase=phase)
        if budget is not None:
            return Base(budget, phase)
    spent = _cumulative(book, year, WHOLE).get(DECEMBER)
    return None if spent is None else Base(spent, "december")


def monthly(book: Accounts) -> pd.DataFrame:
    """The department's spending up to each month of the year, against time and against last year.

    Columns: month (1 to 12), time (% of the year gone by), amount (cumulative, 万元), progress (% of the
    year's `base`), gap (百分点 ahead of time), falls (less than at the end of the month known before, which a
    cumulative figure cannot be), last_amount, last_progress, last_falls (the same of last year), change
    (百分点 of progress against last year; None where only one of the two is told in % of a budget). Empty
    where no month of this year is known.
    """
    now, last = (_cumulative(book, year, WHOLE) for year in (book.year, book.year - 1))
    columns = [
        "month", "time", "amount", "progress", "gap", "falls", "last_amount", "last_progress", "last_falls",
        "change",
    ]  # fmt: skip
    if not now:
        return pd.DataFrame(columns=columns)
    of, last_of = base(book, book.year), base(book, book.year - 1)
    alike = of and last_of and (of.kind == "december") == (last_of.kind == "december")
    falling, last_falling = _falling(now), _falling(last)
    rows = []
    for month in MONTHS:
        progress = share(now.get(month), of.amount if of else None)
        before = share(last.get(month), last_of.amount if last_of else None)
        rows.append(
            (
                month,
                time_gone(month),
                now.get(month),
                progress,
                difference(progress, time_gone(month)),
                month in falling,
                last.get(month),
                before,
                month in last_falling,
                difference(progress, before) if alike else None,
            )
        )
    return frame_of(rows, columns)


def telling(book: Accounts) -> pd.DataFrame:
    """The rows of `monthly` whose progress tells something: not December's where it is itself the base."""
    frame, of = monthly(book), base(book, book.year)
    circular = (frame["month"] == DECEMBER) & (of is not None and of.kind == "december")
    return frame[frame["progress"].notna() & ~circular].reset_index(drop=True)


def year_end(book: Accounts) -> pd.DataFrame:
    """What this year and last year spent at their ends, of the department's whole spending.

    Columns: year, amount (万元 in the last quarter), share (% of the whole year), december (万元),
    december_share (%). Years without a figure for December are left out.
    """
    rows = []
    for year in (book.year, book.year - 1):
        spent = _cumulative(book, year, WHOLE)
        whole = spent.get(DECEMBER)
        if whole is not None:
            quarter, december = (difference(whole, spent.get(month)) for month in (SEPTEMBER, NOVEMBER))
            rows.append((year, quarter, share(quarter, whole), december, share(december, whole)))
    return frame_of(rows, ["year", "amount", "share", "december", "december_share"])


def by_project(book: Accounts) -> pd.DataFrame:
    """The progress of every project with a budget in the latest month that any tells, the slowest first.

    Columns: project, label, month, amount, budget (万元), progress (%), time (%), gap (百分点 ahead of time),
    behind (by more than the settings' `deviation` points).
    """
    projects = listed(book)
    spent = {project: _cumulative(book, book.year, project) for project in projects["project"]}
    latest = max((month for known in spent.values() for month in known), default=0)
    rows = []
    for row in projects.to_dict("records"):
        progress = share(spent[row["project"]].get(latest), row["budget"])
        if progress is not None:
            gap = progress - time_gone(latest)
            rows.append(
                (
                    row["project"],
                    row["label"],
                    latest,
                    spent[row["project"]][latest],
                    row["budget"],
                    progress,
                    time_gone(latest),
                    gap,
                    gap < -book.settings.deviation,
                )
            )
    rows.sort(key=lambda row: (row[7], row[0]))
    columns = ["project", "label", "month", "amount", "budget", "progress", "time", "gap", "behind"]
    return frame_of(rows, columns)


def behind(book: Accounts) -> pd.DataFrame:
    """The rows of `by_project` that are behind."""
    frame = by_project(book)
    return frame[frame["behind"].astype(bool)].reset_index(drop=True)


def time_gone(month: int) -> Decimal:
    """How much of the year has gone by at the end of a month (时间进度), in %."""
    return HUNDRED * month / 12


def _cumulative(book: Accounts, year: int, project: str) -> dict[int, Decimal]:
    """What was spent up to the end of each month that is known."""
    rows = book.rows("execution", year, project=project)
    known = {int(row["month"]): row["amount"] for _, row in rows.iterrows() if row["amount"] is not None}
    return dict(sorted(known.items()))


def _falling(spent: dict[int, Decimal]) -> set[int]:
    return {month for last, month in pairwise(spent) if spent[month] < spent[last]}

"""R17 and R22: the list of projects, against project expenditure and against what a department recommends."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.projects import listed
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.records import Record, place, records
from budgetbook.analysis.reconcile.sheet import Entry, Parts, Sheet
from budgetbook.analysis.reconcile.statements import percent
from budgetbook.analysis.reconcile.sums import against_parts
from budgetbook.analysis.reconcile.tolerance import EXACT, half_unit_of_money

# 低效项目: an execution rate below this, in %, two years running. The 2022 self-evaluation report asks that
# they get no more than a tenth of the project budget and names no rate: it is a setting.
LOW_EXECUTION = Decimal(60)
MOST_FOR_LOW = Decimal(10)


def complete_list(book: Accounts, year: int) -> Record | None:
    """The summary whose projects are all listed: it says so, or says nothing where projects are listed."""
    if book.rows("projects", year).empty:
        return None
    for says in ("complete", ""):
        found = records(book, "score_summary", year, project_list=says)
        if found:
            # The projects of two evaluations in one list cannot be told apart.
            return found[0] if len(found) == 1 else None
    return None


def project_list(book: Accounts, year: int) -> Iterator[Comparison]:
    """R17: Σ 项目执行数 = 项目支出 and 项目数 stated = rows listed, where the list is complete."""
    summary = complete_list(book, year)
    if summary is None:
        return
    words, sheet = book.words, Sheet(book, year)
    rows = records(book, "projects", year, "project")
    spent = [_spent(book, row) for row in rows if row["spent"] is not None]
    yield from against_parts(sheet, sheet.get("expenditure.project"), Parts(spent, len(spent) < len(rows)))
    if summary["projects"] is None:
        return
    number = Decimal(len(rows))
    yield Comparison(
        "score_summary.projects",
        summary["projects"],
        number,
        EXACT,
        summary["projects"] != number,
        words(
            "reconcile.R17.number",
            year=year,
            left=words.number(summary["projects"]),
            right=words.number(number),
            difference=words.number(abs(summary["projects"] - number)),
        ),
        (place(words, summary),),
    )


def low_efficiency(book: Accounts, year: int) -> Iterator[Comparison]:
    """R22: 低效项目, whose execution was low this year and last, have at most 10 % of the project budget.

    Applied where every project of a complete list has its budget, and last year's projects their execution.
    """
    now, last = listed(book, year), listed(book, year - 1)
    if complete_list(book, year) is None or now["budget"].isna().any() or last["execution"].isna().all():
        return
    words = book.words
    low = now[_low(now) & now["project"].isin(set(last[_low(last)]["project"]))]
    budget = sum(low["budget"], Decimal(0))
    part = share(budget, sum(now["budget"], Decimal(0)))
    if part is None:
        return
    names = set(low["project"])
    yield Comparison(
        "projects",
        part,
        MOST_FOR_LOW,
        EXACT,
        part > MOST_FOR_LOW,
        words(
            "reconcile.R22.message",
            year=year,
            last=year - 1,
            number=len(low),
            rate=words.number(LOW_EXECUTION),
            budget=words.money(budget),
            part=percent(words, part),
            most=words.number(MOST_FOR_LOW),
        ),
        tuple(
            place(words, row) for row in records(book, "projects", year, "project") if row["project"] in names
        ),
    )


def _low(projects: pd.DataFrame) -> "pd.Series[bool]":
    return projects["execution"].map(lambda rate: rate is not None and rate < LOW_EXECUTION).astype(bool)


def _spent(book: Accounts, row: Record) -> Entry:
    unit = row["unit"] or book.department.unit
    name = book.named(row, "project")
    half = half_unit_of_money(row["spent"], unit)
    return Entry(f"projects.{row['project']}", name, row["spent"], half, unit, place(book.words, row))

"""R17 and R22: the list of projects, against project expenditure and against what a department recommends."""

from collections.abc import Iterator
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.accounts.book import Record
from budgetbook.analysis.projects import listed
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.records import place, records
from budgetbook.analysis.reconcile.sheet import Entry, Parts, Sheet
from budgetbook.analysis.reconcile.statements import percent
from budgetbook.analysis.reconcile.sums import against_parts
from budgetbook.analysis.reconcile.tolerance import EXACT, half_unit_of_money
from budgetbook.analysis.screening import scope, screened, shares


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
    """R22: 低效 projects have no more of the project budget (全年预算数) than `settings.low_budget_share` %.

    Idle (无效) ones are not counted: what is recommended is about those of low efficiency alone.
    Applied where every project of a complete list has its budget, and some of them execution rates in at
    least `settings.low_years` of the screened years.
    """
    if complete_list(book, year) is None or listed(book, year)["budget"].isna().any():
        return
    looked = scope(book, year)
    has = shares(book, year)
    if not looked.judged or has.low_share is None:
        return
    words, rules = book.words, book.settings
    found = screened(book, year)
    names = set(found[found["kind"] == "low"]["project"])
    yield Comparison(
        "projects",
        has.low_share,
        has.limit,
        EXACT,
        has.low_share > has.limit,
        words(
            "reconcile.R22.message",
            year=year,
            number=len(names),
            rate=words.number(rules.low_execution),
            years=rules.low_years,
            period=words.period(looked.first, year),
            budget=words.money(has.low_budget),
            part=percent(words, has.low_share),
            most=words.number(has.limit),
        ),
        tuple(
            place(words, row) for row in records(book, "projects", year, "project") if row["project"] in names
        ),
    )


def _spent(book: Accounts, row: Record) -> Entry:
    unit = row["unit"] or book.department.unit
    name = book.named(row, "project")
    half = half_unit_of_money(row["spent"], unit)
    return Entry(f"projects.{row['project']}", name, row["spent"], half, unit, place(book.words, row))

"""R09 and R12: amounts and shares as the text states them, against the tables."""

from collections.abc import Iterator
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.parts import income_sources
from budgetbook.analysis.reconcile.sheet import Entry, Sheet
from budgetbook.analysis.reconcile.statements import Statement, percent, points, stated
from budgetbook.analysis.reconcile.tolerance import of_copy, spread

# What a share may be told of. 占收入 is said of 收入总计 by some and of 本年收入 by others.
_WHOLES = {
    "income": ("totals.total_income", "totals.current_year_income", "income.fiscal_appropriation"),
    "expenditure": ("totals.current_year_expenditure", "totals.total_expenditure", "expenditure.basic"),
    "three_public": ("three_public.total", "three_public.vehicle"),
    "totals": ("totals.total_income", "totals.total_expenditure", "totals.current_year_expenditure"),
}


def amounts(book: Accounts, year: int) -> Iterator[Comparison]:
    """R09: a figure in the text is the figure of the table."""
    words, sheet = book.words, Sheet(book, year)
    for said in stated(book, year, "amount"):
        entry = sheet.get(said.item)
        if entry is None:
            continue
        tolerance = of_copy(said.value, said.unit, entry.value, entry.unit)
        yield Comparison(
            said.item,
            said.value,
            entry.value,
            tolerance,
            abs(said.value - entry.value) > tolerance,
            words(
                "reconcile.R09.message",
                when=sheet.when,
                item=entry.name,
                left=words.money(said.value),
                right=words.money(entry.value),
                difference=words.money(abs(said.value - entry.value)),
            ),
            (said.source, entry.source),
        )


def shares(book: Accounts, year: int) -> Iterator[Comparison]:
    """R12: a stated share = part / total, and a stated 完成率 = 决算数 / 预算数.

    Of the totals that a share may be told of, the one is meant that comes nearest to it.
    """
    sheet = Sheet(book, year)
    for said in stated(book, year, "share", "completion"):
        part = sheet.get(said.item)
        if part is None:
            continue
        wholes = (
            _budgets(book, year, said.item) if said.measure == "completion" else _wholes(sheet, said.item)
        )
        # Where rounding alone could make the total zero, any share would do.
        checks = [_check(sheet, said, part, whole) for whole in wholes if whole.value > whole.half]
        if checks:
            yield min(checks, key=lambda check: (check.broken, abs(said.value - (check.right or Decimal(0)))))


def _wholes(sheet: Sheet, item: str) -> list[Entry]:
    table = item.partition(".")[0]
    found = [sheet.get(whole) for whole in _WHOLES[table] if whole != item]
    wholes = [whole for whole in found if whole is not None]
    sources = income_sources(sheet)
    if table == "income" and "totals.current_year_income" not in sheet.rows and not sources.missing:
        wholes.append(
            Entry(
                "totals.current_year_income",
                sheet.name("totals.current_year_income"),
                sum((source.value for source in sources.known), Decimal(0)),
                sum((source.half for source in sources.known), Decimal(0)),
                sources.known[0].unit if sources.known else "",
                " ".join(source.source for source in sources.known),
            )
        )
    return wholes


def _budgets(book: Accounts, year: int, item: str) -> list[Entry]:
    found = [Sheet(book, year, phase).get(item) for phase in ("initial_budget", "adjusted_budget")]
    return [budget for budget in found if budget is not None]


def _check(sheet: Sheet, said: Statement, part: Entry, whole: Entry) -> Comparison:
    words = sheet.book.words
    computed = _share(part.value, whole.value)
    tolerance = said.half + spread(_share, part.interval, whole.interval)
    difference = abs(said.value - computed)
    return Comparison(
        said.item,
        said.value,
        computed,
        tolerance,
        difference > tolerance,
        words(
            f"reconcile.R12.{said.measure}",
            when=sheet.when,
            part=part.name,
            stated=percent(words, said.value),
            amount=words.money(part.value),
            whole=whole.name,
            total=words.money(whole.value),
            computed=percent(words, computed),
            difference=points(words, difference),
        ),
        (said.source, part.source, whole.source),
    )


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole * HUNDRED

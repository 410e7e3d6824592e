"""R01–R05, R07, R08: the identities that hold the accounts together."""

from collections.abc import Iterator

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.parts import economic_lines, income_sources
from budgetbook.analysis.reconcile.sheet import Entry, Parts, Sheet, sheets
from budgetbook.analysis.reconcile.sums import against_parts, tolerance_of

OTHER_KINDS = ("remitted_to_superior", "operating", "subsidy_to_affiliated")
PERSONNEL_CLASSES = ("301", "303")


def totals_balance(book: Accounts, year: int) -> Iterator[Comparison]:
    """R01: 收入总计 = 支出总计, where both are totals of the balanced table."""
    for sheet in sheets(book, year):
        income, spending = sheet.get("totals.total_income"), sheet.get("totals.total_expenditure")
        if income is None or spending is None:
            continue
        difference, tolerance = abs(income.value - spending.value), tolerance_of([income, spending])
        yield Comparison(
            income.item,
            income.value,
            spending.value,
            tolerance,
            difference > tolerance,
            book.words(
                "reconcile.R01.message",
                when=sheet.when,
                income=income.name,
                left=book.words.money(income.value),
                spending=spending.name,
                right=book.words.money(spending.value),
                difference=book.words.money(difference),
            ),
            (income.source, spending.source),
        )


def total_income(book: Accounts, year: int) -> Iterator[Comparison]:
    """R02: 收入总计 = 本年收入合计 + 使用非财政拨款结余 + 年初结转和结余.

    Where 本年收入合计 is not published, its sources stand for it.
    """
    for sheet in sheets(book, year):
        current, opening = sheet.get("totals.current_year_income"), sheet.get("totals.opening_carryover")
        own = income_sources(sheet) if current is None else Parts([current], missing=False)
        used = sheet.parts([], ["totals.use_of_nonfiscal_surplus"])
        # A carry-over may be below zero, so without it nothing can be said.
        if own.known and opening is not None:
            parts = Parts([*own.known, opening, *used.known], own.missing or used.missing)
            yield from against_parts(sheet, sheet.get("totals.total_income"), parts, listed=current is None)


def total_expenditure(book: Accounts, year: int) -> Iterator[Comparison]:
    """R03: 支出总计 = 本年支出合计 + 结余分配 + 年末结转和结余."""
    for sheet in sheets(book, year):
        spent = sheet.parts(["totals.current_year_expenditure", "totals.closing_carryover"])
        distributed = sheet.parts([], ["totals.surplus_distribution"])
        if not spent.missing:
            parts = Parts(spent.known + distributed.known, distributed.missing)
            yield from against_parts(sheet, sheet.get("totals.total_expenditure"), parts)


def closing_carryover(book: Accounts, year: int) -> Iterator[Comparison]:
    """R04: 年末结转和结余 = 收入总计 − 本年支出 − 结余分配; at most that where 结余分配 is not published."""
    words = book.words
    for sheet in sheets(book, year):
        closing, income = sheet.get("totals.closing_carryover"), sheet.get("totals.total_income")
        spent = sheet.get("totals.current_year_expenditure")
        if closing is None or income is None or spent is None:
            continue
        distributed = sheet.parts([], ["totals.surplus_distribution"])
        taken = [spent, *distributed.known]
        implied = income.value - sum(entry.value for entry in taken)
        entries = [closing, income, *taken]
        tolerance = tolerance_of(entries)
        over = closing.value - implied
        yield Comparison(
            closing.item,
            closing.value,
            implied,
            tolerance,
            over > tolerance if distributed.missing else abs(over) > tolerance,
            words(
                "reconcile.R04.at_most" if distributed.missing else "reconcile.R04.message",
                when=sheet.when,
                closing=closing.name,
                left=words.money(closing.value),
                income=income.name,
                amount=words.money(income.value),
                less=_less(sheet, taken),
                right=words.money(implied),
                difference=words.money(abs(over)),
            ),
            tuple(entry.source for entry in entries),
        )


def opening_carryover(book: Accounts, year: int) -> Iterator[Comparison]:
    """R05: 年初结转和结余 of a year = 年末结转和结余 of the year before."""
    now, before = Sheet(book, year), Sheet(book, year - 1)
    opening, closing = now.get("totals.opening_carryover"), before.get("totals.closing_carryover")
    if opening is None or closing is None:
        return
    words = book.words
    tolerance = tolerance_of([opening, closing])
    message = words(
        "reconcile.R05.message",
        year=year,
        opening=opening.name,
        left=words.money(opening.value),
        last=year - 1,
        closing=closing.name,
        right=words.money(closing.value),
        difference=words.money(abs(opening.value - closing.value)),
    )
    yield Comparison(
        opening.item,
        opening.value,
        closing.value,
        tolerance,
        abs(opening.value - closing.value) > tolerance,
        message + _confirmed(before, closing),
        (opening.source, closing.source),
    )


def kinds_of_expenditure(book: Accounts, year: int) -> Iterator[Comparison]:
    """R07: 本年支出 = 基本支出 + 项目支出 (+ 上缴上级, 经营, 对附属单位补助)."""
    for sheet in sheets(book, year):
        parts = sheet.parts(
            ["expenditure.basic", "expenditure.project"], [f"expenditure.{kind}" for kind in OTHER_KINDS]
        )
        yield from against_parts(sheet, sheet.get("totals.current_year_expenditure"), parts)


def basic_expenditure(book: Accounts, year: int) -> Iterator[Comparison]:
    """R08: 基本支出 = 人员经费 + 公用经费; 人员 = 301 + 303, 公用 = 302 + 310 and the other classes listed.

    The classes are those of 基本支出 only where their table is: one of all expenditure has projects in it.
    """
    for sheet in sheets(book, year):
        parts = sheet.parts(["expenditure.personnel", "expenditure.public"])
        yield from against_parts(sheet, sheet.get("expenditure.basic"), parts)
        whole, lines = economic_lines(sheet)
        if whole is None or whole.item != "expenditure.basic":
            continue
        for side, wanted in (("personnel", True), ("public", False)):
            known = [
                line
                for line in lines.known
                if (line.item.partition(".")[2][:3] in PERSONNEL_CLASSES) == wanted
            ]
            side_parts = Parts(known, lines.missing)
            yield from against_parts(sheet, sheet.get(f"expenditure.{side}"), side_parts, listed=True)


def _confirmed(before: Sheet, closing: Entry) -> str:
    """That the totals of the year before imply the carry-over it closed with, where they do."""
    income, spent = before.get("totals.total_income"), before.get("totals.current_year_expenditure")
    distributed = before.parts([], ["totals.surplus_distribution"])
    if income is None or spent is None or distributed.missing:
        return ""
    implied = income.value - spent.value - sum(entry.value for entry in distributed.known)
    if abs(implied - closing.value) > tolerance_of([closing, income, spent, *distributed.known]):
        return ""
    words = before.book.words
    return words(
        "reconcile.R05.confirmed",
        last=before.year,
        income=income.name,
        amount=words.money(income.value),
        less=_less(before, [spent, *distributed.known]),
        right=words.money(implied),
        year=before.year + 1,
    )


def _less(sheet: Sheet, entries: list[Entry]) -> str:
    words = sheet.book.words
    return "".join(
        words("reconcile.less", name=entry.name, amount=words.money(entry.value)) for entry in entries
    )

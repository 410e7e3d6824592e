"""R21: 只减不增, the rule the public watches."""

from collections.abc import Iterator

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import THREE_PUBLIC_MONEY
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.sheet import Entry, Sheet
from budgetbook.analysis.reconcile.tolerance import EXACT


def only_less(book: Accounts, year: int) -> Iterator[Comparison]:
    """R21: no item and not the total of 三公 is above last year's actual figure, nor above its budget.

    The budget is the adjusted one where there is one, else the initial.
    """
    now, last = Sheet(book, year), Sheet(book, year - 1)
    budgets = (Sheet(book, year, "adjusted_budget"), Sheet(book, year, "initial_budget"))
    for name in THREE_PUBLIC_MONEY:
        item = f"three_public.{name}"
        actual, before = now.get(item), last.get(item)
        if actual is None:
            continue
        if before is not None:
            yield _check(now, actual, before, "last")
        planned = next(
            (entry for entry in (budget.get(item) for budget in budgets) if entry is not None), None
        )
        if planned is not None:
            yield _check(now, actual, planned, "budget")


def _check(sheet: Sheet, actual: Entry, limit: Entry, key: str) -> Comparison:
    words = sheet.book.words
    return Comparison(
        actual.item,
        actual.value,
        limit.value,
        EXACT,
        actual.value > limit.value,
        words(
            f"reconcile.R21.{key}",
            when=sheet.when,
            item=actual.name,
            left=words.money(actual.value),
            right=words.money(limit.value),
            difference=words.money(actual.value - limit.value),
        ),
        (actual.source, limit.source),
    )

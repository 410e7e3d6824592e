"""The rules of balance for single funds, which official accounts print beside all funds together."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import PHASES
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.sheet import Parts, Sheet
from budgetbook.analysis.reconcile.sums import against_parts

Compare = Callable[[Accounts, int], Iterator[Comparison]]

WHOLE = "fiscal_appropriation"
SINGLE = ("general_public_budget", "government_fund", "state_capital")


def with_each_fund(compare: Compare) -> Compare:
    """Make a rule hold for all funds together and for every single one, which its findings then name."""

    @wraps(compare)
    def compared(book: Accounts, year: int) -> Iterator[Comparison]:
        yield from compare(book, year)
        words = book.words
        for fund in book.funds:
            name = words(f"choice.fund.{fund}")
            for one in compare(book.of_fund(fund), year):
                message = words("reconcile.of_fund", fund=name, message=one.message)
                yield replace(one, subject=f"{one.subject}.{fund}", message=message)

    return compared


def fiscal_appropriation(book: Accounts, year: int) -> Iterator[Comparison]:
    """R06: a line of 财政拨款 is the sum of the three budgets it comes from (决算表 4)."""
    if WHOLE not in book.funds:
        return
    words = book.words
    for phase in PHASES:
        whole = Sheet(book.of_fund(WHOLE), year, phase)
        single = {fund: Sheet(book.of_fund(fund), year, phase) for fund in SINGLE if fund in book.funds}
        for item in sorted(whole.rows):
            entries = [
                replace(entry, name=words(f"choice.fund.{fund}"))
                for fund, sheet in single.items()
                if (entry := sheet.get(item)) is not None
            ]
            unknown = any(item in sheet.rows and sheet.get(item) is None for sheet in single.values())
            for one in against_parts(whole, whole.get(item), Parts(entries, unknown), listed=True):
                message = words("reconcile.of_fund", fund=words(f"choice.fund.{WHOLE}"), message=one.message)
                yield replace(one, message=message)

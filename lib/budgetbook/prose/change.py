"""How income, expenditure and carry-over moved against last year, and why."""

from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import change as changes
from budgetbook.analysis.reconcile import RULES
from budgetbook.prose.paragraphs import Prose, compose, records
from budgetbook.prose.reasons import reasons_for

MOST_LINES = 3
# The rules about carry-over: against the year's own totals, and against last year's.
_CARRY_OVER = ("R04", "R05")


def headline(book: Accounts, item: str) -> dict[str, Any] | None:
    """One headline figure against last year, as `analysis.change.headlines` has it; None without one."""
    return next((row for row in records(changes.headlines(book)) if row["item"] == item), None)


def change(book: Accounts, item: str) -> Prose:
    """One headline figure against last year: amount, rate, the lines that moved it, the reasons named."""
    row = headline(book, item)
    lines = next(
        (
            found
            for flow in changes.LINES.get(item, ())
            if (found := records(changes.contributions(book, flow)))
        ),
        [],
    )
    return compose(
        book,
        "change",
        ident=f"change-{item}",
        row=row,
        label=changes.printed_name(book, item),
        lines=[line for line in lines if line["change"]][:MOST_LINES],
        reasons=reasons_for(book, item, row["change"] if row else None),
    )


def carry_over(book: Accounts) -> Prose:
    """Carry-over at the end of the year, its reasons, and what the reconciliation asks about it."""
    item = "closing_carryover"
    row = headline(book, item)
    return compose(
        book,
        "carry_over",
        row=row,
        label=changes.printed_name(book, item),
        reasons=reasons_for(book, item, row["change"] if row else None),
        queries=[
            query
            for rule in RULES
            if rule.id in _CARRY_OVER
            for query in rule.findings(book.year, list(rule.compare(book, book.year)))
        ],
    )

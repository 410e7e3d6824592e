"""How income, expenditure and carry-over moved against last year, and why."""

from budgetbook.accounts import Accounts
from budgetbook.analysis import change as changes
from budgetbook.analysis.arithmetic import total
from budgetbook.prose.paragraphs import Prose, compose


def change(book: Accounts, item: str) -> Prose:
    """One headline figure against last year: amount, rate, the lines that moved it, the reasons named."""
    rows = changes.headlines(book)
    row = next((one for one in rows.to_dict("records") if one["item"] == item), None)
    reasons = changes.reasons(book, item)
    named = reasons[reasons["kind"] == "reason"].to_dict("records")
    flow = changes.LINES.get(item, ())
    lines = next((found for one in flow if not (found := changes.contributions(book, one)).empty), None)
    prose = compose(
        book,
        "change",
        row=row,
        label=changes.printed_name(book, item),
        with_amount=[reason for reason in named if reason["amount"] is not None],
        without_amount=[reason for reason in named if reason["amount"] is None],
        explained=total(reason["amount"] for reason in named),
        rest=next((one["amount"] for one in reasons.to_dict("records") if one["kind"] == "rest"), None),
        lines=[] if lines is None else lines.to_dict("records"),
    )
    return Prose(f"change-{item.replace('_', '-')}", prose.paragraphs)


def carry_over(book: Accounts) -> Prose:
    """Carry-over at the end of the year, and whether the totals lead to it."""
    row = next((one for one in changes.headlines(book).to_dict("records") if one["item"] == "closing_carryover"), None)
    this = next((one for one in changes.carry_over(book).to_dict("records") if one["year"] == book.year), None)
    return compose(book, "carry_over", row=row, this=this, label=changes.printed_name(book, "closing_carryover"))

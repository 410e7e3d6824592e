"""What income and expenditure are made of."""

from budgetbook.accounts import Accounts
from budgetbook.analysis import structure
from budgetbook.analysis.change import printed_name
from budgetbook.prose.paragraphs import Prose, compose


def income(book: Accounts) -> Prose:
    """The year's income by source with shares."""
    parts = structure.composition(book, "income")
    item = "total_income" if structure.published_total(book, "income", book.year) is not None else "current_year_income"
    return compose(book, "income", parts=parts, label=printed_name(book, item))


def expenditure(book: Accounts) -> Prose:
    """The year's expenditure by kind, functional class and economic class with shares."""
    return compose(
        book,
        "expenditure",
        kinds=structure.composition(book, "kind"),
        functions=structure.composition(book, "function"),
        economics=structure.composition(book, "economic"),
        label=printed_name(book, "current_year_expenditure"),
    )

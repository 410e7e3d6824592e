"""What income and expenditure are made of."""

from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import structure
from budgetbook.analysis.change import printed_name
from budgetbook.analysis.structure import Flow
from budgetbook.prose.paragraphs import Prose, compose, records

MOST_CLASSES = 3


def whole_name(book: Accounts, flow: Flow) -> str:
    """What the whole of a structure is called: its published total, or what its parts make up."""
    if flow != "income":
        table, _, item = structure.whole_item(book, flow).partition(".")
        return printed_name(book, item) if table == "totals" else book.label(table, item)
    # Without what was carried over the sources make 本年收入, with it 收入总计.
    beside = (
        not book.rows("totals", phase="actual").query("item in ['opening_carryover', 'total_income']").empty
    )
    return printed_name(book, "total_income" if beside else "current_year_income")


def income(book: Accounts) -> Prose:
    """The year's income by source with shares."""
    return compose(book, "income", **_whole(book, "income"))


def expenditure(book: Accounts) -> Prose:
    """The year's expenditure by kind, functional class and economic class with shares."""
    found: tuple[Flow, ...] = ("function", "economic")
    classes = [one for flow in found if (one := _classes(book, flow))]
    return compose(book, "expenditure", classes=classes, **_whole(book, "kind"))


def _whole(book: Accounts, flow: Flow) -> dict[str, Any]:
    """A total, its parts that are not zero, and whether it is their sum and not published itself."""
    parts = records(structure.composition(book, flow))
    published = structure.published_total(book, flow, book.year)
    total = parts[0]["total"] if parts else published
    return {
        "label": whole_name(book, flow),
        "listed": bool(parts),
        "parts": [part for part in parts if part["amount"] != 0],
        "total": total,
        "summed": published is None and total is not None,
    }


def _classes(book: Accounts, flow: Flow) -> dict[str, Any] | None:
    """How many classes of a classification were spent on, the largest, and the whole if it is another one."""
    known = [part for part in records(structure.composition(book, flow)) if part["amount"]]
    whole = whole_name(book, flow)
    named = "" if whole == whole_name(book, "kind") else whole
    return (
        {"kind": flow, "number": len(known), "largest": known[:MOST_CLASSES], "whole": named}
        if known
        else None
    )

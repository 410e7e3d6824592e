"""Figures split by functional code: what a table prints of a source or a kind, as cells of the accounts."""

from collections.abc import Iterable
from dataclasses import replace

from budgetbook.accounts.schema import KINDS_BY_CODE
from budgetbook.intake.value import Value


def split_by_code(details: Iterable[Value]) -> tuple[list[Value], list[Value]]:
    """The details that the accounts have a cell for, each as the value of that cell, and the others.

    A source's or a total's part of a code is a line of its own table; a kind's is the functional line of that
    code, of that kind.
    """
    cells: list[Value] = []
    others: list[Value] = []
    for value in details:
        key = dict(value.key)
        if "function" not in key:
            others.append(value)
        elif value.table != "expenditure":
            del key["name"]
            cells.append(replace(value, key=key))
        elif key["code"] in KINDS_BY_CODE:
            kind, code = key["code"], key.pop("function")
            cells.append(
                replace(value, key={**key, "classification": "function", "code": code, "kind": kind})
            )
        else:
            others.append(value)
    return cells, others

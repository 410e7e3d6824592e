"""What makes a row plain, as SQL: its cells are what the accounts would read in them, letter by letter.

A row that is not plain is nothing wrong yet (`决算数`, `１２.5`, `1,234.50` are read as well): the accounts'
own reading then says what the table holds.
"""

from collections.abc import Iterator

from budgetbook.accounts.checking import STATED_ITEMS
from budgetbook.accounts.schema import EXPENDITURE_KINDS, THREE_PUBLIC_COUNTS, Column, Table

# Money is no finer than 0.01 元, which is six decimals in 万元.
_DIGITS = "[0-9]{1,12}([.][0-9]{1,6})?"
_BLANK = r"[\s\p{Z}]*"
_CLASSES = "[0-9]{3}|[0-9]{5}"
_CODES = {
    "kind": "|".join(EXPENDITURE_KINDS),
    "function": f"{_CLASSES}|[0-9]{{7}}",
    "economic": _CLASSES,
}


def unlike(table: Table) -> str:
    """The condition that a row of a table is not plain; its cells are text, empty where there is none."""
    return " OR ".join(f"({condition})" for condition in _conditions(table))


def _conditions(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield from _of_column(table, column)
    if table.name == "expenditure":
        for classification, codes in _CODES.items():
            yield f"classification = '{classification}' AND NOT regexp_full_match(code, '{codes}')"
        yield "kind <> '' AND classification <> 'function'"
    if table.name == "three_public":
        counts = ", ".join(f"'{item}'" for item in THREE_PUBLIC_COUNTS)
        yield f"item IN ({counts}) AND amount LIKE '-%'"
    if table.name == "stated":
        yield f"measure IN ('amount', 'change') AND {_too_fine('value')}"


def _of_column(table: Table, column: Column) -> Iterator[str]:
    name = column.name
    choices = STATED_ITEMS if (table.name, name) == ("stated", "item") else column.choices
    if column.filled:
        yield f"regexp_full_match({name}, '{_BLANK}')"
    if choices:
        possible = ", ".join(f"'{choice}'" for choice in (*choices, *(() if column.filled else ("",))))
        yield f"{name} NOT IN ({possible})"
    elif column.kind == "code" and name != "code":
        yield f"NOT regexp_full_match({name}, '|{_CODES['function']}')"
    elif column.kind == "amount":
        yield f"NOT regexp_full_match({name}, '|-?{_DIGITS}')"
        yield _too_fine(name)
    elif column.kind in ("number", "score"):
        below_zero = "-?" if name == "value" else ""
        yield f"NOT regexp_full_match({name}, '|{below_zero}{_DIGITS}')"


def _too_fine(column: str) -> str:
    """Money in 元 with more decimals than 0.01 元 has, which the accounts refuse."""
    return f"money = '元' AND regexp_full_match({column}, '.*[.][0-9]{{3,}}')"

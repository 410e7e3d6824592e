"""Raw tables into typed ones: every cell held to the schema, every violation told at once."""

import difflib
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from budgetbook.accounts.amounts import parse_number, plain, to_wan
from budgetbook.accounts.characters import control_character
from budgetbook.accounts.problems import Problem
from budgetbook.accounts.raw import Raw
from budgetbook.accounts.schema import (
    EXPENDITURE_KINDS,
    GRADES,
    INCOME,
    TABLES,
    THREE_PUBLIC_COUNTS,
    THREE_PUBLIC_MONEY,
    TOTALS,
    UNITS,
    Column,
    Table,
)
from budgetbook.words import LANGUAGES, Words

# What the statements of a document can be compared with (reconciliation R09, R12, R13).
STATED_ITEMS = (
    *(f"totals.{item}" for item in TOTALS),
    *(f"income.{item}" for item in INCOME),
    *(f"expenditure.{item}" for item in EXPENDITURE_KINDS),
    *(f"three_public.{item}" for item in THREE_PUBLIC_MONEY),
)
MONTHS = tuple(str(month) for month in range(1, 13))
_NUMBERS = ("amount", "number", "score")
_COUNTS = ("projects", *GRADES)
_BELOW_ZERO = re.compile(r"-[0-9][0-9.,]*")
# 类, 款 and 项; the economic classification of departments has no 项.
_CODES = {
    "kind": re.compile("|".join(EXPENDITURE_KINDS)),
    "function": re.compile("[0-9]{3}|[0-9]{5}|[0-9]{7}"),
    "economic": re.compile("[0-9]{3}|[0-9]{5}"),
}
# A code that a spreadsheet took for a number: 2.08E+06, 208.0, 2,080,201.
_NO_CODE_ANY_MORE = re.compile(r"[0-9.]+E\+?[0-9]+|[0-9]+\.0+|[0-9]{1,3}(,[0-9]{3})+", re.IGNORECASE)

# A table's text by column of the schema, the cells of a column in the order of the rows.
Cells = dict[str, list[str]]
# What is wrong with a text: the rule, what is possible instead, the nearest of it. None where it is right.
Fault = tuple[str, str, str]


def check(raw: Raw, year: int, unit: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Hold one raw table to its schema and type it: amounts in 万元 as `Decimal`, empty ones as None.

    `unit` is the unit of money where the table's own `unit` column says nothing. The frame gains `year`,
    `file` and `row`, so that every figure can be led back to its cell.
    """
    table = TABLES[raw.table]
    cells = _spelled_out(table, raw)
    problems = [*_violations(raw, table, cells), *_misplaced(raw, cells), *_duplicates(raw, table, cells)]
    values: dict[str, list[Any]] = {}
    if not problems:
        values, problems = _typed(raw, table, cells, unit)
    origin = {"year": year, "file": raw.place, "row": raw.rows}
    typed = pd.DataFrame(values | origin, index=range(len(raw.rows)), dtype=object)
    order = {raw.titles.get(column.name, column.name): at for at, column in enumerate(table.columns)}
    problems.sort(key=lambda problem: (problem.row or 0, order.get(problem.column or "", -1)))
    return typed, problems


def _spelled_out(table: Table, raw: Raw) -> Cells:
    """Every column of the schema, with choices and codes by the name that the schema gives them."""
    empty = [""] * len(raw.rows)
    whole = {column.name: raw.cells.get(column.name, empty) for column in table.columns}
    for column in table.columns:
        if column.choices or column.kind == "code":
            known = _spellings(table.name, column.name)
            spelled = {text: known.get(text, plain(text)) for text in set(whole[column.name])}
            whole[column.name] = [spelled[text] for text in whole[column.name]]
    return whole


@cache
def _spellings(table: str, name: str) -> dict[str, str]:
    """A choice as the page shows it (决算数, 基本支出) and its name in the schema."""
    choices = TABLES[table].by_name[name].choices or EXPENDITURE_KINDS
    topic = f"item.{table}" if name in ("item", "code") else f"choice.{name}"
    keys = [(f"{topic}.{choice}", choice) for choice in choices]
    return {words(key): choice for words in map(Words, LANGUAGES) for key, choice in keys if words.has(key)}


def _violations(raw: Raw, table: Table, cells: Cells) -> Iterator[Problem]:
    for column in table.columns:
        fault = _fault_finder(table, column)
        # Of a million rows most say the same, so each text is looked at once.
        faults = {text: found for text in dict.fromkeys(cells[column.name]) if (found := fault(text))}
        if faults:
            yield from _told(raw, column.name, cells[column.name], faults)


def _told(raw: Raw, column: str, texts: list[str], faults: dict[str, Fault]) -> Iterator[Problem]:
    for row, typed, text in zip(raw.rows, raw.cells[column], texts, strict=True):
        if text in faults:
            rule, hint, nearest = faults[text]
            yield raw.problem(rule, row=row, column=column, value=typed, hint=hint, nearest=nearest)


def _fault_finder(table: Table, column: Column) -> Callable[[str], Fault | None]:
    """What finds the rule of `words/terms/problem.csv` that a text in this column breaks."""
    choices = column.choices
    if (table.name, column.name) == ("stated", "item"):
        choices = STATED_ITEMS

    def fault(text: str) -> Fault | None:
        if not text:
            return ("filled", "", "") if column.filled else None
        if hidden := control_character(text):
            return "control", hidden, ""
        if column.kind in _NUMBERS:
            return _no_number(column, text)
        if column.kind == "month" and text not in MONTHS:
            return "month", "", ""
        if choices and text not in choices:
            return _no_choice(table, column, choices, text)
        return None

    return fault


def _no_number(column: Column, text: str) -> Fault | None:
    try:
        value = parse_number(text)
    except ValueError as reason:
        return str(reason), "", ""
    if value is None or value >= 0:
        return None
    if column.kind == "score":
        return "score", "", ""
    return ("negative_count", "", "") if column.name in _COUNTS else None


def _no_choice(table: Table, column: Column, choices: tuple[str, ...], text: str) -> Fault:
    if choices is STATED_ITEMS:
        return "stated_item", "", _nearest(text, choices)
    # In the language that the file is written in; the other one's names are read as well.
    titles: dict[str, str] = {}
    for title, choice in _spellings(table.name, column.name).items():
        titles.setdefault(choice, title)
    shown = [choice if text.isascii() else titles.get(choice, choice) for choice in choices]
    # 千元 looks like 元 and is a thousand times as much.
    return "choice", " / ".join(shown), "" if choices is UNITS else _nearest(text, shown)


def _nearest(text: str, known: "list[str] | tuple[str, ...]") -> str:
    return next(iter(difflib.get_close_matches(text, known, n=1)), "")


def _misplaced(raw: Raw, cells: Cells) -> Iterator[Problem]:
    """What is wrong only beside another cell: codes of no classification, counts below zero."""
    if raw.table == "expenditure":
        yield from _misplaced_codes(raw, "code", cells["classification"], cells["code"])
        yield from _misplaced_kinds(raw, cells)
    if "function" in raw.cells:
        yield from _misplaced_codes(raw, "function", ["function"] * len(raw.rows), cells["function"])
    if raw.table == "three_public":
        for row, item, text in zip(raw.rows, cells["item"], cells["amount"], strict=True):
            if item in THREE_PUBLIC_COUNTS and _BELOW_ZERO.fullmatch(plain(text)):
                yield raw.problem("negative_count", row=row, column="amount", value=text)


def _misplaced_kinds(raw: Raw, cells: Cells) -> Iterator[Problem]:
    """Kinds beside what is no functional code: only functional lines are split into kinds."""
    if "kind" not in raw.cells:
        return
    columns = (cells["classification"], cells["kind"], raw.cells["kind"])
    for row, classification, kind, typed in zip(raw.rows, *columns, strict=True):
        if kind and classification in _CODES and classification != "function":
            yield raw.problem("kind_of_function", row=row, column="kind", value=typed)


def _misplaced_codes(raw: Raw, column: str, kinds: list[str], codes: list[str]) -> Iterator[Problem]:
    """Codes that are none of their classification: it tells how they add up."""
    for row, kind, code, typed in zip(raw.rows, kinds, codes, raw.cells[column], strict=True):
        if kind not in _CODES or not code or _CODES[kind].fullmatch(code):
            continue
        rewritten = kind != "kind" and _NO_CODE_ANY_MORE.fullmatch(code)
        rule, hint = "code_rewritten" if rewritten else f"code_{kind}", " / ".join(EXPENDITURE_KINDS)
        yield raw.problem(rule, row=row, column=column, value=typed, hint=hint)


def _duplicates(raw: Raw, table: Table, cells: Cells) -> Iterator[Problem]:
    """Rows with one key: the accounts would count them twice, so nobody can say which is meant (R18)."""
    titles = " + ".join(raw.titles[name] for name in table.key if name in raw.titles)
    filled = [at for at, name in enumerate(table.key) if table.by_name[name].filled]
    first: dict[tuple[str, ...], int] = {}
    for row, *key in zip(raw.rows, *(cells[name] for name in table.key), strict=True):
        if all(key[at] for at in filled) and first.setdefault(tuple(key), row) != row:
            yield raw.problem("duplicate", row=row, value=titles, hint=str(first[tuple(key)]))


def _typed(raw: Raw, table: Table, cells: Cells, unit: str) -> tuple[dict[str, list[Any]], list[Problem]]:
    typed: dict[str, list[Any]] = dict(cells)
    problems: list[Problem] = []
    for column in table.columns:
        if column.kind not in _NUMBERS:
            continue
        written = list(zip(cells[column.name], _units(table, column, cells, unit), strict=True))
        read = {(text, of): _amount(text, of) for text, of in dict.fromkeys(written)}
        typed[column.name] = [read[one] for one in written]
        for row, (text, of), value in zip(raw.rows, written, typed[column.name], strict=True):
            if text and value is None and parse_number(text) is not None:
                problems.append(raw.problem("precision", row=row, column=column.name, value=text, hint=of))
    return typed, problems


def _amount(text: str, unit: str) -> Decimal | None:
    """A number, in 万元 where it has a unit; None where it is empty, or finer than money can be."""
    value = parse_number(text)
    try:
        return to_wan(value, unit) if unit and value is not None else value
    except ValueError:
        return None


def _units(table: Table, column: Column, cells: Cells, unit: str) -> list[str]:
    """The unit of each cell that holds money, else "": in two tables it depends on the row."""
    if table.name == "stated":
        money = [measure in ("amount", "change") for measure in cells["measure"]]
    elif table.name == "three_public":
        money = [item not in THREE_PUBLIC_COUNTS for item in cells["item"]]
    elif column.kind == "amount":
        money = [True] * len(cells[column.name])
    else:
        return [""] * len(cells[column.name])
    return [(of or unit) if is_money else "" for of, is_money in zip(cells["unit"], money, strict=True)]

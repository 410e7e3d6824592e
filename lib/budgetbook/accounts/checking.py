"""Raw tables into typed ones: every cell held to the schema (pandera), every violation told at once."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

import pandas as pd
import pandera.pandas as pa

from budgetbook.accounts.amounts import parse_number, to_wan
from budgetbook.accounts.problems import Problem
from budgetbook.accounts.reading import Raw
from budgetbook.accounts.schema import (
    EXPENDITURE_KINDS,
    INCOME,
    TABLES,
    THREE_PUBLIC_COUNTS,
    THREE_PUBLIC_MONEY,
    TOTALS,
    Column,
    Table,
)
from budgetbook.words import LANGUAGES, Words

# What the statements of a document can be compared with (checks.md R09, R12, R13).
STATED_ITEMS = (
    *(f"totals.{item}" for item in TOTALS),
    *(f"income.{item}" for item in INCOME),
    *(f"expenditure.{item}" for item in EXPENDITURE_KINDS),
    *(f"three_public.{item}" for item in THREE_PUBLIC_MONEY),
)


def check(raw: Raw, year: int, unit: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Hold one raw table to its schema and type it: amounts in 万元 as `Decimal`, empty ones as None.

    `unit` is the unit of money where the table's own `unit` column says nothing. The frame gains `year`,
    `file` and `row`, so that every figure can be led back to its cell.
    """
    table = TABLES[raw.table]
    cells = raw.cells.copy()
    for column in table.columns:
        if column.name not in cells:
            cells[column.name] = ""
        if column.kind == "choice":
            cells[column.name] = cells[column.name].map(lambda text, c=column: _spelled(raw.table, c, text))
    problems = _violations(raw, table, cells)
    if not problems:
        typed = _typed(table, cells, unit)
        problems = _too_fine(raw, table, cells, typed, unit)
    if problems:
        return pd.DataFrame(), problems
    return typed.assign(year=year, file=raw.file, row=cells.index).reset_index(drop=True), []


def _spelled(table: str, column: Column, text: str) -> str:
    """A choice by its name in the schema, whether it was written so or as the page shows it (决算数)."""
    for choice in column.choices:
        key = f"item.{table}.{choice}" if column.name == "item" else f"choice.{column.name}.{choice}"
        if text == choice or any(text == Words(language)(key) for language in LANGUAGES if Words(language).has(key)):
            return choice
    return text


def _violations(raw: Raw, table: Table, cells: pd.DataFrame) -> list[Problem]:
    try:
        _pandera(table.name).validate(cells, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return _duplicates(raw, table, cells)
    order = {column.name: place for place, column in enumerate(table.columns)}
    problems = []
    for case in cases.itertuples():
        column = table.by_name[str(case.column)]
        problems.append(
            raw.problem(
                str(case.check),
                row=int(case.index),
                column=column.name,
                value=str(case.failure_case),
                hint=" / ".join(column.choices or EXPENDITURE_KINDS),
            )
        )
    problems.sort(key=lambda problem: (problem.row or 0, order[problem.column or ""]))
    return problems + _duplicates(raw, table, cells)


@cache
def _pandera(table: str) -> pa.DataFrameSchema:
    columns = {}
    for column in TABLES[table].columns:
        checks = [pa.Check(_rule(column), name=_RULE_NAMES.get(column.kind, "choice"))]
        if column.filled:
            checks.insert(0, pa.Check(lambda cells: cells != "", name="filled"))
        if table == "stated" and column.name == "item":
            checks.append(pa.Check(lambda cells: (cells == "") | cells.isin(STATED_ITEMS), name="stated_item"))
        columns[column.name] = pa.Column(checks=checks)
    return pa.DataFrameSchema(columns)


_RULE_NAMES = {"amount": "number", "number": "number", "score": "score", "month": "month", "code": "code"}


def _rule(column: Column) -> Callable[[pd.Series], pd.Series]:
    if column.kind == "text":
        return lambda cells: cells == cells
    if column.kind == "choice":
        return lambda cells: (cells == "") | cells.isin(column.choices)
    if column.kind == "code":
        return lambda cells: cells.str.fullmatch(r"(\d{3}|\d{5}|\d{7})?") | cells.isin(EXPENDITURE_KINDS)
    if column.kind == "month":
        return lambda cells: (cells == "") | cells.isin([str(month) for month in range(1, 13)])
    return lambda cells: cells.map(lambda text: _reads(text, not_negative=column.kind == "score"))


def _reads(text: str, *, not_negative: bool) -> bool:
    try:
        value = parse_number(text)
    except ValueError:
        return False
    return value is None or not (not_negative and value < 0)


def _duplicates(raw: Raw, table: Table, cells: pd.DataFrame) -> list[Problem]:
    """Rows with one key: the accounts would count them twice, so nobody can say which is meant (R18)."""
    key = list(table.key)
    first = cells.groupby(key, sort=False)[key[0]].transform(lambda rows: rows.index[0])
    titles = "+".join(key)
    return [
        raw.problem("duplicate", row=int(row), value=titles, hint=str(first[row]))
        for row in cells.index[cells.duplicated(key)]
    ]


def _typed(table: Table, cells: pd.DataFrame, unit: str) -> pd.DataFrame:
    typed = cells[[column.name for column in table.columns]].astype(object)
    for column in table.columns:
        if column.kind in ("amount", "number", "score"):
            typed[column.name] = cells[column.name].map(parse_number).astype(object)
            typed.loc[cells[column.name] == "", column.name] = None
    money = _money_cells(table, cells)
    units = _units(cells, unit)
    for name, rows in money.items():
        typed.loc[rows, name] = [
            _money(value, of) for value, of in zip(typed.loc[rows, name], units[rows], strict=True)
        ]
    return typed


def _money_cells(table: Table, cells: pd.DataFrame) -> dict[str, pd.Series]:
    """Which cells hold money: in two tables it depends on the row, a vehicle is no 万元."""
    if table.name == "stated":
        return {"value": cells["measure"].isin(("amount", "change"))}
    if table.name == "three_public":
        return {"amount": ~cells["item"].isin(THREE_PUBLIC_COUNTS)}
    return {name: cells[name] == cells[name] for name in table.money}


def _units(cells: pd.DataFrame, unit: str) -> pd.Series:
    return cells["unit"].where(cells["unit"] != "", unit)


def _money(value: Decimal | None, unit: str) -> Decimal | None:
    try:
        return None if value is None else to_wan(value, unit)
    except ValueError:
        return Decimal("NaN")  # told as a problem right after


def _too_fine(
    raw: Raw, table: Table, cells: pd.DataFrame, typed: pd.DataFrame, unit: str
) -> list[Problem]:
    return [
        raw.problem("precision", row=int(row), column=name, value=cells.at[row, name], hint=cells.at[row, "unit"] or unit)
        for name in _money_cells(table, cells)
        for row, value in typed[name].items()
        if value is not None and value.is_nan()
    ]

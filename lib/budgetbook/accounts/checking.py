"""Raw tables into typed ones: every cell held to the schema (pandera), every violation told at once."""

from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd
import pandera.pandas as pa

from budgetbook.accounts.amounts import parse_number, plain, reason_no_number, to_wan
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

# What the statements of a document can be compared with (reconciliation R09, R12, R13).
STATED_ITEMS = (
    *(f"totals.{item}" for item in TOTALS),
    *(f"income.{item}" for item in INCOME),
    *(f"expenditure.{item}" for item in EXPENDITURE_KINDS),
    *(f"three_public.{item}" for item in THREE_PUBLIC_MONEY),
)
MONTHS = tuple(str(month) for month in range(1, 13))
_NUMBERS = ("amount", "number", "score")
# 类, 款 and 项; the economic classification of departments has no 项.
_CODES = {
    "kind": "|".join(EXPENDITURE_KINDS),
    "function": "[0-9]{3}|[0-9]{5}|[0-9]{7}",
    "economic": "[0-9]{3}|[0-9]{5}",
}


def check(raw: Raw, year: int, unit: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Hold one raw table to its schema and type it: amounts in 万元 as `Decimal`, empty ones as None.

    `unit` is the unit of money where the table's own `unit` column says nothing. The frame gains `year`,
    `file` and `row`, so that every figure can be led back to its cell.
    """
    table = TABLES[raw.table]
    cells = _spelled_out(table, raw.cells)
    problems = [*_violations(raw, table, cells), *_misplaced_codes(raw, cells)]
    problems += _duplicates(raw, table, cells)
    typed = pd.DataFrame()
    if not problems:
        typed, problems = _typed(raw, table, cells, unit)
        typed = typed.assign(year=year, file=raw.place, row=cells.index).reset_index(drop=True)
    order = {raw.titles.get(column.name, column.name): at for at, column in enumerate(table.columns)}
    problems.sort(key=lambda problem: (problem.row or 0, order.get(problem.column or "", -1)))
    return typed, problems


def _spelled_out(table: Table, cells: pd.DataFrame) -> pd.DataFrame:
    """Every column of the schema, with choices and codes by the name that the schema gives them."""
    whole = cells.reindex(columns=[column.name for column in table.columns], fill_value="").astype(object)
    for column in table.columns:
        if column.choices or column.kind == "code":
            known = _spellings(table.name, column.name)
            whole[column.name] = [known.get(text, plain(text)) for text in whole[column.name]]
    return whole


@cache
def _spellings(table: str, name: str) -> dict[str, str]:
    """A choice as the page shows it (决算数, 基本支出) and its name in the schema."""
    choices = TABLES[table].by_name[name].choices or EXPENDITURE_KINDS
    topic = f"item.{table}" if name in ("item", "code") else f"choice.{name}"
    keys = [(f"{topic}.{choice}", choice) for choice in choices]
    return {words(key): choice for words in map(Words, LANGUAGES) for key, choice in keys if words.has(key)}


def _violations(raw: Raw, table: Table, cells: pd.DataFrame) -> Iterator[Problem]:
    try:
        _pandera(table.name).validate(cells, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for case in errors.failure_cases.itertuples():
            column, value = table.by_name[str(case.column)], str(case.failure_case)
            yield raw.problem(
                reason_no_number(value) if case.check == "number" else str(case.check),
                row=int(case.index),
                column=column.name,
                value=value,
                hint=" / ".join(column.choices),
            )


@cache
def _pandera(table: str) -> pa.DataFrameSchema:
    columns = {}
    for column in TABLES[table].columns:
        checks = [pa.Check(rule, name=name) for name, rule in _rules(column)]
        if table == "stated" and column.name == "item":
            checks.append(pa.Check(_one_of(STATED_ITEMS), name="stated_item"))
        columns[column.name] = pa.Column(checks=checks)
    return pa.DataFrameSchema(columns)


def _rules(column: Column) -> Iterator[tuple[str, Callable[[pd.Series], pd.Series]]]:
    """The rules of a column, by their name in `words/terms/problem.csv`."""
    if column.filled:
        yield "filled", lambda cells: cells != ""
    if column.choices:
        yield "choice", _one_of(column.choices)
    if column.kind == "month":
        yield "month", _one_of(MONTHS)
    if column.kind in _NUMBERS:
        yield "number", lambda cells: cells.isin([text for text in cells.unique() if _is_number(text)])
    if column.kind == "score":
        yield "score", lambda cells: ~cells.isin([text for text in cells.unique() if _is_negative(text)])


def _one_of(known: tuple[str, ...]) -> Callable[[pd.Series], pd.Series]:
    return lambda cells: cells.isin(["", *known])


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True


def _is_negative(text: str) -> bool:
    return _is_number(text) and (parse_number(text) or 0) < 0


def _misplaced_codes(raw: Raw, cells: pd.DataFrame) -> Iterator[Problem]:
    """Codes that are none of their classification: it tells how they add up."""
    if raw.table != "expenditure":
        return
    for classification, pattern in _CODES.items():
        codes = cells.loc[cells["classification"] == classification, "code"]
        for row, code in codes[(codes != "") & ~codes.str.fullmatch(pattern).astype(bool)].items():
            hint = " / ".join(EXPENDITURE_KINDS)
            yield raw.problem(
                f"code_{classification}", row=int(str(row)), column="code", value=code, hint=hint
            )


def _duplicates(raw: Raw, table: Table, cells: pd.DataFrame) -> list[Problem]:
    """Rows with one key: the accounts would count them twice, so nobody can say which is meant (R18)."""
    titles = " + ".join(raw.titles.get(name, name) for name in table.key)
    first: dict[tuple[str, ...], int] = {}
    keys = zip(cells.index, zip(*(cells[name] for name in table.key), strict=True), strict=True)
    filled = [at for at, name in enumerate(table.key) if table.by_name[name].filled]
    return [
        raw.problem("duplicate", row=row, value=titles, hint=str(first[key]))
        for row, key in keys
        if all(key[at] for at in filled) and first.setdefault(key, row) != row
    ]


def _typed(raw: Raw, table: Table, cells: pd.DataFrame, unit: str) -> tuple[pd.DataFrame, list[Problem]]:
    typed, problems = cells.copy(), []
    for column in table.columns:
        if column.kind in _NUMBERS:
            read = {text: parse_number(text) for text in cells[column.name].unique()}
            typed[column.name] = pd.Series([read[text] for text in cells[column.name]], cells.index, object)
    for name, money in _money_cells(table, cells).items():
        converted = []
        for row, value, of, is_money in zip(cells.index, typed[name], cells["unit"], money, strict=True):
            try:
                converted.append(to_wan(value, of or unit) if is_money and value is not None else value)
            except ValueError:
                text = cells.at[row, name]
                problems.append(raw.problem("precision", row=row, column=name, value=text, hint=of or unit))
        if not problems:
            typed[name] = pd.Series(converted, cells.index, object)
    return typed, problems


def _money_cells(table: Table, cells: pd.DataFrame) -> dict[str, pd.Series]:
    """Which cells hold money: in two tables it depends on the row, a vehicle is no 万元."""
    if table.name == "stated":
        return {"value": cells["measure"].isin(("amount", "change"))}
    if table.name == "three_public":
        return {"amount": ~cells["item"].isin(THREE_PUBLIC_COUNTS)}
    return {name: cells[name].notna() for name in table.money}

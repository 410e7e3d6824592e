"""`Accounts`: one department's figures over its years, read, checked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from budgetbook.accounts.catalogue import name_of_code
from budgetbook.accounts.checking import check
from budgetbook.accounts.department import Department, read_department
from budgetbook.accounts.folder import MOST_YEARS, department_meant, departments, find_data_dir
from budgetbook.accounts.problems import DataError, Problem
from budgetbook.accounts.reading import read_year
from budgetbook.accounts.schema import FUNDS, SPLITS, TABLES
from budgetbook.accounts.settings import Settings
from budgetbook.words import Words

_BY_FUND = tuple(name for name, table in TABLES.items() if "fund" in table.key)

Status = Literal["published", "not_published", "absent"]


@dataclass(frozen=True)
class Figure:
    """One figure and where it was read.

    `value` is in 万元 (or a count, a score). `status` tells three things apart that are not zero:
    `published`, `not_published` (the row is there and its cell empty), `absent` (no row at all).
    """

    value: Decimal | None
    status: Status
    basis: str = ""
    source: str = ""
    place: str = ""


Record = Mapping[Any, Any]
"""One row of a table: its columns' values by their names."""


# Accounts are told apart as objects, so that what was computed of them once can be kept.
@dataclass(frozen=True, eq=False)
class Accounts:
    """One department's accounts: `year` is the year in question, `years` the loaded ones up to it, ascending.

    `tables` has every table of the schema, empty where no year has it; amounts are `Decimal` in 万元, None
    where not published; each row carries `year`, `basis`, `source`, `file` and `row`.
    """

    department: Department
    year: int
    years: tuple[int, ...]
    language: str
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    @cached_property
    def words(self) -> Words:
        """The words of the reader's language."""
        return Words(self.language)

    @property
    def name(self) -> str:
        """The department's name in the reader's language."""
        return self.department.name(self.language)

    @property
    def settings(self) -> Settings:
        """The department's own thresholds and formulas."""
        return self.department.settings

    @property
    def illustrative(self) -> bool:
        """Whether any loaded figure is made up for illustration; every page then says so."""
        posts = {post.basis for post in self.department.staff if post.year in self.years}
        return any(
            "illustrative" in bases for bases in (posts, *(set(t["basis"]) for t in self.tables.values()))
        )

    @cached_property
    def funds(self) -> tuple[str, ...]:
        """The single funds that any loaded line is told for beside all funds together."""
        told = {fund for table in _BY_FUND for fund in self.tables[table]["fund"]}
        return tuple(fund for fund in FUNDS if fund in told)

    def of_fund(self, fund: str) -> "Accounts":
        """The accounts of a single fund: its totals, income and expenditure, as if there were no other."""
        tables = {name: table.iloc[:0] for name, table in self.tables.items()}
        for name in _BY_FUND:
            table = self.tables[name]
            tables[name] = table[table["fund"] == fund].assign(fund="")
        return replace(self, tables=tables)

    def named(self, row: "Mapping[Any, Any] | pd.Series[Any]", column: str) -> str:
        """A row's own name or note in the reader's language, in Chinese where it has no English one."""
        return str(row[f"{column}_en"] if self.language == "en" and row[f"{column}_en"] else row[column])

    def rows(self, table: str, year: int | None = None, **equal: str) -> pd.DataFrame:
        """Rows of a table in one year (the accounts' own by default) where columns equal given values.

        Of lines printed whole and in parts, the whole ones unless a `fund`, `function` or `kind` is named.
        """
        frame = self.tables[table]
        # The bare arrays: pandas' own comparisons take ten times as long on tables of some lines.
        wanted = frame["year"].to_numpy() == (self.year if year is None else year)
        for column, value in {**dict.fromkeys(TABLES[table].parts, ""), **equal}.items():
            wanted &= frame[column].to_numpy() == value
        kept: pd.DataFrame = frame[wanted].reset_index(drop=True)
        return kept

    def records(self, table: str, year: int | None = None, **equal: str) -> list[Record]:
        """The same rows, each by itself, for rules that look at single figures."""
        year = self.year if year is None else year
        if (table, year) not in self._records:
            frame = self.tables[table]
            self._records[table, year] = frame[frame["year"].to_numpy() == year].to_dict("records")
        wanted = {**dict.fromkeys(TABLES[table].parts, ""), **equal}.items()
        return [
            row for row in self._records[table, year] if all(row[name] == value for name, value in wanted)
        ]

    @cached_property
    def _records(self) -> dict[tuple[str, int], list[Record]]:
        """The rows of each table and year that were asked for."""
        return {}

    def lines(self, table: str) -> pd.DataFrame:
        """The rows of all loaded years and funds but those that split a line by code or by kind."""
        frame = self.tables[table]
        for split in [name for name in SPLITS if name in TABLES[table].key]:
            frame = frame[frame[split] == ""]
        return frame

    def figure(
        self,
        table: str,
        item: str,
        year: int | None = None,
        *,
        phase: str = "actual",
        column: str = "item",
        **where: str,
    ) -> Figure:
        """One figure of `totals`, `income`, `three_public`, or of `expenditure` with `column="code"`.

        `where` names a part of it, as in `rows`: `fund="government_fund"`, `kind="basic"`.
        """
        found = self.records(table, year, phase=phase, **{column: item}, **where)
        if not found:
            return Figure(None, "absent")
        row = found[0]
        place = f"{row['file']}:{row['row']}"
        status: Status = "not_published" if row["amount"] is None else "published"
        return Figure(row["amount"], status, row["basis"], row["source"], place)

    def value(self, table: str, item: str, year: int | None = None, **where: str) -> Decimal | None:
        """The value of `figure`, in 万元 or a count; None where it is not known."""
        return self.figure(table, item, year, **where).value

    def label(self, table: str, code: str, name: str = "") -> str:
        """What an item or a code is called in the reader's language.

        A document's own name for a code wins in Chinese, since names change over the years. A code that
        neither names is told with its number.
        """
        if table == "expenditure" and code.isdigit():
            known = name_of_code(code, self.language)
            told = name or known if self.language == "zh" else known or name
            return told or self.words("number.code", code=code)
        return self.words(f"item.{table}.{code}")


def load(
    data_dir: str | Path = "",
    department: str = "",
    year: int = 0,
    years: int = MOST_YEARS,
    language: str = "zh",
) -> Accounts:
    """Load a department's accounts of `year` and of up to `years` − 1 years before it.

    `data_dir`, `department` and `year` may be left out: the nearest data folder, the only department
    (examples aside) or the default one, the latest year. Raises `NoDataFolderError` where there is no
    department at all, `DataError` with everything that cannot be read, in one list, and `ValueError` for an
    unknown language or no years.
    """
    Words(language)  # an unknown language is told here, not by the first word of a page
    if years < 1:
        raise ValueError(f"years={years}: at least the year itself")
    root = Path(data_dir) if data_dir else find_data_dir()
    known = departments(root)
    department = department or department_meant(root, known)
    if department not in known:
        rule = "no_such_department" if department else "which_department"
        raise DataError([Problem(rule, root.name, value=department, hint=" / ".join(known))], language)
    if not known[department]:
        raise DataError([Problem("no_years", department)], language)
    year = year or known[department][-1]
    if year not in known[department]:
        raise DataError(
            [Problem("no_year", department, value=str(year), hint=" / ".join(map(str, known[department])))],
            language,
        )
    window = [known_year for known_year in known[department] if year - years < known_year <= year]
    found, problems = read_department(root / department, root)
    frames: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    for one in window:
        tables, unreadable = read_year(root / department, one, root)
        problems += unreadable
        if not tables and not unreadable:
            problems.append(Problem("no_tables", f"{department}/{one}"))
        for raw in tables:
            frame, violations = check(raw, one, found.unit if found else "万元")
            problems += violations
            frames[raw.table].append(frame)
    if problems or found is None:
        raise DataError(sorted(problems, key=lambda problem: problem.file), language)
    joined = {name: _joined(name, parts) for name, parts in frames.items()}
    return Accounts(found, year, tuple(window), language, joined)


def _joined(table: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    columns = [column.name for column in TABLES[table].columns] + ["year", "file", "row"]
    filled = [part for part in parts if not part.empty]
    if not filled:
        return pd.DataFrame(columns=columns, dtype=object)
    return pd.concat(filled, ignore_index=True).astype(object)

"""A raw table: which table of the schema a file or a sheet is, where its header stands, what is below it."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from budgetbook.accounts.problems import Problem
from budgetbook.accounts.schema import TABLES
from budgetbook.words import LANGUAGES, Words

Rows = list[tuple[int, list[str]]]

# How far down a header may stand below the titles that a printed table begins with.
_HIGHEST_ROWS = 10
_MOST_RANGES = 3
_REMARK = re.compile(r"(.+?)\s*[(（\[【].*[)）\]】]")
_YEAR_TITLES = ("year", "年", "年度", "年份")


@dataclass(frozen=True)
class Sheet:
    """The rows of a file or a sheet that hold anything, each with its number, and the ranges of merged cells.

    A range is its first row and what a spreadsheet calls it: `(2, "A2:A5")`.
    """

    rows: Rows
    merged: list[tuple[int, str]]


class Raw:
    """One table as it stands in a file: text in every cell, by column, and the spreadsheet's row of each.

    `titles` leads a column of the schema to its title in the file.
    """

    def __init__(self, table: str, file: str, sheet: str | None) -> None:
        self.table, self.file, self.sheet = table, file, sheet
        self.rows: list[int] = []
        self.cells: dict[str, list[str]] = {}
        self.titles: dict[str, str] = {}

    @property
    def place(self) -> str:
        """The file, and the sheet in it where it is a workbook: `ju/2024.xlsx 收支总表`."""
        return f"{self.file} {self.sheet}" if self.sheet else self.file

    def problem(self, rule: str, *, column: str | None = None, **where: Any) -> Problem:
        """A problem in this table, with the column called as its file calls it."""
        return Problem(
            rule, self.file, self.sheet, column=column and self.titles.get(column, column), **where
        )


def read_table(
    name: str, content: Sheet, file: str, sheet: str | None, others: Iterable[Raw]
) -> tuple[Raw | None, list[Problem]]:
    """The table of a name and a content, or the problems that keep it from being one."""
    table = _tables().get(_bare(name))
    if table is None:
        near = _nearest(name, "table", TABLES)
        return None, [Problem("unknown_table", file, sheet, value=name, nearest=near)]
    raw = Raw(table, file, sheet)
    twin = next((other for other in others if other.table == table), None)
    if twin is not None:
        return None, [raw.problem("two_tables", value=twin.place)]
    problems = _fill(raw, content)
    return (None if problems else raw), problems


def _fill(raw: Raw, content: Sheet) -> list[Problem]:
    """Fill a raw table, or say why the content is no table."""
    if not content.rows:
        return [raw.problem("empty_file")]
    number = _header_row(raw.table, content.rows)
    problems = []
    if number > content.rows[0][0]:
        first, cells = content.rows[0]
        problems.append(
            raw.problem("title_line", row=first, value=next(filter(None, cells)), hint=str(number))
        )
    merged = [place for row, place in content.merged if row >= number]
    if merged:
        shown = ", ".join(merged[:_MOST_RANGES]) + (" …" if len(merged) > _MOST_RANGES else "")
        first = next(row for row, place in content.merged if place == merged[0])
        problems.append(raw.problem("merged", row=first, value=shown, hint=str(len(merged))))
    return problems or _fill_below(raw, [(row, cells) for row, cells in content.rows if row >= number])


def _header_row(table: str, rows: Rows) -> int:
    """The number of the row with the titles: the first one, unless only a later one looks like a header."""
    needed = sum(not column.optional for column in TABLES[table].columns)
    titled = (
        row
        for row, cells in rows[:_HIGHEST_ROWS]
        if 2 * sum(_bare(cell) in _columns(table) for cell in cells) >= needed
    )
    return next(titled, rows[0][0])


def _fill_below(raw: Raw, rows: Rows) -> list[Problem]:
    (first, titles), *body = rows
    while not titles[-1]:
        titles = titles[:-1]
    header = [_columns(raw.table).get(_bare(title), title) for title in titles]
    raw.titles = dict(zip(header, titles, strict=True))
    problems = [*_header_problems(raw, header, first)]
    width = len(header)
    # A shorter row is whole: Excel leaves out the separators of empty cells at the end of a block of rows.
    for row, cells in body:
        if any(cells[width:]):
            outside = next(filter(None, cells[width:])) if raw.sheet else str(len(cells))
            rule = "outside" if raw.sheet else "ragged"
            problems.append(raw.problem(rule, row=row, value=outside, hint=str(width)))
    if not problems:
        even = (cells if len(cells) == width else (cells + [""] * width)[:width] for _, cells in body)
        raw.cells = dict(zip(header, map(list, zip(*even, strict=True)), strict=False)) or {
            name: [] for name in header
        }
        raw.rows = [row for row, _ in body]
    return problems


def _header_problems(raw: Raw, header: list[str], row: int) -> Iterator[Problem]:
    known = TABLES[raw.table].by_name
    if not any(name in known for name in header):
        needed = ", ".join(
            name if header[0].isascii() else Words("zh")(f"column.{name}")
            for name, column in known.items()
            if not column.optional
        )
        yield raw.problem("no_header", row=row, value=header[0], hint=needed)
        return
    meant = set(header)
    for place, name in enumerate(header, 1):
        if not name:
            yield raw.problem("untitled_column", row=row, value=str(place))
        elif name in header[: place - 1]:
            yield raw.problem("repeated_column", row=row, value=raw.titles[name])
        elif name not in known:
            remark = _REMARK.fullmatch(name)
            column = _columns(raw.table).get(_bare(remark[1])) if remark else None
            if remark and column and column not in meant:
                meant.add(column)
                yield raw.problem("title_remark", row=row, value=name, hint=remark[1])
            elif _bare(name) in _YEAR_TITLES:
                yield raw.problem("year_column", row=row, value=name)
            else:
                yield raw.problem(
                    "extra_column", row=row, value=name, nearest=_nearest(name, "column", known)
                )
    for column_known in known.values():
        if not column_known.optional and column_known.name not in meant:
            title = Words("zh")(f"column.{column_known.name}")
            yield raw.problem("missing_column", row=row, value=column_known.name, hint=title)


@cache
def _tables() -> Mapping[str, str]:
    """What tables may be called, by name and title, without spaces and capitals."""
    return _called("table", TABLES)


@cache
def _columns(table: str) -> Mapping[str, str]:
    """What the columns of a table may be called."""
    return _called("column", TABLES[table].by_name)


def _called(topic: str, names: Iterable[str]) -> dict[str, str]:
    return {
        _bare(title): name
        for name in names
        for title in (name, *(Words(language)(f"{topic}.{name}") for language in LANGUAGES))
    }


def _bare(title: str) -> str:
    """A title without spaces and line ends, which headers are stretched and broken with."""
    return "".join(title.split()).casefold()


def _nearest(title: str, topic: str, known: Iterable[str]) -> str:
    """The known name or title nearest to a wrong one."""
    names = [
        name
        for one in known
        for name in (one, *(Words(language)(f"{topic}.{one}") for language in LANGUAGES))
    ]
    return next(iter(difflib.get_close_matches(title, names, n=1, cutoff=0.5)), "")

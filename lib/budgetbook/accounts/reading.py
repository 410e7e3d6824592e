"""Files into raw tables: every cell as the text it holds, with the row it stands in."""

import csv
import difflib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from budgetbook.accounts.problems import Problem
from budgetbook.accounts.schema import TABLES
from budgetbook.accounts.workbook import sheets
from budgetbook.words import LANGUAGES, Words

# UTF-16 is what Excel calls "Unicode text"; GB 18030 holds everything GBK and GB 2312 hold.
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

Rows = list[list[str]]


class Raw:
    """One table as it stands in a file: `cells` has text in every cell, its index is the spreadsheet's row.

    `titles` leads a column of the schema to its title in the file, where that is another one.
    """

    def __init__(self, table: str, file: str, sheet: str | None) -> None:
        self.table, self.file, self.sheet = table, file, sheet
        self.cells = pd.DataFrame()
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


class _UnreadableError(Exception):
    def __init__(self, rule: str, row: int | None = None) -> None:
        self.rule, self.row = rule, row


def read_year(folder: Path, year: int, root: Path) -> tuple[list[Raw], list[Problem]]:
    """Read `<year>/*.csv` and `<year>.xlsx` of a department's folder.

    Files are named relative to `root`. Problems are collected, never raised, so that all are told at once.
    """
    tables: list[Raw] = []
    problems: list[Problem] = []
    for path in _files(folder, year):
        file = path.relative_to(root).as_posix()
        try:
            found = _csv(path) if path.suffix.lower() == ".csv" else _workbook(path)
        except _UnreadableError as error:
            problems.append(Problem(error.rule, file, row=error.row))
            continue
        for name, sheet, rows in found:
            raw, wrong = _table(name, rows, file, sheet, tables)
            problems += wrong
            if raw is not None:
                tables.append(raw)
    return tables, problems


def decode(content: bytes) -> str | None:
    """Text in UTF-8 (with or without a mark), in marked UTF-16, or in GBK; None where it is none of them."""
    marked = next((code for mark, code in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _files(folder: Path, year: int) -> Iterable[Path]:
    inside = folder / str(year)
    if inside.is_dir():
        # Names with a dot in front are what systems leave behind (._totals.csv), not tables.
        yield from sorted(
            path for path in inside.iterdir() if path.suffix.lower() == ".csv" and path.name[0] != "."
        )
    workbook = folder / f"{year}.xlsx"
    if workbook.is_file():
        yield workbook


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _UnreadableError("unreadable") from error


def _csv(path: Path) -> list[tuple[str, None, Rows]]:
    content = _content(path)
    if not content.strip():
        raise _UnreadableError("empty_file")
    text = decode(content)
    if text is None:
        raise _UnreadableError("encoding")
    if "\0" in text:
        raise _UnreadableError("not_csv")
    # Spreadsheets of some regions separate by semicolon or tab; the header tells.
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    rows: Rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        raise _UnreadableError("not_csv", len(rows) + 1) from error
    return [(path.stem, None, rows)]


def _workbook(path: Path) -> list[tuple[str, str, Rows]]:
    content = _content(path)
    try:
        found = sheets(content)
    except Exception as error:  # calamine, zipfile and the XML parser raise their own: all mean the same here
        raise _UnreadableError("not_xlsx") from error
    return [(name.strip(), name, rows) for name, rows in found.items() if any(map(any, rows))]


def _table(
    name: str, rows: Rows, file: str, sheet: str | None, others: list[Raw]
) -> tuple[Raw | None, list[Problem]]:
    table = next((known for known in TABLES if name == known or _same(name, f"table.{known}")), None)
    if table is None:
        return None, [Problem("unknown_table", file, sheet, value=name, hint=_nearest(name, "table", TABLES))]
    raw = Raw(table, file, sheet)
    twin = next((other for other in others if other.table == table), None)
    if twin is not None:
        return None, [raw.problem("two_tables", value=twin.file)]
    problems = _fill(raw, rows)
    return (None if problems else raw), problems


def _fill(raw: Raw, rows: Rows) -> list[Problem]:
    """Fill `raw.cells` and `raw.titles` from rows, or say why they are no table."""
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not numbered:
        return [raw.problem("empty_file")]
    (first, titles), *body = numbered
    while not titles[-1]:
        titles = titles[:-1]
    header = [_column(raw.table, title) for title in titles]
    raw.titles = dict(zip(header, titles, strict=True))
    problems = [*_header_problems(raw, header, first)]
    width = len(header)
    # A shorter row is whole: Excel leaves out the separators of empty cells at the end of a block of rows.
    problems += [
        raw.problem("ragged", row=number, value=str(len(row)), hint=str(width))
        for number, row in body
        if any(row[width:])
    ]
    if not problems:
        cells = [(row + [""] * width)[:width] for _, row in body]
        index = [number for number, _ in body]
        raw.cells = pd.DataFrame(cells, columns=header, index=index, dtype=object)
    return problems


def _header_problems(raw: Raw, header: list[str], row: int) -> Iterable[Problem]:
    known = TABLES[raw.table].by_name
    for place, name in enumerate(header, 1):
        if not name:
            yield raw.problem("untitled_column", row=row, value=str(place))
        elif name in header[: place - 1]:
            yield raw.problem("repeated_column", row=row, value=raw.titles[name])
        elif name not in known:
            yield raw.problem("extra_column", row=row, value=name, hint=_nearest(name, "column", known))
    for column in known.values():
        if not column.optional and column.name not in header:
            hint = Words("zh")(f"column.{column.name}")
            yield raw.problem("missing_column", row=row, value=column.name, hint=hint)


def _column(table: str, title: str) -> str:
    """A header's column: by its English name, or by its title as the page shows it."""
    known = TABLES[table].by_name
    return next((name for name in known if _bare(title) == name or _same(title, f"column.{name}")), title)


def _same(title: str, key: str) -> bool:
    return any(_bare(title) == _bare(Words(language)(key)) for language in LANGUAGES)


def _bare(title: str) -> str:
    """A title without spaces and line ends, which headers are stretched and broken with."""
    return "".join(title.split()).casefold()


def _nearest(title: str, topic: str, known: Iterable[str]) -> str:
    """The known name or title nearest to a wrong one: the sentence around it depends on the language."""
    names = [
        title for name in known for title in (name, *(Words(lang)(f"{topic}.{name}") for lang in LANGUAGES))
    ]
    close = difflib.get_close_matches(title, names, n=1, cutoff=0.5)
    return close[0] if close else ""

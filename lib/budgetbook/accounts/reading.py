"""Files into raw tables: every cell as the text it holds, with the row it stands in."""

import csv
import difflib
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from budgetbook.accounts.problems import Problem
from budgetbook.accounts.schema import TABLES
from budgetbook.words import LANGUAGES, Words

# UTF-16 is what Excel calls "Unicode text"; GB 18030 holds everything GBK and GB 2312 hold.
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Raw:
    """One table as it stands in a file: `cells` has text in every cell, its index is the spreadsheet's row."""

    def __init__(self, table: str, file: str, sheet: str | None, cells: pd.DataFrame) -> None:
        self.table, self.file, self.sheet, self.cells = table, file, sheet, cells

    def problem(self, rule: str, **where: Any) -> Problem:
        """A problem in this table."""
        return Problem(rule, self.file, self.sheet, **where)


def read_year(folder: Path, year: int, root: Path) -> tuple[list[Raw], list[Problem]]:
    """Read `<year>/*.csv` and `<year>.xlsx` of a department's folder.

    Files are named relative to `root`. Problems are collected, never raised, so that all are told at once.
    """
    tables: list[Raw] = []
    problems: list[Problem] = []
    for path in sorted((folder / str(year)).glob("*.csv")):
        _add(path.relative_to(root).as_posix(), None, path.stem, _csv_rows(path), tables, problems)
    workbook = folder / f"{year}.xlsx"
    if workbook.is_file():
        file = workbook.relative_to(root).as_posix()
        try:
            sheets = dict(_workbook(workbook))
        except Exception:  # calamine raises its own, zip's and the system's errors: all mean the same here
            return tables, [*problems, Problem("not_xlsx", file)]
        for sheet, rows in sheets.items():
            if any(any(row) for row in rows):
                _add(file, sheet, sheet, rows, tables, problems)
    return tables, problems


def _add(
    file: str, sheet: str | None, name: str, rows: list[list[str]] | str, tables: list[Raw], problems: list[Problem]
) -> None:
    table = _table_name(name)
    if table is None:
        problems.append(Problem("unknown_table", file, sheet, value=name, hint=_nearest(name, TABLES)))
        return
    other = next((raw for raw in tables if raw.table == table), None)
    if other is not None:
        problems.append(Problem("two_tables", file, sheet, value=other.file))
        return
    if isinstance(rows, str):
        problems.append(Problem(rows, file, sheet))
        return
    raw = Raw(table, file, sheet, pd.DataFrame())
    found = _frame(raw, rows)
    problems.extend(found)
    if not found:
        tables.append(raw)


def _frame(raw: Raw, rows: list[list[str]]) -> list[Problem]:
    """Fill `raw.cells` from rows, or say why they are no table."""
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not numbered:
        return [raw.problem("empty_file")]
    (_, header), *body = numbered
    header = [_column_name(raw.table, title) for title in _trimmed(header)]
    problems = [
        raw.problem("repeated_column", value=name) for name in dict.fromkeys(header) if header.count(name) > 1
    ]
    known = TABLES[raw.table].by_name
    for name in header:
        if name not in known:
            problems.append(raw.problem("extra_column", value=name, hint=_nearest(name, known)))
    for column in known.values():
        if not column.optional and column.name not in header:
            problems.append(raw.problem("missing_column", value=column.name))
    width = len(header)
    for number, row in body:
        if any(row[width:]) or len(row) < width and raw.sheet is None:
            problems.append(raw.problem("ragged", row=number, value=str(len(row)), hint=str(width)))
    if not problems:
        cells = [(row + [""] * width)[:width] for _, row in body]
        raw.cells = pd.DataFrame(cells, columns=header, index=[number for number, _ in body], dtype=object)
    return problems


def _csv_rows(path: Path) -> list[list[str]] | str:
    """The rows of a CSV file, or the rule it breaks."""
    content = path.read_bytes()
    if not content.strip():
        return "empty_file"
    text = _decode(content)
    if text is None:
        return "encoding"
    if "\0" in text:
        return "not_csv"
    try:
        # Spreadsheets of some regions separate by semicolon or tab; the header tells.
        head = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=head.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [[cell.strip() for cell in row] for row in rows]
    except csv.Error:
        return "not_csv"


def _decode(content: bytes) -> str | None:
    marked = next((code for mark, code in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _workbook(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as workbook:
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name.strip(), [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    """A cell as the text its reader sees: `208` and not `208.0`, and no float's dust (0.30000000000000004)."""
    if isinstance(value, float):
        return f"{round(Decimal(repr(value)), 6).normalize():f}"
    return str(value).strip()


def _trimmed(header: list[str]) -> list[str]:
    while header and not header[-1]:
        header = header[:-1]
    return header


def _table_name(name: str) -> str | None:
    if name in TABLES:
        return name
    return next((table for table in TABLES if name in _titles(f"table.{table}")), None)


def _column_name(table: str, title: str) -> str:
    """A header's column: its English name, or its title as the page shows it."""
    title = title.strip()
    for name in TABLES[table].by_name:
        if title == name or title in _titles(f"column.{name}"):
            return name
    return title


def _titles(key: str) -> set[str]:
    return {Words(language)(key) for language in LANGUAGES}


def _nearest(name: str, known: Any) -> str:
    """The known name nearest to a wrong one, kept as a name: the sentence around it depends on the language."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else ""

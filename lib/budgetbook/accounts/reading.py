"""Files into raw tables: every cell as the text it holds, with the row it stands in."""

import csv
import io
import re
from pathlib import Path

from budgetbook.accounts.characters import decode, without_invisible
from budgetbook.accounts.folder import OTHER_WORKBOOKS, workbooks
from budgetbook.accounts.problems import Problem, UnreadableError
from budgetbook.accounts.raw import Raw, Rows, Sheet, read_table
from budgetbook.accounts.workbook import sheets

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*<(!doctype|html|head|meta|table|\?xml)\b", re.IGNORECASE)


def read_year(folder: Path, year: int, root: Path) -> tuple[list[Raw], list[Problem]]:
    """Read `<year>/*.csv` and `<year>.xlsx` of a department's folder.

    Files are named relative to `root`. Problems are collected, never raised, so that all are told at once.
    """
    tables: list[Raw] = []
    problems: list[Problem] = []
    try:
        paths = _files(folder, year)
    except OSError:
        return [], [Problem("unreadable_folder", (folder / str(year)).relative_to(root).as_posix())]
    for path in paths:
        file = path.relative_to(root).as_posix()
        try:
            found = _csv(path) if path.suffix.lower() == ".csv" else _workbook(path)
        except UnreadableError as error:
            problems.append(Problem(error.rule, file, row=error.row, value=error.value))
            continue
        for name, sheet, content in found:
            raw, wrong = read_table(name, content, file, sheet, tables)
            problems += wrong
            if raw is not None:
                tables.append(raw)
    return tables, problems


def _files(folder: Path, year: int) -> list[Path]:
    inside = folder / str(year)
    # Names with a dot in front are what systems leave behind (._totals.csv), not tables.
    tables = sorted(
        path
        for path in (inside.iterdir() if inside.is_dir() else ())
        if path.suffix.lower() == ".csv" and path.name[0] != "."
    )
    return tables + workbooks(folder, year) or workbooks(folder, year, OTHER_WORKBOOKS)


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableError("is_folder")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError("unreadable") from error
    if not content.strip():
        raise UnreadableError("empty_file")
    if content.startswith(_PDF):
        raise UnreadableError("is_pdf")
    if content.startswith(_OLE):
        raise UnreadableError("is_locked" if _ENCRYPTED in content else "is_old_workbook")
    if _HTML.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableError("is_web_page")
    return content


def _csv(path: Path) -> list[tuple[str, None, Sheet]]:
    content = _content(path)
    if content.startswith(_ZIP):
        raise UnreadableError("is_workbook")
    text = without_invisible(decode(content))
    # Spreadsheets of some regions separate by semicolon or tab; the header tells.
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    rows: Rows = []
    number = 0
    same: dict[str, str] = {}  # a million rows say the same few words again and again
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            row = [same.setdefault(cell, cell) for cell in map(str.strip, cells)]
            if any(row):
                rows.append((number, row))
    except csv.Error as error:
        # Python says both in one kind of error; a cell of 128 KB mostly lacks a quotation mark.
        rule = "long_cell" if "field limit" in str(error) else "quotes"
        raise UnreadableError(rule, number + 1) from error
    return [(path.stem, None, Sheet(rows, []))]


def _workbook(path: Path) -> list[tuple[str, str, Sheet]]:
    if path.suffix.lower() in OTHER_WORKBOOKS:
        raise UnreadableError("wrong_format")
    content = _content(path)
    if not content.startswith(_ZIP):
        raise UnreadableError("not_xlsx" if b"\0" in content else "is_text")
    try:
        found = sheets(content)
    except UnreadableError:
        raise
    except Exception as error:  # calamine, zipfile and the XML parser raise their own: all mean the same here
        raise UnreadableError("not_xlsx") from error
    return [(name.strip(), name, sheet) for name, sheet in found.items() if sheet.rows]

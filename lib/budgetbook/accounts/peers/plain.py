"""Which CSV files an engine may read by itself: those that every reader of CSV understands alike."""

import re
from collections.abc import Container
from pathlib import Path

from budgetbook.accounts.characters import control_character, without_invisible
from budgetbook.accounts.folder import OTHER_WORKBOOKS, WORKBOOK, workbooks
from budgetbook.accounts.schema import TABLES

_MARK = b"\xef\xbb\xbf"
# Every cell bare, or in quotation marks with its own doubled (RFC 4180); no match is ever tried twice.
_WELL_FORMED = re.compile(rb'(?:(?:"(?:[^"]++|"")*+"|[^",\n]*+)(?:,|\n|\Z))*+')
# What an engine would take for a pattern of many files, or a part of a name for the end of a folder's.
_PATTERN = re.compile(r"[*?\[\]{}\\]")

Header = tuple[str, ...]


def plain_files(folder: Path, year: int, wanted: Container[str]) -> tuple[dict[Path, Header], bool]:
    """The files of a department's year with a wanted table, with their headers, and whether all are plain.

    Where one is not plain (a workbook, another encoding or separator, a title in Chinese or an unknown one),
    the accounts' own reading has to say what it holds.
    """
    inside = folder / str(year)
    if _PATTERN.search(inside.as_posix()) or workbooks(folder, year, (WORKBOOK, *OTHER_WORKBOOKS)):
        return {}, False
    found: dict[Path, Header] = {}
    try:
        paths = [path for path in inside.iterdir() if path.suffix.lower() == ".csv" and path.name[0] != "."]
        for path in paths:
            if path.stem not in TABLES:
                return {}, False
            if path.stem not in wanted:
                continue
            header = plain_header(path.read_bytes(), path.stem)
            if header is None:
                return {}, False
            found[path] = header
    except OSError:
        return {}, False
    return found, bool(paths)


def plain_header(content: bytes, table: str) -> Header | None:
    """The columns of a table's file, None unless the file is plain.

    Plain is UTF-8 separated by commas, the first row a header of the schema's own names, every line ended
    alike, and nothing in it that takes no room on a page or steers it.
    """
    content = content.removeprefix(_MARK)
    if b"\r" in content:
        if not content.count(b"\r") == content.count(b"\r\n") == content.count(b"\n"):
            return None
        content = content.replace(b"\r\n", b"\n")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not _WELL_FORMED.fullmatch(content) or control_character(text) or without_invisible(text) != text:
        return None
    columns = TABLES[table].by_name
    header = tuple(text.partition("\n")[0].split(","))
    needed = {name for name, column in columns.items() if not column.optional}
    known = needed <= set(header) <= set(columns) and len(set(header)) == len(header)
    return header if known else None

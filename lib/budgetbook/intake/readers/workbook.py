"""A workbook: every sheet that holds anything as a grid, the lines above its header apart."""

import io
import re
from collections.abc import Iterable

from python_calamine import CalamineWorkbook

from budgetbook.accounts.problems import UnreadableError
from budgetbook.accounts.raw import Sheet
from budgetbook.accounts.workbook import sheet_of, sheets
from budgetbook.intake.documents import Document, Grid, IntakeError

_UNIT = re.compile(r"单位\s*[:：].*元")
# How far down the unit of a printed table may stand.
_HIGHEST_ROWS = 8
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


def read(content: bytes, name: str) -> Document:
    """Read an `.xlsx`. Raises `IntakeError` where it is damaged or a cell stands too far out."""
    try:
        found = sheets(content)
    except UnreadableError as error:
        raise IntakeError("too_far", name, cell=error.value or "") from error
    except Exception as error:  # calamine, zipfile and the XML parser raise their own: all mean the same here
        raise IntakeError("damaged", name) from error
    return _document(name, found.items())


def read_old(content: bytes, name: str) -> Document:
    """Read an `.xls`. Raises `IntakeError` where it is damaged or has a password."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            found = [(sheet, sheet_of(book.get_sheet_by_name(sheet), {})) for sheet in book.sheet_names]
    except BaseException as error:
        # Besides its own errors, calamine panics over some damaged files, which is no `Exception`.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        encrypted = "password" in str(error).casefold()
        raise IntakeError("encrypted" if encrypted else "damaged", name) from error
    return _document(name, found)


def _document(name: str, found: Iterable[tuple[str, Sheet]]) -> Document:
    grids = tuple(_grid(title, sheet) for title, sheet in found if sheet.rows)
    if not grids:
        raise IntakeError("empty", name)
    return Document(name, "workbook", "", grids)


def _grid(title: str, sheet: Sheet) -> Grid:
    head = _titles([row for _, row in sheet.rows])
    rows = sheet.rows[head:] or sheet.rows[-1:]
    width = max(len(row) for _, row in rows)
    numbers = [number for number, _ in rows]
    above = [" ".join(filter(None, row)) for _, row in sheet.rows[:head]]
    return Grid(
        tuple((*row, *[""] * (width - len(row))) for _, row in rows),
        tuple(merge for _, name in sheet.merged if (merge := _merge(name, numbers, width))),
        sheet=title,
        above=tuple(above),
        places=tuple((0, number) for number in numbers),
    )


def _titles(rows: list[list[str]]) -> int:
    """How many rows stand above the header: those down to the unit, else those of one cell."""
    unit = [number for number, row in enumerate(rows[:_HIGHEST_ROWS], 1) if any(map(_UNIT.search, row))]
    if unit:
        return unit[-1]
    return next((number for number, row in enumerate(rows) if len(list(filter(None, row))) > 1), 0)


def _merge(name: str, numbers: list[int], width: int) -> tuple[int, int, int, int] | None:
    """A range of merged cells in the rows that hold anything; None where it is not in them."""
    match = _RANGE.fullmatch(name)
    if not match:
        return None
    held = [number for number, row in enumerate(numbers) if int(match[2]) <= row <= int(match[4])]
    left, right = _column(match[1]), min(_column(match[3]), width - 1)
    if not held or left >= width or numbers[held[0]] != int(match[2]):
        return None
    return held[0], left, len(held), right - left + 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1

"""An Excel workbook as text: every cell as its reader sees it, formulas never run."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook

from budgetbook.accounts.characters import without_invisible
from budgetbook.accounts.problems import UnreadableError
from budgetbook.accounts.raw import Rows, Sheet

# A million rows of twenty columns unpack to less; what is larger is a slip or made to fill the memory.
_LARGEST = 1_000_000_000
_MOST_CELLS = 40_000_000
_USUAL_COLUMNS = 26

_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_ROW_START = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"']([0-9]+)")
# A cell with content behind column Z.
_FAR_CELL = re.compile(rb"\br=[\"']([A-Z]{2,})([0-9]+)[\"'][^>/]*>(?!</)")


def sheets(content: bytes) -> dict[str, Sheet]:
    """The sheets by name, hidden ones too.

    Raises `UnreadableError` for a workbook that no memory holds, and for a broken one whatever calamine,
    zipfile and the XML parser make of it.
    """
    broken = dict(_broken_cells(content))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        return {
            name: sheet_of(workbook.get_sheet_by_name(name), broken.get(name, {}))
            for name in workbook.sheet_names
        }


def sheet_of(sheet: CalamineSheet, broken: dict[int, dict[int, str]]) -> Sheet:
    """A sheet's rows that hold anything, every cell as text; `broken` cells (by row and column) as told."""
    rows: Rows = []
    for number, values in enumerate(sheet.iter_rows(), 1):
        row = _mended(list(map(_text, values)), broken.pop(number, {}))
        if any(row):
            rows.append((number, row))
    # What calamine reads as empty may stand below everything else.
    rows += [(number, _mended([], cells)) for number, cells in sorted(broken.items())]
    ranges = sheet.merged_cell_ranges or ()
    return Sheet(rows, sorted((first[0] + 1, f"{_name(*first)}:{_name(*last)}") for first, last in ranges))


def _mended(row: list[str], broken: dict[int, str]) -> list[str]:
    for column, text in broken.items():
        row += [""] * (column + 1 - len(row))
        row[column] = text
    return row


def _name(row: int, column: int) -> str:
    """What Excel calls a cell, counted from 0."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


# A million rows say the same few words again and again; True is no 1 here.
@lru_cache(maxsize=1 << 16, typed=True)
def _text(value: object) -> str:
    """A value as text: `208` and not `208.0`, and no float's dust (0.30000000000000004)."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        # A spreadsheet itself keeps 15 digits; what is finer than 10⁻¹⁰ is left over from a subtraction.
        return f"{Decimal(repr(round(float(f'{value:.15g}'), 10) + 0.0)).normalize():f}"
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        return str(value.date())
    return without_invisible(str(value)).strip()


def _broken_cells(content: bytes) -> Iterator[tuple[str, dict[int, dict[int, str]]]]:
    """By sheet, the cells that calamine does not read as their reader sees them: row from 1, column from 0.

    An error (#REF!) and a formula never computed it reads as empty, which would mean *not published*; of
    94.07% it reads 0.9407.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST:
            raise UnreadableError("too_large")
        percents = _percent_styles(archive)
        styles = "".join(f"|s=[\"']{style}[\"']" for style in sorted(percents))
        suspect = re.compile(rf"t=[\"']e[\"']|<(\w+:)?f\b{styles}".encode())
        rels = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet"):
            link = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
            part = archive.read(posixpath.join("xl", targets[link]).lstrip("/"))
            _measure(part)
            yield sheet.get("name", ""), _broken_in(part, percents) if suspect.search(part) else {}


def _measure(part: bytes) -> None:
    """Refuse a sheet with a cell so far out that all cells up to it would fill the memory."""
    far = [(match[1].decode(), int(match[2])) for match in _FAR_CELL.finditer(part)]
    rows = max(
        [row for _, row in far] + [int(match[1]) for match in _ROW_START.finditer(part)],
        default=0,
    )
    columns = max([_column(letters) for letters, _ in far], default=0)
    if rows * max(columns, _USUAL_COLUMNS) > _MOST_CELLS:
        last = max(far, key=lambda cell: (_column(cell[0]), cell[1]), default=("A", rows))
        raise UnreadableError("too_far", value=f"{last[0]}{last[1]}")


def _broken_in(part: bytes, percents: set[str]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for _, row in ElementTree.iterparse(io.BytesIO(part)):
        if row.tag.rpartition("}")[2] == "row":
            for cell in row:
                if broken := _broken(cell, percents):
                    number, column, text = broken
                    found.setdefault(number, {})[column] = text
            row.clear()
    return found


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles that show percentages; 9 and 10 are those built into Excel."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {"9", "10"} | {
        one.get("numFmtId", "")
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
        if "%" in one.get("formatCode", "")
    }
    shown = styles.iterfind("{*}cellXfs/{*}xf")
    return {str(number) for number, one in enumerate(shown) if one.get("numFmtId") in formats}


def _broken(cell: ElementTree.Element, percents: set[str]) -> tuple[int, int, str] | None:
    place = _CELL.fullmatch(cell.get("r", ""))
    formula, value = cell.findtext("{*}f"), cell.findtext("{*}v")
    # A formula whose result is an empty text says so by its type; without it, it was never computed.
    never_computed = formula is not None and not value and cell.get("t") != "str"
    percent = value and cell.get("s") in percents and cell.get("t", "n") == "n"
    if place is None or not (cell.get("t") == "e" or never_computed or percent):
        return None
    text = f"{_text(float(value) * 100)}%" if value and percent else value or f"={formula}"
    return int(place[2]), _column(place[1]) - 1, text


def _column(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

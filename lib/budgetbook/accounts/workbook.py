"""An Excel workbook as text: every cell as its reader sees it, formulas never run."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def sheets(content: bytes) -> dict[str, list[list[str]]]:
    """The rows of each sheet from row 1 on, hidden ones too.

    Raises what calamine, zipfile and the XML parser make of a broken file.
    """
    broken = dict(_broken_cells(content))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        found = {}
        for name in workbook.sheet_names:
            values = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            rows = [[_text(value) for value in row] for row in values]
            for row, column, text in broken.get(name, ()):
                rows[row][column] = text
            found[name] = rows
        return found


def _text(value: object) -> str:
    """A value as text: `208` and not `208.0`, and no float's dust (0.30000000000000004)."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        # A spreadsheet itself keeps 15 digits; what is finer than 10⁻¹⁰ is left over from a subtraction.
        return f"{Decimal(repr(round(float(f'{value:.15g}'), 10) + 0.0)).normalize():f}"
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        return str(value.date())
    return str(value).strip()


def _broken_cells(content: bytes) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """By sheet, the cells (row and column from 0) that calamine does not read as their reader sees them.

    An error (#REF!) and a formula never computed it reads as empty, which would mean *not published*; of
    94.07% it reads 0.9407.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        percents = _percent_styles(archive)
        rels = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet"):
            link = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
            part = archive.read(posixpath.join("xl", targets[link]).lstrip("/"))
            if percents or b't="e"' in part or b"<f" in part:
                cells = ElementTree.fromstring(part).iterfind("{*}sheetData/{*}row/{*}c")
                yield sheet.get("name", ""), [found for cell in cells if (found := _broken(cell, percents))]


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
    column = 0
    for letter in place[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(place[2]) - 1, column - 1, text

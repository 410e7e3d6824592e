"""Workbooks as people save them, and as they get damaged."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

HEADER = ["item", "phase", "amount", "basis", "source"]
ROW = ["total_income", "actual", 6122.13, "reported", "文件"]


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    hidden: Sequence[str] = (),
    merged: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
) -> bytes:
    """An .xlsx file with these sheets; ranges are merged and cells formatted in each of them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
        for cell, shown in (formats or {}).items():
            sheet[cell].number_format = shown
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def totals(*rows: Sequence[Any], **options: Any) -> bytes:
    """A workbook with the table of totals."""
    return workbook({"totals": [HEADER, *rows]}, **options)


def rewritten(content: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with one of its parts changed, as no program saves it; an empty `new` drops the part."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part and not new:
                continue
            after.writestr(name, text.replace(old.encode(), new.encode()) if name == part else text)
    return changed.getvalue()

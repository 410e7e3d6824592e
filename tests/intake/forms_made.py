"""Self-evaluation forms as offices publish them: as grids, workbooks, Word documents and PDFs."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import typst

from budgetbook.intake.documents import Document, Grid
from budgetbook.intake.forms import read_forms
from budgetbook.intake.value import Value
from budgetbook.report.export import fonts

Merge = tuple[int, int, int, int]


def rows_of(text: str) -> list[list[str]]:
    """Rows written with `|` between the cells, all made equally long; `↵` is a line end in a cell."""
    rows = [
        [cell.strip().replace("↵", "\n") for cell in line.split("|")] for line in text.strip().split("\n")
    ]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def grid(text: str, merges: Sequence[Merge] = (), **where: Any) -> Grid:
    return Grid(tuple(map(tuple, rows_of(text))), tuple(merges), **where)


def read(*grids: Grid | str, kind: Any = "docx") -> list[Value]:
    """The values of a document with these grids."""
    made = tuple(grid(one) if isinstance(one, str) else one for one in grids)
    return read_forms(Document("自评表", kind, "", made))


def row(values: Sequence[Value], table: str, *key: str) -> dict[str, str]:
    """The cells that were read for one row of a table, by column."""
    return {one.column: one.value for one in values if one.table == table and tuple(one.key.values()) == key}


def keys(values: Sequence[Value], table: str) -> list[tuple[str, ...]]:
    """The keys of the rows of a table, each once."""
    return list(dict.fromkeys(tuple(one.key.values()) for one in values if one.table == table))


def workbook(path: Path, sheets: dict[str, tuple[str, Sequence[Merge]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, (text, merges) in sheets.items():
        sheet = book.create_sheet(name)
        for line in rows_of(text):
            sheet.append([cell or None for cell in line])
        for top, left, height, width in merges:
            sheet.merge_cells(None, top + 1, left + 1, top + height, left + width)
    book.save(path)
    return path


def word(path: Path, *parts: str | tuple[str, Sequence[Merge]]) -> Path:
    """A Word document: paragraphs, and tables with their merged cells."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        lines = rows_of(part[0])
        table = document.add_table(len(lines), len(lines[0]))
        for at, line in enumerate(lines):
            for column, text in enumerate(line):
                table.cell(at, column).text = text
        for top, left, height, width in part[1]:
            text = lines[top][left]
            merged = table.cell(top, left).merge(table.cell(top + height - 1, left + width - 1))
            merged.text = text
    document.save(str(path))
    return path


def pdf(path: Path, title: str, text: str, merges: Sequence[Merge]) -> Path:
    """A ruled table that runs over as many pages as it needs."""
    sizes = {(top, left): (height, width) for top, left, height, width in merges}
    covered = {
        (down, right)
        for top, left, height, width in merges
        for down in range(top, top + height)
        for right in range(left, left + width)
    } - set(sizes)
    lines = rows_of(text)
    cells = []
    for at, line in enumerate(lines):
        for column, said in enumerate(line):
            if (at, column) not in covered:
                height, width = sizes.get((at, column), (1, 1))
                cells.append({"t": said, "h": height, "w": width})
    page = f"""
#set page(width: 25cm, height: 14cm, margin: 1.5cm)
#set text(font: "Noto Sans SC", size: 9pt)
#align(center)[{title}]
#let cells = json(bytes(sys.inputs.cells))
#table(columns: (1fr,) * {len(lines[0])}, ..cells.map(c => table.cell(rowspan: c.h, colspan: c.w, c.t)))
"""
    typst.compile(
        page.encode(),
        output=str(path),
        sys_inputs={"cells": json.dumps(cells)},
        font_paths=[str(fonts.regular().parent)],
    )
    return path

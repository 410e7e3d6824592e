"""Final-accounts tables as departments publish them: as grids, workbooks, Word documents and PDFs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import typst
from pylopdf_fonts_zh_cn import __file__ as fonts

from budgetbook.intake.documents import Document, Grid
from budgetbook.intake.tables import Reading, read_tables
from budgetbook.intake.value import Value

Merge = tuple[int, int, int, int]


def rows_of(text: str) -> list[list[str]]:
    """Rows written with `|` between the cells; `<` goes on from the left, `^` from above (merged cells)."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]


def merges_of(rows: list[list[str]]) -> list[Merge]:
    """The merged cells of rows in that notation."""
    merges = []
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            width = 1
            while column + width < len(row) and row[column + width] == "<":
                width += 1
            height = 1
            while at + height < len(rows) and rows[at + height][column] == "^":
                height += 1
            if width * height > 1:
                merges.append((at, column, height, width))
    return merges


def texts_of(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple("" if cell in ("<", "^") else cell for cell in row) for row in rows)


def grid(text: str, title: str, unit: str = "单位：万元", **where: Any) -> Grid:
    rows = rows_of(text)
    places = tuple((where.get("page", 0), number) for number in range(1, len(rows) + 1))
    above = tuple(line for line in (title, unit) if line)
    return Grid(texts_of(rows), tuple(merges_of(rows)), **{"above": above, "places": places, **where})


def read(*grids: Grid) -> Reading:
    return read_tables(Document("决算", "docx", "", grids))


def name(value: Value) -> str:
    """A value's cell in short: `totals/total_income/actual`."""
    return "/".join((value.table, *(part for part in value.key.values() if part)))


def figures(values: Sequence[Value]) -> dict[str, str]:
    return {name(value): value.value for value in values}


def word(path: Path, *parts: str) -> Path:
    """A Word document of paragraphs and of tables (what has a `|`)."""
    document = docx.Document()
    for part in parts:
        if "|" not in part:
            document.add_paragraph(part)
            continue
        rows = rows_of(part)
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(texts_of(rows)):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
        for top, left, height, width in merges_of(rows):
            text = rows[top][left]
            table.cell(top, left).merge(table.cell(top + height - 1, left + width - 1)).text = text
    document.save(str(path))
    return path


def workbook(path: Path, sheets: dict[str, Sequence[str]]) -> Path:
    """A workbook: for each sheet its lines and its tables, one below the other; figures as numbers."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, parts in sheets.items():
        sheet = book.create_sheet(title)
        for part in parts:
            rows = rows_of(part)
            first = sheet.max_row + (sheet.max_row > 1 or sheet["A1"].value is not None)
            for at, row in enumerate(texts_of(rows)):
                for column, text in enumerate(row):
                    sheet.cell(first + at, column + 1, _typed(text))
            for top, left, height, width in merges_of(rows):
                sheet.merge_cells(None, first + top, left + 1, first + top + height - 1, left + width)
    book.save(path)
    return path


def _typed(text: str) -> float | str | None:
    try:
        return float(text.replace(",", "")) if "." in text else text or None
    except ValueError:
        return text


def table(text: str) -> str:
    """A ruled table in Typst."""
    rows = rows_of(text)
    sizes = {(top, left): (height, width) for top, left, height, width in merges_of(rows)}
    cells = []
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell not in ("<", "^"):
                height, width = sizes.get((at, column), (1, 1))
                cells.append(f"table.cell(rowspan: {height}, colspan: {width})[{cell}]")
    return f"#table(columns: {len(rows[0])}, {', '.join(cells)})\n"


def pdf(path: Path, *parts: str, page: str = "width: 21cm, height: 15cm, margin: 2cm") -> Path:
    """A PDF of Typst source, in which `table(…)` stands for a ruled table."""
    head = f'#set page({page})\n#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n'
    typst.compile(
        (head + "\n\n".join(parts)).encode(), output=str(path), font_paths=[Path(fonts).parent], timestamp=0
    )
    return path

"""A PDF with text: its grids with their merged cells, and the running text around them."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table

from budgetbook.intake.documents import Document, Grid, IntakeError
from budgetbook.intake.readers.cells import grid_of, inside
from budgetbook.intake.readers.flow import Flow
from budgetbook.intake.readers.lines import Char, Column, Line, column, goes_on, lines
from budgetbook.intake.readers.unruled import unruled

_PAGE_NUMBER = re.compile(r"[-—–·\s第]*\d{1,4}\s*([/／]\s*\d{1,4})?[-—–·\s页]*([共/]\s*\d{1,4}\s*页)?")
_HEAD_ZONE = 0.12  # of a page's height
_HEADS = 2  # lines that may be repeated at a page's top or bottom
_UNIT = re.compile("单位[:：]")
_UNMAPPED = "(cid:"
_FEW_LINES = 4  # too few to tell how wide a page is set


@dataclass
class _Sheet:
    """One page: its lines of text and its ruled tables with what they hold."""

    width: float
    height: float
    text: list[Line]
    tables: list[tuple[Table, Grid]]
    picture: bool
    unmapped: int
    chars: int


def read(content: bytes, name: str) -> Document:
    """Read a PDF. Raises `IntakeError` where it is encrypted, damaged, or holds pictures of text only."""
    # What is left of a file that broke off can be read, but not whole.
    if content.rfind(b"%%EOF") < content.rfind(b"endobj"):
        raise IntakeError("damaged", name)
    # pdfminer warns of fonts and colours that no reader of the figures would miss.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        sheets = _sheets(content)
    except Exception as error:  # pdfminer and what it decodes with raise their own: all mean the same here
        encrypted = any(
            isinstance(one, PDFPasswordIncorrect) for one in (error, error.__cause__, *error.args)
        )
        raise IntakeError("encrypted" if encrypted else "damaged", name) from error
    chars, unmapped = sum(sheet.chars for sheet in sheets), sum(sheet.unmapped for sheet in sheets)
    if not sheets:
        raise IntakeError("damaged", name)
    if chars == 0 or unmapped * 2 > chars:
        raise IntakeError("scanned", name)
    _drop_heads(sheets)
    flow = _flow(sheets)
    flow.join_continued(across_pages=True)
    text, grids, pages = flow.laid_out()
    pictures = tuple(number for number, sheet in enumerate(sheets, 1) if sheet.picture)
    return Document(name, "pdf", text, grids, pages, pictures)


def _sheets(content: bytes) -> list[_Sheet]:
    found = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            found.append(_sheet(page, number))
            page.close()
    return found


def _sheet(page: Page, number: int) -> _Sheet:
    chars = page.dedupe_chars().chars
    tables = [(table, grid) for table in page.find_tables() if (grid := grid_of(table, chars, number))]
    text = _beside(tables, chars)
    if not tables and (tables := unruled(page, chars, text, number)):
        text = _beside(tables, chars)
    return _Sheet(
        float(page.width),
        float(page.height),
        text,
        tables,
        picture=not chars and bool(page.images),
        unmapped=sum(char["text"].startswith(_UNMAPPED) for char in chars),
        chars=len(chars),
    )


def _beside(tables: list[tuple[Table, Grid]], chars: list[Char]) -> list[Line]:
    """The lines of text of a page; what stands beside the cells of a table not ruled all around is text."""
    return lines([char for char in chars if not any(_held(char, table) for table, _ in tables)])


def _held(char: Char, table: Table) -> bool:
    return inside(char, table.bbox) and any(inside(char, cell) for cell in table.cells)


def _drop_heads(sheets: list[_Sheet]) -> None:
    """Take page numbers, and lines that stand at the top or bottom of most pages, out of the text."""
    seen: Counter[tuple[bool, int, str]] = Counter()
    for sheet in sheets:
        seen.update({place for line in _edges(sheet) if (place := _place(line, sheet))})
    for sheet in sheets:
        dropped = [
            line
            for line in _edges(sheet)
            if _PAGE_NUMBER.fullmatch(line.text)
            or (seen[_place(line, sheet)] > max(1, len(sheets) // 3) and not _UNIT.search(line.text))
        ]
        sheet.text = [line for line in sheet.text if not any(line is one for one in dropped)]


def _edges(sheet: _Sheet) -> list[Line]:
    """The lines that may be running heads: outside everything else, near a page's edge."""
    tops = [table.bbox[1] for table, _ in sheet.tables]
    top = [line for line in sheet.text[:_HEADS] if line.bottom < _HEAD_ZONE * sheet.height]
    bottom = [
        line
        for line in sheet.text[-_HEADS:]
        if line.top > (1 - _HEAD_ZONE) * sheet.height and line.top > max(tops, default=0)
    ]
    return [*top, *(line for line in bottom if not any(line is one for one in top))]


def _place(line: Line, sheet: _Sheet) -> tuple[bool, int, str]:
    return line.top < sheet.height / 2, round(line.top / 4), re.sub(r"\d+", "#", line.text)


def _flow(sheets: list[_Sheet]) -> Flow:
    flow = Flow([], [])
    last: tuple[Line, Column] | None = None
    for sheet, within in zip(sheets, _columns(sheets), strict=True):
        parts: list[tuple[float, Line | Grid]] = [(line.top, line) for line in sheet.text]
        parts += [(table.bbox[1], grid) for table, grid in sheet.tables]
        flow.begin_page()
        for _, part in sorted(parts, key=lambda part: part[0]):
            if isinstance(part, Grid):
                flow.add(part)
                last = None
                continue
            if last and within and goes_on(*last, part, within):
                flow.go_on(part.text)
            else:
                flow.add(part.text)
            last = (part, within) if within else None
    return flow


def _columns(sheets: list[_Sheet]) -> list[Column | None]:
    """Where the text of each page stands: as wide as on most pages, as its tables if it has little text."""
    usual: dict[float, list[tuple[float, float]]] = {}
    for sheet in sheets:
        if len(sheet.text) >= _FEW_LINES:
            own = column(sheet.text, ())
            usual.setdefault(sheet.width, []).append((own.x0, own.x1))
    found: list[Column | None] = []
    for sheet in sheets:
        alike = usual.get(sheet.width, [])
        ends = [(median(left for left, _ in alike), median(right for _, right in alike))] if alike else []
        if len(sheet.text) < _FEW_LINES:
            ends += [(table.bbox[0], table.bbox[2]) for table, _ in sheet.tables]
        found.append(column(sheet.text, ends) if sheet.text else None)
    return found

"""The report as a workbook, a sheet for each table and figure, for `nbconvert --to budgetbook-xlsx`."""

# openpyxl has no types of its own.
# mypy: disable-error-code="import-untyped"

import io
import math
import re
import unicodedata
from datetime import datetime
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from traitlets import default

from budgetbook.report.export.content import read_notebook
from budgetbook.report.export.document import Document, Front
from budgetbook.report.export.figures import runs
from budgetbook.report.export.outputs import printable
from budgetbook.report.export.packages import LANGUAGE_CODES, as_property, settled
from budgetbook.report.export.sheets import Field, Sheet, Value, read_sheets
from budgetbook.words import Words

_TITLE, _UNIT, _ABOVE, _HEAD = 1, 2, 3, 4
"""The rows above a sheet's data: what it is, its unit and scope, the way back, the names of the columns."""

# Widths as Excel measures them: a digit is 1, a 汉字 2.
_NARROWEST, _WIDEST, _WIDEST_HEAD, _ROOM = 6, 36, 20, 3
_NOTE_WIDTH, _LINE_HEIGHT = 60, 15.0
_TURNED_FROM = 95
_SHADE = PatternFill("solid", fgColor="E3EAF2")
_RULE = Side(style="thin", color="808080")
_LARGE, _BOLD, _MUTED = Font(bold=True, size=14), Font(bold=True), Font(color="505A5F")
_LINK, _WARNING = Font(color="12436D", underline="single"), Font(bold=True, color="B3460A")
_A4 = 9
_UNIT_BEFORE = re.compile(r" (?=\()|(?=（)")
_TEXT_IS_MEANT = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class BudgetbookXlsxExporter(Exporter):
    """Writes the tables and figures of an executed chapter, or of a report joined by `merge`."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    export_from_notebook = "budgetbook Excel"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".xlsx"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        # Once is enough: nbconvert would check a report of megabytes after each of eleven steps.
        return True

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the workbook and nbconvert's resources."""
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        return write_xlsx(read_notebook(notebook, name=found["metadata"]["name"])), found


def write_xlsx(document: Document) -> bytes:
    """Write the tables and figures of a document as a workbook; the same document gives the same bytes.

    What the reconciliation found comes first, since whoever opens the numbers to check them starts there;
    then the contents, then a sheet for each table and figure in the report's order.
    """
    front, sheets = document.front, read_sheets(document)
    words = Words(front.language)
    book = Workbook()
    contents = book.worksheets[0]
    contents.title = words("report.contents")
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet, front, words, contents.title)
    _write_contents(contents, front, list(zip(sheets, book.worksheets[1:], strict=True)), words)
    for place, sheet in enumerate(sheets, 1):
        if sheet.findings:
            book.move_sheet(book.worksheets[place], -place)
    book.active = 0
    for place, page in enumerate(book.worksheets):
        page.sheet_view.tabSelected = place == 0
    about = book.properties
    about.title, about.creator = as_property(front.title), as_property(front.department)
    about.language = LANGUAGE_CODES[front.language]
    # The end of the year the report is about: the hour it was made at would differ each time.
    about.created = datetime(front.year or 2000, 12, 31)
    made = io.BytesIO()
    book.save(made)
    return settled(made.getvalue(), _finished)


def _finished(name: str, part: bytes) -> bytes:
    """Put right what openpyxl has no word for.

    It writes when a workbook was saved, whatever it is told. And Excel marks codes such as 208 as numbers by
    mistake written as text, unless a sheet says that they are none.
    """
    if name.startswith("xl/worksheets/sheet"):
        return part.replace(b"</headerFooter>", b"</headerFooter>" + _TEXT_IS_MEANT, 1)
    if name != "docProps/core.xml":
        return part
    created = re.search(rb"<dcterms:created[^>]*>([^<]*)", part)
    return _MODIFIED.sub(lambda found: found[1] + (created[1] if created else b""), part)


def _write_sheet(page: Worksheet, sheet: Sheet, front: Front, words: Words, contents: str) -> None:
    last = _HEAD + max((len(field.values) for field in sheet.fields), default=0)
    for at, field in enumerate(sheet.fields, 1):
        _write_head(page.cell(_HEAD, at), field)
        for row, (value, form) in enumerate(zip(field.values, field.formats, strict=True), _HEAD + 1):
            _write(page.cell(row, at), value)
            page.cell(row, at).number_format = form
        page.column_dimensions[get_column_letter(at)].width = _width(field)
    _fit_heights(page)
    across = _across([_width(field) for field in sheet.fields])
    _write_line(page, _TITLE, f"{sheet.number}\u3000{sheet.title}".strip(), across, _LARGE)
    _write_line(page, _UNIT, sheet.subtitle, across, _MUTED)
    _write_link(page.cell(_ABOVE, 1), words("report.to_contents"), contents)
    for row, note in enumerate([*sheet.notes, words("report.missing_is_empty")], last + 2):
        _write_line(page, row, note, across, _MUTED)
    if sheet.fields:
        page.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(sheet.fields))}{last}"
    _set_up(page, front, words)


def _write_contents(
    page: Worksheet, front: Front, sheets: list[tuple[Sheet, Worksheet]], words: Words
) -> None:
    heads = [words(f"report.sheet_{name}") for name in ("number", "title", "about", "rows")]
    for at, (head, wide) in enumerate(zip(heads, (14, 56, 64, 12), strict=True), 1):
        _write_head(page.cell(_HEAD, at), Field(head, [], []))
        page.column_dimensions[get_column_letter(at)].width = wide
    for row, (sheet, target) in enumerate(sheets, _HEAD + 1):
        _write_link(page.cell(row, 1), sheet.number or words("report.table"), target.title)
        _write_link(page.cell(row, 2), sheet.title or sheet.name, target.title)
        _write(page.cell(row, 3), sheet.subtitle)
        _write(page.cell(row, 4), len(sheet.fields[0].values) if sheet.fields else 0)
    _fit_heights(page)
    across = 4, sum(column.width for column in page.column_dimensions.values())
    _write_line(page, _TITLE, front.title, across, _LARGE)
    _write_line(page, _UNIT, front.subtitle, across, _MUTED)
    for row, (term, says) in enumerate(front.facts, _HEAD + len(sheets) + 2):
        _write(page.cell(row, 1), term)
        _write(page.cell(row, 2), says)
        page.cell(row, 1).font = _MUTED
    _set_up(page, front, words)


def _write(cell: Cell, value: Value) -> None:
    """A number as a number; text stays text, whatever it begins with."""
    if value is None or value == "":
        return
    cell.value = printable(value) if isinstance(value, str) else value
    cell.alignment = Alignment(vertical="center")
    if isinstance(value, str):
        cell.alignment = Alignment(vertical="center", horizontal="left", indent=1, wrap_text=True)
        cell.data_type = "s"
        cell.quotePrefix = runs(value)


def _write_head(cell: Cell, field: Field) -> None:
    _write(cell, field.name)
    cell.font, cell.fill, cell.border = _BOLD, _SHADE, Border(bottom=_RULE)
    side = "right" if any(isinstance(value, int | float) for value in field.values) else "left"
    indent = int(side == "left")
    cell.alignment = Alignment(horizontal=side, vertical="center", indent=indent, wrap_text=True)


def _write_link(cell: Cell, text: str, target: str) -> None:
    _write(cell, text)
    quoted = target.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
    cell.font = _LINK


def _write_line(page: Worksheet, row: int, text: str, across: tuple[int, float], font: Font) -> None:
    """A text over several columns, as high as its lines."""
    columns, wide = across
    cell = page.cell(row, 1)
    _write(cell, text)
    cell.font = font
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    size = (font.sz or 11) / 11
    page.row_dimensions[row].height = max(_lines(text, wide / size), 1) * _LINE_HEIGHT * size


def _fit_heights(page: Worksheet) -> None:
    """Make rows as high as their texts: not every program does so by itself."""
    for cells in page.iter_rows(min_row=_HEAD):
        texts = [cell for cell in cells if isinstance(cell.value, str)]
        lines = max(
            (_lines(cell.value, page.column_dimensions[cell.column_letter].width) for cell in texts),
            default=1,
        )
        if lines > 1:
            page.row_dimensions[cells[0].row].height = lines * _LINE_HEIGHT


def _lines(text: str, room: float) -> int:
    """How many lines a text takes in a column."""
    return sum(max(math.ceil(_cells(line) / (room - _ROOM - 1)), 1) for line in text.split("\n"))


def _across(widths: list[float]) -> tuple[int, float]:
    """Over how many columns a text goes, and their width together."""
    total, columns = sum(widths), len(widths)
    while total < _NOTE_WIDTH:
        total, columns = total + _ROOM + _NARROWEST, columns + 1
    return columns, total


def _set_up(page: Worksheet, front: Front, words: Words) -> None:
    """Heads that stay in view and on every printed page, and as many columns on a page as there are."""
    page.freeze_panes = f"A{_HEAD + 1}"
    page.print_title_rows = f"{_HEAD}:{_HEAD}"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    total = sum(column.width for column in page.column_dimensions.values())
    page.page_setup.orientation = "landscape" if total > _TURNED_FROM else "portrait"
    page.oddFooter.center.text = "&P / &N"
    if front.illustrative:
        said = words("report.illustrative")
        page.oddHeader.center.text = said.replace("&", "&&")
        _write(page.cell(_ABOVE, 2), said)
        page.cell(_ABOVE, 2).font = _WARNING
        page.cell(_ABOVE, 2).alignment = Alignment(wrap_text=False)


def _width(field: Field) -> float:
    shown = [
        _cells(value) if isinstance(value, str) else len(f"{value:,.{len(form.partition('.')[2])}f}")
        for value, form in zip(field.values, field.formats, strict=True)
        if value is not None
    ]
    # The unit of a long heading stands on a second line.
    lines = [field.name] if _cells(field.name) <= _WIDEST_HEAD else _UNIT_BEFORE.split(field.name)
    head = min(max(map(_cells, lines)), _WIDEST_HEAD)
    return min(max([_NARROWEST, head, *shown]), _WIDEST) + _ROOM


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)

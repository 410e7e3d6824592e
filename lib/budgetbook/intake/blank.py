"""Tables to fill in: CSV files and an Excel workbook with Chinese titles, lists to choose from and notes."""

# openpyxl has no types of its own.
# mypy: disable-error-code="import-untyped"

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from budgetbook.accounts.schema import EXPENDITURE_KINDS, SPLITS, TABLES, Column, Table
from budgetbook.words import Words

_ZH = Words("zh")
# Text keeps 95% from becoming 0.95 and a code from becoming a number; the reader takes every digit of money.
_FORMATS = {"amount": "#,##0.00", "number": "General", "score": "0.00", "month": "0"}
_TEXT = "@"
_WIDTHS = {"text": 24, "code": 16, "choice": 22, "amount": 16, "number": 12, "score": 10, "month": 8}
_OWN_WIDTHS = {"note": 36, "note_en": 36, "reason": 36, "source": 28, "unit": 10, "basis": 10, "phase": 14}
# Rows down to which a list offers its choices; far more than a year has lines.
_LAST_ROW = 5000
_MOST = 10**13
_HEAD = PatternFill("solid", fgColor="E3EAF2")
# What a note says of these is said of all tables.
_EXPLAINED = ("fund", "unit", "amount")
_NOTE_WIDTH, _NOTE_LINE = 320, 22


def csv_file(table: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as a spreadsheet opens it: UTF-8 with a mark, titles and choices in Chinese."""
    columns = columns_of(TABLES[table])
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(title(column.name) for column in columns)
    for row in rows:
        writer.writerow(shown(table, column, row.get(column.name, "")) for column in columns)
    return text.getvalue().encode("utf-8-sig")


def title(column: str) -> str:
    """What a column is called in Chinese."""
    return _ZH(f"column.{column}")


def columns_of(table: Table) -> list[Column]:
    """The columns to fill in: those of whole lines."""
    return [column for column in table.columns if column.name not in SPLITS]


def workbook(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """All tables as an `.xlsx`, a sheet each: a frozen bold head with notes, choices as drop-down lists.

    No other sheet is in it, since the reader takes every sheet for a table; the notes explain instead.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "budgetbook"
    for name, rows in tables.items():
        _fill(book.create_sheet(_ZH(f"table.{name}")), TABLES[name], rows)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, table: Table, rows: Sequence[Mapping[str, str]]) -> None:
    sheet.freeze_panes = "A2"
    # Printed, a table is as wide as one page and has its name and head on each.
    sheet.oddHeader.center.text = "&A"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:1"
    for at, column in enumerate(columns_of(table), 1):
        letter = get_column_letter(at)
        head = sheet.cell(1, at, title(column.name))
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(vertical="center", wrap_text=True)
        head.comment = _note(table, column, first=at == 1)
        printed = _FORMATS.get(column.kind, _TEXT)
        sheet.column_dimensions[letter].width = _width(column)
        sheet.column_dimensions[letter].number_format = printed
        if rule := _rule(table.name, column):
            rule.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(rule)
        for number, row in enumerate(rows, 2):
            text = shown(table.name, column, row.get(column.name, ""))
            _write(sheet.cell(number, at), column, text, printed)


def _write(cell: Cell, column: Column, text: str, printed: str) -> None:
    cell.number_format = printed
    if not text:
        return
    cell.value = float(text) if column.kind == "score" else int(text) if column.kind == "month" else text
    if isinstance(cell.value, str):
        cell.data_type = "s"  # a name that begins with = is no formula


def _width(column: Column) -> int:
    return _OWN_WIDTHS.get(column.name, _WIDTHS[column.kind])


def shown(table: str, column: Column, value: str) -> str:
    """A cell as its Chinese reader calls it: `决算数` for `actual`; codes and names as they are."""
    if not column.choices and column.kind != "code":
        return value
    topic = f"item.{table}" if column.name in ("item", "code") else f"choice.{column.name}"
    return _ZH(f"{topic}.{value}") if _ZH.has(f"{topic}.{value}") else value


def _rule(table: str, column: Column) -> DataValidation | None:
    """What a cell of a column takes; an empty one is always right, it means *not published*."""
    if column.choices:
        choices = ",".join(shown(table, column, choice) for choice in column.choices)
        rule = DataValidation("list", f'"{choices}"', allow_blank=True)
        rule.error = _ZH("new.only_choices")
    elif column.kind == "month":
        rule = DataValidation("whole", "1", "12", allow_blank=True, operator="between")
        rule.error = _ZH("dictionary.kind.month")
    elif column.kind in _FORMATS:
        least = 0 if column.kind == "score" else -_MOST
        rule = DataValidation("decimal", str(least), str(_MOST), allow_blank=True, operator="between")
        rule.error = _ZH("dictionary.row.amount")
    else:
        return None
    rule.errorTitle, rule.showErrorMessage = title(column.name), True
    return rule


def _note(table: Table, column: Column, *, first: bool) -> Comment:
    """What to write in a column; at the first one also what a line of the table is."""
    needed = "filled" if column.filled else "optional" if column.optional else "empty"
    notes = (f"dictionary.note.{table.name}.{column.name}", f"dictionary.note.{column.name}")
    general = f"dictionary.row.{column.name}" if column.name in _EXPLAINED else ""
    kind = "new.choose" if column.choices else f"dictionary.kind.{column.kind}"
    kinds = _ZH("dictionary.separator").join(_ZH(f"item.expenditure.{one}") for one in EXPENDITURE_KINDS)
    what = _ZH(next(key for key in (*notes, general, kind) if _ZH.has(key)), choices=kinds)
    lines = [f"{_ZH(f'dictionary.needed.{needed}')}：{what.replace('`', '')}"]
    if first:
        about = _ZH(f"dictionary.table.{table.name}")
        lines = [f"{_ZH(f'table.{table.name}')}：{about}。", _ZH("new.lines"), *lines]
    text = "\n".join(lines)
    note = Comment(text, "budgetbook")
    note.width, note.height = _NOTE_WIDTH, _NOTE_LINE * (2 + len(text) // 24 + len(lines))
    return note

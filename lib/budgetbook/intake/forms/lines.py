"""The rows of a document's grids one after the other, each cell once, with the place where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgetbook.accounts.amounts import parse_number
from budgetbook.intake.documents import Document, Grid
from budgetbook.intake.forms.spellings import is_label

_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
_NUMBER = re.compile(r"[(（]?\s*([-+−－]?[0-9０-９][0-9０-９,，.．]*)\s*(亿元|万元|元|分|%|％)?\s*[)）]?")
_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its text and the columns it covers."""

    text: str
    columns: range


@dataclass(frozen=True)
class Line:
    """One row of a grid; or, with `row` −1, a paragraph above one.

    What a merged cell covers is no cell of its own. `table` is the number of the grid on its page.
    """

    cells: tuple[Cell, ...]
    grid: Grid
    table: int
    row: int

    @property
    def texts(self) -> list[str]:
        """The texts of the cells that hold one."""
        return [cell.text for cell in self.cells if cell.text]

    @property
    def quote(self) -> str:
        """The row's own words, shortened."""
        text = " | ".join(self.texts)
        return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"

    def at(self, columns: tuple[int, ...]) -> Cell | None:
        """The first cell with a text that begins in one of these columns."""
        found = (cell for cell in self.cells if cell.text and cell.columns.start in columns)
        return next(found, None)

    def place(self, cell: Cell) -> str:
        """Where a cell stands: `工作表“自评表” F12`, or `第3页 表2 第5行`."""
        page, row = self.grid.places[self.row] if self.grid.places and self.row >= 0 else (0, self.row + 1)
        page = page or self.grid.page
        if self.grid.sheet:
            return f"工作表“{self.grid.sheet}” {_letters(cell.columns.start)}{max(row, 1)}"
        return (f"第{page}页 " if page else "") + f"表{self.table}" + (f" 第{row}行" if row > 0 else " 上方")


def lines(document: Document) -> Iterator[Line]:
    """Every row of every grid in reading order, after the paragraphs above its grid."""
    tables: dict[int, int] = {}
    for grid in document.grids:
        tables[grid.page] = table = tables.get(grid.page, 0) + 1
        for text in grid.above:
            # A sheet's rows above its header come as one text: names and what stands beside them.
            words = text.split() if any(map(is_label, text.split())) else [tidy(text)]
            yield Line(tuple(Cell(word, range(1)) for word in words), grid, table, -1)
        covered = _covered(grid)
        for number, row in enumerate(grid.rows):
            cells = (
                Cell(tidy(text), covered.get((number, column), range(column, column + 1)))
                for column, text in enumerate(row)
            )
            yield Line(tuple(cell for cell in cells if cell.columns), grid, table, number)


def tidy(text: str) -> str:
    """A cell's text on one line, without the spaces and line ends that stretch or break Chinese words."""
    return " ".join(_BETWEEN_HAN.sub("", text.strip()).split())


def number(text: str) -> tuple[str, str] | None:
    """A number and the unit in its cell: `(10分)` is `("10", "分")`; None for what is no number."""
    found = _NUMBER.fullmatch(text)
    try:
        value = parse_number(found[1].replace("，", ",").replace("．", ".")) if found else None
    except ValueError:
        return None
    return None if value is None or found is None else (f"{value:f}", (found[2] or "").replace("％", "%"))


def _covered(grid: Grid) -> dict[tuple[int, int], range]:
    """The columns of each merged cell at its top left corner, none at what it covers."""
    found: dict[tuple[int, int], range] = {}
    for row, column, height, width in grid.merges:
        for down in range(row, row + height):
            for right in range(column, column + width):
                found[down, right] = range(0)
        found[row, column] = range(column, column + width)
    return found


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters

"""The tables in a grid: what each is by its title, its unit, and where it stands in the document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from budgetbook.intake.documents import Grid
from budgetbook.intake.tables import lexicon
from budgetbook.intake.tables.layout import Column, Line

_UNIT = re.compile(r"单位\s*[:：]?\s*[(（]?\s*(?:人民币)?([十百千万亿]*元)")
# A unit inside a grid stands right below its title.
_UNIT_ROWS = 3


@dataclass(frozen=True)
class Part:
    """One of the nine tables: its rows, which it is, its title as printed, its unit (empty: none)."""

    grid: Grid
    table: str
    title: str
    unit: str

    @property
    def year(self) -> int | None:
        """The year that its title names."""
        return lexicon.year_in(self.title)

    @property
    def budget(self) -> str:
        """The phase of a column 预算数: a note below may say that it is the adjusted budget."""
        adjusted = any(lexicon.noted("adjusted_budget", text) for text in self._notes)
        return "adjusted_budget" if adjusted and self.table == "three_public" else "initial_budget"

    @property
    def remark(self) -> str:
        """The sentence below it that says that it has no figures."""
        return next((text for text in self._notes if lexicon.noted("no_data", text)), "")

    @property
    def _notes(self) -> list[str]:
        """What stands below it, or in rows of its own at its end."""
        inside = takewhile(bool, (_only(row) for row in reversed(self.grid.rows) if any(row)))
        return [*inside, *self.grid.below]

    def place(self, row: int = 0) -> str:
        """Where a row is printed, in the words of the document: `第8页 收入决算表 第5行`, `工作表“收入”`."""
        if self.grid.sheet:
            return f"工作表“{self.grid.sheet}”"
        page, number = self.grid.places[row]
        title = lexicon.unnumbered(re.sub(r"\s+", "", self.title))
        return f"第{page}页 {title} 第{number}行" if page else f"{title} 第{number}行"

    def place_of(self, line: Line, column: Column) -> str:
        """Where a figure is printed: `第8页 收入决算表 第5行 行政运行 财政拨款收入`, `工作表“收入” D7`."""
        if self.grid.sheet:
            return f"{self.place()} {_letters(column.number)}{self.grid.places[line.row][1]}"
        return " ".join(filter(None, (self.place(line.row), lexicon.unnumbered(line.label), column.title)))


def parts(grid: Grid) -> Iterator[Part]:
    """The tables in a grid: one under the title above it, and one under each row that is a title itself."""
    starts = [(row, text) for row, cells in enumerate(grid.rows) if lexicon.title(text := _only(cells))]
    title = next((text for text in (*reversed(grid.above), grid.sheet) if lexicon.title(text)), "")
    first = starts[0][0] if starts else len(grid.rows)
    if title and first:
        yield _part(grid, title, 0, first)
    ends = [row for row, _ in starts[1:]] + [len(grid.rows)]
    for (start, text), end in zip(starts, ends, strict=False):
        yield _part(grid, text, start + 1, end)


def _only(cells: tuple[str, ...]) -> str:
    texts = [text for text in cells if text]
    return texts[0] if len(texts) == 1 else ""


def _part(grid: Grid, title: str, start: int, end: int) -> Part:
    """The rows below a title and its unit."""
    said = list(grid.above)
    for row in range(start, min(end, start + _UNIT_ROWS)):
        text = "".join(grid.rows[row])
        if _UNIT.search(text):
            said.append(text)
            start = row + 1
    unit = next((found[1] for text in reversed(said) if (found := _UNIT.search(text))), "")
    rows = replace(
        grid,
        rows=grid.rows[start:end],
        merges=tuple(
            (row - start, column, height, width)
            for row, column, height, width in grid.merges
            if start <= row < end
        ),
        places=grid.places[start:end],
    )
    return Part(rows, lexicon.title(title), title, unit)


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters

"""Which columns of a block of a form hold what, by its header; also where the table goes on on a new page."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetbook.intake.documents import Grid
from budgetbook.intake.forms.lines import Cell, Line, number
from budgetbook.intake.forms.spellings import fields_of, is_label

MONEY = ("initial_budget", "adjusted_budget", "spent")
_MONEY_HEAD = (*MONEY, "rate", "weight", "score")
_INDICATOR_HEAD = (
    "level1",
    "level2",
    "level3",
    "sign",
    "target",
    "measure_unit",
    "actual",
    "weight",
    "score",
    "single_score",
    "converted_score",
    "reason",
)


@dataclass(frozen=True)
class Columns:
    """The columns of each field, of a header with cells over `spans` in `grid`."""

    fields: dict[str, tuple[int, ...]]
    spans: tuple[range, ...]
    grid: Grid

    def cell(self, line: Line, field: str) -> Cell | None:
        """A row's cell of a field, where it holds a text."""
        return line.at(self.fields.get(field, ()))

    def below(self, line: Line) -> "Columns":
        """The same with a second row of the header, whose cells divide cells of the first."""
        found = {field: self._within(columns) for field, columns in _fields(line, _INDICATOR_HEAD)}
        taken = {column for columns in found.values() for column in columns}
        kept = {
            field: tuple(column for column in columns if column not in taken)
            for field, columns in self.fields.items()
        }
        return Columns(
            {**{field: left for field, left in kept.items() if left}, **found}, self.spans, self.grid
        )

    def _within(self, columns: tuple[int, ...]) -> tuple[int, ...]:
        """Of the columns of a title in the second row, those under the first row's title above it."""
        above = next((over for over in self.fields.values() if columns[0] in over), columns)
        return tuple(column for column in columns if column in above)

    def on(self, grid: Grid) -> "Columns | None":
        """The same in the grid that a table goes on in: as wide, or a column for each cell of the header."""
        width = len(grid.rows[0]) if grid.rows else 0
        if width == len(self.grid.rows[0]):
            return Columns(self.fields, self.spans, grid)
        if width != len(self.spans):
            return None
        place = {column: at for at, span in enumerate(self.spans) for column in span}
        moved = {
            field: tuple(dict.fromkeys(place[column] for column in columns))
            for field, columns in self.fields.items()
        }
        return Columns(moved, tuple(range(at, at + 1) for at in range(width)), grid)


def money_columns(line: Line) -> Columns | None:
    """The header of a form's money, where a row is one: two of its columns, and no number beside a title."""
    found = dict(_fields(line, _MONEY_HEAD))
    if sum(field in found for field in MONEY) < 2 or any(number(text) for text in line.texts):
        return None
    return _columns(line, found)


def indicator_columns(line: Line) -> Columns | None:
    """The header of a form's indicators, where a row is one."""
    found = dict(_fields(line, _INDICATOR_HEAD))
    if "level3" not in found or not {"target", "actual", "weight"}.intersection(found):
        return None
    return _columns(line, found)


def divides(line: Line) -> bool:
    """Whether a row below a header is its second row: nothing but titles."""
    return bool(line.texts) and all(is_label(text, *_INDICATOR_HEAD) for text in line.texts)


def is_list_header(line: Line) -> bool:
    """Whether 项目名称 in a row is the title of a column: several figures are titled beside it."""
    titles = [text for text in line.texts if is_label(text, *_MONEY_HEAD, *_INDICATOR_HEAD, "total_score")]
    return len(titles) > 1 and not any(number(text) for text in line.texts)


def _columns(line: Line, found: dict[str, tuple[int, ...]]) -> Columns:
    return Columns(found, tuple(cell.columns for cell in line.cells), line.grid)


def _fields(line: Line, among: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each field that a row titles, with its columns and the untitled ones to their right."""
    seen: set[str] = set()
    for at, cell in enumerate(line.cells):
        field = next((name for name in among if name in fields_of(cell.text) and name not in seen), "")
        if not field:
            continue
        seen.add(field)
        columns = [*cell.columns]
        for after in line.cells[at + 1 :]:
            if after.text:
                break
            columns += after.columns
        yield field, tuple(columns)

"""The cells of a table on a page of a PDF, with the characters that stand in them."""

from bisect import bisect_right

from pdfplumber.table import Table

from budgetbook.intake.documents import Grid
from budgetbook.intake.readers.lines import Char, glued, lines

_NEAR = 2.0  # points between two rules that are one


def inside(char: Char, box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a character is in a box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def grid_of(table: Table, chars: list[Char], page: int) -> Grid | None:
    """A ruled grid; None for a frame around text and for rows of empty cells."""
    across = _rules([x for cell in table.cells for x in (cell[0], cell[2])])
    down = _rules([y for cell in table.cells for y in (cell[1], cell[3])])
    if len(across) < 3:
        return None
    rows = [[""] * (len(across) - 1) for _ in down[1:]]
    merges = []
    held = [char for char in chars if inside(char, table.bbox)]
    for cell in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
        row, column_, last_row, last_column = (
            _nearest(rules, at)
            for rules, at in ((down, cell[1]), (across, cell[0]), (down, cell[3]), (across, cell[2]))
        )
        text = ""
        for line in lines([char for char in held if inside(char, cell)]):
            text = glued(text, line.text)
        rows[row][column_] = text
        if (height := last_row - row) * (width := last_column - column_) > 1:
            merges.append((row, column_, height, width))
    if not any(map(any, rows)):
        return None
    places = tuple((page, number) for number in range(1, len(rows) + 1))
    return Grid(tuple(map(tuple, rows)), tuple(merges), page, places=places)


def _rules(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _nearest(rules: list[float], place: float) -> int:
    return bisect_right(rules, place) - 1

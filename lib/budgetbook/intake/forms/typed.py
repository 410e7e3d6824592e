"""Forms that are typed as lines of text, with tabs or bars between the cells, as the grids they stand for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from budgetbook.intake.documents import Document, Grid
from budgetbook.intake.forms.columns import indicator_columns, money_columns
from budgetbook.intake.forms.lines import Cell, Line
from budgetbook.intake.forms.spellings import is_label, title_of

# A bar at both ends is the frame of the row.
_FRAMED = re.compile(r"^\|(.*)\|$")
_SHOWN = re.compile(r"[^\n]")
_BETWEEN = re.compile(r"\s*\|\s*| *\t *")


def with_typed_forms(document: Document) -> Document:
    """The document with each block of lines that is a form as a grid; its text is blank there.

    A form is a block with a project's name and the header of its money or of its indicators.
    """
    grids: list[Grid] = []
    text = document.text
    title: tuple[str, ...] = ()
    for start, end, rows in _blocks(document.text):
        if not rows:
            line = document.text[start:end].strip()
            title = (line,) if title_of(line) else (*title[-1:], line) if title else ()
            continue
        width = max(map(len, rows))
        cells = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
        places = tuple((0, number) for number in range(1, len(rows) + 1))
        grid = Grid(cells, above=title, offset=start, places=places)
        if _is_form(grid):
            grids.append(grid)
            text = text[:start] + _SHOWN.sub(" ", text[start:end]) + text[end:]
    return replace(document, text=text, grids=(*document.grids, *grids)) if grids else document


def _blocks(text: str) -> Iterator[tuple[int, int, list[list[str]]]]:
    """Runs of lines with several cells, and between them each other line that says anything, without rows."""
    rows: list[list[str]] = []
    first = offset = 0
    for line in (*text.splitlines(keepends=True), "\n\n"):
        cells = _BETWEEN.split(_FRAMED.sub(r"\1", line.strip(" \r\n")))
        if len(cells) > 1:
            first = first if rows else offset
            rows.append(cells)
        elif line.strip() or line == "\n\n":
            if rows:
                yield first, offset, rows
                rows = []
            if line.strip():
                yield offset, offset + len(line), []
        offset += len(line)


def _is_form(grid: Grid) -> bool:
    lines = [
        Line(tuple(Cell(text, range(at, at + 1)) for at, text in enumerate(row)), grid, 1, number)
        for number, row in enumerate(grid.rows)
    ]
    named = any(is_label(text, "project") for line in lines for text in line.texts)
    return named and any(indicator_columns(line) or money_columns(line) for line in lines)

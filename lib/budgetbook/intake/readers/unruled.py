"""A table of final accounts that a PDF prints without rules: its columns follow from how its words align."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pdfplumber.page import Page
from pdfplumber.table import Table

from budgetbook.intake.documents import Grid
from budgetbook.intake.readers.cells import grid_of, inside
from budgetbook.intake.readers.lines import Char, Line
from budgetbook.intake.tables import lexicon
from budgetbook.intake.tables.layout import fits

_STRATEGY = {"vertical_strategy": "text", "horizontal_strategy": "text"}
_AMOUNT = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}")
_SENTENCE_ENDS = ("。", "；", "：", ":")
_LEAST_AMOUNTS = 3
# In characters: a line without columns that is longer is prose; in heights: a gap that ends a table.
_LONGEST_LABEL, _GAP = 24, 3.0


def unruled(page: Page, chars: list[Char], text: list[Line], number: int) -> list[tuple[Table, Grid]]:
    """The tables under a known title on a page without rules; `text` are all its lines.

    Only one is taken whose header is known and whose cells hold each amount of the page's part whole, alone
    in its cell: what cannot be told apart for certain stays text.
    """
    found: list[tuple[Table, Grid]] = []
    for at, line in enumerate(text):
        kind = lexicon.title(line.text)
        rows = list(_rows(text[at + 1 :])) if kind else []
        if not rows:
            continue
        box = (page.bbox[0], rows[0].top - 1, page.bbox[2], rows[-1].bottom + 1)
        held = [char for char in chars if inside(char, box)]
        tables = page.crop(box).find_tables(_STRATEGY)
        grid = grid_of(tables[0], held, number) if len(tables) == 1 else None
        grid = _dense(grid) if grid else None
        if grid and _whole(grid, rows) and _headed(grid) and fits(grid, kind):
            found.append((tables[0], grid))
    return found


def _rows(below: list[Line]) -> Iterator[Line]:
    """The lines of a table that begins below a title: from the first with columns to prose or a wide gap."""
    last: Line | None = None
    for line in below:
        columns = " " in line.text
        if last is None and not columns:
            if line.text.endswith(_SENTENCE_ENDS) or len(line.text) > _LONGEST_LABEL:
                return
            continue
        far = last is not None and line.top - last.bottom > _GAP * line.size
        prose = not columns and (line.text.endswith(_SENTENCE_ENDS) or len(line.text) > _LONGEST_LABEL)
        if far or prose or lexicon.title(line.text):
            return
        if last is None and "单位" in line.text:
            continue
        yield line
        last = line


def _dense(grid: Grid) -> Grid:
    """Without the rows that only part lines of text from each other."""
    kept = [row for row in grid.rows if any(row)]
    places = tuple((grid.page, number) for number in range(1, len(kept) + 1))
    return replace(grid, rows=tuple(kept), merges=(), places=places)


def _whole(grid: Grid, rows: list[Line]) -> bool:
    printed = Counter(_AMOUNT.findall(" ".join(row.text for row in rows)))
    alone = Counter(cell for row in grid.rows for cell in row if _AMOUNT.fullmatch(cell))
    return printed == alone and printed.total() >= _LEAST_AMOUNTS


def _headed(grid: Grid) -> bool:
    """Whether each column of amounts has a known header."""
    columns = [list(column) for column in zip(*grid.rows, strict=True)]
    return all(
        any(lexicon.is_header(lexicon.plain(cell)) for cell in column)
        for column in columns
        if any(_AMOUNT.fullmatch(cell) for cell in column)
    )

"""Plain text and Markdown: lines as paragraphs, pipe tables as grids."""

import re

from budgetbook.accounts.characters import decode, without_invisible
from budgetbook.accounts.problems import UnreadableError
from budgetbook.intake.documents import Document, Grid, IntakeError
from budgetbook.intake.readers.flow import Flow, Item

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_WEB_PAGE = re.compile(r"\s*<(!doctype|html|head|meta|table|\?xml)\b", re.IGNORECASE)
# Text that was printed keeps the pages' ends.
_PAGE_END = "\f"


def read(content: bytes, name: str) -> Document:
    """Read text in UTF-8, UTF-16 with a mark, or GB 18030. Raises `IntakeError` for anything else."""
    try:
        text = without_invisible(decode(content))
    except UnreadableError as error:
        raise IntakeError("encoding" if error.rule == "encoding" else "unknown", name) from error
    if _WEB_PAGE.match(text):
        raise IntakeError("web_page", name)
    flow = Flow([], [])
    for page in text.split(_PAGE_END):
        flow.begin_page()
        flow.items += _items(page.splitlines())
    if _PAGE_END not in text:
        flow.pages = []
    text, grids, pages = flow.laid_out()
    return Document(name, "text", text, grids, pages)


def _items(lines: list[str]) -> list[Item]:
    items: list[Item] = []
    number = 0
    while number < len(lines):
        table = _pipe_table(lines[number:])
        if table:
            items.append(_grid(table))
            number += len(table)
        else:
            items.append(lines[number].rstrip())
            number += 1
    return items


def _pipe_table(lines: list[str]) -> list[str]:
    """The lines of a pipe table that begins here: a header, a rule and rows; none where no table is."""
    if len(lines) < 2 or "|" not in lines[0] or not _RULE.fullmatch(lines[1]) or "|" not in lines[1]:
        return []
    end = next((number for number, line in enumerate(lines) if "|" not in line), len(lines))
    return lines[:end]


def _grid(table: list[str]) -> Grid:
    rows = [_cells(line) for number, line in enumerate(table) if number != 1]
    width = max(map(len, rows))
    full = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return Grid(full, places=tuple((0, number) for number in range(1, len(rows) + 1)))


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)]

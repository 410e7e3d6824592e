"""A Word document: its paragraphs and tables in their order."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from budgetbook.intake.documents import Document, Grid, IntakeError
from budgetbook.intake.readers.flow import Flow, Item
from budgetbook.intake.readers.numbering import Numbering

_PARAGRAPH, _TABLE, _ROW, _CELL = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc"))
_TEXT = qn("w:t")
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
# What wraps content without being any: content controls, insertions under review, smart tags.
_WRAPPERS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")}
# What a reader does not see: text moved away, and a text box for programs that cannot show the first one.
_UNSEEN = {
    qn("w:moveFrom"),
    qn("w:del"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_PROPERTIES = qn("w:pPr")

Element = Any


def read(content: bytes, name: str) -> Document:
    """Read a `.docx`. Raises `IntakeError` where it is damaged or holds neither text nor a table."""
    try:
        document = docx.Document(io.BytesIO(content))
        flow = Flow(list(_items(document.element.body, Numbering(document))), [])
    except Exception as error:  # python-docx and lxml raise their own: all mean the same here
        raise IntakeError("damaged", name) from error
    if not flow.items:
        raise IntakeError("empty", name)
    flow.join_continued(across_pages=False)
    text, grids, _ = flow.laid_out()
    return Document(name, "docx", text, grids)


def _items(parent: Element, numbering: Numbering) -> Iterator[Item]:
    for child in _children(parent, _PARAGRAPH, _TABLE):
        if child.tag == _TABLE:
            grid = _grid(child)
            if grid:
                yield grid
            continue
        number = numbering.number(child)
        if text := _text(child).strip():
            yield from filter(None, map(str.strip, f"{number}{text}".split("\n")))


def _children(parent: Element, *tags: str) -> Iterator[Element]:
    """The children of some kinds, also those inside a wrapper."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, *tags)


def _text(element: Element) -> str:
    """What a reader sees of a paragraph or a cell; paragraphs of a cell on lines of their own."""
    if element.tag == _TEXT:
        return element.text or ""
    if element.tag in _SIGNS:
        return _SIGNS[element.tag]
    parts = [_text(child) for child in element if child.tag not in _UNSEEN and child.tag != _PROPERTIES]
    if element.tag == _CELL:
        return "\n".join(part.strip() for part in parts if part.strip())
    if element.tag in (_ROW, _TABLE):
        return " ".join(filter(None, parts))
    return "".join(parts)


def _grid(table: Element) -> Grid | None:
    rows: list[list[str]] = []
    merges: list[tuple[int, int, int, int]] = []
    above: dict[int, int] = {}  # by column, the merge that goes on downwards
    for number, row in enumerate(_children(table, _ROW)):
        cells: list[str] = [""] * row.grid_before
        for cell in _children(row, _CELL):
            column, width, down = len(cells), cell.grid_span, cell.vMerge
            cells += [_text(cell) if down != "continue" else "", *[""] * (width - 1)]
            if down == "continue" and column in above:
                top, left, height, wide = merges[above[column]]
                merges[above[column]] = (top, left, height + 1, wide)
                continue
            above.pop(column, None)
            if down == "restart" or width > 1:
                merges.append((number, column, 1, width))
                if down == "restart":
                    above[column] = len(merges) - 1
        rows.append(cells)
    if not any(map(any, rows)):
        return None
    wide = max(map(len, rows))
    return Grid(
        tuple(tuple(row + [""] * (wide - len(row))) for row in rows),
        tuple(merge for merge in merges if merge[2] * merge[3] > 1),
        places=tuple((0, number) for number in range(1, len(rows) + 1)),
    )

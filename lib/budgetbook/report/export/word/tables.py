"""Tables of a Word document: three thin lines, a head that every page repeats, rows that no page cuts."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from budgetbook.report.export.document import Grid
from budgetbook.report.export.paper import fit, width
from budgetbook.report.export.word.pages import TEXT_WIDTH, TURNED_WIDTH
from budgetbook.report.export.word.pen import POINT, Align, Element, Look, Pen, w

_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)
# Letters of a serif are narrower than those of the sans serif that `fit` reckons with.
_NARROWER = {"zh": 1.0, "en": 0.92}
_THICK, _THIN, _HAIR = (12, "000000"), (6, "000000"), (2, "B1B4B6")
_SHORT = 6  # a table of so few rows stays on one page
_GUTTER = 0.5
_UNIT = re.compile(r"\s*(（[^（）]{1,8}）|\([^()]{1,12}\))$")


@dataclass(frozen=True)
class Line:
    """A row of ready cells; a total is bold and has a rule above it."""

    cells: Sequence[Sequence[Element]]
    total: bool = False
    indent: float = 0


@dataclass(frozen=True)
class Ruled:
    """A table as it stands on the page: widths in points, sides, the head and the rows.

    `stub` is the column that an indent moves. `held` keeps the end of the table with what follows it.
    """

    widths: Sequence[float]
    aligns: Sequence[Align]
    head: Sequence[Sequence[Element]]
    lines: Sequence[Line]
    stub: int = -1
    title: str = ""
    gutter: float = 5
    held: bool = False


@dataclass(frozen=True)
class Layout:
    """How a grid is set: in what size of type, and which columns stand side by side, each with its width.

    `turned` says that it needs a page turned sideways.
    """

    size: float
    bands: Sequence[Sequence[tuple[int, float]]]
    turned: bool = False


def layout(grid: Grid, *, chinese: bool) -> Layout:
    """As large as an upright page allows; what does not fit side by side is turned, or else set closely."""
    if not grid.columns:
        return Layout(_SIZES[0], [])
    plain, narrower = asdict(grid), _NARROWER["zh" if chinese else "en"]

    def on(page: float, *, closely: bool) -> dict[str, Any]:
        return fit(plain, text_width=page / narrower, sizes=_SIZES, closely=closely)

    found, sideways = on(TEXT_WIDTH, closely=False), False
    if len(found["bands"]) > 1:
        turned = on(TURNED_WIDTH, closely=True)
        sideways = len(turned["bands"]) == 1
        found = turned if sideways else on(TEXT_WIDTH, closely=True)
    size = found["size"]
    bands = [[(track["index"], track["em"] * size * narrower) for track in band] for band in found["bands"]]
    return Layout(size, bands, sideways)


def grid_tables(pen: Pen, grid: Grid, *, title: str, held: bool) -> list[Element]:
    """The tables that show a grid: one, or several under one another where no page is wide enough.

    `held` keeps the end of the last one on the page of what follows it.
    """
    found = layout(grid, chinese=pen.chinese)
    size = found.size
    look, strong = Look(size=size), Look(size=size, bold=True)
    made: list[Element] = []
    for band in found.bands:
        indices = [index for index, _ in band]
        table = Ruled(
            widths=[room for _, room in band],
            aligns=[grid.columns[index].align for index in indices],
            head=[
                [pen.run(_broken(grid.columns[index].name, room / size - 2 * _GUTTER), strong)]
                for index, room in band
            ],
            lines=[
                Line(
                    [
                        [pen.run(row.cells[index], strong if row.style == "total" else look)]
                        for index in indices
                    ],
                    total=row.style == "total",
                    indent=row.indent * size,
                )
                for row in grid.rows
            ],
            stub=indices.index(grid.stub) if grid.stub in indices else -1,
            title=title,
            gutter=_GUTTER * size,
            held=held or band is not found.bands[-1],
        )
        made += [ruled(pen, table), gap(pen, keep=table.held)]
    return made


def markdown_table(pen: Pen, node: dict[str, Any]) -> list[Element]:
    """The table of a Markdown cell, its columns of the same width."""
    columns = node["columns"]
    table = Ruled(
        widths=[TEXT_WIDTH / len(columns)] * len(columns),
        aligns=[column["align"] for column in columns],
        head=[pen.inline(column["children"], Look(bold=True)) for column in columns],
        lines=[Line([pen.inline(cell) for cell in row]) for row in node["rows"]],
    )
    return [ruled(pen, table), gap(pen)]


def gap(pen: Pen, *, keep: bool = False) -> Element:
    """A little room; without a paragraph between them two tables become one."""
    return pen.paragraph("Gap", keep=keep)


def ruled(pen: Pen, table: Ruled) -> Element:
    """A table of three thin lines."""
    margin = round(table.gutter * POINT)
    properties = w(
        "tblPr",
        w("tblW", w=sum(_widths(table)), type="dxa"),
        w("jc", val="center"),
        w("tblBorders", _border("top", *_THICK), _border("bottom", *_THICK), _border("insideH", *_HAIR)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", w("left", w=margin, type="dxa"), w("right", w=margin, type="dxa")),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        *([w("tblCaption", val=table.title)] if table.title else []),
    )
    rows = [_row(pen, table, Line(table.head), head=True, keep=True)]
    last = len(table.lines) - 1
    for place, line in enumerate(table.lines):
        keep = place < last or table.held
        if last >= _SHORT:
            keep = place == last - 1 or (table.held and place == last)
        rows.append(_row(pen, table, line, keep=keep))
    columns = w("tblGrid", *(w("gridCol", w=width) for width in _widths(table)))
    return w("tbl", properties, columns, *rows)


def beside(widths: Sequence[float], cells: Sequence[Sequence[Element]]) -> Element:
    """Blocks side by side, without any line."""
    twips = [round(width * POINT) for width in widths]
    properties = w(
        "tblPr",
        w("tblW", w=sum(twips), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa")),
        w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    row = w(
        "tr",
        w("trPr", w("cantSplit")),
        *(
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *cell)
            for width, cell in zip(twips, cells, strict=True)
        ),
    )
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in twips)), row)


def _broken(name: str, room: float) -> str:
    """A heading with its unit on a line of its own, where it does not fit into `room` (em)."""
    return name if width(name) <= room else _UNIT.sub(r"\n\1", name)


def _row(pen: Pen, table: Ruled, line: Line, *, head: bool = False, keep: bool) -> Element:
    cells = []
    for place, (content, room) in enumerate(zip(line.cells, _widths(table), strict=True)):
        properties = [w("tcW", w=room, type="dxa")]
        if head or line.total:
            side = "bottom" if head else "top"
            properties.append(w("tcBorders", _border(side, *_THIN)))
        if head:
            properties.append(w("vAlign", val="bottom"))
        paragraph = pen.paragraph(
            "TableText",
            *content,
            keep=keep,
            indent=line.indent if place == table.stub else 0,
            align=table.aligns[place],
        )
        cells.append(w("tc", w("tcPr", *properties), paragraph))
    return w("tr", w("trPr", w("cantSplit"), *([w("tblHeader")] if head else [])), *cells)


def _widths(table: Ruled) -> list[int]:
    return [round(width * POINT) for width in table.widths]


def _border(side: str, eighths: int, color: str) -> Element:
    return w(side, val="single", sz=eighths, space=0, color=color)

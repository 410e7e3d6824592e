"""The report as data: what both the HTML page and the PDF are written from.

A `Document` is a front and a flat list of blocks. Every block is a frozen dataclass whose `kind` names it in
the templates, and every text in it is plain text that the writer of a format still has to escape.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from budgetbook.report.export.figures import as_csv

Node = dict[str, Any]
"""One node of a Markdown tree: `type` and `text`, `children`, `items` … (see `report.markdown`)."""

LONG_TEXT = 12


@dataclass(frozen=True)
class Front:
    """Whose report this is: what the title block says. `facts` are pairs of a term and what it says."""

    language: str
    title: str
    department: str = ""
    slug: str = ""
    year: int = 0
    years: list[int] = field(default_factory=list)
    subtitle: str = ""
    illustrative: bool = False
    facts: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """A column's heading, the side its cells stand on, and the unit if they are all amounts of money."""

    name: str
    align: Literal["left", "right"] = "left"
    unit: Literal["", "万元"] = ""


@dataclass(frozen=True)
class Row:
    """A row of ready-to-print cells; `indent` is 0 to 4 steps, `style` says total, part of it, or plain."""

    cells: list[str]
    style: Literal["plain", "total", "sub"] = "plain"
    indent: int = 0


@dataclass(frozen=True)
class Grid:
    """A table's columns and rows; every row has as many cells as there are columns."""

    columns: list[Column]
    rows: list[Row]

    @property
    def stub(self) -> int:
        """The column that names the rows: the first one of text, -1 if there is none."""
        return next((index for index, column in enumerate(self.columns) if column.align == "left"), -1)

    @property
    def heads(self) -> range:
        """The columns that head the rows: the stub, and those of text after it until all rows differ."""
        first, last = max(self.stub, 0), self.stub + 1
        while (
            0 < last < len(self.columns)
            and self.columns[last].align == "left"
            and len({tuple(row.cells[first:last]) for row in self.rows}) < len(self.rows)
        ):
            last += 1
        return range(first, last)

    def is_long(self, index: int) -> bool:
        """Whether a column has texts that need room to wrap well."""
        return any(len(row.cells[index]) > LONG_TEXT for row in self.rows)


@dataclass(frozen=True)
class Heading:
    """A heading. Chapters are level 2, since the report's title is level 1."""

    level: int
    text: str
    id: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Markdown:
    """What a Markdown cell says between its headings."""

    nodes: list[Node]
    kind: str = field(default="markdown", init=False)


@dataclass(frozen=True)
class Paragraph:
    """A sentence or more of the report's own prose."""

    text: str
    style: Literal["text", "item", "note", "alert"] = "text"


@dataclass(frozen=True)
class Prose:
    """Paragraphs that belong together."""

    id: str
    paragraphs: list[Paragraph]
    kind: str = field(default="prose", init=False)


@dataclass(frozen=True)
class Figure:
    """A chart: SVG that is safe inside a page, its alternative text and the data it was drawn from."""

    id: str
    number: int
    title: str
    subtitle: str
    alt: str
    notes: list[str]
    svg: str
    size: Literal["full", "half"]
    grid: Grid | None
    kind: str = field(default="figure", init=False)


@dataclass(frozen=True)
class Pair:
    """Two figures of half width, side by side."""

    figures: list[Figure]
    kind: str = field(default="pair", init=False)


@dataclass(frozen=True)
class Table:
    """A table; one of a user's own has no id and number 0. `symbols` explains `[x]` and `[z]`."""

    id: str
    number: int
    title: str
    subtitle: str
    notes: list[str]
    grid: Grid
    symbols: str = ""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Picture:
    """A picture that a user's own chapter shows: SVG as text, PNG or JPEG in base64."""

    media_type: str
    data: str
    alt: str
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True)
class Code:
    """The code of a cell."""

    text: str
    kind: str = field(default="code", init=False)


@dataclass(frozen=True)
class Output:
    """What a cell printed, set as it was printed."""

    text: str
    kind: str = field(default="output", init=False)


@dataclass(frozen=True)
class Failure:
    """A cell that ended in an error; `text` is the traceback, empty unless code is shown."""

    title: str
    text: str
    kind: str = field(default="failure", init=False)


Block = Heading | Markdown | Prose | Figure | Pair | Table | Picture | Code | Output | Failure


@dataclass(frozen=True)
class Entry:
    """A line of the contents with the lines under it."""

    text: str
    id: str
    entries: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class DataFile:
    """The raw values behind an exhibit, and the CSV file that is published of them beside the report."""

    name: str
    columns: list[str]
    rows: list[list[str | None]]

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return as_csv(self.columns, self.rows)


@dataclass(frozen=True)
class Document:
    """A whole report; `data` are its exhibits' files by the exhibits' ids."""

    front: Front
    blocks: list[Block]
    contents: list[Entry]
    data: dict[str, DataFile] = field(default_factory=dict)

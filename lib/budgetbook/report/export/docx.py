"""The report as a Word document in the shape of an official one, for `nbconvert --to budgetbook-docx`."""

from base64 import b64decode
from io import BytesIO
from math import ceil
from typing import Any

from docx.oxml.shape import CT_Inline
from docx.oxml.text.paragraph import CT_P
from docx.shared import Emu, Pt
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Bool, default

from budgetbook.report.export import paper, pictures
from budgetbook.report.export.content import read_notebook
from budgetbook.report.export.document import (
    Block,
    Code,
    Document,
    Failure,
    Figure,
    Heading,
    Markdown,
    Node,
    Output,
    Pair,
    Paragraph,
    Picture,
    Prose,
    Table,
)
from budgetbook.report.export.outputs import printable
from budgetbook.report.export.word.front import contents, front_page
from budgetbook.report.export.word.lists import BULLETS, DEEPEST, Lists
from budgetbook.report.export.word.package import Package
from budgetbook.report.export.word.pages import TEXT_WIDTH, Kind, end_of, section
from budgetbook.report.export.word.pen import Element, Look, Pen, w
from budgetbook.report.export.word.styles import BODY
from budgetbook.report.export.word.tables import beside, gap, grid_tables, layout, markdown_table
from budgetbook.words import Words

# Points: a chart with its caption and notes stays on one page of 638, and never gets as small as the latter.
_HIGHEST, _PAGE, _LOWEST = 530.0, 625.0, 400.0
# How much, in em, a line below a chart holds, and its height in points.
_LINE = {"zh": (40.0, 14.5), "en": (58.0, 12.5)}
_DEEPEST_HEADING = 4
_BETWEEN = 16.0
_STYLES = {"text": BODY, "note": "NoteText", "alert": "Alert"}


class BudgetbookDocxExporter(Exporter):
    """Writes an executed chapter, or a report joined by `merge`, as a Word document."""

    with_code = Bool(False, help="Show the code of the cells and their tracebacks.").tag(config=True)

    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    export_from_notebook = "budgetbook Word"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        # Once is enough: nbconvert would check a report of megabytes after each of eleven steps.
        return True

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the document and nbconvert's resources."""
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        document = read_notebook(notebook, name=found["metadata"]["name"], with_code=self.with_code)
        return write_docx(document), found


def write_docx(document: Document) -> bytes:
    """Write a document as a Word file; the same document always gives the same bytes.

    Raises `typst.TypstError` for a picture that is no SVG.
    """
    return _Writer(document).write()


class _Writer:
    """Writes a document's blocks one after the other."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = Words(document.front.language)
        self._package = Package(document.front, self._words)
        self._pen = Pen(self._package.part, chinese=self._package.chinese)
        self._lists = Lists(chinese=self._package.chinese)
        self._shapes = 0
        self._drawn = self._drawings()

    def write(self) -> bytes:
        """The whole file."""
        content = [
            *front_page(self._pen, self._document.front, self._words),
            *contents(self._pen, self._document, self._words),
            *self._body(),
        ]
        entries = sum(1 + len(chapter.entries) for chapter in self._document.contents)
        return self._package.write(content, self._lists, entries=entries)

    def _body(self) -> list[Element]:
        """All blocks; pages turn for a table that needs them wider, and its heading goes with it."""
        made: list[Element] = []
        headings: list[Element] = []
        pages: Kind = "upright"
        begun = False
        for block in self._document.blocks:
            if isinstance(block, Heading):
                headings += self._block(block)
                continue
            wide = isinstance(block, Table) and layout(block.grid, chinese=self._pen.chinese).turned
            needed: Kind = "turned" if wide else "upright"
            if begun and needed != pages:
                made.append(end_of(pages, self._pen))
            pages, begun = needed, True
            made += [*headings, *self._block(block)]
            headings = []
        return [*made, *headings, section(pages)]

    def _block(self, block: Block) -> list[Element]:
        pen = self._pen
        match block:
            case Heading():
                style = f"Heading{min(block.level - 1, _DEEPEST_HEADING)}"
                made = [pen.paragraph(style, *pen.mark(block.id, pen.run(block.text)))]
            case Markdown():
                made = self._nodes(block.nodes)
            case Prose():
                made = self._prose(block)
            case Figure():
                made = self._figure(block)
            case Pair():
                cells = [self._figure(figure) for figure in block.figures]
                made = [beside([TEXT_WIDTH / 2] * 2, cells), gap(pen)]
            case Table():
                made = self._table(block)
            case Picture():
                made = self._picture(block)
            case Code() | Output():
                made = [pen.text("Code", block.text)]
            case Failure():
                said = [pen.run(self._words("report.failure"), Look(bold=True)), pen.run(f"\n{block.title}")]
                made = [pen.paragraph("Alert", *said)]
                made += [pen.text("Code", block.text)] if block.text else []
        return made

    def _prose(self, block: Prose) -> list[Element]:
        pen = self._pen
        made = [self._said(part) for part in block.paragraphs]
        if made:
            made[0][1:1] = pen.mark(block.id)
        return made

    def _said(self, part: Paragraph) -> Element:
        if part.style == "item":
            return self._pen.text("ListItem", part.text, list_level=(BULLETS, 0))
        return self._pen.text(_STYLES[part.style], part.text)

    def _figure(self, figure: Figure) -> list[Element]:
        name = self._words("report.figure_number", number=figure.number)
        picture = self._shape(self._drawn[id(figure)], figure.alt, name)
        return [
            self._pen.paragraph("Figure", *self._pen.mark(figure.id, picture)),
            *self._caption("figure", figure.number, figure.title, [figure.subtitle]),
            *self._notes(figure.notes),
        ]

    def _table(self, table: Table) -> list[Element]:
        lines = [table.subtitle, table.symbols]
        if table.number:
            above = self._caption("table", table.number, table.title, lines, keep=True, id=table.id)
        else:
            above = [self._pen.text("Unit", table.title, keep=True)] if table.title else []
        tables = grid_tables(self._pen, table.grid, title=table.title, held=bool(table.notes))
        return [*above, *tables, *self._notes(table.notes)]

    def _caption(
        self, kind: str, number: int, title: str, lines: list[str], *, id: str = "", keep: bool = False
    ) -> list[Element]:
        """Number and title of an exhibit, then its unit and scope; `keep` holds them with what follows."""
        pen = self._pen
        before, _, after = self._words(f"report.{kind}_number", number="\0").partition("\0")
        counted = pen.field(rf"SEQ {before.strip()} \* ARABIC", str(number))
        label = pen.mark(id, pen.run(before), *counted, pen.run(after))
        shown = [line for line in lines if line]
        return [
            pen.paragraph("Caption", *label, pen.run(f"\u3000{title}"), keep=keep or bool(shown)),
            *(pen.text("Unit", line, keep=keep or place < len(shown)) for place, line in enumerate(shown, 1)),
        ]

    def _notes(self, notes: list[str]) -> list[Element]:
        return [self._pen.text("Notes", note) for note in notes]

    def _picture(self, picture: Picture) -> list[Element]:
        if picture.media_type == "image/svg+xml":
            content: bytes | None = self._drawn[id(picture)]
        else:
            content = pictures.bitmap(b64decode(picture.data))
        if content is None:
            return [self._pen.paragraph(BODY, self._pen.run(picture.alt, Look(stressed=True)))]
        return [self._pen.paragraph("Figure", self._shape(content, picture.alt, picture.alt))]

    def _shape(self, content: bytes, alt: str, name: str) -> Element:
        """A picture in a line of its own, smaller where the page has no room for its size."""
        relation, image = self._package.part.get_or_add_image(BytesIO(content))
        scale = min(1.0, Pt(TEXT_WIDTH) / image.width, Pt(_HIGHEST) / image.height)
        size = (Emu(int(length * scale)) for length in (image.width, image.height))
        self._shapes += 1
        inline = CT_Inline.new_pic_inline(self._shapes, relation, image.filename, *size)
        for side in "TBLR":  # LibreOffice keeps a distance where none is told
            inline.set(f"dist{side}", "0")
        inline.docPr.set("name", printable(name))
        inline.docPr.set("descr", printable(alt))
        return w("r", w("drawing", inline))

    def _drawings(self) -> dict[int, bytes]:
        """The picture of every figure, and of a user's SVG, by its identity: drawn all at once."""
        wanted: list[tuple[Figure | Picture, str, float]] = []
        for block in self._document.blocks:
            for part in block.figures if isinstance(block, Pair) else [block]:
                if isinstance(part, Figure):
                    width = (TEXT_WIDTH - _BETWEEN) / 2 if part.size == "half" else TEXT_WIDTH
                    wanted.append((part, part.svg, width))
                elif isinstance(part, Picture) and part.media_type == "image/svg+xml":
                    natural = pictures.natural_width(part.data) or TEXT_WIDTH
                    wanted.append((part, part.data, min(natural, TEXT_WIDTH)))
        sized = [(svg, pictures.width_within(svg, width, self._highest(part))) for part, svg, width in wanted]
        return {id(part): png for (part, _, _), png in zip(wanted, pictures.draw(sized), strict=True)}

    def _highest(self, part: Figure | Picture) -> float:
        """How high a chart may be with room below it for what is said of it."""
        if isinstance(part, Picture):
            return _HIGHEST
        room, height = _LINE[self._document.front.language]
        said = [part.title, part.subtitle, *part.notes]
        lines = sum(ceil(paper.width(text) / room) for text in said) + 2  # and the room between them
        return max(min(_HIGHEST, _PAGE - lines * height), _LOWEST)

    def _nodes(self, nodes: list[Node], *, indent: float = 0, level: int = 0) -> list[Element]:
        return [element for node in nodes for element in self._node(node, indent, level)]

    def _node(self, node: Node, indent: float, level: int) -> list[Element]:
        """The paragraphs of a Markdown block, `level` deep in lists and `indent` points from the margin."""
        pen, style = self._pen, "ListItem" if indent else BODY
        match node["type"]:
            case "paragraph":
                made = [pen.paragraph(style, *pen.inline(node["children"]), indent=indent)]
            case "heading":
                made = [pen.paragraph(style, pen.run(node["text"], Look(bold=True)), indent=indent)]
            case "picture":
                made = [pen.paragraph(style, pen.run(node["text"], Look(stressed=True)), indent=indent)]
            case "list":
                made = self._list(node, min(level, DEEPEST))
            case "quote":
                made = self._nodes(node["children"], indent=indent, level=level)
                for part in made:
                    if isinstance(part, CT_P) and part.style in (BODY, "ListItem"):
                        part.style = "Quote"
            case "code":
                made = [pen.text("Code", node["text"], indent=indent)]
            case "rule":
                made = [pen.paragraph("Rule")]
            case _:
                made = markdown_table(pen, node)
        return made

    def _list(self, node: Node, level: int) -> list[Element]:
        number = self._lists.counted(level, node["start"]) if node["ordered"] else BULLETS
        made: list[Element] = []
        for item in node["items"]:
            first, *rest = item or [{"type": "paragraph", "children": []}]
            if first["type"] == "paragraph":
                parts = self._pen.inline(first["children"])
            else:
                parts, rest = [], [first, *rest]
            made.append(self._pen.paragraph("ListItem", *parts, list_level=(number, level)))
            made += self._nodes(rest, indent=self._lists.indent(level), level=level + 1)
        return made

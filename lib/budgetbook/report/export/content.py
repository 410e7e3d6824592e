"""From executed notebooks to the one `Document` that the page and the PDF are written from."""

import copy
import re
from dataclasses import dataclass, field
from typing import Any, cast

from nbformat import NotebookNode, from_dict

from budgetbook.report.export import markdown, svg
from budgetbook.report.export.document import (
    Block,
    Code,
    DataFile,
    Document,
    Entry,
    Figure,
    Heading,
    Markdown,
    Node,
    Pair,
    Paragraph,
    Prose,
    Table,
)
from budgetbook.report.export.emitted import (
    MIMETYPE,
    read_front,
    read_grid,
    text_of,
    title_of,
    without_number,
)
from budgetbook.report.export.figures import file_name
from budgetbook.report.export.glossary import only_said
from budgetbook.report.export.outputs import printable, read_output
from budgetbook.words import LANGUAGES, Words

DEEPEST_HEADING = 6

_SYMBOLS = {"[x]": "report.symbol_not_available", "[z]": "report.symbol_not_applicable"}
_FORBIDDEN_IN_IDS = re.compile(r"[^\w-]+")


def merge(chapters: list[tuple[str, NotebookNode]], *, language: str | None = None) -> NotebookNode:
    """Join executed notebooks, each with its name (`01_overview`), into one that the exporters take.

    Each cell's metadata say which chapter it is of. `language` (`zh` or `en`) is the report's; without one it
    is what the chapters' front says.
    """
    report = _node(nbformat=4, nbformat_minor=5, metadata={}, cells=[])
    for name, notebook in chapters:
        for cell in notebook.cells:
            merged = copy.deepcopy(cell)
            merged["id"] = f"cell-{len(report.cells)}"
            merged.metadata["budgetbook"] = {"chapter": name}
            report.cells.append(merged)
    if language:
        report.metadata["budgetbook"] = {"language": language}
    return report


def read_notebook(notebook: NotebookNode, *, name: str = "notebook", with_code: bool = False) -> Document:
    """Read an executed chapter, or several joined by `merge`, into a `Document`.

    `name` is the chapter of the cells that name none. Figures and tables are numbered in reading order.
    Raises `ValueError` for a language other than `zh` and `en`.
    """
    front = read_front(notebook, name)
    reader = _Reader(Words(front.language), with_code)
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        languages = [language for language in LANGUAGES if language in tags]
        if not languages or front.language in languages:
            reader.read(cell, cell.metadata.get("budgetbook", {}).get("chapter", name))
    reader.close()
    blocks = _pair_halves(_without_silent_sections(only_said(reader.blocks, front.language)))
    for block in blocks:
        if isinstance(block, Markdown):
            _unlink(block.nodes, reader.ids)
    return Document(front, blocks, _contents(blocks), reader.data)


def _node(**fields: Any) -> NotebookNode:
    return cast(NotebookNode, from_dict(fields))  # type: ignore[no-untyped-call]


@dataclass
class _Reader:
    """Collects blocks cell by cell; remembers ids, numbers and the chapter it is in."""

    words: Words
    with_code: bool
    blocks: list[Block] = field(default_factory=list)
    # Ids of the page's own chrome; nothing else may take them.
    ids: set[str] = field(default_factory=lambda: {"main", "contents", "top"})
    chapter: str = ""
    slug: str = ""
    level: int = 1
    heading: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    # Code before a chapter's first heading waits for it.
    waiting: list[Block] = field(default_factory=list)
    data: dict[str, DataFile] = field(default_factory=dict)

    def read(self, cell: NotebookNode, chapter: str) -> None:
        """Take the next cell, of this chapter or the first of another."""
        if chapter != self.chapter:
            self._begin(chapter)
        if cell.cell_type == "markdown":
            self._markdown(cell)
        elif cell.cell_type == "code":
            if self.with_code and cell.source.strip():
                self._append(Code(printable(cell.source)))
            for output in cell.outputs:
                self._output(output)

    def close(self) -> None:
        """End the chapter: code that still waits for a heading goes under its file's name."""
        if self.waiting:
            self._heading(1, title_of(self.chapter))

    def _begin(self, chapter: str) -> None:
        self.close()
        self.chapter, self.level, self.heading = chapter, 1, title_of(chapter)
        name = without_number(chapter).replace("_", "-").lower()
        self.slug = _FORBIDDEN_IN_IDS.sub("-", name).strip("-") or "chapter"

    def _append(self, *blocks: Block) -> None:
        for block in blocks:
            if self.level > 1:
                self.blocks.append(block)
            elif isinstance(block, Code):
                self.waiting.append(block)
            else:
                # A notebook of somebody else may start without a heading: its file's name heads it.
                self._heading(1, title_of(self.chapter))
                self.blocks.append(block)

    def _take(self, wish: str) -> str:
        """Give out an id that nothing else on the page has, the wished one if it is free."""
        base = _FORBIDDEN_IN_IDS.sub("-", wish).strip("-") or "part"
        taken, number = base, 2
        while taken in self.ids:
            taken, number = f"{base}-{number}", number + 1
        self.ids.add(taken)
        return taken

    def _next(self, what: str) -> int:
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def _heading(self, level: int, text: str) -> None:
        first = self.level == 1
        # The report's title is level 1, and no level may be skipped on the way down.
        self.level = min(level + 1, self.level + 1, DEEPEST_HEADING)
        wish = f"chapter-{self.slug}" if first else f"{self.slug}-{self._next(self.slug)}"
        self.heading = text
        self.blocks += [Heading(self.level, text, self._take(wish)), *self.waiting]
        self.waiting = []

    def _markdown(self, cell: NotebookNode) -> None:
        attachments = cell.get("attachments", {})
        nodes: list[Node] = []
        for node in markdown.parse(printable(cell.source)):
            if node["type"] in ("heading", "picture"):
                self._flush(nodes)
                if node["type"] == "picture":
                    self._append(*self._linked_picture(node, attachments))
                elif node["text"]:
                    self._heading(node["level"], node["text"])
            else:
                nodes.append(node)
        self._flush(nodes)

    def _flush(self, nodes: list[Node]) -> None:
        if nodes:
            self._append(Markdown(list(nodes)))
            nodes.clear()

    def _linked_picture(self, node: Node, attachments: dict[str, Any]) -> list[Block]:
        """Show a picture that the notebook holds; one that would have to be fetched is only named."""
        href = str(node["href"])
        bundle = dict(attachments.get(href.removeprefix("attachment:"), {}))
        if match := re.fullmatch(r"data:(image/(?:png|jpeg));base64,(.+)", href, re.DOTALL):
            bundle = {match[1]: match[2]}
        output = _node(output_type="display_data", data={**bundle, "text/plain": node["text"]})
        return self._foreign(output, alt=node["text"])

    def _output(self, output: NotebookNode) -> None:
        data = output.get("data", {})
        if MIMETYPE in data:
            self._own(data[MIMETYPE])
        elif "text/markdown" in data and not any(kind.startswith("image/") for kind in data):
            self._markdown(_node(source=str(data["text/markdown"])))
        else:
            self._append(*self._foreign(output))

    def _foreign(self, output: NotebookNode, alt: str = "") -> list[Block]:
        id = self._take(f"{self.slug}-output-{self._next(self.slug + ' output')}")
        alt = alt or self.words("report.picture_alt", heading=self.heading)
        return read_output(output, id=id, alt=alt, with_code=self.with_code)

    def _own(self, own: dict[str, Any]) -> None:
        match own.get("kind"):
            case "prose":
                paragraphs = [
                    Paragraph(text_of(part.get("text")), part.get("style", "text"))
                    for part in own["paragraphs"]
                ]
                self._append(Prose(self._take(str(own.get("id", "prose"))), paragraphs))
            case "figure" | "table" as kind:
                id = self._take(str(own.get("id", kind)))
                self._append(self._figure(own, id) if kind == "figure" else self._table(own, id))
                if own.get("data"):
                    name = file_name(own, [file.name for file in self.data.values()])
                    self.data[id] = DataFile(name, own["data"]["columns"], own["data"]["rows"])

    def _figure(self, own: dict[str, Any], id: str) -> Figure:
        alt = text_of(own.get("alt"))
        return Figure(
            id=id,
            number=self._next("figure"),
            title=text_of(own.get("title")),
            subtitle=text_of(own.get("subtitle")),
            alt=alt,
            notes=[text_of(note) for note in own.get("notes", [])],
            svg=svg.clean(printable(own["svg"]), id, alt),
            size="half" if own.get("size") == "half" else "full",
            grid=read_grid(own["table"]) if own.get("table") else None,
        )

    def _table(self, own: dict[str, Any], id: str) -> Table:
        grid = read_grid(own["table"])
        cells = {cell for row in grid.rows for cell in row.cells}
        return Table(
            id=id,
            number=self._next("table"),
            title=text_of(own.get("title")),
            subtitle=text_of(own.get("subtitle")),
            notes=[text_of(note) for note in own.get("notes", [])],
            grid=grid,
            symbols=self.words("report.symbol_separator").join(
                self.words(term) for symbol, term in _SYMBOLS.items() if symbol in cells
            ),
        )


def _without_silent_sections(blocks: list[Block]) -> list[Block]:
    """Drop the headings below a chapter's own whose sections have nothing to say: every output is silent."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if isinstance(block, Heading) and block.level > 2:
            higher = (
                place
                for place, one in enumerate(kept)
                if isinstance(one, Heading) and one.level <= block.level
            )
            end = next(higher, len(kept))
            if end and all(isinstance(one, Prose) and not one.paragraphs for one in kept[:end]):
                continue
        kept.insert(0, block)
    return kept


def _pair_halves(blocks: list[Block]) -> list[Block]:
    """Put half-width figures that follow one another side by side, two and two."""
    paired: list[Block] = []
    for block in blocks:
        last = paired[-1] if paired else None
        if isinstance(last, Figure) and isinstance(block, Figure) and last.size == block.size == "half":
            paired[-1] = Pair([last, block])
        else:
            paired.append(block)
    return paired


def _contents(blocks: list[Block]) -> list[Entry]:
    chapters: list[Entry] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            chapters.append(Entry(block.text, block.id))
        elif isinstance(block, Heading) and block.level == 3:
            chapters[-1].entries.append(Entry(block.text, block.id))
    return chapters


def _unlink(value: Any, targets: set[str]) -> None:
    """Turn links to places inside the report that do not exist into plain text."""
    if isinstance(value, list):
        for part in value:
            _unlink(part, targets)
    elif isinstance(value, dict):
        if value.get("type") == "link" and value["href"].startswith("#") and value["href"][1:] not in targets:
            value["type"] = "span"
        for part in value.values():
            _unlink(part, targets)

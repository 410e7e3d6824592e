"""What a user's own code shows, as blocks: pictures, data frames, printed text, errors."""

import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from budgetbook.report.export import svg
from budgetbook.report.export.document import Block, Column, Failure, Grid, Output, Picture, Row, Table
from budgetbook.words import MISSING

if TYPE_CHECKING:
    from bs4 import Tag

_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
# With the characters that turn the order of those after them.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_OBJECT = re.compile(
    r"[\[(\s]*<[^<>]*(?: at 0x[0-9a-f]+|Axes[^<>]*| with \d+ Axes)>.*", re.DOTALL | re.IGNORECASE
)
_NUMBER = re.compile(r"[-+−(]?[¥$€]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?%?\)?")
_NOT_A_VALUE = frozenset({"nan", "none", "nat", "<na>"})
_WIDEST_SPAN = 100
_ENDS = {"image/png": (b"\x89PNG\r\n", b"IEND\xaeB`\x82"), "image/jpeg": (b"\xff\xd8", b"\xff\xd9")}


def printable(text: str) -> str:
    """Drop what no page shows: terminal colours, control characters, lone surrogates, overprinted lines."""
    lines = _ESCAPE_SEQUENCE.sub("", text).replace("\r\n", "\n").split("\n")
    return _UNPRINTABLE.sub("", "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines))


def read_output(output: NotebookNode, *, id: str, alt: str, with_code: bool) -> list[Block]:
    """Turn an output that is not budgetbook's own into blocks.

    `id` starts the ids inside a picture, `alt` says what the picture shows.
    Warnings (stderr) and tracebacks are for who writes the notebook: only `with_code` shows them.
    """
    if output.output_type == "stream":
        shown = output.name == "stdout" or with_code
        return _text(output.text) if shown else []
    if output.output_type == "error":
        traceback = printable("\n".join(output.traceback)) if with_code else ""
        return [Failure(printable(f"{output.ename}: {output.evalue}"), traceback)]
    return _rich(output.data, id=id, alt=alt)


def _rich(data: dict[str, Any], *, id: str, alt: str) -> list[Block]:
    text = str(data.get("text/plain", ""))
    if "image/svg+xml" in data:
        try:
            return [Picture("image/svg+xml", svg.clean(str(data["image/svg+xml"]), id), alt)]
        except ValueError:
            return _text(text)
    for media_type in _ENDS:
        if media_type in data:
            encoded = "".join(str(data[media_type]).split())
            return [Picture(media_type, encoded, alt)] if _is_complete(media_type, encoded) else _text(alt)
    if "text/html" in data:
        return read_html(str(data["text/html"])) or _text(text)
    return [] if _OBJECT.fullmatch(text) else _text(text)


def _is_complete(media_type: str, encoded: str) -> bool:
    """Whether a picture begins and ends as its format does; the typesetter gives up on a broken one."""
    begin, end = _ENDS[media_type]
    try:
        content = b64decode(encoded, validate=True)
    except ValueError:
        return False
    return content.startswith(begin) and content.endswith(end)


def _text(text: str) -> list[Block]:
    shown = printable(text).strip("\n").rstrip()
    return [Output(shown)] if shown.strip() else []


def read_html(html: str) -> list[Block]:
    """Read the tables of an HTML output, such as a data frame's; HTML without a table gives its text."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  (only a user's own chapter needs it)

    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup(["style", "script", "template"]):
        hidden.decompose()
    tables = [table for table in soup("table") if not table.find_parent("table")]
    if not tables:
        return _text(soup.get_text("\n", strip=True))
    blocks: list[Block] = []
    for table in tables:
        caption = table.find("caption")
        title = printable(caption.get_text(" ", strip=True)) if caption else ""
        grid = _grid(table)
        if grid.columns:
            blocks.append(Table("", 0, title, "", [], grid))
    return blocks


def _grid(table: "Tag") -> Grid:
    head = table.find("thead")
    rows = _rows(table.find_all("tr"))
    heads = len(head.find_all("tr")) if head else 1
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    names = [_column_name([row[index] for row in rows[:heads]]) for index in range(width)]
    body = [[MISSING if cell.lower() in _NOT_A_VALUE else cell for cell in row] for row in rows[heads:]]
    columns = [Column(name, _side([row[index] for row in body])) for index, name in enumerate(names)]
    return Grid(columns, [Row(row) for row in body])


def _column_name(names: list[str]) -> str:
    return " / ".join(dict.fromkeys(name for name in names if name))


def _side(cells: list[str]) -> Any:
    values = [cell for cell in cells if cell and cell != MISSING]
    return "right" if values and all(_NUMBER.fullmatch(value) for value in values) else "left"


def _rows(lines: list["Tag"]) -> list[list[str]]:
    """Lay the cells out on a grid, each text repeated over the rows and columns it spans."""
    rows: list[dict[int, str]] = [{} for _ in lines]
    for y, line in enumerate(lines):
        x = 0
        for cell in line.find_all(["td", "th"]):
            while x in rows[y]:
                x += 1
            text = printable(cell.get_text(" ", strip=True))
            across = range(x, x + _span(cell, "colspan"))
            for row in rows[y : y + _span(cell, "rowspan")]:
                row.update(dict.fromkeys(across, text))
    return [[row.get(x, "") for x in range(max(row, default=-1) + 1)] for row in rows]


def _span(cell: "Tag", name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(int(value), 1), _WIDEST_SPAN) if value.isdigit() else 1

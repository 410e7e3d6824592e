"""A published document as running text and grids of cells, whatever kind of file it is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Literal

from budgetbook.words.worded import WordedError

Kind = Literal["text", "docx", "pdf", "workbook"]

_PDF, _ZIP, _OLE, _RTF = b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
# A mark or a few bytes of a transfer may stand before the first of a PDF.
_HEAD = 1024


class IntakeError(WordedError):
    """A document that cannot be read, told in one sentence: what it is and what to do."""

    def __init__(self, key: str, file: str, **values: object) -> None:
        super().__init__((f"intake.{key}", {"file": file, **values}))


@dataclass(frozen=True)
class Grid:
    """A table as it is printed: rows of cells, all of one length.

    A merged cell has its text in its top left corner and is empty elsewhere; `merges` holds the row, column,
    height and width of each. `above` and `below` are the paragraphs next to it (title, unit, note), nearest
    last and nearest first. `places` is, for each row, the page it stands on (0 without pages) and its number
    there (in a sheet the sheet's own). `offset` is where in the document's text the grid stands.
    """

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    page: int = 0
    sheet: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    offset: int = 0
    places: tuple[tuple[int, int], ...] = ()

    @cached_property
    def filled(self) -> tuple[tuple[str, ...], ...]:
        """The rows with the text of a merged cell in every cell that it covers."""
        rows = [list(row) for row in self.rows]
        for row, column, height, width in self.merges:
            for line in rows[row : row + height]:
                line[column : column + width] = [self.rows[row][column]] * len(line[column : column + width])
        return tuple(map(tuple, rows))


@dataclass(frozen=True)
class Document:
    """A document: its running text without the text of its grids, one paragraph a line, and the grids.

    `pages` holds where in the text each page begins (empty without pages); `pictures` the numbers of the
    pages that hold a picture and no text, and so were not read.
    """

    name: str
    kind: Kind
    text: str
    grids: tuple[Grid, ...] = ()
    pages: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()


def read_document(path: Path) -> Document:
    """Read a text, a Word document, a PDF or a workbook; its content decides which it is, not its name.

    Raises `IntakeError` for what cannot be read: empty, scanned, encrypted, damaged, with macros or links to
    other workbooks, far larger unpacked than packed, or of another kind.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IntakeError("unreadable", path.name) from error
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise IntakeError("empty", path.name)
    return _reader(content, path.name)(content, path.name)


def _reader(content: bytes, name: str) -> Callable[[bytes, str], Document]:
    if _PDF in content[:_HEAD]:
        kind = "pdf"
    elif content.startswith(_ZIP):
        kind = "zipped"
    elif content.startswith(_OLE):
        kind = "legacy"
    elif content.startswith(_RTF):
        raise IntakeError("old_word", name)
    elif content.startswith(_PICTURES):
        raise IntakeError("scanned", name)
    else:
        kind = "text"
    # Each reader's library takes up to half a second to load, and most runs need one of them.
    reader: Callable[[bytes, str], Document] = import_module(f"budgetbook.intake.readers.{kind}").read
    return reader

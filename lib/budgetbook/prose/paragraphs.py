"""`Prose`: paragraphs of plain text as a chapter shows them, and as data for the report."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts

MIMETYPE = "application/vnd.budgetbook+json"
# How a template's paragraph begins, and what it is: an item of a list, a note on sources, something to heed.
STYLES = {"• ": "item", "※ ": "note", "▲ ": "alert"}
_CSS = {"text": "", "item": "margin-left:1.5em", "note": "color:#505A5F", "alert": "border-left:4px solid #B3460A;padding-left:.6em"}


@dataclass(frozen=True)
class Prose:
    """Paragraphs of plain text with a style each: `text`, `item`, `note` or `alert`."""

    id: str
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def json(self) -> dict[str, Any]:
        """What the report's exporters read."""
        told = [{"style": style, "text": text} for style, text in self.paragraphs]
        return {"kind": "prose", "id": self.id, "paragraphs": told}

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        html = "".join(f'<p style="{_CSS[style]}">{escape(text)}</p>' for style, text in self.paragraphs)
        return {MIMETYPE: self.json, "text/html": html, "text/plain": "\n".join(text for _, text in self.paragraphs)}


def compose(book: Accounts, name: str, /, **context: Any) -> Prose:
    """Fill the template `<name>.j2` of the reader's language; an empty line ends a paragraph.

    The template's `id` is the prose's, with hyphens. Frames arrive as lists of records.
    """
    filled = {
        key: value.to_dict("records") if isinstance(value, pd.DataFrame) else value for key, value in context.items()
    }
    text = book.words.render(f"{name}.j2", book=book, year=book.year, **filled)
    blocks = [" ".join(block.split("\n")) if book.language == "en" else block.replace("\n", "") for block in _blocks(text)]
    return Prose(name.replace("_", "-"), tuple(_styled(block) for block in blocks))


def _blocks(text: str) -> list[str]:
    """Paragraphs, and list items without empty lines between them."""
    blocks: list[str] = []
    fresh = True
    for line in text.splitlines():
        clean = line.strip()
        if not clean:
            fresh = True
        elif fresh or clean.startswith(tuple(STYLES)):
            blocks.append(clean)
            fresh = False
        else:
            blocks[-1] += "\n" + clean
    return blocks


def _styled(block: str) -> tuple[str, str]:
    for mark, style in STYLES.items():
        if block.startswith(mark):
            return style, block.removeprefix(mark)
    return "text", block

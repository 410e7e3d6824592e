"""`Prose`: paragraphs of plain text as a chapter shows them, and as data for the report."""

from dataclasses import dataclass
from html import escape
from typing import Any, cast

import pandas as pd

from budgetbook.accounts import Accounts

MIMETYPE = "application/vnd.budgetbook+json"
# How a template's paragraph begins, and what it is: an item of a list, a note on sources, something to heed.
STYLES = {"• ": "item", "※ ": "note", "▲ ": "alert"}
_CSS = {
    "text": "",
    "item": "margin-left:1.5em",
    "note": "color:#505A5F",
    "alert": "border-left:4px solid #B3460A;padding-left:.6em",
}


@dataclass(frozen=True)
class Prose:
    """Paragraphs of plain text with a style each: `text`, `item`, `note` or `alert`."""

    id: str
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(text for _, text in self.paragraphs)

    @property
    def json(self) -> dict[str, Any]:
        """What the report's exporters read."""
        told = [{"style": style, "text": text} for style, text in self.paragraphs]
        return {"kind": "prose", "id": self.id, "paragraphs": told}

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        html = "".join(f'<p style="{_CSS[style]}">{escape(text)}</p>' for style, text in self.paragraphs)
        return {MIMETYPE: self.json, "text/html": html, "text/plain": self.text}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows as templates and charts read them: one dict a row, by column."""
    return cast(list[dict[str, Any]], frame.to_dict("records"))


def compose(book: Accounts, template: str, /, *, ident: str = "", **context: Any) -> Prose:
    """Fill the template `<template>.j2` of the reader's language; an empty line ends a paragraph.

    The prose's id is the template's name, or `ident`, with hyphens.
    """
    text = book.words.render(f"{template}.j2", year=book.year, **context)
    between = " " if book.language == "en" else ""
    paragraphs = tuple(_styled(between.join(lines)) for lines in _paragraphs(text))
    return Prose((ident or template).replace("_", "-"), paragraphs)


def _paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph; items, notes and alerts need no empty line between them."""
    found: list[list[str]] = []
    fresh = True
    for line in map(str.strip, text.splitlines()):
        if not line:
            fresh = True
        elif fresh or line.startswith(tuple(STYLES)):
            found.append([line])
            fresh = False
        else:
            found[-1].append(line)
    return found


def _styled(paragraph: str) -> tuple[str, str]:
    for mark, style in STYLES.items():
        if paragraph.startswith(mark):
            return style, paragraph.removeprefix(mark)
    return "text", paragraph

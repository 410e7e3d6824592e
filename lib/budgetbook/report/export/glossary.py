"""Which terms a report explains: those that its text says, in whatever form."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from budgetbook.report.export.document import Block, Figure, Grid, Heading, Markdown, Prose, Table
from budgetbook.words import Words, glossary

GLOSSARY = "glossary"
"""The id of the prose that explains the terms, one a paragraph."""

_COLON = {"zh": "：", "en": ": "}
_DRAWN = re.compile(r"<text[^>]*>([^<]+)")
_BRACKETS = re.compile(r"\s*[（(][^（）()]*[）)]$")


def only_said(blocks: list[Block], language: str) -> list[Block]:
    """Take the terms out of the glossary that no other text of the report says."""
    words = Words(language)
    text = "\n".join(part for block in blocks if not _explains(block) for part in _texts(block))
    unsaid = tuple(
        one["term"] + _COLON[language]
        for one in glossary(language)
        if not any(_says(text, form) for form in _forms(words, one))
    )
    return [
        replace(block, paragraphs=[one for one in block.paragraphs if not one.text.startswith(unsaid)])
        if isinstance(block, Prose) and _explains(block)
        else block
        for block in blocks
    ]


def _explains(block: Block) -> bool:
    return isinstance(block, Prose) and block.id == GLOSSARY


def _forms(words: Words, entry: dict[str, str]) -> list[str]:
    """A term without its unit, and what else the report calls it."""
    key = f"said.{entry['key']}"
    return [_BRACKETS.sub("", entry["term"]), *(words(key).split("|") if words.has(key) else [])]


def _says(text: str, form: str) -> bool:
    """Whether a text has a form: in Latin letters where a word begins, a single letter as a whole word."""
    start = r"\b" if form[0].isascii() else ""
    if len(form) == 1:
        return bool(re.search(rf"\b{form}\b", text))
    return bool(re.search(start + re.escape(form), text, re.IGNORECASE))


def _texts(block: Block) -> Iterator[str]:
    """What a block says to its reader."""
    match block:
        case Heading():
            yield block.text
        case Markdown():
            yield from _said(block.nodes)
        case Prose():
            yield from (part.text for part in block.paragraphs)
        case Figure():
            yield from (block.title, block.subtitle, *block.notes, *_DRAWN.findall(block.svg))
            yield from _cells(block.grid)
        case Table():
            yield from (block.title, block.subtitle, *block.notes)
            yield from _cells(block.grid)


def _cells(grid: Grid | None) -> Iterator[str]:
    if grid is not None:
        yield from (column.name for column in grid.columns)
        yield from (cell for row in grid.rows for cell in row.cells)


def _said(nodes: Any) -> Iterator[str]:
    """Every text in a Markdown tree."""
    for value in nodes.values() if isinstance(nodes, dict) else nodes:
        if isinstance(value, dict | list):
            yield from _said(value)
        elif isinstance(value, str):
            yield value

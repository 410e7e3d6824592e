"""The sentences of a document: where each stands and what it says around a figure."""

import re

from budgetbook.intake.documents import Document
from budgetbook.intake.places import Places
from budgetbook.intake.statements import Figure
from budgetbook.intake.value import Value

_ENDS = re.compile(r"[。；\n]")
_ENDS_SENTENCE = re.compile(r"[。\n]")


class Passages:
    """A document's running text with its places; `used` are the spans of the numbers made into values."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.used: set[tuple[int, int]] = set()
        self._places = Places(document)

    def place(self, offset: int) -> str:
        """Where a character stands: the headings above it, with pages the page."""
        return self._places.at(offset)

    def titles(self, offset: int) -> tuple[str, ...]:
        """What the headings above a character say, the outermost first."""
        return self._places.titles(offset)

    def quote(self, start: int, end: int) -> str:
        """The clause around a part of the text, from the sentence or semicolon before it to the next."""
        first = max(self.text.rfind(mark, 0, start) for mark in "。；\n") + 1
        last = _ENDS.search(self.text, end)
        return self.text[first : last.start() if last else None].strip()

    def sentence(self, offset: int) -> str:
        """The whole sentence around a character."""
        first = max(self.text.rfind(mark, 0, offset) for mark in "。\n") + 1
        last = _ENDS_SENTENCE.search(self.text, offset)
        return self.text[first : last.start() if last else None].strip()

    def paragraph_to(self, offset: int) -> str:
        """What the paragraph says in front of a character."""
        return self.text[self.text.rfind("\n", 0, offset) + 1 : offset]

    def value(self, table: str, key: dict[str, str], column: str, figure: Figure, unit: str = "") -> Value:
        """A figure as the value of a cell; its year is the document's own."""
        self.used.add(figure.span)
        text = f"{figure.value:f}" if not isinstance(figure.value, str) else figure.value
        place, quote = self.place(figure.span[0]), self.quote(*figure.span)
        return Value(table, key, column, text, unit, None, "reported", place, quote)

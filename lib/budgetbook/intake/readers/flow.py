"""Paragraphs and grids in the order of a document: its running text, and what stands next to each grid."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from budgetbook.intake.documents import Grid
from budgetbook.intake.readers.lines import glued

# A title, who it is of and the unit stand above a table, and a note or two below it.
_ABOVE, _BELOW = 5, 3
_CONTINUED = re.compile(r"[(（]?续(表|上表)?\s*\d*[)）]?$")
_CONTINUATION = re.compile(r"[(（]?续(表|上表)?[)）]?|.*单位[:：].*")

Item = str | Grid


@dataclass
class Flow:
    """Paragraphs and grids as they follow each other, and where each page begins: item and place in it."""

    items: list[Item]
    pages: list[tuple[int, int]]

    def begin_page(self) -> None:
        """Begin a page after everything so far."""
        self.pages.append((len(self.items), 0))

    def add(self, item: Item) -> None:
        """Add a paragraph or a grid."""
        self.items.append(item)

    def go_on(self, text: str) -> None:
        """Go on with the last paragraph; a page that begins here begins inside it."""
        before = str(self.items[-1])
        self.items[-1] = glued(before, text)
        here = len(self.items)
        self.pages = [(here - 1, len(before)) if page == (here, 0) else page for page in self.pages]

    def laid_out(self) -> tuple[str, tuple[Grid, ...], tuple[int, ...]]:
        """The text, one paragraph a line; the grids in their places; where in the text each page begins."""
        offsets, at = [], 0
        for item in self.items:
            offsets.append(at)
            at += len(item) + 1 if isinstance(item, str) else 0
        offsets.append(at)
        grids = [
            replace(
                item,
                above=tuple(reversed(_next_to(reversed(self.items[:number]), _ABOVE))),
                below=tuple(_next_to(self.items[number + 1 : self._page_end(number)], _BELOW)),
                offset=offsets[number],
            )
            for number, item in enumerate(self.items)
            if isinstance(item, Grid)
        ]
        text = "".join(f"{item}\n" for item in self.items if isinstance(item, str))
        return text, tuple(grids), tuple(offsets[item] + place for item, place in self.pages)

    def _page_end(self, number: int) -> int:
        return next((item for item, place in self.pages if item > number and not place), len(self.items))

    def join_continued(self, *, across_pages: bool) -> None:
        """Join a grid that goes on in the next one into one.

        That is one under the same title or a heading that says so, one that repeats the header, and
        `across_pages` one that merely follows on the next page.
        """
        last: int | None = None
        number = 0
        while number < len(self.items):
            whole = self._whole(last, number, across_pages) if last is not None else None
            if last is not None and whole is not None:
                self.items[last : number + 1] = [whole]
                removed = number - last
                self.pages = [
                    (max(at - removed, last) if at > last else at, place) for at, place in self.pages
                ]
                number = last
            elif isinstance(self.items[number], Grid):
                last = number
            number += 1

    def _whole(self, first: int, second: int, across_pages: bool) -> Grid | None:
        one, other = self.items[first], self.items[second]
        if not isinstance(one, Grid) or not isinstance(other, Grid):
            return None
        between = [str(item) for item in self.items[first + 1 : second]]
        titles = self.items[max(first - _ABOVE, 0) : first]
        if not all(_CONTINUATION.fullmatch(line) or _CONTINUED.sub("", line) in titles for line in between):
            return None
        next_page = across_pages and other.page > one.places[-1][0]
        repeated = _repeated(one, other)
        if repeated is None or not (repeated or next_page or any("续" in line for line in between)):
            return None
        return _joined(one, other, repeated)


def _repeated(one: Grid, other: Grid) -> int | None:
    """How many rows of header the second grid repeats; None where it is a table of its own."""
    width = len(one.rows[0])
    titled = any((row, column, across) == (0, 0, width) for row, column, _, across in other.merges)
    if len(other.rows[0]) != width or (titled and one.rows[0] != other.rows[0]):
        return None
    pairs = list(zip(one.rows, other.rows, strict=False))
    repeated = next((number for number, (row, again) in enumerate(pairs) if row != again), len(pairs))
    # Forms begin alike and say other things under the same label.
    alike = repeated < len(pairs) and _label(pairs[repeated][0]) == _label(pairs[repeated][1]) != ""
    return None if alike else repeated


def _label(row: tuple[str, ...]) -> str:
    return next((cell for cell in row if cell and not cell.isdigit()), "")


def _joined(one: Grid, other: Grid, repeated: int) -> Grid:
    """Two grids as one, without the header that the second repeats."""
    shift = len(one.rows) - repeated
    merges = tuple(
        (row + shift, column, height, width) for row, column, height, width in other.merges if row >= repeated
    )
    return replace(
        one,
        rows=one.rows + other.rows[repeated:],
        merges=one.merges + merges,
        places=one.places + other.places[repeated:],
    )


def _next_to(items: Iterable[Item], most: int) -> list[str]:
    found: list[str] = []
    for item in items:
        if isinstance(item, Grid) or len(found) == most:
            break
        found.append(item)
    return found

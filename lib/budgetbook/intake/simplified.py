"""Traditional characters into simplified ones, each in its place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from opencc import OpenCC

from budgetbook.intake.documents import Document, Grid

# Of a text in traditional characters a quarter have a simplified form; of a simplified one hardly any, names
# such as 喆 and 昇 among them.
_SHARE = 0.1


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def simplified(character: str) -> str:
    """The simplified form of one character, itself where it has none."""
    simple: str = _converter().convert(character)
    return simple if len(simple) == 1 else character


def in_simplified(document: Document) -> Document:
    """A document in traditional characters as one in simplified ones; any other one as it is.

    Every character keeps its place, so that offsets stay true.
    """
    counted = Counter(document.text)
    for grid in document.grids:
        counted.update("".join(map("".join, (*grid.rows, grid.above, grid.below, grid.sheet))))
    letters = {one: number for one, number in counted.items() if one >= "\u2e80" and one.isalpha()}
    forms = {ord(one): simple for one in letters if (simple := simplified(one)) != one}
    changed = sum(number for one, number in letters.items() if ord(one) in forms)
    if changed <= _SHARE * sum(letters.values()):
        return document
    grids = tuple(_grid(grid, forms) for grid in document.grids)
    return replace(document, text=document.text.translate(forms), grids=grids)


def _grid(grid: Grid, forms: Mapping[int, str]) -> Grid:
    def told(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.translate(forms) for text in texts)

    return replace(
        grid,
        rows=tuple(map(told, grid.rows)),
        above=told(grid.above),
        below=told(grid.below),
        sheet=grid.sheet.translate(forms),
    )

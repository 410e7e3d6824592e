"""Text on a terminal that breaks where a reader would break it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from rich.cells import cell_len, chop_cells
from rich.containers import Lines
from rich.text import Text

from budgetbook.intake.statements.lexicon import rows

_OPENS, _CLOSES = "（《“‘【〔(", "，。、；：？！）》”’】〕)%"
_MONEY = "(?:[万亿千百]*元|[万亿])"
_YUAN = " (?:wan |yi )?yuan"


class Passage(Text):
    """Text that no line end cuts a number of from its unit: 9.60万元, 7批次, 3.5 wan yuan.

    Rich breaks words at spaces and Chinese anywhere, even within its numbers.
    """

    def wrap(self, console: Any, width: int, **_: Any) -> Lines:  # noqa: ARG002  (as rich calls it)
        """The lines of at most `width` cells; only what is longer than a line is cut."""
        lines = Lines()
        for line in self.split(allow_blank=True):
            line.expand_tabs()
            parts = line.divide(list(_breaks(line.plain, width)))
            for part in parts:
                part.rstrip()
            lines.extend(parts)
        return lines


@cache
def _piece() -> re.Pattern[str]:
    counters = sorted((row["spelling"] for row in rows("counters")), key=len, reverse=True)
    unit = "|".join([_MONEY, *map(re.escape, ["年度", *counters]), "[%‰]", _YUAN])
    number = rf"[+−-]?[0-9][0-9.,]*(?:[-/:][0-9]+)*(?: ?(?:{unit}))?"
    word = rf"(?:{number}|[!-'*-~]+|.)"
    return re.compile(rf" +|[{re.escape(_OPENS)}]*{word}[{re.escape(_CLOSES)}]*", re.DOTALL)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where lines begin after the first."""
    filled = 0
    for piece in _piece().finditer(text):
        size = cell_len(piece[0])
        if filled and not piece[0].isspace() and filled + size > width:
            yield piece.start()
            filled = 0
        at = piece.start()
        for part in chop_cells(piece[0], width)[:-1] if size > width else ():
            at += len(part)
            yield at
            filled = 0
            size = cell_len(text[at : piece.end()])
        filled += size

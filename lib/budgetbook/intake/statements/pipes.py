"""Tables of the three public expenses that a text prints with `|` between the cells."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from budgetbook.intake.statements.context import part_of
from budgetbook.intake.statements.lexicon import items, keys
from budgetbook.intake.statements.mention import Mention
from budgetbook.intake.statements.tokens import NUMBER

_NUMBER = re.compile(NUMBER)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_PHASE = re.compile(r"预算|决算|执行|支出数|实际")
_DERIVED = re.compile(r"[增减比率%差]|占|完成")
_AROUND = re.compile(r"^(?:其中：|总)|(?:支出|\([万亿]?元\)|决算数?)$")

Cell = tuple[str, int]


@lru_cache(maxsize=1024)
def item_of(label: str) -> str:
    """The item of the three public expenses that a cell names, empty for another one."""
    clean = label
    for _ in range(2):
        clean = _AROUND.sub("", clean)
    for item in items():
        if keys()[item.key].family == "three_public" and item.pattern.fullmatch(clean):
            return item.key
    return ""


def pipes(text: str, year: int | None, phase: str, unit: str) -> list[Mention]:
    """The amounts of label|value lines and of tables with a header line."""
    mentions: list[Mention] = []
    block: list[list[Cell]] = []
    position = 0
    for line in [*text.split("\n"), ""]:
        cells = _cells(line, position)
        position += len(line) + 1
        if len(cells) > 1:
            block.append(cells)
        elif block:
            mentions += _of_three_public(_Block(year, phase, unit).read(block))
            block = []
    return mentions


@dataclass(frozen=True)
class _Block:
    """Reads the lines of one table; its header names the columns' items, or their years and phases."""

    year: int | None
    phase: str
    unit: str

    def read(self, lines: list[list[Cell]]) -> list[Mention]:
        mentions: list[Mention] = []
        items: list[str] = []
        columns: list[str] = []
        for cells in lines:
            named = [item_of(cell) for cell, _ in cells]
            numbers = [bool(_NUMBER.fullmatch(cell)) for cell, _ in cells]
            told = [self._column(cell) for cell, _ in cells]
            if sum(map(bool, named)) > 2 and not any(numbers):
                items = named
            elif sum(map(bool, told)) > 1 and not any(numbers):
                columns = told
            elif len(columns) == len(cells) and named[0]:
                mentions += [
                    self._mention(named[0], cell, part)
                    for cell, part, number in zip(cells, columns, numbers, strict=True)
                    if part and number
                ]
            elif any(name and number for name, number in zip(named, numbers[1:], strict=False)):
                pairs = zip(named, cells[1:], numbers[1:], strict=False)
                mentions += [
                    self._mention(name, cell, "amount") for name, cell, number in pairs if name and number
                ]
            elif len(items) == len(cells):
                mentions += self._row(items, cells)
        return mentions

    def _column(self, label: str) -> str:
        """The part that a column tells, empty for a change, a rate or a name."""
        printed = _YEAR.search(label)
        kind = _PHASE.search(label)
        if _DERIVED.search(label) or not (printed or kind):
            return ""
        phase = "budget" if kind and "预算" in kind.group() else "actual" if kind else self.phase
        part = part_of(int(printed.group(1)) if printed else self.year, phase, self.year, self.phase)
        return "" if part == "other_year" else part

    def _row(self, items: list[str], cells: list[Cell]) -> list[Mention]:
        printed = _YEAR.match(cells[0][0])
        if not (printed or items[0]):
            return []
        year = int(printed.group(1)) if printed else self.year
        part = part_of(year, self.phase, self.year, self.phase)
        if part == "other_year":
            return []
        return [
            self._mention(name, cell, part)
            for name, cell in zip(items, cells, strict=True)
            if name and _NUMBER.fullmatch(cell[0])
        ]

    def _mention(self, key: str, cell: Cell, part: str) -> Mention:
        text, start = cell
        year = self.year - 1 if part == "prior" and self.year else self.year
        phase = "budget" if part == "budget" else self.phase
        value = Decimal(text.replace(",", ""))
        return Mention(key, part, value, self.unit, year, phase, start, start + len(text), "", 2)


def _of_three_public(block: list[Mention]) -> list[Mention]:
    """A 合计 that stands with none of the three expenses is another total."""
    return block if {mention.key for mention in block} - {"three_public_total"} else []


def _cells(line: str, position: int) -> list[Cell]:
    if "|" not in line:
        return []
    parts = line.rstrip("|").split("|")
    starts = accumulate((len(part) + 1 for part in parts), initial=position)
    return [(part, start) for part, start in zip(parts, starts, strict=False)]

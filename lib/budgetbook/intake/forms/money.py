"""The money of a form: its funds in rows under a header, or each figure beside its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from budgetbook.accounts.schema import UNITS
from budgetbook.intake.forms.columns import MONEY, Columns
from budgetbook.intake.forms.lines import Cell, Line, number
from budgetbook.intake.forms.spellings import bare, is_label

_SUMMED = "“{label}”行未填数，按各资金行相加"
_ZEROS = "“{label}”行各栏为0，按各资金行相加"
_NO_TOTAL = "表中没有资金总额行，按各资金行相加"
_UNNAMED = "资金"
_WEIGHT = re.compile(r"[(（]\s*([0-9.]+)\s*分")


@dataclass(frozen=True)
class Reading:
    """One cell as it was read: a number's text and unit, or words; the line and the cell it stands in."""

    text: str
    unit: str
    line: Line
    cell: Cell
    basis: str = "reported"
    note: str = ""


@dataclass
class Money:
    """What the money block of one form says.

    `total`, `funds`, `levels` (of government) and `others` (of no known name) hold the figures by column of
    each row of that kind, `pairs` those beside their names; `execution` is the execution rate with its weight
    and score, as an indicator has them.
    """

    total: dict[str, Reading] = field(default_factory=dict)
    total_label: str = ""
    funds: list[dict[str, Reading]] = field(default_factory=list)
    levels: list[dict[str, Reading]] = field(default_factory=list)
    others: list[dict[str, Reading]] = field(default_factory=list)
    pairs: dict[str, Reading] = field(default_factory=dict)
    execution: dict[str, Reading] = field(default_factory=dict)
    weight: Reading | None = None

    def add(self, line: Line, columns: Columns) -> bool:
        """Take a row of funds; False where the row is none."""
        figures = dict(_figures(line, columns))
        first = min(column for name in MONEY for column in columns.fields.get(name, ()))
        label = next(
            (cell.text for cell in reversed(line.cells) if cell.text and cell.columns.start < first), ""
        )
        if is_label(label, "fund_total") or (figures and (not label or is_label(label, "known"))):
            if not self.total_label:
                self.total, self.total_label = figures, bare(label) or _UNNAMED
                self._score(line, columns)
        elif is_label(label, "fund"):
            self.funds.append(figures)
        elif is_label(label, "fund_level"):
            self.levels.append(figures)
        elif figures:
            self.others.append(figures)
            self._score(line, columns)
        else:
            return False
        return True

    def _score(self, line: Line, columns: Columns) -> None:
        self.execution = self.execution or dict(_scored(line, columns))
        if "score" in self.execution and self.weight:
            self.execution.setdefault("weight", self.weight)

    def add_weight(self, line: Line) -> None:
        """Take the weight of the execution rate from a header that names it: `预算执行情况（20分）`."""
        for cell in line.cells:
            if found := _WEIGHT.search(cell.text):
                self.weight = Reading(found[1], "", line, cell)

    def add_pairs(self, line: Line) -> None:
        """Take figures that stand beside their names: `预算数 | 6.84 | 执行数 | 6.84`."""
        for label, cell in pairwise(line.cells):
            name = next((name for name in (*MONEY, "rate") if is_label(label.text, name)), "")
            read = number(cell.text)
            if name == "rate" and read:
                self.execution.setdefault("actual", Reading(cell.text, "", line, cell))
            elif name and read:
                self.pairs.setdefault(name, Reading(*read, line, cell))

    def figures(self) -> dict[str, Reading]:
        """The project's figures by column: the total's, else the sum of its funds, else the only ones."""
        parts = [row for row in self.funds if row] or [row for row in self.levels if row]
        if any(Decimal(one.text) for one in self.total.values()):
            return self.total
        summed = {name: _sum([row[name] for row in parts if name in row]) for name in MONEY}
        found = {name: one for name, one in summed.items() if one}
        if any(Decimal(one.text) for one in found.values()):
            note = _ZEROS if self.total else _SUMMED if self.total_label else _NO_TOTAL
            return {
                name: Reading(
                    one.text, one.unit, one.line, one.cell, "derived", note.format(label=self.total_label)
                )
                for name, one in found.items()
            }
        return self.total or found or (self.others[0] if len(self.others) == 1 else self.pairs)


def _figures(line: Line, columns: Columns) -> Iterator[tuple[str, Reading]]:
    for name in MONEY:
        cell = columns.cell(line, name)
        read = number(cell.text) if cell else None
        if cell and read and read[1] in ("", *UNITS):
            yield name, Reading(*read, line, cell)


def _scored(line: Line, columns: Columns) -> Iterator[tuple[str, Reading]]:
    """The execution rate with its weight and score, as an indicator has them."""
    for name, of in (("actual", "rate"), ("weight", "weight"), ("score", "score")):
        cell = columns.cell(line, of)
        read = number(cell.text) if cell else None
        if cell and read:
            yield name, Reading(cell.text if of == "rate" else read[0], "", line, cell)


def _sum(figures: list[Reading]) -> Reading | None:
    """The sum of figures in one unit, told at the first; none where their units differ."""
    if not figures or len({one.unit for one in figures}) > 1:
        return None
    first = next((one for one in figures if Decimal(one.text)), figures[0])
    return Reading(f"{sum(Decimal(one.text) for one in figures):f}", first.unit, first.line, first.cell)

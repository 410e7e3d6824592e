"""The indicators of a form: their three levels over merged cells, target and actual, weight and score."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from budgetbook.intake.forms.columns import Columns
from budgetbook.intake.forms.lines import Cell, Line, number
from budgetbook.intake.forms.money import Reading
from budgetbook.intake.forms.spellings import is_label

SIGNS = ("≥", "≤", "=", ">", "<")
EXECUTION = "预算执行率"
_UNNAMED = "绩效指标"
_NUMBERED = re.compile(r"指标\s*([0-9０-９]+\s*[:：.．、]?|[一二三四五六七八九十]+\s*[:：.．、])\s*")
_POINTS = re.compile(r"[(（]\s*[0-9.]+\s*(分|%|％)?\s*[)）]$")
_REMARK = re.compile(r"[(（].*[)）]$")
_SINGLE = "得分为单项得分，表中折算得分为{score}"
_SCALED = "总分为折算得分之和，满分按各指标权重折算"
_TELLING = {"target", "actual", "score", "single_score"}
_NUMBERS = ("weight", "score", "single_score", "converted_score")
# Scores are printed with two decimals, so their sum is exact but for what each was rounded by.
_ROUNDING = Decimal("0.05")


@dataclass
class Indicator:
    """One row: the names of its levels and what its cells say, by column of the table."""

    levels: tuple[str, str, str]
    cells: dict[str, Reading]
    notes: list[str] = field(default_factory=list)


@dataclass
class Indicators:
    """The indicators of one form and its total score."""

    rows: list[Indicator] = field(default_factory=list)
    total: dict[str, Reading] = field(default_factory=dict)
    judged: bool = False
    level1: str = ""
    level2: str = ""

    def add(self, line: Line, columns: Columns) -> None:
        """Take a row below the header; what has no indicator in it is passed over."""
        self.judged = self.judged or bool({"actual", "score", "single_score"}.intersection(columns.fields))
        first, second, third = (columns.cell(line, f"level{level}") for level in (1, 2, 3))
        if first:
            self.level1, self.level2 = _POINTS.sub("", first.text), ""
        if second:
            self.level2 = _POINTS.sub("", second.text)
        name = _named(third)
        cells = dict(_cells(line, columns))
        if not cells or not (name or _TELLING.intersection(cells)):
            return
        level2 = self.level2 or self.level1 or _UNNAMED
        self.rows.append(Indicator((self.level1 or _UNNAMED, level2, name or level2), cells))

    def add_total(self, line: Line, columns: Columns) -> None:
        """Take the row of the total score: full score and score by the columns, else in that order."""
        found: dict[str, Reading] = {}
        for name in ("score", "converted_score", "single_score", "weight"):
            cell = columns.cell(line, name)
            read = number(cell.text) if cell else None
            if cell and read and read[1] in ("", "分"):
                found.setdefault(
                    "score" if name != "weight" else "full_score", Reading(read[0], "", line, cell)
                )
        read_all = [(cell, read) for cell in line.cells if (read := number(cell.text))]
        if len(found) < len(read_all) <= 2:
            names = ("full_score", "score")[-len(read_all) :]
            for name, (one, read_one) in zip(names, read_all, strict=True):
                found[name] = Reading(read_one[0], "", line, one)
        for name, reading in found.items():
            self.total.setdefault(name, reading)

    def settled(self) -> None:
        """Choose between the two scores of forms with 单项得分, 权重占比 and 折算得分.

        单项得分 that nowhere exceeds its weight is already in points of the weight; 折算得分 is then smaller
        by the weight once more, and so is the total, whose full score is Σ weight² ÷ 100.
        """
        scored = [
            (Decimal(row.cells["single_score"].text), Decimal(row.cells["weight"].text))
            for row in self.rows
            if {"single_score", "weight"} <= row.cells.keys()
        ]
        in_points = all(single <= weight for single, weight in scored)
        for row in self.rows:
            single, converted = row.cells.pop("single_score", None), row.cells.pop("converted_score", None)
            chosen = single if in_points or not converted else converted
            if chosen and "score" not in row.cells:
                row.cells["score"] = chosen
                if chosen is single and converted and single.text != converted.text:
                    row.notes.append(_SINGLE.format(score=converted.text))
        if in_points and "score" in self.total:
            self._scale_total(scored)

    def _scale_total(self, scored: list[tuple[Decimal, Decimal]]) -> None:
        """Give a total that is the sum of points weighted once more the full score on its own scale."""
        total = self.total["score"]
        reached = sum((single * weight for single, weight in scored), Decimal(0)) / 100
        if scored and abs(Decimal(total.text) - reached) <= _ROUNDING * len(scored):
            full = sum((weight * weight for _, weight in scored), Decimal(0)) / 100
            text = f"{full.normalize():f}"
            self.total["full_score"] = Reading(text, "", total.line, total.cell, "derived", _SCALED)


def _named(cell: Cell | None) -> str:
    """An indicator's name; empty where the form's own 指标1： or …… was left."""
    text = cell.text if cell else ""
    numbered = _NUMBERED.match(text)
    name = _POINTS.sub("", text[numbered.end() :] if numbered else text)
    return "" if is_label(name, "nothing") else name


def _cells(line: Line, columns: Columns) -> Iterator[tuple[str, Reading]]:
    """What a row says, by column of the table; a dash says nothing."""
    for name in ("target", "actual", "reason", "measure_unit"):
        cell = columns.cell(line, name)
        if cell and not is_label(cell.text, "nothing"):
            yield name, Reading(_worded(name, cell.text, line, columns), "", line, cell)
    for name in _NUMBERS:
        cell = columns.cell(line, name)
        read = number(cell.text) if cell else None
        if cell and read:
            yield name, Reading(read[0], "", line, cell)


def _worded(name: str, text: str, line: Line, columns: Columns) -> str:
    """A cell's words; a target in three columns (≥, 95 and %) in one, with the sign in front."""
    if name == "measure_unit":
        return "%" if is_label(text, "%") else _REMARK.sub("", text) or text
    sign = columns.cell(line, "sign") if name == "target" else None
    if sign is None:
        return text
    meant = next((one for one in SIGNS if is_label(sign.text, one)), "")
    unit = columns.cell(line, "measure_unit")
    told = _worded("measure_unit", unit.text, line, columns) if unit and number(text) else ""
    # A value that has its sign or its unit already keeps it once.
    return ("" if text.startswith(SIGNS) else meant) + text + ("" if text.endswith(told) else told)

"""The money line of a project's form, where a document prints the form as lines of text."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from budgetbook.intake.statements.lexicon import rows, spelling
from budgetbook.intake.statements.mention import Mention
from budgetbook.intake.statements.tokens import NUMBER

_CELL = re.compile(rf"({NUMBER})(%?)(?![0-9万亿元])")
_RUN = re.compile(rf"[：|]*{NUMBER}%?(?:[ |]+{NUMBER}%?){{2,}}")
_MONEY = ("project_budget", "project_adjusted_budget", "project_executed")
# 预算执行率: its weight, the rate reached, its score.
_RATE = re.compile(rf"预算执行率[：|]?({NUMBER})[^0-9\n]{{0,3}}({NUMBER})%[ |]*({NUMBER})")

_TOTAL = re.compile(rf"总分[：|]?100(?:\.0+)?[ |]+({NUMBER})(?=[ |\n]|$)")
# A header stands at most this many characters in front of its first line.
_HEADER = 80

Cell = tuple[str, Decimal, str, int, int]


@cache
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["field"], spelling(row["spelling"])) for row in rows("statement_forms"))


@cache
def _pair() -> re.Pattern[str]:
    fields = sorted({name for name, _ in _fields() if not name.startswith(("row_", "column_"))})
    options = {
        name: "|".join(pattern.pattern for field, pattern in _fields() if field == name) for name in fields
    }
    labels = "|".join(f"(?P<{name}>{option})" for name, option in options.items())
    return re.compile(rf"(?:{labels})[：|]?(?P<number>{NUMBER})(?P<percent>%?)(?![0-9万亿元])")


def forms(text: str, year: int | None, unit: str) -> list[Mention]:
    """Budget, adjusted budget, spent, rate, weight and score out of the money lines of a plain text."""
    cells = [*_money_rows(text), *_pairs(text)]
    if cells:
        for found in _RATE.finditer(text):
            names = ("execution_weight", "execution_rate_pct", "execution_score")
            cells += [
                (name, Decimal(found.group(place).replace(",", "")), "", *found.span(place))
                for place, name in enumerate(names, 1)
            ]
        cells += [("overall_score", Decimal(found[1]), "", *found.span(1)) for found in _TOTAL.finditer(text)]
    units = {
        "overall_score": "分",
        "execution_rate_pct": "%",
        "execution_weight": "分",
        "execution_score": "分",
    }
    return [
        Mention(
            name,
            "",
            value,
            units.get(name, unit),
            year,
            "budget" if "budget" in name else "actual",
            start,
            end,
        )
        for name, value, _, start, end in cells
    ]


def _money_rows(text: str) -> list[Cell]:
    start, total = next(_rows(text, "row_total"), (0, []))
    _, fiscal = next(_rows(text, "row_fiscal"), (0, []))
    columns = _columns(text[:start])
    named = list(zip(columns if len(columns) == len(total) else _usual(total), total, strict=False))
    money = [cell[1] for name, cell in named if name in _MONEY]
    if not any(money) and any(cell[1] for cell in fiscal[:3]):
        # A total of zeros was never filled in; a rate of it says nothing.
        named = [(name, cell) for name, cell in named if name in {"execution_weight", "execution_score"}]
        named += zip(_MONEY, fiscal, strict=False)
    return [(name, *cell[1:]) for name, cell in named if name]


def _columns(before: str) -> list[str]:
    """The columns that the header in front of a money line names, in their order."""
    header = before[-_HEADER:]
    found: list[tuple[int, int, str]] = []
    for field, pattern in _fields():
        if field.startswith("column_"):
            found += [
                (each.start(), each.end(), field.removeprefix("column_")) for each in pattern.finditer(header)
            ]
    names: list[str] = []
    position = 0
    for start, end, name in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= position:
            names.append(name)
            position = end
    return names


def _usual(cells: list[Cell]) -> list[str]:
    """The usual columns: three amounts, then weight, rate and score.

    A rate is known by its %, and the weight by its rate; of plain numbers only the last, the score, is told.
    """
    rest = cells[3:]
    if [cell[2] for cell in rest].count("%") == 1:
        plain = iter(("execution_weight", "execution_score", *[""] * len(rest)))
        return [*_MONEY, *("execution_rate_pct" if cell[2] else next(plain) for cell in rest)]
    return [*_MONEY, *(("", "", "execution_score") if len(rest) == 3 else ())]


def _rows(text: str, field: str) -> Iterator[tuple[int, list[Cell]]]:
    for name, pattern in _fields():
        for label in pattern.finditer(text) if name == field else ():
            run = _RUN.match(text, label.end())
            if run:
                cells = _CELL.finditer(text, run.start(), run.end())
                yield (
                    label.start(),
                    [("", Decimal(cell[1].replace(",", "")), cell[2], *cell.span(1)) for cell in cells],
                )


def _pairs(text: str) -> list[Cell]:
    cells: list[Cell] = []
    position = 0
    for line in text.split("\n"):
        found = list(_pair().finditer(text, position, position + len(line)))
        names = [
            each.lastgroup and next(name for name, _ in _fields() if name in each.groupdict() and each[name])
            for each in found
        ]
        if {"project_budget", "project_executed"} <= set(names):
            cells += [
                (str(name), Decimal(each["number"].replace(",", "")), "", *each.span("number"))
                for name, each in zip(names, found, strict=True)
                if name != "ignored"
            ]
        position += len(line) + 1
    return cells

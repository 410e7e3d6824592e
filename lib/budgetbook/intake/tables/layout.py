"""A grid as lines: where its header ends, what each column is, and the lines of each block side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from budgetbook.accounts.amounts import parse_number, plain
from budgetbook.accounts.schema import PHASES
from budgetbook.intake.documents import Grid
from budgetbook.intake.tables import lexicon

_CODE = re.compile(r"\d{3}(\d\d){0,2}")
_CODE_AND_NAME = re.compile(r"(\d{7}|\d{5}|\d{3})\s*(\D.*)")
_NUMBERED = re.compile(r"栏次|栏目")
# A table of income or expenditure splits it; one column of amounts under such a title is another table.
_LEAST = {"income": 2, "expenditure": 2, "general_expenditure": 2}
_SIDES = {"收入": "income", "支出": "expenditure"}
# Measures whose parts under one header are none of the parts of expenditure.
_OTHER_MEASURES = {"opening_carryover", "current_year_income", "closing_carryover"}


@dataclass(frozen=True)
class Column:
    """What a column holds: `code`, `name`, `skip`, or a field of its table; empty where it is not known.

    `phase`, `year` and `unit` are empty or None where its header names none. `title` is what is printed at
    its head, `side` what is printed above its block.
    """

    number: int
    field: str
    phase: str
    year: int | None
    unit: str
    title: str
    side: str

    @property
    def amount(self) -> bool:
        """Whether amounts stand in it, or may stand as far as is known."""
        return self.field not in ("code", "name", "skip")


@dataclass(frozen=True)
class Line:
    """One line of one block: its row and block, code, label and the cells of its amount columns."""

    row: int
    side: str
    code: str
    label: str
    cells: tuple[tuple[Column, str], ...]


def number(text: str) -> Decimal | None:
    """An amount as a table prints it; None for anything else, blank cells and dashes too."""
    try:
        return parse_number(re.sub(r"\s+", "", text))
    except ValueError:
        return None


def fits(grid: Grid, table: str) -> bool:
    """Whether a grid has the header of a table: others have titles that end alike."""
    columns = _columns(grid, _body(grid), table)
    return len({column.field for column in columns if column.amount} - {""}) >= _LEAST.get(table, 1)


def lines(grid: Grid, table: str) -> Iterator[Line]:
    """The lines of a table of final accounts, block by block within a row."""
    start = _body(grid)
    blocks = list(_blocks(_columns(grid, start, table)))
    seen: dict[int, list[str]] = {}
    for row in range(start, len(grid.rows)):
        if _numbers_columns(grid.rows[row]):
            continue
        for order, block in enumerate(blocks):
            parts = [
                _code_part(grid.filled[row][column.number]) for column in block if column.field == "code"
            ]
            code = _code(parts, seen.setdefault(order, []))
            label = _label(grid.filled[row], block)
            split = _CODE_AND_NAME.fullmatch(label)
            if split and not code:
                code, label = split[1], split[2]
            amounts = [column for column in block if column.amount]
            cells = tuple((column, grid.rows[row][column.number]) for column in amounts)
            if any(text for _, text in cells):
                side = next(
                    (column.side for column in block if column.side), ("income", "expenditure")[order > 0]
                )
                yield Line(row, side, code, label, cells)


def _body(grid: Grid) -> int:
    """The first row below the header: the first with a figure, a code or a label that is no header."""
    for number_, row in enumerate(grid.rows):
        if _numbers_columns(row):
            continue
        texts = [cell for cell in row if cell]
        if any(number(text) is not None or lexicon.is_line(lexicon.plain(text)) for text in texts):
            return number_
        # A total without figures is the first line of an empty table.
        if number_ and len(texts) == 1 and lexicon.line("total", lexicon.plain(texts[0])):
            return number_
    return len(grid.rows)


def _numbers_columns(row: tuple[str, ...]) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3."""
    texts = [re.sub(r"\s+", "", cell) for cell in row if cell.strip()]
    if any(_NUMBERED.fullmatch(text) for text in texts):
        return True
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{1,2}", text)]
    return len(numbers) > 1 and len(numbers) == len(texts) and numbers == list(range(1, len(numbers) + 1))


def _columns(grid: Grid, start: int, table: str) -> list[Column]:
    heads = [row for row in range(start) if not _numbers_columns(grid.rows[row])]
    rows = [list(grid.filled[row]) for row in heads]
    if not any(row in heads for row, *_ in grid.merges):
        _spread(rows)
    if rows and start < len(grid.rows):
        rows.append(_last_heads(rows, grid.rows[start]))
    columns = [
        _column(at, [key for key, _ in groupby(row[at] for row in rows) if key], table)
        for at in range(len(grid.rows[0]))
    ]
    return [_named(column, [row[column.number] for row in grid.rows[start:]]) for column in columns]


def _named(column: Column, cells: list[str]) -> Column:
    """A column whose header is not known, by what it holds: codes, or names."""
    held = [text for cell in cells if (text := re.sub(r"\s+", "", cell))]
    if column.field or not held:
        return column
    if all(_CODE.fullmatch(text) for text in held):
        return replace(column, field="code")
    return column if any(number(text) is not None for text in held) else replace(column, field="name")


def _spread(rows: list[list[str]]) -> None:
    """Without merged cells, a header's text stands in the first of its columns only."""
    for above, row in enumerate(rows[:-1]):
        for column in range(1, len(row)):
            below = [other[column] for other in rows[above + 1 :]]
            if not row[column] and any(below) and any(other[column - 1] for other in rows[above + 1 :]):
                row[column] = row[column - 1]


def _last_heads(rows: list[list[str]], body: tuple[str, ...]) -> list[str]:
    """The headers in the first line, beside its figures: below what several columns have in common."""
    heads = list(zip(*rows, strict=True))
    shared = [
        any(heads[other] == head for other in (number_ - 1, number_ + 1) if 0 <= other < len(heads))
        for number_, head in enumerate(heads)
    ]
    return [
        cell if known and lexicon.is_header(lexicon.plain(cell)) else ""
        for known, cell in zip(shared, body, strict=True)
    ]


def _column(number_: int, printed: list[str], table: str) -> Column:
    path = [lexicon.plain(text) for text in printed]
    path = [part for part in path if part]
    side = next((name for part in path[:1] if (name := _SIDES.get(part, ""))), "")
    phases = [(part, found) for part in path if (found := lexicon.common_header(part)) in PHASES]
    phase = phases[-1][1] if phases else ""
    named = [part for part in path if lexicon.common_header(part) not in PHASES]
    field = _field(named, table)
    if not field and phases:
        field = lexicon.header(table, phases[-1][0])
    if any(lexicon.common_header(part) == "other_year" for part in path):
        field = ""
    return Column(
        number_,
        field,
        phase,
        next((year for text in reversed(printed) if (year := lexicon.year_in(text))), None),
        next((unit for text in reversed(printed) if (unit := lexicon.unit_in(text))), ""),
        _head(printed),
        side,
    )


def _head(printed: list[str]) -> str:
    """What a column is called: 决算数 and 小计 mean nothing without what stands above them."""
    texts = [re.sub(r"\s+", "", text) for text in printed if lexicon.plain(text) not in _SIDES]
    last = lexicon.common_header(lexicon.plain(texts[-1])) if texts else ""
    return " ".join(texts[-2:] if last == "sum" or last in PHASES else texts[-1:])


def _field(path: list[str], table: str) -> str:
    """The field that a header's parts name, from above to below."""
    if not path:
        return ""
    last = path[-1]
    for above in reversed(path[:-1]):
        if found := lexicon.header(table, above, last):
            return found
        measure = lexicon.header(table, above)
        if lexicon.common_header(last) == "sum" and measure and lexicon.common_header(above) != measure:
            return measure
        if measure in _OTHER_MEASURES:
            return ""
    found = lexicon.header(table, last)
    return "" if found == "sum" else found


def _blocks(columns: list[Column]) -> Iterator[list[Column]]:
    """Blocks side by side: each begins with a code or a name after an amount."""
    block: list[Column] = []
    for column in columns:
        if column.field in ("code", "name") and any(other.amount for other in block):
            yield block
            block = []
        block.append(column)
    if block:
        yield block


def _code_part(text: str) -> str:
    text = plain(re.sub(r"\s+", "", text))
    return text if text.isascii() and text.isdigit() else ""


def _code(parts: list[str], above: list[str]) -> str:
    """A code from one column or from columns of 类, 款 and 项; what is left blank in front stands above."""
    if not any(parts):
        return ""
    first = next(number_ for number_, part in enumerate(parts) if part)
    full = [*above[:first], *parts[first:]] if len(above) >= first else parts
    above[:] = full
    whole = next((part for part in reversed(full) if len(part) > 3), "")
    code = whole or "".join(
        part if order == 0 else part.zfill(2) if part else "" for order, part in enumerate(full)
    )
    return code if _CODE.fullmatch(code) else ""


def _label(row: tuple[str, ...], block: list[Column]) -> str:
    """A line's label: its name, or what stands in place of a code (合计)."""
    texts = [row[column.number] for column in block if column.field == "name"]
    texts += [
        text
        for column in block
        if column.field == "code"
        and (text := row[column.number])
        and not _code_part(text)
        and lexicon.common_header(lexicon.plain(text)) != "code"
    ]
    return re.sub(r"\s+", "", next((text for text in texts if text), ""))

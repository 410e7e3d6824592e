"""Reads the self-evaluation forms of a document, row by row: head, money, indicators, total score."""

import re
from dataclasses import replace
from itertools import pairwise

from budgetbook.accounts.schema import UNITS
from budgetbook.intake.documents import Document, Grid
from budgetbook.intake.forms.columns import (
    Columns,
    divides,
    indicator_columns,
    is_list_header,
    money_columns,
)
from budgetbook.intake.forms.form import Form
from budgetbook.intake.forms.lines import Cell, Line, lines, number
from budgetbook.intake.forms.spellings import bare, is_label, title_of
from budgetbook.intake.forms.values import values
from budgetbook.intake.value import Value

_YEAR_OF_ACCOUNTS = re.compile(r"(20[0-9]{2})\s*年度")
_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_YEAR_ALONE = re.compile(r"[(（]?\s*20[0-9]{2}\s*年度?\s*[)）]?")
_UNIT = re.compile(
    r"(?:单位\s*[:：]?|[(（])\s*(?:单位\s*[:：]?)?\s*(?:人民币)?(亿元|万元|元)(?=\s*[)）]|\s|$)"
)
_PAIR = re.compile(r"(?P<label>[^:：]{2,20})[:：]\s*(?P<value>.+)")
_SCORED = re.compile(r"(?P<label>\D{2,10}?)(?P<value>[0-9.]+\s*分?)")
_LONGEST_LABEL = 40


def read_forms(document: Document) -> list[Value]:
    """Every form in a document, as rows of `projects` and `indicators`.

    A form is known by its 项目名称 and its figures, so several may stand in one sheet or table and one may go
    on over several pages. Text stays text (`≥95%`, `达成预期指标`); a blank cell is no value; money is in the
    form's own unit, empty where it names none. 预算执行率 is an indicator of its own where it is scored.
    A total of zeros, or none, beside filled funds gives the funds' sum (`derived`). The division is
    实施单位 where that is another than 主管部门. Forms without results (绩效目标表) are passed over.
    """
    reader = _Reader()
    for line in lines(document):
        reader.take(line)
    return values([form for form in reader.forms if form.judged])


class _Reader:
    """Where in a form the rows that were read so far have led."""

    def __init__(self) -> None:
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.grid: Grid | None = None
        self.money: Columns | None = None
        self.indicators: Columns | None = None
        self.header: Columns | None = None
        self.unit = ""
        self.year: int | None = None

    def take(self, line: Line) -> None:
        if line.grid is not self.grid:
            self._turn(line.grid)
        if not line.texts or self._heading(line):
            return
        line = _paired(line) if self.indicators is None else line
        self._name(line)
        if self.form is None:
            self._unit(line)
        elif line.row < 0:
            self._head(self.form, line)
        else:
            self._body(self.form, line)

    def _turn(self, grid: Grid) -> None:
        """Go on in another grid: a new sheet is a new form, a new page may go on with the table."""
        if self.grid is not None and grid.sheet != self.grid.sheet:
            self._close()
            self.unit, self.year = "", None
        self.grid, self.header = grid, None
        self.money = self.money and self.money.on(grid)
        self.indicators = self.indicators and self.indicators.on(grid)

    def _close(self) -> None:
        self.form = self.money = self.indicators = self.header = None

    def _heading(self, line: Line) -> bool:
        """Take a title or the year below it, for what follows; a table of another kind ends a form."""
        text = line.texts[0]
        title = title_of(text) if len(line.texts) <= 2 else ""
        another = line.row < 0 and not title and bare(text).endswith("表") and "续表" not in text
        if title == "other_title" or another:
            self._close()
            return True
        year = _YEAR_OF_ACCOUNTS.search(text) or _YEAR.search(text)
        if title == "form_title":
            self.unit, self.year = "", None
            self._unit(line)
        if title or _YEAR_ALONE.fullmatch(text):
            self.year = int(year[1]) if year else self.year
        return bool(title)

    def _name(self, line: Line) -> None:
        """Begin a form at its 项目名称; where that is the title of a column, no form goes on."""
        filled = [cell for cell in line.cells if cell.text]
        at = next((at for at, cell in enumerate(filled) if is_label(cell.text, "project")), None)
        if at is None:
            return
        self._close()
        value = filled[at + 1] if at + 1 < len(filled) else None
        if value and not is_label(value.text) and not is_list_header(line):
            self.form = Form(value.text, line, value, self.unit, self.year)
            self.forms.append(self.form)

    def _unit(self, line: Line) -> None:
        for text in line.texts:
            if len(text) <= _LONGEST_LABEL and (found := _UNIT.search(text)):
                self.unit = found[1]
        for label, value in pairwise(line.texts):
            if is_label(label, "unit") and value.removeprefix("人民币") in UNITS:
                self.unit = value.removeprefix("人民币")

    def _body(self, form: Form, line: Line) -> None:
        header, self.header = self.header, None
        if header and divides(line):
            self.indicators = header.below(line)
        elif columns := indicator_columns(line):
            self.money, self.indicators, self.header = None, columns, columns
        elif columns := money_columns(line):
            self._head(form, line)
            form.money.add_weight(line)
            self.indicators, self.money = None, None if form.money.total_label else columns
        elif self.indicators:
            self._indicator(form, line, self.indicators)
        elif not (self.money and form.money.add(line, self.money)):
            self._head(form, line)

    def _indicator(self, form: Form, line: Line, columns: Columns) -> None:
        label = re.split("[:：]", line.texts[0])[0]
        if is_label(label, "total_score"):
            form.indicators.add_total(_paired(line), columns)
            self.indicators = None  # what stands below the total are remarks
        elif is_label(label, "end"):
            self.indicators = None
            self._head(form, _paired(line))
        else:
            form.indicators.add(line, columns)

    def _head(self, form: Form, line: Line) -> None:
        """Take what stands beside its name: departments, unit of money, figures, the score."""
        self._unit(line)
        form.unit = self.unit
        filled = [cell for cell in line.cells if cell.text]
        for label, value in pairwise(filled):
            if is_label(value.text) and not number(value.text):
                continue
            if is_label(label.text, "department"):
                form.department = value.text
            elif is_label(label.text, "division"):
                form.division = (value.text, line, value)
            elif _is_score(label.text) and (read := number(value.text)):
                form.stated_score = (read[0], line, value)
        form.money.add_pairs(replace(line, cells=tuple(filled)))


def _is_score(text: str) -> bool:
    """Whether a name outside the table of indicators is that of the score; 合计 there is one of money."""
    return is_label(text, "total_score", "score") and not is_label(text, "fund_total")


def _paired(line: Line) -> Line:
    """A row with a cell each for a name and what stands behind it in the same cell: `主管部门：某局`."""
    cells: list[Cell] = []
    for cell in line.cells:
        found = _PAIR.fullmatch(cell.text) or _SCORED.fullmatch(cell.text)
        if found and is_label(found["label"]):
            cells += [replace(cell, text=found["label"]), replace(cell, text=found["value"])]
        else:
            cells.append(cell)
    return replace(line, cells=tuple(cells))

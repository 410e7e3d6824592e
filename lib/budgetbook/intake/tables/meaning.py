"""What each figure of the nine tables is in the accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budgetbook.accounts.schema import (
    EXPENDITURE_KINDS,
    FUNDS,
    INCOME,
    PHASES,
    THREE_PUBLIC_COUNTS,
    THREE_PUBLIC_MONEY,
    TOTALS,
)
from budgetbook.intake.tables import lexicon
from budgetbook.intake.tables.layout import Column, Line

# The fund that a whole table is of.
_FUND = {
    "expenditure": "",
    "general_expenditure": "general_public_budget",
    "government_fund": "government_fund",
    "state_capital": "state_capital",
}
_SUMMARIES = ("summary", "fiscal_summary")


@dataclass(frozen=True)
class Meaning:
    """The cell of the accounts that a figure fills.

    `first` says whether the table is the one that owns such figures, where several print the same. A figure
    `of` a functional or economic code is the part of the cell's own that belongs to that code.
    """

    table: str
    key: tuple[tuple[str, str], ...]
    first: bool
    of: str = ""


class Reader:
    """Reads the lines of one table in their order: some mean what the line above them says.

    `budget` is the phase that its column 预算数 is of.
    """

    def __init__(self, table: str, budget: str) -> None:
        self.table = table
        self._budget = budget
        self._measure = {"income": "current_year_income", "expenditure": "current_year_expenditure"}

    def meanings(self, line: Line) -> Iterator[tuple[Column, str, Meaning | None]]:
        """The columns of a line with their text and what it means; None where no rule knows it."""
        label = lexicon.plain(line.label)
        if self.table in _SUMMARIES and (item := lexicon.line(f"{self.table}.{line.side}", label)) in TOTALS:
            self._measure[line.side] = item
        for column, text in line.cells:
            phase = column.phase or lexicon.common_header(label)
            phase = phase if phase in PHASES else "actual"
            known = replace(column, phase=self._budget if phase == "initial_budget" else phase)
            yield column, text, self._meaning(line, label, known) if column.field else None

    def _meaning(self, line: Line, label: str, column: Column) -> Meaning | None:
        if self.table in _SUMMARIES:
            return self._summary(line, label, column)
        if self.table == "three_public":
            return self._three_public(label, column)
        if self.table == "general_basic":
            return self._basic(line, label, column)
        if not line.code and not lexicon.line("total", label):
            return None
        return self._detail(line, column)

    def _summary(self, line: Line, label: str, column: Column) -> Meaning | None:
        item = lexicon.line(f"{self.table}.{line.side}", label)
        fund = column.field if column.field in FUNDS else "fiscal_appropriation"
        if self.table == "summary":
            fund = ""
        code = lexicon.line("function", label)
        if item in TOTALS:
            return _totals(item, fund, column, first=True)
        if item in FUNDS and self.table == "fiscal_summary":
            if fund not in (item, "fiscal_appropriation"):
                return None
            return _totals(self._measure[line.side], item, column, first=fund == "fiscal_appropriation")
        if item:
            return _income(item, column, first=True)
        if code and line.side == "expenditure":
            return _expenditure(
                "function", code, fund, column, first=fund == "fiscal_appropriation", name=line.label
            )
        return None

    def _three_public(self, label: str, column: Column) -> Meaning | None:
        item = column.field if column.field in THREE_PUBLIC_MONEY else lexicon.line("three_public", label)
        if not item:
            return None
        return Meaning("three_public", (("item", item), ("phase", column.phase)), first=True)

    def _basic(self, line: Line, label: str, column: Column) -> Meaning | None:
        fund = "general_public_budget"
        kind = column.field if column.field in EXPENDITURE_KINDS else ""
        if line.code.startswith("3"):
            # Alone in its block, a column under 人员经费 holds the line's amount and no part of it.
            if kind and len(line.cells) > 1:
                return _expenditure("kind", kind, fund, column, first=False, of=line)
            return _expenditure("economic", line.code, fund, column, first=True, name=line.label)
        item = lexicon.line("general_basic", label)
        if not item or line.code:
            return None
        return _expenditure("kind", kind or item, fund, column, first=item != "basic")

    def _detail(self, line: Line, column: Column) -> Meaning | None:
        fund = _FUND.get(self.table, "")
        of = line if line.code else None
        if column.field in TOTALS:
            if of and column.field == "current_year_expenditure":
                return _expenditure("function", line.code, fund, column, first=True, name=line.label)
            return _totals(column.field, fund, column, first=False, of=of)
        if self.table == "income" and column.field in INCOME:
            return _income(column.field, column, first=column.field == "fiscal_appropriation", of=of)
        if self.table != "income" and column.field in EXPENDITURE_KINDS:
            return _expenditure("kind", column.field, fund, column, first=True, of=of)
        return None


def is_count(meaning: Meaning) -> bool:
    """Whether a figure is a number of things and no money."""
    return dict(meaning.key).get("item") in THREE_PUBLIC_COUNTS


def _totals(item: str, fund: str, column: Column, *, first: bool, of: Line | None = None) -> Meaning:
    key = (("item", item), ("fund", fund), ("phase", column.phase))
    return Meaning("totals", key, first, of.code if of else "")


def _income(item: str, column: Column, *, first: bool, of: Line | None = None) -> Meaning:
    key = (("item", item), ("fund", ""), ("phase", column.phase))
    return Meaning("income", key, first, of.code if of else "")


def _expenditure(
    classification: str,
    code: str,
    fund: str,
    column: Column,
    *,
    first: bool,
    name: str = "",
    of: Line | None = None,
) -> Meaning:
    key = [("classification", classification), ("code", code), ("fund", fund), ("phase", column.phase)]
    if name:
        key.append(("name", lexicon.unnumbered(name)))
    return Meaning("expenditure", tuple(key), first, of.code if of else "")

"""The tables of a year and their columns: one row, one figure, each with its basis and its source.

`TABLES` is the single description of the data folder. Reading, validation, the data dictionary and the
words on the page all follow it, so a new column is a new line here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["text", "code", "choice", "amount", "number", "score", "month"]

PHASES = ("initial_budget", "adjusted_budget", "actual")
BASES = ("reported", "derived", "illustrative")
UNITS = ("元", "万元", "亿元")
FUNDS = ("fiscal_appropriation", "general_public_budget", "government_fund", "state_capital")
LEVELS = ("central", "province", "city", "county", "township")


@dataclass(frozen=True)
class Column:
    """One column: what it may hold, whether it must be there and filled, whether it is part of the key.

    `amount` is money in the table's unit; `number` is a count or a rate; an empty one means *not published*.
    """

    name: str
    kind: Kind = "text"
    optional: bool = False
    filled: bool = False
    key: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its name (the CSV's and the sheet's) and its columns in order."""

    name: str
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that together tell one row from another."""
        return tuple(column.name for column in self.columns if column.key)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The columns of the key that single out a part of a line: left empty, it is the whole line."""
        return tuple(column.name for column in self.columns if column.key and column.optional)

    @cached_property
    def money(self) -> tuple[str, ...]:
        """The columns in the table's unit of money."""
        return tuple(column.name for column in self.columns if column.kind == "amount")


def _key(name: str, kind: Kind = "text", choices: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, filled=True, key=True, choices=choices)


def _option(name: str, kind: Kind = "text", choices: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, optional=True, choices=choices)


_PHASE = _key("phase", "choice", PHASES)
# Official accounts print the same lines for all funds (全口径, the empty cell) and again for single ones, in
# tables 4, 5, 8 and 9 of the final accounts.
_FUND = Column("fund", "choice", optional=True, key=True, choices=FUNDS)
# Tables 2, 3, 5, 8 and 9 print income by source and code, expenditure by code and kind.
_FUNCTION = Column("function", "code", optional=True, key=True)
_ORIGIN = (
    _option("unit", "choice", UNITS),
    Column("basis", "choice", filled=True, choices=BASES),
    Column("source", filled=True),
    _option("note"),
    _option("note_en"),
)

TOTALS = (
    "total_income",
    "current_year_income",
    "use_of_nonfiscal_surplus",
    "opening_carryover",
    "total_expenditure",
    "current_year_expenditure",
    "surplus_distribution",
    "closing_carryover",
    "operating_cost",
)
INCOME = (
    "fiscal_appropriation",
    "general_public_budget",
    "government_fund",
    "state_capital",
    "superior_subsidy",
    "business",
    "operating",
    "affiliated",
    "other",
)
EXPENDITURE_KINDS = (
    "basic",
    "personnel",
    "public",
    "project",
    "remitted_to_superior",
    "operating",
    "subsidy_to_affiliated",
)
# The columns by which a whole line is split once more: documents print that, nobody fills it in by hand.
SPLITS = ("function", "kind")
# What official accounts split each functional code into.
KINDS_BY_CODE = ("basic", "project", "remitted_to_superior", "operating", "subsidy_to_affiliated")
CLASSIFICATIONS = ("kind", "function", "economic")
THREE_PUBLIC_MONEY = ("total", "abroad", "vehicle", "vehicle_purchase", "vehicle_operation", "reception")
THREE_PUBLIC_COUNTS = (
    "abroad_groups",
    "abroad_persons",
    "vehicles_purchased",
    "vehicles",
    "reception_batches",
    "reception_persons",
    "foreign_reception_batches",
    "foreign_reception_persons",
)
GRADES = ("excellent", "good", "fair", "poor")
FLOWS = (
    "total_income",
    "current_year_income",
    "current_year_expenditure",
    "closing_carryover",
    "three_public",
)
MEASURES = ("amount", "share", "change", "change_percent", "completion")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "totals",
            (
                _key("item", "choice", TOTALS),
                _FUND,
                _FUNCTION,
                _PHASE,
                Column("amount", "amount"),
                _option("printed_name"),
                *_ORIGIN,
            ),
        ),
        Table(
            "income",
            (
                _key("item", "choice", INCOME),
                _FUND,
                _FUNCTION,
                _PHASE,
                Column("amount", "amount"),
                *_ORIGIN,
            ),
        ),
        Table(
            "expenditure",
            (
                _key("classification", "choice", CLASSIFICATIONS),
                _key("code", "code"),
                _option("name"),
                _FUND,
                Column("kind", "choice", optional=True, key=True, choices=KINDS_BY_CODE),
                _PHASE,
                Column("amount", "amount"),
                *_ORIGIN,
            ),
        ),
        Table(
            "three_public",
            (
                _key("item", "choice", THREE_PUBLIC_MONEY + THREE_PUBLIC_COUNTS),
                _PHASE,
                Column("amount", "amount"),
                *_ORIGIN,
            ),
        ),
        Table(
            "projects",
            (
                _key("project"),
                _option("project_en"),
                _option("division"),
                _option("division_en"),
                Column("initial_budget", "amount"),
                Column("adjusted_budget", "amount"),
                Column("spent", "amount"),
                _option("carried_over", "amount"),
                Column("score", "score"),
                _option("full_score", "score"),
                _option("grade"),
                *_ORIGIN,
            ),
        ),
        Table(
            "indicators",
            (
                _key("project"),
                _key("level1"),
                _key("level2"),
                _key("level3"),
                _option("level3_en"),
                Column("target"),
                Column("actual"),
                _option("measure_unit"),
                Column("weight", "score"),
                Column("score", "score"),
                _option("reason"),
                *_ORIGIN[1:],
            ),
        ),
        Table(
            "score_summary",
            (
                _key("scope"),
                _option("scope_en"),
                Column("projects", "number"),
                Column("amount", "amount"),
                _option("average_score", "score"),
                _option("overall_score", "score"),
                _option("full_score", "score"),
                _option("grade"),
                *(_option(grade, "number") for grade in GRADES),
                _option("project_list", "choice", ("complete", "examples", "none")),
                *_ORIGIN,
            ),
        ),
        Table(
            "reasons",
            (
                _key("flow", "choice", FLOWS),
                _key("item"),
                _option("item_en"),
                Column("amount", "amount"),
                *_ORIGIN,
            ),
        ),
        Table(
            "stated",
            (
                _key("item"),
                _key("measure", "choice", MEASURES),
                Column("value", "number", filled=True),
                _option("unit", "choice", UNITS),
                _ORIGIN[1],
                _key("source"),
                _option("note"),
            ),
        ),
        Table(
            "outputs",
            (
                _option("area"),
                _option("area_en"),
                _key("output"),
                _option("output_en"),
                _key("role", "choice", ("whole", "part", "of_which")),
                Column("part", key=True),
                _option("part_en"),
                Column("value", "number"),
                Column("unit", filled=True),
                _option("qualifier", "choice", ("over", "nearly", "planned")),
                *_ORIGIN[1:],
            ),
        ),
        Table(
            "execution",
            (
                _key("month", "month"),
                Column("project", key=True),
                Column("amount", "amount"),
                *_ORIGIN,
            ),
        ),
    )
}

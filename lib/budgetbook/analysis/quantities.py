"""The counted outputs of projects: indicators of quantity (数量指标) whose achieved value is a number."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.followed import links, threads
from budgetbook.analysis.scoring.targets import Target, parse
from budgetbook.analysis.three_public import cost_of_one

_QUANTITY = "数量"
# Rates, frequencies and money count nothing that could have a cost.
_NOT_COUNTED = ("%", "‰", "元")
_RATE = re.compile(r"每|[人户平]均|率")


@dataclass(frozen=True)
class Output:
    """One output of a project in a year, and what one of it cost: the project's whole spending ÷ its number.

    `thread` is the project's name in `followed.threads`, `key` the output's name without spaces, by which
    outputs are the same. Amount and budget (the adjusted one, else the initial one) are in 万元, costs in 元;
    `planned` is budget ÷ target. A target in another unit, or one that is a ceiling (≤), is None. Where the
    number is `far_above` its target (from the settings' `far_above` % on) the target was no plan: there is no
    planned cost. `plannable` tells whether there would be one, were the budget published. `why` says why
    there is no cost: `no_number` (the achieved value is not one), `inexact` (≥, 以上), `no_count` (a rate, a
    frequency, money), `no_spent`, `nothing_done` (0); it is empty where there is one.
    """

    year: int
    project: str
    thread: str
    label: str
    key: str
    output: str
    unit: str
    amount: Decimal | None
    number: Decimal | None
    cost: Decimal | None
    target: Decimal | None
    planned: Decimal | None
    far_above: bool
    why: str
    basis: str
    source: str

    @property
    def counted(self) -> bool:
        """Whether number and spending are known; a number of 0 has no cost, but is known."""
        return self.why in ("", "nothing_done")

    @property
    def plannable(self) -> bool:
        """Whether a target to plan with was set: in the same unit, no ceiling, above 0, not far exceeded."""
        return bool(self.target and self.target > 0) and not self.far_above


class Outputs:
    """The outputs of all loaded years: the years ascending, in each the largest amount first."""

    def __init__(self, book: Accounts) -> None:
        names = threads(book)
        self.all = [one for year in book.years for one in _of_year(book, year, names)]
        self._last = {(row["year"], row["project"]): row["last_project"] for _, row in links(book).iterrows()}
        self._found: dict[tuple[int, str, str], list[Output]] = {}
        self._named: dict[tuple[int, str], list[Output]] = {}
        self._listed = {year for year in book.years if not book.rows("projects", year).empty}
        self._told = {(one.year, one.project) for one in self.all}
        for one in self.all:
            self._found.setdefault((one.year, one.project, one.key), []).append(one)
            self._named.setdefault((one.year, one.key), []).append(one)

    def of(self, year: int) -> list[Output]:
        """The outputs of one year."""
        return [one for one in self.all if one.year == year]

    def named_twice(self, one: Output) -> bool:
        """Whether its project has two outputs of that name, which cannot be told apart."""
        return len(self._found[one.year, one.project, one.key]) > 1

    def before(self, one: Output) -> Iterator[Output | None]:
        """The same output of the same project one year before, two years before …, in whatever unit.

        None for a year in which the project has no such output or two of them; the project's end is the end.
        """
        year, name = one.year, one.project
        while (year, name) in self._last and not self.named_twice(one):
            year, name = year - 1, self._last[year, name]
            found = self._found.get((year, name, one.key), [])
            yield found[0] if len(found) == 1 else None

    def last(self, one: Output) -> Output | None:
        """The same a year before, where its number is known in the same unit."""
        last = next(self.before(one), None)
        return last if last and last.counted and one.unit and last.unit == one.unit else None

    def without_last(self, one: Output) -> bool:
        """Whether no cost of last year can stand beside its own: new, nothing done, or counted otherwise.

        Where last year's projects, or those of its outputs, are not published there may have been one.
        """
        if self.named_twice(one) or not one.unit:
            return True
        year, name = one.year - 1, self._last.get((one.year, one.project))
        if name is None:
            return year in self._listed
        found = self._found.get((year, name, one.key), [])
        if len(found) != 1:
            return bool(found) or (year, name) in self._told
        [last] = found
        return last.why == "nothing_done" or (last.counted and last.unit != one.unit)

    def alike(self, one: Output) -> list[Output]:
        """The outputs of that name, in whatever unit, of all its year's projects that have a cost."""
        return [
            other for other in self._named[one.year, one.key] if not (other.why or self.named_twice(other))
        ]

    def reasons(self, one: Output) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Why it has no cost or is not compared, each with the other units that stand against it."""
        if one.why:
            yield one.why, ()
        elif not one.unit:
            yield "no_unit", ()
        elif self.named_twice(one):
            yield "named_twice", ()
        else:
            last = next(self.before(one), None)
            if last and last.counted and last.unit not in ("", one.unit):
                yield "unit_changed", (last.unit,)
            others = [other.unit for other in self.alike(one) if other is not one and other.unit]
            if others and one.unit not in others:
                yield "unit_differs", tuple(sorted(set(others)))
            if one.far_above:
                yield "far_above", ()
            elif (same := self.last(one)) and same.far_above:
                yield "last_far_above", ()


@lru_cache(maxsize=16)
def outputs(book: Accounts) -> Outputs:
    """The counted outputs of all loaded years of a book, read once."""
    return Outputs(book)


def _of_year(book: Accounts, year: int, names: Mapping[tuple[int, str], str]) -> Iterable[Output]:
    listed = {row["project"]: row for _, row in projects.listed(book, year).iterrows()}
    rows = book.rows("indicators", year)
    found = [
        _read(book, row, listed.get(row["project"]), names.get((year, row["project"]), row["project"]))
        for _, row in rows[rows["level2"].str.contains(_QUANTITY)].iterrows()
    ]
    return sorted(found, key=lambda one: (-(one.amount or 0), one.project, one.output, one.unit, one.source))


def _read(book: Accounts, row: "pd.Series[Any]", project: "pd.Series[Any] | None", thread: str) -> Output:
    label, amount, budget = (
        (row["project"], None, None)
        if project is None
        else (project["label"], project["spent"], project["budget"])
    )
    done = parse(row["actual"], row["measure_unit"], bare="")
    plan = parse(row["target"], row["measure_unit"])
    number, unit = (done.value, done.unit) if done else (None, "")
    target = plan.value if plan and plan.unit == unit and plan.comparator not in ("<", "<=") else None
    attained = share(number, target)
    far_above = attained is not None and attained >= book.settings.far_above
    why = _why(done, row["level3"], amount)
    return Output(
        year=row["year"],
        project=row["project"],
        thread=thread,
        label=label,
        key="".join(unicodedata.normalize("NFKC", row["level3"]).split()),
        output=book.named(row, "level3"),
        unit=unit,
        amount=amount,
        number=number,
        cost=None if why else cost_of_one(amount, number),
        target=target,
        planned=None if far_above else cost_of_one(budget, target),
        far_above=far_above,
        why=why,
        basis=row["basis"],
        source=row["source"],
    )


def _why(done: Target | None, name: str, amount: Decimal | None) -> str:
    if done is None:
        return "no_number"
    if done.comparator:
        return "inexact"
    if done.unit in _NOT_COUNTED or "/" in done.unit or _RATE.search(name):
        return "no_count"
    if amount is None:
        return "no_spent"
    return "" if done.value > 0 else "nothing_done"

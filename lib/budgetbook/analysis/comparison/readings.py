"""Figures of many departments and what keeps one from standing beside the others: like is put with like.

`why` is empty for a figure that can be compared. Else it is one of `WHYS`: there is no row (`absent`) or an
empty one (`unpublished`), only a budget (`budget`), only a single fund (`fund`), only the other one of two
totals (`total`), several parts in one line (`merged`), only the score of the whole department (`overall`) or
of examples (`examples`), none to share the cost (`count`), a base of zero or below (`base`); `made_up` and
`real` are departments of the other kind than the own one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

WHYS = (
    "made_up", "real", "unpublished", "budget", "fund", "total", "merged", "overall", "examples", "count",
    "base", "absent",
)  # fmt: skip
# What departments are that are made up, or that are not where the own one is.
OTHER_KIND = ("made_up", "real")
# Figures that are there, but told on another basis than the others.
OTHERWISE = ("budget", "fund", "total", "overall", "examples")
# Of two totals a department publishes one or both; they are never compared with each other.
_OTHER_TOTAL = {
    "totals.total_income": "totals.current_year_income",
    "totals.current_year_expenditure": "totals.total_expenditure",
}


@dataclass(frozen=True)
class Reading:
    """A department's figure, or why there is none; `number` is how many projects it is of."""

    value: Decimal | None = None
    why: str = "absent"
    bases: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    number: int | None = None

    @property
    def basis(self) -> str:
        """The basis that a reader has to know of first: one that is not simply reported."""
        told = (basis for basis in ("illustrative", "derived", "reported") if basis in self.bases)
        return next(told, "")


def combined(value: Decimal | None, *parts: Reading, number: int | None = None) -> Reading:
    """A figure computed of others; the first of `WHYS` that any of them has keeps it from being one."""
    reasons = {part.why for part in parts} - {""}
    why = next((why for why in WHYS if why in reasons), "" if value is not None else "base")
    return Reading(
        None if why else value,
        why,
        frozenset().union(*(part.bases for part in parts)),
        tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        number,
    )


def of_one_kind(peers: "Peers", department: str, reading: Reading) -> Reading:
    """A reading as it stands beside the own department's: made-up ones beside such only, real beside real.

    A figure of the other kind keeps its value and says so.
    """
    made_up = department in peers.made_up
    if made_up == peers.illustrative or department == peers.own:
        return reading
    return replace(reading, why="made_up" if made_up else "real")


class Figures:
    """The rows of some items, by department, to be read one by one."""

    def __init__(self, peers: "Peers", items: Iterable[str], years: Iterable[int]) -> None:
        wanted = list(items)
        wanted += [other for item, other in _OTHER_TOTAL.items() if item in wanted]
        self._rows: dict[tuple[str, int], dict[str, list[Mapping[str, Any]]]] = {}
        for row in peers.figures(*wanted, years=list(years)):
            of = self._rows.setdefault((row["department"], row["year"]), {})
            of.setdefault(row["item"], []).append(row)

    def read(
        self, department: str, year: int, item: str, *, phase: str = "actual", fund: str = ""
    ) -> Reading:
        """One figure: actual and of all funds, unless another phase or fund is named."""
        items = self._rows.get((department, year), {})
        rows = items.get(item, [])
        for row in rows:
            if row["phase"] == phase and row["fund"] == fund:
                why = "unpublished" if row["amount"] is None else ""
                return Reading(row["amount"], why, frozenset([row["basis"]]), (row["source"],))
        known = [row for row in rows if row["amount"] is not None]
        other = items.get(_OTHER_TOTAL.get(item, ""), [])
        if any(row["phase"] == phase for row in known):
            return Reading(why="fund", bases=_bases(known))
        if any(row["phase"] == phase and row["fund"] == fund and row["amount"] is not None for row in other):
            return Reading(why="total", bases=_bases(other))
        if known and phase == "actual":
            return Reading(why="budget", bases=_bases(known))
        return Reading()

    def budget(self, department: str, year: int, item: str, fund: str = "") -> Reading:
        """The adjusted budget where there is one, else the initial one."""
        adjusted = self.read(department, year, item, phase="adjusted_budget", fund=fund)
        if adjusted.value is not None:
            return adjusted
        return self.read(department, year, item, phase="initial_budget", fund=fund)


def _bases(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(str(row["basis"]) for row in rows)

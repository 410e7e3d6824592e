"""The structure of many departments' income and expenditure in one year, side by side and told alike."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from budgetbook.accounts.schema import EXPENDITURE_KINDS, INCOME
from budgetbook.analysis.arithmetic import adds_up, share, whole
from budgetbook.analysis.comparison.readings import Figures, Reading, of_one_kind
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.structure import TOLD_AS_ONE

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

Flow = Literal["income", "kind"]
_Parts = dict[str, Reading]

_THERE = ("", "unpublished")
# What was carried over is a part of income beside its sources, and none by itself.
_CARRIED = ("use_of_nonfiscal_surplus", "opening_carryover")
_ITEMS = {
    "income": {
        **{item: f"income.{item}" for item in INCOME},
        **{item: f"totals.{item}" for item in _CARRIED},
    },
    "kind": {kind: f"kind.{kind}" for kind in EXPENDITURE_KINDS},
}
_WHOLES = {"income": "totals.total_income", "kind": "totals.current_year_expenditure"}
_ONE = {"income": "fiscal_appropriation", "kind": "basic"}


def shares(peers: "Peers", flow: Flow) -> pd.DataFrame:
    """The parts of every department's income, or of its expenditure by kind, in the year.

    Columns: department, label, level, code, amount (万元), total (万元; the published one, else the sum of
    the parts where all are known), share (%), why ("" where it can be compared), basis, source. Each
    department has a row for each part that any of them tells. A part that a department does not list is zero
    where its listed parts make up its total, else not known. Where the own department tells in one line what
    others tell in several, theirs are added up; where it is the other way round, theirs are `merged`.
    """
    year = peers.book.year
    items = _ITEMS[flow]
    figures = Figures(peers, [*items.values(), _WHOLES[flow]], [year])
    told: dict[str, _Parts] = {}
    totals: dict[str, Decimal | None] = {}
    for one in peers.departments:
        read = {code: figures.read(one.slug, year, item) for code, item in items.items()}
        parts = _told_once(flow, {code: part for code, part in read.items() if part.why in _THERE})
        sources = [part for code, part in parts.items() if code not in _CARRIED]
        if all(part.value is None for part in sources):
            budget = any(part.why == "budget" for part in read.values())
            why = "unpublished" if sources else "budget" if budget else "absent"
            told[one.slug], totals[one.slug] = dict.fromkeys(items, Reading(why=why)), None
            continue
        printed = figures.read(one.slug, year, _WHOLES[flow]).value
        totals[one.slug] = whole(part.value for part in parts.values()) if printed is None else printed
        told[one.slug] = _with_zeros(parts, items, totals[one.slug])
    _tell_alike(flow, told, told[peers.own])
    codes = [code for code in items if any(parts[code].value for parts in told.values())]
    rows: list[tuple[Any, ...]] = []
    for one in peers.departments:
        total = totals[one.slug]
        for code in codes:
            part = of_one_kind(peers, one.slug, told[one.slug][code])
            about = (one.slug, peers.labels[one.slug], one.level, code)
            part_share = None if part.why else share(part.value, total)
            rows.append(
                (*about, part.value, total, part_share, part.why, part.basis, "; ".join(part.sources))
            )
    columns = ["department", "label", "level", "code", "amount", "total", "share", "why", "basis", "source"]
    return frame_of(rows, columns)


def largest(frame: pd.DataFrame, department: str) -> tuple[str, Decimal] | None:
    """The code of a department's largest share and the share in %; None where it has none."""
    own = frame[(frame["department"] == department) & frame["share"].notna()]
    if own.empty:
        return None
    row = min(own.to_dict("records"), key=lambda row: (-row["share"], row["code"]))
    return str(row["code"]), row["share"]


def _with_zeros(parts: Mapping[str, Reading], items: Iterable[str], total: Decimal | None) -> _Parts:
    """A reading for every part: one that is not listed was not there, if the others are all there was."""
    complete = adds_up([part.value for part in parts.values()], total)
    bases = frozenset().union(*(part.bases for part in parts.values()))
    unlisted = Reading(Decimal(0), "", bases) if complete else Reading()
    return {code: parts.get(code, unlisted) for code in items}


def _tell_alike(flow: Flow, told: dict[str, _Parts], own: _Parts) -> None:
    """Make every department tell in one line, or in several, what the own department tells so."""
    one, several = _ONE[flow], TOLD_AS_ONE[_ONE[flow]]
    single = bool(own[one].value) and not any(own[code].value for code in several)
    for parts in told.values():
        detailed = any(parts[code].value for code in several)
        if single and detailed:
            found = [parts[code] for code in several]
            added = whole(part.value for part in found)
            parts[one] = Reading(
                added,
                "unpublished" if added is None else "",
                frozenset().union(*(part.bases for part in found)),
                tuple(dict.fromkeys(source for part in found for source in part.sources)),
            )
            parts.update(dict.fromkeys(several, Reading(Decimal(0), "", parts[one].bases)))
        elif not single and parts[one].value and not detailed and any(own[code].value for code in several):
            parts.update(dict.fromkeys(several, Reading(why="merged", bases=parts[one].bases)))


def _told_once(flow: Flow, parts: _Parts) -> _Parts:
    """Parts without those that tell the same money again, chosen as `structure.composition` does."""
    single, several = [_ONE[flow]], list(TOLD_AS_ONE[_ONE[flow]])
    told, again = (several, single) if flow == "income" else (single, several)
    other_way = _known(parts, again) and not _known(parts, told)
    # Where only one way is there, nothing is told twice.
    both = any(code in parts for code in told) and any(code in parts for code in again)
    dropped = (told if other_way else again) if both else []
    return {code: part for code, part in parts.items() if code not in dropped}


def _known(parts: _Parts, codes: Iterable[str]) -> bool:
    return any(code in parts and parts[code].value is not None for code in codes)

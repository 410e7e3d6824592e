"""Projects of many departments in one year: how far their budgets were spent and how they scored."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budgetbook.analysis.arithmetic import HUNDRED, ratio, share, total
from budgetbook.analysis.comparison.readings import Reading, combined

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

_Readings = dict[str, Reading]
_Rows = dict[str, list[Mapping[str, Any]]]


def execution_rates(peers: "Peers", year: int) -> _Readings:
    """Spending of the projects in % of their budgets (adjusted, else initial), of those that tell both."""
    examples = {row["department"] for row in peers.summaries(year) if row["project_list"] == "examples"}
    found = {}
    for slug, rows in _by_department(peers.projects(year)).items():
        known = [row for row in rows if row["budget"] is not None and row["spent"] is not None]
        rate = share(total(row["spent"] for row in known), total(row["budget"] for row in known))
        read = [_told(row, "" if row in known else "unpublished") for row in rows]
        parts = [reading for reading in read if not reading.why] or read
        if slug in examples:
            parts = [Reading(why="examples")]
        found[slug] = combined(rate, *parts, number=sum(int(row["number"]) for row in known))
    return found


def mean_scores(peers: "Peers", year: int) -> _Readings:
    """The simple mean of the projects' scores, in % of the full score, or else the published average."""
    return {slug: mean for slug, (mean, _) in _scores(peers, year).items()}


def top_shares(peers: "Peers", year: int) -> _Readings:
    """How many of the scored projects have the best grade, in %, by the own department's limit."""
    return {slug: top for slug, (_, top) in _scores(peers, year).items()}


def _scores(peers: "Peers", year: int) -> dict[str, tuple[Reading, Reading]]:
    summaries = _by_department(peers.summaries(year))
    listed = _by_department(peers.scores(year))
    found = {}
    for slug in {*summaries, *listed}:
        told = summaries.get(slug, [])
        examples = any(row["project_list"] == "examples" for row in told)
        scored = [row for row in listed.get(slug, []) if row["score"] is not None]
        if scored and not examples:
            found[slug] = _of_list(scored, peers.book.settings.excellent_from)
        else:
            found[slug] = _of_summary(told, "examples" if scored else "absent")
    return found


def _of_list(rows: list[Mapping[str, Any]], top: Decimal) -> tuple[Reading, Reading]:
    percents = [(row["score"] / (row["full"] or HUNDRED) * HUNDRED, row["number"]) for row in rows]
    number = sum(int(times) for _, times in percents)
    mean = ratio(total(percent * times for percent, times in percents), Decimal(number))
    best = Decimal(sum(int(times) for percent, times in percents if percent >= top))
    parts = [_told(row) for row in rows]
    return (
        combined(mean, *parts, number=number),
        combined(share(best, Decimal(number)), *parts, number=number),
    )


def _of_summary(rows: list[Mapping[str, Any]], otherwise: str) -> tuple[Reading, Reading]:
    """Of several scopes the one with most projects; the score of the whole department is another thing."""
    averaged = [row for row in rows if row["average_score"] is not None]
    if not averaged:
        overall = any(row["overall_score"] is not None for row in rows)
        why = Reading(why="overall" if overall else otherwise)
        return why, why
    row = min(averaged, key=lambda row: (-(row["projects"] or 0), row["scope"]))
    number = None if row["projects"] is None else int(row["projects"])
    mean = share(row["average_score"], row["full_score"] or HUNDRED)
    best = share(row["excellent"], row["projects"])
    counted = _told(row, "" if best is not None else "unpublished")
    return combined(mean, _told(row), number=number), combined(best, counted, number=number)


def _told(row: Mapping[str, Any], why: str = "") -> Reading:
    return Reading(None, why, frozenset([row["basis"]]), (row["source"],))


def _by_department(rows: list[dict[str, Any]]) -> _Rows:
    found: _Rows = {}
    for row in rows:
        found.setdefault(row["department"], []).append(row)
    return found

"""Measures of departments beside one another: growth, execution, the three public expenses, scores."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from budgetbook.analysis.comparison.measures import UNITS, compared
from budgetbook.analysis.comparison.ranks import Ranking, ranking
from budgetbook.analysis.comparison.shown import shown
from budgetbook.analysis.deviation import OUTTURN
from budgetbook.charts import parts
from budgetbook.charts.comparison import level_of, name_of, notes
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Measured, beside
from budgetbook.prose.comparison import (
    EXECUTION,
    GROWTH,
    SCORES,
    THREE_PUBLIC,
    UNIT_COSTS,
    listed,
    measure_label,
    value_text,
)
from budgetbook.prose.paragraphs import Prose, records

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

_COUNTED = ("mean_score",)  # measures whose number of projects stands beside them


def compared_growth(peers: "Peers") -> Exhibit | Prose:
    """Growth of income and expenditure against last year."""
    return _measured(peers, "compared_growth", GROWTH, {}, one_scale=True)


def compared_execution(peers: "Peers") -> Exhibit | Prose:
    """Execution of the budgets of expenditure and of projects, beside the PEFA band."""
    low, high = (peers.book.words.number(limit) for limit in OUTTURN["A"])
    rule = peers.book.words("exhibit.compared_execution_rule", low=low, high=high)
    return _measured(peers, "compared_execution", EXECUTION, dict.fromkeys(EXECUTION, rule), one_scale=True)


def compared_three_public(peers: "Peers") -> Exhibit | Prose:
    """The three public expenses in all, as a share of expenditure, and per post."""
    rules = {"per_post": peers.book.words("exhibit.compared_posts_rule")}
    return _measured(peers, "compared_three_public", THREE_PUBLIC, rules)


def compared_unit_costs(peers: "Peers") -> Exhibit | Prose:
    """What a vehicle, a reception and a guest cost."""
    rule = peers.book.words("exhibit.compared_foreign_rule")
    return _measured(peers, "compared_unit_costs", UNIT_COSTS, {"per_reception": rule, "per_guest": rule})


def compared_scores(peers: "Peers") -> Exhibit | Prose:
    """The mean score of the projects and the share with the best grade."""
    limit = peers.book.words.number(peers.book.settings.excellent_from)
    rule = peers.book.words("exhibit.compared_scores_rule", limit=limit)
    return _measured(peers, "compared_scores", SCORES, dict.fromkeys(SCORES, rule), one_scale=True)


def _measured(
    peers: "Peers",
    ident: str,
    measures: Sequence[str],
    rules: Mapping[str, str],
    *,
    one_scale: bool = False,
) -> Exhibit | Prose:
    """A panel for each measure that two departments tell alike, sorted by the first; prose says the rest."""
    found = [one for one in (ranking(peers, measure) for measure in measures) if one.comparable]
    if not found:
        return parts.silent()
    words = peers.book.words
    frames = {one.measure: compared(peers, one.measure) for one in found}
    room = shown(peers)
    order = [slug for slug in frames[found[0].measure]["department"] if slug in room]
    labels = {one.measure: measure_label(peers, one.measure) for one in found}
    heads = {
        measure: words("comparison.with_unit", label=label, unit=words(f"comparison.unit_{UNITS[measure]}"))
        for measure, label in labels.items()
    }
    cells = {measure: _cells(peers, measure, frame) for measure, frame in frames.items()}
    svg = beside(
        [peers.labels[slug] for slug in order],
        [
            Measured(
                heads[one.measure],
                [cells[one.measure][slug][0] for slug in order],
                [cells[one.measure][slug][1] for slug in order],
                OUTTURN["A"] if ident == "compared_execution" else None,
            )
            for one in found
        ],
        own=order.index(peers.own),
        one_scale=one_scale,
    )
    columns = [
        parts.text(words("head.peer")),
        parts.text(words("head.peer_level")),
        *(parts.number(head) for head in heads.values()),
    ]
    rows = [
        Row([name_of(peers, slug), level_of(peers, slug), *(cells[one.measure][slug][1] for one in found)])
        for slug in order
    ]
    everything = pd.concat([frame.assign(measure=measure) for measure, frame in frames.items()])
    first = found[0].measure
    scale = "compared_one_scale" if one_scale else "compared_own_scales"
    return parts.exhibit(
        peers.book,
        "compared_measures",
        ident=ident,
        svg=svg,
        title=placed_title(peers, found[0], labels[first]),
        table=Table(columns, rows),
        data=Data.from_frame(everything, ["measure", *frames[first].columns]),
        notes=notes(peers, everything, *dict.fromkeys(rules[one] for one in labels if one in rules)),
        number=len(order),
        label=labels[first],
        labels=listed(words, labels.values()),
        scale=words(f"exhibit.{scale}") if len(found) > 1 else "",
        told=parts.told(
            peers.book,
            [row for row in records(frames[first]) if row["department"] in room and row["why"] == ""],
            lambda row: words(
                "exhibit.compared_told", label=row["label"], amount=value_text(words, first, row["value"])
            ),
        ),
    )


def _cells(peers: "Peers", measure: str, frame: pd.DataFrame) -> dict[str, tuple[Any, str]]:
    """Each department's figure and what is printed of it: its value, or why it stands beside no other."""
    words, found = peers.book.words, {}
    for row in records(frame):
        if row["why"]:
            found[row["department"]] = (None, words(f"comparison.why_{row['why']}"))
            continue
        text = words.amount(row["value"])
        if measure in _COUNTED and row["number"] is not None:
            text = words("exhibit.compared_of_projects", value=text, number=row["number"])
        found[row["department"]] = (row["value"], text)
    return found


def placed_title(peers: "Peers", one: Ranking, label: str) -> str:
    """The finding: where the own department stands, or that it does not."""
    words = peers.book.words
    if one.place is None:
        return words("exhibit.compared_unplaced", label=label, known=one.known)
    told = {"label": label, "value": value_text(words, one.measure, one.value), "place": one.place}
    if one.place == one.last:
        return words("exhibit.compared_placed", **told, known=one.known)
    return words("exhibit.compared_between", **told, last=one.last, of=one.of)

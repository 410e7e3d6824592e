"""Departments beside one another: who they are, where the own one stands, what every exhibit says of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from budgetbook.analysis.comparison.measures import UNITS
from budgetbook.analysis.comparison.ranks import FEWEST, rankings
from budgetbook.analysis.comparison.scope import scope
from budgetbook.analysis.comparison.shown import shown
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import OWN
from budgetbook.prose.comparison import measure_label
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

_Row = dict[str, Any]


def compared_departments(peers: "Peers") -> Exhibit:
    """Table of the departments: level, years with actual figures, basis, documents."""
    words, frame = peers.book.words, scope(peers)
    room, none = shown(peers), words("comparison.none")
    rows = [
        Row(
            [
                name_of(peers, row["department"]),
                level_of(peers, row["department"]),
                _period(peers, row["years"]),
                words("number.comma").join(words(f"choice.basis.{basis}") for basis in row["bases"]) or none,
                words("number.semicolon").join(row["documents"]) or none,
            ]
        )
        for row in records(frame)
        if row["department"] in room
    ]
    heads = ("peer", "peer_level", "peer_years", "peer_basis", "peer_documents")
    several = ("years", "budgets", "bases", "documents")
    flat = {name: ["; ".join(map(str, values)) for values in frame[name]] for name in several}
    told = frame.assign(basis=["illustrative" if made_up else "" for made_up in frame["made_up"]])
    return parts.exhibit(
        peers.book,
        "compared_departments",
        table=Table([parts.text(words(f"head.{head}")) for head in heads], rows),
        data=Data.from_frame(frame.assign(**flat)),
        notes=notes(peers, told, words("exhibit.compared_alike")),
        number=len(frame),
        period=words.period(peers.years[0], peers.years[-1]),
    )


def compared_ranks(peers: "Peers") -> Exhibit | Prose:
    """Table of the measures: the own figure, its place or the range of it, n, who is without, the ends."""
    words, frame = peers.book.words, rankings(peers)
    found = [one for one in records(frame) if one["known"] >= FEWEST]
    if not found:
        return parts.absent(peers.book, "compared_ranks")
    heads = ("own_value", "place", "known", "without", "median", "highest", "lowest")
    columns = [parts.text(words("head.measure")), parts.text(words("head.unit"))]
    return parts.exhibit(
        peers.book,
        "compared_ranks",
        table=Table(
            [*columns, *(parts.number(words(f"head.{head}")) for head in heads)],
            [Row(_ranked(peers, one)) for one in found],
        ),
        data=Data.from_frame(
            frame.assign(
                without=["; ".join(f"{why} {number}" for why, number in of) for of in frame["without"]]
            )
        ),
        notes=[
            words("exhibit.compared_source"),
            *([words("exhibit.illustrative")] if peers.made_up else []),
            words("exhibit.compared_ranks_rule"),
        ],
    )


def name_of(peers: "Peers", slug: str) -> str:
    """A department's name in a table, the own one marked as in the charts."""
    return (OWN if slug == peers.own else "") + peers.labels[slug]


def level_of(peers: "Peers", slug: str) -> str:
    """A department's level of government, `[x]` where it is not told."""
    level = next(one.level for one in peers.departments if one.slug == slug)
    return peers.book.words(f"choice.level.{level}") if level else MISSING


def notes(peers: "Peers", rows: pd.DataFrame, *rules: str) -> list[str]:
    """Sources and bases of an exhibit, what is compared, which row is the own one, and who has no room."""
    words = peers.book.words
    bases = set(rows["basis"])
    hidden = len(peers.departments) - len(shown(peers))
    return [
        words("exhibit.compared_source"),
        *(words(f"exhibit.{basis}") for basis in ("derived", "illustrative") if basis in bases),
        *rules,
        words("exhibit.compared_own"),
        *([words("exhibit.compared_nearest", number=len(shown(peers)) - 1, hidden=hidden)] if hidden else []),
    ]


def _period(peers: "Peers", years: Sequence[int]) -> str:
    """Years as a period where none is missing between them."""
    words = peers.book.words
    if not years:
        return words("comparison.none")
    if len(years) == years[-1] - years[0] + 1:
        return words.period(years[0], years[-1])
    return words("number.comma").join(map(str, years))


def _ranked(peers: "Peers", one: _Row) -> list[str]:
    words, measure = peers.book.words, one["measure"]
    if one["place"] is None:
        place, own = words("exhibit.compared_rank_none"), words(f"comparison.why_{one['why']}")
    else:
        key = "compared_rank" if one["place"] == one["last"] else "compared_rank_between"
        place = words(f"exhibit.{key}", place=one["place"], last=one["last"])
        own = words.amount(one["value"])
        if one["tied"]:
            place = words("exhibit.compared_rank_tied", rank=place)
    return [
        measure_label(peers, measure),
        words(f"comparison.unit_{UNITS[measure]}"),
        own,
        place,
        str(one["known"]),
        str(one["of"] - one["known"]),
        *(words.amount(one[name]) for name in ("median", "high", "low")),
    ]

"""The structure of income and expenditure of several departments, a panel for each part."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budgetbook.analysis.arithmetic import total
from budgetbook.analysis.comparison.ranks import FEWEST
from budgetbook.analysis.comparison.shown import shown
from budgetbook.analysis.comparison.structure import Flow, largest, shares
from budgetbook.analysis.structure import OTHERS, leading
from budgetbook.charts import parts
from budgetbook.charts.comparison import level_of, name_of, notes
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Measured, beside
from budgetbook.prose.paragraphs import Prose, records

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

_Row = dict[str, Any]

MOST_PARTS = 4
_TABLES = {"income": ("income", "totals"), "kind": ("expenditure",)}


def compared_structure(peers: "Peers", flow: Flow) -> Exhibit | Prose:
    """A panel for each source of income, or each kind of expenditure, with its share in every department."""
    words, frame = peers.book.words, shares(peers, flow)
    alike = frame[(frame["why"] == "") & frame["share"].notna()]
    known = set(alike["department"])
    if len(known) < FEWEST:
        return parts.absent(peers.book, f"compared_{flow}")
    room = shown(peers)
    rows: dict[str, dict[str, _Row]] = {slug: {} for slug in room}
    for row in records(frame[frame["department"].isin(room)]):
        rows[row["department"]][row["code"]] = row
    totals = {slug: next(iter(of.values()))["total"] for slug, of in rows.items()}
    kept = leading(alike[alike["department"].isin(room)], "share", MOST_PARTS)
    names = [_part_name(peers, flow, code) for code in kept]
    cells = {slug: [_cell(peers, rows[slug], code, kept) for code in kept] for slug in room}
    order = sorted(room, key=lambda slug: (slug not in known, -(cells[slug][0][0] or 0), slug))
    own = largest(alike, peers.own)
    title = (
        words(
            f"exhibit.compared_{flow}_own",
            label=_part_name(peers, flow, own[0]),
            share=words.percent(own[1]),
        )
        if own
        else ""
    )
    return parts.exhibit(
        peers.book,
        f"compared_{flow}",
        svg=beside(
            [peers.labels[slug] for slug in order],
            [
                Measured(
                    name,
                    [cells[slug][part][0] for slug in order],
                    [cells[slug][part][1] for slug in order],
                )
                for part, name in enumerate(names)
            ],
            own=order.index(peers.own),
            one_scale=True,
        ),
        title=title,
        table=Table(
            [
                parts.text(words("head.peer")),
                parts.text(words("head.peer_level")),
                *(parts.number(words("head.share_of", part=name)) for name in names),
                parts.money(words("head.total_unit")),
            ],
            [
                Row(
                    [
                        name_of(peers, slug),
                        level_of(peers, slug),
                        *(text.removesuffix("%") for _, text in cells[slug]),
                        words.amount(totals[slug]),
                    ]
                )
                for slug in order
            ],
        ),
        data=Data.from_frame(frame),
        notes=notes(peers, frame),
        number=len(known),
        label=names[0],
        told=parts.told(
            peers.book,
            [{"label": peers.labels[slug], "amount": cells[slug][0][1]} for slug in order if slug in known],
            lambda row: words("exhibit.compared_told", **row),
        ),
    )


def _cell(peers: "Peers", rows: dict[str, _Row], code: str, kept: list[str]) -> tuple[Decimal | None, str]:
    """A department's share in a part and what is printed of it; or why it stands beside no other."""
    words = peers.book.words
    found = [rows[code]] if code != OTHERS else [row for one, row in rows.items() if one not in kept]
    parted = total(row["share"] for row in found)
    why = next((row["why"] for row in found if row["why"]), "")
    if parted is None:
        return None, words(f"comparison.why_{why or 'base'}")
    return parted, words.percent(parted)


def _part_name(peers: "Peers", flow: Flow, code: str) -> str:
    if code == OTHERS:
        return peers.book.words("exhibit.all_others")
    table = next(table for table in _TABLES[flow] if peers.book.words.has(f"item.{table}.{code}"))
    return peers.book.label(table, code)

"""Years side by side: a small panel for each department, all on one scale."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budgetbook.analysis.comparison.measures import INCOME
from budgetbook.analysis.comparison.ranks import FEWEST
from budgetbook.analysis.comparison.shown import shown
from budgetbook.analysis.comparison.years import INDEX_PLACES, over_years, standing_of
from budgetbook.analysis.comparison.years import Course as Compared
from budgetbook.charts import parts
from budgetbook.charts.comparison import level_of, name_of, notes
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Course, courses
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING, round_half_up
from budgetbook.words.vocabulary import inner

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

_Row = dict[str, Any]

MOST_INDEX = Decimal(250)  # of the common scale; a column beyond it is cut


def compared_years(peers: "Peers") -> Exhibit | Prose:
    """A small panel for each department: an index of its expenditure or income over the compared years."""
    words, course = peers.book.words, over_years(peers)
    frame = course.frame
    indexed = frame[frame["index"].notna()]
    several = indexed.groupby("department").filter(lambda rows: len(rows) >= FEWEST)
    if several["department"].nunique() < FEWEST or course.base is None:
        return parts.absent(peers.book, "compared_years")
    chosen, known = shown(peers), set(several["department"])
    room = [slug for slug in dict.fromkeys(frame["department"]) if slug in chosen]
    drawn = [slug for slug in room if slug in known]
    rows = {slug: records(frame[frame["department"] == slug]) for slug in room}
    label = words("comparison.income" if course.item == INCOME else "comparison.expenditure")
    latest = {slug: next(row for row in reversed(rows[slug]) if row["index"] is not None) for slug in drawn}
    cut = any(row["index"] > MOST_INDEX for slug in drawn for row in rows[slug] if row["index"] is not None)
    rules = [words("exhibit.compared_years_cut", most=MOST_INDEX)] if cut else []
    if len(drawn) < len(room):
        left = len(room) - len(drawn)
        rules.append(words("exhibit.compared_years_without", base=course.base, number=left))
    return parts.exhibit(
        peers.book,
        "compared_years",
        svg=courses(
            [_course(peers, rows[slug]) for slug in drawn],
            [str(year) for year in peers.years],
            own=drawn.index(peers.own) if peers.own in drawn else None,
            most=MOST_INDEX,
        ),
        title=_title(peers, course, label, len(drawn)),
        table=Table(
            [
                parts.text(words("head.peer")),
                parts.text(words("head.peer_level")),
                *(parts.money(words("head.year_unit", year=year)) for year in peers.years),
                *(
                    parts.number(words("head.index", year=year))
                    for year in peers.years
                    if year != course.base
                ),
            ],
            [Row(_years_printed(peers, rows[slug], course.base)) for slug in room],
        ),
        data=Data.from_frame(frame),
        notes=notes(peers, frame, *rules),
        label=label,
        base=course.base,
        period=words.period(peers.years[0], peers.years[-1]),
        number=len(drawn),
        told=parts.told(
            peers.book,
            latest.values(),
            lambda row: words(
                "exhibit.compared_told",
                label=row["label"],
                amount=_index(row["index"]),
            ),
        ),
    )


def _title(peers: "Peers", course: Compared, label: str, number: int) -> str:
    """The finding: the own index of the year in question and its place, or the range of it."""
    words, found = peers.book.words, standing_of(peers, course)
    if found is None:
        return words("exhibit.compared_years_title", label=label, number=number)
    index, stands, known = found
    told = {"label": inner(label), "index": _index(index), "place": stands.place}
    if stands.place == stands.last:
        return words("exhibit.compared_years_own", **told, known=known)
    of = known + stands.last - stands.place
    return words("exhibit.compared_years_between", **told, last=stands.last, of=of)


def _index(value: Decimal | None) -> str:
    return MISSING if value is None else f"{round_half_up(value, INDEX_PLACES):,}"


def _course(peers: "Peers", rows: list[_Row]) -> Course:
    words = peers.book.words
    told = [row["amount"] for row in rows if row["index"] is not None]
    return Course(
        rows[0]["label"],
        words("exhibit.compared_years_range", first=words.amount(told[0]), last=words.amount(told[-1])),
        [row["index"] for row in rows],
        [words("exhibit.no_data") if row["index"] is None else _index(row["index"]) for row in rows],
    )


def _years_printed(peers: "Peers", rows: list[_Row], base: int) -> list[str]:
    words = peers.book.words
    amounts = [
        words(f"comparison.why_{row['why']}") if row["why"] else words.amount(row["amount"]) for row in rows
    ]
    indices = [_index(row["index"]) for row in rows if row["year"] != base]
    return [name_of(peers, rows[0]["department"]), level_of(peers, rows[0]["department"]), *amounts, *indices]

"""Years side by side: every department's income or expenditure over the compared years, as an index."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.comparison.measures import EXPENDITURE, INCOME
from budgetbook.analysis.comparison.ranks import Standing, standing
from budgetbook.analysis.comparison.readings import OTHER_KIND, Figures, of_one_kind
from budgetbook.analysis.frames import frame_of

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

INDEX_PLACES = 1  # decimals that an index is printed with


@dataclass(frozen=True)
class Course:
    """How an item went over the compared years: `base` is the year whose figure is 100, None without one.

    `frame` has a row for each department and year: department, label, level, year, amount (万元), index (None
    where the year or its base is not told), why ("" where it can be compared), basis, source; the own
    department first, then by the latest index, the largest first, those without one last.
    """

    item: str
    base: int | None
    frame: pd.DataFrame = field(repr=False)


def over_years(peers: "Peers") -> Course:
    """Expenditure or total income of every compared year, whichever the own department tells of more years.

    Of two told in as many years it is the one that more departments tell, then expenditure. The base is the
    first year in which the own department tells it above zero.
    """
    figures = Figures(peers, [EXPENDITURE, INCOME], peers.years)
    slugs = [one.slug for one in peers.departments]

    def told(item: str) -> tuple[int, int]:
        known = [
            slug for slug in slugs for year in peers.years if figures.read(slug, year, item).value is not None
        ]
        return known.count(peers.own), len(known)

    item = max((EXPENDITURE, INCOME), key=told)
    own = {year: figures.read(peers.own, year, item).value for year in peers.years}
    base = next((year for year, value in own.items() if value is not None and value > 0), None)
    rows = []
    latest: dict[str, Decimal | None] = {}
    for one in peers.departments:
        start = None if base is None else figures.read(one.slug, base, item).value
        for year in peers.years:
            reading = of_one_kind(peers, one.slug, figures.read(one.slug, year, item))
            index = None if reading.why else share(reading.value, start)
            latest[one.slug] = latest.get(one.slug) if index is None else index
            source = "; ".join(reading.sources)
            about = (one.slug, peers.labels[one.slug], one.level, year)
            rows.append((*about, reading.value, index, reading.why, reading.basis, source))
    rows.sort(
        key=lambda row: (row[0] != peers.own, latest[row[0]] is None, -(latest[row[0]] or 0), row[0], row[3])
    )
    columns = ["department", "label", "level", "year", "amount", "index", "why", "basis", "source"]
    return Course(item, base, frame_of(rows, columns))


def standing_of(peers: "Peers", course: Course) -> tuple[Decimal, Standing, int] | None:
    """The own index of the year in question, its place, and how many departments have one; None without.

    Departments of the other kind (made up, or not) are no part of it; others without an index may stand
    anywhere. Indices are compared as they are printed, with one decimal.
    """
    now = course.frame[course.frame["year"] == peers.book.year]
    indices = {row["department"]: row["index"] for row in now.to_dict("records") if row["index"] is not None}
    own = indices.pop(peers.own, None)
    if own is None or not indices:
        return None
    unknown = sum(why not in OTHER_KIND for why in now["why"]) - len(indices) - 1
    return own, standing(own, indices.values(), unknown, INDEX_PLACES), len(indices) + 1

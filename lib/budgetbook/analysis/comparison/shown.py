"""Which departments a page has room for: those nearest in size, the same in every exhibit."""

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from budgetbook.analysis.comparison.measures import EXPENDITURE, INCOME
from budgetbook.analysis.comparison.readings import Figures

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

MOST = 20


@lru_cache(maxsize=4)
def shown(peers: "Peers") -> tuple[str, ...]:
    """The own department and those nearest to it in size, at most `MOST`, in the order of their folders.

    Size is the expenditure, or else the total income, of the latest compared year that tells it. Those that
    tell none come last; where the own department tells none, the largest come first.
    """
    slugs = [one.slug for one in peers.departments]
    if len(slugs) <= MOST:
        return tuple(slugs)
    sizes = _sizes(peers)
    own = sizes[peers.own]

    def distance(slug: str) -> tuple[bool, bool, Decimal, str]:
        size = sizes[slug]
        if own is None or size is None:
            return slug != peers.own, size is None, -(size or Decimal(0)), slug
        # Twice as large is as far as half as large.
        return slug != peers.own, False, max(size, own) / min(size, own), slug

    return tuple(sorted(sorted(slugs, key=distance)[:MOST]))


def _sizes(peers: "Peers") -> dict[str, Decimal | None]:
    figures = Figures(peers, [EXPENDITURE, INCOME], peers.years)
    found: dict[str, Decimal | None] = {}
    for one in peers.departments:
        told = (
            figures.read(one.slug, year, item).value
            for year in reversed(peers.years)
            for item in (EXPENDITURE, INCOME)
        )
        found[one.slug] = next((value for value in told if value is not None and value > 0), None)
    return found

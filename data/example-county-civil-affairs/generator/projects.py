"""What every project was given, spent and carried over, year after year."""

from collections.abc import Iterator
from dataclasses import dataclass

from design import FIRST, LAST, PROJECTS, STORY, Project
from exact import THOUSAND, draw, grown, scaled

_ROUND = 100  # budgets are set in whole 万元, small ones in tenths
_SMALL = 10_000


@dataclass(frozen=True)
class Money:
    """One project in one year, in cents."""

    project: Project
    year: int
    initial: int
    carried_in: int
    adjusted: int
    spent: int
    carried_over: int


def money() -> dict[int, dict[str, Money]]:
    """Every project by year and key, from the year before the first on."""
    found: dict[int, dict[str, Money]] = {}
    for year in range(FIRST - 1, LAST + 1):
        before = found.get(year - 1, {})
        found[year] = {one.project.key: one for one in _year(year, before)}
    return found


def _year(year: int, before: dict[str, Money]) -> Iterator[Money]:
    for project in PROJECTS:
        if project.first <= year <= project.last:
            last = before.get(project.key)
            yield _money(project, year, last.carried_over if last else 0)


def _money(project: Project, year: int, carried_in: int) -> Money:
    key = (project.key, year)
    told = STORY["money"].get(project.key, {}).get(str(year), {})
    course = scaled(
        grown(project.budget, project.growth, year - project.first), draw(975, 1025, *key, "initial")
    )
    unit = _ROUND if course >= _SMALL else 10
    initial = told["initial"] * 100 if "initial" in told else course // unit * unit
    moved = draw(-60, 80, *key, "adjust") if draw(1, 100, *key, "is adjusted") > 40 else 0
    adjusted = carried_in + scaled(initial, THOUSAND + told.get("adjust", moved))
    adjusted += draw(0, 99, *key, "cents") if moved else 0
    full = draw(1, 100, *key, "is full") > 70
    rate = told.get("execution", THOUSAND if full else draw(925, 998, *key, "execution"))
    spent = scaled(adjusted, rate) - (draw(0, 49, *key, "odd cents") if 0 < rate < THOUSAND else 0)
    left = max(0, adjusted - spent)
    ends = year == project.last != LAST
    keeps = project.key in STORY["carries"]["projects"] or draw(1, 100, *key, "keeps") > 85
    return Money(project, year, initial, carried_in, adjusted, spent, left if keeps and not ends else 0)

"""What can be chosen with some accounts, and what comes nearest to a wish that cannot be met."""

from pathlib import Path

from budgetbook.accounts import Accounts
from budgetbook.accounts.department import read_department
from budgetbook.accounts.folder import MOST_YEARS, departments
from budgetbook.accounts.schema import PHASES
from budgetbook.explore.lines import lines
from budgetbook.explore.topic import DEPTHS, Topic

# flow → depth → phases, each with an amount that is known.
Offers = dict[str, dict[str, tuple[str, ...]]]


def places(root: Path) -> dict[str, list[int]]:
    """The departments of a data folder that have years, with them; both ascending."""
    return {name: years for name, years in departments(root).items() if years}


def name_of(root: Path, department: str, language: str) -> str:
    """A department's name in the reader's language, that of its folder where its file cannot be read."""
    found, _ = read_department(root / department, root)
    return found.name(language) if found else department


def year_meant(years: list[int], wished: int) -> int:
    """The year that was wished for where there is one, else the latest."""
    return wished if wished in years else years[-1]


def spans(years: list[int], year: int) -> list[int]:
    """How many years may be looked at together, counted back from one of them: 1 to at most five."""
    return list(range(1, min(MOST_YEARS, year - years[0] + 1) + 1))


def offers(book: Accounts) -> Offers:
    """The flows, depths and phases for which this year has any amount; what has none is not offered."""
    found = {
        flow: {
            depth: tuple(
                phase
                for phase in reversed(PHASES)
                if lines(book, Topic(flow, depth, phase))["amount"].notna().any()
            )
            for depth in depths
        }
        for flow, depths in DEPTHS.items()
    }
    kept = {
        flow: {depth: phases for depth, phases in depths.items() if phases} for flow, depths in found.items()
    }
    return {flow: depths for flow, depths in kept.items() if depths}


def nearest(wished: Topic, offered: Offers) -> Topic | None:
    """The topic that was wished for, or what of it is offered and the first of the rest; None without any."""
    if not offered:
        return None
    flow = wished.flow if wished.flow in offered else next(iter(offered))
    depths = offered[flow]
    depth = wished.depth if wished.depth in depths else next(iter(depths))
    return Topic(flow, depth, wished.phase if wished.phase in depths[depth] else depths[depth][0])

"""How far projects strayed from their budgets, and how far the budgets could be relied on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import PHASES
from budgetbook.analysis.arithmetic import HUNDRED, difference, share, total, whole
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.projects import listed

# PEFA, Framework for Assessing Public Financial Management (2016), in %: PI-1 aggregate outturn within these
# limits, PI-2 (dimension 2.1) composition variance below these, in at least two of the last three years.
OUTTURN = {
    "A": (Decimal(95), Decimal(105)),
    "B": (Decimal(90), Decimal(110)),
    "C": (Decimal(85), Decimal(115)),
}
VARIANCE = {"A": Decimal(5), "B": Decimal(10), "C": Decimal(15)}
LOWEST = "D"
RATED_YEARS = 3

_Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Totals:
    """What some projects add up to: how many there are, their amounts in 万元, their rates in %.

    `above`, `below` and `flagged` count projects; so do `raised` and `cut`, whose budgets grew by `added` and
    shrank by `taken` during the year, among the `adjustable` that have both budgets. An amount that one of
    the projects does not tell is None.
    """

    number: int
    initial: Decimal | None
    adjusted: Decimal | None
    budget: Decimal | None
    spent: Decimal | None
    deviation: Decimal | None
    percent: Decimal | None
    execution: Decimal | None
    above: int
    below: int
    flagged: int
    adjustable: int
    raised: int
    added: Decimal
    cut: int
    taken: Decimal

    @property
    def net(self) -> Decimal:
        """What the year added to the budgets less what it took from them, in 万元."""
        return self.added - self.taken


def deviations(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The projects of a year whose budget and spending are both published, the largest deviation first.

    Columns: project, label, division, initial, adjusted, adjustment (adjusted less initial), budget (the
    adjusted one, else the initial), spent, deviation (spent less budget; all in 万元), percent (% of the
    budget), flagged, basis, source. Flagged is a deviation of the settings' `deviation` % or more,
    which any deviation from a budget of nothing is.
    """
    limit = book.settings.deviation
    rows = [
        {
            **row,
            "adjustment": difference(row["adjusted"], row["initial"]),
            "percent": share(row["deviation"], row["budget"]),
            "flagged": row["deviation"] != 0 and abs(row["deviation"]) * HUNDRED >= limit * row["budget"],
        }
        for row in listed(book, year).to_dict("records")
        if row["deviation"] is not None
    ]
    rows.sort(key=lambda row: (-abs(row["deviation"]), row["project"]))
    columns = [
        "project", "label", "division", "initial", "adjusted", "adjustment", "budget", "spent", "deviation",
        "percent", "flagged", "basis", "source",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)


def totals(projects: pd.DataFrame) -> Totals:
    """What projects of `deviations` add up to: all of them, or those that a chart merges into one."""
    budget, spent = whole(projects["budget"]), whole(projects["spent"])
    moved = [amount for amount in projects["adjustment"] if amount is not None]
    grown, shrunk = [one for one in moved if one > 0], [one for one in moved if one < 0]
    return Totals(
        number=len(projects),
        initial=whole(projects["initial"]),
        adjusted=whole(projects["adjusted"]),
        budget=budget,
        spent=spent,
        deviation=difference(spent, budget),
        percent=share(difference(spent, budget), budget),
        execution=share(spent, budget),
        above=sum(deviation > 0 for deviation in projects["deviation"]),
        below=sum(deviation < 0 for deviation in projects["deviation"]),
        flagged=int(projects["flagged"].sum()),
        adjustable=len(moved),
        raised=len(grown),
        added=sum(grown, Decimal(0)),
        cut=len(shrunk),
        taken=-sum(shrunk, Decimal(0)),
    )


def composition_variance(lines: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """PEFA PI-2 of some lines' (budget, spent): how far the composition strayed, in %.

    Each budget is scaled by total spending ÷ total budget, then Σ|spent − scaled| ÷ Σ scaled. None where
    either total is not above zero.
    """
    budget = sum((planned for planned, _ in lines), Decimal(0))
    spent = sum((paid for _, paid in lines), Decimal(0))
    if budget <= 0 or spent <= 0:
        return None
    # Multiplied out, so that no division rounds before the sum.
    apart = sum((abs(paid * budget - planned * spent) for planned, paid in lines), Decimal(0))
    return share(apart, budget * spent)


def credibility(book: Accounts) -> pd.DataFrame:
    """PEFA PI-1 and PI-2 of the projects of every loaded year that has both their budgets and spending.

    Columns: year, phase (the budget they are held to: `initial_budget` as PEFA asks, where at least half of
    the projects publish it, else `adjusted_budget`), projects (how many have both), listed, budget, spent
    (万元), outturn (%), outturn_grade, by (`division` where the projects of all years name several, else
    `project`), lines, variance (%), shifted (% of the spending that other lines were meant to have: half the
    variance), variance_grade (None where one line has nothing to shift to), and where the phase is the
    initial budget: adjustment (by how much the same projects' adjusted budgets are above it, 万元), execution
    (their spending in % of these; both None where one is not published), carried_in (what last year's
    projects had carried over at its end, 万元).
    """
    counted = {year: _counted(book, year) for year in book.years}
    divisions = {row["division"] for _, rows in counted.values() for row in rows}
    by = "division" if len(divisions) > 1 and "" not in divisions else "project"
    table = []
    for year, (phase, rows) in counted.items():
        lines = _by_line(rows, phase, by)
        budget, spent = whole(planned for planned, _ in lines), whole(paid for _, paid in lines)
        outturn, variance = share(spent, budget), composition_variance(lines)
        if outturn is None:
            continue
        held_to_adjusted = phase == PHASES[1]
        adjusted = None if held_to_adjusted else whole(row[PHASES[1]] for row in rows)
        table.append(
            (
                year,
                phase,
                len(rows),
                len(book.rows("projects", year)),
                budget,
                spent,
                outturn,
                outturn_grade(outturn),
                by,
                len(lines),
                variance,
                None if variance is None else variance / 2,
                None if variance is None or len(lines) == 1 else variance_grade(variance),
                difference(adjusted, budget),
                share(spent, adjusted),
                None if held_to_adjusted else total(listed(book, year - 1)["carried_over"]),
            )
        )
    columns = [
        "year", "phase", "projects", "listed", "budget", "spent", "outturn", "outturn_grade", "by", "lines",
        "variance", "shifted", "variance_grade", "adjustment", "execution", "carried_in",
    ]  # fmt: skip
    return frame_of(table, columns)


def rating(book: Accounts) -> pd.DataFrame:
    """The PEFA grades over this year and the two before it, which two of the three years must reach.

    Columns: measure (`outturn`, `variance`), known (years), grade (None unless all three are known).
    """
    frame = credibility(book)
    recent = frame[frame["year"] > book.year - RATED_YEARS]
    rows = []
    for measure in ("outturn", "variance"):
        grades = sorted(grade for grade in recent[f"{measure}_grade"] if grade is not None)
        # The second best of three is reached by two.
        rows.append((measure, len(grades), grades[1] if len(grades) == RATED_YEARS else None))
    return pd.DataFrame(rows, columns=["measure", "known", "grade"], dtype=object)


def inside(rates: Iterable[Decimal]) -> int:
    """How many execution rates (%) lie within the limits of PEFA's best grade, these included."""
    low, high = OUTTURN["A"]
    return sum(low <= rate <= high for rate in rates)


def outturn_grade(outturn: Decimal) -> str:
    """The PI-1 grade of one year's total spending in % of its budget; the limits belong to the grade."""
    return next((grade for grade, (low, high) in OUTTURN.items() if low <= outturn <= high), LOWEST)


def variance_grade(variance: Decimal) -> str:
    """The PI-2 grade of one year's composition variance in %; the limits belong to the next grade."""
    return next((grade for grade, below in VARIANCE.items() if variance < below), LOWEST)


def _counted(book: Accounts, year: int) -> tuple[str, list[_Row]]:
    """The budget a year's projects are held to, and those that publish it and their spending."""
    rows: list[_Row] = [*book.rows("projects", year).to_dict("records")]
    initial, adjusted = (
        [row for row in rows if row[phase] is not None and row["spent"] is not None] for phase in PHASES[:2]
    )
    return (PHASES[1], adjusted) if len(initial) * 2 < len(adjusted) else (PHASES[0], initial)


def _by_line(rows: Sequence[_Row], phase: str, by: str) -> list[tuple[Decimal, Decimal]]:
    """Budget and spending of every division, or of every project."""
    lines: dict[str, tuple[Decimal, Decimal]] = {}
    for row in rows:
        planned, paid = lines.get(row[by], (Decimal(0), Decimal(0)))
        lines[row[by]] = (planned + row[phase], paid + row["spent"])
    return list(lines.values())

"""How scores go together with execution rates and with money, and the projects where they do not."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects
from budgetbook.analysis.frames import frame_of

Measure = Literal["execution", "budget"]

# From so many projects on a correlation is computed: of four, one order in twelve is a perfect one.
FEWEST = 5
# From which size on (without its sign) a correlation is called weak, medium, strong: Evans 1996, whose
# two uppermost classes are one here.
STRENGTHS = (("strong", Decimal("0.6")), ("medium", Decimal("0.4")), ("weak", Decimal("0.2")))


# The kind of noteworthy project that each measure tells.
KINDS: dict[Measure, str] = {"execution": "unspent", "budget": "costly"}


@dataclass(frozen=True)
class Relation:
    """The rank correlation of score and a measure over `number` projects, and how it reads.

    `reading`: `strong`, `medium`, `weak` or `unclear`; without a correlation `too_few`, `same_score` or
    `same_measure`.
    """

    measure: Measure
    number: int
    rho: Decimal | None
    reading: str


def compared(book: Accounts) -> pd.DataFrame:
    """This year's projects with a score, the noteworthy first, then the largest budget.

    Columns: project, label, division ("" where not told), score (in % of the full score), execution (% of the
    budget), budget (of the year, 万元), spent (万元), kind, basis, source. Of kind `unspent` is a project
    graded excellent whose execution rate is below the department's `low_execution`; of kind `costly` one
    graded fair or poor whose budget is above the median of them all (what it spent would make an idle project
    look small); the others have none (""). The two are the corners of score and money that an analyst asks
    about first.
    """
    listed = projects.listed(book)
    listed = listed[listed["percent"].notna()]
    middle = median_budget(book)
    rows = [
        (
            row["project"],
            row["label"],
            row["division"],
            row["percent"],
            row["execution"],
            row["budget"],
            row["spent"],
            _kind(book, row["percent"], row["execution"], row["budget"], middle),
            row["basis"],
            row["source"],
        )
        for _, row in listed.iterrows()
    ]
    columns = [
        "project", "label", "division", "score", "execution", "budget", "spent", "kind", "basis", "source",
    ]  # fmt: skip
    rows.sort(key=lambda row: (not row[7], -(row[5] or 0), row[0]))
    return frame_of(rows, columns)


@dataclass(frozen=True)
class Counted:
    """How many scored projects have a measure and are `without`, and how many of them are of its kind.

    `nothing` have 0 of the measure, or less.
    """

    known: int
    without: int
    noteworthy: int
    nothing: int


def counted(book: Accounts, measure: Measure) -> Counted:
    """The projects of `compared` by a measure, counted."""
    frame = compared(book)
    known = frame[frame[measure].notna()]
    return Counted(
        len(known),
        len(frame) - len(known),
        int((known["kind"] == KINDS[measure]).sum()),
        int((known[measure] <= 0).sum()),
    )


def median_budget(book: Accounts) -> Decimal | None:
    """The median of this year's budgets of the scored projects, in 万元; None where none is known."""
    listed = projects.listed(book)
    known = listed.loc[listed["percent"].notna() & listed["budget"].notna(), "budget"]
    return median(known) if len(known) else None


def _kind(
    book: Accounts,
    score: Decimal,
    execution: Decimal | None,
    budget: Decimal | None,
    middle: Decimal | None,
) -> str:
    rules = book.settings
    if score >= rules.excellent_from and execution is not None and execution < rules.low_execution:
        return "unspent"
    if score < rules.good_from and budget is not None and middle is not None and budget > middle:
        return "costly"
    return ""


def outlying(book: Accounts, measure: Measure) -> pd.DataFrame:
    """The projects of `compared` with the measure that lie low, the lowest score first.

    Those below the good grade; beside execution rates also those below the department's `low_execution`.
    """
    frame, rules = compared(book), book.settings
    known = frame[frame[measure].notna()]
    low = known["score"] < rules.good_from
    if measure == "execution":
        low |= known["execution"] < rules.low_execution
    return known[low].sort_values(["score", "project"], ignore_index=True)


def relation(book: Accounts, measure: Measure) -> Relation:
    """How the scores of this year's projects go with their execution rates or with their budgets."""
    frame = compared(book)
    known = frame[frame[measure].notna()]
    scores, values = list(known["score"]), list(known[measure])
    rho = rank_correlation(scores, values)
    if rho is not None:
        reading = next((name for name, least in STRENGTHS if abs(rho) >= least), "unclear")
    elif len(known) < FEWEST:
        reading = "too_few"
    else:
        reading = "same_score" if len(set(scores)) == 1 else "same_measure"
    return Relation(measure, len(known), rho, reading)


def rank_correlation(xs: Sequence[Decimal], ys: Sequence[Decimal]) -> Decimal | None:
    """Spearman's rank correlation of pairs, from −1 to 1; equal values share the mean of their ranks.

    None for fewer than `FEWEST` pairs and where all xs or all ys are equal. Exact up to the square root: it
    is Pearson's correlation of the ranks, in whole numbers since the ranks are doubled.
    """
    number = len(xs)
    ranks, others = _doubled_ranks(xs), _doubled_ranks(ys)
    across = number * sum(a * b for a, b in zip(ranks, others, strict=True)) - sum(ranks) * sum(others)
    spread = _spread(ranks) * _spread(others)
    return Decimal(across) / Decimal(spread).sqrt() if spread and number >= FEWEST else None


def _doubled_ranks(values: Sequence[Decimal]) -> list[int]:
    """Twice the mean rank of each value: first plus last place among the sorted ones, counted from 1."""
    ordered = sorted(values)
    return [bisect_left(ordered, value) + bisect_right(ordered, value) + 1 for value in values]


def _spread(ranks: Sequence[int]) -> int:
    """The variance of ranks times the square of their number."""
    return len(ranks) * sum(rank * rank for rank in ranks) - sum(ranks) ** 2

"""How the projects' scores are spread: over bins, grades, divisions and years, all in % of the full score."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis.arithmetic import HUNDRED, difference, ratio, share, total
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.projects import division_labels, listed
from budgetbook.analysis.scores import bands, grade_counts, grade_of, graded_summary
from budgetbook.words import round_half_up

# Points. Below the lowest limit too: of equally wide bins the bars can be compared by their height alone.
STEP = Decimal(5)
FINE = Decimal(1)
# From this % of the projects on scores count as crowded, in the top grade or within so many points of full.
CROWDED = Decimal(80)
NEAR_FULL = Decimal(5)
MOST_LOWEST = 3
_MEANS = ("n", "unscored", "mean", "weighted", "weighted_n", "gap", "median", "budget", "spent")


@dataclass(frozen=True)
class Shape:
    """Where this year's scores lie: how many there are and are not, the lowest and the highest.

    `at_low` projects have the lowest score, `top` are in the best grade and `near` within `NEAR_FULL` points
    of the full score, with their shares in %.
    """

    n: int
    unscored: int
    low: Decimal
    high: Decimal
    at_low: int
    top: int
    top_share: Decimal
    near: int
    near_share: Decimal

    @property
    def top_crowded(self) -> bool:
        """Whether so many are in the best grade that it needs bins of its own."""
        return self.top_share >= CROWDED

    @property
    def near_crowded(self) -> bool:
        """Whether so many are next to the full score that scores hardly tell projects apart."""
        return self.near_share >= CROWDED


@dataclass(frozen=True)
class Course:
    """The share of the best grade in the first and the last year, in % as printed.

    `year` is the one that lies furthest outside of what those two span, with its share; None where none does.
    """

    first: Decimal
    last: Decimal
    year: int | None
    between: Decimal | None


def scored(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The projects with a score in a year (the accounts' own by default), the lowest first.

    The columns of `projects.listed` and `computed`, the grade that the score has.
    """
    frame = listed(book, year)
    frame = frame[frame["percent"].notna()].sort_values(["percent", "project"]).reset_index(drop=True)
    return frame.assign(computed=[grade_of(book, percent) for percent in frame["percent"]])


def shape(book: Accounts) -> Shape | None:
    """Where this year's scores lie; None where no project has one."""
    percents = list(scored(book)["percent"])
    if not percents:
        return None
    n = len(percents)
    top = sum(percent >= bands(book)[0].low for percent in percents)
    near = sum(percent >= HUNDRED - NEAR_FULL for percent in percents)
    return Shape(
        n,
        len(listed(book)) - n,
        percents[0],
        percents[-1],
        percents.count(percents[0]),
        top,
        Decimal(top) / n * HUNDRED,
        near,
        Decimal(near) / n * HUNDRED,
    )


def lowest(book: Accounts) -> pd.DataFrame:
    """The rows of `scored` with the lowest scores: at most three, and never all where there are several.

    Of projects with the same score either all are among them or none.
    """
    frame = scored(book)
    percents = list(frame["percent"])
    most = min(MOST_LOWEST, max(len(percents) - 1, 1))
    while 0 < most < len(percents) and percents[most - 1] == percents[most]:
        most -= 1
    return frame.head(most)


def bins(book: Accounts) -> pd.DataFrame:
    """This year's scores in bins of 5 points, cut at the limits of the grades too, from 0 up.

    A bin holds its lower edge and not its upper one; the last holds the full score and what is above it.
    Columns: low, high (% of the full score), grade, count, share (%), projects (names in the reader's
    language, the lowest score first). Empty where no project has a score.
    """
    return _binned(book, [band.low for band in bands(book)], STEP)


def fine_bins(book: Accounts) -> pd.DataFrame:
    """The same for the best grade alone in bins of 1 point; shares are still of all projects."""
    return _binned(book, [bands(book)[0].low], FINE)


def _binned(book: Accounts, limits: Sequence[Decimal], step: Decimal) -> pd.DataFrame:
    columns = ["low", "high", "grade", "count", "share", "projects"]
    frame = scored(book)
    if frame.empty:
        return pd.DataFrame(columns=columns)
    steps = {step * number for number in range(int(HUNDRED / step)) if step * number > min(limits)}
    lows = sorted({*limits, *steps})
    members: list[list[str]] = [[] for _ in lows]
    for percent, label in zip(frame["percent"], frame["label"], strict=True):
        place = bisect_right(lows, percent) - 1
        if place >= 0:
            members[place].append(label)
    rows = [
        (
            low,
            high,
            grade_of(book, low),
            Decimal(len(names)),
            share(Decimal(len(names)), Decimal(len(frame))),
            tuple(names),
        )
        for (low, high), names in zip(pairwise([*lows, HUNDRED]), members, strict=True)
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def means(book: Accounts) -> pd.DataFrame:
    """The mean scores of every loaded year that has a scored project.

    Columns: year, n, unscored (listed projects without a score), mean, weighted (by the year's budget, of the
    `weighted_n` projects that tell it: what was spent would make idle projects weigh little), gap (weighted
    less the simple mean of the same projects), median (all in % of the full score), budget and spent (万元 of
    the scored projects), last_n and change (n and points against the mean of the year before, None where
    that has none).
    """
    found = {year: _means(listed(book, year)) for year in book.years}
    rows = []
    for year in (year for year in book.years if found[year]["n"]):
        last = found.get(year - 1, {"n": 0, "mean": None})
        change = difference(found[year]["mean"], last["mean"])
        rows.append((year, *found[year].values(), last["n"] or None, change))
    return frame_of(rows, ["year", *_MEANS, "last_n", "change"])


def by_division(book: Accounts) -> pd.DataFrame:
    """This year's scores by division, the lowest mean first, then divisions of which no score is published.

    Columns: division ("" for the projects that tell none, which come last), those of `means` from n to
    spent, and a count for each grade. Empty where no project has a score.
    """
    frame = listed(book)
    if not frame["percent"].notna().any():
        frame = frame.head(0)
    rows, labels = [], division_labels(frame)
    for key, projects in frame.groupby("division_key", sort=True):
        grades = [grade_of(book, percent) for percent in projects["percent"] if percent is not None]
        rows.append(
            (labels[str(key)], *_means(projects).values(), *(Decimal(grades.count(one)) for one in GRADES))
        )
    mean = 1 + _MEANS.index("mean")
    rows.sort(key=lambda row: (row[0] == "", row[mean] is None, row[mean] or 0))
    return frame_of(rows, ["division", *_MEANS, *GRADES])


def over_years(book: Accounts) -> pd.DataFrame:
    """The grades of every loaded year that tells them, from its projects' scores or else its summary.

    Columns: year, grade, count, share (%), budget and spent (万元; None of a summary), n (the counts
    together), mean (% of the full score; the published average of a summary), weighted (by the year's budget;
    None of a summary), by (`projects` or `summary`).
    """
    rows: list[tuple[Any, ...]] = []
    told = ["grade", "count", "share", "budget", "spent"]
    for year in book.years:
        counts, summary = grade_counts(book, year), graded_summary(book, year)
        found = _means(listed(book, year))
        mean = found["mean"]
        if mean is None and summary is not None:
            mean = share(summary["average_score"], summary["full_score"] or HUNDRED)
        n = total(counts["count"])
        rows += [
            (year, *(row[name] for name in told), n, mean, found["weighted"], row["by"])
            for _, row in counts.iterrows()
        ]
    return frame_of(rows, ["year", *told, "n", "mean", "weighted", "by"])


def best_over_years(book: Accounts) -> Course | None:
    """How the share of the best grade went over the loaded years that tell it; None for fewer than two."""
    frame = over_years(book)
    frame = frame[(frame["grade"] == GRADES[0]) & frame["share"].notna()]
    told = {year: round_half_up(one) for year, one in zip(frame["year"], frame["share"], strict=True)}
    if len(told) < 2:
        return None
    first, last = told[min(told)], told[max(told)]
    low, high = sorted((first, last))

    def beyond(year: int) -> Decimal:
        return max(low - told[year], told[year] - high)

    # Of years that are equally far out the earliest.
    between = max(sorted(told), key=beyond)
    known = beyond(between) > 0
    return Course(first, last, between if known else None, told[between] if known else None)


def _means(projects: pd.DataFrame) -> dict[str, Any]:
    """The columns `_MEANS` of some rows of `projects.listed`."""
    known = projects[projects["percent"].notna()]
    percents = list(known["percent"])
    # A budget taken back weighs nothing: with a negative weight a mean can lie outside its scores.
    given = [
        (budget, percent)
        for budget, percent in zip(known["budget"], percents, strict=True)
        if budget is not None and budget >= 0
    ]
    weighted = ratio(total(one * percent for one, percent in given), total(one for one, _ in given))
    return {
        "n": len(known),
        "unscored": len(projects) - len(known),
        "mean": _mean(percents),
        "weighted": weighted,
        "weighted_n": len(given) if weighted is not None else 0,
        "gap": difference(weighted, _mean([percent for _, percent in given])),
        "median": median(percents) if percents else None,
        "budget": total(known["budget"]),
        "spent": total(known["spent"]),
    }


def _mean(percents: Sequence[Decimal]) -> Decimal | None:
    return ratio(total(percents), Decimal(len(percents)))

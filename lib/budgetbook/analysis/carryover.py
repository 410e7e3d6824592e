"""Money that projects carry into the next year: how much, and which projects carry some year after year."""

from decimal import Decimal
from itertools import takewhile

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import difference, percent_change, share, total
from budgetbook.analysis.followed import history
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.projects import listed


def returning(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """Projects with carry-over at the end of at least `settings.carry_over_years` years running up to a year.

    The year is the accounts' own by default. One row a project and year of its run, the largest carry-over of
    that year first, the years ascending. Columns: project, label, division, year, name (in the row's year),
    carried_over, budget (万元), share (carry-over in % of the row's year's budget), since (the run's first
    year), years (their number). A year without a figure ends a run: it is not known to have had any.
    """
    rows: list[tuple[object, ...]] = []
    for _, known in history(book, year).groupby("project", sort=False):
        back = takewhile(lambda row: (row["carried_over"] or 0) > 0, known.to_dict("records")[::-1])
        run = list(back)[::-1]
        if len(run) < book.settings.carry_over_years:
            continue
        rows += [
            (
                *(row[column] for column in ("project", "label", "division", "year", "name")),
                row["carried_over"],
                row["budget"],
                share(row["carried_over"], row["budget"]),
                run[0]["year"],
                len(run),
                -run[-1]["carried_over"],
            )
            for row in run
        ]
    columns = [
        "project", "label", "division", "year", "name", "carried_over", "budget", "share", "since", "years",
        "order",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns, dtype=object).sort_values(["order", "project", "year"])
    return frame.drop(columns="order").reset_index(drop=True)


def totals(book: Accounts) -> pd.DataFrame:
    """The carry-over of all listed projects at the end of every loaded year that tells any.

    Columns: year, carried_over (万元), projects (that have some), last (the year before, 万元), change
    (万元), percent (%), and of the projects that had some for `settings.carry_over_years` years running:
    returning (万元), returning_share (% of the carry-over), returning_projects; None where fewer years are
    known.
    """
    known: dict[int, Decimal] = {}
    rows = []
    for year in book.years:
        amounts = listed(book, year)["carried_over"]
        carried = total(amounts)
        if carried is None:
            continue
        known[year] = carried
        last = known.get(year - 1)
        told = all(year - back in known for back in range(book.settings.carry_over_years))
        again = returning(book, year)
        again = again[again["year"] == year]
        amount = sum(again["carried_over"], Decimal(0)) if told else None
        rows.append(
            (
                year,
                carried,
                sum(one is not None and one > 0 for one in amounts),
                last,
                difference(carried, last),
                percent_change(carried, last),
                amount,
                share(amount, carried),
                len(again) if told else None,
            )
        )
    columns = [
        "year", "carried_over", "projects", "last", "change", "percent", "returning", "returning_share",
        "returning_projects",
    ]  # fmt: skip
    return frame_of(rows, columns)

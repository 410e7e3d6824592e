"""Projects of the year: what each was given and spent, and how it scored."""

from functools import lru_cache

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import HUNDRED, difference, share
from budgetbook.analysis.frames import frame_of


def listed(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The projects listed for a year (the accounts' own by default), the largest budget first.

    Columns: project, label, division ("" where not told), division_key (the same in the document's own
    language, so that two with one English name stay two), initial, adjusted, budget, spent (万元), deviation
    (万元), execution (% of the budget), carried_over (万元), score, full, percent (the score in % of the full
    score), grade, basis, source. The budget is the adjusted one (全年预算数) where there is one, else the
    initial one.
    """
    return _listed(book, book.year if year is None else year).copy()


# A report asks for the same list some hundred times.
@lru_cache(maxsize=64)
def _listed(book: Accounts, year: int) -> pd.DataFrame:
    rows = []
    for _, row in book.rows("projects", year).iterrows():
        budget = row["adjusted_budget"] if row["adjusted_budget"] is not None else row["initial_budget"]
        full = row["full_score"] or HUNDRED
        rows.append(
            (
                row["project"],
                book.named(row, "project"),
                book.named(row, "division"),
                row["division"],
                row["initial_budget"],
                row["adjusted_budget"],
                budget,
                row["spent"],
                difference(row["spent"], budget),
                share(row["spent"], budget),
                row["carried_over"],
                row["score"],
                full,
                share(row["score"], full),
                row["grade"],
                row["basis"],
                row["source"],
            )
        )
    columns = [
        "project", "label", "division", "division_key", "initial", "adjusted", "budget", "spent", "deviation",
        "execution", "carried_over", "score", "full", "percent", "grade", "basis", "source",
    ]  # fmt: skip
    rows.sort(key=lambda row: (-(row[6] or 0), row[0]))
    return frame_of(rows, columns)


def division_labels(frame: pd.DataFrame) -> dict[str, str]:
    """What each `division_key` of some rows of `listed` is called: a translation wins where a row has one."""
    labels: dict[str, str] = {}
    for key, label in zip(frame["division_key"], frame["division"], strict=True):
        if label != key or key not in labels:
            labels[key] = label
    return labels

"""Projects of the year: what each was given and spent."""

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import difference, share


def listed(book: Accounts) -> pd.DataFrame:
    """The projects listed for the year, the largest budget first.

    Columns: project, label, division, budget, spent (万元), deviation (万元), execution (% of the budget),
    score, grade, basis, source. The budget is the adjusted one (全年预算数) where there is one, else the
    initial one.
    """
    rows = []
    for _, row in book.rows("projects").iterrows():
        budget = row["adjusted_budget"] if row["adjusted_budget"] is not None else row["initial_budget"]
        rows.append(
            (
                row["project"],
                row["project_en"] if book.language == "en" and row["project_en"] else row["project"],
                row["division"],
                budget,
                row["spent"],
                difference(row["spent"], budget),
                share(row["spent"], budget),
                row["score"],
                row["grade"],
                row["basis"],
                row["source"],
            )
        )
    columns = [
        "project", "label", "division", "budget", "spent", "deviation", "execution", "score", "grade",
        "basis", "source",
    ]  # fmt: skip
    rows.sort(key=lambda row: (-(row[3] or 0), row[0]))
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.where(frame.notna(), None)

"""Countable results of the year's work, and the parts that the whole is made of."""

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.frames import frame_of


def outputs(book: Accounts) -> pd.DataFrame:
    """The year's outputs in the order of the data.

    Columns: area, output, role (`whole`, `part`, `of_which`), part, value, unit, qualifier, share (% of the
    whole, for a part in the same unit), note, basis, source. Values are in the unit of their row.
    """
    rows = book.rows("outputs")
    wholes = {
        (row["output"], row["unit"]): row["value"] for _, row in rows.iterrows() if row["role"] == "whole"
    }
    told = [
        (
            book.named(row, "area"),
            book.named(row, "output"),
            row["role"],
            book.named(row, "part"),
            row["value"],
            row["unit"],
            row["qualifier"],
            None if row["role"] == "whole" else share(row["value"], wholes.get((row["output"], row["unit"]))),
            book.named(row, "note"),
            row["basis"],
            row["source"],
        )
        for _, row in rows.iterrows()
    ]
    columns = [
        "area",
        "output",
        "role",
        "part",
        "value",
        "unit",
        "qualifier",
        "share",
        "note",
        "basis",
        "source",
    ]
    return frame_of(told, columns)

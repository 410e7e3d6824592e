"""Countable results of the year's work, and the parts that the whole is made of."""

from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share, total
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
        "area", "output", "role", "part", "value", "unit", "qualifier", "share", "note", "basis", "source",
    ]  # fmt: skip
    return frame_of(told, columns)


def wholes(rows: pd.DataFrame) -> int:
    """How many outputs some rows of `outputs` tell, without their parts."""
    return int((rows["role"] == "whole").sum())


def divided(rows: pd.DataFrame) -> list[str]:
    """The outputs whose whole and all parts are published, in one unit, of some rows of `outputs`."""
    told = rows[rows["role"].isin(("whole", "part"))]
    return [
        str(output)
        for output, lines in told.groupby("output", sort=False)
        if set(lines["role"]) == {"whole", "part"}
        and lines["unit"].nunique() == 1
        and lines["value"].notna().all()
    ]


def largest_part(rows: pd.DataFrame, output: str) -> tuple[str, Decimal | None]:
    """The largest part of a `divided` output, the first of equals, and its share (%) of all parts."""
    parts = rows[(rows["output"] == output) & (rows["role"] == "part")].to_dict("records")
    largest = max(parts, key=lambda row: row["value"])
    return str(largest["part"]), share(largest["value"], total(row["value"] for row in parts))

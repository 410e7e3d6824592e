"""“三公”经费 in words: items with their counts, unit costs, budget and last year, and 只减不增."""

from budgetbook.accounts import Accounts
from budgetbook.analysis import three_public as analysis
from budgetbook.analysis.arithmetic import share
from budgetbook.prose.paragraphs import Prose, compose

# Which counts are told with which item.
_COUNTS = {
    "abroad": ("abroad_groups", "abroad_persons"),
    "vehicle_purchase": ("vehicles_purchased",),
    "vehicle_operation": ("vehicles",),
    "vehicle": ("vehicles_purchased", "vehicles"),
    "reception": ("reception_batches", "reception_persons"),
}


def three_public(book: Accounts) -> Prose:
    """The year's three public expenses with their counts and what one of each cost."""
    rows = {row["item"]: row for row in analysis.items(book).to_dict("records") if row["year"] == book.year}
    counted = {row["item"]: row for row in analysis.counts(book).to_dict("records") if row["year"] == book.year}
    parts = [
        {**rows[part["item"]], "share": part["share"], "counts": [counted[name] for name in _COUNTS[part["item"]] if name in counted]}
        for part in analysis.structure(book).to_dict("records")
    ]
    costs = {row["measure"]: row for row in analysis.unit_costs(book).to_dict("records") if row["year"] == book.year}
    total = rows.get("total")
    return compose(
        book,
        "three_public",
        total=total,
        of_expenditure=None if total is None else share(total["actual"], book.value("totals", "current_year_expenditure")),
        parts=parts,
        costs=costs,
    )


def limits(book: Accounts) -> Prose:
    """Whether any item grew against last year or overran its budget (只减不增)."""
    rows = [row for row in analysis.items(book).to_dict("records") if row["year"] == book.year and row["actual"] is not None]
    return compose(
        book,
        "limits",
        rows=rows,
        grown=[row for row in rows if row["over_last"]],
        overrun=[row for row in rows if row["over_budget"]],
        compared=any(row["over_last"] is not None for row in rows),
        budgeted=any(row["over_budget"] is not None for row in rows),
    )

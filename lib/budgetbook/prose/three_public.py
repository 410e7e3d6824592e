"""“三公”经费 in words: items with their counts, unit costs, budget and last year, and 只减不增."""

from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import three_public as analysis
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.change import printed_name
from budgetbook.prose.paragraphs import Prose, compose, records
from budgetbook.prose.reasons import Reasons, reasons_for

# Which counts are told with which item, those of one kind together.
_COUNTS = {
    "abroad": (("abroad_groups", "abroad_persons"),),
    "vehicle_purchase": (("vehicles_purchased",),),
    "vehicle_operation": (("vehicles",),),
    "vehicle": (("vehicles_purchased",), ("vehicles",)),
    "reception": (
        ("reception_batches", "reception_persons"),
        ("foreign_reception_batches", "foreign_reception_persons"),
    ),
}
# Counts that are nothing unusual at zero and told in words then.
_OFTEN_NONE = ("vehicles_purchased", "foreign_reception_batches")


def three_public(book: Accounts) -> Prose:
    """The year's three public expenses with their counts and unit costs.

    Reasons are told only of a total that is published.
    """
    rows = {row["item"]: row for row in _this_year(book)}
    total = rows.get("total")
    parts = [
        {**rows[part["item"]], "share": part["share"], "counts": _counted(book, part["item"])}
        for part in records(analysis.structure(book))
    ]
    costs = records(analysis.unit_costs(book))
    told = total is not None and total["actual"] is not None
    nothing = told and not any(row["actual"] for row in rows.values())
    spent = book.value("totals", "current_year_expenditure")
    return compose(
        book,
        "three_public",
        total=total,
        of_expenditure=share(total["actual"], spent) if total else None,
        spent=printed_name(book, "current_year_expenditure"),
        parts=parts,
        itemised=[] if nothing else parts,
        reasons=reasons_for(book, "three_public", total["change"])
        if total and told
        else Reasons(None, [], None),
        costs={row["measure"]: row for row in costs if row["year"] == book.year and row["cost"] is not None},
    )


def limits(book: Accounts) -> Prose:
    """Whether any item grew against last year or overran its budget (只减不增)."""
    rows = [row for row in _this_year(book) if row["actual"] is not None]
    return compose(
        book,
        "limits",
        rows=rows,
        grown=[row for row in rows if row["over_last"]],
        overrun=[row for row in rows if row["over_budget"]],
        compared=[row for row in rows if row["over_last"] is not None],
        budgeted=[row for row in rows if row["over_budget"] is not None],
    )


def _this_year(book: Accounts) -> list[dict[str, Any]]:
    return [row for row in records(analysis.items(book)) if row["year"] == book.year]


def _counted(book: Accounts, item: str) -> list[str]:
    """The published counts that belong to an item, each with its unit, those of one kind as one clause.

    What was neither spent nor counted needs no counts.
    """
    words, spent = book.words, analysis.actual_of(book, item, book.year)
    clauses = []
    for names in _COUNTS[item]:
        known = {name: count for name in names if (count := book.value("three_public", name)) is not None}
        if not known or not (any(known.values()) or spent):
            continue
        if names[0] in _OFTEN_NONE and not any(known.values()):
            clauses.append(words(f"counted.no_{names[0]}"))
            continue
        told = [words(f"counted.{name}", number=words.count(count)) for name, count in known.items()]
        clauses.append(words("number.comma").join(told))
    return clauses

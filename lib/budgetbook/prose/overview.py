"""The year in a few sentences, the staff, and what was not published."""

from budgetbook.accounts import Accounts
from budgetbook.analysis import change, scores, three_public
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.reconcile import reconcile
from budgetbook.prose.paragraphs import Prose, compose, records

# One figure a flow: the whole with what was carried over where it is published, else the year's own.
HEADLINES = (
    ("total_income", "current_year_income"),
    ("current_year_expenditure", "total_expenditure"),
    ("closing_carryover",),
)
# Tables that a report can be expected to have; the others are the analyst's own additions.
_EXPECTED = ("totals", "income", "expenditure", "three_public", "projects", "score_summary", "reasons")
_BUDGETED = ("totals", "income", "expenditure", "three_public")
MOST_SCORES = 2


def key_points(book: Accounts) -> Prose:
    """The year's findings in at most seven sentences, each with its figures."""
    rows = {row["item"]: row for row in records(change.headlines(book))}
    main = [next((rows[item] for item in items if item in rows), None) for items in HEADLINES]
    this_year = [row for row in records(three_public.items(book)) if row["year"] == book.year]
    total = next((row for row in this_year if row["item"] == "total"), None)
    spent = book.value("totals", "current_year_expenditure")
    return compose(
        book,
        "key_points",
        headlines=[row for row in main if row],
        three_public=total,
        three_public_share=share(total["actual"], spent) if total else None,
        spent=change.printed_name(book, "current_year_expenditure"),
        summaries=[row for row in summaries(book) if row["score"] is not None][:MOST_SCORES],
        findings=reconcile(book),
    )


def summaries(book: Accounts) -> list[dict[str, object]]:
    """What was published of this year's self-evaluation, with the overall or else the average `score`."""
    rows = [row for row in records(scores.published(book)) if row["year"] == book.year]
    return [{**row, "score": row["average"] if row["overall"] is None else row["overall"]} for row in rows]


def staff(book: Accounts) -> Prose:
    """The posts (编制) of the year."""
    return compose(book, "staff", posts=[one for one in book.department.staff if one.year == book.year])


def not_published(book: Accounts) -> Prose:
    """Which tables this year lacks and which budget figures, so that silence is not read as zero."""
    absent = [name for name in _EXPECTED if book.rows(name).empty]
    unbudgeted = [name for name in _BUDGETED if set(book.rows(name)["phase"]) == {"actual"}]
    classes = [
        kind
        for kind in ("function", "economic")
        if "expenditure" not in absent and book.rows("expenditure", classification=kind).empty
    ]
    words = book.words
    return compose(
        book,
        "not_published",
        absent=[words(f"table.{name}") for name in absent],
        unbudgeted=[words(f"table.{name}") for name in unbudgeted],
        classes=[words(f"choice.classification.{kind}") for kind in classes],
    )

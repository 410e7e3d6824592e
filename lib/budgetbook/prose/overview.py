"""The year in a few sentences, the staff, and what was not published."""

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import TABLES
from budgetbook.analysis import change, scores, three_public
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.reconcile import reconcile
from budgetbook.prose.paragraphs import Prose, compose

# One figure a flow: the whole with what was carried over where it is published, else the year's own.
_INCOME = ("total_income", "current_year_income")
_EXPENDITURE = ("current_year_expenditure", "total_expenditure")
# Tables that a report can be expected to have; the others are the analyst's own additions.
_EXPECTED = ("totals", "income", "expenditure", "three_public", "projects", "score_summary", "reasons")


def key_points(book: Accounts) -> Prose:
    """The year's findings in at most seven sentences, each with its figures."""
    rows = {row["item"]: row for row in change.headlines(book).to_dict("records")}
    main = [rows[item] for item in (_first(rows, _INCOME), _first(rows, _EXPENDITURE), "closing_carryover") if item in rows]
    items = {row["item"]: row for row in three_public.items(book).to_dict("records") if row["year"] == book.year}
    spent = book.value("totals", "current_year_expenditure")
    total = items.get("total")
    published = [row for row in scores.published(book).to_dict("records") if row["year"] == book.year]
    return compose(
        book,
        "key_points",
        headlines=main,
        three_public=total,
        three_public_share=None if total is None else share(total["actual"], spent),
        summaries=published,
        findings=reconcile(book),
    )


def staff(book: Accounts) -> Prose:
    """The posts (编制) of the year."""
    posts = [one for one in book.department.staff if one.year == book.year]
    return compose(book, "staff", posts=posts)


def not_published(book: Accounts) -> Prose:
    """Which tables this year lacks and which budget figures, so that silence is not read as zero."""
    absent = [book.words(f"table.{name}") for name in _EXPECTED if name in TABLES and book.rows(name).empty]
    budgets = [
        name
        for name in ("totals", "income", "expenditure", "three_public")
        if not book.rows(name).empty and set(book.rows(name)["phase"]) == {"actual"}
    ]
    classes = [
        book.words(f"choice.classification.{kind}")
        for kind in ("function", "economic")
        if book.rows("expenditure", classification=kind).empty and not book.rows("expenditure").empty
    ]
    return compose(book, "not_published", absent=absent, budgets=bool(budgets), classes=classes)


def _first(rows: dict[str, object], items: tuple[str, ...]) -> str:
    return next((item for item in items if item in rows), items[0])

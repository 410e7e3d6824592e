"""The year in a few sentences, the staff, and what was not published."""

from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis import carryover, change, projects, scores, screening, three_public
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.reconcile import reconcile
from budgetbook.analysis.scoring import recompute
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
# Tables whose lines are named where they stand without an amount, and the column that names them.
_NAMED_GAPS = {"totals": "item", "three_public": "item", "expenditure": "code"}
MOST_SCORES = 2
MOST_FOUND = 3
MOST_GAPS = 10


def key_points(book: Accounts) -> Prose:
    """The year's findings in at most ten sentences, each with its figures.

    What was found in the projects takes at most `MOST_FOUND` of them: those screened out, scores that the
    recomputed ones do not bear out, carry-over that returns, and, where one of these is silent, projects of
    low execution.
    """
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
        found=_found(book)[:MOST_FOUND],
        settings=book.settings,
        findings=reconcile(book),
    )


def _found(book: Accounts) -> list[tuple[str, Any]]:
    """What the analyses of projects found, the gravest first: the kind of each and its figures."""
    shares = screening.shares(book)
    compared = [row for row in records(recompute.projects(book)) if not row["unable"]]
    apart = [row for row in compared if row["differs"]]
    fallen = [row for row in apart if GRADES.index(row["regraded"]) > GRADES.index(row["grade"])]
    carried = next((row for row in records(carryover.totals(book)) if row["year"] == book.year), None)
    rates = [row["execution"] for row in records(projects.listed(book)) if row["execution"] is not None]
    slow = sum(rate < book.settings.low_execution for rate in rates)
    scored = {"compared": len(compared), "apart": len(apart), "fallen": len(fallen)}
    return [
        *([("screened", shares)] if shares.idle or shares.low else []),
        *([("scored", scored)] if apart else []),
        *([("returning", carried)] if carried and carried["returning_projects"] else []),
        *([("slow", {"number": slow, "of": len(rates)})] if slow else []),
    ]


def summaries(book: Accounts) -> list[dict[str, object]]:
    """What was published of this year's self-evaluation, with the overall or else the average `score`."""
    rows = [row for row in records(scores.published(book)) if row["year"] == book.year]
    return [{**row, "score": row["average"] if row["overall"] is None else row["overall"]} for row in rows]


def staff(book: Accounts) -> Prose:
    """The posts (编制) of the year."""
    return compose(book, "staff", posts=[one for one in book.department.staff if one.year == book.year])


def not_published(book: Accounts) -> Prose:
    """Which tables and budgets this year lacks, and which lines of any year stand there without an amount.

    It is told so that silence is not read as zero.
    """
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
        gaps=_gaps(book),
        most=MOST_GAPS,
    )


def _gaps(book: Accounts) -> list[str]:
    """Every line without an amount and its years: `公务接待费（2021年）`, with the phase of a budget."""
    words, found = book.words, dict[tuple[str, str], list[str]]()
    for table, column in _NAMED_GAPS.items():
        for year in book.years:
            rows = book.rows(table, year, **({"classification": "kind"} if table == "expenditure" else {}))
            for row in records(rows[rows["amount"].isna()]):
                item, phase = row[column], row["phase"]
                label = change.printed_name(book, item) if table == "totals" else book.label(table, item)
                found.setdefault((label, phase), []).append(words("number.year", year=year))
    return [
        words(
            "front.gap" if phase == "actual" else "front.gap_of_phase",
            label=label,
            phase=words(f"choice.phase.{phase}"),
            years=words("number.comma").join(years),
        )
        for (label, phase), years in found.items()
    ]

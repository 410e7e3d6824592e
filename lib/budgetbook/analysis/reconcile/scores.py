"""R16: scores, grades and weights of the performance self-evaluation."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.accounts.book import Record
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis.arithmetic import HUNDRED, total, whole
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.projects import complete_list
from budgetbook.analysis.reconcile.records import place, records
from budgetbook.analysis.reconcile.tolerance import EXACT, half_unit
from budgetbook.analysis.scores import WITHOUT_EXECUTION, grade_named, grade_of, scores_execution


@dataclass(frozen=True)
class Scored:
    """What was scored, out of what full score, and the row that says so."""

    subject: str
    name: str
    full: Decimal
    row: Record


def scores(book: Accounts, year: int) -> Iterator[Comparison]:
    """R16: 0 ≤ score ≤ full, grade as the score has it, Σ weights = full score, stated score = mean score."""
    projects = {one.row["project"]: one for one in _scored(book, year, "projects", "project")}
    for project in projects.values():
        yield from _score_and_grade(book, project, project.row["score"])
    yield from _indicators(book, year, projects)
    for summary in _scored(book, year, "score_summary", "scope"):
        overall, average = summary.row["overall_score"], summary.row["average_score"]
        yield from _score_and_grade(book, summary, average if overall is None else overall)
        yield from _grade_counts(book, summary)
    yield from _means(book, year)


def _scored(book: Accounts, year: int, table: str, key: str) -> Iterator[Scored]:
    for row in records(book, table, year, key):
        name = book.named(row, key)
        yield Scored(f"{table}.{row[key]}", name, row["full_score"] or HUNDRED, row)


def _score_and_grade(book: Accounts, scored: Scored, score: Decimal | None) -> Iterator[Comparison]:
    if score is None:
        return
    yield _within(book, scored, score)
    named = grade_named(scored.row["grade"])
    if named is None or score > scored.full:
        return
    words = book.words
    due = grade_of(book, score, scored.full)
    yield Comparison(
        scored.subject,
        score,
        None,
        None,
        named != due,
        words(
            "reconcile.R16.grade",
            year=scored.row["year"],
            name=scored.name,
            score=words.number(score),
            full=words.number(scored.full),
            grade=scored.row["grade"] if words.language == "zh" else words(f"grade.{named}"),
            due=words(f"grade.{due}"),
        ),
        (place(words, scored.row),),
    )


def _within(book: Accounts, scored: Scored, score: Decimal) -> Comparison:
    words = book.words
    return Comparison(
        scored.subject,
        score,
        scored.full,
        EXACT,
        score > scored.full,
        words(
            "reconcile.R16.within",
            year=scored.row["year"],
            name=scored.name,
            left=words.number(score),
            right=words.number(scored.full),
        ),
        (place(words, scored.row),),
    )


def _indicators(book: Accounts, year: int, projects: dict[str, Scored]) -> Iterator[Comparison]:
    """Each indicator's score is within its weight, and a project's weights sum to its full score.

    A form that has no row of its own for the execution rate may leave its tenth of the full score.
    """
    words = book.words
    indicators: dict[str, list[Record]] = {}
    for row in records(book, "indicators", year, "project", "level1", "level2", "level3"):
        indicators.setdefault(row["project"], []).append(row)
    for name, own in indicators.items():
        subject = f"indicators.{name}"
        for row in own:
            if row["score"] is not None and row["weight"] is not None:
                yield _within(
                    book, Scored(subject, book.named(row, "level3"), row["weight"], row), row["score"]
                )
        project = projects.get(name)
        full = HUNDRED if project is None else project.full
        known = [row["weight"] for row in own if row["weight"] is not None]
        if not known:
            continue
        weights = sum(known, Decimal(0))
        without = full * WITHOUT_EXECUTION
        apart = not any(scores_execution(row) for row in own)
        due = (full, without) if apart else (full,)
        yield Comparison(
            subject,
            weights,
            full,
            EXACT,
            weights > full if len(known) < len(own) else weights not in due,
            words(
                "reconcile.R16.weights_apart" if apart else "reconcile.R16.weights",
                year=year,
                name=name if project is None else project.name,
                left=words.number(weights),
                right=words.number(full),
                without=words.number(without),
            ),
            tuple(place(words, row) for row in own),
        )


def _grade_counts(book: Accounts, summary: Scored) -> Iterator[Comparison]:
    """The projects by grade are the projects; where a grade's number is missing they are at most those."""
    words, projects = book.words, summary.row["projects"]
    counts = [summary.row[grade] for grade in GRADES]
    graded = total(counts)
    if projects is None or graded is None:
        return
    yield Comparison(
        summary.subject,
        projects,
        graded,
        EXACT,
        graded > projects if None in counts else graded != projects,
        words(
            "reconcile.R16.counts",
            year=summary.row["year"],
            name=summary.name,
            left=words.number(projects),
            right=words.number(graded),
            difference=words.number(abs(projects - graded)),
        ),
        (place(words, summary.row),),
    )


def _means(book: Accounts, year: int) -> Iterator[Comparison]:
    """The stated score is the mean of the projects' scores, plain or weighted by what they spent."""
    row, rows = complete_list(book, year), records(book, "projects", year, "project")
    if row is None or any(one["score"] is None for one in rows):
        return
    words, full = book.words, row["full_score"] or HUNDRED
    # Projects may be scored out of another full score than the department.
    scales = [full / (one["full_score"] or HUNDRED) for one in rows]
    marks = [one["score"] * scale for one, scale in zip(rows, scales, strict=True)]
    plain = sum(marks, Decimal(0)) / len(marks)
    weighted, spent = None, whole(one["spent"] for one in rows)
    if spent is not None and spent > 0:
        weighted = (
            sum((mark * one["spent"] for mark, one in zip(marks, rows, strict=True)), Decimal(0)) / spent
        )
    halves = max(half_unit(one["score"]) * scale for one, scale in zip(rows, scales, strict=True))
    for column in ("overall_score", "average_score"):
        stated = row[column]
        if stated is None:
            continue
        mean = min((one for one in (plain, weighted) if one is not None), key=lambda one: abs(stated - one))
        tolerance = half_unit(stated) + halves
        yield Comparison(
            f"score_summary.{row['scope']}",
            stated,
            mean,
            tolerance,
            abs(stated - mean) > tolerance,
            words(
                "reconcile.R16.mean" if weighted is None else "reconcile.R16.means",
                year=year,
                name=book.named(row, "scope"),
                column=words(f"column.{column}"),
                left=words.number(stated),
                number=len(marks),
                plain=words.amount(plain),
                weighted=words.amount(weighted),
            ),
            (place(words, row), *(place(words, one) for one in rows)),
        )

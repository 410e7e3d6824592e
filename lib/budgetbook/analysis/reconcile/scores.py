"""R16: scores, grades and weights of the performance self-evaluation."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis.arithmetic import HUNDRED, total
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.projects import complete_list
from budgetbook.analysis.reconcile.sheet import in_language, place
from budgetbook.analysis.reconcile.tolerance import EXACT, half_unit
from budgetbook.analysis.scores import grade_named, grade_of

# Forms that score 预算执行率 apart from the indicators leave these 90 of 100 (财预〔2020〕10号).
_WITHOUT_EXECUTION = Decimal("0.9")


@dataclass(frozen=True)
class Scored:
    """What was scored, out of what full score, and the row that says so."""

    subject: str
    name: str
    full: Decimal
    row: "pd.Series[Any]"


def scores(book: Accounts, year: int) -> Iterator[Comparison]:
    """R16: 0 ≤ score ≤ full, grade as the score has it, Σ weights = full score, stated score = mean score."""
    projects = {one.name: one for one in _scored(book, year, "projects", "project")}
    for project in projects.values():
        yield from _score_and_grade(book, project, project.row["score"])
    yield from _indicators(book, year, projects)
    for summary in _scored(book, year, "score_summary", "scope"):
        overall, average = summary.row["overall_score"], summary.row["average_score"]
        yield from _score_and_grade(book, summary, average if overall is None else overall)
        yield from _grade_counts(book, summary)
    yield from _means(book, year)


def _scored(book: Accounts, year: int, table: str, key: str) -> Iterator[Scored]:
    for _, row in book.rows(table, year).sort_values(key).iterrows():
        name = in_language(book.language, row, key)
        yield Scored(f"{table}.{row[key]}", name, row["full_score"] or HUNDRED, row)


def _score_and_grade(book: Accounts, scored: Scored, score: Decimal | None) -> Iterator[Comparison]:
    if score is None:
        return
    yield _within(book, scored, score)
    named = grade_named(scored.row["grade"])
    if named is None or score > scored.full:
        return
    words = book.words
    due = grade_of(score, scored.full)
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
            grade=scored.row["grade"],
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
    """Each indicator's score is within its weight, and a project's weights sum to its full score."""
    words = book.words
    listed = {project.row["project"]: project for project in projects.values()}
    rows = book.rows("indicators", year).sort_values(["level1", "level2", "level3"])
    for name, own in rows.groupby("project", sort=True):
        subject = f"indicators.{name}"
        for _, row in own.iterrows():
            if row["score"] is not None and row["weight"] is not None:
                yield _within(book, Scored(subject, str(row["level3"]), row["weight"], row), row["score"])
        project = listed.get(name)
        full = HUNDRED if project is None else project.full
        weights = total(own["weight"])
        if weights is None:
            continue
        whole = full * _WITHOUT_EXECUTION
        incomplete = own["weight"].isna().any()
        yield Comparison(
            subject,
            weights,
            full,
            EXACT,
            weights > full if incomplete else weights not in (full, whole),
            words(
                "reconcile.R16.weights",
                year=year,
                name=name if project is None else project.name,
                left=words.number(weights),
                right=words.number(full),
                without=words.number(whole),
            ),
            tuple(place(words, row) for _, row in own.iterrows()),
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
    row, rows = complete_list(book, year), book.rows("projects", year).sort_values("project")
    if row is None or rows["score"].isna().any():
        return
    words, full = book.words, row["full_score"] or HUNDRED
    # Projects may be scored out of another full score than the department.
    scales = [full / (one or HUNDRED) for one in rows["full_score"]]
    marks = [score * scale for score, scale in zip(rows["score"], scales, strict=True)]
    plain = sum(marks, Decimal(0)) / len(marks)
    spent = total(rows["spent"]) or Decimal(0)
    weighted = None
    if rows["spent"].notna().all() and spent > 0:
        weighted = (
            sum((mark * one for mark, one in zip(marks, rows["spent"], strict=True)), Decimal(0)) / spent
        )
    halves = max(half_unit(score) * scale for score, scale in zip(rows["score"], scales, strict=True))
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
                name=in_language(book.language, row, "scope"),
                column=words(f"column.{column}"),
                left=words.number(stated),
                number=len(marks),
                plain=words.amount(plain),
                weighted=words.amount(weighted),
            ),
            (place(words, row), *(place(words, one) for _, one in rows.iterrows())),
        )

"""The self-evaluation's scores on the scale of the grades, and how many projects have each."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis import scores as analysis
from budgetbook.analysis.arithmetic import HUNDRED, share
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Bar, Grade, Part, Stack, stacked_shares
from budgetbook.charts.forms import grade_band as draw_grades
from budgetbook.prose.distribution import alike
from budgetbook.prose.paragraphs import Prose, records

MOST_SCORES = 12


def grade_band(book: Accounts) -> Exhibit | Prose:
    """The published overall (or average) scores on the scale of the grades: the first scope's over the years.

    Other scopes stand below it with this year's score alone; the table has all. Without a published score
    `prose.scores` says so.
    """
    words, frame = book.words, analysis.published(book)
    rows = [_scored(row) for row in records(frame) if row["computed"] is not None]
    this_year = [row for row in rows if row["year"] == book.year]
    if not this_year:
        return parts.silent()
    points = alike(row["score"] for row in rows)
    # One scope after the other, each over its years.
    scopes = list(dict.fromkeys(row["scope"] for row in [*this_year, *rows]))
    rows.sort(key=lambda row: (scopes.index(row["scope"]), row["year"]))
    shown = [row for row in rows if row["scope"] == scopes[0] or row["year"] == book.year]
    shown = (shown if len(shown) <= MOST_SCORES else this_year)[:MOST_SCORES]
    more = [words("exhibit.scores_in_table", number=len(rows) - len(shown))] if len(shown) < len(rows) else []
    bars = [
        Bar(
            words("exhibit.year_scope", year=row["year"], scope=row["label"]),
            row["percent"],
            words(
                "exhibit.score_grade",
                score=_points(book, row, points),
                grade=words(f"grade.{row['computed']}"),
            ),
            f"grade.{row['computed']}",
        )
        for row in shown
    ]
    printed = Table.from_frame(
        pd.DataFrame(rows).astype(object),
        {
            "year": parts.text(words("head.years")),
            "label": parts.text(words("head.scope")),
            "score": parts.number(words("head.score"), points),
            "full": parts.number(words("head.full"), words.number),
            "computed": parts.text(words("head.grade"), lambda grade: words(f"grade.{grade}")),
        },
    )
    now = this_year[0]
    scored = words(
        "exhibit.average" if now["overall"] is None else "exhibit.overall",
        label=now["label"],
        score=_points(book, now, points),
    )
    grade = words(f"grade.{now['computed']}")
    agrees = now["named"] in (None, now["computed"])
    names = {grade: words(f"grade.{grade}") for grade in GRADES}
    return parts.exhibit(
        book,
        "grade_band",
        svg=draw_grades(bars, zones(book, names), reading=words("exhibit.higher_is_better")),
        title=words(f"exhibit.grade_band_{'graded' if agrees else 'otherwise'}", scored=scored, grade=grade),
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, *more),
        period=words.period(min(row["year"] for row in shown), book.year),
        scored=scored,
        grade=grade,
        distance=_distance(book, now["percent"]),
    )


def grade_counts(book: Accounts) -> Exhibit | Prose:
    """The number of projects and their budgets by grade; a published summary tells the numbers alone.

    Where no grades are published `prose.scores` says so.
    """
    words, frame = book.words, analysis.grade_counts(book)
    rows = records(frame)
    known = [row for row in rows if row["count"]]
    if not known:
        return parts.silent()
    whole = analysis.tally(frame)
    stacks = [_stack(book, rows, "count", words("head.projects"), words.number(whole.number))]
    columns = {
        "grade": parts.text(words("head.grade"), lambda grade: words(f"grade.{grade}")),
        "count": parts.number(words("head.projects"), words.number),
        "share": parts.number(words("head.share"), parts.rate(book)),
    }
    if whole.budget is not None:
        stacks.append(_stack(book, rows, "budget", words("head.year_budget"), words.amount(whole.budget)))
        columns["budget"] = parts.money(words("head.year_budget"), words.amount)
        columns["budget_share"] = parts.number(words("head.budget_share"), parts.rate(book))
        columns["spent"] = parts.money(words("head.spent"), words.amount)
    most = whole.largest
    listed = most["by"] == "projects"
    more = [words("exhibit.budget_rule")] if whole.budget is not None else []
    if whole.budget is not None and whole.without:
        more.append(words("exhibit.without_amount", number=whole.without))
    sources = parts.sources_of(book, "projects" if listed else "score_summary", years=[book.year])
    return parts.exhibit(
        book,
        "grade_counts" if whole.budget is None else "grade_amounts",
        ident="grade_counts",
        svg=stacked_shares(stacks, grade_names(book)),
        title=words(
            "exhibit.grade_counts_title",
            grade=words(f"grade.{most['grade']}"),
            most=words.count(most["count"]),
            share=words.percent(most["share"]),
        ),
        table=Table.from_frame(frame, columns),
        data=Data.from_frame(frame),
        notes=parts.notes(book, sources, *([band_rule(book)] if listed else []), *more),
        number=words.count(whole.number),
        grade=words(f"grade.{most['grade']}"),
        most=words.count(most["count"]),
        share=words.percent(most["share"]),
        told=parts.told(
            book,
            known,
            lambda row: words(
                "exhibit.grade_told",
                grade=words(f"grade.{row['grade']}"),
                count=_count(book, row),
                amount=parts.beside(book, words.money(row["budget"]), words.percent(row["budget_share"])),
            ),
        ),
    )


def grade_names(book: Accounts) -> list[tuple[str, str]]:
    """The grades for a legend, the best first: (name, theme key)."""
    return [(book.words(f"grade.{grade}"), f"grade.{grade}") for grade in GRADES]


def zones(book: Accounts, names: Mapping[str, str]) -> list[Grade]:
    """The grades as zones of a scale, the lowest first, under the names given."""
    found = list(reversed(analysis.bands(book)))
    uppers = [band.low for band in found[1:]] + [HUNDRED]
    return [
        Grade(names[band.grade], band.low, upper, f"grade.{band.grade}")
        for band, upper in zip(found, uppers, strict=True)
    ]


def band_rule(book: Accounts) -> str:
    """The limits of the grades, for the notes of an exhibit."""
    words, found = book.words, analysis.bands(book)
    told = []
    for place, band in enumerate(found):
        kind = "first" if not place else "last" if band is found[-1] else "between"
        low, high = words.number(band.low), words.number(found[place - 1].low)
        told.append(words(f"exhibit.band_{kind}", grade=words(f"grade.{band.grade}"), low=low, high=high))
    return words("exhibit.band_rule", bands=words("number.comma").join(told))


def _stack(book: Accounts, rows: list[dict[str, Any]], column: str, label: str, whole: str) -> Stack:
    """The grades' parts of one quantity, its whole beside the bar."""
    say = _count if column == "count" else _amount
    return Stack(label, [Part(row[column], say(book, row), f"grade.{row['grade']}") for row in rows], whole)


def _scored(row: dict[str, Any]) -> dict[str, Any]:
    """A published row with the score that its grade is of, and that in percent of the full score."""
    score = row["average"] if row["overall"] is None else row["overall"]
    return {**row, "score": score, "percent": share(score, row["full"])}


def _points(book: Accounts, row: dict[str, Any], points: Callable[[Decimal | None], str]) -> str:
    key = "exhibit.points" if row["full"] == HUNDRED else "exhibit.points_of"
    return book.words(key, score=points(row["score"]), full=book.words.number(row["full"]))


def _distance(book: Accounts, percent: Decimal) -> str:
    """How many points, of a hundred, a score is below the next grade."""
    words = book.words
    above = analysis.to_next_grade(book, percent)
    if above is None:
        return words("exhibit.top_grade")
    grade, points = above
    return words("exhibit.to_next_grade", points=words.number(points), grade=words(f"grade.{grade}"))


def _count(book: Accounts, row: Mapping[str, Any]) -> str:
    words = book.words
    if row["count"] is None:
        return words("exhibit.no_data")
    return words("exhibit.count_share", count=words.number(row["count"]), share=words.percent(row["share"]))


def _amount(book: Accounts, row: Mapping[str, Any]) -> str:
    amount = parts.amount_or_gap(book, row["budget"])
    return parts.beside(book, amount, book.words.percent(row["budget_share"]))

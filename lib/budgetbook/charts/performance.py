"""Scores on their grades, the listed projects and how far they spent their budgets."""

from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects as project_analysis
from budgetbook.analysis import scores as score_analysis
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Bar, Grade, count_bars, dot_ranges
from budgetbook.charts.forms import grade_band as draw_grades
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.prose.performance import MOST_NAMES, anything_known

# PEFA PI-1: an outturn of 95 to 105 % of the budget is an A.
PEFA_A = (Decimal(95), Decimal(105))
MOST_PROJECTS = 30
MOST_SCORES = 12


def grade_band(book: Accounts) -> Exhibit | Prose:
    """The published overall (or average) scores on the scale of the grades, one row a year and scope."""
    words, frame = book.words, score_analysis.published(book)
    rows = [_scored(row) for row in records(frame) if row["computed"] is not None]
    this_year = [row for row in rows if row["year"] == book.year]
    if not this_year:
        return parts.absent(book, "grade_band")
    # One scope after the other, each over its years.
    scopes = list(dict.fromkeys(row["scope"] for row in [*this_year, *rows]))
    rows.sort(key=lambda row: (scopes.index(row["scope"]), row["year"]))
    shown = (rows if len(rows) <= MOST_SCORES else this_year)[:MOST_SCORES]
    bars = [
        Bar(
            words("exhibit.year_scope", year=row["year"], scope=row["label"]),
            row["percent"],
            words("exhibit.score_grade", score=_points(book, row), grade=words(f"grade.{row['computed']}")),
            f"grade.{row['computed']}",
        )
        for row in shown
    ]
    printed = Table.from_frame(
        pd.DataFrame(rows).astype(object),
        {
            "year": parts.text(words("head.years")),
            "label": parts.text(words("head.scope")),
            "score": parts.number(words("head.score"), words.number),
            "full": parts.number(words("head.full"), words.number),
            "computed": parts.text(words("head.grade"), lambda grade: words(f"grade.{grade}")),
        },
    )
    now = this_year[0]
    scored = words(
        "exhibit.average" if now["overall"] is None else "exhibit.overall",
        label=now["label"],
        score=_points(book, now),
    )
    grade = words(f"grade.{now['computed']}")
    agrees = now["named"] in (None, now["computed"])
    return parts.exhibit(
        book,
        "grade_band",
        svg=draw_grades(bars, _grades(book), reading=words("exhibit.higher_is_better")),
        title=words(f"exhibit.grade_band_{'graded' if agrees else 'otherwise'}", scored=scored, grade=grade),
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        period=words.period(min(row["year"] for row in shown), book.year),
        scored=scored,
        grade=grade,
        distance=_distance(book, now["percent"]),
    )


def grade_counts(book: Accounts) -> Exhibit | Prose:
    """Bars of the number of projects in each grade."""
    words, frame = book.words, score_analysis.grade_counts(book)
    known = [row for row in records(frame) if row["count"]]
    if not known:
        return parts.absent(book, "grade_counts")
    bars = [
        Bar(words(f"grade.{row['grade']}"), row["count"], _count(book, row), f"grade.{row['grade']}")
        for row in records(frame)
    ]
    printed = Table.from_frame(
        frame,
        {
            "grade": parts.text(words("head.grade"), lambda grade: words(f"grade.{grade}")),
            "count": parts.number(words("head.projects"), words.number),
            "share": parts.number(words("head.share"), parts.rate(book)),
        },
    )
    most = max(known, key=lambda row: row["count"])
    table = "projects" if most["by"] == "projects" else "score_summary"
    return parts.exhibit(
        book,
        "grade_counts",
        svg=count_bars(bars),
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, table, years=[book.year])),
        number=words.count(sum((row["count"] for row in known), Decimal(0))),
        grade=words(f"grade.{most['grade']}"),
        most=words.count(most["count"]),
        share=words.percent(most["share"]),
    )


def projects(book: Accounts) -> Exhibit | Prose:
    """Table of the year's projects, the largest first; few that are only named stand in `prose.projects`."""
    words, frame = book.words, project_analysis.listed(book)
    if not anything_known(frame) and len(frame) <= MOST_NAMES:
        return parts.silent()
    columns = {
        "label": parts.text(words("head.project")),
        "division": parts.text(words("head.division")),
        "budget": parts.number(words("head.budget_unit"), words.amount),
        "spent": parts.number(words("head.spent"), words.amount),
        "execution": parts.number(words("head.execution"), parts.rate(book)),
        "score": parts.number(words("head.score"), words.number),
    }
    if not any(frame["division"]):
        del columns["division"]
    return parts.exhibit(
        book,
        "projects",
        table=Table.from_frame(frame.head(MOST_PROJECTS), columns),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, words("exhibit.budget_rule"), *_hidden(book, frame)),
        number=len(frame),
    )


def execution_rates(book: Accounts) -> Exhibit | Prose:
    """Execution rate of every listed project beside the PEFA band; without rates `prose.projects` says so."""
    words, frame = book.words, project_analysis.listed(book)
    known = frame[frame["execution"].notna()]
    if known.empty:
        return parts.silent()
    shown = known.sort_values(["execution", "project"]).head(MOST_PROJECTS)
    low, high = (words.number(limit) for limit in PEFA_A)
    svg = dot_ranges(
        [Bar(row["label"], row["execution"], words.percent(row["execution"])) for row in records(shown)],
        low=PEFA_A[0],
        high=PEFA_A[1],
        range_label=words("exhibit.pefa_band", low=low, high=high),
    )
    printed = Table.from_frame(
        shown,
        {
            "label": parts.text(words("head.project")),
            "budget": parts.number(words("head.budget_unit"), words.amount),
            "spent": parts.number(words("head.spent"), words.amount),
            "execution": parts.number(words("head.execution"), parts.rate(book)),
        },
    )
    lowest = shown.iloc[0]
    return parts.exhibit(
        book,
        "execution_rates",
        svg=svg,
        table=printed,
        data=Data.from_frame(known),
        notes=parts.notes(book, known, words("exhibit.pefa_rule", low=low, high=high), *_hidden(book, known)),
        number=len(known),
        inside=sum(PEFA_A[0] <= rate <= PEFA_A[1] for rate in known["execution"]),
        low=low,
        high=high,
        label=lowest["label"],
        lowest=words.percent(lowest["execution"]),
    )


def _hidden(book: Accounts, frame: pd.DataFrame) -> list[str]:
    """Where the projects are that an exhibit has no room for."""
    hidden = len(frame) - MOST_PROJECTS
    return [book.words("exhibit.others_in_file", number=hidden)] if hidden > 0 else []


def _scored(row: dict[str, Any]) -> dict[str, Any]:
    """A published row with the score that its grade is of, and that in percent of the full score."""
    score = row["average"] if row["overall"] is None else row["overall"]
    return {**row, "score": score, "percent": score / row["full"] * HUNDRED}


def _points(book: Accounts, row: dict[str, Any]) -> str:
    key = "exhibit.points" if row["full"] == HUNDRED else "exhibit.points_of"
    return book.words(key, score=book.words.number(row["score"]), full=book.words.number(row["full"]))


def _distance(book: Accounts, percent: Decimal) -> str:
    """How many points, of a hundred, a score is below the next grade."""
    words = book.words
    above = next((band for band in reversed(score_analysis.bands(book)) if band.low > percent), None)
    if above is None:
        return words("exhibit.top_grade")
    grade, points = words(f"grade.{above.grade}"), words.number(above.low - percent)
    return words("exhibit.to_next_grade", points=points, grade=grade)


def _count(book: Accounts, row: dict[str, Any]) -> str:
    words = book.words
    if row["count"] is None:
        return words("exhibit.no_data")
    return words("exhibit.count_share", count=words.number(row["count"]), share=words.percent(row["share"]))


def _grades(book: Accounts) -> list[Grade]:
    bands = list(reversed(score_analysis.bands(book)))
    uppers = [band.low for band in bands[1:]] + [HUNDRED]
    return [
        Grade(book.words(f"grade.{band.grade}"), band.low, upper, f"grade.{band.grade}")
        for band, upper in zip(bands, uppers, strict=True)
    ]

"""The grades of the projects, compared between divisions and over the years."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis import distribution as analysis
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Column, Data, Exhibit, Table
from budgetbook.charts.forms import Part, Stack, count_stacks, stacked_shares
from budgetbook.charts.scores import band_rule, grade_names
from budgetbook.prose.distribution import alike
from budgetbook.prose.paragraphs import Prose, records

Points = Callable[[Decimal | None], str]

MOST_DRAWN = 12


def grades_by_division(book: Accounts) -> Exhibit | Prose:
    """Every division's projects cut by grade, the lowest mean score first."""
    words, frame = book.words, analysis.by_division(book)
    if frame.empty:
        return parts.silent()
    rows = [{**row, "label": row["division"] or words("exhibit.without_division")} for row in records(frame)]
    named = [row for row in rows if row["division"] and row["n"]]
    points = alike(row[name] for row in rows for name in ("mean", "weighted"))
    if not named:
        return parts.absent(book, "grades_by_division")
    stacks = [
        Stack(
            row["label"],
            [Part(row[grade], words.number(row[grade]), f"grade.{grade}") for grade in GRADES if row["n"]],
            _tally(book, row, points) if row["n"] else words("exhibit.no_score"),
        )
        for row in rows[:MOST_DRAWN]
    ]
    low, high = points(named[0]["mean"]), points(named[-1]["mean"])  # the lowest mean comes first
    scored, shape = analysis.scored(book), analysis.shape(book)
    unscored = shape.unscored if shape else 0
    return parts.exhibit(
        book,
        "grades_by_division",
        svg=count_stacks(stacks, grade_names(book)),
        title=words("exhibit.grades_by_division_equal", low=low) if low == high else "",
        table=Table.from_frame(pd.DataFrame(rows[: parts.MOST_ROWS]), _division_columns(book, points)),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            scored,
            band_rule(book),
            *([words("exhibit.weighted_rule")] if any(row["weighted"] for row in rows) else []),
            *([words("exhibit.without_division_last")] if not rows[-1]["division"] else []),
            *([words("exhibit.unscored", number=unscored)] if unscored else []),
            *([words("exhibit.largest_shown", number=MOST_DRAWN)] if len(rows) > MOST_DRAWN else []),
            *parts.table_rows(book, len(rows)),
        ),
        number=len(scored),
        low=low,
        high=high,
        told=parts.told(
            book,
            [row for row in rows if row["n"]],
            lambda row: words(
                "exhibit.division_told", label=row["label"], number=row["n"], means=_both(book, row, points)
            ),
        ),
    )


def grades_over_years(book: Accounts) -> Exhibit | Prose:
    """The shares of the grades in every year; a year that tells none is a gap and says so."""
    words, frame = book.words, analysis.over_years(book)
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in records(frame):
        if row["n"]:
            by_year.setdefault(row["year"], []).append(row)
    if len(by_year) < 2:
        return parts.absent(book, "grades_over_years") if by_year else parts.silent()
    years = range(min(by_year), book.year + 1)
    points = alike(rows[0][name] for rows in by_year.values() for name in ("mean", "weighted"))
    stacks = [_year_stack(book, year, by_year.get(year, []), points) for year in years]
    wide = [
        {"year": str(year), **rows[0], **{row["grade"]: row["count"] for row in rows}}
        for year, rows in by_year.items()
    ]
    columns = {
        "year": parts.text(words("head.years"), str),
        **_grade_columns(book),
        "n": parts.number(words("head.projects"), words.number),
        "mean": parts.number(words("head.mean"), points),
        "weighted": parts.number(words("head.weighted"), points),
        "by": parts.text(words("head.by"), lambda by: words(f"exhibit.by_{by}")),
    }
    origins = {rows[0]["by"] for rows in by_year.values()}
    tables = [name for name, by in (("projects", "projects"), ("score_summary", "summary")) if by in origins]
    return parts.exhibit(
        book,
        "grades_over_years",
        svg=stacked_shares(stacks, grade_names(book)),
        title=_moved(book),
        table=Table.from_frame(pd.DataFrame(wide).astype(object), columns),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, *tables, years=by_year),
            *([band_rule(book)] if "projects" in origins else []),
            *(
                [words("exhibit.weighted_rule")]
                if any(rows[0]["weighted"] for rows in by_year.values())
                else []
            ),
            *([words("exhibit.summary_rule")] if "summary" in origins else []),
        ),
        period=words.period(min(by_year), book.year),
        told=parts.told(
            book,
            [{"year": year, "rows": by_year.get(year, [])} for year in years],
            lambda one: words(
                "exhibit.grades_of_year",
                year=one["year"],
                shares=words("number.comma").join(
                    _share_told(book, row) for row in one["rows"] if row["count"]
                )
                or words("exhibit.no_data"),
            ),
        ),
    )


def _grade_columns(book: Accounts) -> dict[str, Column]:
    """A column of counts for each grade."""
    return {grade: parts.number(book.words(f"grade.{grade}"), book.words.number) for grade in GRADES}


def _division_columns(book: Accounts, points: Points) -> dict[str, Column]:
    words = book.words
    return {
        "label": parts.text(words("head.division")),
        **_grade_columns(book),
        "n": parts.number(words("head.projects")),
        "mean": parts.number(words("head.mean"), points),
        "weighted": parts.number(words("head.weighted"), points),
        "budget": parts.money(words("head.year_budget"), words.amount),
        "spent": parts.money(words("head.spent"), words.amount),
    }


def _tally(book: Accounts, row: dict[str, Any], points: Points) -> str:
    """A division's counts by grade, its means and its money."""
    words = book.words
    counts = [
        words("exhibit.grade_tally", grade=words(f"grade.{grade}"), count=words.count(row[grade]))
        for grade in GRADES
        if row[grade]
    ]
    told = words(
        "exhibit.tally",
        number=words.count(row["n"]),
        counts=words("number.comma").join(counts),
        means=_both(book, row, points),
    )
    if row["budget"] is None:
        return told
    return words("exhibit.tally_budget", tally=told, budget=words.money(row["budget"]))


def _both(book: Accounts, row: Mapping[str, Any], points: Points) -> str:
    """The simple mean, and the weighted one where there is one: `均值82.56 / 加权92.89`."""
    key = "exhibit.mean_alone" if row["weighted"] is None else "exhibit.mean_weighted"
    return book.words(key, mean=points(row["mean"]), weighted=points(row["weighted"]))


def _number_mean(book: Accounts, row: dict[str, Any], points: Points) -> str:
    words, number = book.words, book.words.count(row["n"])
    if row["mean"] is None:
        return words("exhibit.number_only", number=number)
    return words("exhibit.number_mean", number=number, means=_both(book, row, points))


def _year_stack(book: Accounts, year: int, rows: list[dict[str, Any]], points: Points) -> Stack:
    words = book.words
    if not rows:
        return Stack(words("number.year", year=year), [], words("exhibit.no_data"))
    name = "exhibit.year_of_summary" if rows[0]["by"] == "summary" else "number.year"
    found = [Part(row["count"], _share(book, row), f"grade.{row['grade']}") for row in rows]
    return Stack(words(name, year=year), found, _number_mean(book, rows[0], points))


def _share(book: Accounts, row: dict[str, Any]) -> str:
    return book.words("exhibit.no_data") if row["share"] is None else book.words.percent(row["share"])


def _share_told(book: Accounts, row: dict[str, Any]) -> str:
    grade = book.words(f"grade.{row['grade']}")
    return book.words("exhibit.grade_share", grade=grade, share=_share(book, row))


def _moved(book: Accounts) -> str:
    """How the share of the best grade moved from the first year to the last, and what lay beyond both.

    "" where it is known of fewer than two years.
    """
    words, course = book.words, analysis.best_over_years(book)
    if course is None:
        return ""
    change = course.last - course.first
    way = "up" if change > 0 else "down" if change < 0 else "flat" if course.year is None else "same"
    told = {"first": words.percent(course.first), "last": words.percent(course.last)}
    title = words(f"exhibit.grades_over_years_{way}", grade=words("grade.excellent"), **told)
    if course.between is None:
        return title
    peak = "peak" if course.between > max(course.first, course.last) else "low"
    between = words.percent(course.between)
    return words(f"exhibit.grades_over_years_{peak}", moved=title, year=course.year, share=between)

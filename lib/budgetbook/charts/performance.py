"""Scores on their grades, projects and their execution, outputs and their parts."""

from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects as project_analysis
from budgetbook.analysis import scores as score_analysis
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.outputs import outputs as outputs_of
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bar, Grade, Part, Stack, count_bars, dot_ranges, parts_bars
from budgetbook.charts.forms import grade_band as draw_grades
from budgetbook.prose.paragraphs import Prose

# PEFA PI-1: an outturn of 95 to 105 % of the budget is an A.
PEFA_A = (Decimal(95), Decimal(105))
MOST_PROJECTS = 30


def grade_band(book: Accounts) -> Exhibit | Prose:
    """The published overall (or average) scores on the scale of the grades, one row a year and scope."""
    words, frame = book.words, score_analysis.published(book)
    rows = [
        {**row, "score": row["overall"] if row["overall"] is not None else row["average"]}
        for row in frame.to_dict("records")
        if row["computed"] is not None
    ]
    if not any(row["year"] == book.year for row in rows):
        return parts.absent(book, "grade_band")
    bars = [
        Bar(
            words("exhibit.year_scope", year=row["year"], scope=row["label"]),
            row["score"] / row["full"] * HUNDRED,
            words("exhibit.score_grade", score=words.number(row["score"]), grade=words(f"grade.{row['computed']}")),
            f"grade.{row['computed']}",
        )
        for row in rows
    ]
    svg = draw_grades(bars, _grades(book), reading=words("exhibit.higher_is_better"))
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
    now = next(row for row in rows if row["year"] == book.year)
    below = next((band for band in reversed(score_analysis.BANDS) if band.low > now["score"] / now["full"] * HUNDRED), None)
    return parts.figure(
        book,
        "grade_band",
        svg,
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        label=now["label"],
        score=words.number(now["score"]),
        grade=words(f"grade.{now['computed']}"),
        distance=words("exhibit.top_grade")
        if below is None
        else words(
            "exhibit.to_next_grade",
            points=words.number(below.low - now["score"] / now["full"] * HUNDRED),
            grade=words(f"grade.{below.grade}"),
        ),
    )


def grade_counts(book: Accounts) -> Exhibit | Prose:
    """Bars of the number of projects in each grade."""
    words, frame = book.words, score_analysis.grade_counts(book)
    if frame.empty:
        return parts.absent(book, "grade_counts")
    bars = [
        Bar(
            words(f"grade.{row['grade']}"),
            row["count"],
            words("exhibit.count_share", count=words.number(row["count"]), share=words.percent(row["share"])),
            f"grade.{row['grade']}",
        )
        for row in frame.to_dict("records")
    ]
    printed = Table.from_frame(
        frame,
        {
            "grade": parts.text(words("head.grade"), lambda grade: words(f"grade.{grade}")),
            "count": parts.number(words("head.projects"), words.number),
            "share": parts.number(words("head.share"), parts.rate(book)),
        },
    )
    known = [row for row in frame.to_dict("records") if row["count"] is not None]
    most = max(known, key=lambda row: row["count"])
    return parts.figure(
        book,
        "grade_counts",
        count_bars(bars),
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "score_summary", "projects")),
        number=words.number(sum((row["count"] for row in known), Decimal(0))),
        grade=words(f"grade.{most['grade']}"),
        most=words.number(most["count"]),
        share=words.percent(most["share"]),
    )


def projects(book: Accounts) -> Exhibit | Prose:
    """Table of the projects listed for the year; `prose.projects` names those of which nothing else is published."""
    words, frame = book.words, project_analysis.listed(book)
    if frame[["budget", "spent", "score"]].isna().all(axis=None):
        return parts.silent()
    columns = {
        "label": parts.text(words("head.project")),
        "division": parts.text(words("head.division")),
        "budget": parts.number(words("head.budget"), words.amount),
        "spent": parts.number(words("head.spent"), words.amount),
        "execution": parts.number(words("head.execution"), parts.rate(book)),
        "score": parts.number(words("head.score"), words.number),
    }
    if not any(frame["division"]):
        del columns["division"]
    return parts.table(
        book,
        "projects",
        table=Table.from_frame(frame, columns),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        number=len(frame),
    )


def execution_rates(book: Accounts) -> Exhibit | Prose:
    """Execution rate of every listed project beside the PEFA band; without rates `prose.projects` says so."""
    words, frame = book.words, project_analysis.listed(book)
    known = frame[frame["execution"].notna()]
    if known.empty:
        return parts.silent()
    rows = sorted(known.to_dict("records"), key=lambda row: (row["execution"], row["project"]))[:MOST_PROJECTS]
    low, high = PEFA_A
    svg = dot_ranges(
        [Bar(row["label"], row["execution"], words.percent(row["execution"])) for row in rows],
        low=low,
        high=high,
        range_label=words("exhibit.pefa_band", low=words.number(low), high=words.number(high)),
    )
    printed = Table.from_frame(
        pd.DataFrame(rows).astype(object),
        {
            "label": parts.text(words("head.project")),
            "budget": parts.number(words("head.budget"), words.amount),
            "spent": parts.number(words("head.spent"), words.amount),
            "execution": parts.number(words("head.execution"), parts.rate(book)),
        },
    )
    inside = sum(low <= row["execution"] <= high for row in known.to_dict("records"))
    return parts.figure(
        book,
        "execution_rates",
        svg,
        table=printed,
        data=Data.from_frame(known),
        notes=parts.notes(book, known, words("exhibit.pefa_rule")),
        number=len(known),
        shown=len(rows),
        inside=inside,
        label=rows[0]["label"],
        lowest=words.percent(rows[0]["execution"]),
    )


def output_parts(book: Accounts) -> Exhibit | Prose:
    """Every result with its whole and all its parts published, as a bar of 100 %."""
    words, frame = book.words, outputs_of(book)
    divided = list(dict.fromkeys(frame[frame["role"] == "part"]["output"]))
    if not divided:
        return parts.absent(book, "output_parts")
    stacks = []
    for output in divided:
        rows = frame[(frame["output"] == output) & frame["role"].isin(("whole", "part"))]
        whole = rows[rows["role"] == "whole"]
        pieces = rows[rows["role"] == "part"].to_dict("records")
        unit = _unit(book, pieces[0]["unit"])
        total = whole.iloc[0]["value"] if not whole.empty else sum((row["value"] for row in pieces), Decimal(0))
        stacks.append(
            Stack(
                output,
                [
                    Part(
                        row["value"],
                        f"{row['part']} {words.number(row['value'])}",
                        f"order.{place}",
                    )
                    for place, row in enumerate(pieces, 1)
                ],
                f"{words.number(total)}{unit}",
            )
        )
    shown = frame[frame["output"].isin(divided) & frame["role"].isin(("whole", "part"))]
    first = stacks[0]
    return parts.figure(
        book,
        "output_parts",
        parts_bars(stacks),
        table=_printed_outputs(book, shown),
        data=Data.from_frame(shown),
        notes=parts.notes(book, shown),
        number=len(divided),
        label=first.label,
        total=first.total,
        told=words("number.semicolon").join(part.text for part in first.parts),
    )


def outputs(book: Accounts) -> Exhibit | Prose:
    """Table of all countable results of the year."""
    frame = outputs_of(book)
    if frame.empty:
        return parts.absent(book, "outputs")
    return parts.table(
        book,
        "outputs",
        table=_printed_outputs(book, frame),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame),
        number=int((frame["role"] == "whole").sum()),
    )


def _printed_outputs(book: Accounts, frame: pd.DataFrame) -> Table:
    words = book.words
    rows = [
        Row(
            [
                row["area"],
                row["output"] if row["role"] == "whole" else words("exhibit.of_which", name=row["part"]),
                _qualified(book, row),
                _unit(book, row["unit"]).strip(),
                "[z]" if row["role"] == "whole" else words.percent(row["share"]),
            ],
            "plain" if row["role"] == "whole" else "sub",
        )
        for row in frame.to_dict("records")
    ]
    return Table(
        [
            parts.text(words("head.area")),
            parts.text(words("head.output")),
            parts.number(words("head.value"), str),
            parts.text(words("head.unit")),
            parts.number(words("head.of_whole"), str),
        ],
        rows,
    )


def _qualified(book: Accounts, row: dict[str, Any]) -> str:
    value = book.words.number(row["value"])
    return book.words(f"exhibit.{row['qualifier']}", value=value) if row["qualifier"] else value


def _unit(book: Accounts, unit: str) -> str:
    key = f"measure.{unit}"
    return book.words(key) if book.words.has(key) else unit


def _grades(book: Accounts) -> list[Grade]:
    bands = list(reversed(score_analysis.BANDS))
    uppers = [band.low for band in bands[1:]] + [HUNDRED]
    return [
        Grade(book.words(f"grade.{band.grade}"), band.low, upper, f"grade.{band.grade}")
        for band, upper in zip(bands, uppers, strict=True)
    ]

"""Scores beside execution rates and beside money: one figure each, the noteworthy corner by name."""

from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis import relations as analysis
from budgetbook.analysis.deviation import OUTTURN
from budgetbook.analysis.relations import STRENGTHS, Measure
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Across, Corner, Point, scatter
from budgetbook.charts.scores import zones
from budgetbook.prose.distribution import alike
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.prose.relations import corner, correlation, reading
from budgetbook.words import MISSING

MOST_NAMES = 6
# In %: a rate beyond the window stands in a gutter, and the axis always reaches up to the narrower limit.
WINDOW = (Decimal(0), Decimal(150))
SHOWN_UP_TO = Decimal(110)
# How far the axes always reach beyond the limits of the corners.
MARGIN = Decimal(10)


def score_execution(book: Accounts) -> Exhibit | Prose:
    """Scatter of score and execution rate; excellent projects that left much of their budget are named first.

    Without any project that has both `prose.score_relations` says so.
    """
    words, rules = book.words, book.settings
    frame = analysis.compared(book)
    known = frame[frame["execution"].notna()]
    if known.empty:
        return parts.silent()
    low, high = (words.number(limit) for limit in OUTTURN["A"])
    svg = scatter(
        _points(book, known, "execution", "unspent"),
        across=Across(
            words("exhibit.axis_execution"),
            below=words("exhibit.axis_below", limit=words.number(WINDOW[0])),
            beyond=words("exhibit.axis_beyond", limit=words.number(WINDOW[1])),
            shown=(max(WINDOW[0], rules.low_execution - MARGIN), SHOWN_UP_TO),
            window=WINDOW,
            suffix="%",
        ),
        corner=Corner(
            corner(book, "unspent"), rules.low_execution, rules.excellent_from, right=False, top=True
        ),
        band=(*OUTTURN["A"], words("exhibit.pefa_band", low=low, high=high)),
        **_scores(book),
    )
    more = [words("exhibit.budget_rule"), words("exhibit.pefa_rule", low=low, high=high)]
    return _exhibit(book, frame, "execution", kind="unspent", svg=svg, more=more)


def score_amount(book: Accounts) -> Exhibit | Prose:
    """Scatter of score and the year's budget; projects below the good grade with a large one are named.

    Without any scored project with a budget `prose.score_relations` says so.
    """
    words = book.words
    frame = analysis.compared(book)
    known = frame[frame["budget"].notna()]
    median = analysis.median_budget(book)
    if median is None or not any(budget > 0 for budget in known["budget"]):
        return parts.silent()
    svg = scatter(
        _points(book, known, "budget", "costly"),
        across=Across(words("exhibit.axis_amount"), below=words("exhibit.axis_none"), log=True),
        corner=Corner(corner(book, "costly"), median, book.settings.good_from, right=True, top=False),
        **_scores(book),
    )
    none = analysis.counted(book, "budget").nothing
    more = [words("exhibit.budget_rule")]
    more += [words("exhibit.no_budget", number=none)] if none else []
    return _exhibit(book, frame, "budget", kind="costly", svg=svg, more=more)


def _named(book: Accounts, measure: Measure, kind: str) -> list[str]:
    """The few projects with their names on the chart: those of the kind, then those that lie low."""
    frame = analysis.compared(book)
    inside = frame.loc[(frame["kind"] == kind) & frame[measure].notna(), "project"]
    return list(dict.fromkeys([*inside, *analysis.outlying(book, measure)["project"]]))[:MOST_NAMES]


def _points(book: Accounts, known: pd.DataFrame, measure: Measure, kind: str) -> list[Point]:
    """The projects as points, a few with their names."""
    words, named = book.words, _named(book, measure, kind)
    points = alike(known["score"])
    say = words.percent if measure == "execution" else words.money
    return [
        Point(
            row[measure],
            row["score"],
            row["kind"] == kind,
            row["label"] if row["project"] in named else "",
            words(
                f"exhibit.point_{measure}",
                label=row["label"],
                score=points(row["score"]),
                value=say(row[measure]),
            ),
        )
        for row in records(known)
    ]


def _scores(book: Accounts) -> dict[str, Any]:
    """The upright axis, which both figures share so that they can be compared."""
    words = book.words
    return {
        "title": words("exhibit.axis_score"),
        "grades": zones(book, {grade: words(f"grade.{grade}") for grade in GRADES}),
        "lowest": max(Decimal(0), book.settings.good_from - MARGIN),
        "together": words("exhibit.together"),
    }


def _exhibit(
    book: Accounts, frame: pd.DataFrame, measure: Measure, *, kind: str, svg: str, more: list[str]
) -> Exhibit:
    """The figure of a measure with the projects of a kind first in its table."""
    words, rules, counted = book.words, book.settings, analysis.counted(book, measure)
    known = frame[frame[measure].notna()]
    known = known.assign(noteworthy=known["kind"] == kind).sort_values(
        "noteworthy", ascending=False, kind="stable"
    )
    inside = records(known[known["noteworthy"]])
    relation = analysis.relation(book, measure)
    said, rho = reading(book, relation), correlation(relation.rho)
    title = said
    if inside:
        title = words(
            f"exhibit.{kind}_title",
            number=counted.noteworthy,
            low=words.number(rules.low_execution),
            high=words.number(rules.excellent_from),
            good=words.number(rules.good_from),
        )
    names = words("number.comma").join(row["label"] for row in inside[:MOST_NAMES])
    if rho:
        strengths = {name: words.number(least) for name, least in STRENGTHS}
        more = [*more, words("exhibit.rho_rule", rho=rho, number=relation.number, **strengths)]
        said = words("exhibit.with_rho", reading=said, rho=rho)
    hidden = counted.noteworthy - MOST_NAMES
    if hidden > 0:
        more = [*more, words("exhibit.corner_names", shown=MOST_NAMES)]
    elif len(_named(book, measure, kind)) > counted.noteworthy:
        limits = {"good": words.number(rules.good_from), "low": words.number(rules.low_execution)}
        more = [*more, words(f"exhibit.names_{measure}", most=MOST_NAMES, **limits)]
    if counted.without:
        of = words(f"relation.{measure}")
        more = [*more, words("exhibit.without_measure", number=counted.without, measure=of)]
    return parts.exhibit(
        book,
        "score_execution" if measure == "execution" else "score_amount",
        svg=svg,
        title=title,
        table=_table(book, known.head(parts.MOST_ROWS)),
        data=Data.from_frame(known),
        notes=parts.notes(book, known, *more, *parts.table_rows(book, counted.known)),
        number=counted.known,
        reading=said,
        corner=corner(book, kind),
        count=counted.noteworthy,
        told=words(f"exhibit.corner_told{'_some' if hidden > 0 else ''}", names=names) if inside else "",
    )


def _table(book: Accounts, known: pd.DataFrame) -> Table:
    words = book.words
    columns = {
        "label": parts.text(words("head.project")),
        "division": parts.text(words("head.division"), lambda division: division or MISSING),
        "score": parts.number(words("head.score_percent"), alike(known["score"])),
        "execution": parts.number(words("head.execution"), parts.rate(book)),
        "budget": parts.money(words("head.year_budget"), words.amount),
        "spent": parts.money(words("head.spent"), words.amount),
        "noteworthy": parts.text(
            words("head.noteworthy"), lambda inside: words("exhibit.yes" if inside else "exhibit.no")
        ),
    }
    if not any(known["division"]):
        del columns["division"]
    if not any(known["noteworthy"]):
        del columns["noteworthy"]
    return Table.from_frame(known, columns)

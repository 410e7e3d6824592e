"""The spread of the projects' scores over the scale of the grades."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import distribution as analysis
from budgetbook.analysis import scores as score_analysis
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.distribution import Shape
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bin, histogram
from budgetbook.charts.forms.histogram import MOST_DOTS
from budgetbook.charts.scores import band_rule, zones
from budgetbook.prose.distribution import alike
from budgetbook.prose.paragraphs import Prose, records

Points = Callable[[Decimal | None], str]

# From this % of the projects in the highest bin on the title tells that bin.
HALF = 50


def score_distribution(book: Accounts) -> Exhibit | Prose:
    """Histogram of the scores on their grades; the best grade once more by points where most are in it."""
    words, shape = book.words, analysis.shape(book)
    if shape is None:
        return parts.silent()
    coarse, fine = records(analysis.bins(book)), records(analysis.fine_bins(book))
    best = words("grade.excellent")
    means = next(row for row in records(analysis.means(book)) if row["year"] == book.year)
    scores = [means[name] for name in ("mean", "weighted", "median")]
    points = alike([*scores, shape.low, shape.high, *analysis.lowest(book)["percent"]])
    zoomed = shape.top_crowded and len(fine) > sum(row["grade"] == "excellent" for row in coarse)
    counts = records(score_analysis.grade_counts(book))
    svg = histogram(
        _bins(book, coarse, points),
        zones(book, {row["grade"]: _counted(book, "zone_count", row) for row in counts}),
        zoom=_bins(book, fine) if zoomed else [],
        zoom_label=words("exhibit.zoom", grade=best, step=words.number(analysis.FINE)),
    )
    return parts.exhibit(
        book,
        "score_distribution",
        svg=svg,
        title=_title(book, shape, means, fine if zoomed else [], points),
        table=_bin_table(book, coarse, fine if zoomed else []),
        data=_bin_data(book, coarse, fine if zoomed else []),
        notes=parts.notes(
            book,
            analysis.scored(book),
            _means(book, means, points),
            band_rule(book),
            words("exhibit.bin_rule", step=words.number(analysis.STEP)),
            *([words("exhibit.dot_rule")] if shape.n <= MOST_DOTS else []),
            *([_zoom_rule(book)] if zoomed else []),
            *([words("exhibit.unscored", number=shape.unscored)] if shape.unscored else []),
        ),
        number=shape.n,
        told=parts.told(
            book,
            counts,
            lambda row: _counted(book, "grade_count", row),
        ),
        low=points(shape.low),
        high=points(shape.high),
        median=points(means["median"]),
    )


def _bins(book: Accounts, rows: list[dict[str, Any]], points: Points | None = None) -> list[Bin]:
    """Bins as they are drawn; with `points`, the projects with the lowest scores are named over theirs."""
    names: dict[int, list[str]] = {}
    for project in records(analysis.lowest(book)) if points else []:
        place = max(place for place, row in enumerate(rows) if not place or row["low"] <= project["percent"])
        score = points(project["percent"]) if points else ""
        told = book.words("exhibit.score_of", label=project["label"], score=score)
        names.setdefault(place, []).append(told)
    return [
        Bin(
            row["low"],
            row["high"],
            int(row["count"]),
            book.words.number(row["count"]) if row["count"] else "",
            f"grade.{row['grade']}",
            book.words("number.comma").join(names.get(place, [])),
        )
        for place, row in enumerate(rows)
    ]


def _counted(book: Accounts, key: str, row: Mapping[str, Any]) -> str:
    words = book.words
    return words(f"exhibit.{key}", grade=words(f"grade.{row['grade']}"), count=words.count(row["count"]))


def _title(
    book: Accounts, shape: Shape, means: dict[str, Any], fine: list[dict[str, Any]], points: Points
) -> str:
    words = book.words
    low, high = points(shape.low), points(shape.high)
    if shape.n == 1:
        return words("exhibit.score_distribution_one", score=low)
    if shape.low == shape.high:
        return words("exhibit.score_distribution_equal", number=shape.n, score=low)
    crowds = [(row["low"], row["share"]) for row in fine[-1:] if row["share"] >= HALF]
    crowds += [(HUNDRED - analysis.NEAR_FULL, shape.near_share)] if shape.near_crowded else []
    if crowds:
        start, share = crowds[0]
        told = words.percent(share)
        return words("exhibit.score_distribution_near", share=told, low=words.number(start))
    median = points(means["median"])
    return words("exhibit.score_distribution_spread", number=shape.n, low=low, high=high, median=median)


def _means(book: Accounts, means: dict[str, Any], points: Points) -> str:
    """Both means and the median in a note."""
    key = "exhibit.means" if means["weighted"] is None else "exhibit.means_weighted"
    told = {name: points(means[name]) for name in ("mean", "median")}
    if means["weighted"] is not None:
        told["weighted"] = points(means["weighted"])
    return book.words(key, number=means["weighted_n"], **told)


def _zoom_rule(book: Accounts) -> str:
    words = book.words
    limit, step = words.number(analysis.CROWDED), words.number(analysis.FINE)
    return words("exhibit.zoom_rule", grade=words("grade.excellent"), limit=limit, step=step)


def _bin_table(book: Accounts, coarse: list[dict[str, Any]], fine: list[dict[str, Any]]) -> Table:
    """The bins that hold a project, the finer ones indented below theirs where there is room for all."""
    words = book.words
    columns = [
        parts.text(words("head.bin")),
        parts.text(words("head.grade")),
        parts.number(words("head.projects")),
        parts.number(words("head.share")),
    ]
    shown = [(row, 0) for row in coarse if row["count"]]
    finer = [(row, 1) for row in fine if row["count"]]
    if len(shown) + len(finer) <= parts.MOST_ROWS:
        shown = sorted(shown + finer, key=lambda one: (one[0]["low"], one[1]))
    rows = [Row(_cells(book, row), "sub" if indent else "plain", indent) for row, indent in shown]
    return Table(columns, rows)


def _cells(book: Accounts, row: dict[str, Any]) -> list[str]:
    words = book.words
    span = words("exhibit.bin_range", low=words.number(row["low"]), high=words.number(row["high"]))
    counted = words.number(row["count"])
    return [span, words(f"grade.{row['grade']}"), counted, parts.rate(book)(row["share"])]


def _bin_data(book: Accounts, coarse: list[dict[str, Any]], fine: list[dict[str, Any]]) -> Data:
    """All bins with the names of their projects; `step` tells the finer ones, which repeat projects."""
    rows = [
        {"step": step, **row, "projects": book.words("number.semicolon").join(row["projects"])}
        for step, bins in ((analysis.STEP, coarse), (analysis.FINE, fine))
        for row in bins
    ]
    return Data.from_frame(pd.DataFrame(rows).astype(object))

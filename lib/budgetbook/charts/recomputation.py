"""Declared scores beside the recomputed ones, and what their differences are made of."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.analysis.arithmetic import HUNDRED, share
from budgetbook.analysis.scoring import recompute, summary
from budgetbook.analysis.scoring.points import BANDS
from budgetbook.analysis.scoring.targets import attainment
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Pair, dumbbell, zoom
from budgetbook.charts.indicators import NOT_APPLICABLE, as_printed
from budgetbook.charts.scores import band_rule, zones
from budgetbook.prose.distribution import alike
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING

MOST_PAIRS = 20


def recomputed_scores(book: Accounts) -> Exhibit | Prose:
    """Declared and recomputed score of every project that differs by more than rounding.

    Where all agree, and where nothing can be recomputed, `prose.recomputed_scores` says so.
    """
    words, frame, tally = book.words, recompute.projects(book), summary.tally(book)
    apart = frame[frame["differs"].astype(bool)]
    if apart.empty:
        return parts.silent()
    rows, largest = records(apart), set(summary.apart(book)["project"].head(MOST_PAIRS))
    shown = [row for row in rows if row["project"] in largest]
    pairs = [_pair(book, row) for row in shown]
    heads = [words(f"head.{name}") for name in ("declared", "recomputed", "difference")]
    direction = "both" if tally.over and tally.under else "over" if tally.over else "under"
    most = words.amount(tally.largest)
    more = [words("exhibit.largest_shown", number=MOST_PAIRS)] if tally.number > MOST_PAIRS else []
    return parts.exhibit(
        book,
        "recomputed_scores",
        title=words(f"exhibit.recomputed_scores_{direction}", number=tally.number, most=most),
        svg=dumbbell(pairs, zones(book, {grade: words(f"grade.{grade}") for grade in GRADES}), heads),
        table=_table(book, apart),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, "projects", "indicators", years=[book.year]),
            *_rules(book),
            band_rule(book),
            *_scale_rule(book, pairs),
            *more,
            *parts.table_rows(book, tally.number),
        ),
        number=tally.number,
        told=parts.told(
            book,
            rows,
            lambda row: words(
                "exhibit.scored_twice",
                label=row["label"],
                declared=words.amount(row["declared"]),
                recomputed=words.amount(row["recomputed"]),
                difference=words.amount(row["difference"], sign=True),
            ),
        ),
    )


def score_differences(book: Accounts) -> Exhibit | Prose:
    """Table of the indicators whose scores make a project's differ, and of what no indicator explains."""
    words, frame = book.words, recompute.differences(book)
    if frame.empty:
        return parts.silent()
    rows, makeup = records(summary.printed(book)), summary.makeup(book)
    weights = alike(row["weight"] for row in rows)
    kind = "both" if makeup.indicators and makeup.sums else "sums" if makeup.sums else "title"
    columns = [
        parts.text(words("head.project")),
        parts.text(words("head.indicator")),
        parts.text(words("head.indicator_target")),
        parts.text(words("head.indicator_actual")),
        parts.number(words("head.weight")),
        parts.number(words("head.declared")),
        parts.number(words("head.recomputed")),
        parts.number(words("head.difference")),
        parts.text(words("head.grounds")),
    ]
    inferred = any(row["inferred"] is not None for row in rows)
    more = [words("exhibit.remainder_rule")] if makeup.sums else []
    more += [words("exhibit.inferred_rule")] if inferred else []
    return parts.exhibit(
        book,
        "score_differences",
        title=words(
            f"exhibit.score_differences_{kind}",
            projects=makeup.projects,
            number=makeup.indicators,
            sums=makeup.sums,
        ),
        table=Table(columns, [_difference(book, row, weights) for row in rows[: parts.MOST_ROWS]]),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, *_rules(book), *more, *parts.rows_in_file(book, len(rows))),
    )


def _pair(book: Accounts, row: dict[str, Any]) -> Pair:
    """The scores on the scale of a hundred, told as they are on the form's own."""
    words = book.words
    changed = row["grade"] != row["regraded"]
    return Pair(
        row["label"],
        share(row["declared"], row["full"]) or Decimal(0),
        share(row["recomputed"], row["full"]) or Decimal(0),
        words.amount(row["declared"]),
        words.amount(row["recomputed"]),
        words.amount(row["difference"], sign=True),
        _regraded(book, row) if changed else "",
    )


def _scale_rule(book: Accounts, pairs: list[Pair]) -> list[str]:
    """What the reader must know of an axis that does not begin at zero."""
    low, high = zoom(pairs)
    scores = [score for pair in pairs for score in (pair.first, pair.second)]
    told = (
        []
        if low == 0
        else [book.words("exhibit.zoomed", low=book.words.number(low), high=book.words.number(high))]
    )
    return [*told, book.words("exhibit.beyond")] if min(scores) < low or max(scores) > high else told


def _regraded(book: Accounts, row: dict[str, Any]) -> str:
    words = book.words
    return words(
        "exhibit.regraded", old=words(f"grade.{row['grade']}"), new=words(f"grade.{row['regraded']}")
    )


def _table(book: Accounts, frame: pd.DataFrame) -> Table:
    words = book.words
    columns = {
        "label": parts.text(words("head.project")),
        "full": parts.number(words("head.full"), words.number),
        "declared": parts.number(words("head.declared"), words.amount),
        "recomputed": parts.number(words("head.recomputed"), words.amount),
        "difference": parts.number(words("head.difference"), parts.signed_amount(book)),
        "grade": parts.text(words("head.grade"), lambda grade: words(f"grade.{grade}")),
        "regraded": parts.text(words("head.regraded"), lambda grade: words(f"grade.{grade}")),
        "share": parts.number(words("head.weight_share"), parts.rate(book)),
    }
    if all(frame["full"] == HUNDRED):
        del columns["full"]
    return Table.from_frame(frame.head(parts.MOST_ROWS), columns)


def _difference(book: Accounts, row: dict[str, Any], weights: Callable[[Decimal | None], str]) -> Row:
    words, why = book.words, row["why"]
    figures = [words.amount(row["declared"]), words.amount(row["recomputed"])]
    if row["indicator"]:
        name = row["indicator"]
        # The execution rate stands in the money block of many forms, which sets no target.
        blank = NOT_APPLICABLE if why == "execution_rate" else MISSING
        cells = [as_printed(book, row[cell], row["measure_unit"]) or blank for cell in ("target", "actual")]
        cells.append(weights(row["weight"]))
    else:
        name, cells = words(f"exhibit.part_{why}"), [NOT_APPLICABLE] * 3
        figures = [NOT_APPLICABLE] * 2 if why == "rounding" else figures
    gap = words.amount(row["printed"], sign=True)
    style: Literal["plain", "sub"] = "plain" if row["indicator"] else "sub"
    return Row([row["label"], name, *cells, *figures, gap, _grounds(book, row)], style)


def _grounds(book: Accounts, row: dict[str, Any]) -> str:
    """By which rule an indicator was scored, with the figures that the rule needs."""
    words, values = book.words, {}
    if row["why"] == "execution_rate":
        values["rate"] = words.percent(row["reached"])
    if row["why"] == "band" and (band := attainment(row["actual"])):
        low, high = (words.number(limit) for limit in BANDS[band])
        values |= {"band": words(f"choice.attainment.{band}"), "low": low, "high": high}
    if row["why"] == "remainder" and row["inferred"] is not None:
        listed = row["recomputed"] - row["inferred"]
        return words(
            "exhibit.why_remainder_inferred",
            listed=words.amount(listed),
            execution=words.amount(row["inferred"]),
        )
    said = words(f"exhibit.why_{row['why']}", **values)
    return said if row["inferred"] is None else words("exhibit.inferred", grounds=said)


def _rules(book: Accounts) -> list[str]:
    words = book.words
    formula = words(f"exhibit.reverse_{book.settings.reverse_indicator}")
    return [
        words("exhibit.recomputed_rule"),
        words("exhibit.reverse_rule", rule=formula),
        words("exhibit.tolerance_rule"),
    ]

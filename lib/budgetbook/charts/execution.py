"""How the budget was carried out: deviations by project, PEFA's two measures, spending by month."""

from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import deviation as deviation_analysis
from budgetbook.analysis import progress as progress_analysis
from budgetbook.analysis.deviation import LOWEST, OUTTURN, VARIANCE, Totals
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Column, Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bar, Series, change_bars, rate_lines
from budgetbook.prose.execution import over_or_under, pace, published_months
from budgetbook.prose.paragraphs import Prose, records

MOST_BARS = 12
QUARTERS = (3, 6, 9, 12)


def deviations(book: Accounts) -> Exhibit | Prose:
    """Bars of spending less budget, the largest deviations first and the other projects' as one.

    Without a project whose budget and spending are both published `prose.deviations` says so.
    """
    words, frame = book.words, deviation_analysis.deviations(book)
    if frame.empty:
        return parts.silent()
    everything = deviation_analysis.totals(frame)
    rest = deviation_analysis.totals(frame.iloc[MOST_BARS:])
    bars = [
        Bar(row["label"], row["deviation"], _signed(book, row["deviation"], row["percent"]))
        for row in records(frame.head(MOST_BARS))
    ]
    others = Bar(
        words("exhibit.other_projects", number=rest.number),
        rest.deviation,
        _signed(book, rest.deviation, rest.percent),
    )
    limit = words.number(book.settings.deviation)
    rules = (words("exhibit.budget_rule"), words("exhibit.deviation_rule", limit=limit))
    return parts.exhibit(
        book,
        "deviations",
        svg=change_bars(bars, closing=others if rest.number else None),
        table=_deviation_table(book, frame, everything),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, *rules),
        number=everything.number,
        flagged=everything.flagged,
        limit=limit,
        told=parts.told(
            book,
            records(frame.head(MOST_BARS)),
            lambda row: words(
                "exhibit.label_moved", label=row["label"], moved=over_or_under(book, row["deviation"])
            ),
        ),
        total=over_or_under(book, everything.deviation),
    )


def budget_credibility(book: Accounts) -> Exhibit | Prose:
    """Table of PEFA's aggregate outturn and composition variance in each year, with the grades of the year.

    Without a project whose budget and spending are both published `prose.budget_credibility` says so.
    """
    words, frame = book.words, deviation_analysis.credibility(book)
    now = next((row for row in records(frame) if row["year"] == book.year), None)
    if now is None:
        return parts.silent()
    lines = words(f"exhibit.by_{now['by']}")
    between = words("number.comma")
    outturn_limits = between.join(
        words("exhibit.outturn_limit", grade=grade, low=words.number(low), high=words.number(high))
        for grade, (low, high) in OUTTURN.items()
    )
    variance_limits = between.join(
        words("exhibit.variance_limit", grade=grade, below=words.number(below))
        for grade, below in VARIANCE.items()
    )
    rules = (
        words("exhibit.outturn_rule", limits=outturn_limits, lowest=LOWEST),
        words("exhibit.variance_rule", lines=lines, limits=variance_limits, lowest=LOWEST),
        words("exhibit.pefa_borrowed"),
    )
    values: dict[str, Any] = {
        "outturn": words.percent(now["outturn"]),
        "grade": now["outturn_grade"],
        "variance": words.percent(now["variance"]),
        "variance_grade": now["variance_grade"],
    }
    total_only = words("exhibit.budget_credibility_total", **values) if not now["variance_grade"] else ""
    return parts.exhibit(
        book,
        "budget_credibility",
        title=total_only,
        table=Table.from_frame(
            frame,
            {
                "year": parts.text(words("head.years")),
                "outturn": parts.number(words("head.outturn"), parts.rate(book)),
                "outturn_grade": parts.text(words("head.outturn_grade")),
                "variance": parts.number(words("head.variance"), parts.rate(book)),
                "variance_grade": parts.text(words("head.variance_grade"), _or_not_applicable),
                "phase": parts.text(words("head.phase"), lambda phase: words(f"choice.phase.{phase}")),
                "projects": parts.number(words("head.counted")),
                "listed": parts.number(words("head.listed")),
            },
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "projects", years=frame["year"]), *rules),
        period=words.period(frame["year"].min(), book.year),
        **values,
    )


def execution_progress(book: Accounts) -> Exhibit | Prose:
    """Lines of cumulative spending by month, this year and last, beside the time gone by.

    Where no month's progress can be told `prose.execution_progress` says so.
    """
    words, frame, telling = book.words, progress_analysis.monthly(book), progress_analysis.telling(book)
    if telling.empty:
        return parts.silent()
    lines = {book.year: "progress", book.year - 1: "last_progress"}
    lines = {year: column for year, column in lines.items() if frame[column].notna().any()}
    months = [words(f"exhibit.month_{month}") for month in frame["month"]]
    svg = rate_lines(
        [month[:3] for month in months],  # Jan, Feb …; a Chinese month is no longer
        [_line(book, frame, year, column) for year, column in lines.items()],
        reference=Series(words("exhibit.time_progress"), list(frame["time"]), [""] * len(frame)),
    )
    bases = [
        words(f"exhibit.base_{base.kind}", year=year, amount=words.money(base.amount))
        for year in lines
        for base in [progress_analysis.base(book, year)]
        if base is not None
    ]
    gaps = any(len(published_months(book, frame, column)) < len(frame) for column in lines.values())
    rules = [words("exhibit.base_rule", bases=words("number.semicolon").join(bases))]
    rules += [words("exhibit.months_missing")] if gaps else []
    title, values = _headline(book, records(telling))
    return parts.exhibit(
        book,
        "execution_progress",
        svg=svg,
        title=words(f"exhibit.execution_progress_{title}", **values),
        table=_progress_table(book, frame.assign(label=months), lines),
        data=Data.from_frame(frame),
        notes=parts.notes(book, _progress_sources(book, list(lines)), *rules),
        period=words.period(min(lines), book.year),
        told=words("number.semicolon").join(
            words("exhibit.months_told", year=year, told=_told(book, frame, column))
            for year, column in lines.items()
        ),
    )


def _signed(book: Accounts, deviation: Decimal | None, percent: Decimal | None) -> str:
    words = book.words
    return parts.beside(book, words.amount(deviation, sign=True), words.percent(percent, sign=True))


def _or_not_applicable(value: Any) -> str:
    return "[z]" if value is None else str(value)


def _deviation_table(book: Accounts, frame: pd.DataFrame, everything: Totals) -> Table:
    words = book.words
    columns: dict[str, Column] = {
        "label": parts.text(words("head.project")),
        "initial": parts.money(words("head.initial_unit"), words.amount),
        "adjusted": parts.money(words("head.adjusted_unit"), words.amount),
        "spent": parts.money(words("head.spent"), words.amount),
        "deviation": parts.money(words("head.deviation"), parts.signed_amount(book)),
        "percent": parts.number(
            words("head.deviation_percent"),
            # A deviation has no rate only where there was no budget.
            lambda rate: "[z]" if rate is None else parts.signed_rate(book)(rate),
        ),
    }
    for phase in ("initial", "adjusted"):
        if frame[phase].isna().all():
            del columns[phase]
    listed = Table.from_frame(frame.head(parts.MOST_ROWS), columns)
    others = deviation_analysis.totals(frame.iloc[parts.MOST_ROWS :])

    def added(totals: Totals, label: str, style: Literal["plain", "total"]) -> Row:
        values = {**vars(totals), "label": words(f"exhibit.{label}", number=totals.number)}
        return Row([column.show(values[name]) for name, column in columns.items()], style)

    rest = [added(others, "other_projects", "plain")] if others.number else []
    return Table(listed.columns, [*listed.rows, *rest, added(everything, "all_projects", "total")])


def _line(book: Accounts, frame: pd.DataFrame, year: int, column: str) -> Series:
    """A year's progress, labelled at the ends of the quarters and in its latest month."""
    told = set(_told_months(frame, column))
    every = [book.words.percent(rate) for rate in frame[column]]
    texts = [text if month in told else "" for month, text in zip(frame["month"], every, strict=True)]
    key = "scenario.actual" if year == book.year else "scenario.previous_year"
    return Series(book.words.period(year, year), list(frame[column]), texts, key, every)


def _told_months(frame: pd.DataFrame, column: str) -> list[int]:
    known = list(frame[frame[column].notna()]["month"])
    return [month for month in known if month in QUARTERS or month == known[-1]]


def _told(book: Accounts, frame: pd.DataFrame, column: str) -> str:
    words = book.words
    rates = dict(zip(frame["month"], frame[column], strict=True))
    return words("number.comma").join(
        words(
            "exhibit.month_progress",
            month=words(f"exhibit.month_{month}"),
            progress=words.percent(rates[month]),
        )
        for month in _told_months(frame, column)
    )


def _headline(book: Accounts, known: list[dict[str, Any]]) -> tuple[str, dict[str, str]]:
    """The finding: how much of the year's spending came at its end, else how the latest month stands."""
    words = book.words
    end = next((row for row in records(progress_analysis.year_end(book)) if row["year"] == book.year), None)
    september = next((row for row in known if row["month"] == progress_analysis.SEPTEMBER), None)
    if september and end and end["share"] is not None:
        values = {"september": words.percent(september["progress"]), "share": words.percent(end["share"])}
        return "quarter", values
    latest = known[-1]
    return "month", {
        "month": words(f"exhibit.month_{latest['month']}"),
        "progress": words.percent(latest["progress"]),
        "pace": pace(book, latest["gap"], "time"),
    }


def _progress_table(book: Accounts, frame: pd.DataFrame, lines: dict[int, str]) -> Table:
    words = book.words
    columns = {
        "label": parts.text(words("head.month")),
        "amount": parts.money(words("head.cumulative"), words.amount),
        **{
            column: parts.number(words("head.progress", year=year), parts.rate(book))
            for year, column in lines.items()
        },
        "time": parts.number(words("head.time"), parts.rate(book)),
        "gap": parts.number(words("head.ahead"), words.points),
    }
    if frame["change"].notna().any():
        columns["change"] = parts.number(words("head.ahead_of_last"), words.points)
    return Table.from_frame(frame, columns)


def _progress_sources(book: Accounts, years: list[int]) -> pd.DataFrame:
    """Where the months and the budgets they are told in % of were read."""
    rows = [book.rows("execution", year, project=progress_analysis.WHOLE) for year in years]
    for year in years:
        base = progress_analysis.base(book, year)
        if base is not None and base.kind != "december":
            rows.append(book.rows("totals", year, item="current_year_expenditure", phase=base.kind))
    return pd.concat(rows)[["source", "basis"]]

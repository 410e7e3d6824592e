"""How the budget was carried out, in words: deviations, what PEFA makes of them, spending by month."""

from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import deviation as deviation_analysis
from budgetbook.analysis import progress as progress_analysis
from budgetbook.analysis.progress import DECEMBER, JUNE, SEPTEMBER
from budgetbook.prose.paragraphs import Prose, compose, records
from budgetbook.words import round_half_up

MOST_NAMED = 3


def deviations(book: Accounts) -> Prose:
    """How many projects spent more or less than budgeted, what the year added and cut, the largest ones.

    Silent where no project's budget and spending are both published, which `projects` tells.
    """
    frame = deviation_analysis.deviations(book)
    if frame.empty:
        return Prose("silent", ())
    return compose(
        book,
        "deviations",
        totals=deviation_analysis.totals(frame),
        largest=[
            {**row, "said": over_or_under(book, row["deviation"])}
            for row in records(frame.head(MOST_NAMED))
            if row["deviation"]
        ],
        limit=book.settings.deviation,
        listed=len(book.rows("projects")),
    )


def budget_credibility(book: Accounts) -> Prose:
    """This year's aggregate outturn and composition variance, what they mean, and PEFA's three years.

    Silent where no project's budget and spending are both published, which `projects` tells.
    """
    rows = records(deviation_analysis.credibility(book))
    row = next((row for row in rows if row["year"] == book.year), None)
    if row is None and deviation_analysis.deviations(book).empty:
        return Prose("silent", ())
    rated = {row["measure"]: row for row in records(deviation_analysis.rating(book))}
    return compose(
        book,
        "budget_credibility",
        row=row,
        outturn=rated["outturn"],
        variance=rated["variance"],
        first=book.year - deviation_analysis.RATED_YEARS + 1,
    )


def execution_progress(book: Accounts) -> Prose:
    """Progress at mid-year, after three quarters and at the end, the last quarter, the projects behind.

    Silent where no month of the year is published, which `projects` tells.
    """
    frame = progress_analysis.monthly(book)
    known = records(frame[frame["amount"].notna()])
    latest = known[-1]["month"] if known else 0
    telling = set(progress_analysis.telling(book)["month"])
    bases = {year: progress_analysis.base(book, year) for year in (book.year, book.year - 1)}
    ends = {row["year"]: row for row in records(progress_analysis.year_end(book))}
    projects = progress_analysis.by_project(book)
    if not known and projects.empty:
        return Prose("silent", ())
    return compose(
        book,
        "execution_progress",
        months=[
            {
                **row,
                "told": row["month"] in telling,
                "against_time": pace(book, row["gap"], "time"),
                "against_last": pace(book, row["change"], "last"),
            }
            for row in known
            if row["month"] in (JUNE, SEPTEMBER, DECEMBER, latest)
        ],
        published=published_months(book, frame, "amount"),
        compared=frame["last_amount"].notna().any(),
        bases={year: base for year, base in bases.items() if base},
        end=ends.get(book.year),
        last_end=ends.get(book.year - 1),
        projects=len(projects),
        month=projects["month"].iloc[0] if len(projects) else None,
        behind=[
            {**row, "against_time": pace(book, row["gap"], "time")}
            for row in records(progress_analysis.behind(book))
        ],
        most=MOST_NAMED,
        limit=book.settings.deviation,
        falling={
            year: published_months(book, frame[frame[column].astype(bool)], "month")
            for year, column in ((book.year, "falls"), (book.year - 1, "last_falls"))
            if frame[column].any()
        },
    )


def over_or_under(book: Accounts, deviation: Decimal | None) -> str:
    """A deviation by itself: `多支出12.34万元`, `12.34 wan yuan over budget`."""
    words = book.words
    if not deviation:
        return words("exhibit.deviation_none")
    return words(
        f"exhibit.deviation_{'over' if deviation > 0 else 'under'}", amount=words.money(abs(deviation))
    )


def pace(book: Accounts, points: Decimal | None, against: str) -> str:
    """A progress beside `time` or `last` (year): `慢于时间进度1.20个百分点`; nothing where not known."""
    words = book.words
    if points is None:
        return ""
    said = words.points(abs(points)).removeprefix("+")
    level = round_half_up(points) == 0
    way = "level" if level else "ahead" if points > 0 else "behind"
    return words(f"exhibit.pace_{against}_{way}", points=said)


def published_months(book: Accounts, frame: pd.DataFrame, column: str) -> list[str]:
    """The months of `monthly` of which a column is known, by their names."""
    return [book.words(f"exhibit.month_{month}") for month in frame[frame[column].notna()]["month"]]

"""Projects followed over the years: what a screening finds, carry-over that returns, names that changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import carryover, followed
from budgetbook.analysis import screening as analysis
from budgetbook.analysis.projects import listed
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Series, year_rows
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING
from budgetbook.words.vocabulary import inner

MOST_DRAWN = 10


def screening(book: Accounts) -> Exhibit | Prose:
    """Table of idle and low-efficiency projects and of returning carry-over, each with its grounds.

    Where the screening finds none it is a sentence; where nothing could be screened, `prose.screening`
    says so.
    """
    words, rules = book.words, book.settings
    found, scope = analysis.screened(book), analysis.scope(book)
    period = words.period(scope.first, book.year)
    if found.empty and not scope.judged:
        return parts.silent()
    if found.empty:
        return parts.absent(
            book,
            "screening" if scope.carry_over else "screening_execution",
            "screening",
            period=period,
            number=scope.judged,
            idle=words.number(rules.idle_execution),
            idle_years=rules.idle_years,
            low=words.number(rules.low_execution),
            low_years=rules.low_years,
            again=rules.carry_over_years,
        )
    years = range(scope.first, book.year + 1)
    grounds = [_grounds(book, row) for row in records(found)]
    found = found.assign(reason=[_one_line(book, told) for told in grounds])
    columns = {
        "label": parts.text(words("head.project")),
        "division": parts.text(words("head.division"), lambda division: division or MISSING),
        "kind": parts.text(words("head.screening_kind"), lambda kind: words(f"choice.screening.{kind}")),
        "reason": parts.text(words("head.screening_reason")),
        "budget": parts.money(words("head.screening_budget"), words.amount),
        "unspent": parts.money(words("head.unspent"), words.amount),
        "carried_over": parts.money(words("head.screening_carried"), words.amount),
    }
    if not any(found["division"]):
        del columns["division"]
    same = bool((found["carried_over"] == found["unspent"]).all())
    if same or found["carried_over"].isna().all():
        del columns["carried_over"]
    return parts.exhibit(
        book,
        "screening",
        table=Table.from_frame(found.head(parts.MOST_ROWS), columns),
        data=Data.from_frame(_with_rates(found, years)),
        notes=parts.notes(
            book,
            parts.sources_of(book, "projects", years=years),
            *_rules(book, {kind for told in grounds for kind in told}, period),
            words("exhibit.budget_rule"),
            *([words("exhibit.screening_all_carried")] if same else []),
            *parts.others_in_file(book, len(found)),
        ),
        kinds=_counted(book, found),
        period=period,
    )


def returning_carryover(book: Accounts) -> Exhibit | Prose:
    """What projects carry over year after year, the largest ten drawn; without any, `prose` says so."""
    words, runs = book.words, carryover.returning(book)
    if runs.empty:
        return parts.silent()
    now = records(runs[runs["year"] == book.year])
    whole = next(row for row in records(carryover.totals(book)) if row["year"] == book.year)
    shown = now[:MOST_DRAWN]
    every, drawn = (range(min(row["since"] for row in rows), book.year + 1) for rows in (now, shown))
    amounts = {(row["project"], row["year"]): row["carried_over"] for row in records(followed.history(book))}
    not_listed = words("exhibit.not_listed")

    def amount(row: Mapping[str, Any], year: int) -> str:
        one = row["project"], year
        return parts.amount_or_gap(book, amounts[one]) if one in amounts else not_listed

    table = pd.DataFrame([{**row, **{str(year): amount(row, year) for year in every}} for row in now])
    columns = {
        "label": parts.text(words("head.project")),
        **{str(year): parts.money(words("head.year", year=year)) for year in every},
        "share": parts.number(words("head.carried_share"), parts.rate(book)),
        "years": parts.number(words("head.running")),
    }
    svg = year_rows(
        [
            Series(
                row["label"],
                [amounts.get((row["project"], year)) for year in drawn],
                [amount(row, year) for year in drawn],
            )
            for row in shown
        ],
        [words("head.year", year=year) for year in drawn],
    )
    largest = [words("exhibit.largest_shown", number=MOST_DRAWN)] if len(now) > MOST_DRAWN else []
    return parts.exhibit(
        book,
        "returning_carryover",
        svg=svg,
        table=Table.from_frame(table.astype(object).head(parts.MOST_ROWS), columns),
        data=Data.from_frame(runs),
        notes=parts.notes(
            book,
            parts.sources_of(book, "projects", years=every),
            *largest,
            *parts.table_rows(book, len(now)),
        ),
        number=whole["returning_projects"],
        years=book.settings.carry_over_years,
        period=words.period(drawn[0], book.year),
        amount=words.money(whole["returning"]),
        told=parts.told(
            book,
            now,
            lambda row: words(
                "exhibit.returning_since",
                label=row["label"],
                since=row["since"],
                years=row["years"],
                year=book.year,
                amount=words.money(row["carried_over"]),
            ),
        ),
    )


def followed_projects(book: Accounts) -> Exhibit | Prose:
    """Table of the projects that are followed under another name, the least alike of each year first."""
    words, links = book.words, followed.links(book)
    other = links[links["how"] != "same"]
    if other.empty:
        return parts.silent()
    labels = {
        (year, row["project"]): row["label"] for year in book.years for row in records(listed(book, year))
    }
    rows = []
    for row in records(other):
        label = labels[row["year"], row["project"]]
        last = labels[row["year"] - 1, row["last_project"]]
        # Names that differ in Chinese may have one English name.
        rows.append(
            {**row, "label": label, "last_label": words("exhibit.same_label") if last == label else last}
        )
    rows.sort(key=lambda row: (-row["year"], row["likeness"], row["project"]))
    frame = pd.DataFrame(rows).astype(object)
    columns = {
        "year": parts.text(words("head.years")),
        "label": parts.text(words("head.name_now")),
        "last_label": parts.text(words("head.name_last")),
        "how": parts.text(words("head.matched"), lambda how: words(f"choice.matched.{how}")),
        "likeness": parts.number(words("head.likeness"), parts.rate(book)),
    }
    years = sorted({row["year"] for row in rows})
    translated = any(row["label"] != row["project"] for row in rows)
    return parts.exhibit(
        book,
        "followed_projects",
        table=Table.from_frame(frame.head(parts.MOST_ROWS), columns),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, "projects", years=[*years, *(year - 1 for year in years)]),
            words("exhibit.followed_projects_rule", least=words.number(book.settings.same_project)),
            *([words("exhibit.matched_in_chinese")] if translated else []),
            *parts.others_in_file(book, len(frame)),
        ),
        number=len(frame),
        period=words.period(years[0], years[-1]),
    )


def _counted(book: Accounts, found: pd.DataFrame) -> str:
    """How many projects are of each kind; of those with returning carry-over, which are of no graver kind."""
    words = book.words
    counts = analysis.kinds(found)
    returning = counts.pop("returning")
    graver = [words(f"exhibit.screening_{kind}", number=number) for kind, number in counts.items() if number]
    if graver and returning:
        kinds = words("number.comma").join(graver)
        return words("exhibit.screening_also_returning", kinds=kinds, number=returning)
    return words.join(graver) or words("exhibit.screening_returning", number=returning)


def _grounds(book: Accounts, row: Mapping[str, Any]) -> dict[str, str]:
    """The grounds of a project by kind; what the years told as idle imply is not told twice."""
    words, rules, rates = book.words, book.settings, dict(row["rates"])
    limits = {"idle": words.number(rules.idle_execution), "low": words.number(rules.low_execution)}
    told = {}
    for kind, limit in limits.items():
        years = row[kind]
        if not years or (kind == "low" and set(years) <= set(row["idle"])):
            continue
        told[kind] = words(
            f"exhibit.screening_{kind}_{'reason' if len(years) > 1 else 'one'}",
            years=_years(book, years),
            rates=words("number.comma").join(words.percent(rates[year]) for year in years),
            limit=limit,
        )
    years = row["returning"]
    # Years told as idle had carry-over.
    if years and not set(years) <= set(row["idle"]):
        told["returning"] = words(
            "exhibit.screening_returning_reason", years=_years(book, years), number=len(years)
        )
    return told


def _one_line(book: Accounts, told: Mapping[str, str]) -> str:
    first, *others = told.values()
    return book.words("number.semicolon").join([first, *map(inner, others)])


def _years(book: Accounts, years: Sequence[int]) -> str:
    """Years as a period where none is left out between them, else one by one."""
    if years[-1] - years[0] == len(years) - 1:
        return book.words.period(years[0], years[-1])
    return book.words.join([book.words.period(year, year) for year in years])


def _rules(book: Accounts, told: Collection[str], period: str) -> list[str]:
    """The thresholds of the kinds that a table tells."""
    rules = book.settings
    thresholds = {
        "idle": (rules.idle_years, rules.idle_execution),
        "low": (rules.low_years, rules.low_execution),
        "returning": (rules.carry_over_years, None),
    }
    return [
        book.words(
            f"exhibit.screening_{kind}_rule",
            year=book.year,
            period=period,
            years=years,
            limit=book.words.number(limit),
        )
        for kind, (years, limit) in thresholds.items()
        if kind in told
    ]


def _with_rates(found: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """What the screening found as data: one column of execution rates for each screened year."""
    plain = found.drop(columns=[*analysis.KINDS, "rates"])
    for year in years:
        plain[f"execution_{year}"] = [dict(rates).get(year) for rates in found["rates"]]
    return plain.astype(object)

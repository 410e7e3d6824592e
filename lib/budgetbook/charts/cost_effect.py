"""What one of a project's outputs cost, this year and over the years, and what moved the spending."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import cost_effect as analysis
from budgetbook.analysis.factors import mainly
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.factors import cost_panel, split, told
from budgetbook.charts.forms import Panel, effect_bars, small_multiples
from budgetbook.prose.cost_effect import output_named, unit_named
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.words import MISSING
from budgetbook.words.numbers import NOT_APPLICABLE

MOST_PANELS = 6
MOST_SPLITS = 8


def cost_per_output(book: Accounts) -> Exhibit | Prose:
    """Table of this year's outputs with their cost, beside plan, last year and the median of their name.

    Where no output has a cost the chapter's paragraphs say why; so they do for the two figures.
    """
    words, frame = book.words, analysis.between_projects(book)
    if frame.empty:
        return parts.silent()
    compared = records(analysis.comparisons(book))
    planned = next(row for row in compared if row["against"] == "planned")
    several = frame["project"].duplicated().any()
    hidden = len(frame) - parts.MOST_ROWS
    limit = words.number(book.settings.far_above)
    return parts.exhibit(
        book,
        "cost_per_output",
        title=words("exhibit.cost_per_output_over", number=planned["number"], over=planned["over"])
        if planned["number"]
        else "",
        table=Table.from_frame(
            _printed(book, frame.head(parts.MOST_ROWS)),
            {
                "label": parts.text(words("head.project")),
                "output": parts.text(words("head.output")),
                "number": parts.number(words("head.done"), words.number),
                "unit": parts.text(words("head.done_unit"), lambda unit: _unit(book, unit)),
                "amount": parts.money(words("head.spent"), words.amount),
                "cost": parts.number(words("head.unit_cost"), words.amount),
                "planned": parts.number(words("head.planned_cost")),
                "last": parts.number(words("head.last_cost")),
                "median": parts.number(words("head.median_cost")),
            },
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, "indicators", "projects", years=[book.year]),
            words("exhibit.cost_rule"),
            words("exhibit.budget_rule"),
            *([words("exhibit.cost_far_above", limit=limit)] if any(frame["far_above"]) else []),
            *([words("exhibit.cost_not_additive")] if several else []),
            *([words("exhibit.other_outputs_in_file", number=hidden)] if hidden > 0 else []),
        ),
        number=len(frame),
    )


def cost_over_years(book: Accounts) -> Exhibit | Prose:
    """A panel for each of the outputs with the largest spending, its cost over the years on its own scale."""
    words, frame = book.words, analysis.over_years(book)
    rows = [{**row, "name": output_named(book, row)} for row in records(frame)]
    series: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        series.setdefault((row["thread"], row["key"]), []).append(row)
    if not series:
        return parts.silent()
    shown = list(series.values())[:MOST_PANELS]
    years = list(range(min(one[0]["year"] for one in shown), book.year + 1))
    known, up = analysis.rises(one[-1]["percent"] for one in shown)
    hidden = len(series) > len(shown)
    uncompared = any(row["last"] is not None and row["percent"] is None for one in shown for row in one)
    limit = words.number(book.settings.far_above)
    return parts.exhibit(
        book,
        "cost_over_years",
        title=words("exhibit.cost_over_years_up", number=known, up=up) if known else "",
        svg=small_multiples(
            [_panel(book, one, years) for one in shown], [str(year) for year in years], own_scale=True
        ),
        table=Table.from_frame(
            frame.assign(percent=_rates(book, rows))[
                [(row["thread"], row["key"]) in list(series)[:MOST_PANELS] for row in rows]
            ],
            {
                "label": parts.text(words("head.project")),
                "output": parts.text(words("head.output")),
                "year": parts.text(words("head.years")),
                "amount": parts.money(words("head.spent"), words.amount),
                "number": parts.number(words("head.done"), words.number),
                "cost": parts.number(words("head.unit_cost"), words.amount),
                "percent": parts.number(words("head.percent")),
            },
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, "indicators", "projects", years=years),
            *([words("exhibit.cost_far_above_last", limit=limit)] if uncompared else []),
            *([words("exhibit.cost_over_years_shown", number=len(shown))] if hidden else []),
        ),
        period=words.period(years[0], years[-1]),
        number=len(shown),
        told=parts.told(
            book,
            [one[-1] for one in shown],
            lambda row: words("exhibit.label_amount", label=row["name"], amount=words.yuan(row["cost"])),
            most=MOST_PANELS,
        ),
    )


def cost_factors(book: Accounts) -> Exhibit | Prose:
    """The largest changes of projects' spending or effects on it, each change split into number and cost."""
    words, frame = book.words, analysis.factors(book)
    shown = [{**row, "name": output_named(book, row)} for row in records(frame.head(MOST_SPLITS))]
    if not shown:
        return parts.silent()
    method = book.settings.factor_method
    several = len({row["project"] for row in shown}) < len(shown)
    zero = any(row["cost"] is None or row["last_cost"] is None for row in shown)
    hidden = len(frame) > len(shown)
    main, times = mainly(row["main"] for row in shown)
    effect = words(f"exhibit.mainly_{main}")
    even = len(shown) == 2 * times
    return parts.exhibit(
        book,
        "cost_factors",
        svg=effect_bars([split(book, row["name"], row) for row in shown]),
        title=words(
            f"exhibit.cost_factors_{'even' if even else 'largest' if hidden else 'all'}",
            number=len(shown),
            most=times,
            effect=effect,
        ),
        table=Table.from_frame(
            frame.head(MOST_SPLITS),
            {
                "label": parts.text(words("head.project")),
                "output": parts.text(words("head.output")),
                "last_count": parts.number(words("head.last_count"), words.number),
                "count": parts.number(words("head.done"), words.number),
                "last_cost": parts.number(words("head.last_cost"), words.amount),
                "cost": parts.number(words("head.unit_cost"), words.amount),
                "count_effect": parts.money(words("head.count_effect"), parts.signed_amount(book)),
                "cost_effect": parts.money(words("head.cost_effect"), parts.signed_amount(book)),
                "change": parts.money(words("head.change"), parts.signed_amount(book)),
            },
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(
            book,
            parts.sources_of(book, "indicators", "projects", years=[book.year - 1, book.year]),
            words(f"exhibit.factor_rule_{method}"),
            *([words("exhibit.cost_factors_zero")] if zero else []),
            *([words("exhibit.cost_factors_twice")] if several else []),
            *([words("exhibit.cost_factors_shown", number=len(shown))] if hidden else []),
        ),
        last_year=book.year - 1,
        method=words(f"exhibit.method_{method}"),
        told=parts.told(book, shown, lambda row: told(book, row["name"], row)),
        number=len(shown),
    )


def _panel(book: Accounts, rows: list[dict[str, Any]], years: list[int]) -> Panel:
    costs = {row["year"]: row["cost"] for row in rows}
    return cost_panel(book, rows[-1]["name"], [costs.get(year) for year in years])


def _printed(book: Accounts, frame: pd.DataFrame) -> pd.DataFrame:
    """The costs beside this year's as they are printed: `[z]` where there can be none."""

    def cost(value: Decimal | None, possible: bool) -> str:
        return book.words.amount(value) if possible or value is not None else NOT_APPLICABLE

    rows = records(frame)
    return frame.assign(
        planned=[cost(row["planned"], row["plannable"]) for row in rows],
        last=[cost(row["last"], not row["without_last"]) for row in rows],
        median=[cost(row["median"], False) for row in rows],
    )


def _rates(book: Accounts, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Rates of change as they are printed: `[z]` in a series' first year and where they would mislead."""
    begun: set[tuple[str, str]] = set()
    rates = []
    for row in rows:
        first = (row["thread"], row["output"]) not in begun
        begun.add((row["thread"], row["output"]))
        none = row["percent"] is None and (first or row["last"] is not None)
        rates.append(NOT_APPLICABLE if none else parts.signed_rate(book)(row["percent"]))
    return rates


def _unit(book: Accounts, unit: str | None) -> str:
    return (unit_named(book, unit).strip() or book.words("exhibit.plain_count")) if unit else MISSING

"""Scores beside execution and money, and beside the grades' limits, in words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import bunching as bunching_analysis
from budgetbook.analysis import relations as analysis
from budgetbook.analysis.relations import Measure, Relation
from budgetbook.prose.distribution import alike
from budgetbook.prose.paragraphs import Prose, compose, records
from budgetbook.words.numbers import fixed

MEASURES: tuple[Measure, ...] = ("execution", "budget")
MOST_NAMES = 4
LEAST_SHOWN = Decimal("0.0001")


def score_relations(book: Accounts) -> Prose:
    """How scores go with execution rates and with money, and the projects in the two corners by name.

    Without scores `prose.scores` says so.
    """
    words = book.words
    frame = analysis.compared(book)
    if frame.empty:
        return Prose("silent", ())
    found = [analysis.relation(book, measure) for measure in MEASURES]
    corners: list[tuple[str, list[dict[str, Any]]]] = [
        (corner(book, kind), [row for row in records(frame) if row["kind"] == kind])
        for kind, one in zip(("unspent", "costly"), found, strict=True)
        if one.number
    ]
    return compose(
        book,
        "score_relations",
        relations=[
            {"measure": words(f"relation.{one.measure}"), "number": one.number, "reading": reading(book, one)}
            for one in found
        ],
        rhos=[correlation(one.rho) for one in found],
        corners=[{"corner": name, "rows": rows} for name, rows in corners],
        most=MOST_NAMES,
        strengths=dict(analysis.STRENGTHS),
        points=alike(row["score"] for _, rows in corners for row in rows),
    )


def bunching(book: Accounts) -> Prose:
    """What the test of scores just above the grades' limits was, what it found, and what it cannot tell.

    Without scores `prose.scores` says so.
    """
    frame = bunching_analysis.bunching(book)
    if frame.empty:
        return Prose("silent", ())
    rows = [{**row, "said": verdict(book, row), "chance": chance(row["adjusted"])} for row in records(frame)]
    years = bunching_analysis.years_with_scores(book)
    return compose(
        book,
        "bunching",
        rows=[row for row in rows if row["scope"] == "year"],
        pooled=[row for row in rows if row["scope"] == "pooled" and row["n"]],
        several={scope: several(rows, scope) for scope in ("year", "pooled")},
        period=book.words.period(years[0], years[-1]),
        years=len(years),
        points=book.settings.bunching_points,
        level=level(),
        enough=bunching_analysis.ENOUGH,
        number=len(analysis.compared(book)),
    )


def reading(book: Accounts, one: Relation) -> str:
    """A relation in words: `执行率较高的项目得分也较高，关系较弱`."""
    words = book.words
    key = one.reading
    if key in dict(analysis.STRENGTHS) and one.rho is not None:
        key = "up" if one.rho > 0 else "down"
    return words(
        f"relation.{key}",
        measure=words(f"relation.{one.measure}"),
        higher=words(f"relation.higher_{one.measure}"),
        strength=words(f"relation.{one.reading}") if key in ("up", "down") else "",
        number=one.number,
        least=analysis.FEWEST,
    )


def correlation(rho: Decimal | None) -> str:
    """A correlation with its sign and two decimals."""
    return "" if rho is None else fixed(rho, 2, sign=True)


def corner(book: Accounts, kind: str) -> str:
    """What the noteworthy projects of a kind have in common, with its limits."""
    words, rules = book.words, book.settings
    return words(
        f"relation.corner_{kind}",
        high=words.number(rules.excellent_from),
        low=words.number(rules.low_execution),
        good=words.number(rules.good_from),
        middle=words.money(analysis.median_budget(book)),
    )


def several(tests: Iterable[Mapping[str, Any]], scope: str) -> bool:
    """Whether more than one limit of a scope was judged, so that the chances are adjusted for it."""
    return bunching_analysis.judged(tests, scope) > 1


def chance(value: Decimal | None) -> str:
    """A probability with four decimals, `<0.0001` for a smaller one, `[z]` where nothing was tested."""
    if value is None:
        return "[z]"
    return f"<{LEAST_SHOWN}" if value < LEAST_SHOWN else fixed(value, 4)


def level() -> str:
    """The level of the bunching test in %."""
    return f"{float(bunching_analysis.LEVEL * 100):g}"


def verdict(book: Accounts, row: Mapping[str, Any]) -> str:
    """The verdict of a test in words."""
    least = bunching_analysis.ENOUGH if row["verdict"] == "few" else bunching_analysis.FEWEST
    return book.words(f"relation.{row['verdict']}", least=least)

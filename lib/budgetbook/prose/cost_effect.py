"""Cost and effect in words: what one of a project's outputs cost, how that compares, what moved spending."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import cost_effect as analysis
from budgetbook.prose.paragraphs import Prose, compose, records
from budgetbook.words.vocabulary import MULTIPLE_FROM

MOST_TOLD = 3


def cost_effect(book: Accounts) -> Prose:
    """成本效益, 比较 and 因素分析 of this year's outputs, what was not compared, what a cost cannot say.

    Silent where the year's indicators are not published, which `projects` tells.
    """
    if book.rows("indicators").empty:
        return Prose("silent", ())
    costs, split = records(analysis.between_projects(book)), records(analysis.factors(book))
    projects, amount = analysis.covered(book)
    return compose(
        book,
        "cost_effect",
        projects=projects,
        number=len(costs),
        amount=amount,
        largest=[_said(book, row) for row in costs[:MOST_TOLD]],
        compared=[
            {**row, "most": row["percent"] and _higher(book, row["percent"])}
            for row in records(analysis.comparisons(book))
            if row["number"]
        ],
        split=len(split),
        told=[_said(book, row) for row in split[:MOST_TOLD]],
        method=book.words(f"exhibit.method_{book.settings.factor_method}"),
        lacking=_lacking(book, records(analysis.not_compared(book))),
        several=len(costs) > projects,
    )


def output_named(book: Accounts, row: dict[str, Any]) -> str:
    """An output with its project, since several projects may name the same one."""
    return book.words("exhibit.cost_output", label=row["label"], output=row["output"])


def unit_named(book: Accounts, unit: str) -> str:
    """A unit as it stands after a number: 人, ` people`; a unit that has no English stays as it is."""
    key = f"measure.{unit}"
    return book.words(key) if book.words.has(key) else unit


def _said(book: Accounts, row: dict[str, Any]) -> dict[str, Any]:
    """A row with its output's name and a function for numbers in its unit."""

    def counted(number: Decimal) -> str:
        return book.words.count(number) + unit_named(book, row["unit"])

    return {**row, "name": output_named(book, row), "counted": counted}


def _higher(book: Accounts, percent: Decimal) -> str:
    """How much higher one cost is than another; from 1000 % on as a multiple."""
    words = book.words
    if percent >= MULTIPLE_FROM:
        return words("exhibit.higher_times", times=words.amount(percent / 100))
    return words("exhibit.higher", percent=words.percent(percent))


def _lacking(book: Accounts, rows: Sequence[dict[str, Any]]) -> list[str]:
    """The outputs without a cost or a comparison, those of one reason together."""
    words = book.words
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        name = output_named(book, row)
        if row["others"]:
            units = " / ".join([row["unit"], *row["others"]])
            name = words("exhibit.amount_share", amount=name, share=units)
        by_reason.setdefault(row["why"], []).append(name)
    return [
        words(
            "exhibit.cost_lacking",
            why=words(f"exhibit.why_{why}", limit=words.number(book.settings.far_above)),
            number=len(names),
            names=words("number.comma").join(names[:MOST_TOLD])
            + (words("exhibit.cost_lacking_more") if len(names) > MOST_TOLD else ""),
        )
        for why, names in sorted(by_reason.items())
    ]

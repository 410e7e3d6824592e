"""A year in six figures, by which the years of many departments can be told side by side."""

from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share
from budgetbook.analysis.change import headlines
from budgetbook.analysis.distribution import means
from budgetbook.analysis.projects import listed
from budgetbook.analysis.scores import published

_SPENT = "current_year_expenditure"


def digest(book: Accounts) -> dict[str, Decimal | None]:
    """The year's figures in this order, each None where it is not published.

    total_income and current_year_expenditure (万元); execution (本年支出 in % of its adjusted, else its
    initial budget); three_public (万元); projects (how many there are, with those that a summary counts and
    no list names); mean_score (in % of the full score: of the listed projects where the list is whole, else
    the average that was published).
    """
    completion = {row["item"]: row["completion"] for row in headlines(book).to_dict("records")}
    return {
        "total_income": book.value("totals", "total_income"),
        _SPENT: book.value("totals", _SPENT),
        "execution": completion.get(_SPENT),
        "three_public": book.value("three_public", "total"),
        "projects": _projects(book),
        "mean_score": _mean_score(book),
    }


def _projects(book: Accounts) -> Decimal | None:
    told = [*book.rows("score_summary")["projects"], Decimal(len(listed(book))) or None]
    return max((number for number in told if number is not None), default=None)


def _mean_score(book: Accounts) -> Decimal | None:
    if len(listed(book)) == _projects(book):
        found = means(book)
        return next(iter(found[found["year"] == book.year]["mean"]), None)
    summaries = published(book)
    rows = summaries[(summaries["year"] == book.year) & summaries["average"].notna()].to_dict("records")
    widest = max(rows, key=lambda row: row["projects"] or 0, default=None)
    return share(widest["average"], widest["full"]) if widest else None

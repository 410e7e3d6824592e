"""What a whole statement is of: its year, and whether it tells a budget or what became of it."""

import re
from collections import Counter
from collections.abc import Sequence

from budgetbook.intake.statements.tokens import Token

PHASES = {
    "budget": "budget",
    "opening": "budget",
    "adjusted": "adjusted",
    "settled": "actual",
    "actual": "actual",
}
# The budgets that money comes from are no budget that is compared with accounts.
_FUNDS = re.compile("一般公共预算|基金预算|经营预算")
_COMPARES = {"compare", "with"}
_BETWEEN = {"year", "last", "filler", "during"}


def year_of(token: Token) -> int:
    """The year that a year token prints."""
    return int(token.text[:4])


def compared(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token stands within a comparison (较2022年预算数)."""
    index -= 1
    while index >= 0 and tokens[index].kind in _BETWEEN:
        index -= 1
    return index >= 0 and tokens[index].kind in _COMPARES


def main_year(tokens: Sequence[Token]) -> int | None:
    """The year most items and amounts are told of, of two the later one; None without any year."""
    counted: Counter[int] = Counter()
    for index, token in enumerate(tokens):
        if token.kind == "year" and not compared(tokens, index):
            near = {each.kind for each in tokens[index + 1 : index + 5]}
            counted[year_of(token)] += 3 if near & {"item", "amount"} else 1
    return max(counted, key=lambda year: (counted[year], year), default=None)


def document_phase(tokens: Sequence[Token]) -> str:
    """`budget` where a statement tells budgets and no accounts of them, else `actual`.

    年初预算 alone makes no budget statement: accounts compare themselves with it.
    """
    budget = False
    for index, token in enumerate(tokens):
        if token.kind == "settled" and not compared(tokens, index):
            return "actual"
        spent = token.kind == "actual" and token.text.startswith("实际") and not compared(tokens, index)
        own = not index or tokens[index - 1].kind not in _BETWEEN
        if (spent and own) or token.kind in {"complete", "evaluated"}:
            return "actual"
        if token.kind == "item":
            title = _FUNDS.sub("", token.text)
            if "决算" in title:
                return "actual"
            budget = budget or "预算" in title
        if token.kind == "budget":
            other_year = any(each.kind in {"year", "last"} for each in tokens[max(0, index - 1) : index])
            budget = budget or not compared(tokens, index) or other_year
    return "budget" if budget else "actual"


def part_of(year: int | None, phase: str, main_year: int | None, main_phase: str) -> str:
    """What an amount is in a statement of `main_year` and `main_phase`: `amount`, `budget`, `prior` …

    Only accounts have a last year's amount (`prior`) to be compared with; an amount of any other year is none
    of the statement's own (`other_year`).
    """
    if year == main_year:
        return "amount" if phase == main_phase else phase
    last = main_year is not None and year == main_year - 1
    return "prior" if last and phase == main_phase == "actual" else "other_year"

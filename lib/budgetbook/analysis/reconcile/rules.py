"""The rules of reconciliation (勾稽关系) in one list, and both ways to run them: findings, and what ran."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile import (
    balance,
    codes,
    counts,
    details,
    frugality,
    movements,
    parts,
    projects,
    reasons,
    scores,
    slips,
    stated,
)
from budgetbook.analysis.reconcile.finding import SEVERITIES, Comparison, Finding, Severity
from budgetbook.analysis.reconcile.funds import fiscal_appropriation, with_each_fund
from budgetbook.words import Words


def parts_of_totals(book: Accounts, year: int) -> Iterator[Comparison]:
    """R06: a total = Σ its lines, for all funds and for each, and 财政拨款 = Σ the budgets it comes from."""
    yield from with_each_fund(parts.totals_of_lists)(book, year)
    yield from with_each_fund(details.lines_of_parts)(book, year)
    yield from fiscal_appropriation(book, year)


def kinds(book: Accounts, year: int) -> Iterator[Comparison]:
    """R07: expenditure = Σ its kinds, as a whole and in each functional line."""
    yield from with_each_fund(balance.kinds_of_expenditure)(book, year)
    yield from with_each_fund(details.kinds_of_codes)(book, year)


@dataclass(frozen=True)
class Rule:
    """One rule: its number, how grave a breach is, and the comparisons it makes of a year's accounts.

    Its title and the data it needs are the terms `reconcile.<id>.title` and `reconcile.<id>.needs`.
    """

    id: str
    severity: Severity
    compare: Callable[[Accounts, int], Iterator[Comparison]]

    def title(self, words: Words) -> str:
        """The rule as a formula or a short sentence."""
        return words(f"reconcile.{self.id}.title")

    def findings(self, year: int, made: Iterable[Comparison]) -> list[Finding]:
        """The findings among the comparisons made."""
        return [Finding.of(self.id, self.severity, year, one) for one in made if one.broken]


# Accounts that are right cannot break an identity inside one set of figures (R04 too): an error. An approved
# adjustment of the opening figure may break R05, and a text may misquote right accounts: warnings.
RULES = (
    Rule("R01", "error", with_each_fund(balance.totals_balance)),
    Rule("R02", "error", with_each_fund(balance.total_income)),
    Rule("R03", "error", with_each_fund(balance.total_expenditure)),
    Rule("R04", "error", with_each_fund(balance.closing_carryover)),
    Rule("R05", "warning", with_each_fund(balance.opening_carryover)),
    Rule("R06", "error", parts_of_totals),
    Rule("R07", "error", kinds),
    Rule("R08", "error", with_each_fund(balance.basic_expenditure)),
    Rule("R09", "warning", stated.amounts),
    Rule("R10", "error", parts.three_public),
    Rule("R11", "warning", counts.money_and_counts),
    Rule("R12", "warning", stated.shares),
    Rule("R13", "warning", movements.changes),
    Rule("R14", "warning", movements.last_year),
    # Named reasons are the main ones: what they leave contradicts nothing, it is only told.
    Rule("R15", "info", reasons.named_reasons),
    Rule("R16", "warning", scores.scores),
    Rule("R17", "warning", projects.project_list),
    Rule("R18", "warning", codes.classified),
    Rule("R19", "error", slips.unit_slips),
    Rule("R21", "warning", frugality.only_less),
    Rule("R22", "info", projects.low_efficiency),
)


@lru_cache(maxsize=16)
def _made(book: Accounts, year: int) -> dict[Rule, tuple[Comparison, ...]]:
    """The comparisons of every rule; a report asks for them in each of its chapters and several times."""
    return {rule: tuple(rule.compare(book, year)) for rule in RULES}


def reconcile(book: Accounts, year: int | None = None) -> list[Finding]:
    """What does not agree in one year (the accounts' own by default), in budgets and in actual figures.

    The gravest first, then by rule and by what it touches. Rules about two years use the year before, if
    loaded; a rule whose figures are not published is not applied (see `applied`).
    """
    year = book.year if year is None else year
    found = [finding for rule, made in _made(book, year).items() for finding in rule.findings(year, made)]
    return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.id, one.subject, one.message))


def applied(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """What every rule did in one year, the accounts' own by default.

    Columns: id, title, severity, checks (comparisons made), findings, reason (why none was made: the data
    the rule needs; empty where it was applied).
    """
    year = book.year if year is None else year
    words = book.words
    rows = []
    for rule, made in _made(book, year).items():
        reason = "" if made else words("reconcile.not_applied", needs=words(f"reconcile.{rule.id}.needs"))
        rows.append(
            (rule.id, rule.title(words), rule.severity, len(made), len(rule.findings(year, made)), reason)
        )
    columns = ["id", "title", "severity", "checks", "findings", "reason"]
    return pd.DataFrame(rows, columns=columns, dtype=object)

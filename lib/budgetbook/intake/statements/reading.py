"""A statement's text into figures: all that rules claim, the ones that count, and the amounts left over."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from budgetbook.intake.statements.context import document_phase, main_year
from budgetbook.intake.statements.figure import Figure
from budgetbook.intake.statements.forms import forms
from budgetbook.intake.statements.grammar import Grammar
from budgetbook.intake.statements.lexicon import measures
from budgetbook.intake.statements.mention import Mention
from budgetbook.intake.statements.normal import Plain, plain
from budgetbook.intake.statements.patterns import pattern_measures, phrases
from budgetbook.intake.statements.pipes import pipes
from budgetbook.intake.statements.tokens import Token, tokens

_FORM_MEASURES = frozenset(
    {
        "project_budget",
        "project_adjusted_budget",
        "project_executed",
        "execution_rate_pct",
        "execution_weight",
        "execution_score",
        "closing_carryover",
    }
)
# Of several projects' scores, grades and budgets none is the department's.
_OF_THE_WHOLE = (
    "overall_score",
    "grade",
    "project_adjusted_budget",
    "project_executed",
    "execution_rate_pct",
)
_CHANGES = {"change", "change_pct"}
# A total printed again as that of the year is the same figure: nothing was carried over.
_SAME = {"current_year_income": "total_income", "current_year_expenditure": "total_expenditure"}
# Changes that start from last year's budget and from what was spent then are no changes of one kind.
_BASES = {"last_budget", "last_actual"}


def read_statement(text: str, *, department: str | None = None, year: int | None = None) -> list[Figure]:
    """The figures of a statement: each measure once, where it is printed first.

    `year` is the year the statement is of; without it the year that the text is mostly about. Only what is
    printed as a number counts (没有 is none), and a change or a share of zero is none. A last year's figure
    counts beside this year's actual only. `department` is left out of the names of reasons.
    """
    claimed = [each for each in _claimed(text, department, year) if _printed(text, *each)]
    own = {mention.key for _, mention in claimed if mention.part == "amount"}
    others = _of_others(claimed)
    mixed = _BASES.issubset(mention.label for _, mention in claimed if mention.part in _CHANGES)
    found: dict[str, tuple[tuple[int, int], Figure]] = {}
    for figure, mention in claimed:
        nothing = mention.value == 0 and mention.part in {*_CHANGES, "pct"}
        alone = mention.part == "prior" and mention.key not in own
        unlike = mixed and mention.label in _BASES
        one_of_many = mention.key in others and mention.rank > 1
        counts = figure.measure in vocabulary() and not (nothing or alone or unlike or one_of_many)
        order = mention.rank, figure.span[0]
        if counts and (figure.measure not in found or order < found[figure.measure][0]):
            found[figure.measure] = order, figure
    for part, whole in _SAME.items():
        if part in found and whole in found and _again(found[part][1], found[whole][1]):
            del found[part]
    return [figure for _, figure in sorted(found.values(), key=lambda each: (each[1].span, each[1].measure))]


def _printed(text: str, figure: Figure, mention: Mention) -> bool:
    return mention.key == "grade" or any(character.isdigit() for character in text[slice(*figure.span)])


def _of_others(claimed: list[tuple[Figure, Mention]]) -> set[str]:
    """The measures of the whole that a text tells of several projects instead."""
    counted = [mention.value for _, mention in claimed if mention.key == "projects_count"]
    if any(isinstance(number, Decimal) and number > 1 for number in counted):
        return set(_OF_THE_WHOLE)
    values = {key: {mention.value for _, mention in claimed if mention.key == key} for key in _OF_THE_WHOLE}
    return {key for key, told in values.items() if len(told) > 1}


def _again(one: Figure, other: Figure) -> bool:
    """Whether a figure only says again what another one has said before."""
    return (one.value, one.unit) == (other.value, other.unit) and one.span > other.span


def read_mentions(text: str, *, department: str | None = None, year: int | None = None) -> list[Figure]:
    """Every figure that a rule claims, in the text's order: repeated ones and further measures too.

    Further measures are named in the same style (`operating_cost_change`, `income_other_pct`,
    `three_public_total_change_against_budget`, `three_public_total_other_year`), and `reason:<item>` is a
    named reason for the change of that item, its name in `label`.
    """
    return [figure for figure, _ in _claimed(text, department, year)]


def statement_year(text: str) -> int | None:
    """The year that a text is mostly about, None where it prints no year."""
    return main_year(tokens(plain(text).text))


def unclaimed(text: str, figures: Iterable[Figure]) -> list[tuple[tuple[int, int], str]]:
    """The amounts of money in a text that no figure stands for: the place of the number, and its sentence."""
    clear = plain(text)
    taken = {figure.span for figure in figures}
    left = []
    for token in tokens(clear.text):
        span = clear.span(token.start, token.number_end) if token.kind == "amount" else None
        if span and span not in taken:
            left.append((span, _sentence(clear, token)))
    return left


def vocabulary() -> frozenset[str]:
    """The measures that `read_statement` knows."""
    named = (measure for group in measures().values() for measure in group)
    return frozenset(named) | pattern_measures() | _FORM_MEASURES


def _sentence(clear: Plain, token: Token) -> str:
    start = max(clear.text.rfind(mark, 0, token.start) for mark in "。\n") + 1
    end = re.compile(r"[。\n]|$").search(clear.text, token.end)
    return clear.text[start : end.start() if end else None].strip()


def _claimed(text: str, department: str | None, year: int | None) -> list[tuple[Figure, Mention]]:
    clear = plain(text)
    found = tokens(clear.text)
    year = year or main_year(found)
    phase = document_phase(found)
    unit = _unit(found)
    mentions = _together(
        Grammar(found, clear.text, year, phase, department or "").read(),
        phrases(clear.text, year, phase),
        [*pipes(clear.text, year, phase, unit), *forms(clear.text, year, unit)],
    )
    mentions.sort(key=lambda each: (each.start, each.key, each.part))
    return [(figure, mention) for mention in mentions for figure in _figures(clear, mention)]


def _together(grammar: list[Mention], fixed: list[Mention], lines: list[Mention]) -> list[Mention]:
    """A number has one meaning, a fixed phrase's first; a project's phrases need its budget to be told."""
    projects = any(mention.key == "project_budget" for mention in [*fixed, *lines])
    fixed = [mention for mention in fixed if projects or mention.label != "project"]
    taken = {mention.start for mention in fixed}
    return [*(mention for mention in grammar if mention.start not in taken), *fixed, *lines]


def _figures(clear: Plain, mention: Mention) -> Iterable[Figure]:
    further = (
        f"{mention.key}_{mention.part}".removesuffix("_")
        if mention.part != "reason"
        else f"reason:{mention.key}"
    )
    span = clear.span(mention.start, mention.end)
    for measure in measures().get((mention.key, mention.part), (further,)):
        about = mention.value, mention.unit, mention.year, mention.phase, span, mention.label, mention.key
        yield Figure(measure, *about)


def _unit(found: list[Token]) -> str:
    units = Counter(token.unit for token in found if token.kind == "amount")
    stated = Counter(re.findall(r"[(：]([万亿]?元)", "".join(token.text for token in found)))
    return max(units or stated, key=lambda unit: (units[unit], stated[unit], unit), default="")

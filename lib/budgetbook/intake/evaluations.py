"""What a text says of evaluations as a whole: projects, amount, score, grade, projects by grade."""

import re
from collections.abc import Iterator, Sequence

from budgetbook.intake.named import named_projects
from budgetbook.intake.passages import Passages
from budgetbook.intake.statements import Figure
from budgetbook.intake.value import Value
from budgetbook.words import Words

_COLUMNS = {
    "projects_count": "projects",
    "amount_evaluated": "amount",
    "average_score": "average_score",
    "overall_score": "overall_score",
    "grade": "grade",
    "grade_you": "excellent",
    "grade_liang": "good",
    "grade_zhong": "fair",
    "grade_hege": "fair",
    "grade_cha": "poor",
    "grade_buhege": "poor",
}
# The evaluation of the whole department has an overall score, that of its projects an average one.
_SCOPES = {"overall_score": "whole", "average_score": "projects"}
_BEFORE = ("projects_count", "amount_evaluated")
_OWN = ("", "evaluated")
_FULL_SCORE = re.compile(r"(?:总分|满分)(?:值?[为是])?([0-9]{2,4})分")
_WHOLE_DEPARTMENT = re.compile(r"基本支出和项目支出|整体支出")


def evaluations(figures: Sequence[Figure], passages: Passages) -> Iterator[Value]:
    """Rows of `score_summary`, one for each kind of score, and the evaluated amount where it is the year's.

    Number and amount of projects are the last before the score, grades the first behind it.
    """
    known = [figure for figure in figures if figure.measure in _COLUMNS and figure.label in _OWN]
    for measure, scope in _SCOPES.items():
        score = next((figure for figure in known if figure.measure == measure), None)
        if score is not None:
            yield from _row(score, scope, known, passages)
    if not any(figure.measure in _SCOPES for figure in known):
        counts = [figure for figure in known if figure.measure == "projects_count"]
        yield from _row(counts[-1], "projects", known, passages) if counts else ()
    for figure in known:
        whole = _WHOLE_DEPARTMENT.search(passages.sentence(figure.span[0]))
        if figure.measure == "amount_evaluated" and whole:
            key = {"item": "totals.current_year_expenditure", "measure": "amount"}
            yield passages.value("stated", key, "value", figure, figure.unit)


def _row(anchor: Figure, scope: str, known: Sequence[Figure], passages: Passages) -> Iterator[Value]:
    key = {"scope": Words("zh")(f"import.scope_{scope}"), "scope_en": Words("en")(f"import.scope_{scope}")}
    key["project_list"] = _list(known, passages)
    if full := _FULL_SCORE.search(passages.text):
        key["full_score"] = full[1]
    chosen: dict[str, Figure] = {_COLUMNS[anchor.measure]: anchor}
    for figure in known:
        column = _COLUMNS[figure.measure]
        if figure.measure in _BEFORE and figure.span <= anchor.span:
            chosen[column] = figure
        elif figure.measure not in (*_SCOPES, *_BEFORE) and _follows(figure, anchor, known):
            chosen.setdefault(column, figure)
    for column, figure in chosen.items():
        unit = figure.unit if column == "amount" else ""
        yield passages.value("score_summary", key, column, figure, unit)


def _follows(figure: Figure, anchor: Figure, known: Sequence[Figure]) -> bool:
    """Whether the nearest score before a figure is the anchor."""
    scores = [one for one in known if one.measure in _SCOPES and one.span < figure.span]
    return not scores or scores[-1] is anchor


def _list(known: Sequence[Figure], passages: Passages) -> str:
    named = sum(1 for _ in named_projects(passages))
    counts = [figure.value for figure in known if figure.measure == "projects_count"]
    if not named:
        return "none"
    return "complete" if counts and named == counts[-1] else "examples"

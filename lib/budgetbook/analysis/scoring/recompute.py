"""Projects' declared scores against the recomputed ones, and the indicators that explain the difference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.book import Record
from budgetbook.analysis.arithmetic import share, total, whole
from budgetbook.analysis.projects import listed
from budgetbook.analysis.reconcile.tolerance import half_unit, places
from budgetbook.analysis.scores import grade_of
from budgetbook.analysis.scoring.indicators import Indicator, framed, indicator_rows
from budgetbook.words import round_half_up

_ZERO = Decimal(0)
# Forms are scored in hundredths, in half or in whole points.
_COARSEST = Decimal("0.5")
_FINEST = Decimal("0.005")  # points; less is nothing in print


@dataclass(frozen=True)
class Project:
    """A project's score as declared and as recomputed; the fields are the columns of `projects`."""

    project: str
    label: str
    division: str
    full: Decimal
    declared: Decimal
    recomputed: Decimal | None
    difference: Decimal | None
    tolerance: Decimal
    differs: bool
    grade: str
    regraded: str | None
    weights: Decimal
    indicators: int
    checked: int
    kept: int
    share: Decimal | None
    unable: str
    inferred: bool


@dataclass(frozen=True)
class Difference:
    """A part of a project's difference; the fields are the columns of `differences`."""

    project: str
    label: str
    indicator: str
    target: str
    actual: str
    measure_unit: str
    reached: Decimal | None
    weight: Decimal | None
    declared: Decimal | None
    recomputed: Decimal | None
    difference: Decimal
    printed: Decimal
    why: str
    inferred: Decimal | None
    basis: str
    source: str


def projects(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The projects of a year with indicators and a score, the most overstated first.

    Columns: project, label, division, full, declared and recomputed score, difference (declared −
    recomputed), tolerance (points), differs (by more, and so that it shows), grade and regraded (of the
    recomputed score), weights (their sum in the data), indicators, checked and kept (their number, the
    execution rate included), share (% of the weights that were recomputed), unable (why there is no
    recomputed score: `nothing` can be recomputed, the `weights` do not add up to the full score, an indicator
    is `unscored`), inferred (whether the form lists no execution rate and its score is what the project's
    leaves).

    The tolerance is half a unit in the last decimal of each declared score that rounding can have touched; a
    project also differs where a single indicator does by more than half a point and its own rounding.
    """
    found = [project for project, _ in _compared(book, book.year if year is None else year)]
    return framed(
        Project,
        sorted(found, key=lambda one: (one.difference is None, -(one.difference or _ZERO), one.project)),
    )


def coverage(book: Accounts, year: int | None = None) -> Decimal | None:
    """How much of the weights of the projects with a recomputed score was recomputed, in %."""
    rows = [
        row
        for project, form in _compared(book, book.year if year is None else year)
        if not project.unable
        for row in form
    ]
    return share(_weight(_checked(rows)), _weight(rows))


def differences(book: Accounts) -> pd.DataFrame:
    """What this year's differences beyond the tolerance are made of, the largest first.

    Columns: project, label, indicator (its name, "" for the last two kinds), target, actual, measure_unit,
    reached, weight, declared, recomputed, difference, printed (at a hundredth), why (of `indicators`;
    `rounding`: all that rounding explains; `remainder`: the project's score is not the sum of its
    indicators'), inferred (the declared score of an execution rate that the form does not list; of a
    remainder, what that is of the sum), basis, source. The parts of a project sum to its difference exactly,
    and as printed to the printed one: rounding takes what the hundredths of the others leave.
    """
    apart = [(project, form) for project, form in _compared(book, book.year) if project.differs]
    apart.sort(key=lambda pair: (-abs(pair[0].difference or _ZERO), pair[0].project))
    return framed(Difference, [part for project, form in apart for part in _parts(project, form)])


@lru_cache(maxsize=32)
def _compared(book: Accounts, year: int) -> tuple[tuple[Project, tuple[Indicator, ...]], ...]:
    known: dict[str, Record] = {
        row["project"]: row for row in listed(book, year).to_dict("records") if row["score"] is not None
    }
    forms = {
        project: tuple(own)
        for project, own in groupby(indicator_rows(book, year), key=lambda one: one.project)
    }
    return tuple(
        (_project(book, row, forms[name]), forms[name]) for name, row in known.items() if name in forms
    )


def _project(book: Accounts, row: Record, form: tuple[Indicator, ...]) -> Project:
    checked, declared, full = _checked(form), row["score"], row["full"]
    unable = _unable(form, full)
    recomputed = None if unable else whole(one.recomputed for one in form)
    gap = None if recomputed is None else declared - recomputed
    tolerance = sum((_allowance(one) for one in form), _of_total(declared, form))
    return Project(
        project=row["project"],
        label=row["label"],
        division=row["division"],
        full=full,
        declared=declared,
        recomputed=recomputed,
        difference=gap,
        tolerance=tolerance,
        differs=gap is not None and abs(gap) > _FINEST and (abs(gap) > tolerance or _overdone(form)),
        grade=grade_of(book, declared, full),
        regraded=None if recomputed is None else grade_of(book, recomputed, full),
        weights=_weight(form),
        indicators=len(form),
        checked=len(checked),
        kept=len(form) - len(checked),
        share=share(_weight(checked), _weight(form)),
        unable=unable,
        inferred=any(one.inferred for one in form),
    )


def _overdone(form: Iterable[Indicator]) -> bool:
    """Whether one indicator by itself differs by more than rounding explains, whatever the others hide."""
    return any(one.difference and abs(one.difference) > max(_allowance(one), _COARSEST) for one in form)


def _checked(form: Iterable[Indicator]) -> list[Indicator]:
    return [one for one in form if one.why != "not_recomputable"]


def _weight(form: Iterable[Indicator]) -> Decimal:
    return total(one.weight for one in form) or _ZERO


def _unable(form: tuple[Indicator, ...], full: Decimal) -> str:
    if not _checked(form):
        return "nothing"
    weights = whole(one.weight for one in form)
    if _weight(form) > full if weights is None else weights != full:
        return "weights"
    return "unscored" if any(one.recomputed is None for one in form) else ""


def _allowance(one: Indicator) -> Decimal:
    """Half a unit of the declared score's last decimal, for a recomputed one that has more decimals."""
    if one.declared is None or one.recomputed is None:
        return _ZERO
    return _half_where_rounded(one.declared, one.recomputed)


def _of_total(declared: Decimal, form: tuple[Indicator, ...]) -> Decimal:
    """The same for the project's score against the sum of its indicators'."""
    added = whole(one.declared for one in form)
    return _ZERO if added is None else _half_where_rounded(declared, added)


def _half_where_rounded(printed: Decimal, exact: Decimal) -> Decimal:
    return half_unit(printed) if places(exact.normalize()) > places(printed) else _ZERO


def _parts(project: Project, form: tuple[Indicator, ...]) -> list[Difference]:
    """The parts of a project's difference, the largest first."""
    large = [*_beyond_rounding(project, form)]
    gap = project.difference or _ZERO
    rounded = gap - sum((one.difference for one in large), _ZERO)
    printed = round_half_up(gap) - sum((one.printed for one in large), _ZERO)
    rest = [_rest(project, form, "rounding", rounded, printed)] if rounded or printed else []
    return sorted([*large, *rest], key=lambda one: -abs(one.difference))


def _beyond_rounding(project: Project, form: tuple[Indicator, ...]) -> Iterator[Difference]:
    left = project.difference or _ZERO
    for one in form:
        if not one.difference:
            continue
        left -= one.difference
        if abs(one.difference) > _allowance(one):
            yield Difference(
                project=project.project,
                label=project.label,
                indicator=one.label,
                target=one.target,
                actual=one.actual,
                measure_unit=one.measure_unit,
                reached=one.reached,
                weight=one.weight,
                declared=one.declared,
                recomputed=one.recomputed,
                difference=one.difference,
                printed=round_half_up(one.difference),
                why=one.why,
                inferred=one.declared if one.inferred else None,
                basis=one.basis,
                source=one.source,
            )
    if left:
        yield _rest(project, form, "remainder", left, round_half_up(left))


def _rest(
    project: Project, form: tuple[Indicator, ...], why: str, gap: Decimal, printed: Decimal
) -> Difference:
    """A part that belongs to no indicator; of the remainder, the project's score and its indicators' sum."""
    remainder = why == "remainder"
    return Difference(
        project=project.project,
        label=project.label,
        indicator="",
        target="",
        actual="",
        measure_unit="",
        reached=None,
        weight=None,
        declared=project.declared if remainder else None,
        recomputed=whole(one.declared for one in form) if remainder else None,
        difference=gap,
        printed=printed,
        why=why,
        inferred=next((one.declared for one in form if one.inferred), None) if remainder else None,
        basis=form[0].basis,
        source=form[0].source,
    )

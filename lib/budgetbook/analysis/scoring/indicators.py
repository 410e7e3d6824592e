"""Every indicator's score computed once more from its target, its actual value and its weight."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.accounts.amounts import reason_no_number
from budgetbook.accounts.book import Record
from budgetbook.analysis.arithmetic import HUNDRED, difference, share, whole
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.projects import listed
from budgetbook.analysis.reconcile.records import records
from budgetbook.analysis.scores import WITHOUT_EXECUTION, scores_execution
from budgetbook.analysis.scoring import points
from budgetbook.analysis.scoring.targets import Target, attainment, parse

Kind = Literal["quantified", "reverse", "qualitative", "execution", "unquantified"]

_EXECUTION = "预算执行率"
_OF_ANOTHER_SIZE = ("%", "％", "万", "亿")


@dataclass(frozen=True)
class Indicator:
    """One indicator of a project as declared and as recomputed; its fields are columns of `indicators`."""

    project: str
    label: str
    level1: str
    level2: str
    level3: str
    kind: Kind
    target: str
    actual: str
    measure_unit: str
    aim: Decimal | None
    reached: Decimal | None
    unit: str
    weight: Decimal | None
    declared: Decimal | None
    recomputed: Decimal | None
    difference: Decimal | None
    why: points.Why
    reason: str
    attained: Decimal | None
    far_above: bool
    inferred: bool
    basis: str
    source: str


def indicators(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The indicators of a year's projects (the accounts' own by default), by project and level.

    Columns: project, label, level1, level2, level3, kind (`quantified`: at least; `reverse`: at most;
    `qualitative`: words, a date, a range; `execution`: the execution rate; `unquantified`: no target),
    target, actual and measure_unit as on the form, aim and reached as numbers in `unit` (万 resolved; the
    execution rate as it really was), weight, declared and recomputed score, difference (declared −
    recomputed), why and reason (see `points.Points`), attained (% of the target, of what should be reached),
    far_above (by the setting of that name), inferred (whether the row is none of the form), basis, source.

    What cannot be recomputed keeps its declared score. A bare number and “=” are the most for a cost (二级
    指标 成本) and for 0 (no accident), else the least, since doing more is no failing. Where no row is the
    execution rate and the weights leave a tenth of the full score, that tenth is the execution rate's: a row
    more, whose declared score is what the project's score leaves, within its weight. The rate is that of
    `analysis.projects.listed`, of the adjusted budget.
    """
    return framed(Indicator, indicator_rows(book, book.year if year is None else year))


def framed(kind: type[Any], rows: Iterable[Any]) -> pd.DataFrame:
    """A frame of dataclass rows, a column a field, with None for what is missing."""
    columns = [field.name for field in fields(kind)]
    return frame_of([vars(row) for row in rows], columns)


@lru_cache(maxsize=32)
def indicator_rows(book: Accounts, year: int) -> tuple[Indicator, ...]:
    """The rows of `indicators`, kept since several analyses begin with them."""
    projects: dict[str, Record] = {row["project"]: row for row in listed(book, year).to_dict("records")}
    rows = records(book, "indicators", year, "project", "level1", "level2", "level3")
    found: list[Indicator] = []
    for project, own in groupby(rows, key=lambda row: str(row["project"])):
        form = [_indicator(book, row, projects.get(project)) for row in own]
        found += [*form, *_execution_apart(book, form, projects.get(project))]
    return tuple(found)


@dataclass(frozen=True)
class _Reading:
    """What the cells of a row say; `hindrance` is why its two numbers cannot be compared."""

    kind: Kind
    aim: Target | None
    reached: Target | None
    hindrance: str


def _indicator(book: Accounts, row: Record, project: Record | None) -> Indicator:
    read = _read(row, project)
    scored = _points(book, row, read)
    recomputed = row["score"] if scored.value is None else scored.value
    attained = None
    if read.kind == "quantified" and read.aim and read.reached and not read.hindrance:
        attained = share(read.reached.value, read.aim.value)
    return Indicator(
        project=row["project"],
        label=book.named(row, "level3"),
        level1=row["level1"],
        level2=row["level2"],
        level3=row["level3"],
        kind=read.kind,
        target=row["target"],
        actual=row["actual"],
        measure_unit=row["measure_unit"],
        aim=read.aim.value if read.aim else None,
        reached=read.reached.value if read.reached else None,
        unit=read.aim.unit if read.aim else "",
        weight=row["weight"],
        declared=row["score"],
        recomputed=recomputed,
        difference=difference(row["score"], recomputed),
        why=scored.why,
        reason=scored.reason,
        attained=attained,
        far_above=attained is not None and attained >= book.settings.far_above,
        inferred=False,
        basis=row["basis"],
        source=row["source"],
    )


def _read(row: Record, project: Record | None) -> _Reading:
    aim = _aim(row)
    reached = parse(row["actual"], row["measure_unit"], bare="")
    kind = _kind(row, aim)
    if kind == "execution":
        return _Reading(kind, *_executed(project), "")
    if aim is None:
        hindrance = "no_target"
    elif reached is None:
        hindrance = "no_actual"
    else:
        hindrance = "" if _same_unit(row, aim, reached) else "unit"
    return _Reading(kind, aim, reached, hindrance)


def _executed(project: Record | None) -> tuple[Target, Target | None]:
    """The execution rate that is due and the one that was."""
    rate = project["execution"] if project else None
    return Target(">=", HUNDRED, "%"), None if rate is None else Target("", rate, "%")


def _aim(row: Record) -> Target | None:
    """A target with the direction that a bare number and “=” have for its indicator."""
    aim = parse(row["target"], row["measure_unit"], bare="=")
    if aim is None or aim.comparator != "=":
        return aim
    return replace(aim, comparator="<=" if "成本" in row["level2"] or aim.value == 0 else ">=")


def _kind(row: Record, aim: Target | None) -> Kind:
    if scores_execution(row):
        return "execution"
    if aim is not None:
        return "reverse" if aim.comparator in ("<", "<=") else "quantified"
    blank = not row["target"].strip() or reason_no_number(row["target"]) == "nothing"
    return "unquantified" if blank else "qualitative"


def _points(book: Accounts, row: Record, read: _Reading) -> points.Points:
    weight = row["weight"]
    if weight is None:
        return points.unknown("no_weight")
    if read.kind == "execution":
        return points.executed(weight, read.reached.value if read.reached else None)
    if read.kind == "qualitative":
        return points.banded(weight, row["score"], attainment(row["actual"]))
    if read.hindrance or not read.aim or not read.reached:
        return points.unknown(read.hindrance)
    if read.kind == "reverse":
        return points.reverse(weight, read.aim, read.reached, book.settings.reverse_indicator)
    return points.quantified(weight, read.aim, read.reached)


def _same_unit(row: Record, aim: Target, reached: Target) -> bool:
    """Whether two numbers can be compared: 人 is not 人次, and one without a unit is in the other's.

    But 96 beside 95% may be 9600 %, and 1.3 beside 1.2万 may be 1.3 or 13000: that cannot be known.
    """
    if aim.unit and reached.unit:
        return aim.unit == reached.unit
    return aim.unit == reached.unit or not any(
        mark in row["target"] + row["actual"] for mark in _OF_ANOTHER_SIZE
    )


def _execution_apart(book: Accounts, form: list[Indicator], project: Record | None) -> Iterator[Indicator]:
    """The execution rate's own row, of a form that has none and leaves its weight."""
    weights = whole(one.weight for one in form)
    if project is None or weights != project["full"] * WITHOUT_EXECUTION:
        return
    if any(one.kind == "execution" for one in form):
        return
    weight = project["full"] - weights
    left = difference(project["score"], whole(one.declared for one in form))
    declared = None if left is None else min(max(left, Decimal(0)), weight)
    aim, reached = _executed(project)
    scored = points.executed(weight, project["execution"])
    recomputed = declared if scored.value is None else scored.value
    yield Indicator(
        project=project["project"],
        label=book.words("choice.indicator.execution"),
        level1=_EXECUTION,
        level2="",
        level3="",
        kind="execution",
        target="",
        actual="",
        measure_unit="%",
        aim=aim.value,
        reached=reached.value if reached else None,
        unit=aim.unit,
        weight=weight,
        declared=declared,
        recomputed=recomputed,
        difference=difference(declared, recomputed),
        why=scored.why,
        reason=scored.reason,
        attained=None,
        far_above=False,
        inferred=True,
        basis=project["basis"],
        source=project["source"],
    )

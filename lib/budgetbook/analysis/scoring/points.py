"""What an indicator should have scored: the rules of 财预〔2020〕10号, one function a kind of indicator."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.scoring.targets import Attainment, Target
from budgetbook.words import round_half_up

Formula = Literal["excess", "ratio"]
Why = Literal["met", "unmet", "exceeds_limit", "band", "execution_rate", "not_recomputable"]
# In % of the weight: 达成预期指标, 部分达成并具有一定效果, 未达成且效果较差.
BANDS: dict[Attainment, tuple[Decimal, Decimal]] = {
    "attained": (Decimal(80), HUNDRED),
    "partly": (Decimal(60), Decimal(80)),
    "missed": (Decimal(0), Decimal(60)),
}
_PLACES = 6  # a third of a point has no end; to a millionth of one, sums stay exact


@dataclass(frozen=True)
class Points:
    """A recomputed score, and by which rule; None and the `reason` where there is none to compute.

    Reasons: `no_weight`, `no_target`, `no_actual` (blank or no certain number), `unit` (not the target's),
    `base` (a target of no positive number to be measured by), `words` (none of the three bands), `no_score`,
    `no_budget`.
    """

    value: Decimal | None
    why: Why
    reason: str = ""


def unknown(reason: str) -> Points:
    """No score can be computed."""
    return Points(None, "not_recomputable", reason)


def quantified(weight: Decimal, target: Target, actual: Target) -> Points:
    """Score what should be reached: the weight where it is, else weight × actual ÷ target, never below 0."""
    if _certain(actual, ">"):
        if _reached(actual.value, target):
            return Points(weight, "met")
        if target.value <= 0:
            return unknown("base")
        if actual.comparator in ("", "="):
            return Points(_exact(max(weight * actual.value / target.value, Decimal(0))), "unmet")
    return unknown("no_actual")


def reverse(weight: Decimal, target: Target, actual: Target, formula: Formula) -> Points:
    """Score what should be kept to (≤): the weight where it is, else by the department's formula.

    `excess` is weight × (1 − (actual − target) ÷ target), never below 0; `ratio` is weight × target ÷ actual.
    Of a target of 0 either leaves nothing.
    """
    if _certain(actual, "<"):
        if _kept(actual.value, target):
            return Points(weight, "met")
        if target.value < 0:
            return unknown("base")
        if actual.comparator in ("", "="):
            return Points(_exact(_beyond(weight, target.value, actual.value, formula)), "exceeds_limit")
    return unknown("no_actual")


def banded(weight: Decimal, declared: Decimal | None, attained: Attainment | None) -> Points:
    """Score words: the declared score within the band of what was attained, else the nearest limit."""
    if attained is None:
        return unknown("words")
    if declared is None:
        return unknown("no_score")
    low, high = (weight * limit / HUNDRED for limit in BANDS[attained])
    return Points(_exact(min(max(declared, low), high)), "band")


def executed(weight: Decimal, rate: Decimal | None) -> Points:
    """Score the execution rate (% of the budget of the year): weight × rate, at most the weight."""
    if rate is None:
        return unknown("no_budget")
    return Points(_exact(weight * min(max(rate, Decimal(0)), HUNDRED) / HUNDRED), "execution_rate")


def _certain(actual: Target, direction: Literal["<", ">"]) -> bool:
    """Whether an actual is a number, or a bound (≥96%) that can only be better than it says."""
    return actual.comparator in ("", "=") or actual.comparator[0] == direction


def _reached(value: Decimal, target: Target) -> bool:
    return value > target.value if target.comparator == ">" else value >= target.value


def _kept(value: Decimal, target: Target) -> bool:
    return value < target.value if target.comparator == "<" else value <= target.value


def _beyond(weight: Decimal, target: Decimal, actual: Decimal, formula: Formula) -> Decimal:
    if target == 0:
        return Decimal(0)
    if formula == "ratio":
        return weight * target / actual
    return max(weight * (1 - (actual - target) / target), Decimal(0))


def _exact(points: Decimal) -> Decimal:
    return round_half_up(points, _PLACES)

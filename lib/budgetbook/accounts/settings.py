"""The rules that differ between regions and offices: thresholds and formulas, the usual ones as defaults.

They belong to a department and stand in its `department.toml` under `[settings]`; every exhibit that uses one
names it with its value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal


@dataclass(frozen=True)
class Settings:
    """The thresholds and formulas of one department; rates and grade limits in %, windows in years.

    - `excellent_from`, `good_from`, `fair_from`: the lowest score of a grade, in % of the full score
      (财预〔2020〕10号: 90, 80, 60).
    - `reverse_indicator`: how an indicator that should stay below its target (≤) loses points when it does
      not: `excess` weight × (1 − (A − T) / T), never below 0, or `ratio` weight × T / A. Both are in use.
    - `far_above`: an achievement of this many % of its target or more suggests that the target was low.
    - `screening_years`: how many years, this one included, the screening of projects looks at.
    - `low_execution`, `low_years`: 低效 is a project whose execution rate is below the first this year and in
      at least the second number of the screened years.
    - `idle_execution`, `idle_years`: 无效 is a project that spent at most the first, in % of its budget, this
      year and in at least the second number of the screened years, and carried money over each time.
    - `low_budget_share`: 低效 projects together get at most this many % of the project budget.
    - `carry_over_years`: carry-over returns when a project has some at the end of this many years running.
    - `deviation`: a deviation of this many % or more from the budget asks for an explanation.
    - `bunching_points`: how many points below and above a grade's limit the bunching test compares.
    - `same_project`: from this likeness of two names, in %, on, a project counts as last year's renamed.
    - `factor_method`: how a change is split between count and unit cost: `average` weighs each with the mean
      of both years, `chain` (连环替代法) replaces the count first.
    """

    excellent_from: Decimal = Decimal(90)
    good_from: Decimal = Decimal(80)
    fair_from: Decimal = Decimal(60)
    reverse_indicator: Literal["excess", "ratio"] = "excess"
    far_above: Decimal = Decimal(150)
    screening_years: int = 3
    low_execution: Decimal = Decimal(60)
    low_years: int = 2
    idle_execution: Decimal = Decimal(5)
    idle_years: int = 2
    low_budget_share: Decimal = Decimal(10)
    carry_over_years: int = 2
    deviation: Decimal = Decimal(10)
    bunching_points: Decimal = Decimal(2)
    same_project: Decimal = Decimal(80)
    factor_method: Literal["average", "chain"] = "average"


DEFAULTS: dict[str, Any] = {one.name: one.default for one in fields(Settings)}
_CHOICES = {"reverse_indicator": ("excess", "ratio"), "factor_method": ("average", "chain")}
_RANGES = {
    "excellent_from": (1, 100),
    "good_from": (1, 100),
    "fair_from": (1, 100),
    "far_above": (100, 1000),
    "screening_years": (1, 5),
    "low_execution": (1, 100),
    "low_years": (1, 5),
    "idle_execution": (0, 100),
    "idle_years": (1, 5),
    "low_budget_share": (0, 100),
    "carry_over_years": (2, 5),
    "deviation": (1, 100),
    "bunching_points": (1, 10),
    "same_project": (50, 100),
}


def wrong_settings(content: object) -> Iterator[tuple[str, str, str]]:
    """What cannot be used of a file's `[settings]`: the rule, the key with its value, what is possible."""
    if not isinstance(content, Mapping):
        yield "toml_value", "settings", "[settings]"
        return
    usable = {}
    for name, value in content.items():
        if name not in DEFAULTS:
            yield "toml_key", f"settings.{name}", " / ".join(DEFAULTS)
        elif not _possible(name, value):
            yield "toml_value", f"settings.{name} = {value}", possible(name)
        else:
            usable[name] = value
    chosen = settings(usable)
    if not chosen.excellent_from > chosen.good_from > chosen.fair_from:
        yield "toml_value", "settings", "excellent_from > good_from > fair_from"
    for name in ("low_years", "idle_years"):
        if getattr(chosen, name) > chosen.screening_years:
            limit = f"1–{chosen.screening_years} (screening_years)"
            yield "toml_value", f"settings.{name} = {getattr(chosen, name)}", limit


def settings(content: Mapping[str, Any]) -> Settings:
    """The settings of a file's `[settings]` that `wrong_settings` found nothing wrong with."""
    values: dict[str, Any] = {
        name: Decimal(str(value)) if isinstance(DEFAULTS[name], Decimal) else value
        for name, value in content.items()
    }
    return Settings(**values)


def possible(name: str) -> str:
    """What a setting may be: its choices, or its range."""
    if name in _CHOICES:
        return " / ".join(_CHOICES[name])
    low, high = _RANGES[name]
    return f"{low}–{high}"


def _possible(name: str, value: Any) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    low, high = _RANGES[name]
    kinds = (int,) if isinstance(DEFAULTS[name], int) else (int, float)
    return type(value) in kinds and low <= value <= high

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts.department import read_department
from budgetbook.accounts.settings import DEFAULTS, Settings, possible, settings, wrong_settings
from builder import DEPARTMENT, write


def test_without_settings_the_usual_rules_apply(tmp_path: Path) -> None:
    department, problems = read_department(write(tmp_path, {}) / "ju", tmp_path)
    assert problems == []
    assert department is not None
    assert department.settings == Settings()


def test_a_department_has_its_own_thresholds(tmp_path: Path) -> None:
    text = f'{DEPARTMENT}[settings]\nlow_execution = 62.5\nlow_years = 3\nreverse_indicator = "ratio"\n'
    department, problems = read_department(write(tmp_path, {}, text) / "ju", tmp_path)
    assert problems == []
    assert department is not None
    assert department.settings == Settings(
        low_execution=Decimal("62.5"), low_years=3, reverse_indicator="ratio"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("low_execution = 0", "settings.low_execution = 0”不可用；应为：1–100"),
        ("low_execution = true", "settings.low_execution = True”不可用；应为：1–100"),
        ('low_execution = "60"', "settings.low_execution = 60”不可用；应为：1–100"),
        ("screening_years = 2.5", "settings.screening_years = 2.5”不可用；应为：1–5"),
        ('reverse_indicator = "other"', "settings.reverse_indicator = other”不可用；应为：excess / ratio"),
        ("good_from = 90", "settings”不可用；应为：excellent_from > good_from > fair_from"),
        ("low_years = 4", "settings.low_years = 4”不可用；应为：1–3 (screening_years)"),
        ("idle_years = 4", "settings.idle_years = 4”不可用；应为：1–3 (screening_years)"),
        ("lowest = 1", "settings.lowest”不是可用的键；可用：excellent_from / good_from"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_what_it_may_be(
    tmp_path: Path, line: str, said: str
) -> None:
    _, problems = read_department(write(tmp_path, {}, f"{DEPARTMENT}[settings]\n{line}\n") / "ju", tmp_path)
    (problem,) = problems
    assert said in problem.text("zh")


def test_settings_that_are_no_table_are_told() -> None:
    assert list(wrong_settings("60")) == [("toml_value", "settings", "[settings]")]


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_default_is_possible_and_says_what_else_is(name: str) -> None:
    default = DEFAULTS[name]
    value = float(default) if isinstance(default, Decimal) else default
    assert list(wrong_settings({name: value})) == []
    assert settings({name: value}) == Settings()
    assert possible(name)


@pytest.mark.parametrize("name", [name for name in DEFAULTS if "–" in possible(name)])
def test_a_threshold_may_lie_at_both_ends_of_its_range_and_not_beyond(name: str) -> None:
    low, high = map(int, possible(name).split("–"))
    for value, allowed in ((low - 1, False), (low, True), (high, True), (high + 1, False)):
        refused = [key for _, key, _ in wrong_settings({name: value}) if key == f"settings.{name} = {value}"]
        # The longest window of the screening is shorter than the most years a count may be set to.
        beyond_window = name in ("low_years", "idle_years") and value > DEFAULTS["screening_years"]
        assert bool(refused) != allowed or beyond_window, value

"""The scoring rules of 财预〔2020〕10号, one indicator at a time."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.analysis.scoring.points import Points, banded, executed, quantified, reverse
from budgetbook.analysis.scoring.targets import Target, parse

WEIGHT = Decimal(20)


def read(text: str) -> Target:
    found = parse(text, bare="")
    assert found
    return found


@pytest.mark.parametrize(
    ("target", "actual", "points", "why"),
    [
        ("≥100人", "100人", "20", "met"),
        ("≥100人", "180人", "20", "met"),
        ("≥100人", "75人", "15", "unmet"),
        ("≥3", "1", "6.666667", "unmet"),
        (">90", "90", "20", "unmet"),
        (">90", "90.1", "20", "met"),
        ("≥0", "0", "20", "met"),
        ("≥95%", "≥96%", "20", "met"),
        ("≥100", "-5", "0", "unmet"),
    ],
)
def test_what_should_be_reached_scores_in_proportion(target: str, actual: str, points: str, why: str) -> None:
    assert quantified(WEIGHT, read(target), read(actual)) == Points(Decimal(points), why)


@pytest.mark.parametrize(
    ("target", "actual", "excess", "ratio"),
    [
        ("≤5000元", "6000元", "16", "16.666667"),
        ("≤5000元", "12000元", "0", "8.333333"),
        ("<3", "3", "20", "20"),
        ("≤0次", "2次", "0", "0"),
    ],
)
def test_what_goes_beyond_its_limit_loses_by_the_chosen_formula(
    target: str, actual: str, excess: str, ratio: str
) -> None:
    assert reverse(WEIGHT, read(target), read(actual), "excess") == Points(Decimal(excess), "exceeds_limit")
    assert reverse(WEIGHT, read(target), read(actual), "ratio") == Points(Decimal(ratio), "exceeds_limit")


@pytest.mark.parametrize(
    ("target", "actual"), [("≤3", "3"), ("≤3", "0"), ("<3", "2"), ("≤0", "0"), ("≤3", "≤2")]
)
def test_what_keeps_to_its_limit_scores_its_weight(target: str, actual: str) -> None:
    assert reverse(WEIGHT, read(target), read(actual), "ratio") == Points(WEIGHT, "met")


@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [
        ("≥95%", "≥90%", "no_actual"),
        ("≥95%", "≤99%", "no_actual"),
        ("≥-5%", "-8%", "base"),
        ("≥0%", "-8%", "base"),
    ],
)
def test_a_bound_that_says_too_little_and_a_negative_target_are_not_scored_in_proportion(
    target: str, actual: str, reason: str
) -> None:
    assert quantified(WEIGHT, read(target), read(actual)) == Points(None, "not_recomputable", reason)


@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [("≤5%", "<8%", "no_actual"), ("≤5%", "≥1%", "no_actual"), ("≤-5%", "-3%", "base")],
)
def test_a_bound_that_says_too_little_and_a_negative_limit_lose_nothing(
    target: str, actual: str, reason: str
) -> None:
    assert reverse(WEIGHT, read(target), read(actual), "ratio") == Points(None, "not_recomputable", reason)


@pytest.mark.parametrize(
    ("attained", "declared", "points"),
    [
        ("attained", "20", "20"),
        ("attained", "16", "16"),
        ("attained", "15.9", "16"),
        ("partly", "16", "16"),
        ("partly", "19", "16"),
        ("partly", "11", "12"),
        ("missed", "12", "12"),
        ("missed", "14", "12"),
        ("missed", "0", "0"),
    ],
)
def test_words_keep_their_score_within_their_band_and_else_get_its_limit(
    attained: str, declared: str, points: str
) -> None:
    assert banded(WEIGHT, Decimal(declared), attained) == Points(Decimal(points), "band")


def test_other_words_and_words_without_a_score_cannot_be_scored() -> None:
    assert banded(WEIGHT, Decimal(20), None) == Points(None, "not_recomputable", "words")
    assert banded(WEIGHT, None, "attained") == Points(None, "not_recomputable", "no_score")


@pytest.mark.parametrize(("rate", "points"), [("98.5", "19.7"), ("100", "20"), ("120", "20"), ("-3", "0")])
def test_the_execution_rate_scores_in_proportion_up_to_its_weight(rate: str, points: str) -> None:
    assert executed(WEIGHT, Decimal(rate)) == Points(Decimal(points), "execution_rate")


def test_an_unknown_execution_rate_cannot_be_scored() -> None:
    assert executed(WEIGHT, None) == Points(None, "not_recomputable", "no_budget")


NUMBERS = st.decimals(0, 10**6, places=2)


@given(st.decimals(0, 100, places=2), NUMBERS, NUMBERS, st.sampled_from(["excess", "ratio"]))
def test_no_score_is_below_zero_or_above_its_weight(
    weight: Decimal, target: Decimal, actual: Decimal, formula: str
) -> None:
    reached = quantified(weight, Target(">=", target, ""), Target("", actual, ""))
    kept = reverse(weight, Target("<=", target, ""), Target("", actual, ""), formula)
    assert 0 <= reached.value <= weight
    assert 0 <= kept.value <= weight
    assert {reached.why, kept.why} & {"met"}  # a number is on one side of another

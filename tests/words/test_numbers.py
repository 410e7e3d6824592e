from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.words import MISSING, Words, round_half_up
from budgetbook.words.numbers import fixed, plain

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.125", "0.13"), ("0.135", "0.14"), ("-0.125", "-0.13"), ("2.675", "2.68"), ("1.005", "1.01")],
)
def test_halves_are_rounded_away_from_zero_as_accountants_do(value: str, rounded: str) -> None:
    assert str(round_half_up(Decimal(value))) == rounded


@pytest.mark.parametrize("value", ["-0", "-0.00", "-0.004"])
def test_zero_never_carries_a_minus(value: str) -> None:
    assert fixed(Decimal(value)) == "0.00"
    assert fixed(Decimal(value), sign=True) == "0.00"
    assert plain(round_half_up(Decimal(value))) == "0"
    assert plain(Decimal("-0")) == "0"


def test_thousands_are_separated_and_decimals_fixed() -> None:
    assert fixed(Decimal("6122.13")) == "6,122.13"
    assert fixed(Decimal(1234567)) == "1,234,567.00"
    assert fixed(Decimal("6122.13"), 1, separator="") == "6122.1"


def test_a_variance_shows_its_sign() -> None:
    assert fixed(Decimal("492.19"), sign=True) == "+492.19"
    assert fixed(Decimal("-492.19"), sign=True) == "-492.19"


def test_what_is_missing_is_never_printed_as_zero() -> None:
    words = Words("zh")
    assert (
        fixed(None)
        == plain(None)
        == words.amount(None)
        == words.percent(None)
        == words.points(None)
        == MISSING
    )
    assert words.money(None) == "未公布"
    assert Words("en").money(None) == "not published"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("12", "12"),
        ("12.00", "12"),
        ("155550", "155,550"),
        ("86.23", "86.23"),
        ("21.070", "21.07"),
        ("1E+3", "1,000"),
    ],
)
def test_a_count_or_score_keeps_the_decimals_it_has(value: str, printed: str) -> None:
    assert plain(Decimal(value)) == printed


def test_money_in_a_sentence_has_its_unit_and_chinese_prose_no_separator() -> None:
    assert Words("zh").money(Decimal("6122.13")) == "6122.13万元"
    assert Words("en").money(Decimal("6122.13")) == "6,122.13 wan yuan"


def test_a_percentage_has_two_decimals() -> None:
    assert Words("zh").percent(Decimal("94.0728")) == "94.07%"
    assert Words("zh").percent(Decimal("-7.4413"), sign=True) == "-7.44%"
    assert Words("zh").points(Decimal("1.2")) == "+1.20"


def test_clauses_are_joined_as_each_language_joins_them() -> None:
    assert Words("zh").join(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert Words("en").join(["a", "b", "c"]) == "a, b and c"
    assert Words("en").join(["a"]) == "a"
    assert Words("en").join([]) == ""


@given(AMOUNTS)
def test_rounding_is_exact_and_at_most_half_a_unit_away(value: Decimal) -> None:
    rounded = round_half_up(value)
    assert abs(rounded - value) <= Decimal("0.005")
    assert rounded == value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(AMOUNTS)
def test_a_printed_amount_reads_back_as_the_rounded_one(value: Decimal) -> None:
    assert Decimal(fixed(value, separator="")) == round_half_up(value)


def test_even_a_share_of_almost_nothing_can_be_printed() -> None:
    assert fixed(Decimal(10**24) / Decimal("0.000001") * 100).endswith(".00")

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.analysis.reconcile.tolerance import (
    half_unit,
    half_unit_of_money,
    of_copy,
    of_counts,
    of_sum,
    spread,
)
from budgetbook.words import round_half_up

HALF = Decimal("0.005")
amounts = st.decimals(Decimal(0), Decimal(100000), places=6, allow_nan=False)


@pytest.mark.parametrize(("addends", "allowed"), [(1, "0.01"), (2, "0.02"), (3, "0.02"), (4, "0.03")])
def test_a_sum_of_n_lines_may_differ_by_half_a_cent_a_line_and_one_more_rounded_up(
    addends: int, allowed: str
) -> None:
    assert of_sum([HALF] * (addends + 1)) == Decimal(allowed)


def test_between_tables_in_different_units_a_sum_may_differ_by_0_05() -> None:
    assert of_sum([HALF, Decimal("0.00005")], mixed_units=True) == Decimal("0.05")


def test_many_addends_allow_more_than_the_0_05_of_different_units() -> None:
    assert of_sum([HALF] * 12, mixed_units=True) == Decimal("0.06")


@pytest.mark.parametrize(
    ("amount", "unit", "half"),
    [
        ("162.2", "万元", "0.005"),
        ("162", "万元", "0.005"),
        ("162.1934", "万元", "0.00005"),
        ("6122.1312", "元", "0.00005"),
        ("6122.131234", "元", "0.0000005"),
        ("19800", "亿元", "50"),
    ],
)
def test_an_amount_stands_for_what_rounds_to_its_last_published_decimal(
    amount: str, unit: str, half: str
) -> None:
    assert half_unit_of_money(Decimal(amount), unit) == Decimal(half)


@pytest.mark.parametrize(("text", "half"), [("94.07", "0.005"), ("-74.7", "0.05"), ("3", "0.5")])
def test_a_percentage_stands_for_what_rounds_to_its_last_printed_decimal(text: str, half: str) -> None:
    assert half_unit(Decimal(text)) == Decimal(half)


def test_whole_numbers_add_up_exactly() -> None:
    assert of_counts([Decimal(155550), Decimal(23637), Decimal(131913)]) == 0


def test_numbers_with_decimals_add_up_as_their_decimals_allow() -> None:
    assert of_counts([Decimal("2.1"), Decimal("1.2"), Decimal("0.9")]) == Decimal("0.2")


@pytest.mark.parametrize(
    ("copy", "copy_unit", "original", "original_unit", "allowed"),
    [
        ("4862.71", "万元", "4862.71", "万元", "0"),
        ("162.19", "万元", "162.1934", "万元", "0.005"),
        ("6122.13", "万元", "6122.131234", "元", "0.05"),
        ("6100", "亿元", "6122.13", "万元", "50.005"),
    ],
)
def test_a_copied_figure_is_the_same_unless_it_was_converted_or_shortened(
    copy: str, copy_unit: str, original: str, original_unit: str, allowed: str
) -> None:
    assert of_copy(Decimal(copy), copy_unit, Decimal(original), original_unit) == Decimal(allowed)


def test_a_result_may_move_as_far_as_the_worst_rounding_of_its_figures_moves_it() -> None:
    assert spread(
        lambda part, total: part / total, (Decimal(1), Decimal("0.5")), (Decimal(2), Decimal("0.5"))
    ) == Decimal("0.5")


@given(st.lists(amounts, min_size=1, max_size=30))
def test_rounding_never_exceeds_the_tolerance_of_a_sum(parts: list[Decimal]) -> None:
    printed = sum((round_half_up(part) for part in parts), Decimal(0))
    assert abs(round_half_up(sum(parts, Decimal(0))) - printed) <= of_sum([HALF] * (len(parts) + 1))


@given(
    st.decimals(Decimal("0.01"), Decimal(1000), places=6), st.decimals(Decimal(1001), Decimal(9999), places=6)
)
def test_rounding_never_exceeds_the_tolerance_of_a_share(part: Decimal, total: Decimal) -> None:
    def share(one: Decimal, other: Decimal) -> Decimal:
        return one / other * 100

    stated = round_half_up(share(part, total))
    figures = [(round_half_up(value), HALF) for value in (part, total)]
    computed = share(figures[0][0], figures[1][0])
    assert abs(stated - computed) <= HALF + spread(share, *figures)

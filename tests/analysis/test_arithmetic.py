from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.analysis.arithmetic import adds_up, difference, percent_change, ratio, share, total, whole

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
POSITIVE = st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2)


def test_a_share_is_a_part_of_its_total_in_percent() -> None:
    assert round(share(Decimal("5759.26"), Decimal("6122.13")) or 0, 2) == Decimal("94.07")
    assert share(Decimal(0), Decimal(5)) == 0


@pytest.mark.parametrize("whole_amount", [None, Decimal(0), Decimal(-5)])
def test_there_is_no_share_of_nothing(whole_amount: Decimal | None) -> None:
    assert share(Decimal(5), whole_amount) is None


def test_there_is_no_share_of_what_is_not_known() -> None:
    assert share(None, Decimal(5)) is None


def test_a_change_is_told_in_percent_of_last_year() -> None:
    assert round(percent_change(Decimal("6122.13"), Decimal("6614.32")) or 0, 2) == Decimal("-7.44")
    assert percent_change(Decimal(0), Decimal(5)) == -100
    assert percent_change(Decimal(-5), Decimal(5)) == -200


@pytest.mark.parametrize("last", [None, Decimal(0), Decimal("-0.01")])
def test_from_nothing_and_from_below_zero_there_is_no_percentage(last: Decimal | None) -> None:
    assert percent_change(Decimal(5), last) is None


def test_a_difference_needs_both_years() -> None:
    assert difference(Decimal(5), Decimal(7)) == -2
    assert difference(None, Decimal(7)) is difference(Decimal(5), None) is None


@pytest.mark.parametrize("count", [None, Decimal(0), Decimal(-1)])
def test_nothing_is_divided_among_nobody(count: Decimal | None) -> None:
    assert ratio(Decimal(5), count) is None


def test_a_ratio_of_a_real_zero_is_zero() -> None:
    assert ratio(Decimal(0), Decimal(2)) == 0


def test_a_total_sums_what_is_known_and_a_whole_needs_all() -> None:
    assert total([Decimal(1), None, Decimal(2)]) == 3
    assert whole([Decimal(1), Decimal(2)]) == 3
    assert whole([Decimal(1), None]) is None
    assert total([None]) is total([]) is whole([]) is None


@given(st.lists(POSITIVE, min_size=1, max_size=30))
def test_the_shares_of_all_parts_sum_to_a_hundred(parts: list[Decimal]) -> None:
    shares = [share(part, total(parts)) for part in parts]
    assert abs((total(shares) or 0) - 100) < Decimal("1e-20")


@given(AMOUNTS, POSITIVE)
def test_a_percentage_leads_back_to_the_figure(now: Decimal, last: Decimal) -> None:
    percent = percent_change(now, last)
    assert percent is not None
    assert abs(last + last * percent / 100 - now) < Decimal("1e-12")


@given(st.lists(st.decimals(min_value=0, max_value=10**6, places=6), min_size=1, max_size=20))
def test_parts_that_were_rounded_still_add_up(parts: list[Decimal]) -> None:
    printed = round(sum(parts, Decimal(0)), 2)
    assert adds_up([round(part, 2) for part in parts], printed)


def test_parts_that_miss_more_than_rounding_do_not_add_up() -> None:
    assert adds_up([Decimal("3302.03"), Decimal("1560.67")], Decimal("4862.71"))
    assert not adds_up([Decimal("3302.03"), Decimal("1560.67")], Decimal("4862.72"))
    assert adds_up([Decimal(5)], Decimal("5.01"))
    assert not adds_up([Decimal(5)], Decimal("5.02"))
    assert not adds_up([Decimal(5), None], Decimal(5))
    assert not adds_up([Decimal(5)], None)

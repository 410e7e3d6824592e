from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.analysis.comparison.measures import MEASURES
from budgetbook.analysis.comparison.ranks import Standing, ranking, rankings, standing
from peers_made import make_peers, totals

AMOUNTS = st.decimals(min_value=-1000, max_value=1000, places=4)


def incomes(tmp_path: Path, **amounts: object):
    years = {slug: {2024: totals(total_income=amount)} for slug, amount in amounts.items()}
    return make_peers(tmp_path, years)


def test_a_rank_counts_from_the_largest_figure_down(tmp_path: Path) -> None:
    one = ranking(incomes(tmp_path, ju=5, a=9, b=7, c=1), "income")
    assert (one.place, one.last, one.known, one.of, one.tied) == (3, 3, 4, 4, 0)
    assert (one.highest, one.high, one.lowest, one.low, one.median) == ("a局", 9, "c局", 1, 6)


def test_departments_that_do_not_publish_the_figure_could_stand_anywhere(tmp_path: Path) -> None:
    one = ranking(incomes(tmp_path, ju=5, a=9, b=None, c=None), "income")
    assert (one.place, one.last, one.known, one.of) == (2, 4, 2, 4)
    assert one.without == (("unpublished", 2),)


def test_equal_figures_as_printed_share_a_place(tmp_path: Path) -> None:
    one = ranking(incomes(tmp_path, ju="5.001", a="5.004", b="4.99", c=9), "income")
    assert (one.place, one.tied) == (2, 1)


def test_made_up_departments_are_no_part_of_the_real_ones(tmp_path: Path) -> None:
    made_up = {"totals": "item,phase,amount,basis\ntotal_income,actual,99,illustrative"}
    found = make_peers(
        tmp_path,
        {"ju": {2024: totals(total_income=5)}, "a": {2024: totals(total_income=3)}, "b": {2024: made_up}},
    )
    one = ranking(found, "income")
    assert (one.place, one.last, one.known, one.of, one.otherkind) == (1, 1, 2, 2, 1)


def test_without_an_own_figure_there_is_no_place(tmp_path: Path) -> None:
    one = ranking(incomes(tmp_path, ju=None, a=9, b=7), "income")
    assert (one.place, one.last, one.value, one.why) == (None, None, None, "unpublished")
    assert (one.comparable, one.known, one.of) == (True, 2, 3)


def test_one_figure_alone_is_not_compared(tmp_path: Path) -> None:
    found = incomes(tmp_path, ju=5, a=None)
    assert not ranking(found, "income").comparable
    frame = rankings(found)
    assert list(frame["measure"]) == list(MEASURES)
    nothing = ranking(found, "three_public")
    assert (nothing.high, nothing.low, nothing.median, nothing.highest) == (None, None, None, "")


@pytest.mark.parametrize(
    ("value", "others", "unknown", "expected"),
    [
        ("1", [], 0, Standing(1, 1, 0)),
        ("1", ["2", "3"], 0, Standing(3, 3, 0)),
        ("1", ["1", "1.004"], 3, Standing(1, 4, 2)),
        ("-5", ["-4"], 1, Standing(2, 3, 0)),
    ],
)
def test_a_standing_knows_ties_and_the_unknown(
    value: str, others: list[str], unknown: int, expected: Standing
) -> None:
    assert standing(Decimal(value), map(Decimal, others), unknown) == expected


@given(value=AMOUNTS, others=st.lists(AMOUNTS), unknown=st.integers(0, 9))
def test_a_place_is_never_better_than_first_nor_worse_than_last(
    value: Decimal, others: list[Decimal], unknown: int
) -> None:
    found = standing(value, others, unknown)
    assert 1 <= found.place <= found.last <= len(others) + 1 + unknown
    assert found.last - found.place == unknown
    assert found.place + found.tied <= len(others) + 1

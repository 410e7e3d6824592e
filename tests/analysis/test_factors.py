"""A change split into count and unit cost: exact to the cent, by either method, or not split and said why."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from budgetbook.accounts import load
from budgetbook.analysis.factors import (
    PAIRS,
    Effects,
    against_last_year,
    decompose,
    mainly,
    moved_most,
    three_public,
)
from builder import DEPARTMENT, make_book, with_origin, write

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
COUNTS = st.integers(min_value=0, max_value=10**6).map(Decimal)
SOME = st.integers(min_value=1, max_value=10**6).map(Decimal)
METHODS = st.sampled_from(["average", "chain"])


def decimals(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("method", "count", "cost"),
    [
        # 100 for 10 became 96 for 8: unit costs 10 and 12.
        ("average", "-22.00", "18.00"),  # -2 × (10 + 12) / 2
        ("chain", "-20.00", "16.00"),  # -2 × 10
    ],
)
def test_fewer_at_a_higher_cost_is_less_by_count_and_more_by_cost(method: Any, count: str, cost: str) -> None:
    assert decompose(*decimals(100, 10, 96, 8), method) == Effects(*decimals(count, cost, "-4.00"))


@given(AMOUNTS, COUNTS, AMOUNTS, COUNTS, METHODS)
def test_the_effects_make_up_the_change_to_the_cent(
    then: Decimal, few: Decimal, now: Decimal, many: Decimal, method: Any
) -> None:
    found = decompose(then, few, now, many, method)
    if few == many == 0:
        assert found is None
        return
    assert found is not None
    assert found.count + found.cost == found.change
    assert abs(found.change - (now - then)) <= Decimal("0.005")
    assert {effect.as_tuple().exponent for effect in (found.count, found.cost, found.change)} == {-2}


@given(AMOUNTS, COUNTS, AMOUNTS, COUNTS)
def test_by_averaging_the_way_back_is_the_way_there_with_its_signs_turned(
    then: Decimal, few: Decimal, now: Decimal, many: Decimal
) -> None:
    assume(few or many)
    there, back = decompose(then, few, now, many, "average"), decompose(now, many, then, few, "average")
    assert there and back
    assert (back.count, back.cost, back.change) == (-there.count, -there.cost, -there.change)


@given(AMOUNTS, AMOUNTS, SOME, METHODS)
def test_without_a_change_of_the_count_there_is_no_count_effect(
    then: Decimal, now: Decimal, count: Decimal, method: Any
) -> None:
    found = decompose(then, count, now, count, method)
    assert found
    assert (found.count, found.cost) == (0, found.change)


@given(st.decimals(min_value=-1000, max_value=1000, places=4), SOME, SOME, METHODS)
def test_at_the_same_unit_cost_there_is_no_cost_effect(
    each: Decimal, few: Decimal, many: Decimal, method: Any
) -> None:
    found = decompose(each * few, few, each * many, many, method)
    assert found
    assert (found.count, found.cost) == (found.change, 0)


@given(AMOUNTS, AMOUNTS, SOME, METHODS)
def test_where_one_year_has_none_the_whole_change_is_the_counts(
    then: Decimal, now: Decimal, count: Decimal, method: Any
) -> None:
    for found in (
        decompose(then, Decimal(0), now, count, method),
        decompose(then, count, now, Decimal(0), method),
    ):
        assert found
        assert (found.count, found.cost) == (found.change, 0)


@pytest.mark.parametrize("place", range(4))
def test_a_missing_figure_leaves_nothing_to_split(place: int) -> None:
    figures: list[Decimal | None] = [*decimals(100, 10, 96, 8)]
    figures[place] = None
    assert decompose(*figures, "average") is None


@pytest.mark.parametrize("counts", [(0, 0), (-1, 5), (5, -1)])
def test_without_a_count_above_zero_nothing_is_split(counts: tuple[int, int]) -> None:
    assert decompose(Decimal(1), Decimal(counts[0]), Decimal(2), Decimal(counts[1]), "average") is None


def test_half_a_cent_is_rounded_up_and_the_cost_takes_the_rest() -> None:
    # 1 × (0.03 / 2): 0.015 becomes 0.02, of a change of 0.03 the cost keeps 0.01.
    assert decompose(*decimals("0.03", 2, "0.06", 3), "chain") == Effects(*decimals("0.02", "0.01", "0.03"))


@pytest.mark.parametrize(
    ("effects", "main"),
    [((5, 1), "count"), ((-1, 5), "cost"), ((2, 2), "both"), ((-2, 2), "both"), ((0, 0), "none")],
)
def test_the_main_effect_is_the_larger_one(effects: tuple[int, int], main: str) -> None:
    count, cost = decimals(*effects)
    assert Effects(count, cost, count + cost).main == main


def test_two_years_stand_beside_each_other_with_their_unit_costs_in_yuan() -> None:
    assert against_last_year(*decimals(96, 100, 8, 10), "average") == {
        "amount": 96, "last": 100, "count": 8, "last_count": 10, "cost": 120000, "last_cost": 100000,
        "change": -4, "percent": -4, "count_change": -2, "cost_change": 20000, "cost_percent": 20,
        "count_effect": -22, "cost_effect": 18, "main": "count",
    }  # fmt: skip


HEADER = "item,phase,amount\n"
LAST = "vehicle_operation,actual,100\nvehicles,actual,10\n"
NOW = "vehicle_operation,actual,96\nvehicles,actual,8\n"


def told(folder: Path, years: dict[int, str], columns: tuple[str, ...] = ("why",)) -> list[tuple[Any, ...]]:
    frame = three_public(make_book(folder, {y: {"three_public": HEADER + t} for y, t in years.items()}))
    return list(frame[["year", "counted", *columns]].itertuples(index=False, name=None))


def test_an_item_is_split_in_every_year_that_has_one_before(tmp_path: Path) -> None:
    years = {2020: LAST, 2021: NOW, 2022: LAST}
    assert told(tmp_path, years, ("change", "count_effect", "cost_effect", "why")) == [
        (2020, "vehicles", None, None, None, "first"),
        (2021, "vehicles", -4, -22, 18, ""),
        (2022, "vehicles", 4, 22, -18, ""),
    ]


def test_the_method_is_the_departments(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{year}/three_public.csv": with_origin(HEADER + text) for year, text in ((2021, LAST), (2022, NOW))
    }
    department = f'{DEPARTMENT}[settings]\nfactor_method = "chain"\n'
    frame = three_public(load(write(tmp_path, files, department)))
    assert list(frame["count_effect"])[-1] == -20


def test_a_year_that_is_not_there_is_named_and_not_skipped_over(tmp_path: Path) -> None:
    assert told(tmp_path, {2020: LAST, 2022: NOW}) == [
        (2020, "vehicles", "first"),
        (2021, "vehicles", "amount"),
        (2022, "vehicles", "last"),
    ]


@pytest.mark.parametrize(
    ("now", "last", "why"),
    [
        ("reception,actual,3\nreception_persons,actual,5\n", "reception,actual,3\n", "last_count"),
        ("reception,actual,3\n", "reception,actual,3\nreception_persons,actual,5\n", "count"),
        ("reception,actual,\nreception_persons,actual,5\n", "reception,actual,3\n", "amount"),
        ("reception,actual,3\nreception_persons,actual,5\n", "reception_persons,actual,3\n", "last"),
        ("reception,actual,0\n", "reception,actual,0\n", "nothing_spent"),
        (
            "reception,actual,3\nreception_persons,actual,0\n",
            "reception,actual,2\nreception_persons,actual,0\n",
            "nothing_counted",
        ),
        (
            "reception,actual,3\nreception_persons,actual,2\n",
            "reception,actual,3\nreception_persons,actual,2\n",
            "",
        ),
    ],
)
def test_what_keeps_a_change_from_being_split_is_told(tmp_path: Path, now: str, last: str, why: str) -> None:
    rows = told(tmp_path, {2021: last, 2022: now})
    assert (2022, "reception_persons", why) in rows


def test_an_item_without_any_amount_is_left_out_and_one_with_two_counts_stands_twice(tmp_path: Path) -> None:
    both = "reception,actual,3\nreception_persons,actual,5\nreception_batches,actual,2\nvehicles,actual,3\n"
    assert told(tmp_path, {2022: both}) == [
        (2022, "reception_batches", "first"),
        (2022, "reception_persons", "first"),
    ]
    assert told(tmp_path / "none", {2022: "vehicles,actual,3\n"}) == []


def test_the_items_follow_the_published_table() -> None:
    assert [item for item, _ in PAIRS] == [
        "abroad", "vehicle_purchase", "vehicle_operation", "reception", "reception",
    ]  # fmt: skip


def test_receptions_are_split_by_counts_that_both_years_have(tmp_path: Path) -> None:
    rows = "reception,actual,2\nreception_batches,actual,4\n"
    foreign = rows + "foreign_reception_batches,actual,1\n"
    found = told(tmp_path, {2020: rows, 2021: foreign, 2022: foreign}, ("count", "last_count", "domestic"))
    assert [row for row in found if row[1] == "reception_batches"] == [
        (2020, "reception_batches", 4, None, True),
        (2021, "reception_batches", 4, 4, True),
        (2022, "reception_batches", 5, 5, False),
    ]


@pytest.mark.parametrize(
    ("mains", "found"),
    [
        (["cost", "count", "cost"], ("cost", 2)),
        (["cost", "count"], ("count", 1)),
        (["both", "both", "cost"], ("cost", 1)),
        (["both"], ("count", 0)),
    ],
)
def test_the_main_effect_of_most_changes_is_the_counts_where_both_are_of_as_many(
    mains: list[str], found: tuple[str, int]
) -> None:
    assert mainly(mains) == found


def test_what_moved_most_is_the_largest_change_and_else_the_largest_effect() -> None:
    rows = [
        {"name": name, "change": Decimal(change), "count_effect": Decimal(effect)}
        for name, change, effect in (("甲", 3, 9), ("乙", -5, 1), ("丙", 5, -2), ("丁", 5, 2))
    ]
    assert moved_most(rows)["name"] == "丙"

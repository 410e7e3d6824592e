"""The exact test of scores just above a grade's limit, against published values, enumeration and chance."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.analysis.bunching import (
    FEWEST,
    LEVEL,
    bunching,
    holm,
    judged,
    sides,
    tail,
    verdict,
    years_with_scores,
)
from builder import DEPARTMENT, write
from builder import make_book as book_of

HEAD = "project,initial_budget,adjusted_budget,spent,score,full_score\n"


def listed(*scores: str, full: str = "") -> dict[str, str]:
    rows = "".join(f"项目{place:03d},,,,{score},{full}\n" for place, score in enumerate(scores))
    return {"projects": HEAD + rows}


def rows(book: Accounts, *names: str) -> list[tuple[object, ...]]:
    return list(bunching(book)[list(names)].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("below", "above", "chance"),
    [
        (2, 8, Fraction(56, 1024)),
        (0, 5, Fraction(1, 32)),
        (5, 0, Fraction(1)),
        (1, 4, Fraction(6, 32)),
        (1, 11, Fraction(13, 4096)),
    ],
)
def test_the_tail_is_the_binomial_one(below: int, above: int, chance: Fraction) -> None:
    assert tail(below, above) == chance


@pytest.mark.parametrize(
    ("below", "above", "printed"),
    [
        # R: binom.test(15, 20, alternative = "greater")$p.value and so on, 0.5 under the null.
        (5, 15, 0.02069473),
        (1, 9, 0.01074219),
        (40, 60, 0.02844397),
        (0, 20, 9.536743e-07),
    ],
)
def test_the_tail_agrees_with_published_values(below: int, above: int, printed: float) -> None:
    assert float(tail(below, above)) == pytest.approx(printed, rel=1e-6)


@pytest.mark.parametrize("number", range(1, 13))
def test_the_tail_counts_the_outcomes_of_all_coins(number: int) -> None:
    heads = [sum(coins) for coins in product((0, 1), repeat=number)]
    for above in range(number + 1):
        assert tail(number - above, above) == Fraction(sum(one >= above for one in heads), 2**number)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_more_are_above_the_smaller_the_chance(below: int, above: int) -> None:
    assert 0 < tail(below, above + 1) < tail(below + 1, above) <= 1
    # Either as many or more are above, or more are below, and heads are as likely as tails.
    assert tail(below + 1, above) + tail(above, below + 1) - 1 == Fraction(
        comb(below + above + 1, above), 2 ** (below + above + 1)
    )


def test_five_is_the_fewest_that_can_reach_the_level() -> None:
    assert tail(0, FEWEST) <= LEVEL < tail(0, FEWEST - 1)


def test_holm_multiplies_the_smallest_by_all_and_never_falls_again() -> None:
    assert holm([Fraction(4, 100), Fraction(1, 100), Fraction(3, 100)]) == [
        Fraction(6, 100),
        Fraction(3, 100),
        Fraction(6, 100),
    ]
    assert holm([Fraction(1, 2), Fraction(9, 10)]) == [Fraction(1), Fraction(1)]
    assert holm([]) == []


@given(st.lists(st.fractions(0, 1), min_size=1, max_size=6))
def test_an_adjusted_chance_lies_between_the_chance_and_bonferroni(chances: list[Fraction]) -> None:
    for chance, adjusted in zip(chances, holm(chances), strict=True):
        assert chance <= adjusted <= 1
    assert min(holm(chances)) == min(1, min(chances) * len(chances))
    in_order = [adjusted for _, adjusted in sorted(zip(chances, holm(chances), strict=True))]
    assert in_order == sorted(in_order)


def test_the_window_holds_its_lower_end_and_not_its_upper() -> None:
    scores = [Decimal(text) for text in ("87.99", "88", "89.99", "90", "91.99", "92")]
    assert sides(scores, Decimal(90), Decimal(2)) == (2, 2)


@pytest.mark.parametrize(
    ("number", "adjusted", "said"),
    [
        (4, "1/16", "none_possible"),
        (5, "1/32", "few"),
        (9, "5/100", "few"),
        (10, "5/100", "shown"),
        (10, "51/1000", "not_shown"),
    ],
)
def test_a_verdict_needs_five_projects_and_the_level_and_ten_to_be_more_than_chance(
    number: int, adjusted: str, said: str
) -> None:
    assert verdict(number, Fraction(adjusted)) == said


def test_every_limit_is_tested_with_the_projects_of_the_year(tmp_path: Path) -> None:
    scores = ["90"] * 8 + ["91.5"] * 3 + ["89"] + ["80", "79", "60"] + ["100"] * 20
    book = book_of(tmp_path, {2022: listed(*scores)})
    assert rows(book, "scope", "grade", "limit", "low", "high", "below", "above", "n", "verdict") == [
        ("year", "excellent", 90, 88, 92, 1, 11, 12, "shown"),
        ("year", "good", 80, 78, 82, 1, 1, 2, "none_possible"),
        ("year", "fair", 60, 58, 62, 0, 1, 1, "none_possible"),
    ]
    assert rows(book, "p", "adjusted", "off_scale") == [
        (Decimal(13) / 4096, Decimal(13) / 4096, False),
        (Decimal("0.75"), None, False),
        (Decimal("0.5"), None, False),
    ]


def test_only_limits_with_projects_count_for_the_correction(tmp_path: Path) -> None:
    book = book_of(tmp_path, {2022: listed(*["90"] * 5, "70")})
    assert rows(book, "n", "p", "adjusted", "verdict") == [
        (5, Decimal("0.03125"), Decimal("0.03125"), "few"),
        (0, None, None, "none_possible"),
        (0, None, None, "none_possible"),
    ]


def test_a_limit_that_cannot_be_judged_changes_no_other_ones_result(tmp_path: Path) -> None:
    alone = book_of(tmp_path / "alone", {2022: listed(*["90"] * 5)})
    beside = book_of(tmp_path / "beside", {2022: listed(*["90"] * 5, *["80"] * 4, "60")})
    assert rows(alone, "adjusted", "verdict")[0] == rows(beside, "adjusted", "verdict")[0]


def test_testing_several_limits_can_take_the_finding_back(tmp_path: Path) -> None:
    book = book_of(tmp_path, {2022: listed(*["90"] * 5, *["80"] * 3, "79", "79")})
    assert rows(book, "n", "adjusted", "verdict")[0] == (5, Decimal("0.0625"), "not_shown")


def test_scores_are_compared_in_percent_of_their_full_score(tmp_path: Path) -> None:
    book = book_of(tmp_path, {2022: listed("27", "26.9", "29", full="30")})
    assert rows(book, "below", "above")[0] == (1, 1)


def test_all_loaded_years_are_pooled_where_another_has_scores(tmp_path: Path) -> None:
    tables = {2020: listed("90", "89"), 2021: listed("", ""), 2022: listed("90", "90.5")}
    book = book_of(tmp_path, tables)
    assert years_with_scores(book) == [2020, 2022]
    assert rows(book, "scope", "grade", "below", "above")[3] == ("pooled", "excellent", 1, 3)
    alone = book_of(tmp_path, tables, years=2)
    assert set(bunching(alone)["scope"]) == {"year"}


@pytest.mark.parametrize("tables", [{2022: listed("", "")}, {2021: listed("90"), 2022: listed("")}])
def test_without_a_score_of_the_year_nothing_is_tested(
    tmp_path: Path, tables: dict[int, dict[str, str]]
) -> None:
    assert bunching(book_of(tmp_path, tables)).empty


def test_the_limits_and_the_window_are_the_department_s_own(tmp_path: Path) -> None:
    settings = "[settings]\nexcellent_from = 99\ngood_from = 85\nfair_from = 4\nbunching_points = 5\n"
    write(tmp_path, {}, DEPARTMENT + settings)
    path = tmp_path / "ju" / "department.toml"
    text = path.read_text(encoding="utf-8")
    book_of(tmp_path, {2022: listed("100", "94", "86")})
    path.write_text(text, encoding="utf-8")
    from budgetbook.accounts import load

    assert rows(load(tmp_path), "limit", "low", "high", "n", "off_scale") == [
        (99, 94, 104, 2, True),
        (85, 80, 90, 1, False),
        (4, -1, 9, 0, True),
    ]


def findings(scores: np.ndarray) -> float:
    """The share of the rows, each a department's scores, of which the test at 90 finds a heap."""
    counts = [sides(map(Decimal, row), Decimal(90), Decimal(2)) for row in scores.tolist()]
    return float(np.mean([tail(*count) <= LEVEL for count in counts]))


@pytest.mark.parametrize("number", [6, 12, 30, 80])
def test_where_scores_are_spread_evenly_a_heap_is_seldom_found(number: int) -> None:
    """The true chance of a finding is at most 5 %; 2 000 trials stay below it plus three standard errors."""
    draws = np.random.default_rng(20220405).uniform(88, 92, size=(2000, number))
    assert findings(draws) <= 0.05 + 3 * (0.05 * 0.95 / 2000) ** 0.5


def test_a_heap_above_the_limit_is_found() -> None:
    draws = np.random.default_rng(20220405).uniform(88, 92, size=(500, 40))
    assert findings(np.where((draws < 90) & (draws >= 89), 90.0, draws)) >= 0.9


def test_scores_that_grow_more_frequent_through_the_limit_are_found_too_without_a_heap() -> None:
    """Which is why the report says that a finding proves no adjusted scores."""
    draws = np.random.default_rng(20220405).triangular(88, 92, 92, size=(500, 40))
    assert findings(draws) >= 0.9


def test_only_limits_of_the_scope_with_enough_projects_are_judged(tmp_path: Path) -> None:
    near = ["89"] * 3 + ["91"] * 2 + ["79", "81"]
    book = book_of(tmp_path, {2021: listed(*near), 2022: listed(*near)})
    tests = bunching(book).to_dict("records")
    assert [(test["scope"], test["limit"], test["n"]) for test in tests if test["adjusted"] is not None] == [
        ("year", 90, 5),
        ("pooled", 90, 10),
    ]
    assert (judged(tests, "year"), judged(tests, "pooled")) == (1, 1)
    assert judged([], "year") == 0

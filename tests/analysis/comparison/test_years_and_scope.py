from decimal import Decimal
from pathlib import Path

from budgetbook.analysis.comparison.scope import scope
from budgetbook.analysis.comparison.shown import MOST, shown
from budgetbook.analysis.comparison.years import over_years, standing_of
from peers_made import make_peers, totals


def spent(**years: object) -> dict[int, dict[str, str]]:
    return {int(year[1:]): totals(current_year_expenditure=amount) for year, amount in years.items()}


def test_the_first_year_that_the_own_department_tells_is_the_base_of_every_index(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": spent(y2022=None, y2023=50, y2024=60),
            "a": spent(y2022=1, y2023=10, y2024=20),
            "b": spent(y2022=8, y2024=9),
        },
    )
    course = over_years(found)
    assert (course.item, course.base) == ("totals.current_year_expenditure", 2023)
    rows = [
        (row["department"], row["year"], row["index"], row["why"]) for row in course.frame.to_dict("records")
    ]
    assert rows == [
        ("ju", 2022, None, "unpublished"),
        ("ju", 2023, 100, ""),
        ("ju", 2024, 120, ""),
        ("a", 2022, 10, ""),
        ("a", 2023, 100, ""),
        ("a", 2024, 200, ""),
        ("b", 2022, None, ""),
        ("b", 2023, None, "absent"),
        ("b", 2024, None, ""),
    ]
    assert standing_of(found, course) == (120, (2, 3, 0), 2)


def test_the_item_is_the_one_that_the_own_department_tells_of_more_years(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2023: totals(total_income=5), 2024: totals(total_income=6, current_year_expenditure=4)},
            "a": {2023: totals(current_year_expenditure=5)},
        },
    )
    assert over_years(found).item == "totals.total_income"


def test_without_an_own_figure_above_zero_there_is_no_base(tmp_path: Path) -> None:
    found = make_peers(tmp_path, {"ju": spent(y2024=0), "a": spent(y2024=5)})
    course = over_years(found)
    assert course.base is None
    assert course.frame["index"].isna().all()
    assert standing_of(found, course) is None


def test_made_up_departments_have_no_index_beside_real_ones(tmp_path: Path) -> None:
    made_up = {"totals": "item,phase,amount,basis\ncurrent_year_expenditure,actual,9,illustrative"}
    found = make_peers(tmp_path, {"ju": spent(y2024=5), "a": {2024: made_up}, "b": spent(y2024=6)})
    course = over_years(found)
    assert dict(zip(course.frame["department"], course.frame["why"], strict=True))["a"] == "made_up"
    assert standing_of(found, course) == (100, (1, 1, 1), 2)


def test_scope_tells_of_each_department_what_there_is(tmp_path: Path) -> None:
    budget = {"totals": "item,phase,amount,basis\ntotal_income,initial_budget,5,derived"}
    found = make_peers(
        tmp_path,
        {
            "ju": {2023: totals(total_income=5), 2024: totals(total_income=6)},
            "a": {2023: budget, 2024: totals(total_income=6)},
            "b": {2023: budget},
            "c": {2020: totals(total_income=6)},
        },
        tomls={"a": 'level = "city"'},
    )
    rows = {row["department"]: row for row in scope(found).to_dict("records")}
    assert {slug: (row["years"], row["budgets"], row["bases"]) for slug, row in rows.items()} == {
        "a": ((2024,), (2023,), ("reported", "derived")),
        "b": ((), (2023,), ("derived",)),
        "c": ((), (), ()),
        "ju": ((2023, 2024), (), ("reported",)),
    }
    assert [row["level"] for row in rows.values()] == ["city", "", "", ""]
    assert not any(row["made_up"] for row in rows.values())


def test_all_departments_are_shown_where_there_is_room(tmp_path: Path) -> None:
    slugs = ["ju", *(f"t{number:02}" for number in range(MOST - 1))]
    found = make_peers(tmp_path, {slug: spent(y2024=1) for slug in slugs})
    assert list(shown(found)) == sorted(slugs)


def test_of_many_those_nearest_in_size_are_shown_in_the_order_of_their_folders(tmp_path: Path) -> None:
    years = {"ju": spent(y2024=100), "none": {2024: totals(opening_carryover=1)}}
    years |= {f"t{number:02}": spent(y2024=10 * 2**number) for number in range(MOST + 5)}
    found = make_peers(tmp_path, years)
    chosen = list(shown(found))
    assert len(chosen) == MOST
    assert chosen == sorted(chosen)
    # 80 and 160 are nearest to 100, and twice as large is as far as half as large.
    assert {"ju", "t03", "t04", "t02"} <= set(chosen)
    assert "none" not in chosen
    assert f"t{MOST + 4}" not in chosen


def test_without_an_own_size_the_largest_are_shown(tmp_path: Path) -> None:
    years = {"ju": {2024: totals(opening_carryover=1)}}
    years |= {f"t{number:02}": spent(y2024=Decimal(number)) for number in range(MOST + 5)}
    found = make_peers(tmp_path, years)
    assert list(shown(found)) == ["ju", *(f"t{number:02}" for number in range(6, MOST + 5))]

"""What one of a project's outputs cost: read, compared where the unit is the same, split, or left out."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.cost_effect import (
    between_projects,
    comparisons,
    costs,
    covered,
    factors,
    not_compared,
    over_years,
    rises,
)
from builder import make_book

PROJECTS = "project,initial_budget,adjusted_budget,spent,score\n"
INDICATORS = "project,level1,level2,level3,target,actual,measure_unit,weight,score\n"


def year(projects: list[str], indicators: list[str]) -> dict[str, str]:
    """Projects as `name,budget,spent`, outputs as `project,output,target,actual,unit`."""
    listed = [f"{name},{budget},,{spent}," for name, budget, spent in (one.split(",") for one in projects)]
    read = [
        f"{project},产出指标,数量指标,{output},{target},{actual},{unit},10,10"
        for project, output, target, actual, unit in (one.split(",") for one in indicators)
    ]
    return {
        "projects": PROJECTS + "".join(f"{row}\n" for row in listed),
        "indicators": INDICATORS + "".join(f"{row}\n" for row in read),
    }


def book_of(folder: Path, **years: dict[str, str]) -> Accounts:
    return make_book(folder, {int(name.removeprefix("y")): tables for name, tables in years.items()})


def values(frame: Any, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_a_cost_is_spending_over_number_and_its_plan_budget_over_target(tmp_path: Path) -> None:
    book = book_of(tmp_path, y2022=year(["甲,50,40"], ["甲,培训人数,≥100人,80人,"]))
    assert values(
        costs(book), "thread", "output", "unit", "amount", "number", "cost", "target", "planned"
    ) == [("甲", "培训人数", "人", 40, 80, 5000, 100, 5000)]


def test_the_budget_is_the_adjusted_one_and_ten_thousands_are_read(tmp_path: Path) -> None:
    tables = year(["甲,50,40"], ["甲,惠及人次,1万人次,0.8万人次,"])
    tables["projects"] = f"{PROJECTS}甲,50,60,40,\n"
    assert values(costs(book_of(tmp_path, y2022=tables)), "unit", "number", "cost", "planned") == [
        ("人次", 8000, 50, 60)
    ]


@pytest.mark.parametrize(
    "target",
    ["≤100人", "＜100人", "100户", "完成任务", ""],
    ids=["ceiling", "below", "unit", "words", "none"],
)
def test_a_target_that_is_a_ceiling_in_another_unit_or_no_number_has_no_planned_cost(
    tmp_path: Path, target: str
) -> None:
    book = book_of(tmp_path, y2022=year(["甲,50,40"], [f"甲,培训人数,{target},80人,"]))
    assert values(costs(book), "cost", "target", "planned") == [(5000, None, None)]


@pytest.mark.parametrize(
    ("project", "indicator", "why"),
    [
        ("甲,50,40", "甲,培训人数,100,达成预期指标,人", "no_number"),
        ("甲,50,40", "甲,培训人数,100,,人", "no_number"),
        ("甲,50,40", "甲,培训人数,100,≥80,人", "inexact"),
        ("甲,50,40", "甲,培训人数,100,80人以上,", "inexact"),
        ("甲,50,40", "甲,培训覆盖情况,100%,80%,", "no_count"),
        ("甲,50,40", "甲,巡查频次,1次/月,1次/月,", "no_count"),
        ("甲,50,40", "甲,发放资金,100万元,80万元,", "no_count"),
        ("甲,50,40", "甲,每月巡查次数,4,4,次", "no_count"),
        ("甲,50,", "甲,培训人数,100,80,人", "no_spent"),
        ("乙,50,40", "甲,培训人数,100,80,人", "no_spent"),
        ("甲,50,40", "甲,培训人数,100,0,人", "nothing_done"),
        ("甲,50,40", "甲,培训人数,100,80,", "no_unit"),
    ],
)
def test_an_output_without_a_cost_or_a_unit_is_named_with_its_reason(
    tmp_path: Path, project: str, indicator: str, why: str
) -> None:
    book = book_of(tmp_path, y2022=year([project], [indicator]))
    assert values(not_compared(book), "label", "why", "others") == [("甲", why, ())]
    assert len(costs(book)) == (why == "no_unit")


def test_only_indicators_of_quantity_are_outputs(tmp_path: Path) -> None:
    tables = year(["甲,50,40"], [])
    tables["indicators"] += "甲,产出指标,质量指标,培训人数,100,80,人,10,10\n"
    book = book_of(tmp_path, y2022=tables)
    assert costs(book).empty
    assert not_compared(book).empty


def test_spending_nothing_for_something_is_a_cost_of_zero(tmp_path: Path) -> None:
    book = book_of(tmp_path, y2022=year(["甲,50,0"], ["甲,培训人数,100,80,人"]))
    assert values(between_projects(book), "cost", "over_planned") == [(0, -100)]


def test_several_outputs_of_one_project_each_have_its_whole_spending(tmp_path: Path) -> None:
    book = book_of(tmp_path, y2022=year(["甲,50,40"], ["甲,培训人数,,80,人", "甲,培训场次,,4,场"]))
    assert values(costs(book), "output", "amount", "cost") == [
        ("培训人数", 40, 5000),
        ("培训场次", 40, 100000),
    ]
    assert covered(book) == (1, 40)


RENAMED = {
    "y2020": year(["培训,50,30"], ["培训,培训 人数,100,60,人"]),
    "y2021": year(["培训,50,20"], ["培训,培训人数,100,未统计,人"]),
    "y2022": year(["2022年培训项目,50,40"], ["2022年培训项目,培训人数,100,50,人"]),
}


def test_an_output_is_followed_over_the_years_under_its_projects_names(tmp_path: Path) -> None:
    rows = values(
        over_years(book_of(tmp_path, **RENAMED)),
        "year",
        "project",
        "thread",
        "label",
        "amount",
        "cost",
        "last",
    )
    assert rows == [
        (2020, "培训", "2022年培训项目", "2022年培训项目", 30, 5000, None),
        (2021, None, "2022年培训项目", "2022年培训项目", None, None, None),
        (2022, "2022年培训项目", "2022年培训项目", "2022年培训项目", 40, 8000, None),
    ]


def test_one_year_of_a_cost_is_no_series(tmp_path: Path) -> None:
    book = book_of(tmp_path, y2021=RENAMED["y2021"], y2022=RENAMED["y2022"])
    assert over_years(book).empty
    assert factors(book).empty


def test_last_years_cost_is_compared_only_in_the_same_unit(tmp_path: Path) -> None:
    for unit, compared in (("人", [(8000, 10000, -20)]), ("人次", [(8000, None, None)])):
        book = book_of(
            tmp_path / unit,
            y2021=year(["甲,50,30"], [f"甲,培训人数,,30,{unit}"]),
            y2022=year(["甲,50,40"], ["甲,培训人数,,50,人"]),
        )
        assert values(between_projects(book), "cost", "last", "over_last") == compared
        named = [] if unit == "人" else [("unit_changed", ("人次",))]
        assert values(not_compared(book), "why", "others") == named
        assert over_years(book).empty == factors(book).empty == (unit != "人")


KIND = ["甲,,10", "乙,,20", "丙,,40", "丁,,80"]


def test_outputs_of_one_name_and_unit_are_held_against_their_median(tmp_path: Path) -> None:
    rows = ["甲,培训人数,,10,人", "乙,培训 人数,,10,人", "丙,培训人数,,10,人", "丁,检查次数,,10,次"]
    found = values(
        between_projects(book_of(tmp_path, y2022=year(KIND, rows))),
        "project",
        "alike",
        "median",
        "over_median",
    )
    assert found == [
        ("丁", 1, None, None),
        ("丙", 3, 20000, 100),
        ("乙", 3, 20000, 0),
        ("甲", 3, 20000, -50),
    ]


def test_the_same_output_in_other_units_is_not_compared_and_named(tmp_path: Path) -> None:
    rows = ["甲,培训人数,,10,人", "乙,培训人数,,10,人次", "丙,培训人数,,10,人", "丁,培训人数,,10,"]
    book = book_of(tmp_path, y2022=year(KIND, rows))
    assert values(between_projects(book), "project", "alike", "median") == [
        ("丁", 1, None),
        ("丙", 2, 25000),
        ("乙", 1, None),
        ("甲", 2, 25000),
    ]
    assert values(not_compared(book), "project", "why", "others") == [
        ("丁", "no_unit", ()),
        ("乙", "unit_differs", ("人",)),
    ]


def test_an_output_that_its_project_names_twice_is_compared_with_nothing(tmp_path: Path) -> None:
    rows = ["甲,培训人数,,10,人", "甲,培训 人数,,20,人", "乙,培训人数,,10,人", "丙,培训人数,,10,人"]
    book = book_of(tmp_path, y2021=year(KIND, rows), y2022=year(KIND, rows))
    assert set(values(between_projects(book), "project", "alike")) == {("甲", 1), ("乙", 2), ("丙", 2)}
    assert values(not_compared(book), "project", "why") == [("甲", "named_twice")] * 2
    assert set(over_years(book)["project"]) == {"乙", "丙"}


def test_comparisons_count_what_is_above_and_below_and_name_the_furthest_from_plan_and_last_year(
    tmp_path: Path,
) -> None:
    rows = ["甲,培训人数,,10,人", "乙,培训人数,,10,人", "丙,培训人数,,10,人"]
    book = book_of(tmp_path, y2021=year(["甲,,8"], rows[:1]), y2022=year(KIND, rows))
    assert values(comparisons(book), "against", "number", "over", "under", "label", "percent") == [
        ("planned", 0, 0, 0, None, None),
        ("last", 1, 1, 0, "甲", 25),
        ("median", 3, 1, 1, None, None),
    ]


@pytest.mark.parametrize(
    ("last", "now", "compared", "why"),
    [
        ("10,10", "10,14", (10000, Decimal(-100) * 4 / 14), []),
        ("10,10", "10,15", (None, None), ["far_above"]),
        ("10,15", "10,10", (10000, None), ["last_far_above"]),
        ("≤10,15", "10,10", (10000, 50), []),
    ],
)
def test_a_number_far_above_its_target_is_not_compared_with_plan_and_last_year(
    tmp_path: Path, last: str, now: str, compared: tuple[object, object], why: list[str]
) -> None:
    book = book_of(
        tmp_path,
        y2021=year(["甲,10,10"], [f"甲,培训人数,{last},人"]),
        y2022=year(["甲,10,10"], [f"甲,培训人数,{now},人"]),
    )
    assert values(between_projects(book), "planned", "over_last") == [pytest.approx(compared)]
    assert [found for (found,) in values(not_compared(book), "why")] == why
    assert over_years(book)["percent"].iloc[-1] == pytest.approx(compared[1])


@pytest.mark.parametrize(
    ("last", "without"),
    [
        (year(["乙,,1"], ["乙,培训人数,,10,人"]), True),
        (year(["甲,,1"], ["甲,培训场次,,10,场"]), True),
        (year(["甲,,1"], ["甲,培训人数,,10,人次"]), True),
        (year(["甲,,1"], ["甲,培训人数,,0,人"]), True),
        (year(["甲,,1"], ["甲,培训人数,,1,人", "甲,培训 人数,,2,人"]), True),
        (year(["甲,,1"], ["甲,培训人数,,10,人"]), False),
        (year(["甲,,1"], ["甲,培训人数,,完成,人"]), False),
        (year(["甲,,"], ["甲,培训人数,,10,人"]), False),
        (year(["甲,,1"], []), False),
        ({"income": "item,phase,amount\nother,actual,1\n"}, False),
    ],
    ids=["new project", "new output", "other unit", "nothing done", "twice", "known", "no number", "no spent",
         "no indicators", "no list"],
)  # fmt: skip
def test_what_cannot_have_a_cost_of_last_year_is_told_from_what_is_not_published(
    tmp_path: Path, last: dict[str, str], without: bool
) -> None:
    book = book_of(tmp_path, y2021=last, y2022=year(["甲,,1"], ["甲,培训人数,,10,人"]))
    assert values(between_projects(book), "without_last") == [(without,)]


def test_a_change_of_spending_is_split_into_number_and_cost(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        y2021=year(["甲,,100", "乙,,10", "丙,,10"], ["甲,户数,,10,户", "乙,次数,,0,次", "丙,个数,,1,个"]),
        y2022=year(["甲,,96", "乙,,30", "丙,,11"], ["甲,户数,,8,户", "乙,次数,,3,次", "丙,个数,,完成,个"]),
    )
    assert values(factors(book), "project", "change", "count_effect", "cost_effect", "main") == [
        ("甲", -4, -22, 18, "count"),  # two large effects, though they leave a small change
        ("乙", 20, 20, 0, "count"),  # nothing was done last year: there is no cost to compare
    ]


def test_without_indicators_everything_is_empty(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"projects": f"{PROJECTS}甲,1,,1,\n"}})
    for frame in (costs, over_years, between_projects, factors, not_compared):
        assert frame(book).empty
    assert covered(book) == (0, Decimal(0))


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    rows = ["甲,培训人数,,10,人", "乙,培训人数,,10,人", "丙,检查次数,,10,次"]
    one = book_of(tmp_path / "one", y2022=year(KIND, rows))
    other = book_of(tmp_path / "other", y2022=year(KIND[::-1], rows[::-1]))
    for frame in (costs, between_projects, not_compared):
        assert (
            frame(one)
            .drop(columns="source", errors="ignore")
            .equals(frame(other).drop(columns="source", errors="ignore"))
        )


def test_changes_are_counted_with_those_that_are_rises() -> None:
    assert rises([]) == (0, 0)
    assert rises([None, Decimal("0.01"), Decimal(0), Decimal(-5), Decimal(7)]) == (4, 2)


def test_changes_of_one_size_stand_in_one_order_whatever_that_of_the_data(tmp_path: Path) -> None:
    names = ["甲", "乙", "丙"]
    last, now = (
        ([f"{name},50,{spent}" for name in names], [f"{name},培训,≥10人,{number}人," for name in names])
        for spent, number in ((40, 10), (50, 10))
    )
    book = book_of(tmp_path / "a", y2021=year(*last), y2022=year(*now))
    turned = book_of(
        tmp_path / "b", y2021=year(*(one[::-1] for one in last)), y2022=year(*(one[::-1] for one in now))
    )
    assert [row[1:] for row in values(factors(book), "project", "change", "cost_effect")] == [(10, 10)] * 3
    assert list(factors(book)["project"]) == list(factors(turned)["project"]) == sorted(names)


def test_of_effects_of_one_size_the_larger_change_comes_first(tmp_path: Path) -> None:
    # 甲 spends 10 more on as many; 乙 spends the same on one more, dearer by as much as it is fewer.
    last = year(["甲,90,10", "乙,90,20"], ["甲,培训,≥1人,10人,", "乙,培训,≥1人,30人,"])
    now = year(["甲,90,20", "乙,90,20"], ["甲,培训,≥1人,10人,", "乙,培训,≥1人,10人,"])
    book = book_of(tmp_path, y2021=last, y2022=now)
    found = values(factors(book), "project", "change", "count_effect", "cost_effect")
    assert found == [("乙", 0, Decimal("-26.67"), Decimal("26.67")), ("甲", 10, 0, 10)]

"""Each measure of a department among others, and each thing that keeps one from standing beside them."""

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.accounts.peers import Peers, peers
from budgetbook.analysis import three_public
from budgetbook.analysis.change import headlines
from budgetbook.analysis.comparison.measures import MEASURES, UNITS, compared, fund_of_execution
from budgetbook.analysis.distribution import means
from budgetbook.words import round_half_up
from commands import ROOT
from peers_made import make_peers, staff, totals

PROJECTS = "project,initial_budget,adjusted_budget,spent,score,full_score\n"
SUMMARY = "scope,projects,amount,average_score,overall_score,excellent,project_list\n"


def values(found: Peers, measure: str) -> dict[str, Decimal | str | None]:
    """Each department's figure, rounded as it is printed, or why it has none."""
    return {
        row["department"]: row["why"] or round_half_up(row["value"])
        for row in compared(found, measure).to_dict("records")
    }


def three(*rows: str) -> dict[str, str]:
    return {"three_public": "\n".join(["item,phase,amount", *rows])}


def test_every_measure_has_a_unit_it_is_told_in() -> None:
    assert set(MEASURES) == set(UNITS)


def test_the_largest_figure_comes_first_and_what_cannot_be_compared_last_by_folder(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "b": {2024: {"income": "item,phase,amount\nother,actual,1"}},
            "a": {2024: totals(total_income=None)},
            "ju": {2024: totals(total_income=5)},
            "c": {2024: totals(total_income=7)},
        },
    )
    frame = compared(found, "income")
    assert list(frame["department"]) == ["c", "ju", "a", "b"]
    assert list(frame["why"]) == ["", "", "unpublished", "absent"]


def test_a_budget_is_not_compared_with_actual_figures(tmp_path: Path) -> None:
    budget = {"totals": "item,phase,amount\ntotal_income,initial_budget,9"}
    found = make_peers(tmp_path, {"ju": {2024: totals(total_income=5)}, "ting": {2024: budget}})
    assert values(found, "income") == {"ju": 5, "ting": "budget"}


def test_a_single_fund_is_not_compared_with_all_funds(tmp_path: Path) -> None:
    fund = {"totals": "item,fund,phase,amount\ntotal_income,general_public_budget,actual,9"}
    found = make_peers(tmp_path, {"ju": {2024: totals(total_income=5)}, "ting": {2024: fund}})
    assert values(found, "income") == {"ju": 5, "ting": "fund"}


def test_one_total_is_not_compared_with_the_other(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: totals(total_income=5, current_year_expenditure=4)},
            "ting": {2024: totals(current_year_income=9, total_expenditure=8)},
        },
    )
    assert values(found, "income") == {"ju": 5, "ting": "total"}
    assert values(found, "expenditure") == {"ju": 4, "ting": "total"}


def test_made_up_figures_are_compared_with_made_up_ones_only(tmp_path: Path) -> None:
    made_up = {"totals": "item,phase,amount,basis\ntotal_income,actual,9,illustrative"}
    years = {"ju": {2024: totals(total_income=5)}, "ting": {2024: made_up}, "tuan": {2024: made_up}}
    found = make_peers(tmp_path, years)
    assert values(found, "income") == {"ju": 5, "ting": "made_up", "tuan": "made_up"}
    # A department is made up in what it does not tell, too.
    assert values(found, "three_public")["ting"] == "made_up"
    turned = peers(load(tmp_path, "ting"), "*", tmp_path)
    assert values(turned, "income") == {"ting": 9, "tuan": 9, "ju": "real"}
    # The figure of the other kind is kept for the data file.
    kept = {row["department"]: row["value"] for row in compared(found, "income").to_dict("records")}
    assert kept == {"ju": 5, "ting": 9, "tuan": 9}


def test_growth_is_against_last_years_own_figure(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2023: totals(total_income=4), 2024: totals(total_income=5)},
            "a": {2023: totals(total_income=0), 2024: totals(total_income=5)},
            "b": {2024: totals(total_income=5)},
            "c": {2023: totals(total_income=None), 2024: totals(total_income=5)},
        },
    )
    assert values(found, "income_growth") == {"ju": 25, "a": "base", "b": "absent", "c": "unpublished"}


def test_a_stated_change_stands_in_for_a_missing_last_year(tmp_path: Path) -> None:
    stated = "item,measure,value\ntotals.total_income,change,-1\ntotals.total_income,amount,4"
    found = make_peers(
        tmp_path,
        {
            "ju": {2023: totals(total_income=4), 2024: totals(total_income=5)},
            "ting": {2024: {**totals(total_income=4), "stated": stated}},
        },
    )
    assert values(found, "income_growth") == {"ju": 25, "ting": -20}


EXECUTION = "item,fund,phase,amount\n"


def test_execution_is_of_the_adjusted_budget_where_there_is_one(tmp_path: Path) -> None:
    line = "current_year_expenditure,,"
    own = f"{line}initial_budget,100\n{line}adjusted_budget,80\n{line}actual,60"
    other = f"{line}initial_budget,50\n{line}adjusted_budget,\n{line}actual,60"
    found = make_peers(
        tmp_path,
        {"ju": {2024: {"totals": EXECUTION + own}}, "ting": {2024: {"totals": EXECUTION + other}}},
    )
    assert fund_of_execution(found, 2024) == ""
    assert values(found, "execution") == {"ting": 120, "ju": 75}


def test_execution_is_compared_on_the_fund_that_the_own_department_tells(tmp_path: Path) -> None:
    def lines(fund: str, budget: int, actual: int) -> str:
        start = f"current_year_expenditure,{fund},"
        return f"{start}initial_budget,{budget}\n{start}actual,{actual}\n"

    public = "general_public_budget"
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {"totals": EXECUTION + lines(public, 100, 90)}},
            "a": {2024: {"totals": EXECUTION + lines(public, 100, 95) + lines("", 100, 50)}},
            "b": {2024: {"totals": EXECUTION + lines("", 100, 99)}},
            "c": {2024: totals(current_year_expenditure=5)},
        },
    )
    assert fund_of_execution(found, 2024) == public
    assert values(found, "execution") == {"a": 95, "ju": 90, "b": "fund", "c": "absent"}


def test_of_several_funds_it_is_the_one_that_most_departments_tell(tmp_path: Path) -> None:
    def lines(*funds: str) -> dict[str, str]:
        rows = [
            f"current_year_expenditure,{fund},{phase},1"
            for fund in funds
            for phase in ("initial_budget", "actual")
        ]
        return {"totals": EXECUTION + "\n".join(rows)}

    public = "general_public_budget"
    found = make_peers(
        tmp_path, {"ju": {2024: lines("", public)}, "a": {2024: lines(public)}, "b": {2024: lines(public)}}
    )
    assert fund_of_execution(found, 2024) == public


def test_three_public_expenses_are_told_in_all_of_expenditure_and_per_post(tmp_path: Path) -> None:
    year = {**totals(current_year_expenditure=200), **three("total,actual,5")}
    found = make_peers(
        tmp_path,
        {"ju": {2024: year}, "ting": {2024: year}},
        tomls={"ju": staff(20) + "\n" + staff(5, "事业编制") + "\n" + staff(3, "处级领导职数")},
    )
    assert values(found, "three_public") == {"ju": 5, "ting": 5}
    assert values(found, "three_public_share") == {"ju": Decimal("2.5"), "ting": Decimal("2.5")}
    # 5万元 over 20 + 5 posts; how many of them lead is no further post.
    assert values(found, "per_post") == {"ju": 2000, "ting": "absent"}


def test_unit_costs_need_money_and_a_count_above_zero(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {
                2024: three(
                    "vehicle_operation,actual,8",
                    "vehicles,actual,4",
                    "reception,actual,1",
                    "reception_batches,actual,8",
                    "foreign_reception_batches,actual,2",
                    "reception_persons,actual,50",
                )
            },
            "a": {2024: three("vehicle_operation,actual,0", "vehicles,actual,0", "reception,actual,")},
            "b": {2024: three("vehicle_operation,actual,3", "vehicles,actual,")},
            "c": {2024: three("vehicle_operation,actual,3", "vehicles,initial_budget,4")},
        },
    )
    assert values(found, "per_vehicle") == {"ju": 20000, "a": "count", "b": "unpublished", "c": "budget"}
    assert values(found, "per_reception") == {"ju": 1000, "a": "unpublished", "b": "absent", "c": "absent"}
    assert values(found, "per_guest")["ju"] == 200


def test_project_execution_is_of_the_projects_that_tell_budget_and_spending(tmp_path: Path) -> None:
    own = PROJECTS + "甲,100,80,60,,\n乙,50,,50,,\n丙,70,70,,,\n"
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {"projects": own}},
            "a": {2024: {"projects": PROJECTS + "甲,1,,,,\n"}},
            "b": {2024: {"projects": PROJECTS + "甲,0,,0,,\n"}},
            "c": {
                2024: {
                    "projects": PROJECTS + "甲,1,,1,,\n",
                    "score_summary": SUMMARY + "项目,30,,,,,examples",
                }
            },
        },
    )
    assert values(found, "project_execution") == {
        "ju": round_half_up(Decimal(11000) / 130),
        "a": "unpublished",
        "b": "base",
        "c": "examples",
    }
    assert compared(found, "project_execution").iloc[0]["number"] == 2


def test_scores_are_those_of_the_list_else_the_published_average(tmp_path: Path) -> None:
    own = PROJECTS + "甲,,,,90,\n乙,,,,45,50\n丙,,,,80,100\n丁,,,,,\n"
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {"projects": own}},
            "a": {2024: {"score_summary": SUMMARY + "小,2,,99,,2,none\n大,40,,88,,10,none"}},
            "b": {2024: {"score_summary": SUMMARY + "部门整体,29,,,86.23,,examples"}},
            "c": {
                2024: {
                    "projects": PROJECTS + "甲,,,,100,\n",
                    "score_summary": SUMMARY + "项目,30,,,,,examples",
                }
            },
            "d": {2024: {"score_summary": SUMMARY + "项目,30,,,,,none"}},
            "e": {2024: {"score_summary": SUMMARY + "项目,30,,91,,,none"}},
        },
    )
    assert values(found, "mean_score") == {
        "e": 91,
        "a": 88,
        "ju": round_half_up(Decimal(260) / 3),
        "b": "overall",
        "c": "examples",
        "d": "absent",
    }
    # 90 belongs to the best grade, and 45 of 50 is 90.
    assert values(found, "top_share") == {
        "ju": round_half_up(Decimal(200) / 3),
        "a": 25,
        "b": "overall",
        "c": "examples",
        "d": "absent",
        "e": "unpublished",
    }


def test_the_best_grade_begins_where_the_own_department_lets_it(tmp_path: Path) -> None:
    year = {2024: {"projects": PROJECTS + "甲,,,,90,\n乙,,,,95,\n"}}
    make_peers(tmp_path, {"ju": year, "ting": year})
    path = tmp_path / "ju" / "department.toml"
    path.write_text(path.read_text(encoding="utf-8") + "[settings]\nexcellent_from = 95\n", encoding="utf-8")
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    assert values(found, "top_share") == {"ju": 50, "ting": 50}


@pytest.mark.parametrize("department", ["example-county-civil-affairs", "xizang-civil-affairs"])
def test_a_departments_measures_are_those_of_its_own_chapters(department: str) -> None:
    book = load(ROOT / "data", department)
    found = peers(book, "*", ROOT / "data")

    def own(measure: str) -> Decimal | None:
        frame = compared(found, measure)
        return frame[frame["department"] == department].iloc[0]["value"]

    rows = {row["item"]: row for row in headlines(book).to_dict("records")}
    assert own("income") == rows["total_income"]["amount"]
    assert own("income_growth") == rows["total_income"]["percent"]
    assert own("expenditure_growth") == rows["current_year_expenditure"]["percent"]
    assert own("execution") == rows["current_year_expenditure"]["completion"]
    costs = {
        row["measure"]: row["cost"]
        for row in three_public.unit_costs(book).to_dict("records")
        if row["year"] == book.year
    }
    for measure in ("per_vehicle", "per_reception", "per_guest"):
        assert own(measure) == costs.get(measure), measure
    scored = means(book)
    if not scored.empty:
        assert round_half_up(own("mean_score") or Decimal(0), 10) == round_half_up(
            scored.iloc[-1]["mean"], 10
        )


def test_another_year_can_be_asked_for(tmp_path: Path) -> None:
    years = {2023: totals(total_income=1), 2024: totals(total_income=2)}
    found = make_peers(tmp_path, {"ju": years, "ting": years})
    assert list(compared(found, "income", 2023)["value"]) == [1, 1]

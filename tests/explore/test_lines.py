"""The lines of a topic: what counts, what is a sum of finer lines, and what never comes together."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.structure import composition
from budgetbook.explore.lines import lines, rest, whole_item
from budgetbook.explore.topic import Topic
from builder import make_book

CODED = "classification,code,name,phase,amount\n"
TOTALS = "item,phase,amount\n"
SPENT = TOTALS + "current_year_expenditure,actual,{}\n"


def spent(folder: Path, total: str, rows: str) -> Accounts:
    return make_book(folder, {2022: {"totals": SPENT.format(total), "expenditure": CODED + rows}})


def amounts(book: Accounts, flow: str, depth: str, phase: str = "actual") -> Mapping[str, Decimal | None]:
    frame = lines(book, Topic(flow, depth, phase))
    return dict(zip(frame["code"], frame["amount"], strict=True))


def test_a_depth_shows_the_codes_of_its_length_with_the_documents_own_names(tmp_path: Path) -> None:
    book = spent(
        tmp_path,
        "100",
        "function,208,社保,actual,100\nfunction,20802,,actual,60\nfunction,20805,养老,actual,40\n",
    )
    frame = lines(book, Topic("expenditure", "group", "actual"))
    assert frame[["code", "label", "amount", "total", "share"]].to_numpy().tolist() == [
        ["20802", "民政管理事务", Decimal(60), Decimal(100), Decimal(60)],
        ["20805", "养老", Decimal(40), Decimal(100), Decimal(40)],
    ]


def test_a_parent_that_is_not_published_is_the_sum_of_its_children(tmp_path: Path) -> None:
    book = spent(tmp_path, "100", "function,2080201,,actual,60\nfunction,2080202,,actual,40\n")
    assert amounts(book, "expenditure", "group") == {"20802": Decimal(100)}
    assert amounts(book, "expenditure", "class") == {"208": Decimal(100)}


def test_a_parent_with_an_unpublished_child_stays_unpublished(tmp_path: Path) -> None:
    book = spent(tmp_path, "100", "function,2080201,,actual,60\nfunction,2080202,,actual,\n")
    assert amounts(book, "expenditure", "group") == {"20802": None}


def test_a_class_without_finer_lines_is_not_at_the_finer_depth_but_in_the_rest(tmp_path: Path) -> None:
    book = spent(
        tmp_path, "100", "function,208,,actual,90\nfunction,210,,actual,10\nfunction,20802,,actual,90\n"
    )
    frame = lines(book, Topic("expenditure", "group", "actual"))
    assert list(frame["code"]) == ["20802"]
    assert rest(frame) == Decimal(10)


@pytest.mark.parametrize("depth", ["class", "economic_class"])
def test_the_classes_are_those_of_the_report(tmp_path: Path, depth: str) -> None:
    book = spent(
        tmp_path,
        "100",
        "function,208,,actual,90\nfunction,2101101,,actual,10\neconomic,301,,actual,80\neconomic,30201,,actual,20\n",
    )
    topic = Topic("expenditure", depth, "actual")
    pd.testing.assert_frame_equal(lines(book, topic), composition(book, topic.dimension))


def test_lines_of_one_fund_or_of_one_kind_are_left_out(tmp_path: Path) -> None:
    rows = (
        "classification,code,name,fund,kind,phase,amount\n"
        "function,20802,,,,actual,60\n"
        "function,20802,,general_public_budget,,actual,50\n"
        "function,20802,,,basic,actual,20\n"
        "function,20805,,general_public_budget,,actual,7\n"
    )
    book = make_book(tmp_path, {2022: {"expenditure": rows}})
    assert amounts(book, "expenditure", "group") == {"20802": Decimal(60)}


def test_the_lines_of_one_phase_never_stand_beside_those_of_another(tmp_path: Path) -> None:
    book = spent(tmp_path, "100", "function,20802,,actual,60\nfunction,20805,,initial_budget,40\n")
    assert amounts(book, "expenditure", "group") == {"20802": Decimal(60)}
    assert amounts(book, "expenditure", "group", "initial_budget") == {"20805": Decimal(40)}


def test_income_by_code_is_this_years_income_and_no_single_source_or_fund(tmp_path: Path) -> None:
    totals = (
        "item,fund,function,phase,amount\n"
        "total_income,,,actual,120\n"
        "current_year_income,,,actual,100\n"
        "current_year_income,,20802,actual,70\n"
        "current_year_income,,20805,actual,30\n"
        "current_year_income,general_public_budget,20802,actual,65\n"
    )
    book = make_book(tmp_path, {2022: {"totals": totals}})
    frame = lines(book, Topic("income", "group", "actual"))
    assert frame[["code", "amount", "total"]].to_numpy().tolist() == [
        ["20802", Decimal(70), Decimal(100)],
        ["20805", Decimal(30), Decimal(100)],
    ]


def three_public(folder: Path, rows: str) -> Accounts:
    return make_book(folder, {2022: {"three_public": TOTALS + rows}})


def test_vehicles_are_two_lines_or_one(tmp_path: Path) -> None:
    book = three_public(
        tmp_path,
        "total,actual,10\nabroad,actual,1\nvehicle_purchase,actual,3\nvehicle_operation,actual,4\nreception,actual,2\n",
    )
    assert amounts(book, "three_public", "detail") == {
        "vehicle_operation": Decimal(4),
        "vehicle_purchase": Decimal(3),
        "reception": Decimal(2),
        "abroad": Decimal(1),
    }
    assert amounts(book, "three_public", "main") == {
        "vehicle": Decimal(7),
        "reception": Decimal(2),
        "abroad": Decimal(1),
    }


def test_vehicles_of_which_only_one_part_is_told_have_no_sum(tmp_path: Path) -> None:
    book = three_public(tmp_path, "total,actual,6\nvehicle_operation,actual,4\nreception,actual,2\n")
    assert amounts(book, "three_public", "main") == {"reception": Decimal(2), "vehicle": None}


def test_vehicles_that_are_told_as_one_stay_one(tmp_path: Path) -> None:
    book = three_public(tmp_path, "vehicle,actual,4\nreception,actual,2\n")
    assert amounts(book, "three_public", "detail") == {"vehicle": Decimal(4), "reception": Decimal(2)}


PROJECTS = "project,division,initial_budget,adjusted_budget,spent,score\n"


def test_projects_have_a_figure_for_each_phase_and_their_sum_as_total(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"projects": PROJECTS + "甲,,1,2,3,\n乙,,4,5,6,\n"}})
    for phase, expected in (("initial_budget", (1, 4)), ("adjusted_budget", (2, 5)), ("actual", (3, 6))):
        frame = lines(book, Topic("projects", "project", phase))
        assert dict(zip(frame["code"], frame["amount"], strict=True)) == {
            "甲": Decimal(expected[0]),
            "乙": Decimal(expected[1]),
        }
        assert set(frame["total"]) == {Decimal(sum(expected))}


def test_projects_of_which_one_is_not_published_have_no_total_and_no_shares(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"projects": PROJECTS + "甲,,,,3,\n乙,,,,,\n"}})
    frame = lines(book, Topic("projects", "project", "actual"))
    assert frame[["code", "amount", "total", "share"]].to_numpy().tolist() == [
        ["甲", Decimal(3), None, None],
        ["乙", None, None, None],
    ]
    assert rest(frame) is None


def test_a_division_has_the_sum_of_its_projects_unless_one_is_not_known(tmp_path: Path) -> None:
    rows = "甲,办公室,,,3,\n乙,办公室,,,4,\n丙,救助股,,,5,\n丁,救助股,,,,\n戊,,,,1,\n"
    book = make_book(tmp_path, {2022: {"projects": PROJECTS + rows}})
    frame = lines(book, Topic("projects", "division", "actual"))
    assert dict(zip(frame["label"], frame["amount"], strict=True)) == {
        "办公室": Decimal(7),
        "未注明内设机构": Decimal(1),
        "救助股": None,
    }


def test_projects_without_divisions_have_no_lines_by_division(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"projects": PROJECTS + "甲,,,,3,\n"}})
    assert lines(book, Topic("projects", "division", "actual")).empty


def test_the_rest_is_nothing_within_the_rounding_of_the_lines(tmp_path: Path) -> None:
    book = spent(tmp_path, "100.01", "function,20802,,actual,60\nfunction,20805,,actual,40\n")
    assert rest(lines(book, Topic("expenditure", "group", "actual"))) is None


def test_the_rest_is_below_zero_where_the_lines_exceed_their_total(tmp_path: Path) -> None:
    book = spent(tmp_path, "90", "function,20802,,actual,60\nfunction,20805,,actual,40\n")
    assert rest(lines(book, Topic("expenditure", "group", "actual"))) == Decimal(-10)


def test_economic_lines_are_told_against_the_nearer_of_two_totals(tmp_path: Path) -> None:
    book = spent(tmp_path, "100", "kind,basic,,actual,50\neconomic,30101,,actual,49\n")
    assert whole_item(book, Topic("expenditure", "economic_group", "actual")) == "expenditure.basic"
    assert set(lines(book, Topic("expenditure", "economic_group", "actual"))["total"]) == {Decimal(50)}


def test_the_same_rows_in_any_order_give_the_same_lines(tmp_path: Path) -> None:
    rows = ["function,20802,,actual,5", "function,20805,,actual,5", "function,2081001,,actual,5"]
    one = spent(tmp_path / "one", "15", "\n".join(rows))
    other = spent(tmp_path / "other", "15", "\n".join(reversed(rows)))
    topic = Topic("expenditure", "group", "actual")
    pd.testing.assert_frame_equal(lines(one, topic), lines(other, topic))

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.accounts.peers import Peers, peers
from budgetbook.analysis.comparison.structure import Flow, largest, shares
from budgetbook.analysis.structure import composition
from budgetbook.words import round_half_up
from commands import ROOT
from peers_made import make_peers, totals

INCOME = "item,phase,amount\n"
KINDS = "classification,code,phase,amount\n"


def told(found: Peers, flow: Flow) -> dict[str, dict[str, Decimal | str | None]]:
    """Each department's shares by code, or why it has none."""
    rows: dict[str, dict[str, Decimal | str | None]] = {}
    for row in shares(found, flow).to_dict("records"):
        share = None if row["share"] is None else round_half_up(row["share"])
        rows.setdefault(row["department"], {})[row["code"]] = row["why"] or share
    return rows


def test_what_is_carried_over_is_a_part_of_income(tmp_path: Path) -> None:
    year = {**totals(total_income=100, opening_carryover=10), "income": INCOME + "other,actual,90"}
    found = make_peers(tmp_path, {"ju": {2024: year}, "ting": {2024: totals(opening_carryover=5)}})
    assert told(found, "income") == {
        "ju": {"other": 90, "opening_carryover": 10},
        "ting": {"other": "absent", "opening_carryover": "absent"},
    }


def test_a_part_that_is_not_listed_was_not_there_where_the_others_make_up_the_whole(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {**totals(total_income=10), "income": INCOME + "other,actual,4\nbusiness,actual,6"}},
            "a": {2024: {**totals(total_income=10), "income": INCOME + "other,actual,10"}},
            "b": {2024: {**totals(total_income=10), "income": INCOME + "other,actual,7"}},
            "c": {2024: {**totals(total_income=10), "income": INCOME + "other,actual,7\nbusiness,actual,"}},
        },
    )
    assert told(found, "income") == {
        "ju": {"business": 60, "other": 40},
        "a": {"business": 0, "other": 100},
        "b": {"business": "absent", "other": 70},
        "c": {"business": "unpublished", "other": 70},
    }


def test_where_the_own_department_tells_one_line_those_of_others_are_added_up(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {**totals(total_income=10), "income": INCOME + "fiscal_appropriation,actual,10"}},
            "a": {
                2024: {
                    **totals(total_income=10),
                    "income": INCOME
                    + "general_public_budget,actual,6\ngovernment_fund,actual,3\nother,actual,1",
                }
            },
        },
    )
    assert told(found, "income") == {
        "ju": {"fiscal_appropriation": 100, "other": 0},
        "a": {"fiscal_appropriation": 90, "other": 10},
    }


def test_where_the_own_department_tells_several_lines_one_line_is_not_compared(tmp_path: Path) -> None:
    own = INCOME + "fiscal_appropriation,actual,9\ngeneral_public_budget,actual,6\ngovernment_fund,actual,3"
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {**totals(total_income=9), "income": own}},
            "a": {2024: {**totals(total_income=10), "income": INCOME + "fiscal_appropriation,actual,10"}},
        },
    )
    rows = told(found, "income")
    assert rows["ju"]["general_public_budget"] == round_half_up(Decimal(600) / 9)
    assert (rows["a"]["general_public_budget"], rows["a"]["government_fund"]) == ("merged", "merged")


def test_kinds_are_shares_of_the_years_expenditure_or_of_their_sum(tmp_path: Path) -> None:
    kinds = KINDS + "kind,basic,actual,{}\nkind,project,actual,{}\nkind,personnel,actual,1"
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {**totals(current_year_expenditure=200), "expenditure": kinds.format(150, 50)}},
            "a": {2024: {"expenditure": kinds.format(60, 40)}},
            "b": {2024: {"expenditure": KINDS + "kind,basic,initial_budget,5"}},
            "c": {2024: {"expenditure": KINDS + "kind,basic,actual,"}},
        },
    )
    assert told(found, "kind") == {
        "ju": {"basic": 75, "project": 25},
        "a": {"basic": 60, "project": 40},
        "b": {"basic": "budget", "project": "budget"},
        "c": {"basic": "unpublished", "project": "unpublished"},
    }


def test_a_total_of_zero_or_below_has_no_shares(tmp_path: Path) -> None:
    year = {**totals(current_year_expenditure=0), "expenditure": KINDS + "kind,basic,actual,5"}
    other = {**totals(current_year_expenditure=5), "expenditure": KINDS + "kind,basic,actual,5"}
    found = make_peers(tmp_path, {"ju": {2024: year}, "ting": {2024: other}})
    assert told(found, "kind") == {"ju": {"basic": None}, "ting": {"basic": 100}}


def test_the_largest_part_is_that_of_the_largest_share(tmp_path: Path) -> None:
    year = {**totals(total_income=10), "income": INCOME + "other,actual,4\nbusiness,actual,6"}
    found = make_peers(tmp_path, {"ju": {2024: year}, "ting": {2024: totals(total_income=1)}})
    assert largest(shares(found, "income"), "ju") == ("business", 60)
    assert largest(shares(found, "income"), "ting") is None


@pytest.mark.parametrize("flow", ["income", "kind"])
@pytest.mark.parametrize(
    "department", ["xizang-civil-affairs", "putuo-finance", "example-county-civil-affairs"]
)
def test_a_departments_shares_are_those_of_its_own_chapter(department: str, flow: Flow) -> None:
    book = load(ROOT / "data", department)
    frame = shares(peers(book, "*", ROOT / "data"), flow)
    read = {
        row["code"]: (row["amount"], row["share"])
        for row in frame.to_dict("records")
        if row["department"] == department and row["amount"]
    }
    lines = composition(book, flow).to_dict("records")
    assert read == {row["code"]: (row["amount"], row["share"]) for row in lines if row["amount"]}

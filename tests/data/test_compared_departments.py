"""The departments that are shipped to be compared: their figures, their gaps, and what is found in them."""

import csv
from decimal import Decimal

import pytest

from budgetbook.accounts import Accounts, load
from budgetbook.analysis.reconcile import reconcile
from commands import ROOT

PUBLISHED = ROOT.parent / "shared" / "cases" / "series.csv"
NAMES = {
    "shiquan-road": "上海市普陀区人民政府石泉路街道办事处",
    "yichuan-road": "上海市普陀区人民政府宜川路街道办事处",
    "wanli-road": "上海市普陀区人民政府万里街道办事处",
}
TOTALS = ("total_income", "total_expenditure", "operating_cost")
THREE_PUBLIC = {
    "three_public_total": "total",
    "three_public_vehicle_total": "vehicle",
    "three_public_vehicle_purchase": "vehicle_purchase",
    "three_public_vehicle_operation": "vehicle_operation",
    "three_public_reception": "reception",
    "vehicles": "vehicles",
}
FUNDS = {
    "general_public_expenditure": "general_public_budget",
    "government_fund_expenditure": "government_fund",
}
SUMMARY = {"average_score": "average_score", "projects_count": "projects", "amount_evaluated": "amount"}
# Targets that a budget names are no self-evaluation, and what a budget says was spent is no final account.
LEFT_OUT = {("wanli-road", "amount_evaluated"), ("wanli-road", "projects_count")}
LEFT_OUT |= {("wanli-road", "general_public_expenditure")}


def book(slug: str, year: int = 0) -> Accounts:
    return load(ROOT / "data", slug, year)


def shipped(slug: str, row: dict[str, str]) -> Decimal | None:
    """The figure of a published row as the data folder has it."""
    measure, year = row["measure"], int(row["year"])
    phase = "actual" if row["budget_or_actual"] == "actual" else "initial_budget"
    accounts = book(slug, year)
    if measure in TOTALS:
        return accounts.value("totals", measure, phase=phase)
    if measure in THREE_PUBLIC:
        return accounts.value("three_public", THREE_PUBLIC[measure], phase=phase)
    if measure in FUNDS:
        return accounts.value("totals", "current_year_expenditure", phase=phase, fund=FUNDS[measure])
    if measure in SUMMARY or measure == "projects_grade_you":
        [summary] = accounts.rows("score_summary").to_dict("records")
        return summary[SUMMARY.get(measure, "excellent")]
    code = measure.removesuffix("_expenditure").removeprefix("expenditure_").removeprefix("economic_")
    return accounts.value("expenditure", code, phase=phase, column="code")


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published figures are not on this machine")
@pytest.mark.parametrize("slug", NAMES)
def test_every_published_figure_is_shipped_as_it_was_published(slug: str) -> None:
    with PUBLISHED.open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["department"] == NAMES[slug]]
    assert rows
    factor = {"元": Decimal("0.0001")}
    for row in rows:
        if (slug, row["measure"]) not in LEFT_OUT:
            expected = Decimal(row["value"]) * factor.get(row["unit"], Decimal(1))
            assert shipped(slug, row) == expected, row


@pytest.mark.parametrize("slug", NAMES)
def test_they_are_departments_of_a_district_and_have_notes_on_their_gaps(slug: str) -> None:
    department = book(slug).department
    assert (department.names["zh"], department.level) == (NAMES[slug], "county")
    assert department.notes
    assert department.notes_en


@pytest.mark.parametrize(
    ("slug", "rules"), [("shiquan-road", ["R09", "R21"]), ("yichuan-road", ["R21"]), ("wanli-road", [])]
)
def test_what_is_found_in_them_is_what_their_documents_hold(slug: str, rules: list[str]) -> None:
    assert [finding.id for finding in reconcile(book(slug))] == rules


def test_a_budget_document_gives_budgets_and_no_actual_figure() -> None:
    for table in ("totals", "three_public", "expenditure"):
        assert set(book("wanli-road").tables[table]["phase"]) == {"initial_budget"}


def test_what_is_not_told_is_absent_and_not_zero() -> None:
    accounts = book("yichuan-road")
    assert accounts.figure("three_public", "abroad").status == "absent"
    assert accounts.figure("totals", "closing_carryover").status == "absent"
    assert accounts.rows("income").empty
    [summary] = accounts.rows("score_summary").to_dict("records")
    assert [summary[grade] for grade in ("excellent", "good", "fair", "poor")] == [50, None, None, None]

"""Lines of single funds: each balances by itself, and fiscal appropriation is the sum of its budgets."""

from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile import Finding, reconcile
from budgetbook.analysis.structure import composition
from builder import make_book

TOTALS = "item,fund,phase,amount\n"
LINES = "classification,code,fund,phase,amount\n"
WHOLE = "total_income,,actual,100\ntotal_expenditure,,actual,100\n"


def book_of(folder: Path, language: str = "zh", **tables: str) -> Accounts:
    return make_book(folder, {2022: tables}, language)


def findings(book: Accounts, rule: str) -> list[Finding]:
    return [one for one in reconcile(book) if one.id == rule]


def test_the_totals_of_a_fund_are_held_against_each_other_and_not_against_those_of_all(
    tmp_path: Path,
) -> None:
    fiscal = "total_income,fiscal_appropriation,actual,80\ntotal_expenditure,fiscal_appropriation,actual,70\n"
    book = book_of(tmp_path, totals=TOTALS + WHOLE + fiscal)
    (found,) = findings(book, "R01")
    assert found.message == (
        "财政拨款：2022年收入总计公布为80.00万元，支出总计公布为70.00万元，收支不平衡，相差10.00万元。"
    )
    assert found.subject == "totals.total_income.fiscal_appropriation"


def test_in_english_a_fund_is_named_too(tmp_path: Path) -> None:
    fiscal = "total_income,fiscal_appropriation,actual,80\ntotal_expenditure,fiscal_appropriation,actual,70\n"
    (found,) = findings(book_of(tmp_path, "en", totals=TOTALS + WHOLE + fiscal), "R01")
    assert found.message.startswith("Fiscal appropriation: ")


def test_funds_that_balance_raise_nothing(tmp_path: Path) -> None:
    fiscal = "total_income,fiscal_appropriation,actual,80\ntotal_expenditure,fiscal_appropriation,actual,80\n"
    assert reconcile(book_of(tmp_path, totals=TOTALS + WHOLE + fiscal)) == []


def test_kinds_of_one_fund_are_not_added_to_those_of_all(tmp_path: Path) -> None:
    totals = "current_year_expenditure,,actual,100\n"
    kinds = (
        "kind,basic,,actual,60\nkind,project,,actual,40\n"
        "kind,basic,general_public_budget,actual,50\nkind,project,general_public_budget,actual,30\n"
    )
    book = book_of(tmp_path, totals=TOTALS + totals, expenditure=LINES + kinds)
    assert reconcile(book) == []
    assert [str(row) for row in composition(book, "kind")["amount"]] == ["60", "40"]


@pytest.mark.parametrize(("state_capital", "broken"), [("15", False), ("10", True), ("20", True)])
def test_fiscal_appropriation_is_the_sum_of_the_budgets_it_comes_from(
    tmp_path: Path, state_capital: str, broken: bool
) -> None:
    lines = (
        "function,208,,actual,100\nfunction,208,fiscal_appropriation,actual,95\n"
        "function,208,general_public_budget,actual,70\nfunction,208,government_fund,actual,10\n"
        f"function,208,state_capital,actual,{state_capital}\n"
    )
    assert bool(findings(book_of(tmp_path, expenditure=LINES + lines), "R06")) == broken


def test_a_budget_that_is_not_printed_for_a_line_has_nothing_of_it(tmp_path: Path) -> None:
    lines = (
        "function,208,fiscal_appropriation,actual,80\nfunction,208,general_public_budget,actual,80\n"
        "function,210,government_fund,actual,5\n"
    )
    assert reconcile(book_of(tmp_path, expenditure=LINES + lines)) == []

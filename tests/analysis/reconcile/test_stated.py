from decimal import Decimal

import pytest

from .conftest import Find

TOTALS = "item,phase,amount\ntotal_income,actual,6122.13\n"
SAID = "item,measure,value,unit\ntotals.total_income,amount,{},{}\n"


def test_r09_the_text_repeats_the_table(findings: Find) -> None:
    assert findings("R09", totals=TOTALS, stated=SAID.format("6122.13", "")) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年收入总计文中写为6122.31万元，表中为6122.13万元，相差0.18万元。"),
        (
            "en",
            "In 2022, total income is 6,122.31 wan yuan in the text and 6,122.13 wan yuan in the table,"
            " a difference of 0.18 wan yuan.",
        ),
    ],
)
def test_r09_a_figure_that_the_text_misquotes(findings: Find, language: str, message: str) -> None:
    [found] = findings("R09", language, totals=TOTALS, stated=SAID.format("6122.31", ""))
    assert (found.message, found.severity) == (message, "warning")


def test_r09_one_cent_of_a_copied_figure_is_a_finding(findings: Find) -> None:
    assert len(findings("R09", totals=TOTALS, stated=SAID.format("6122.14", ""))) == 1


def test_r09_a_text_in_other_units_may_round(findings: Find) -> None:
    assert findings("R09", totals=TOTALS, stated=SAID.format("61221300", "元")) == []
    assert findings("R09", totals=TOTALS, stated=SAID.format("0.61", "亿元")) == []
    assert len(findings("R09", totals=TOTALS, stated=SAID.format("0.62", "亿元"))) == 1


INCOME = "item,phase,amount\ngeneral_public_budget,actual,5759.26\n"
SHARE = "item,measure,value\nincome.general_public_budget,share,{}\n"


@pytest.mark.parametrize("stated", ["94.07", "94.1", "94"])
def test_r12_a_share_agrees_as_far_as_it_was_printed(findings: Find, stated: str) -> None:
    assert findings("R12", totals=TOTALS, income=INCOME, stated=SHARE.format(stated)) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年一般公共预算财政拨款占比文中写为94.70%，按5759.26万元占收入总计6122.13万元计算应为94.07%，"
            "相差0.63个百分点。",
        ),
        (
            "en",
            "In 2022, the share of general public budget appropriation is stated as 94.70%; 5,759.26 wan"
            " yuan of"
            " total income 6,122.13 wan yuan makes it 94.07%, a difference of 0.63 percentage points.",
        ),
    ],
)
def test_r12_tells_the_share_that_the_amounts_make(findings: Find, language: str, message: str) -> None:
    [found] = findings("R12", language, totals=TOTALS, income=INCOME, stated=SHARE.format("94.70"))
    assert (found.message, found.severity) == (message, "warning")
    assert found.subject == "income.general_public_budget"


def test_r12_a_share_may_be_told_of_the_income_of_the_year(findings: Find) -> None:
    totals = TOTALS + "current_year_income,actual,5949.39\n"
    assert findings("R12", totals=totals, income=INCOME, stated=SHARE.format("96.80")) == []


def test_r12_a_share_may_be_told_of_the_sources_where_their_sum_is_not_published(findings: Find) -> None:
    income = INCOME + "government_fund,actual,190.13\n"
    assert findings("R12", totals=TOTALS, income=income, stated=SHARE.format("96.80")) == []


def test_r12_a_share_of_nothing_is_not_compared(findings: Find) -> None:
    totals = "item,phase,amount\ntotal_income,actual,0\nopening_carryover,actual,0\n"
    stated = "item,measure,value\ntotals.opening_carryover,share,50\n"
    assert findings("R12", totals=totals, stated=stated) == []


COMPLETION = "item,measure,value\nthree_public.reception,completion,{}\n"
RECEPTION = "item,phase,amount\nreception,actual,0.27\nreception,{},0.50\n"


@pytest.mark.parametrize("phase", ["initial_budget", "adjusted_budget"])
def test_r12_a_completion_is_actual_against_either_budget(findings: Find, phase: str) -> None:
    assert findings("R12", three_public=RECEPTION.format(phase), stated=COMPLETION.format("54")) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年公务接待费预算完成率文中写为90.00%，按决算数0.27万元和预算数0.50万元计算应为54.00%，"
            "相差36.00个百分点。",
        ),
        (
            "en",
            "In 2022, official reception is stated to have reached 90.00% of its budget; 0.27 wan yuan of"
            " a budget"
            " of 0.50 wan yuan makes it 54.00%, a difference of 36.00 percentage points.",
        ),
    ],
)
def test_r12_tells_the_completion_that_the_amounts_make(findings: Find, language: str, message: str) -> None:
    table = RECEPTION.format("initial_budget")
    [found] = findings("R12", language, three_public=table, stated=COMPLETION.format("90"))
    assert found.message == message


def test_a_statement_of_a_figure_that_no_table_has_is_not_compared(findings: Find) -> None:
    assert findings("R09", stated=SAID.format("1", "")) == []
    assert findings("R12", totals=TOTALS, stated=SHARE.format("94")) == []


def test_the_tolerance_of_a_share_is_its_own_half_unit_and_that_of_its_operands(findings: Find) -> None:
    stated = "item,measure,value\nthree_public.abroad,share,{}\n"
    table = "item,phase,amount\ntotal,actual,0.30\nabroad,actual,0.10\n"
    # 0.105 of 0.295 is 35.59 %, 2.26 points above the 33.33 % of the printed amounts.
    assert findings("R12", three_public=table, stated=stated.format("35.5")) == []
    [found] = findings("R12", three_public=table, stated=stated.format("35.8"))
    assert found.tolerance is not None
    assert round(found.tolerance, 2) == Decimal("2.31")

"""Lines that official tables split by code: each code by kind and by source, each kind and source by code."""

import pytest

from .conftest import Find

LINES = "classification,code,name,fund,kind,phase,amount\n"
KINDS = (
    "kind,basic,,{fund},,actual,{basic}\nkind,project,,{fund},,actual,40\n"
    "function,208,社保,{fund},,actual,100\n"
    "function,20801,人社,{fund},,actual,100\n"
    "function,208,社保,{fund},basic,actual,60\nfunction,20801,人社,{fund},basic,actual,{section}\n"
    "function,208,社保,{fund},project,actual,{project}\nfunction,20801,人社,{fund},project,actual,40\n"
)
INCOME = "item,fund,function,phase,amount\n"
TOTALS = "item,fund,function,phase,amount\ncurrent_year_income,,,actual,110\n"
SOURCES = (
    "fiscal_appropriation,,,actual,100\nother,,,actual,{other}\n"
    "fiscal_appropriation,,208,actual,100\nother,,208,actual,10\n"
)


def kinds(fund: str = "", basic: str = "60", section: str = "60", project: str = "40") -> str:
    return LINES + KINDS.format(fund=fund, basic=basic, section=section, project=project)


@pytest.mark.parametrize("fund", ["", "general_public_budget"])
@pytest.mark.parametrize("rule", ["R06", "R07"])
def test_lines_split_by_kind_that_add_up_raise_nothing(findings: Find, rule: str, fund: str) -> None:
    assert findings(rule, expenditure=kinds(fund)) == []


def test_r07_kinds_that_exceed_their_functional_line_are_an_error(findings: Find) -> None:
    [found] = findings("R07", expenditure=kinds(project="45"))
    assert (found.severity, found.subject) == ("error", "expenditure.208")
    assert found.message == (
        "2022年社保（208）公布为100.00万元，基本支出60.00万元和项目支出45.00万元合计为105.00万元，相差5.00万元。"
    )


def test_r07_a_functional_line_of_a_fund_is_the_sum_of_its_kinds_too(findings: Find) -> None:
    [found] = findings("R07", "en", expenditure=kinds("general_public_budget", project="45"))
    assert found.subject == "expenditure.208.general_public_budget"
    assert found.message.startswith("General public budget: In 2022, ")


def test_r07_a_kind_of_a_line_that_is_not_published_leaves_room_for_the_rest(findings: Find) -> None:
    assert findings("R07", expenditure=kinds(project="")) == []


def test_r06_a_kind_is_the_sum_of_its_classes(findings: Find) -> None:
    [found] = findings("R06", expenditure=kinds(basic="55"))
    assert (found.severity, found.subject) == ("error", "expenditure.basic")
    assert (
        found.message == "2022年基本支出公布为55.00万元，社保（208）60.00万元合计为60.00万元，相差5.00万元。"
    )


def test_r06_within_a_kind_a_class_is_the_sum_of_its_sections(findings: Find) -> None:
    [found] = findings("R06", expenditure=kinds(section="62"))
    assert found.subject == "expenditure.basic"
    assert found.message == (
        "基本支出：2022年社保（208）公布为60.00万元，人社（20801）62.00万元合计为62.00万元，相差2.00万元。"
    )


def test_r06_a_source_is_the_sum_of_its_classes(findings: Find) -> None:
    totals = TOTALS.replace("110", "108")
    [found] = findings("R06", totals=totals, income=INCOME + SOURCES.format(other="8"))
    assert (found.severity, found.subject) == ("error", "income.other")


def test_r06_the_income_of_a_code_is_the_sum_of_its_sources(findings: Find) -> None:
    income = INCOME + SOURCES.format(other="10")
    assert findings("R06", totals=f"{TOTALS}current_year_income,,208,actual,110\n", income=income) == []
    found = findings("R06", totals=f"{TOTALS}current_year_income,,208,actual,109\n", income=income)
    assert [one.message for one in found if one.severity == "error"] == [
        "本年收入合计：2022年社会保障和就业支出（208）公布为109.00万元，财政拨款收入100.00万元和其他收入10.00万元"
        "合计为110.00万元，相差1.00万元。"
    ]


def test_r06_the_appropriation_of_a_code_stands_for_its_parts(findings: Find) -> None:
    parts = "general_public_budget,,,actual,100\ngeneral_public_budget,,208,actual,100\n"
    totals = f"{TOTALS}current_year_income,,208,actual,110\n"
    assert findings("R06", totals=totals, income=INCOME + SOURCES.format(other="10") + parts) == []

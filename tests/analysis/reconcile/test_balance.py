from decimal import Decimal

import pytest

from .conftest import Find

BALANCED = """item,phase,amount
total_income,actual,6122.13
total_expenditure,actual,6122.13
"""


def test_r01_the_two_sides_of_the_table_balance(findings: Find) -> None:
    assert findings("R01", totals=BALANCED) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年收入总计公布为6122.13万元，支出总计公布为6122.03万元，收支不平衡，相差0.10万元。"),
        (
            "en",
            "In 2022, total income is published as 6,122.13 wan yuan and total expenditure as 6,122.03"
            " wan yuan;"
            " the two sides do not balance, a difference of 0.10 wan yuan.",
        ),
    ],
)
def test_r01_tells_both_sides_that_do_not_balance(findings: Find, language: str, message: str) -> None:
    [found] = findings(
        "R01", language, totals=BALANCED.replace("expenditure,actual,6122.13", "expenditure,actual,6122.03")
    )
    assert found.message == message
    assert (found.severity, found.subject) == ("error", "totals.total_income")
    assert (found.left, found.right, found.difference) == (
        Decimal("6122.13"),
        Decimal("6122.03"),
        Decimal("0.10"),
    )


def test_a_finding_says_where_each_figure_was_read(findings: Find) -> None:
    [found] = findings("R01", totals="item,phase,amount\ntotal_income,actual,2\ntotal_expenditure,actual,1\n")
    assert found.sources == ("文件（ju/2022/totals.csv:2）", "文件（ju/2022/totals.csv:3）")
    assert found.year == 2022


def test_r01_in_a_budget_says_so(findings: Find) -> None:
    [found] = findings(
        "R01",
        totals=BALANCED.replace("income,actual,6122.13", "income,actual,1").replace(
            "actual", "initial_budget"
        ),
    )
    assert found.message.startswith("2022年年初预算中，收入总计公布为1.00万元")


def test_r01_needs_both_totals(findings: Find) -> None:
    assert (
        findings("R01", totals="item,phase,amount\ntotal_income,actual,5\ntotal_expenditure,actual,\n") == []
    )


INCOME = """item,phase,amount
total_income,actual,{total}
current_year_income,actual,5949.39
use_of_nonfiscal_surplus,actual,10
opening_carryover,actual,172.74
"""


def test_r02_total_income_is_made_of_income_of_the_year_surplus_used_and_carry_over(findings: Find) -> None:
    assert findings("R02", totals=INCOME.format(total="6132.13")) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年收入总计公布为6122.13万元，本年收入合计5949.39万元、年初结转和结余172.74万元和"
            "使用非财政拨款结余10.00万元合计为6132.13万元，相差10.00万元。",
        ),
        (
            "en",
            "In 2022, total income is published as 6,122.13 wan yuan; current-year income 5,949.39 wan yuan,"
            " opening carry-over 172.74 wan yuan and use of non-fiscal surplus 10.00 wan yuan add up to"
            " 6,132.13 wan yuan, a difference of 10.00 wan yuan.",
        ),
    ],
)
def test_r02_tells_the_parts_that_do_not_make_total_income(
    findings: Find, language: str, message: str
) -> None:
    [found] = findings("R02", language, totals=INCOME.format(total="6122.13"))
    assert (found.message, found.severity) == (message, "error")


def test_r02_takes_the_sources_where_income_of_the_year_is_not_published(findings: Find) -> None:
    totals = "item,phase,amount\ntotal_income,actual,110.03\nopening_carryover,actual,10\n"
    income = "item,phase,amount\ngeneral_public_budget,actual,90\ngovernment_fund,actual,10\n"
    assert findings("R02", totals=totals.replace("110.03", "110.02"), income=income) == []
    [found] = findings("R02", totals=totals, income=income)
    assert found.message.endswith("合计为110.00万元，少0.03万元，请核对是否有未列出的分项。")
    assert found.severity == "warning"


def test_r02_says_nothing_without_the_carry_over(findings: Find) -> None:
    totals = (
        "item,phase,amount\ntotal_income,actual,1\ncurrent_year_income,actual,5\nopening_carryover,actual,\n"
    )
    assert findings("R02", totals=totals) == []


SPENDING = """item,phase,amount
total_expenditure,actual,{total}
current_year_expenditure,actual,4862.71
surplus_distribution,actual,{distributed}
closing_carryover,actual,1259.42
"""


def test_r03_total_expenditure_is_made_of_expenditure_distribution_and_carry_over(findings: Find) -> None:
    assert findings("R03", totals=SPENDING.format(total="6132.13", distributed="10")) == []
    [found] = findings("R03", totals=SPENDING.format(total="6122.13", distributed="10"))
    assert found.message == (
        "2022年支出总计公布为6122.13万元，本年支出合计4862.71万元、年末结转和结余1259.42万元和"
        "结余分配10.00万元合计为6132.13万元，相差10.00万元。"
    )


def test_r03_a_distribution_that_was_not_published_leaves_room_for_itself(findings: Find) -> None:
    assert findings("R03", totals=SPENDING.format(total="9999", distributed="")) == []
    [found] = findings("R03", totals=SPENDING.format(total="6000", distributed=""))
    assert found.message.endswith("合计已达6122.13万元，超出122.13万元。")


CARRY_OVER = """item,phase,amount,printed_name
total_income,actual,6122.13,总收入
current_year_expenditure,actual,4862.71,总支出
closing_carryover,actual,172.74,年底结转和结余
"""


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年年底结转和结余公布为172.74万元，按总收入6122.13万元减总支出4862.71万元应为1259.42万元，"
            "相差1086.68万元。",
        ),
        (
            "en",
            "In 2022, closing carry-over is published as 172.74 wan yuan; total income 6,122.13 wan yuan less"
            " current-year expenditure 4,862.71 wan yuan makes it 1,259.42 wan yuan, a difference of"
            " 1,086.68 wan"
            " yuan.",
        ),
    ],
)
def test_r04_tells_the_carry_over_that_the_totals_imply(findings: Find, language: str, message: str) -> None:
    [found] = findings("R04", language, totals=CARRY_OVER)
    assert (found.message, found.severity) == (message, "error")
    assert (found.left, found.right, found.tolerance) == (
        Decimal("172.74"),
        Decimal("1259.42"),
        Decimal("0.02"),
    )
    assert found.subject == "totals.closing_carryover"


def test_r04_takes_off_the_distribution_of_surplus(findings: Find) -> None:
    totals = CARRY_OVER + "surplus_distribution,actual,1086.68,\n"
    assert findings("R04", totals=totals) == []
    [found] = findings("R04", totals=totals.replace("1086.68", "1086"))
    assert "减总支出4862.71万元减结余分配1086.00万元应为173.42万元，相差0.68万元。" in found.message


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("zh", "减总支出4862.71万元至多为1259.42万元，多出0.58万元。"),
        (
            "en",
            "less current-year expenditure 4,862.71 wan yuan makes it 1,259.42 wan yuan at most,"
            " which is 0.58 wan yuan less.",
        ),
    ],
)
def test_r04_a_distribution_that_was_not_published_can_only_lower_the_carry_over(
    findings: Find, language: str, ending: str
) -> None:
    totals = CARRY_OVER + "surplus_distribution,actual,,\n"
    assert findings("R04", language, totals=totals) == []
    [found] = findings("R04", language, totals=totals.replace("172.74", "1260"))
    assert found.message.endswith(ending)


OPENING = "item,phase,amount\nopening_carryover,actual,172.74\n"
LAST = "item,phase,amount\nclosing_carryover,actual,{closing}\n"
LAST_TOTALS = "total_income,actual,6614.32\ncurrent_year_expenditure,actual,5931.55\n"


def test_r05_a_year_opens_with_what_the_last_one_closed_with(findings: Find) -> None:
    assert findings("R05", totals=OPENING, last={"totals": LAST.format(closing="172.73")}) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年年初结转和结余公布为172.74万元，2021年年末结转和结余为682.77万元，相差510.03万元。"),
        (
            "en",
            "In 2022, opening carry-over is published as 172.74 wan yuan, while closing carry-over was"
            " 682.77 wan"
            " yuan in 2021, a difference of 510.03 wan yuan.",
        ),
    ],
)
def test_r05_tells_both_carry_overs(findings: Find, language: str, message: str) -> None:
    [found] = findings("R05", language, totals=OPENING, last={"totals": LAST.format(closing="682.77")})
    assert (found.message, found.severity) == (message, "warning")
    assert found.difference == Decimal("-510.03")


@pytest.mark.parametrize(
    ("language", "confirmation"),
    [
        (
            "zh",
            "2021年收入总计6614.32万元减本年支出合计5931.55万元为682.77万元，与2021年年末数一致，请核对本"
            "年年初数。",
        ),
        (
            "en",
            " The totals of 2021 confirm the latter: total income 6,614.32 wan yuan less current-year"
            " expenditure"
            " 5,931.55 wan yuan makes 682.77 wan yuan. Check the figure at the start of 2022.",
        ),
    ],
)
def test_r05_says_when_last_years_totals_confirm_its_closing(
    findings: Find, language: str, confirmation: str
) -> None:
    last = {"totals": LAST.format(closing="682.77") + LAST_TOTALS}
    [found] = findings("R05", language, totals=OPENING, last=last)
    assert found.message.endswith(confirmation)


def test_r05_does_not_say_so_when_they_contradict_it(findings: Find) -> None:
    last = {"totals": LAST.format(closing="600") + LAST_TOTALS}
    [found] = findings("R05", totals=OPENING, last=last)
    assert found.message.endswith("相差427.26万元。")


KINDS = """classification,code,name,phase,amount
kind,basic,,actual,3302.03
kind,project,,actual,{project}
"""
SPENT = "item,phase,amount\ncurrent_year_expenditure,actual,4862.71\n"


def test_r07_rounding_of_the_kinds_is_no_finding(findings: Find) -> None:
    assert findings("R07", totals=SPENT, expenditure=KINDS.format(project="1560.67")) == []
    assert findings("R07", totals=SPENT, expenditure=KINDS.format(project="1560.66")) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年本年支出合计公布为4862.71万元，基本支出3302.03万元和项目支出1560.65万元合计为4862.68万元，"
            "相差0.03万元。",
        ),
        (
            "en",
            "In 2022, current-year expenditure is published as 4,862.71 wan yuan; basic expenditure"
            " 3,302.03 wan"
            " yuan and project expenditure 1,560.65 wan yuan add up to 4,862.68 wan yuan, a difference of"
            " 0.03 wan"
            " yuan.",
        ),
    ],
)
def test_r07_tells_kinds_beyond_rounding(findings: Find, language: str, message: str) -> None:
    [found] = findings("R07", language, totals=SPENT, expenditure=KINDS.format(project="1560.65"))
    assert (found.message, found.tolerance) == (message, Decimal("0.02"))


def test_r07_counts_the_rarer_kinds(findings: Find) -> None:
    expenditure = KINDS.format(project="1550.67") + "kind,operating,,actual,10\n"
    assert findings("R07", totals=SPENT, expenditure=expenditure) == []


def test_r07_known_kinds_may_be_less_than_the_total_but_not_more(findings: Find) -> None:
    only_basic = "classification,code,name,phase,amount\nkind,basic,,actual,{}\nkind,project,,actual,\n"
    assert findings("R07", totals=SPENT, expenditure=only_basic.format("10")) == []
    [found] = findings("R07", totals=SPENT, expenditure=only_basic.format("5000"))
    assert found.message == (
        "2022年本年支出合计公布为4862.71万元，仅已公布的基本支出5000.00万元合计已达5000.00万元，超出"
        "137.29万元。"
    )


BASIC = """classification,code,name,phase,amount
kind,basic,,actual,2336.91
kind,personnel,,actual,{personnel}
kind,public,,actual,184.65
"""
CLASSES = """economic,301,,actual,2082.85
economic,303,,actual,69.41
economic,302,,actual,171.07
economic,310,,actual,13.58
"""


def test_r08_basic_expenditure_is_personnel_and_office_running(findings: Find) -> None:
    assert findings("R08", expenditure=BASIC.format(personnel="2152.26") + CLASSES) == []
    [found] = findings("R08", expenditure=BASIC.format(personnel="2150"))
    assert found.message == (
        "2022年基本支出公布为2336.91万元，人员经费2150.00万元和公用经费184.65万元合计为2334.65万元，相差"
        "2.26万元。"
    )


def test_r08_personnel_is_its_economic_classes(findings: Find) -> None:
    expenditure = BASIC.format(personnel="2152.26") + CLASSES.replace("69.41", "70.41").replace(
        "13.58", "12.58"
    )
    assert [(found.subject, found.difference) for found in findings("R08", expenditure=expenditure)] == [
        ("expenditure.personnel", Decimal("-1.00")),
        ("expenditure.public", Decimal("1.00")),
    ]


def test_r08_economic_classes_of_all_expenditure_say_nothing_of_personnel(findings: Find) -> None:
    totals = "item,phase,amount\ncurrent_year_expenditure,actual,4336.91\n"
    expenditure = BASIC.format(personnel="2152.26") + CLASSES.replace("171.07", "2171.07")
    assert findings("R08", totals=totals, expenditure=expenditure) == []

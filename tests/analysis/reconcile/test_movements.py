from decimal import Decimal

import pytest

from .conftest import Find

TOTALS = "item,phase,amount\ntotal_income,actual,{}\n"
SAID = "item,measure,value\ntotals.total_income,change,{}\ntotals.total_income,change_percent,{}\n"
RATE = "item,measure,value\ntotals.total_income,change_percent,{}\n"


@pytest.mark.parametrize("rate", ["-7.44", "-7.4", "-7"])
def test_r13_a_percentage_that_its_change_makes(findings: Find, rate: str) -> None:
    assert findings("R13", totals=TOTALS.format("6122.13"), stated=SAID.format("-492.19", rate)) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "文中称2022年收入总计较上年减少492.19万元、下降9.44%，按该增减额计算应为下降7.44%，相差2.00个"
            "百分点。",
        ),
        (
            "en",
            "The text states for total income of 2022 a fall of 492.19 wan yuan and a fall of 9.44% on"
            " last year;"
            " that amount makes it a fall of 7.44%, a difference of 2.00 percentage points.",
        ),
    ],
)
def test_r13_tells_the_percentage_that_the_change_makes(findings: Find, language: str, message: str) -> None:
    stated = SAID.format("-492.19", "-9.44")
    [found] = findings("R13", language, totals=TOTALS.format("6122.13"), stated=stated)
    assert (found.message, found.severity) == (message, "warning")


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("zh", "增减额与增减率方向相反，请核对“增加”“减少”的表述。"),
        (
            "en",
            " The amount and the percentage point in opposite directions. Check the words “rise” and “fall”.",
        ),
    ],
)
def test_r13_says_when_amount_and_percentage_point_apart(findings: Find, language: str, ending: str) -> None:
    stated = SAID.format("-492.19", "7.44")
    [found] = findings("R13", language, totals=TOTALS.format("6122.13"), stated=stated)
    assert found.message.endswith(ending)


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("zh", "若实为减少1412.70万元，则为下降15.74%，与文中比例的数值一致，请核对增减方向。"),
        (
            "en",
            " Had it been a fall of 1,412.70 wan yuan, it would be a fall of 15.74%, the percentage stated."
            " Check the direction.",
        ),
    ],
)
def test_r13_says_when_a_rise_only_works_as_a_fall(findings: Find, language: str, ending: str) -> None:
    stated = SAID.format("1412.7", "15.74")
    [found] = findings("R13", language, totals=TOTALS.format("7562.52"), stated=stated)
    assert found.message.endswith(ending)


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("zh", "文中比例与以本年数6122.13万元为基数的结果一致，应以上年数为基数。"),
        (
            "en",
            " The percentage stated is the one of this year's 6,122.13 wan yuan; it should be of last"
            " year's figure.",
        ),
    ],
)
def test_r13_says_when_this_year_was_taken_as_the_base(findings: Find, language: str, ending: str) -> None:
    stated = SAID.format("-492.19", "-8.04")
    [found] = findings("R13", language, totals=TOTALS.format("6122.13"), stated=stated)
    assert found.message.endswith(ending)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "文中称2022年收入总计较上年增长30.00%，按本年120.00万元和2021年100.00万元计算应为增长20.00%，"
            "相差10.00个百分点。",
        ),
        (
            "en",
            "The text states for total income of 2022 a rise of 30.00% on last year; 120.00 wan yuan"
            " against 100.00"
            " wan yuan in 2021 makes it a rise of 20.00%, a difference of 10.00 percentage points.",
        ),
    ],
)
def test_r13_holds_a_percentage_without_a_change_to_both_years(
    findings: Find, language: str, message: str
) -> None:
    last = {"totals": TOTALS.format("100")}
    assert findings("R13", totals=TOTALS.format("120"), stated=RATE.format("20"), last=last) == []
    [found] = findings("R13", language, totals=TOTALS.format("120"), stated=RATE.format("30"), last=last)
    assert found.message == message


@pytest.mark.parametrize(("now", "change"), [("100", "100"), ("100", "100.00"), ("0", "0")])
def test_r13_no_percentage_exists_from_a_base_of_zero(findings: Find, now: str, change: str) -> None:
    assert findings("R13", totals=TOTALS.format(now), stated=SAID.format(change, "100")) == []


def test_r13_needs_this_years_figure(findings: Find) -> None:
    assert findings("R13", stated=SAID.format("-1", "-99")) == []


def test_r13_takes_the_amount_that_the_same_passage_states(findings: Find) -> None:
    stated = SAID.format("-20", "-20") + "totals.total_income,amount,80\n"
    assert findings("R13", totals=TOTALS.format("500"), stated=stated) == []


def test_r13_pairs_a_change_with_the_percentage_of_its_own_passage(findings: Find) -> None:
    stated = """item,measure,value,source
totals.total_income,change,20,甲
totals.total_income,change_percent,20,甲
totals.total_income,change,-30,乙
totals.total_income,change_percent,-20,乙
"""
    assert findings("R13", totals=TOTALS.format("120"), stated=stated) == []


def test_r14_last_year_as_implied_is_last_year_as_published(findings: Find) -> None:
    last = {"totals": TOTALS.format("6614.32")}
    assert (
        findings("R14", totals=TOTALS.format("6122.13"), stated=SAID.format("-492.19", "-7.44"), last=last)
        == []
    )


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "文中称2022年收入总计较上年减少492.19万元，则2021年应为6614.32万元，而2021年数为6600.00万元，"
            "相差14.32万元；按两年数计算应为减少477.87万元。",
        ),
        (
            "en",
            "The text states for total income of 2022 a fall of 492.19 wan yuan on last year, which makes"
            " 6,614.32"
            " wan yuan in 2021; the figure of 2021 is 6,600.00 wan yuan, a difference of 14.32 wan yuan."
            " The two years' figures make it a fall of 477.87 wan yuan.",
        ),
    ],
)
def test_r14_tells_both_figures_of_last_year(findings: Find, language: str, message: str) -> None:
    last = {"totals": TOTALS.format("6600")}
    stated = SAID.format("-492.19", "-7.44")
    [found] = findings("R14", language, totals=TOTALS.format("6122.13"), stated=stated, last=last)
    assert (found.message, found.severity, found.tolerance) == (message, "warning", Decimal("0.02"))


def test_r14_a_figure_derived_from_the_statement_cannot_test_it(findings: Find) -> None:
    last = {"totals": "item,phase,amount,basis,source\ntotal_income,actual,6600,derived,{}\n"}
    stated = SAID.format("-492.19", "-7.44")
    own = {"totals": last["totals"].format("文件")}
    assert findings("R14", totals=TOTALS.format("6122.13"), stated=stated, last=own) == []
    other = {"totals": last["totals"].format("另一份文件")}
    assert len(findings("R14", totals=TOTALS.format("6122.13"), stated=stated, last=other)) == 1

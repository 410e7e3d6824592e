from decimal import Decimal

import pytest

from .conftest import Find

TOTALS = "item,phase,amount\ntotal_income,actual,{}\n"
LAST = {"totals": TOTALS.format("6614.32")}
NAMED = "flow,item,amount\n{flow},网络租赁,-206\n{flow},会议费,{rest}\n"


def named(rest: str, flow: str = "total_income") -> str:
    return NAMED.format(flow=flow, rest=rest)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年收入总计较上年减少492.19万元，文中所列2项原因合计减少462.35万元，尚有29.84万元未说明。",
        ),
        (
            "en",
            "In 2022, total income shows a fall of 492.19 wan yuan on last year; the 2 reasons named make"
            " a fall of"
            " 462.35 wan yuan, and 29.84 wan yuan is left unexplained.",
        ),
    ],
)
def test_r15_tells_what_the_named_reasons_leave_unexplained(
    findings: Find, language: str, message: str
) -> None:
    [found] = findings("R15", language, totals=TOTALS.format("6122.13"), reasons=named("-256.35"), last=LAST)
    assert (found.message, found.severity) == (message, "info")
    assert found.difference == Decimal("-29.84")


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("zh", "合计减少500.00万元，多出7.81万元，请核对是否有未列出的反向因素。"),
        (
            "en",
            "make a fall of 500.00 wan yuan, 7.81 wan yuan too much."
            " Check whether a reason to the contrary has been left out.",
        ),
    ],
)
def test_r15_reasons_may_add_up_to_more_than_the_change(findings: Find, language: str, ending: str) -> None:
    [found] = findings("R15", language, totals=TOTALS.format("6122.13"), reasons=named("-294"), last=LAST)
    assert found.message.endswith(ending)


def test_r15_reasons_that_make_the_change_are_no_finding(findings: Find) -> None:
    assert findings("R15", totals=TOTALS.format("6122.13"), reasons=named("-286.18"), last=LAST) == []


def test_r15_needs_the_amount_of_every_reason(findings: Find) -> None:
    assert findings("R15", totals=TOTALS.format("6122.13"), reasons=named(""), last=LAST) == []


def test_r15_needs_a_change(findings: Find) -> None:
    assert findings("R15", totals=TOTALS.format("6122.13"), reasons=named("-1")) == []


def test_r15_takes_the_change_as_stated(findings: Find) -> None:
    stated = "item,measure,value\ntotals.total_income,change,-300\n"
    [found] = findings("R15", reasons=named("-90"), stated=stated)
    assert found.left == -300
    assert found.difference == -4


def test_r15_holds_of_the_three_public_expenses(findings: Find) -> None:
    three = "item,phase,amount\ntotal,actual,{}\n"
    reasons = named("-1", "three_public")
    [found] = findings(
        "R15", three_public=three.format("100"), reasons=reasons, last={"three_public": three.format("310")}
    )
    assert (found.subject, found.difference) == ("three_public.total", -3)

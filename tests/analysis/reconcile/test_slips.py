from collections.abc import Callable

import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile import Finding, reconcile

from .conftest import Find

TOTAL = "item,phase,amount\ntotal_income,actual,{}\n"
MANY = "item,phase,amount\ntotal_income,actual,{}\ncurrent_year_income,actual,{}\n"


def slips(book: Accounts, year: int | None = None) -> list[Finding]:
    return [finding for finding in reconcile(book, year) if finding.id == "R19"]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年收入总计为61221300.00万元，同一项目另处为6614.32万元（文件（ju/2021/totals.csv:2）），"
            "相差约一万倍，请核对是否将“元”误作“万元”。",
        ),
        (
            "en",
            "In 2022, total income is 61,221,300.00 wan yuan, elsewhere the same item is 6,614.32 wan yuan"
            " (文件 (ju/2021/totals.csv:2)): about ten thousand times apart. Check whether yuan were"
            " taken for"
            " 10 000 yuan.",
        ),
    ],
)
def test_r19_yuan_taken_for_wan_yuan(findings: Find, language: str, message: str) -> None:
    [found] = findings(
        "R19", language, totals=TOTAL.format(61221300), last={"totals": TOTAL.format("6614.32")}
    )
    assert (found.message, found.severity) == (message, "error")


def test_r19_100_million_yuan_taken_for_wan_yuan(findings: Find) -> None:
    [found] = findings("R19", totals=TOTAL.format("0.3"), last={"totals": TOTAL.format("2961.68")})
    assert found.message.endswith("请核对是否将“亿元”误作“万元”。")


@pytest.mark.parametrize(("now", "last"), [("900", "1"), ("1000000", "10"), ("150", "0.02"), ("0", "5000")])
def test_r19_growth_small_items_and_zeros_are_no_slips(findings: Find, now: str, last: str) -> None:
    assert findings("R19", totals=TOTAL.format(now), last={"totals": TOTAL.format(last)}) == []


def test_r19_a_slip_of_another_year_is_not_laid_to_this_one(accounts: Callable[..., Accounts]) -> None:
    years = {2020: {"totals": TOTAL.format(100)}, 2021: {"totals": TOTAL.format(1000000)}}
    book = accounts(years=years, totals=TOTAL.format(110))
    assert slips(book) == []
    assert len(slips(book, 2021)) == 1


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年“收支总表”表的金额与其他年度或期次普遍相差约一万倍，如收入总计为1200000.00万元，"
            "另处为100.00万元（文件（ju/2021/totals.csv:2）），请核对是否将“元”误作“万元”。",
        ),
        (
            "en",
            "In 2022, most amounts of the table “Totals” are about ten thousand times apart from another"
            " year's or"
            " phase's: total income is 1,200,000.00 wan yuan, elsewhere 100.00 wan yuan (文件"
            " (ju/2021/totals.csv:2))."
            " Check whether yuan were taken for 10 000 yuan.",
        ),
    ],
)
def test_r19_a_whole_table_in_another_unit_is_one_finding(
    findings: Find, language: str, message: str
) -> None:
    last = {"totals": MANY.format(100, 90)}
    [found] = findings("R19", language, totals=MANY.format(1200000, 1100000), last=last)
    assert (found.message, found.subject) == (message, "totals")


def test_r19_within_one_year_a_budget_is_held_to_the_actual_figure(findings: Find) -> None:
    [found] = findings("R19", totals=TOTAL.format(100) + "total_income,initial_budget,1000000\n")
    assert found.message.startswith("2022年年初预算中，收入总计为1000000.00万元")


def test_r19_counts_have_no_unit_of_money(findings: Find) -> None:
    table = "item,phase,amount\nreception_persons,actual,{}\n"
    assert findings("R19", three_public=table.format(10000), last={"three_public": table.format(1)}) == []

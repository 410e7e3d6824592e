from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.accounts.schema import INCOME
from budgetbook.analysis.reconcile import reconcile
from budgetbook.words import round_half_up
from builder import make_book

from .conftest import Find

YEAR_INCOME = "item,phase,amount\ncurrent_year_income,actual,{}\n"
SOURCES = "item,phase,amount\ngeneral_public_budget,actual,5759.26\ngovernment_fund,actual,190.13\n"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年本年收入合计公布为5900.00万元，一般公共预算财政拨款5759.26万元和政府性基金预算财政拨款"
            "190.13万元"
            "合计为5949.39万元，相差49.39万元。",
        ),
        (
            "en",
            "In 2022, current-year income is published as 5,900.00 wan yuan; general public budget"
            " appropriation"
            " 5,759.26 wan yuan and government fund appropriation 190.13 wan yuan add up to 5,949.39 wan"
            " yuan, a"
            " difference of 49.39 wan yuan.",
        ),
    ],
)
def test_r06_sources_that_exceed_the_income_of_the_year_are_an_error(
    findings: Find, language: str, message: str
) -> None:
    [found] = findings("R06", language, totals=YEAR_INCOME.format("5900"), income=SOURCES)
    assert (found.message, found.severity) == (message, "error")


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("zh", "合计为5949.39万元，少50.61万元，请核对是否有未列出的分项。"),
        (
            "en",
            "add up to 5,949.39 wan yuan, which is 50.61 wan yuan short. Check whether a line has been"
            " left out.",
        ),
    ],
)
def test_r06_listed_sources_that_fall_short_may_lack_a_line(
    findings: Find, language: str, ending: str
) -> None:
    [found] = findings("R06", language, totals=YEAR_INCOME.format("6000"), income=SOURCES)
    assert (found.message.endswith(ending), found.severity) == (True, "warning")


def test_r06_a_source_that_was_not_published_leaves_room_for_the_rest(findings: Find) -> None:
    income = SOURCES + "other,actual,\n"
    assert findings("R06", totals=YEAR_INCOME.format("6000"), income=income) == []


def test_r06_fiscal_appropriation_stands_for_its_three_parts(findings: Find) -> None:
    income = SOURCES + "fiscal_appropriation,actual,5949.39\nother,actual,50.61\n"
    assert findings("R06", totals=YEAR_INCOME.format("6000"), income=income) == []
    [found] = findings("R06", totals=YEAR_INCOME.format("6000"), income=income.replace("190.13", "200"))
    assert found.subject == "income.fiscal_appropriation"


LINES = """classification,code,name,phase,amount
function,208,社会保障和就业支出,actual,{top}
function,20802,民政管理事务,actual,{middle}
function,2080201,行政运行,actual,60
function,2080202,一般行政管理事务,actual,30
function,20805,行政事业单位养老支出,actual,10
"""


def test_r06_each_class_of_a_function_is_its_finer_lines(findings: Find) -> None:
    assert findings("R06", expenditure=LINES.format(top=100, middle=90)) == []


def test_r06_names_the_level_at_which_the_lines_do_not_add_up(findings: Find) -> None:
    [found] = findings("R06", expenditure=LINES.format(top=99, middle=90))
    assert found.subject == "expenditure.208"
    assert found.message == (
        "2022年社会保障和就业支出（208）公布为99.00万元，民政管理事务（20802）90.00万元和"
        "行政事业单位养老支出（20805）10.00万元合计为100.00万元，相差1.00万元。"
    )


def test_r06_a_level_that_is_not_published_stands_as_the_lines_below_it(findings: Find) -> None:
    expenditure = LINES.format(top=99, middle=90).replace("function,20802,民政管理事务,actual,90\n", "")
    [found] = findings("R06", expenditure=expenditure)
    assert "行政运行（2080201）60.00万元、一般行政管理事务（2080202）30.00万元和" in found.message
    [found] = findings("R06", expenditure=LINES.format(top=99, middle=""))
    assert found.left == 99
    assert found.right == 100


def test_r06_classes_add_up_to_the_expenditure_of_the_year(findings: Find) -> None:
    totals = "item,phase,amount\ncurrent_year_expenditure,actual,{}\n"
    expenditure = LINES.format(top=100, middle=90)
    assert findings("R06", totals=totals.format("100.01"), expenditure=expenditure) == []
    [found] = findings("R06", totals=totals.format("90"), expenditure=expenditure)
    assert found.subject == "totals.current_year_expenditure"


def test_r06_counts_lines_that_are_too_many_to_name(findings: Find) -> None:
    codes = ("201", "205", "208", "210", "221")
    expenditure = "classification,code,name,phase,amount\n" + "".join(
        f"function,{code},,actual,10\n" for code in codes
    )
    totals = "item,phase,amount\ncurrent_year_expenditure,actual,40\n"
    [found] = findings("R06", totals=totals, expenditure=expenditure)
    assert found.message == "2022年本年支出合计公布为40.00万元，所列5项合计为50.00万元，相差10.00万元。"


def test_r06_a_table_in_yuan_and_one_in_wan_yuan_may_differ_by_0_05(findings: Find) -> None:
    income = "item,phase,amount,unit\nother,actual,{},元\n"
    assert findings("R06", totals=YEAR_INCOME.format("100"), income=income.format("1000499")) == []
    [found] = findings("R06", totals=YEAR_INCOME.format("100"), income=income.format("1000600"))
    assert found.tolerance == Decimal("0.05")


OUTPUTS = """area,output,output_en,role,part,part_en,value,unit,qualifier
,婚姻登记,Marriage registrations,whole,,,26843,对,{qualifier}
,婚姻登记,Marriage registrations,part,结婚登记,Marriages,23338,{unit},
,婚姻登记,Marriage registrations,part,离婚登记,Divorces,{divorces},对,
,婚姻登记,Marriage registrations,of_which,涉外,Foreign,5,对,
"""


def test_r06_an_output_is_exactly_its_parts(findings: Find) -> None:
    assert findings("R06", outputs=OUTPUTS.format(qualifier="", unit="对", divorces=3505)) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年婚姻登记公布为26,843对，离婚登记3,504对和结婚登记23,338对合计为26,842对，相差1对。"),
        (
            "en",
            "In 2022, marriage registrations is published as 26,843 对; divorces 3,504 对 and marriages"
            " 23,338 对"
            " add up to 26,842 对, a difference of 1 对.",
        ),
    ],
)
def test_r06_one_too_few_among_counted_parts_is_a_finding(
    findings: Find, language: str, message: str
) -> None:
    [found] = findings("R06", language, outputs=OUTPUTS.format(qualifier="", unit="对", divorces=3504))
    assert (found.message, found.tolerance) == (message, 0)


@pytest.mark.parametrize(("qualifier", "unit"), [("over", "对"), ("", "万对")])
def test_r06_inexact_outputs_and_other_units_have_no_sum(findings: Find, qualifier: str, unit: str) -> None:
    assert findings("R06", outputs=OUTPUTS.format(qualifier=qualifier, unit=unit, divorces=1)) == []


THREE = """item,phase,amount
total,{phase},{total}
abroad,{phase},0
vehicle,{phase},161.93
vehicle_purchase,{phase},20
vehicle_operation,{phase},{operation}
reception,{phase},0.27
"""


@pytest.mark.parametrize("phase", ["initial_budget", "adjusted_budget", "actual"])
def test_r10_holds_of_every_phase(findings: Find, phase: str) -> None:
    assert findings("R10", three_public=THREE.format(phase=phase, total="162.2", operation="141.93")) == []
    [found] = findings("R10", three_public=THREE.format(phase=phase, total="170", operation="141.93"))
    assert found.subject == "three_public.total"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年年初预算中，公务用车购置及运行维护费公布为161.93万元，公务用车购置费20.00万元和"
            "公务用车运行维护费161.93万元合计为181.93万元，相差20.00万元。",
        ),
        (
            "en",
            "In the initial budget of 2022, official vehicles is published as 161.93 wan yuan; vehicle"
            " purchase"
            " 20.00 wan yuan and vehicle operation and maintenance 161.93 wan yuan add up to 181.93 wan"
            " yuan, a"
            " difference of 20.00 wan yuan.",
        ),
    ],
)
def test_r10_tells_vehicles_that_are_not_their_purchase_and_operation(
    findings: Find, language: str, message: str
) -> None:
    table = THREE.format(phase="initial_budget", total="162.2", operation="161.93")
    [found] = findings("R10", language, three_public=table)
    assert (found.message, found.severity) == (message, "error")


def test_r10_takes_purchase_and_operation_where_vehicles_are_not_published(findings: Find) -> None:
    lines = THREE.format(phase="actual", total="162.2", operation="141.93").replace(
        "vehicle,actual,161.93\n", ""
    )
    assert findings("R10", three_public=lines) == []
    [found] = findings("R10", three_public=lines.replace("141.93", "140"))
    assert found.right == Decimal("160.27")


def test_r10_an_item_that_is_not_published_leaves_room_for_the_rest(findings: Find) -> None:
    lines = "item,phase,amount\ntotal,actual,162.2\nreception,actual,{}\n"
    assert findings("R10", three_public=lines.format("0.27")) == []
    [found] = findings("R10", three_public=lines.format("170"))
    assert found.message == (
        "2022年“三公”经费合计公布为162.20万元，仅已公布的公务接待费170.00万元合计已达170.00万元，超出"
        "7.80万元。"
    )


# No deadline: each example writes and loads a data folder.
@settings(deadline=None, max_examples=30)
@given(st.lists(st.decimals(Decimal(0), Decimal(99999), places=6), min_size=1, max_size=5))
def test_r06_parts_that_only_rounding_moved_never_give_a_finding(parts: list[Decimal]) -> None:
    sources = [item for item in INCOME if item not in ("fiscal_appropriation",)]
    income = "item,phase,amount\n" + "".join(
        f"{item},actual,{round_half_up(part)}\n" for item, part in zip(sources, parts, strict=False)
    )
    totals = YEAR_INCOME.format(round_half_up(sum(parts, Decimal(0))))
    with TemporaryDirectory() as folder:
        book = make_book(Path(folder), {2022: {"totals": totals, "income": income}})
    assert reconcile(book) == []

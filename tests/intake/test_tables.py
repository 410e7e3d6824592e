"""The nine tables in the layouts that departments print them in."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.accounts.schema import FUNDS, PHASES, TABLES
from budgetbook.intake.documents import Grid, read_document
from budgetbook.intake.tables import EmptyTable, Unread, lexicon, read_tables
from intake.published import figures, grid, name, pdf, read, table, word, workbook

SHARED = Path(__file__).parents[3] / "shared" / "sources"
REAL = SHARED / "上海市普陀区财政局2024年度部门决算.pdf"
TEMPLATE = SHARED / "部门决算模板2024.pdf"

SUMMARY = """
收入 | < | 支出 | <
项目 | 决算数 | 项目 | 决算数
一、一般公共预算财政拨款收入 | 2,940.05 | 一、一般公共服务支出 | 2,106.66
二、政府性基金预算财政拨款收入 | | 八、社会保障和就业支出 | 326.71
八、其他收入 | 6.20 | 十九、住房保障支出 | 0.00
本年收入合计 | 2,946.25 | 本年支出合计 | 2,940.05
使用非财政拨款结余（含专用结余） | | 结余分配 | 1.00
年初结转和结余 | 49.14 | 年末结转和结余 | 55.34
总计 | 2,995.39 | 总计 | 2,995.39
"""
SUMMARY_FIGURES = {
    "income/general_public_budget/actual": "2940.05",
    "income/other/actual": "6.20",
    "totals/current_year_income/actual": "2946.25",
    "totals/current_year_expenditure/actual": "2940.05",
    "totals/surplus_distribution/actual": "1.00",
    "totals/opening_carryover/actual": "49.14",
    "totals/closing_carryover/actual": "55.34",
    "totals/total_income/actual": "2995.39",
    "totals/total_expenditure/actual": "2995.39",
    "expenditure/function/201/actual/一般公共服务支出": "2106.66",
    "expenditure/function/208/actual/社会保障和就业支出": "326.71",
    "expenditure/function/221/actual/住房保障支出": "0.00",
}
EXPENDITURE = """
项目 | < | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
功能分类科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^
合计 | < | 2,106.66 | 1,503.52 | 603.14 | | |
201 | 一般公共服务支出 | 2,106.66 | 1,503.52 | 603.14 | | |
20106 | 财政事务 | 2,106.66 | 1,503.52 | 603.14 | | |
2010601 | 行政运行 | 1,511.89 | 1,503.52 | 8.37 | | |
"""
EXPENDITURE_FIGURES = {
    "totals/current_year_expenditure/actual": "2106.66",
    "expenditure/kind/basic/actual": "1503.52",
    "expenditure/kind/project/actual": "603.14",
    "expenditure/function/201/actual/一般公共服务支出": "2106.66",
    "expenditure/function/20106/actual/财政事务": "2106.66",
    "expenditure/function/2010601/actual/行政运行": "1511.89",
}


def test_the_summary_gives_totals_sources_and_classes_from_both_sides() -> None:
    reading = read(grid(SUMMARY, "收入支出决算总表"))
    assert figures(reading.values) == SUMMARY_FIGURES
    assert (reading.checks, reading.details, reading.empty, reading.unread) == ((), (), (), ())


def test_numbers_of_lines_and_columns_are_no_amounts() -> None:
    numbered = """
    收入 | < | < | 支出 | < | <
    项目 | 行次 | 金额 | 项目 | 行次 | 金额
    栏次 | | 1 | 栏次 | | 2
    一、一般公共预算财政拨款收入 | 1 | 2,940.05 | 一、一般公共服务支出 | 32 | 2,106.66
    二、政府性基金预算财政拨款收入 | 2 | | 二、外交支出 | 33 |
    本年收入合计 | 27 | 2,946.25 | 本年支出合计 | 57 | 2,940.05
    """
    assert figures(read(grid(numbered, "收入支出决算总表")).values) == {
        "income/general_public_budget/actual": "2940.05",
        "totals/current_year_income/actual": "2946.25",
        "totals/current_year_expenditure/actual": "2940.05",
        "expenditure/function/201/actual/一般公共服务支出": "2106.66",
    }


def test_a_row_that_only_numbers_the_columns_is_no_line() -> None:
    numbered = EXPENDITURE.replace("\n合计", "\n | | 1 | 2 | 3 | 4 | 5 | 6\n合计")
    assert figures(read(grid(numbered, "支出决算表")).values) == EXPENDITURE_FIGURES


def test_codes_are_read_from_one_column() -> None:
    reading = read(grid(EXPENDITURE, "支出决算表"))
    assert figures(reading.values) == EXPENDITURE_FIGURES
    assert figures(reading.details)["expenditure/kind/project/actual/2010601/行政运行"] == "8.37"
    assert {value.key["function"] for value in reading.details} == {"201", "20106", "2010601"}


@pytest.mark.parametrize(
    "rows",
    [
        "201 | | | 一般公共服务支出 | 9.00\n201 | 06 | | 财政事务 | 8.00\n201 | 06 | 01 | 行政运行 | 7.00",
        "201 | | | 一般公共服务支出 | 9.00\n | 06 | | 财政事务 | 8.00\n | | 01 | 行政运行 | 7.00",
        "201 | | | 一般公共服务支出 | 9.00\n^ | 6 | | 财政事务 | 8.00\n^ | ^ | 1 | 行政运行 | 7.00",
        "201 | | | 一般公共服务支出 | 9.00\n201 | 20106 | | 财政事务 | 8.00\n"
        "201 | 20106 | 2010601 | 行政运行 | 7.00",
    ],
    ids=["every part", "parts that change", "merged parts, as numbers", "whole codes"],
)
def test_codes_are_read_from_columns_of_class_section_and_item(rows: str) -> None:
    head = "项目 | < | < | < | 本年收入合计 | 其他收入\n科目编码 | < | < | 科目名称 | ^ | ^\n"
    head += "类 | 款 | 项 | 合计 | 9.00 |\n"
    reading = read(grid(head + rows.replace("00\n", "00 |\n") + " |", "收入决算表"))
    assert figures(reading.values) == {"totals/current_year_income/actual": "9.00"}
    assert {value.key["function"]: value.value for value in reading.details} == {
        "201": "9.00",
        "20106": "8.00",
        "2010601": "7.00",
    }


def test_a_code_may_stand_before_its_name_in_one_cell() -> None:
    reading = read(
        grid("项目 | 合计 | 基本支出\n201 一般公共服务支出 | 9.00 |\n20106财政事务 | 8.00 |", "支出决算表")
    )
    assert figures(reading.values) == {
        "expenditure/function/201/actual/一般公共服务支出": "9.00",
        "expenditure/function/20106/actual/财政事务": "8.00",
    }


def test_income_by_source_fills_the_sources_and_its_lines_are_details() -> None:
    rows = """
    项目 | < | 本年收入合计 | 财政拨款 | 上级补助 | 事业收入 | < | 经营收入 | 附属单位上缴收入 | 其他
    科目编码 | 科目名称 | ^ | ^ | ^ | 小计 | 其中：教育收费 | ^ | ^ | ^
    合计 | < | 100.00 | 60.00 | 1.00 | 30.00 | 20.00 | 2.00 | 3.00 | 4.00
    205 | 教育支出 | 100.00 | 60.00 | 1.00 | 30.00 | 20.00 | 2.00 | 3.00 | 4.00
    """
    reading = read(grid(rows, "2024年度部门收入决算表"))
    assert figures(reading.values) == {
        "totals/current_year_income/actual": "100.00",
        "income/fiscal_appropriation/actual": "60.00",
        "income/superior_subsidy/actual": "1.00",
        "income/business/actual": "30.00",
        "income/operating/actual": "2.00",
        "income/affiliated/actual": "3.00",
        "income/other/actual": "4.00",
    }
    assert {value.year for value in reading.values} == {2024}
    assert reading.unread == (
        Unread("2024年度部门收入决算表 第3行 合计 其中：教育收费", "合计 20.00"),
        Unread("2024年度部门收入决算表 第4行 教育支出 其中：教育收费", "教育支出 20.00"),
    )


def test_the_summary_of_fiscal_appropriation_tells_the_funds_apart() -> None:
    rows = """
    收入 | < | 支出 | < | < | < | <
    项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
    一、一般公共预算财政拨款 | 90.00 | 一、一般公共服务支出 | 80.00 | 80.00 | |
    二、政府性基金预算财政拨款 | 10.00 | 十一、城乡社区支出 | 10.00 | | 10.00 |
    本年收入合计 | 100.00 | 本年支出合计 | 90.00 | 80.00 | 10.00 |
    年初财政拨款结转和结余 | 5.00 | 年末财政拨款结转和结余 | 15.00 | 13.00 | 2.00 |
    一、一般公共预算财政拨款 | 3.00 | | | | |
    二、政府性基金预算财政拨款 | 2.00 | | | | |
    总计 | 105.00 | 总计 | 105.00 | 93.00 | 12.00 |
    """
    assert figures(read(grid(rows, "财政拨款收入支出决算总表")).values) == {
        "totals/current_year_income/general_public_budget/actual": "90.00",
        "totals/current_year_income/government_fund/actual": "10.00",
        "totals/current_year_income/fiscal_appropriation/actual": "100.00",
        "totals/opening_carryover/fiscal_appropriation/actual": "5.00",
        "totals/opening_carryover/general_public_budget/actual": "3.00",
        "totals/opening_carryover/government_fund/actual": "2.00",
        "totals/total_income/fiscal_appropriation/actual": "105.00",
        "expenditure/function/201/fiscal_appropriation/actual/一般公共服务支出": "80.00",
        "expenditure/function/201/general_public_budget/actual/一般公共服务支出": "80.00",
        "expenditure/function/212/fiscal_appropriation/actual/城乡社区支出": "10.00",
        "expenditure/function/212/government_fund/actual/城乡社区支出": "10.00",
        "totals/current_year_expenditure/fiscal_appropriation/actual": "90.00",
        "totals/current_year_expenditure/general_public_budget/actual": "80.00",
        "totals/current_year_expenditure/government_fund/actual": "10.00",
        "totals/closing_carryover/fiscal_appropriation/actual": "15.00",
        "totals/closing_carryover/general_public_budget/actual": "13.00",
        "totals/closing_carryover/government_fund/actual": "2.00",
        "totals/total_expenditure/fiscal_appropriation/actual": "105.00",
        "totals/total_expenditure/general_public_budget/actual": "93.00",
        "totals/total_expenditure/government_fund/actual": "12.00",
    }


@pytest.mark.parametrize(
    "head",
    [
        "项目 | < | 合计 | 基本支出 | 项目支出\n科目编码 | 科目名称 | ^ | ^ | ^",
        "项目 | < | 本年支出 | < | <\n功能分类科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出",
        "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
        "科目代码 | 科目 | 2024年决算数 | < | <\n^ | ^ | 合计 | 基本支出 | 项目支出",
    ],
)
def test_expenditure_of_the_general_public_budget_under_several_headers(head: str) -> None:
    rows = "\n201 | 一般公共服务支出 | 9.00 | 5.00 | 4.00\n合计 | < | 9.00 | 5.00 | 4.00"
    reading = read(grid(head + rows, "一般公共预算财政拨款支出决算表"))
    assert figures(reading.values) == {
        "expenditure/function/201/general_public_budget/actual/一般公共服务支出": "9.00",
        "totals/current_year_expenditure/general_public_budget/actual": "9.00",
        "expenditure/kind/basic/general_public_budget/actual": "5.00",
        "expenditure/kind/project/general_public_budget/actual": "4.00",
    }


def test_a_year_of_a_column_is_the_year_of_its_figures() -> None:
    rows = "科目编码 | 科目名称 | 2023年决算数 | 2024年决算数\n301 | 工资福利支出 | 8.00 | 9.00"
    reading = read(grid(rows, "一般公共预算财政拨款基本支出决算表"))
    assert [(value.year, value.value) for value in reading.values] == [(2023, "8.00"), (2024, "9.00")]


BASIC = """
经济分类科目编码 | 科目名称 | 决算数 | 经济分类科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 2,082.85 | 302 | 商品和服务支出 | 171.07
30101 | 基本工资 | 262.33 | 30201 | 办公费 | 21.21
 | | | 310 | 资本性支出 | 13.58
人员经费合计 | < | 2,152.26 | 公用经费合计 | < | 184.65
"""
BASIC_FIGURES = {
    "expenditure/economic/301/general_public_budget/actual/工资福利支出": "2082.85",
    "expenditure/economic/30101/general_public_budget/actual/基本工资": "262.33",
    "expenditure/economic/302/general_public_budget/actual/商品和服务支出": "171.07",
    "expenditure/economic/30201/general_public_budget/actual/办公费": "21.21",
    "expenditure/economic/310/general_public_budget/actual/资本性支出": "13.58",
    "expenditure/kind/personnel/general_public_budget/actual": "2152.26",
    "expenditure/kind/public/general_public_budget/actual": "184.65",
}


def test_blocks_side_by_side_are_read_one_by_one() -> None:
    assert figures(read(grid(BASIC, "一般公共预算财政拨款基本支出决算表")).values) == BASIC_FIGURES


def test_three_blocks_side_by_side_under_headings_of_their_own() -> None:
    rows = """
    人员经费 | < | < | 公用经费 | < | < | < | < | <
    科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
    301 | 工资福利支出 | 2,082.85 | 302 | 商品和服务支出 | 171.07 | 310 | 资本性支出 | 13.58
    30101 | 基本工资 | 262.33 | 30201 | 办公费 | 21.21 | | |
    人员经费合计 | < | 2,152.26 | 公用经费合计 | < | < | < | < | 184.65
    """
    assert figures(read(grid(rows, "一般公共预算财政拨款基本支出决算明细表")).values) == BASIC_FIGURES


def test_basic_expenditure_in_columns_of_personnel_and_public() -> None:
    rows = """
    科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
    合计 | < | 10.00 | 7.00 | 3.00
    301 | 工资福利支出 | 7.00 | 7.00 |
    302 | 商品和服务支出 | 3.00 | | 3.00
    """
    reading = read(grid(rows, "一般公共预算财政拨款基本支出决算表"))
    assert figures(reading.values) == {
        "expenditure/kind/basic/general_public_budget/actual": "10.00",
        "expenditure/kind/personnel/general_public_budget/actual": "7.00",
        "expenditure/kind/public/general_public_budget/actual": "3.00",
        "expenditure/economic/301/general_public_budget/actual/工资福利支出": "7.00",
        "expenditure/economic/302/general_public_budget/actual/商品和服务支出": "3.00",
    }
    assert [value.key["economic"] for value in reading.details] == ["301", "302"]


THREE_PUBLIC = {
    "three_public/total/initial_budget": "6.00",
    "three_public/total/actual": "5.00",
    "three_public/vehicle/initial_budget": "4.00",
    "three_public/vehicle/actual": "3.50",
    "three_public/vehicle_operation/initial_budget": "4.00",
    "three_public/vehicle_operation/actual": "3.50",
    "three_public/reception/initial_budget": "2.00",
    "three_public/reception/actual": "1.50",
}


@pytest.mark.parametrize(
    "rows",
    [
        """
        财政拨款“三公”经费 | < | < | < | < | < | < | < | < | < | < | <
        合计 | < | 因公出国（境）费 | < | 公务用车购置及运行费 | < | < | < | < | < | 公务接待费 | <
        ^ | ^ | ^ | ^ | 小计 | < | 公务用车购置费 | < | 公务用车运行费 | < | ^ | ^
        {phases}
        6.00 | 5.00 | | | 4.00 | 3.50 | | | 4.00 | 3.50 | 2.00 | 1.50
        """,
        """
        预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <
        {items} | {items}
        {vehicles} | {vehicles}
        1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
        6.00 | | 4.00 | | 4.00 | 2.00 | 5.00 | | 3.50 | | 3.50 | 1.50
        """,
        """
        项目 | 2024年年初预算数 | 2024年决算数
        合计 | 6.00 | 5.00
        1.因公出国（境）费用 | |
        2.公务接待费 | 2.00 | 1.50
        3.公务用车费 | 4.00 | 3.50
        其中：（1）公务用车运行维护费 | 4.00 | 3.50
        （2）公务用车购置 | |
        """,
        """
        项目 | 合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行维护费 | < | <
        ^ | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费
        年初预算数 | 6.00 | | 2.00 | 4.00 | | 4.00
        决算数 | 5.00 | — | 1.50 | 3.50 | — | 3.50
        """,
    ],
    ids=["items over phases", "phases over items", "items down the side", "phases down the side"],
)
def test_three_public_expenses_in_the_layouts_of_several_provinces(rows: str) -> None:
    rows = rows.format(
        phases=" | ".join(["预算数 | 决算数"] * 6),
        items="合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费",
        vehicles="^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^",
    )
    reading = read(grid(rows, "财政拨款“三公”经费支出决算表"))
    assert figures(reading.values) == THREE_PUBLIC
    assert reading.unread == ()


def test_a_note_below_says_that_the_budget_is_the_adjusted_one() -> None:
    rows = "项目 | 预算数 | 决算数\n合计 | 6.00 | 5.00"
    note = "注：预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数。"
    reading = read(grid(rows, "“三公”经费支出决算表", below=(note,)))
    assert figures(reading.values) == {
        "three_public/total/adjusted_budget": "6.00",
        "three_public/total/actual": "5.00",
    }


def test_notes_may_stand_in_the_last_rows_of_the_table() -> None:
    rows = "项目 | 预算数 | 决算数\n合计 | 6.00 | 5.00\n注：预算数为调整后的预算数。 | < | <\n | |"
    (budget, _) = read(grid(rows, "“三公”经费支出决算表")).values
    assert budget.key["phase"] == "adjusted_budget"
    rows = "科目编码 | 科目名称 | 本年收入\n合计 | < |\n注：本单位没有政府性基金，本表无数据。 | < | <"
    (empty,) = read(grid(rows, "政府性基金预算财政拨款收入支出决算表")).empty
    assert empty.quote == "注：本单位没有政府性基金，本表无数据。"


def test_counts_below_the_three_public_expenses_have_no_unit_of_money() -> None:
    rows = "项目 | 决算数\n公务接待费 | 1.50\n国内公务接待批次（个） | 12"
    money, count = read(grid(rows, "“三公”经费支出决算表")).values
    assert (money.unit, count.unit, count.key["item"], count.value) == ("万元", "", "reception_batches", "12")


def test_the_table_of_a_fund_gives_its_totals_functions_and_carry_over() -> None:
    rows = """
    项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
    科目编码 | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
    合计 | < | 1.00 | 10.00 | 9.00 | | 9.00 | 2.00
    229 | 其他支出 | 1.00 | 10.00 | 9.00 | | 9.00 | 2.00
    """
    reading = read(grid(rows, "政府性基金预算财政拨款收入支出决算表"))
    assert figures(reading.values) == {
        "totals/opening_carryover/government_fund/actual": "1.00",
        "totals/current_year_income/government_fund/actual": "10.00",
        "totals/current_year_expenditure/government_fund/actual": "9.00",
        "expenditure/kind/project/government_fund/actual": "9.00",
        "totals/closing_carryover/government_fund/actual": "2.00",
        "expenditure/function/229/government_fund/actual/其他支出": "9.00",
    }
    assert len(reading.details) == 4


def test_headers_may_stand_in_the_line_of_the_total() -> None:
    rows = """
    项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
    科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^
    合计 | < | 1.00 | | 合计 | 基本支出 | 项目支出 | 2.00
    229 | 其他支出 | 1.00 | 10.00 | 9.00 | 4.00 | 5.00 | 2.00
    """
    reading = read(grid(rows, "国有资本经营预算财政拨款收入支出决算表"))
    assert reading.unread == ()
    assert figures(reading.values)["expenditure/function/229/state_capital/actual/其他支出"] == "9.00"
    assert figures(reading.details)["expenditure/kind/project/state_capital/actual/229/其他支出"] == "5.00"


def test_an_empty_table_is_told_with_its_sentence_and_gives_no_values() -> None:
    rows = "项目 | < | 本年收入 | 本年支出\n科目编码 | 科目名称 | ^ | ^\n合计 | < | |\n | | |"
    sentence = "注：某局无政府性基金预算财政拨款支出，故本表无数据。"
    reading = read(grid(rows, "政府性基金预算财政拨款收入支出决算表", below=("第三部分", sentence)))
    assert reading.values == reading.unread == ()
    place = "政府性基金预算财政拨款收入支出决算表 第1行"
    assert reading.empty == (EmptyTable("government_fund", place, sentence),)


def test_a_blank_cell_and_a_dash_are_not_printed_and_a_printed_zero_is_zero() -> None:
    reading = read(grid("项目 | 决算数\n一、事业收入 | 0.00\n经营收入 | —\n其他收入 |", "收入支出决算总表"))
    assert figures(reading.values) == {"income/business/actual": "0.00"}
    assert reading.unread == ()


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        (("支出决算表", "公开03表", "部门：某局 金额单位：元"), "元"),
        (("支出决算表（单位：人民币万元）",), "万元"),
        (("单位：元", "支出决算表", "单位:亿元"), "亿元"),
        (("支出决算表",), ""),
    ],
)
def test_the_unit_is_that_of_the_table(above: tuple[str, ...], unit: str) -> None:
    reading = read(grid("项目 | 本年支出合计 | 基本支出\n合计 | 9.00 |", "", above=above))
    assert [value.unit for value in reading.values] == [unit]


def test_a_unit_that_the_accounts_do_not_know_leaves_the_table_unread() -> None:
    reading = read(grid("项目 | 本年支出合计 | 基本支出\n合计 | 9.00 |", "支出决算表", "单位：千元"))
    assert (reading.values, reading.unread) == (
        (),
        (Unread("支出决算表 第2行 合计 本年支出合计", "合计 9.00"),),
    )


@pytest.mark.parametrize(
    "title",
    [
        "一般公共预算财政拨款项目支出决算表",
        "财政专户管理资金收入支出决算表",
        "收入预算表",
        "国有资产占用情况表",
        "",
    ],
)
def test_other_tables_are_none_of_the_nine(title: str) -> None:
    reading = read(grid(EXPENDITURE, title))
    assert (reading.values, reading.unread) == ((), ())


@pytest.mark.parametrize(
    "title",
    [
        "三、支出决算表",
        "表3 某市某局2024年度部门支出决算表",
        "支 出 决 算 表",
        "支出决算表（公开03表）",
        "《支出决算表》",
    ],
)
def test_a_table_is_known_by_its_title_however_it_is_numbered(title: str) -> None:
    assert figures(read(grid(EXPENDITURE, title)).values) == EXPENDITURE_FIGURES


def test_a_table_is_known_by_its_header_too() -> None:
    reading = read(grid("项目 | 决算数\n会议费 | 3.00\n合计 | 5.00", "会议费、培训费支出决算表"))
    assert (reading.values, reading.checks, reading.empty) == ((), (), ())


def test_columns_of_codes_and_names_are_known_by_what_they_hold() -> None:
    rows = "分类号 | 用途 | 合计 | 基本支出 | 注记\n201 | 一般公共服务支出 | 9.00 | 4.00 | 见说明"
    reading = read(grid(rows, "支出决算表"))
    assert figures(reading.values) == {"expenditure/function/201/actual/一般公共服务支出": "9.00"}
    assert reading.unread == ()


def test_what_stands_beside_the_three_public_expenses_is_told_and_not_read_as_one_of_them() -> None:
    rows = "合计 | < | 机关运行经费决算数\n预算数 | 决算数 | ^\n6.00 | 5.00 | 325.88"
    reading = read(grid(rows, "2017年度一般公共预算财政拨款“三公”经费及机关运行经费支出决算表"))
    assert [value.value for value in reading.values] == ["6.00", "5.00"]
    assert [cell.quote for cell in reading.unread] == ["325.88"]


def test_a_line_that_no_rule_knows_is_told_and_not_dropped() -> None:
    reading = read(grid("项目 | 决算数\n九、彩票收入 | 3.00\n其他收入 | 约4", "收入支出决算总表", page=3))
    assert reading.values == ()
    assert reading.unread == (
        Unread("第3页 收入支出决算总表 第2行 彩票收入 决算数", "九、彩票收入 3.00"),
        Unread("第3页 收入支出决算总表 第3行 其他收入 决算数", "其他收入 约4"),
    )


def test_a_figure_printed_twice_is_a_value_and_a_check_and_a_difference_is_found() -> None:
    reading = read(grid(SUMMARY, "收入支出决算总表"), grid(EXPENDITURE, "支出决算表"))
    checked = {name(value): value.value for value in reading.checks}
    assert checked == {
        "totals/current_year_expenditure/actual": "2106.66",
        "expenditure/function/201/actual/一般公共服务支出": "2106.66",
    }
    ((value, check),) = reading.contradictions()
    assert (value.value, value.place) == ("2940.05", "收入支出决算总表 第6行 本年支出合计 决算数")
    assert (check.value, check.place) == ("2106.66", "支出决算表 第3行 合计 本年支出合计")


@pytest.mark.parametrize(("printed", "differ"), [("29,400,512.34", 0), ("29,400,612.34", 1)])
def test_prints_in_different_units_are_compared_as_far_as_both_are_printed(printed: str, differ: int) -> None:
    yuan = f"科目编码 | 科目名称 | 合计 | 基本支出\n合计 | < | {printed} |"
    reading = read(grid(SUMMARY, "收入支出决算总表"), grid(yuan, "支出决算表", "单位：元"))
    assert len(reading.contradictions()) == differ


def test_budget_and_actual_by_function_are_told_apart() -> None:
    rows = "科目编码 | 科目名称 | 年初预算数 | 决算数 | 基本支出\n201 | 一般公共服务支出 | 8.00 | 9.00 | 4.00"
    reading = read(grid(rows, "一般公共预算财政拨款支出决算表"))
    assert figures(reading.values) == {
        "expenditure/function/201/general_public_budget/initial_budget/一般公共服务支出": "8.00",
        "expenditure/function/201/general_public_budget/actual/一般公共服务支出": "9.00",
    }


def test_every_spelling_means_one_thing_and_is_written_as_it_is_looked_up() -> None:
    folder = Path(lexicon.__file__).parents[1] / "lexicon"
    for file in ("titles", "headers", "lines", "notes"):
        rows = list(csv.reader((folder / f"{file}.csv").read_text(encoding="utf-8").splitlines()))[1:]
        spelled = [(row[0] if len(row) == 3 else "", row[-1]) for row in rows]
        assert sorted(spelled) == sorted(set(spelled)), file
        parts = [part for *_, spelling in rows for part in spelling.split("/")]
        assert [part for part in parts if lexicon.plain(part) != part] == [], file


def test_columns_of_last_year_and_of_changes_are_told_and_not_read_as_this_year() -> None:
    rows = """
    科目编码 | 科目名称 | 上年决算数 | < | 本年决算数 | <
    ^ | ^ | 合计 | 基本支出 | 合计 | 基本支出
    201 | 一般公共服务支出 | 8.00 | 3.00 | 9.00 | 4.00
    """
    reading = read(grid(rows, "一般公共预算财政拨款支出决算表"))
    assert [value.value for value in reading.values] == ["9.00"]
    assert [cell.quote[-4:] for cell in reading.unread] == ["8.00", "3.00"]


def test_tables_one_below_the_other_in_a_grid_are_told_apart_by_their_titles() -> None:
    rows = (
        "收入支出决算总表 | < | < | <\n | | | 单位：元"
        + SUMMARY.rstrip()
        + "\n收入决算表 | | |\n | | | 单位：万元\n"
    )
    rows += "科目编码 | 科目名称 | 本年收入合计 | 其他收入\n合计 | < | 7.00 | 1.00"
    reading = read(grid(rows, "", ""))
    assert figures(reading.values)["totals/total_income/actual"] == "2995.39"
    assert {value.unit for value in reading.values} == {"元"}
    assert [(value.value, value.unit) for value in reading.checks] == [("7.00", "万元"), ("1.00", "万元")]


def test_word_workbook_pdf_and_markdown_give_the_same_values(tmp_path: Path) -> None:
    lines = ("一般公共预算财政拨款基本支出决算表", "单位：万元")
    documents = [
        read_document(word(tmp_path / "a.docx", *lines, BASIC)),
        read_document(workbook(tmp_path / "a.xlsx", {"06": (lines[0], f"{lines[1]} | ", BASIC)})),
        read_document(pdf(tmp_path / "a.pdf", *lines, table(BASIC))),
    ]
    head, *rest = BASIC.replace("<", "").strip().split("\n")
    markdown = (
        "\n\n".join(lines) + f"\n\n| {head} |\n|{'---|' * 6}\n" + "\n".join(f"| {row} |" for row in rest)
    )
    (tmp_path / "a.md").write_text(markdown, encoding="utf-8")
    documents.append(read_document(tmp_path / "a.md"))
    for document in documents:
        reading = read_tables(document)
        assert {key: Decimal(value) for key, value in figures(reading.values).items()} == {
            key: Decimal(value) for key, value in BASIC_FIGURES.items()
        }
        assert {value.unit for value in reading.values} == {"万元"}


def test_a_place_names_page_table_row_line_and_column_or_sheet_and_cell(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"收入决算表": ("收入决算表", "单位：万元 | ", "项目 | 本年收入合计 | 其他收入\n合计 | 7.5 |")},
    )
    (value,) = read_tables(read_document(path)).values
    assert (value.place, value.quote) == ("工作表“收入决算表” B4", "合计 7.5")
    path = pdf(
        tmp_path / "a.pdf", "二、收入决算表", table("科目名称 | 本年收入合计 | 其他收入\n合计 | 7.50 | ")
    )
    (value,) = read_tables(read_document(path)).values
    assert value.place == "第1页 收入决算表 第2行 合计 本年收入合计"


cells = st.sampled_from(
    ["", "合计", "类", "201", "06", "1,234.50", "-0.27", "—", "约3", "项目", "本年支出", "收入", "预算数"]
)


@given(
    st.integers(1, 5).flatmap(lambda width: st.lists(st.tuples(*[cells] * width), min_size=1, max_size=6)),
    st.sampled_from(
        ["收入支出决算总表", "支出决算表", "三公经费支出决算表", "一般公共预算财政拨款基本支出决算表"]
    ),
)
def test_any_grid_is_read_without_failing_and_fills_only_cells_of_the_accounts(
    rows: list[tuple[str, ...]], title: str
) -> None:
    places = tuple((1, number) for number in range(1, len(rows) + 1))
    reading = read(Grid(tuple(rows), above=(title, "单位：万元"), places=places))
    for value in reading.values:
        assert set(TABLES[value.table].by_name) >= {*value.key, value.column}
        assert value.key["phase"] in PHASES
        assert value.key.get("fund", "") in ("", *FUNDS)


@pytest.mark.skipif(not REAL.is_file(), reason="the published document is not on this machine")
def test_every_amount_of_a_real_document_is_read_and_its_totals_reconcile() -> None:
    document = read_document(REAL)
    reading = read_tables(document)
    printed = Counter(
        cell.replace(",", "")
        for grid in document.grids
        for row in grid.rows
        for cell in row
        if "." in cell and cell.replace(",", "").replace(".", "").isdigit()
    )
    assert Counter(value.value for value in reading.values + reading.checks + reading.details) == printed
    assert sum(printed.values()) == 195
    assert reading.unread == ()
    assert [table.table for table in reading.empty] == ["government_fund", "state_capital"]
    assert all(table.quote.endswith("故本表无数据。") for table in reading.empty)
    found = {key: Decimal(value) for key, value in figures(reading.values).items()}

    def total(item: str, fund: str = "") -> Decimal:
        return found[f"totals/{item}/{fund}/actual".replace("//", "/")]

    for fund in ("", "fiscal_appropriation"):
        income = total("current_year_income", fund) + total("opening_carryover", fund)
        assert income == total("total_income", fund) == total("total_expenditure", fund)
        spent = total("current_year_expenditure", fund) + total("closing_carryover", fund)
        assert spent == total("total_expenditure", fund)
    basic = {key: value for key, value in found.items() if "/personnel/" in key or "/public/" in key}
    assert sum(basic.values()) == found["expenditure/kind/basic/general_public_budget/actual"]
    assert [(value.value, check.value) for value, check in reading.contradictions()] == [
        ("326.72", "326.71")
    ] * 2


@pytest.mark.skipif(not TEMPLATE.is_file(), reason="the official template is not on this machine")
def test_the_official_template_without_figures_is_nine_empty_tables() -> None:
    reading = read_tables(read_document(TEMPLATE))
    assert (reading.values, reading.unread) == ((), ())
    assert len(reading.empty) == len({table.table for table in reading.empty}) == 9

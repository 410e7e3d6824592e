"""Sentences as departments publish them, and the figures that are in them."""

from decimal import Decimal

import pytest

from budgetbook.intake import read_mentions, read_statement, statement_year, unclaimed


def figures(text: str, **known: object) -> dict[str, str]:
    return {figure.measure: str(figure.value) for figure in read_statement(text, **known)}  # type: ignore[arg-type]


def mentions(text: str, measure: str) -> list[tuple[str, str]]:
    return [(str(each.value), each.label) for each in read_mentions(text) if each.measure == measure]


SENTENCES = {
    "a joint total stands for income and expenditure": (
        "2023年度收、支总计均为5,678.90万元。与2022年度相比，收、支总计各增加432.10万元，增长8.24%。",
        {
            "total_income": "5678.90",
            "total_expenditure": "5678.90",
            "total_change": "432.10",
            "total_change_pct": "8.24",
        },
    ),
    "two totals in one list share a change": (
        "2021年度收入总计8456.32万元，支出总计8456.32万元。与上年决算数相比，收入总计、支出总计各减少212.45万元。",
        {"total_income": "8456.32", "total_expenditure": "8456.32", "total_change": "-212.45"},
    ),
    "a comparison may stand in front of its items": (
        "较上年，总收入增加12.5万元，增长1.5%；总支出减少5万元，下降0.6%。",
        {
            "income_change": "12.5",
            "income_change_pct": "1.5",
            "expenditure_change": "-5",
            "expenditure_change_pct": "-0.6",
        },
    ),
    "sources with their shares": (
        "本年收入合计3,210.55万元，其中：财政拨款收入3,000.00万元，占93.44%；上级补助收入10万元，占0.31%；"
        "事业收入100.55万元，占3.13%；经营收入0万元，占0.00%；附属单位上缴收入0万元；其他收入100万元，占3.11%。",
        {
            "current_year_income": "3210.55",
            "income_fiscal_appropriation": "3000.00",
            "income_superior_subsidy": "10",
            "income_business": "100.55",
            "income_operating": "0",
            "income_affiliated": "0",
            "income_other": "100",
        },
    ),
    "total, own and carried-over money are three things": (
        "2021年收入总计1,000万元，其中：本年收入950万元，年初结转和结余50万元。"
        "支出总计1,000万元，其中：本年支出940万元，年末结转和结余60万元。",
        {
            "total_income": "1000",
            "current_year_income": "950",
            "opening_carryover": "50",
            "total_expenditure": "1000",
            "current_year_expenditure": "940",
            "closing_carryover": "60",
        },
    ),
    "income and expenditure by their short names": (
        "本部门2022年收入1,000.00万元、支出980.00万元。",
        {"total_income": "1000.00", "total_expenditure": "980.00"},
    ),
    "a source under income is income, under a joint total expenditure": (
        "2020年收入合计2000万元，其中：政府性基金100万元。收入支出总计2000万元：政府性基金90万元。",
        {
            "current_year_income": "2000",
            "income_government_fund": "100",
            "total_income": "2000",
            "total_expenditure": "2000",
            "government_fund_expenditure": "90",
        },
    ),
    "分别 deals amounts and shares out in order": (
        "2022年度基本支出、项目支出分别为800.5万元和200.3万元，分别占79.99%和20.01%。",
        {
            "basic_expenditure": "800.5",
            "project_expenditure": "200.3",
            "basic_expenditure_pct": "79.99",
            "project_expenditure_pct": "20.01",
        },
    ),
    "one unit stands for a whole list": (
        "本年收、支合计情况：收、支总计各是812.5，807.75万元。",
        {"total_income": "812.5", "total_expenditure": "807.75"},
    ),
    "分别 deals changes out too": (
        "公务用车购置及运行维护费、公务接待费分别为12.5万元、3.2万元，较上年分别减少1.5万元、0.3万元。",
        {
            "three_public_vehicle_total": "12.5",
            "three_public_reception": "3.2",
            "three_public_vehicle_total_change": "-1.5",
            "three_public_reception_change": "-0.3",
        },
    ),
    "budget, actual, completion and last year's actual": (
        "2022年度“三公”经费财政拨款支出预算为30.00万元，支出决算为21.50万元，完成预算的71.67%，"
        "比上年决算数减少3.50万元，下降14.00%。",
        {
            "three_public_total_budget": "30.00",
            "three_public_total": "21.50",
            "three_public_completion_pct": "71.67",
            "three_public_total_change": "-3.50",
            "three_public_total_change_pct": "-14.00",
        },
    ),
    "为预算的 is a completion as well": (
        "“三公”经费年初预算5万元，支出决算2.35万元，为预算的47.00%，比上年下降0.65万元，降幅21.67%。",
        {
            "three_public_total_budget": "5",
            "three_public_total": "2.35",
            "three_public_completion_pct": "47.00",
            "three_public_total_change": "-0.65",
            "three_public_total_change_pct": "-21.67",
        },
    ),
    "the amount that a change starts from": (
        "2018年“三公”经费支出24.3万元，比2017年的30.1万元减少5.8万元，下降19.27%。",
        {
            "three_public_total": "24.3",
            "three_public_total_prior": "30.1",
            "three_public_total_change": "-5.8",
            "three_public_total_change_pct": "-19.27",
        },
    ),
    "two years side by side": (
        "公务接待费：2022年支出2.1万元，2021年支出3.2万元，减少1.1万元，下降34.38%。",
        {
            "three_public_reception": "2.1",
            "three_public_reception_prior": "3.2",
            "three_public_reception_change": "-1.1",
            "three_public_reception_change_pct": "-34.38",
        },
    ),
    "brackets hold the parts of what stands before them": (
        "2023年三公经费预算为12万元，其中：公务接待费5万元，公务用车购置及运行费7万元"
        "（其中：公务用车购置费0万元，公务用车运行维护费7万元），与上年预算持平。",
        {
            "three_public_total": "12",
            "three_public_reception": "5",
            "three_public_vehicle_total": "7",
            "three_public_vehicle_purchase": "0",
            "three_public_vehicle_operation": "7",
        },
    ),
    "of two words of direction the last one counts": (
        "机关运行经费支出5万元。“三公”经费支出9万元，比2021年度减增加2万元，增长28.57%。",
        {
            "operating_cost": "5",
            "three_public_total": "9",
            "three_public_total_change": "2",
            "three_public_total_change_pct": "28.57",
        },
    ),
    "a sentence that opens with a comparison goes on about the total": (
        "2022年“三公”经费支出38.6万元：公务用车运行维护费30万元，公务接待费8.6万元。比上年减少4.3万元。",
        {
            "three_public_total": "38.6",
            "three_public_vehicle_operation": "30",
            "three_public_reception": "8.6",
            "three_public_total_change": "-4.3",
        },
    ),
    "blanks that nobody filled in": (
        "公务接待费3万元，占 %，比上年减少 万元；公务用车运行维护费5万元，占 %。",
        {"three_public_reception": "3", "three_public_vehicle_operation": "5"},
    ),
    "groups, guests and cars": (
        "全年安排因公出国（境）团组2个，累计5人次。购置公务用车1辆，年末公务用车保有量为6辆。"
        "国内公务接待42批次，310人次；外事接待3批次，21人次。",
        {
            "abroad_groups": "2",
            "abroad_persons": "5",
            "vehicles_purchased": "1",
            "vehicles": "6",
            "reception_batches": "42",
            "reception_persons": "310",
            "foreign_reception_batches": "3",
            "foreign_reception_persons": "21",
        },
    ),
    "projects, their amount, scores and grades": (
        "2023年我单位对12个项目开展了绩效自评，涉及资金865.30万元，平均得分96.5分，其中评价等级为“优”的项目10个，"
        "“良”的项目2个，“中”0个，“差”0个。整体支出绩效自评得分为94.6分，等级为“优”。",
        {
            "projects_count": "12",
            "amount_evaluated": "865.30",
            "average_score": "96.5",
            "grade_you": "10",
            "grade_liang": "2",
            "grade_zhong": "0",
            "grade_cha": "0",
            "overall_score": "94.6",
            "grade": "优",
        },
    ),
    "projects evaluated count before projects with targets": (
        "编报绩效目标的项目9个，涉及预算金额90万元；绩效跟踪8个，80万元；绩效自评7个，70万元。",
        {"projects_count": "7", "amount_evaluated": "70"},
    ),
    "a project's own figures": (
        "该项目年初预算为120万元，全年预算110万元，实际支出108.9万元，预算执行率99%。项目自评得分为96分。",
        {
            "project_budget": "120",
            "project_adjusted_budget": "110",
            "project_executed": "108.9",
            "execution_rate_pct": "99",
            "overall_score": "96",
        },
    ),
    "the money line of a form": (
        "项目资金 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n"
        "年度资金总额 50.00 50.00 48.50 10 97.00% 9.7\n上年结转资金 0 0 0 — 0 —",
        {
            "project_budget": "50.00",
            "project_adjusted_budget": "50.00",
            "project_executed": "48.50",
            "execution_weight": "10",
            "execution_rate_pct": "97.00",
            "execution_score": "9.7",
        },
    ),
    "without a header and a rate only the score is told": (
        "年度资金总额 50 50 48.5 10 97 9.7",
        {
            "project_budget": "50",
            "project_adjusted_budget": "50",
            "project_executed": "48.5",
            "execution_score": "9.7",
        },
    ),
    "a weight is known by the rate beside it": (
        "年度资金总额 50 50 48.5 10 97% 9.7",
        {
            "project_budget": "50",
            "project_adjusted_budget": "50",
            "project_executed": "48.5",
            "execution_weight": "10",
            "execution_rate_pct": "97",
            "execution_score": "9.7",
        },
    ),
    "a form whose header names other columns": (
        "项目资金（万元） 全年预算数(A) 全年执行数(B) 执行率(B/A)\n年度资金总额 100 98 98%\n总分 100 96.7",
        {
            "project_adjusted_budget": "100",
            "project_executed": "98",
            "execution_rate_pct": "98",
            "overall_score": "96.7",
        },
    ),
    "a form printed as labels and values": (
        "计划安排资金 30 实际到位资金 30 实际支出 29.5 结余 0.5",
        {"project_budget": "30", "project_executed": "29.5", "closing_carryover": "0.5"},
    ),
    "a total of zeros in a form gives way to the money that was filled in": (
        "年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额: 0 0 0 10 0 0\n"
        "其中:本年财政拨款 30 29.5 29.5",
        {
            "project_budget": "30",
            "project_adjusted_budget": "29.5",
            "project_executed": "29.5",
            "execution_weight": "10",
            "execution_score": "0",
        },
    ),
    "a table with a column for each year and phase": (
        "项目|2022年年初预算数|2022年决算数|2021年决算数|增减率%\n合计|20|15|18|-16.7\n公务接待费|20|15|18|-16.7",
        {
            "three_public_total_budget": "20",
            "three_public_total": "15",
            "three_public_total_prior": "18",
            "three_public_reception_budget": "20",
            "three_public_reception": "15",
            "three_public_reception_prior": "18",
        },
    ),
    "a table whose lines have another length than its header is left alone": (
        "合计|因公出国|购置|运行|接待费\n58|10|6|4",
        {},
    ),
    "a line break and a page number inside a sentence": (
        "本年收入合计 3,210.55 万\n元，其中：财政拨款收\n入 3,000.00 万元，占\n— 12 —\n"
        "93.44%；其他收入 210.55 万元。",
        {
            "current_year_income": "3210.55",
            "income_fiscal_appropriation": "3000.00",
            "income_other": "210.55",
        },
    ),
    "a fund's 收入 and 支出 in one clause": (
        "政府性基金预算财政拨款收入35万元，支出33.5万元。收入100万元、支出90万元。",
        {
            "income_government_fund": "35",
            "government_fund_expenditure": "33.5",
            "total_income": "100",
            "total_expenditure": "90",
        },
    ),
    "both totals of a budget after a comma": (
        "收入预算321万元（其中：一般公共预算300万元），支出预算321万元（其中：基本支出180万元，项目支出141万元）。",
        {
            "total_income": "321",
            "income_general_public_budget": "300",
            "total_expenditure": "321",
            "basic_expenditure": "180",
            "project_expenditure": "141",
        },
    ),
    "a joint total of the year": (
        "本年度收入、支出总计均为654.3万元，与上年相比分别减少（下降）32.1万元，降低4.68%。",
        {
            "total_income": "654.3",
            "total_expenditure": "654.3",
            "total_change": "-32.1",
            "total_change_pct": "-4.68",
        },
    ),
    "what a bracket says a total holds": (
        "2023年我局收入总额为2,350.12万元（含年初结转结余120.35万元）。",
        {"total_income": "2350.12", "opening_carryover": "120.35"},
    ),
    "whose budget it is may stand in front": (
        "2024年部门预算收入456万元，单位预算支出456万元。",
        {"total_income": "456", "total_expenditure": "456"},
    ),
    "what was allotted is the budget of what was spent": (
        "2023年部门预算安排“三公”经费20万元，实际支出15.6万元。",
        {"three_public_total_budget": "20", "three_public_total": "15.6"},
    ),
    "a heading in brackets": (
        "【支出决算】支出决算总额：98.5万元；其中基本支出：70.5万元，项目支出：28万元。",
        {"total_expenditure": "98.5", "basic_expenditure": "70.5", "project_expenditure": "28"},
    ),
    "groups of guests, and travellers after the groups": (
        "共接待国内来访团组5个、来宾38人次。组织出国团组1个，全年因公出国（境）累计4人次。",
        {"reception_batches": "5", "reception_persons": "38", "abroad_groups": "1", "abroad_persons": "4"},
    ),
    "an evaluation with its projects in the next clause": (
        "我单位对2023年度项目支出全面开展绩效自评，共涉及项目18个，资金2,356.80万元。",
        {"projects_count": "18", "amount_evaluated": "2356.80"},
    ),
    "a project's summary": (
        "“物资储备”项目绩效自评综述：项目自评得分为97.5分。全年预算数为80万元，执行数为78.5万元，完成预算的98.13%。",
        {
            "overall_score": "97.5",
            "project_adjusted_budget": "80",
            "project_executed": "78.5",
            "execution_rate_pct": "98.13",
        },
    ),
    "traditional characters": (
        "三公經費支出合計15.8萬元，較去年減少3.2萬元，減少16.84%。",
        {
            "three_public_total": "15.8",
            "three_public_total_change": "-3.2",
            "three_public_total_change_pct": "-16.84",
        },
    ),
    "full-width digits, signs and brackets": (
        "２０２２年度总收入１，２３４．５６万元，因公出国（境）费０．３万元［占２％］。",
        {"total_income": "1234.56", "three_public_abroad": "0.3"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_gives_exactly_its_figures(text: str, expected: dict[str, str]) -> None:
    assert figures(text) == expected


NOTHING = {
    "duties, staff and outputs": "统筹安排资金3000万元支持乡村振兴。编制35名，内设科室6个，培训1200人次。",
    "a term that another word makes special": "教育项目支出5万元，较上年增加1万元，增长25%。",
    "a document number": "根据财预〔2022〕167号、〔2021〕98号文件要求开展自评。",
    "a change without a direction": "“三公”经费与上年相比增加（减少）0.5万元。",
    "an item of the classification": (
        "一般公共服务支出（类）行政运行（项）。年初预算为9万元，支出决算为8万元，完成年初预算的88%。"
    ),
    "one fund's own carry-over and income": "政府性基金预算财政拨款年初结转和结余0万元，本年收入5万元。",
    "what an amount has grown to": "“三公”经费由2021年的10万元减少到8万元。",
    "procurement": "面向中小企业预留政府采购项目预算金额246.4万元，其中货物采购金额4.7万元。",
    "people who were received otherwise": "全年接待群众来访120批次、560人次。",
    "the scores of several projects": "甲项目自评得分为90分，乙项目自评得分为80分。",
    "a total of appropriations only": "2023年度财政拨款收入支出总计4,000万元，比上年增加10万元，增长0.25%。",
    "the scale of the grades": "评价结果分为：优（≥90分）、良（≥80分）、中（≥60分）、差（＜60分）。",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_is_no_figure_of_the_department_is_not_claimed(text: str) -> None:
    assert figures(text) == {}


def test_a_change_against_the_budget_is_none_against_last_year() -> None:
    text = "“三公”经费支出20万元，较预算数减少3万元，下降13.04%，较上年减少1万元。"
    assert figures(text) == {"three_public_total": "20", "three_public_total_change": "-1"}
    assert mentions(text, "three_public_total_change_against_budget") == [("-3", "budget")]


def test_accounts_are_not_compared_with_last_years_budget() -> None:
    text = "2022年“三公”经费支出决算20万元，比2021年预算减少3万元。"
    assert figures(text) == {"three_public_total": "20"}
    assert mentions(text, "three_public_total_change_against_last_budget") == [("-3", "last_budget")]


def test_a_budget_is_compared_with_last_years_budget() -> None:
    text = "2024年“三公”经费预算8.6万元，比上年年初预算减少0.4万元。"
    assert figures(text) == {"three_public_total": "8.6", "three_public_total_change": "-0.4"}
    assert {figure.phase for figure in read_statement(text)} == {"budget"}


def test_what_was_saved_was_saved_from_the_budget() -> None:
    text = "“三公”经费预算8万元，决算3.3万元，节约4.7万元。"
    assert figures(text) == {"three_public_total_budget": "8", "three_public_total": "3.3"}
    assert mentions(text, "three_public_total_change_against_budget") == [("-4.7", "budget")]


def test_a_number_has_one_meaning() -> None:
    text = "2023年实行绩效目标管理的项目15个，涉及一般公共预算当年拨款890万元。"
    assert figures(text) == {"projects_count": "15", "amount_evaluated": "890"}


def test_the_comparison_of_a_whole_holds_for_its_parts() -> None:
    text = "“三公”经费支出9万元，比年初预算减少3万元，其中公务接待费减少2万元。"
    assert mentions(text, "three_public_reception_change_against_budget") == [("-2", "budget")]


def test_no_change_is_kept_as_a_mention_only() -> None:
    text = "公务接待费3万元，与上年持平。"
    assert figures(text) == {"three_public_reception": "3"}
    (same,) = [figure for figure in read_mentions(text) if figure.measure == "three_public_reception_change"]
    assert (same.value, text[slice(*same.span)]) == (Decimal(0), "持平")


@pytest.mark.parametrize(
    "text",
    [
        "本年度未发生因公出国（境）费和公务用车购置费。公务接待费无。",
        "公务接待费没有，因公出国（境）费为零，公务用车购置费未安排。",
    ],
)
def test_zero_as_a_word_is_kept_as_a_mention_only(text: str) -> None:
    assert figures(text) == {}
    assert {(figure.measure, figure.value) for figure in read_mentions(text)} == {
        ("three_public_abroad", Decimal(0)),
        ("three_public_vehicle_purchase", Decimal(0)),
        ("three_public_reception", Decimal(0)),
    }


def test_a_total_printed_again_as_that_of_the_year_is_the_same_figure() -> None:
    text = "2022年度收入总计412.5万元，支出总计410万元。本年收入合计412.5万元，本年支出合计402万元。"
    assert figures(text) == {
        "total_income": "412.5",
        "total_expenditure": "410",
        "current_year_expenditure": "402",
    }
    assert mentions(text, "current_year_income") == [("412.5", "")]


def test_changes_from_unlike_bases_are_no_changes_of_one_kind() -> None:
    text = "2025年收入预算90万元，较2024年预算执行数增加8万元；支出预算90万元，较2024年预算增加6万元。"
    assert figures(text) == {"total_income": "90", "total_expenditure": "90"}
    assert mentions(text, "income_change") == [("8", "last_actual")]
    assert mentions(text, "expenditure_change") == [("6", "last_budget")]


def test_changes_from_one_base_count() -> None:
    text = "2025年收入预算90万元，较2024年预算增加8万元；支出预算90万元，较2024年预算增加6万元。"
    assert figures(text) == {
        "total_income": "90",
        "total_expenditure": "90",
        "income_change": "8",
        "expenditure_change": "6",
    }


def test_of_several_projects_summaries_none_is_the_departments() -> None:
    one, two = (f"全年预算数为{n}万元，执行数为{n - 1}万元，完成预算的9{n}%。" for n in (5, 8))
    assert figures(one + two) == {}


def test_a_last_years_amount_counts_beside_this_years_only() -> None:
    text = "2023年部门情况如下。2022年公务接待费决算数3万元。"
    assert figures(text, year=2023) == {}


def test_three_units_in_one_text_stay_as_printed() -> None:
    text = "总收入1.2亿元，总支出11,800.5万元，机关运行经费56,000.70元。"
    assert [(figure.value, figure.unit) for figure in read_statement(text)] == [
        (Decimal("1.2"), "亿元"),
        (Decimal("11800.5"), "万元"),
        (Decimal("56000.70"), "元"),
    ]


def test_a_figure_tells_its_year() -> None:
    text = "2022年“三公”经费支出24.3万元，上年30.1万元。"
    assert [(figure.measure, figure.year) for figure in read_statement(text)] == [
        ("three_public_total", 2022),
        ("three_public_total_prior", 2021),
    ]


def test_the_year_of_a_statement_is_the_one_it_is_mostly_about() -> None:
    text = "根据财预〔2020〕1号文件，2022年度总收入5万元，比2021年增加1万元，比2019年增加2万元。"
    assert statement_year(text) == 2022
    assert statement_year("总收入5万元。") is None


def test_reasons_have_names_and_signs() -> None:
    text = (
        "总支出90万元，较上年减少10万元，主要原因是云岭省防汛专项经费总支出较上年减少12万元、"
        "办公费增加1.5万元，差旅费增加0.5万元。"
    )
    assert mentions(text, "reason:total_expenditure") == [
        ("-12", "防汛专项经费"),
        ("1.5", "办公费"),
        ("0.5", "差旅费"),
    ]


def test_a_repeated_figure_counts_once_and_is_mentioned_each_time() -> None:
    text = "总收入5万元。经核对，总收入5万元。后附表中总收入6万元。"
    assert figures(text) == {"total_income": "5"}
    assert [value for value, _ in mentions(text, "total_income")] == ["5", "5", "6"]


def test_amounts_that_no_rule_claims_are_left_with_their_sentence() -> None:
    text = "总收入5万元。发放补贴资金560万元，惠及12人。"
    left = unclaimed(text, read_mentions(text))
    assert [(text[slice(*span)], sentence) for span, sentence in left] == [
        ("560", "发放补贴资金560万元，惠及12人")
    ]


def test_one_projects_score_is_not_the_departments() -> None:
    text = "共有15个项目纳入绩效评价，涉及资金200万元。其中“防汛”项目绩效评价得分为85分，等级为良。"
    assert figures(text) == {"projects_count": "15", "amount_evaluated": "200"}

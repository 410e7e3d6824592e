"""Self-evaluation forms: every layout, every quirk that published ones have."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.intake.documents import Document, Grid, read_document
from budgetbook.intake.forms import read_forms, with_typed_forms
from budgetbook.intake.forms.spellings import _rows
from budgetbook.intake.value import Value
from intake.forms_made import Merge, grid, keys, pdf, read, row, word, workbook

FORM = """项目名称 | | 困难群众救助
主管部门 | | 某市民政局 | | | 实施单位 | | 某市救助站 | |
项目资金↵（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | | 分值 | 执行率 | 得分
 | 年度资金总额 | | 100 | 120.5 | 110 | | 10 | 91.29% | 9.13
 | 其中：当年财政拨款 | | 100 | 100 | 100 | | — | 100% | —
 | 上年结转资金 | | 0 | 20.5 | 10 | | — | | —
 | 其他资金 | | | | | | — | | —
年度总体目标 | 预期目标 | | | | 实际完成情况 | | | |
 | 保障基本生活 | | | | 完成 | | | |
绩效指标 | 一级↵指标 | 二级指标 | 三级指标 | | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
 | 产出指标↵(50分) | 数量指标 | 指标1：救助人数 | | ≥1,200人次 | 1350人次 | 15 | 15 |
 | | | 指标2：巡查次数 | | =12次 | 10次 | 10 | 8.33 | 人员变动↵衔接不畅
 | | | …… | | | | | |
 | | 质量指标 | 标准执行率 | | ≥95% | 100% | 15 | 15分 |
 | | 时效指标 | 发放及时 | | 及时 | 达成预期指标 | 5 | 5 |
 | | 成本指标 | 人均成本 | | ≤5300元/户 | 5000元/户 | 5 | |
 | 效益指标↵(30分) | 经济效益指标 | 指标1： | | | | | |
 | | 社会效益指标 | 生活改善 | | 有效 | 基本达成 | 30 | 24 | 无
 | 满意度指标 | 服务对象满意度指标 | 满意度 | | ≥90% | 95% | 10 | 10 |
总分 | | | | | | | 100 | 91.46 |
注：1.一级指标分值统一设置 | | | | | | | | |"""
MERGES: list[Merge] = [
    (0, 0, 1, 2), (0, 2, 1, 8), (1, 0, 1, 2), (1, 2, 1, 3), (1, 5, 1, 2), (1, 7, 1, 3), (2, 0, 5, 1),
    *((at, 1, 1, 2) for at in range(2, 7)), *((at, 5, 1, 2) for at in range(2, 7)),
    (7, 0, 2, 1), (7, 1, 1, 4), (7, 5, 1, 5), (8, 1, 1, 4), (8, 5, 1, 5), (9, 0, 10, 1),
    *((at, 3, 1, 2) for at in range(9, 19)), (10, 1, 6, 1), (10, 2, 3, 1), (16, 1, 2, 1), (19, 0, 1, 7),
    (20, 0, 1, 10),
]  # fmt: skip
TITLE = "项目支出绩效自评表\n（2023年度）\n"
PROJECT = {
    "division": "某市救助站", "initial_budget": "100", "adjusted_budget": "120.5", "spent": "110",
    "score": "91.46",
}  # fmt: skip
# A form with nothing but what the case at hand is about.
HEAD = "项目支出绩效自评表\n项目名称 | 某项目\n"
MONEY = "项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分\n"
INDICATORS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因\n"
ONE = "产出指标 | 数量指标 | 人数 | ≥1人 | 1人 | 10 | 10 |\n"
SUMMED = "{}，按各资金行相加"
EXECUTION = ("预算执行率",) * 3


def project(values: list[Value], name: str = "某项目") -> dict[str, str]:
    return row(values, "projects", name)


def told(values: list[Value]) -> set[str]:
    return {value.note for value in values if value.note}


def as_workbook(folder: Path) -> Path:
    shifted = [(0, 0, 1, 10), (1, 0, 1, 10), *((top + 2, *rest) for top, *rest in MERGES)]
    return workbook(folder / "a.xlsx", {"救助": (TITLE + FORM, shifted)})  # type: ignore[list-item]


def as_word(folder: Path) -> Path:
    return word(folder / "a.docx", "项目支出绩效自评表", "（2023年度）", (FORM, MERGES))


def as_pdf(folder: Path) -> Path:
    """A form that goes on over the second page, where the columns of its head are no columns any more."""
    return pdf(folder / "a.pdf", "项目支出绩效自评表 \\\n （2023年度）", FORM, MERGES)


MADE: dict[Callable[[Path], Path], tuple[str, str]] = {
    as_workbook: ("工作表“救助” E6", "工作表“救助” I14"),
    as_word: ("表1 第4行", "表1 第12行"),
    as_pdf: ("第1页 表1 第4行", "第1页 表1 第12行"),
}


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.__name__)
def test_the_standard_form_is_read_from_every_kind_of_document(
    made: Callable[[Path], Path], tmp_path: Path
) -> None:
    values = read_forms(read_document(made(tmp_path)))
    assert project(values, "困难群众救助") == PROJECT
    assert keys(values, "indicators") == [
        ("困难群众救助", *levels)
        for levels in (
            EXECUTION,
            ("产出指标", "数量指标", "救助人数"),
            ("产出指标", "数量指标", "巡查次数"),
            ("产出指标", "质量指标", "标准执行率"),
            ("产出指标", "时效指标", "发放及时"),
            ("产出指标", "成本指标", "人均成本"),
            ("效益指标", "社会效益指标", "生活改善"),
            ("满意度指标", "服务对象满意度指标", "满意度"),
        )
    ]
    rows = {key[3]: row(values, "indicators", *key) for key in keys(values, "indicators")}
    assert rows["预算执行率"] == {"actual": "91.29%", "weight": "10", "score": "9.13"}
    assert rows["救助人数"] == {"target": "≥1,200人次", "actual": "1350人次", "weight": "15", "score": "15"}
    assert rows["巡查次数"] == {
        "target": "=12次", "actual": "10次", "weight": "10", "score": "8.33", "reason": "人员变动衔接不畅",
    }  # fmt: skip
    assert rows["标准执行率"]["score"] == "15"
    assert rows["发放及时"]["actual"] == "达成预期指标"
    assert rows["人均成本"] == {"target": "≤5300元/户", "actual": "5000元/户", "weight": "5"}
    assert rows["生活改善"]["reason"] == "无"
    assert {value.year for value in values} == {2023}
    assert {value.basis for value in values} == {"reported"}
    money = [value for value in values if value.table == "projects" and value.unit]
    assert {(value.column, value.unit) for value in money} == {
        ("initial_budget", "万元"), ("adjusted_budget", "万元"), ("spent", "万元"),
    }  # fmt: skip
    places = {(value.column, value.value): value.place for value in values}
    assert (places["adjusted_budget", "120.5"], places["score", "8.33"]) == MADE[made]


def test_a_value_carries_the_words_of_its_row() -> None:
    values = read(HEAD + INDICATORS + ONE)
    assert {value.quote for value in values} == {"产出指标 | 数量指标 | 人数 | ≥1人 | 1人 | 10 | 10"}


def test_every_sheet_has_a_form_of_its_own_and_its_own_unit(tmp_path: Path) -> None:
    sheets = {
        "甲": ("项目支出绩效自评表\n项目名称 | 甲\n" + MONEY + " | 资金总额 | 1 | 1 | 1 | 10 | | 10", []),
        "乙": (
            "（2021年度）\n项目名称 | 乙\n" + MONEY.replace("万", "") + " | 资金总额 | 9 | 9 | 9 | 10 | | 10",
            [],
        ),
    }
    values = read_forms(read_document(workbook(tmp_path / "a.xlsx", sheets)))
    spent = [value for value in values if value.column == "spent"]
    assert [(one.key["project"], one.value, one.unit, one.year) for one in spent] == [
        ("甲", "1", "万元", None), ("乙", "9", "元", 2021),
    ]  # fmt: skip
    assert spent[1].place == "工作表“乙” E4"


def test_forms_stacked_in_one_table_are_kept_apart() -> None:
    first = HEAD + INDICATORS + ONE + "总分 | | | | | 100 | 98\n"
    values = read(first + (first + "").replace("某项目", "另一项目").replace("98", "97"))
    assert keys(values, "projects") == [("某项目",), ("另一项目",)]
    assert [value.value for value in values if value.table == "projects"] == ["98", "97"]


def test_columns_stand_in_any_order_and_go_by_other_names() -> None:
    values = read(
        """部门预算项目支出绩效自评表(2023年度)
项目名称 | 51000021R000000019951-工资性支出
主管部门 | 某县发展和改革局本级 | 实施单位 (盖章) | 某县发展和改革局
预算执行情况(10分) | 年度预算数(万元) | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因
 | 总额 | 238.93 | 251.89 | 251.89 | 100.00% | 10 | | 1.预算执行率=预算执行数/调整后预算数
 | 其中:财政资金 | 238.93 | 251.89 | 251.89 | 100.00% | / | / |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 原因分析
 | 产出指标 | 数量指标 | 发放(缴纳)覆盖率 | = | 100 | % | | 60 | |
 | 效益指标 | 社会效益指标 | 按时发放 | 定性 | 优良中低差 | | 优 | 30 | |
合计 | | | | | | | | 100 | |
评价结论 | 结合自评情况,说明项目自评总分 | | | 100"""
    )
    assert project(values, "工资性支出") == {
        "initial_budget": "238.93", "adjusted_budget": "251.89", "spent": "251.89",
    }  # fmt: skip
    assert told(values) == {"项目编码：51000021R000000019951"}
    assert row(values, "indicators", "工资性支出", *EXECUTION) == {"actual": "100.00%", "weight": "10"}
    covered = ("工资性支出", "产出指标", "数量指标", "发放(缴纳)覆盖率")
    assert row(values, "indicators", *covered) == {"target": "=100%", "measure_unit": "%", "weight": "60"}
    timely = ("工资性支出", "效益指标", "社会效益指标", "按时发放")
    assert row(values, "indicators", *timely) == {"target": "优良中低差", "actual": "优", "weight": "30"}


HEBEI = """项目支出绩效自评表（2020年度）
一、基本情况 | 项目名称 | 高龄津贴 | 实施单位 | 314002-某县民政局机关 | 金额单位 | 万元
二、预算执行情况 | 预算安排情况（调整后） | | 资金到位情况 | | 资金执行情况 | | 预算执行进度（%）
 | 预算数： | 6.84 | 到位数： | 6.84 | 执行数： | 6.84 | 100.00
 | 其中：财政资金 | 6.84 | 其中：财政资金 | 6.84 | 其中：财政资金 | 6.84 |"""
HEBEI_HEAD = """一级指标 | 二级指标 | 三级指标 | 指标值 | | | 完成值 | 自评 | 单项得分 | 权重占比 | 折算得分
 | | | 符号 | 值 | 单位 | | | | |
"""


def test_single_scores_in_points_are_read_and_the_total_keeps_its_own_scale() -> None:
    values = read(
        HEBEI,
        HEBEI_HEAD
        + """产出指标 | 数量指标 | 覆盖率 | >= | 98 | %(百分比) | 100% | 完成 | 25.00 | 25.00 | 6.25
产出指标 | 时效指标 | 发放率 | >= | 75 | % | 100% | 完成 | 30.00 | 30.00 | 9.00
合计 | | | | | | | | | | 15.25""",
    )
    assert project(values, "高龄津贴") == {
        "initial_budget": "6.84", "spent": "6.84", "score": "15.25", "full_score": "15.25",
    }  # fmt: skip
    assert row(values, "indicators", "高龄津贴", "产出指标", "数量指标", "覆盖率") == {
        "target": "≥98%", "actual": "100%", "measure_unit": "%", "weight": "25.00", "score": "25.00",
    }  # fmt: skip
    full = next(value for value in values if value.column == "full_score")
    assert (full.basis, full.note) == ("derived", "总分为折算得分之和，满分按各指标权重折算")
    assert "得分为单项得分，表中折算得分为6.25" in told(values)


def test_single_scores_out_of_a_hundred_give_way_to_the_weighted_ones() -> None:
    values = read(
        HEBEI,
        HEBEI_HEAD
        + """产出指标 | 数量指标 | 覆盖率 | >= | 98 | % | 100% | 完成 | 100 | 60 | 60
产出指标 | 时效指标 | 发放率 | >= | 75 | % | 60% | 完成 | 80 | 40 | 32
合计 | | | | | | | | | | 92""",
    )
    assert project(values, "高龄津贴")["score"] == "92"
    assert "full_score" not in project(values, "高龄津贴")
    assert row(values, "indicators", "高龄津贴", "产出指标", "时效指标", "发放率")["score"] == "32"


def test_a_form_with_the_score_in_its_head_and_no_second_level_is_read() -> None:
    values = read(
        """初中公用经费项目支出绩效自评表
项目名称 | 初中公用经费 | 主管部门 | 某市教育局 | 自评得分98
项目资金（万元） | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 执行率（B/A）
 | 年度资金总额 | 64.8 | 64.8 | 64.8万元 | 100%
一级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分
预算执行率 | 预算执行率 | 10 | 一 | 100% | 9
产出指标 | 保障人数 | 10 | 2370人 | 2370人 | 10"""
    )
    assert project(values, "初中公用经费") == {
        "initial_budget": "64.8", "adjusted_budget": "64.8", "spent": "64.8", "score": "98",
    }  # fmt: skip
    assert keys(values, "indicators") == [
        ("初中公用经费", *EXECUTION), ("初中公用经费", "产出指标", "产出指标", "保障人数"),
    ]  # fmt: skip
    assert row(values, "indicators", "初中公用经费", *EXECUTION) == {
        "actual": "100%", "weight": "10", "score": "9",
    }  # fmt: skip


def test_the_weight_of_the_execution_rate_may_stand_in_its_heading() -> None:
    values = read(
        """2022年度示范城市项目自评表
项目名称 | 示范城市
预算执行情况(万元) (20分) | | 预算数(A) | 执行数(B) | 执行率(B/A) | 得分 (20分*执行率)
 | 年度财政资金总额 | 200 | 195.5 | 97.75% | 19.55
年度绩效目标1 (80分) | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分
 | 产出指标 | 数量指标 | 宣传片 | 完成1部 | 完成1部 | 10
总分 | 99.55分
偏差大或 目标未完成 原因分析 | | | 2022年12月"""
    )
    assert project(values, "示范城市") == {"initial_budget": "200", "spent": "195.5", "score": "99.55"}
    assert row(values, "indicators", "示范城市", *EXECUTION) == {
        "actual": "97.75%", "weight": "20", "score": "19.55",
    }  # fmt: skip


def test_a_total_of_zeros_beside_filled_funds_is_their_sum() -> None:
    values = read(
        HEAD
        + MONEY
        + """ | 年度资金总额： | 0 | 0 | 0 | 10 | 0 | 0
 | 其中：本年财政拨款 | 90 | 89.974 | 89.974 | — | | —
 | 上年结转资金 | 1.5 | 1 | | — | | —"""
    )
    assert project(values) == {"initial_budget": "91.5", "adjusted_budget": "90.974", "spent": "89.974"}
    money = [value for value in values if value.table == "projects"]
    assert {(value.basis, value.note) for value in money} == {
        ("derived", SUMMED.format("“年度资金总额”行各栏为0"))
    }
    # What the form printed of the rate stays as it is.
    assert row(values, "indicators", "某项目", *EXECUTION) == {"actual": "0", "weight": "10", "score": "0"}


@pytest.mark.parametrize(
    ("funds", "spent", "note"),
    [
        (" | 年度资金总额 | | | | 10 | |\n | 财政拨款 | 9 | 9 | 8 | | |", "8", "“年度资金总额”行未填数"),
        (" | 财政拨款 | 9 | 9 | 8 | | |\n | 其他资金 | 1 | 1 | 1 | | |", "9", "表中没有资金总额行"),
        (" | 中央资金 | 9 | 9 | 8 | | |\n | 省级资金 | 1 | 1 | 1 | | |", "9", "表中没有资金总额行"),
        (" | 年度资金总额 | 9 | 9 | 7 | 10 | |\n | 财政拨款 | 9 | 9 | 8 | | |", "7", ""),
        (" | 年度资金总额 | 0 | 0 | 0 | 10 | |\n | 财政拨款 | 0 | 0 | 0 | | |", "0", ""),
        (" | | 9 | 9 | 7 | 10 | |", "7", ""),
        (" | 某项资金 | 9 | 9 | 7 | 10 | |", "7", ""),
        (" | 年度资金总额 | 9元 | 9元 | 7万元 | 10 | |", "7", ""),
    ],
)  # fmt: skip
def test_the_total_is_the_form_s_own_where_it_has_one(funds: str, spent: str, note: str) -> None:
    found = next(value for value in read(HEAD + MONEY + funds) if value.column == "spent")
    assert (found.value, found.unit) == (spent, "万元")
    assert found.note == (SUMMED.format(note) if note else "")


def test_levels_of_government_are_parts_of_the_fiscal_funds_and_not_added_to_them() -> None:
    funds = (
        " | 财政拨款 | 9 | 9 | 8 | | |\n | 其中：中央资金 | 5 | 5 | 4 | | |\n | 省级资金 | 4 | 4 | 4 | | |"
    )
    assert project(read(HEAD + MONEY + funds))["spent"] == "8"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("金额单位：元", "元"), ("单位：人民币万元", "万元"), ("（单位：亿元）", "亿元"),
        ("实施单位：元谋县民政局", ""), ("", ""),
    ],
)  # fmt: skip
def test_money_is_in_the_unit_that_the_heading_names(heading: str, unit: str) -> None:
    form = f"{heading}\n{HEAD}" + MONEY.replace("（万元）", "") + " | 资金总额 | 1 | 1 | 1 | 10 | | 10"
    form = f"项目支出绩效自评表\n{heading}\n项目名称 | 某项目\n" + form.split("某项目\n")[1]
    found = next(value for value in read(form) if value.column == "initial_budget")
    assert (found.unit, found.note) == (unit, "" if unit else "表中未注明金额单位")


@pytest.mark.parametrize(
    ("department", "division", "read_as"),
    [
        ("某市民政局", "某市救助站", "某市救助站"),
        ("某市民政局", "219001-某市救助站", "某市救助站"),
        ("某市民政局", "某市民政局", None),
        ("219-某市民政局", "219001-某市民政局本级", None),
        ("某市民政局", "", None),
        ("", "某市民政局", None),
    ],
)
def test_a_division_is_the_unit_that_is_another_than_the_department(
    department: str, division: str, read_as: str | None
) -> None:
    heads = f"主管部门 | {department} | 实施单位 | {division}\n"
    assert project(read(HEAD + heads + INDICATORS + ONE + "总分 | 100 | 99")).get("division") == read_as


def test_without_a_department_the_units_of_several_forms_are_divisions() -> None:
    forms = [HEAD.replace("某", name) + f"实施单位 | {name}站\n" + INDICATORS + ONE for name in "甲乙"]
    divisions = [value.value for value in read(*forms) if value.column == "division"]
    assert divisions == ["甲站", "乙站"]


def test_forms_of_one_name_are_told_apart_and_a_form_printed_twice_is_one() -> None:
    form = (
        "项目支出绩效自评表\n项目名称 | 运转经费\n主管部门 | 局 | 实施单位 | {}\n"
        + INDICATORS
        + ONE
        + "总分 | 100 | {}"
    )
    values = read(
        *(form.format(*of) for of in (("甲站", "98"), ("乙站", "97"), ("甲站", "98"), ("局", "96")))
    )
    assert keys(values, "projects") == [("运转经费（甲站）",), ("运转经费（乙站）",), ("运转经费（3）",)]
    assert "与另一项目同名，名称后加注以示区别" in told(values)


def test_two_indicators_of_one_name_are_numbered() -> None:
    values = read(HEAD + INDICATORS + ONE + ONE.replace("≥1人", "≥2人"))
    assert [key[-1] for key in keys(values, "indicators")] == ["人数", "人数（2）"]
    assert told(values) == {"同一表中指标同名，名称后加序号以示区别"}


def test_names_beside_a_colon_and_paragraphs_above_the_table_are_read() -> None:
    above = ("项目支出绩效自评表", "（2021年度）", "项目名称：某项目", "单位：元")
    values = read(grid(INDICATORS + ONE + "总分：99.5分", above=above))
    assert project(values) == {"score": "99.5"}
    assert {value.year for value in values} == {2021}


def test_a_sheet_s_rows_above_its_header_may_come_as_one_text() -> None:
    above = ("项目支出绩效自评表", "项目名称 某项目 主管部门 某局", "单位：万元")
    values = read(grid(INDICATORS + ONE, above=above, sheet="一"), kind="workbook")
    assert keys(values, "indicators") == [("某项目", "产出指标", "数量指标", "人数")]


def test_the_head_and_the_indicators_may_be_two_tables() -> None:
    values = read(HEAD + MONEY + " | 资金总额 | 1 | 1 | 1 | 10 | | 10", INDICATORS + ONE)
    assert len(keys(values, "indicators")) == 2


def test_a_table_of_another_kind_ends_the_form() -> None:
    other = grid("项目 | 年初预算数 | 全年执行数\n出国费 | 5 | 6", above=("“三公”经费支出决算表",))
    same = grid("产出指标 | 质量指标 | 甲 | 1 | 1 | 5 | 5 |", above=("收入支出决算总表",))
    values = read(HEAD + INDICATORS + ONE, other, same)
    assert project(values) == {}
    assert len(keys(values, "indicators")) == 1


def test_a_table_that_goes_on_with_other_columns_is_left_alone() -> None:
    assert len(keys(read(HEAD + INDICATORS + ONE, "产出指标 | 甲 | 5"), "indicators")) == 1


TARGETS = "一级指标 | 二级指标 | 三级指标 | 指标值 | 权重\n产出指标 | 数量指标 | 甲 | ≥1 | 10"
NO_FORMS = {
    "targets only": "项目支出绩效目标表\n项目名称 | 某项目\n年度资金总额 | 100\n" + TARGETS,
    "the whole department": "部门整体支出绩效自评表\n部门名称 | 某局\n" + INDICATORS + ONE,
    "a list of projects": "绩效自评结果汇总表\n序号 | 项目名称 | 年初预算数 | 自评得分\n1 | 甲 | 1 | 98",
    "monitoring": "项目支出绩效运行监控表\n项目名称 | 某项目\n年初预算数 | 1-7月执行数\n1 | 2",
    "without a name": "项目支出绩效自评表\n项目名称 |\n" + INDICATORS + ONE,
    "other accounts": "项目 | 年初预算数 | 决算数\n一、财政拨款收入 | 5 | 6",
    "nothing": "甲 | 乙",
}  # fmt: skip


@pytest.mark.parametrize("what", NO_FORMS)
def test_what_is_no_self_evaluation_form_gives_nothing(what: str) -> None:
    assert read(NO_FORMS[what]) == []


def test_several_funds_of_unknown_names_are_not_guessed_at() -> None:
    funds = " | 甲资金 | 9 | 9 | 7 | 10 | | 8\n | 乙资金 | 1 | 1 | 1 | | |"
    assert project(read(HEAD + MONEY + funds + "\n" + INDICATORS + ONE)) == {}


def test_a_percentage_in_a_column_of_money_is_no_money() -> None:
    values = read(HEAD + MONEY + " | 资金总额 | 9 | 9 | 80% | 10 | |\n" + INDICATORS + ONE)
    assert project(values) == {"initial_budget": "9", "adjusted_budget": "9"}


def test_an_empty_score_in_the_head_keeps_no_form_from_being_read() -> None:
    head = "项目支出绩效自评表\n项目名称 | 某项目 | 自评得分 |\n"
    assert len(keys(read(head + INDICATORS + ONE), "indicators")) == 1


def test_the_year_of_a_title_is_that_of_the_accounts() -> None:
    values = read("2024年公开2023年度项目支出绩效自评表\n项目名称 | 某项目\n" + INDICATORS + ONE)
    assert {value.year for value in values} == {2023}


def test_a_sum_of_money_outside_its_table_is_no_score() -> None:
    assert project(read(HEAD + "合计 | 55\n" + INDICATORS + ONE)) == {}


def test_a_form_after_one_of_the_whole_department_is_read() -> None:
    values = read("部门整体支出绩效自评表\n部门名称 | 某局\n" + INDICATORS + ONE, HEAD + INDICATORS + ONE)
    assert keys(values, "indicators") == [("某项目", "产出指标", "数量指标", "人数")]


def test_years_in_front_of_a_name_are_no_code() -> None:
    values = read(HEAD.replace("某项目", "2022-2023年度修缮") + INDICATORS + ONE)
    assert keys(values, "indicators")[0][0] == "2022-2023年度修缮"


def test_an_indicator_without_a_name_goes_by_its_kind() -> None:
    values = read(HEAD + INDICATORS + "满意度指标 | | | ≥90% | 95% | 10 | 10 |")
    assert keys(values, "indicators") == [("某项目", "满意度指标", "满意度指标", "满意度指标")]


@pytest.mark.parametrize("name", ["<script>", "=cmd()", "{{7*7}}", "项" * 60, "名|称".replace("|", "、")])
def test_hostile_and_long_names_are_text(name: str) -> None:
    assert keys(read(HEAD.replace("某项目", name) + INDICATORS + ONE), "indicators")[0][0] == name


def test_a_total_whose_full_score_is_not_a_hundred_says_so() -> None:
    assert project(read(HEAD + INDICATORS + ONE + "总分 | | | | | 90 | 88")) == {
        "score": "88", "full_score": "90",
    }  # fmt: skip


CELLS = st.sampled_from(
    [*(spelling for _, spelling in _rows()), "", "", "甲", "10", "9.5分", "—", "1.2.3", "（20分）"]
)


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=12), st.booleans())
def test_whatever_a_table_holds_no_cell_is_read_twice_and_none_is_empty(
    rows: list[list[str]], named: bool
) -> None:
    head = [["项目名称", "某项目", "", ""]] if named else []
    made = Grid(tuple(map(tuple, [*head, *rows])))
    values = read_forms(Document("表", "docx", "", (made, made)))
    cells = [(one.table, tuple(one.key.values()), one.column) for one in values]
    assert len(cells) == len(set(cells))
    assert all(one.value and all(one.key.values()) for one in values)


TYPED = (
    "项目支出绩效自评表\n（2023年度）\n"
    "项目名称\t困难群众救助\n主管部门\t某市民政局\t实施单位\t某市救助站\n"
    "项目资金（万元）\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
    "年度资金总额\t100\t120.5\t110\t10\t91.29%\t9.13\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "产出指标\t数量指标\t救助人数\t≥1,200人次\t1350人次\t50\t50\n"
    "\t质量指标\t标准执行率\t≥95%\t100%\t40\t40\n"
    "总分\t\t\t\t\t100\t99.13\n"
)


@pytest.mark.parametrize("between", ["\t", " | "])
def test_a_form_typed_with_tabs_or_bars_is_read_like_a_table(between: str) -> None:
    text = f"一、说明\n全年救助12人。\n{TYPED.replace(chr(9), between)}二、其他\n"
    document = with_typed_forms(Document("a.docx", "docx", text))
    values = read_forms(document)
    assert row(values, "projects", "困难群众救助") == {
        "division": "某市救助站", "initial_budget": "100", "adjusted_budget": "120.5", "spent": "110",
        "score": "99.13",
    }  # fmt: skip
    levels = ("困难群众救助", "产出指标", "质量指标", "标准执行率")
    assert row(values, "indicators", *levels) == {
        "target": "≥95%", "actual": "100%", "weight": "40", "score": "40",
    }  # fmt: skip
    assert len(document.text) == len(text)
    said = "".join(document.text.split())
    assert said.startswith("一、说明全年救助12人。") and said.endswith("二、其他") and "救助人数" not in said


def test_lines_with_tabs_that_are_no_form_stay_text() -> None:
    document = Document("a.docx", "docx", "目录\n一、收入\t3\n二、支出\t5\n1.\t加强管理。\n2.\t压减支出。\n")
    assert with_typed_forms(document) is document

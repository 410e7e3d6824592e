"""Cost and effect in words: what one output cost, how it compares, what moved the spending."""

from pathlib import Path

import pytest

from budgetbook.prose import cost_effect
from builder import make_book

PROJECTS = "project,project_en,initial_budget,adjusted_budget,spent,score\n"
INDICATORS = "project,level1,level2,level3,level3_en,target,actual,measure_unit,weight,score\n"


def year(projects: list[str], indicators: list[str]) -> dict[str, str]:
    """Projects as `name,budget,spent`, outputs as `project,output,target,actual,unit`."""
    listed = [
        f"{name},Project {name},{budget},,{spent},"
        for name, budget, spent in (p.split(",") for p in projects)
    ]
    read = [
        f"{project},产出,数量,{output},Output {output},{target},{actual},{unit},10,10"
        for project, output, target, actual, unit in (one.split(",") for one in indicators)
    ]
    return {
        "projects": PROJECTS + "".join(f"{row}\n" for row in listed),
        "indicators": INDICATORS + "".join(f"{row}\n" for row in read),
    }


def said(folder: Path, years: dict[int, dict[str, str]], language: str = "zh") -> list[tuple[str, str]]:
    return list(cost_effect(make_book(folder / language, years, language)).paragraphs)


FULL = {
    2021: year(["1,110,100", "2,10,10"], ["1,A,10,10,人", "2,A,4,2,人"]),
    2022: year(["1,100,96", "2,20,30"], ["1,A,10,8,人", "2,A,4,3,人", "2,B,1,完成,场"]),
}


def test_costs_comparisons_and_factors_are_three_paragraphs_with_their_figures(tmp_path: Path) -> None:
    assert said(tmp_path, FULL) == [
        (
            "text",
            "2022年，2个项目的2项产出可计算单位成本（项目执行数除以完成数量），涉及执行数126.00万元。"
            "执行数最大的是1（A），完成8人，单位成本120000元；2（A），完成3人，单位成本100000元。",
        ),
        (
            "text",
            "2项产出可与计划单位成本比较，其中2项较高、0项较低，高出最多的是2（A），高100.00%；"
            "2项产出可与上年单位成本比较，其中2项较高、0项较低，高出最多的是2（A），高100.00%；"
            "2项产出可与名称和计量单位相同的产出的中位数比较，其中1项较高、1项较低。",
        ),
        (
            "text",
            "按平均法，2项产出所属项目的支出增减额可分解为数量影响和单价影响，增减额或单项影响最大的是"
            "1（A），支出减少4.00万元，完成数量由10人变为8人，数量影响减少22.00万元，单价影响增加18.00万元；"
            "2（A），支出增加20.00万元，完成数量由2人变为3人，数量影响增加7.50万元，单价影响增加12.50万元。",
        ),
        ("note", "未计算或未比较的产出：完成值无法读出数量的1项：2（B）。"),
        ("note", "单位成本不反映产出的质量和规模差异，名称相同的产出也未必同质。"),
    ]
    assert said(tmp_path, FULL, "en") == [
        (
            "text",
            "In 2022 a unit cost (spending of the project divided by the number achieved) can be told for"
            " 2 outputs of 2 projects, with spending of 126.00 wan yuan. The largest: Project 1 (Output A),"
            " 8 people achieved at a unit cost of 120,000 yuan; Project 2 (Output A), 3 people achieved at a"
            " unit cost of 100,000 yuan.",
        ),
        (
            "text",
            "Against the planned unit cost, 2 of 2 outputs cost more and 0 less, most of all Project 2"
            " (Output A), 100.00% more; against last year, 2 of 2 outputs cost more and 0 less, most of all"
            " Project 2 (Output A), 100.00% more; against the median of outputs of the same name and unit,"
            " 1 of 2 outputs cost more and 1 less.",
        ),
        (
            "text",
            "By averaging, the change of the project's spending can be split into a volume effect and a price"
            " effect for 2 outputs. The largest changes or effects: Project 1 (Output A), spending down 4.00"
            " wan yuan, from 10 people to 8 people, volume effect -22.00 wan yuan, price effect +18.00 wan"
            " yuan; Project 2 (Output A), spending up 20.00 wan yuan, from 2 people to 3 people, volume"
            " effect"
            " +7.50 wan yuan, price effect +12.50 wan yuan.",
        ),
        (
            "note",
            "Outputs without a unit cost or a comparison: achieved value is not a number, 1: Project 2"
            " (Output B).",
        ),
        (
            "note",
            "A unit cost says nothing of quality or scale, and outputs of one name are not always alike.",
        ),
    ]


def test_large_effects_are_told_first_though_the_change_is_small(tmp_path: Path) -> None:
    names = ["1", "2", "3"]
    years = {
        2021: year(
            [*(f"{n},,10" for n in names), "4,,100"], [*(f"{n},A,,{n},人" for n in names), "4,A,,10,人"]
        ),
        2022: year(
            [*(f"{n},,20" for n in names), "4,,96"], [*(f"{n},A,,{n},人" for n in names), "4,A,,8,人"]
        ),
    }
    assert (
        "最大的是4（A），支出减少4.00万元，完成数量由10人变为8人，数量影响减少22.00万元，"
        in (said(tmp_path, years)[2][1])
    )
    assert (
        "The largest changes or effects: Project 4 (Output A), spending down 4.00 wan yuan, from 10"
        in (said(tmp_path, years, "en")[2][1])
    )


def test_a_cost_ten_times_the_plan_and_more_is_told_as_a_multiple(tmp_path: Path) -> None:
    years = {2022: year(["1,10,120"], ["1,A,10,10,人"])}
    assert "高出最多的是1（A），高11.00倍。" in said(tmp_path, years)[1][1]
    assert (
        "most of all Project 1 (Output A), 11.00 times as much on top." in said(tmp_path, years, "en")[1][1]
    )


def test_without_indicators_nothing_is_said_here(tmp_path: Path) -> None:
    assert said(tmp_path, {2022: {"projects": f"{PROJECTS}1,,1,,1,\n"}}) == []


def test_without_anything_to_compare_with_each_paragraph_says_so(tmp_path: Path) -> None:
    years = {2022: year(["1,,96"], ["1,A,,8,人", "1,B,,4,"])}
    assert said(tmp_path, years)[1:] == [
        ("text", "各项产出均无计划数、上年数或同名产出可比。"),
        ("text", "没有可与上年比较的产出，不作数量与单价的因素分析。"),
        ("note", "未计算或未比较的产出：未注明计量单位的1项：1（B）。"),
        (
            "note",
            "单位成本不反映产出的质量和规模差异，名称相同的产出也未必同质；"
            "有多项产出的项目，单项产出的成本含有为其他产出发生的支出。",
        ),
    ]
    assert said(tmp_path, years, "en")[1:] == [
        (
            "text",
            "No output has a plan, a figure of last year or an output of the same name to compare it with.",
        ),
        (
            "text",
            "No output can be compared with last year, so no change is split into a volume effect and a price"
            " effect.",
        ),
        ("note", "Outputs without a unit cost or a comparison: no unit given, 1: Project 1 (Output B)."),
        (
            "note",
            "A unit cost says nothing of quality or scale, and outputs of one name are not always alike;"
            " where a project has several outputs, the unit cost of each holds what was spent on the others.",
        ),
    ]


def test_units_that_changed_or_differ_are_named_with_the_others(tmp_path: Path) -> None:
    years = {
        2021: year(["1,,90"], ["1,A,,8,户"]),
        2022: year(["1,,96", "2,,96"], ["1,A,,8,人", "2,A,,8,人次"]),
    }
    assert said(tmp_path, years)[3] == (
        "note",
        "未计算或未比较的产出：计量单位与上年不同的1项：1（A）（人 / 户）；"
        "同名产出计量单位不一致的2项：1（A）（人 / 人次）、2（A）（人次 / 人）。",
    )


def test_of_many_outputs_of_one_reason_three_are_named(tmp_path: Path) -> None:
    names = range(1, 6)
    years = {2022: year([f"{n},,9" for n in [*names, 9]], [*(f"{n},A,,0,人" for n in names), "9,B,,1,人"])}
    assert said(tmp_path, years)[3][1] == (
        "未计算或未比较的产出：完成数量为0的5项：1（A）、2（A）、3（A）等。"
    )


@pytest.mark.parametrize(
    ("tables", "zh", "en"),
    [
        (
            {"indicators": f"{INDICATORS}1,产出,质量,合格率,,100%,100%,,10,10\n"},
            "2022年绩效指标中没有数量指标，无法计算单位成本。",
            "The indicators of 2022 hold none of quantity, so no unit cost can be told.",
        ),
        (
            {"indicators": f"{INDICATORS}1,产出,数量,户数,Households,10,10,户,10,10\n"},
            "2022年没有可计算单位成本的产出：项目执行数未公布的1项：1（户数）。",
            "No output of 2022 has a unit cost: spending of the project not published, 1: 1 (Households).",
        ),
    ],
    ids=["none of quantity", "none with a cost"],
)
def test_without_any_cost_there_is_one_sentence(
    tmp_path: Path, tables: dict[str, str], zh: str, en: str
) -> None:
    assert said(tmp_path, {2022: tables}) == [("note", zh)]
    assert said(tmp_path, {2022: tables}, "en") == [("note", en)]

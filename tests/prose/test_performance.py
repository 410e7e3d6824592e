"""Scores, projects and outputs in words."""

from pathlib import Path

import pytest

from budgetbook.prose import outputs, projects, scores
from builder import make_book

SUMMARY = (
    "scope,scope_en,projects,amount,average_score,overall_score,"
    "full_score,grade,excellent,good,fair,poor,project_list\n"
)
RULE_ZH = (
    "等级划分标准：“优”90分及以上，“良”80分（含）至90分，“中”60分（含）至80分，“差”60分以下（按百分制折算）。"
)
RULE_EN = (
    "Grades: excellent from 90, good from 80 to below 90, fair from 60 to below 80,"
    " poor below 60 (out of 100)."
)


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (
            "29,4862.71,,86.23,100,良",
            "涉及29个项目、金额4862.71万元，综合得分86.23分（满分100分），评价等级为“良”，与得分相符。",
            " covers 29 projects and 4,862.71 wan yuan; the overall score is 86.23 of 100, the"
            " published grade “Good”,"
            " as the score has it.",
        ),
        (
            "1,,98.5,,,",
            "涉及1个项目，平均得分98.5分（满分100分），按得分为“优”。",
            " covers 1 project; the average score is 98.5 of 100, by its score “Excellent”.",
        ),
        (
            ",,88,86,100,优",
            "综合得分86分、平均得分88分（满分100分），评价等级为“优”，按得分应为“良”。",
            ": the overall score is 86 and the average score is 88 of 100, the published grade"
            " “Excellent”, though by"
            " its score “Good”.",
        ),
        (
            ",,,70,100,合格",
            "综合得分70分（满分100分），评价等级为“合格”，与得分相符。",
            ": the overall score is 70 of 100, the published grade “Fair”, as the score has it.",
        ),
        (
            ",,,45,50,A级",
            "综合得分45分（满分50分），评价等级为“A级”，按得分为“优”。",
            ": the overall score is 45 of 50, the published grade “A级”, by its score “Excellent”.",
        ),
        (
            "1234,10,,,,中",
            "涉及1234个项目、金额10.00万元，得分未公布，评价等级为“中”。",
            " covers 1,234 projects and 10.00 wan yuan; no score is published, the published grade “Fair”.",
        ),
    ],
    ids=["overall", "average only", "grade against score", "合格 is 中", "unknown grade", "no score"],
)
def test_what_was_published_of_the_self_evaluation_is_told(
    tmp_path: Path, row: str, zh: str, en: str
) -> None:
    tables = {"score_summary": f"{SUMMARY}整体支出,Overall,{row},,,,,\n"}
    assert scores(make_book(tmp_path / "zh", {2022: tables})).text == "\n".join(
        [f"2022年整体支出绩效自评{zh}", "各项目得分未公布，无法分析得分分布。", RULE_ZH]
    )
    assert scores(make_book(tmp_path / "en", {2022: tables}, "en")).text == "\n".join(
        [
            f"The 2022 self-evaluation of “Overall”{en}",
            "No project's score is published, so the distribution of scores cannot be analysed.",
            RULE_EN,
        ]
    )


def test_every_scope_is_a_paragraph_and_grade_counts_of_a_summary_are_called_so(tmp_path: Path) -> None:
    tables = {"score_summary": f"{SUMMARY}整体支出,,,,,90,,,,,,,\n项目支出,,4,,85,,,,1,3,0,,none\n"}
    assert [text for _, text in scores(make_book(tmp_path / "zh", {2022: tables})).paragraphs] == [
        "2022年整体支出绩效自评综合得分90分（满分100分），按得分为“优”。",
        "2022年项目支出绩效自评涉及4个项目，平均得分85分（满分100分），按得分为“良”。",
        "各等级项目数：“优”1个（占25.00%）、“良”3个（占75.00%）、“中”0个（占0.00%）。",
        "各项目得分未公布，等级分布取自公布的汇总数。",
        RULE_ZH,
    ]
    english = scores(make_book(tmp_path / "en", {2022: tables}, "en")).text
    assert "Projects by grade: excellent 1 (25.00%), good 3 (75.00%), fair 0 (0.00%)." in english
    assert "No project's score is published; the grades are those of the published summary." in english


def test_without_any_score_nothing_is_said_beside_the_chart(tmp_path: Path) -> None:
    assert (
        scores(make_book(tmp_path, {2022: {"income": "item,phase,amount\nother,actual,1\n"}})).paragraphs
        == ()
    )


LISTED = "project,project_en,initial_budget,adjusted_budget,spent,score\n"


def test_projects_that_are_only_named_are_named_and_the_rest_is_said_to_be_missing(tmp_path: Path) -> None:
    tables = {
        "projects": f"{LISTED}项目甲,Project A,,,,\n项目乙,,,,,\n",
        "score_summary": f"{SUMMARY}整体支出,Overall,29,,,86,,,,,,,examples\n",
        "expenditure": "classification,code,phase,amount\nkind,project,actual,1560.67\n",
    }
    assert projects(make_book(tmp_path / "zh", {2022: tables})).text == (
        "2022年项目支出1560.67万元，共涉及29个项目。\n公布名称的项目有2个：项目乙、项目甲。\n"
        "全部29个项目的清单、预算、执行数和得分均未公布，无法分析预算执行率和得分分布。"
    )
    assert projects(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "Project expenditure of 2022 came to 1,560.67 wan yuan and covers 29 projects.\n"
        "2 projects are named: 项目乙; Project A.\n"
        "The list of all 29 projects with their budgets, spending and scores is not published, so"
        " execution rates"
        " and scores cannot be analysed."
    )


def test_of_three_hundred_names_the_first_dozen_is_told(tmp_path: Path) -> None:
    rows = "".join(f"项目{number:03d},,,,,\n" for number in range(300))
    assert projects(make_book(tmp_path, {2022: {"projects": LISTED + rows}})).text == (
        f"公布名称的项目有300个：{'、'.join(f'项目{number:03d}' for number in range(12))}等。\n"
        "各项目的预算、执行数和得分均未公布，无法分析预算执行率和得分分布。"
    )


def test_projects_with_amounts_are_counted(tmp_path: Path) -> None:
    tables = {"projects": f"{LISTED}甲,,10,,9,90\n乙,,10,,,\n"}
    assert projects(make_book(tmp_path / "zh", {2022: tables})).text == (
        "列入清单的项目2个，其中公布执行数的1个，公布得分的1个。"
    )
    assert projects(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "2 projects are listed; spending is published for 1 of them, a score for 1."
    )


def test_a_missing_list_of_projects_is_said_to_be_missing(tmp_path: Path) -> None:
    tables = {"expenditure": "classification,code,phase,amount\nkind,project,actual,5\n"}
    assert projects(make_book(tmp_path / "zh", {2022: tables})).text == (
        "2022年项目支出5.00万元。\n项目清单未公布，无法分析各项目的预算执行和绩效情况。"
    )
    assert projects(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "Project expenditure of 2022 came to 5.00 wan yuan.\n"
        "The list of projects is not published, so neither their budgets nor their results can be analysed."
    )


OUTPUTS = "area,area_en,output,role,part,value,unit\n"


def test_outputs_are_counted_by_area_and_only_full_divisions_count_as_such(tmp_path: Path) -> None:
    rows = (
        "救助,Aid,低保对象,whole,,10,人\n救助,Aid,低保对象,part,城市,4,人\n救助,Aid,低保对象,part,农村,6,人\n"
        "养老,Party work,照料中心,whole,,5,家\n养老,Party work,照料中心,of_which,运行,2,家\n"
        "养老,Party work,床位,whole,,5,个\n养老,Party work,床位,part,城市,,个\n"
        "养老,Party work,资金,whole,,5,万元\n养老,Party work,资金,part,城市,5,亿元\n"
    )
    tables = {"outputs": OUTPUTS + rows}
    assert outputs(make_book(tmp_path / "zh", {2022: tables})).text == (
        "2022年公布可计数的产出4项，涉及救助、养老等2个领域。其中1项同时公布总数与全部分项。"
    )
    assert outputs(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "4 countable results are published for 2022, in 2 areas: Aid; Party work. For 1 of them both"
        " the whole and"
        " all its parts are published."
    )


@pytest.mark.parametrize(
    ("language", "area", "said"),
    [
        ("zh", "", "2022年公布可计数的产出1项。"),
        ("zh", "救助", "2022年公布可计数的产出1项，涉及救助领域。"),
        ("en", "", "1 countable result is published for 2022."),
    ],
)
def test_one_output_is_told_in_the_singular_with_or_without_its_area(
    tmp_path: Path, language: str, area: str, said: str
) -> None:
    tables = {"outputs": f"{OUTPUTS}{area},,低保对象,whole,,10,人\n"}
    assert outputs(make_book(tmp_path, {2022: tables}, language)).text == said

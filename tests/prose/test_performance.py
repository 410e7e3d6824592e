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


ABSENT_ZH = (
    "2022年各等级项目数、各项目得分、绩效指标未公布，不作等级构成、得分分布、得分与执行率和预算数的关系、"
    "等级分数线附近的得分、得分复核和指标质量分析。"
)
NO_SCORE_ZH = ABSENT_ZH.replace("2022年", "2022年综合得分、").replace("不作", "不作得分的等级、")
ABSENT_EN = (
    "Not published for 2022: the number of projects by grade, the scores of the projects and their"
    " indicators."
    " There is therefore no analysis of the grades of the projects, the distribution of scores, scores"
    " against"
    " execution and budgets, scores near the grade limits, recomputed scores and the quality of indicators."
)
NO_SCORE_EN = ABSENT_EN.replace("2022: ", "2022: the overall score, ").replace(
    "analysis of ", "analysis of the overall grade, "
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
        [f"2022年整体支出绩效自评{zh}", RULE_ZH, ABSENT_ZH if "得分未公布" not in zh else NO_SCORE_ZH]
    )
    assert scores(make_book(tmp_path / "en", {2022: tables}, "en")).text == "\n".join(
        [
            f"The 2022 self-evaluation of “Overall”{en}",
            RULE_EN,
            ABSENT_EN if "no score is published" not in en else NO_SCORE_EN,
        ]
    )


def test_every_scope_is_a_paragraph_and_grade_counts_of_a_summary_are_called_so(tmp_path: Path) -> None:
    tables = {"score_summary": f"{SUMMARY}整体支出,,,,,90,,,,,,,\n项目支出,,4,,85,,,,1,3,0,,none\n"}
    assert [text for _, text in scores(make_book(tmp_path / "zh", {2022: tables})).paragraphs] == [
        "2022年整体支出绩效自评综合得分90分（满分100分），按得分为“优”。",
        "2022年项目支出绩效自评涉及4个项目，平均得分85分（满分100分），按得分为“良”。",
        "各等级项目数：“优”1个（占25.00%）、“良”3个（占75.00%）、“中”0个（占0.00%）。",
        RULE_ZH,
        "2022年各项目得分、绩效指标未公布，不作得分分布、得分与执行率和预算数的关系、等级分数线附近的得分、"
        "得分复核和指标质量分析；等级构成取自公布的汇总数。",
    ]
    english = scores(make_book(tmp_path / "en", {2022: tables}, "en")).text
    assert "Projects by grade: excellent 1 (25.00%), good 3 (75.00%), fair 0 (0.00%)." in english
    assert english.endswith(
        "Not published for 2022: the scores of the projects and their indicators. There is therefore no"
        " analysis of the distribution of scores, scores against execution and budgets, scores near the grade"
        " limits, recomputed scores and the quality of indicators; the grades are those of the published"
        " summary."
    )


def test_what_is_not_published_is_told_once_and_only_that(tmp_path: Path) -> None:
    tables = {"income": "item,phase,amount\nother,actual,1\n"}
    assert scores(make_book(tmp_path / "a", {2022: tables})).text == NO_SCORE_ZH
    scored = {
        "projects": "project,initial_budget,adjusted_budget,spent,score\n甲,,,,90\n",
        "score_summary": f"{SUMMARY}项目支出,,1,,90,,,,,,,,\n",
    }
    assert scores(make_book(tmp_path / "b", {2022: scored})).paragraphs[-1] == (
        "note",
        "2022年绩效指标未公布，不作得分复核和指标质量分析。",
    )
    assert scores(make_book(tmp_path / "c", {2022: scored}, "en")).paragraphs[-1] == (
        "note",
        "Not published for 2022: the indicators of the projects. There is therefore no analysis of recomputed"
        " scores and the quality of indicators.",
    )


LISTED = "project,project_en,initial_budget,adjusted_budget,spent,score\n"
# What else a chapter on projects needs, so that nothing is told to be missing.
REST = {
    "execution": "month,project,amount\n12,,9\n",
    "indicators": "project,level1,level2,level3,target,actual,weight,score\n甲,产出,数量,户数,1,1,10,10\n",
    "outputs": "area,output,role,part,value,unit\n救助,低保对象,whole,,10,人\n",
}


def test_projects_that_are_only_named_are_named_and_the_rest_is_said_to_be_missing(tmp_path: Path) -> None:
    tables = {
        "projects": f"{LISTED}项目甲,Project A,,,,\n项目乙,,,,,\n",
        "score_summary": f"{SUMMARY}整体支出,Overall,29,,,86,,,,,,,examples\n",
        "expenditure": "classification,code,phase,amount\nkind,project,actual,1560.67\n",
    }
    assert projects(make_book(tmp_path / "zh", {2022: tables})).text == (
        "2022年项目支出1560.67万元，共涉及29个项目。\n公布名称的项目有2个：项目乙、项目甲。\n"
        "完整的项目清单、各项目预算数、各项目执行数、项目年末结转、各月累计支出、绩效指标和工作产出数据未公布，"
        "不作预算偏离、低效无效项目、反复结转、执行进度、成本效益和产出分析。"
    )
    assert projects(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "Project expenditure of 2022 came to 1,560.67 wan yuan and covers 29 projects.\n"
        "2 projects are named: 项目乙; Project A.\n"
        "Not published: the full list of projects, project budgets, spending by project, carry-over by"
        " project,"
        " spending by month, performance indicators and results of the work; therefore not analysed:"
        " deviations from the budget, low-efficiency or idle projects, carry-over that returns, progress of"
        " execution, unit costs and results."
    )


def test_of_three_hundred_names_the_first_dozen_is_told(tmp_path: Path) -> None:
    rows = "".join(f"项目{number:03d},,,,,\n" for number in range(300))
    assert projects(make_book(tmp_path, {2022: {"projects": LISTED + rows}})).text == (
        f"公布名称的项目有300个：{'、'.join(f'项目{number:03d}' for number in range(12))}等。\n"
        "各项目预算数、各项目执行数、项目年末结转、各月累计支出、绩效指标和工作产出数据未公布，"
        "不作预算偏离、低效无效项目、反复结转、执行进度、成本效益和产出分析。"
    )


def test_a_complete_list_is_told_with_its_totals(tmp_path: Path) -> None:
    tables = REST | {
        "projects": f"{LISTED}甲,,10,12,9,90\n乙,,10,8,8.5,85\n".replace("score\n", "score,carried_over\n")
        .replace("90\n", "90,1\n")
        .replace("85\n", "85,0\n"),
        "score_summary": f"{SUMMARY}项目支出,Projects,2,,,86,,,,,,,complete\n",
        "expenditure": "classification,code,phase,amount\nkind,project,actual,17.5\n",
    }
    assert projects(make_book(tmp_path / "zh", {2022: tables})).text == (
        "2022年项目支出17.50万元，共涉及2个项目。\n清单列出全部2个项目，调整预算数合计20.00万元，执行数合计"
        "17.50万元，总体执行率87.50%，执行数占项目支出的100.00%；各项目得分均已公布。"
    )
    assert projects(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "Project expenditure of 2022 came to 17.50 wan yuan and covers 2 projects.\n"
        "All 2 projects are listed: adjusted budget 20.00 wan yuan, spent 17.50 wan yuan, execution 87.50% in"
        " all, 100.00% of project expenditure. Every project's score is published."
    )


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        (
            "甲,,10,,9,90\n乙,,10,,,\n",
            "列入清单的项目2个，其中同时公布预算数和执行数的1个，预算数合计10.00万元，执行数合计9.00万元，"
            "总体执行率90.00%；公布得分的1个。",
            "2 projects are listed; for 1 both budget and spending are published: budget 10.00 wan yuan,"
            " spent 9.00 wan yuan, execution 90.00% in all. A score is published for 1.",
        ),
        (
            "甲,,10,,,\n乙,,,,9,\n",
            "列入清单的项目2个，没有项目同时公布预算数和执行数；得分均未公布。",
            "2 projects are listed; for none both budget and spending are published. No score is published.",
        ),
        (
            "甲,,0,,5,90\n",
            "列入清单的项目1个，预算数合计0.00万元，执行数合计5.00万元；各项目得分均已公布。",
            "1 project is listed: budget 0.00 wan yuan, spent 5.00 wan yuan. Every project's score is"
            " published.",
        ),
    ],
    ids=["some", "never both", "no budget"],
)
def test_a_list_with_gaps_says_what_is_published(tmp_path: Path, rows: str, zh: str, en: str) -> None:
    tables = REST | {"projects": LISTED + rows}
    assert projects(make_book(tmp_path / "zh", {2022: tables})).paragraphs[0] == ("text", zh)
    assert projects(make_book(tmp_path / "en", {2022: tables}, "en")).paragraphs[0] == ("text", en)


@pytest.mark.parametrize(
    ("rows", "zh"),
    [
        ("甲,,10,,9,90\n", "项目年末结转未公布，不作反复结转分析。"),
        ("甲,,,,9,90\n", "各项目预算数和项目年末结转未公布，不作预算偏离、低效无效项目和反复结转分析。"),
        ("甲,,9,,,90\n", "各项目执行数和项目年末结转未公布，不作预算偏离、低效无效项目和反复结转分析。"),
        (
            "甲,,10,,,\n乙,,,,9,\n",
            "同一项目的预算数与执行数和项目年末结转未公布，不作预算偏离、低效无效项目和反复结转分析。",
        ),
    ],
)
def test_what_is_not_published_is_told_once_with_what_needs_it(tmp_path: Path, rows: str, zh: str) -> None:
    shown = projects(make_book(tmp_path, {2022: REST | {"projects": LISTED + rows}}))
    assert shown.paragraphs[-1] == ("note", zh)


def test_a_missing_list_of_projects_is_said_to_be_missing(tmp_path: Path) -> None:
    tables = {"expenditure": "classification,code,phase,amount\nkind,project,actual,5\n"}
    assert projects(make_book(tmp_path / "zh", {2022: tables})).text == (
        "2022年项目支出5.00万元。\n完整的项目清单、各月累计支出、绩效指标和工作产出数据未公布，"
        "不作预算偏离、低效无效项目、反复结转、执行进度、成本效益和产出分析。"
    )
    assert projects(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "Project expenditure of 2022 came to 5.00 wan yuan.\n"
        "Not published: the full list of projects, spending by month, performance indicators and results of"
        " the"
        " work; therefore not analysed: deviations from the budget, low-efficiency or idle projects,"
        " carry-over"
        " that returns, progress of execution, unit costs and results."
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

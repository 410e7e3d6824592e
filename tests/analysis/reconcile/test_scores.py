from decimal import Decimal

import pytest

from .conftest import Find

SUMMARY = "scope,scope_en,projects,amount,overall_score,full_score,grade\n部门整体支出,Overall,29,,{},{},{}\n"


@pytest.mark.parametrize(
    ("score", "full", "grade"),
    [("86.23", "100", "良"), ("90", "", "优"), ("45", "50", "优"), ("70", "", "合格"), ("70", "", "达标")],
)
def test_r16_a_grade_that_its_score_has(findings: Find, score: str, full: str, grade: str) -> None:
    assert findings("R16", score_summary=SUMMARY.format(score, full, grade)) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年“部门整体支出”得分为86.23分（满分100分），等级公布为“优”，按得分应为“良”。"),
        (
            "en",
            "In 2022, “Overall” scored 86.23 of 100 and is graded “Excellent”; the score makes it “Good”.",
        ),
    ],
)
def test_r16_a_grade_that_its_score_does_not_have(findings: Find, language: str, message: str) -> None:
    [found] = findings("R16", language, score_summary=SUMMARY.format("86.23", "100", "优"))
    assert (found.message, found.severity, found.difference) == (message, "warning", None)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年“部门整体支出”得分为102分，超出满分100分。"),
        ("en", "In 2022, “Overall” scored 102, above its full score of 100."),
    ],
)
def test_r16_a_score_above_the_full_one(findings: Find, language: str, message: str) -> None:
    [found] = findings("R16", language, score_summary=SUMMARY.format("102", "", "优"))
    assert found.message == message


PROJECTS = """project,initial_budget,adjusted_budget,spent,score,full_score,grade
甲,,,{spent},90,,优
乙,,,300,80,,{grade}
"""


def test_r16_holds_of_each_project(findings: Find) -> None:
    assert findings("R16", projects=PROJECTS.format(spent=100, grade="良")) == []
    [found] = findings("R16", projects=PROJECTS.format(spent=100, grade="中"))
    assert (found.subject, found.left) == ("projects.乙", 80)


COUNTS = "scope,projects,amount,excellent,good,fair,poor\n项目支出,29,,20,{},1,0\n"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年“项目支出”公布项目数为29个，各等级项目合计28个，相差1个。"),
        (
            "en",
            "In 2022, “项目支出” is published with 29 projects; the projects by grade add up to 28,"
            " a difference of 1.",
        ),
    ],
)
def test_r16_projects_by_grade_are_all_projects(findings: Find, language: str, message: str) -> None:
    assert findings("R16", score_summary=COUNTS.format(8)) == []
    [found] = findings("R16", language, score_summary=COUNTS.format(7))
    assert found.message == message


def test_r16_a_grade_without_a_number_leaves_room_for_the_rest(findings: Find) -> None:
    assert findings("R16", score_summary=COUNTS.format("")) == []
    assert len(findings("R16", score_summary=COUNTS.replace("20", "30").format(""))) == 1


INDICATORS = """project,level1,level2,level3,target,actual,weight,score
甲,产出,数量,培训人次,,,{weight},{score}
甲,效益,社会,满意度,,,50,50
"""


@pytest.mark.parametrize("weight", ["50", "40"])
def test_r16_weights_make_the_full_score_or_leave_the_execution_rate_its_ten(
    findings: Find, weight: str
) -> None:
    assert findings("R16", indicators=INDICATORS.format(weight=weight, score=40)) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年“甲”各指标分值合计为95分，应为100分（预算执行率另行计分的为90分）。"),
        (
            "en",
            "In 2022, the weights of the indicators of “甲” add up to 95; they should make 100"
            " (90 where the execution rate is scored apart).",
        ),
    ],
)
def test_r16_weights_that_make_another_sum(findings: Find, language: str, message: str) -> None:
    [found] = findings("R16", language, indicators=INDICATORS.format(weight=45, score=40))
    assert found.message == message


@pytest.mark.parametrize("level1", ["预算执行率", "预算执行情况"])
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年“甲”各指标分值合计为90分，应为100分。"),
        ("en", "In 2022, the weights of the indicators of “甲” add up to 90; they should make 100."),
    ],
)
def test_r16_a_form_that_lists_the_execution_rate_leaves_nothing_for_it(
    findings: Find, language: str, message: str, level1: str
) -> None:
    listed = f"甲,{level1},执行,执行率,,,{{}},5\n"
    form = INDICATORS.format(weight=30, score=30) + listed.format(10)
    [found] = findings("R16", language, indicators=form)
    assert found.message == message
    assert findings("R16", indicators=INDICATORS.format(weight=30, score=30) + listed.format(20)) == []


def test_r16_an_indicator_scores_at_most_its_weight(findings: Find) -> None:
    [found] = findings("R16", indicators=INDICATORS.format(weight=50, score=51))
    assert found.message == "2022年“培训人次”得分为51分，超出满分50分。"


def test_r16_a_missing_weight_leaves_room_for_the_rest(findings: Find) -> None:
    assert findings("R16", indicators=INDICATORS.format(weight="", score=40)) == []


MEAN = "scope,projects,amount,average_score,project_list\n项目支出,2,,{},{}\n"


@pytest.mark.parametrize("stated", ["85", "82.5", "82.50"])
def test_r16_a_stated_score_is_the_plain_or_the_weighted_mean(findings: Find, stated: str) -> None:
    projects = PROJECTS.format(spent=100, grade="良")
    assert findings("R16", projects=projects, score_summary=MEAN.format(stated, "complete")) == []


@pytest.mark.parametrize(
    ("language", "spent", "message"),
    [
        (
            "zh",
            "100",
            "2022年“项目支出”平均得分公布为88分，2个项目得分的平均数为85.00分，按执行数加权为82.50分。",
        ),
        (
            "en",
            "100",
            "In 2022, “项目支出” is published with 88 (Average score); the mean of the 2 projects' scores is"
            " 85.00, weighted by spending 82.50.",
        ),
        ("zh", "", "2022年“项目支出”平均得分公布为88分，2个项目得分的平均数为85.00分。"),
        (
            "en",
            "",
            "In 2022, “项目支出” is published with 88 (Average score); the mean of the 2 projects' scores is"
            " 85.00.",
        ),
    ],
)
def test_r16_a_stated_score_that_is_neither_mean(
    findings: Find, language: str, spent: str, message: str
) -> None:
    projects = PROJECTS.format(spent=spent, grade="良")
    [found] = findings("R16", language, projects=projects, score_summary=MEAN.format("88", "complete"))
    assert found.message == message


def test_r16_scores_of_examples_have_no_mean(findings: Find) -> None:
    projects = PROJECTS.format(spent=100, grade="良")
    assert findings("R16", projects=projects, score_summary=MEAN.format("50", "examples")) == []


def test_r16_a_mean_may_differ_by_its_last_decimal_and_that_of_the_scores(findings: Find) -> None:
    projects = PROJECTS.format(spent="", grade="良").replace(",90,", ",90.33,")
    assert findings("R16", projects=projects, score_summary=MEAN.format("85.17", "complete")) == []
    [found] = findings("R16", projects=projects, score_summary=MEAN.format("85.77", "complete"))
    assert found.tolerance == Decimal("0.505")

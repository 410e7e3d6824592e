from collections.abc import Callable

import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile import applied

from .conftest import Find

KIND = "classification,code,name,phase,amount\nkind,project,,actual,{}\n"
LIST = """project,project_en,initial_budget,adjusted_budget,spent,score
甲,One,100,,{one},
乙,Two,900,,1000.67,
"""
SUMMARY = "scope,projects,amount,project_list\n项目支出,{},,{}\n"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2022年项目支出公布为1560.67万元，乙1000.67万元和甲500.00万元合计为1500.67万元，相差60.00万元。",
        ),
        (
            "en",
            "In 2022, project expenditure is published as 1,560.67 wan yuan; two 1,000.67 wan yuan and"
            " one 500.00"
            " wan yuan add up to 1,500.67 wan yuan, a difference of 60.00 wan yuan.",
        ),
    ],
)
@pytest.mark.parametrize("says", ["complete", ""])
def test_r17_a_complete_list_spends_the_project_expenditure(
    findings: Find, says: str, language: str, message: str
) -> None:
    summary = SUMMARY.format(2, says)
    expenditure = KIND.format("1560.67")
    assert (
        findings("R17", projects=LIST.format(one=560), score_summary=summary, expenditure=expenditure) == []
    )
    [found] = findings(
        "R17", language, projects=LIST.format(one=500), score_summary=summary, expenditure=expenditure
    )
    assert (found.message, found.severity) == (message, "warning")


@pytest.mark.parametrize("says", ["examples", "none"])
def test_r17_a_list_of_examples_proves_nothing(findings: Find, says: str) -> None:
    summary = SUMMARY.format(29, says)
    assert (
        findings("R17", projects=LIST.format(one=1), score_summary=summary, expenditure=KIND.format(9)) == []
    )


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年公布项目数为29个，所列项目为2个，相差27个。"),
        ("en", "In 2022, 29 projects are stated and 2 are listed, a difference of 27."),
    ],
)
def test_r17_as_many_projects_are_listed_as_stated(findings: Find, language: str, message: str) -> None:
    projects = LIST.format(one=560)
    assert findings("R17", projects=projects, score_summary=SUMMARY.format(2, "complete")) == []
    [found] = findings("R17", language, projects=projects, score_summary=SUMMARY.format(29, "complete"))
    assert found.message == message


def test_r17_two_complete_lists_in_one_cannot_be_told_apart(findings: Find) -> None:
    summary = SUMMARY.format(2, "complete") + "部门整体支出,1,,complete\n"
    assert findings("R17", projects=LIST.format(one=560), score_summary=summary) == []


FIGURES = "project,initial_budget,adjusted_budget,spent,carried_over,score\n"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "2021—2022年有2年及以上（含2022年）执行率低于60%的低效项目（不含无效项目）1个，"
            "2022年全年预算数150.00万元，占全部项目的15.00%，高于建议的10%。",
        ),
        (
            "en",
            "In 2022 and in at least 2 years of 2021 to 2022, 1 project of low efficiency (idle ones not"
            " counted) spent less than 60% of the budget; the budget for the whole of 2022 is 150.00 wan"
            " yuan,"
            " 15.00% of that of all projects and above the recommended 10%.",
        ),
    ],
)
def test_r22_projects_low_in_two_years_have_little_of_the_budget(
    findings: Find, language: str, message: str
) -> None:
    now = FIGURES + "甲,300,150,80,,\n乙,800,,790,,\n丙,50,,1,49,\n"
    last = {"projects": FIGURES + "2021年甲,100,,59.99,,\n乙,800,,10,,\n丙,50,,0,50,\n"}
    summary = SUMMARY.format(3, "complete")
    [found] = findings("R22", language, projects=now, score_summary=summary, last=last)
    assert (found.message, found.severity, found.left, found.right) == (message, "info", 15, 10)
    assert len(found.sources) == 1
    within = {"projects": last["projects"].replace("59.99", "60")}
    assert findings("R22", projects=now, score_summary=summary, last=within) == []


@pytest.mark.parametrize(
    ("changed", "says", "last"),
    [
        (("", ""), "examples", True),
        (("150", ""), "complete", True),
        (("", ""), "complete", False),
        ((",80,", ",,"), "complete", True),
    ],
    ids=["examples", "a budget not published", "one year", "spending not published"],
)
def test_r22_is_applied_where_the_screening_can_judge(
    accounts: Callable[..., Accounts], changed: tuple[str, str], says: str, last: bool
) -> None:
    now = (FIGURES + "甲,,150,80,,\n").replace(*changed)
    years = {2021: {"projects": FIGURES + "甲,100,,59.99,,\n"}} if last else None
    book = accounts(years=years, projects=now, score_summary=SUMMARY.format(1, says))
    rule = applied(book).set_index("id").loc["R22"]
    assert (rule["checks"], rule["reason"]) == (
        0,
        "未适用，所需数据未公布：完整的项目清单及其预算，和筛查所需年数的执行数",
    )

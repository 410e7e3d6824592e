"""Screening and returning carry-over in words."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts.settings import Settings
from budgetbook.prose import returning_carryover, screening
from builder import make_book

HEADER = "project,project_en,initial_budget,adjusted_budget,spent,carried_over,score\n"


def told(story: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """Tables up to 2024 of projects `甲,A` with `budget/spent/carried over` in each year, `-` without it."""
    years: dict[int, str] = {}
    for names, figures in story.items():
        each = figures.split(" ")
        for year, figure in zip(range(2025 - len(each), 2025), each, strict=True):
            row = "" if figure == "-" else "{},{},,{},{},\n".format(names, *figure.split("/"))
            years[year] = years.get(year, HEADER) + row
    return {year: {"projects": text} for year, text in years.items()}


LOW = {
    "甲,A": "300/30/0 300/30/0",
    "乙,B": "100/10/0 200/20/0",
    "丙,C": "50/0/50 60/1/59",
    "丁,D": "- 440/0/0",
    "戊,E": "900/890/1 //",
}


def test_what_the_screening_finds_is_counted_and_held_against_the_limit(tmp_path: Path) -> None:
    assert screening(make_book(tmp_path / "zh", told(LOW))).paragraphs == (
        (
            "text",
            "2024年所列5个项目中，2023—2024年有2年及以上执行率、纳入筛查的3个，年数不足、未作判断的1个（丁），"
            "2024年执行率未公布的1个。",
        ),
        (
            "text",
            "无效项目（含本年至少2年执行率不高于5%且年末有结转）1个，为丙，预算60.00万元，执行率1.67%；"
            "低效项目（含本年至少2年执行率低于60%）2个，预算合计500.00万元，其中预算最大的是甲，"
            "预算300.00万元，执行率10.00%。",
        ),
        (
            "alert",
            "低效项目预算占已公布的项目全年预算数的50.00%，高于不超过10%的建议，超出400.00万元；"
            "无效项目预算另占6.00%。",
        ),
    )
    assert screening(make_book(tmp_path / "en", told(LOW), "en")).paragraphs == (
        (
            "text",
            "Of the 5 projects listed for 2024, 3 have execution rates in 2 or more years of 2023 to 2024 and"
            " were screened; 1 has too few of them to be judged (D); for 1 no execution rate of 2024 is"
            " published.",
        ),
        (
            "text",
            "1 project is idle (execution of at most 5% with carry-over in at least 2 years, this one"
            " included): C, with a budget of 60.00 wan yuan and execution of 1.67%. 2 projects are of low"
            " efficiency (execution below 60% in at least 2 years, this one included), with a budget"
            " of 500.00"
            " wan yuan; the largest is A, with a budget of 300.00 wan yuan and execution of 10.00%.",
        ),
        (
            "alert",
            "Projects of low efficiency have 50.00% of the published full-year budgets, which is 400.00"
            " wan yuan above the recommended 10%; idle projects have another 6.00%.",
        ),
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "低效项目预算占所列项目全年预算数的10.00%，符合不超过10%的建议。"),
        (
            "en",
            "Projects of low efficiency have 10.00% of the full-year budget of all listed projects, within"
            " the"
            " recommended 10%.",
        ),
    ],
)
def test_a_share_of_just_the_limit_keeps_it(tmp_path: Path, language: str, said: str) -> None:
    story = {"甲,A": "100/9/0 100/9/0", "乙,B": "900/890/0 900/890/0"}
    shown = screening(make_book(tmp_path, told(story), language))
    assert shown.paragraphs[-1] == ("text", said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "所列项目中有预算数小于0的，不计算占比。"),
        ("en", "A listed budget is below zero, so shares of the budget are not computed."),
    ],
)
def test_beside_a_budget_below_zero_no_share_is_told(tmp_path: Path, language: str, said: str) -> None:
    story = {"甲,A": "100/9/0 100/9/0", "乙,B": "-90/0/0 -90/0/0"}
    assert screening(make_book(tmp_path, told(story), language)).paragraphs[-1] == ("note", said)


def test_another_department_is_told_its_own_thresholds(tmp_path: Path) -> None:
    book = make_book(tmp_path, told({"甲,A": "100/39.9/ 100/39.9/ 100/39.9/"}))
    rules = Settings(low_execution=Decimal("39.95"), low_years=3, low_budget_share=Decimal("12.5"))
    shown = screening(replace(book, department=replace(book.department, settings=rules))).text
    assert "低效项目（含本年至少3年执行率低于39.95%）1个" in shown
    assert "高于不超过12.5%的建议，超出87.50万元。" in shown


@pytest.mark.parametrize(
    ("story", "zh", "en"),
    [
        (
            {"甲,A": "100/90/9 100/90/9"},
            "其中没有无效项目（含本年至少2年执行率不高于5%且年末有结转）和低效项目（含本年至少"
            "2年执行率低于60%）。",
            "No project is idle (execution of at most 5% with carry-over in at least 2 years, this one"
            " included)"
            " or of low efficiency (execution below 60% in at least 2 years, this one included).",
        ),
        (
            {"甲,A": "100/90/ 100/90/"},
            "2023—2024年没有项目具有2年及以上的执行率和年末结转数，未作无效项目筛查。",
            "In 2023 to 2024 no project has execution rates and carry-over of 2 or more years, so projects"
            " were not screened for idle ones.",
        ),
        (
            {"甲,A": "100/90/0 100/90/0"},
            "2024年所列1个项目中，2023—2024年有2年及以上执行率、纳入筛查的1个。",
            "Of the 1 project listed for 2024, 1 has execution rates in 2 or more years of 2023 to"
            " 2024 and was"
            " screened.",
        ),
    ],
    ids=["carry-over only", "carry-over not published", "nothing found"],
)
def test_what_was_not_found_or_not_looked_for_is_told_last(
    tmp_path: Path, story: dict[str, str], zh: str, en: str
) -> None:
    assert screening(make_book(tmp_path / "zh", told(story))).paragraphs[-1][1] == zh
    assert screening(make_book(tmp_path / "en", told(story), "en")).paragraphs[-1][1] == en


@pytest.mark.parametrize(
    ("figures", "zh", "en"),
    [
        (
            "100/3/97",
            "无效项目（含本年至少1年执行率不高于5%且年末有结转）1个，为甲，预算100.00万元，执行率3.00%。\n"
            "无效项目预算占所列项目全年预算数的100.00%。\n",
            "\nIdle projects have 100.00% of the full-year budget of all listed projects.\n",
        ),
        (
            "100/90/0",
            "其中没有无效项目（含本年至少1年执行率不高于5%且年末有结转）。\n",
            "\nNo project is idle (execution of at most 5% with carry-over in at least 1 year, this one"
            " included).\n",
        ),
    ],
)
def test_one_year_can_be_enough_for_idleness_alone(tmp_path: Path, figures: str, zh: str, en: str) -> None:
    def said(language: str) -> str:
        book = make_book(tmp_path / language, told({"甲,A": figures}), language)
        rules = replace(book.department, settings=Settings(idle_years=1))
        return screening(replace(book, department=rules)).text

    assert said("zh") == (
        "2024年所列1个项目中，2024年有2年及以上执行率、纳入低效项目筛查的0个，"
        f"有1年及以上执行率和年末结转数、纳入无效项目筛查的1个。\n{zh}"
        "2024年没有项目具有2年及以上的执行率，未作低效项目筛查。"
    )
    assert "; 1 has execution rates and carry-over in 1 year and was screened for idleness.\n" in said("en")
    assert en in said("en")


def test_where_nothing_can_be_screened_there_is_one_sentence(tmp_path: Path) -> None:
    figures = "100/9/9"
    assert screening(make_book(tmp_path / "zh", told({"甲,A": figures}))).paragraphs == (
        ("note", "2024年数据中没有项目具有2年及以上的执行率，未作无效项目和低效项目筛查。"),
    )
    [(_, said)] = screening(make_book(tmp_path / "en", told({"甲,A": figures}), "en")).paragraphs
    assert said.endswith(
        "no project has execution rates of 2 or more years, so projects were not screened for idle and"
        " low-efficiency ones."
    )


@pytest.mark.parametrize("story", [{"甲,A": "//9 //9"}, {"甲,A": "90/9/9 -"}], ids=["no spending", "no list"])
def test_without_any_rate_of_the_year_nothing_is_said(tmp_path: Path, story: dict[str, str]) -> None:
    tables = told(story) | ({2024: {}} if "-" in story["甲,A"] else {})
    tables.setdefault(2024, {})["income"] = "item,phase,amount\nother,actual,1\n"
    assert screening(make_book(tmp_path, tables)).paragraphs == ()


def test_without_low_efficiency_projects_the_idle_ones_are_held_against_nothing(tmp_path: Path) -> None:
    story = {"甲,A": "100/1/99 100/1/99", "乙,B": "100/90/ 100/90/"}
    assert screening(make_book(tmp_path / "zh", told(story))).paragraphs[-1] == (
        "text",
        "没有低效项目；无效项目预算占所列项目全年预算数的50.00%。",
    )
    assert screening(make_book(tmp_path / "en", told(story), "en")).paragraphs[-1] == (
        "text",
        "No project is of low efficiency; idle projects have 50.00% of the full-year budget of all listed"
        " projects.",
    )


def test_one_year_can_be_enough_for_a_project_to_be_idle(tmp_path: Path) -> None:
    book = make_book(tmp_path, told({"甲,A": "100/1/99"}))
    book = replace(book, department=replace(book.department, settings=Settings(idle_years=1)))
    assert screening(book).paragraphs[1] == (
        "text",
        "无效项目（含本年至少1年执行率不高于5%且年末有结转）1个，为甲，预算100.00万元，执行率1.00%。",
    )


CARRIED = {
    "甲,A": "200/1/5 200/1/6 200/1/8",
    "乙,B": "- 100/1/30 100/1/20",
    "丙,C": "- 100/1/0 100/1/12",
}


def test_returning_carry_over_is_told_with_its_share_and_its_largest(tmp_path: Path) -> None:
    assert returning_carryover(make_book(tmp_path / "zh", told(CARRIED))).paragraphs == (
        (
            "text",
            "2024年末所列项目结转合计40.00万元，涉及3个项目，较上年增加4.00万元，增长11.11%。"
            "其中，2个项目连续2年及以上年末有结转，合计28.00万元，占70.00%。"
            "金额最大的是乙，2024年末结转20.00万元，为当年预算的20.00%，自2023年起已连续2年；"
            "持续最久的是甲，自2022年起已连续3年。",
        ),
        ("text", "各年末结转合计：2022年5.00万元；2023年36.00万元；2024年40.00万元。"),
    )
    assert returning_carryover(make_book(tmp_path / "en", told(CARRIED), "en")).paragraphs == (
        (
            "text",
            "At the end of 2024 the listed projects carried over 40.00 wan yuan (3 projects), up 4.00"
            " wan yuan"
            " (11.11%) on last year. Of this, 28.00 wan yuan (70.00%) is that of 2 projects with"
            " carry-over at"
            " the end of 2 or more years running. The largest is B: 20.00 wan yuan at the end of 2024, 20.00%"
            " of its budget of the year, 2 years running since 2023; the longest running is A, 3 years since"
            " 2022.",
        ),
        ("text", "By year: 5.00 wan yuan in 2022; 36.00 wan yuan in 2023; 40.00 wan yuan in 2024."),
    )


@pytest.mark.parametrize(
    ("figures", "zh", "en"),
    [
        (
            "9/9/",
            "",
            "",
        ),
        (
            "9/9/0 9/9/0",
            "2024年末所列项目结转合计0.00万元，与上年持平。没有项目连续2年及以上年末有结转。",
            "At the end of 2024 the listed projects carried over 0.00 wan yuan, unchanged from last year. No"
            " project carried money over at the end of 2 or more years running.",
        ),
        (
            "9/9/5",
            "2024年末所列项目结转合计5.00万元，涉及1个项目，无上年数可比。\n"
            "年末结转连续公布不足2年，无法判断结转是否反复。",
            "At the end of 2024 the listed projects carried over 5.00 wan yuan (1 project), with no figure of"
            " last year to compare it with.\nCarry-over is published for fewer than 2 years running, so it"
            " cannot be told whether it returns.",
        ),
    ],
    ids=["not published", "none", "one year"],
)
def test_without_returning_carry_over_it_is_said_why(tmp_path: Path, figures: str, zh: str, en: str) -> None:
    story = told({"甲,A": figures})
    assert returning_carryover(make_book(tmp_path / "zh", story)).text == zh
    assert returning_carryover(make_book(tmp_path / "en", story, "en")).text == en

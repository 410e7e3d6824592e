"""A topic's own charts: the finding, what is drawn of many lines, and the sentence where nothing can be."""

from pathlib import Path

import pytest

from budgetbook import charts
from budgetbook.accounts import Accounts, load
from budgetbook.charts.exhibit import Exhibit
from budgetbook.explore.choices import offers
from budgetbook.explore.exhibits import lines_of_year, lines_over_years
from budgetbook.explore.topic import Topic
from budgetbook.explore.views import view, views
from budgetbook.prose import Prose
from budgetbook.words import LANGUAGES
from builder import make_book
from exhibits import broken

ROOT = Path(__file__).parents[2]
GROUP = Topic("expenditure", "group", "actual")
PROJECT = Topic("projects", "project", "actual")
LINES = "classification,code,name,phase,amount\n"
PROJECTS = "project,initial_budget,adjusted_budget,spent,score\n"


def spent(total: str, rows: str) -> dict[str, str]:
    return {
        "totals": f"item,phase,amount\ncurrent_year_expenditure,actual,{total}\n",
        "expenditure": LINES + rows,
    }


def two_years(folder: Path, language: str = "zh") -> Accounts:
    tables = {
        2021: spent("100", "function,20802,,actual,30\nfunction,20805,,actual,70\n"),
        2022: spent("100", "function,20802,,actual,60\nfunction,20805,,actual,30\n"),
    }
    return make_book(folder, tables, language)


def listed(*projects: str) -> dict[str, str]:
    return {
        "projects": PROJECTS + "".join(f"{name},,,{amount},\n" for name, amount in map(str.split, projects))
    }


def sentence(shown: Exhibit | Prose) -> str:
    assert isinstance(shown, Prose)
    return shown.text


def test_the_largest_line_is_the_finding_and_the_rest_has_a_bar_of_its_own(tmp_path: Path) -> None:
    shown = lines_of_year(two_years(tmp_path), GROUP)
    assert isinstance(shown, Exhibit)
    assert shown.title == "20802 民政管理事务占本年支出合计的60.00%"
    assert shown.subtitle == "2022年支出，按功能分类（款），决算数，单位：万元，括号内为占本年支出合计的比重"
    assert shown.alt == (
        "横条图，按金额从大到小列示2022年支出的2项（按功能分类（款），决算数），本年支出合计100.00万元："
        "20802 民政管理事务60.00万元，占60.00%；20805 行政事业单位养老支出30.00万元，占30.00%。"
    )
    assert [row["cells"] for row in shown.table.json["rows"]] == [
        ["20802 民政管理事务", "60.00", "60.00"],
        ["20805 行政事业单位养老支出", "30.00", "30.00"],
        ["未细分或未公布", "10.00", "10.00"],
        ["本年支出合计", "100.00", "100.00"],
    ]
    assert "未细分或未公布" in shown.svg
    assert shown.notes[-1] == "所列各项合计90.00万元，比本年支出合计少10.00万元，差额未细分到此层次或未公布。"


def test_the_same_in_english(tmp_path: Path) -> None:
    shown = lines_of_year(two_years(tmp_path, "en"), GROUP)
    assert isinstance(shown, Exhibit)
    assert shown.title == "20802 Civil affairs administration: 60.00% of current-year expenditure"
    assert shown.subtitle == (
        "Expenditure by functional group, 2022, actual, unit: wan yuan (10,000 yuan),"
        " shares of current-year expenditure in brackets"
    )
    assert shown.notes[-1] == (
        "The lines make 90.00 wan yuan, 10.00 wan yuan less than current-year expenditure;"
        " the difference is not broken down to this level or not published."
    )


def test_lines_beyond_their_total_say_so(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: spent("50", "function,20802,,actual,60\n")})
    shown = lines_of_year(book, GROUP)
    assert isinstance(shown, Exhibit)
    assert shown.notes[-1] == "所列各项合计60.00万元，比本年支出合计多10.00万元。"
    assert "未细分" not in shown.svg


def test_many_lines_are_drawn_as_the_largest_and_one_of_all_others(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: listed(*(f"项目{number} {number}" for number in range(1, 31)))})
    shown = lines_of_year(book, PROJECT)
    assert isinstance(shown, Exhibit)
    assert "其余19项" in shown.svg
    assert len(shown.table.rows) == 31
    assert shown.title == "项目30占列出项目合计的6.45%"


def test_a_long_name_gives_way_to_the_figure_in_a_title(tmp_path: Path) -> None:
    name = "很长的名称" * 12
    book = make_book(tmp_path / "one", {2022: listed(f"{name} 9", "乙 1")})
    shown = lines_of_year(book, PROJECT)
    assert isinstance(shown, Exhibit)
    assert shown.title == "最大的一项占列出项目合计的90.00%"
    assert broken(shown, "zh") == []
    book = make_book(tmp_path / "two", {2021: listed(f"{name} 4"), 2022: listed(f"{name} 9")})
    shown = lines_over_years(book, PROJECT)
    assert isinstance(shown, Exhibit)
    assert shown.title == "图中变动最大的一项由2021年的4.00万元增至9.00万元"
    assert broken(shown, "zh") == []


def test_without_a_total_there_are_amounts_and_no_shares(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"projects": PROJECTS + "甲,,,9,\n乙,,,,\n"}})
    shown = lines_of_year(book, PROJECT)
    assert isinstance(shown, Exhibit)
    assert shown.title == "甲9.00万元"
    assert shown.subtitle == "2022年项目支出，按项目，决算数，单位：万元"
    assert "缺数" in shown.svg
    assert shown.table.json["rows"][-1]["cells"] == ["列出项目合计", "[x]", "[x]"]


def test_lines_that_are_all_zero_are_a_sentence(tmp_path: Path) -> None:
    rows = "item,phase,amount\ntotal,actual,0\nabroad,actual,0\nreception,actual,\n"
    book = make_book(tmp_path, {2022: {"three_public": rows}})
    topic = Topic("three_public", "detail", "actual")
    assert sentence(lines_of_year(book, topic)) == "2022年“三公”经费已公布的各项决算数均为0，不作图。"


def test_the_line_that_moved_most_is_the_finding_over_the_years(tmp_path: Path) -> None:
    shown = lines_over_years(two_years(tmp_path), GROUP)
    assert isinstance(shown, Exhibit)
    assert shown.title == "20805 行政事业单位养老支出由2021年的70.00万元减至30.00万元"
    assert shown.subtitle == "支出，按功能分类（款），决算数，2021—2022年，单位：万元，各年条形刻度相同"
    assert shown.alt == (
        "分年条形图，按年度列示支出的2项（按功能分类（款），决算数）："
        "20802 民政管理事务2021年30.00万元、2022年60.00万元；"
        "20805 行政事业单位养老支出2021年70.00万元、2022年30.00万元。"
    )
    assert [row["cells"] for row in shown.table.json["rows"]] == [
        ["20802 民政管理事务", "30.00", "60.00"],
        ["20805 行政事业单位养老支出", "70.00", "30.00"],
    ]


def test_a_line_that_a_year_does_not_list_is_not_drawn_as_nothing_published(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2021: listed("甲 5"), 2022: listed("甲 5", "新建 3")})
    shown = lines_over_years(book, PROJECT)
    assert isinstance(shown, Exhibit)
    assert [row["cells"] for row in shown.table.json["rows"]] == [
        ["甲", "5.00", "5.00"],
        ["新建", "未列入", "3.00"],
    ]
    assert shown.title == "图中各项均与2021年持平"


def test_one_year_alone_is_a_sentence(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: listed("甲 5")})
    assert sentence(lines_over_years(book, PROJECT)) == (
        "项目支出（按项目，决算数）在所选年度中只有一年的数据，不作年度比较。"
    )


def test_where_the_report_has_the_figure_it_is_the_reports(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: spent("100", "function,208,,actual,100\nfunction,20802,,actual,100\n")})
    report = charts.structure(book, "function")
    assert view(book, Topic("expenditure", "class", "actual"), "lines") == report
    assert view(book, GROUP, "lines") != report


def test_a_chart_that_is_silent_in_a_chapter_says_here_that_it_has_no_data(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: listed("甲 5")})
    assert charts.execution_rates(book).json["paragraphs"] == []
    assert sentence(view(book, PROJECT, "execution_rates")) == "2022年没有此图表所需的数据。"


def test_the_shares_over_the_years_are_those_of_the_flow_and_not_of_another(tmp_path: Path) -> None:
    book = two_years(tmp_path)
    told = view(book, Topic("income", "group", "actual"), "structure_over_years")
    assert isinstance(told, Prose)
    shown = view(book, GROUP, "structure_over_years")
    assert isinstance(shown, Exhibit)
    assert shown.id == "structure-function-over-years"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "department", ["example-county-civil-affairs", "putuo-finance", "xizang-civil-affairs"]
)
def test_everything_offered_can_be_seen_and_keeps_the_rules_of_the_report(
    department: str, language: str
) -> None:
    book = load(ROOT / "data", department, years=2, language=language)
    wrong = []
    for flow, depths in offers(book).items():
        for depth, phases in depths.items():
            for phase in phases:
                topic = Topic(flow, depth, phase)
                # The report's own charts are the same whatever the depth and the phase.
                own = views(topic)[:2] if (depth, phase) != (next(iter(depths)), phases[0]) else views(topic)
                for name in own:
                    shown = view(book, topic, name)
                    wrong += [f"{topic} {name}: {rule}" for rule in broken(shown, language)]
                    assert shown.json
    assert wrong == []

"""Scores on their grades, and the grades with their projects and money, as exhibits."""

from pathlib import Path

import pytest

from budgetbook.charts import grade_band, grade_counts
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

SUMMARY = (
    "scope,scope_en,projects,amount,average_score,overall_score,full_score,grade,excellent,good,fair,poor\n"
)
PROJECTS = "project,initial_budget,spent,adjusted_budget,score,full_score\n"


def summary(*rows: str) -> dict[str, str]:
    return {"score_summary": SUMMARY + "".join(f"{row}\n" for row in rows)}


def projects(*rows: str) -> dict[str, str]:
    """Rows of what was spent, the score and the full score."""
    told = [f"项目{n},,,{row}\n" for n, row in enumerate(rows)]
    return {"projects": PROJECTS + "".join(told)}


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (
            "整体支出,Overall,29,,,86.23,100,良,,,,",
            "整体支出得分86.23分，等级为“良”",
            "Overall: 86.23 points, “Good”",
        ),
        (
            "整体支出,Overall,,,98.5,,,,,,,",
            "整体支出平均得分98.5分，等级为“优”",
            "Overall: 98.5 points on average, “Excellent”",
        ),
        (
            "整体支出,Overall,,,,43,50,优,,,,",
            "整体支出得分43分（满分50分），按得分应为“良”",
            "Overall: 43 of 50 points, which makes “Good”",
        ),
        ("整体支出,Overall,,,,65,100,合格,,,,", "整体支出得分65分，等级为“中”", "Overall: 65 points, “Fair”"),
        (
            "整体支出,Overall,,,,59.99,100,C级,,,,",
            "整体支出得分59.99分，等级为“差”",
            "Overall: 59.99 points, “Poor”",
        ),
    ],
    ids=["overall", "average", "another full score", "合格", "unknown grade"],
)
def test_a_score_is_titled_with_its_grade(tmp_path: Path, row: str, zh: str, en: str) -> None:
    for language, title in (("zh", zh), ("en", en)):
        shown = grade_band(make_book(tmp_path / language, {2022: summary(row)}, language))
        assert shown.title == title
        assert broken(shown, language) == []


@pytest.mark.parametrize(
    ("score", "said"),
    [
        ("86.23", "处于“良”区间，距“优”还差3.77分。"),
        ("90", "处于“优”区间，已是最高等级。"),
        ("0", "处于“差”区间，距“中”还差60分。"),
    ],
)
def test_the_alternative_text_says_how_far_the_next_grade_is(tmp_path: Path, score: str, said: str) -> None:
    shown = grade_band(make_book(tmp_path, {2022: summary(f"整体支出,,,,,{score},,,,,,")}))
    assert shown.alt == f"得分标尺图。2022年整体支出得分{score}分，{said}"


def test_scopes_follow_one_another_each_over_its_years(tmp_path: Path) -> None:
    years = {year: summary("甲,A,,,,90,,,,,,", "乙,B,,,80,,,,,,,") for year in (2020, 2022)}
    shown = grade_band(make_book(tmp_path, years))
    assert shown.subtitle == "绩效自评得分及等级区间，2020—2022年，按百分制折算"
    assert [row[:3] for row in cells(shown)] == [
        ["2020", "甲", "90"],
        ["2022", "甲", "90"],
        ["2020", "乙", "80"],
        ["2022", "乙", "80"],
    ]


@pytest.mark.parametrize(
    ("language", "drawn", "left_out", "note"),
    [
        (
            "zh",
            ["2020年甲", "2022年甲", "2022年乙"],
            "2020年乙",
            "图中列示首个评价范围各年得分和其他范围的本年得分，其余1个得分见数据表。",
        ),
        (
            "en",
            ["A, 2020", "A, 2022", "B, 2022"],
            "B, 2020",
            "The chart shows the first scope over the years and the others this year; 1 more score is in the"
            " table.",
        ),
    ],
)
def test_only_the_scope_of_the_title_is_drawn_over_the_years(
    tmp_path: Path, language: str, drawn: list[str], left_out: str, note: str
) -> None:
    years = {year: summary("甲,A,,,,90,,,,,,", "乙,B,,,80,,,,,,,") for year in (2020, 2022)}
    shown = grade_band(make_book(tmp_path, years, language))
    assert all(name in shown.svg for name in drawn)
    assert left_out not in shown.svg
    assert shown.notes[-1] == note
    assert broken(shown, language) == []


def test_of_many_scopes_this_years_first_dozen_is_drawn_and_the_table_has_all(tmp_path: Path) -> None:
    years = {year: summary(*(f"范围{n:02d},,,,,90,,,,,," for n in range(14))) for year in (2021, 2022)}
    shown = grade_band(make_book(tmp_path, years))
    assert "范围11" in shown.svg
    assert "范围12" not in shown.svg
    assert "2022年" in shown.subtitle
    assert len(cells(shown)) == 28


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        ("25,4,,", "25个项目（86.21%）为“优”", "25 projects (86.21%) are “Excellent”"),
        ("0,1,0,0", "1个项目（100.00%）为“良”", "1 project (100.00%) is “Good”"),
    ],
)
def test_the_commonest_grade_is_the_title(tmp_path: Path, counts: str, zh: str, en: str) -> None:
    for language, title in (("zh", zh), ("en", en)):
        shown = grade_counts(
            make_book(tmp_path / language, {2022: summary(f"整体支出,,,,,,,,{counts}")}, language)
        )
        assert shown.title == title
        assert broken(shown, language) == []
    if counts.endswith(",,"):
        assert "no data" in shown.svg


def test_where_scores_and_counts_are_not_published_the_paragraph_beside_speaks(tmp_path: Path) -> None:
    book = make_book(tmp_path / "a", {2021: summary("甲,,,,,90,,,1,,,"), 2022: summary("甲,,,,,,,良,,,,")})
    assert grade_band(book).paragraphs == grade_counts(book).paragraphs == ()
    zeros = make_book(tmp_path / "b", {2022: summary("甲,,,,,90,,,0,0,0,0")}, "en")
    assert grade_counts(zeros).paragraphs == ()


RULE = "等级划分（按百分制折算）：“优”90分及以上、“良”80分（含）至90分、“中”60分（含）至80分、“差”60分以下。"
BUDGET_RULE = "预算数：有调整预算数的为调整预算数，否则为年初预算数。"
RULE_EN = (
    "Grades (out of 100): “Excellent” from 90, “Good” from 80 to below 90, “Fair” from 60 to below 80,"
    " “Poor” below 60."
)


def test_the_grades_are_told_with_their_projects_and_their_money(tmp_path: Path) -> None:
    rows = projects("30,95,", "1000,85,", ",84,", "10,27.6,30")
    shown = grade_counts(make_book(tmp_path / "zh", {2022: rows}))
    assert (shown.id, shown.title) == ("grade-counts", "2个项目（50.00%）为“优”")
    assert shown.subtitle == "各等级的项目数和全年预算数，2022年，共4个，金额单位：万元，括号内为占比"
    assert shown.alt == (
        "百分比堆积条形图，列示2022年4个项目各等级的个数和全年预算数：“优”2个（50.00%），全年预算数40.00万元（3.85%）；"
        "“良”2个（50.00%），全年预算数1000.00万元（96.15%）。"
    )
    assert shown.notes == ["数据来源：文件。", RULE, BUDGET_RULE, "1个项目未公布预算数，其金额未计入。"]
    assert cells(shown) == [
        ["优", "2", "50.00", "40.00", "3.85", "[x]"],
        ["良", "2", "50.00", "1,000.00", "96.15", "[x]"],
        ["中", "0", "0.00", "0.00", "0.00", "[x]"],
        ["差", "0", "0.00", "0.00", "0.00", "[x]"],
    ]
    for text in ("1,000.00（96.15%）", "1,040.00", "项目数（个）", "全年预算数（万元）"):
        assert text in shown.svg
    assert broken(shown, "zh") == []


def test_the_grades_are_told_in_english(tmp_path: Path) -> None:
    shown = grade_counts(make_book(tmp_path, {2022: projects("30,95,", ",85,", "10,95,")}, "en"))
    assert shown.title == "2 projects (66.67%) are “Excellent”"
    assert shown.alt == (
        "Stacked bars of 100% of the number and the budgets of 3 projects by grade in 2022: “Excellent” 2"
        " (66.67%), budget 40.00 wan yuan (100.00%); “Good” 1 (33.33%), budget not published."
    )
    assert shown.notes == [
        "Source: 文件.",
        RULE_EN,
        "Budget: as adjusted during the year where that is published, else as set at its start.",
        "1 project has no published budget and adds no amount.",
    ]
    assert broken(shown, "en") == []


@pytest.mark.parametrize(
    "tables",
    [projects(",95,", ",85,"), summary("项目支出,,2,1040,,,,,1,1,0,0")],
    ids=["no project tells", "a summary"],
)
def test_without_amounts_the_numbers_stand_alone(tmp_path: Path, tables: dict[str, str]) -> None:
    shown = grade_counts(make_book(tmp_path, {2022: tables}))
    assert shown.subtitle == "各等级项目个数，2022年，共2个"
    assert cells(shown)[0] == ["优", "1", "50.00"]
    assert "预算数" not in shown.svg
    assert (RULE in shown.notes) == ("projects" in tables)
    assert broken(shown, "zh") == []

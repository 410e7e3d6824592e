"""What one of a project's outputs cost as a table, over the years, and what moved the spending."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetbook.charts import cost_factors, cost_over_years, cost_per_output
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

PROJECTS = "project,project_en,initial_budget,adjusted_budget,spent,score\n"
INDICATORS = "project,level1,level2,level3,level3_en,target,actual,measure_unit,weight,score\n"
LONG = (
    "最低生活保障、特困人员救助供养和临时救助等困难群众基本生活" + "救助补助资金及配套项目经费支出安排计划表"
)
HOSTILE = "=1+<b>$x$"


def year(*outputs: str) -> dict[str, str]:
    """Outputs as `project,budget,spent,target,actual,unit`, one a project unless the project is repeated."""
    rows = [one.split(",") for one in outputs]
    listed = {row[0]: f"{row[0]},Project,{row[1]},,{row[2]}," for row in rows}
    read = [
        f"{project},产出,数量指标,产出{place if project in [r[0] for r in rows[:place]] else ''},Output,"
        f"{target},{actual},{unit},10,10"
        for place, (project, _, _, target, actual, unit) in enumerate(rows)
    ]
    return {
        "projects": PROJECTS + "".join(f"{row}\n" for row in listed.values()),
        "indicators": INDICATORS + "".join(f"{row}\n" for row in read),
    }


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def many(names: Sequence[str], spent: int = 10) -> dict[str, str]:
    return year(*(f"{name},90,{spent + place},,{10 + place},人" for place, name in enumerate(names)))


TWO = {
    2021: year("甲,110,100,10,10,户", "乙,10,10,4,2,个"),
    2022: year("甲,100,96,10,8,户", "乙,20,30,4,3,个", "丙,,1,,2,"),
}


def test_costs_stand_beside_plan_last_year_and_median(tmp_path: Path) -> None:
    shown = cost_per_output(make_book(tmp_path, TWO))
    assert (shown.title, shown.subtitle) == (
        "2项产出中2项单位成本高于计划",
        "单位成本 = 项目执行数 ÷ 完成数量，2022年，按执行数从大到小，成本单位：元",
    )
    assert cells(shown) == [
        ["甲", "产出", "8", "户", "96.00", "120,000.00", "100,000.00", "100,000.00", "[z]"],
        ["乙", "产出", "3", "个", "30.00", "100,000.00", "50,000.00", "50,000.00", "[z]"],
        ["丙", "产出", "2", "[x]", "1.00", "5,000.00", "[z]", "[z]", "[z]"],
    ]
    assert "一个项目有多项产出的，各项均以该项目全部执行数计算，不得相加。" not in shown.notes
    english = cost_per_output(make_book(tmp_path / "en", TWO, "en"))
    assert english.title == "2 of 2 outputs cost more than planned"
    assert [row[3] for row in cells(english)] == ["households", "number", "[x]"]
    assert broken(shown, "zh") == broken(english, "en") == []


def test_without_a_plan_the_title_counts_the_outputs_and_several_of_a_project_are_not_to_be_added(
    tmp_path: Path,
) -> None:
    years = {2022: year("甲,,96,,8,户", "甲,,96,,2,人", "乙,,9,,1,人")}
    for language, title, note in (
        ("zh", "3项产出的单位成本", "一个项目有多项产出的，各项均以该项目全部执行数计算，不得相加。"),
        (
            "en",
            "Unit costs of 3 outputs",
            "Where a project has several outputs its whole spending is set against each, so they do not add"
            " up.",
        ),
    ):
        shown = cost_per_output(make_book(tmp_path / language, years, language))
        assert shown.title == title
        assert note in shown.notes
        assert broken(shown, language) == []


def test_costs_over_the_years_have_a_panel_each_and_a_gap_where_there_is_none(tmp_path: Path) -> None:
    years = {2020: year("甲,110,80,10,10,户"), 2021: year("甲,110,100,10,多,户"), 2022: TWO[2022]}
    shown = cost_over_years(make_book(tmp_path, years))
    assert shown.title == "1项产出各年的单位成本"
    assert shown.subtitle == "产出单位成本（执行数 ÷ 完成数量），2020—2022年，各图刻度不同，单位：元"
    assert shown.alt == (
        "小型多图，列示1项产出2020—2022年的单位成本，各图刻度不同。2022年：甲（产出）120000元。"
    )
    assert "缺数" in shown.svg
    assert cells(shown) == [
        ["甲", "产出", "2020", "80.00", "10", "80,000.00", "[z]"],
        ["甲", "产出", "2021", "[x]", "[x]", "[x]", "[x]"],
        ["甲", "产出", "2022", "96.00", "8", "120,000.00", "[x]"],
    ]
    assert broken(shown, "zh") == []


def test_the_title_counts_what_rose_and_six_panels_are_shown(tmp_path: Path) -> None:
    names = [f"项目{letter}" for letter in "甲乙丙丁戊己庚"]
    years = {2021: many(names), 2022: many(names, 12)}
    for language, title, note in (
        ("zh", "6项产出中6项单位成本较上年上升", "图中列示执行数最大的6项产出，其余见数据文件。"),
        (
            "en",
            "6 of 6 outputs cost more than last year",
            "The chart shows the 6 outputs with the largest spending; the others are in the data file.",
        ),
    ):
        shown = cost_over_years(make_book(tmp_path / language, years, language))
        assert shown.title == title
        assert note in shown.notes
        assert (len(cells(shown)), len(shown.data.rows)) == (12, 14)
        assert broken(shown, language) == []


def test_a_number_far_above_its_target_has_no_plan_and_the_note_says_so(tmp_path: Path) -> None:
    years = {2021: year("甲,9,9,10,15,人"), 2022: year("甲,9,9,10,10,人", "乙,9,9,10,15,个")}
    for language, note, last in (
        (
            "zh",
            "完成值达到年度指标值150%及以上的，指标值不能反映计划，不计算计划成本，也不与上年比较。",
            "本年或上年完成值达到年度指标值150%及以上的，不计算增减率。",
        ),
        (
            "en",
            "Where 150% of the target or more was achieved the target tells no plan, so there is no planned"
            " unit"
            " cost and no comparison with last year.",
            "No rate of change is given where 150% of the target or more was achieved in one of the two"
            " years.",
        ),
    ):
        book = make_book(tmp_path / language, years, language)
        shown, over_years = cost_per_output(book), cost_over_years(book)
        assert [row[6:] for row in cells(shown)] == [["[z]"] * 3, ["9,000.00", "6,000.00", "[z]"]]
        assert note in shown.notes
        assert last in over_years.notes
        assert [row[-1] for row in cells(over_years)] == ["[z]", "[z]"]
        assert broken(shown, language) == broken(over_years, language) == []


def test_a_cost_of_last_year_that_is_not_published_is_told_from_one_that_cannot_be(tmp_path: Path) -> None:
    years = {2021: year("甲,9,,10,9,人"), 2022: year("甲,9,9,10,10,人", "乙,,9,10,9,个")}
    assert [row[6:] for row in cells(cost_per_output(make_book(tmp_path, years)))] == [
        ["[x]", "[z]", "[z]"],
        ["9,000.00", "[x]", "[z]"],
    ]


def test_changes_are_split_the_largest_first(tmp_path: Path) -> None:
    shown = cost_factors(make_book(tmp_path, TWO))
    assert (shown.title, shown.subtitle) == (
        "分解的2项中主要受数量、单价影响的各1项",
        "项目支出增减额的因素分解（数量 × 单价），2022年与2021年比，按平均法，单位：万元",
    )
    assert shown.alt == (
        "分组条形图，列示2022年项目支出较上年的增减额及其两项影响，共2项："
        "甲（产出）减少4.00万元，其中数量影响-22.00、单价影响+18.00；"
        "乙（产出）增加20.00万元，其中数量影响+7.50、单价影响+12.50。"
    )
    assert cells(shown) == [
        ["甲", "产出", "10", "8", "100,000.00", "120,000.00", "-22.00", "+18.00", "-4.00"],
        ["乙", "产出", "2", "3", "50,000.00", "100,000.00", "+7.50", "+12.50", "+20.00"],
    ]
    english = cost_factors(make_book(tmp_path / "en", TWO, "en"))
    assert english.title == "Of 2 changes split, volume and price each led in 1"
    assert broken(shown, "zh") == broken(english, "en") == []


def test_zero_numbers_repeated_projects_and_hidden_changes_are_noted(tmp_path: Path) -> None:
    names = [f"项目{letter}" for letter in "甲乙丙丁戊己庚辛"]
    twice = ("壬,,5,,0,户", "壬,,5,,2,人"), ("壬,,999,,4,户", "壬,,999,,3,人")
    last, now = (
        {table: text + many(names, spent)[table].partition("\n")[2] for table, text in year(*rows).items()}
        for rows, spent in zip(twice, (10, 12), strict=True)
    )
    shown = cost_factors(make_book(tmp_path, {2021: last, 2022: now}))
    assert shown.notes[2:] == [
        "上年或本年数量为0的，没有单价可比，增减额全部计为数量影响。",
        "同一项目的几项产出各分解一次，说明的是同一增减额，不得相加。",
        "图中列示增减额或单项影响最大的8项，其余见数据文件。",
    ]
    assert shown.title == "变动或影响最大的8项中7项主要受单价影响"
    assert (len(cells(shown)), len(shown.data.rows)) == (8, 10)
    assert broken(shown, "zh") == []


def test_three_hundred_projects_and_names_that_are_long_or_hostile_stay_text(tmp_path: Path) -> None:
    names = [LONG, HOSTILE, *(f"项目{place:03d}" for place in range(298))]
    years = {2021: many(names), 2022: many(names[::-1], 12)}
    book = make_book(tmp_path, years)
    table = cost_per_output(book)
    assert (len(cells(table)), len(table.data.rows)) == (30, 300)
    assert "其余270项产出见数据文件。" in table.notes
    for shown in (table, cost_over_years(book), cost_factors(book)):
        assert broken(shown, "zh") == []
        assert "<b>" not in shown.svg + shown.html


@pytest.mark.parametrize("draw", [cost_per_output, cost_over_years, cost_factors])
def test_without_costs_the_paragraph_beside_says_so(tmp_path: Path, draw: object) -> None:
    book = make_book(tmp_path, {2022: {"projects": f"{PROJECTS}甲,,1,,1,\n"}})
    assert draw(book).paragraphs == ()  # type: ignore[operator]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_outputs_with_one_english_name_stay_two_panels(tmp_path: Path, language: str) -> None:
    tables = {one: year("甲,10,10,5,5,人", "甲,10,10,4,4,人") for one in (2021, 2022)}
    shown = cost_over_years(make_book(tmp_path, tables, language))
    assert isinstance(shown, Exhibit)
    assert len(shown.data.rows) == 4
    assert len(cells(shown)) == 4

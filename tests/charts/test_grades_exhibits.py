"""The grades between divisions and over the years as exhibits."""

from pathlib import Path

import pytest

from budgetbook.charts import grade_counts, grades_by_division, grades_over_years
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

PROJECTS = "project,division,division_en,initial_budget,spent,adjusted_budget,score\n"
SUMMARY = "scope,projects,amount,average_score,excellent,good,fair,poor\n"
RULE = "等级划分（按百分制折算）：“优”90分及以上、“良”80分（含）至90分、“中”60分（含）至80分、“差”60分以下。"


def projects(*rows: str) -> dict[str, str]:
    """Rows of division, its English name, what was spent and the score."""
    told = []
    for n, row in enumerate(rows):
        division, english, rest = row.split(",", 2)
        told.append(f"项目{n:03d},{division},{english},,,{rest}\n")
    return {"projects": PROJECTS + "".join(told)}


def summary(row: str) -> dict[str, str]:
    return {"score_summary": f"{SUMMARY}项目支出,30,,{row}\n"}


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


DIVISIONS = ["救助处,Relief,10,95", "养老处,Care,30,90", "养老处,Care,10,70", ",,5,40", "养老处,Care,,"]


def test_divisions_are_compared_with_the_lowest_mean_first(tmp_path: Path) -> None:
    shown = grades_by_division(make_book(tmp_path, {2022: projects(*DIVISIONS)}))
    assert shown.title == "各内设机构平均得分在80分至95分之间"
    assert (
        shown.subtitle == "各内设机构项目的等级构成，2022年，共4个，按平均得分由低到高排列，单位：个，"
        "右侧另列平均得分和全年预算数"
    )
    assert shown.alt == (
        "堆积条形图，按平均得分由低到高列示2022年各内设机构4个项目的等级：养老处2个项目，均值80 / 加权85；"
        "救助处1个项目，均值95 / 加权95；未注明内设机构1个项目，均值40 / 加权40。"
    )
    assert shown.notes == [
        "数据来源：文件。",
        RULE,
        "均值为简单平均得分，加权为按全年预算数加权的平均得分，后者只含同时公布得分和预算数的项目。",
        "未注明内设机构的项目列于最后。",
        "另有1个项目未公布得分，未计入。",
    ]
    assert cells(shown) == [
        ["养老处", "1", "0", "1", "0", "2", "80", "85", "40.00", "[x]"],
        ["救助处", "1", "0", "0", "0", "1", "95", "95", "10.00", "[x]"],
        ["未注明内设机构", "0", "0", "0", "1", "1", "40", "40", "5.00", "[x]"],
    ]
    assert "均值80 / 加权85" in shown.svg
    assert "40.00万元" in shown.svg
    assert broken(shown, "zh") == []


def test_divisions_are_compared_in_english(tmp_path: Path) -> None:
    shown = grades_by_division(make_book(tmp_path, {2022: projects(*DIVISIONS)}, "en"))
    assert shown.title == "Mean scores of the divisions: 80 to 95"
    assert shown.alt == (
        "Stacked bars of 4 projects by grade and division in 2022, the lowest mean score first: Care 2"
        " projects, mean 80 / weighted 85; Relief 1 project, mean 95 / weighted 95; No division named 1"
        " project, mean 40 / weighted 40."
    )
    assert "2 (excellent 1, fair 1), mean 80" in shown.svg
    assert "budget 40.00 wan yuan" in shown.svg
    assert broken(shown, "en") == []


def test_a_division_without_any_score_says_so(tmp_path: Path) -> None:
    shown = grades_by_division(make_book(tmp_path, {2022: projects("甲处,,1,90", "乙处,,1,")}))
    assert shown.title == "各内设机构平均得分均为90分"
    assert cells(shown)[1] == ["乙处", "0", "0", "0", "0", "0", "[x]", "[x]", "[x]", "[x]"]
    assert "得分未公布" in shown.svg
    assert broken(shown, "zh") == []


def test_of_many_divisions_a_dozen_is_drawn_and_thirty_are_printed(tmp_path: Path) -> None:
    rows = [f"第{n:02d}处,Division {n},1,{50 + n}" for n in range(40)]
    for language, said in (
        ("zh", ["图中列示前12项，其余见数据表。", "数据表列示前30行，其余10行见数据文件。"]),
        (
            "en",
            [
                "The chart shows the first 12; the others are in the table.",
                "The table shows the first 30 rows; the other 10 are in the data file.",
            ],
        ),
    ):
        shown = grades_by_division(make_book(tmp_path / language, {2022: projects(*rows)}, language))
        assert shown.notes[-2:] == said
        assert (len(cells(shown)), len(shown.data.rows)) == (30, 40)
        assert broken(shown, language) == []
    assert "Division 11" in shown.svg
    assert "Division 12" not in shown.svg


def test_without_divisions_or_scores_there_is_no_comparison(tmp_path: Path) -> None:
    book = make_book(tmp_path / "a", {2022: projects(",,1,90", "甲处,,1,")})
    assert grades_by_division(book).text == "公布得分的项目未注明所属内设机构，不作内设机构间的比较。"
    english = make_book(tmp_path / "b", {2022: projects(",,1,90")}, "en")
    assert (
        grades_by_division(english).text
        == "The scored projects name no division, so divisions are not compared."
    )
    unscored = make_book(tmp_path / "c", {2022: projects("甲处,,1,")})
    assert grades_by_division(unscored).paragraphs == grades_over_years(unscored).paragraphs == ()


YEARS = {
    2019: summary("91.2,20,8,2,0"),
    2021: projects("甲处,,1,95", "甲处,,1,70"),
    2022: projects("甲处,,1,95", "甲处,,1,70", "甲处,,1,85"),
}


def test_the_years_are_compared_and_a_missing_one_says_so(tmp_path: Path) -> None:
    shown = grades_over_years(make_book(tmp_path, YEARS))
    assert shown.title == "“优”项目的占比由66.67%降至33.33%"
    assert shown.subtitle == "各等级项目的占比，2019—2022年，单位：%，右侧为项目数和平均得分"
    assert shown.alt == (
        "百分比堆积条形图，按年度列示项目的等级构成：2019年“优”占66.67%、“良”占26.67%、“中”占6.67%；2020年缺数；"
        "2021年“优”占50.00%、“中”占50.00%；2022年“优”占33.33%、“良”占33.33%、“中”占33.33%。"
    )
    assert shown.notes == [
        "数据来源：文件。",
        RULE,
        "均值为简单平均得分，加权为按全年预算数加权的平均得分，后者只含同时公布得分和预算数的项目。",
        "标注“汇总”的年度未公布各项目得分，各等级个数取自公布的自评汇总。",
    ]
    assert cells(shown) == [
        ["2019", "20", "8", "2", "0", "30", "91.20", "[x]", "自评汇总"],
        ["2021", "1", "0", "1", "0", "2", "82.50", "82.50", "项目得分"],
        ["2022", "1", "1", "1", "0", "3", "83.33", "83.33", "项目得分"],
    ]
    for text in ("2019年（汇总）", "缺数", "30个，均值91.20", "3个，均值83.33 / 加权"):
        assert text in shown.svg
    assert broken(shown, "zh") == []


def test_the_years_are_compared_in_english(tmp_path: Path) -> None:
    shown = grades_over_years(make_book(tmp_path, YEARS, "en"))
    assert shown.title == "The share of “Excellent” fell from 66.67% to 33.33%"
    assert "2020 no data; 2021 “Excellent” 50.00%, “Fair” 50.00%" in shown.alt
    assert "2019 (summary)" in shown.svg
    assert broken(shown, "en") == []


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("90,1,1,0,0", "90,2,1,0,0", "“优”项目的占比由50.00%升至66.67%"),
        ("90,1,1,0,0", "90,2,2,0,0", "“优”项目的占比保持在50.00%"),
        ("90,0,1,0,0", ",0,9,0,0", "“优”项目的占比保持在0.00%"),
        ("90,,1,0,0", "90,1,1,0,0", "项目等级构成的年度比较"),
    ],
    ids=["up", "flat", "no mean", "a count that is not published"],
)
def test_the_title_tells_how_the_best_grade_moved(tmp_path: Path, first: str, last: str, title: str) -> None:
    shown = grades_over_years(make_book(tmp_path, {2021: summary(first), 2022: summary(last)}))
    assert shown.title == title
    assert RULE not in shown.notes
    assert broken(shown, "zh") == []


@pytest.mark.parametrize(
    ("shares", "zh", "en"),
    [
        (
            ("1,1", "2,0", "1,1"),
            "“优”项目的占比首末年均为50.00%，2021年曾达100.00%",
            "The share of “Excellent” is 50.00% at both ends, with 100.00% in 2021",
        ),
        (
            ("2,0", "0,2", "1,1"),
            "“优”项目的占比由100.00%降至50.00%，2021年曾低至0.00%",
            "The share of “Excellent” fell from 100.00% to 50.00%, with only 0.00% in 2021",
        ),
        (("1,1", "1,1", "1,1"), "“优”项目的占比保持在50.00%", "The share of “Excellent” stayed at 50.00%"),
        (
            ("0,2", "1,1", "2,0"),
            "“优”项目的占比由0.00%升至100.00%",
            "The share of “Excellent” rose from 0.00% to 100.00%",
        ),
    ],
    ids=["peak between", "low between", "every year equal", "between its ends"],
)
def test_the_title_tells_the_years_between_that_lie_beyond_both_ends(
    tmp_path: Path, shares: tuple[str, ...], zh: str, en: str
) -> None:
    years = {2020 + n: summary(f"90,{share},0,0") for n, share in enumerate(shares)}
    for language, title in (("zh", zh), ("en", en)):
        shown = grades_over_years(make_book(tmp_path / language, years, language))
        assert shown.title == title
        assert broken(shown, language) == []


def test_one_year_of_grades_is_not_compared(tmp_path: Path) -> None:
    years = {2021: summary("90,0,0,0,0"), 2022: summary("90,1,0,0,0")}
    assert grades_over_years(make_book(tmp_path / "zh", years)).text == (
        "只有一个年度的等级数据，不作年度间的比较。"
    )
    assert grades_over_years(make_book(tmp_path / "en", years, "en")).text == (
        "Grades are published for one year only, so years are not compared."
    )


def test_rows_in_any_order_give_the_same_pictures(tmp_path: Path) -> None:
    head, *rows = projects(*DIVISIONS, "救助处,Relief,7,85")["projects"].splitlines()
    books = [
        make_book(
            tmp_path / str(n),
            {year: {"projects": "\n".join([head, *order]) + "\n"} for year in (2021, 2022)},
        )
        for n, order in enumerate((rows, rows[::-1]))
    ]
    for exhibit in (grades_by_division, grades_over_years, grade_counts):
        one, other = (exhibit(book) for book in books)
        assert (one.svg, one.json) == (other.svg, other.json)

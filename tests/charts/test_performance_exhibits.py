"""Scores, grades, projects, execution and outputs as exhibits."""

from pathlib import Path

import pytest

from budgetbook.charts import execution_rates, grade_band, grade_counts, output_parts, outputs, projects
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

SUMMARY = (
    "scope,scope_en,projects,amount,average_score,overall_score,full_score,grade,excellent,good,fair,poor\n"
)


def summary(*rows: str) -> dict[str, str]:
    return {"score_summary": SUMMARY + "".join(f"{row}\n" for row in rows)}


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


def test_scores_and_counts_that_are_not_published_are_sentences(tmp_path: Path) -> None:
    book = make_book(tmp_path / "a", {2021: summary("甲,,,,,90,,,1,,,"), 2022: summary("甲,,,,,,,良,,,,")})
    assert grade_band(book).text == "2022年绩效自评的综合得分未公布。"
    assert grade_counts(book).text == "2022年各等级的项目个数未公布，不作等级分布图。"
    zeros = make_book(tmp_path / "b", {2022: summary("甲,,,,,90,,,0,0,0,0")}, "en")
    assert grade_counts(zeros).text == (
        "The number of projects per grade is not published for 2022, so their distribution is not charted."
    )


LISTED = "project,project_en,division,initial_budget,adjusted_budget,spent,score\n"


def listed(count: int, division: str = "") -> dict[str, str]:
    rows = [
        f"项目{n:03d},Project {n},{division},,{100 + n},{100 if n % 2 else 50},9{n % 10}"
        for n in range(count)
    ]
    return {"projects": LISTED + "".join(f"{row}\n" for row in rows)}


def test_projects_are_a_table_with_the_largest_first(tmp_path: Path) -> None:
    shown = projects(make_book(tmp_path, {2022: listed(30, "救助处")}))
    assert (shown.title, shown.subtitle) == (
        "2022年列出的30个项目",
        "2022年预算数、执行数和得分，金额单位：万元",
    )
    assert cells(shown)[0] == ["项目029", "救助处", "129.00", "100.00", "77.52", "99"]
    assert len(cells(shown)) == 30
    assert broken(shown, "zh") == []


def test_of_three_hundred_projects_thirty_are_shown_and_the_others_are_in_the_file(tmp_path: Path) -> None:
    for language, said in (
        ("zh", "其余270个项目见数据文件。"),
        ("en", "The other 270 projects are in the data file."),
    ):
        book = make_book(tmp_path / language, {2022: listed(300)}, language)
        for shown in (projects(book), execution_rates(book)):
            assert said in shown.notes
            assert len(cells(shown)) == 30
            assert len(shown.data.rows) == 300
            assert broken(shown, language) == []


@pytest.mark.parametrize(
    ("count", "language", "title", "alt"),
    [
        (
            8,
            "zh",
            "8个项目中3个的执行率在95%至105%之间",
            "点图，列示2022年项目预算执行率，最低的是项目006，为47.17%；8个项目中3个在95%至105%之间。",
        ),
        (
            1,
            "en",
            "0 of 1 project has execution rates of 95% to 105%",
            "Dots of execution rates in 2022: Project 0 has the lowest, 50.00%; 0 of 1 project lies"
            " between 95% and 105%.",
        ),
    ],
)
def test_execution_rates_are_counted_inside_the_band(
    tmp_path: Path, count: int, language: str, title: str, alt: str
) -> None:
    shown = execution_rates(make_book(tmp_path, {2022: listed(count)}, language))
    assert (shown.title, shown.alt) == (title, alt)
    assert broken(shown, language) == []


def test_few_projects_that_are_only_named_have_no_table_and_many_have(tmp_path: Path) -> None:
    def named(count: int) -> dict[str, str]:
        return {"projects": LISTED + "".join(f"项目{n},,,,,,\n" for n in range(count))}

    few = make_book(tmp_path / "few", {2022: named(12)})
    assert projects(few).paragraphs == execution_rates(few).paragraphs == ()
    many = projects(make_book(tmp_path / "many", {2022: named(13)}))
    assert cells(many)[0] == ["项目0", "[x]", "[x]", "[x]", "[x]"]


OUTPUTS = "area,area_en,output,output_en,role,part,part_en,value,unit,qualifier\n"
ALLOWANCE = [
    "救助,Aid,低保对象,People on allowance,whole,,,155550,人,",
    "救助,Aid,低保对象,People on allowance,part,城市,Urban,23637,人,",
    "救助,Aid,低保对象,People on allowance,part,农村,Rural,131913,人,",
]


def output_table(*rows: str) -> dict[str, str]:
    return {"outputs": OUTPUTS + "".join(f"{row}\n" for row in rows)}


@pytest.mark.parametrize(
    ("language", "title", "alt"),
    [
        (
            "zh",
            "低保对象155550人，其中农村占84.80%",
            "百分比堆积条形图，列示1项产出的构成。低保对象155550人，其中城市23637；农村131913。",
        ),
        (
            "en",
            "People on allowance: 155,550 people, 84.80% of them Rural",
            "Stacked bars of the composition of 1 result. People on allowance: 155,550 people (Urban"
            " 23,637; Rural 131,913).",
        ),
    ],
)
def test_an_output_with_all_its_parts_is_titled_by_the_largest(
    tmp_path: Path, language: str, title: str, alt: str
) -> None:
    shown = output_parts(make_book(tmp_path, {2022: output_table(*ALLOWANCE)}, language))
    assert (shown.title, shown.alt) == (title, alt)
    assert broken(shown, language) == []


@pytest.mark.parametrize(
    "rows",
    [
        ["救助,,床位,,whole,,,10,个,", "救助,,床位,,of_which,城市,,4,个,"],
        ["救助,,床位,,whole,,,10,个,", "救助,,床位,,part,城市,,,个,"],
        ["救助,,床位,,whole,,,10,个,", "救助,,床位,,part,城市,,4,张,"],
        ["救助,,床位,,part,城市,,4,个,"],
    ],
    ids=["of which", "a part not published", "two units", "no whole"],
)
def test_an_output_that_is_not_fully_divided_is_not_charted(tmp_path: Path, rows: list[str]) -> None:
    assert output_parts(make_book(tmp_path, {2022: output_table(*rows)})).text == (
        "没有同时公布总数和全部分项的产出，不作构成图。"
    )


def test_of_many_divided_outputs_a_dozen_is_drawn(tmp_path: Path) -> None:
    rows = [row.replace("低保对象", f"对象{n:02d}") for n in range(14) for row in ALLOWANCE]
    shown = output_parts(make_book(tmp_path, {2022: output_table(*rows)}))
    assert "对象11" in shown.svg
    assert "对象12" not in shown.svg
    assert "图中列示前12项，其余见数据表。" in shown.notes
    assert len(cells(shown)) == 42


def test_outputs_are_listed_as_they_were_published(tmp_path: Path) -> None:
    rows = [
        *ALLOWANCE[:2],
        "救助,Aid,床位,Beds,whole,,,10,个,over",
        "救助,Aid,床位,Beds,of_which,城市,Urban,,个,",
        ",,登记,Registered,whole,,,3505,册,planned",
    ]
    chinese = outputs(make_book(tmp_path / "zh", {2022: output_table(*rows)}))
    assert (chinese.title, chinese.subtitle) == ("2022年公布的3项产出", "2022年数据，按领域列示，单位见表")
    assert cells(chinese)[1:] == [
        ["救助", "其中：城市（15.20%）", "23,637", "人"],
        ["救助", "床位", "10以上", "个"],
        ["救助", "其中：城市", "[x]", "个"],
        ["[x]", "登记", "3,505（计划）", "册"],
    ]
    english = outputs(make_book(tmp_path / "en", {2022: output_table(*rows)}, "en"))
    assert cells(english)[2] == ["Aid", "Beds", "over 10", "number"]
    assert broken(chinese, "zh") == broken(english, "en") == []


def test_without_outputs_there_is_a_sentence(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: summary("甲,,,,,90,,,,,,")}, "en")
    assert outputs(book).text == "No countable results were provided for 2022."

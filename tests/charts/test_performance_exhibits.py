"""Projects, execution and outputs as exhibits."""

from pathlib import Path

import pytest

from budgetbook.charts import execution_rates, output_parts, outputs, projects
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


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
        "30个项目共支出2250.00万元，执行率65.50%",
        "2022年预算数、执行数和得分，金额单位：万元",
    )
    assert cells(shown)[0] == ["项目029", "救助处", "129.00", "100.00", "77.52", "99"]
    assert cells(shown)[30] == ["30个项目合计", "[z]", "3,435.00", "2,250.00", "65.50", "[z]"]
    assert shown.table.rows[30].style == "total"
    assert broken(shown, "zh") == []


def test_projects_whose_amounts_are_not_all_known_have_no_total(tmp_path: Path) -> None:
    tables = {"projects": LISTED + "甲,,,10,,9,90\n乙,,,10,,,\n"}
    shown = projects(make_book(tmp_path, {2022: tables}))
    assert shown.title == "2022年列出的2个项目"
    assert [row[0] for row in cells(shown)] == ["乙", "甲"]


def test_of_three_hundred_projects_thirty_are_shown_and_the_others_are_in_the_file(tmp_path: Path) -> None:
    for language, said in (
        ("zh", "其余270个项目见数据文件。"),
        ("en", "The other 270 projects are in the data file."),
    ):
        book = make_book(tmp_path / language, {2022: listed(300)}, language)
        for shown, total in ((projects(book), 1), (execution_rates(book), 0)):
            assert said in shown.notes
            assert len(cells(shown)) == 30 + total
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


def test_of_many_rates_those_farthest_from_the_budget_are_shown_above_and_below_it(tmp_path: Path) -> None:
    rows = [f"项目{n:03d},,,,100,{100 + n % 2},9" for n in range(40)]
    rows += ["多,,,,100,320,9", "少,,,,100,10,9", "空,,,,0,10,9"]
    shown = execution_rates(make_book(tmp_path, {2022: {"projects": LISTED + "\n".join(rows) + "\n"}}))
    assert shown.title == "42个项目中40个的执行率在95%至105%之间"
    assert [row[0] for row in cells(shown)][::29] == ["少", "多"]
    assert "▶" in shown.svg
    assert "图表列示执行率与100%相差最大的30个项目。" in shown.notes
    assert "其余12个项目见数据文件。" in shown.notes
    assert broken(shown, "zh") == []


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


def test_without_outputs_the_chapters_first_paragraph_says_so(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: listed(1)}, "en")
    assert outputs(book).paragraphs == output_parts(book).paragraphs == ()

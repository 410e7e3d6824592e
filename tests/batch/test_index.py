"""The index is made from manifests alone: a row for each department's year, whatever their state."""

import base64
import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from fontTools.ttLib import TTFont
from index_cases import failed, front, put, report

from budgetbook.batch.index import INDEX, find_entries, write_index
from budgetbook.report.export.formats import FORMATS
from budgetbook.report.shelf import PublishError
from budgetbook.words import LANGUAGES

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}&amp;=cmd()"


MADE, FAILED_AT = (
    datetime.fromisoformat(moment).astimezone()
    for moment in ("2026-01-31T08:30:00+00:00", "2026-02-01T08:30:00+00:00")
)


def page_of(outputs: Path, language: str = "zh") -> BeautifulSoup:
    path = write_index(outputs, language)
    assert path == outputs / INDEX
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    (found,) = page.select(selector)
    return found


def told(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def said(cell: Tag) -> str:
    return " ".join(cell.get_text(" ").split())


def table(page: BeautifulSoup) -> list[list[str]]:
    return [[said(cell) for cell in row.select("th, td")] for row in page.select(".index-table tr")]


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {said(one(fact, "dt")): said(one(fact, "dd")) for fact in page.select(".facts div")}


def links(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(said(link), str(link["href"])) for link in page.select(".index-table a")]


def test_without_a_report_the_page_says_what_makes_one(tmp_path: Path) -> None:
    page = page_of(tmp_path / "out")
    assert said(one(page, "main")) == (
        "还没有任何报告。运行 budgetbook report 或 budgetbook batch 即可生成。"
    )
    assert page.select("table, script, .facts") == []
    assert "There is no report yet." in said(one(page_of(tmp_path / "out", "en"), "main"))


def test_one_report_has_one_row_with_its_figures_findings_and_links(tmp_path: Path) -> None:
    report(tmp_path)
    page = page_of(tmp_path)
    assert table(page) == [
        [
            "部门", "年度", "报告", "状态", "勾稽错误", "警告", "提示", "收入总计 （万元）",
            "本年支出 （万元）", "完成预算 （%）", "项目数 （个）", "项目平均得分 （分）", "运行时间",
        ],
        [
            "ju某局 ju", "2022", "中文 网页 PDF", "完整", "1", "2", "0", "6,122.13", "4,862.71", "[x]", "29",
            "86.23", told(MADE),
        ],
    ]  # fmt: skip
    assert facts(page) == {"部门": "1", "部门年度": "1", "完整": "1", "失败": "0"}
    assert links(page) == [("网页", "ju/2022/report.html"), ("PDF", "ju/2022/report.pdf")]
    assert re.search(r"（UTC[+-][0-9]{2}:[0-9]{2}）", said(one(page, ".notes")))


def test_the_page_is_told_in_english(tmp_path: Path) -> None:
    report(tmp_path)
    report(tmp_path, language="en")
    page = page_of(tmp_path, "en")
    assert one(page, "html")["lang"] == "en"
    assert table(page) == [
        [
            "Department", "Year", "Reports", "Status", "Errors", "Warnings", "Notes",
            "Total income (wan yuan)", "Current-year expenditure (wan yuan)", "Budget used (%)", "Projects",
            "Mean project score (points)", "Run at",
        ],
        [
            "Bureau ju ju", "2022", "Chinese HTML PDF English HTML PDF", "Whole", "1", "2", "0", "6,122.13",
            "4,862.71", "[x]", "29", "86.23", told(MADE),
        ],
    ]  # fmt: skip
    assert not re.search("[\u4e00-\u9fff]", page.get_text())


def test_rows_are_by_department_and_year_and_languages_share_one(tmp_path: Path) -> None:
    for slug, year, language in (("b", 2022, "zh"), ("a", 2023, "zh"), ("a", 2022, "en"), ("a", 2022, "zh")):
        report(tmp_path, slug, year, language)
    page = page_of(tmp_path)
    assert [row[:3] for row in table(page)[1:]] == [
        ["a某局 a", "2022", "中文 网页 PDF 英文 网页 PDF"],
        ["a某局 a", "2023", "中文 网页 PDF"],
        ["b某局 b", "2022", "中文 网页 PDF"],
    ]
    assert facts(page)["部门"] == "2"
    assert [said(option) for option in page.select("#filter-year option")] == ["全部", "2023", "2022"]


def test_every_format_is_linked_by_what_opens_it(tmp_path: Path) -> None:
    report(tmp_path, formats=tuple(FORMATS))
    assert links(page_of(tmp_path)) == [
        ("网页", "ju/2022/report.html"),
        ("PDF", "ju/2022/report.pdf"),
        ("Word", "ju/2022/report.docx"),
        ("Excel", "ju/2022/report.xlsx"),
    ]


def test_formats_that_were_not_made_are_not_linked(tmp_path: Path) -> None:
    report(tmp_path, formats=("pdf",))
    report(tmp_path, language="en", formats=("html",))
    assert links(page_of(tmp_path)) == [("PDF", "ju/2022/report.pdf"), ("网页", "ju/2022/report.en.html")]


def test_a_department_is_called_as_its_report_in_the_pages_language_calls_it(tmp_path: Path) -> None:
    report(tmp_path, "a", 2022)
    report(tmp_path, "a", 2023, "en")
    report(tmp_path, "b", 2022)
    failed(tmp_path, "a", 2024)
    page = page_of(tmp_path, "en")
    assert [row[0] for row in table(page)[1:]] == ["Bureau a a", "Bureau a a", "Bureau a a", "b某局 b"]
    assert [name.get("lang") for name in page.select("tbody th")] == [None, None, None, "zh-CN"]


def test_reports_are_found_at_any_depth_and_others_folders_passed_over(tmp_path: Path) -> None:
    report(tmp_path / "province" / "city", "ju", 2022)
    report(tmp_path, "2022", 2021)  # a department may be called so
    report(tmp_path / ".hidden", "ju", 2022)
    put(tmp_path / "ting" / "2022" / "partial" / "manifest.json", {})  # a report of some chapters
    (tmp_path / "ting" / "2022" / "figures").mkdir()
    assert sorted(str(entry.folder) for entry in find_entries(tmp_path)) == [
        "2022/2021",
        "province/city/ju/2022",
    ]
    assert links(page_of(tmp_path))[-1] == ("PDF", "province/city/ju/2022/report.pdf")


def test_a_failed_report_is_told_with_chapter_and_error_and_what_the_links_lead_to(tmp_path: Path) -> None:
    report(tmp_path)
    failed(tmp_path)
    page = page_of(tmp_path)
    assert table(page)[1][2:5] == [
        "中文 网页 PDF",
        "失败 中文：章节 03_x，“收入”，ValueError: 坏了… 链接是上一次的报告。",
        "1",
    ]
    assert table(page)[1][-1] == told(FAILED_AT)
    assert facts(page) == {"部门": "1", "部门年度": "1", "完整": "0", "失败": "1"}
    assert one(page, "tbody tr")["data-status"] == "failed"


def test_a_report_that_has_only_failed_has_no_figures(tmp_path: Path) -> None:
    report(tmp_path, "ting")
    path = failed(tmp_path)
    content = json.loads(path.read_bytes())
    content["failures"].insert(0, {"chapter": "01_a", "error": "KeyError", "message": "'x'"})
    put(path, content)
    row = table(page_of(tmp_path))[1]
    assert row[:4] == ["ju", "2022", "[z]", "失败 中文：章节 01_a，“开头”，KeyError: 'x'，另有 1 章"]
    assert set(row[4:-1]) == {"[z]"}


def test_one_language_may_have_failed_alone(tmp_path: Path) -> None:
    report(tmp_path)
    failed(tmp_path, language="en")
    assert table(page_of(tmp_path, "en"))[1][2:4] == [
        "Chinese HTML PDF",
        "Failed English: chapter 03_x, “收入”, ValueError: 坏了…",
    ]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 2, "outputs": []}'])
def test_a_broken_manifest_is_told_and_breaks_nothing(tmp_path: Path, content: str) -> None:
    report(tmp_path).write_text(content, encoding="utf-8")
    report(tmp_path, "ting")
    page = page_of(tmp_path)
    assert table(page)[1][:4] == [
        "ju", "2022", "[z]", "清单无法读取 中文：manifest.json 损坏或由旧版生成，请重新生成报告。",
    ]  # fmt: skip
    assert facts(page) == {"部门": "2", "部门年度": "2", "完整": "1", "失败": "0", "清单无法读取": "1"}


def test_what_a_failed_run_left_may_be_broken_too(tmp_path: Path) -> None:
    report(tmp_path)
    failed(tmp_path).write_text("{", encoding="utf-8")
    assert table(page_of(tmp_path, "en"))[1][3] == (
        "Unreadable manifest Chinese: failed/manifest.json is damaged or of an older version;"
        " make the report again."
    )


ODD: list[dict[str, Any]] = [
    {"department": None, "slug_": ["x"], "year_": {}, "findings": [1], "figures": "x"},
    {"findings": {"error": "1", "warning": True}, "figures": [1, {"key": None}, {"key": "total_income"}]},
    {"figures": [{"key": "total_income", "value": "NaN", "unit": 7}, {"key": "x", "value": [], "unit": "x"}]},
]


@pytest.mark.parametrize("changes", ODD)
def test_a_front_that_holds_anything_else_has_no_figures(tmp_path: Path, changes: dict[str, Any]) -> None:
    report(tmp_path, **changes)
    row = table(page_of(tmp_path))[1]
    assert row[0].endswith("ju")
    assert row[1] == "2022"
    assert {"NaN", "None", "True", "[1]"}.isdisjoint(row)


@pytest.mark.parametrize("finished", ["", "yesterday", 7, None, "9999-12-31T23:59:59+00:00"])
def test_a_time_that_is_none_is_left_out(tmp_path: Path, finished: Any) -> None:
    report(tmp_path, finished=finished)
    assert table(page_of(tmp_path))[1][-1] in ("[z]", "9999-12-31 23:59")


def test_figures_that_only_some_reports_have_get_a_column(tmp_path: Path) -> None:
    figure = {"key": "vehicles", "term": "公务用车", "value": "-1234.5", "unit": "辆"}
    report(tmp_path, "a", figures=[figure])
    report(tmp_path, "b", figures=front("b", 2022)["figures"][:1])
    head, first, second = table(page_of(tmp_path))
    assert head[7:-1] == ["公务用车 （辆）", "收入总计 （万元）"]
    assert (first[7:-1], second[7:-1]) == (["-1,234.5", "[z]"], ["[z]", "6,122.13"])


def test_illustrative_reports_are_marked_and_counted(tmp_path: Path) -> None:
    report(tmp_path, illustrative=True)
    page = page_of(tmp_path)
    assert said(one(page, "tbody th .index-mark")) == "示例数据"
    assert facts(page)["示例数据"] == "1"


def test_hostile_names_are_text_and_lead_nowhere_else(tmp_path: Path) -> None:
    report(tmp_path, "javascript:alert(1)", department=HOSTILE, slug_=HOSTILE)
    report(tmp_path, "a#b?c%41 甲", 2021)
    failed(tmp_path, "ju", chapter=HOSTILE, heading=HOSTILE, error=HOSTILE, message=HOSTILE)
    page = page_of(tmp_path)
    text = (tmp_path / INDEX).read_text(encoding="utf-8")
    assert len(page.select("script")) == 1
    assert "<script>alert" not in text
    assert HOSTILE in one(page, "tbody tr:nth-of-type(1) th").get_text()
    assert sorted({href for _, href in links(page)}) == [
        "a%23b%3Fc%2541%20%E7%94%B2/2021/report.html",
        "a%23b%3Fc%2541%20%E7%94%B2/2021/report.pdf",
        "javascript%3Aalert%281%29/2022/report.html",
        "javascript%3Aalert%281%29/2022/report.pdf",
    ]
    assert "49" not in said(one(page, "table"))


def test_long_names_and_messages_are_cut_or_wrapped(tmp_path: Path) -> None:
    failed(tmp_path, message="甲" * 500)
    told = table(page_of(tmp_path))[1][3]
    assert told.endswith("甲" * 120 + "…")
    assert "甲" * 121 not in told


def test_the_page_asks_for_nothing_and_lets_nothing_else_run(tmp_path: Path) -> None:
    report(tmp_path)
    text = write_index(tmp_path, "zh").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    policy = str(one(page, "meta[http-equiv=Content-Security-Policy]")["content"])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert page.select("link, img, iframe, object, form, [style], [onclick], [src]") == []
    assert not re.search(r"https?://|url\((?!data:font/woff;base64,)", text)


def test_the_page_says_what_it_is_to_those_who_do_not_see_it(tmp_path: Path) -> None:
    report(tmp_path)
    page = page_of(tmp_path)
    assert one(page, "html")["lang"] == "zh-CN"
    assert said(one(page, "h1")) == said(one(page, "title")) == "报告目录"
    assert said(one(page, "a.skip")) == "跳到目录"
    assert {heading.get("scope") for heading in page.select("thead th")} == {"col"}
    assert one(page, "tbody th")["scope"] == "row"
    region = one(page, ".scroll")
    assert (region["tabindex"], region["role"], region["aria-label"]) == ("0", "region", "报告目录表")
    assert one(page, ".index-filters").has_attr("hidden")
    numbers = page.select("tbody td:nth-child(n + 5):not(:last-child)")
    assert len(numbers) == len(page.select("thead th.number")) == 8
    assert {said(cell)[0].isdigit() or said(cell) in ("[x]", "[z]") for cell in numbers} == {True}


def fonts_of(text: str) -> dict[str, set[str]]:
    """By its weight the characters of each font that the page brings along."""
    faces = re.findall(r"font-weight: (\d+); src: url\(data:font/woff;base64,([^)]*)\)", text)
    return {
        weight: set(map(chr, TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()))
        for weight, font in faces
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_brings_along_the_characters_that_it_shows_and_no_others(
    tmp_path: Path, language: str
) -> None:
    report(tmp_path, "jia", department="龘乡民政局", illustrative=True)
    failed(tmp_path, "yi", message="魑魅")
    text = write_index(tmp_path, language).read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    for hidden in page(["script", "style", "title"]):
        hidden.decompose()
    said_later = "".join(str(tag["data-said"]) for tag in page.select("[data-said]"))
    fonts = fonts_of(text)
    printable = set(map(chr, range(32, 127)))
    shown = (set(page.get_text()) | set(said_later)) - {"\n"}
    assert shown <= fonts["400"] | fonts["700"] <= shown | printable | {"▲"}
    units = [unit.extract().get_text() for unit in page.select(".index-unit")]
    bold = [tag.extract().get_text() for tag in page.select("h1, thead, .bold")]
    assert set("".join(bold)) - {"\n"} | {"▲"} <= fonts["700"]
    assert set(page.get_text() + "".join(units)) - {"\n"} <= fonts["400"]


def test_a_page_of_3000_reports_stays_below_a_megabyte(tmp_path: Path) -> None:
    def one_row(department: str) -> int:
        folder = tmp_path / department
        report(folder, "county-civil-affairs", department=department)
        report(folder, "county-civil-affairs", 2022, "en")
        (row,) = page_of(folder).select("tbody tr")
        return len(str(row).encode())

    # The names of 300 departments take some 1,100 characters, which are 230 KB of font.
    assert one_row("某某省某某县民政局") * 1500 + 230_000 < 2**20


def test_the_same_manifests_give_the_same_page(tmp_path: Path) -> None:
    for slug in ("b", "a"):
        report(tmp_path, slug)
    first = write_index(tmp_path, "zh").read_bytes()
    assert write_index(tmp_path, "zh").read_bytes() == first


def test_it_is_replaced_at_once_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / INDEX).write_text("old", encoding="utf-8")
    write_index(tmp_path, "zh")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".locks", INDEX]
    assert (tmp_path / INDEX).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_an_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / INDEX).mkdir()
    with pytest.raises(PublishError) as caught:
        write_index(tmp_path, "zh")
    assert "请关闭正在打开它的程序，或检查文件夹权限" in caught.value.text("zh")

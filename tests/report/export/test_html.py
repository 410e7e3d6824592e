import json
import re
import shutil
import subprocess
import zlib
from ast import literal_eval
from base64 import b64decode, b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import get_exporter
from pypdf import PdfReader
from report_cases import (
    HOSTILE,
    chapters,
    code,
    figure,
    foreign,
    front,
    grid,
    illustrative,
    markdown,
    notebook,
    prose,
    table,
)

from budgetbook.report.export import fonts, html
from budgetbook.report.export.content import merge
from budgetbook.report.export.figures import figure_files
from budgetbook.report.export.html import BudgetbookHTMLExporter

REAL_SUBSET = fonts.subset
SCRIPT = (html._TEMPLATES / "budgetbook" / "page.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True, scope="module")
def _no_fonts():
    """Only one test is about the fonts, and the others read what they were cut to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "subset", lambda characters, weight: repr(sorted(set(characters))).encode())
        yield


def export(nb, **options):
    return BudgetbookHTMLExporter(**options).from_notebook_node(nb)[0]


def read(page):
    return BeautifulSoup(page, "html.parser")


def words(page):
    for hidden in (soup := read(page))(["style", "script"]):
        hidden.decompose()
    return soup.get_text(" ", strip=True)


@pytest.fixture(scope="module")
def page():
    return export(merge(chapters(), language="zh"))


@pytest.fixture(scope="module")
def foreign_page():
    return export(foreign())


def test_nbconvert_finds_the_exporter_by_its_name():
    assert get_exporter("budgetbook-html") is BudgetbookHTMLExporter


def test_the_page_has_one_title_landmarks_and_its_language(page):
    soup = read(page)
    assert soup.html["lang"] == "zh-CN"
    assert soup.title.text == "某厅2022年度收支与绩效分析报告"
    assert [heading.get_text() for heading in soup("h1")] == ["某厅2022年度收支与绩效分析报告"]
    assert soup.find("a", class_="skip")["href"] == "#main"
    assert all(soup.find(name) for name in ("header", "nav", "main", "footer"))
    assert [term.text for term in soup("dt")] == ["数据口径"]


def test_an_english_page_speaks_english():
    soup = read(export(merge(chapters(), language="en")))
    assert soup.html["lang"] == "en"
    assert soup.nav.p.text == "Contents"
    assert soup.find("figure").find(class_="label").text == "Figure 1"


def test_ids_are_unique_and_every_link_inside_leads_somewhere(page):
    soup = read(page)
    ids = [tag["id"] for tag in soup(id=True)]
    assert len(ids) == len(set(ids))
    targets = [link["href"][1:] for link in soup("a", href=re.compile("^#"))]
    assert "chapter-three-public" in targets
    assert set(targets) <= set(ids)


def test_heading_levels_do_not_jump(page):
    levels = [int(tag.name[1]) for tag in read(page)(re.compile(r"^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_runs_nothing_but_its_own_script_and_loads_nothing(page, foreign_page):
    for text in (page, foreign_page):
        soup = read(text)
        assert [script.string for script in soup("script") if script.get("type") != "application/json"] == [
            SCRIPT
        ]
        assert not soup(["link", "iframe", "object", "embed"])
        assert not soup(style=True)
        assert not [name for tag in soup(True) for name in tag.attrs if name.startswith("on")]
        assert all(tag["src"].startswith("data:") for tag in soup(src=True))
        addresses = set(re.findall(r"https?://[^\"'< )]+", text))
        assert addresses <= {"http://www.w3.org/2000/svg"}


def test_the_policy_allows_the_pages_own_script_and_styles_by_their_hash(page):
    soup = read(page)
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    own = b64encode(sha256(SCRIPT.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{own}'; style-src 'sha256-")
    assert "unsafe" not in policy
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy


def test_a_figure_has_number_title_subtitle_name_sources_and_data(page):
    found = read(page).find("figure", id="income")
    assert found.figcaption.get_text(" ", strip=True) == "图 1 收入增长一成 单位：万元，2022年"
    assert found.svg["role"] == "img"
    assert found.svg["aria-label"] == "横条图：收入比上年增长一成。"
    assert found.find(class_="notes").get_text(strip=True) == "数据来源：部门决算。"
    assert found.details.summary.text == "查看图 1的数据表"
    assert [cell.text for cell in found.details.tbody(["th", "td"])] == ["财政拨款", "5,759.26"]


def test_half_figures_stand_side_by_side(page):
    assert [part["id"] for part in read(page).find(class_="pair")("figure")] == ["travel", "hosting"]


def test_a_table_has_a_caption_headers_with_a_scope_and_numbers_to_the_right(page):
    found = read(page).find(id="income-2")
    assert found.caption.get_text(" ", strip=True) == "表 2 收入决算表 单位：万元"
    assert [head["scope"] for head in found("th")] == ["col", "col", "row"]
    assert found.tbody.th["class"] == ["indent-1"]
    assert found.tbody.tr["class"] == ["total"]
    assert found.td["class"] == ["number"]
    region = found.find(class_="scroll")
    assert (region["tabindex"], region["role"], region["aria-label"]) == ("0", "group", "表 2")


def test_rows_that_one_column_does_not_tell_apart_are_headed_by_several():
    rows = grid()
    rows["columns"].insert(0, {"name": "年度", "align": "left"})
    rows["rows"] = [
        {"style": "plain", "indent": indent, "cells": [year, item, "1.00"]}
        for year in ("2023", "2024")
        for item, indent in (("公务用车", 0), ("购置", 1))
    ]
    row = read(export(notebook(markdown("# 甲"), code(table(rows=rows))))).tbody("tr")[1]
    assert [(cell.name, cell.text, cell.get("class")) for cell in row(True)] == [
        ("th", "2023", None),
        ("th", "购置", ["indent-1"]),
        ("td", "1.00", ["number"]),
    ]


def test_a_column_of_money_is_known_to_be_one():
    rows = grid(["甲", "1.00"])
    rows["columns"][1]["unit"] = "万元"
    heads = read(export(notebook(markdown("# 甲"), code(table(rows=rows))))).thead("th")
    assert [head.get("class", []) for head in heads] == [["short"], ["number", "money", "short"]]


def test_every_exhibit_holds_the_data_file_that_lies_beside_the_report():
    notebooks = chapters()
    exhibits = read(export(merge(notebooks)))(class_="exhibit")
    packed = {
        one["data-file"]: zlib.decompress(b64decode(one["data-csv"]))
        for one in exhibits
        if one.get("data-file")
    }
    assert packed == figure_files(part for _, part in notebooks)
    assert [one["data-file"] for one in exhibits if one.name == "figure"] == [
        "income.csv",
        "travel.csv",
        "hosting.csv",
    ]


@pytest.mark.parametrize(("language", "copy"), [("zh", "复制表格"), ("en", "Copy table")])
def test_the_script_finds_its_words_in_the_pages_language(language, copy):
    words = json.loads(
        read(export(merge(chapters(), language=language))).find("script", class_="words").string
    )
    assert words["copy"] == copy
    asked = set(re.findall(r'\b(?:say|tell)\("(\w+)"|words\.(\w+)', SCRIPT))
    assert {name for names in asked for name in names if name} <= set(words)
    assert [key for key in words if not re.search(rf'"{key}"|\.{key}\b|\b{key}:', SCRIPT)] == []


def test_the_script_is_short_enough_to_read_and_asks_nothing_of_anywhere():
    assert len(SCRIPT.splitlines()) <= 300
    assert not re.search(
        r"\b(eval|fetch|XMLHttpRequest|WebSocket|import|localStorage|cookie)\b|innerHTML|https?:", SCRIPT
    )


def test_chinese_in_an_english_page_is_marked_as_such():
    notes = ["Source: 2022年度自评报告 一（三）2, 一（三）4 and others."]
    part = notebook(
        markdown("# Income"), code(front(title="Some office"), figure(notes=notes, alt="甲 <乙>"))
    )
    soup = read(export(merge([("01_a", part)], language="en")))
    assert soup.find(class_="notes").find(lang="zh-CN").text == "2022年度自评报告 一（三）2, 一（三）4"
    assert soup.find(class_="notes").text.strip() == notes[0]
    assert soup.svg["aria-label"] == "甲 <乙>"
    assert not soup.svg(lang=True)


def test_a_chinese_page_marks_no_chinese(page):
    assert not read(page).body(lang=True)


def test_items_that_follow_one_another_are_one_list(page):
    (block,) = read(page).find_all(class_="prose")
    assert [tag.name for tag in block.find_all(recursive=False)] == ["p", "ul", "p"]
    assert [item.text for item in block("li")] == ["财政拨款；", "其他。"]


@pytest.mark.parametrize(
    ("language", "banner", "flag"),
    [
        ("zh", "示例数据：本报告的数字仅供演示", "示例数据，仅供演示"),
        ("en", "Illustrative data: the figures in this report", "Illustrative data"),
    ],
)
def test_illustrative_figures_are_named_so_on_top_in_every_chapter_and_on_paper(language, banner, flag):
    marked = export(illustrative(language))
    soup = read(marked)
    assert soup.find(class_="banner").text.startswith(banner)
    assert [heading.find_next_sibling().text for heading in soup.main("h2")] == [flag, flag]
    assert f'@top-center {{ content: "{banner}' in marked


def test_figures_that_were_published_are_not_called_illustrative(page):
    assert "示例" not in page


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser (chromium) on this machine")
@pytest.mark.parametrize(("language", "flag"), [("zh", "示例数据：本报告"), ("en", "Illustrative data: ")])
def test_every_printed_page_says_that_its_figures_are_illustrative(tmp_path, monkeypatch, language, flag):
    monkeypatch.setattr(fonts, "subset", REAL_SUBSET)
    (tmp_path / "page.html").write_text(export(illustrative(language)), encoding="utf-8")
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--no-pdf-header-footer", f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={tmp_path / 'page.pdf'}", (tmp_path / "page.html").as_uri(),
        ],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    printed = [page.extract_text() for page in PdfReader(tmp_path / "page.pdf").pages]
    assert len(printed) > 6
    assert [number for number, page in enumerate(printed, 1) if flag not in page] == []


def test_hostile_text_is_shown_as_it_is():
    hostile = " ".join(HOSTILE)
    rows = grid([hostile, hostile])
    rows["columns"][0]["name"] = hostile
    part = notebook(
        markdown(f"# {hostile}\n\n{hostile}\n\n- {hostile}\n\n`{hostile}`"),
        code(
            front(
                title=hostile,
                subtitle=hostile,
                department=hostile,
                facts=[[hostile, hostile]],
                illustrative=True,
            )
        ),
        code(prose(("text", hostile), ("item", hostile), ("note", hostile), ("alert", hostile))),
        code(figure(title=hostile, subtitle=hostile, alt=hostile, notes=[hostile], table=rows)),
        code(table(title=hostile, subtitle=hostile, notes=[hostile], rows=rows)),
        source_of_ids := code(figure(id='"><script>alert(1)</script>')),
    )
    assert source_of_ids.outputs
    page = export(merge([('"><script>', part)]), with_code=True)
    assert [script.get("class") for script in read(page)("script")] == [["words"], None]
    assert words(page).count(hostile) >= 20
    assert read(page).svg["aria-label"] == hostile


def test_what_a_notebook_of_somebody_else_shows_comes_through(foreign_page):
    soup = read(foreign_page)
    assert soup.h1.text == soup.h2.text == "Notebook"
    assert soup.pre.text == "共2个县\n100%"
    assert [cell.text for cell in soup.tbody(["th", "td"])] == ["0", "甲县", "123.4", "1", "<b>乙县", "[x]"]
    assert [image["src"].partition(",")[0] for image in soup("img")] == [
        "data:image/png;base64",
        "data:image/svg+xml;base64",
    ]
    assert all(image["alt"] for image in soup("img"))
    assert soup.strong.text == "要紧"
    assert (
        soup.find(class_="alert").get_text(" ", strip=True)
        == "这一步运行出错，本节内容不完整 KeyError: '丙县'"
    )


def test_no_value_of_a_program_is_left_in_the_text(page, foreign_page):
    for text in (page, foreign_page):
        assert not re.search(r"\b(nan|NaN|None|NaT|undefined)\b|FALLBACK|0x7f", words(text))


def test_code_is_hidden_unless_asked_for(page):
    assert "bb.show()" not in page
    shown = read(export(merge(chapters()), with_code=True))
    assert shown.find("pre", class_="code").text == "bb.show()"


def test_the_page_brings_fonts_with_every_character_it_shows(page):
    regular, bold = (
        set(literal_eval(b64decode(found).decode())) for found in re.findall(r"woff;base64,([^)]*)\)", page)
    )
    soup = read(page)
    assert set(soup.body.get_text()) <= regular | bold
    for tag in soup(["h1", "h2", "h3", "thead"]) + soup(class_=["bold", "total"]) + soup("text"):
        assert set(tag.get_text(strip=True)) <= bold


def test_the_fonts_are_real(monkeypatch):
    monkeypatch.setattr(fonts, "subset", REAL_SUBSET)
    page = export(notebook(markdown("# 甲")))
    faces = re.findall(r"font-weight: (\d+); src: url\(data:font/woff;base64,([^)]*)\)", page)
    assert [(weight, b64decode(font)[:4]) for weight, font in faces] == [("400", b"wOFF"), ("700", b"wOFF")]


def test_the_same_notebook_gives_the_same_bytes(page):
    assert export(merge(chapters(), language="zh")) == page

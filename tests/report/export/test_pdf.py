import io
import json
import re
from pathlib import Path

import pytest
import typst
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_output
from pypdf import PdfReader
from report_cases import (
    HOSTILE,
    SVG,
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

from budgetbook.report.export import pdf
from budgetbook.report.export.content import merge
from budgetbook.report.export.paper import fit
from budgetbook.report.export.pdf import BudgetbookPDFExporter, MissingGlyphWarning

REAL_COMPILER = typst.Compiler


def export(nb, **options):
    return BudgetbookPDFExporter(**options).from_notebook_node(nb)[0]


def pages(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text(pdf):
    return re.sub(r"\s+", "", "".join(pages(pdf)))


@pytest.fixture(scope="module")
def report():
    return export(merge(chapters(), language="zh"))


def test_nbconvert_finds_the_exporter_by_its_name():
    assert get_exporter("budgetbook-pdf") is BudgetbookPDFExporter


def test_the_pdf_is_archivable_accessible_and_names_itself(report):
    reader = PdfReader(io.BytesIO(report))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata.title == "某厅2022年度收支与绩效分析报告"
    assert reader.metadata.author == "某厅"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_pdf_says_what_the_report_says_and_can_be_searched(report):
    said = text(report)
    for part in (
        "收入总计6122.13万元。",
        "图1收入增长一成",
        "收入1,234",
        "表2收入决算表",
        "数据来源：部门决算。",
        "[x]未公布",
    ):
        assert part in said
    assert "第1页共" in said
    assert "FALLBACK" not in said
    assert not re.search(r"nan|None|NaT", said)


def test_bookmarks_lead_to_the_chapters(report):
    outline = PdfReader(io.BytesIO(report)).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == ["收支总体情况", "“三公”经费"]


def elements(pdf):
    """The structure of a PDF as a screen reader walks it: each element's kind and what it holds."""

    def walk(node):
        found = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(found, list):
            for part in found:
                yield from walk(part)
        elif isinstance(found, dict):
            if "/S" in found:
                yield str(found["/S"])[1:], found
            yield from walk(found.get("/K", []))

    return list(walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def within(element, kind):
    """How many elements of a kind are anywhere in one."""
    parts = element.get("/K", [])
    parts = parts if isinstance(parts, list) else [parts]
    objects = [part.get_object() for part in parts]
    nested = [part for part in objects if isinstance(part, dict)]
    return sum((part.get("/S") == f"/{kind}") + within(part, kind) for part in nested)


def test_a_screen_reader_finds_title_headings_figures_and_tables_in_the_order_of_the_report(report):
    kinds = [kind for kind, _ in elements(report)]
    told = [kind for kind in kinds if kind in ("Title", "TOC", "H1", "H2", "Figure", "Table", "L")]
    # Title and contents, the first chapter with its list, figure and table, the second with a pair.
    order = list(dict.fromkeys(told))
    assert order == ["Title", "TOC", "H1", "L", "H2", "Figure", "Table"]
    assert told[told.index("H1") :] == [
        "H1",
        "L",
        "L",
        "H2",
        "Figure",
        "Table",
        "H1",
        "Figure",
        "Figure",
        "Table",
    ]
    assert PdfReader(io.BytesIO(report)).trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_figure_has_a_caption_and_every_table_heads_all_its_columns(report):
    found = elements(report)
    assert all(figure["/Alt"] for kind, figure in found if kind == "Figure")
    assert sum(kind == "Caption" for kind, _ in found) == sum(kind == "Figure" for kind, _ in found) == 3
    tables = [table for kind, table in found if kind == "Table"]
    assert [(within(table, "THead"), within(table, "TH"), within(table, "TD")) for table in tables] == [
        (1, 2, 2)
    ] * 2
    heads = [attributes for kind, head in found if kind == "TH" for attributes in head["/A"]]
    assert {one["/Scope"] for one in heads if one["/O"] == "/Table"} == {"/Column"}


@pytest.mark.parametrize(("language", "code"), [("zh", "zh-CN"), ("en", "en-GB")])
def test_the_document_names_its_language_and_its_parts_name_no_other(language, code):
    pdf = export(merge(chapters(), language=language))
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == code
    assert {element["/Lang"] for _, element in elements(pdf) if "/Lang" in element} <= {code}


def test_every_picture_says_what_it_shows(report):
    reader = PdfReader(io.BytesIO(report))
    objects = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    alternatives = [found["/Alt"] for found in objects if isinstance(found, dict) and "/Alt" in found]
    assert alternatives == ["横条图：收入比上年增长一成。"] * 3


def test_an_english_report_speaks_english():
    english = export(merge(chapters(), language="en"))
    assert PdfReader(io.BytesIO(english)).trailer["/Root"]["/Lang"] == "en-GB"
    said = text(english)
    assert "Figure1" in said and "Page1of" in said and "图1" not in said


@pytest.mark.parametrize(("language", "flag"), [("zh", "示例数据，仅供演示"), ("en", "Illustrative data")])
def test_illustrative_figures_are_named_so_on_every_page(language, flag):
    found = pages(export(illustrative(language)))
    assert len(found) > 6
    assert [number for number, page in enumerate(found, 1) if flag not in page] == []


def test_figures_that_were_published_are_not_called_illustrative(report):
    assert "示例" not in text(report)


def test_a_long_table_repeats_its_header_on_every_page_and_loses_no_row():
    rows = grid(*([f"第{number}个项目", f"{number}.00"] for number in range(1, 301)))
    pdf = export(notebook(markdown("# 甲"), code(table(rows=rows))))
    assert len(pages(pdf)) > 6
    assert all("决算数" in page for page in pages(pdf)[1:])
    said = text(pdf)
    assert all(f"第{number}个项目" in said for number in range(1, 301))


def test_a_table_too_wide_for_the_page_goes_on_below_with_its_first_column():
    columns = [{"name": "项目", "align": "left"}] + [
        {"name": f"{year}年", "align": "right"} for year in range(2010, 2024)
    ]
    wide = {
        "columns": columns,
        "rows": [{"style": "plain", "indent": 0, "cells": ["差旅费", *["123,456,789.00"] * 14]}],
    }
    layout = fit(wide)
    assert len(layout["bands"]) > 1
    assert all(band[0]["index"] == 0 for band in layout["bands"])
    assert [track["index"] for band in layout["bands"] for track in band[1:]] == list(range(1, 15))
    said = text(export(notebook(markdown("# 甲"), code(table(rows=wide)))))
    assert said.count("差旅费") == len(layout["bands"])
    assert all(f"{year}年" in said for year in range(2010, 2024))


def test_a_narrow_table_is_one_band_in_the_largest_type():
    layout = fit(grid(["财政拨款", "1.00"]))
    assert layout["size"] == 9.0
    assert len(layout["bands"]) == 1


def headed(*names):
    columns = [{"name": "项目", "align": "left"}, *({"name": name, "align": "right"} for name in names)]
    cells = ["年末结转和结余", *["15,355.28"] * len(names)]
    return {"columns": columns, "rows": [{"style": "plain", "indent": 0, "cells": cells}]}


def test_a_table_a_little_too_wide_is_set_closely_before_it_comes_apart():
    columns = [{"name": name, "align": "left"} for name in ("项目名称", "产出")]
    columns += [{"name": name, "align": "right"} for name in ["同名产出中位数（元）"] * 6]
    cells = ["经济困难失能老年人护理补贴", "发放补贴人数", *["112,193.33"] * 6]
    wide = {"columns": columns, "rows": [{"style": "plain", "indent": 0, "cells": cells}] * 3}
    layout = fit(wide)
    assert len(layout["bands"]) == 1
    assert layout["size"] >= 7.0
    assert len(fit(wide, closely=False)["bands"]) == 2
    assert text(export(notebook(markdown("# 甲"), code(table(rows=wide))))).count("112,193.33") == 18


def test_the_column_that_makes_rows_high_gets_the_room_that_others_leave():
    columns = [{"name": name, "align": "left"} for name in ("Project", "Target", "Grounds")]
    rows = [["Home care", "not set", "carried over at the end of each year " * 4]] * 3
    cells = [{"style": "plain", "indent": 0, "cells": row} for row in rows]
    widths = [track["em"] for track in fit({"columns": columns, "rows": cells})["bands"][0]]
    assert widths[2] > 3 * max(widths[:2])


def test_a_heading_takes_two_lines_before_the_type_gets_smaller():
    layout = fit(headed(*["增减额（万元）"] * 6))
    assert (layout["size"], len(layout["bands"])) == (9.0, 1)
    few = fit(headed("增减额（万元）"))["bands"][0][1]["em"]
    assert few > layout["bands"][0][1]["em"]


@pytest.mark.parametrize("name", ["增减额（万元）", "Change (wan yuan)", "Likeness (%)"])
def test_a_unit_stays_in_one_piece_where_a_heading_breaks(name):
    said = "".join(pages(export(notebook(markdown("# 甲"), code(table(rows=headed(*[name] * 8)))))))
    unit = name[name.index("（" if "（" in name else "(") :]
    assert said.count(unit) == 8


def below(lines, output):
    """The pages, without spaces, of some lines of prose and what stands below them."""
    filler = code(prose(*[("text", "正文。")] * lines))
    pdf = export(notebook(markdown("# 甲"), filler, code(output)))
    return [re.sub(r"\s+", "", page) for page in pages(pdf)]


@pytest.mark.parametrize(("number", "most"), [(6, 1), (7, 2)])
def test_a_table_of_seven_rows_runs_over_to_the_next_page_with_its_header(number, most):
    output = table(rows=grid(*([f"第{row}项", "1.00"] for row in range(number))))
    found = [sum("决算数" in page for page in below(lines, output)) for lines in range(12, 26)]
    assert max(found) == most


def test_notes_that_find_no_room_below_their_picture_name_its_figure():
    notes, parted = [f"注{number}。" for number in range(8)], []
    for lines in range(8, 26):
        found = below(lines, figure(notes=notes))
        page = next(number for number, page in enumerate(found) if "收入增长一成" in page)
        assert "收入1,234" in found[page]  # a title and its picture are never parted
        if "注0。" not in found[page]:
            parted.append(found[page + 1])
    assert parted
    assert all("图1注0。注1。" in page for page in parted)


def test_notes_that_find_no_room_below_a_short_table_name_it():
    notes, parted = [f"注{number}。" for number in range(8)], []
    for lines in range(14, 30):
        found = below(lines, table(notes=notes))
        page = next(number for number, page in enumerate(found) if "收入决算表" in page)
        assert "[x]未公布" in found[page]  # a short table is never parted
        if "注0。" not in found[page]:
            parted.append(found[page + 1])
    assert parted
    assert all("表1注0。注1。" in page for page in parted)


def test_no_row_of_a_table_is_parted_between_pages():
    rows = grid(*([f"头{row}" + "很长的文字" * 12 + f"尾{row}", "1.00"] for row in range(9)))
    for lines in range(12, 24, 2):
        found = below(lines, table(rows=rows))
        assert all(page.count("头") == page.count("尾") for page in found)


def tall(id):
    """A figure of two thirds of a page."""
    return figure(id, svg=SVG.replace('viewBox="0 0 453 227"', 'viewBox="0 0 453 480"'))


def test_text_goes_on_before_a_figure_that_finds_no_room():
    lines = [("text", f"第{number}段。") for number in range(30)]
    cells = [code(prose(*lines[:16])), code(tall("a")), code(prose(*lines[16:], id="more"))]
    report = [re.sub(r"\s+", "", page) for page in pages(export(notebook(markdown("# 甲"), *cells)))]
    at = next(number for number, page in enumerate(report) if "图1" in page)
    assert "第15段。" in report[at - 1] and "第18段。" in report[at - 1]
    assert "第29段。" in report[-1]


def test_figures_keep_their_order_and_their_chapter():
    filler = [("text", f"第{number}段。") for number in range(16)]
    chapters = []
    for name in ("甲", "乙", "丙"):
        cells = [
            code(prose(*filler)),
            code(tall("a")),
            code(figure("b")),
            code(prose(*filler[:3], id="more")),
        ]
        chapters.append((f"0{len(chapters) + 1}_{name}", notebook(markdown(f"# {name}章"), *cells)))
    said = text(export(merge(chapters, language="zh")))[len("目录甲章") :]
    order = [said.rindex(f"图{number}收入") for number in range(1, 7)]
    assert order == sorted(order)
    assert order[1] < said.rindex("乙章") < order[2] < order[3] < said.rindex("丙章") < order[4]


def test_a_figure_floats_no_longer_where_typst_cannot_close_its_tags_around_it(monkeypatch):
    nb = notebook(
        *(cell for number in range(4) for cell in (markdown(f"## {number}"), code(tall(f"f{number}"))))
    )
    floating = {f"f{number}": {"floats": True} for number in (1, 2)}
    tried = []

    class Failing:
        def __init__(self, source, **how):
            self.places = Path(source).with_name("places.json")
            self.real = REAL_COMPILER(source, **how)

        def query(self, *what, **how):
            return self.real.query(*what, **how)

        def compile(self, **how):
            tried.append(sorted(json.loads(self.places.read_text(encoding="utf-8"))))
            if len(tried[-1]) > 1:
                raise typst.TypstError("internal error: tags weren't properly closed")
            return self.real.compile(**how)

    monkeypatch.setattr(pdf, "place", lambda look: look(floating) and dict(floating))
    monkeypatch.setattr("typst.Compiler", Failing)
    shown = text(export(nb))
    assert tried == [["f1", "f2"], ["f1"]]
    assert all(f"图{number}" in shown for number in range(1, 5))


def test_notes_longer_than_a_page_lose_no_word():
    note = "".join(f"注{number}，" for number in range(1500))
    found = below(0, figure(notes=[note]))
    assert all(f"注{number}，" in "".join(found) for number in range(1500))


def test_hostile_text_is_shown_as_it_is():
    hostile = " ".join(HOSTILE)
    rows = grid([hostile, "1"])
    rows["columns"][0]["name"] = hostile
    part = notebook(
        markdown(f"# {hostile}\n\n{hostile}\n\n`{hostile}`"),
        code(front(title=hostile, subtitle=hostile, department=hostile, facts=[[hostile, hostile]])),
        code(prose(("text", hostile), ("item", hostile), ("note", hostile), ("alert", hostile))),
        code(figure(title=hostile, subtitle=hostile, alt=hostile, notes=[hostile], table=rows)),
        code(table(title=hostile, subtitle=hostile, notes=[hostile], rows=rows)),
        code(figure(id='"#set <x>')),
    )
    said = text(export(merge([("#let x", part)]), with_code=True))
    assert said.count(re.sub(r"\s+", "", hostile)) >= 15


def test_what_a_notebook_of_somebody_else_shows_comes_through():
    said = text(export(foreign()))
    for part in ("共2个县100%", "<b>乙县", "[x]", "要紧", "收入1,234", "这一步运行出错", "KeyError:'丙县'"):
        assert part in said


def test_a_character_no_font_has_is_replaced_and_named():
    part = notebook(
        markdown("# 藏文 བོད་ 与 𠮷"), code(figure(title="ཀ"), prose(("text", "👨\u200d👩 零\u200b宽")))
    )
    with pytest.warns(MissingGlyphWarning, match=r"U\+0F40 .*U\+1F468 .*U\+20BB7"):
        pdf = export(part)
    assert "藏文〓" in text(pdf)
    assert b"pdfuaid" in PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()


def test_a_picture_that_cannot_be_read_does_not_cost_the_report():
    broken = new_output("display_data", data={"image/png": "iVBORw0KGgo="})
    pdf = export(notebook(markdown("# 甲\n\n正文。"), code(broken)))
    assert "正文。“甲”一节中的图片" in text(pdf)


def test_code_is_hidden_unless_asked_for(report):
    assert "bb.show()" not in text(report)
    assert "bb.show()" in text(export(merge(chapters()), with_code=True))


def test_an_empty_notebook_is_a_page_with_its_title():
    assert "Notebook" in text(export(notebook()))


def test_the_same_notebook_gives_the_same_bytes(report):
    assert export(merge(chapters(), language="zh")) == report

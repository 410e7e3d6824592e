import base64
import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_output
from office import (
    as_pdf,
    broken_references,
    fields,
    out_of_order,
    out_of_schema,
    paragraphs,
    parts,
    styled,
    tables,
    text_of,
    xml,
)
from PIL import Image
from pypdf import PdfReader
from report_cases import (
    HOSTILE,
    PIXEL,
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

from budgetbook.report.export.content import merge, read_notebook
from budgetbook.report.export.document import Code, Document, Entry, Front, Heading, Picture
from budgetbook.report.export.docx import BudgetbookDocxExporter, write_docx


def export(nb, **options):
    return BudgetbookDocxExporter(**options).from_notebook_node(nb)[0]


def chapter(*cells, language="zh", with_code=False):
    """A report of one chapter with these cells."""
    nb = merge([("01_one", notebook(markdown("# 一章"), *cells))], language=language)
    return write_docx(read_notebook(nb, with_code=with_code))


def columns(number, width=12):
    """A table of one column of names and others of amounts."""
    names = [{"name": "项目", "align": "left"}] + [
        {"name": f"金额{at}（万元）", "align": "right"} for at in range(1, number)
    ]
    cells = ["财政拨款", *["1" * width] * (number - 1)]
    return {"columns": names, "rows": [{"style": "plain", "indent": 0, "cells": cells}]}


@pytest.fixture(scope="module")
def report():
    return export(merge(chapters(), language="zh"))


@pytest.fixture(scope="module")
def made_up():
    return export(illustrative("zh"))


def test_nbconvert_takes_the_exporter_by_its_place():
    name = "budgetbook.report.export.docx.BudgetbookDocxExporter"
    assert get_exporter(name)().file_extension == ".docx"


def test_the_document_names_itself_its_author_and_its_language(report):
    about = docx.Document(io.BytesIO(report)).core_properties
    assert (about.title, about.author) == ("某厅2022年度收支与绩效分析报告", "某厅")
    assert about.language == "zh-CN"
    assert about.comments == about.last_modified_by == ""
    assert 'w:lang w:val="en-US" w:eastAsia="zh-CN"' in parts(report)["word/styles.xml"].decode()


def test_the_same_report_gives_the_same_bytes_and_tells_no_hour(report):
    assert export(merge(chapters(), language="zh")) == report
    about = docx.Document(io.BytesIO(report)).core_properties
    assert {about.created.isoformat(), about.modified.isoformat()} == {"2022-12-31T00:00:00+00:00"}


def test_titles_longer_than_a_property_may_be_are_no_hindrance():
    long = export(notebook(code(front(title="很长" * 300, department="厅" * 300))))
    assert len(docx.Document(io.BytesIO(long)).core_properties.title) == 255
    assert "很长" * 300 in styled(long, "Title")[0]


def test_headings_are_those_of_the_program_and_counted_by_it(report):
    assert styled(report, "Heading1") == ["收支总体情况", "“三公”经费"]
    assert styled(report, "Heading2") == ["收入"]
    levels = {one.get(qn("w:ilvl")): one for one in xml(report, "word/numbering.xml")[0].iter(qn("w:lvl"))}
    assert [levels[str(at)].find(qn("w:pStyle")).get(qn("w:val")) for at in range(4)] == [
        f"Heading{at}" for at in range(1, 5)
    ]
    shown = [levels[str(at)].find(qn("w:lvlText")).get(qn("w:val")) for at in range(4)]
    assert shown == ["%1、", "（%2）", "%3．", "（%4）"]


def test_the_deepest_headings_share_the_fourth_level():
    deep = chapter(markdown("## 二\n\n### 三\n\n#### 四\n\n##### 五\n\n###### 六"))
    assert styled(deep, "Heading4") == ["四", "五", "六"]


def test_the_contents_show_their_entries_at_once_and_lead_there(report):
    entries = [(style, text) for style, text in paragraphs(report) if style.startswith("TOC")]
    assert entries == [
        ("TOCHeading", "目录"),
        ("TOC1", "一、收支总体情况"),
        ("TOC2", "（一）收入"),
        ("TOC1", "二、“三公”经费"),
    ]
    assert fields(report)[0] == r'TOC \o "1-2" \h \z \u'
    body = xml(report)
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = [one.get(qn("w:anchor")) for one in body.find(f".//{qn('w:sdt')}").iter(qn("w:hyperlink"))]
    assert len(links) == 3
    assert set(links) <= places


def test_no_program_is_made_to_ask_whether_it_should_update(report):
    assert b"updateFields" not in parts(report)["word/settings.xml"]
    assert b"w:dirty" not in parts(report)["word/document.xml"]
    # An older mode would say so in the title bar.
    assert b'w:name="compatibilityMode"' in parts(report)["word/settings.xml"]
    assert b'w:val="15"' in parts(report)["word/settings.xml"]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (100, "100")]
)
def test_the_contents_count_chapters_in_chinese(number, said):
    made = chapter(*(markdown(f"# 第{at}") for at in range(2, number + 1)))
    assert styled(made, "TOC1")[-1].startswith(f"{said}、")


def test_the_contents_of_an_english_report_count_in_digits():
    made = chapter(markdown("## A\n\n## B"), language="en")
    assert styled(made, "TOC2") == ["1.1 A", "1.2 B"]


def test_captions_are_counted_by_fields_that_show_their_number(report):
    assert styled(report, "Caption") == [
        "图 1\u3000收入增长一成",
        "表 1\u3000收入决算表",
        "图 2\u3000收入增长一成",
        "图 3\u3000收入增长一成",
        "表 2\u3000收入决算表",
    ]
    assert [one for one in fields(report) if one.startswith("SEQ")] == [
        r"SEQ 图 \* ARABIC",
        r"SEQ 表 \* ARABIC",
        r"SEQ 图 \* ARABIC",
        r"SEQ 图 \* ARABIC",
        r"SEQ 表 \* ARABIC",
    ]


def test_a_figure_has_its_caption_below_and_a_table_its_own_above(report):
    order = [style for style, _ in paragraphs(report) if style in ("Figure", "Caption", "TableText")]
    assert order[:3] == ["Figure", "Caption", "Caption"]
    assert order[3] == "TableText"
    assert styled(report, "Unit")[:3] == ["单位：万元，2022年", "单位：万元", "[x] 未公布"]
    assert styled(report, "Notes")[:2] == ["数据来源：部门决算。", "注：四舍五入。"]


def test_every_picture_says_what_it_shows_and_has_a_number_of_its_own(report):
    shapes = list(xml(report).iter(qn("wp:docPr")))
    assert [one.get("descr") for one in shapes] == ["横条图：收入比上年增长一成。"] * 3
    assert [one.get("name") for one in shapes] == ["图 1", "图 2", "图 3"]
    assert len({one.get("id") for one in shapes}) == 3


def test_pictures_are_sharp_in_print_and_never_wider_than_the_text(report):
    picture = Image.open(io.BytesIO(parts(report)["word/media/image1.png"]))
    assert picture.mode == "P"
    assert round(picture.info["dpi"][0]) == 240
    sizes = [(int(one.get("cx")), int(one.get("cy"))) for one in xml(report).iter(qn("wp:extent"))]
    assert all(width <= Mm(156) and height <= Mm(190) for width, height in sizes)
    assert sizes[1][0] < Mm(78)


def test_pictures_keep_no_distance_that_would_push_them_into_the_margin(report):
    inlines = list(xml(report).iter(qn("wp:inline")))
    assert {one.get(f"dist{side}") for one in inlines for side in "TBLR"} == {"0"}


def test_half_figures_stand_beside_each_other(report):
    pair = next(
        table for table in xml(report).iter(qn("w:tbl")) if table.find(f".//{qn('w:drawing')}") is not None
    )
    assert [text_of(cell)[:3] for cell in pair.iter(qn("w:tc"))] == ["图 2", "图 3"]


def test_a_table_shows_what_the_exhibit_prints():
    rows = grid(["财政拨款", "5,759.26"], ["事业收入", "[x]"])
    assert tables(chapter(code(table(rows=rows))))[0] == [
        ["项目", "决算数"],
        ["财政拨款", "5,759.26"],
        ["事业收入", "[x]"],
    ]


def test_every_page_repeats_a_tables_head_and_cuts_no_row(made_up):
    long = next(one for one in xml(made_up).iter(qn("w:tbl")) if len(one) > 100)
    rows = list(long.iter(qn("w:tr")))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, *[False] * 120]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_numbers_stand_on_the_right_totals_are_bold_and_parts_indented():
    rows = {
        "columns": grid()["columns"],
        "rows": [
            {"style": "plain", "indent": 2, "cells": ["其中", "1.00"]},
            {"style": "total", "indent": 0, "cells": ["合计", "1.00"]},
        ],
    }
    _, part, total = xml(chapter(code(table(rows=rows)))).find(f".//{qn('w:tbl')}").iter(qn("w:tr"))
    name, number = part.iter(qn("w:p"))
    assert int(name.find(f".//{qn('w:ind')}").get(qn("w:left"))) == 420
    assert number.find(f".//{qn('w:jc')}").get(qn("w:val")) == "right"
    assert part.find(f".//{qn('w:b')}") is None
    assert all(run.find(f".//{qn('w:b')}") is not None for run in total.iter(qn("w:r")))
    assert total.find(f".//{qn('w:tcBorders')}/{qn('w:top')}") is not None


def test_a_short_table_stays_on_one_page_and_its_notes_with_it():
    rows = xml(chapter(code(table()))).find(f".//{qn('w:tbl')}").iter(qn("w:tr"))
    assert all(row.find(f".//{qn('w:keepNext')}") is not None for row in rows)


def test_a_table_wider_than_the_page_turns_it_and_takes_its_heading_along():
    made = chapter(
        code(prose(("text", "正文"))), markdown("## 宽表"), code(table(rows=columns(8))), markdown("## 之后")
    )
    turned = [
        one.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape" for one in xml(made).iter(qn("w:sectPr"))
    ]
    assert turned == [False, False, True]
    body = [text_of(one) for one in xml(made).body]
    before = next(at for at, one in enumerate(xml(made).body) if text_of(one) == "正文")
    assert body[before + 1 : before + 3] == ["", "宽表"]


def test_pages_turn_back_for_what_follows_a_wide_table():
    made = chapter(code(table(rows=columns(8))), code(prose(("text", "正文"))))
    sizes = [one.find(qn("w:pgSz")).get(qn("w:orient")) for one in xml(made).iter(qn("w:sectPr"))]
    assert sizes == [None, "landscape", None]


def test_a_table_wider_than_any_page_is_parted_and_names_its_rows_in_each_part():
    made = tables(chapter(code(table(rows=columns(20)))))
    assert len(made) > 1
    assert {part[1][0] for part in made} == {"财政拨款"}
    heads = [head.replace("\n", "") for part in made for head in part[0][1:]]
    assert heads == [f"金额{at}（万元）" for at in range(1, 20)]


def test_the_pages_are_those_of_an_official_document(report):
    section = docx.Document(io.BytesIO(report)).sections[-1]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_faces_are_those_of_an_official_document_and_say_what_stands_in_for_them(report):
    styles = docx.Document(io.BytesIO(report)).styles
    faces = {
        name: styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "Body Text")
    }
    assert faces == {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Body Text": "仿宋_GB2312",
    }
    body = styles["Body Text"]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    table_of_fonts = parts(report)["word/fontTable.xml"].decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table_of_fonts


def test_an_english_document_has_a_serif_of_its_own_and_no_chinese_style():
    made = export(merge(chapters(), language="en"))
    styles = docx.Document(io.BytesIO(made)).styles
    assert styles["Body Text"].font.name == "Times New Roman"
    assert styles["Body Text"].font.size.pt == 12
    assert not [style.name for style in styles if re.search(r"[\u4e00-\u9fff]", style.name)]
    assert b'w:hint="eastAsia"' not in parts(made)["word/document.xml"]
    assert next(one for one in fields(made) if one.startswith("SEQ")) == r"SEQ Figure \* ARABIC"


def test_chinese_text_keeps_its_wide_quotation_marks(report):
    runs = xml(report).iter(qn("w:r"))
    texts = [run for run in runs if "“" in text_of(run)]
    assert texts
    assert all(run.rPr.find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia" for run in texts)


def test_every_page_but_the_cover_has_its_number(report):
    section = docx.Document(io.BytesIO(report)).sections[0]
    assert section.different_first_page_header_footer
    assert [one.text for one in section.footer.paragraphs] == ["— 1 —"]
    assert [one.text for one in section.even_page_footer.paragraphs] == ["— 2 —"]
    assert [one.text for one in section.first_page_footer.paragraphs] == [""]
    footers = [name for name in parts(report) if name.startswith("word/footer")]
    assert sorted(field for name in footers for field in fields(report, name)) == ["PAGE", "PAGE"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_made_up_figures_are_told_on_every_page(language):
    made = export(illustrative(language))
    document = docx.Document(io.BytesIO(made))
    first = document.sections[0]
    said = {
        "zh": "示例数据：本报告的数字仅供演示，不是任何部门公布的数字",
        "en": "Illustrative data: the figures in this report are for demonstration, "
        "no department has published them",
    }[language]
    for header in (first.header, first.even_page_header, first.first_page_header):
        assert [one.text for one in header.paragraphs] == [said]
    assert all(section.header.is_linked_to_previous for section in list(document.sections)[1:])


def test_published_figures_leave_the_top_of_the_page_free(report):
    headers = [name for name in parts(report) if name.startswith("word/header")]
    assert [text_of(xml(report, name)) for name in headers] == ["", "", ""]


def test_the_cover_names_the_department_on_a_line_of_its_own(report):
    assert styled(report, "Title") == ["某厅\n2022年度收支与绩效分析报告"]
    assert styled(report, "Subtitle") == ["决算数 · 单位：万元"]
    assert styled(report, "Fact") == ["数据口径", "全口径"]


def test_paragraphs_look_like_what_they_are(report):
    assert "收入总计6122.13万元。" in styled(report, "BodyText")
    assert styled(report, "ListItem") == ["财政拨款；", "其他。"]
    assert styled(report, "Alert") == ["差0.03。"]
    assert styled(chapter(code(prose(("note", "注意")))), "NoteText") == ["注意"]


def test_links_lead_inside_outside_or_nowhere(report):
    link = next(one for one in xml(report).iter(qn("w:hyperlink")) if text_of(one) == "下一章")
    names = {one.get(qn("w:name")) for one in xml(report).iter(qn("w:bookmarkStart"))}
    assert link.get(qn("w:anchor")) in names
    assert "见下一章，或别处。" in styled(report, "BodyText")
    assert "别处" not in [text_of(one) for one in xml(report).iter(qn("w:hyperlink"))]


def test_a_link_outside_is_an_address_that_a_program_takes():
    made = chapter(
        markdown('[甲](https://example.com/年?a=1&b="x") [乙](https://example.com/' + "x" * 3000 + ")")
    )
    targets = re.findall(r'Target="(http[^"]*)"', parts(made)["word/_rels/document.xml.rels"].decode())
    assert targets == ["https://example.com/%E5%B9%B4?a=1&amp;b=%22x%22"]
    assert "甲 乙" in styled(made, "BodyText")


MARKDOWN = """
正文**粗**、*斜*、~~删~~、`码`，
接着说。
Latin
end，硬换行\\
在此。<b>HTML</b> &#27;[31m

- 甲

  甲的第二段

  3. 三
  4. 四
     - 深
- ~~乙~~

> 引文
>
> - 其中

***

| 列 | 数 |
|----|---:|
| **粗** | 1,234.50 |

```python
if x:
\ty = "{{x}}"
```

![说明](https://example.com/x.png)
"""


def test_markdown_becomes_paragraphs_lists_quotes_code_and_tables():
    made = chapter(markdown(MARKDOWN))
    said = paragraphs(made)
    assert ("BodyText", "正文粗、斜、删、码，接着说。 Latin end，硬换行\n在此。<b>HTML</b> [31m") in said
    assert [one for one in said if one[0] == "ListItem"] == [
        ("ListItem", text) for text in ("甲", "甲的第二段", "三", "四", "深", "乙")
    ]
    assert [text for style, text in said if style == "Quote"] == ["引文", "其中"]
    assert ("Rule", "") in said
    assert ("Code", 'if x:\n\ty = "{{x}}"') in said
    assert [["列", "数"], ["粗", "1,234.50"]] in tables(made)
    assert any(text == "说明" for _, text in said)


def test_lists_nest_and_numbered_ones_start_where_they_say():
    made = chapter(markdown("3. 三\n4. 四\n   - 深\n\n正文\n\n1. 一"))
    items = [one for one in xml(made).iter(qn("w:p")) if one.style == "ListItem"]
    levels = [one.find(f".//{qn('w:ilvl')}").get(qn("w:val")) for one in items]
    numbers = [one.find(f".//{qn('w:numId')}").get(qn("w:val")) for one in items]
    assert levels == ["0", "0", "1", "0"]
    assert len({numbers[0], numbers[2], numbers[3]}) == 3
    starts = {
        one.get(qn("w:numId")): one.find(f".//{qn('w:startOverride')}")
        for one in xml(made, "word/numbering.xml").iter(qn("w:num"))
    }
    assert starts[numbers[0]].get(qn("w:val")) == "3"
    assert starts[numbers[3]].get(qn("w:val")) == "1"


def test_bold_emphasis_and_deletion_show():
    runs = {
        text_of(run): run.rPr
        for run in xml(chapter(markdown("**粗***斜*~~删~~"))).iter(qn("w:r"))
        if text_of(run) in "粗斜删"
    }
    assert runs["粗"].find(qn("w:b")) is not None
    assert runs["斜"].find(qn("w:em")).get(qn("w:val")) == "dot"
    assert runs["删"].find(qn("w:strike")) is not None


def test_what_a_users_own_chapter_shows_is_there():
    made = chapter(*foreign().cells)
    said = paragraphs(made)
    assert ("Code", "共2个县\n100%") in said
    assert [["", "县", "金额"], ["0", "甲县", "123.4"], ["1", "<b>乙县", "[x]"]] in tables(made)
    assert ("BodyText", "一句要紧的话") in said
    assert ("Alert", "这一步运行出错，本节内容不完整\nKeyError: '丙县'") in said
    assert len(list(xml(made).iter(qn("wp:docPr")))) == 2
    assert not any("Line2D" in text or "过时" in text for _, text in said)


def test_code_and_tracebacks_show_when_asked_for():
    made = chapter(*foreign().cells, with_code=True)
    assert styled(made, "Code").count("bb.show()") == 8
    assert "Traceback\nline 1" in styled(made, "Code")
    assert "UserWarning: 过时" in styled(made, "Code")


def picture(media_type, content):
    encoded = base64.b64encode(content).decode()
    return code(new_output("display_data", data={media_type: encoded, "text/plain": ""}))


def jpeg():
    made = io.BytesIO()
    Image.new("RGB", (3000, 60), "red").save(made, "JPEG")
    return made.getvalue()


def test_a_wide_picture_is_made_to_fit_the_page():
    extent = next(xml(chapter(picture("image/jpeg", jpeg()))).iter(qn("wp:extent")))
    assert int(extent.get("cx")) <= Mm(156)
    assert round(int(extent.get("cx")) / int(extent.get("cy"))) == 50


def test_a_jpeg_that_does_not_call_itself_one_is_written_as_png():
    plain = jpeg()
    bare = plain[:2] + plain[4 + int.from_bytes(plain[4:6], "big") :]
    assert b"JFIF" not in bare
    made = chapter(picture("image/jpeg", bare))
    assert [name for name in parts(made) if "media" in name] == ["word/media/image1.png"]


def test_of_a_damaged_picture_only_its_description_is_left():
    pixel = base64.b64decode(PIXEL)
    made = chapter(picture("image/png", pixel[:30] + b"\0" * 20 + pixel[-12:]))
    assert not [name for name in parts(made) if "media" in name]
    assert "“一章”一节中的图片" in styled(made, "BodyText")


@pytest.mark.parametrize("text", [*HOSTILE, "\x00\x1b[1m甲\ud800\uffff\u202e", "很长的名称" * 200, "W" * 400])
def test_hostile_text_is_text_everywhere(text):
    shown = re.sub("\x1b\\[1m|[\x00\ud800\uffff\u202e]", "", text)
    made = chapter(
        code(front(title=text, department=text, subtitle=text, facts=[[text, text]])),
        code(prose(("alert", text), ("item", text))),
        code(figure(title=text, subtitle=text, alt=text, notes=[text])),
        code(table(rows=grid([text, text]), title=text, notes=[text])),
    )
    assert broken_references(made) == out_of_order(made) == []
    said = [one for _, one in paragraphs(made)]
    assert said.count(shown) >= 9
    assert next(xml(made).iter(qn("wp:docPr"))).get("descr") == shown
    docx.Document(io.BytesIO(made))


def test_a_document_made_by_hand_may_hold_what_no_file_may():
    made = write_docx(
        Document(
            Front("zh", "题\x00"),
            [Heading(2, "章\ud800", "x\x01"), Picture("image/png", PIXEL, "图\x1f"), Code("码\x0b")],
            [Entry("章\ud800", "x\x01")],
        )
    )
    assert [text for style, text in paragraphs(made) if style in ("Title", "Heading1", "TOC1", "Code")] == [
        "题", "一、章", "章", "码",
    ]  # fmt: skip
    assert next(xml(made).iter(qn("wp:docPr"))).get("descr") == "图"


def test_every_part_is_where_the_others_look_for_it(report, made_up):
    assert broken_references(report) == broken_references(made_up) == []


def test_properties_stand_in_the_order_of_the_schema(report, made_up):
    assert out_of_order(report) == out_of_order(made_up) == []
    assert out_of_order(chapter(markdown(MARKDOWN), *foreign().cells, with_code=True)) == []


def test_nothing_is_written_that_word_refuses_and_others_forgive(report, made_up):
    assert out_of_schema(report) == out_of_schema(made_up) == []
    assert out_of_schema(chapter(markdown(MARKDOWN), *foreign().cells, with_code=True)) == []
    assert out_of_schema(chapter(code(table(rows=columns(20))), code(table("other")))) == []


def test_a_chart_leaves_room_for_the_notes_below_it():
    tall = SVG.replace('viewBox="0 0 453 227"', 'viewBox="0 0 453 900"')

    def height(notes):
        shape = next(xml(chapter(code(figure(svg=tall, notes=notes)))).iter(qn("wp:extent")))
        return int(shape.get("cy")) / Mm(1)

    assert round(height(["注。"])) == 187
    assert round(height(["注。"] * 12)) < 160
    assert round(height(["注。"] * 100)) == 141


def test_no_two_places_share_a_name_or_a_number(report):
    starts = list(xml(report).iter(qn("w:bookmarkStart")))
    ends = [one.get(qn("w:id")) for one in xml(report).iter(qn("w:bookmarkEnd"))]
    assert [one.get(qn("w:id")) for one in starts] == ends
    assert len({one.get(qn("w:name")) for one in starts}) == len(starts)


def test_a_report_without_a_heading_or_a_front_still_opens():
    made = export(notebook())
    assert styled(made, "TOCHeading") == []
    assert out_of_order(made) == broken_references(made) == []
    assert len(docx.Document(io.BytesIO(made)).sections) == 2


def test_a_table_without_columns_is_left_out():
    made = chapter(code(table(rows={"columns": [], "rows": []})))
    assert tables(made) == []


def test_two_tables_of_a_user_stay_two():
    html = "<table><tr><th>甲</th></tr><tr><td>1</td></tr></table>" * 2
    made = chapter(code(new_output("display_data", data={"text/html": html})))
    body = [one.tag for one in xml(made).body]
    both = [at for at, tag in enumerate(body) if tag == qn("w:tbl")]
    assert len(both) == 2
    assert both[1] - both[0] == 2


def test_another_program_opens_it_and_shows_every_part(made_up, tmp_path):
    pages = [
        page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(made_up, "report.docx", tmp_path))).pages
    ]
    assert len(pages) > 6
    assert not re.search("— . —", pages[0])
    assert all(f"— {number} —" in page for number, page in enumerate(pages[1:], 2))

import io
from typing import Any

import openpyxl
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_output
from office import as_pdf, parts
from pypdf import PdfReader
from report_cases import HOSTILE, chapters, code, figure, foreign, front, grid, markdown, notebook, table

from budgetbook.report.export.content import merge, read_notebook
from budgetbook.report.export.figures import as_csv
from budgetbook.report.export.xlsx import BudgetbookXlsxExporter, write_xlsx

HEAD = 4


def export(nb):
    return BudgetbookXlsxExporter().from_notebook_node(nb)[0]


def workbook(*cells, language="zh"):
    """The workbook of a report of one chapter with these cells."""
    nb = merge([("01_one", notebook(markdown("# 收入"), *cells))], language=language)
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(read_notebook(nb))))


def data(columns, *rows) -> dict[str, Any]:
    return {"columns": columns, "rows": [list(row) for row in rows]}


def sheet(columns, *rows, id="lines", language="zh", **fields):
    """The sheet of a table with this data."""
    book = workbook(code(table(id, data=data(columns, *rows), **fields)), language=language)
    return book.worksheets[-1]


def values(page, rows=None):
    """A sheet's head and data, without the notes below."""
    last = HEAD + rows if rows else page.max_row
    return [
        [cell.value for cell in row if cell.value is not None]
        for row in page.iter_rows(min_row=HEAD, max_row=last)
    ]


def test_nbconvert_takes_the_exporter_by_its_place():
    name = "budgetbook.report.export.xlsx.BudgetbookXlsxExporter"
    assert get_exporter(name)().file_extension == ".xlsx"


def test_every_table_and_figure_has_a_sheet_numbered_like_the_report():
    book = openpyxl.load_workbook(io.BytesIO(export(merge(chapters(), language="zh"))))
    assert book.sheetnames == [
        "目录",
        "图1 收入",
        "表1 收入",
        "图2 “三公”经费",
        "图3 “三公”经费",
        "表2 “三公”经费",
    ]


def test_what_the_reconciliation_found_comes_first_and_is_what_opens():
    found = data(["id", "left"], ["R04", "1.00"])
    book = workbook(code(figure("a")), markdown("## 勾稽核对"), code(table("findings", data=found)))
    assert book.sheetnames == ["表1 勾稽核对", "目录", "图1 收入"]
    assert book.active.title == "表1 勾稽核对"
    assert [page.sheet_view.tabSelected for page in book.worksheets] == [True, False, False]


def test_the_contents_list_every_sheet_and_lead_there():
    page = workbook(code(figure()), code(table("t", data=data(["year"], ["2022"], ["2021"]))))["目录"]
    assert values(page)[:3] == [
        ["编号", "标题", "内容和单位", "数据行数"],
        ["图 1", "收入增长一成", "单位：万元，2022年", 1],
        ["表 1", "收入决算表", "单位：万元", 2],
    ]
    assert page.cell(HEAD + 1, 2).hyperlink.location == "'图1 收入'!A1"


def test_the_contents_tell_whose_report_it_is():
    page = workbook(code(front()), code(figure()))["目录"]
    assert page["A1"].value == "某厅2022年度收支与绩效分析报告"
    assert values(page)[-1] == ["数据口径", "全口径"]


def test_a_sheet_says_what_it_is_its_unit_its_sources_and_what_an_empty_cell_means():
    page = workbook(code(figure(data=data(["year", "amount"], ["2022", "1.00"]))))["图1 收入"]
    assert page["A1"].value == "图 1\u3000收入增长一成"
    assert page["A2"].value == "单位：万元，2022年"
    assert page["A3"].hyperlink.location == "'目录'!A1"
    assert values(page)[-2:] == [["数据来源：部门决算。"], ["空格表示未公布或不适用。"]]


def test_numbers_are_the_exhibits_own_and_not_the_printed_ones():
    page = sheet(["year", "amount", "percent"], ["2022", "5759.26", "79.517534033895832573"])
    assert values(page, 1) == [
        ["年度", "金额（万元）", "增减率（%）"],
        [2022, 5759.26, float("79.517534033895832573")],
    ]
    assert [cell.number_format for cell in page[HEAD + 1]][:3] == ["0", "#,##0.00", "#,##0.00"]


@pytest.mark.parametrize(
    ("column", "cells", "formats"),
    [
        ("amount", ["-206", "64.07"], ["#,##0.00", "#,##0.00"]),
        ("n", ["35", "1200"], ["#,##0", "#,##0"]),
        ("value", ["7557", "18.5"], ["#,##0", "#,##0.0"]),
        ("p", ["0.000000003798", "0.5"], ["#,##0.0000", "#,##0.0000"]),
        ("since", ["2020", "2022"], ["0", "0"]),
        ("code", ["208", "20802"], ["@", "@"]),
        ("label", ["7", "12"], ["@", "@"]),
    ],
)
def test_a_column_is_shown_as_what_it_holds(column, cells, formats):
    page = sheet([column], *([cell] for cell in cells))
    assert [page.cell(HEAD + at, 1).number_format for at in (1, 2)] == formats


def test_a_quantity_beside_words_is_still_a_number():
    page = sheet(["label", "target"], ["甲", "1,485"], ["乙", "≥95%"], ["丙", "18.5"])
    assert [page.cell(HEAD + at, 2).value for at in (1, 2, 3)] == [1485, "≥95%", 18.5]
    assert [page.cell(HEAD + at, 2).number_format for at in (1, 2, 3)] == ["#,##0", "@", "#,##0.0"]


def test_no_sheet_has_a_code_marked_as_a_number_by_mistake():
    made = export(merge(chapters(), language="zh"))
    sheets = [part for name, part in parts(made).items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 6
    # Where the schema wants it: after the running lines and before what is drawn.
    assert all(b"</headerFooter><ignoredErrors>" in part for part in sheets)
    assert all(b'numberStoredAsText="1"' in part for part in sheets)


def test_what_is_missing_is_an_empty_cell_and_a_column_of_nothing_is_left_out():
    page = sheet(["year", "last", "amount"], ["2021", None, None], ["2022", None, "0.00"])
    assert [[cell.value for cell in row][:2] for row in page.iter_rows(min_row=HEAD, max_row=HEAD + 2)] == [
        ["年度", "金额（万元）"],
        [2021, None],
        [2022, 0],
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", [["口径", "等级", "是否超预算"], ["示例", "优", "否"]]),
        ("en", [["Basis", "Grade", "Over budget"], ["illustrative", "Excellent", "no"]]),
    ],
)
def test_heads_and_codes_are_in_the_readers_language(language, said):
    page = sheet(["basis", "grade", "over_budget"], ["illustrative", "excellent", "False"], language=language)
    assert values(page, 1) == said


def test_a_heading_depends_on_the_exhibit_where_the_same_name_means_another_thing():
    assert values(sheet(["last"], ["1.5"]), 1)[0] == ["上年数（万元）"]
    assert values(sheet(["last"], ["1.5"], id="unit-costs"), 1)[0] == ["上年单位费用（元）"]
    assert values(sheet(["execution_2022"], ["1.5"]), 1)[0] == ["2022年执行率（%）"]


def test_a_column_that_no_term_names_keeps_its_name_and_a_word_that_is_no_code_its_text():
    assert values(sheet(["my_column", "kind"], ["x", "someone's own"]), 1) == [
        ["my_column", "类别"],
        ["x", "someone's own"],
    ]


def test_a_name_is_not_told_twice_where_both_languages_say_the_same():
    rows = ["某项目", "某项目", "1.00"]
    assert values(sheet(["project", "label", "amount"], rows), 1)[0] == ["项目名称", "金额（万元）"]
    other = ["某项目", "A project", "1.00"]
    heads = values(sheet(["project", "label", "amount"], other, language="en"), 1)[0]
    assert heads == ["Project as printed", "Project", "Amount (wan yuan)"]


RUN = ["=1+1", "+cmd()", "-x", "@SUM(A1)", "\t=1", "\r=1", "＝cmd", "＋1+1", "－x", "＠x", " =1", *HOSTILE]


@pytest.mark.parametrize("text", RUN)
def test_text_that_a_spreadsheet_would_run_stays_text(text):
    page = sheet(["label", "amount"], [text, "-1.00"], title=text, subtitle=text, notes=[text])
    cells = [cell for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert page.cell(HEAD + 1, 1).data_type == "s"
    assert page.cell(HEAD + 1, 2).value == -1


@pytest.mark.parametrize("text", [one for one in RUN if one.strip().startswith(tuple("=+-@＝＋－＠"))])
def test_a_cell_and_a_csv_mark_the_same_texts(text):
    assert sheet(["label"], [text]).cell(HEAD + 1, 1).quotePrefix
    assert "'" in as_csv(["a"], [[text]]).decode("utf-8-sig")


@pytest.mark.parametrize("text", ["甲=乙", "1-2", "a@b", "-1.5", "+7.44%"])
def test_harmless_text_carries_no_mark(text):
    assert not sheet(["label"], [text]).cell(HEAD + 1, 1).quotePrefix
    assert "'" not in as_csv(["a"], [[text]]).decode("utf-8-sig")


def test_a_csv_says_that_it_is_utf8_and_a_workbook_keeps_chinese():
    assert as_csv(["名称"], [["甲"]]).startswith(b"\xef\xbb\xbf\xe5")
    assert values(sheet(["label"], ["镕𠮷〇"]), 1)[1] == ["镕𠮷〇"]


def test_what_no_file_may_hold_is_dropped():
    assert values(sheet(["label"], ["\x00\x1b[1m甲\ud800\uffff"]), 1)[1] == ["甲"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("收入/支出：[一]*?", "图1 收入_支出：_一___"),
        ("很" * 40, "图1 " + "很" * 28),
        ("𠮷" * 40, "图1 " + "𠮷" * 14),
        ("'引'", "图1 '引"),
        ("一\u2028二", "图1 一 二"),
    ],
)
def test_the_name_of_a_sheet_is_one_that_excel_takes(heading, name):
    book = workbook(markdown(f"## {heading}"), code(figure()))
    assert book.sheetnames == ["目录", name]
    assert len(name.encode("utf-16-le")) <= 62


def test_an_english_name_is_cut_between_words():
    book = workbook(markdown("## Results of the self-evaluation"), code(figure()), language="en")
    assert book.sheetnames == ["Contents", "Fig. 1 Results"]


def test_names_of_sheets_are_never_the_same():
    book = workbook(*(cell for at in range(12) for cell in (code(figure(f"f{at}")), code(table(f"t{at}")))))
    names = [name.lower() for name in book.sheetnames]
    assert len(set(names)) == len(names) == 25


def test_heads_stay_in_view_repeat_on_paper_and_can_be_filtered():
    page = sheet(["year", "amount"], ["2022", "1.00"])
    assert page.freeze_panes == f"A{HEAD + 1}"
    assert page.print_title_rows == f"${HEAD}:${HEAD}"
    assert page.auto_filter.ref == f"A{HEAD}:B{HEAD + 1}"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.cell(HEAD, 1).font.bold


def test_columns_are_as_wide_as_chinese_needs_and_long_texts_wrap():
    page = sheet(["label", "source", "amount"], ["一般公共预算财政拨款", "很长的出处" * 20, "12345678.90"])
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] >= 20
    assert widths[1] < 45
    assert widths[2] >= 13
    assert page.cell(HEAD + 1, 2).alignment.wrap_text
    assert page.row_dimensions[HEAD + 1].height >= 6 * 15


def test_wide_sheets_print_across_the_page():
    assert sheet(["year"], ["2022"]).page_setup.orientation == "portrait"
    wide = sheet(["label", "source", "sources"], *[["很长的文字" * 9] * 3])
    assert wide.page_setup.orientation == "landscape"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_made_up_figures_are_told_on_every_sheet_and_page(language):
    book = workbook(code(front(illustrative=True)), code(figure()), language=language)
    for page in book.worksheets:
        assert page["B3"].value.startswith({"zh": "示例数据", "en": "Illustrative data"}[language])
        assert page.oddHeader.center.text == page["B3"].value


def test_a_table_of_a_users_own_has_a_sheet_of_what_it_prints():
    book = workbook(*foreign().cells)
    page = book["附表1 收入"]
    assert [[cell.value for cell in row][:3] for row in page.iter_rows(min_row=HEAD, max_row=6)] == [
        [None, "县", "金额"],
        [0, "甲县", 123.4],
        [1, "<b>乙县", None],
    ]


def test_an_exhibit_without_data_shows_its_printed_table():
    page = workbook(code(table(rows=grid(["财政拨款", "5,759.26"], ["事业收入", "[x]"]))))["表1 收入"]
    assert [[cell.value for cell in row][:2] for row in page.iter_rows(min_row=HEAD, max_row=6)] == [
        ["项目", "决算数"],
        ["财政拨款", 5759.26],
        ["事业收入", None],
    ]


def test_the_same_report_gives_the_same_bytes_and_tells_no_hour():
    once = export(merge(chapters(), language="zh"))
    assert export(merge(chapters(), language="zh")) == once
    about = openpyxl.load_workbook(io.BytesIO(once)).properties
    assert (about.title, about.creator, about.language) == ("某厅2022年度收支与绩效分析报告", "某厅", "zh-CN")
    assert {about.created.year, about.modified.year} == {2022}
    assert b"2022-12-31" in parts(once)["docProps/core.xml"]


def test_a_report_without_exhibits_still_opens():
    assert workbook().sheetnames == ["目录"]


def test_an_html_table_with_nothing_but_a_head_has_no_rows():
    html = "<table><thead><tr><th>甲</th></tr></thead></table>"
    page = workbook(code(new_output("display_data", data={"text/html": html}))).worksheets[1]
    assert page.cell(HEAD, 1).value == "甲"


def test_another_program_opens_it_and_prints_every_sheet(tmp_path):
    made = export(merge(chapters(), language="en"))
    pages = PdfReader(io.BytesIO(as_pdf(made, "report.xlsx", tmp_path))).pages
    assert len(pages) == 6
    assert "1 / 6" in pages[0].extract_text()

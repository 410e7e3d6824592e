import pytest
from nbformat import validate
from nbformat.v4 import new_output
from report_cases import PIXEL, chapters, code, figure, foreign, front, markdown, notebook, own, prose, table

from budgetbook.report.export.content import merge, read_notebook
from budgetbook.report.export.document import (
    Code,
    Failure,
    Figure,
    Heading,
    Markdown,
    Output,
    Pair,
    Picture,
    Prose,
    Table,
)


def kinds(document):
    return [block.kind for block in document.blocks]


def headings(document):
    return [(block.level, block.text, block.id) for block in document.blocks if isinstance(block, Heading)]


def test_a_report_is_its_chapters_in_order_with_the_front_used_once():
    document = read_notebook(merge(chapters()))
    assert document.front.title == "某厅2022年度收支与绩效分析报告"
    assert kinds(document) == [
        *("heading", "markdown", "prose", "heading", "figure", "table"),
        *("heading", "pair", "table"),
    ]


def test_headings_have_stable_ids_named_after_the_chapter():
    assert headings(read_notebook(merge(chapters()))) == [
        (2, "收支总体情况", "chapter-overview"),
        (3, "收入", "overview-1"),
        (2, "“三公”经费", "chapter-three-public"),
    ]


def test_the_contents_hold_chapters_and_their_sections():
    contents = read_notebook(merge(chapters())).contents
    assert [(entry.text, [inner.text for inner in entry.entries]) for entry in contents] == [
        ("收支总体情况", ["收入"]),
        ("“三公”经费", []),
    ]


def test_figures_and_tables_are_numbered_through_all_chapters_and_share_no_id():
    blocks = read_notebook(merge(chapters())).blocks
    figures = [block for block in blocks if isinstance(block, Figure)]
    figures += [figure for block in blocks if isinstance(block, Pair) for figure in block.figures]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [(figure.number, figure.id) for figure in figures] == [
        (1, "income"),
        (2, "travel"),
        (3, "hosting"),
    ]
    assert [(table.number, table.id) for table in tables] == [(1, "lines"), (2, "income-2")]


def test_a_markdown_cell_tagged_with_a_language_is_for_that_language_only():
    english = read_notebook(merge(chapters(), language="en"))
    assert [text for _, text, _ in headings(english)] == ["收支总体情况", "收入", "Three public expenses"]


def test_merging_leaves_the_chapters_alone_and_gives_a_valid_notebook():
    parts = chapters()
    merged = merge(parts, language="zh")
    validate(merged)
    assert merged.cells[0].metadata["budgetbook"] == {"chapter": "01_overview"}
    assert "budgetbook" not in parts[0][1].cells[0].metadata


def test_one_notebook_alone_is_a_report_too():
    document = read_notebook(notebook(markdown("# 甲"), code(figure())), name="05_my_towns")
    assert document.front.title == "my towns"
    assert headings(document) == [(2, "甲", "chapter-my-towns")]


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="'fr'"):
        read_notebook(merge(chapters(), language="fr"))


def test_content_before_any_heading_comes_under_the_name_of_its_file():
    document = read_notebook(
        merge([("07_town_affairs", notebook(markdown("正文。"), code(prose(("text", "甲")))))])
    )
    assert headings(document) == [(2, "town affairs", "chapter-town-affairs")]


def test_code_before_a_chapters_heading_waits_for_the_heading():
    part = notebook(code(front(), source="year = 2022"), markdown("# 甲"), code(table()))
    assert kinds(read_notebook(part, with_code=True)) == ["heading", "code", "code", "table"]
    alone = read_notebook(notebook(code(source="a = 1")), name="only_code", with_code=True)
    assert kinds(alone) == ["heading", "code"]


def test_heading_levels_never_jump():
    document = read_notebook(notebook(markdown("### 甲\n\n###### 乙\n\n# 丙\n\n### 丁")))
    assert [level for level, *_ in headings(document)] == [2, 3, 2, 3]


def test_chapters_of_the_same_name_in_any_script_get_ids_of_their_own():
    part = notebook(markdown("# 甲"))
    document = read_notebook(merge([("01_自制 章节", part), ("02_自制 章节", part), ("03", part)]))
    assert [id for *_, id in headings(document)] == [
        "chapter-自制-章节",
        "chapter-自制-章节-2",
        "chapter-chapter",
    ]


def test_links_inside_the_report_that_lead_nowhere_become_text():
    (text,) = [block for block in read_notebook(merge(chapters())).blocks if isinstance(block, Markdown)]
    found = [(node["type"], node.get("href")) for node in text.nodes[0]["children"] if "href" in node]
    assert found == [("link", "#chapter-three-public"), ("span", "#nowhere")]


def test_links_that_run_code_are_not_followed():
    document = read_notebook(notebook(markdown("# 甲\n\n[x](javascript:alert(1)) [y](file:///etc/passwd)")))
    assert [node["type"] for node in document.blocks[1].nodes[0]["children"]] == ["span", "text", "span"]


def test_symbols_for_missing_numbers_are_explained_where_they_are_used():
    document = read_notebook(notebook(markdown("# 甲"), code(table())))
    assert document.blocks[1].symbols == "[x] 未公布"


def test_prose_keeps_its_text_and_styles():
    document = read_notebook(notebook(markdown("# 甲"), code(prose(("alert", "差0.03万元。")))))
    assert isinstance(document.blocks[1], Prose)
    assert [(part.style, part.text) for part in document.blocks[1].paragraphs] == [("alert", "差0.03万元。")]


def test_what_a_notebook_of_somebody_else_shows_comes_through():
    document = read_notebook(foreign(), name="my_towns")
    assert kinds(document) == [*("heading", "output", "table", "picture", "picture", "markdown", "failure")]
    output, table, png, svg, _, failure = document.blocks[1:]
    assert output == Output("共2个县\n100%")
    assert [column.align for column in table.grid.columns] == ["right", "left", "right"]
    assert [row.cells for row in table.grid.rows] == [["0", "甲县", "123.4"], ["1", "<b>乙县", "[x]"]]
    assert isinstance(png, Picture) and png.alt == "“my towns”一节中的图片"
    assert "script" not in svg.data
    assert failure == Failure("KeyError: '丙县'", "")


def test_warnings_and_tracebacks_are_shown_with_the_code_only():
    blocks = read_notebook(foreign(), with_code=True).blocks
    assert Output("UserWarning: 过时") in blocks
    assert Failure("KeyError: '丙县'", "Traceback\nline 1") in blocks
    assert any(isinstance(block, Code) for block in blocks)


def test_a_table_of_spanning_cells_is_laid_out_on_a_grid():
    html = (
        "<table><thead><tr><th rowspan=2>县</th><th colspan=2>金额</th></tr>"
        "<tr><th>预算</th><th>决算</th></tr></thead>"
        "<tr><th rowspan=2>甲</th><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    )
    output = new_output("display_data", data={"text/html": html})
    grid = read_notebook(notebook(markdown("# 甲"), code(output))).blocks[1].grid
    assert [column.name for column in grid.columns] == ["县", "金额 / 预算", "金额 / 决算"]
    assert [row.cells for row in grid.rows] == [["甲", "1", "2"], ["甲", "3", ""]]


def test_html_without_a_table_gives_its_text():
    output = new_output(
        "display_data", data={"text/html": "<div onclick=x()>甲<b>乙</b><script>1</script></div>"}
    )
    assert read_notebook(notebook(markdown("# 甲"), code(output))).blocks[1:] == [Output("甲\n乙")]


def test_a_picture_kept_in_a_markdown_cell_is_shown_and_one_elsewhere_is_named():
    cell = markdown("# 甲\n\n![示意图](attachment:a.png)\n\n![远处的图](https://example.com/a.png)")
    cell["attachments"] = {"a.png": {"image/png": PIXEL}}
    blocks = read_notebook(notebook(cell)).blocks
    assert blocks[1:] == [Picture("image/png", PIXEL, "示意图"), Output("远处的图")]


def test_html_in_markdown_is_shown_as_typed_but_for_comments():
    blocks = read_notebook(notebook(markdown("# 甲\n\n<div>乙</div>\n\n<!-- 丙 -->\n\n丁<br>戊"))).blocks
    texts = [node["text"] for block in blocks[1:] for part in block.nodes for node in part["children"]]
    assert texts == ["<div>乙</div>", "丁", "<br>", "戊"]


def test_an_output_of_ours_of_an_unknown_kind_is_passed_over():
    assert kinds(read_notebook(notebook(markdown("# 甲"), code(own("later"))))) == ["heading"]


def test_a_heading_whose_section_has_nothing_to_say_is_left_out():
    document = read_notebook(
        notebook(
            markdown("# 项目"),
            code(prose()),
            markdown("## 得分"),
            code(prose()),
            code(prose()),
            markdown("## 结构"),
            markdown("### 功能"),
            code(prose()),
            markdown("### 经济"),
            code(prose(("text", "经济"))),
            markdown("## 执行"),
            markdown("### 进度"),
            code(prose()),
            markdown("## 说明"),
        )
    )
    assert [text for _, text, _ in headings(document)] == ["项目", "结构", "经济", "说明"]
    assert [entry.text for entry in document.contents[0].entries] == ["结构", "说明"]


def test_a_section_that_shows_its_code_stays():
    chapter = notebook(markdown("# 项目"), markdown("## 得分"), code(prose(), source="bb.charts.x(book)"))
    assert [text for _, text, _ in headings(read_notebook(chapter, with_code=True))] == ["项目", "得分"]

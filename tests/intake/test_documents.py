import io
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import docx
import openpyxl
import pypdf
import pytest
from PIL import Image

from budgetbook.intake.documents import Document, Grid, IntakeError, read_document
from intake.old_workbooks import old_workbook
from intake.published import pdf, table, word, workbook

TABLE = """
项目 | < | 本年收入合计
编码 | 名称 | ^
201 | 一般公共服务支出 | 1,234.50
"""
ROWS = (("项目", "", "本年收入合计"), ("编码", "名称", ""), ("201", "一般公共服务支出", "1,234.50"))
MERGES = {(0, 0, 1, 2), (0, 2, 2, 1)}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(IntakeError) as error:
        read_document(path)
    return error.value.text("zh"), error.value.text("en")


def old_file(*streams: str) -> bytes:
    """What the beginning and the directory of an Office file from before 2007 look like."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(f"{name}\0".encode("utf-16-le") for name in streams)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_text_is_read_in_every_encoding_that_offices_write(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "说明.txt", "一、总体情况\r\n收入总计2,995.39万元。\r\n".encode(encoding))
    assert read_document(path) == Document("说明.txt", "text", "一、总体情况\n收入总计2,995.39万元。\n")


def test_a_pipe_table_in_markdown_becomes_a_grid_and_leaves_the_text(tmp_path: Path) -> None:
    text = "# 收入决算表\n\n单位：万元\n\n| 项目 | 金额 |\n|---|---:|\n| 甲\\|乙 | 1.00 |\n\n注：略。\n"
    document = read_document(written(tmp_path / "a.md", text.encode()))
    (grid,) = document.grids
    assert grid.rows == (("项目", "金额"), ("甲|乙", "1.00"))
    assert [line for line in grid.above if line] == ["# 收入决算表", "单位：万元"]
    assert document.text == "# 收入决算表\n\n单位：万元\n\n\n注：略。\n"
    assert document.text[grid.offset :] == "\n注：略。\n"


def test_pages_of_a_printed_text_are_kept(tmp_path: Path) -> None:
    document = read_document(written(tmp_path / "a.txt", "第一页\n\f第二页\n".encode()))
    assert [document.text[start:] for start in document.pages] == ["第一页\n第二页\n", "第二页\n"]


def test_a_word_document_gives_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    path = word(
        tmp_path / "a.docx", "收入决算表", "单位：万元", TABLE, "支出决算表", "甲 | 乙\n1 | 2", "完。"
    )
    document = read_document(path)
    assert document.kind == "docx"
    assert document.text == "收入决算表\n单位：万元\n支出决算表\n完。\n"
    first, second = document.grids
    assert (first.rows, set(first.merges)) == (ROWS, MERGES)
    assert first.above == ("收入决算表", "单位：万元")
    assert document.text[second.offset :] == "完。\n"
    assert second.below == ("完。",)
    assert first.filled[1] == ("编码", "名称", "本年收入合计")


def test_text_that_word_tracks_as_inserted_is_read_and_as_deleted_is_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("收入")
    for tag, text in (("ins", "t"), ("del", "delText"), ("moveFrom", "t")):
        change = docx.oxml.OxmlElement(f"w:{tag}")
        run, words = docx.oxml.OxmlElement("w:r"), docx.oxml.OxmlElement(f"w:{text}")
        words.text = tag
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    document.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").text == "收入ins\n"


def test_every_sheet_of_a_workbook_is_a_grid_below_its_title_and_unit(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"收入": ("收入决算表 | < | <\n部门：某局 | | 金额单位：万元", TABLE), "其他": ("甲 | 乙\n1 | 2",)},
    )
    first, second = read_document(path).grids
    assert first.rows == (*ROWS[:2], ("201", "一般公共服务支出", "1234.5"))
    assert set(first.merges) == MERGES
    assert first.above == ("收入决算表", "部门：某局 金额单位：万元")
    assert (first.sheet, first.places) == ("收入", ((0, 3), (0, 4), (0, 5)))
    assert (second.sheet, second.rows) == ("其他", (("甲", "乙"), ("1", "2")))


def test_a_workbook_of_the_old_kind_is_read_too(tmp_path: Path) -> None:
    rows = [["收入决算表", None], ["单位：元", ""], ["科目名称", "本年收入合计"], ["合计", 0.1 + 0.2]]
    (grid,) = read_document(old_workbook(tmp_path / "a.xls", "收入", rows)).grids
    assert (grid.rows, grid.sheet) == ((("科目名称", "本年收入合计"), ("合计", "0.3")), "收入")
    assert grid.above == ("收入决算表", "单位：元")


def test_a_ruled_table_of_a_pdf_keeps_its_merged_cells_and_leaves_the_text(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "收入决算表", "单位：万元", table(TABLE), "注：本表反映收入。")
    document = read_document(path)
    (grid,) = document.grids
    assert (grid.rows, set(grid.merges)) == (ROWS, MERGES)
    assert (grid.page, grid.above, grid.below) == (1, ("收入决算表", "单位：万元"), ("注：本表反映收入。",))
    assert document.text == "收入决算表\n单位：万元\n注：本表反映收入。\n"


def test_a_table_that_goes_on_on_the_next_page_is_one_without_its_repeated_header(tmp_path: Path) -> None:
    header = "#table(columns: 2, table.header[编码][金额], "
    cells = ", ".join(f"[{number}], [{number}.00]" for number in range(101, 141))
    document = read_document(pdf(tmp_path / "a.pdf", "支出决算表", header + cells + ")"))
    (grid,) = document.grids
    assert grid.rows == (("编码", "金额"), *((f"{n}", f"{n}.00") for n in range(101, 141)))
    assert len(document.pages) > 1
    last = [place for place in grid.places if place[0] == len(document.pages)]
    assert last[0][1] == 2


def test_tables_with_titles_of_their_own_stay_apart(tmp_path: Path) -> None:
    parts = ("甲 | 乙\n1 | 2", "甲 | 乙\n3 | 4")
    document = read_document(word(tmp_path / "a.docx", "收入决算表", parts[0], "支出决算表", parts[1]))
    assert len(document.grids) == 2
    document = read_document(word(tmp_path / "b.docx", "收入决算表", parts[0], "收入决算表（续）", parts[1]))
    assert [grid.rows for grid in document.grids] == [(("甲", "乙"), ("1", "2"), ("3", "4"))]


def test_a_table_whose_title_and_header_stand_on_each_page_is_one(tmp_path: Path) -> None:
    rows = "编码 | 名称 | 金额\n{}"
    pages = ("支出决算表", table(rows.format("201 | 甲 | 1.00")), "#pagebreak()", "支出决算表")
    document = read_document(pdf(tmp_path / "a.pdf", *pages, table(rows.format("202 | 乙 | 2.00"))))
    assert [grid.rows[1:] for grid in document.grids] == [(("201", "甲", "1.00"), ("202", "乙", "2.00"))]
    assert document.grids[0].places == ((1, 1), (1, 2), (2, 2))


def test_forms_with_the_same_labels_stay_apart(tmp_path: Path) -> None:
    form = "主管部门 | 某局\n项目名称 | {}\n得分 | 98.00"
    pages = ("项目自评表", table(form.format("甲")), "#pagebreak()", "项目自评表", table(form.format("乙")))
    assert [grid.rows[1][1] for grid in read_document(pdf(tmp_path / "a.pdf", *pages)).grids] == ["甲", "乙"]
    word(tmp_path / "a.docx", form.format("甲"), form.format("乙"))
    assert len(read_document(tmp_path / "a.docx").grids) == 2


def test_digits_on_a_baseline_of_their_own_rejoin_their_sentence(tmp_path: Path) -> None:
    low = 'let low(t) = box(height: 0pt, move(dy: 4.5pt, text(font: "DejaVu Sans Mono", t)))'
    text = (
        f"#{low}\n#par(first-line-indent: (amount: 2em, all: true), justify: true)["
        "收入总计#low[2995.39]万元，其中财政拨款收入#low[2940.05]万元，占#low[99.79%]；其他收入#low[6.20]万元，"
        "与上年相比减少#low[56.95]万元，下降#low[1.87%]。]"
    )
    document = read_document(pdf(tmp_path / "a.pdf", text, page="width: 11cm, height: 9cm, margin: 2cm"))
    assert document.text == (
        "收入总计2995.39万元，其中财政拨款收入2940.05万元，占99.79%；其他收入6.20万元，"
        "与上年相比减少56.95万元，下降1.87%。\n"
    )


def test_a_sentence_runs_over_a_page_and_page_numbers_and_heads_are_dropped(tmp_path: Path) -> None:
    sentence = "本年收入合计2946.25万元，支出合计2940.05万元，" * 40 + "完。"
    page = 'width: 12cm, height: 16cm, margin: 2cm, header: [某局2024年度部门决算], numbering: "— 1 —"'
    text = f"#par(first-line-indent: (amount: 2em, all: true))[{sentence}]\n\n二、支出情况"
    document = read_document(pdf(tmp_path / "a.pdf", text, page=page))
    assert document.text == f"{sentence}\n二、支出情况\n"
    assert len(document.pages) > 1
    assert document.text[document.pages[1] - 1 : document.pages[1]] not in ("", "\n")


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    document = read_document(pdf(tmp_path / "a.pdf", "#rect[本表无数据。]"))
    assert (document.text, document.grids) == ("本表无数据。\n", ())


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    image = f"#image(bytes({tuple(picture.getvalue())}))"
    document = read_document(pdf(tmp_path / "a.pdf", "封面", "#pagebreak()", image))
    assert (document.text, document.pictures) == ("封面\n", (2,))


def test_merged_cells_are_filled_only_where_asked() -> None:
    grid = Grid((("a", "", "b"), ("", "", "c")), merges=((0, 0, 2, 2),))
    assert grid.filled == (("a", "a", "b"), ("a", "a", "c"))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "a.docx", b"\xef\xbb\xbf \r\n")) == (
        "“a.docx”没有内容；请换成完整的文件。",
        "“a.docx” holds nothing; use the complete file.",
    )
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert refused(tmp_path / "a.xlsx")[0] == "“a.xlsx”没有内容；请换成完整的文件。"
    docx.Document().save(str(tmp_path / "b.docx"))
    assert refused(tmp_path / "b.docx")[0] == "“b.docx”没有内容；请换成完整的文件。"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "无.pdf") == (
        "无法打开“无.pdf”；请检查文件是否存在、是否有读取权限。",
        "“无.pdf” cannot be opened; check that it exists and that you may read it.",
    )


def test_a_scan_is_refused_and_asks_for_text_recognition(tmp_path: Path) -> None:
    said = (
        "“a.pdf”是扫描件或图片，没有可以读取的文字；请先用文字识别（OCR）软件转换，或换成可复制文字的文件。",
        "“a.pdf” is a scan or a picture and holds no text that can be read; convert it with text recognition "
        "(OCR) first, or use a file whose text can be copied.",
    )
    assert refused(pdf(tmp_path / "a.pdf", "#rect(fill: red)")) == said
    assert refused(written(tmp_path / "b.jpg", b"\xff\xd8\xff\xe0rest"))[0] == said[0].replace(
        "a.pdf", "b.jpg"
    )


def test_an_encrypted_document_is_refused(tmp_path: Path) -> None:
    said = (
        "“a.pdf”有密码保护；请去掉密码后另存，再重新导入。",
        "“a.pdf” is protected with a password; save it without one and import it again.",
    )
    writer = pypdf.PdfWriter(clone_from=pdf(tmp_path / "open.pdf", "收入"))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "a.pdf")
    assert refused(tmp_path / "a.pdf") == said
    path = written(tmp_path / "b.xlsx", old_file("EncryptedPackage"))
    assert refused(path)[0] == said[0].replace("a.pdf", "b.xlsx")


def test_a_pdf_that_everyone_may_open_is_read_though_it_is_encrypted(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=pdf(tmp_path / "open.pdf", "收入"))
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(tmp_path / "a.pdf")
    assert read_document(tmp_path / "a.pdf").text == "收入\n"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx"])
def test_a_truncated_document_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.pdf":
        pdf(path, "收入")
    elif name == "a.docx":
        word(path, "收入")
    else:
        workbook(path, {"收入": ("甲 | 乙",)})
    path.write_bytes(path.read_bytes()[:700])
    assert refused(path) == (
        f"“{name}”已损坏或不完整；请重新下载或另存后再导入。",
        f"“{name}” is damaged or incomplete; download or save it again and import it then.",
    )


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "xls", "txt"])
def test_a_damaged_document_is_read_or_refused_and_never_fails(tmp_path: Path, kind: str) -> None:
    whole = tmp_path / f"whole.{kind}"
    if kind == "docx":
        word(whole, "收入决算表", TABLE)
    elif kind == "xlsx":
        workbook(whole, {"收入": (TABLE,)})
    elif kind == "pdf":
        pdf(whole, "收入决算表", table(TABLE))
    elif kind == "xls":
        old_workbook(whole, "收入", [["项目", None], ["合计", 1.5]])
    else:
        whole.write_text("收入决算表\n本年收入合计1,234.50万元。", encoding="gb18030")
    random = Random(kind)
    for _ in range(40):
        content = bytearray(whole.read_bytes())
        for _ in range(random.choice((0, 1, 5, 40))):
            content[random.randrange(len(content))] = random.randrange(256)
        del content[random.choice((random.randrange(len(content)), len(content))) :]
        with suppress(IntakeError):
            read_document(written(tmp_path / f"a.{kind}", bytes(content)))


def test_an_old_word_document_is_refused_and_asks_for_a_new_one(tmp_path: Path) -> None:
    said = (
        "“a.doc”是旧版 Word 文档；请用 Word 或 WPS 另存为 `.docx` 后再导入。",
        "“a.doc” is a Word document of the old kind; save it as `.docx` with Word or WPS and import that.",
    )
    assert refused(written(tmp_path / "a.doc", old_file("WordDocument"))) == said
    assert refused(written(tmp_path / "a.doc", b"{\\rtf1 x}")) == said
    assert refused(written(tmp_path / "a.doc", old_file("WordDocument", "Workbook"))) == said


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/{number}.xml", b"0" * 100_000_000)
    assert refused(tmp_path / "a.docx") == (
        "“a.docx”解压后超过 256 MB，不像公开的决算文件；为避免占满内存，未打开。",
        "“a.docx” unpacks to more than 256 MB, which no published accounts do; it was not opened, so as not "
        "to fill the memory.",
    )


def test_a_part_that_is_larger_than_it_says_is_damage(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 100_000)
    content = held.getvalue().replace((100_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert "已损坏" in refused(written(tmp_path / "a.docx", content))[0]


def test_a_document_with_macros_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", {"收入": ("甲 | 乙",)})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert refused(path) == (
        "“a.xlsm”含有宏；请另存为不含宏的 `.xlsx` 或 `.docx` 后再导入。",
        "“a.xlsm” holds macros; save it as `.xlsx` or `.docx` without macros and import that.",
    )
    path = written(tmp_path / "b.xls", old_file("Workbook", "_VBA_PROJECT_CUR"))
    assert "含有宏" in refused(path)[0]


def test_a_workbook_that_links_to_others_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"收入": ("甲 | 乙",)})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<x/>")
    assert refused(path) == (
        "“a.xlsx”含有指向其他工作簿的链接；请断开链接（保留数值）并另存后再导入。",
        "“a.xlsx” links to other workbooks; break the links (keeping the values) and save it before "
        "importing it.",
    )


def test_a_cell_far_outside_its_table_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "甲", "乙"
    book.save(tmp_path / "a.xlsx")
    assert refused(tmp_path / "a.xlsx") == (
        "“a.xlsx”有单元格（XFD1048576）远在表格之外；请删去多余的行和列后再导入。",
        "“a.xlsx” has a cell (XFD1048576) far outside its table; delete the rows and columns that are not "
        "needed and import it again.",
    )


def test_a_web_page_in_place_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xls", "<html><table><tr><td>收入</td></tr></table></html>".encode())
    assert refused(path) == (
        "“a.xls”是网页，不是文档；请在 Excel 或 Word 中另存为 `.xlsx` 或 `.docx` 后再导入。",
        "“a.xls” is a web page and no document; save it as `.xlsx` or `.docx` in Excel or Word and import "
        "that.",
    )


def test_a_file_of_another_kind_is_refused_whatever_its_name(tmp_path: Path) -> None:
    said = (
        "“a.docx”不是可以读取的文件；可以导入的是文本、`.docx`、`.pdf`、`.xlsx` 和 `.xls`。",
        "“a.docx” is no file that can be read; those are text, `.docx`, `.pdf`, `.xlsx` and `.xls`.",
    )
    assert refused(written(tmp_path / "a.docx", b"\x7fELF\0\0\1\2")) == said
    assert refused(written(tmp_path / "a.docx", old_file("PowerPoint Document"))) == said
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert refused(tmp_path / "a.docx") == said


def test_text_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "收入".encode() + b"\xff\xfe\xfd\n" + "支出合计".encode())
    assert refused(path) == (
        "“a.txt”的文字编码无法识别；请另存为 UTF-8 后再导入。",
        "The text of “a.txt” is in no known encoding; save it as UTF-8 and import it again.",
    )


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", "收入决算表").rename(tmp_path / "a.txt")
    assert read_document(path).kind == "docx"

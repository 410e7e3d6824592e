"""Tables that a PDF prints without rules: read where their columns are certain, else left as text."""

from pathlib import Path

import pytest

from budgetbook.intake.documents import Document, read_document
from budgetbook.intake.tables import read_tables
from intake.published import pdf, table

PLAIN = "#set table(stroke: none)"
# As offices set them: headers in the middle, names on the left, amounts on the right.
USUAL = "(x, y) => if y < 2 {center} else if x < 2 {left} else {right}"
EXPENDITURE = """
项目 | < | 本年支出合计 | 基本支出 | 项目支出
功能分类科目编码 | 科目名称 | ^ | ^ | ^
201 | 一般公共服务支出 | 2,106.66 | 1,511.89 | 594.77
2010601 | 行政运行 | 1,511.89 | 1,511.89 |
2010608 | 财政委托业务支出 | 594.77 | | 594.77
合计 | < | 2,106.66 | 1,511.89 | 594.77
"""
THREE_PUBLIC = """
项目 | 预算数 | 决算数
合计 | 5.00 | 4.20
1.因公出国（境）费 | 0.00 | 0.00
2.公务用车购置及运行维护费 | 3.00 | 2.80
3.公务接待费 | 2.00 | 1.40
"""


def printed(
    path: Path, title: str, text: str, align: str, *, before: str = PLAIN, after: str = ""
) -> Document:
    aligned = table(text).replace("#table(", f"#table(align: {align}, ")
    return read_document(pdf(path, before, "某局2023年度部门决算", title, "单位：万元", aligned, after))


def figures(document: Document) -> dict[tuple[str, ...], tuple[str, str]]:
    return {
        (value.table, *filter(None, value.key.values())): (value.value, value.unit)
        for value in read_tables(document).values
    }


@pytest.mark.parametrize("align", [USUAL, "left", "center", "right"])
@pytest.mark.parametrize(
    ("title", "text"), [("支出决算表", EXPENDITURE), ("“三公”经费支出决算表", THREE_PUBLIC)]
)
def test_what_is_read_without_rules_is_what_rules_would_show(
    tmp_path: Path, title: str, text: str, align: str
) -> None:
    ruled = figures(printed(tmp_path / "a.pdf", title, text, align, before=""))
    read = figures(printed(tmp_path / "b.pdf", title, text, align))
    assert read.items() <= ruled.items()
    assert align != USUAL or read == ruled


def test_the_text_around_an_unruled_table_stays_text(tmp_path: Path) -> None:
    note = "说明：“三公”经费比上年减少0.5万元，主要原因是压减接待。"
    document = printed(tmp_path / "a.pdf", "“三公”经费支出决算表", THREE_PUBLIC, USUAL, after=note)
    assert document.text.splitlines() == ["某局2023年度部门决算", "“三公”经费支出决算表", "单位：万元", note]
    (grid,) = document.grids
    assert grid.above == ("某局2023年度部门决算", "“三公”经费支出决算表", "单位：万元")
    assert grid.rows[-1] == ("3.公务接待费", "2.00", "1.40")


@pytest.mark.parametrize(
    "title",
    ["本局职责分工", "会议费支出情况表"],
)
def test_columns_under_no_known_title_are_no_table(tmp_path: Path, title: str) -> None:
    document = printed(tmp_path / "a.pdf", title, THREE_PUBLIC, USUAL)
    assert document.grids == ()
    assert "公务接待费" in document.text


def test_columns_whose_headers_nobody_knows_are_no_table(tmp_path: Path) -> None:
    unknown = EXPENDITURE.replace("基本支出", "甲类").replace("项目支出", "乙类")
    document = printed(tmp_path / "a.pdf", "支出决算表", unknown, USUAL)
    assert figures(document) == {}

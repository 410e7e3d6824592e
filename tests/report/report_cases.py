"""Small executed notebooks: what our own cells emit, and what a notebook of somebody else may show."""

import base64
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from budgetbook.report.export.content import merge
from budgetbook.report.export.emitted import MIMETYPE

HOSTILE = ["<script>alert(1)</script>", "#set page(fill: red)", "{{7*7}}", "$x$", "=cmd()", "</style>"]
PIXEL = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()
SVG = """<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink" width="453pt" height="227pt" viewBox="0 0 453 227" version="1.1">
<metadata><rdf/></metadata><defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
<g id="figure_1"><defs><path id="m1" d="M 0 0 L 1 1" style="stroke: #12436d"/></defs>
<use xlink:href="#m1" x="5" style="fill: #12436d; stroke-width: 0.8"/>
<g clip-path="url(#p1)"><path d="M 0 0 L 9 9"/></g>
<text style="font: 700 9px 'Noto Sans SC', sans-serif; text-anchor: middle" x="9" y="9">收入 1,234</text></g>
<defs><clipPath id="p1"><rect x="0" y="0" width="9" height="9"/></clipPath></defs></svg>"""


def own(kind: str, **fields: Any) -> NotebookNode:
    data = {MIMETYPE: {"kind": kind, **fields}, "text/html": "<p>FALLBACK</p>", "text/plain": "FALLBACK"}
    return new_output("display_data", data=data)


def grid(*rows: list[str], styles: str = "plain", indent: int = 0) -> dict[str, Any]:
    columns = [{"name": "项目", "align": "left"}, {"name": "决算数", "align": "right"}]
    return {"columns": columns, "rows": [{"style": styles, "indent": indent, "cells": row} for row in rows]}


def front(**changes: Any) -> NotebookNode:
    fields = {
        "language": "zh", "department": "某厅", "slug": "some-office", "year": 2022, "years": [2021, 2022],
        "title": "某厅2022年度收支与绩效分析报告", "subtitle": "决算数 · 单位：万元", "illustrative": False,
        "facts": [["数据口径", "全口径"]],
    }  # fmt: skip
    return own("front", **(fields | changes))


def figure(id: str = "income", size: str = "full", **changes: Any) -> NotebookNode:
    fields = {
        "id": id, "title": "收入增长一成", "subtitle": "单位：万元，2022年",
        "alt": "横条图：收入比上年增长一成。", "notes": ["数据来源：部门决算。"],
        "svg": SVG, "size": size, "table": grid(["财政拨款", "5,759.26"]),
        "data": {"columns": ["year"], "rows": [["2022"]]},
    }  # fmt: skip
    return own("figure", **(fields | changes))


def table(id: str = "lines", rows: dict[str, Any] | None = None, **changes: Any) -> NotebookNode:
    fields = {"id": id, "title": "收入决算表", "subtitle": "单位：万元", "notes": ["注：四舍五入。"]}
    return own("table", **(fields | {"table": rows or grid(["事业收入", "[x]"])} | changes))


def prose(*paragraphs: tuple[str, str], id: str = "words") -> NotebookNode:
    return own("prose", id=id, paragraphs=[{"style": style, "text": text} for style, text in paragraphs])


def code(*outputs: NotebookNode, source: str = "bb.show()") -> NotebookNode:
    cell = new_code_cell(source)
    cell.outputs = list(outputs)
    return cell


def markdown(source: str, *tags: str) -> NotebookNode:
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def notebook(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells))


def chapters() -> list[tuple[str, NotebookNode]]:
    """Two chapters with one block of every kind of our own."""
    first = notebook(
        markdown("# 收支总体情况\n\n见[下一章](#chapter-three-public)，或[别处](#nowhere)。"),
        code(front()),
        code(
            prose(
                ("text", "收入总计6122.13万元。"),
                ("item", "财政拨款；"),
                ("item", "其他。"),
                ("alert", "差0.03。"),
            )
        ),
        markdown("## 收入"),
        code(figure()),
        code(table()),
    )
    second = notebook(
        markdown("# “三公”经费", "zh"),
        markdown("# Three public expenses", "en"),
        code(front(title="第二个封面")),
        code(figure("travel", "half")),
        code(figure("hosting", "half")),
        code(table("income", grid(["合计", "1.00"], styles="total", indent=1))),
    )
    return [("01_overview", first), ("03_three_public", second)]


def foreign() -> NotebookNode:
    """What a notebook of somebody else may show."""
    frame = (
        '<style>.x{}</style><table border="1" class="dataframe">'
        "<thead><tr><th></th><th>县</th><th>金额</th></tr>"
        "</thead><tbody><tr><th>0</th><td>甲县</td><td>123.4</td></tr>"
        "<tr><th>1</th><td>&lt;b&gt;乙县</td><td>NaN</td></tr></tbody></table>"
    )
    return notebook(
        code(new_output("stream", name="stdout", text="\x1b[31m共2个县\x1b[0m\n 50%\r100%\n")),
        code(new_output("stream", name="stderr", text="UserWarning: 过时")),
        code(new_output("execute_result", data={"text/html": frame, "text/plain": "   县\n0 甲县"})),
        code(
            new_output(
                "display_data", data={"image/png": PIXEL, "text/plain": "<Figure size 640x480 with 1 Axes>"}
            )
        ),
        code(
            new_output(
                "display_data", data={"image/svg+xml": SVG.replace("<g id", "<script>alert(2)</script><g id")}
            )
        ),
        code(new_output("execute_result", data={"text/plain": "[<matplotlib.lines.Line2D at 0x7f0012>]"})),
        code(new_output("display_data", data={"text/markdown": "一句**要紧**的话"})),
        code(
            new_output(
                "error", ename="KeyError", evalue="'丙县'", traceback=["\x1b[1mTraceback\x1b[0m", "line 1"]
            )
        ),
    )


def illustrative(language: str) -> NotebookNode:
    """Made-up figures in two chapters on many pages: a table that runs over, pictures, long prose."""
    rows = grid(*([f"第{number}项", "1.00"] for number in range(120)))
    return merge(
        [
            (
                "01_overview",
                notebook(
                    markdown("# 甲\n\n## 一"),
                    code(front(illustrative=True)),
                    code(table(rows=rows)),
                    markdown("## 二"),
                    *(code(figure(f"f{number}")) for number in range(4)),
                ),
            ),
            (
                "02_more",
                notebook(markdown("# 乙"), code(prose(*[("text", "正文。" * 400)] * 6)), code(table("last"))),
            ),
        ],
        language=language,
    )

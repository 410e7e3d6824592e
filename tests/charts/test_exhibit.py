"""An exhibit is the JSON of the contract for the report, and safe HTML for JupyterLab."""

import json
from decimal import Decimal

import pandas as pd
import pytest

from budgetbook.charts.exhibit import MIMETYPE, Column, Data, Exhibit, Row, Table
from budgetbook.words import Words

HOSTILE = "<script>alert(1)</script> #set {{7*7}} =cmd() $x$ \"'&"


def table():
    return Table(
        [Column("项目"), Column("决算数", "right")],
        [Row(["一般公共预算财政拨款", "5,759.26"]), Row(["合计", None], "total")],
    )


def data():
    return Data(["year", "amount"], [[2022, Decimal("5759.26")], [2021, None]])


def figure(**changed):
    given = {
        "kind": "figure",
        "id": "income-structure",
        "title": "一般公共预算占九成四",
        "subtitle": "收入，万元，2022年",
        "alt": "横向条形图，按来源比较收入。",
        "notes": ["数据来源：2022年度自评报告"],
        "svg": "<svg></svg>",
        "table": table(),
        "data": data(),
    }
    return Exhibit(**(given | changed))


def test_a_figure_is_the_json_that_the_report_reads():
    assert figure().json == {
        "kind": "figure",
        "id": "income-structure",
        "title": "一般公共预算占九成四",
        "subtitle": "收入，万元，2022年",
        "notes": ["数据来源：2022年度自评报告"],
        "alt": "横向条形图，按来源比较收入。",
        "svg": "<svg></svg>",
        "size": "full",
        "table": {
            "columns": [{"name": "项目", "align": "left"}, {"name": "决算数", "align": "right"}],
            "rows": [
                {"style": "plain", "indent": 0, "cells": ["一般公共预算财政拨款", "5,759.26"]},
                {"style": "total", "indent": 0, "cells": ["合计", "[x]"]},
            ],
        },
        "data": {"columns": ["year", "amount"], "rows": [["2022", "5759.26"], ["2021", None]]},
    }


def test_a_table_has_no_picture_in_its_json():
    assert set(figure(kind="table", svg="", alt="").json) == {
        "kind",
        "id",
        "title",
        "subtitle",
        "notes",
        "table",
        "data",
    }


def test_a_notebook_gets_the_data_and_two_fallbacks():
    bundle = figure()._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {MIMETYPE, "text/html", "text/plain"}
    assert json.loads(json.dumps(bundle[MIMETYPE])) == figure().json
    assert bundle["text/plain"] == "一般公共预算占九成四\n收入，万元，2022年"


def test_text_never_becomes_markup():
    hostile = figure(
        title=HOSTILE,
        subtitle=HOSTILE,
        alt=HOSTILE + ".",
        notes=[HOSTILE],
        table=Table([Column(HOSTILE)], [Row([HOSTILE])]),
    )
    assert "<script" not in hostile.html
    assert hostile.html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 7
    assert "\"'&" not in hostile.html


@pytest.mark.parametrize("ident", ["", "Income", "a b", "../x", "a--b", "收入", "-a", "a\n"])
def test_an_id_that_is_no_file_name_is_refused(ident):
    with pytest.raises(ValueError, match="exhibit id"):
        figure(id=ident)


@pytest.mark.parametrize("wrong", [{"svg": ""}, {"alt": " "}, {"alt": "一般公共预算占九成四"}])
def test_a_figure_needs_a_picture_and_an_alternative_text(wrong):
    with pytest.raises(ValueError, match="income-structure"):
        figure(**wrong)


def test_a_table_with_a_picture_is_refused():
    with pytest.raises(ValueError, match="no picture"):
        figure(kind="table", alt="")


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        Table([Column("a"), Column("b")], [Row(["1"])])


@pytest.mark.parametrize(
    "missing", [None, float("nan"), pd.NA, pd.NaT, Decimal("NaN"), "nan", "NaT", "None", float("inf")]
)
def test_a_missing_value_is_x_in_print_and_null_in_data(missing):
    assert Table([Column("a")], [Row([missing])]).json["rows"][0]["cells"] == ["[x]"]
    assert Data(["a"], [[missing]]).json["rows"] == [[None]]


def test_a_frame_becomes_a_printed_table():
    frame = pd.DataFrame(
        {
            "name": ["基本支出", "人员经费", "合计"],
            "amount": [Decimal("3302.03"), None, Decimal("1234567.891")],
            "level": [0, 1, 0],
            "year": [2022, 2022, 2022],
        }
    )
    printed = Table.from_frame(
        frame,
        {"name": Column("项目"), "amount": Column("决算数", "right", Words("zh").amount)},
        style=lambda record: "total" if record["name"] == "合计" else "plain",
        indent=lambda record: record["level"],
    )
    assert [row["cells"] for row in printed.json["rows"]] == [
        ["基本支出", "3,302.03"],
        ["人员经费", "[x]"],
        ["合计", "1,234,567.89"],
    ]
    assert [row["style"] for row in printed.json["rows"]] == ["plain", "plain", "total"]
    assert [row["indent"] for row in printed.json["rows"]] == [0, 1, 0]
    assert "padding-left:1.5em" in printed.html


@pytest.mark.parametrize(
    ("base", "rate", "printed"),
    [
        (Decimal(0), None, "[z]"),
        (Decimal(-5), None, "[z]"),
        (None, None, "[x]"),
        (Decimal(5), None, "[x]"),
        (Decimal(5), Decimal("1.2"), "1.20"),
    ],
    ids=["of zero", "of less than zero", "base missing", "part missing", "known"],
)
def test_a_rate_that_cannot_exist_is_z_and_a_missing_one_x(
    base: Decimal | None, rate: Decimal | None, printed: str
) -> None:
    frame = pd.DataFrame([[base, rate]], columns=["budget", "completion"], dtype=object)
    shown = Column("完成率", "right", Words("zh").amount, of="budget")
    assert Table.from_frame(frame, {"completion": shown}).rows[0].cells == (printed,)


def test_a_column_of_money_says_its_unit_and_no_other_does():
    columns = Table([Column("项目"), Column("决算数", "right", unit="万元")], []).json["columns"]
    assert columns == [
        {"name": "项目", "align": "left"},
        {"name": "决算数", "align": "right", "unit": "万元"},
    ]


def test_data_keeps_every_digit_and_no_exponent():
    frame = pd.DataFrame(
        {"amount": [Decimal("1E+9"), Decimal("0.000000001")], "year": [2021, 2022], "x": [1.5, None]}
    )
    assert Data.from_frame(frame).json == {
        "columns": ["amount", "year", "x"],
        "rows": [["1000000000", "2021", "1.5"], ["0.000000001", "2022", None]],
    }
    assert Data.from_frame(frame, ["year"]).json["rows"] == [["2021"], ["2022"]]


def test_json_holds_plain_python_only():
    frame = pd.DataFrame(
        {"count": pd.array([1, None], dtype="Int64"), "day": [pd.Timestamp(2022, 1, 1), pd.NaT]}
    )
    text = json.dumps(figure(data=Data.from_frame(frame)).json, allow_nan=False)
    assert '[["1", "2022-01-01 00:00:00"], [null, null]]' in text

import datetime
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from budgetbook.accounts import DataError, load
from builder import with_origin, write

TOTALS = "item,phase,amount\ntotal_income,actual,6122.13\nclosing_carryover,actual,\n"
LINES = (
    "classification,code,phase,amount\nfunction,208,actual,5\neconomic,30101,actual,7\nkind,basic,actual,12\n"
)
HEADER = ["item", "phase", "amount", "basis", "source"]


def workbook(sheets: dict[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rows_of(text: str) -> list[list[Any]]:
    """The cells of a CSV text as Excel holds them: numbers as numbers."""
    header, *rows = [line.split(",") for line in with_origin(text).splitlines()]
    return [
        header,
        *([float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in row] for row in rows),
    ]


def amounts(folder: Path, *cells: object) -> list[object]:
    items = ["total_income", "total_expenditure", "operating_cost"]
    rows = [[item, "actual", cell, "reported", "文件"] for item, cell in zip(items, cells, strict=False)]
    return list(
        load(write(folder, {"2022.xlsx": workbook({"totals": [HEADER, *rows]})})).tables["totals"]["amount"]
    )


def problems(folder: Path, content: bytes, language: str = "zh") -> list[str]:
    with pytest.raises(DataError) as error:
        load(write(folder, {"2022.xlsx": content}))
    return [problem.text(language) for problem in error.value.problems]


def test_a_workbook_gives_the_same_accounts_as_csv_files_with_its_sheets(tmp_path: Path) -> None:
    files = {"2022/totals.csv": with_origin(TOTALS), "2022/expenditure.csv": with_origin(LINES)}
    csv = load(write(tmp_path / "csv", files))
    content = workbook({"totals": rows_of(TOTALS), "expenditure": rows_of(LINES)})
    xlsx = load(write(tmp_path / "xlsx", {"2022.xlsx": content}))
    for name, table in csv.tables.items():
        pd.testing.assert_frame_equal(
            xlsx.tables[name].drop(columns="file"), table.drop(columns="file"), check_dtype=False
        )
    assert set(xlsx.tables["totals"]["file"]) == {"ju/2022.xlsx totals"}


def test_sheets_may_be_named_in_chinese_and_stand_in_any_order(tmp_path: Path) -> None:
    rows = [["项目", "期次", "金额", "口径", "来源"], ["收入总计", "决算数", 5, "公布", "文件"]]
    content = workbook({"支出": rows_of(LINES), " 收支总表 ": rows})
    book = load(write(tmp_path, {"2022.xlsx": content}))
    assert book.value("totals", "total_income") == 5
    assert book.value("expenditure", "30101", column="code") == 7


def test_a_year_may_stand_in_a_folder_and_a_workbook_but_a_table_only_once(tmp_path: Path) -> None:
    content = workbook({"expenditure": rows_of(LINES)})
    both = load(write(tmp_path / "a", {"2022/totals.csv": with_origin(TOTALS), "2022.xlsx": content}))
    assert len(both.tables["totals"]) == 2
    assert len(both.tables["expenditure"]) == 3
    files = {"2022/totals.csv": with_origin(TOTALS), "2022.xlsx": workbook({"收支总表": rows_of(TOTALS)})}
    with pytest.raises(DataError) as error:
        load(write(tmp_path / "b", files))
    assert [problem.text("zh") for problem in error.value.problems] == [
        "ju/2022.xlsx 工作表“收支总表”：同一张表既在 ju/2022/totals.csv 又在此处；请只保留一处。"
    ]
    assert error.value.problems[0].text("en") == (
        "ju/2022.xlsx, sheet “收支总表”: the same table stands in ju/2022/totals.csv as well; keep "
        "one of them."
    )


def test_a_float_loses_its_dust_and_no_digit(tmp_path: Path) -> None:
    read = amounts(tmp_path, 0.1 + 0.2, 5759.26 + 190.13 + 172.74, 100.1 - 100)
    assert [str(amount) for amount in read] == ["0.3", "6122.13", "0.1"]


def test_a_large_float_loses_its_dust_too(tmp_path: Path) -> None:
    assert [str(amount) for amount in amounts(tmp_path, 61221300.30000001)] == ["61221300.3"]


def test_large_and_whole_numbers_are_written_out(tmp_path: Path) -> None:
    read = amounts(tmp_path, 208, 123456789012.34, -0.0)
    assert [str(amount) for amount in read] == ["208", "123456789012.34", "0"]


def test_money_in_hundred_millions_keeps_its_last_cent(tmp_path: Path) -> None:
    rows = [[*HEADER, "unit"], ["total_income", "actual", 3.0899123456, "reported", "文件", "亿元"]]
    book = load(write(tmp_path, {"2022.xlsx": workbook({"totals": rows})}))
    assert str(book.value("totals", "total_income")) == "30899.1234560000"


def test_hidden_sheets_and_rows_are_read_too_and_empty_sheets_passed_over(tmp_path: Path) -> None:
    content = workbook({"Sheet1": [], "totals": rows_of(TOTALS), "Sheet2": [[None, " "]]}, hidden=("totals",))
    assert len(load(write(tmp_path, {"2022.xlsx": content})).tables["totals"]) == 2


def test_rows_are_counted_from_the_top_of_the_sheet(tmp_path: Path) -> None:
    rows = [[], [None], *rows_of(TOTALS)]
    book = load(write(tmp_path, {"2022.xlsx": workbook({"totals": rows})}))
    assert list(book.tables["totals"]["row"]) == [4, 5]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("#REF!", "“#REF!”是出错或尚未计算的公式；请在 Excel 中改正并保存后重试。"),
        ("=SUM(C1:C2)", "“=SUM(C1:C2)”是出错或尚未计算的公式；请在 Excel 中改正并保存后重试。"),
        (True, "“TRUE”不是数字；请填阿拉伯数字（可带千分位），未公布则留空。"),
        (datetime.date(2022, 1, 2), "“2022-01-02”不是数字；请填阿拉伯数字（可带千分位），未公布则留空。"),
        (
            datetime.datetime(2022, 1, 2, 3, 4),
            "“2022-01-02 03:04:00”不是数字；请填阿拉伯数字（可带千分位），未公布则留空。",
        ),
        (1e300, f"“1{'0' * 59}…”不是数字；请填阿拉伯数字（可带千分位），未公布则留空。"),
        ("6122.13万元", "“6122.13万元”带有单位；此处只填数字，单位写在单位（unit）列。"),
    ],
)  # fmt: skip
def test_a_cell_that_is_no_amount_is_told_and_never_read_as_empty(
    tmp_path: Path, cell: object, said: str
) -> None:
    rows = [["项目", "期次", "金额", "口径", "来源"], ["收入总计", "决算数", cell, "公布", "文件"]]
    assert problems(tmp_path, workbook({"收支总表": rows})) == [
        f"ju/2022.xlsx 工作表“收支总表” 第 2 行 “金额”列：{said}"
    ]


@pytest.mark.parametrize(
    ("kind", "result", "amount"), [("", "<v>5.5</v>", Decimal("5.5")), (' t="str"', "<v></v>", None)]
)
def test_a_formula_counts_with_the_result_that_was_saved(
    tmp_path: Path, kind: str, result: str, amount: Decimal | None
) -> None:
    rows = [HEADER, ["total_income", "actual", "=A9", "reported", "文件"]]
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({"totals": rows}))) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            part = re.sub(
                r'<c r="C2"[^>]*>.*?</c>', f'<c r="C2"{kind}><f>A9</f>{result}</c>', old.read(name).decode()
            )
            new.writestr(name, part)
    book = load(write(tmp_path, {"2022.xlsx": saved.getvalue()}))
    assert book.value("totals", "total_income") == amount


def test_a_date_in_a_text_column_is_its_date(tmp_path: Path) -> None:
    rows = [HEADER, ["total_income", "actual", 5, "reported", datetime.date(2022, 1, 2)]]
    book = load(write(tmp_path, {"2022.xlsx": workbook({"totals": rows})}))
    assert book.figure("totals", "total_income").source == "2022-01-02"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"item,phase,amount\n"])
def test_a_broken_workbook_says_so_and_the_other_files_are_still_read(tmp_path: Path, content: bytes) -> None:
    files = {"2022.xlsx": content, "2022/totals.csv": with_origin(TOTALS.replace("6122.13", "x"))}
    with pytest.raises(DataError) as error:
        load(write(tmp_path, files))
    assert [problem.text("en") for problem in error.value.problems] == [
        "ju/2022.xlsx: the file is not a valid Excel workbook; save it from Excel as .xlsx again.",
        "ju/2022/totals.csv, row 2, column “amount”: “x” is not a number; write digits (thousands "
        "separators are "
        "fine) or leave it empty if not published.",
    ]


def test_an_unknown_sheet_is_told(tmp_path: Path) -> None:
    content = workbook({"封面": [["某局2022年度部门决算"]], "totals": rows_of(TOTALS)})
    assert problems(tmp_path, content) == [
        "ju/2022.xlsx 工作表“封面”：没有名为“封面”的表；可用的表名见 data/README.md。"
    ]


def test_a_cell_that_shows_a_percentage_is_no_number_a_hundred_times_smaller(tmp_path: Path) -> None:
    rows = [HEADER, ["total_income", "actual", 0.9407, "reported", "文件"]]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"totals": rows})))
    book["totals"]["C2"].number_format = "0.00%"
    content = io.BytesIO()
    book.save(content)
    write(tmp_path, {"2022.xlsx": content.getvalue()})
    with pytest.raises(DataError) as raised:
        load(tmp_path)
    assert "“94.07%”" in raised.value.text("zh")

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

from accounts.workbooks import HEADER, ROW, rewritten, totals, workbook
from budgetbook.accounts import DataError, load
from builder import with_origin, write

TOTALS = "item,phase,amount\ntotal_income,actual,6122.13\nclosing_carryover,actual,\n"
LINES = (
    "classification,code,phase,amount\nfunction,208,actual,5\neconomic,30101,actual,7\nkind,basic,actual,12\n"
)


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


def test_a_broken_workbook_says_so_and_the_other_files_are_still_read(tmp_path: Path) -> None:
    wrong = with_origin(TOTALS.replace("6122.13", "x"))
    files = {"2022.xlsx": b"PK\x03\x04 not a zip", "2022/totals.csv": wrong}
    with pytest.raises(DataError) as error:
        load(write(tmp_path, files))
    assert [problem.text("en") for problem in error.value.problems] == [
        "ju/2022.xlsx: the file is not a valid Excel workbook, or is damaged; save it from Excel as .xlsx "
        "again.",
        "ju/2022/totals.csv, row 2, column “amount”: “x” is not a number; write digits (thousands "
        "separators are "
        "fine) or leave it empty if not published.",
    ]


def test_an_unknown_sheet_is_told(tmp_path: Path) -> None:
    content = workbook({"封面": [["某局2022年度部门决算"]], "totals": rows_of(TOTALS)})
    assert problems(tmp_path, content) == [
        "ju/2022.xlsx 工作表“封面”：没有名为“封面”的表；请改名或移走，可用的表名见 data/README.md。"
    ]


def test_a_cell_that_shows_a_percentage_is_no_number_a_hundred_times_smaller(tmp_path: Path) -> None:
    [told] = problems(tmp_path, totals([*ROW[:2], 0.9407, *ROW[3:]], formats={"C2": "0.00%"}))
    assert "“94.07%”" in told


def test_percentages_in_text_columns_are_text_as_their_reader_sees_it(tmp_path: Path) -> None:
    head = ["project", "level1", "level2", "level3", "target", "actual", "weight", "score", "basis", "source"]
    row = ["甲", "产出", "质量", "合格率", 0.95, 1, 10, 9.5, "reported", "文件"]
    content = workbook({"indicators": [head, row]}, formats={"E2": "0%", "F2": "0.0%"})
    [read] = load(write(tmp_path, {"2022.xlsx": content})).tables["indicators"].to_dict("records")
    assert (read["target"], read["actual"], read["weight"]) == ("95%", "100%", 10)


def test_numbers_kept_as_text_are_numbers_and_codes_kept_as_numbers_are_codes(tmp_path: Path) -> None:
    assert amounts(tmp_path / "a", "6,122.13", "'6122.13", "６，１２２．１３") == [Decimal("6122.13")] * 3
    assert amounts(tmp_path / "b", 0, None, "") == [0, None, None]
    head = ["classification", "code", *HEADER[1:]]
    rows = [["function", code, *ROW[1:]] for code in (208.0, "20802", "'2080201")]
    book = load(write(tmp_path / "c", {"2022.xlsx": workbook({"expenditure": [head, *rows]})}))
    assert list(book.tables["expenditure"]["code"]) == ["208", "20802", "2080201"]


def test_a_table_that_begins_in_another_cell_keeps_its_rows(tmp_path: Path) -> None:
    book = load(write(tmp_path, {"2022.xlsx": workbook({"totals": [[], [], HEADER, [], ROW]})}))
    assert list(book.tables["totals"]["row"]) == [5]


def test_formats_beyond_the_table_and_a_chart_sheet_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(totals(ROW)))
    book["totals"]["XFD1048576"].number_format = "0.00"
    book.create_chartsheet("图")
    saved = io.BytesIO()
    book.save(saved)
    assert load(write(tmp_path, {"2022.xlsx": saved.getvalue()})).value("totals", "total_income") == Decimal(
        "6122.13"
    )


def test_a_formula_without_a_result_below_all_values_is_told(tmp_path: Path) -> None:
    content = workbook({"totals": [HEADER, ROW, [None, None, "=SUM(C2:C2)"]]})
    assert any("“=SUM(C2:C2)”" in told for told in problems(tmp_path, content))


def test_merged_cells_above_the_header_are_told_with_the_title_alone(tmp_path: Path) -> None:
    rows = [["某局收支总表"], HEADER, ROW, ["", *ROW[1:]]]
    assert problems(tmp_path, workbook({"totals": rows}, merged=["A1:E1", "A3:A4"]), "en") == [
        "ju/2022.xlsx, sheet “totals”, row 1: “某局收支总表” stands above the header (row 2); delete all "
        "rows above it, the unit of money goes into the column unit.",
        "ju/2022.xlsx, sheet “totals”, row 3: cells are merged: A3:A4 (1 in this sheet); unmerge them and "
        "fill each cell with what belongs there.",
    ]


@pytest.mark.parametrize("name", ["2022.XLSX", "2022.xlsx"])
def test_an_ending_in_capitals_is_the_same_ending(tmp_path: Path, name: str) -> None:
    assert load(write(tmp_path, {name: totals(ROW)})).value("totals", "total_income") == Decimal("6122.13")


def test_an_old_copy_beside_the_data_of_a_year_is_passed_over(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2022.xlsx": totals(ROW), "2022.xls": b"old", "2021/totals.csv": b""}
    files["2021/totals.csv"] = with_origin(TOTALS)
    files["2021.et"] = b"old"
    assert load(write(tmp_path, files)).years == (2021, 2022)


def test_a_workbook_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetbook.accounts.workbook._LARGEST", 5000)
    assert problems(tmp_path, totals(ROW)) == [
        "ju/2022.xlsx：工作簿过大（解压后超过十亿字节）；请只保留数据表。"
    ]


def test_a_cell_far_below_is_told_as_one_far_to_the_right(tmp_path: Path) -> None:
    content = rewritten(
        totals(ROW), "xl/worksheets/sheet1.xml", "</sheetData>", '<row r="9999999"/></sheetData>'
    )
    assert "单元格 A9999999 离数据太远" in problems(tmp_path, content)[0]

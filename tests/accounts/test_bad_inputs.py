"""What people hand in by mistake, and what `budgetbook check` then tells them: `bad_inputs.txt`, by name."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from accounts.workbooks import HEADER, ROW, rewritten, totals, workbook
from budgetbook.cli import UNUSABLE_DATA, WRONG_USE, main
from builder import DEPARTMENT, write

Files = dict[str, str | bytes]

H = "item,phase,amount,basis,source\n"
R = "total_income,actual,6122.13,reported,文件\n"
CHINESE = ["项目", "期次", "金额", "口径", "来源"]
CODES = ["classification", "code", "phase", "amount", "basis", "source"]
GOOD = totals(ROW)
SHEET = "xl/worksheets/sheet1.xml"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
# What every file of the old binary formats begins with.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def tot(content: str | bytes) -> Files:
    return {"2022/totals.csv": content}


def table(name: str, text: str) -> Files:
    return {f"2022/{name}.csv": text}


def amount(text: str) -> Files:
    return tot(H + f'total_income,actual,"{text}",reported,文件\n')


def code(kind: str, text: str) -> Files:
    return table("expenditure", f'{",".join(CODES)}\n{kind},"{text}",actual,5,reported,文件\n')


def book(*rows: list[object], **options: object) -> Files:
    return {"2022.xlsx": totals(*rows, **options)}


def toml(content: str | bytes) -> Files:
    return {"department.toml": content, "2022/totals.csv": H + R}


CASES: Mapping[str, Files] = {
    "csv without mark in utf 16": tot((H + R).encode("utf-16-le")),
    "latin 1": tot((H + R.replace("文件", "café")).encode("latin-1")),
    "null characters": tot((H + R).encode() + b"\0\0"),
    "half a character of gbk": tot((H + R).encode("gbk")[:-2]),
    "half a character of utf 8": tot((H + R).encode()[:-2]),
    "half a character of utf 16": tot((H + R).encode("utf-16")[:-1]),
    "rows in two encodings": tot(
        (H + R).encode() + R.replace("total_income", "total_expenditure").encode("gbk")
    ),
    "big5": tot("項目,期次,金額,口徑,來源\n".encode("big5")),
    "a column is missing": tot("item,phase,amount,source\n"),
    "two columns are missing": tot("item,phase,amount\n"),
    "a column too many": tot("item,phase,amount,basis,source,xyz\n"),
    "a column misspelt": tot("item,phase,amuont,basis,source\n"),
    "a chinese column misspelt": tot("项目,期间,金额,口径,来源\n"),
    "a column twice": tot("item,phase,amount,金额,basis,source\n"),
    "a column without title": tot("item,phase,,amount,basis,source\n"),
    "a unit in a title": tot("项目,期次,金额（元）,口径,来源\n"),
    "a year column": tot("年度,项目,期次,金额,口径,来源\n"),
    "a title above the header": tot(
        "某局2022年度收支总表,,,,\n单位：元,,,,\n项目,期次,金额,口径,来源\n收入总计,决算数,1,公布,文件\n"
    ),
    "no header": tot(R),
    "no header in chinese": tot("收入总计,决算数,6122.13,公布,文件\n"),
    "another separator": tot("item|phase|amount|basis|source\n"),
    "a row twice": tot(H + R + R),
    "a row twice in two spellings": tot(H + R + "收入总计,决算数,5,公布,文件\n"),
    "a row three times": tot(H + R + R + R),
    "a row too long": tot(H + R.replace("文件", "第3页,第4页")),
    "a total row": tot(H + R + "合计,,6122.13,,\n"),
    "a quotation mark left open": tot(H + R.replace("文件", '"文件')),
    "a quotation mark inside text": tot(H + R.replace("文件", '"决算"表')),
    "a name of spaces": tot(H + R.replace("文件", " \u3000 ")),
    "a name of zero width spaces": tot(H + R.replace("文件", "\u200b\u200b")),
    "a right to left override": tot(H + R.replace("文件", "决算\u202e件文")),
    "a bell": tot(H + R.replace("文件", "决算\x07")),
    "an escape sequence": tot(H + R.replace("文件", "\x1b[31m决算")),
    "an approximate amount": amount("约3万"),
    "an amount with its unit": amount("6122.13万元"),
    "an amount with a currency": amount("￥6122.13"),
    "an amount in percent": amount("94.07%"),
    "a dash": amount("-"),
    "not published in words": amount("未公布"),
    "an exponent": amount("1.2E+05"),
    "two decimal points": amount("1.2.3"),
    "a decimal comma": amount("12,34"),
    "wrong thousands": amount("1234,567"),
    "a negative amount in brackets": amount("(206)"),
    "an amount with spaces": amount("1 234"),
    "an error of a formula": amount("#REF!"),
    "a formula as text": amount("=SUM(C1:C2)"),
    "finer than a cent": amount("0.0000001"),
    "chinese numerals": amount("五百"),
    "a date for an amount": amount("2022-01-02"),
    "more digits than money has": amount("9" * 19),
    "markup for an amount": amount("<script>"),
    "a line end in an amount": amount("1\n2"),
    "a negative count": table(
        "three_public", "item,phase,amount,basis,source\nvehicles,actual,-3,reported,文件\n"
    ),
    "a negative number of projects": table(
        "score_summary", "scope,projects,amount,basis,source\n部门,-3,5,reported,文件\n"
    ),
    "a negative score": table(
        "score_summary", "scope,projects,amount,average_score,basis,source\n部门,3,5,-86,reported,文件\n"
    ),
    "a count with its measure": table(
        "three_public", "item,phase,amount,basis,source\nvehicles,actual,3辆,reported,文件\n"
    ),
    "a thousand yuan": tot("item,phase,amount,unit,basis,source\ntotal_income,actual,5,千元,reported,文件\n"),
    "a wrong phase": tot(H + R.replace("actual", "决算")),
    "a wrong basis": tot(H + R.replace("reported", "published")),
    "a wrong item": tot(H + R.replace("total_income", "收入合计")),
    "a thirteenth month": table("execution", "month,project,amount,basis,source\n13,,5,reported,文件\n"),
    "a month in words": table("execution", "month,project,amount,basis,source\n1月,,5,reported,文件\n"),
    "a stated item of no table": table(
        "stated", "item,measure,value,basis,source\ntotals.income,amount,5,reported,文件\n"
    ),
    "a code of two digits": code("function", "20"),
    "a code of four digits": code("function", "2080"),
    "a code of six digits": code("function", "208020"),
    "a code of eight digits": code("function", "20802011"),
    "a code in scientific notation": code("function", "2.08E+06"),
    "a code with decimals": code("function", "208.0"),
    "a code with thousands separators": code("function", "2,080,201"),
    "full width digits too many": code("function", "２０８０"),
    "an item among economic codes": code("economic", "3010101"),
    "a code for a kind": code("kind", "208"),
    "an empty file": tot(""),
    "a file of separators": tot(",,,\n,,\n"),
    "a table of another name": {"2022/total.csv": H + R},
    "a table of no name like it": {"2022/封面.csv": H + R},
    "a folder named like a table": {"2022/totals.csv/x": "x"},
    "a workbook named csv": tot(GOOD),
    "an old workbook named csv": tot(OLE),
    "a pdf named csv": tot(b"%PDF-1.7\n\0"),
    "a web page named csv": tot("<html><table><tr><td>1"),
    "a table in csv and workbook": {"2022/totals.csv": H + R, "2022.xlsx": GOOD},
    "a table in two csv files": {"2022/totals.csv": H + R, "2022/收支总表.csv": H + R},
    "a workbook of no bytes": {"2022.xlsx": b""},
    "a text named xlsx": {"2022.xlsx": H + R},
    "a pdf named xlsx": {"2022.xlsx": b"%PDF-1.7"},
    "a web page named xlsx": {"2022.xlsx": "\ufeff<!DOCTYPE html><table>"},
    "half a workbook": {"2022.xlsx": GOOD[: len(GOOD) // 2]},
    "a zip without a workbook": {"2022.xlsx": rewritten(GOOD, "xl/workbook.xml", "", "")},
    "a workbook with entities": {
        "2022.xlsx": rewritten(GOOD, "xl/workbook.xml", "<workbook", ENTITIES + "<workbook")
    },
    "a workbook with a password": {"2022.xlsx": OLE + "EncryptedPackage".encode("utf-16-le")},
    "an old workbook named xlsx": {"2022.xlsx": OLE},
    "an old workbook": {"2022.xls": OLE},
    "a workbook with macros": {"2022.xlsm": GOOD},
    "a formula never computed": book([*ROW[:2], "=SUM(A1:A2)", *ROW[3:]]),
    "a formula with an error": book([*ROW[:2], "#REF!", *ROW[3:]]),
    "a cell shown in percent": book([*ROW[:2], 0.9407, *ROW[3:]], formats={"C2": "0.00%"}),
    "a truth value": book([*ROW[:2], True, *ROW[3:]]),
    "a merged key": book(ROW, ["", "initial_budget", 5, "reported", "文件"], merged=["A2:A3"]),
    "many merged cells": book(ROW, ["", "", 5, "", ""], merged=["A2:A3", "B2:B3", "D2:D3", "E2:E3"]),
    "a merged header": {
        "2022.xlsx": workbook({"totals": [[*HEADER[:3], "", *HEADER[3:]]]}, merged=["C1:D1"])
    },
    "a merged title": {"2022.xlsx": workbook({"收支总表": [["某局收支总表"], CHINESE]}, merged=["A1:E1"])},
    "two sheets of one table": {"2022.xlsx": workbook({"totals": [HEADER, ROW], "收支总表": [HEADER, ROW]})},
    "a sheet that is no table": {"2022.xlsx": workbook({"封面": [["部门决算"]], "totals": [HEADER, ROW]})},
    "a remark beside the table": book([*ROW, None, "单位：万元"]),
    "a cell at the far end": {"2022.xlsx": rewritten(GOOD, SHEET, "</sheetData>", FAR + "</sheetData>")},
    "a code that became a number": {
        "2022.xlsx": workbook({"expenditure": [CODES, ["function", 2.0801e8, *ROW[1:]]]})
    },
    "toml with chinese quotation marks": toml("[name]\nzh = “某局”\n"),
    "toml with a number for a name": toml("[name]\nzh = 5\n"),
    "toml with an unknown key": toml('titel = "x"\n' + DEPARTMENT),
    "toml without a name": toml('unit = "元"\n'),
    "toml with an unknown unit": toml('unit = "千元"\n' + DEPARTMENT),
    "toml with an unknown level": toml('level = "省"\n' + DEPARTMENT),
    "toml with a setting out of range": toml(DEPARTMENT + "[settings]\nlow_execution = 101\n"),
    "toml with grades out of order": toml(DEPARTMENT + "[settings]\ngood_from = 95\n"),
    "toml with half a row of posts": toml(DEPARTMENT + "[[staff]]\nyear = 2022\n"),
    "toml with a right to left override": toml('[name]\nzh = "\\u202e局某"\n'),
    "a year without a table": {"2022/notes.txt": "x"},
}


def told() -> dict[str, dict[str, list[str]]]:
    """The lines of `bad_inputs.txt` by case and language."""
    found: dict[str, dict[str, list[str]]] = {}
    text = Path(__file__).with_name("bad_inputs.txt").read_text(encoding="utf-8")
    for block in text.strip().split("\n\n"):
        name, *lines = block.splitlines()
        english = [line.removeprefix("en: ") for line in lines if line.startswith("en: ")]
        found[name.removeprefix("# ")] = {"zh": lines[: len(lines) - len(english)], "en": english}
    return found


TOLD = told()
HEADS = {"zh": "数据无法读取，共 {} 处问题：", "en": "The data cannot be read; {} problem(s):"}


def test_every_case_has_its_lines_and_a_third_of_them_in_english() -> None:
    assert list(TOLD) == list(CASES)
    assert len(CASES) >= 100
    assert sum(bool(lines["en"]) for lines in TOLD.values()) * 3 >= len(CASES)


def checked(root: Path, capsys: pytest.CaptureFixture[str], language: str = "zh") -> list[str]:
    """What `budgetbook check` says of data that it cannot read, line by line."""
    assert main(["check", "--language", language, "--data", str(root)]) == UNUSABLE_DATA
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.splitlines()


@pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in CASES for language in HEADS if TOLD[name][language]]
)
def test_a_bad_input_is_told_with_its_place_and_what_to_do(
    tmp_path: Path, name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = dict(CASES[name])
    root = write(tmp_path / "data", files, files.pop("department.toml", DEPARTMENT))
    lines = TOLD[name][language]
    assert checked(root, capsys, language) == [
        HEADS[language].format(len(lines)),
        *(f"  {line}" for line in lines),
    ]


@pytest.mark.parametrize("files", [{}, {"20222/totals.csv": H + R}, {"2022年.xlsx": GOOD}])
def test_a_department_without_a_year_says_what_a_year_is(
    tmp_path: Path, files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "data", files)
    assert main(["check", "--language", "zh", "--data", str(root)]) == WRONG_USE
    assert capsys.readouterr().err.startswith("ju 还没有任何年度的数据；")


CLOSED = ["数据无法读取，共 1 处问题：", "  ju/2022：文件夹打不开；请检查读取权限。"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nobody keeps this user out")
@pytest.mark.parametrize("mode", [0o000, 0o300])
def test_a_folder_that_may_not_be_read_is_told(
    tmp_path: Path, mode: int, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "data", tot(H + R))
    folder = root / "ju" / "2022"
    folder.chmod(mode)
    try:
        assert checked(root, capsys) == CLOSED
    finally:
        folder.chmod(0o700)


def test_a_folder_that_the_system_does_not_open_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, listed = write(tmp_path / "data", tot(H + R)), Path.iterdir

    def closed(path: Path) -> object:
        if path.name == closed_name:
            raise PermissionError(13, "closed", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    closed_name = "2022"
    assert checked(root, capsys) == CLOSED
    closed_name = "ju"
    assert main(["check", "--language", "zh", "--data", str(root)]) == UNUSABLE_DATA
    assert capsys.readouterr().err == f"文件夹 {root / 'ju'} 打不开；请检查读取权限。\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only administrators make links")
def test_a_link_that_leads_to_itself_is_a_file_that_cannot_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "data", {"2022/notes.txt": "x"})
    (root / "ju" / "2022" / "totals.csv").symlink_to("totals.csv")
    (root / "ju" / "2022" / "all").symlink_to(root, target_is_directory=True)
    (root / "ju" / "2023").symlink_to("2023")
    (root / "ju" / "2024.xlsx").symlink_to("2024.xlsx")
    assert checked(root, capsys) == [
        "数据无法读取，共 1 处问题：",
        "  ju/2022/totals.csv：文件打不开；请关闭正在使用它的程序（如 Excel），或检查读取权限。",
    ]


ROWS = 100_000
PROJECTS = "project,initial_budget,adjusted_budget,spent,score,basis,source\n"


def test_one_bad_cell_among_very_many_rows_is_the_one_line_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"项目{number},{number}.25,,{number % 97},90,reported,文件\n" for number in range(ROWS)]
    rows[ROWS // 2] = rows[ROWS // 2].replace(".25", ".2.5")
    root = write(tmp_path / "data", table("projects", PROJECTS + "".join(rows)))
    assert checked(root, capsys) == [
        "数据无法读取，共 1 处问题：",
        "  ju/2022/projects.csv 第 50002 行 “initial_budget”列："
        "“50000.2.5”不是数字；请填阿拉伯数字（可带千分位），未公布则留空。",
    ]


def test_very_many_problems_are_counted_and_the_first_of_each_kind_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "data", table("projects", PROJECTS + "项目,1万,,2,90,reported,文件\n" * ROWS))
    head, *lines, last = checked(root, capsys)
    assert head == "数据无法读取，共 199999 处问题："
    assert len(lines) == 20
    assert sum("与第 2 行重复（同一project）" in line for line in lines) == 10
    assert sum("“1万”带有单位" in line for line in lines) == 10
    assert last == "  还有 199979 处未列出；改正以上各处后请再运行一次。"
    assert (
        checked(root, capsys, "en")[-1] == "  199979 more are not listed; put these right and run it again."
    )


def test_of_many_kinds_of_problems_fifty_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "kind,x,,actual,1万,千元,published,\n"
    head = "classification,code,name,phase,amount,unit,basis,source\n"
    files = {f"{year}/expenditure.csv": head + row * 20 for year in (2021, 2022)}
    lines = checked(write(tmp_path / "data", files), capsys)
    assert lines[0] == "数据无法读取，共 238 处问题："
    assert len(lines) == 52
    assert lines[-1] == "  还有 188 处未列出；改正以上各处后请再运行一次。"

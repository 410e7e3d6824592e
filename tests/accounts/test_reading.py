import io
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from budgetbook.accounts import Accounts, DataError, load
from builder import with_origin, write

TOTALS = with_origin("item,phase,amount\ntotal_income,actual,6122.13\nclosing_carryover,actual,\n")


def book_of(folder: Path, content: str | bytes, table: str = "totals") -> Accounts:
    return load(write(folder, {f"2022/{table}.csv": content}))


def problems(folder: Path, files: dict[str, str | bytes], language: str = "zh") -> list[str]:
    with pytest.raises(DataError) as error:
        load(write(folder, files))
    return [problem.text(language) for problem in error.value.problems]


def figures(book: Accounts, table: str = "totals") -> pd.DataFrame:
    return book.tables[table].drop(columns=["file", "row"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize(("separator", "line_end"), [(",", "\r\n"), (";", "\n"), ("\t", "\r")])
def test_a_csv_file_as_any_spreadsheet_saves_it_gives_the_same_accounts(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    plain = book_of(tmp_path / "plain", TOTALS)
    text = TOTALS.replace(",", separator).replace("\n", line_end)
    book = book_of(tmp_path / "saved", text.encode(encoding))
    pd.testing.assert_frame_equal(book.tables["totals"], plain.tables["totals"])


def test_a_quoted_header_behind_a_byte_order_mark_is_still_a_header(tmp_path: Path) -> None:
    text = '"item","phase","amount","basis","source"\n"total_income","actual","6,122.13","reported","文件"\n'
    assert book_of(tmp_path, text.encode("utf-8-sig")).value("totals", "total_income") == Decimal("6122.13")


def test_titles_choices_and_table_names_may_be_chinese(tmp_path: Path) -> None:
    text = "项目,期次,金额,口径,来源\n收入总计,决算数,6122.13,公布,文件\n年末结转和结余,决算数,,公布,文件\n"
    book = load(write(tmp_path / "zh", {"2022/收支总表.csv": text}))
    pd.testing.assert_frame_equal(figures(book), figures(book_of(tmp_path / "en", TOTALS)))


def test_titles_and_choices_may_be_english_words(tmp_path: Path) -> None:
    text = "Item,Phase,AMOUNT,Basis,Source\nTotal income,Actual,1,reported,文件\n"
    assert book_of(tmp_path, text).value("totals", "total_income") == 1


@pytest.mark.parametrize("title", [" amount ", "AMOUNT", '"金 额"', '"金\n额"', "\u3000金额"])
def test_spaces_and_line_ends_in_a_title_do_not_matter(tmp_path: Path, title: str) -> None:
    text = f"item,phase,{title},basis,source\ntotal_income,actual,1,reported,文件\n"
    assert book_of(tmp_path, text).value("totals", "total_income") == 1


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    text = (
        "\n"
        "item,phase,amount,basis,source,note\n"
        ",,,,,\n"
        'total_income,actual,1,reported,文件,"两\n行"\n'
        "\n"
        "closing_carryover,actual,2,reported,文件,\n"
    )
    assert list(book_of(tmp_path, text).tables["totals"]["row"]) == [4, 6]


def test_empty_columns_at_the_end_are_no_columns(tmp_path: Path) -> None:
    text = "item,phase,amount,basis,source,,\ntotal_income,actual,1,reported,文件,,\n"
    assert book_of(tmp_path, text).value("totals", "total_income") == 1


def test_separators_that_excel_leaves_out_behind_the_last_filled_cell_are_not_missed(tmp_path: Path) -> None:
    text = "item,phase,amount,basis,source,note\ntotal_income,actual,1,reported,文件\n"
    book = book_of(tmp_path, text)
    assert list(book.tables["totals"]["note"]) == [""]


def test_a_code_keeps_its_zeros(tmp_path: Path) -> None:
    text = with_origin("classification,code,phase,amount\nfunction,001,actual,5\neconomic,00101,actual,5\n")
    assert list(book_of(tmp_path, text, "expenditure").tables["expenditure"]["code"]) == ["001", "00101"]


def test_a_formula_in_a_csv_file_stays_text(tmp_path: Path) -> None:
    text = TOTALS.replace("文件", "=cmd()")
    assert set(book_of(tmp_path, text).tables["totals"]["source"]) == {"=cmd()"}


def test_what_systems_leave_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022/totals.csv": TOTALS,
        "2022/._totals.csv": b"\x00\x05\x16\x07",
        "2022/.~lock.totals.csv#": "x",
        "2022/Thumbs.db": b"\xff",
        "2022/notes.txt": "x",
    }
    assert load(write(tmp_path, files)).value("totals", "total_income") == Decimal("6122.13")


def test_an_ending_in_capitals_is_the_same_ending(tmp_path: Path) -> None:
    assert load(write(tmp_path, {"2022/totals.CSV": TOTALS})).value("totals", "total_income") == Decimal(
        "6122.13"
    )


@pytest.mark.parametrize(
    ("name", "content", "zh", "en"),
    [
        (
            "totals.csv", "",
            "ju/2022/totals.csv：文件是空的；请至少保留表头，或删去该文件。",
            "ju/2022/totals.csv: the file is empty; keep at least the header, or remove the file.",
        ),
        (
            "totals.csv", ",,,\n,,\n",
            "ju/2022/totals.csv：文件是空的；请至少保留表头，或删去该文件。",
            "ju/2022/totals.csv: the file is empty; keep at least the header, or remove the file.",
        ),
        (
            "totals.csv", b"item,phase\n\xff\xff\xff",
            "ju/2022/totals.csv：文件编码无法识别；请另存为 UTF-8 或 GBK（如 Excel 的“CSV UTF-8”）。",
            "ju/2022/totals.csv: the text encoding is not recognised; save it as UTF-8 or GBK (“CSV "
            "UTF-8” in Excel).",
        ),
        (
            "totals.csv", TOTALS.encode("utf-16-le"),
            "ju/2022/totals.csv：文件内容不是 CSV；请用 Excel 另存为“CSV UTF-8”。",
            "ju/2022/totals.csv: the content is not CSV; save it from Excel as “CSV UTF-8”.",
        ),
        (
            "totals.csv", 'item,phase\ntotal_income,"actual"x\n',
            "ju/2022/totals.csv 第 2 行：文件内容不是 CSV；请用 Excel 另存为“CSV UTF-8”。",
            "ju/2022/totals.csv, row 2: the content is not CSV; save it from Excel as “CSV UTF-8”.",
        ),
        (
            "totals.csv", TOTALS + "total_expenditure,actual,1,reported,文件,第3,页\n",
            "ju/2022/totals.csv 第 4 行：该行有 7 格，表头有 5 格；含逗号的文字请加引号。",
            "ju/2022/totals.csv, row 4: the row has 7 cells and the header 5; put text with commas "
            "into quotes.",
        ),
        (
            "total.csv", TOTALS,
            "ju/2022/total.csv：没有名为“total”的表，是否应为“totals”；可用的表名见 data/README.md。",
            "ju/2022/total.csv: there is no table “total”, did you mean “totals”; data/README.md "
            "lists the tables.",
        ),
        (
            "收支表.csv", TOTALS,
            "ju/2022/收支表.csv：没有名为“收支表”的表，是否应为“收支总表”；可用的表名见 data/README.md。",
            "ju/2022/收支表.csv: there is no table “收支表”, did you mean “收支总表”; data/README.md "
            "lists the tables.",
        ),
        (
            "封面.csv", TOTALS,
            "ju/2022/封面.csv：没有名为“封面”的表；可用的表名见 data/README.md。",
            "ju/2022/封面.csv: there is no table “封面”; data/README.md lists the tables.",
        ),
        (
            "totals.csv", "item,phase,amount,source\n",
            "ju/2022/totals.csv 第 1 行：缺少“basis”（口径）列；请补上该列，未公布的数据留空即可。",
            "ju/2022/totals.csv, row 1: column “basis” (口径) is missing; add it and leave what was "
            "not published empty.",
        ),
        (
            "totals.csv", "item,phase,amount,basis,source,notes\n",
            "ju/2022/totals.csv 第 1 行：多出“notes”列，是否应为“note”；请改名或删去，"
            "说明文字可放在备注（note）列。",
            "ju/2022/totals.csv, row 1: column “notes” is not known, did you mean “note”; rename or "
            "remove it, "
            "remarks go into the column note.",
        ),
        (
            "totals.csv", "item,phase,amount,basis,source,xyz\n",
            "ju/2022/totals.csv 第 1 行：多出“xyz”列；请改名或删去，说明文字可放在备注（note）列。",
            "ju/2022/totals.csv, row 1: column “xyz” is not known; rename or remove it, remarks go "
            "into the column note.",
        ),
        (
            "totals.csv", "item,phase,amount,basis,source,金额\n",
            "ju/2022/totals.csv 第 1 行：“金额”列与前面的列重复；请只保留一列。",
            "ju/2022/totals.csv, row 1: column “金额” repeats an earlier column; keep one.",
        ),
        (
            "totals.csv", "item,phase,,amount,basis,source\n",
            "ju/2022/totals.csv 第 1 行：第 3 列没有列名；请补上列名或删去该列。",
            "ju/2022/totals.csv, row 1: column number 3 has no title; give it one or remove the column.",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_says_what_to_do(
    tmp_path: Path, name: str, content: str | bytes, zh: str, en: str
) -> None:
    assert problems(tmp_path, {f"2022/{name}": content}) == [zh]
    assert problems(tmp_path, {f"2022/{name}": content}, "en") == [en]


def test_a_unit_in_a_title_is_not_swallowed(tmp_path: Path) -> None:
    text = "项目,期次,金额（元）,口径,来源\n收入总计,决算数,61221300,公布,文件\n"
    assert problems(tmp_path, {"2022/totals.csv": text}) == [
        "ju/2022/totals.csv 第 1 行：多出“金额（元）”列，是否应为“金额”；请改名或删去，"
        "说明文字可放在备注（note）列。",
        "ju/2022/totals.csv 第 1 行：缺少“amount”（金额）列；请补上该列，未公布的数据留空即可。",
    ]


def test_a_file_that_another_program_holds_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(path: Path) -> bytes:
        raise PermissionError(13, "held", str(path))

    root = write(tmp_path, {"2022/totals.csv": TOTALS})
    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(DataError) as error:
        load(root)
    assert [problem.text("zh") for problem in error.value.problems] == [
        f"ju/{file}：文件打不开；请关闭正在使用它的程序（如 Excel），或检查读取权限。"
        for file in ("2022/totals.csv", "department.toml")
    ]
    assert error.value.problems[1].text("en") == (
        "ju/department.toml: the file cannot be opened; close the program that uses it (such as Excel), "
        "or check the permission to read it."
    )


def test_a_file_with_a_million_separators_is_refused_quickly(tmp_path: Path) -> None:
    assert len(problems(tmp_path, {"2022/totals.csv": TOTALS + "," * 1_000_000 + "x\n"})) == 1
    buffer = io.StringIO(problems(tmp_path, {"2022/totals.csv": TOTALS + "x" * 1_000_000 + "\n"})[0])
    assert len(buffer.getvalue()) < 300

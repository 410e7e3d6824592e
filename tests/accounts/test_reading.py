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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_in_utf_16_is_read_in_either_order_of_bytes_behind_its_mark(
    tmp_path: Path, encoding: str
) -> None:
    book = book_of(tmp_path, ("\ufeff" + TOTALS.replace(",", "\t")).encode(encoding))
    assert book.value("totals", "total_income") == Decimal("6122.13")


@pytest.mark.parametrize("name", ["𠮷野路养老院", "㐂乐社区", "朱镕基", "㎡、①、—", "繁體字專案"])
def test_rare_characters_are_read_from_gb18030(tmp_path: Path, name: str) -> None:
    book = book_of(tmp_path, TOTALS.replace("文件", name).encode("gb18030"))
    assert set(book.tables["totals"]["source"]) == {name}


@pytest.mark.parametrize("name", ["目", "联通", "丏世"])
def test_a_short_name_in_gbk_that_could_be_utf_8_is_read_as_gbk_beside_others(
    tmp_path: Path, name: str
) -> None:
    text = "project,division,initial_budget,adjusted_budget,spent,score,basis,source\n"
    text += f"{name},,1,,,,reported,x\n养老服务专项,社会福利处,1,,,,reported,决算报告\n"
    book = book_of(tmp_path, text.encode("gbk"), "projects")
    assert list(book.tables["projects"]["project"]) == [name, "养老服务专项"]


@pytest.mark.parametrize(
    "typed", ["６，１２２．１３", "６１２２．１３", "6，122.13", "＋6122.13", "'6122.13", " 6122.13\u00a0"]
)
def test_an_amount_is_read_as_it_is_typed(tmp_path: Path, typed: str) -> None:
    book = book_of(tmp_path, TOTALS.replace("6122.13", f'"{typed}"'))
    assert book.value("totals", "total_income") == Decimal("6122.13")


def test_characters_that_take_no_room_on_a_page_fall_away(tmp_path: Path) -> None:
    text = "item,phase,\u200bamount,basis,source\n"
    text += "total_income\ufeff,actual,6122\u2060.13,reported,文\u00ad件\u200e\n"
    book = book_of(tmp_path, text)
    assert book.value("totals", "total_income") == Decimal("6122.13")
    assert set(book.tables["totals"]["source"]) == {"文件"}


def test_two_names_that_look_alike_are_one_name(tmp_path: Path) -> None:
    text = TOTALS.replace("closing_carryover", "total_\u200bincome")
    [told] = problems(tmp_path, {"2022/totals.csv": text})
    assert "与第 2 行重复" in told


@pytest.mark.parametrize("char", ["\x00", "\x01", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f"])
def test_no_control_character_gets_past_the_reading(tmp_path: Path, char: str) -> None:
    [told] = problems(tmp_path, {"2022/totals.csv": TOTALS.replace("文件", f"文{char}件", 1)})
    assert char not in told


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_no_character_that_turns_the_order_of_others_gets_past_the_reading(tmp_path: Path, code: int) -> None:
    [told] = problems(tmp_path, {"2022/totals.csv": TOTALS.replace("文件", f"文{chr(code)}件", 1)})
    assert f"（U+{code:04X}）" in told
    assert chr(code) not in told


@pytest.mark.parametrize(
    "name", ["一\n二", "一\t二", "👨‍👩‍👧之家", "བོད་ལྗོངས", "الحسابات", "é̂", "<b>", "{{7*7}}", "a" * 300]
)
def test_other_characters_are_kept_as_they_are(tmp_path: Path, name: str) -> None:
    book = book_of(tmp_path, TOTALS.replace("文件", f'"{name}"'))
    assert set(book.tables["totals"]["source"]) == {name}


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


def test_a_file_with_a_million_separators_is_refused_in_one_short_line(tmp_path: Path) -> None:
    [told] = problems(tmp_path, {"2022/totals.csv": TOTALS + "," * 1_000_000 + "x\n"})
    assert told.endswith("该行有 1000001 格，表头有 5 格；含逗号的文字请加引号。")
    [told] = problems(tmp_path, {"2022/totals.csv": TOTALS + "x" * 1_000_000 + "\n"})
    assert len(told) < 300


def test_a_cell_too_long_for_any_name_is_told_apart_from_an_odd_quotation_mark(tmp_path: Path) -> None:
    rows = (
        "project,initial_budget,adjusted_budget,spent,score,basis,source\n"
        + "长" * 140_000
        + ",1,1,1,,reported,文件\n"
    )
    with pytest.raises(DataError) as error:
        load(write(tmp_path, {"2022/projects.csv": rows}))
    assert error.value.text("zh").splitlines()[1:] == [
        "  ju/2022/projects.csv 第 2 行：有一格长达 13 万字以上；"
        "多半是前面的引号没有成对，请检查该行，或缩短这一格。"
    ]


@pytest.mark.parametrize(("above", "told"), [(9, "title_line"), (10, "first_row")])
def test_a_header_is_looked_for_in_the_first_ten_rows(tmp_path: Path, above: int, told: str) -> None:
    table = "题名\n" * above + "item,phase,amount,basis,source\ntotal_income,actual,1,reported,文件\n"
    with pytest.raises(DataError) as error:
        load(write(tmp_path, {"2022/totals.csv": table}))
    assert ("之上；请删去表头以上各行" in error.value.text("zh")) == (told == "title_line")


def test_half_of_the_columns_that_must_be_there_make_a_header(tmp_path: Path) -> None:
    # Five columns must be there: with three of them the second row is the header, with two it is not.
    for titles, header in (("item,phase,amount", True), ("item,phase", False)):
        with pytest.raises(DataError) as error:
            load(write(tmp_path / titles, {"2022/totals.csv": f"题名\n{titles}\n"}))
        assert ("之上；请删去表头以上各行" in error.value.text("zh")) == header

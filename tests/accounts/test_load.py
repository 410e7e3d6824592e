from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import DataError, Figure, load
from builder import DEPARTMENT, make_book, with_origin, write

TOTALS = "item,phase,amount\ntotal_income,actual,{}\n"
INCOME = with_origin(TOTALS.format("1"))
ORIGIN = {"basis": "reported", "source": "文件"}


def years_of(folder: Path, *years: int) -> Path:
    return write(folder, {f"{year}/totals.csv": with_origin(TOTALS.format(year)) for year in years})


def said(error: pytest.ExceptionInfo[DataError], language: str = "zh") -> str:
    return error.value.text(language)


def test_absent_not_published_and_zero_are_three_things(tmp_path: Path) -> None:
    table = "item,phase,amount\nabroad,actual,0\nreception,actual,\n"
    book = make_book(tmp_path, {2022: {"three_public": table}})
    assert book.figure("three_public", "abroad") == Figure(
        Decimal(0), "published", "reported", "文件", "ju/2022/three_public.csv:2"
    )
    assert book.figure("three_public", "reception") == Figure(
        None, "not_published", "reported", "文件", "ju/2022/three_public.csv:3"
    )
    assert book.figure("three_public", "vehicle") == Figure(None, "absent")
    assert book.value("three_public", "abroad") == 0
    assert book.value("three_public", "reception") is book.value("three_public", "vehicle") is None


def test_the_only_department_and_its_latest_year_need_no_naming(tmp_path: Path) -> None:
    book = load(years_of(tmp_path, 2020, 2022))
    assert (book.department.slug, book.name, book.year, book.years) == ("ju", "某局", 2022, (2020, 2022))


def test_a_report_looks_at_the_year_and_those_before_it_in_its_window(tmp_path: Path) -> None:
    root = years_of(tmp_path, 2016, 2017, 2018, 2020, 2021, 2022, 2023)
    assert load(root, year=2022).years == (2018, 2020, 2021, 2022)
    assert load(root, year=2022, years=2).years == (2021, 2022)
    assert load(root, year=2020, years=2).years == (2020,)
    assert load(root, year=2022, years=1).years == (2022,)
    assert load(root, years=9).years == (2016, 2017, 2018, 2020, 2021, 2022, 2023)


def test_no_years_at_all_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="years=0: at least the year itself"):
        load(years_of(tmp_path, 2022), years=0)


def test_an_unknown_language_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="language 'fr': one of zh, en"):
        load(tmp_path / "nothing", language="fr")


def test_a_year_without_data_lists_the_years_there_are(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load(years_of(tmp_path, 2020, 2022), year=2021)
    assert said(error) == "数据无法读取，共 1 处问题：\n  ju：没有 2021 年的数据；已有年度：2020 / 2022。"
    assert said(error, "en") == (
        "The data cannot be read; 1 problem(s):\n  ju: there is no data for 2021; the years are: 2020 / 2022."
    )


def test_a_department_without_any_year_says_what_to_put_in(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load(write(tmp_path, {}))
    assert said(error) == (
        "数据无法读取，共 1 处问题：\n"
        "  ju：还没有任何年度的数据；请放入一个年度文件夹（如 2022）或工作簿（如 2022.xlsx）。"
    )


def test_a_year_without_any_table_says_so(tmp_path: Path) -> None:
    (tmp_path / "ju" / "2022").mkdir(parents=True)
    with pytest.raises(DataError) as error:
        load(write(tmp_path, {}))
    assert said(error, "en").splitlines()[1:] == [
        "  ju/2022: the year has no table at all; put in at least one (such as totals.csv)."
    ]


@pytest.mark.parametrize("named", ["bu", "../ju", "ju/2022", "/", "C:\\ju", "ju "])
def test_a_department_that_is_not_there_is_refused(tmp_path: Path, named: str) -> None:
    with pytest.raises(DataError) as error:
        load(years_of(tmp_path / "data", 2022), named)
    assert said(error).splitlines()[1] == f"  data：没有单位“{named}”；现有单位：ju。"


def test_of_several_departments_one_must_be_named(tmp_path: Path) -> None:
    root = years_of(tmp_path / "data", 2022)
    (root / "ting").mkdir()
    (root / "ting" / "department.toml").write_text(DEPARTMENT, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load(root)
    assert said(error).splitlines()[1] == "  data：有多个单位：ju / ting；请指明其一（department）。"
    assert said(error, "en").splitlines()[1] == (
        "  data: there are several departments: ju / ting; name one (department)."
    )
    assert load(root, "ju").year == 2022


def test_one_made_up_figure_marks_the_whole_report(tmp_path: Path) -> None:
    real = "item,phase,amount\ntotal_income,actual,5\n"
    made_up = "item,phase,amount,basis\ntotal_income,actual,5,illustrative\n"
    assert not make_book(tmp_path / "a", {2021: {"totals": real}, 2022: {"totals": real}}).illustrative
    assert make_book(tmp_path / "b", {2021: {"totals": made_up}, 2022: {"totals": real}}).illustrative
    one_year = make_book(tmp_path / "c", {2021: {"totals": made_up}, 2022: {"totals": real}}, years=1)
    assert not one_year.illustrative


def test_made_up_posts_mark_the_report_too(tmp_path: Path) -> None:
    staff = '[[staff]]\nyear = 2022\npost = "编制"\nposts = 5\nbasis = "illustrative"\nsource = "示例"\n'
    assert load(write(tmp_path / "a", {"2022/totals.csv": INCOME}, DEPARTMENT + staff)).illustrative
    other_year = DEPARTMENT + staff.replace("2022", "2021")
    assert not load(write(tmp_path / "b", {"2022/totals.csv": INCOME}, other_year)).illustrative


def test_names_come_in_the_readers_language(tmp_path: Path) -> None:
    table = "classification,code,name,phase,amount\n"
    table += "function,20805,行政事业单位离退休,actual,5\nkind,basic,,actual,5\n"
    chinese = make_book(tmp_path, {2022: {"expenditure": table}})
    english = load(tmp_path, language="en")
    assert (chinese.name, english.name) == ("某局", "A Bureau")
    assert chinese.label("totals", "total_income") == "收入总计"
    assert english.label("totals", "total_income") == "Total income"
    assert chinese.label("expenditure", "basic") == "基本支出"
    # The document's own name wins in Chinese, since names change over the years.
    assert chinese.label("expenditure", "20805", "行政事业单位离退休") == "行政事业单位离退休"
    assert english.label("expenditure", "301", "工资福利支出") == "Salaries and welfare"
    assert english.label("expenditure", "29999", "某项支出") == "某项支出"
    assert english.label("expenditure", "29999") == "code 29999"


def test_a_department_without_an_english_name_keeps_its_chinese_one(tmp_path: Path) -> None:
    root = write(tmp_path, {"2022/totals.csv": INCOME}, '[name]\nzh = "某局"\n')
    assert load(root, language="en").name == "某局"


def test_a_table_that_no_year_has_is_there_and_empty(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"totals": "item,phase,amount\n"}})
    assert all(table.empty for table in book.tables.values())
    assert {"item", "phase", "amount", "basis", "source", "year", "file", "row"} <= set(
        book.tables["totals"].columns
    )
    assert book.rows("execution").empty
    assert book.figure("totals", "total_income").status == "absent"


def test_rows_are_those_of_one_year_and_one_phase(tmp_path: Path) -> None:
    table = "item,phase,amount\ntotal_income,actual,{}\ntotal_income,initial_budget,9\n"
    book = make_book(tmp_path, {2021: {"totals": table.format(1)}, 2022: {"totals": table.format(2)}})
    assert book.value("totals", "total_income") == 2
    assert book.value("totals", "total_income", 2021) == 1
    assert book.value("totals", "total_income", phase="initial_budget") == 9
    assert book.figure("totals", "total_income", phase="adjusted_budget").status == "absent"
    assert list(book.rows("totals", 2021)["amount"]) == [1, 9]


def test_a_line_of_expenditure_is_found_by_its_code(tmp_path: Path) -> None:
    table = "classification,code,phase,amount\nfunction,208,actual,7\n"
    book = make_book(tmp_path, {2022: {"expenditure": table}})
    assert book.value("expenditure", "208", column="code") == 7


def test_a_line_printed_whole_and_by_kind_is_the_whole_one_unless_a_kind_is_named(tmp_path: Path) -> None:
    table = (
        "分类,科目编码,支出性质,期次,金额\n"
        "功能分类,2080201,,决算数,9\n功能分类,2080201,基本支出,决算数,5\n功能分类,2080201,项目支出,决算数,4\n"
    )
    book = make_book(tmp_path, {2022: {"expenditure": table}})
    assert list(book.rows("expenditure")["amount"]) == [9]
    assert list(book.rows("expenditure", kind="basic")["amount"]) == [5]
    assert book.value("expenditure", "2080201", column="code") == 9
    assert book.value("expenditure", "2080201", column="code", kind="project") == 4
    assert book.figure("expenditure", "2080201", column="code", kind="operating").status == "absent"
    assert list(book.lines("expenditure")["amount"]) == [9]


def test_income_is_that_of_all_codes_unless_one_is_named(tmp_path: Path) -> None:
    table = "item,fund,function,phase,amount\n{0},,,actual,9\n{0},,2010601,actual,6\n{0},,208,actual,3\n"
    tables = {"income": table.format("other"), "totals": table.format("current_year_income")}
    book = make_book(tmp_path, {2022: tables})
    assert book.value("income", "other") == 9
    assert list(book.rows("income", function="2010601")["amount"]) == [6]
    assert book.value("totals", "current_year_income", function="208") == 3

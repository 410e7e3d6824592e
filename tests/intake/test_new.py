"""An empty year: it is made once, it loads, it tells what is left, and what is filled in comes back."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from budgetbook.accounts import DataError, load
from budgetbook.accounts.schema import TABLES
from budgetbook.cli import main
from budgetbook.intake.blank import columns_of
from budgetbook.intake.new import PENDING, NewYearError, new_year, to_fill
from budgetbook.words import Words
from builder import SLUG, with_origin, write

ZH = Words("zh")
SOFFICE = shutil.which("soffice") or ""
TOTALS = "item,phase,amount,printed_name\ntotal_income,actual,10,总收入\nclosing_carryover,actual,,\n"
EXPENDITURE = (
    "classification,code,name,phase,amount,unit\n"
    "kind,basic,,actual,5,\nfunction,2080201,行政运行,initial_budget,50000,元\nfunction,2080201,行政运行,actual,3,\n"
)
NO_DEPARTMENT = (
    "没有部门“jv”；已有部门：ju。要新建这个部门，请加上 --name（中文名称）和 --name-en（英文名称，可省）。"
)
NO_NAME = "“{}”不能作部门名；请写 data/ 中部门文件夹的名称，不要写路径。"
PROJECTS = (
    "project,project_en,division,initial_budget,adjusted_budget,spent,score,full_score,grade,note\n"
    "=cmd(),Repair,办公室,1,2,3,98,110,优,旧的说明\n2022-1号,,,,,,,,,\n"
)
INDICATORS = "project,level1,level2,level3,target,actual,weight,score\n=cmd(),产出,数量,人数,≥1,1,10,10\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder with one department and the year 2022."""
    tables = {"totals": TOTALS, "expenditure": EXPENDITURE, "projects": PROJECTS, "indicators": INDICATORS}
    return write(tmp_path / "data", {f"2022/{name}.csv": with_origin(text) for name, text in tables.items()})


def filled(path: Path, table: str, **figures: dict[str, object]) -> None:
    """Write figures into a sheet as its user does: by the first cell of the line and the column's title."""
    book = openpyxl.load_workbook(path)
    sheet = book[ZH(f"table.{table}")]
    titles = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        for column, value in figures.get(str(line[0].value), {}).items():
            line[titles.index(ZH(f"column.{column}"))].value = value
    book.save(path)


def sheets(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize("xlsx", [False, True])
def test_a_new_year_loads_with_last_year_s_lines_and_no_figure(root: Path, xlsx: bool) -> None:
    made = new_year(root, SLUG, 2023, xlsx=xlsx)
    assert made.path == root / SLUG / ("2023.xlsx" if xlsx else "2023")
    assert (made.last, made.department_file) == (2022, None)
    book = load(root, SLUG, 2023)
    assert [list(row) for row in book.rows("totals")[["item", "phase", "printed_name"]].to_numpy()] == [
        ["total_income", "actual", "总收入"], ["closing_carryover", "actual", ""],
    ]  # fmt: skip
    lines = book.rows("expenditure")[["classification", "code", "name", "phase", "unit"]]
    assert [list(row) for row in lines.to_numpy()] == [
        ["kind", "basic", "", "actual", ""],
        ["function", "2080201", "行政运行", "initial_budget", "元"],
        ["function", "2080201", "行政运行", "actual", ""],
    ]
    projects = book.rows("projects")
    assert list(projects["project"]) == ["=cmd()", "2022-1号"]
    assert list(projects["division"]) == ["办公室", ""]
    assert list(projects["full_score"]) == [Decimal(110), None]
    assert not any(projects[column].any() for column in ("spent", "score", "grade", "note"))
    assert book.rows("indicators").empty
    assert book.figure("totals", "total_income").status == "not_published"
    for table in TABLES:
        rows = book.rows(table)
        assert set(rows["basis"]) <= {"reported"}
        assert set(rows["source"]) <= {PENDING}


def test_a_table_that_last_year_lacks_has_the_standard_lines(root: Path) -> None:
    made = new_year(root, SLUG, 2023)
    assert made.lines == {"totals": 2, "income": 8, "expenditure": 3, "three_public": 20, "projects": 2}


def test_the_lines_are_those_of_the_nearest_year_before(root: Path) -> None:
    new_year(root, SLUG, 2030)
    assert new_year(root, SLUG, 2025).last == 2022
    assert new_year(root, SLUG, 2031).last == 2030
    assert new_year(root, SLUG, 2000).last is None


def test_a_csv_file_opens_in_a_spreadsheet_with_chinese_titles(root: Path) -> None:
    new_year(root, SLUG, 2023)
    assert sorted(path.stem for path in (root / SLUG / "2023").iterdir()) == sorted(TABLES)
    content = (root / SLUG / "2023" / "expenditure.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0][:6] == ["分类", "科目编码", "科目名称", "资金性质", "期次", "金额"]
    assert rows[1] == ["支出性质", "基本支出", "", "", "决算数", "", "", "公布", "待填", "", ""]
    assert rows[2][:7] == ["功能分类", "2080201", "行政运行", "", "年初预算数", "", "元"]


def test_lines_that_documents_split_by_code_or_kind_are_asked_for_once(root: Path) -> None:
    split = {
        "income": "item,function,phase,amount\nother,,actual,6.20\nother,208,actual,6.20\n",
        "expenditure": (
            "classification,code,kind,phase,amount\n"
            "function,208,,actual,9\nfunction,208,basic,actual,5\nfunction,208,project,actual,4\n"
        ),
    }
    write(root, {f"2023/{name}.csv": with_origin(text) for name, text in split.items()})
    made = new_year(root, SLUG, 2024)
    assert (made.lines["income"], made.lines["expenditure"]) == (1, 1)
    header = (root / SLUG / "2024" / "expenditure.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "支出性质" not in header.split(",")


def test_what_is_filled_into_the_workbook_comes_back(root: Path) -> None:
    path = new_year(root, SLUG, 2023, xlsx=True).path
    told = {"basis": "公布", "source": "2023年度决算 表1"}
    filled(path, "totals", 收入总计={"amount": 6122.13, **told}, 年末结转和结余={"amount": 0, **told})
    filled(path, "three_public", 公务接待费={"amount": 0.27, **told})
    filled(path, "projects", **{"=cmd()": {"spent": 1234.5, "score": 98.5, **told}})
    book = load(root, SLUG, 2023)
    assert book.value("totals", "total_income") == Decimal("6122.13")
    assert book.value("totals", "closing_carryover") == 0
    assert book.value("three_public", "reception") == Decimal("0.27")
    row = book.rows("projects", project="=cmd()").iloc[0]
    assert (row["spent"], row["score"], row["source"]) == (
        Decimal("1234.5"), Decimal("98.5"), "2023年度决算 表1",
    )  # fmt: skip
    # Of 公务接待费 two lines were filled in, its budget and its actual figure.
    assert to_fill(book) == {"income": 8, "expenditure": 3, "three_public": 18, "projects": 1}


def test_a_text_that_a_spreadsheet_would_take_for_something_else_stays_text(root: Path) -> None:
    path = new_year(root, SLUG, 2023, xlsx=True).path
    book = openpyxl.load_workbook(path)
    cells = {cell.value: cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row}
    assert cells["=cmd()"].data_type == "s"
    assert (cells["2080201"].data_type, cells["2080201"].number_format) == ("s", "@")
    assert cells[110].number_format == "0.00"
    indicators = book[ZH("table.indicators")]
    letters = {cell.value: cell.column_letter for cell in indicators[1]}
    assert indicators.column_dimensions[letters["年度指标值"]].number_format == "@"
    assert book[ZH("table.totals")].column_dimensions["D"].number_format == "#,##0.00"


def test_every_sheet_has_a_frozen_bold_head_with_notes_and_nothing_else(root: Path) -> None:
    path = new_year(root, SLUG, 2023, xlsx=True).path
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [ZH(f"table.{name}") for name in TABLES]
    for sheet, table in zip(book, TABLES.values(), strict=True):
        assert sheet.freeze_panes == "A2"
        assert sheet.sheet_state == "visible"
        assert [cell.value for cell in sheet[1]] == [
            ZH(f"column.{column.name}") for column in columns_of(table)
        ]
        for cell in sheet[1]:
            assert cell.font.bold
            assert cell.comment.text
            assert sheet.column_dimensions[cell.column_letter].width >= 8
        assert sheet["A1"].comment.text.startswith(f"{sheet.title}：")


def test_notes_say_what_to_write(root: Path) -> None:
    book = openpyxl.load_workbook(new_year(root, SLUG, 2023, xlsx=True).path)
    assert book["三公经费"]["A1"].comment.text.splitlines() == [
        "三公经费：“三公”经费的一项，或一项数量（批次、人次、车辆）。",
        "有行而数字留空，表示未公布；写 0，表示确实为零；没有这一项，请删去整行。"
        "来源“待填”请改为文件和位置。",
        "必填：从列表中选择。",
    ]
    assert book["支出"]["B1"].comment.text == (
        "必填：功能分类 3、5、7 位，经济分类 3、5 位，支出性质为下列之一：基本支出；人员经费；公用经费；"
        "项目支出；上缴上级支出；经营支出；对附属单位补助支出"
    )
    assert book["产出"]["I1"].comment.text == "必填：数值的计量单位，如人、家、万元"


def test_every_choice_of_the_schema_is_a_list_that_excel_takes(root: Path) -> None:
    book = openpyxl.load_workbook(new_year(root, SLUG, 2023, xlsx=True).path)
    for sheet, table in zip(book, TABLES.values(), strict=True):
        lists = {
            str(rule.sqref): rule.formula1
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
        }
        chosen = [at for at, column in enumerate(columns_of(table)) if column.choices]
        assert list(lists) == [f"{chr(ord('A') + at)}2:{chr(ord('A') + at)}5000" for at in chosen]
        for at, formula in zip(chosen, lists.values(), strict=True):
            # Excel refuses to open a workbook whose list is longer.
            assert len(formula) <= 255
            assert formula.count(",") == len(columns_of(table)[at].choices) - 1
    assert '"元,万元,亿元"' in [rule.formula1 for rule in book["收入"].data_validations.dataValidation]


def test_every_choice_in_the_lists_is_read_back(root: Path) -> None:
    """A line for each choice of `item`, as picked from the list."""
    path = new_year(root, SLUG, 2023, xlsx=True).path
    book = openpyxl.load_workbook(path)
    sheet = book["三公经费"]
    listed = next(rule.formula1 for rule in sheet.data_validations.dataValidation if "A2" in str(rule.sqref))
    sheet.delete_rows(2, sheet.max_row)
    for choice in listed.strip('"').split(","):
        sheet.append([choice, "决算数", 1, None, "公布", "文件"])
    book.save(path)
    assert len(load(root, SLUG, 2023).rows("three_public")) == 14


def test_a_new_department_gets_its_file_and_the_standard_lines(root: Path) -> None:
    names = {"zh": '某"局', "en": "A Bureau"}
    made = new_year(root, "xin", 2024, names=names)
    assert made.department_file == root / "xin" / "department.toml"
    assert made.lines == {"totals": 9, "income": 8, "expenditure": 8, "three_public": 20}
    book = load(root, "xin", language="en")
    assert (book.name, book.department.names["zh"], book.department.unit) == ("A Bureau", '某"局', "万元")


def test_the_first_department_of_an_empty_data_folder_can_be_made(tmp_path: Path) -> None:
    made = new_year(tmp_path, "xin", 2024, xlsx=True, names={"zh": "某局", "en": ""})
    assert sorted(path.name for path in (tmp_path / "xin").iterdir()) == ["2024.xlsx", "department.toml"]
    assert load(tmp_path).name == "某局"
    assert made.last is None


def prepare_folder(root: Path) -> None:
    (root / SLUG / "2023").mkdir()


def prepare_workbook(root: Path) -> None:
    (root / SLUG / "2023.XLSX").write_bytes(b"")


def prepare_old_workbook(root: Path) -> None:
    (root / SLUG / "2023.xls").write_bytes(b"")


@pytest.mark.parametrize(
    ("prepare", "file"),
    [(prepare_folder, "2023"), (prepare_workbook, "2023.XLSX"), (prepare_old_workbook, "2023.xls")],
)
@pytest.mark.parametrize("xlsx", [False, True])
def test_an_existing_year_is_never_touched(
    root: Path, prepare: Callable[[Path], None], file: str, xlsx: bool
) -> None:
    prepare(root)
    before = sorted(root.rglob("*"))
    with pytest.raises(NewYearError) as error:
        new_year(root, SLUG, 2023, xlsx=xlsx)
    assert error.value.text("zh") == (
        f"ju 已有 2023 年的数据（{file}），未作任何改动；要重新开始，请先把它移走或改名。"
    )
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("department", "names", "said"),
    [
        ("jv", None, NO_DEPARTMENT),
        ("jv", {"zh": "", "en": "B"}, NO_DEPARTMENT),
        (
            "JU",
            {"zh": "某局"},
            "“JU”与已有部门 ju 只有大小写不同，在有些电脑上是同一个文件夹；请写 ju，或另取一个名称。",
        ),
        ("ju", {"zh": "某局"}, "部门 ju 已存在，名称写在它的 department.toml 中；新建年度时不必写 --name。"),
        ("xin", {"zh": "某\u202e局"}, "“某\u202e局”含有看不见的控制字符，不能作名称；请重新输入。"),
    ],
)  # fmt: skip
def test_a_department_that_is_none_is_told(
    root: Path, department: str, names: dict[str, str] | None, said: str
) -> None:
    before = sorted(root.rglob("*"))
    with pytest.raises(NewYearError) as error:
        new_year(root, department, 2023, names=names)
    assert error.value.text("zh") == said
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("year", [0, 24, 1066, 20244])
def test_a_number_that_is_no_year_is_refused(root: Path, year: int) -> None:
    with pytest.raises(NewYearError, match=f"“{year}” cannot be a year; write four digits, such as 2024."):
        new_year(root, SLUG, year)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NewYearError, match="There is no folder"):
        new_year(tmp_path / "nowhere", SLUG, 2023)


def test_last_year_s_data_that_cannot_be_read_is_told_and_nothing_is_made(root: Path) -> None:
    (root / SLUG / "2022" / "totals.csv").write_text("item\n", encoding="utf-8")
    with pytest.raises(DataError):
        new_year(root, SLUG, 2023)
    assert not (root / SLUG / "2023").exists()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(root: Path) -> None:
    # A link to nowhere is no year, and no file can be made in its place.
    (root / SLUG / "2023").symlink_to("nowhere")
    (root / "xin").mkdir()
    (root / "xin" / "2023").symlink_to("nowhere")
    before = sorted(root.rglob("*"))
    with pytest.raises(NewYearError, match=r"department\.toml|2023"):
        new_year(root, "xin", 2023, names={"zh": "某局"})
    assert sorted(root.rglob("*")) == before


WRONG = {
    ("new",): "请写明部门和年度，例如：`budgetbook new civil-affairs 2024`。",
    ("new", "ju"): "请写明部门和年度，例如：`budgetbook new civil-affairs 2024`。",
    ("new", "ju", "20x4"): "“20x4”不能作年度；请写四位数字，如 2024。",
    ("new", "ju", "24"): "“24”不能作年度；请写四位数字，如 2024。",
    ("new", "../ju", "2024"): NO_NAME.format("../ju"),
    ("new", "con", "2024", "--name", "某局"): NO_NAME.format("con"),
    ("new", "ju", "2024", "--data", "nowhere"): "没有文件夹 nowhere；请检查路径。",
    ("new", "jv", "2024"): NO_DEPARTMENT,
}  # fmt: skip


class TestCommand:
    """What the user types and reads; exit codes 0, 2 and 3."""

    @pytest.fixture(autouse=True)
    def _project(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("BUDGETBOOK_DATA", "BUDGETBOOK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.chdir(root.parent)

    def test_a_year_is_made_checked_and_never_made_again(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["new", "ju", "2023"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"已新建 {Path('data/ju/2023')}：11 张表，35 行待填。",
            "各行的项目、科目编码和项目名称取自 2022 年，数字留空。",
            "下一步：填写数字，把来源“待填”改为文件和位置，删去没有的行；"
            "然后运行 budgetbook check --department ju --year 2023。",
        ]
        assert main(["check"]) == 0
        assert capsys.readouterr().out == (
            "ju 2023：35 行尚待填写（来源仍为“待填”）：收支总表 2 行、收入 8 行、支出 3 行、三公经费 20 行、"
            "项目 2 行。\n"
        )
        assert main(["new", "ju", "2023", "--xlsx"]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err == (
            "ju 已有 2023 年的数据（2023），未作任何改动；要重新开始，请先把它移走或改名。\n"
        )

    def test_the_same_in_english(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["new", "ju", "2023", "--xlsx", "--language", "en"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"{Path('data/ju/2023.xlsx')} was made: 11 tables, 35 lines to fill in.",
            "The items, codes and names of the lines are those of 2022; the figures are empty.",
            "Next: fill in the figures, write document and place instead of the source `待填`, delete the "
            "lines that do not apply; then run budgetbook check --department ju --year 2023.",
        ]
        assert main(["check", "--language", "en"]) == 0
        assert capsys.readouterr().out == (
            "ju 2023: 35 lines are still to be filled in (source `待填`): Totals 2, Income 8, Expenditure 3, "
            "Three public expenses 20, Projects 2.\n"
        )

    def test_a_year_that_is_filled_in_is_checked_as_any_other(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["check", "--year", "2022"]) == 0
        assert "待填" not in capsys.readouterr().out

    def test_a_new_department_is_told_with_its_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert (
            main(["new", "xin", "2024", "--name", "新局", "--name-en", "New Bureau", "--data", "data"]) == 0
        )
        assert capsys.readouterr().out.splitlines() == [
            f"已新建部门 xin（新局）：{Path('data/xin/department.toml')}",
            f"已新建 {Path('data/xin/2024')}：11 张表，45 行待填。",
            "各行按部门决算的标准科目预先列出，数字留空。",
            "下一步：填写数字，把来源“待填”改为文件和位置，删去没有的行；"
            "然后运行 budgetbook check --department xin --year 2024 --data data。",
        ]

    @pytest.mark.parametrize("typed", WRONG)
    def test_wrong_use_ends_with_two_and_one_sentence(
        self, typed: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = sorted(root.rglob("*"))
        assert main(typed) == 2
        assert capsys.readouterr() == ("", WRONG[typed] + "\n")
        assert sorted(root.rglob("*")) == before

    def test_unreadable_data_of_last_year_ends_with_three(
        self, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (root / SLUG / "2022" / "totals.csv").write_text("item\n", encoding="utf-8")
        assert main(["new", "ju", "2023"]) == 3
        assert "ju/2022/totals.csv" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("language", "usage"),
        [
            ("zh", "用法： budgetbook new [选项] 部门 年度"),
            ("en", "Usage: budgetbook new [OPTIONS] DEPARTMENT YEAR"),
        ],
    )
    def test_help_teaches_by_examples(
        self, language: str, usage: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["new", "--help", "--language", language]) == 0
        said = capsys.readouterr().out
        assert said.startswith(usage)
        assert said.count("  budgetbook new ") == 3

    def test_help_loads_no_spreadsheet_library(self) -> None:
        program = (
            "import sys; from budgetbook.cli import main; main(['new', '--help']); "
            "print({'pandas', 'openpyxl'} & set(sys.modules))"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        assert done.stdout.decode("utf-8").splitlines()[-1] == "set()"


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed here")
def test_libreoffice_keeps_lines_lists_and_notes(root: Path, tmp_path: Path) -> None:
    path = new_year(root, SLUG, 2023, xlsx=True).path
    before, lists, notes = sheets(path), offered(path), told(path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = Path(shutil.copy(path, tmp_path / path.name))
    convert = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(path.parent),
        str(saved),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    assert {name: [row for row in rows if any(row)] for name, rows in sheets(path).items()} == before
    assert (offered(path), told(path)) == (lists, notes)
    assert to_fill(load(root, SLUG, 2023))["totals"] == 2


def test_a_sheet_prints_as_wide_as_a_page_with_its_name_and_head(root: Path) -> None:
    book = openpyxl.load_workbook(new_year(root, SLUG, 2023, xlsx=True).path)
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert (sheet.print_title_rows, sheet.oddHeader.center.text) == ("$1:$1", "&A")


def offered(path: Path) -> dict[str, list[str]]:
    """The choices of each drop-down list, by sheet."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: sorted(
            f"{str(rule.sqref)[0]} {rule.formula1}"
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
        )
        for sheet in book
    }


def told(path: Path) -> dict[str, list[str]]:
    """The notes of each sheet's head."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: ["".join(cell.comment.text.split()) for cell in sheet[1] if cell.comment]
        for sheet in book
    }

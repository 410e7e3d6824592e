"""The command `budgetbook import`: sentences, exit codes, and nothing written where nothing may be."""

import sys
from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.cli import main
from budgetbook.cli.import_ import _remaining
from budgetbook.intake.new import to_fill
from budgetbook.words import Words

SOURCES = Path(__file__).parents[3] / "shared" / "sources"
ACCOUNTS = SOURCES / "上海市普陀区财政局2024年度部门决算.pdf"
TEXT = (
    "某局2023年度部门决算情况说明\n一、收入\n2023年总收入100万元，其中：一般公共预算财政拨款收入90万元；"
    "年初结转和结余10万元。\n二、变动\n2023年总收入100万元，较上年减少20万元，下降16.67%。\n三、其他\n另发放补助资金7万元。\n"
)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BUDGETBOOK_DATA", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BUDGETBOOK_LANGUAGE", "zh")
    (tmp_path / "data").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, department: str = "ju") -> int:
    return main(["import", *arguments, "--department", department, "--data", "data"])


def written(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root / "data").as_posix() for path in (root / "data").rglob("*") if path.is_file()
    )


def test_an_import_writes_the_years_and_tells_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.txt") == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "文件自相矛盾之处：0"
    assert "某局 2023年：从 1 份文件读出 7 个数" in said
    assert "未写入的数：1 处" in said
    assert "已写入 data/ju/2023" in said
    assert written(root) == [
        "ju/2022/totals.csv",
        "ju/2023/income.csv",
        "ju/2023/stated.csv",
        "ju/2023/totals.csv",
        "ju/department.toml",
    ]


def test_a_dry_run_shows_the_same_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.txt", "--dry-run", "--report", "out/review.html") == 0
    assert "试运行：未写入任何内容。" in capsys.readouterr().out
    assert written(root) == []
    assert (root / "out" / "review.html").is_file()


def test_an_import_again_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("a.txt")
    before = {name: (root / "data" / name).read_bytes() for name in written(root)}
    assert run("a.txt") == 0
    assert "没有新的数据；未改动任何文件。" in capsys.readouterr().out
    assert {name: (root / "data" / name).read_bytes() for name in written(root)} == before


def test_another_value_is_kept_until_it_is_to_be_replaced(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("a.txt")
    (root / "a.txt").write_text(TEXT.replace("收入90万元", "收入89万元"), encoding="utf-8")
    assert run("a.txt") == 0
    assert "与现有数据不同：1 处，未改动" in capsys.readouterr().out
    income = root / "data" / "ju" / "2023" / "income.csv"
    assert ",90," in income.read_text(encoding="utf-8")
    assert run("a.txt", "--replace") == 0
    assert "原有数据备份在 data/ju/2023.backup-1" in capsys.readouterr().out
    assert ",89," in income.read_text(encoding="utf-8")


def test_a_folder_and_several_documents_are_one_import(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "all"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT.replace("部门决算情况说明", "自评报告"), encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    assert run("all") == 0
    assert "从 2 份文件" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "arguments", "sentence"),
    [
        ({}, ["--year", "2021"], "“a.txt”是2023年度的，与 --year 2021 不符；未写入任何内容。"),
        (
            {"b.txt": TEXT.replace("某局", "某厅")},
            ["b.txt"],
            "“b.txt”是某厅的，其他文件是某局的；一次只导入一个部门。",
        ),
        (
            {"b.txt": TEXT.replace("2023", "2022")},
            ["b.txt"],
            "“a.txt”是2023年度的，“b.txt”是2022年度的；请按年度分次导入。",
        ),
        (
            {"b.txt": "某局2023年度部门决算工作动员会\n大家好。"},
            ["b.txt"],
            "“b.txt”中没有预算、决算或绩效数据；请确认是否选错了文件。",
        ),
        ({"b.txt": "大家好。"}, ["b.txt"], "看不出“b.txt”是哪一年度的；请用 --year 指明。"),
        ({"b.txt": " "}, ["b.txt"], "“b.txt”没有内容；请换成完整的文件。"),
        ({}, ["none.pdf"], "无法打开“none.pdf”；请检查文件是否存在、是否有读取权限。"),
    ],
)
def test_what_cannot_be_imported_is_told_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], arguments: list[str], sentence: str
) -> None:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    assert run("a.txt", *arguments) == 3
    assert capsys.readouterr().err.splitlines() == [sentence]
    assert written(root) == []


def test_the_sentences_of_all_bad_documents_are_told_at_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "b.txt").write_text("", encoding="utf-8")
    assert run("b.txt", "none.pdf") == 3
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_document_of_another_department_is_refused_unless_it_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("a.txt")
    (root / "a.txt").write_text(TEXT.replace("某局", "某厅"), encoding="utf-8")
    assert run("a.txt") == 3
    assert "“a.txt”是某厅的，而数据文件夹中的部门是某局" in capsys.readouterr().err
    assert run("a.txt", "--name", "某厅") == 0


def test_a_new_department_without_a_name_asks_for_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "b.txt").write_text(TEXT.partition("\n")[2], encoding="utf-8")
    assert run("b.txt", "--year", "2023") == 3
    assert capsys.readouterr().err == "部门“ju”是新的，而文件中没有它的名称；请用 --name 写明。\n"
    assert run("b.txt", "--year", "2023", "--name", "某局") == 0


def test_a_year_that_is_a_workbook_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("a.txt")
    year = root / "data" / "ju" / "2023"
    for file in year.iterdir():
        file.unlink()
    year.rmdir()
    (root / "data" / "ju" / "2023.xlsx").write_bytes(b"PK")
    assert run("a.txt") == 3
    assert "2023年的数据是工作簿 ju/2023.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.txt", "--department", ""], "请用 --department 写明部门（data/ 下的文件夹名）。"),
        (["a.txt", "--department", "a/b"], "“a/b”不能作部门名；请写 data/ 中部门文件夹的名称，不要写路径。"),
        (["a.txt", "--department", "ju", "--year", "23"], "--year 应为四位数的年度，而不是“23”。"),
        (["a.txt", "--department", "ju", "--data", "nowhere"], "没有文件夹 nowhere；请检查路径。"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["import", *arguments]) == 2
    assert capsys.readouterr().err.splitlines() == [sentence]


def test_markup_in_a_document_reaches_the_terminal_as_text(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "a.txt").write_text(TEXT.replace("另发放", "[red]另发放[/red]"), encoding="utf-8")
    assert run("a.txt", "--dry-run") == 0
    assert "[red]另发放[/red]" in capsys.readouterr().out


def test_no_line_of_the_review_ends_within_a_number(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "a.txt").write_text(
        TEXT.replace("另发放补助资金7万元", "另发放的补助资金已达19.60万元"), encoding="utf-8"
    )
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for width in range(60, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        assert run("a.txt", "--dry-run") == 0
        assert "19.60万元" in capsys.readouterr().out


def test_published_accounts_are_imported_whole(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not ACCOUNTS.is_file():
        pytest.skip("the published accounts are not here")
    assert run(str(ACCOUNTS), "--report", "review.html", department="finance") == 0
    said = capsys.readouterr().out
    assert "2961.68万元" in said and "0.3万元" in said  # printed in the text, against its table
    assert "表中按科目细分的数" not in said
    rows = (root / "data" / "finance" / "2024" / "expenditure.csv").read_text(encoding="utf-8").splitlines()
    codes = {row.split(",")[1] for row in rows if ",general_public_budget,,actual," in row}
    assert {"basic", "project", "personnel", "public", "2010601", "2210203", "30101", "31002"} <= codes
    assert (root / "review.html").is_file()


def test_a_terminal_shows_the_first_rows_and_the_page_all(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"另发放第{number}批补助资金{number}万元。" for number in range(1, 251)]
    (root / "a.txt").write_text(TEXT + "\n".join(lines), encoding="utf-8")
    assert run("a.txt", "--dry-run", "--report", "review.html") == 0
    assert "另有 51 行，见 --report 的网页" in capsys.readouterr().out
    assert "第250批补助资金" in (root / "review.html").read_text(encoding="utf-8")


def many(root: Path, number: int) -> None:
    (root / "all").mkdir()
    for at in range(number):
        (root / "all" / f"{at:02d}.txt").write_text(TEXT, encoding="utf-8")


def test_a_pipe_hears_of_many_files_in_ten_lines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many(root, 25)
    assert run("all", "--dry-run") == 0
    said = capsys.readouterr().err.splitlines()
    assert (len(said), said[0], said[-1]) == (10, "已读 3/25 份文件", "已读 25/25 份文件")


def test_a_pipe_hears_nothing_of_few_files(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many(root, 10)
    assert run("all", "--dry-run") == 0
    assert capsys.readouterr().err == ""


def test_a_terminal_sees_how_many_files_are_done_and_which_one_is_read(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    many(root, 2)
    (root / "all" / "[red]x.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert run("all", "--dry-run") == 0
    assert "已读 3/3 份文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (None, "", ""),
        (0.2, "还需约 1 秒", "about 1 second left"),
        (59.5, "还需约 60 秒", "about 60 seconds left"),
        (61, "还需约 2 分钟", "about 2 minutes left"),
    ],
)
def test_the_time_that_remains_is_told_in_words(seconds: float | None, zh: str, en: str) -> None:
    assert (_remaining(seconds, Words("zh")), _remaining(seconds, Words("en"))) == (zh, en)


def test_the_last_line_counts_the_contradictions(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = TEXT.replace("财政拨款收入90万元", "财政拨款收入89万元")
    (root / "b.txt").write_text(other.replace("部门决算情况说明", "自评报告"), encoding="utf-8")
    assert run("a.txt", "b.txt") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "文件自相矛盾之处：1"


def test_a_year_begun_empty_is_filled_and_the_rest_stays_to_be_filled(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "ju", "2023", "--name", "某局", "--data", "data"])
    assert run("a.txt") == 0
    book = load(root / "data", "ju", 2023)
    assert book.value("totals", "total_income") == 100
    assert to_fill(book) == {"totals": 7, "income": 7, "expenditure": 8, "three_public": 20}
    file = root / "data" / "ju" / "2023" / "totals.csv"
    lines = file.read_bytes().decode("utf-8-sig").split("\r\n")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "收入总计,,决算数,100,,,公布,2023年度部门决算 一,," in lines
    assert "支出总计,,决算数,,,,公布,待填,," in lines
    stated = (root / "data" / "ju" / "2023" / "stated.csv").read_text(encoding="utf-8-sig").splitlines()
    assert stated[2] == "totals.total_income,增减额,-20,,公布,2023年度部门决算 二,"
    capsys.readouterr()
    assert run("a.txt") == 0
    assert "没有新的数据" in capsys.readouterr().out


def test_a_document_in_traditional_characters_is_read_like_any_other(root: Path) -> None:
    traditional = str.maketrans("决况说总万财预结转较减补发资", "決況說總萬財預結轉較減補發資")
    (root / "a.txt").write_text(TEXT.translate(traditional), encoding="utf-8")
    assert run("a.txt") == 0
    book = load(root / "data", "ju", 2023)
    assert book.department.names["zh"] == "某局"
    assert book.value("totals", "total_income") == 100
    assert book.value("income", "general_public_budget") == 90

"""The command line, with the rooms behind it replaced by small stand-ins."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import budgetbook as bb
from budgetbook.accounts import DataError, Problem
from budgetbook.cli import main
from budgetbook.cli.common import spoken_language
from budgetbook.kernels import Kernels, Limits
from budgetbook.report import make
from budgetbook.report.make import Report
from budgetbook.report.publish import PublishError
from budgetbook.report.run import ChapterFailure


@dataclass
class Finding:
    id: str = "R04"
    severity: str = "warning"
    message: str = "年初结转和结余与上年年末不符"
    left: Decimal | None = Decimal("172.74")
    right: Decimal | None = Decimal("1259.42")
    difference: Decimal | None = Decimal("-1086.68")
    tolerance: Decimal | None = None
    sources: tuple[str, ...] = ("甲文件 第1页", "乙文件 第2页")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one department, in which nobody has chosen a language."""
    for name in (
        "BUDGETBOOK_DATA",
        "BUDGETBOOK_NOTEBOOKS",
        "BUDGETBOOK_LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ):
        monkeypatch.delenv(name, raising=False)
    for year in ("2021", "2022"):
        (tmp_path / "data" / "ju" / year).mkdir(parents=True)
    (tmp_path / "data" / "ju" / "department.toml").write_text(
        '[name]\nzh = "某局"\nen = "A Bureau"\n', encoding="utf-8"
    )
    totals = "item,phase,amount,basis,source\ntotal_income,actual,10,reported,文件\n"
    (tmp_path / "data" / "ju" / "2022" / "totals.csv").write_text(totals, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bb, "load", lambda *_, **__: "the book", raising=False)
    monkeypatch.setattr("budgetbook.accounts.unreadable.unreadable", lambda *_: [])
    monkeypatch.setattr(Kernels, "prepare_chapters", lambda _: None)
    monkeypatch.setattr(Kernels, "compute", Kernels.submit)  # here, where the tests put other data
    monkeypatch.setattr(bb, "reconcile", lambda _: [Finding()], raising=False)
    monkeypatch.setattr("budgetbook.intake.new.to_fill", lambda _: {})
    return tmp_path


@pytest.fixture
def made(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What reports were asked for; none is really made."""
    asked: list[dict[str, Any]] = []

    def make_report(parameters: dict[str, object], **options: Any) -> Report:
        progress = options.pop("progress")
        options.pop("check")()
        del options["kernels"]
        for phase, name in (("chapters", ""), ("chapter", "01_overview"), ("html", "")):
            progress(phase, name, None)
            progress(phase, name, 1.25)
        asked.append({**parameters, **options})
        return Report(
            root / "outputs" / "ju" / "2022",
            (root / "outputs" / "report.html", root / "outputs" / "manifest.json"),
            (),
            (("stale.new", {}),),
        )

    monkeypatch.setattr(make, "make_report", make_report)
    return asked


def test_a_report_is_asked_for_with_what_was_typed(made: list[dict[str, Any]]) -> None:
    options = ["--department", "ju", "--year", "2022", "--years", "3", "--data", "data", "--outputs", "out"]
    assert main(["report", *options, "--format", "pdf", "--with-code", "--only", "03,04_x"]) == 0
    assert made == [
        {
            "department": "ju", "year": 2022, "years": 3, "language": "zh", "data_dir": "data",
            "compare": "", "formats": ["pdf"], "outputs": Path("out"), "notebooks": None, "with_code": True,
            "only": ["03", "04_x"], "force": False, "limits": Limits(),
        }
    ]  # fmt: skip


@pytest.mark.parametrize("typed", [["--language", "zh,en"], ["--language", "zh", "--language", "en"]])
def test_each_language_has_its_report(made: list[dict[str, Any]], typed: list[str]) -> None:
    assert main(["report", *typed]) == 0
    assert [(one["language"], one["year"], one["formats"]) for one in made] == [
        ("zh", 0, ("html", "pdf")), ("en", 0, ("html", "pdf")),
    ]  # fmt: skip


def test_a_pipe_gets_a_plain_line_for_each_chapter_phase_and_file(
    made: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["report"])
    assert capsys.readouterr().out.splitlines() == [
        "章节 01_overview　1.2 秒", "网页　1.2 秒", f"已生成 {Path('outputs/report.html')}",
    ]  # fmt: skip
    main(["report", "--language", "en"])
    assert capsys.readouterr().out.splitlines() == [
        "chapter 01_overview  1.2 s", "page  1.2 s", f"Written {Path('outputs/report.html')}",
    ]  # fmt: skip


def test_a_terminal_gets_the_same_lines_and_what_is_under_way(
    made: list[dict[str, Any]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    assert main(["report"]) == 0
    assert "章节 01_overview　1.2 秒" in capsys.readouterr().out


def test_failed_chapters_are_told_with_heading_error_and_where_to_look(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failures = (
        ChapterFailure("03_x", "收入", "ValueError", "坏了", root / "outputs" / "failed" / "03_x.ipynb"),
        ChapterFailure("04_y", "", "KeyError", "'a'", Path("/elsewhere/failed/04_y.ipynb")),
    )
    monkeypatch.setattr(make, "make_report", lambda *_, **__: Report(root, (), failures))
    assert main(["report"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "章节 03_x 失败，位于“收入”：ValueError: 坏了",
        f"　　出错的笔记本：{Path('outputs/failed/03_x.ipynb')}",
        "章节 04_y 失败，位于“开头”：KeyError: 'a'",
        f"　　出错的笔记本：{Path('/elsewhere/failed/04_y.ipynb')}",
        "2 个章节失败，报告未发布；已有报告保持不变。改正后重新运行。",
    ]


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


def test_a_report_that_cannot_be_published_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make, "make_report", raising(PublishError(("cli.broken_pdf", {}))))
    assert main(["report"]) == 1
    assert capsys.readouterr().err == "生成的 PDF 不完整，未发布；已有报告保持不变。\n"


def test_an_interrupt_ends_with_130_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make, "make_report", raising(KeyboardInterrupt()))
    assert main(["report", "--language", "en"]) == 130
    assert (
        capsys.readouterr().err.strip()
        == "Interrupted; nothing was published, the earlier report is as it was."
    )


@pytest.mark.parametrize("command", ["report", "check"])
def test_data_that_cannot_be_read_ends_with_three_and_lists_every_problem(
    command: str,
    made: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    problems = [
        Problem("filled", "ju/2022/totals.csv", row=2),
        Problem("filled", "ju/2022/income.csv", row=3),
    ]
    monkeypatch.setattr(bb, "load", raising(DataError(problems)))
    monkeypatch.setattr("budgetbook.accounts.unreadable.unreadable", lambda *_: problems)
    assert main([command, "--language", "en"]) == 3
    assert capsys.readouterr().err == DataError(problems).text("en") + "\n"
    assert made == []


@pytest.mark.parametrize("command", ["report", "check", "list"])
def test_no_data_folder_anywhere_ends_with_three(
    command: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert main([command]) == 3


WRONG = {
    ("report", "--year", "1999"): "ju 没有 1999 年的数据；已有年度：2021, 2022。",
    ("report", "--year", "20x2"): "参数 year 应为整数，而不是 '20x2'。",
    ("report", "--years", "-1"): "参数 years 应为整数，而不是 '-1'。",
    ("report", "--department", "jv"): "没有部门“jv”，是否应为“ju”；已有部门：ju。",
    ("report", "--department", "../ju"): "“../ju”不能作部门名；请写 data/ 中部门文件夹的名称，不要写路径。",
    ("report", "--department", "C:\\x"): "“C:\\x”不能作部门名；请写 data/ 中部门文件夹的名称，不要写路径。",
    ("report", "--language", "zh,fr"): "没有语言“fr”；可用：zh, en。",
    ("check", "--data", "nowhere"): "没有文件夹 nowhere；请检查路径。",
    ("list", "--data", "nowhere"): "没有文件夹 nowhere；请检查路径。",
    ("report", "--yaer", "2022"): "没有选项 --yaer，是否应为“--year”。\n请看 budgetbook report --help。",
    ("report", "--year"): "选项 --year 后面需要一个值。\n请看 budgetbook --help。",
    ("repot",): (
        "没有命令“repot”，是否应为“report”；可用：report, batch, check, list, new, import, index, verify。\n"
        "请看 budgetbook --help。"
    ),
    ("list", "ju"): "多写了：ju。\n请看 budgetbook list --help。",
    ("import",): "还要写明：文件…。\n请看 budgetbook import --help。",
    ("report", "--force=1"): "选项 --force 后面不写值。\n请看 budgetbook --help。",
    ("list", "--language", "fr"): "选项 --language 只能写：zh, en。\n请看 budgetbook list --help。",
}


@pytest.mark.parametrize("typed", WRONG)
def test_wrong_use_ends_with_two_and_says_what_to_write_instead(
    typed: tuple[str, ...], made: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 2
    captured = capsys.readouterr()
    assert captured.err == WRONG[typed] + "\n"
    assert captured.out == ""
    assert made == []


def test_an_error_of_the_program_itself_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bb, "load", raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["check"])


def test_findings_are_told_with_where_they_were_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ju 2022：1 处疑点"
    assert lines[2].startswith("R04　")
    assert lines[2].endswith("　年初结转和结余与上年年末不符")
    assert lines[3] == "　　出处：甲文件 第1页；乙文件 第2页"


def test_no_finding_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bb, "reconcile", lambda _: [])
    assert main(["check", "--language", "en", "--year", "2021"]) == 0
    assert capsys.readouterr().out == "ju 2021: everything agrees.\n"


def test_findings_as_json_are_a_list_of_objects_with_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "id": "R04", "severity": "warning", "message": "年初结转和结余与上年年末不符",
            "left": 172.74, "right": 1259.42, "difference": -1086.68, "tolerance": None,
            "sources": ["甲文件 第1页", "乙文件 第2页"],
        }
    ]  # fmt: skip


def test_departments_are_listed_with_their_years_and_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ju　某局",
        "  2021  （没有可读的数据表）",
        "  2022  totals",
    ]
    assert main(["list", "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ju　A Bureau",
        "  2021  (no table that can be read)",
        "  2022  totals",
    ]


@pytest.mark.parametrize("command", [[], ["report"], ["check"], ["list"]])
@pytest.mark.parametrize(("language", "usage"), [("zh", "用法："), ("en", "Usage:")])
def test_help_teaches_by_examples_in_the_language_of_the_reader(
    command: list[str],
    language: str,
    usage: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("BUDGETBOOK_LANGUAGE", language)
    assert main([*command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{usage} budgetbook")
    assert said.count("  budgetbook ") >= 2


def test_a_heading_of_the_help_has_the_colon_of_its_language(capsys: pytest.CaptureFixture[str]) -> None:
    for language, headings in {"zh": ["选项：", "命令："], "en": ["Options:", "Commands:"]}.items():
        assert main(["--help"] if language == "zh" else ["list", "--help", "--language", "en"]) == 0
        said = capsys.readouterr().out.splitlines()
        assert [line for line in said if line in headings] == headings[: 2 if language == "zh" else 1]
    assert not any(line.endswith(":") and not line.isascii() for line in said)


def test_no_command_at_all_is_a_call_for_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("用法：")


SPOKEN = [
    ([], {}, "zh"),
    ([], {"LANG": "C.UTF-8"}, "zh"),
    ([], {"LANG": "en_GB.UTF-8"}, "en"),
    ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
    ([], {"LANG": "en_GB.UTF-8", "BUDGETBOOK_LANGUAGE": "zh"}, "zh"),
    (["report", "--language", "en"], {"BUDGETBOOK_LANGUAGE": "zh"}, "en"),
    (["report", "--language=en,zh"], {}, "en"),
    (["report", "--language", "fr"], {}, "zh"),
    (["report", "--language"], {}, "zh"),
]


@pytest.mark.parametrize(("arguments", "environment", "language"), SPOKEN)
def test_messages_are_in_the_language_that_was_asked_for_last(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert spoken_language(arguments, environment) == language


def test_help_loads_neither_pandas_nor_papermill_and_writes_utf8_on_any_console() -> None:
    program = (
        "import sys; from budgetbook.cli import main; main(['report', '--help']); "
        "print({'pandas', 'papermill', 'matplotlib', 'nbformat', 'rich'} & set(sys.modules))"
    )
    environment = {"PYTHONIOENCODING": "gbk", "BUDGETBOOK_LANGUAGE": "zh"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, check=True)
    assert done.stdout.decode("utf-8").startswith("用法：")
    assert done.stdout.decode("utf-8").splitlines()[-1] == "set()"


def test_the_module_runs_as_the_command_does() -> None:
    done = subprocess.run([sys.executable, "-m", "budgetbook", "repot"], capture_output=True, check=False)
    assert done.returncode == 2
    assert "没有命令“repot”" in done.stderr.decode("utf-8")

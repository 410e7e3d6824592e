"""The commands `batch` and `index`, with the making of a report replaced by a stand-in."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import rich
from rich.console import Console

from budgetbook.accounts import DataError, Problem
from budgetbook.accounts.unreadable import unreadable
from budgetbook.cli import main
from budgetbook.report import make
from budgetbook.report.make import Report
from budgetbook.report.run import ChapterFailure

PARAMETERS = 'department = ""\nyear = 0\nyears = 5\nlanguage = "zh"\ndata_dir = ""'
NEW = (("stale.new", {}),)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two departments, an example and one chapter, in which nobody has chosen a language."""
    for name in ("DATA", "NOTEBOOKS", "LANGUAGE"):
        monkeypatch.delenv(f"BUDGETBOOK_{name}", raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for year in ("ju/2021", "ju/2022", "ting/2022", "example-xian/2022"):
        (tmp_path / "data" / year).mkdir(parents=True)
        (tmp_path / "data" / year).parent.joinpath("department.toml").write_text(
            '[name]\nzh = "某局"\n', encoding="utf-8"
        )
    cell = nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    (tmp_path / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "notebooks" / "01_a.ipynb")
    monkeypatch.chdir(tmp_path)
    return tmp_path


Outcome = Callable[[dict[str, Any]], Report]


@pytest.fixture
def made(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What reports were asked for, and what becomes of those of a department: by default they are made."""
    known: dict[str, Any] = {"asked": [], "outcomes": {}}

    def make_report(parameters: dict[str, Any], **options: Any) -> Report:
        progress = options.pop("progress")
        progress("chapter", "01_a", None)
        progress("chapter", "01_a", 0.5)
        kernels = options.pop("kernels")
        known["asked"].append({**parameters, **options, "jobs": kernels.jobs})
        outcome: Outcome = known["outcomes"].get(
            parameters["department"], lambda _: Report(root, (), (), NEW)
        )
        return outcome(parameters)

    monkeypatch.setattr(make, "make_report", make_report)
    return known


def run(*typed: str, language: str = "zh") -> int:
    return main(["batch", "--kernel", "plain", "--jobs", "1", "--language", language, *typed])


def lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    captured = capsys.readouterr()
    return captured.out.splitlines(), captured.err.splitlines()


def test_a_batch_asks_for_each_report_as_it_was_chosen(root: Path, made: dict[str, Any]) -> None:
    typed = ["--years", "2022", "--formats", "pdf", "--look-back", "2", "--force", "--time-limit", "60"]
    assert run(*typed, "--departments", "ju", "--memory", "1GB", "--outputs", "out") == 0
    (asked,) = made["asked"]
    limits = asked.pop("limits")
    assert (limits.seconds, limits.memory) == (60, 2**30)
    assert asked == {
        "department": "ju", "year": 2022, "years": 2, "language": "zh", "data_dir": str(root / "data"),
        "outputs": root / "out", "notebooks": root / "notebooks", "formats": ("pdf",), "force": True,
        "jobs": 1,
    }  # fmt: skip


def test_by_default_every_department_but_the_examples_has_its_latest_year(made: dict[str, Any]) -> None:
    assert run() == 0
    asked = sorted((one["department"], one["year"], one["language"]) for one in made["asked"])
    assert asked == [("ju", 2022, "zh"), ("ting", 2022, "zh")]


def test_a_plan_file_is_followed(root: Path, made: dict[str, Any]) -> None:
    plan = 'years = "all"\noutputs = "made"\n[[report]]\ndepartment = "ju"\nlanguages = ["en"]\n'
    (root / "plan.toml").write_text(plan, encoding="utf-8")
    assert run("plan.toml") == 0
    asked = sorted((one["year"], one["language"], one["outputs"]) for one in made["asked"])
    assert asked == [(2021, "en", root / "made"), (2022, "en", root / "made")]


def test_a_pipe_gets_a_line_for_each_report_and_the_end_of_it_all(
    made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    made["outcomes"]["ting"] = lambda _: Report(Path(), (), (), ())
    assert run("--years", "all") == 0
    out, err = lines(capsys)
    assert err == []
    assert [line.split(" ", 1)[0] for line in out[:3]] == ["1/3", "2/3", "3/3"]
    assert sorted(line.split(" ", 1)[1] for line in out[:3]) == [
        "ju 2021 zh 0.0 秒", "ju 2022 zh 0.0 秒", "ting 2022 zh 已是最新",
    ]  # fmt: skip
    assert out[3:] == [
        "3 份报告，用时 0.0 秒：生成 2，已是最新 1，失败 0，数据无法读取 0。",
        f"目录页：{Path('outputs/index.html')}",
    ]


def test_the_same_in_english(made: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--departments", "ju", language="en") == 0
    assert lines(capsys)[0] == [
        "1/1 ju 2022 zh 0.0 s",
        "1 report in 0.0 s: 1 made, 0 up to date, 0 failed, 0 without readable data.",
        f"Index: {Path('outputs/index.html')}",
    ]


def failing(root: Path, message: str = "坏了\n详情") -> Outcome:
    notebook = root / "outputs" / "ju" / "2022" / "failed" / "03_x.ipynb"
    failure = ChapterFailure("03_x", "收入", "ValueError", message, notebook)
    other = ChapterFailure("04_y", "", "KeyError", "'a'", notebook.with_name("04_y.ipynb"))
    return lambda _: Report(root, (), (failure, other), NEW)


def test_a_failed_report_is_one_line_and_the_others_go_on(
    root: Path, made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    made["outcomes"]["ju"] = failing(root)
    assert run("--departments", "ju,ting") == 1
    out, err = lines(capsys)
    folder = Path("outputs/ju/2022/failed")
    assert err == [
        f"1/2 ju 2022 zh 失败：章节 03_x，“收入”，ValueError: 坏了…，另有 1 章（{folder / '03_x.ipynb'}）",
    ]
    assert out[0].startswith("2/2 ting 2022 zh ")
    assert "生成 1，已是最新 0，失败 1" in out[1]


def test_any_other_error_is_one_line_too(made: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: dict[str, Any]) -> Report:
        raise ZeroDivisionError("division by zero")

    made["outcomes"]["ju"] = fail
    assert run("--departments", "ju") == 1
    assert lines(capsys)[1] == ["1/1 ju 2022 zh 失败：ZeroDivisionError: division by zero"]


@pytest.fixture
def bad_data(made: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> DataError:
    """The department `ju` cannot be read, in any year or language."""
    problems = [Problem("filled", "ju/2022/totals.csv", row=2, column="item")]
    error = DataError(problems)

    def fail(_: dict[str, Any]) -> Report:
        raise error

    made["outcomes"]["ju"] = fail
    return error


def test_bad_data_is_told_once_for_a_department_and_ends_with_three(
    bad_data: DataError, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--languages", "zh,en") == 3
    out, err = lines(capsys)
    assert err == [
        "1/4 ju 2022 zh 数据无法读取，未生成。",
        *bad_data.text("zh").splitlines(),
        "2/4 ju 2022 en 数据无法读取，未生成。",
    ]
    assert "生成 2，已是最新 0，失败 0，数据无法读取 2" in out[2]


def test_bad_data_beside_a_failure_ends_with_one(
    root: Path, made: dict[str, Any], bad_data: DataError
) -> None:
    made["outcomes"]["ting"] = failing(root)
    assert run() == 1


def test_failing_fast_stops_and_says_what_was_not_begun(
    root: Path, made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    made["outcomes"]["ju"] = failing(root)
    assert run("--departments", "ju", "--years", "all", "--languages", "zh,en", "--fail-fast") == 1
    assert len(made["asked"]) <= 3
    out, _ = lines(capsys)
    assert out[-2].startswith("已停止，用时 0.0 秒：完成 0，失败 1，数据无法读取 0，中途停止 ")


def test_a_dry_run_lists_every_report_with_why_and_makes_none(
    root: Path, made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--years", "all", "--dry-run") == 0
    assert lines(capsys) == (
        [
            "ju 2021 zh　将生成：尚未生成",
            "ju 2022 zh　将生成：尚未生成",
            "ting 2022 zh　将生成：尚未生成",
            "共 3 份报告：将生成 3，已是最新 0。",
        ],
        [],
    )
    assert made["asked"] == []
    assert not (root / "outputs").exists()


def test_years_without_data_are_told_before_anything_is_made(
    made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--years", "2021") == 0
    assert lines(capsys)[1] == ["以下部门没有 2021 的数据，未列入：ting。"]


WRONG = {
    ("--departments", "jv"): "没有与“jv”相符的部门，是否应为“ju”；budgetbook list 列出全部部门。",
    ("--years", "1999"): "以下部门没有 1999 的数据，未列入：ju, ting。",
    ("--languages", "fr"): "--languages 不能是 'fr'；应为zh、en 或 zh,en。",
    ("--data", "nowhere"): "没有文件夹 nowhere；请检查路径。",
    ("nowhere.toml",): "无法读取计划文件 nowhere.toml；请检查路径。",
    ("--json-log", "nowhere/log"): (
        "无法写入 nowhere/log：No such file or directory。请关闭正在打开它的程序，或检查文件夹权限。"
    ),
}


@pytest.mark.parametrize("typed", WRONG)
def test_wrong_use_ends_with_two_and_makes_nothing(
    typed: tuple[str, ...], made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*typed) == 2
    assert lines(capsys) == ([], [WRONG[typed]])
    assert made["asked"] == []


def test_a_chapter_that_cannot_be_run_is_told_once_and_before_anything_is_made(
    root: Path, made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "notebooks" / "02_b.ipynb").write_text("{", encoding="utf-8")
    assert run() == 2
    assert lines(capsys)[1] == ["02_b.ipynb 不是有效的笔记本；请在 JupyterLab 中打开检查，或移出该文件夹。"]


def test_no_data_folder_ends_with_three(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert run() == 3


def test_the_log_has_a_line_for_each_event_and_is_added_to(root: Path, made: dict[str, Any]) -> None:
    for _ in range(2):
        assert run("--departments", "ju", "--json-log", "log.jsonl") == 0
    read = [json.loads(line) for line in (root / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["event"] for one in read] == ["started", "begun", "step", "step", "made", "finished"] * 2


def test_a_log_that_can_no_longer_be_written_costs_no_report(
    made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full on this system")
    assert run("--departments", "ju", "--json-log", "/dev/full") == 0
    assert lines(capsys)[1] == ["无法继续写入 /dev/full：No space left on device。报告照常生成。"]


def test_an_index_that_cannot_be_written_is_told_and_ends_with_one(
    root: Path, made: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "outputs" / "index.html").mkdir(parents=True)
    assert run("--departments", "ju") == 1
    out, err = lines(capsys)
    assert len(out) == 2
    assert "无法写入" in err[0]


def test_a_terminal_gets_a_bar_and_failures_alone_in_lines(
    root: Path, made: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(rich, "_console", Console())  # as a library leaves it that asked before there was one
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    made["outcomes"]["ju"] = failing(root)
    assert run() == 1
    captured = capsys.readouterr()
    assert "2/2" in captured.out
    assert "份/分钟" in captured.out
    assert "1/2 ju 2022 zh 失败：章节 03_x" in captured.err
    assert "ting 2022 zh 0.0 秒" not in captured.out


def test_the_index_is_made_anew_by_itself(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "--language", "en"]) == 0
    assert lines(capsys)[0] == [f"Index: {Path('outputs/index.html')}"]
    assert "<title>Index of reports</title>" in (root / "outputs/index.html").read_text(encoding="utf-8")
    (root / "elsewhere").mkdir()
    assert main(["index", "--outputs", "elsewhere"]) == 0
    assert (root / "elsewhere" / "index.html").exists()


@pytest.mark.parametrize("named", ["nowhere", "notebooks/01_a.ipynb"])
def test_a_folder_that_is_not_there_gets_no_index(
    named: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", "--outputs", named]) == 2
    assert lines(capsys) == ([], [f"没有文件夹 {named}；请检查路径。"])
    assert not (root / "nowhere").exists()


def test_what_is_no_address_of_a_scheduler_is_told_in_one_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    assert run("--scheduler", "x") == 2
    assert lines(capsys) == (
        [],
        ["“x”不是 Dask 调度器的地址；请写成 `tcp://主机:端口`，如 `tcp://10.0.0.1:8786`。"],
    )


@pytest.mark.parametrize("command", ["batch", "index"])
@pytest.mark.parametrize(("language", "usage"), [("zh", "用法："), ("en", "Usage:")])
def test_help_teaches_by_examples(
    command: str,
    language: str,
    usage: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("BUDGETBOOK_LANGUAGE", language)
    assert main([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{usage} budgetbook {command}")
    assert said.count("  budgetbook ") >= 2


SLOW = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background ignores it
from budgetbook.cli import main
from budgetbook.report import make

def make_report(parameters, *, kernels, **_):
    os.write(1, b"begun\\n")  # whole, whatever another thread writes
    while not kernels.killed:
        time.sleep(0.01)
    raise RuntimeError("the kernel has gone")

make.make_report = make_report
sys.exit(main(["batch", "--kernel", "plain", "--jobs", "1", "--years", "all", "--language", "en"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signal to one process alone")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_says_what_is_done_and_ends_with_130_and_no_traceback(number: signal.Signals) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdout is not None
        begun = [running.stdout.readline() for _ in range(2)]
        running.send_signal(number)
        running.send_signal(number)
        out, err = running.communicate(timeout=30)
    assert begun == ["begun\n"] * 2
    assert running.returncode == 130
    (told,) = err.splitlines()
    assert told.startswith("Stopped after ")
    assert told.split(": ", 1)[1] == (
        "0 done, 0 failed, 0 without readable data, 2 stopped on the way, 1 not begun."
        " What is done is published; the others are as they were."
    )
    assert out.splitlines() == [f"Index: {Path('outputs/index.html')}"]


def test_data_that_no_chapter_can_read_is_found_as_the_check_finds_it(root: Path) -> None:
    (root / "data" / "ju" / "2022" / "totals.csv").write_text("item,phase\n", encoding="utf-8")
    problems = unreadable(root / "data", "ju", 2022, 1)
    assert [problem.file for problem in problems] == ["ju/2022/totals.csv"] * len(problems)
    assert problems

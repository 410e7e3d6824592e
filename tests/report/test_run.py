import json
import os
import sys
import tempfile
from pathlib import Path
from time import sleep
from typing import Any

import psutil
import pytest
from chapter_cases import chapter, code, markdown, project

from budgetbook.kernels import KINDS, Kernels, Kind, Limits
from budgetbook.kernels.plain import PlainKernel
from budgetbook.report import run
from budgetbook.report.discover import find_chapters
from budgetbook.report.run import ChapterRun, heading_above, run_chapters

HEADINGS = [
    markdown("# 标题\n\n文字", "zh"),
    markdown("# Title", "en"),
    markdown("## 小节 ##", "zh"),
    markdown("## Section", "en"),
]
CHAPTERS = {
    "c01_shows": chapter(
        code("import os, sys, matplotlib"),
        code("(department, year, years, language, data_dir)"),
        code("(os.getcwd(), sys.executable, 'inline' in matplotlib.get_backend())"),
        code("leaked = 'here'"),
    ),
    "c02_raises": chapter(*HEADINGS, markdown("no heading"), code("1/0"), markdown("# later"), code("2")),
    "c03_dies": chapter(markdown("# 内核"), code("print('said')"), code("import os; os._exit(1)"), code("3")),
    "c04_syntax": chapter(code("assert 'leaked' not in globals()"), code("x = = 1")),
}
PASSED = {"department": "ju", "year": 2022, "years": 3, "language": "zh", "data_dir": "{department}'\\\n"}


class Told(list[tuple[str, str]]):
    """What a run tells when something is done."""

    def __call__(self, phase: str, name: str, seconds: float | None) -> None:
        if seconds is not None:
            self.append((phase, name))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("{braces} 文件夹"), **CHAPTERS)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("warm", marks=pytest.mark.skipif(os.name != "posix", reason="Windows cannot fork")),
        "plain",
    ],
)
def kind(request: pytest.FixtureRequest) -> Kind:
    assert request.param in KINDS
    return request.param


@pytest.fixture(scope="module")
def told(kind: Kind) -> Told:
    return Told()


@pytest.fixture(scope="module")
def temporary(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("t")


@pytest.fixture(scope="module")
def runs(root: Path, told: Told, temporary: Path, kind: Kind) -> list[ChapterRun]:
    """All chapters, run on a machine whose home has another `python3` kernel and a start-up script."""
    spec = root / "home" / "kernels" / "python3"
    spec.mkdir(parents=True, exist_ok=True)
    spec.joinpath("kernel.json").write_text(
        json.dumps({"argv": ["false"], "display_name": "", "language": "python"})
    )
    startup = root / "home" / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    startup.joinpath("00.py").write_text("leaked = 'from the home'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(root / "home"))
        patch.setenv("IPYTHONDIR", str(root / "home"))
        patch.setenv("MPLBACKEND", "agg")
        patch.setattr("tempfile.tempdir", str(temporary))
        return run_all(root, told, kind)


def run_all(
    root: Path,
    told: Told,
    kind: Kind,
    *only: str,
    language: str = "zh",
    limits: Limits | None = None,
    folder: str = "notebooks",
) -> list[ChapterRun]:
    chapters = find_chapters(root / folder, only)
    passed = PASSED | {"language": language}
    with Kernels(kind, modules=()) as kernels:
        return run_chapters(
            chapters, passed, root / "failed", told, kernels=kernels, limits=limits or Limits()
        )


def shown(run: ChapterRun) -> list[str]:
    texts = []
    for cell in run.notebook.cells:
        texts += [
            one.get("text") or one.data["text/plain"] for one in cell.get("outputs", []) if "ename" not in one
        ]
    return texts


def test_runs_come_in_the_order_of_the_chapters_and_are_told_one_by_one(
    runs: list[ChapterRun], told: Told
) -> None:
    assert [one.name for one in runs] == ["01_shows", "02_raises", "03_dies", "04_syntax"]
    assert sorted(told) == [
        ("chapter", "01_shows"), ("failed", "02_raises"), ("failed", "03_dies"), ("failed", "04_syntax"),
    ]  # fmt: skip


def test_a_chapter_gets_its_parameters_with_their_types_and_any_text(runs: list[ChapterRun]) -> None:
    assert shown(runs[0])[0] == repr(tuple(PASSED.values()))


def test_a_chapter_runs_in_its_own_folder_with_this_very_python_and_shows_figures(
    runs: list[ChapterRun], root: Path
) -> None:
    assert runs[0].failure is None
    assert shown(runs[0])[1].replace("\n", "") == repr((str(root / "notebooks"), sys.executable, True))


def test_a_failure_names_the_heading_above_it_in_the_language_of_the_report(
    runs: list[ChapterRun], root: Path
) -> None:
    failure = runs[1].failure
    assert failure is not None
    assert (failure.chapter, failure.heading) == ("02_raises", "小节")
    assert (failure.error, failure.message) == ("ZeroDivisionError", "division by zero")
    assert failure.notebook == root / "failed" / "02_raises.ipynb"


def test_a_failed_notebook_shows_the_error_and_nothing_after_it(runs: list[ChapterRun]) -> None:
    outputs = [cell.outputs for cell in runs[1].notebook.cells if cell.cell_type == "code"]
    assert [[one.ename for one in found] for found in outputs] == [[], [], ["ZeroDivisionError"], []]


def test_a_kernel_that_dies_is_told_in_words_with_what_its_notebook_had_shown(runs: list[ChapterRun]) -> None:
    failure = runs[2].failure
    assert failure is not None
    assert (failure.heading, failure.error) == ("内核", "DeadKernelError")
    assert failure.message == (
        "计算内核中途退出，可能是内存不足或程序崩溃；请在 JupyterLab 中逐单元运行该笔记本。"
    )
    assert shown(runs[2]) == ["said\n"]


def test_a_syntax_error_is_a_failure_of_its_chapter_alone(runs: list[ChapterRun]) -> None:
    failure = runs[3].failure
    assert failure is not None
    assert failure.error == "SyntaxError"
    assert failure.heading == ""


def test_no_path_of_this_machine_and_no_time_is_left_in_the_metadata(
    runs: list[ChapterRun], root: Path
) -> None:
    for one in runs:
        metadata = [one.notebook.metadata, *(cell.metadata for cell in one.notebook.cells)]
        assert str(root) not in json.dumps(metadata)
        assert one.notebook.metadata.papermill.keys() == {"parameters", "version"}
        assert all(
            "papermill" not in cell.metadata and "execution" not in cell.metadata
            for cell in one.notebook.cells
        )


def test_the_injected_cell_has_the_same_id_in_every_run(runs: list[ChapterRun]) -> None:
    injected = [cell for cell in runs[0].notebook.cells if "injected-parameters" in cell.metadata.tags]
    assert [cell.id for cell in injected] == ["injected-parameters"]


def test_nothing_is_left_in_the_temporary_folder(runs: list[ChapterRun], temporary: Path) -> None:
    assert list(temporary.iterdir()) == []


def test_a_kernel_that_cannot_start_is_a_failure_with_its_reason(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetbook.kernels.plain.sys.executable", str(root / "no-python"))
    (one,) = run_all(root, Told(), "plain", "01", language="en")
    assert one.failure is not None
    assert one.failure.error == "FileNotFoundError"
    assert "The kernel could not start: " in one.failure.message
    assert "no-python" in one.failure.message


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot fork")
def test_a_server_that_cannot_import_its_libraries_is_a_failure_with_its_reason(root: Path) -> None:
    with Kernels("warm", modules=["no_such_library"]) as kernels:
        (one,) = run_chapters(
            find_chapters(root / "notebooks", ["01"]), PASSED, root, Told(), kernels=kernels, limits=Limits()
        )
    assert one.failure is not None
    assert one.failure.message == (
        "计算内核无法启动：ModuleNotFoundError: No module named 'no_such_library'。"
        "请重新安装环境（make report 会自动完成）。"
    )


def test_an_interrupted_run_stops_its_kernels_and_tells_no_failure(
    root: Path, kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chapter says that it runs, and would never end."""
    alive = tmp_path / "alive"
    says = f"import os, pathlib, time\npathlib.Path({str(alive)!r}).write_text(str(os.getpid()))"
    project(tmp_path, c01_waits=chapter(code(says), code("time.sleep(600)")))
    really_wait = run.wait

    def interrupt_once(*_: Any, **__: Any) -> None:
        monkeypatch.setattr(run, "wait", really_wait)
        for _attempt in range(600):
            if alive.exists() and alive.read_text():
                raise KeyboardInterrupt
            sleep(0.05)

    monkeypatch.setattr(run, "wait", interrupt_once)
    told = Told()
    with pytest.raises(KeyboardInterrupt):
        run_all(tmp_path, told, kind)
    assert told == []
    assert not psutil.pid_exists(int(alive.read_text()))


def failed(root: Path, kind: Kind, source: str, **limits: Any) -> tuple[str, str]:
    """The error of a chapter that does this."""
    project(root, c01_fails=chapter(code(source)))
    (one,) = run_all(root, Told(), kind, limits=Limits(**limits))
    assert one.failure is not None
    return one.failure.error, one.failure.message


def test_a_chapter_that_hangs_is_stopped_at_its_time_limit(tmp_path: Path, kind: Kind) -> None:
    assert failed(tmp_path, kind, "while True: pass", seconds=3) == (
        "TimeoutError",
        "运行超过 3 秒的时限，已停止；请检查是否有不会结束的循环，或用 --time-limit 放宽。",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to an amount of memory")
def test_a_chapter_that_eats_memory_fails_alone(tmp_path: Path, kind: Kind) -> None:
    eats = "kept = []\nwhile True: kept.append(bytearray(2**24))"
    assert failed(tmp_path, kind, eats, memory=2**30) == (
        "MemoryError",
        "内存超过 1024 MB 的上限；请减少一次读入的数据，或用 --memory 放宽。",
    )


def test_a_chapter_that_prints_without_end_is_stopped(tmp_path: Path, kind: Kind) -> None:
    assert failed(tmp_path, kind, "while True: print('x' * 1000)", output=2**21) == (
        "OutputLimitError",
        "输出超过 2 MB，已停止；请检查是否有不断打印的循环。",
    )


def test_the_heading_above_a_cell_is_the_last_one_that_the_language_shows() -> None:
    cells = chapter(markdown("# One\n\n## Two\n\ntext # no heading"), markdown("### 三", "zh"), code(""))
    assert heading_above(cells, 3, "en") == "Two"
    assert heading_above(cells, 3, "zh") == "三"
    assert heading_above(cells, 0, "en") == ""


@pytest.mark.skipif(os.name != "posix", reason="only Unix sockets have a longest path")
def test_a_long_temporary_folder_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    kernel = PlainKernel()
    assert len(os.fsencode(kernel.ip)) <= 100
    kernel.remove()

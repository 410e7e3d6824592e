import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from remote_cases import chapter, contents, emptied_memory, project, task, together

from budgetbook.accounts import DataError
from budgetbook.batch.plan import Task
from budgetbook.batch.site import Order, Site, notebook_files
from budgetbook.batch.why import why
from budgetbook.kernels import Kernels
from budgetbook.report import make
from budgetbook.report.discover import find_chapters
from budgetbook.report.run import ChapterFailure, ChapterRun

pytest.importorskip("fsspec", reason="fsspec is not installed")
memory = pytest.fixture(emptied_memory)


@pytest.fixture
def root(tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose data are also behind `memory://data`."""
    for name in ("BUDGETBOOK_DATA", "BUDGETBOOK_NOTEBOOKS"):
        monkeypatch.delenv(name, raising=False)
    chapters = {"c01_a": chapter("甲"), "c02_b": chapter("乙")}
    root = project(tmp_path / "project", "ju/2021", "ju/2022", "ting/2022", **chapters)
    (root / "notebooks" / "own.py").write_text("RATE = 1\n", encoding="utf-8")
    memory.put(str(root / "data"), "/", recursive=True)
    return root


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Chapters come back as they are, without a kernel; those named here fail with an error."""
    errors: dict[str, str] = {}

    def run_chapters(chapters: Any, _: Any, failed: Path, *__: Any, **___: Any) -> list[ChapterRun]:
        runs = []
        for one in chapters:
            failure = None
            if error := errors.get(one.name):
                failure = ChapterFailure(one.name, "甲", error, "x", failed / f"{one.name}.ipynb")
            runs.append(ChapterRun(one.name, nbformat.from_dict(one.notebook), 1.0, failure))
        return runs

    monkeypatch.setattr(make, "run_chapters", run_chapters)
    return errors


@pytest.fixture
def site(root: Path, tmp_path: Path, failing: dict[str, str]) -> Iterator[Callable[..., Site]]:
    with Kernels("plain", 2) as kernels:
        number = iter(range(100))

        def make(data: str = "memory://data", outputs: str = "memory://outputs", **more: Any) -> Site:
            folder = tmp_path / f"site-{next(number)}"
            folder.mkdir()
            return Site(Order(data, outputs, notebook_files(root / "notebooks"), **more), folder, kernels)

        yield make


def fetched(memory: Any, to: Path) -> Path:
    memory.get("/outputs", str(to), recursive=True)
    return to


def test_reports_behind_a_url_are_byte_for_byte_those_of_the_project_itself(
    site: Callable[..., Site], root: Path, memory: Any, tmp_path: Path
) -> None:
    tasks = [task("ju", 2022), task("ju", 2022, "en"), task("ting")]
    together(site().make, tasks)
    with Kernels("plain", 1) as kernels:
        for one in tasks:
            parameters = one.parameters(root / "data")
            make.make_report(parameters, notebooks=root / "notebooks", formats=one.formats, kernels=kernels)
    assert contents(fetched(memory, tmp_path / "outputs")) == contents(root / "outputs")


def test_both_make_a_report_for_the_same_reasons(
    site: Callable[..., Site], root: Path, memory: Any, tmp_path: Path
) -> None:
    site().make(task("ju"))
    with Kernels("plain", 1) as kernels:
        parameters = task("ju").parameters(root / "data")
        report = make.make_report(
            parameters,
            notebooks=root / "notebooks",
            outputs=fetched(memory, tmp_path / "outputs"),
            formats=("html",),
            kernels=kernels,
        )
    assert report.reasons == ()


def test_files_are_told_by_their_place_below_the_url(site: Callable[..., Site]) -> None:
    report = site().make(task("ju"))
    assert report.folder == Path("ju/2022")
    assert Path("ju/2022/report.html") in report.files
    assert report.reasons == (("stale.new", {}),)


def test_what_is_up_to_date_is_not_made_again_unless_by_force(site: Callable[..., Site]) -> None:
    site().make(task("ju"))
    assert site().make(task("ju")).reasons == ()
    assert site(force=True).make(task("ju")).reasons == (("stale.forced", {}),)


def test_changed_data_are_fetched_and_are_the_reason(site: Callable[..., Site], memory: Any) -> None:
    here = site()
    here.make(task("ju"))
    memory.pipe_file("/data/ju/2022/totals.csv", b"item,amount\nx,1\n")
    expected = (("stale.data_changed", {"file": "data/ju/2022/totals.csv"}),)
    assert here.make(task("ju")).reasons == expected
    assert site().make(task("ju")).reasons == ()


def test_why_tells_of_stored_reports_what_it_tells_of_those_here(
    site: Callable[..., Site], root: Path, memory: Any
) -> None:
    site().make(task("ju"))
    memory.rm_file("/outputs/ju/2022/report.html")
    chapters = [one.path for one in find_chapters(root / "notebooks")]
    here = site()

    def reasons(one: Task) -> Any:
        with here.making(one) as making:
            return why(one, making, chapters)

    assert reasons(task("ju")) == (("stale.output_missing", {"file": "report.html"}),)
    assert reasons(task("ting")) == (("stale.new", {}),)


def test_data_behind_a_url_can_be_reported_into_a_folder_here(
    site: Callable[..., Site], tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs"
    report = site(outputs=str(outputs)).make(task("ju"))
    assert outputs / "ju/2022/report.html" in report.files
    assert (outputs / "ju/2022/report.html").exists()


def test_data_here_can_be_reported_behind_a_url(site: Callable[..., Site], root: Path, memory: Any) -> None:
    site(data=str(root / "data")).make(task("ju"))
    manifest = json.loads(memory.cat_file("/outputs/ju/2022/manifest.json"))
    assert manifest["parameters"]["data_dir"] == ""


def test_a_failed_report_keeps_its_notebook_there_and_the_earlier_report(
    site: Callable[..., Site], failing: dict[str, str], memory: Any
) -> None:
    site().make(task("ju"))
    failing["02_b"] = "ValueError"
    report = site(force=True).make(task("ju"))
    assert [failure.notebook for failure in report.failures] == [Path("ju/2022/failed/02_b.ipynb")]
    assert memory.exists("/outputs/ju/2022/failed/02_b.ipynb")
    assert json.loads(memory.cat_file("/outputs/ju/2022/failed/manifest.json"))["failures"][0]["error"] == (
        "ValueError"
    )
    assert memory.exists("/outputs/ju/2022/report.html")


def test_data_that_cannot_be_read_are_told_by_their_problems(
    site: Callable[..., Site], failing: dict[str, str], memory: Any
) -> None:
    failing["01_a"] = "DataError"
    with pytest.raises(DataError) as caught:
        site().make(task("ju"))
    assert {problem.file for problem in caught.value.problems} >= {"ju/department.toml"}
    assert memory.exists("/outputs/ju/2022/failed/01_a.ipynb")


def test_what_is_stopped_publishes_nothing(
    site: Callable[..., Site], failing: dict[str, str], memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = site()
    make_report = make.make_report

    def stopped(*arguments: Any, **more: Any) -> make.Report:
        report = make_report(*arguments, **more)
        here.kill()
        return report

    monkeypatch.setattr(make, "make_report", stopped)
    here.make(task("ju"))
    assert memory.find("/outputs") == []


def test_nothing_of_a_report_stays_in_the_folder_but_the_data_and_the_chapters(
    site: Callable[..., Site], tmp_path: Path
) -> None:
    together(site().make, [task("ju"), task("ju", 2021)])
    kept = {path.relative_to(tmp_path / "site-0").parts[0:2] for path in (tmp_path / "site-0").rglob("*")}
    assert kept == {("ju",), ("ju", "data"), ("ju", "notebooks")}


def test_modules_beside_the_chapters_come_along(root: Path) -> None:
    assert set(notebook_files(root / "notebooks")) == {"01_a.ipynb", "02_b.ipynb", "own.py"}

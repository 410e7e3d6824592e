"""Where a batch reads, works and writes."""

import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from remote_cases import chapter, project, task

from budgetbook.accounts.folder import NoDataFolderError
from budgetbook.batch.choices import Choices, PlanError
from budgetbook.batch.index import INDEX
from budgetbook.batch.places import Places, find_places, index_of, known_departments, open_maker, reasons
from budgetbook.batch.run import Here
from budgetbook.kernels import Kernels
from budgetbook.report import make
from budgetbook.report.discover import ChapterError
from budgetbook.report.parameters import ParameterError
from budgetbook.report.run import ChapterRun
from budgetbook.words import Words
from budgetbook.words.worded import said


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two departments and two chapters, in which the user stands."""
    for name in ("BUDGETBOOK_DATA", "BUDGETBOOK_NOTEBOOKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(
        project(tmp_path, "ju/2021", "ju/2022", "ting/2022", c01_a=chapter("甲"), c02_b=chapter("乙"))
    )
    return tmp_path


def test_without_a_choice_they_are_the_nearest_of_the_project(root: Path) -> None:
    assert find_places(Choices()) == Places(
        str(root / "data"), str(root / "outputs"), root / "notebooks", ("01_a.ipynb", "02_b.ipynb")
    )


def test_folders_are_told_from_where_the_user_stands_and_urls_stay(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "notebooks")
    found = find_places(Choices(data="../data", outputs="../made"))
    assert (found.data, found.outputs, found.here) == (str(root / "data"), str(root / "made"), True)
    found = find_places(Choices(data=(root / "data").as_uri(), outputs="s3://bucket/out"))
    assert (found.data, found.outputs, found.here) == (str(root / "data"), "s3://bucket/out", False)


def test_what_is_not_there_is_told_once_and_before_anything_else(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ParameterError, match="There is no folder nowhere; check the path"):
        find_places(Choices(data="nowhere"))
    with pytest.raises(ChapterError, match="There are no chapters"):
        find_places(Choices(notebooks="data"))
    (root / "notebooks" / "03_c.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(ChapterError, match="03_c"):
        find_places(Choices())
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    with pytest.raises(NoDataFolderError):
        find_places(Choices())


def test_departments_are_known_in_a_folder_and_behind_a_url(root: Path) -> None:
    memory = pytest.importorskip("fsspec", reason="fsspec is not installed").filesystem("memory")
    memory.store.clear()
    memory.put(str(root / "data"), "/", recursive=True)
    expected = {"ju": [2021, 2022], "ting": [2022]}
    assert dict(known_departments(find_places(Choices()))) == expected
    assert dict(known_departments(find_places(Choices(data="memory://data")))) == expected


def test_a_cluster_needs_what_is_not_always_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "budgetbook.batch.cluster", None)
    choices = Choices(scheduler="tcp://127.0.0.1:1")
    with pytest.raises(PlanError) as caught, open_maker(find_places(choices), choices):
        pass
    assert caught.value.text("zh").startswith(
        "读写 tcp://127.0.0.1:1 所需的软件包没有安装：请运行 `make cluster` 或 `uv sync"
    )


@pytest.fixture
def without_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters come back as they are."""

    def run_chapters(chapters: Any, *_: Any, **__: Any) -> list[ChapterRun]:
        return [ChapterRun(one.name, nbformat.from_dict(one.notebook), 1.0, None) for one in chapters]

    monkeypatch.setattr(make, "run_chapters", run_chapters)


def test_what_a_dry_run_calls_up_to_date_a_batch_does_not_make(root: Path, without_kernels: None) -> None:
    tasks = (task("ju"), task("ting"))
    choices = Choices(kernel="plain", jobs=1)
    places = find_places(choices)

    def why(choices: Choices = choices) -> list[str]:
        words = Words("zh")
        return [";".join(said(words, one) for one in found) for _, found in reasons(tasks, places, choices)]

    assert why() == ["尚未生成", "尚未生成"]
    with open_maker(places, choices) as maker:
        assert isinstance(maker, Here)
        for one in tasks:
            assert [key for key, _ in maker.make(one, lambda *_: None).reasons] == ["stale.new"]
        assert why() == ["", ""]
        assert maker.make(tasks[0], lambda *_: None).reasons == ()
    assert why(Choices(force=True)) == ["按要求重新生成", "按要求重新生成"]
    (root / "data" / "ting" / "2022" / "totals.csv").write_text("item,amount\nx,1\n", encoding="utf-8")
    assert why() == ["", "数据有改动：data/ting/2022/totals.csv"]


def test_what_keeps_a_reason_from_being_found_is_told_in_its_place(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot_read(*_: Any) -> None:
        raise PlanError(("stale.cannot_read", {"file": "x", "reason": "denied"}))

    monkeypatch.setattr("budgetbook.batch.places.why", cannot_read)
    (found,) = reasons((task("ju"),), find_places(Choices()), Choices())
    assert found == (task("ju"), (("stale.cannot_read", {"file": "x", "reason": "denied"}),))


def test_the_index_is_made_where_the_outputs_are(root: Path) -> None:
    assert index_of(find_places(Choices()), "zh") == root / "outputs" / INDEX
    pytest.importorskip("fsspec", reason="fsspec is not installed").filesystem("memory").store.clear()
    assert index_of(find_places(Choices(outputs="memory://outputs")), "zh") == "memory://outputs/index.html"


def test_kernels_are_closed_when_the_maker_is(without_kernels: None) -> None:
    choices = Choices(kernel="plain", jobs=1)
    with open_maker(find_places(choices), choices) as maker:
        assert maker.jobs == 1
    with pytest.raises(RuntimeError):
        maker._kernels.submit(print)  # type: ignore[attr-defined]
    assert isinstance(maker._kernels, Kernels)  # type: ignore[attr-defined]

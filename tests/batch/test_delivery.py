import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from remote_cases import emptied_memory

from budgetbook.batch.delivery import Delivery, deliver_index
from budgetbook.batch.remote import RemoteError, Store
from budgetbook.report.manifest import Recipe, manifest, read_manifest
from budgetbook.report.shelf import Shelf
from budgetbook.report.stale import reasons

pytest.importorskip("fsspec", reason="fsspec is not installed")
memory = pytest.fixture(emptied_memory)

RECIPE = Recipe({"department": "ju", "year": 2022}, {"formats": ["html"]}, {}, {}, "library", {})
FILES = {"report.html": b"<html>", "chapters/01_a.ipynb": b"{}", "figures/income.csv": b"1"}


@pytest.fixture
def store(memory: Any) -> Store:
    return Store("memory://outputs")


@pytest.fixture
def shelf(tmp_path: Path) -> Callable[..., Shelf]:
    """A fresh shelf of the same report, as another machine has it, with the files of a report made there."""
    number = iter(range(100))

    def make(
        files: Mapping[str, bytes] | None = None, language: str = "zh", recipe: Recipe = RECIPE
    ) -> Shelf:
        shelf = Shelf(tmp_path / str(next(number)) / "ju" / "2022", language)
        if files is not None:
            for name, data in files.items():
                (shelf.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (shelf.folder / name).write_bytes(data)
            told = manifest(recipe, files, seconds={}, front={"department": "某局"})
            (shelf.folder / shelf.manifest).write_bytes(told)
        return shelf

    return make


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is changed in the store, step by step."""
    steps: list[tuple[str, str]] = []

    def spy(name: str) -> None:
        original = getattr(Store, name)

        def spied(self: Store, names: Any, *rest: Any) -> None:
            listed = [names] if isinstance(names, str) else list(names)
            steps.extend((name, one) for one in listed)
            original(self, names if isinstance(names, str | dict) else listed, *rest)

        monkeypatch.setattr(Store, name, spied)

    for name in ("put", "remove", "write"):
        spy(name)
    return steps


def stored(memory: Any) -> dict[str, bytes]:
    return {
        path.removeprefix("/outputs/"): memory.cat_file(path)
        for path in memory.find("/outputs")
        if "manifest" not in path
    }


def why(store: Store, shelf: Shelf, recipe: Recipe = RECIPE) -> list[str]:
    Delivery(store, shelf).borrow()
    return [key for key, _ in reasons(shelf, recipe)]


def test_a_delivered_report_is_there_and_up_to_date_elsewhere(
    store: Store, shelf: Callable[..., Shelf], memory: Any
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    assert stored(memory) == {f"ju/2022/{name}": data for name, data in FILES.items()}
    assert why(store, shelf()) == []


def test_to_see_that_nothing_has_changed_only_the_manifest_is_fetched(
    store: Store, shelf: Callable[..., Shelf]
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    here = shelf()
    Delivery(store, here).borrow()
    assert [path.name for path in here.folder.rglob("*") if path.is_file()] == ["manifest.json"]


def test_the_stored_manifest_can_be_read_and_verified_as_any_other(
    store: Store, shelf: Callable[..., Shelf], memory: Any, tmp_path: Path
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    memory.get("/outputs/ju/2022", str(tmp_path / "copy"), recursive=True)
    known = read_manifest(tmp_path / "copy" / "manifest.json")
    assert known is not None
    assert {name: one["sha256"] for name, one in known["outputs"].items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda memory: memory.pipe_file("/outputs/ju/2022/report.html", b"edited"), "stale.output_edited"),
        (
            lambda memory: memory.pipe_file("/outputs/ju/2022/report.html", b"longer than"),
            "stale.output_edited",
        ),
        (lambda memory: memory.rm_file("/outputs/ju/2022/figures/income.csv"), "stale.output_missing"),
        (lambda memory: memory.pipe_file("/outputs/ju/2022/manifest.json", b"{"), "stale.manifest_broken"),
        (lambda memory: memory.rm_file("/outputs/ju/2022/manifest.json"), "stale.new"),
    ],
)
def test_what_somebody_changed_in_the_store_is_found(
    store: Store, shelf: Callable[..., Shelf], memory: Any, change: Callable[[Any], None], reason: str
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    change(memory)
    assert why(store, shelf()) == [reason]


def test_a_file_written_again_with_the_same_content_is_looked_at_and_found_whole(
    store: Store, shelf: Callable[..., Shelf], memory: Any
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    memory.pipe_file("/outputs/ju/2022/report.html", FILES["report.html"])
    assert why(store, shelf()) == []


def test_marks_that_are_no_marks_vouch_for_nothing(
    store: Store, shelf: Callable[..., Shelf], memory: Any
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    path = "/outputs/ju/2022/manifest.json"
    memory.pipe_file(path, json.dumps(json.loads(memory.cat_file(path)) | {"stored": "all"}).encode())
    here = shelf()
    assert why(store, here) == []
    assert (here.folder / "report.html").exists()


def test_a_changed_recipe_is_a_reason(store: Store, shelf: Callable[..., Shelf]) -> None:
    Delivery(store, shelf(FILES)).deliver()
    other = Recipe(RECIPE.parameters, RECIPE.options, {"data/ju/2022/x.csv": "1"}, {}, "library", {})
    assert why(store, shelf(), other) == ["stale.data_added"]


def test_the_manifest_comes_last_and_what_is_no_longer_needed_goes_before_it(
    store: Store, shelf: Callable[..., Shelf], asked: list[tuple[str, str]], memory: Any
) -> None:
    Delivery(store, shelf(FILES | {"report.pdf": b"%PDF"})).deliver()
    memory.pipe_file("/outputs/ju/2022/chapters/notes.txt", b"mine")
    asked.clear()
    Delivery(store, shelf(FILES | {"report.html": b"<html2>"})).deliver()
    assert asked == [
        ("put", "ju/2022/report.html"),
        ("remove", "ju/2022/report.pdf"),
        ("write", "ju/2022/manifest.json"),
    ]
    assert stored(memory)["ju/2022/chapters/notes.txt"] == b"mine"


def test_what_has_just_been_published_by_another_machine_is_not_published_twice(
    store: Store, shelf: Callable[..., Shelf], asked: list[tuple[str, str]]
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    asked.clear()
    Delivery(store, shelf(FILES)).deliver()
    assert asked == []


def test_the_same_files_by_another_recipe_need_only_a_new_manifest(
    store: Store, shelf: Callable[..., Shelf], asked: list[tuple[str, str]]
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    asked.clear()
    newer = Recipe(RECIPE.parameters, RECIPE.options, {}, {}, "newer library", {})
    Delivery(store, shelf(FILES, recipe=newer)).deliver()
    assert asked == [("write", "ju/2022/manifest.json")]


def test_without_a_manifest_that_says_what_there_was_the_files_of_this_language_are_replaced(
    store: Store, shelf: Callable[..., Shelf], memory: Any
) -> None:
    old = {
        "report.pdf": b"1",
        "report.xlsx": b"0",
        "chapters/02_b.ipynb": b"2",
        "report.en.html": b"3",
        "notes.txt": b"4",
    }
    memory.pipe({f"/outputs/ju/2022/{name}": data for name, data in old.items()})
    Delivery(store, shelf(FILES)).deliver()
    kept = {"report.en.html": b"3", "notes.txt": b"4"}
    assert stored(memory) == {f"ju/2022/{name}": data for name, data in (FILES | kept).items()}


def test_a_report_that_does_not_arrive_whole_is_not_published(
    store: Store, shelf: Callable[..., Shelf], memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    before = memory.cat_file("/outputs/ju/2022/manifest.json")

    def put(self: Store, names: Mapping[str, Path]) -> None:
        memory.pipe({f"/outputs/{name}": b"" for name in names})

    monkeypatch.setattr(Store, "put", put)
    with pytest.raises(RemoteError) as caught:
        Delivery(store, shelf(FILES | {"report.html": b"<html2>"})).deliver()
    assert caught.value.text("zh") == (
        "memory://outputs/ju/2022/report.html 写入后与原文件大小不同，未发布；请重新运行。"
    )
    assert memory.cat_file("/outputs/ju/2022/manifest.json") == before


@pytest.mark.parametrize("step", ["put", "remove"])
def test_a_publication_that_was_killed_is_found_and_mended_by_the_next_run(
    store: Store, shelf: Callable[..., Shelf], memory: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    newer = FILES | {"report.html": b"<html2>"}
    Delivery(store, shelf(FILES | {"report.pdf": b"%PDF"})).deliver()
    done = getattr(Store, step)

    def killed(self: Store, *arguments: Any) -> None:
        done(self, *arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Store, step, killed)
        Delivery(store, shelf(newer)).deliver()
    assert why(store, shelf()) != []
    Delivery(store, shelf(newer)).deliver()
    assert why(store, shelf()) == []
    assert stored(memory) == {f"ju/2022/{name}": data for name, data in newer.items()}


def failed(shelf: Shelf, *chapters: str) -> Shelf:
    shelf.failed.mkdir(parents=True)
    for name in chapters:
        (shelf.failed / f"{name}.ipynb").write_text(name, encoding="utf-8")
    (shelf.failed / "manifest.json").write_text("{}", encoding="utf-8")
    return shelf


def test_failed_notebooks_are_kept_in_the_place_of_earlier_ones(
    store: Store, shelf: Callable[..., Shelf], memory: Any
) -> None:
    Delivery(store, failed(shelf(), "01_a", "02_b")).deliver_failures()
    Delivery(store, failed(shelf(language="en"), "01_a")).deliver_failures()
    Delivery(store, failed(shelf(), "02_b")).deliver_failures()
    assert stored(memory) == {"ju/2022/failed/02_b.ipynb": b"02_b", "ju/2022/failed.en/01_a.ipynb": b"01_a"}


def test_a_failure_leaves_the_earlier_report_and_a_new_report_removes_the_failures(
    store: Store, shelf: Callable[..., Shelf], memory: Any
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    Delivery(store, failed(shelf(), "01_a")).deliver_failures()
    assert stored(memory).keys() == {*(f"ju/2022/{name}" for name in FILES), "ju/2022/failed/01_a.ipynb"}
    Delivery(store, shelf(FILES)).deliver()
    assert memory.find("/outputs/ju/2022/failed") == []


def test_the_index_is_made_from_the_stored_manifests(
    store: Store, shelf: Callable[..., Shelf], memory: Any
) -> None:
    Delivery(store, shelf(FILES)).deliver()
    assert deliver_index(store, "zh") == "memory://outputs/index.html"
    page = memory.cat_file("/outputs/index.html").decode("utf-8")
    assert "某局" in page
    assert 'href="ju/2022/report.html"' in page

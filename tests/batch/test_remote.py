import pickle
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from remote_cases import contents, emptied_memory, project

from budgetbook.accounts.folder import NoDataFolderError, departments
from budgetbook.batch import remote
from budgetbook.batch.remote import RemoteError, Source, Store, is_url, local_path

pytest.importorskip("fsspec", reason="fsspec is not installed")
memory = pytest.fixture(emptied_memory)


@pytest.fixture
def store(memory: Any) -> Store:
    memory.pipe(
        {
            "/data/ju/department.toml": b"",
            "/data/ju/2021/totals.csv": b"a",
            "/data/ju/2022/totals.csv": b"b",
            "/data/ju/generator/design.csv": b"c",
            "/data/ting/department.toml": b"",
            "/data/ting/2022.xlsx": b"d",
        }
    )
    return Store("memory://data")


def put(store: Store, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / "put"
    path.write_bytes(content)
    store.put({name: path})


@pytest.mark.parametrize(
    ("text", "url"),
    [("s3://bucket/data", True), ("memory://x", True), ("file:///mnt/data", False), ("data", False)],
)
def test_a_url_is_what_is_not_in_this_machines_file_system(text: str, url: bool) -> None:
    assert is_url(text) == url


def test_a_file_url_is_a_path_of_this_machine(tmp_path: Path) -> None:
    folder = tmp_path / "某 局"
    assert local_path(folder.as_uri()) == local_path(str(folder)) == folder


def test_a_mark_differs_when_the_content_does_though_the_size_is_the_same(
    store: Store, tmp_path: Path
) -> None:
    before = store.listed("ju/2021")["totals.csv"]
    put(store, tmp_path, "ju/2021/totals.csv", b"x")
    after = store.listed("ju/2021")["totals.csv"]
    assert (before.size, after.size) == (1, 1)
    assert before.mark != after.mark
    assert store.listed("ju/2021")["totals.csv"] == after


def test_a_folder_that_is_not_there_has_no_files(store: Store) -> None:
    assert store.listed("nobody") == {}


@pytest.mark.parametrize("name", ["../evil.csv", "2022/../../evil.csv", "2022/a:b.csv"])
def test_a_name_that_is_no_plain_path_is_passed_over(store: Store, memory: Any, name: str) -> None:
    memory.store[f"/data/ju/{name}"] = memory.store["/data/ju/2022/totals.csv"]
    assert "evil" not in str(store.listed("ju"))
    assert "a:b" not in str(store.listed("ju"))


def test_departments_and_years_are_those_that_the_same_folder_would_have(
    store: Store, tmp_path: Path
) -> None:
    folder = project(tmp_path, "ju/2021", "ju/2022", "ting/2022") / "data"
    (folder / "ju" / "generator").mkdir()
    (folder / "ju" / "generator" / "2022.csv").touch()
    (folder / "ting" / "2023.xlsx").touch()
    (folder / "ting" / "2024.csv").touch()
    (folder / "README.md").touch()
    (folder / "no-department" / "2022").mkdir(parents=True)
    (folder / "no-department" / "2022" / "totals.csv").touch()
    assert remote.departments(Store(str(folder))) == departments(folder)
    assert remote.departments(store) == {"ju": [2021, 2022], "ting": [2022]}


def test_a_store_without_departments_is_told(memory: Any) -> None:
    with pytest.raises(NoDataFolderError) as caught:
        remote.departments(Store("memory://empty"))
    assert "memory://empty" in caught.value.text("zh")


def test_one_departments_years_and_description_are_fetched_and_nothing_else(
    store: Store, tmp_path: Path
) -> None:
    Source(store).fetch("ju", tmp_path)
    assert set(contents(tmp_path)) == {"ju/2021/totals.csv", "ju/2022/totals.csv", "ju/department.toml"}
    assert (tmp_path / "ju/2022/totals.csv").read_bytes() == b"b"


def test_only_what_has_changed_is_fetched_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    get = Store.get

    def spied(self: Store, names: Mapping[str, Path]) -> None:
        fetched.extend(names)
        get(self, names)

    source, to = Source(store), tmp_path / "to"
    source.fetch("ju", to)
    monkeypatch.setattr(Store, "get", spied)
    source.fetch("ju", to)
    assert fetched == []
    put(store, tmp_path, "ju/2021/totals.csv", b"new")
    source.fetch("ju", to)
    assert fetched == ["ju/2021/totals.csv"]
    assert (to / "ju/2021/totals.csv").read_bytes() == b"new"


def test_a_year_that_is_gone_goes_here_too(store: Store, tmp_path: Path) -> None:
    source = Source(store)
    source.fetch("ju", tmp_path)
    store.remove(["ju/2021/totals.csv"])
    source.fetch("ju", tmp_path)
    assert departments(tmp_path) == {"ju": [2022]}


def test_without_the_extra_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(RemoteError) as caught:
        Store("s3://bucket/data")
    assert caught.value.text("zh").startswith(
        "读写 s3://bucket/data 所需的软件包没有安装：请运行 `make cluster` 或 `uv sync"
    )
    assert caught.value.text("en").startswith(
        "What s3://bucket/data needs is not installed: run `make cluster` or `uv sync"
    )


def test_an_unknown_kind_of_url_is_told() -> None:
    with pytest.raises(RemoteError) as caught:
        Store("nowhere://bucket")
    assert caught.value.text("en") == "nowhere://bucket cannot be used: Protocol not known: nowhere."


def test_an_error_of_the_store_names_the_file_and_where_credentials_belong(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(RemoteError) as caught:
        store.get({"ju/2023/totals.csv": tmp_path / "x"})
    assert caught.value.text("zh") == (
        "读写 memory://data/ju/2023/totals.csv 时出错：/data/ju/2023/totals.csv。"
        "请检查网址、网络，以及环境变量（如 `AWS_ENDPOINT_URL`）或 `fsspec` 配置文件中的接入点与凭据。"
    )


def test_an_error_can_come_from_another_process() -> None:
    error = RemoteError(("batch.store_failed", {"url": "s3://b", "reason": "away"}))
    assert pickle.loads(pickle.dumps(error)).text("zh") == error.text("zh")

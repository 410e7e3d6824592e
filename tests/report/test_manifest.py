import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chapter_cases import chapter, markdown, project
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.report import fingerprints
from budgetbook.report.fingerprints import UnreadableFileError, digest, library, packages
from budgetbook.report.manifest import (
    MANIFEST_FORMAT,
    Recipe,
    damage,
    failed_manifest,
    manifest,
    read_failures,
    read_manifest,
    recipe,
)
from budgetbook.report.parameters import check_parameters
from budgetbook.report.shelf import Shelf
from published import RECIPE, with_manifest

OPTIONS: dict[str, object] = {"formats": ["html", "pdf"], "only": [], "with_code": False}
SHELF = Shelf(Path("ju/2022"), "zh")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("BUDGETBOOK_DATA", raising=False)
    return project(tmp_path, c01_a=chapter(markdown("# 甲")), c02_b=chapter(markdown("# 乙")))


@pytest.fixture
def of(root: Path) -> Callable[..., Recipe]:
    """The recipe of a report of the project."""

    def made(options: dict[str, object] = OPTIONS, **parameters: object) -> Recipe:
        checked = check_parameters({"department": "ju", "data_dir": str(root / "data"), **parameters})
        notebooks = root / "notebooks"
        passed = checked.for_notebooks(notebooks)
        return recipe(checked, sorted(notebooks.glob("*.ipynb")), passed, options)

    return made


def test_a_recipe_names_every_file_as_the_reader_knows_it(of: Callable[..., Recipe]) -> None:
    found = of()
    assert list(found.inputs) == [
        "data/ju/department.toml", "data/ju/2021/totals.csv", "data/ju/2022/totals.csv",
    ]  # fmt: skip
    assert list(found.notebooks) == ["notebooks/01_a.ipynb", "notebooks/02_b.ipynb"]
    assert found.inputs["data/ju/2022/totals.csv"] == (
        "b644cc6c3f9e1516ffa3b600bcac2b01d6aa83ddae2a414c662f450ec7d9d28f"
    )
    assert found.parameters["year"] == 2022
    assert found.parameters["data_dir"] == ""


def test_years_that_are_not_looked_at_and_other_departments_decide_nothing(of: Callable[..., Recipe]) -> None:
    assert list(of(years=1).inputs) == ["data/ju/department.toml", "data/ju/2022/totals.csv"]
    assert list(of(year=2021).inputs) == ["data/ju/department.toml", "data/ju/2021/totals.csv"]


def test_departments_that_are_compared_decide_too(of: Callable[..., Recipe]) -> None:
    assert {"data/ting/department.toml", "data/ting/2022/totals.csv"} < set(of(compare="ting").inputs)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("2022.xlsx", True),
        ("2022/attachment/notes.txt", True),
        ("2020.xlsx", True),
        ("2022/._totals.csv", False),
        ("2022/.DS_Store", False),
        ("~$2022.xlsx", False),
        ("2022/~$table.csv", False),
        ("2014.xlsx", False),
        ("generator/make.py", False),
        ("2022.bak", False),
    ],
)
def test_what_a_system_leaves_behind_is_no_data(
    of: Callable[..., Recipe], root: Path, name: str, counts: bool
) -> None:
    path = root / "data" / "ju" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"1")
    assert (f"data/ju/{name}" in of().inputs) is counts


def test_a_module_beside_the_chapters_counts_as_one(of: Callable[..., Recipe], root: Path) -> None:
    (root / "notebooks" / "own.py").write_text("x = 1\n", encoding="utf-8")
    (root / "notebooks" / "notes.md").touch()
    assert list(of().notebooks)[-1] == "notebooks/own.py"


def test_the_order_of_an_options_values_says_nothing(of: Callable[..., Recipe]) -> None:
    assert of({**OPTIONS, "formats": ("pdf", "html")}) == of()


def test_a_file_that_cannot_be_read_is_named(of: Callable[..., Recipe], root: Path) -> None:
    toml = root / "data" / "ju" / "department.toml"
    toml.unlink()
    toml.mkdir()
    with pytest.raises(UnreadableFileError) as caught:
        of()
    assert caught.value.text("en").startswith(f"{toml} cannot be read: ")


def test_a_file_is_read_once_for_as_long_as_it_stays_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "totals.csv"
    path.write_bytes(b"1")
    os.utime(path, (1, 1))
    read: list[Path] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda one: read.append(one) or whole(one))
    first = digest(path)
    assert (digest(path), read) == (first, [path])
    path.write_bytes(b"2")
    os.utime(path, (2, 2))
    assert digest(path) != first


def test_a_file_just_written_may_change_again_within_the_same_moment(tmp_path: Path) -> None:
    path = tmp_path / "totals.csv"
    path.write_bytes(b"1")
    status = path.stat()
    first = digest(path)
    path.write_bytes(b"2")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert digest(path) != first


def test_any_source_template_or_table_decides_the_librarys_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_folder() -> str:
        library.cache_clear()
        return library()

    monkeypatch.setattr(fingerprints, "LIBRARY", tmp_path)
    seen = [of_folder()]
    for name in ("__init__.py", "words/terms/cli.csv", "words/zh/front.j2", "charts/theme.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
        seen.append(of_folder())
    (tmp_path / "words" / "zh" / "front.j2").rename(tmp_path / "words" / "zh" / "back.j2")
    seen.append(of_folder())
    assert len(set(seen)) == 6
    for name in ("__pycache__/a.pyc", ".DS_Store", "words/.front.j2.swp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert of_folder() == seen[-1]
    library.cache_clear()


def test_the_library_is_the_one_that_is_imported() -> None:
    assert (fingerprints.LIBRARY / "words" / "terms" / "cli.csv").is_file()


def test_packages_are_what_running_needs_in_the_end_and_no_tools() -> None:
    found = packages()
    assert list(found) == sorted(found)
    # Of our own, of theirs, of an extra that they require (bleach[css]), of the interpreter.
    assert {"budgetbook", "pandas", "numpy", "python-dateutil", "tinycss2", "python"} <= set(found)
    assert not {"pytest", "ruff", "mypy", "jupyterlab", "hypothesis", "moto", "distributed"} & set(found)
    assert not any("_" in name or name != name.lower() for name in found)


def test_planning_needs_no_library_that_takes_long_to_import() -> None:
    heavy = ("pandas", "numpy", "matplotlib", "papermill", "nbformat", "nbconvert", "pdfplumber")
    code = (
        "import sys; from budgetbook.report import manifest, stale, parameters, lock, publish, verify; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_manifest_holds_recipe_files_front_and_times() -> None:
    text = manifest(RECIPE, {"report.html": b"page"}, seconds={"html": 0.456}, front={"year": 2022})
    content = json.loads(text)
    assert content.pop("finished").endswith("+00:00")
    assert content == {
        "format": MANIFEST_FORMAT,
        "parameters": RECIPE.parameters,
        "options": RECIPE.options,
        "inputs": RECIPE.inputs,
        "notebooks": RECIPE.notebooks,
        "library": RECIPE.library,
        "packages": RECIPE.packages,
        "outputs": {
            "report.html": {
                "sha256": "3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274",
                "bytes": 4,
            }
        },
        "front": {"year": 2022},
        "seconds": {"html": 0.46},
    }


def test_the_same_recipe_makes_the_same_manifest_but_for_the_times() -> None:
    def without_times(seconds: float) -> list[str]:
        text = manifest(RECIPE, {"b": b"1", "a": b"2"}, seconds={"html": seconds}, front={}).decode()
        return [line for line in text.splitlines() if '"finished"' not in line and '"html":' not in line]

    assert without_times(1) == without_times(2)


def put(folder: Path, content: bytes) -> Path:
    path = folder / "manifest.json"
    path.write_bytes(content)
    return path


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = put(tmp_path, with_manifest(SHELF, {"figures/表.csv": b"1"})["manifest.json"])
    known = read_manifest(path)
    assert known is not None
    assert list(known["outputs"]) == ["figures/表.csv"]
    assert read_failures(path) is None


def other(**changes: Any) -> bytes:
    return json.dumps(json.loads(with_manifest(SHELF, {"a": b"1"})["manifest.json"]) | changes).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        other(format=1),
        other(format=MANIFEST_FORMAT + 1),
        other(outputs=["a"]),
        other(outputs={"a": "sha"}),
        other(outputs={"a": {"sha256": "x"}}),
        other(inputs=None),
        *(
            other(outputs={name: {"sha256": "x", "bytes": 1}})
            for name in ("../a", "/etc/passwd", "a/../../b", "C:\\a", "..\\a", "\\\\server\\a", "")
        ),
    ],
)
def test_a_manifest_that_is_broken_counts_as_none(tmp_path: Path, content: bytes) -> None:
    assert read_manifest(put(tmp_path, content)) is None


def test_a_manifest_that_is_cut_off_anywhere_counts_as_none(tmp_path: Path) -> None:
    content = with_manifest(SHELF, {"a": b"1"})["manifest.json"]
    for length in range(0, len(content) - 2, 17):
        assert read_manifest(put(tmp_path, content[:length])) is None, length


def test_there_may_be_no_manifest_at_all(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.json") is None
    assert read_manifest(tmp_path) is None


def test_what_failed_is_read_as_it_was_written(tmp_path: Path) -> None:
    failure = {"chapter": "01_a", "heading": "", "error": "E", "message": "m", "notebook": "01_a.ipynb"}
    path = put(tmp_path, failed_manifest({"year": 2022}, [failure]))
    known = read_failures(path)
    assert known is not None
    assert (known["parameters"], known["failures"]) == ({"year": 2022}, [failure])
    assert read_manifest(path) is None


DATA = b"0123456789"
RECORDED = json.loads(manifest(RECIPE, {"a": DATA}, seconds={}, front={}))["outputs"]["a"]


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_any_byte_that_is_another_is_found(
    tmp_path_factory: pytest.TempPathFactory, at: int, bits: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "flipped"
    path.write_bytes(DATA[:at] + bytes([DATA[at] ^ bits]) + DATA[at + 1 :])
    assert damage(path, RECORDED) == "edited"


@pytest.mark.parametrize(
    ("data", "wrong"), [(DATA, ""), (DATA[:-1], "truncated"), (b"", "truncated"), (DATA + b"0", "edited")]
)
def test_damage_is_told_by_its_kind(tmp_path: Path, data: bytes, wrong: str) -> None:
    (tmp_path / "a").write_bytes(data)
    assert damage(tmp_path / "a", RECORDED) == wrong


def test_a_file_that_is_gone_or_no_file_is_missing(tmp_path: Path) -> None:
    assert damage(tmp_path / "a", RECORDED) == "missing"
    assert damage(tmp_path, RECORDED) == "missing"

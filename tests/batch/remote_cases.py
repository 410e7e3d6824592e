"""Small projects and stores for batches whose data or outputs are elsewhere."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from budgetbook.batch.plan import Task

PARAMETERS = 'department: str = ""\nyear: int = 0\nyears: int = 5\nlanguage: str = "zh"\ndata_dir: str = ""'


def chapter(heading: str, *cells: str) -> nbformat.NotebookNode:
    """A chapter with a heading and code cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(
        cells=[
            new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}),
            new_markdown_cell(f"# {heading}", id="heading"),
            *(new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(cells)),
        ],
        metadata={"kernelspec": kernel},
    )


def project(folder: Path, *years: str, **chapters: nbformat.NotebookNode) -> Path:
    """A project with departments' years (`ju/2022`) of hardly any data, and chapters (`c01_x` is `01_x`)."""
    for year in years:
        (folder / "data" / year).mkdir(parents=True)
        (folder / "data" / year / "totals.csv").write_text("item,amount\n", encoding="utf-8")
        (folder / "data" / year).parent.joinpath("department.toml").touch()
    (folder / "notebooks").mkdir()
    for name, content in chapters.items():
        nbformat.write(content, folder / "notebooks" / f"{name.removeprefix('c')}.ipynb")
    return folder


def task(
    department: str, year: int = 2022, language: str = "zh", formats: tuple[str, ...] = ("html",)
) -> Task:
    return Task(department, year, language, 5, formats)


def together(make: Callable[[Task], Any], tasks: list[Task], jobs: int = 2) -> list[Any]:
    """What comes of making several reports at the same time."""
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(make, tasks))


def contents(folder: Path) -> dict[str, str]:
    """The files of a folder by their path and what is in them; of manifests only that they are there."""
    return {
        path.relative_to(folder).as_posix(): ""
        if path.name.startswith("manifest")
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".locks" not in path.parts
    }


def emptied_memory() -> Iterator[Any]:
    """A fixture: the store of this process behind `memory://`, empty."""
    filesystem = pytest.importorskip("fsspec", reason="fsspec is not installed").filesystem("memory")
    filesystem.store.clear()
    yield filesystem
    filesystem.store.clear()

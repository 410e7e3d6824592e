"""Tiny projects: a data folder with names alone, and chapters of a few cells."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = 'department: str = ""\nyear: int = 0\nyears: int = 5\nlanguage: str = "zh"\ndata_dir: str = ""'


def code(source: str, *tags: str) -> nbformat.NotebookNode:
    return new_code_cell(source, metadata={"tags": list(tags)})


def markdown(source: str, *tags: str) -> nbformat.NotebookNode:
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def notebook(*cells: nbformat.NotebookNode, language: str = "python") -> nbformat.NotebookNode:
    """A notebook of these cells alone."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": language}
    return new_notebook(cells=list(cells), metadata={"kernelspec": kernel})


def chapter(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook with a parameters cell before these."""
    return notebook(code(PARAMETERS, "parameters"), *cells)


def project(folder: Path, **chapters: nbformat.NotebookNode) -> Path:
    """A project with two departments' folders and with chapters by name (`c01_x` is `01_x`)."""
    for year in ("ju/2021", "ju/2022", "ting/2022"):
        (folder / "data" / year).mkdir(parents=True)
        (folder / "data" / year / "totals.csv").write_text("item,amount\n", encoding="utf-8")
        (folder / "data" / year).parent.joinpath("department.toml").touch()
    (folder / "notebooks").mkdir()
    for name, content in chapters.items():
        nbformat.write(content, folder / "notebooks" / f"{name.removeprefix('c')}.ipynb")
    return folder

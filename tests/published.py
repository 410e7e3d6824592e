"""Reports of a few bytes that are published without any chapter being run."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pypdf import PdfWriter

from budgetbook.report.lock import alone
from budgetbook.report.manifest import Recipe, manifest
from budgetbook.report.publish import publish
from budgetbook.report.shelf import Shelf

PAGE = b"<!doctype html><html><body><h1>R</h1><h2>A</h2><h2>B</h2></body></html>\n"
RECIPE = Recipe(
    parameters={
        "department": "ju",
        "year": 2022,
        "years": 5,
        "language": "zh",
        "data_dir": "",
        "compare": "",
    },
    options={"formats": ["html", "pdf"], "only": [], "with_code": False},
    inputs={"data/ju/department.toml": "a" * 64, "data/ju/2022/totals.csv": "b" * 64},
    notebooks={"notebooks/01_a.ipynb": "c" * 64},
    library="d" * 64,
    packages={"pandas": "3.1.1", "python": "3.11.7"},
)


@cache
def pdf() -> bytes:
    """A PDF of one empty page."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def with_manifest(shelf: Shelf, files: Mapping[str, bytes], made_by: Recipe = RECIPE) -> dict[str, bytes]:
    """Files and the manifest that goes with them."""
    return {**files, shelf.manifest: manifest(made_by, files, seconds={"html": 0.5}, front={"kind": "front"})}


def put(shelf: Shelf, files: Mapping[str, bytes], *, partial: bool = False, made_by: Recipe = RECIPE) -> None:
    """Publish files with their manifest."""
    with alone(shelf):
        publish(shelf, with_manifest(shelf, files, made_by), partial=partial)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

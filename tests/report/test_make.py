import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from chapter_cases import chapter, code, markdown, project

from budgetbook.report import make, make_report
from budgetbook.report.parameters import ParameterError
from budgetbook.report.run import ChapterFailure, ChapterRun

EXHIBIT = """from IPython.display import display
display({"application/vnd.budgetbook+json": {
  "kind": "table", "id": "income", "title": "收入", "subtitle": "", "notes": [],
  "table": {"columns": [{"name": "项目", "align": "left"}],
            "rows": [{"style": "plain", "indent": 0, "cells": ["甲"]}]},
  "data": {"columns": ["item"], "rows": [["甲"]]}}, "text/plain": "收入"}, raw=True)"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("BUDGETBOOK_DATA", raising=False)
    monkeypatch.delenv("BUDGETBOOK_NOTEBOOKS", raising=False)
    monkeypatch.chdir(
        project(tmp_path, c01_a=chapter(markdown("# 甲"), code(EXHIBIT)), c02_b=chapter(markdown("# 乙")))
    )
    return tmp_path


@pytest.fixture
def without_kernels(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Chapters come back as they are, those named as failed."""

    def use(*failing: str) -> None:
        def run_chapters(chapters: Any, _: Any, failed: Path, *__: Any, **___: Any) -> list[ChapterRun]:
            runs = []
            for one in chapters:
                failure = ChapterFailure(one.name, "甲", "ValueError", "x", failed / f"{one.name}.ipynb")
                notebook = nbformat.from_dict(one.notebook)
                runs.append(ChapterRun(one.name, notebook, 1.0, failure if one.name in failing else None))
            return runs

        monkeypatch.setattr(make, "run_chapters", run_chapters)

    use()
    return use


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_report_is_made_from_chapters_that_really_run(root: Path) -> None:
    told: list[tuple[str, str]] = []
    made = make_report(
        {"department": "ju"}, only=["01"], progress=lambda phase, name, seconds: told.append((phase, name))
    )
    folder = root / "outputs" / "ju" / "2022"
    assert made.failures == ()
    assert made.folder == folder
    assert [path.relative_to(folder / "partial").as_posix() for path in made.files] == [
        "chapters/01_a.ipynb", "figures/income.csv", "report.html", "report.pdf", "manifest.json",
    ]  # fmt: skip
    assert "<h2" in (folder / "partial" / "report.html").read_text(encoding="utf-8")
    assert (folder / "partial" / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert [told[0], *told[-4:]] == [
        ("chapters", ""), ("formats", ""), ("formats", ""), ("html", ""), ("pdf", ""),
    ]  # fmt: skip


def test_the_manifest_says_from_what_with_what_and_how_it_was_made(root: Path, without_kernels: Any) -> None:
    made = make_report({"department": "ju", "year": 2022}, formats=["html"])
    text = (made.folder / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert list(manifest) == [
        "finished", "format", "front", "inputs", "library", "notebooks", "options", "outputs", "packages",
        "parameters", "seconds",
    ]  # fmt: skip
    assert manifest["parameters"] == {
        "compare": "",
        "data_dir": "",
        "department": "ju",
        "language": "zh",
        "year": 2022,
        "years": 5,
    }
    assert list(manifest["inputs"]) == [
        "data/ju/2021/totals.csv", "data/ju/2022/totals.csv", "data/ju/department.toml",
    ]  # fmt: skip
    assert list(manifest["notebooks"]) == ["notebooks/01_a.ipynb", "notebooks/02_b.ipynb"]
    assert manifest["inputs"]["data/ju/2022/totals.csv"] == hashlib.sha256(b"item,amount\n").hexdigest()
    published = digests(made.folder)
    assert {name: one["sha256"] for name, one in manifest["outputs"].items()} == {
        name: published[name] for name in published if name != "manifest.json"
    }
    assert set(manifest["packages"]) >= {"budgetbook", "python", "pandas", "typst"}
    assert set(manifest["seconds"]) == {"chapters", "chapter 01_a", "chapter 02_b", "formats", "html"}
    assert str(root) not in text


def test_a_failed_chapter_leaves_the_earlier_report_as_it_was_to_the_byte(
    root: Path, without_kernels: Any
) -> None:
    folder = make_report({"department": "ju"}).folder
    before = digests(folder)
    without_kernels("02_b")
    made = make_report({"department": "ju"}, force=True)
    assert [failure.chapter for failure in made.failures] == ["02_b"]
    assert made.files == ()
    after = digests(folder)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"failed/02_b.ipynb", "failed/manifest.json"}
    without_kernels()
    make_report({"department": "ju"})
    assert set(digests(folder)) == set(before)


def test_a_report_that_is_up_to_date_is_not_made_again(root: Path, without_kernels: Any) -> None:
    first = make_report({"department": "ju"})
    assert first.reasons == (("stale.new", {}),)
    before = digests(first.folder)
    again = make_report({"department": "ju"})
    assert (again.reasons, digests(again.folder)) == ((), before)
    assert {path.name for path in again.files} >= {"report.html", "report.pdf"}
    (root / "data" / "ju" / "2022" / "totals.csv").write_text("item,amount\nx,1\n", encoding="utf-8")
    (reason,) = make_report({"department": "ju"}).reasons
    assert reason == ("stale.data_changed", {"file": "data/ju/2022/totals.csv"})


def test_an_older_pdf_does_not_stay_beside_a_new_page(root: Path, without_kernels: Any) -> None:
    folder = make_report({"department": "ju"}).folder
    assert (folder / "report.pdf").exists()
    make_report({"department": "ju"}, formats=["html"])
    assert not (folder / "report.pdf").exists()


def test_what_is_asked_for_wrongly_is_refused_before_anything_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "run_chapters", None)
    with pytest.raises(
        ParameterError, match="There is no format “pfd”, did you mean “pdf”; one of: html, pdf, docx, xlsx"
    ):
        make_report({"department": "ju"}, formats=["pfd"])
    with pytest.raises(ParameterError, match="There is no department “jv”"):
        make_report({"department": "jv"})
    assert not (root / "outputs").exists()

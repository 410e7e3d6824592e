"""The chapter that compares departments, run by papermill: with departments to compare, and without."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from budgetbook.charts.exhibit import MIMETYPE
from commands import ROOT

CHAPTER = ROOT / "notebooks" / "08_comparison.ipynb"


@pytest.fixture(autouse=True)
def from_the_notebooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHAPTER.parent)
    monkeypatch.delenv("BUDGETBOOK_DATA", raising=False)


def run(folder: Path, **parameters: object) -> list[dict[str, Any]]:
    """What the chapter emits for the report."""
    notebook = papermill.execute_notebook(
        str(CHAPTER), str(folder / "out.ipynb"), parameters, progress_bar=False, log_output=False
    )
    return list(emitted(notebook))


def emitted(notebook: Any) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if MIMETYPE in output.get("data", {}):
                yield output["data"][MIMETYPE]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_three_real_departments_are_compared(tmp_path: Path, language: str) -> None:
    shown = run(
        tmp_path,
        department="shiquan-road",
        compare="yichuan-road,wanli-road,putuo-finance",
        language=language,
    )
    assert [one["kind"] for one in shown].count("figure") == 7
    titles = {one["id"]: one["title"] for one in shown if one["kind"] in ("figure", "table")}
    assert (
        titles["compared-growth"]
        == {
            "zh": "收入总计增长率0.53%，4个单位中居第1至第3位",
            "en": "Growth of total income: 0.53%, number 1 to 3 of 4",
        }[language]
    )
    [front] = [one for one in shown if one["kind"] == "front"]
    assert (front["illustrative"], front["further"]) == (False, [])


def test_without_departments_the_chapter_says_that_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(PapermillExecutionError, match="没有单位“”；现有单位："):
        run(tmp_path, department="shiquan-road")

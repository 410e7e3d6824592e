import json
from pathlib import Path

import nbformat
import pytest
from chapter_cases import PARAMETERS, chapter, code, markdown, notebook, project

from budgetbook.report.discover import ChapterError, find_chapters, find_notebooks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path, c01_overview=chapter(), c03_three_public=chapter()) / "notebooks"


def refused(folder: Path, *only: str) -> str:
    with pytest.raises(ChapterError) as caught:
        find_chapters(folder, only)
    return caught.value.text("en")


def test_chapters_are_the_notebooks_that_start_with_two_digits_in_order(folder: Path) -> None:
    for name in ("08_我的", "explore", "1_short", "02 copy"):
        nbformat.write(chapter(), folder / f"{name}.ipynb")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "04_notes.txt").touch()
    assert [one.name for one in find_chapters(folder)] == [
        "01_overview",
        "02 copy",
        "03_three_public",
        "08_我的",
    ]


@pytest.mark.parametrize("wanted", ["03", "3", "03_three_public", "three_public", "03_three_public.ipynb"])
def test_a_chapter_is_chosen_by_its_number_or_its_name(folder: Path, wanted: str) -> None:
    assert [one.name for one in find_chapters(folder, [wanted])] == ["03_three_public"]


def test_chosen_chapters_keep_the_order_of_the_report(folder: Path) -> None:
    assert [one.name for one in find_chapters(folder, ["03", "01"])] == ["01_overview", "03_three_public"]


def test_a_chapter_that_is_not_there_is_told_with_the_nearest_one(folder: Path) -> None:
    assert refused(folder, "03_tree_public", "zzz").splitlines() == [
        "There is no chapter “03_tree_public”, did you mean “03_three_public”; "
        "the chapters are: 01_overview, 03_three_public.",
        "There is no chapter “zzz”; the chapters are: 01_overview, 03_three_public.",
    ]


def test_a_chapter_needs_one_parameters_cell_and_no_more(folder: Path) -> None:
    nbformat.write(notebook(markdown("# No cell")), folder / "04_none.ipynb")
    nbformat.write(notebook(code("year = 0", "parameters"), code("", "parameters")), folder / "05_two.ipynb")
    names = "department, year, years, language, data_dir, compare"
    needs = f"needs exactly one code cell tagged parameters; it may set: {names}."
    assert refused(folder).splitlines() == [f"04_none.ipynb {needs}", f"05_two.ipynb {needs}"]


def test_a_parameter_that_no_report_has_is_told_with_the_nearest_one(folder: Path) -> None:
    cell = code("import os\nyaer: int = 2022\nyear = years = 3\n", "parameters")
    nbformat.write(notebook(cell), folder / "04_typo.ipynb")
    assert refused(folder) == (
        "The parameters cell of 04_typo.ipynb sets the unknown “yaer”, did you mean “year”; known are: "
        "department, year, years, language, data_dir, compare. Put variables of your own into another cell."
    )


def test_a_parameters_cell_that_is_not_python_is_told(folder: Path) -> None:
    nbformat.write(notebook(code("year = = 1", "parameters")), folder / "04_wrong.ipynb")
    assert (
        refused(folder)
        == "The parameters cell of 04_wrong.ipynb is not valid Python (invalid syntax); correct it."
    )


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", "\ufeff", '{"nbformat": 4}', '{"nbformat": "x", "cells": 3}']
)
def test_a_file_that_is_no_notebook_is_told(folder: Path, content: str) -> None:
    (folder / "04_broken.ipynb").write_text(content, encoding="utf-8")
    assert (
        refused(folder)
        == "04_broken.ipynb is not a valid notebook; open it in JupyterLab or move it out of the folder."
    )


def test_a_notebook_whose_cells_have_no_id_is_mended_without_a_word(folder: Path) -> None:
    path = folder / "04_old.ipynb"
    content = json.loads(nbformat.writes(chapter()))
    for cell in content["cells"]:
        del cell["id"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert find_chapters(folder, ["04"])[0].notebook.cells[0].id


def test_a_notebook_in_another_language_is_told(folder: Path) -> None:
    nbformat.write(notebook(code(PARAMETERS, "parameters"), language="R"), folder / "04_r.ipynb")
    assert refused(folder) == "04_r.ipynb is written in R; a chapter is a Python notebook."


def test_the_nearest_notebooks_folder_with_a_chapter_is_found_upwards(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BUDGETBOOK_NOTEBOOKS", raising=False)
    (folder.parent / "data" / "notebooks").mkdir()
    monkeypatch.chdir(folder.parent / "data" / "ju")
    assert find_notebooks() == folder
    monkeypatch.chdir(folder)
    assert find_notebooks() == folder


def test_the_notebooks_folder_can_be_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = project(tmp_path / "other", c01_x=chapter()) / "notebooks"
    assert find_notebooks(other) == other
    monkeypatch.setenv("BUDGETBOOK_NOTEBOOKS", str(other))
    monkeypatch.chdir(folder.parent)
    assert find_notebooks() == other
    assert find_notebooks(folder) == folder


def test_no_chapter_anywhere_says_how_to_name_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ChapterError) as caught:
        find_notebooks(tmp_path)
    assert caught.value.text("en") == (
        f"There are no chapters: no notebooks/ with an .ipynb that starts with two digits at {tmp_path}. "
        "Run inside the project, or name the folder by --notebooks."
    )


@pytest.fixture
def comparison(folder: Path) -> Path:
    cell = code(PARAMETERS + '\ncompare: str = ""', "parameters")
    nbformat.write(notebook(cell), folder / "08_comparison.ipynb")
    return folder


def test_a_chapter_knows_the_parameters_that_its_cell_sets(comparison: Path) -> None:
    nbformat.write(notebook(code("year = 0", "parameters")), comparison / "09_own.ipynb")
    common = {"department", "year", "years", "language", "data_dir"}
    assert {one.name: one.parameters for one in find_chapters(comparison, comparing=True)} == {
        "01_overview": common,
        "03_three_public": common,
        "08_comparison": common | {"compare"},
        "09_own": {"year"},
    }


def test_a_chapter_that_compares_is_one_only_when_departments_are_compared(comparison: Path) -> None:
    assert [one.name for one in find_chapters(comparison)] == ["01_overview", "03_three_public"]
    assert [one.name for one in find_chapters(comparison, comparing=True)][-1] == "08_comparison"


def test_such_a_chapter_asked_for_by_itself_needs_departments_to_compare(comparison: Path) -> None:
    assert refused(comparison, "08", "01") == (
        "The chapter 08_comparison compares departments; name them by --compare."
    )
    assert [one.name for one in find_chapters(comparison, ["8"], comparing=True)] == ["08_comparison"]

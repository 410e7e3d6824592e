"""The chapter that `docs/own-chapter.md` writes cell by cell is made as the page says."""

import re
from pathlib import Path

import nbformat
import pytest
from doc_pages import ROOT, printed_as
from doc_project import Project

PAGES = {"zh": "own-chapter.zh-CN.md", "en": "own-chapter.md"}
CHAPTER = "notebooks/09_mine.ipynb"
KEPT = 4  # cells of the chapter that was copied
TITLES = ("# 资金最多的项目", "# The largest projects")


def blocks(kind: str, language: str) -> list[str]:
    page = (ROOT / "docs" / PAGES[language]).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.M | re.S)


def write_chapter(project: Project, *cells: str) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "04_three_public.ipynb", as_version=4)
    notebook.cells[KEPT:] = [nbformat.v4.new_code_cell(cell) for cell in cells]
    for cell, title in zip(notebook.cells, TITLES, strict=False):
        cell.source = title
    nbformat.write(notebook, project.folder / CHAPTER)


def make(project: Project, language: str) -> tuple[int, str]:
    options = ("--only", "09", "--format", "html", "--language", language)
    return project.run(("budgetbook", "report", *options))


def test_both_pages_write_the_same_cells() -> None:
    assert blocks("python", "zh") == blocks("python", "en")


@pytest.mark.parametrize("language", PAGES)
def test_the_chapter_is_made(language: str, tmp_path: Path) -> None:
    project = Project(tmp_path, language)
    write_chapter(project, *blocks("python", language))
    assert make(project, language)[0] == 0
    made = project.folder / "outputs" / "xizang-civil-affairs" / "2022" / "partial"
    end = "" if language == "zh" else ".en"
    page = (made / f"report{end}.html").read_text(encoding="utf-8")
    title, alt = ("资金最多的是", "条形图：") if language == "zh" else ("The largest project is ", "Bars: ")
    assert title in page
    assert f'aria-label="{alt}' in page
    assert page.count('class="exhibit picture"') == 1
    assert (made / f"figures{end}" / "largest-projects.csv").is_file()


@pytest.mark.parametrize("language", PAGES)
def test_a_cell_that_fails_is_told_as_the_page_says(language: str, tmp_path: Path) -> None:
    project = Project(tmp_path, language)
    write_chapter(project, "1 / 0")
    ended, printed = make(project, language)
    assert ended == 1
    assert printed_as(blocks("text", language)[-1], printed)

"""The made-up department's report: no page of it, in either language, can be taken for published figures."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from commands import run

CHOICE = ("--department", "example-county-civil-affairs", "--year", "2024", "--only", "07")
FLAGS = {"": "示例数据，仅供演示", ".en": "Illustrative data"}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    run("budgetbook", "report", *CHOICE, "--language", "zh,en", "--outputs", str(folder))
    [page] = folder.rglob("report.html")
    return page.parent


@pytest.mark.parametrize("suffix", FLAGS)
def test_every_page_of_the_pdf_says_so(outputs: Path, suffix: str) -> None:
    pages = [page.extract_text() for page in PdfReader(outputs / f"report{suffix}.pdf").pages]
    assert len(pages) > 2
    assert [number for number, page in enumerate(pages, 1) if FLAGS[suffix] not in page] == []


@pytest.mark.parametrize("suffix", FLAGS)
def test_the_page_says_so_above_and_in_its_chapter(outputs: Path, suffix: str) -> None:
    html = (outputs / f"report{suffix}.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert page.find(class_="banner").text.startswith(FLAGS[suffix].split("，")[0])
    assert [heading.find_next_sibling().text for heading in page.main("h2")] == [FLAGS[suffix]]


def test_the_many_sources_are_told_by_place_and_are_all_in_the_data_file(outputs: Path) -> None:
    page = BeautifulSoup((outputs / "report.html").read_text(encoding="utf-8"), "html.parser")
    listed = page.find(id="sources").tbody("tr")
    figures = (outputs / "figures" / "sources.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert len(listed) < 30
    assert len(figures) > 500
    assert sum(int(row("td", class_="number")[0].text) for row in listed) == len(figures)

"""What a user does next: another year, another way to run a chapter, by changing nothing but data."""

import shutil
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from commands import ROOT, run

SLUG = "xizang-civil-affairs"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The department with a made-up 2023: every amount of 2022 a tenth larger, marked illustrative."""
    folder = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(ROOT / "data" / SLUG, folder / SLUG)
    (folder / SLUG / "2023").mkdir()
    for name in ("totals", "income", "expenditure", "three_public"):
        lines = (folder / SLUG / "2022" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        head = lines[0].split(",")
        at, basis = head.index("amount"), head.index("basis")
        rows = [line.split(",") for line in lines[1:]]
        for row in rows:
            row[at] = f"{float(row[at]) * 1.1:.2f}"
            row[basis] = "illustrative"
        text = "\n".join([lines[0], *(",".join(row) for row in rows)])
        (folder / SLUG / "2023" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_made_up_2023_gives_its_own_report_with_three_years_in_the_trends(
    data: Path, tmp_path: Path
) -> None:
    run("budgetbook", "report", "--data", str(data), "--outputs", str(tmp_path))
    page = BeautifulSoup(
        (tmp_path / SLUG / "2023" / "report.html").read_text(encoding="utf-8"), "html.parser"
    )
    assert "2023年度" in page.h1.get_text()
    assert "总收入6734.34万元，较上年增加612.21万元，增长10.00%" in page.get_text()
    trend = next(figure for figure in page.find_all("figure") if "总收入和总支出" in figure.get_text())
    years = [row.find(["th", "td"]).get_text(strip=True) for row in trend.find("tbody").find_all("tr")]
    assert years == ["2021", "2022", "2023"]
    assert "示例" in page.get_text()


@pytest.mark.parametrize("folder", [".", "notebooks"])
def test_a_chapter_runs_under_the_plain_papermill_command(folder: str, tmp_path: Path) -> None:
    name = "04_three_public.ipynb"
    path = name if folder == "notebooks" else f"notebooks/{name}"
    out = tmp_path / "x.ipynb"
    run("papermill", path, str(out), "-p", "department", SLUG, "-p", "year", "2022", folder=ROOT / folder)
    figures = [
        output.data["application/vnd.budgetbook+json"]
        for cell in nbformat.read(out, as_version=4).cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "data" in output and "application/vnd.budgetbook+json" in output.data
    ]
    assert "公务用车运行维护费占“三公”经费的99.83%" in [figure.get("title") for figure in figures]


def test_nbconvert_knows_the_exporters_by_name(tmp_path: Path) -> None:
    notebook = str(ROOT / "notebooks" / "05_performance_scores.ipynb")
    for name, start in (("budgetbook-html", b"<!DOCTYPE html>"), ("budgetbook-pdf", b"%PDF")):
        run("nbconvert", "--to", name, "--execute", notebook, "--output-dir", str(tmp_path))
        (made,) = tmp_path.glob("05_*." + name.split("-")[1])
        assert made.read_bytes().startswith(start)

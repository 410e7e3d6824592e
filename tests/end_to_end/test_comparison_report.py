"""A report beside other departments, from the data folder to the page, and the same report without them."""

import json
from pathlib import Path

import pytest

from budgetbook.report.make import make_report
from commands import ROOT

REAL = {"department": "shiquan-road", "data_dir": str(ROOT / "data"), "language": "zh"}
OTHERS = "yichuan-road,wanli-road,putuo-finance"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The report without other departments, and with them."""
    folders = []
    for compare in ("", OTHERS):
        outputs = tmp_path_factory.mktemp("outputs")
        made = make_report(
            {**REAL, "compare": compare}, outputs=outputs, notebooks=ROOT / "notebooks", formats=["html"]
        )
        assert made.failures == ()
        folders.append(made.folder)
    return folders[0], folders[1]


def chapters(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "chapters").iterdir())


def test_the_chapter_is_there_when_departments_are_compared_and_only_then(reports: tuple[Path, Path]) -> None:
    without, beside = reports
    assert chapters(beside) == [*chapters(without), "08_comparison"]
    assert "部门比较" not in (without / "report.html").read_text(encoding="utf-8")
    page = (beside / "report.html").read_text(encoding="utf-8")
    assert "收入总计增长率0.53%，4个单位中居第1至第3位" in page
    assert "万里街道办事处在这些年度只有预算数，没有决算数，不与其他单位的决算数比较。" in page


def test_every_figure_of_every_department_is_in_the_data_files(reports: tuple[Path, Path]) -> None:
    names = {path.name for path in (reports[1] / "figures").glob("compared-*.csv")}
    assert {"compared-departments.csv", "compared-growth.csv", "compared-ranks.csv"} <= names
    growth = (reports[1] / "figures" / "compared-growth.csv").read_text(encoding="utf-8-sig")
    assert (
        "yichuan-road,上海市普陀区人民政府宜川路街道办事处,county,-4.508309565985518754669285382," in growth
    )


def test_the_manifest_names_the_files_of_all_departments(reports: tuple[Path, Path]) -> None:
    without, beside = (json.loads((folder / "manifest.json").read_text("utf-8")) for folder in reports)
    assert beside["parameters"]["compare"] == OTHERS
    read = {name.split("/")[1] for name in beside["inputs"] if name.startswith("data/")}
    assert read == {"shiquan-road", *OTHERS.split(",")}
    assert {name.split("/")[1] for name in without["inputs"] if name.startswith("data/")} == {"shiquan-road"}


def test_only_the_chapter_on_them_is_told_which_departments_are_compared(reports: tuple[Path, Path]) -> None:
    for path in (reports[1] / "chapters").iterdir():
        told = (
            "compare" in json.loads(path.read_text(encoding="utf-8"))["metadata"]["papermill"]["parameters"]
        )
        assert told == (path.stem == "08_comparison"), path.stem

"""The command `budgetbook verify`: its lines, its JSON, its exit codes."""

import json
from pathlib import Path

import pytest

from budgetbook.cli import main
from budgetbook.report.manifest import failed_manifest
from budgetbook.report.shelf import Shelf
from published import PAGE, put


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A project with one report."""
    for name in ("BUDGETBOOK_NOTEBOOKS", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BUDGETBOOK_LANGUAGE", "zh")
    monkeypatch.chdir(tmp_path)
    shelf = Shelf(tmp_path / "outputs" / "ju" / "2022", "zh")
    put(shelf, {"report.html": PAGE})
    return shelf


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_whole_reports_are_listed_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--outputs", "outputs"]) == 0
    assert said(capsys) == [
        "完好　ju 2022 zh　1 个文件",
        "共 1 份：完好 1，有损 0，正在生成 0，尚未发布 0。",
    ]
    assert main(["verify", "--outputs", "outputs", "--language", "en"]) == 0
    assert said(capsys) == [
        "intact  ju 2022 zh  1 file",
        "1 report: 1 intact, 0 damaged, 0 being made, 0 never published.",
    ]


def test_a_damaged_report_ends_with_1_and_what_to_do(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    put(shelf, {"report.html": PAGE}, partial=True)
    (shelf.folder / "report.html").write_bytes(PAGE[:-1])
    (shelf.folder / "notes.txt").touch()
    assert main(["verify", "--outputs", "outputs"]) == 1
    assert said(capsys) == [
        "有损　ju 2022 zh　1 个文件",
        "　　report.html 不完整，后面一段缺失",
        "　　不属于任何报告的文件：notes.txt",
        "完好　ju 2022 zh（部分章节）　1 个文件",
        "共 2 份：完好 1，有损 1，正在生成 0，尚未发布 0。",
        "有损的报告用 budgetbook report 重新生成即可。",
    ]


def test_what_was_put_right_and_what_failed_are_told(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.stage(partial=False).mkdir()
    shelf.failed.mkdir()
    failures = [
        {"chapter": "01_a", "heading": "", "error": "ValueError", "message": "x", "notebook": "01_a.ipynb"}
    ]
    (shelf.failed / "manifest.json").write_bytes(failed_manifest({"year": 2022}, failures))
    assert main(["verify", "--outputs", "outputs"]) == 0
    assert said(capsys) == [
        "完好　ju 2022 zh　1 个文件",
        "　　上次发布中断，现已处理妥当",
        "　　章节 01_a 失败，位于“开头”：ValueError: x",
        "共 1 份：完好 1，有损 0，正在生成 0，尚未发布 0。",
    ]


def test_another_program_reads_the_same_as_json(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    (shelf.folder / "report.html").unlink()
    assert main(["verify", "--outputs", "outputs", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "department": "ju",
            "year": 2022,
            "language": "zh",
            "partial": False,
            "state": "damaged",
            "files": 1,
            "problems": [
                {
                    "rule": "cli.verify_missing",
                    "file": "report.html",
                    "message": "report.html 缺失或无法读取",
                }
            ],
            "failures": [],
            "healed": False,
            "unknown": [],
        }
    ]


def test_the_outputs_are_found_beside_the_chapters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01_a.ipynb").touch()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert main(["verify"]) == 0
    assert said(capsys)[0] == "完好　ju 2022 zh　1 个文件"


def test_an_empty_folder_has_no_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["verify", "--outputs", "empty"]) == 0
    assert said(capsys) == ["没有任何报告。"]
    assert main(["verify", "--outputs", "empty", "--json"]) == 0
    assert said(capsys) == ["[]"]


def test_a_folder_that_is_not_there_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--outputs", "nowhere"]) == 2
    assert capsys.readouterr().err == "没有文件夹 nowhere；请检查路径。\n"

import io
import threading
from pathlib import Path
from typing import Any

import nbformat
import pytest
from chapter_cases import chapter, markdown

from budgetbook.report.export.figures import MIMETYPE, as_csv, figure_files
from budgetbook.report.publish import PublishError, Shelf, check_files, keep_failed, prepare, publish
from budgetbook.report.run import ChapterFailure, ChapterRun

PAGE = "<!doctype html><html><body><h1>R</h1><h2>A</h2><h2>B</h2></body></html>\n"
PDF = b"%PDF-1.7\n1 0 obj <</Type/Pages>> 2 0 obj <</Type /Page>>\n%%EOF\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "outputs" / "ju" / "2022", "zh")
    prepare(shelf)
    return shelf


def files(*names: str, content: bytes = b"new") -> dict[str, bytes]:
    return dict.fromkeys(names, content)


def listed(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def failed_run(shelf: Shelf, name: str) -> ChapterRun:
    failure = ChapterFailure(name, "", "Error", "", shelf.failed / f"{name}.ipynb")
    return ChapterRun(name, chapter(), 1.0, failure)


def test_files_are_put_in_their_places_the_manifest_last(shelf: Shelf) -> None:
    published = publish(shelf, files("manifest.json", "report.html", "figures/表.csv"), partial=False)
    assert [path.relative_to(shelf.folder).as_posix() for path in published] == [
        "figures/表.csv", "report.html", "manifest.json",
    ]  # fmt: skip
    assert listed(shelf.folder) == ["figures/表.csv", "manifest.json", "report.html"]


def test_what_the_run_did_not_make_is_removed_and_what_is_not_ours_stays(shelf: Shelf) -> None:
    publish(
        shelf,
        files("manifest.json", "report.html", "report.pdf", "chapters/01.ipynb", "figures/a.csv"),
        partial=False,
    )
    (shelf.folder / "notes.txt").touch()
    (shelf.folder / "figures" / "mine.xlsx").touch()
    publish(shelf, files("manifest.json", "report.html", "figures/b.csv"), partial=False)
    assert listed(shelf.folder) == [
        "figures/b.csv",
        "figures/mine.xlsx",
        "manifest.json",
        "notes.txt",
        "report.html",
    ]


def test_english_is_published_beside_chinese_and_touches_nothing_of_it(shelf: Shelf) -> None:
    publish(shelf, files("manifest.json", "report.html", "report.pdf", "figures/a.csv"), partial=False)
    english = Shelf(shelf.folder, "en")
    assert english.name("report", ".pdf") == "report.en.pdf"
    publish(english, files(english.manifest, "report.en.html", "figures.en/a.csv"), partial=False)
    assert listed(shelf.folder) == [
        "figures.en/a.csv", "figures/a.csv", "manifest.en.json", "manifest.json",
        "report.en.html", "report.html", "report.pdf",
    ]  # fmt: skip


def test_a_report_of_some_chapters_has_its_own_folder(shelf: Shelf) -> None:
    publish(shelf, files("manifest.json", "report.html", content=b"full"), partial=False)
    publish(shelf, files("manifest.json", "report.html"), partial=True)
    assert (shelf.folder / "report.html").read_bytes() == b"full"
    assert (shelf.folder / "partial" / "report.html").read_bytes() == b"new"


def test_what_a_killed_run_left_behind_is_cleared_away(shelf: Shelf) -> None:
    stage = shelf.folder / ".stage" / "chapters"
    stage.mkdir(parents=True)
    (stage / "half.ipynb").touch()
    publish(shelf, files("manifest.json"), partial=False)
    assert listed(shelf.folder) == ["manifest.json"]


def test_a_file_that_cannot_be_staged_leaves_the_earlier_report_as_it_was(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(shelf, files("manifest.json", "report.html", content=b"old"), partial=False)
    write = Path.write_bytes

    def full_disk(path: Path, data: bytes) -> int:
        if path.name == "report.html":
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(PublishError) as caught:
        publish(shelf, files("manifest.json", "report.html"), partial=False)
    assert caught.value.text("en") == (
        f"{shelf.folder / '.stage' / 'report.html'} cannot be written: No space left on device. "
        "Close the program that has it open, or check the folder's permissions."
    )
    assert {path.read_bytes() for path in shelf.folder.glob("*.*")} == {b"old"}


def test_a_folder_that_cannot_be_made_is_told_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "outputs").touch()
    with pytest.raises(PublishError, match="cannot be written"):
        prepare(Shelf(tmp_path / "outputs" / "ju" / "2022", "zh"))


def test_two_runs_that_publish_at_once_do_not_mix_their_files(shelf: Shelf) -> None:
    reports = [
        files("manifest.json", *(f"figures/{i}.csv" for i in range(20)), content=bytes([n])) for n in range(4)
    ]
    threads = [
        threading.Thread(target=publish, args=(shelf, one), kwargs={"partial": False}) for one in reports
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({path.read_bytes() for path in shelf.folder.rglob("*.*") if path.is_file()}) == 1


def test_failed_notebooks_are_kept_until_their_chapter_is_put_right(shelf: Shelf) -> None:
    keep_failed(shelf, [failed_run(shelf, "01_a"), failed_run(shelf, "02_b")], complete=True)
    assert listed(shelf.folder) == ["failed/01_a.ipynb", "failed/02_b.ipynb"]
    nbformat.read(shelf.failed / "01_a.ipynb", as_version=4)
    keep_failed(shelf, [ChapterRun("01_a", chapter(), 1.0, None)], complete=False)
    assert listed(shelf.folder) == ["failed/02_b.ipynb"]
    keep_failed(shelf, [ChapterRun("01_a", chapter(), 1.0, None)], complete=True)
    assert not shelf.failed.exists()


@pytest.mark.parametrize("html", [PAGE, PAGE.replace("<h2>", '<h2 id="a>b">'), None])
def test_a_whole_page_is_fit_to_publish(html: str | None) -> None:
    check_files(html, PDF, 2)


@pytest.mark.parametrize("html", ["", PAGE[:-10], PAGE.replace("h1", "h3"), PAGE.replace("<h2>B</h2>", "")])
def test_a_page_without_its_end_its_title_or_a_chapter_is_refused(html: str) -> None:
    with pytest.raises(PublishError, match="The page that was made is incomplete"):
        check_files(html, PDF, 2)


@pytest.mark.parametrize("pdf", [b"", PDF[1:], PDF[:-8], PDF.replace(b"/Page>", b"/Font>")])
def test_a_pdf_without_its_start_its_end_or_a_page_is_refused(pdf: bytes) -> None:
    with pytest.raises(PublishError, match="The PDF that was made is incomplete"):
        check_files(PAGE, pdf, 2)


def exhibit(**own: Any) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell("")
    cell.outputs = [nbformat.v4.new_output("display_data", {MIMETYPE: own, "text/plain": ""})]
    return cell


def test_every_exhibit_with_data_becomes_a_csv_by_its_id() -> None:
    data = {"columns": ["年度", "amount"], "rows": [["2022", "6122.13"], ["2021", None]]}
    notebooks = [
        chapter(markdown("# A"), exhibit(kind="figure", id="income", data=data)),
        chapter(exhibit(kind="prose", id="text"), exhibit(kind="table", id="table", data=data)),
    ]
    found = figure_files(notebooks)
    assert list(found) == ["income.csv", "table.csv"]
    assert found["income.csv"] == "\ufeff年度,amount\r\n2022,6122.13\r\n2021,\r\n".encode()


def test_an_id_can_be_no_path_and_no_two_files_share_a_name() -> None:
    data: dict[str, Any] = {"columns": ["a"], "rows": []}
    ids = ["../../x", "CON", "Figure", "figure", "收入", ""]
    found = figure_files([chapter(*(exhibit(kind="figure", id=one, data=data) for one in ids))])
    assert list(found) == ["_.._x.csv", "_CON.csv", "Figure.csv", "figure-2.csv", "收入.csv", "_.csv"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd()", "-x", "@SUM(A1)", "\tx", "\rx", "-1.5.2", "+", "＝cmd", "＋1+1", "\n=1"]
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    _, cell = io.StringIO(as_csv(["a"], [[text]]).decode("utf-8-sig"), newline="").read().split("\r\n", 1)
    assert cell.lstrip('"').startswith("'" + text[0])


@pytest.mark.parametrize("number", ["-492.19", "+7.44%", "-1,068.84", "0", "-0.00"])
def test_a_number_stays_a_number(number: str) -> None:
    assert as_csv(["a"], [[number]]).decode("utf-8-sig").replace('"', "") == f"a\r\n{number}\r\n"

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chapter_cases import chapter
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.report.lock import alone
from budgetbook.report.publish import keep_failed
from budgetbook.report.run import ChapterFailure, ChapterRun
from budgetbook.report.shelf import Shelf
from budgetbook.report.verify import Verified, verify
from budgetbook.words import Words
from budgetbook.words.worded import said
from published import PAGE, contents, pdf, put, with_manifest

FILES = {"report.html": PAGE, "report.pdf": pdf(), "figures/表.csv": b"a,b\r\n"}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "outputs" / "ju" / "2022", "zh")
    put(shelf, FILES)
    return shelf


def found(shelf: Shelf) -> list[Verified]:
    return verify(shelf.folder.parents[1])


def problems(report: Verified, language: str = "zh") -> list[str]:
    return [said(Words(language), problem) for problem in report.problems]


def test_a_report_as_it_was_published_is_whole(shelf: Shelf) -> None:
    before = contents(shelf.folder.parents[1])
    assert found(shelf) == [
        Verified(
            department="ju", year=2022, language="zh", partial=False, state="whole", files=3,
            problems=(), failures=(), healed=False, unknown=(),
        )
    ]  # fmt: skip
    assert contents(shelf.folder.parents[1]) == before


def test_nothing_published_is_nothing_found(tmp_path: Path) -> None:
    (tmp_path / "ju" / "2022").mkdir(parents=True)
    assert verify(tmp_path) == []


def test_reports_are_found_by_department_year_language_and_part(shelf: Shelf) -> None:
    put(Shelf(shelf.folder, "en"), {"report.en.html": PAGE})
    put(shelf, {"report.html": PAGE}, partial=True)
    put(Shelf(shelf.folder.with_name("2021"), "zh"), FILES)
    put(Shelf(shelf.folder.parents[1] / "ai" / "2022", "zh"), FILES)
    (shelf.folder.parents[1] / "index.html").touch()
    (shelf.folder.with_name("drafts")).mkdir()
    assert [(one.department, one.year, one.language, one.partial, one.state) for one in found(shelf)] == [
        ("ai", 2022, "zh", False, "whole"),
        ("ju", 2021, "zh", False, "whole"),
        ("ju", 2022, "zh", False, "whole"),
        ("ju", 2022, "zh", True, "whole"),
        ("ju", 2022, "en", False, "whole"),
    ]


def edit(path: Path) -> None:
    path.write_bytes(b"?" + path.read_bytes()[1:])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(
    ("harm", "zh", "en"),
    [
        (edit, "{} 在发布后被改动", "{} was edited after it was published"),
        (cut, "{} 不完整，后面一段缺失", "{} is cut off"),
        (Path.unlink, "{} 缺失或无法读取", "{} is missing or cannot be read"),
    ],
)
@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_was_harmed_is_named(
    shelf: Shelf, name: str, harm: Callable[[Path], Any], zh: str, en: str
) -> None:
    harm(shelf.folder / name)
    (report,) = found(shelf)
    assert report.state == "damaged"
    assert problems(report) == [zh.format(name)]
    assert problems(report, "en") == [en.format(name)]


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("outputs") / "ju" / "2022", "zh")
    put(shelf, FILES)
    return shelf


@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_byte_that_is_another_is_found(lasting: Shelf, name: str, data: st.DataObject) -> None:
    content = FILES[name]
    at = data.draw(st.integers(0, len(content) - 1))
    bits = data.draw(st.integers(1, 255))
    (lasting.folder / name).write_bytes(content[:at] + bytes([content[at] ^ bits]) + content[at + 1 :])
    try:
        (report,) = found(lasting)
        assert problems(report) == [f"{name} 在发布后被改动"]
    finally:
        (lasting.folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("report.html", PAGE[:-9], "report.html 没有正常结尾，页面不完整"),
        ("report.pdf", pdf()[:-60], "report.pdf 无法作为 PDF 打开"),
    ],
)
def test_a_file_that_was_published_broken_is_found_although_nobody_edited_it(
    shelf: Shelf, name: str, content: bytes, told: str
) -> None:
    put(shelf, {**FILES, name: content})
    assert problems(found(shelf)[0]) == [told]


def test_a_file_of_a_partial_report_is_named_with_its_folder(shelf: Shelf) -> None:
    put(shelf, {"report.html": PAGE}, partial=True)
    edit(shelf.folder / "partial" / "report.html")
    assert [problems(one) for one in found(shelf)] == [[], ["partial/report.html 在发布后被改动"]]


def test_without_its_manifest_a_report_cannot_be_vouched_for(shelf: Shelf) -> None:
    (shelf.folder / "manifest.json").write_bytes(b"{}")
    assert problems(found(shelf)[0]) == ["manifest.json 已损坏，或由其他版本写成，无从核对"]
    (shelf.folder / "manifest.json").unlink()
    (report,) = found(shelf)
    assert (report.state, problems(report)) == ("damaged", ["缺少 manifest.json，无从核对"])


def staged(shelf: Shelf, files: dict[str, bytes], *, committed: bool) -> None:
    """What a run leaves behind that is killed while it publishes."""
    for name, content in with_manifest(shelf, files).items():
        if committed or name != shelf.manifest:
            path = shelf.stage(partial=False) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@pytest.mark.parametrize("committed", [True, False])
def test_what_was_interrupted_is_put_right_and_told(shelf: Shelf, committed: bool) -> None:
    new = {"report.html": PAGE + b"\n"}
    staged(shelf, new, committed=committed)
    (report,) = found(shelf)
    assert (report.state, report.healed, report.problems, report.unknown) == ("whole", True, (), ())
    expected = new if committed else FILES
    assert {
        name: data for name, data in contents(shelf.folder).items() if name != "manifest.json"
    } == expected
    assert not found(shelf)[0].healed


def test_a_first_publication_that_was_interrupted_leaves_none(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "ju" / "2022", "zh")
    staged(shelf, FILES, committed=False)
    (report,) = found(shelf)
    assert (report.state, report.healed) == ("unpublished", True)
    assert found(shelf) == []


def test_an_archive_that_cannot_be_written_to_is_verified_all_the_same(shelf: Shelf) -> None:
    staged(shelf, FILES, committed=True)
    edit(shelf.folder / "report.html")
    shutil.rmtree(shelf.lock.parent)
    shelf.lock.parent.touch()  # no lock can be had, like on a disk that is read-only
    before = contents(shelf.folder)
    told = problems(found(shelf)[0])
    assert told[:2] == ["上次发布中断，尚未完成", "report.html 在发布后被改动"]
    assert told[2].startswith(f"无法写入 {shelf.lock.parent}：")
    assert contents(shelf.folder) == before


def test_what_is_being_made_just_now_is_not_called_damaged(shelf: Shelf) -> None:
    edit(shelf.folder / "report.html")
    with alone(shelf):
        (report,) = found(shelf)
    assert (report.state, report.problems) == ("busy", ())
    assert found(shelf)[0].state == "damaged"


def test_a_run_that_failed_is_told_beside_the_report_that_stands(shelf: Shelf) -> None:
    failure = ChapterFailure("01_a", "收入", "ValueError", "x", shelf.failed / "01_a.ipynb")
    keep_failed(shelf, [ChapterRun("01_a", chapter(), 1.0, failure)], {"year": 2022}, complete=True)
    (report,) = found(shelf)
    assert (report.state, report.unknown) == ("whole", ())
    assert [(one["chapter"], one["error"]) for one in report.failures] == [("01_a", "ValueError")]


def test_a_run_that_failed_before_anything_was_published_is_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "ju" / "2022", "en")
    failure = ChapterFailure("01_a", "", "ValueError", "x", shelf.failed / "01_a.ipynb")
    keep_failed(shelf, [ChapterRun("01_a", chapter(), 1.0, failure)], {"year": 2022}, complete=True)
    (report,) = found(shelf)
    assert (report.language, report.state, len(report.failures)) == ("en", "unpublished", 1)


def test_files_of_no_report_are_mentioned_once_and_harm_nothing(shelf: Shelf) -> None:
    put(Shelf(shelf.folder, "en"), {"report.en.html": PAGE})
    for name in ("notes.txt", "figures/mine.csv"):
        (shelf.folder / name).touch()
    assert [(one.state, one.unknown) for one in found(shelf)] == [
        ("whole", ("figures/mine.csv", "notes.txt")), ("whole", ()),
    ]  # fmt: skip

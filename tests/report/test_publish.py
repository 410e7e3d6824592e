import errno
import io
import itertools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from chapter_cases import chapter, markdown

from budgetbook.report.export.figures import MIMETYPE, as_csv, figure_files
from budgetbook.report.manifest import read_failures
from budgetbook.report.publish import heal, keep_failed, prepare, publish
from budgetbook.report.run import ChapterFailure, ChapterRun
from budgetbook.report.shelf import PublishError, Shelf
from published import contents, put, with_manifest

OLD = {
    "report.html": b"old page",
    "report.pdf": b"old pdf",
    "chapters/01.ipynb": b"old",
    "figures/same.csv": b"same",
}
NEW = {
    "report.html": b"new page",
    "chapters/01.ipynb": b"new",
    "chapters/02.ipynb": b"two",
}
# What changes a file system, by the names in `os` that pathlib and shutil call.
NEEDS_ROOM = ("replace", "fsync", "mkdir")
CHANGES = (*NEEDS_ROOM, "unlink", "rmdir")
PARAMETERS: dict[str, str | int] = {"department": "ju", "year": 2022}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "outputs" / "ju" / "2022", "zh")
    prepare(shelf)
    return shelf


def without_manifest(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(folder).items() if not name.startswith("manifest")}


def test_files_are_put_in_their_places_and_told_the_manifest_last(shelf: Shelf) -> None:
    files = with_manifest(shelf, {"report.html": b"page", "figures/表.csv": b"a"})
    assert [path.relative_to(shelf.folder).as_posix() for path in publish(shelf, files, partial=False)] == [
        "figures/表.csv", "report.html", "manifest.json",
    ]  # fmt: skip
    assert contents(shelf.folder) == files


def test_what_the_run_did_not_make_is_removed_and_what_is_not_ours_stays(shelf: Shelf) -> None:
    put(shelf, OLD)
    for name in ("notes.txt", "figures/mine.csv", "chapters/mine.ipynb"):
        (shelf.folder / name).write_bytes(b"mine")
    put(shelf, {"report.html": b"page"})
    assert sorted(without_manifest(shelf.folder)) == [
        "chapters/mine.ipynb", "figures/mine.csv", "notes.txt", "report.html",
    ]  # fmt: skip


def test_a_folder_that_nothing_is_left_in_goes_too(shelf: Shelf) -> None:
    put(shelf, OLD)
    put(shelf, {"report.html": b"page"})
    assert sorted(path.name for path in shelf.folder.iterdir()) == ["manifest.json", "report.html"]


def test_a_report_without_a_manifest_is_replaced_by_what_reports_are_made_of(shelf: Shelf) -> None:
    put(shelf, OLD)
    (shelf.folder / "manifest.json").unlink()
    put(Shelf(shelf.folder, "en"), {"report.en.html": b"english", "figures.en/a.csv": b"english"})
    put(shelf, {"report.html": b"page"})
    assert sorted(without_manifest(shelf.folder)) == ["figures.en/a.csv", "report.en.html", "report.html"]


def test_english_is_published_beside_chinese_and_touches_nothing_of_it(shelf: Shelf) -> None:
    put(shelf, OLD)
    before = contents(shelf.folder)
    english = Shelf(shelf.folder, "en")
    put(english, {"report.en.html": b"english", "figures.en/a.csv": b"english"})
    put(english, {"report.en.pdf": b"english"})
    after = contents(shelf.folder)
    assert {name: after[name] for name in before} == before
    assert sorted(set(after) - set(before)) == ["manifest.en.json", "report.en.pdf"]


def test_a_report_of_some_chapters_has_its_own_folder(shelf: Shelf) -> None:
    put(shelf, OLD)
    put(shelf, {"report.html": b"some"}, partial=True)
    assert (shelf.folder / "report.html").read_bytes() == b"old page"
    assert without_manifest(shelf.folder / "partial") == {"report.html": b"some"}


def test_what_was_staged_and_never_committed_is_cleared_away(shelf: Shelf) -> None:
    put(shelf, OLD)
    before = contents(shelf.folder)
    half = shelf.folder / ".stage" / "chapters"
    half.mkdir(parents=True)
    (half / "01.ipynb").write_bytes(b"half")
    (shelf.folder / ".stage" / "manifest.json").write_bytes(b'{"format": 2, "outputs": {')
    assert heal(shelf)
    assert contents(shelf.folder) == before
    assert not heal(shelf)


def test_a_stage_whose_manifest_names_files_elsewhere_counts_for_nothing(
    shelf: Shelf, tmp_path: Path
) -> None:
    (tmp_path / "outputs" / "mine.txt").write_bytes(b"mine")
    stage = shelf.stage(partial=False)
    stage.mkdir()
    for name, data in with_manifest(shelf, {"../../mine.txt": b"theirs"}).items():
        (stage / Path(name).name).write_bytes(data)
    assert heal(shelf)
    assert contents(tmp_path) == {"outputs/mine.txt": b"mine"}


class Killed(BaseException):
    """Stands for SIGKILL: from its moment on nothing is done any more, not even by a `finally`."""


class Disk:
    """Counts what is done to the file system, until one time is the last that anything is done, or fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, changes: Iterable[str] = CHANGES) -> None:
        self.count = 0
        self.fails_at = 0
        self.error: BaseException = Killed()
        for name in changes:
            # Nothing has to reach the disk here, which takes most of the time.
            real = (lambda _: None) if name == "fsync" else getattr(os, name)
            monkeypatch.setattr(os, name, self._counted(real, lambda *_, **__: None))
        write = Path.write_bytes
        monkeypatch.setattr(
            Path, "write_bytes", self._counted(write, lambda path, data: write(path, data[: len(data) // 2]))
        )

    def _counted(self, real: Callable[..., Any], half: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self.fails_at:
                half(*arguments, **options)
                raise self.error
            if self.fails_at and self.count > self.fails_at and isinstance(self.error, Killed):
                raise self.error
            return real(*arguments, **options)

        return counted

    def will_fail(self, at: int, error: BaseException) -> None:
        self.count, self.fails_at, self.error = 0, at, error


def committed(shelf: Shelf, files: dict[str, bytes]) -> bool:
    marks = (shelf.stage(partial=False) / shelf.manifest, shelf.folder / shelf.manifest)
    return any(mark.exists() and mark.read_bytes() == files[shelf.manifest] for mark in marks)


@pytest.mark.parametrize("earlier", [OLD, {}], ids=["over an earlier report", "the first report"])
def test_killed_at_any_moment_the_report_is_the_old_one_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: dict[str, bytes]
) -> None:
    disk = Disk(monkeypatch)
    seen = set()
    killed = True
    while killed:
        number = len(seen) + 1
        shelf = Shelf(tmp_path / str(number) / "ju" / "2022", "zh")
        old = with_manifest(shelf, earlier) if earlier else {}
        new = with_manifest(shelf, NEW)
        disk.will_fail(0, Killed())
        prepare(shelf)
        if old:
            publish(shelf, old, partial=False)
        disk.will_fail(number, Killed())
        killed = False
        try:
            publish(shelf, new, partial=False)
        except Killed:
            killed = True
        seen.add((number, is_new := committed(shelf, new)))
        disk.will_fail(0, Killed())
        if not is_new:
            untouched = {name: data for name, data in contents(shelf.folder).items() if name[0] != "."}
            assert untouched == old, f"before the commit, killed at {number}"
        heal(shelf)
        assert contents(shelf.folder) == (new if is_new else old), f"killed at {number}"
        assert not shelf.stage(partial=False).exists()
    outcomes = [is_new for _, is_new in sorted(seen)]
    assert outcomes == sorted(outcomes)
    assert 10 < outcomes.index(True) < len(outcomes) - 5


def test_killed_again_while_it_heals_it_goes_on_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    shelf = Shelf(tmp_path / "ju" / "2022", "zh")
    prepare(shelf)
    publish(shelf, with_manifest(shelf, OLD), partial=False)
    new = with_manifest(shelf, NEW)
    # The first moment at which the new report is committed.
    number = 0
    while not committed(shelf, new):
        number += 1
        disk.will_fail(number, Killed())
        with pytest.raises(Killed):
            publish(shelf, new, partial=False)
    disk.will_fail(0, Killed())
    shutil.copytree(tmp_path / "ju", tmp_path / "saved")
    number, killed = 0, True
    while killed:
        number += 1
        shutil.rmtree(tmp_path / "ju")
        shutil.copytree(tmp_path / "saved", tmp_path / "ju")
        disk.will_fail(number, Killed())
        killed = False
        try:
            heal(shelf)
        except Killed:
            killed = True
        disk.will_fail(0, Killed())
        heal(shelf)
        assert contents(shelf.folder) == new, f"killed at {number}"
    assert number > 5


def test_a_full_disk_leaves_the_earlier_report_and_no_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch, NEEDS_ROOM)
    keys = []
    number, reached = 0, True
    while reached:
        number += 1
        shelf = Shelf(tmp_path / str(number) / "ju" / "2022", "zh")
        disk.will_fail(0, Killed())
        prepare(shelf)
        old, new = with_manifest(shelf, OLD), with_manifest(shelf, NEW)
        publish(shelf, old, partial=False)
        disk.will_fail(number, OSError(errno.ENOSPC, "No space left on device"))
        try:
            publish(shelf, new, partial=False)
            expected = new
        except PublishError as error:
            keys.append(error.sentences[0][0])
            expected = old
        reached = disk.count >= number
        if keys[-1:] == ["cli.staged"] and expected is old:
            assert heal(shelf)
            expected = new
        assert contents(shelf.folder) == expected, f"full at {number}"
        assert not shelf.stage(partial=False).exists()
    # While files are written, while they are committed, and when folders for new names find no room.
    assert [key for key, _ in itertools.groupby(keys)] == ["cli.disk_full", "cli.no_room", "cli.staged"]


def test_a_full_disk_is_told_with_the_room_that_is_needed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "report.pdf":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError) as caught:
        publish(
            shelf,
            with_manifest(shelf, {"a.html": bytes(2**20), "report.pdf": bytes(5 * 2**19)}),
            partial=False,
        )
    path = shelf.folder / ".stage" / "report.pdf"
    assert caught.value.text("zh") == (
        f"磁盘空间不足，无法写入 {path}（No space left on device）：还需要约 3 MB。"
        "请腾出空间后重新运行；已有报告保持不变。"
    )
    assert caught.value.text("en") == (
        f"There is no room on the disk for {path} (No space left on device): about 3 MB more are needed. "
        "Make room and run again; the earlier report is as it was."
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can make a small file system")
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full_keeps_its_report_and_takes_the_next_that_fits(small_disk: Path) -> None:
    shelf = Shelf(small_disk / "ju" / "2022", "zh")
    prepare(shelf)
    put(shelf, OLD)
    before = contents(shelf.folder)
    with pytest.raises(PublishError, match="about 2 MB more are needed"):
        put(shelf, {**NEW, "report.pdf": bytes(5 * 2**19)})
    assert contents(shelf.folder) == before
    assert not shelf.stage(partial=False).exists()
    put(shelf, NEW)
    assert without_manifest(shelf.folder) == NEW


def test_a_file_that_cannot_be_staged_is_named(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, data: bytes) -> int:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "write_bytes", refused)
    with pytest.raises(PublishError) as caught:
        publish(shelf, with_manifest(shelf, {"report.html": b"page"}), partial=False)
    assert caught.value.text("en") == (
        f"{shelf.folder / '.stage' / 'report.html'} cannot be written: Input/output error. "
        "Close the program that has it open, or check the folder's permissions."
    )
    assert not shelf.stage(partial=False).exists()


def test_a_file_that_reads_otherwise_than_it_was_written_is_not_published(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, OLD)
    before = contents(shelf.folder)
    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, data: write(path, data[:-1] + b"?"))
    with pytest.raises(PublishError, match="reads otherwise than it was written, so the disk may be faulty"):
        publish(shelf, with_manifest(shelf, NEW), partial=False)
    assert contents(shelf.folder) == before


def test_a_file_that_is_held_open_is_found_before_the_first_is_replaced(shelf: Shelf) -> None:
    put(shelf, OLD)
    (shelf.folder / "report.pdf").unlink()
    (shelf.folder / "report.pdf").mkdir()  # like a file that Windows holds open, nobody can open it to write
    before = contents(shelf.folder)
    with pytest.raises(PublishError, match=r"report\.pdf cannot be written"):
        put(shelf, NEW)
    assert contents(shelf.folder) == before
    assert not shelf.stage(partial=False).exists()


def test_a_file_that_cannot_be_replaced_after_all_waits_staged_until_it_can(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, OLD)
    new = with_manifest(shelf, NEW)
    with monkeypatch.context() as patched:
        replace = os.replace

        def held_open(source: Path, target: Path) -> None:
            if target == shelf.folder / "report.html":
                raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
            replace(source, target)

        patched.setattr(os, "replace", held_open)
        with pytest.raises(PublishError) as caught:
            publish(shelf, new, partial=False)
    assert caught.value.text("zh") == (
        f"新报告已经写好，但 {shelf.folder / 'report.html'} 换不上去（Permission denied）。"
        "请排除原因（例如关闭打开它的程序），再运行 budgetbook verify 或重新生成即可换上。"
    )
    assert heal(shelf)
    assert contents(shelf.folder) == new


def test_a_folder_that_cannot_be_made_is_told_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "outputs").touch()
    with pytest.raises(PublishError, match="cannot be written"):
        prepare(Shelf(tmp_path / "outputs" / "ju" / "2022", "zh"))


def test_two_runs_that_publish_at_once_do_not_mix_their_files(shelf: Shelf) -> None:
    reports = [{f"figures/{i}.csv": bytes([n]) for i in range(20)} for n in range(4)]
    threads = [threading.Thread(target=put, args=(shelf, files)) for files in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert without_manifest(shelf.folder) in reports


def failed_run(shelf: Shelf, name: str) -> ChapterRun:
    failure = ChapterFailure(name, "收入", "ValueError", "没有这一列", shelf.failed / f"{name}.ipynb")
    return ChapterRun(name, chapter(), 1.0, failure)


def test_failed_notebooks_are_kept_until_their_chapter_is_put_right(shelf: Shelf) -> None:
    failing = [failed_run(shelf, "01_a"), failed_run(shelf, "02_b")]
    keep_failed(shelf, failing, PARAMETERS, complete=True)
    assert sorted(contents(shelf.failed)) == ["01_a.ipynb", "02_b.ipynb", "manifest.json"]
    nbformat.read(shelf.failed / "01_a.ipynb", as_version=4)
    keep_failed(shelf, [ChapterRun("01_a", chapter(), 1.0, None)], PARAMETERS, complete=False)
    assert sorted(contents(shelf.failed)) == ["02_b.ipynb", "manifest.json"]
    keep_failed(shelf, [ChapterRun("02_b", chapter(), 1.0, None)], PARAMETERS, complete=False)
    assert not shelf.failed.exists()
    keep_failed(shelf, failing, PARAMETERS, complete=True)
    keep_failed(shelf, [ChapterRun("01_a", chapter(), 1.0, None)], PARAMETERS, complete=True)
    assert not shelf.failed.exists()


def test_what_failed_is_kept_with_the_notebooks(shelf: Shelf) -> None:
    keep_failed(shelf, [failed_run(shelf, "02_b")], PARAMETERS, complete=True)
    keep_failed(shelf, [failed_run(shelf, "01_a")], PARAMETERS, complete=False)
    kept = read_failures(shelf.failed / "manifest.json")
    assert kept is not None
    assert sorted(kept) == ["failures", "finished", "format", "parameters"]
    assert kept["parameters"] == PARAMETERS
    assert [failure["chapter"] for failure in kept["failures"]] == ["01_a", "02_b"]
    assert kept["failures"][1] == {
        "chapter": "02_b",
        "heading": "收入",
        "error": "ValueError",
        "message": "没有这一列",
        "notebook": "02_b.ipynb",
    }


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

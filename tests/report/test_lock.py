import errno
import os
import platform
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path

import filelock
import pytest

from budgetbook.report import lock
from budgetbook.report.lock import alone
from budgetbook.report.shelf import PublishError, Shelf

HOLDS = """
import sys
from pathlib import Path
from budgetbook.report.lock import alone
from budgetbook.report.shelf import Shelf
with alone(Shelf(Path(sys.argv[1]), sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "outputs" / "ju" / "2022", "zh")


@contextmanager
def another(shelf: Shelf) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDS, str(shelf.folder), shelf.language]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


class GaveUpError(Exception):
    pass


def waits(shelf: Shelf) -> str:
    """What the waiting run is told about who holds the lock."""
    said: list[str] = []

    def give_up(who: str) -> None:
        said.append(who)
        raise GaveUpError

    with pytest.raises(GaveUpError), alone(shelf, waiting=give_up):
        pytest.fail("nobody held the lock")
    return said[0]


def free(shelf: Shelf) -> bool:
    """Whether the lock can be had at once."""

    def give_up(who: str) -> None:
        raise GaveUpError

    try:
        with alone(shelf, waiting=give_up):
            return True
    except GaveUpError:
        return False


def test_the_locks_are_in_one_place_and_empty_when_nobody_holds_them(shelf: Shelf) -> None:
    english = Shelf(shelf.folder, "en")
    with alone(shelf), alone(english):
        pass
    locks = shelf.folder.parents[1] / ".locks"
    assert {path.name: path.read_bytes() for path in locks.iterdir()} == {
        "ju-2022-zh.lock": b"",
        "ju-2022-en.lock": b"",
    }


def test_other_reports_are_not_held_up(shelf: Shelf) -> None:
    with alone(shelf):
        for other in (Shelf(shelf.folder, "en"), Shelf(shelf.folder.with_name("2021"), "zh")):
            assert free(other)


def test_the_lock_is_let_go_when_the_run_fails(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="x"), alone(shelf):
        raise ValueError("x")
    assert free(shelf)
    assert shelf.lock.read_bytes() == b""


def test_a_waiting_run_is_told_who_holds_the_lock(shelf: Shelf) -> None:
    with another(shelf) as process:
        assert re.fullmatch(rf"正由本机进程 {process.pid} 生成（\d\d:\d\d 起），等待其结束。", waits(shelf))
    english = Shelf(shelf.folder, "en")
    with another(english) as process:
        assert re.fullmatch(
            rf"It is being made by process {process.pid} on this machine \(since \d\d:\d\d\); "
            r"waiting for that to end\.",
            waits(english),
        )


def test_a_process_on_another_machine_is_named_with_its_machine(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = platform.node()
    with another(shelf) as process:
        monkeypatch.setattr(platform, "node", lambda: "elsewhere")
        said = waits(shelf)
    assert said.startswith(f"正由 {here} 上的进程 {process.pid} 生成（")
    assert said.endswith(f"，等待其结束。如该进程已不在运行，请删除 {shelf.lock}。")


def test_a_waiting_run_goes_on_when_the_other_ends(shelf: Shelf) -> None:
    told: list[str] = []
    with another(shelf) as process:

        def end_it(who: str) -> None:
            told.append(who)
            process.stdin.close()  # type: ignore[union-attr]

        with alone(shelf, waiting=end_it):
            process.wait()
    assert len(told) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_run_that_was_killed_binds_nobody(shelf: Shelf) -> None:
    with another(shelf) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert str(process.pid).encode() in shelf.lock.read_bytes()
    assert free(shelf)
    assert shelf.lock.read_bytes() == b""


def test_a_thread_that_waits_stops_when_the_run_is_stopped(shelf: Shelf) -> None:
    stopped = threading.Event()
    ended: list[type[BaseException]] = []

    def wait() -> None:
        try:
            with alone(shelf, waiting=lambda _: stopped.set(), stopped=stopped.is_set):
                pass
        except CancelledError as error:
            ended.append(type(error))

    with another(shelf):
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(timeout=30)
    assert ended == [CancelledError]


def test_one_at_a_time_holds_the_lock_among_threads(shelf: Shelf) -> None:
    inside, most = [0], [0]

    def hold() -> None:
        with alone(shelf):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1

    threads = [threading.Thread(target=hold) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_folder_that_takes_no_lock_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "outputs").touch()
    shelf = Shelf(tmp_path / "outputs" / "ju" / "2022", "zh")
    with pytest.raises(PublishError, match="cannot be written"), alone(shelf):
        pass


def test_on_a_full_disk_the_lock_is_held_by_somebody_without_a_name(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with alone(shelf):
        assert waits(shelf) == "正由另一个进程生成，等待其结束。"
    assert free(shelf)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no locks, such as some network drives."""

    def refused(self: filelock.BaseFileLock) -> None:
        raise OSError(errno.ENOLCK, "No locks available", self.lock_file)

    monkeypatch.setattr(lock.FileLock, "_acquire", refused)


@pytest.mark.usefixtures("without_locks")
def test_where_there_are_no_locks_a_file_stands_for_one(shelf: Shelf) -> None:
    held = shelf.lock.with_suffix(".held")
    with alone(shelf):
        assert held.read_text(encoding="utf-8").split("\n")[:2] == [str(os.getpid()), platform.node()]
        assert re.fullmatch(rf"正由本机进程 {os.getpid()} 生成（\d\d:\d\d 起），等待其结束。", waits(shelf))
    assert not held.exists()


@pytest.mark.usefixtures("without_locks")
def test_where_there_are_no_locks_the_file_of_a_dead_process_binds_nobody(shelf: Shelf) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    held = shelf.lock.with_suffix(".held")
    held.parent.mkdir(parents=True)
    held.write_text(f"{ended.stdout.strip()}\n{platform.node()}\n", encoding="utf-8")
    told: list[str] = []
    with alone(shelf, waiting=told.append):
        pass
    assert len(told) <= 1

"""One run a report at a time, on every system; the system lets go of the lock when its process dies."""

import errno
import os
import platform
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from budgetbook.report.shelf import Shelf, told
from budgetbook.words import Words
from budgetbook.words.worded import Sentence

_ASKED_EVERY = 1.0  # second
# What a file system says that knows no locks, such as some network drives.
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP}


@contextmanager
def alone(
    shelf: Shelf,
    *,
    waiting: Callable[[str], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Hold the lock of a report: of one department, year and language.

    When another run holds it, `waiting` is told who, in the shelf's language, and told again when that is
    another one; it may give up by raising an exception. A wait in a thread, which Ctrl-C does not reach, ends
    with `CancelledError` when it finds `stopped()`. Raises `PublishError` where no lock file can be made.

    The lock files stay, empty, in `<outputs>/.locks/`: if one were removed while a second run waits for it, a
    third could make its own, and both would go on. What a killed run leaves in its file binds nobody.
    """
    signed: list[int] = []

    def sign(descriptor: int) -> None:
        signed.append(descriptor)
        # On a full disk the lock is held all the same, only nobody can be told by whom.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            # Windows lets nobody else read the first byte, which is the one that is locked.
            os.lseek(descriptor, 1, os.SEEK_SET)
            os.write(descriptor, f"{os.getpid()}\n{platform.node()}\n".encode())

    with told():
        shelf.lock.parent.mkdir(parents=True, exist_ok=True)
        lock: BaseFileLock = FileLock(shelf.lock, preserve_lock_file=True, on_acquired=sign)
        try:
            _wait_for(lock, shelf, waiting, stopped)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            # Its file is the lock, and names its process, so that a dead one is recognised on its machine.
            lock = SoftFileLock(shelf.lock.with_suffix(".held"))
            _wait_for(lock, shelf, waiting, stopped)
    try:
        yield
    finally:
        for descriptor in signed:
            os.ftruncate(descriptor, 0)
        lock.release()


def _wait_for(
    lock: BaseFileLock, shelf: Shelf, waiting: Callable[[str], None], stopped: Callable[[], bool]
) -> None:
    seconds, last = 0.0, ""
    while not stopped():
        try:
            lock.acquire(timeout=seconds, cancel_check=stopped)
        except Timeout:
            key, values = _holder(Path(lock.lock_file))
            said = Words(shelf.language)(key, **values)
            if said != last:
                waiting(said)
            seconds, last = _ASKED_EVERY, said
        else:
            return
    raise CancelledError


def _holder(path: Path) -> Sentence:
    """Who holds a lock, as far as its file says it: the holder may just be writing it."""
    try:
        since = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        with path.open("rb", buffering=0) as file:
            file.seek(0 if path.suffix == ".held" else 1)
            pid, host, *_ = file.read(1024).decode().split("\n")
    except (OSError, ValueError):
        return "cli.held", {}
    if host == platform.node():
        return "cli.held_here", {"pid": pid, "since": f"{since:%H:%M}"}
    return "cli.held_there", {"pid": pid, "host": host, "since": f"{since:%H:%M}", "file": path}

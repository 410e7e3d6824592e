"""What content is told by: SHA-256 of files, of this library, and the versions of what it needs to run."""

import hashlib
import platform
import time
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from budgetbook.words.worded import WordedError

LIBRARY = Path(__file__).parents[1]

# A file written so shortly ago may be written again without its time changing: some disks count in 2 s.
_UNSETTLED = 2 * 10**9
_known: dict[tuple[str, int, int], str] = {}


class UnreadableFileError(WordedError):
    """A file that a report is made from cannot be read."""


def digest(path: Path) -> str:
    """The SHA-256 of a file, read once a process for as long as its size and its time stay the same.

    Raises `UnreadableFileError`.
    """
    try:
        status = path.stat()
        key = (str(path), status.st_size, status.st_mtime_ns)
        if key in _known:
            return _known[key]
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError(("stale.cannot_read", {"file": path, "reason": reason})) from error
    if time.time_ns() - status.st_mtime_ns > _UNSETTLED:
        _known[key] = found
    return found


@cache
def library() -> str:
    """The SHA-256 of this library as it is installed: its modules, words, templates and tables."""
    total = hashlib.sha256()
    for path in sorted(LIBRARY.rglob("*")):
        inside = path.relative_to(LIBRARY)
        if path.is_file() and not any(part[0] == "." or part == "__pycache__" for part in inside.parts):
            total.update(f"{inside.as_posix()}\0{digest(path)}\n".encode())
    return total.hexdigest()


@cache
def packages() -> dict[str, str]:
    """The version of every package that this one needs to run, in the end, and of Python.

    Left out are requirements of other systems, of extras that nobody requires, and what is not installed.
    """
    found = {"python": platform.python_version()}
    left, seen = [("budgetbook", "")], set()
    while left:
        name, extra = left.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = package.version
        for needed in map(Requirement, package.requires or ()):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                left += [(canonicalize_name(needed.name), one) for one in ("", *needed.extras)]
    return dict(sorted(found.items()))

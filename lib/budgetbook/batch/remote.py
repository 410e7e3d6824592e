"""Data and outputs behind URLs such as `s3://bucket/data`: what a batch asks of such a store, by fsspec.

Endpoints and credentials come from where fsspec and the store's own library look for them: the environment
(`AWS_…`, `FSSPEC_S3_ENDPOINT_URL` …) and their configuration files. They are never options of ours, which
would stand in the shell's history and in plan files.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from budgetbook.accounts.folder import OTHER_WORKBOOKS, WORKBOOK, NoDataFolderError
from budgetbook.report.names import is_portable
from budgetbook.words.worded import WordedError

"""What installs everything that remote data, remote outputs and clusters need."""

_DEPARTMENT = "department.toml"
_YEAR = re.compile(r"[0-9]{4}")


class RemoteError(WordedError):
    """A store cannot be reached, does not have what it should, or refuses a request."""


def is_url(text: str) -> bool:
    """Whether a place is behind a URL; one of this machine's file system is a path, `file:` or not."""
    return "://" in text and urlsplit(text).scheme != "file"


def local_path(text: str) -> Path:
    """The path that a place of this machine's file system means, written as a path or as `file:///…`."""
    return Path(url2pathname(urlsplit(text).path) if text.startswith("file://") else text).resolve()


@dataclass(frozen=True)
class Stored:
    """A file as its store tells it: the bytes it has, and a mark that differs whenever its content does."""

    size: int
    mark: str


class Store:
    """A folder behind a URL, or a plain one; its files go by their path below it, with `/`.

    Every method raises `RemoteError`; the constructor also where the libraries for the URL are missing.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._listing = Lock()
        try:
            from fsspec.core import url_to_fs  # type: ignore[import-untyped] # noqa: PLC0415  (an extra)
            from fsspec.implementations.dirfs import (  # type: ignore[import-untyped] # noqa: PLC0415
                DirFileSystem,
            )

            self._whole, root = url_to_fs(self.url)
        except ImportError as error:
            about: dict[str, object] = {"url": url, "reason": str(error)}
            raise RemoteError(("batch.not_installed", about)) from error
        except Exception as error:
            raise RemoteError(("batch.no_store", {"url": url, "reason": _reason(error)})) from error
        self._files: Any = DirFileSystem(root, self._whole)

    def names(self) -> list[str]:
        """The files of the whole folder."""
        with self._asked(""):
            return list(self._files.find(""))

    def listed(self, folder: str) -> dict[str, Stored]:
        """What the store has now in a folder and below it, by the path inside that folder; one request.

        What is no plain path below the folder is passed over.
        """
        with self._asked(folder), self._listing:
            self._whole.invalidate_cache()
            found = {
                name: Stored(int(info["size"]), f"{self._files.checksum(name):x}")
                for name, info in self._files.find(folder, detail=True).items()
            }
            # A listing is kept for the marks alone: of thousands of folders they would fill the memory.
            self._whole.invalidate_cache()
        inside = {PurePosixPath(name).relative_to(folder): stored for name, stored in found.items()}
        return {
            str(path): one for path, one in inside.items() if path.parts and all(map(is_portable, path.parts))
        }

    def get(self, names: Mapping[str, Path]) -> None:
        """Fetch files, several at a time, each to a path of this machine."""
        for path in names.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        if names:
            with self._asked(next(iter(names))):
                self._files.get(list(names), [str(path) for path in names.values()])

    def put(self, names: Mapping[str, Path]) -> None:
        """Store files of this machine, several at a time."""
        if names:
            with self._asked(next(iter(names))):
                self._files.put([str(path) for path in names.values()], list(names))

    def write(self, name: str, content: bytes) -> None:
        """Store one file."""
        with self._asked(name):
            self._files.pipe_file(name, content)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files that are there."""
        if listed := list(names):
            with self._asked(listed[0]):
                self._files.rm(listed)

    @contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        """Tell in words what goes wrong, of whatever kind: each store's library has its own errors."""
        try:
            yield
        except Exception as error:
            place = f"{self.url}/{name}" if name else self.url
            raise RemoteError(("batch.store_failed", {"url": place, "reason": _reason(error)})) from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def departments(store: Store) -> dict[str, list[int]]:
    """The years that each department has data for, as `accounts.folder.departments` finds them in a folder.

    Raises `NoDataFolderError` when there is no department at all.
    """
    known: set[str] = set()
    years: dict[str, set[int]] = defaultdict(set)
    for name in store.names():
        department, *inside = PurePosixPath(name).parts
        if inside == [_DEPARTMENT]:
            known.add(department)
        elif (year := _year(inside)) is not None:
            years[department].add(year)
    if not known:
        raise NoDataFolderError(("cli.no_department_folder", {"folder": store.url}))
    return {name: sorted(years[name]) for name in sorted(known)}


def _year(inside: list[str]) -> int | None:
    """The year that a file in a department's folder belongs to."""
    if not inside:
        return None
    first = PurePosixPath(inside[0])
    whole = len(inside) > 1 or first.suffix.lower() in (WORKBOOK, *OTHER_WORKBOOKS)
    named = first.name if len(inside) > 1 else first.stem
    return int(named) if whole and _YEAR.fullmatch(named) else None


class Source:
    """The data of departments, fetched when a report needs it and again only where the store has changed.

    Many threads may fetch at once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._alone: dict[str, Lock] = defaultdict(Lock)
        self._known: dict[str, dict[str, Stored]] = defaultdict(dict)

    def fetch(self, department: str, to: Path) -> None:
        """Bring a department's folder in `to` in step with the store's: its years and its description.

        `to` must be the same each time and nobody else's. Raises `RemoteError`.
        """
        with self._alone[department]:
            known = self._known[department]
            now = {
                name: stored
                for name, stored in self._store.listed(department).items()
                if name == _DEPARTMENT or _year(list(PurePosixPath(name).parts)) is not None
            }
            for name in known.keys() - now.keys():
                known.pop(name)
                path = to / department / name
                path.unlink(missing_ok=True)
                with suppress(OSError):
                    path.parent.rmdir()  # an empty folder would count as a year
            changed = [name for name, stored in now.items() if known.get(name) != stored]
            for name in changed:
                known.pop(name, None)
            self._store.get({f"{department}/{name}": to / department / name for name in changed})
            known.update({name: now[name] for name in changed})

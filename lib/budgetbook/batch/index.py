"""The index of all reports: one page that leads to them, made from their manifests alone."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock

from budgetbook.report.manifest import read_failures, read_manifest
from budgetbook.report.shelf import Shelf, told
from budgetbook.words import LANGUAGES

INDEX = "index.html"
_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True)
class Edition:
    """A report in one language: what its manifest says, and what its last run failed of, where it did.

    `damaged` is the name of a manifest that is there and cannot be read, else empty.
    """

    language: str
    manifest: dict[str, Any] | None
    failed: dict[str, Any] | None
    damaged: str = ""


@dataclass(frozen=True)
class Entry:
    """A department's year: its folder, seen from the index, and its editions, at least one."""

    folder: PurePosixPath
    editions: tuple[Edition, ...]


def write_index(outputs: Path, language: str) -> Path:
    """Make `outputs/index.html` anew, in one language, and return its path.

    It is replaced at once, and two runs do not write it at the same time. Raises `PublishError` when it
    cannot be written.
    """
    from budgetbook.batch.index_page import index_page  # noqa: PLC0415  (Jinja, which a batch needs at its end)

    path = outputs / INDEX
    with told():
        locks = outputs / ".locks"
        locks.mkdir(parents=True, exist_ok=True)
        with FileLock(locks / "index.lock"):
            staged = path.with_name(f".{INDEX}")
            staged.write_text(index_page(find_entries(outputs), language), encoding="utf-8")
            staged.replace(path)
    return path


def find_entries(outputs: Path) -> Iterator[Entry]:
    """Every department's year in a folder, at any depth, that has a report or a failed one, by their names.

    Manifests are read when they are asked for, so that of thousands only one is held.
    """
    waiting = [outputs]
    while waiting:
        folder = waiting.pop()
        if editions := tuple(_editions(folder)):
            yield Entry(PurePosixPath(folder.relative_to(outputs).as_posix()), editions)
            continue
        if folder.parent != outputs and _YEAR.fullmatch(folder.name):
            continue  # a year whose only report is one of some chapters
        try:
            with os.scandir(folder) as found:
                inside = [
                    Path(one.path)
                    for one in found
                    if one.is_dir(follow_symlinks=False) and not one.name.startswith(".")
                ]
        except OSError:
            # Somebody else's folder, or one that is just being removed.
            continue
        waiting += sorted(inside, reverse=True)


def _editions(folder: Path) -> Iterator[Edition]:
    for language in LANGUAGES:
        shelf = Shelf(folder, language)
        path, failed = folder / shelf.manifest, shelf.failed / "manifest.json"
        manifest, failures = read_manifest(path), read_failures(failed)
        read = ((path, manifest), (failed, failures))
        damaged = [file for file, found in read if found is None and file.exists()]
        if manifest or failures or damaged:
            name = damaged[0].relative_to(folder).as_posix() if damaged else ""
            yield Edition(language, manifest, failures, name)

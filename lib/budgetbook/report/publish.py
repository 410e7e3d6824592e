"""Put a finished report where its readers find it: the old one or the new one, whatever happens on the way.

Everything is staged in `.stage/`, on the same file system, and flushed to the disk. The manifest, moved into
the stage last and at once, is the mark that nothing is missing: from then on the files are moved to their
places, and whoever comes next goes on with that (`heal`). Without the mark a stage is worth nothing and the
earlier report stands untouched.
"""

import errno
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from budgetbook.report.manifest import failed_manifest, read_failures, read_manifest
from budgetbook.report.shelf import FULL, PublishError, Shelf, reason_of, told

if TYPE_CHECKING:
    import nbformat

    from budgetbook.report.run import ChapterRun

_MB = 2**20
# A staged manifest by this ending is no mark yet.
_UNCOMMITTED = ".new"


def prepare(shelf: Shelf) -> None:
    """Make the folder, so that one that cannot be written to is told before anything runs."""
    with told():
        shelf.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=shelf.folder):
            pass


def publish(shelf: Shelf, files: Mapping[str, bytes], *, partial: bool) -> list[Path]:
    """Replace the published files by `files` (by relative path, the manifest among them); return their paths.

    To be called while `lock.alone` holds the shelf. The report of some chapters (`partial`) is put into a
    folder of its own beside the full one. What the earlier report had and this one has not is removed, so
    that no old PDF stands by a new page.

    Raises `PublishError` when a file cannot be written. A full disk, or a program that has a file open, is
    found before anything is replaced. Should a file be refused later on, the new report stays staged, and
    the next run or `budgetbook verify` puts it in its place.
    """
    heal(shelf)
    home, stage = shelf.home(partial=partial), shelf.stage(partial=partial)
    names = sorted(files, key=lambda name: (name == shelf.manifest, name))
    try:
        with told():
            _stage(stage, files, shelf.manifest)
            for name in {*names, *published_names(shelf, home)}:
                # Windows refuses here what a reader program holds open: better before the first is replaced.
                with suppress(FileNotFoundError):
                    (home / name).open("r+b").close()
            (stage / f"{shelf.manifest}{_UNCOMMITTED}").replace(stage / shelf.manifest)
    finally:
        if not (stage / shelf.manifest).exists():
            shutil.rmtree(stage, ignore_errors=True)
    try:
        _flush(stage)
        _move(shelf, home, stage, names[:-1])
    except OSError as error:
        about = {"file": error.filename2 or error.filename, "reason": reason_of(error)}
        raise PublishError(("cli.staged", about)) from error
    return [home / name for name in names]


def heal(shelf: Shelf) -> bool:
    """Finish a publication that was killed after its commit, and clear away one that was killed before.

    Says whether there was one. To be called while `lock.alone` holds the shelf. Raises `PublishError`.
    """
    found = False
    for partial in (False, True):
        stage = shelf.stage(partial=partial)
        if stage.exists():
            found = True
            committed = read_manifest(stage / shelf.manifest)
            with told():
                if committed is None:
                    shutil.rmtree(stage)
                else:
                    _move(shelf, shelf.home(partial=partial), stage, committed["outputs"])
    return found


def published_names(shelf: Shelf, home: Path) -> set[str]:
    """The files of the report that is published: by its manifest, else by what reports are made of."""
    if known := read_manifest(home / shelf.manifest):
        return set(known["outputs"])
    named = shelf.name("report")
    found = [path for path in home.glob(f"{named}.*") if path.stem == named and path.is_file()]
    found += home.glob(f"{shelf.name('chapters')}/*.ipynb")
    found += home.glob(f"{shelf.name('figures')}/*.csv")
    return {path.relative_to(home).as_posix() for path in found}


def keep_failed(
    shelf: Shelf, runs: Iterable["ChapterRun"], parameters: Mapping[str, str | int], *, complete: bool
) -> None:
    """Keep the notebooks of failed chapters and what they failed of, and drop those that are put right.

    `complete` says that every chapter was run, so that nothing older has a meaning any more. `parameters`
    are those of the notebooks.
    """
    kept = shelf.failed / "manifest.json"
    known = None if complete else read_failures(kept)
    failures = {failure["chapter"]: failure for failure in known["failures"]} if known else {}
    with told():
        if complete:
            shutil.rmtree(shelf.failed, ignore_errors=True)
        for run in runs:
            failures.pop(run.name, None)
            (shelf.failed / f"{run.name}.ipynb").unlink(missing_ok=True)
            if run.failure:
                shelf.failed.mkdir(parents=True, exist_ok=True)
                _write(run.failure.notebook, notebook_bytes(run.notebook))
                failures[run.name] = asdict(run.failure) | {"notebook": run.failure.notebook.name}
        if failures:
            _write(kept, failed_manifest(parameters, [failures[name] for name in sorted(failures)]))
        else:
            shutil.rmtree(shelf.failed, ignore_errors=True)


def notebook_bytes(notebook: "nbformat.NotebookNode") -> bytes:
    """A notebook as the bytes of its file."""
    import nbformat  # noqa: PLC0415  (takes longer than it takes to see that nothing is to be made)

    return f"{nbformat.writes(notebook)}\n".encode()  # type: ignore[no-untyped-call]


def _stage(stage: Path, files: Mapping[str, bytes], manifest: str) -> None:
    """Write all files to the disk and read them back; the manifest under a name that does not count yet."""
    staged = {
        stage / (f"{name}{_UNCOMMITTED}" if name == manifest else name): data for name, data in files.items()
    }
    try:
        for path, data in staged.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data)
        for path in (*staged, *{path.parent for path in staged}, stage.parent):
            _flush(path)
    except OSError as error:
        if error.errno not in FULL:
            raise
        done = sum(path.stat().st_size for path in staged if path.exists())
        needed = max(1, math.ceil((sum(map(len, files.values())) - done) / _MB))
        about = {"file": error.filename, "reason": reason_of(error), "needed": needed}
        raise PublishError(("cli.disk_full", about)) from error
    for path, data in staged.items():
        if path.read_bytes() != data:
            raise PublishError(("cli.staged_otherwise", {"file": path}))


def _move(shelf: Shelf, home: Path, stage: Path, names: Iterable[str]) -> None:
    """Move a committed stage to its place; done again after a kill, it goes on where that stopped."""
    touched = {home}
    for name in names:
        touched.add((home / name).parent)
        if (stage / name).exists():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(home / name)
    # The earlier manifest is still there and says what else there was.
    for name in published_names(shelf, home) - set(names):
        (home / name).unlink(missing_ok=True)
        touched.add((home / name).parent)
        with suppress(OSError):
            (home / name).parent.rmdir()
    for folder in touched:
        if folder.exists():
            _flush(folder)
    (stage / shelf.manifest).replace(home / shelf.manifest)
    _flush(home)
    shutil.rmtree(stage, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with _about(path):
        path.write_bytes(data)


def _flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk, where the system can tell."""
    folder = path.is_dir()
    if folder and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        with _about(path):
            os.fsync(descriptor)
    except OSError as error:
        # Some network drives flush files and no folders.
        if not folder or error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _about(path: Path) -> Iterator[None]:
    """Have an error name the file, which one of writing by itself does not."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise

"""Put a finished report where its readers find it: each file whole, the manifest last."""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import nbformat

from budgetbook.report.run import ChapterRun
from budgetbook.words.worded import WordedError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PDF_PAGE = re.compile(rb"/Type\s*/Page\b")


class PublishError(WordedError):
    """The report is not fit to be published, or its files cannot be written."""


@dataclass(frozen=True)
class Shelf:
    """Where the reports of a department's year in one language are: Chinese plain, English with `.en`."""

    folder: Path
    language: str

    def name(self, stem: str, extension: str = "") -> str:
        """The file or folder name in this language: `report.pdf`, `report.en.pdf`, `chapters.en`."""
        return f"{stem}{'' if self.language == 'zh' else f'.{self.language}'}{extension}"

    @property
    def failed(self) -> Path:
        """The folder that keeps the notebooks of chapters that failed."""
        return self.folder / self.name("failed")

    @property
    def manifest(self) -> str:
        """The name of the manifest."""
        return self.name("manifest", ".json")


def check_files(html: str | None, pdf: bytes | None, chapters: int) -> None:
    """Refuse a report that lacks its end, its pages or a chapter. Raises `PublishError`."""
    if html is not None:
        page = _Headings()
        page.feed(html)
        if not html.rstrip().endswith("</html>") or page.count["h1"] != 1 or page.count["h2"] < chapters:
            raise PublishError(("cli.broken_html", {}))
    if pdf is not None and not (
        pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF") and _PDF_PAGE.search(pdf)
    ):
        raise PublishError(("cli.broken_pdf", {}))


def prepare(shelf: Shelf) -> None:
    """Make the folder, so that one that cannot be written to is told before anything runs."""
    with _told():
        shelf.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=shelf.folder):
            pass


def publish(shelf: Shelf, files: Mapping[str, bytes], *, partial: bool) -> list[Path]:
    """Replace the published files by `files` (by relative path) and return their paths.

    The report of some chapters (`partial`) is put into a folder of its own beside the full one.
    Everything is written beside its place first and then moved there file by file, the manifest last. What
    an earlier run published and this one did not make is removed, so that no old PDF stands by a new page.
    Raises `PublishError` when a file cannot be written, for example because a reader program holds it open.
    """
    folder = shelf.folder / "partial" if partial else shelf.folder
    stage = folder / ".stage"
    names = sorted(files, key=lambda name: (name == shelf.manifest, name))
    with _told(), _alone(shelf.folder.parent.parent):
        # Nobody else is publishing now, so this can only be left over from a run that was killed.
        shutil.rmtree(stage, ignore_errors=True)
        try:
            for name in names:
                (stage / name).parent.mkdir(parents=True, exist_ok=True)
                (stage / name).write_bytes(files[name])
            for path in _published(shelf, folder):
                # Windows refuses here what a reader program holds open: better before the first is replaced.
                path.open("r+b").close()
            for name in names:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (stage / name).replace(folder / name)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        for path in _published(shelf, folder):
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()
    return [folder / name for name in names]


def keep_failed(shelf: Shelf, runs: Iterable[ChapterRun], *, complete: bool) -> None:
    """Keep the notebooks of failed chapters, and remove those of an earlier run that are put right.

    `complete` says that every chapter was run, so that nothing older has a meaning any more.
    """
    with _told():
        if complete:
            shutil.rmtree(shelf.failed, ignore_errors=True)
        for run in runs:
            if run.failure:
                shelf.failed.mkdir(parents=True, exist_ok=True)
                run.failure.notebook.write_bytes(notebook_bytes(run.notebook))
            else:
                (shelf.failed / f"{run.name}.ipynb").unlink(missing_ok=True)
        if shelf.failed.is_dir() and not any(shelf.failed.iterdir()):
            shelf.failed.rmdir()


def notebook_bytes(notebook: nbformat.NotebookNode) -> bytes:
    """A notebook as the bytes of its file."""
    return f"{nbformat.writes(notebook)}\n".encode()  # type: ignore[no-untyped-call]


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.count = {"h1": 0, "h2": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self.count:
            self.count[tag] += 1


def _published(shelf: Shelf, folder: Path) -> Iterator[Path]:
    yield from (path for end in (".html", ".pdf") if (path := folder / shelf.name("report", end)).exists())
    yield from (folder / shelf.name("chapters")).glob("*.ipynb")
    yield from (folder / shelf.name("figures")).glob("*.csv")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise PublishError(("cli.cannot_write", {"file": error.filename, "reason": reason})) from error


@contextmanager
def _alone(outputs: Path) -> Iterator[None]:
    """Publish while no other process does; the system lets go of the lock when a process dies."""
    with (outputs / ".lock").open("ab") as lock:
        if sys.platform == "win32":
            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield

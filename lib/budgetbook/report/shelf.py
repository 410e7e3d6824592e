"""Where a report's files stand, and how it is told that one of them cannot be written."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from budgetbook.words.worded import WordedError

FULL = {errno.ENOSPC, errno.EDQUOT}
"""What the system says when there is no room left, on the disk or for this user."""


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

    def home(self, *, partial: bool) -> Path:
        """The folder of the full report, or the one beside it of a report of some chapters."""
        return self.folder / "partial" if partial else self.folder

    def stage(self, *, partial: bool) -> Path:
        """The folder that files are gathered in before they are published."""
        return self.home(partial=partial) / self.name(".stage")

    @property
    def failed(self) -> Path:
        """The folder that keeps the notebooks of chapters that failed."""
        return self.folder / self.name("failed")

    @property
    def manifest(self) -> str:
        """The name of the manifest."""
        return self.name("manifest", ".json")

    @property
    def lock(self) -> Path:
        """The file that the run at work holds locked."""
        name = f"{self.folder.parent.name}-{self.folder.name}-{self.language}.lock"
        return self.folder.parents[1] / ".locks" / name


@contextmanager
def told() -> Iterator[None]:
    """Tell an error of the file system in words. Raises `PublishError`."""
    try:
        yield
    except OSError as error:
        key = "cli.no_room" if error.errno in FULL else "cli.cannot_write"
        raise PublishError((key, {"file": error.filename, "reason": reason_of(error)})) from error


def reason_of(error: OSError) -> str:
    """What the system says of an error."""
    return error.strerror or str(error)

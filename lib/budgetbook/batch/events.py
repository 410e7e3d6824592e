"""What happens in a batch, one event after the other, and each as a line of JSON for other programs."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from budgetbook.batch.plan import Task
from budgetbook.words import Words
from budgetbook.words.worded import Sentence, said

if TYPE_CHECKING:
    from budgetbook.report.run import ChapterFailure


@dataclass(frozen=True)
class Started:
    """The batch begins: how many reports it has, and on how many cores it works."""

    reports: int
    jobs: int


@dataclass(frozen=True)
class Begun:
    """A report is looked at, and made if there is a reason to."""

    task: Task


@dataclass(frozen=True)
class Step:
    """A step of a report is begun, or has ended after so many `seconds`; `chapter` says what of it."""

    task: Task
    phase: str
    chapter: str
    seconds: float | None


@dataclass(frozen=True)
class Made:
    """A report was made and published, for these reasons; `files` has a file for each format."""

    task: Task
    seconds: float
    reasons: tuple[Sentence, ...]
    files: tuple[Path, ...]


@dataclass(frozen=True)
class UpToDate:
    """A report was what a run would make, and nothing was done."""

    task: Task
    seconds: float


@dataclass(frozen=True)
class Failed:
    """A report was not made: chapters failed, or it ended with `error`; the earlier one is as it was."""

    task: Task
    seconds: float
    reasons: tuple[Sentence, ...] = ()
    failures: "tuple[ChapterFailure, ...]" = ()
    error: str = ""


@dataclass(frozen=True)
class BadData:
    """A report was not made because its data cannot be read.

    `problems` are those that no report of the department has told before, in the words of the check; empty
    where all are known by now.
    """

    task: Task
    seconds: float
    problems: str


@dataclass(frozen=True)
class Summary:
    """How a batch ended: reports made, up to date, failed, without readable data, stopped and not begun.

    `stopped` were under way when the batch was; `interrupted` says that a person stopped it, not a failure.
    """

    made: int = 0
    up_to_date: int = 0
    failed: int = 0
    bad_data: int = 0
    stopped: int = 0
    not_begun: int = 0
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def done(self) -> int:
        """How many reports are as they should be."""
        return self.made + self.up_to_date

    @property
    def ended(self) -> int:
        """How many reports came to something."""
        return self.done + self.failed + self.bad_data

    @property
    def total(self) -> int:
        """How many reports the batch had."""
        return self.ended + self.stopped + self.not_begun


Event = Started | Begun | Step | Made | UpToDate | Failed | BadData | Summary

# Characters of an error's message where it has one line.
_LONGEST_MESSAGE = 120

_NAMES = {
    Started: "started", Begun: "begun", Step: "step", Made: "made", UpToDate: "up_to_date",
    Failed: "failed", BadData: "bad_data", Summary: "finished",
}  # fmt: skip


def json_line(event: Event, language: str) -> str:
    """An event as one line: the time (UTC), its name, the report, and what it has to tell.

    Sentences are in `language` and have their key and values beside them; seconds are rounded to 0.01.
    """
    fields = asdict(event)
    line: dict[str, object] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "event": _NAMES[type(event)],
    }
    if task := fields.pop("task", None):
        line["report"] = {name: task[name] for name in ("department", "year", "language")}
    if fields.get("seconds") is not None:
        fields["seconds"] = round(fields["seconds"], 2)
    if reasons := getattr(event, "reasons", ()):
        fields["reasons"] = [_reason(reason, Words(language)) for reason in reasons]
    return json.dumps(line | fields, ensure_ascii=False, default=str)


def first_line(message: str) -> str:
    """The beginning of an error's message, for where it has one line; `…` says that there is more."""
    line, *more = message.strip().splitlines() or [""]
    return line[:_LONGEST_MESSAGE] + ("…" if more or len(line) > _LONGEST_MESSAGE else "")


def _reason(reason: Sentence, words: Words) -> dict[str, object]:
    key, values = reason
    told = {name: said(words, one) if isinstance(one, tuple) else one for name, one in values.items()}
    return {"key": key, **told, "text": said(words, reason)}

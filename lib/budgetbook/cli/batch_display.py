"""What a batch shows while it runs: on a terminal how far it is, in a pipe a line for each report."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from budgetbook.batch.events import (
    BadData,
    Begun,
    Event,
    Failed,
    Made,
    Step,
    Summary,
    UpToDate,
    first_line,
)
from budgetbook.cli.common import complain, short
from budgetbook.words import Words

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from budgetbook.batch.plan import Task

_HELD = "held"  # the step of a report that waits for another run to let go of it


@contextmanager
def display(total: int, words: Words) -> Iterator[Callable[[Event], None]]:
    """What tells the events of a batch of `total` reports; failures go to standard error."""
    if not sys.stdout.isatty():
        yield _Lines(total, words).tell
        return
    from rich.console import Console  # noqa: PLC0415  (which `--help` need not load)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Bars(Progress):
        def get_renderables(self) -> Iterator[Any]:
            yield self.make_tasks_table(self.tasks)
            for line in self.tasks[0].fields["under_way"] if self.tasks else ():
                yield Text(f"  {line}", no_wrap=True, overflow="ellipsis", style="dim")

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TextColumn(words("cli.batch_left")),
        TimeRemainingColumn(),
    )
    # A console of its own: the shared one keeps what the terminal was when some library first asked.
    # What is told on standard error is put above the bars where both are the same terminal.
    with Bars(*columns, console=Console(), transient=True, redirect_stderr=sys.stderr.isatty()) as bars:
        yield _Lively(total, words, bars, bars.add_task("", total=total, under_way=())).tell
        bars.refresh()  # the last step, however quick the batch was


def summed_up(summary: Summary, words: Words) -> str:
    """How a batch ended, in one line."""
    told = vars(summary) | {"done": summary.done, "total": summary.total}
    whole = not (summary.stopped or summary.not_begun or summary.interrupted)
    return words("cli.batch_summary" if whole else "cli.batch_stopped", **told)


class _Lines:
    """Tells each report that has ended in a plain line, with how many have by then."""

    def __init__(self, total: int, words: Words) -> None:
        self.total = total
        self.words = words
        self.ended = 0
        self._held: set[Task] = set()

    def tell(self, event: Event) -> None:
        """Tell what a reader wants to know of an event; most are silent."""
        if isinstance(event, Made | UpToDate | Failed | BadData):
            self.ended += 1
            count = f"{self.ended}/{self.total}"
            if isinstance(event, Failed):
                self.failed(event, count)
            elif isinstance(event, BadData):
                complain(self.words("cli.batch_bad_data", count=count, task=event.task.name))
                if event.problems:
                    complain(event.problems)
            else:
                self.succeeded(event, count)
        elif isinstance(event, Step) and event.phase == _HELD and event.task not in self._held:
            self._held.add(event.task)
            self.waits(event)

    def succeeded(self, event: Made | UpToDate, count: str) -> None:
        """Tell a report that is as it should be."""
        key = "cli.batch_made" if isinstance(event, Made) else "cli.batch_up_to_date"
        click.echo(self.words(key, count=count, task=event.task.name, seconds=event.seconds))

    def failed(self, event: Failed, count: str) -> None:
        """Tell what a report failed of in one line: of several chapters the first, and how many more."""
        about: dict[str, object] = {"count": count, "task": event.task.name}
        if not event.failures:
            complain(self.words("cli.batch_failed", **about, error=event.error))
            return
        failure, *others = event.failures
        about |= {
            "chapter": failure.chapter,
            "heading": failure.heading or self.words("cli.chapter_start"),
            "error": failure.error,
            "message": first_line(failure.message),
            "more": self.words("batch.more_chapters", number=len(others)) if others else "",
            "path": short(failure.notebook),
        }
        complain(self.words("cli.batch_chapter_failed", **about))

    def waits(self, event: Step) -> None:
        """Tell who keeps a report from being made."""
        complain(f"{event.task.name} {event.chapter}")


class _Lively(_Lines):
    """Shows how many reports have ended, how fast, and those under way; tells only failures in lines."""

    def __init__(self, total: int, words: Words, bars: "Progress", bar: "TaskID") -> None:
        super().__init__(total, words)
        self._bars, self._bar = bars, bar
        self._begun_at = monotonic()
        self._failures = 0
        self._under_way: dict[Task, str] = {}

    def tell(self, event: Event) -> None:
        """Tell an event, and show how far the batch is now."""
        super().tell(event)
        if isinstance(event, Begun):
            self._under_way[event.task] = ""
        elif isinstance(event, Step):
            self._step(event)
        elif isinstance(event, Made | UpToDate | Failed | BadData):
            self._under_way.pop(event.task, None)
            self._failures += isinstance(event, Failed | BadData)
        self._bars.update(
            self._bar,
            completed=self.ended,
            description=self._description(),
            under_way=[f"{task.name}　{step}" for task, step in self._under_way.items()],
        )

    def succeeded(self, event: Made | UpToDate, count: str) -> None:
        """Show it by the bar alone."""

    def waits(self, event: Step) -> None:
        """Show it beside the report's name alone."""

    def _step(self, event: Step) -> None:
        if event.phase == _HELD:
            self._under_way[event.task] = event.chapter
        elif event.seconds is None and self.words.has(f"cli.begin_{event.phase}"):
            self._under_way[event.task] = self.words(f"cli.begin_{event.phase}", name=event.chapter)

    def _description(self) -> str:
        minutes = (monotonic() - self._begun_at) / 60
        told = [self.words("cli.batch_rate", rate=self.ended / minutes if minutes else 0.0)]
        if self._failures:
            told.append(f"[red]{self.words('cli.batch_failures', number=self._failures)}[/red]")
        return "　".join(told)

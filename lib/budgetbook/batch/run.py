"""Make the reports of a plan side by side, going on after failures, and stopping at once when asked to."""

import signal
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Lock, Thread, current_thread, main_thread
from time import monotonic
from typing import Protocol

from budgetbook.accounts import DataError, Problem
from budgetbook.accounts.unreadable import unreadable
from budgetbook.batch.events import BadData, Begun, Event, Failed, Made, Started, Step, Summary, UpToDate
from budgetbook.batch.plan import Task
from budgetbook.kernels import Kernels, Limits
from budgetbook.report import make
from budgetbook.report.make import Report
from budgetbook.report.run import Progress
from budgetbook.words.worded import WordedError

# Seconds: how long a wait lasts before the batch looks whether it is to stop, and what then may still end.
_LOOK_EVERY = 0.1
_FAREWELL = 5.0
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Maker(Protocol):
    """What makes reports, many threads asking at once: here, or on other machines."""

    @property
    def jobs(self) -> int:
        """How many reports' worth of work goes on at a time."""

    def make(self, task: Task, progress: Progress) -> Report:
        """Make one report, if there is a reason to. Raises `DataError` and `WordedError`."""

    def kill(self) -> None:
        """Stop everything now; called again, it stops what was begun meanwhile."""


@dataclass(frozen=True)
class Making:
    """How every report of a batch is made: from which data and notebooks, where to, the limits of a chapter.

    `force` makes what is up to date too.
    """

    data_dir: Path
    notebooks: Path
    outputs: Path
    limits: Limits = field(default_factory=Limits)
    force: bool = False


class Here:
    """Makes reports on this machine, from folders to folders."""

    def __init__(self, making: Making, kernels: Kernels) -> None:
        self.jobs = kernels.jobs
        self._making = making
        self._kernels = kernels

    def make(self, task: Task, progress: Progress) -> Report:
        """Make one report. Raises `DataError` where chapters failed because the data cannot be read."""
        making = self._making
        report = make.make_report(
            task.parameters(making.data_dir),
            outputs=making.outputs,
            notebooks=making.notebooks,
            formats=task.formats,
            force=making.force,
            limits=making.limits,
            progress=progress,
            kernels=self._kernels,
        )
        if any(failure.error == DataError.__name__ for failure in report.failures):
            problems = self._kernels.compute(
                unreadable, making.data_dir, task.department, task.year, task.years
            ).result()
            if problems:
                raise DataError(problems)
        return report

    def kill(self) -> None:
        """Stop everything now."""
        self._kernels.kill()


def run_batch(
    tasks: Sequence[Task],
    maker: Maker,
    *,
    language: str,
    tell: Callable[[Event], None] = lambda _: None,
    fail_fast: bool = False,
    stop: Flag | None = None,
) -> Summary:
    """Make reports, `maker.jobs` reports' worth of work at a time, and return how many came to what.

    At most `maker.jobs` + 1 reports are open at a time. `tell` gets every event in this thread, the summary
    last; what is told in words is told in `language`. A report that fails stops no other, unless `fail_fast`.
    When `stop` is set, everything under way is stopped, and what was not published before is not published.
    """
    return _Batch(tasks, maker, language, fail_fast).run(tell, stop or Flag())


@dataclass(frozen=True)
class _Unreadable:
    """A report whose data cannot be read, before it is known which problems have been told already."""

    task: Task
    seconds: float
    problems: list[Problem]


class _Batch:
    def __init__(self, tasks: Sequence[Task], maker: Maker, language: str, fail_fast: bool) -> None:
        self._tasks = tasks
        self._maker = maker
        self._language = language
        self._fail_fast = fail_fast
        self._left = iter(tasks)
        self._deciding = Lock()
        self._stopped = Flag()
        # None says that a thread has ended.
        self._happened: SimpleQueue[Event | _Unreadable | None] = SimpleQueue()
        self._told: dict[str, set[Problem]] = defaultdict(set)

    def run(self, tell: Callable[[Event], None], stop: Flag) -> Summary:
        begun_at = monotonic()
        tell(Started(len(self._tasks), self._maker.jobs))
        # Daemons: one that waits for another run's lock must not keep the program from ending.
        threads = [
            Thread(target=self._work, name=f"report-{number}", daemon=True)
            for number in range(min(self._maker.jobs + 1, len(self._tasks)))
        ]
        for thread in threads:
            thread.start()
        summary, begun = Summary(), 0
        try:
            for event in self._events(len(threads), stop):
                begun += isinstance(event, Begun)
                summary = _counted(summary, event)
                tell(event)
        except BaseException:
            self._halt()
            raise
        summary = replace(
            summary,
            stopped=begun - summary.ended,
            not_begun=len(self._tasks) - begun,
            seconds=monotonic() - begun_at,
            interrupted=stop.is_set(),
        )
        tell(summary)
        return summary

    def _events(self, threads: int, stop: Flag) -> Iterator[Event]:
        """What happens until all threads have ended, or have had their time to."""
        deadline = float("inf")
        while threads and monotonic() < deadline:
            if stop.is_set() or self._stopped.is_set():
                deadline = min(deadline, monotonic() + _FAREWELL)
                self._halt()  # again each time, since a thread may just have been starting a process
            try:
                event = self._happened.get(timeout=_LOOK_EVERY)
            except Empty:
                continue
            if event is None:
                threads -= 1
            else:
                yield self._first_told(event) if isinstance(event, _Unreadable) else event

    def _halt(self) -> None:
        self._stopped.set()
        self._maker.kill()

    def _work(self) -> None:
        try:
            while (task := self._next()) is not None:
                self._happened.put(Begun(task))
                self._end(self._outcome(task))
        finally:
            self._happened.put(None)

    def _next(self) -> Task | None:
        with self._deciding:
            return None if self._stopped.is_set() else next(self._left, None)

    def _end(self, outcome: Event | _Unreadable) -> None:
        with self._deciding:
            succeeded = isinstance(outcome, Made | UpToDate)
            # What fails once everything is stopped fails of that, and says nothing.
            if succeeded or not self._stopped.is_set():
                self._happened.put(outcome)
            if self._fail_fast and not succeeded:
                self._stopped.set()

    def _outcome(self, task: Task) -> Event | _Unreadable:
        begun = monotonic()
        try:
            report = self._maker.make(task, lambda *step: self._happened.put(Step(task, *step)))
        except DataError as error:
            return _Unreadable(task, monotonic() - begun, error.problems)
        except WordedError as error:
            return Failed(task, monotonic() - begun, error=error.text(self._language))
        except Exception as error:
            # Whatever it is, the other reports have nothing to do with it.
            return Failed(task, monotonic() - begun, error=f"{type(error).__name__}: {error}")
        seconds = monotonic() - begun
        if report.failures:
            return Failed(task, seconds, report.reasons, report.failures)
        if not report.reasons:
            return UpToDate(task, seconds)
        files = tuple(path for path in report.files if path.suffix.removeprefix(".") in task.formats)
        return Made(task, seconds, report.reasons, files)

    def _first_told(self, found: _Unreadable) -> BadData:
        known = self._told[found.task.department]
        new = [problem for problem in found.problems if problem not in known]
        known.update(new)
        text = DataError(new).text(self._language) if new else ""
        return BadData(found.task, found.seconds, text)


def _counted(summary: Summary, event: Event) -> Summary:
    names = {Made: "made", UpToDate: "up_to_date", Failed: "failed", BadData: "bad_data"}
    name = names.get(type(event))
    return replace(summary, **{name: getattr(summary, name) + 1}) if name else summary


@contextmanager
def interruptible() -> Iterator[Flag]:
    """A flag that Ctrl-C and requests to end set, instead of raising wherever the program just is.

    A second Ctrl-C changes nothing. What the program was started to ignore (`nohup`) is still ignored.
    Outside the main thread, which alone hears signals, nobody sets it.
    """
    stop = Flag()
    heard = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {}
    if current_thread() is main_thread():
        heard = [number for number in heard if signal.getsignal(number) is not signal.SIG_IGN]
        before = {number: signal.signal(number, lambda *_: stop.set()) for number in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""What a worker of a Dask cluster keeps and does for a batch: one report at a time in each of its threads."""

import shutil
from asyncio import to_thread
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from typing import Any

import distributed
from distributed import Worker, WorkerPlugin, get_worker

from budgetbook.accounts import DataError, Problem
from budgetbook.accounts.folder import NoDataFolderError, departments
from budgetbook.batch.plan import Task
from budgetbook.batch.remote import RemoteError
from budgetbook.batch.site import Order, Site
from budgetbook.kernels import Kernels, Kind
from budgetbook.report.fingerprints import library, packages
from budgetbook.report.make import Report
from budgetbook.report.run import ChapterFailure
from budgetbook.words.worded import Sentence, WordedError

_untyped: Any = distributed  # which has types, but not everywhere
_FAREWELL = 10.0  # seconds that what was stopped may take to end


@dataclass(frozen=True)
class Environment:
    """What must be the same on all machines for a report to be the same: this library, Python, packages."""

    library: str
    packages: Mapping[str, str]

    def differences(self, other: "Environment") -> Iterator[Sentence]:
        """What is different elsewhere; packages that only one system needs say nothing."""
        mine, theirs = (of.packages["python"].rpartition(".")[0] for of in (self, other))
        if mine != theirs:
            yield "batch.other_package", {"name": "Python", "here": mine, "there": theirs}
        for name in sorted((self.packages.keys() & other.packages.keys()) - {"python"}):
            here, there = self.packages[name], other.packages[name]
            if here != there:
                yield "batch.other_package", {"name": name, "here": here, "there": there}
        if self.library != other.library:
            yield "batch.other_library", {}


def environment() -> Environment:
    """That of this process."""
    return Environment(library(), packages())


@dataclass(frozen=True)
class Done:
    """A report as it is sent back: its paths as texts, since each system has its own kind of path."""

    folder: str
    files: tuple[str, ...]
    failures: tuple[tuple[str, str, str, str, str], ...]
    reasons: tuple[Sentence, ...]

    @classmethod
    def of(cls, report: Report) -> "Done":
        """What is sent of a report."""
        failures = (
            (one.chapter, one.heading, one.error, one.message, str(one.notebook)) for one in report.failures
        )
        return cls(str(report.folder), tuple(map(str, report.files)), tuple(failures), report.reasons)

    def report(self) -> Report:
        """The report, where it has arrived."""
        failures = tuple(
            ChapterFailure(chapter, heading, error, message, Path(notebook))
            for chapter, heading, error, message, notebook in self.failures
        )
        return Report(Path(self.folder), tuple(map(Path, self.files)), failures, self.reasons)


@dataclass(frozen=True)
class Refused:
    """A report that was not made for a reason that another attempt would meet again."""

    sentences: tuple[Sentence, ...] = ()
    problems: list[Problem] = field(default_factory=list)


class Workshop(WorkerPlugin):
    """What a worker keeps between the reports of a batch: warm kernels, and the data fetched so far."""

    def __init__(self, name: str, order: Order, kind: Kind, needed: Environment) -> None:
        self.name = name
        self._order = order
        self._kind = kind
        self._needed = needed

    def setup(self, worker: Worker) -> None:
        """Begin to warm up, in a folder that the worker removes with its own."""
        self._worker = worker
        # A worker that comes later was not there to be asked.
        self._wrong = tuple(self._needed.differences(environment()))
        self._folder = Path(worker.local_directory) / self.name
        self._folder.mkdir()
        self._at_work = 0
        self._changed = Condition()
        self._kernels = Kernels(self._kind, worker.state.nthreads)
        self._site = Site(self._order, self._folder, self._kernels)

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        """Stop what still runs and leave nothing behind."""
        self._kernels.kill()
        await to_thread(self._close)

    def _close(self) -> None:
        with self._kernels:
            pass
        with self._changed:
            self._changed.wait_for(lambda: not self._at_work, _FAREWELL)
        shutil.rmtree(self._folder, ignore_errors=True)

    def halt(self) -> None:
        """Stop what runs; nothing is made here any more."""
        self._kernels.kill()

    def make(self, task: Task) -> Done | Refused:
        """Make one report, alone with its publication however often the scheduler gives it out."""

        def tell(*step: Any) -> None:
            self._worker.log_event(self.name, (task.name, *step))

        if self._wrong or self._halted():
            return Refused(self._wrong)
        with self._working():
            try:
                return Done.of(self._site.make(task, tell, self._alone(task)))
            except DataError as error:
                return Refused(problems=error.problems)
            except RemoteError:
                raise  # the network may be there again the next time
            except WordedError as error:
                return Refused(error.sentences)
            except Exception:
                if self._halted():
                    return Refused()  # stopped on the way, which nobody waits for
                raise

    @contextmanager
    def _alone(self, task: Task) -> Iterator[None]:
        """Hold the lock of a report, which the scheduler takes back from a worker that has died.

        Should a worker that was only cut off go on all the same, both put the same bytes in the same place.
        """
        lock: Any = _untyped.Lock(f"budgetbook {self._order.outputs} {task.name}")
        try:
            with lock:
                yield
        finally:
            # Nobody else stops it from telling the scheduler every few seconds that it is still wanted.
            with suppress(AttributeError):
                lock.refresh_callback.stop()

    @contextmanager
    def _working(self) -> Iterator[None]:
        with self._changed:
            self._at_work += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()

    def _halted(self) -> bool:
        return self._kernels.killed


def make_at(workshop: str, task: Task) -> Done | Refused:
    """Make a report in the workshop of this name; a task of the cluster."""
    plugin: Any = get_worker().plugins[workshop]
    made: Done | Refused = plugin.make(task)
    return made


async def halt_at(workshop: str, dask_worker: Worker) -> None:
    """Stop what runs in the workshop of this name; called on every worker, and not waited for."""
    plugin: Any = dask_worker.plugins.get(workshop)
    if plugin is not None:
        plugin.halt()


def sees_data(folder: str, known: Mapping[str, list[int]]) -> bool:
    """Whether this machine has the same departments and years in a folder."""
    try:
        return departments(Path(folder)) == known
    except NoDataFolderError:
        return False

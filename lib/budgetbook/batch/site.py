"""A project on this machine's disk for reports whose data or outputs are elsewhere."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from budgetbook.accounts import DataError
from budgetbook.batch.delivery import Delivery
from budgetbook.batch.plan import Task
from budgetbook.batch.remote import Source, Store, is_url
from budgetbook.batch.run import Here, Making
from budgetbook.kernels import Kernels, Limits
from budgetbook.report.make import Report
from budgetbook.report.run import Progress
from budgetbook.report.shelf import Shelf


@dataclass(frozen=True)
class Order:
    """How the reports of a batch are made, in a form that can be sent to another machine.

    `data` and `outputs` are URLs or absolute paths, `notebooks` the chapters and the modules beside them, by
    file name.
    """

    data: str
    outputs: str
    notebooks: Mapping[str, bytes]
    limits: Limits = field(default_factory=Limits)
    force: bool = False


def notebook_files(folder: Path) -> dict[str, bytes]:
    """The chapters of a folder and the modules that they may import, by file name."""
    found = (*folder.glob("*.ipynb"), *folder.glob("*.py"))
    return {path.name: path.read_bytes() for path in sorted(found)}


class Site:
    """A place to make the reports of an order: a `folder` of its own, and kernels; for many threads at once.

    Each department has a project there, with its data and the chapters, as the user has one: a chapter finds
    the data by itself, so that a report is the same wherever it is made.
    """

    def __init__(self, order: Order, folder: Path, kernels: Kernels) -> None:
        self.jobs = kernels.jobs
        self._order = order
        self._folder = folder
        self._kernels = kernels
        self._source = Source(Store(order.data))
        self._target = Store(order.outputs) if is_url(order.outputs) else None
        self._laying = Lock()

    def make(
        self,
        task: Task,
        progress: Progress = lambda *_: None,
        alone: AbstractContextManager[object] | None = None,
    ) -> Report:
        """Make one report, if there is a reason to, and publish it; `alone` is held while that goes on.

        Behind a URL the report's files are told by their place below it. Raises `DataError` where the data
        cannot be read, and what `make_report` raises.
        """
        with self.making(task) as making:
            try:
                report = Here(making, self._kernels).make(task, progress)
            except DataError:
                self._deliver(making, task, alone, failed=True)
                raise
            if report.failures or report.reasons:
                self._deliver(making, task, alone, failed=bool(report.failures))
            return _below(making.outputs, report) if self._target else report

    def kill(self) -> None:
        """Stop everything now; what is under way publishes nothing any more."""
        self._kernels.kill()

    @contextmanager
    def making(self, task: Task) -> Iterator[Making]:
        """What `make_report` and `why` need here, to judge and to make a report as if all were here."""
        project = self._folder / task.department
        self._source.fetch(task.department, project / "data")
        self._lay(project / "notebooks")
        making = Making(
            project / "data",
            project / "notebooks",
            Path(self._order.outputs),
            self._order.limits,
            self._order.force,
        )
        if self._target is None:
            yield making
            return
        with TemporaryDirectory(prefix="outputs-", dir=self._folder) as outputs:
            making = replace(making, outputs=Path(outputs))
            Delivery(self._target, _shelf(making, task)).borrow()
            yield making

    def _deliver(
        self, making: Making, task: Task, alone: AbstractContextManager[object] | None, *, failed: bool
    ) -> None:
        if self._target is None or self._kernels.killed:
            return
        delivery = Delivery(self._target, _shelf(making, task))
        with alone or nullcontext():
            (delivery.deliver_failures if failed else delivery.deliver)()

    def _lay(self, notebooks: Path) -> None:
        with self._laying:
            if not notebooks.exists():
                notebooks.mkdir(parents=True)
                for name, content in self._order.notebooks.items():
                    (notebooks / name).write_bytes(content)


def _shelf(making: Making, task: Task) -> Shelf:
    return Shelf(making.outputs / task.department / str(task.year), task.language)


def _below(outputs: Path, report: Report) -> Report:
    """The report with the places of its files seen from the outputs."""
    return replace(
        report,
        folder=report.folder.relative_to(outputs),
        files=tuple(path.relative_to(outputs) for path in report.files),
        failures=tuple(
            replace(failure, notebook=failure.notebook.relative_to(outputs)) for failure in report.failures
        ),
    )

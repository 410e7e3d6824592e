"""Where a batch reads, works and writes: folders of this machine, URLs, the workers of a cluster."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from budgetbook.accounts.folder import departments
from budgetbook.batch import remote
from budgetbook.batch.choices import Choices, PlanError
from budgetbook.batch.index import write_index
from budgetbook.batch.plan import Task
from budgetbook.batch.remote import Store, is_url, local_path
from budgetbook.batch.run import Here, Maker, Making
from budgetbook.batch.site import Order, Site, notebook_files
from budgetbook.batch.why import why
from budgetbook.kernels import Kernels
from budgetbook.report.discover import find_chapters, find_notebooks
from budgetbook.report.parameters import data_folder
from budgetbook.words.worded import Sentence, WordedError


@dataclass(frozen=True)
class Places:
    """The data and the outputs of a batch, each a URL or an absolute path, and its chapters."""

    data: str
    outputs: str
    notebooks: Path
    chapters: tuple[str, ...]

    @property
    def here(self) -> bool:
        """Whether both data and outputs are folders of this machine."""
        return not is_url(self.data) and not is_url(self.outputs)


def find_places(choices: Choices) -> Places:
    """The places that are chosen, or those that are nearest.

    Raises `NoDataFolderError` and `WordedError` for folders that are not there and chapters that cannot be
    run: once, instead of for each report.
    """
    data, outputs = choices.data, choices.outputs
    if not is_url(data):
        data = str(data_folder(str(local_path(data)) if "://" in data else data))
    notebooks = find_notebooks(Path(choices.notebooks) if choices.notebooks else None)
    chapters = tuple(chapter.path.name for chapter in find_chapters(notebooks))
    if not is_url(outputs):
        outputs = str(local_path(outputs) if outputs else notebooks.parent / "outputs")
    return Places(data, outputs, notebooks, chapters)


def known_departments(places: Places) -> Mapping[str, list[int]]:
    """The departments there are and the years that each has data for. Raises `NoDataFolderError`."""
    if is_url(places.data):
        return remote.departments(Store(places.data))
    return departments(Path(places.data))


@contextmanager
def open_maker(places: Places, choices: Choices) -> Iterator[Maker]:
    """What makes the reports: a cluster where one is chosen, else this machine. Raises `WordedError`."""
    if choices.scheduler:
        try:
            from budgetbook.batch.cluster import open_cluster  # noqa: PLC0415  (an extra)
        except ImportError as error:
            about: dict[str, object] = {"url": choices.scheduler, "reason": str(error)}
            raise PlanError(("batch.not_installed", about)) from error
        with open_cluster(choices.scheduler, _order(places, choices), choices.kernel) as cluster:
            yield cluster
        return
    with Kernels(choices.kernel, choices.jobs) as kernels:
        if places.here:
            yield Here(_making(places, choices), kernels)
        else:
            with TemporaryDirectory(prefix="budgetbook-") as folder:
                yield Site(_order(places, choices), Path(folder), kernels)


def reasons(
    tasks: tuple[Task, ...], places: Places, choices: Choices
) -> Iterator[tuple[Task, tuple[Sentence, ...]]]:
    """Why each report would be made, without making any; what keeps it from being told is told instead."""
    with TemporaryDirectory(prefix="budgetbook-") as folder, Kernels("plain", 1) as kernels:
        site = None if places.here else Site(_order(places, choices), Path(folder), kernels)
        for task in tasks:
            try:
                with site.making(task) if site else nullcontext(_making(places, choices)) as making:
                    found = why(task, making, [making.notebooks / name for name in places.chapters])
            except WordedError as error:
                found = error.sentences
            yield task, found


def index_of(places: Places, language: str) -> Path | str:
    """Make the index anew and return its path or its URL. Raises `WordedError`."""
    if not is_url(places.outputs):
        return write_index(Path(places.outputs), language)
    from budgetbook.batch.delivery import deliver_index  # noqa: PLC0415  (for stores alone)

    return deliver_index(Store(places.outputs), language)


def _making(places: Places, choices: Choices) -> Making:
    return Making(Path(places.data), places.notebooks, Path(places.outputs), choices.limits, choices.force)


def _order(places: Places, choices: Choices) -> Order:
    return Order(places.data, places.outputs, notebook_files(places.notebooks), choices.limits, choices.force)

"""Run chapters through papermill, each in a fresh kernel, several side by side."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import papermill  # type: ignore[import-untyped]
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines  # type: ignore[import-untyped]
from papermill.exceptions import PapermillExecutionError  # type: ignore[import-untyped]

from budgetbook.kernels import Kernels, Limits
from budgetbook.kernels.engine import ChapterClient
from budgetbook.report.discover import Chapter
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.worded import Sentence

if TYPE_CHECKING:
    from budgetbook.kernels.pool import Kernel

T = TypeVar("T")
# What a report tells while it is made: phase (a word of `cli.phase_*`), what of it, its seconds once done.
Progress = Callable[[str, str, float | None], None]

_MB = 2**20
# What a chapter is said to have ended with that was stopped at a limit.
_LIMITS = {"cli.time_limit": "TimeoutError", "cli.output_limit": "OutputLimitError"}
# A process that never began a cell has done nothing yet, so that it can be begun again.
_STARTS = 2

# Without a handler of ours, Python prints papermill's warnings between the progress lines.
logging.getLogger("papermill").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class ChapterFailure:
    """Why a chapter could not be made: where in it, the error, and the notebook that shows it."""

    chapter: str
    heading: str
    error: str
    message: str
    notebook: Path


@dataclass(frozen=True)
class ChapterRun:
    """A chapter after its run: its notebook with the outputs, and the failure if there was one."""

    name: str
    notebook: NotebookNode
    seconds: float
    failure: ChapterFailure | None


class _Watch:
    """Stops a kernel that goes beyond its limits, and remembers why."""

    def __init__(self, kernel: "Kernel", limits: Limits) -> None:
        self.kernel = kernel
        self.limits = limits
        self.why: Sentence | None = None
        self.clock = Timer(limits.seconds, lambda: self.stop("cli.time_limit", seconds=limits.seconds))
        self.clock.daemon = True
        self.clock.start()

    def stop(self, why: str, **values: float) -> None:
        self.why = self.why or (why, dict(values))
        self.kernel.kill()


class _ChapterEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's engine with a kernel of ours, and with the notebook in reach when that kernel dies."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        watch: "_Watch",
        folder: Path,
        kept: list[NotebookNode],
        **_: Any,
    ) -> None:
        kept.append(nb_man.nb)
        client = ChapterClient(
            nb_man,
            most_output=watch.limits.output,
            excess=lambda: watch.stop("cli.output_limit", size=watch.limits.output // _MB),
            km=watch.kernel,
            kernel_name=kernel_name,
            log=logging.getLogger("papermill"),
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            iopub_timeout=60,
            # Nothing in a chapter outlives it, so there is no reason to wait for the kernel's farewell.
            shutdown_kernel="immediate",
        )
        client.execute(cleanup_kc=True)


papermill_engines.register("budgetbook", _ChapterEngine)


def run_chapters(
    chapters: Sequence[Chapter],
    parameters: Mapping[str, str | int],
    failed: Path,
    progress: Progress,
    *,
    kernels: Kernels,
    limits: Limits,
) -> list[ChapterRun]:
    """Run every chapter in its own folder and return them in the given order, failed or not.

    `parameters` are complete and checked; `failed` is the folder that failed notebooks will be kept in.
    Interrupted, it stops all kernels before it lets `KeyboardInterrupt` go on.
    """

    def run(chapter: Chapter) -> ChapterRun:
        progress("chapter", chapter.name, None)
        done = _run(chapter, parameters, failed, kernels, limits)
        if not kernels.killed:
            progress("failed" if done.failure else "chapter", chapter.name, done.seconds)
        return done

    return gathered(kernels, [kernels.submit(run, chapter) for chapter in chapters])


def gathered(kernels: Kernels, jobs: "Sequence[Future[T]]") -> list[T]:
    """The results of work that was submitted; interrupted, everything is stopped and has ended."""
    try:
        # Windows lets Ctrl-C through only between two waits, and what is cancelled ends none of them.
        while waiting := [job for job in jobs if not job.done()]:
            wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
    except BaseException:
        # Until all have ended, since one may just be starting its kernel.
        while running := [job for job in jobs if not job.done()]:
            kernels.kill()
            wait(running, timeout=0.1)
        raise
    return [job.result() for job in jobs]


def _run(
    chapter: Chapter, parameters: Mapping[str, str | int], failed: Path, kernels: Kernels, limits: Limits
) -> ChapterRun:
    begun = perf_counter()
    words = Words(str(parameters["language"]))
    for _ in range(_STARTS):
        notebook, error, said = _tried(chapter, parameters, kernels, limits, words)
        if error is None or _reached(notebook) is not None:
            break
    failure = None
    if error is not None:
        heading = heading_above(notebook, _reached(notebook) or 0, words.language)
        failure = ChapterFailure(chapter.name, heading, *said, failed / f"{chapter.name}.ipynb")
    _clean(notebook)
    return ChapterRun(chapter.name, notebook, perf_counter() - begun, failure)


def _tried(
    chapter: Chapter,
    parameters: Mapping[str, str | int],
    kernels: Kernels,
    limits: Limits,
    words: Words,
) -> tuple[NotebookNode, Exception | None, tuple[str, str]]:
    """Run a chapter once: its notebook, what ended it, and the name and message of that in words."""
    kernel = kernels.kernel(limits)
    watch = _Watch(kernel, limits)
    kept: list[NotebookNode] = []
    loop = ensure_event_loop(prefer_selector_loop=True)  # zmq's sockets need one on Windows
    try:
        papermill.execute_notebook(
            chapter.notebook,
            None,
            {name: value for name, value in parameters.items() if name in chapter.parameters},
            engine_name="budgetbook",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            watch=watch,
            folder=chapter.path.parent,
            kept=kept,
        )
    except Exception as error:
        # Whatever a chapter can bring about ends this chapter alone: an output that is no notebook's, say.
        return kept[0], error, _told(error, watch, words)
    finally:
        watch.clock.cancel()
        kernels.remove(kernel)
        loop.close()
    return kept[0], None, ("", "")


def _told(error: Exception, watch: _Watch, words: Words) -> tuple[str, str]:
    """The name and the message of an error, in words where the notebook itself has none."""
    name = type(error).__name__
    match error:
        case _ if watch.why:
            key, values = watch.why
            name, message = _LIMITS[key], words(key, **values)
        case PapermillExecutionError(ename="MemoryError"):
            name, message = error.ename, words("cli.memory_limit", size=watch.limits.memory // _MB)
        case PapermillExecutionError():
            name, message = error.ename, error.evalue
        case DeadKernelError():
            message = words("cli.kernel_died")
        case RuntimeError() | OSError():
            message = words("cli.kernel_not_started", reason=watch.kernel.last_words() or error)
        case _:
            message = str(error).partition("\n")[0]
    return name, message


def _reached(notebook: NotebookNode) -> int | None:
    """The index of the last cell that was begun: the one that failed."""
    begun = [
        i for i, cell in enumerate(notebook.cells) if cell.metadata.get("papermill", {}).get("start_time")
    ]
    return max(begun, default=None)


def heading_above(notebook: NotebookNode, index: int, language: str) -> str:
    """The nearest heading above a cell in Markdown that this language's report shows; "" if there is none."""
    other = set(LANGUAGES) - {language}
    for cell in reversed(notebook.cells[:index]):
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "markdown" and not other.intersection(tags):
            headings = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", cell.source, re.MULTILINE)
            if headings:
                return str(headings[-1])
    return ""


def _clean(notebook: NotebookNode) -> None:
    """Take out what differs from machine to machine and from run to run, and nothing else."""
    recorded = notebook.metadata.papermill
    notebook.metadata.papermill = {name: recorded[name] for name in ("parameters", "version")}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"

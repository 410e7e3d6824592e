"""Run chapters through papermill, each in a fresh kernel, several side by side."""

import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

import papermill  # type: ignore[import-untyped]
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient  # type: ignore[import-untyped]
from papermill.engines import NBClientEngine, papermill_engines  # type: ignore[import-untyped]
from papermill.exceptions import PapermillExecutionError  # type: ignore[import-untyped]

from budgetbook.report.discover import Chapter
from budgetbook.kernels.plain import ChapterKernel
from budgetbook.words import LANGUAGES, Words

# What a report tells while it is made: phase (a word of `cli.phase_*`), what of it, its seconds once done.
Progress = Callable[[str, str, float | None], None]

_MOST_SIDE_BY_SIDE = 4  # a kernel with pandas and matplotlib takes 150 MB

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


class _ChapterEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's engine with a kernel of ours, and with the notebook in reach when that kernel dies."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        kernel: ChapterKernel,
        folder: Path,
        kept: list[NotebookNode],
        **_: Any,
    ) -> None:
        kept.append(nb_man.nb)
        client = PapermillNotebookClient(
            nb_man,
            km=kernel,
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
) -> list[ChapterRun]:
    """Run every chapter in its own folder and return them in the given order, failed or not.

    `parameters` are complete and checked; `failed` is the folder that failed notebooks will be kept in.
    Interrupted, it stops all kernels before it lets `KeyboardInterrupt` go on.
    """
    kernels: list[ChapterKernel] = []
    interrupted = Event()

    def run(chapter: Chapter) -> ChapterRun:
        progress("chapter", chapter.name, None)
        done = _run(chapter, parameters, kernels, failed)
        if not interrupted.is_set():
            progress("failed" if done.failure else "chapter", chapter.name, done.seconds)
        return done

    with ThreadPoolExecutor(min(_cores(), len(chapters), _MOST_SIDE_BY_SIDE)) as pool:
        jobs = [pool.submit(run, chapter) for chapter in chapters]
        waiting = set(jobs)
        try:
            while waiting:
                # Windows lets Ctrl-C through only between two waits.
                _, waiting = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
        except BaseException:
            interrupted.set()
            pool.shutdown(wait=False, cancel_futures=True)
            # Until all have ended, since one may just be starting its kernel.
            while running := [job for job in jobs if not job.done()]:
                for kernel in kernels:
                    kernel.kill()
                wait(running, timeout=0.1)
            raise
        return [job.result() for job in jobs]


def _run(
    chapter: Chapter, parameters: Mapping[str, str | int], kernels: list[ChapterKernel], failed: Path
) -> ChapterRun:
    begun = perf_counter()
    language = str(parameters["language"])
    kernel = ChapterKernel()
    kernels.append(kernel)
    kept: list[NotebookNode] = []
    failure = None
    loop = ensure_event_loop(prefer_selector_loop=True)  # zmq's sockets need one on Windows
    try:
        papermill.execute_notebook(
            chapter.notebook,
            None,
            dict(parameters),
            engine_name="budgetbook",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            kernel=kernel,
            folder=chapter.path.parent,
            kept=kept,
        )
    except (PapermillExecutionError, CellTimeoutError, RuntimeError, OSError) as error:
        name, message = _told(error, kernel, Words(language))
        heading = heading_above(kept[0], _reached(kept[0]), language)
        failure = ChapterFailure(chapter.name, heading, name, message, failed / f"{chapter.name}.ipynb")
    finally:
        kernel.remove()
        loop.close()
    _clean(kept[0])
    return ChapterRun(chapter.name, kept[0], perf_counter() - begun, failure)


def _told(error: Exception, kernel: ChapterKernel, words: Words) -> tuple[str, str]:
    """The name and the message of an error, in words where the notebook itself has none."""
    if isinstance(error, PapermillExecutionError):
        return error.ename, error.evalue
    if isinstance(error, DeadKernelError):
        return type(error).__name__, words("cli.kernel_died")
    if isinstance(error, CellTimeoutError):
        return type(error).__name__, str(error)
    return type(error).__name__, words("cli.kernel_not_started", reason=kernel.last_words() or error)


def _reached(notebook: NotebookNode) -> int:
    """The index of the last cell that was begun: the one that failed."""
    begun = [
        i for i, cell in enumerate(notebook.cells) if cell.metadata.get("papermill", {}).get("start_time")
    ]
    return max(begun, default=0)


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


def _cores() -> int:
    """The processors this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

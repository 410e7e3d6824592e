"""Run chapters through papermill, each in a fresh kernel, several side by side."""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import papermill  # type: ignore[import-untyped]
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines  # type: ignore[import-untyped]
from papermill.exceptions import PapermillExecutionError  # type: ignore[import-untyped]

from budgetbook.report.discover import Chapter
from budgetbook.report.kernel import ChapterKernel
from budgetbook.words import LANGUAGES, Words

# What a report tells while it is made: phase (a word of `cli.phase_*`), what of it, its seconds once done.
Progress = Callable[[str, str, float | None], None]

_MOST_SIDE_BY_SIDE = 4  # a kernel with pandas and matplotlib takes 150 MB
_PAPERMILL_MARK = "papermill-error-cell-tag"

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


class _KeepingEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, which also hands out the notebook when the kernel dies in the middle of it."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> Any:
        settings.pop("keep").append(nb_man.nb)
        return super().execute_managed_notebook(nb_man, kernel_name, **settings)


papermill_engines.register("budgetbook", _KeepingEngine)


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

    class Kernel(ChapterKernel):
        started = []

    def run(chapter: Chapter) -> ChapterRun:
        progress("chapter", chapter.name, None)
        done = _run(chapter, dict(parameters), Kernel, failed)
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
            pool.shutdown(wait=False, cancel_futures=True)
            while waiting:
                for kernel in Kernel.started:
                    kernel.kill()
                _, waiting = wait(waiting, timeout=0.1)
            raise
        return [job.result() for job in jobs]


def _run(
    chapter: Chapter, parameters: dict[str, str | int], kernel_class: type[ChapterKernel], failed: Path
) -> ChapterRun:
    begun = perf_counter()
    loop = ensure_event_loop()
    kept: list[NotebookNode] = []
    mine: list[ChapterKernel] = []

    class Kernel(kernel_class):  # type: ignore[valid-type, misc]
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            mine.append(self)

    failure = None
    language = str(parameters["language"])
    try:
        notebook = papermill.execute_notebook(
            chapter.notebook,
            None,
            parameters,
            engine_name="budgetbook",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            keep=kept,
            kernel_manager_class=Kernel,
            resources={"metadata": {"path": str(chapter.path.parent)}},
            record_timing=False,
            iopub_timeout=60,
            # Nothing in a chapter outlives it, so there is no reason to wait for the kernel's farewell.
            shutdown_kernel="immediate",
        )
    except (PapermillExecutionError, DeadKernelError, CellTimeoutError, RuntimeError, OSError) as error:
        notebook = kept[-1]
        name, message = _told(error, mine, notebook, Words(language))
        heading = _heading(notebook, language)
        failure = ChapterFailure(chapter.name, heading, name, message, failed / f"{chapter.name}.ipynb")
    finally:
        for kernel in mine:
            kernel.remove()
        loop.close()
    _clean(notebook)
    return ChapterRun(chapter.name, notebook, perf_counter() - begun, failure)

"""Make one report, from its parameters to its published files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from budgetbook.kernels import Kernels, Limits
from budgetbook.report.discover import find_chapters, find_notebooks
from budgetbook.report.export.emitted import front_of
from budgetbook.report.export.figures import figure_files
from budgetbook.report.export.formats import DEFAULT, FORMATS
from budgetbook.report.lock import alone
from budgetbook.report.manifest import manifest, read_manifest, recipe
from budgetbook.report.names import did_you_mean
from budgetbook.report.parameters import ParameterError, check_parameters
from budgetbook.report.publish import heal, keep_failed, notebook_bytes, prepare, publish
from budgetbook.report.run import ChapterFailure, ChapterRun, Progress, gathered, run_chapters
from budgetbook.report.shelf import Shelf
from budgetbook.report.stale import reasons
from budgetbook.report.writing import written
from budgetbook.words.worded import Sentence


@dataclass(frozen=True)
class Report:
    """What a run made in `folder`: the files there, or why chapters failed.

    `reasons` are why it was made; without any it was up to date, and the files are those of an earlier run.
    """

    folder: Path
    files: tuple[Path, ...]
    failures: tuple[ChapterFailure, ...]
    reasons: tuple[Sentence, ...] = ()


def make_report(
    parameters: Mapping[str, object],
    *,
    outputs: Path | None = None,
    notebooks: Path | None = None,
    formats: Sequence[str] = DEFAULT,
    with_code: bool = False,
    only: Sequence[str] = (),
    force: bool = False,
    limits: Limits | None = None,
    progress: Progress = lambda *_: None,
    kernels: Kernels | None = None,
    check: Callable[[], None] = lambda: None,
) -> Report:
    """Make one report, in one language, and publish it under `outputs/<department>/<year>/`.

    `parameters` are those of `budgetbook.report.parameters.SCHEMA`, all optional. `notebooks` is the
    chapters' folder and `outputs` the folder beside it, unless given. `only` makes a report of some chapters
    and publishes it in `partial/`, beside the full one. A format that is not asked for is removed, since it
    would no longer match. A report that is up to date is not made again, unless by `force`. When a chapter
    fails nothing is published: the report of an earlier run stays as it is, and the failed notebooks are kept
    in `failed/`. `limits` are those of one chapter. `kernels` is where the work is done, shared with other
    reports; without it a report has its own. `check` is called before the chapters run, while what they need
    is imported, and may raise what is wrong with the data.

    Raises `WordedError` for what the caller can put right: parameters, chapters and folders before any
    kernel starts, files that a reader program holds open when they are published.
    """
    for name in formats:
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS)
            raise ParameterError(("cli.no_format", {"name": name, "hint": hint, "known": ", ".join(FORMATS)}))
    checked = check_parameters(parameters)
    folder = find_notebooks(notebooks)
    chapters = find_chapters(folder, only, comparing=bool(checked.compare))
    outputs = (outputs or folder.parent / "outputs").resolve()
    shelf = Shelf(outputs / checked.department / str(checked.year), checked.language)
    prepare(shelf)

    passed = checked.for_notebooks(folder)
    options = {"formats": list(formats), "with_code": with_code, "only": list(only)}
    clock = _Clock(progress)
    with ExitStack() as stack:
        stack.enter_context(
            alone(
                shelf,
                waiting=lambda held: progress("held", held, 0.0),
                stopped=lambda: kernels is not None and kernels.killed,
            )
        )
        heal(shelf)
        made_by = recipe(checked, [chapter.path for chapter in chapters], passed, options)
        why = reasons(shelf, made_by)
        if not why and not force:
            if not only:  # what failed meanwhile was of data that have been put back
                keep_failed(shelf, [], passed, complete=True)
            return Report(shelf.folder, _published(shelf, partial=bool(only)), ())
        kernels = kernels or stack.enter_context(Kernels())
        kernels.prepare_chapters()
        kernels.prepare_formats()
        check()
        with clock.phase("chapters"):
            runs = run_chapters(
                chapters, passed, shelf.failed, progress, kernels=kernels, limits=limits or Limits()
            )
        if kernels.killed:
            raise KeyboardInterrupt  # what was stopped did not fail
        keep_failed(shelf, runs, passed, complete=not only)
        failures = tuple(run.failure for run in runs if run.failure)
        if failures:
            return Report(shelf.folder, (), failures, why)
        clock.seconds |= {f"chapter {run.name}": run.seconds for run in runs}
        files = _export(shelf, runs, formats, with_code=with_code, clock=clock, kernels=kernels)
        front = front_of(run.notebook for run in runs)
        files[shelf.manifest] = manifest(made_by, files, seconds=clock.seconds, front=front)
        placed = publish(shelf, files, partial=bool(only))
    return Report(shelf.folder, tuple(placed), (), why or (("stale.forced", {}),))


def _published(shelf: Shelf, *, partial: bool) -> tuple[Path, ...]:
    home = shelf.home(partial=partial)
    known = read_manifest(home / shelf.manifest)
    return tuple(home / name for name in known["outputs"]) if known else ()


class _Clock:
    """Tells each phase when it begins and ends, and keeps how long it took."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        self._progress(name, "", None)
        begun = perf_counter()
        yield
        self.tell(name, perf_counter() - begun)

    def tell(self, name: str, seconds: float) -> None:
        """Keep how long a phase took that has ended."""
        self.seconds[name] = seconds
        self._progress(name, "", seconds)


def _export(
    shelf: Shelf,
    runs: Sequence[ChapterRun],
    formats: Sequence[str],
    *,
    with_code: bool,
    clock: _Clock,
    kernels: Kernels,
) -> dict[str, bytes]:
    """The files to publish but for the manifest, by their path in the department's year."""
    notebooks = [(run.name, run.notebook) for run in runs]
    with clock.phase("formats"):
        jobs = [kernels.write(written, name, notebooks, shelf.language, with_code) for name in formats]
        others = {
            f"{shelf.name('chapters')}/{name}.ipynb": notebook_bytes(notebook) for name, notebook in notebooks
        }
        for name, data in figure_files(run.notebook for run in runs).items():
            others[f"{shelf.name('figures')}/{name}"] = data
        reports = dict(zip(formats, gathered(kernels, jobs), strict=True))
    for name, (_, seconds) in reports.items():
        clock.tell(name, seconds)
    return {shelf.name("report", f".{name}"): data for name, (data, _) in reports.items()} | others

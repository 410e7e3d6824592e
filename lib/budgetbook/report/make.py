"""Make one report, from its parameters to its published files."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from budgetbook.report.discover import find_chapters, find_notebooks
from budgetbook.report.export.figures import figure_files
from budgetbook.report.manifest import input_files, manifest
from budgetbook.report.names import did_you_mean
from budgetbook.report.parameters import ParameterError, check_parameters
from budgetbook.report.publish import Shelf, check_files, keep_failed, notebook_bytes, prepare, publish
from budgetbook.report.run import ChapterFailure, ChapterRun, Progress, run_chapters

FORMATS = ("html", "pdf")


@dataclass(frozen=True)
class Report:
    """What a run made in `folder`: the files it published, or why chapters failed."""

    folder: Path
    files: tuple[Path, ...]
    failures: tuple[ChapterFailure, ...]


def make_report(
    parameters: Mapping[str, object],
    *,
    outputs: Path | None = None,
    notebooks: Path | None = None,
    formats: Sequence[str] = FORMATS,
    with_code: bool = False,
    only: Sequence[str] = (),
    progress: Progress = lambda *_: None,
) -> Report:
    """Make one report, in one language, and publish it under `outputs/<department>/<year>/`.

    `parameters` are those of `budgetbook.report.parameters.SCHEMA`, all optional. `notebooks` is the
    chapters' folder and `outputs` the folder beside it, unless given. `only` makes a report of some chapters
    and publishes it in `partial/`, beside the full one. A format that is not asked for is removed, since it
    would no longer match. When a chapter fails nothing is published: the report of an earlier run stays as
    it is, and the failed notebooks are kept in `failed/`.

    Raises `WordedError` for what the caller can put right: parameters, chapters and folders before any
    kernel starts, files that a reader program holds open when they are published.
    """
    for name in formats:
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS)
            raise ParameterError(("cli.no_format", {"name": name, "hint": hint, "known": ", ".join(FORMATS)}))
    checked = check_parameters(parameters)
    folder = find_notebooks(notebooks)
    chapters = find_chapters(folder, only)
    outputs = (outputs or folder.parent / "outputs").resolve()
    shelf = Shelf(outputs / checked.department / str(checked.year), checked.language)
    prepare(shelf)

    passed = checked.for_notebooks(folder)
    clock = _Clock(progress)
    with clock.phase("chapters"):
        runs = run_chapters(chapters, passed, shelf.failed, progress)
    keep_failed(shelf, runs, complete=not only)
    failures = tuple(run.failure for run in runs if run.failure)
    if failures:
        return Report(shelf.folder, (), failures)
    clock.seconds |= {f"chapter {run.name}": run.seconds for run in runs}

    files = _export(shelf, runs, formats, with_code, clock)
    inputs = input_files(checked, [chapter.path for chapter in chapters])
    files[shelf.manifest] = manifest(passed, inputs, files, clock.seconds)
    return Report(shelf.folder, tuple(publish(shelf, files, partial=bool(only))), ())


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
        self.seconds[name] = perf_counter() - begun
        self._progress(name, "", self.seconds[name])


def _export(
    shelf: Shelf, runs: Sequence[ChapterRun], formats: Sequence[str], with_code: bool, clock: _Clock
) -> dict[str, bytes]:
    """The files to publish but for the manifest, by their path in the department's year."""
    # The exporters load fonts and a typesetter, which a wrong parameter or a failed chapter has no use for.
    from budgetbook.report.export.content import merge  # noqa: PLC0415
    from budgetbook.report.export.html import BudgetbookHTMLExporter  # noqa: PLC0415
    from budgetbook.report.export.pdf import BudgetbookPDFExporter  # noqa: PLC0415

    files: dict[str, bytes] = {}
    html = pdf = None
    merged = merge([(run.name, run.notebook) for run in runs], language=shelf.language)
    if "html" in formats:
        with clock.phase("html"):
            exporter = BudgetbookHTMLExporter(with_code=with_code)  # type: ignore[no-untyped-call]
            html, _ = exporter.from_notebook_node(merged)
        files[shelf.name("report", ".html")] = html.encode("utf-8")
    if "pdf" in formats:
        with clock.phase("pdf"):
            typesetter = BudgetbookPDFExporter(with_code=with_code)  # type: ignore[no-untyped-call]
            pdf, _ = typesetter.from_notebook_node(merged)
        files[shelf.name("report", ".pdf")] = pdf
    check_files(html, pdf, len(runs))
    for run in runs:
        files[f"{shelf.name('chapters')}/{run.name}.ipynb"] = notebook_bytes(run.notebook)
    for name, data in figure_files(run.notebook for run in runs).items():
        files[f"{shelf.name('figures')}/{name}"] = data
    return files

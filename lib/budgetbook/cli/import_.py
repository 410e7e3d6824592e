"""The command `budgetbook import`: published documents into a year's tables, with a review."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from budgetbook.cli.common import short
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.worded import WordedError

if TYPE_CHECKING:
    from budgetbook.accounts.department import Department
    from budgetbook.intake.importing import Imported, Progress
    from budgetbook.intake.review import Review
    from budgetbook.intake.write import Plan

# ruff: noqa: PLC0415  (what a command needs takes a second to import, which `--help` must not)

_UNUSABLE = 3
_WIDTH = 140
# What a reader of a terminal can look through; the page has every row.
_MOST_ROWS = 200
_TENTHS, _MINUTE = 10, 60


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--department", "slug", metavar="SLUG", default="")
@click.option("--year", "of_year", metavar="N", default="")
@click.option("--name", metavar="TEXT", default="")
@click.option("--data", metavar="DIR", default="")
@click.option("--replace", is_flag=True)
@click.option("--dry-run", is_flag=True)
@click.option("--report", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--language", metavar="zh|en", type=click.Choice(LANGUAGES))
@click.help_option("--help")
@click.pass_obj
def import_(
    words: Words,
    *,
    files: tuple[Path, ...],
    slug: str,
    of_year: str,
    name: str,
    data: str,
    replace: bool,
    dry_run: bool,
    report: Path | None,
    language: str | None,  # noqa: ARG001  (heard by `spoken_language`)
) -> int:
    """Import published documents; see `words/*/help_import.j2`."""
    from budgetbook.accounts.folder import find_data_dir
    from budgetbook.intake.importing import ImportRefusedError, files_in, import_documents
    from budgetbook.intake.review import review, write_page
    from budgetbook.intake.write import MergeError, plan, write

    _check(slug, of_year, data)
    root = Path(data) if data else find_data_dir()
    there = _department(root, slug)
    try:
        with _progress(words) as progress:
            imported = import_documents(
                files_in(files),
                year=int(of_year) if of_year else None,
                name=name or (there.name("zh") if there else ""),
                known=there.documents if there else {},
                progress=progress,
            )
        named = name or imported.department
        if there is None and not named:
            raise MergeError(("import.no_name", {"department": slug}))
        made = plan(root, slug, imported.cells, imported.sources, name=named, replaces=replace)
    except (ImportRefusedError, MergeError) as error:
        click.echo(error.text(words.language), err=True)
        return _UNUSABLE
    findings = _findings(made, imported, words)
    reviewed = review(imported, made, findings, words, name=there.name(words.language) if there else named)
    _show(reviewed, words)
    if report is not None:
        write_page(reviewed, report)
        click.echo(words("import.wrote", path=report))
    if dry_run:
        click.echo(words("import.wrote_nothing"))
    else:
        try:
            _tell(write(made), words)
        except OSError as error:
            reason = error.strerror or str(error)
            click.echo(words("cli.cannot_write", file=error.filename or made.folder, reason=reason), err=True)
            return _UNUSABLE
    click.echo(words("import.contradicted", number=len(imported.contradictions)))
    return 0


def _check(department: str, year: str, data: str) -> None:
    from budgetbook.report.names import is_portable

    if not department:
        raise WordedError(("import.no_department", {}))
    if not is_portable(department):
        raise WordedError(("cli.department_path", {"value": department}))
    if year and not (year.isdecimal() and len(year) == len("2022")):
        raise WordedError(("import.wrong_year", {"value": year}))
    if data and not Path(data).is_dir():
        raise WordedError(("cli.no_such_folder", {"folder": data}))


def _department(root: Path, slug: str) -> "Department | None":
    from budgetbook.accounts.department import read_department
    from budgetbook.accounts.problems import DataError

    if not (root / slug / "department.toml").is_file():
        return None
    department, problems = read_department(root / slug, root)
    if department is None:
        raise DataError(problems)
    return department


def _findings(made: "Plan", imported: "Imported", words: Words) -> list[tuple[str, str]]:
    """What the reconciliation finds in the year as it will be; what cannot be loaded stops the import."""
    import budgetbook as bb
    from budgetbook.intake.write import staged_copy

    with tempfile.TemporaryDirectory() as folder:
        staged_copy(made, Path(folder))
        book = bb.load(folder, made.folder.name, imported.year, language=words.language)
    severities = {key: words(f"reconcile.severity_{key}") for key in ("error", "warning", "info")}
    return [(f"{one.id}　{severities[one.severity]}", one.message) for one in bb.reconcile(book)]


def _show(reviewed: "Review", words: Words) -> None:
    from rich.console import Console
    from rich.table import Table

    from budgetbook.cli.wrapping import Passage

    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    console.print(Passage(reviewed.head))
    for section in reviewed.sections:
        if section.heading:
            console.print(Passage(f"\n{section.heading}"))
        if section.long:
            continue
        table = Table(show_header=bool(section.columns), box=None, pad_edge=False)
        for column in section.columns or ("",) * len(section.rows[0]):
            table.add_column(column, overflow="fold")
        for row in section.rows[:_MOST_ROWS]:
            table.add_row(*map(Passage, row))
        console.print(table)
        if (more := len(section.rows) - _MOST_ROWS) > 0:
            console.print(Passage(words("import.more", number=more)))


def _tell(written: Sequence[Path], words: Words) -> None:
    for path in written:
        key = "import.kept_backup" if ".backup-" in path.name else "import.wrote"
        click.echo(words(key, path=short(path)))
    if not written:
        click.echo(words("import.unchanged"))


@contextmanager
def _progress(words: Words) -> "Iterator[Progress]":
    """Tells how far the reading is: a bar on a terminal, at most ten plain lines in a pipe."""
    if not sys.stderr.isatty():
        yield _plain_progress(words)
        return
    from rich.console import Console
    from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TextColumn
    from rich.progress import Progress as Bars
    from rich.table import Column
    from rich.text import Text

    class Remaining(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text("" if task.finished else _remaining(task.time_remaining, words))

    name = TextColumn("{task.fields[name]}", markup=False, table_column=Column(no_wrap=True))
    columns = TextColumn("{task.description}"), BarColumn(24), Remaining(), name
    tasks: list[TaskID] = []
    with Bars(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=60) as bars:

        def lively(done: int, total: int, name: str) -> None:
            about = words("import.done", done=done, total=total)
            if not tasks:
                tasks.append(bars.add_task(about, total=total, name=name))
            bars.update(tasks[0], completed=done, description=about, name=name)

        yield lively


def _plain_progress(words: Words) -> "Progress":
    def told(done: int, total: int, _name: str) -> None:
        tenth = done * _TENTHS // total if total else 0
        before = (done - 1) * _TENTHS // total if total else 0
        if total > _TENTHS and 0 < tenth > before:
            click.echo(words("import.done", done=done, total=total), err=True)

    return told


def _remaining(seconds: float | None, words: Words) -> str:
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return words("import.seconds_left", number=int(seconds) + 1)
    return words("import.minutes_left", number=-int(-seconds // _MINUTE))

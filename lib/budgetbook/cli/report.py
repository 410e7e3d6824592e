"""The command `budgetbook report`: one department's year, in each language asked for."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from budgetbook.cli.common import DONE, FAILED, asked, complain, listed, short, with_common
from budgetbook.cli.console import progress_lines
from budgetbook.words import Words

if TYPE_CHECKING:
    from budgetbook.kernels import Kernels
    from budgetbook.report.make import Report
    from budgetbook.report.parameters import ReportParameters

# ruff: noqa: PLC0415  (what a command needs takes a second to import, which `--help` must not)


@click.command()
@with_common
@click.option("--years", metavar="N", default="5")
@click.option("--compare", metavar="SLUG", multiple=True)
@click.option("--outputs", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--notebooks", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", metavar="html,pdf,docx,xlsx", multiple=True)
@click.option("--with-code", is_flag=True)
@click.option("--only", metavar="CHAPTER", multiple=True)
@click.option("--force", is_flag=True)
@click.option("--jobs", metavar="N")
@click.option("--kernel", metavar="auto|warm|plain")
@click.option("--time-limit", metavar="SECONDS")
@click.option("--memory", metavar="SIZE")
@click.help_option("--help")
@click.pass_obj
def report(
    words: Words,
    /,
    *,
    department: str,
    year: str,
    language: tuple[str, ...],
    data: str,
    years: str,
    compare: tuple[str, ...],
    outputs: Path | None,
    notebooks: Path | None,
    format: tuple[str, ...],
    with_code: bool,
    only: tuple[str, ...],
    force: bool,
    **how: str | None,
) -> int:
    """Make the report in each language; see `words/*/help_report.j2`."""
    from budgetbook.batch.choices import read_choices
    from budgetbook.kernels import Kernels

    choices = read_choices({name: given for name, given in how.items() if given})
    compared = {"compare": ",".join(listed(compare))}
    chosen = [asked(department, year, years, one, data) | compared for one in listed(language) or ["zh"]]
    code = DONE
    with Kernels(choices.kernel, choices.jobs) as kernels:
        kernels.prepare_chapters()  # takes as long as all that follows, until the first chapter runs

        from budgetbook.batch.index import write_index
        from budgetbook.report.export.formats import DEFAULT
        from budgetbook.report.make import make_report
        from budgetbook.report.parameters import check_parameters
        from budgetbook.report.shelf import PublishError

        checked = [check_parameters(parameters) for parameters in chosen]
        for parameters, one in zip(chosen, checked, strict=True):
            try:
                with progress_lines(words) as progress:
                    made = make_report(
                        parameters,
                        outputs=outputs,
                        notebooks=notebooks,
                        formats=listed(format) or DEFAULT,
                        with_code=with_code,
                        only=listed(only),
                        force=force,
                        limits=choices.limits,
                        progress=progress,
                        kernels=kernels,
                        # Here rather than in each chapter, so that bad data is told at once and in one list.
                        check=partial(_check, one, kernels),
                    )
                if made.reasons and not only:
                    write_index(made.folder.parents[1], words.language)
            except PublishError as error:
                complain(error.text(words.language))
                return FAILED
            _tell(made, words)
            code = code or (FAILED if made.failures else DONE)
    return code


def _check(one: "ReportParameters", kernels: "Kernels") -> None:
    from budgetbook.accounts.problems import DataError
    from budgetbook.accounts.unreadable import unreadable

    problems = kernels.compute(unreadable, one.data_dir, one.department, one.year, one.years).result()
    if problems:
        raise DataError(problems)


def _tell(made: "Report", words: Words) -> None:
    for failure in made.failures:
        place = failure.heading or words("cli.chapter_start")
        said = {
            "chapter": failure.chapter,
            "heading": place,
            "error": failure.error,
            "message": failure.message,
        }
        complain(words("cli.chapter_failed", **said))
        complain(words("cli.look_at", path=short(failure.notebook)))
    if made.failures:
        complain(words("cli.not_published", number=len(made.failures)))
    for path in made.files:
        if path.stem.startswith("report"):
            click.echo(words("cli.written" if made.reasons else "cli.fresh", path=short(path)))

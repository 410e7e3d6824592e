"""The command line: `budgetbook report`, `check`, `list`; `new` in `cli_new`, `import` in `cli_import`.

Exit codes: 0 done, 1 a chapter failed or nothing could be published, 2 wrong use, 3 unusable data,
130 interrupted.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import NoSuchCommand

from budgetbook.cli_import import import_
from budgetbook.cli_new import new, still_to_fill
from budgetbook.console import progress_lines, speak, use_utf8
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.worded import WordedError

if TYPE_CHECKING:
    from budgetbook.report.make import Report
    from budgetbook.report.parameters import ReportParameters

# The rooms a command needs are imported inside it: they take a second, which `--help` must not.
# ruff: noqa: PLC0415

DONE, FAILED, WRONG_USE, UNUSABLE_DATA, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    use_utf8()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(spoken_language(arguments, os.environ))
    speak(budgetbook, words)
    try:
        return int(budgetbook.main(arguments, "budgetbook", standalone_mode=False, obj=words) or DONE)
    except click.UsageError as error:
        _complain(_usage_error(error, words))
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        _complain(words("cli.interrupted"))
        return INTERRUPTED
    except Exception as error:
        from budgetbook.accounts import DataError
        from budgetbook.accounts.folder import NoDataFolderError

        if not isinstance(error, DataError | WordedError):
            raise
        _complain(error.text(words.language))
        return UNUSABLE_DATA if isinstance(error, DataError | NoDataFolderError) else WRONG_USE


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of help and messages: `--language`, `BUDGETBOOK_LANGUAGE`, the system's, else Chinese."""
    for option, value in pairwise([*arguments, ""]):
        named = value if option == "--language" else option.partition("--language=")[2]
        if (language := named.split(",")[0]) in LANGUAGES:
            return language
    if (language := environment.get("BUDGETBOOK_LANGUAGE", "")) in LANGUAGES:
        return language
    system = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG", "")
    return "en" if system.startswith("en") else "zh"


_common = [
    click.option("--department", metavar="SLUG", default=""),
    click.option("--year", metavar="N", default="0"),
    click.option("--language", metavar="zh|en", multiple=True),
    click.option("--data", metavar="DIR", default=""),
]


def _with_common(function: Any) -> Any:
    for option in reversed(_common):
        function = option(function)
    return function


@click.group(invoke_without_command=True)
@click.version_option(package_name="budgetbook", message="%(prog)s %(version)s")
@click.help_option("--help")
@click.pass_context
def budgetbook(context: click.Context) -> None:  # noqa: D103  (help comes from the words)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@budgetbook.command()
@_with_common
@click.option("--years", metavar="N", default="5")
@click.option("--outputs", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--notebooks", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", metavar="html,pdf", multiple=True)
@click.option("--with-code", is_flag=True)
@click.option("--only", metavar="CHAPTER", multiple=True)
@click.help_option("--help")
@click.pass_obj
def report(
    words: Words,
    *,
    department: str,
    year: str,
    language: tuple[str, ...],
    data: str,
    years: str,
    outputs: Path | None,
    notebooks: Path | None,
    format: tuple[str, ...],
    with_code: bool,
    only: tuple[str, ...],
) -> int:
    """Make the report in each language; see `words/*/help_report.j2`."""
    from budgetbook.report.make import FORMATS, make_report
    from budgetbook.report.parameters import check_parameters
    from budgetbook.report.publish import PublishError

    asked = [_asked(department, year, years, one, data) for one in _listed(language) or ["zh"]]
    checked = [check_parameters(parameters) for parameters in asked]
    # Once here rather than in each chapter, so that bad data is told at once, as one list and by itself.
    _load(checked[0], words)
    code = DONE
    for parameters in asked:
        try:
            with progress_lines(words) as progress:
                made = make_report(
                    parameters,
                    outputs=outputs,
                    notebooks=notebooks,
                    formats=_listed(format) or FORMATS,
                    with_code=with_code,
                    only=_listed(only),
                    progress=progress,
                )
        except PublishError as error:
            _complain(error.text(words.language))
            return FAILED
        _tell(made, words)
        code = code or (FAILED if made.failures else DONE)
    return code


@budgetbook.command()
@_with_common
@click.option("--json", "as_json", is_flag=True)
@click.help_option("--help")
@click.pass_obj
def check(
    words: Words, *, department: str, year: str, language: tuple[str, ...], data: str, as_json: bool
) -> None:
    """Print the findings; see `words/*/help_check.j2`."""
    import budgetbook as bb
    from budgetbook.analysis.reconcile import where_read
    from budgetbook.report.parameters import check_parameters

    spoken = (_listed(language) or [words.language])[0]
    checked = check_parameters(_asked(department, year, "5", spoken, data))
    book = _load(checked, words)
    findings = bb.reconcile(book)
    if as_json:
        click.echo(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False, indent=2))
        return
    about = {"department": checked.department, "year": checked.year, "number": len(findings)}
    if pending := still_to_fill(book, words):
        click.echo(pending)
    if findings or not pending:
        click.echo(words("cli.findings" if findings else "cli.no_findings", **about))
    for finding in findings:
        severity = words(f"reconcile.severity_{finding.severity}")
        click.echo(f"\n{finding.id}　{severity}　{finding.message}")
        click.echo(words("cli.finding_sources", sources=where_read(words, finding.sources)))


@budgetbook.command("list")
@click.option("--data", metavar="DIR", default="")
@click.option("--language", metavar="zh|en", type=click.Choice(LANGUAGES))
@click.help_option("--help")
@click.pass_obj
def list_(words: Words, data: str, language: str | None) -> None:  # noqa: ARG001  (heard by `spoken_language`)
    """Print what data there is; see `words/*/help_list.j2`."""
    from budgetbook.accounts.department import read_department
    from budgetbook.accounts.folder import departments
    from budgetbook.accounts.reading import read_year
    from budgetbook.report.parameters import data_folder

    root = data_folder(data)
    for slug, years in departments(root).items():
        department, _ = read_department(root / slug, root)
        click.echo(f"{slug}　{department.name(words.language) if department else ''}".rstrip())
        for year in years:
            tables, problems = read_year(root / slug, year, root)
            line = ", ".join(sorted(raw.table for raw in tables)) or words("cli.no_tables")
            unread = words("cli.unreadable", number=len(problems)) if problems else ""
            click.echo(f"  {year}  {line}{unread}")


budgetbook.add_command(new)
budgetbook.add_command(import_)


def _asked(department: str, year: str, years: str, language: str, data: str) -> dict[str, object]:
    """The parameters as they were typed; what is no number stays text, for the check to refuse in words."""
    numbers = {"year": year, "years": years}
    typed = {name: int(text) if text.isdecimal() else text for name, text in numbers.items()}
    return {"department": department, **typed, "language": language, "data_dir": data}


def _listed(given: tuple[str, ...]) -> list[str]:
    """The values of an option that may be repeated or hold a list: `zh,en`."""
    return list(dict.fromkeys(one.strip() for text in given for one in text.split(",")))


def _load(checked: "ReportParameters", words: Words) -> Any:
    import budgetbook as bb

    return bb.load(
        checked.data_dir, checked.department, checked.year, years=checked.years, language=words.language
    )


def _as_json(finding: Any) -> dict[str, object]:
    numbers = ("left", "right", "difference", "tolerance")
    return {
        "id": finding.id,
        "severity": str(finding.severity),
        "message": finding.message,
        **{name: _number(getattr(finding, name)) for name in numbers},
        "sources": list(finding.sources),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _tell(made: "Report", words: Words) -> None:
    for failure in made.failures:
        place = failure.heading or words("cli.chapter_start")
        said = {
            "chapter": failure.chapter,
            "heading": place,
            "error": failure.error,
            "message": failure.message,
        }
        _complain(words("cli.chapter_failed", **said))
        _complain(words("cli.look_at", path=_short(failure.notebook)))
    if made.failures:
        _complain(words("cli.not_published", number=len(made.failures)))
    for path in made.files:
        if path.suffix in (".html", ".pdf"):
            click.echo(words("cli.written", path=_short(path)))


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _complain(text: str) -> None:
    click.echo(text, err=True)


def _usage_error(error: click.UsageError, words: Words) -> str:
    hint = ""
    if isinstance(error, click.NoSuchOption | NoSuchCommand) and error.possibilities:
        hint = words("cli.nearest", name=error.possibilities[0])
    if isinstance(error, click.NoSuchOption):
        text = words("cli.no_option", name=error.option_name, hint=hint)
    elif isinstance(error, NoSuchCommand):
        known = ", ".join(budgetbook.commands)
        text = words("cli.no_command", name=error.command_name, hint=hint, known=known)
    elif isinstance(error, click.BadOptionUsage):
        text = words("cli.no_value", name=error.option_name)
    else:
        text = words("cli.wrong_use", message=error.format_message())
    command = error.ctx.command_path if error.ctx else "budgetbook"
    return f"{text}\n{words('cli.see_help', command=command)}"

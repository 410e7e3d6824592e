"""The command `budgetbook verify`: whether the published reports are still as they were published."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from budgetbook.cli.common import DONE, FAILED
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.worded import said

if TYPE_CHECKING:
    from budgetbook.report.verify import Verified

# ruff: noqa: PLC0415  (what a command needs takes a second to import, which `--help` must not)

_STATES = ("whole", "damaged", "busy", "unpublished")


@click.command()
@click.option("--outputs", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--language", metavar="zh|en", type=click.Choice(LANGUAGES))
@click.option("--json", "as_json", is_flag=True)
@click.help_option("--help")
@click.pass_obj
def verify(
    words: Words,
    *,
    outputs: Path | None,
    language: str | None,  # noqa: ARG001  (heard by `spoken_language`)
    as_json: bool,
) -> int:
    """Print what is found of each report; see `words/*/help_verify.j2`."""
    from budgetbook.report.discover import find_notebooks
    from budgetbook.report.parameters import ParameterError
    from budgetbook.report.verify import verify

    outputs = outputs or find_notebooks().parent / "outputs"
    if not outputs.is_dir():
        raise ParameterError(("cli.no_such_folder", {"folder": outputs}))
    found = verify(outputs)
    if as_json:
        click.echo(json.dumps([_as_json(one, words) for one in found], ensure_ascii=False, indent=2))
    else:
        _tell(found, words)
    return FAILED if any(one.state == "damaged" for one in found) else DONE


def _tell(found: "list[Verified]", words: Words) -> None:
    for one in found:
        partial = words("cli.verify_partial") if one.partial else ""
        state = words(f"cli.verify_{one.state}")
        about = {"department": one.department, "year": one.year, "language": one.language, "files": one.files}
        click.echo(words("cli.verify_report", state=state, partial=partial, **about))
        for line in _lines(one, words):
            click.echo(words("cli.verify_line", text=line))
    if not found:
        click.echo(words("cli.verify_none"))
        return
    counts = {state: sum(one.state == state for one in found) for state in _STATES}
    click.echo(words("cli.verify_summary", reports=len(found), **counts))
    if counts["damaged"]:
        click.echo(words("cli.verify_repair"))


def _lines(one: "Verified", words: Words) -> Iterator[str]:
    if one.healed:
        yield words("cli.verify_healed")
    yield from (said(words, problem) for problem in one.problems)
    for failure in one.failures:
        heading = failure["heading"] or words("cli.chapter_start")
        yield words("cli.chapter_failed", **failure | {"heading": heading})
    yield from (words("cli.verify_unknown", file=file) for file in one.unknown)


def _as_json(one: "Verified", words: Words) -> dict[str, Any]:
    problems = [
        {"rule": key, **values, "message": said(words, (key, values))} for key, values in one.problems
    ]
    return asdict(one) | {"problems": problems}

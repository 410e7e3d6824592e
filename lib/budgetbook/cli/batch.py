"""The commands `budgetbook batch` and `budgetbook index`: many reports, and the page that leads to them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from budgetbook.cli.common import DONE, FAILED, INTERRUPTED, UNUSABLE_DATA, complain, short
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.worded import WordedError, said

if TYPE_CHECKING:
    from budgetbook.batch.choices import Choices
    from budgetbook.batch.events import Event, Summary
    from budgetbook.batch.places import Places
    from budgetbook.batch.plan import Plan

# ruff: noqa: PLC0415  (what a command needs takes a second to import, which `--help` must not)

_MOST_REASONS = 5  # in a line; a new environment has a hundred other packages


@click.command()
@click.argument("plan", metavar="[PLAN.TOML]", required=False, type=click.Path(path_type=Path))
@click.option("--departments", metavar="GLOB,…|all")
@click.option("--years", "batch_years", metavar="YEARS")
@click.option("--languages", metavar="zh,en")
@click.option("--formats", metavar="html,pdf,docx,xlsx")
@click.option("--look-back", metavar="N")
@click.option("--jobs", metavar="N")
@click.option("--scheduler", metavar="ADDRESS")
@click.option("--data", metavar="DIR")
@click.option("--outputs", metavar="DIR")
@click.option("--notebooks", metavar="DIR")
@click.option("--dry-run", "list_only", is_flag=True)
@click.option("--force", is_flag=True)
@click.option("--fail-fast", is_flag=True)
@click.option("--kernel", metavar="auto|warm|plain")
@click.option("--time-limit", metavar="SECONDS")
@click.option("--memory", metavar="SIZE")
@click.option("--json-log", metavar="FILE")
@click.option("--language", "spoken", metavar="zh|en", type=click.Choice(LANGUAGES))
@click.help_option("--help")
@click.pass_obj
def batch(
    words: Words,
    /,
    *,
    plan: Path | None,
    batch_years: str | None,
    list_only: bool,
    spoken: str | None,  # noqa: ARG001  (heard by `spoken_language`)
    **options: Any,
) -> int:
    """Make many reports; see `words/*/help_batch.j2`."""
    from budgetbook.batch.choices import read_choices
    from budgetbook.batch.places import find_places, known_departments
    from budgetbook.batch.plan import make_plan

    typed = {name: given for name, given in {**options, "years": batch_years}.items() if given}
    choices = read_choices(typed, plan)
    places = find_places(choices)
    planned = make_plan(choices, known_departments(places))
    for remark in planned.remarks:
        complain(said(words, remark))
    return (_list if list_only else _run)(planned, places, choices, words)


@click.command()
@click.option("--outputs", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--language", "spoken", metavar="zh|en", type=click.Choice(LANGUAGES))
@click.help_option("--help")
@click.pass_obj
def index(words: Words, *, outputs: Path | None, spoken: str | None) -> int:  # noqa: ARG001  (as above)
    """Make the index page anew; see `words/*/help_index.j2`."""
    from budgetbook.batch.index import write_index
    from budgetbook.report.discover import find_notebooks

    if outputs and not outputs.is_dir():
        raise WordedError(("cli.no_such_folder", {"folder": outputs}))
    folder = outputs.resolve() if outputs else find_notebooks().parent / "outputs"
    return _indexed(lambda: write_index(folder, words.language), words)


def _list(planned: "Plan", places: "Places", choices: "Choices", words: Words) -> int:
    from budgetbook.batch.places import reasons

    stale = 0
    for task, found in reasons(planned.tasks, places, choices):
        stale += bool(found)
        told = words("cli.reason_between").join(said(words, reason) for reason in found[:_MOST_REASONS])
        if (left := len(found) - _MOST_REASONS) > 0:
            told += words("batch.and_more", number=left)
        key = "cli.planned_new" if found else "cli.planned_up_to_date"
        click.echo(words(key, task=task.name, why=told))
    total = len(planned.tasks)
    click.echo(words("cli.planned", total=total, stale=stale, fresh=total - stale))
    return DONE


def _run(planned: "Plan", places: "Places", choices: "Choices", words: Words) -> int:
    from budgetbook.batch.places import index_of, open_maker
    from budgetbook.batch.run import interruptible, run_batch
    from budgetbook.cli.batch_display import display, summed_up

    log = _log(choices.json_log, words)
    with interruptible() as stop:
        with open_maker(places, choices) as maker, display(len(planned.tasks), words) as show:

            def tell(event: "Event") -> None:
                log(event)
                show(event)

            summary = run_batch(
                planned.tasks,
                maker,
                language=words.language,
                tell=tell,
                fail_fast=choices.fail_fast,
                stop=stop,
            )
        click.echo(summed_up(summary, words), err=summary.interrupted)
        indexed = _indexed(lambda: index_of(places, words.language), words)
    return _exit_code(summary) or indexed


def _exit_code(summary: "Summary") -> int:
    if summary.interrupted:
        return INTERRUPTED
    if summary.failed:
        return FAILED
    return UNUSABLE_DATA if summary.bad_data else DONE


def _indexed(make: Callable[[], Path | str], words: Words) -> int:
    """Make an index and tell where it is; what was made before it must not be lost for it."""
    try:
        made = make()
    except WordedError as error:
        complain(error.text(words.language))
        return FAILED
    click.echo(words("cli.index_written", path=short(made) if isinstance(made, Path) else made))
    return DONE


def _log(named: str, words: Words) -> "Callable[[Event], None]":
    """What adds each event to the log as it happens, or does nothing where no log was asked for."""
    if not named:
        return lambda _: None
    from budgetbook.batch.choices import PlanError
    from budgetbook.batch.events import json_line
    from budgetbook.report.shelf import reason_of

    lost = False

    def add(text: str) -> None:
        # Closed after each line, so that whoever reads along has all of it.
        with Path(named).open("a", encoding="utf-8") as file:
            file.write(text)

    def write(event: "Event") -> None:
        nonlocal lost
        try:
            if not lost:
                add(f"{json_line(event, words.language)}\n")
        except OSError as error:
            # A full disk must not cost the reports.
            lost = True
            complain(words("cli.log_lost", file=named, reason=reason_of(error)))

    try:
        add("")
    except OSError as error:
        raise PlanError(("cli.cannot_write", {"file": named, "reason": reason_of(error)})) from error
    return write

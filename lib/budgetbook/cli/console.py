"""What the command line writes: help in the reader's language, a line for each step of a report."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

import click

from budgetbook.words import Words

# What an argument is called where it is declared, before a language was chosen.
_METAVARS: dict[click.Parameter, str] = {}
Progress = Callable[[str, str, float | None], None]


def use_utf8() -> None:
    """Write UTF-8 even on a console whose code page has no Chinese, where it would stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


class _Formatter(click.HelpFormatter):
    words: ClassVar[Words]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        super().write_usage(prog, args, prefix=f"{self.words('cli.usage')} ")

    def write_heading(self, heading: str) -> None:
        # click ends a heading with a colon of half width, whatever the language.
        self.write(f"{self.words(f'cli.heading_{heading.lower()}')}\n")


class _Context(click.Context):
    formatter_class = _Formatter


def speak(group: click.Group, words: Words) -> None:
    """Give a group of commands and their options the help texts of one language."""
    _Formatter.words = words
    group.options_metavar = _named("[OPTIONS]", words)
    group.subcommand_metavar = _named("[COMMAND] [ARGS]...", words)
    group.help = _paragraphs(words.render("help.j2"))
    for name, command in {"": group, **group.commands}.items():
        command.context_class = _Context
        command.options_metavar = group.options_metavar
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                parameter.help = words(f"cli.option_{parameter.name}")
            else:
                written = _METAVARS.setdefault(parameter, parameter.metavar or "")
                parameter.metavar = _named(written, words)
        if name:
            command.short_help = words(f"cli.command_{name}")
            command.help = _paragraphs(words.render(f"help_{name}.j2"))


def _named(metavar: str, words: Words) -> str:
    """Return what the usage line calls an argument, `FILE…` or `[PLAN.TOML]`, in the reader's language."""
    return re.sub("[A-Z]+", lambda name: words(f"cli.metavar_{name[0].lower()}"), metavar)


def _paragraphs(text: str) -> str:
    # \b keeps click from joining the lines, which in Chinese it would do with spaces.
    return "\n\n".join(f"\b\n{paragraph}" for paragraph in text.split("\n\n"))


@contextmanager
def progress_lines(words: Words) -> Iterator[Progress]:
    """Tell a report's steps: on a terminal what is under way, in a pipe a plain line for each one done."""
    if not sys.stdout.isatty():

        def plain(phase: str, name: str, seconds: float | None) -> None:
            if seconds is not None and words.has(f"cli.done_{phase}"):
                click.echo(words(f"cli.done_{phase}", name=name, seconds=seconds))

        yield plain
        return

    # Half of the time `budgetbook --help` takes would go into loading it.
    from rich.console import Console  # noqa: PLC0415
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415
    from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    tasks: dict[str, TaskID] = {}
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # A console of its own: the shared one keeps what the terminal was when some library first asked.
    with Bars(*columns, console=Console(), transient=True) as bars:

        def lively(phase: str, name: str, seconds: float | None) -> None:
            if not words.has(f"cli.done_{phase}"):
                return
            if seconds is None:
                tasks[name or phase] = bars.add_task(
                    escape(words(f"cli.begin_{phase}", name=name)), total=None
                )
            else:
                bars.remove_task(tasks.pop(name or phase))
                line = escape(words(f"cli.done_{phase}", name=name, seconds=seconds))
                bars.console.print(line, style="red" if phase == "failed" else None, highlight=False)

        yield lively

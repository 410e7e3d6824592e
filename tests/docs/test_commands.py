"""Every command of README and docs/ is run in a user's copy of the project, each page from its top."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from doc_pages import PAGES, ROOT, Change, Commands, Content, Printed, printed_as, spans, steps
from doc_project import Project, not_run, program
from papermill.cli import papermill

from budgetbook.cli import budgetbook

_RUNNERS = ("budgetbook", ".venv/bin/budgetbook", ".venv/bin/papermill", "make", "papermill", "uv")
_OPTIONS = {
    option for command in budgetbook.commands.values() for one in command.params for option in one.opts
}
_TARGETS = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
# A translation that shows no output has the same commands as its page, which are run once.
_TO_FOLLOW = {tuple(steps(page.read_text(encoding="utf-8"))): page for page in reversed(PAGES)}


def follow(page: str, project: Project) -> None:
    """Do what a page says; fails at the first line that is not as the page says."""
    real = ""
    for step in steps(page):
        place = f"line {step.line}"
        if isinstance(step, Content):
            project.write(step.path, step.text)
        elif isinstance(step, Change):
            project.change(step.path, step.old, step.new)
        elif isinstance(step, Printed):
            assert printed_as(step.text, real), f"{place}: it prints\n{real}"
        elif isinstance(step, Commands):
            real = ""
            for words, status in step.commands:
                if not_run(words):
                    continue
                ended, printed = project.run(words)
                assert ended == status, f"{place}: {shlex.join(words)} ended with {ended}\n{printed}"
                real += printed


@pytest.mark.parametrize("page", sorted(_TO_FOLLOW.values()), ids=lambda page: page.name)
def test_a_page_can_be_followed_from_top_to_bottom(page: Path, tmp_path: Path) -> None:
    follow(page.read_text(encoding="utf-8"), Project(tmp_path, "zh" if ".zh-CN." in page.name else "en"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_running_text_and_their_options_exist(page: Path) -> None:
    for span in spans(page.read_text(encoding="utf-8")):
        if span.split()[0] in _RUNNERS:
            parse(tuple(word for word in shlex.split(span) if word != "…"))
        elif span.startswith("--"):
            assert span.split()[0].split("=")[0] in _OPTIONS, span


def parse(words: tuple[str, ...]) -> None:
    """Read a command as the command line does, without running it; to name one alone is no use of it."""
    name, *rest = program(words) if len(words) > 1 else words
    arguments = [word for word in rest if word not in ("--help", "--version")]
    if name == "make":
        assert all(target in _TARGETS for target in arguments), words
    elif name == "budgetbook" and arguments:
        command = budgetbook.commands[arguments.pop(0)]
        if arguments:
            understood(command, arguments)
    elif name == "papermill" and arguments:
        understood(papermill, arguments)
        assert (ROOT / arguments[0]).is_file(), words


def understood(command: click.Command, arguments: list[str]) -> None:
    try:
        command.make_context(command.name, list(arguments))
    except click.UsageError as error:
        pytest.fail(f"{command.name} {shlex.join(arguments)}: {error.format_message()}")


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(
    "typed",
    [
        "make report",
        "make report DEPARTMENT=putuo-finance YEAR=2023 ARGS='--language zh,en'",
        "make check DEPARTMENT=putuo-finance",
        "make list",
    ],
)
def test_make_comes_to_the_command_that_is_run_in_its_place(typed: str) -> None:
    words = shlex.split(typed)
    # The tests themselves are run by make, which tells what it starts that it was started by make.
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    shown = subprocess.run(
        [*words, "--dry-run"], cwd=ROOT, env=alone, capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert shlex.split(shown.splitlines()[-1]) == [".venv/bin/budgetbook", *program(tuple(words))[1:]]


@pytest.mark.parametrize(
    ("shown", "real", "alike"),
    [
        ("a\n", "a\n", True),
        ("a\n", "b\n", False),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("a …c\n", "a b c\n", True),
        ("a\n", "a\nb\n", False),
        ("chapter 2  1.0 s\nchapter 1  3.0 s\nend\n", "chapter 1  2.5 s\nchapter 2  0.4 s\nend\n", True),
        ("out/report.html\n", "out\\report.html\n", True),
    ],
)
def test_a_page_must_show_what_is_printed(shown: str, real: str, alike: bool) -> None:
    assert printed_as(shown, real) is alike


def test_a_page_is_read_as_files_changes_commands_and_what_they_print() -> None:
    page = (
        "Write `a.csv`:\n\n```csv\nx,y\n1,2\n```\n\nChange `a.csv`:\n\n```diff\n x,y\n-1,2\n+1,3\n```\n\n"
        "```sh\nmake list   # departments\nbudgetbook check --year \\\n  2022  # exit code 3\n```\n\n"
        "It says:\n\n```text\nhello\n```\n\nNot a step:\n\n```csv\n1\n```\n"
    )
    assert list(steps(page)) == [
        Content(3, "a.csv", "x,y\n1,2\n"),
        Change(10, "a.csv", "x,y\n1,2\n", "x,y\n1,3\n"),
        Commands(16, ((("make", "list"), 0), (("budgetbook", "check", "--year", "2022"), 3))),
        Printed(24, "hello\n"),
    ]

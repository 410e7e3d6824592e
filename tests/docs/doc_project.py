"""A copy of the project as a user has it, in which a page's commands are run, without a shell."""

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from doc_pages import ROOT

from budgetbook.cli import main

# The environment is there already, so that nothing is installed; neither are tests run by a test.
NOT_RUN = {
    "make test": "runs the tests, this one too",
    "uv run ruff": "a part of make test",
    "uv run mypy": "a part of make test",
    "uv run pytest": "a part of make test",
}
_HERE = ("data", "docs", "lib", "notebooks")
_MODULES = ("budgetbook", "papermill")
# What works in processes of its own, and knows the program that it was made with.
_APART = ("report", "batch")
_DEFAULT = "xizang-civil-affairs"  # as in the Makefile
_MOST_SECONDS = 600


def not_run(words: tuple[str, ...]) -> bool:
    """Whether a command is one that a test cannot run."""
    return any(tuple(known.split()) == words[: len(known.split())] for known in NOT_RUN)


def program(words: tuple[str, ...]) -> list[str]:
    """What a user types, as the program that it comes to: `.venv/bin/`, `uv run` and make are left out."""
    name, *rest = words
    if (name, *rest[:1]) == ("uv", "run"):
        name, *rest = rest[1:]
    name = name.removeprefix(".venv/bin/")
    return _made(*rest) if name == "make" else [name, *rest]


def _made(target: str, *given: str) -> list[str]:
    """The command behind a target of the Makefile."""
    if target not in ("report", "check", "list"):
        return ["make", target]
    variables = {"DEPARTMENT": _DEFAULT, "YEAR": "", "ARGS": ""} | dict(one.split("=", 1) for one in given)
    department, year, others = variables.pop("DEPARTMENT"), variables.pop("YEAR"), variables.pop("ARGS")
    assert not variables, f"the Makefile knows no {', '.join(variables)}"
    chosen = ["--department", department] + (["--year", year] if year else []) + shlex.split(others)
    return ["budgetbook", target, *(chosen if target != "list" else ())]


class Project:
    """A user's copy of the project; `language` is that of messages."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        others = {key: value for key, value in os.environ.items() if not key.startswith("BUDGETBOOK_")}
        path = os.pathsep.join(filter(None, (str(folder / "lib"), others.get("PYTHONPATH"))))
        spoken = {"PYTHONPATH": path, "PYTHONUTF8": "1", "BUDGETBOOK_LANGUAGE": language}
        self._environment = others | spoken
        self._own_library = False
        leave = shutil.ignore_patterns("*.pyc.*", ".ipynb_checkpoints")  # being written, or no user's
        for name in _HERE:
            shutil.copytree(ROOT / name, folder / name, ignore=leave)
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)

    def run(self, words: tuple[str, ...]) -> tuple[int, str]:
        """Run a command; its exit code and all that it prints."""
        name, *rest = program(words)
        if name in ("cp", "mv", "mkdir", "rm"):
            self._file_command(name, rest)
            return 0, ""
        assert name in ("python", *_MODULES), f"“{name}” is no command that the test can run"
        if name == "budgetbook" and rest[0] not in _APART and not self._own_library:
            return self._run_here(rest)
        done = subprocess.run(
            [sys.executable, *(("-m", name) if name in _MODULES else ()), *rest],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_MOST_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout

    def _run_here(self, arguments: list[str]) -> tuple[int, str]:
        """Run a command in this process, which has loaded the program already."""
        printed = StringIO()
        environment = patch.dict(os.environ, self._environment, clear=True)
        with environment, chdir(self.folder), redirect_stdout(printed), redirect_stderr(printed):
            return main(arguments), printed.getvalue()

    def write(self, path: str, text: str) -> None:
        """Write a file as the reader does."""
        self._own_library |= path.startswith("lib/")
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Change lines of a file, which are there once."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert f"\n{text}".count(f"\n{old}") == 1, f"{path} does not hold once:\n{old}"
        self.write(path, f"\n{text}".replace(f"\n{old}", f"\n{new}").removeprefix("\n"))

    def _file_command(self, name: str, words: list[str]) -> None:
        paths = [self.folder / word for word in words if not word.startswith("-")]
        if name == "mkdir":
            for path in paths:
                path.mkdir(parents="-p" in words, exist_ok="-p" in words)
        elif name == "rm":
            for path in paths:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif name == "mv":
            shutil.move(*paths)
        elif paths[0].is_dir():
            assert "-r" in words, "cp needs -r for a folder"
            shutil.copytree(paths[0], paths[1] / paths[0].name if paths[1].is_dir() else paths[1])
        else:
            shutil.copy(*paths)

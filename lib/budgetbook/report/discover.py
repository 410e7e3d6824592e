"""The chapters of a report: the notebooks of one folder, in the order of their names."""

import ast
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from budgetbook.report.names import did_you_mean
from budgetbook.report.parameters import SCHEMA
from budgetbook.words.worded import Sentence, WordedError

_CHAPTER = re.compile(r"[0-9]{2}.*\.ipynb")


class ChapterError(WordedError):
    """The chapters asked for are not there, or one of them cannot be run."""


@dataclass(frozen=True)
class Chapter:
    """A notebook of the report, as it was read: `name` is its file name without `.ipynb`.

    `parameters` are those that its parameters cell sets: papermill gives it no others.
    """

    name: str
    path: Path
    notebook: nbformat.NotebookNode
    parameters: frozenset[str]


def find_notebooks(named: Path | None = None) -> Path:
    """Find the chapters' folder: `named`, `BUDGETBOOK_NOTEBOOKS`, or the nearest `notebooks/` upwards.

    Raises `ChapterError` when it has no chapter.
    """
    if named is None and (variable := os.environ.get("BUDGETBOOK_NOTEBOOKS")):
        named = Path(variable)
    here = Path.cwd()
    places = [named] if named else [folder / "notebooks" for folder in (here, *here.parents)]
    for folder in places:
        if folder.is_dir() and any(_CHAPTER.fullmatch(path.name) for path in folder.iterdir()):
            return folder.resolve()
    raise ChapterError(("cli.no_notebooks", {"folder": named or here}))


def find_chapters(folder: Path, only: Sequence[str] = (), *, comparing: bool = False) -> list[Chapter]:
    """Read the chapters of a folder: every notebook whose name starts with two digits.

    `only` keeps the chapters with these names or numbers. A chapter with the parameter `compare` is one only
    when departments are compared (`comparing`). Raises `ChapterError` with every problem: a name that is not
    there, a file that is no notebook, a parameters cell that is missing or not understood, a chapter asked
    for that has nothing to compare.
    """
    paths = {path.stem: path for path in sorted(folder.glob("*.ipynb")) if _CHAPTER.fullmatch(path.name)}
    problems = [problem for wanted in only for problem in _unmatched(wanted, paths)]
    if problems:
        raise ChapterError(*problems)
    if only:
        paths = {name: path for name, path in paths.items() if any(_matches(name, wanted) for wanted in only)}
    chapters = []
    for name, path in paths.items():
        try:
            with warnings.catch_warnings():
                # nbformat mends what it warns of here, such as cells without an id.
                warnings.simplefilter("ignore")
                notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        except (ValueError, AttributeError, nbformat.ValidationError):
            problems.append(("cli.not_a_notebook", {"file": path.name}))
            continue
        wrong = [(key, {"file": path.name, **values}) for key, values in _problems(notebook)]
        problems += wrong
        sets = frozenset() if wrong else frozenset(_assigned(_parameters(notebook)))
        if comparing or "compare" not in sets:
            chapters.append(Chapter(name, path, notebook, sets))
        elif only:
            problems.append(("cli.chapter_compares", {"chapter": name}))
    if problems:
        raise ChapterError(*problems)
    return chapters


def _unmatched(wanted: str, names: Iterable[str]) -> Iterator[Sentence]:
    known = list(names)
    if not any(_matches(name, wanted) for name in known):
        hint = did_you_mean(wanted, [*known, *(name[3:] for name in known)])
        yield "cli.no_chapter", {"name": wanted, "hint": hint, "known": ", ".join(known)}


def _matches(name: str, wanted: str) -> bool:
    wanted = wanted.removesuffix(".ipynb")
    return wanted in (name, name[:2], name[3:]) or (wanted.isdecimal() and name[:2] == wanted.zfill(2))


def _problems(notebook: nbformat.NotebookNode) -> Iterator[Sentence]:
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        yield "cli.not_python", {"language": language}
        return
    cells = _tagged(notebook)
    if len(cells) != 1 or cells[0].cell_type != "code":
        yield "cli.no_parameters_cell", {"known": ", ".join(SCHEMA)}
        return
    try:
        body = _parameters(notebook)
    except SyntaxError as error:
        yield "cli.parameters_not_python", {"error": error.msg}
        return
    for name in _assigned(body):
        if name not in SCHEMA:
            hint = did_you_mean(name, SCHEMA)
            yield "cli.unknown_in_cell", {"name": name, "hint": hint, "known": ", ".join(SCHEMA)}


def _tagged(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]


def _parameters(notebook: nbformat.NotebookNode) -> list[ast.stmt]:
    return ast.parse(str(_tagged(notebook)[0].source)).body


def _assigned(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        targets = (
            statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))

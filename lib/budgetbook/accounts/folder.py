"""Which departments and years a data folder has, from the names of its folders alone."""

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from budgetbook.words.worded import WordedError

MOST_YEARS = 5
"""How many years a report looks back on at most, its own included."""

EXAMPLE = "example-"
ALL = "all"
_DEFAULT = re.compile(rb"^default[ \t]*=[ \t]*true\b", re.MULTILINE)
_YEAR = re.compile(r"[0-9]{4}")
WORKBOOK = ".xlsx"
_DEPARTMENT = "department.toml"
# Formats that are not read: a year that only one of them has is told, not passed over.
OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".et", ".ods")


class NoDataFolderError(WordedError):
    """There is no data folder to read."""


class _Departments(Mapping[str, list[int]]):
    """The departments of a data folder; whoever asks for one looks into its folder alone."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def __getitem__(self, name: str) -> list[int]:
        if name not in self:
            raise KeyError(name)
        return _years(self._data_dir / name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (self._data_dir / name / _DEPARTMENT).exists()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.parent.name for path in self._data_dir.glob(f"*/{_DEPARTMENT}")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[type, tuple[dict[str, list[int]]]]:
        # What another machine is told is what there is here.
        return dict, (dict(self),)


def departments(data_dir: Path) -> Mapping[str, list[int]]:
    """The years that each department has data for, both in ascending order.

    A department is a folder with a `department.toml`; a year is a folder `<year>/` or a workbook
    `<year>.xlsx` in it. Anything else is passed over, no table is opened, and of a thousand departments only
    those are looked at that are asked for. Raises `NoDataFolderError` when there is no department at all, and
    for one whose folder cannot be opened when its years are asked for.
    """
    if not (data_dir.is_dir() and any((one / _DEPARTMENT).exists() for one in data_dir.iterdir())):
        raise NoDataFolderError(("cli.no_department_folder", {"folder": data_dir}))
    return _Departments(data_dir)


def department_meant(data_dir: Path, known: Iterable[str]) -> str:
    """The department meant where none is named: the only one beside the examples, else the only one at all.

    A folder whose name begins with `example-` is an example. Of several, the one whose `department.toml` says
    `default = true`; empty where still several could be meant.
    """
    found = list(known)
    own = [name for name in found if not name.startswith(EXAMPLE)] or found
    if len(own) > 1:
        own = [name for name in own if _DEFAULT.search((data_dir / name / "department.toml").read_bytes())]
    return own[0] if len(own) == 1 else ""


def compared_with(asked: str, own: str, known: Iterable[str]) -> tuple[list[str], list[str]]:
    """The departments that `asked` names beside `own`, in the order of `known`, and what in it names none.

    `asked` holds names, patterns (`putuo-*`) and `all`, separated by commas. `all` means every department but
    the examples, or every example where `own` is one.
    """
    if not asked.strip():
        return [], []
    listed = list(known)
    alike = [name for name in listed if name.startswith(EXAMPLE) == own.startswith(EXAMPLE)]
    found: set[str] = set()
    nothing = []
    for one in filter(None, map(str.strip, asked.split(","))):
        named = alike if one == ALL else [name for name in listed if name == one or fnmatchcase(name, one)]
        if not named:
            nothing.append(one)
        found.update(named)
    return [name for name in listed if name in found - {own}], nothing


def find_data_dir(start: Path | None = None) -> Path:
    """Find the data folder: `BUDGETBOOK_DATA`, else the nearest `data/` with a department in it.

    Looks in `start` (by default the working folder) and then in each folder above it, so that a notebook
    finds it from `notebooks/` as the command line does from the project. Raises `NoDataFolderError`.
    """
    if named := os.environ.get("BUDGETBOOK_DATA"):
        departments(Path(named))
        return Path(named).resolve()
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if any((folder / "data").glob("*/department.toml")):
            return folder / "data"
    raise NoDataFolderError(("cli.no_data_folder", {"folder": start}))


def workbooks(department: Path, year: int, kinds: Container[str] = (WORKBOOK,)) -> list[Path]:
    """The workbooks of a year that have one of these endings."""
    return sorted(
        path
        for path in department.iterdir()
        if path.stem == str(year) and path.suffix.lower() in kinds and path.is_file()
    )


def _years(department: Path) -> list[int]:
    try:
        entries = list(department.iterdir())
    except OSError as error:
        raise NoDataFolderError(("problem.unreadable_department", {"folder": department})) from error
    return sorted(
        {int(entry.stem) for entry in entries if _YEAR.fullmatch(entry.stem) and _holds_year(entry)}
    )


def _holds_year(entry: Path) -> bool:
    kind = entry.suffix.lower()
    return entry.is_file() if kind in (WORKBOOK, *OTHER_WORKBOOKS) else not kind and entry.is_dir()

"""Which departments and years a data folder has, from the names of its folders alone."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from budgetbook.words.worded import WordedError

MOST_YEARS = 5
"""How many years a report looks back on at most, its own included."""

_EXAMPLE = "example-"
_YEAR_FOLDER = re.compile(r"[0-9]{4}")
_YEAR_WORKBOOK = re.compile(r"([0-9]{4})\.xlsx")


class NoDataFolderError(WordedError):
    """There is no data folder to read."""


def departments(data_dir: Path) -> dict[str, list[int]]:
    """The years that each department has data for, both in ascending order.

    A department is a folder with a `department.toml`; a year is a folder `<year>/` or a workbook
    `<year>.xlsx` in it. Anything else is passed over, no file is opened. Raises `NoDataFolderError` when
    there is no department at all.
    """
    found = {path.parent.name: _years(path.parent) for path in data_dir.glob("*/department.toml")}
    if not found:
        raise NoDataFolderError(("cli.no_department_folder", {"folder": data_dir}))
    return dict(sorted(found.items()))


def department_meant(known: Iterable[str]) -> str:
    """The department meant where none is named: the only one beside the examples, else the only one at all.

    A folder whose name begins with `example-` is an example. Empty where several could be meant.
    """
    found = list(known)
    own = [name for name in found if not name.startswith(_EXAMPLE)] or found
    return own[0] if len(own) == 1 else ""


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


def _years(department: Path) -> list[int]:
    years = set()
    for entry in department.iterdir():
        if _YEAR_FOLDER.fullmatch(entry.name) and entry.is_dir():
            years.add(int(entry.name))
        elif (workbook := _YEAR_WORKBOOK.fullmatch(entry.name)) and entry.is_file():
            years.add(int(workbook[1]))
    return sorted(years)

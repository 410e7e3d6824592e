"""The parameters of a report: what may be given, checked before anything runs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from budgetbook.accounts.folder import (
    MOST_YEARS,
    NoDataFolderError,
    compared_with,
    department_meant,
    departments,
    find_data_dir,
)
from budgetbook.report.names import did_you_mean, is_portable
from budgetbook.words import LANGUAGES
from budgetbook.words.worded import Sentence, WordedError

# Name, type and default, as in the parameters cell of a chapter. "" and 0 mean the only one and the latest;
# `compare` names departments, patterns or `all`, separated by commas, "" none.
SCHEMA: dict[str, tuple[type, str | int]] = {
    "department": (str, ""),
    "year": (int, 0),
    "years": (int, MOST_YEARS),
    "language": (str, "zh"),
    "data_dir": (str, ""),
    "compare": (str, ""),
}


class ParameterError(WordedError):
    """A report was asked for that cannot be made."""


@dataclass(frozen=True)
class ReportParameters:
    """The checked parameters: a department and a year that have data, and the folder they are in."""

    department: str
    year: int
    years: int
    language: str
    data_dir: Path
    compare: str = ""

    @property
    def covered(self) -> list[int]:
        """The years with data that the report looks at, in ascending order."""
        return self.reads[self.department]

    @property
    def reads(self) -> dict[str, list[int]]:
        """The years that are read of each department: its own first, then of those it is compared with."""
        known = departments(self.data_dir)
        named, _ = compared_with(self.compare, self.department, known)
        return {
            one: [year for year in known[one] if self.year - self.years < year <= self.year]
            for one in (self.department, *named)
        }

    def for_notebooks(self, folder: Path) -> dict[str, str | int]:
        """The values that a chapter running in `folder` is given.

        A data folder that the chapter finds by itself is not named, and one in the same project only
        relatively: an executed chapter holds no path of this machine, and runs again on another.
        """
        return {
            "department": self.department,
            "year": self.year,
            "years": self.years,
            "language": self.language,
            "data_dir": _seen_from(folder.resolve(), self.data_dir),
            "compare": self.compare,
        }


def check_parameters(given: Mapping[str, object]) -> ReportParameters:
    """Check a report's parameters against `SCHEMA` and against the data there is.

    Raises `ParameterError` with every problem, or `NoDataFolderError` when no data folder was named and none
    is found.
    """
    problems = [*_unknown(given), *_wrong(given)]
    if problems:
        raise ParameterError(*problems)
    value = {name: given.get(name, default) for name, (_, default) in SCHEMA.items()}
    data_dir = data_folder(str(value["data_dir"]))
    known = departments(data_dir)
    department = _department(data_dir, str(value["department"]), known)
    years = known[department]
    if not years:
        raise ParameterError(("cli.no_years", {"department": department}))
    year = int(str(value["year"])) or years[-1]
    if year not in years:
        listed = ", ".join(map(str, years))
        raise ParameterError(("cli.no_year", {"year": year, "department": department, "years": listed}))
    compare = _compare(str(value["compare"]), department, known)
    return ReportParameters(
        department, year, int(str(value["years"])), str(value["language"]), data_dir, compare
    )


def _unknown(given: Mapping[str, object]) -> Iterator[Sentence]:
    for name in given:
        if name not in SCHEMA:
            hint = did_you_mean(str(name), SCHEMA)
            yield "cli.unknown_parameter", {"name": name, "hint": hint, "known": ", ".join(SCHEMA)}


def _wrong(given: Mapping[str, object]) -> Iterator[Sentence]:
    for name, (kind, _) in SCHEMA.items():
        value = given.get(name)
        if name not in given:
            continue
        if name == "data_dir" and isinstance(value, Path):
            value = str(value)
        # True is an int to Python, and no year to anybody.
        if not isinstance(value, kind) or isinstance(value, bool):
            yield f"cli.wrong_type_{kind.__name__}", {"name": name, "value": value}
        elif name == "years" and not 1 <= int(str(value)) <= MOST_YEARS:
            yield "cli.wrong_years", {"value": value, "most": MOST_YEARS}
        elif name == "language" and value not in LANGUAGES:
            hint = did_you_mean(str(value), LANGUAGES)
            yield "cli.wrong_language", {"value": value, "hint": hint, "known": ", ".join(LANGUAGES)}
        elif name == "department" and value and not is_portable(str(value)):
            yield "cli.department_path", {"value": value}
        elif name == "data_dir" and "\0" in str(value):
            yield "cli.no_such_folder", {"folder": repr(value)}


def data_folder(named: str) -> Path:
    """The folder that was named (else `ParameterError`), or the one found (else `NoDataFolderError`)."""
    if not named:
        return find_data_dir()
    folder = Path(named).resolve()
    if not folder.is_dir():
        raise ParameterError(("cli.no_such_folder", {"folder": named}))
    try:
        departments(folder)
    except NoDataFolderError as error:
        raise ParameterError(*error.sentences) from None
    return folder


def _department(data_dir: Path, named: str, known: Mapping[str, list[int]]) -> str:
    named = named or department_meant(data_dir, known)
    if not named:
        raise ParameterError(("cli.which_department", {"known": ", ".join(known)}))
    if named not in known:
        raise ParameterError(_no_department(named, known))
    return named


def _no_department(named: str, known: Iterable[str]) -> Sentence:
    hint = did_you_mean(named, known)
    return "cli.no_department", {"department": named, "hint": hint, "known": ", ".join(known)}


def _compare(asked: str, department: str, known: Mapping[str, list[int]]) -> str:
    """What is compared as it was asked for, but each name once and no blanks."""
    named, nothing = compared_with(asked, department, known)
    if nothing:
        raise ParameterError(*(_no_department(one, known) for one in nothing))
    each = ",".join(dict.fromkeys(filter(None, map(str.strip, asked.split(",")))))
    if each and not named:
        raise ParameterError(("cli.compare_nothing", {"department": department}))
    return each


def _seen_from(folder: Path, data_dir: Path) -> str:
    try:
        if find_data_dir(folder) == data_dir:
            return ""
    except NoDataFolderError:
        pass
    project = folder.parent
    if not data_dir.is_relative_to(project):
        return str(data_dir)
    return (Path("..") / data_dir.relative_to(project)).as_posix()

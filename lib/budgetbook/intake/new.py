"""An empty year to fill in: every table with its titles and last year's lines, only the figures missing."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from budgetbook.accounts import Accounts, load
from budgetbook.accounts.characters import control_character
from budgetbook.accounts.folder import OTHER_WORKBOOKS, WORKBOOK, NoDataFolderError, departments
from budgetbook.accounts.schema import (
    EXPENDITURE_KINDS,
    INCOME,
    TABLES,
    THREE_PUBLIC_COUNTS,
    THREE_PUBLIC_MONEY,
    TOTALS,
    UNITS,
    Table,
)
from budgetbook.intake.blank import csv_file, workbook
from budgetbook.words import Words
from budgetbook.words.worded import WordedError

PENDING = "待填"
"""The source of a line that nobody has filled in yet."""

Row = Mapping[str, str]
_YEAR = re.compile(r"(19|20)[0-9]{2}")
# Statements, reasons and indicators are of one year alone; the lines of these tables come again.
_CARRIED = (
    "totals",
    "income",
    "expenditure",
    "three_public",
    "projects",
    "score_summary",
    "outputs",
    "execution",
)
# What names a line beside its key, and the unit its figures were told in.
_NAMING = (
    "printed_name",
    "name",
    "project_en",
    "division",
    "division_en",
    "scope_en",
    "full_score",
    "area",
    "area_en",
    "output_en",
    "part_en",
    "unit",
)
_BOTH = ("initial_budget", "actual")
# The lines of the official forms, for tables that no year before has.
_STANDARD: Mapping[str, tuple[Row, ...]] = {
    "totals": tuple({"item": item, "phase": "actual"} for item in TOTALS),
    # Fiscal appropriation is the sum of the three lines after it.
    "income": tuple({"item": item, "phase": "actual"} for item in INCOME[1:]),
    "expenditure": tuple(
        {"classification": "kind", "code": kind, "phase": phase}
        for kind in EXPENDITURE_KINDS[:4]
        for phase in _BOTH
    ),
    "three_public": (
        *({"item": item, "phase": phase} for item in THREE_PUBLIC_MONEY for phase in _BOTH),
        *({"item": item, "phase": "actual"} for item in THREE_PUBLIC_COUNTS),
    ),
}


class NewYearError(WordedError):
    """A year that cannot be made: it is there already, or its department or number is none."""


@dataclass(frozen=True)
class NewYear:
    """What was made: the folder or workbook, `department.toml` where the department is new, and the lines.

    `last` is the year that the lines were taken from, None where they are those of the official forms;
    `lines` counts them by table.
    """

    path: Path
    department_file: Path | None
    last: int | None
    lines: Mapping[str, int]


def new_year(
    data_dir: Path, department: str, year: int, *, xlsx: bool = False, names: Mapping[str, str] | None = None
) -> NewYear:
    """Make an empty year, a folder of CSV files with Chinese titles or a workbook, never over another.

    `names` (zh, en) begins a new department of that folder name. Every line has the basis `reported` and the
    source `PENDING`, so that the year loads and `to_fill` tells what is left. Raises `NewYearError`, or
    `DataError` where last year cannot be read.
    """
    if not data_dir.is_dir():
        raise NewYearError(("cli.no_such_folder", {"folder": data_dir}))
    if not _YEAR.fullmatch(str(year)):
        raise NewYearError(("new.no_year", {"year": year}))
    years = _years(data_dir, department, names)
    folder = data_dir / department
    target = folder / (f"{year}{WORKBOOK}" if xlsx else str(year))
    if there := _there(folder, year):
        raise NewYearError(("new.year_exists", {"department": department, "year": year, "file": there}))
    last = max((known for known in years if known < year), default=None)
    book = load(data_dir, department, last, years=1) if last else None
    rows = {name: list(_rows(table, book)) for name, table in TABLES.items()}
    made = (
        {target: workbook(rows)}
        if xlsx
        else {target / f"{name}.csv": csv_file(name, rows[name]) for name in rows}
    )
    toml = folder / "department.toml" if names else None
    _write(({toml: _toml(names)} if toml and names else {}) | made)
    return NewYear(target, toml, last, {name: len(found) for name, found in rows.items() if found})


def to_fill(book: Accounts) -> dict[str, int]:
    """The number of lines of the year, by table, whose source is still `PENDING`."""
    found = {
        name: int(((frame["year"] == book.year) & (frame["source"] == PENDING)).sum())
        for name, frame in book.tables.items()
    }
    return {name: number for name, number in found.items() if number}


def _there(folder: Path, year: int) -> str:
    """What there is of a year already, in whatever form; empty where there is nothing."""
    kinds = ("", WORKBOOK, *OTHER_WORKBOOKS)
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return next(
        (one for one in names if Path(one).stem == str(year) and Path(one).suffix.lower() in kinds), ""
    )


def _years(data_dir: Path, department: str, names: Mapping[str, str] | None) -> list[int]:
    """The years that the department has; none for a new one. Refuses names that do not go together."""
    try:
        known = departments(data_dir)
    except NoDataFolderError:
        known = {}
    if department in known:
        if names:
            raise NewYearError(("new.department_exists", {"department": department}))
        return known[department]
    listed = ", ".join(known) or "—"
    twin = next((name for name in known if name.casefold() == department.casefold()), None)
    if twin:
        raise NewYearError(("new.same_folder", {"department": department, "known": twin}))
    if not names or not names.get("zh"):
        raise NewYearError(("new.no_department", {"department": department, "known": listed}))
    for name in names.values():
        if control_character(name):
            raise NewYearError(("new.bad_name", {"name": name}))
    return []


def _rows(table: Table, book: Accounts | None) -> Iterator[Row]:
    """The lines of a table, each with basis and source and without a figure."""
    seen = set()
    for row in [*_last_lines(table, book)] or _STANDARD.get(table.name, ()):
        key = tuple(row.get(name, "") for name in table.key)
        if key not in seen:
            seen.add(key)
            yield {**row, "basis": "reported", "source": PENDING}


def _last_lines(table: Table, book: Accounts | None) -> Iterator[Row]:
    if book is None or table.name not in _CARRIED:
        return
    names = [column.name for column in table.columns if column.key or column.name in _NAMING]
    for row in book.lines(table.name)[names].to_dict("records"):
        told = {str(name): _text(value) for name, value in row.items()}
        yield {name: text for name, text in told.items() if text}


def _text(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")


def _toml(names: Mapping[str, str]) -> bytes:
    """A department's file, with what else it may hold as remarks."""
    words = Words("zh")
    lines = [
        f"# {words('dictionary.folder.department')}：data/README.md",
        f'unit = "{UNITS[1]}"',
        "",
        "[name]",
        *(f"{language} = {json.dumps(name, ensure_ascii=False)}" for language, name in names.items() if name),
        "",
        f"# {words('dictionary.department.document')}：",
        "# [[documents]]",
        f'# id = "…"  # {words("dictionary.department.document_id")}',
        f'# zh = "…"  # {words("dictionary.department.document_zh")}',
    ]
    return "\n".join([*lines, ""]).encode()


def _write(files: Mapping[Path, bytes]) -> None:
    """Write new files; where one cannot be written, none is left."""
    made: list[Path] = []
    try:
        for path, content in files.items():
            missing = [folder for folder in (path.parent, path.parent.parent) if not folder.exists()]
            made += missing[-1:]
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except OSError as error:
        for path in made:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise NewYearError(("cli.cannot_write", {"file": path, "reason": error.strerror})) from error

"""Read values into a department's folder: merged with what is there, year by year, all or nothing."""

import codecs
import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from budgetbook.accounts.department import read_department
from budgetbook.accounts.folder import workbooks
from budgetbook.accounts.problems import DataError
from budgetbook.accounts.reading import read_year
from budgetbook.accounts.schema import TABLES
from budgetbook.intake.blank import shown, title
from budgetbook.intake.merge import Difference, Rows, merged
from budgetbook.intake.settle import Cell
from budgetbook.intake.value import Value
from budgetbook.words.worded import WordedError

DEPARTMENT = "department.toml"


class MergeError(WordedError):
    """A data folder that nothing can be merged into, told in a sentence."""


@dataclass
class Plan:
    """What an import will write: the changed files of each year as text, and department.toml.

    `tables` leads a year to its files' texts. `differences` are the cells that hold another value than the
    documents; they are overwritten only if the plan `replaces`. `written` counts the new and replaced cells.
    """

    folder: Path
    replaces: bool
    tables: dict[int, dict[str, str]] = field(default_factory=dict)
    department: str = ""
    differences: list[Difference] = field(default_factory=list)
    written: int = 0


@dataclass(frozen=True)
class Source:
    """A document as department.toml lists it."""

    short: str
    zh: str
    en: str


def plan(
    root: Path,
    slug: str,
    cells: Mapping[Cell, Value],
    sources: Iterable[Source],
    *,
    name: str = "",
    replaces: bool = False,
) -> Plan:
    """Plan an import into `root/slug`, without writing anything.

    Raises `MergeError` for a year that is a workbook and `DataError` for one that cannot be read.
    """
    folder = root / slug
    made = Plan(folder, replaces)
    unit = _department(made, root, list(sources), name)
    years = sorted({year for year, *_ in cells})
    for year in years:
        if folder.is_dir() and (books := workbooks(folder, year)):
            raise MergeError(("import.workbook", {"file": f"{slug}/{books[0].name}", "year": year}))
        there = _existing(folder, year, root, unit)
        for table in TABLES:
            readings = {cell: value for cell, value in cells.items() if cell[:2] == (year, table)}
            if not readings:
                continue
            rows = there.get(table) or Rows.empty(table)
            result = merged(rows, readings, unit=unit, replaces=replaces)
            made.differences += result.differences
            made.written += result.written
            if result.written:
                made.tables.setdefault(year, {})[rows.file] = _csv(result.rows)
    return made


def write(made: Plan) -> list[Path]:
    """Carry a plan out; returns the folders and files written, backups last.

    Each year is written into a folder beside it and swapped in whole; a year that loses a value to
    `replaces` keeps its former state as `<year>.backup-<n>/`, which no report reads.
    """
    made.folder.mkdir(parents=True, exist_ok=True)
    written, backups = [], []
    staged = [(made.folder / str(year), _stage(made, year)) for year in made.tables]
    if made.department:
        _swap_file(made.folder / DEPARTMENT, made.department)
        written.append(made.folder / DEPARTMENT)
    replaced = {one.read.year for one in made.differences} if made.replaces else set()
    for target, stage in staged:
        backup = _backup(target)
        if target.is_dir():
            target.replace(backup)
        try:
            stage.replace(target)
        except OSError:
            if backup.is_dir():
                backup.replace(target)
            raise
        written.append(target)
        if int(target.name) in replaced:
            backups.append(backup)
        elif backup.is_dir():
            shutil.rmtree(backup)
    return written + backups


def staged_copy(made: Plan, root: Path) -> None:
    """Write a plan's department into another data folder, to look at it before anything is changed."""
    target = root / made.folder.name
    if made.folder.is_dir():
        shutil.copytree(made.folder, target)
    write(replace(made, folder=target))


def _department(made: Plan, root: Path, sources: Sequence[Source], name: str) -> str:
    """Plan department.toml; returns the department's unit of money."""
    file = made.folder / DEPARTMENT
    if not file.is_file():
        made.department = "\n".join([f"[name]\nzh = {_toml(name)}\n", *map(_listed, sources)])
        return "万元"
    department, problems = read_department(made.folder, root)
    if department is None:
        raise DataError(problems)
    new = [source for source in sources if source.short not in department.documents]
    if new:
        made.department = "\n".join(
            [file.read_text(encoding="utf-8-sig").rstrip() + "\n", *map(_listed, new)]
        )
    return department.unit


def _listed(source: Source) -> str:
    english = f"en = {_toml(source.en)}\n" if source.en else ""
    return f"[[documents]]\nid = {_toml(source.short)}\nzh = {_toml(source.zh)}\n{english}"


def _toml(text: str) -> str:
    # A basic string of TOML has the escapes of a JSON string.
    return json.dumps(text, ensure_ascii=False)


def _existing(folder: Path, year: int, root: Path, unit: str) -> dict[str, Rows]:
    if not (folder / str(year)).is_dir():
        return {}
    tables, problems = read_year(folder, year, root)
    if problems:
        raise DataError(problems)
    return {raw.table: Rows.of(raw, year, unit) for raw in tables}


def _csv(rows: Rows) -> str:
    """The rows as their file writes them; what is new in a file with Chinese titles is Chinese too."""
    chinese = any(not title.isascii() for title in rows.titles.values())
    columns = [TABLES[rows.table].by_name[name] for name in rows.columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        rows.titles.get(column.name) or (title(column.name) if chinese else column.name) for column in columns
    )
    for row in rows.rows:
        cells = ((column, row.get(column.name, "")) for column in columns)
        writer.writerow(shown(rows.table, column, text) if chinese else text for column, text in cells)
    return text.getvalue()


def _stage(made: Plan, year: int) -> Path:
    """A year as it will be, in a folder beside it whose name no reader takes for a year."""
    target = made.folder / str(year)
    stage = made.folder / f".{year}.import"
    shutil.rmtree(stage, ignore_errors=True)
    if target.is_dir():
        shutil.copytree(target, stage)
    else:
        stage.mkdir()
    for file, text in made.tables[year].items():
        there = stage / file
        marked = there.is_file() and there.read_bytes().startswith(codecs.BOM_UTF8)
        # A file that a spreadsheet is to open keeps the mark and the line ends that it knows UTF-8 by.
        encoding, newline = ("utf-8-sig", "\r\n") if marked else ("utf-8", "\n")
        there.write_text(text, encoding=encoding, newline=newline)
    return stage


def _swap_file(file: Path, text: str) -> None:
    new = file.with_name(f".{file.name}.import")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def _backup(target: Path) -> Path:
    number = 1
    while (backup := target.with_name(f"{target.name}.backup-{number}")).exists():
        number += 1
    return backup

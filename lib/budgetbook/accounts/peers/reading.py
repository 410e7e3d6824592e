"""`Peers`: a department beside others over its own years, read as far as a comparison needs it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from budgetbook.accounts.book import Accounts
from budgetbook.accounts.checking import check
from budgetbook.accounts.department import Department, read_department
from budgetbook.accounts.folder import compared_with, departments, find_data_dir
from budgetbook.accounts.peers.plain import Header, plain_files
from budgetbook.accounts.peers.store import WANTED, Store
from budgetbook.accounts.problems import DataError, Problem
from budgetbook.accounts.reading import read_year

_AT_ONCE = 1000  # departments, so that the memory needed does not grow with their number


@dataclass(frozen=True, eq=False)
class Peers:
    """Departments beside one another: `departments` in the order of their folders, `book`'s own among them.

    `left_out` names the folders that could not be read, each with its first problem. Amounts are in 万元.
    """

    book: Accounts
    departments: tuple[Department, ...]
    left_out: tuple[tuple[str, Problem], ...]
    store: Store = field(repr=False)

    @property
    def own(self) -> str:
        """The folder of the department that the others are compared with."""
        return self.book.department.slug

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years compared: from the first loaded one of the own department to the one in question."""
        return tuple(range(self.book.years[0], self.book.year + 1))

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each department is called in the reader's language, two of one name with their folders."""
        names = {one.slug: one.name(self.book.language) for one in self.departments}
        called = Counter(names.values())
        words = self.book.words
        return {
            slug: words("comparison.folder", name=name, slug=slug) if called[name] > 1 else name
            for slug, name in names.items()
        }

    @cached_property
    def illustrative(self) -> bool:
        """Whether the own department's figures are made up."""
        return self.book.illustrative

    @cached_property
    def made_up(self) -> frozenset[str]:
        """The departments with any figure of the compared years that is made up for illustration."""
        return frozenset(row["department"] for row in self.covered() if row["basis"] == "illustrative")

    def figures(self, *items: str, years: Sequence[int] = ()) -> list[dict[str, Any]]:
        """The rows of some items (`totals.total_income`, `income.other`, `kind.basic`, `three_public.total`,
        `change.totals.total_income`: a stated change) in the compared years, or in some of them.

        Columns: department, year, item, fund ("" for all funds), phase, amount (None: not published), basis,
        source.
        """
        return self.store.query(
            "FROM figures WHERE item IN (SELECT unnest(?::VARCHAR[])) "
            "AND year IN (SELECT unnest(?::INTEGER[])) ORDER BY department, year, item, fund, phase",
            list(items),
            list(years or self.years),
        )

    def covered(self) -> list[dict[str, Any]]:
        """What there is at all in the compared years. Columns: department, year, phase, basis."""
        years = "year IN (SELECT unnest(?::INTEGER[]))"
        return self.store.query(
            f"SELECT department, year, phase, basis FROM figures WHERE amount IS NOT NULL AND {years} UNION "
            f"SELECT department, year, 'actual', basis FROM projects WHERE {years} UNION "
            f"SELECT department, year, 'actual', basis FROM summaries WHERE {years} ORDER BY ALL",
            *[list(self.years)] * 3,
        )

    def projects(self, year: int) -> list[dict[str, Any]]:
        """Budgets (adjusted, else initial) and spending of a year's listed projects, added up.

        Columns: department, known (whether both are published), number (of projects), budget, spent (None
        where not all are published), basis, source.
        """
        return self.store.query(
            "SELECT department, known, count(*) AS number, if(known, sum(budget), NULL) AS budget, "
            "if(known, sum(spent), NULL) AS spent, basis, min(source) AS source FROM (SELECT *, "
            "coalesce(adjusted_budget, initial_budget) AS budget, budget + spent IS NOT NULL AS known "
            "FROM projects WHERE year = ?) GROUP BY department, known, basis ORDER BY ALL",
            year,
        )

    def scores(self, year: int) -> list[dict[str, Any]]:
        """The scores of a year's listed projects and how many projects have each.

        Columns: department, score (None: not published), full (None: 100), number, basis, source.
        """
        return self.store.query(
            "SELECT department, score, full_score AS full, count(*) AS number, basis, min(source) AS source "
            "FROM projects WHERE year = ? GROUP BY department, score, full_score, basis ORDER BY ALL",
            year,
        )

    def summaries(self, year: int) -> list[dict[str, Any]]:
        """What was published of a year's self-evaluations, one row a scope, by the columns of the schema."""
        return self.store.query("FROM summaries WHERE year = ? ORDER BY department, scope", year)


def peers(book: Accounts, compare: str, data_dir: str | Path = "") -> Peers:
    """Read beside `book` the departments that `compare` names: folders, patterns, `all`, parted by commas.

    Their CSV files are read by an engine where they are plain, else and with workbooks by the accounts; only
    the tables that are compared are looked at. A department whose data cannot be read is left out. Raises
    `DataError` for a name that no department has, or where none is named.
    """
    root = Path(data_dir) if data_dir else find_data_dir()
    known = departments(root)
    named, nothing = compared_with(compare, book.department.slug, known)
    if nothing or not named:
        asked = nothing or [compare]
        hint = " / ".join(known)
        raise DataError(
            [Problem("no_such_department", root.name, value=one, hint=hint) for one in asked], book.language
        )
    store = Store()
    found: list[Department] = []
    left_out: list[tuple[str, Problem]] = []
    wanted = sorted([book.department.slug, *named])
    years = range(book.years[0], book.year + 1)
    for start in range(0, len(wanted), _AT_ONCE):
        batch = []
        for slug in wanted[start : start + _AT_ONCE]:
            department, problems = read_department(root / slug, root)
            if department is None:
                left_out.append((slug, problems[0]))
            else:
                batch.append(department)
        unreadable = _read(
            store, root, batch, {one.slug: [y for y in known[one.slug] if y in years] for one in batch}
        )
        found += [one for one in batch if one.slug not in unreadable]
        left_out += unreadable.items()
    return Peers(book, tuple(found), tuple(sorted(left_out, key=lambda one: one[0])), store)


def _read(
    store: Store, root: Path, batch: Sequence[Department], years: dict[str, list[int]]
) -> dict[str, Problem]:
    """Read some departments' years into the store; returns the first problem of each that cannot be read."""
    files: dict[Path, tuple[str, int, str, Header]] = {}
    strange: set[str] = set()
    for one in batch:
        for year in years[one.slug]:
            found, plain = plain_files(root / one.slug, year, WANTED)
            if not plain:
                strange.add(one.slug)
            files |= {path: (one.slug, year, one.unit, header) for path, header in found.items()}
    strange |= store.read({path: place for path, place in files.items() if place[0] not in strange})
    left_out = {}
    for one in batch:
        if one.slug in strange and (problems := _read_by_accounts(store, root, one, years[one.slug])):
            left_out[one.slug] = problems[0]
    return left_out


def _read_by_accounts(
    store: Store, root: Path, department: Department, years: Sequence[int]
) -> list[Problem]:
    """Read a department's years as `load` does; nothing is kept of them where there is any problem."""
    checked = []
    problems: list[Problem] = []
    for year in years:
        tables, unreadable = read_year(root / department.slug, year, root)
        problems += unreadable
        if not tables and not unreadable:
            problems.append(Problem("no_tables", f"{department.slug}/{year}"))
        for raw in tables:
            if raw.table in WANTED:
                frame, wrong = check(raw, year, department.unit)
                problems += wrong
                checked.append((raw.table, frame))
    if not problems:
        for table, frame in checked:
            store.add(table, frame, department.slug)
    return problems

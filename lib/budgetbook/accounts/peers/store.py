"""An analytical engine in memory with what is compared of many departments, amounts as exact decimals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from budgetbook.accounts.amounts import TO_WAN
from budgetbook.accounts.peers.conditions import unlike
from budgetbook.accounts.peers.plain import Header
from budgetbook.accounts.schema import TABLES, THREE_PUBLIC_COUNTS

# Nothing is fetched and nothing written: no extension from anywhere, no file of the engine's own.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "1GB",
    "preserve_insertion_order": "false",
    "temp_directory": "",
}
# A typed number that `conditions` lets pass (18 digits, and room for a factor of 10⁴), and anything that the
# accounts can read, in 万元.
_TYPED, _EXACT = "DECIMAL(28, 6)", "DECIMAL(38, 16)"
_FACTOR = " ".join(f"WHEN '{unit}' THEN {factor}" for unit, factor in TO_WAN.items())
_COUNTS = ", ".join(f"'{item}'" for item in THREE_PUBLIC_COUNTS)


@dataclass(frozen=True)
class _Kept:
    """What is kept of a table: the columns of `into` in SQL, which of them are money and which numbers."""

    into: str
    columns: Mapping[str, str]
    money: Mapping[str, str]
    numbers: tuple[str, ...] = ()
    where: str = "true"


def _figures(item: str, where: str = "true", **columns: str) -> _Kept:
    named = {"item": item, "fund": "fund", "phase": "phase"}
    amount = columns.pop("amount", "amount")
    return _Kept("figures", named | columns, {"amount": amount}, where=where)


# Whole lines only: what splits them by code or kind is never compared.
_KEPT = {
    "totals": _figures("'totals.' || item", "function = ''"),
    "income": _figures("'income.' || item", "function = ''"),
    "expenditure": _figures("'kind.' || code", "classification = 'kind' AND kind = ''"),
    "three_public": _figures("'three_public.' || item", fund="''"),
    "stated": _figures(
        "'change.' || item", "measure = 'change'", fund="''", phase="'actual'", amount="value"
    ),
    "projects": _Kept(
        "projects",
        {},
        {name: name for name in ("initial_budget", "adjusted_budget", "spent")},
        ("score", "full_score"),
    ),
    "score_summary": _Kept(
        "summaries",
        {"scope": "scope", "project_list": "project_list"},
        {},
        ("projects", "average_score", "overall_score", "full_score", "excellent", "good", "fair", "poor"),
    ),
}
WANTED = tuple(_KEPT)


class Store:
    """What is compared of many departments: the tables `figures`, `projects` and `summaries` of an engine.

    Each row has its department, year, basis and source; amounts are in 万元, NULL where not published.
    """

    def __init__(self) -> None:
        self._engine = duckdb.connect(":memory:", config=_SETTINGS)
        for kept in {kept.into: kept for kept in _KEPT.values()}.values():
            named = [f"{name} VARCHAR" for name in (*kept.columns, "basis", "source")]
            exact = [f"{name} {_EXACT}" for name in (*kept.money, *kept.numbers)]
            columns = ", ".join(["department VARCHAR", "year INTEGER", *named, *exact])
            self._engine.execute(f"CREATE TABLE {kept.into} ({columns})")

    def query(self, sql: str, *parameters: object) -> list[dict[str, Any]]:
        """The rows that a query finds, by column; decimals without the zeros that the engine adds."""
        found = self._engine.execute(sql, parameters)
        names = [str(column[0]) for column in found.description]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in found.fetchall()]

    def read(self, files: Mapping[Path, tuple[str, int, str, Header]]) -> set[str]:
        """Read plain files, each with its department, year, unit of money and header.

        Returns the departments that have a row which is not plain; of these nothing is kept.
        """
        self._place(files)
        headers: dict[tuple[str, Header], list[str]] = {}
        for path, (_, _, _, header) in files.items():
            headers.setdefault((path.stem, header), []).append(path.as_posix())
        strange: set[str] = set()
        for table in WANTED:
            text = "".join(f"{column.name} VARCHAR, " for column in TABLES[table].columns)
            self._engine.execute(
                f"CREATE OR REPLACE TEMP TABLE read_{table} "
                f"({text}department VARCHAR, year INTEGER, money VARCHAR)"
            )
        for (table, header), paths in sorted(headers.items()):
            strange |= self._departments(self._read_alike(table, header, paths))
        strange |= {department for table in WANTED for department in self._unlike(table)}
        for table in WANTED:
            self._keep(table, f"read_{table}", typed=_TYPED, but=strange)
            self._engine.execute(f"DROP TABLE read_{table}")
        return strange

    def add(self, table: str, frame: pd.DataFrame, department: str) -> None:
        """Add what the accounts have read and checked of a table: its amounts are in 万元 already."""
        columns = [column.name for column in TABLES[table].columns]
        texts = frame[columns].map(_text).assign(department=department, year=frame["year"], money="万元")
        self._engine.register("checked", texts)
        self._keep(table, "checked", typed=_EXACT)
        self._engine.unregister("checked")

    def _place(self, files: Mapping[Path, tuple[str, int, str, Header]]) -> None:
        """Tell the engine which department, year and unit of money each file belongs to."""
        rows = [(path.as_posix(), *place[:3]) for path, place in files.items()]
        self._engine.register("places", pd.DataFrame(rows, columns=["path", "department", "year", "money"]))
        self._engine.execute("CREATE OR REPLACE TEMP TABLE place AS FROM places")
        self._engine.unregister("places")

    def _read_alike(self, table: str, header: Header, paths: list[str]) -> list[str]:
        """Read files of one table with one header as text; returns those that the engine cannot read."""
        cells = {name: f"coalesce(trim({name}), '')" for name in header}
        selected = ", ".join(cells.get(column.name, "''") for column in TABLES[table].columns)
        unit = f"coalesce(nullif({cells['unit']}, ''), money)" if "unit" in cells else "money"
        try:
            self._engine.execute(
                f"INSERT INTO read_{table} SELECT {selected}, department, year, {unit} "
                "FROM read_csv($paths, columns = $columns, auto_detect = false, header = true, delim = ',', "
                "quote = '\"', escape = '\"', filename = 'file', hive_partitioning = false, "
                "strict_mode = true, ignore_errors = true, store_rejects = true) "
                f"JOIN place ON path = {_slashed('file')} WHERE concat({', '.join(cells.values())}) <> ''",
                {"paths": paths, "columns": dict.fromkeys(header, "VARCHAR")},
            )
        except duckdb.Error:
            return paths
        rejected = self._engine.execute(
            f"SELECT DISTINCT {_slashed('file_path')} FROM reject_scans "
            "JOIN reject_errors USING (scan_id, file_id)"
        ).fetchall()
        self._engine.execute("DROP TABLE reject_errors")
        self._engine.execute("DROP TABLE reject_scans")
        return [row[0] for row in rejected]

    def _unlike(self, table: str) -> set[str]:
        """The departments with a row that is not plain, or with two of one key."""
        key = ", ".join(TABLES[table].key)
        found = self._engine.execute(
            f"SELECT DISTINCT department FROM read_{table} WHERE {unlike(TABLES[table])} UNION "
            f"SELECT department FROM read_{table} GROUP BY department, year, {key} HAVING count(*) > 1"
        )
        return {row[0] for row in found.fetchall()}

    def _departments(self, paths: Iterable[str]) -> set[str]:
        found = self._engine.execute(
            "SELECT DISTINCT department FROM place WHERE path IN (SELECT unnest($paths::VARCHAR[]))",
            {"paths": list(paths)},
        )
        return {row[0] for row in found.fetchall()}

    def _keep(self, table: str, source: str, *, typed: str, but: Iterable[str] = ()) -> None:
        """Take what is compared from a table of text, but for some departments."""
        kept = _KEPT[table]
        factor = f"CAST(CASE money {_FACTOR} END AS DECIMAL(9, 4))"
        if table == "three_public":
            factor = f"CASE WHEN item IN ({_COUNTS}) THEN 1 ELSE {factor} END"
        # What the accounts have read is in 万元, and a product could need more digits than there are.
        times = f" * {factor}" if typed == _TYPED else ""
        money = [f"CAST(nullif({column}, '') AS {typed}){times}" for column in kept.money.values()]
        numbers = [f"CAST(nullif({column}, '') AS {typed})" for column in kept.numbers]
        columns = ", ".join(
            ["department", "year", *kept.columns.values(), "basis", "source", *money, *numbers]
        )
        self._engine.execute(
            f"INSERT INTO {kept.into} SELECT {columns} FROM {source} "
            f"WHERE {kept.where} AND department NOT IN (SELECT unnest($but::VARCHAR[]))",
            {"but": list(but)},
        )


def _slashed(path: str) -> str:
    """A column of paths as `place` has them, on Windows too."""
    return f"replace({path}, chr(92), '/')"


def _text(value: Any) -> str:
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _plain(value: Any) -> Any:
    """A decimal without zeros at its end: 2995.3900000000000000 is 2995.39."""
    if not isinstance(value, Decimal):
        return value
    trimmed = value.normalize()
    return trimmed if trimmed.as_tuple().exponent <= 0 else trimmed.quantize(Decimal(1))  # type: ignore[operator]

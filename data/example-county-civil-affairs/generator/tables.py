"""Rows into the CSV files of a year."""

import csv
from collections.abc import Mapping
from pathlib import Path

Row = dict[str, str]

DOCUMENT = "示例数据"


def origin(year: int, place: str) -> dict[str, str]:
    """The basis and source that every row ends with."""
    return {"basis": "illustrative", "source": f"{DOCUMENT} {year}年度 {place}"}


def write(folder: Path, tables: Mapping[str, list[Row]]) -> None:
    """Write a year's tables, each with the columns of its first row."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            table.writeheader()
            table.writerows(rows)

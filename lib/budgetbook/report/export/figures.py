"""The figures' and tables' data as CSV files that Excel opens as they are."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from nbformat import NotebookNode

from budgetbook.report.names import portable

MIMETYPE = "application/vnd.budgetbook+json"
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


def figure_files(notebooks: Iterable[NotebookNode]) -> dict[str, bytes]:
    """One CSV file for each exhibit that has data, by file name, in the order of the report."""
    files: dict[str, bytes] = {}
    for exhibit in _exhibits(notebooks):
        stem = portable(str(exhibit.get("id", "figure")))
        name, number = f"{stem}.csv", 2
        # Names that differ in case alone are one file on Windows and macOS.
        while name.lower() in {taken.lower() for taken in files}:
            name, number = f"{stem}-{number}.csv", number + 1
        files[name] = as_csv(exhibit["data"]["columns"], exhibit["data"]["rows"])
    return files


def as_csv(columns: list[str], rows: list[list[str | None]]) -> bytes:
    """Write raw values as UTF-8 with the mark Excel needs to show Chinese; a missing value is an empty cell.

    Text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_harmless, columns))
    writer.writerows(map(_harmless, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str | None) -> str:
    text = "" if cell is None else str(cell)
    runs = text.startswith(tuple("=+-@＝＋－＠\t\r\n")) and not _NUMBER.fullmatch(text)
    return f"'{text}" if runs else text


def _exhibits(notebooks: Iterable[NotebookNode]) -> Iterator[dict[str, Any]]:
    for notebook in notebooks:
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                exhibit = output.get("data", {}).get(MIMETYPE)
                if isinstance(exhibit, dict) and exhibit.get("data"):
                    yield exhibit

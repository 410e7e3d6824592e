"""The figures' and tables' data as CSV files that Excel opens as they are."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from nbformat import NotebookNode

from budgetbook.report.names import portable

MIMETYPE = "application/vnd.budgetbook+json"
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


def figure_files(notebooks: Iterable[NotebookNode]) -> dict[str, bytes]:
    """One CSV file for each exhibit that has data, by file name, in the order of the report."""
    files: dict[str, bytes] = {}
    for exhibit in _exhibits(notebooks):
        name = file_name(exhibit, files)
        files[name] = as_csv(exhibit["data"]["columns"], exhibit["data"]["rows"])
    return files


def file_name(exhibit: dict[str, Any], taken: Collection[str]) -> str:
    """Name the file of an exhibit after its id, unlike the names that are taken."""
    stem = portable(str(exhibit.get("id", "figure")))
    name, number = f"{stem}.csv", 2
    # Names that differ in case alone are one file on Windows and macOS.
    while name.lower() in {other.lower() for other in taken}:
        name, number = f"{stem}-{number}.csv", number + 1
    return name


def as_csv(columns: list[str], rows: list[list[str | None]]) -> bytes:
    """Write raw values as UTF-8 with the mark Excel needs to show Chinese; a missing value is an empty cell.

    Text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_harmless, columns))
    writer.writerows(map(_harmless, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def runs(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula: it begins like one and is no number."""
    # Spaces, tabs and line ends before the sign do not keep it from being one.
    return text.lstrip().startswith(tuple("=+-@＝＋－＠")) and not _NUMBER.fullmatch(text)


def _harmless(cell: str | None) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if runs(text) or text.startswith(("\t", "\r", "\n")) else text


def _exhibits(notebooks: Iterable[NotebookNode]) -> Iterator[dict[str, Any]]:
    for notebook in notebooks:
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                exhibit = output.get("data", {}).get(MIMETYPE)
                if isinstance(exhibit, dict) and exhibit.get("data"):
                    yield exhibit

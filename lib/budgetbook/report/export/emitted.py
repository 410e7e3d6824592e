"""What our own cells emit beside their HTML: the front of the report and the tables of its exhibits."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from nbformat import NotebookNode

from budgetbook.report.export.document import Column, Front, Grid, Row
from budgetbook.report.export.outputs import printable

MIMETYPE = "application/vnd.budgetbook+json"
DEEPEST_INDENT = 4

_CHAPTER_NUMBER = re.compile(r"^\d+[_\-. ]*")


def front_of(notebooks: Iterable[NotebookNode]) -> dict[str, Any]:
    """The first front that a cell of these emitted, as it was emitted; empty if there is none."""
    emitted = (own for notebook in notebooks for own in _own_outputs(notebook) if own.get("kind") == "front")
    return next(emitted, {})


def read_front(notebook: NotebookNode, name: str) -> Front:
    """Return the first front that a cell emitted, or one with nothing but a title from the file's name."""
    language = notebook.metadata.get("budgetbook", {}).get("language")
    fronts = [own for own in _own_outputs(notebook) if own.get("kind") == "front"]
    # What a later chapter brings in that the first page has to say: made-up departments to compare with.
    further = [fact for own in fronts[1:] for fact in own.get("further", [])]
    if fronts:
        own = fronts[0]
        return Front(
            language=language or own.get("language", "zh"),
            title=text_of(own.get("title")) or title_of(name),
            department=text_of(own.get("department")),
            slug=text_of(own.get("slug")),
            year=int(own.get("year") or 0),
            years=[int(year) for year in own.get("years", [])],
            subtitle=text_of(own.get("subtitle")),
            illustrative=bool(own.get("illustrative")),
            facts=[[text_of(term), text_of(says)] for term, says in [*own.get("facts", []), *further]],
        )
    return Front(language=language or "zh", title=title_of(name))


def _own_outputs(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if own := output.get("data", {}).get(MIMETYPE):
                yield own


def without_number(name: str) -> str:
    """Drop what orders a file among the chapters: `07_town_affairs` is `town_affairs`."""
    return _CHAPTER_NUMBER.sub("", name)


def title_of(name: str) -> str:
    """Turn a file's name into words: `07_town_affairs` says "town affairs"."""
    return printable(without_number(name).replace("_", " ").strip() or name)


def text_of(value: object) -> str:
    """Return a value as text that a page can show, nothing for None."""
    return "" if value is None else printable(str(value))


def read_grid(own: dict[str, Any]) -> Grid:
    """Read the table of an exhibit."""
    columns = [
        Column(
            text_of(column["name"]),
            "right" if column.get("align") == "right" else "left",
            "万元" if column.get("unit") == "万元" else "",
        )
        for column in own["columns"]
    ]
    rows = [
        Row(
            [text_of(cell) for cell in row["cells"]],
            row.get("style", "plain"),
            min(max(int(row.get("indent", 0)), 0), DEEPEST_INDENT),
        )
        for row in own["rows"]
    ]
    return Grid(columns, rows)

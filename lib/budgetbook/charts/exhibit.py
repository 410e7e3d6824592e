"""A figure or a table as a chapter shows it: drawn for the analyst in JupyterLab, as data for the report.

The report reads the JSON under `MIMETYPE`; JupyterLab shows the HTML beside it. Text may come from anywhere
and is escaped here, where it enters a page.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Any, Literal

import pandas as pd

from budgetbook.words import MISSING, NOT_APPLICABLE

MIMETYPE = "application/vnd.budgetbook+json"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_A_VALUE = {"nan", "None", "NaN", "NaT", "<NA>", "inf", "-inf", "Infinity", "-Infinity"}


def raw(value: Any) -> str | None:
    """Return a value as data, exact and unrounded; `None` for every kind of missing one."""
    if value is None or value is pd.NA or value is pd.NaT or str(value) in _NOT_A_VALUE:
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def cell(value: Any) -> str:
    """Return a value ready to print, `[x]` for a missing one."""
    text = raw(value)
    return MISSING if text is None else text


@dataclass(frozen=True)
class Column:
    """A column of a printed table: its heading, its side, and how a value of a frame is shown there.

    `of` names the frame's column that a rate is of: where that is zero or below there can be no rate. `unit`
    is the unit of a column that holds nothing but amounts of money.
    """

    name: str
    align: Literal["left", "right"] = "left"
    show: Callable[[Any], str] = cell
    of: str = ""
    unit: Literal["", "万元"] = ""


@dataclass(frozen=True)
class Row:
    """A row of ready-to-print cells; `indent` counts the levels below the row it belongs to."""

    cells: Sequence[Any]
    style: Literal["plain", "total", "sub"] = "plain"
    indent: int = 0


@dataclass(frozen=True)
class Table:
    """A table as it is printed. Raises `ValueError` when a row has more or fewer cells than columns."""

    columns: Sequence[Column]
    rows: Sequence[Row]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns")

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        columns: Mapping[str, Column],
        *,
        style: Callable[[Mapping[str, Any]], Literal["plain", "total", "sub"]] | None = None,
        indent: Callable[[Mapping[str, Any]], int] | None = None,
    ) -> "Table":
        """Print a frame's columns, by name, in the order given.

        `style` and `indent` decide for a record (a frame's row as a dict). A missing value never reaches a
        column's `show` as nan: it arrives as None. A rate that no base allows is `[z]`.
        """
        return cls(
            tuple(columns.values()),
            tuple(
                Row(
                    tuple(_shown(record, name, column) for name, column in columns.items()),
                    style(record) if style else "plain",
                    indent(record) if indent else 0,
                )
                for record in _records(frame)
            ),
        )

    @property
    def json(self) -> dict[str, Any]:
        """The table of the contract between chapters and report."""
        return {
            "columns": [
                {"name": column.name, "align": column.align} | ({"unit": column.unit} if column.unit else {})
                for column in self.columns
            ],
            "rows": [
                {"style": row.style, "indent": row.indent, "cells": [cell(value) for value in row.cells]}
                for row in self.rows
            ],
        }

    @property
    def html(self) -> str:
        """The table for JupyterLab."""
        head = "".join(
            f'<th scope="col" style="text-align:{column.align}">{escape(column.name)}</th>'
            for column in self.columns
        )
        body = "".join(map(self._html_row, self.rows))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _html_row(self, row: Row) -> str:
        weight = ";font-weight:bold" if row.style == "total" else ""
        cells = [
            f'<td style="text-align:{column.align}{weight}'
            + (f";padding-left:{row.indent + 0.5}em" if place == 0 and row.indent else "")
            + f'">{escape(cell(value))}</td>'
            for place, (column, value) in enumerate(zip(self.columns, row.cells, strict=True))
        ]
        return f"<tr>{''.join(cells)}</tr>"


def _records(frame: pd.DataFrame) -> Iterable[Mapping[str, Any]]:
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in frame.itertuples(index=False, name=None)]


def _shown(record: Mapping[str, Any], name: str, column: Column) -> str:
    value, base = _present(record[name]), _present(record.get(column.of))
    return NOT_APPLICABLE if value is None and base is not None and base <= 0 else column.show(value)


def _present(value: Any) -> Any:
    return None if raw(value) is None else value


@dataclass(frozen=True)
class Data:
    """The raw values behind an exhibit, published beside the report as `figures/<id>.csv`."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, columns: Iterable[str] | None = None) -> "Data":
        """Take a frame's columns (all of them unless named), unrounded."""
        chosen = frame if columns is None else frame[list(columns)]
        return cls([str(name) for name in chosen.columns], chosen.astype(object).to_numpy().tolist())

    @property
    def json(self) -> dict[str, Any]:
        """The data of the contract: every value a string, null where there is none."""
        return {"columns": list(self.columns), "rows": [[raw(value) for value in row] for row in self.rows]}


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A figure (with its picture, alternative text and data table) or a table of the report.

    `title` is the finding, `subtitle` the measure, unit, scope and years, `notes` the sources and rules. `id`
    is unique in a report and names a file: lower-case letters, digits and hyphens. Raises `ValueError` for
    another id, a figure without a picture or an alternative text of its own, and a table with a picture.
    """

    kind: Literal["figure", "table"]
    id: str
    title: str
    subtitle: str
    table: Table
    data: Data
    notes: Sequence[str] = ()
    alt: str = ""
    svg: str = field(default="", repr=False)
    size: Literal["full", "half"] = "full"

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"exhibit id {self.id!r}: lower-case letters, digits and single hyphens")
        if self.kind == "figure" and not (self.svg and self.alt.strip() and self.alt != self.title):
            raise ValueError(f"figure {self.id}: needs a picture and an alternative text")
        if self.kind == "table" and (self.svg or self.alt):
            raise ValueError(f"table {self.id}: has no picture and no alternative text")

    @property
    def json(self) -> dict[str, Any]:
        """The exhibit of the contract between chapters and report."""
        picture = {"alt": self.alt, "svg": self.svg, "size": self.size} if self.kind == "figure" else {}
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "subtitle": self.subtitle,
            "notes": list(self.notes),
            **picture,
            "table": self.table.json,
            "data": self.data.json,
        }

    @property
    def html(self) -> str:
        """The exhibit for JupyterLab; a figure's table waits behind a disclosure named after its columns."""
        notes = "".join(f"<div>{escape(note)}</div>" for note in self.notes)
        table = self.table.html
        if self.kind == "figure":
            summary = escape(" · ".join(column.name for column in self.table.columns))
            table = (
                f'<div role="img" aria-label="{escape(self.alt)}">{self.svg}</div>'
                f"<details><summary>{summary}</summary>{table}</details>"
            )
        return (
            f"<figure><figcaption><strong>{escape(self.title)}</strong><br>{escape(self.subtitle)}</figcaption>"
            f"{table}<small>{notes}</small></figure>"
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        plain = f"{self.title}\n{self.subtitle}"
        return {MIMETYPE: self.json, "text/html": self.html, "text/plain": plain}

"""The lines of a topic in one year: of one 口径 and one phase, so that they may be added and compared."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects, structure
from budgetbook.analysis.arithmetic import adds_up, difference, share, total, whole
from budgetbook.analysis.followed import threads
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.three_public import ITEMS, PARTS
from budgetbook.explore.topic import Topic

_MONEY_OF_PHASE = {"initial_budget": "initial", "adjusted_budget": "adjusted", "actual": "spent"}


class _Line(NamedTuple):
    code: str
    label: str
    amount: Decimal | None
    basis: str
    source: str


def lines(book: Accounts, topic: Topic, year: int | None = None) -> pd.DataFrame:
    """The lines of a topic in a year (the accounts' own by default), the largest first.

    Columns as of `structure.composition`: year, code, label, amount (万元; None where not published), total
    (万元), share (% of the total), basis, source. Only whole lines count: those of single funds, or of one
    kind alone, are left out. A code's amount is as published, else the sum of its finer ones where all are
    known. The total is the published one, else the sum of the lines where all are known; projects have no
    other. Empty where the year has no such lines.
    """
    year = book.year if year is None else year
    if topic.depth in ("source", "kind"):
        flow: structure.Flow = "income" if topic.depth == "source" else "kind"
        return structure.composition(book, flow, year, phase=topic.phase)
    found = list(_lines(book, topic, year))
    printed = _published(book, topic, year)
    summed = whole(line.amount for line in found) if printed is None else printed
    found.sort(key=lambda line: (line.amount is None, -(line.amount or 0), line.code))
    rows = [
        (year, line.code, line.label, line.amount, summed, share(line.amount, summed), *line[3:])
        for line in found
    ]
    return frame_of(rows, structure.COLUMNS)


def rest(frame: pd.DataFrame) -> Decimal | None:
    """What the known lines of a year leave of its total, in 万元; None where they make it up.

    It is below zero where they exceed it, and None too where there is no total.
    """
    known = [amount for amount in frame["amount"] if amount is not None]
    whole_amount = None if frame.empty else frame["total"].iloc[0]
    return None if adds_up(known, whole_amount) else difference(whole_amount, total(known))


def whole_item(book: Accounts, topic: Topic, year: int | None = None) -> str:
    """The published total that a topic's lines are told against, as `table.item`; "" for projects."""
    if topic.flow == "projects":
        return ""
    if topic.flow == "three_public":
        return "three_public.total"
    if topic.flow == "income":
        return "totals.total_income" if topic.depth == "source" else "totals.current_year_income"
    return structure.whole_item(book, topic.dimension, year, phase=topic.phase)


def _published(book: Accounts, topic: Topic, year: int) -> Decimal | None:
    table, _, item = whole_item(book, topic, year).partition(".")
    if table == "expenditure":
        return book.value(table, item, year, phase=topic.phase, column="code")
    return book.value(table, item, year, phase=topic.phase) if table else None


def _lines(book: Accounts, topic: Topic, year: int) -> Iterator[_Line]:
    if topic.flow == "projects":
        yield from _projects(book, topic, year) if topic.depth == "project" else _divisions(book, topic, year)
    elif topic.flow == "three_public":
        yield from _three_public(book, topic, year)
    elif topic.flow == "income":
        yield from _coded(book, _income_by_code(book, topic, year), topic.length)
    else:
        rows = book.rows("expenditure", year, phase=topic.phase, classification=topic.dimension)
        yield from _coded(book, rows, topic.length)


def _income_by_code(book: Accounts, topic: Topic, year: int) -> pd.DataFrame:
    """本年收入 by functional code (部门决算 table 2), in the columns of `expenditure`."""
    rows = book.tables["totals"]
    rows = rows[(rows["year"] == year) & (rows["phase"] == topic.phase) & (rows["fund"] == "")]
    rows = rows[(rows["item"] == "current_year_income") & (rows["function"] != "")]
    return rows.assign(code=rows["function"], name="")


def _coded(book: Accounts, rows: pd.DataFrame, length: int) -> Iterator[_Line]:
    rows = rows.sort_values("code")
    for code, amount in structure.at_level(rows, length).items():
        # The code's own line, else its first finer one, whose name is not that of the code.
        line = rows[rows["code"].str.startswith(code)].iloc[0]
        name = line["name"] if line["code"] == code else ""
        yield _Line(code, book.label("expenditure", code, name), amount, line["basis"], line["source"])


def _three_public(book: Accounts, topic: Topic, year: int) -> Iterator[_Line]:
    """公务用车 as one line or as two, and as one too where its two are not told."""
    figures = {
        item: book.figure("three_public", item, year, phase=topic.phase)
        for item in (*PARTS["total"], *PARTS["vehicle"])
    }
    parted = topic.depth == "detail" and any(figures[part].status != "absent" for part in PARTS["vehicle"])
    for item in ITEMS if parted else PARTS["total"]:
        parts = [figures[part] for part in PARTS.get(item, ())]
        told = [figure for figure in (figures[item], *parts) if figure.status != "absent"]
        if told:
            amount = figures[item].value
            amount = whole(part.value for part in parts) if amount is None and parts else amount
            yield _Line(item, book.label("three_public", item), amount, told[0].basis, told[0].source)


def _projects(book: Accounts, topic: Topic, year: int) -> Iterator[_Line]:
    """A project is told by the latest name that it is followed to, whatever it was called that year."""
    latest = threads(book)
    for row in projects.listed(book, year).to_dict("records"):
        amount = row[_MONEY_OF_PHASE[topic.phase]]
        yield _Line(latest[year, row["project"]], row["label"], amount, row["basis"], row["source"])


def _divisions(book: Accounts, topic: Topic, year: int) -> Iterator[_Line]:
    """A division has the sum of its projects, and no amount where that of one is not known."""
    listed = projects.listed(book, year)
    if not any(listed["division_key"]):
        return
    labels = projects.division_labels(listed)
    for key, own in listed.groupby("division_key"):
        amount = whole(own[_MONEY_OF_PHASE[topic.phase]])
        label = labels[str(key)] or book.words("explore.no_division")
        yield _Line(str(key), label, amount, own["basis"].iloc[0], own["source"].iloc[0])

"""The lines of a topic over the years, and this year's against last year's."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import adds_up, difference, percent_change, share
from budgetbook.analysis.frames import frame_of
from budgetbook.analysis.structure import TOLD_AS_ONE
from budgetbook.analysis.three_public import PARTS
from budgetbook.explore.lines import lines, whole_item
from budgetbook.explore.topic import Topic
from budgetbook.prose.paragraphs import records

_AS_ONE = {**TOLD_AS_ONE, "vehicle": PARTS["vehicle"]}


def against_last_year(book: Accounts, topic: Topic) -> pd.DataFrame:
    """This year's lines and those that only last year had, the largest first, beside last year's.

    Columns: year, code, label, amount (万元), total, share (%), basis, source as of `lines`, and last (万元),
    change (万元), percent (%), points (百分点 that the share rose or fell), last_total (万元). A line that
    only one of the years has counts as in `over_years` in the other. Shares of two different totals are not
    compared.
    """
    now, before = lines(book, topic), lines(book, topic, book.year - 1)
    columns = [*now.columns, "last", "change", "percent", "points", "last_total"]
    this, that = _by_code(now), _by_code(before)
    whole, last_whole = (None if frame.empty else frame["total"].iloc[0] for frame in (now, before))
    one_total = whole_item(book, topic) == whole_item(book, topic, book.year - 1)
    rows = []
    for code in dict.fromkeys([*this, *that]):
        amount, last = _amount(topic, code, now, this), _amount(topic, code, before, that)
        line = this.get(code) or {**that[code], "year": book.year, "amount": amount, "total": whole}
        portion, last_portion = share(amount, whole), share(last, last_whole) if one_total else None
        rows.append(
            {
                **line,
                "share": portion,
                "last": last,
                "change": difference(amount, last),
                "percent": percent_change(amount, last),
                "points": difference(portion, last_portion),
                "last_total": last_whole,
            }
        )
    return frame_of(rows, columns)


def totals(frame: pd.DataFrame) -> dict[str, Decimal | None]:
    """The total of `against_last_year` in its columns: amount, share, last, change (万元), percent (%)."""
    amount, last = frame["total"].iloc[0], frame["last_total"].iloc[0]
    return {
        "amount": amount,
        "share": share(amount, amount),
        "last": last,
        "change": difference(amount, last),
        "percent": percent_change(amount, last),
    }


def over_years(book: Accounts, topic: Topic) -> pd.DataFrame:
    """Every line in every year from the first that has any to this one, this year's largest first.

    Columns: code, label (the latest), year, amount (万元), told (`listed`; `not_listed` where the year has
    lines but not this one; `no_lines` where it has none), basis, source. A line that is not listed counts as
    zero where the year's lines add up to their total, so that it was not there, unless that year tells its
    money otherwise (财政拨款 as one or by budget, 公务用车 as one or as two); else its amount is not known. A
    project that is not listed is never zero: nothing says that the list is complete. Empty where no year has
    lines.
    """
    frames = {year: lines(book, topic, year) for year in range(book.years[0], book.year + 1)}
    told = {year: _by_code(frame) for year, frame in frames.items()}
    known = [year for year, found in told.items() if found]
    labels = {code: row["label"] for year in known for code, row in told[year].items()}
    order = dict.fromkeys(code for year in reversed(known) for code in told[year])
    rows = []
    for code in order:
        for year in range(known[0], book.year + 1):
            row = told[year].get(code, {})
            how = "listed" if row else "not_listed" if told[year] else "no_lines"
            amount = _amount(topic, code, frames[year], told[year])
            rows.append((code, labels[code], year, amount, how, row.get("basis", ""), row.get("source", "")))
    return frame_of(rows, ["code", "label", "year", "amount", "told", "basis", "source"])


def _amount(
    topic: Topic, code: str, frame: pd.DataFrame, told: Mapping[str, Mapping[str, Any]]
) -> Decimal | None:
    """A line's amount in a year, whether or not the year lists it."""
    if code in told:
        amount: Decimal | None = told[code]["amount"]
        return amount
    if frame.empty or topic.flow == "projects" or _told_otherwise(code, told):
        return None
    return Decimal(0) if adds_up(frame["amount"], frame["total"].iloc[0]) else None


def _told_otherwise(code: str, told: Mapping[str, object]) -> bool:
    return any(
        any(part in told for part in several) if code == one else code in several and one in told
        for one, several in _AS_ONE.items()
    )


def _by_code(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in records(frame)}

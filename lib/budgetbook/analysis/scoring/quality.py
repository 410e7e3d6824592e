"""How good the indicators are: how many have a target in numbers, which have none or a very low one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import difference, share
from budgetbook.analysis.projects import division_labels, listed
from budgetbook.analysis.scoring.indicators import Indicator, framed, indicator_rows

_REASONS = ("no_target", "far_above", "qualitative_output")


@dataclass(frozen=True)
class Quality:
    """Indicators of a division or a year by their target; the fields are the columns."""

    indicators: int
    quantified: int
    qualitative: int
    untargeted: int
    share: Decimal | None
    far_above: int


def by_division(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The indicators of a year (the accounts' own by default) by division, the best quantified first.

    Columns: division ("" where not told), indicators, quantified (a number that can be compared, ≥ or ≤),
    qualitative (words, a date, a range), untargeted (no target), share (quantified, in %), far_above. The
    execution rate, which every project has, is left out.
    """
    year = book.year if year is None else year
    projects = listed(book, year)
    labels = {"": "", **division_labels(projects)}
    division = dict(projects[["project", "division_key"]].itertuples(index=False, name=None))
    own: dict[str, list[Indicator]] = {}
    for one in _set(book, year):
        own.setdefault(division.get(one.project, ""), []).append(one)
    frame = framed(Quality, [_quality(found) for found in own.values()])
    frame.insert(0, "division", [labels[key] for key in own])
    return frame.sort_values(["share", "division"], ascending=[False, True], ignore_index=True)


def by_year(book: Accounts) -> pd.DataFrame:
    """The same in all, for every loaded year with indicators, ascending.

    Columns: year, those of `by_division`, change (of the share against the year before, in 百分点).
    """
    found = {year: _quality(own) for year in book.years if (own := _set(book, year))}
    frame = framed(Quality, found.values())
    frame.insert(0, "year", list(found))
    shares = {year: one.share for year, one in found.items()}
    changes = [difference(shares[year], shares.get(year - 1)) for year in found]
    frame["change"] = pd.Series(changes, dtype=object)
    return frame


def weak(book: Accounts) -> pd.DataFrame:
    """This year's indicators that ask for a better target, by reason, project and name.

    Columns: those of `indicators.indicators`, project_label and flaw: `no_target`; `far_above` (by the
    setting of that name); `qualitative_output` (an output, 产出, told in words without any number).
    """
    labels = dict(listed(book)[["project", "label"]].itertuples(index=False, name=None))
    flawed = [(flaw, one) for one in _set(book, book.year) if (flaw := _flaw(one))]
    flawed.sort(key=lambda pair: _REASONS.index(pair[0]))  # indicator_rows() has them by project and level
    frame = framed(Indicator, [one for _, one in flawed])
    frame["project_label"] = [labels.get(one.project, one.project) for _, one in flawed]
    frame["flaw"] = [flaw for flaw, _ in flawed]
    return frame


def _set(book: Accounts, year: int) -> list[Indicator]:
    """The indicators that somebody set a target for, or should have."""
    return [one for one in indicator_rows(book, year) if one.kind != "execution"]


def _quality(own: Iterable[Indicator]) -> Quality:
    kinds = [one.kind for one in own]
    quantified = kinds.count("quantified") + kinds.count("reverse")
    return Quality(
        indicators=len(kinds),
        quantified=quantified,
        qualitative=kinds.count("qualitative"),
        untargeted=kinds.count("unquantified"),
        share=share(Decimal(quantified), Decimal(len(kinds))),
        far_above=sum(one.far_above for one in own),
    )


def _flaw(one: Indicator) -> str:
    if one.kind == "unquantified":
        return "no_target"
    if one.far_above:
        return "far_above"
    in_words = one.kind == "qualitative" and not any(character.isdigit() for character in one.target)
    return "qualitative_output" if in_words and "产出" in one.level1 else ""

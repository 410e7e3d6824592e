"""Projects followed across the years: which of this year's was which of last year's, whatever its name."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.projects import listed

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)(?:年度?)?|(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}年度?"
)
_PUNCTUATION = re.compile(r"[\W_]+")
# What a name may end with and be the same project.
_CLOSING = re.compile(r"(?:项目|经费|专项|资金|补助)+$")
# What tells one project from its neighbour and leaves the names almost alike: 一期 and 二期, 1号 and 2号, A区
# and B区, 上半年 and 下半年, 城市 and 农村, 省级 and 县级.
_TELLING = re.compile(
    r"[\d十百千]+|(?<![a-z])[a-z](?![a-z])|[甲乙丙丁东南西北]|[上下](?=半年)"
    r"|城[市镇]|农村|中央|自治区|[省市县区乡镇村]级"
)


@dataclass(frozen=True)
class _Project:
    name: str
    tidy: str
    telling: tuple[str, ...]
    division: str

    def may_be(self, other: "_Project") -> bool:
        """Whether no number, no telling word and no division speaks against two names of one project."""
        one_division = not (self.division and other.division) or self.division == other.division
        return one_division and self.telling == other.telling


@dataclass(frozen=True)
class _Link:
    year: int
    project: str
    last_project: str
    likeness: Decimal
    how: str


def links(book: Accounts) -> pd.DataFrame:
    """One row for each project of a loaded year that is matched with one of the year before, also loaded.

    Columns: year, project, last_project, likeness (of the tidied names, in %) and how: `same` name;
    `tidied`, the same but for years, brackets, spaces, quotation marks, full-width signs and a closing 项目,
    经费, 专项, 资金 or 补助; `alike`, each the likeliest of the other, at `settings.same_project` % or more,
    and of one division where both name one. Names whose numbers differ (一期 and 二期) are never alike, and
    nothing is matched twice. A project that is absent for a year is not linked across the gap.
    """
    return pd.DataFrame(
        [(one.year, one.project, one.last_project, one.likeness, one.how) for one in _links(book)],
        columns=["year", "project", "last_project", "likeness", "how"],
        dtype=object,
    )


def threads(book: Accounts) -> dict[tuple[int, str], str]:
    """Every listed project of every loaded year, as (year, name), with the latest name that it is linked to.

    That name tells the projects of one year apart. A project that was absent for a year is not followed
    across the gap: before it and after it, it has the latest name of that time.
    """
    next_name = {(one.year - 1, one.last_project): one.project for one in _links(book)}
    found: dict[tuple[int, str], str] = {}
    for year in reversed(book.years):
        for name in sorted(book.rows("projects", year)["project"]):
            later = next_name.get((year, name))
            found[year, name] = name if later is None else found[year + 1, later]
    return found


def history(book: Accounts, year: int | None = None) -> pd.DataFrame:
    """The projects listed for a year (the accounts' own by default), each over the years it is followed back.

    Columns: project and label (as they are called in that year), division, year, name (in the row's year),
    budget, spent (万元), execution (%), carried_over (万元). The projects stand as they are listed, the years
    of each ascending to that year.
    """
    year = book.year if year is None else year
    last_name = {(one.year, one.project): one.last_project for one in _links(book)}
    lists = {
        one: {row["project"]: row for row in listed(book, one).to_dict("records")}
        for one in book.years
        if one <= year
    }
    figures = ["budget", "spent", "execution", "carried_over"]
    rows = []
    for project, now in lists[year].items():
        names = [project]
        while (year - len(names) + 1, names[-1]) in last_name:
            names.append(last_name[year - len(names) + 1, names[-1]])
        for back, name in reversed(list(enumerate(names))):
            then = lists[year - back][name]
            known = (then[figure] for figure in figures)
            rows.append((project, now["label"], now["division"], year - back, name, *known))
    columns = ["project", "label", "division", "year", "name", *figures]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@lru_cache(maxsize=16)
def _links(book: Accounts) -> tuple[_Link, ...]:
    projects = {year: _projects(book, year) for year in book.years}
    return tuple(
        _Link(year, now, last, likeness, how)
        for year in book.years
        if year - 1 in projects
        for now, last, likeness, how in sorted(
            _matched(projects[year], projects[year - 1], book.settings.same_project)
        )
    )


def _projects(book: Accounts, year: int) -> list[_Project]:
    rows = book.rows("projects", year)
    found = []
    for name, division in sorted(zip(rows["project"], rows["division"], strict=True)):
        tidy = _tidied(name)
        found.append(_Project(name, tidy, tuple(sorted(_TELLING.findall(tidy))), _plain(division)))
    return found


def _plain(text: str) -> str:
    """A text without full-width signs, upper case, spaces and punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).casefold())


def _tidied(name: str) -> str:
    """What is left of a name without the years and closing words that come and go; numbers are kept."""
    clean = _plain(_YEAR.sub("", unicodedata.normalize("NFKC", name))).translate(_CHINESE_DIGITS)
    return _CLOSING.sub("", clean) or clean or name


def _matched(
    now: list[_Project], last: list[_Project], least: Decimal
) -> Iterator[tuple[str, str, Decimal, str]]:
    """The pairs of this year's and last year's names, the surest first, none of them in two."""
    same = {one.name for one in now} & {one.name for one in last}
    for name in same:
        yield name, name, HUNDRED, "same"
    # Two projects of one year that only a year in their names tells apart cannot be told apart without it.
    rest_now, rest_last = (_told_apart(projects, same) for projects in (now, last))
    for tidy in rest_now.keys() & rest_last.keys():
        yield rest_now.pop(tidy).name, rest_last.pop(tidy).name, HUNDRED, "tidied"
    pairs = _likely(rest_now, rest_last, least)
    while mutual := _mutual(pairs):
        for one, other in mutual:
            yield rest_now[one].name, rest_last[other].name, pairs[one, other], "alike"
        ones, others = {one for one, _ in mutual}, {other for _, other in mutual}
        pairs = {
            pair: likeness
            for pair, likeness in pairs.items()
            if pair[0] not in ones and pair[1] not in others
        }


def _told_apart(projects: list[_Project], done: set[str]) -> dict[str, _Project]:
    """The projects not yet matched, by tidied name, without those that share theirs with another one."""
    times = Counter(project.tidy for project in projects)
    return {one.tidy: one for one in projects if one.name not in done and times[one.tidy] == 1}


def _likely(
    now: Mapping[str, _Project], last: Mapping[str, _Project], least: Decimal
) -> dict[tuple[str, str], Decimal]:
    """The likeness of every two tidied names that is high enough."""
    found = {}
    matcher = SequenceMatcher(autojunk=False)
    for other in last.values():
        matcher.set_seq2(other.tidy)
        for one in now.values():
            if not one.may_be(other):
                continue
            matcher.set_seq1(one.tidy)
            # The upper bound is a float: it only spares the names that are far from alike.
            if matcher.quick_ratio() * 100 < least - 1:
                continue
            shared = sum(block.size for block in matcher.get_matching_blocks())
            likeness = 2 * shared * HUNDRED / (len(one.tidy) + len(other.tidy))
            if likeness >= least:
                found[one.tidy, other.tidy] = likeness
    return found


def _mutual(pairs: Mapping[tuple[str, str], Decimal]) -> list[tuple[str, str]]:
    """The pairs of which each is the only likeliest of the other."""
    likely: dict[tuple[int, str], list[Decimal]] = {}
    for pair, likeness in pairs.items():
        for side in enumerate(pair):
            likely.setdefault(side, []).append(likeness)
    alone = {side: max(found) for side, found in likely.items() if found.count(max(found)) == 1}
    return [
        pair
        for pair, likeness in pairs.items()
        if all(alone.get(side) == likeness for side in enumerate(pair))
    ]

"""How titles, headers and lines of the tables are spelled: one canonical name, many spellings, all data."""

import csv
import re
from functools import cache
from importlib.resources import files

# Signs that differ from print to print and mean nothing.
_ALIKE = str.maketrans("（）［］【】：", "()[][]:", "“”\"'‘’＂「」『』《》*＊＃#")
_SPACE = re.compile(r"\s+")
_NUMBERING = re.compile(
    r"([一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．](?!\d)|(其中|加|减)[:：]|[-—]+)+"
)
_UNIT = re.compile(r"\((?:单位:)?(?:人民币)?(亿元|万元|元|个|人|辆|次|批次|人次|台)\)$")
_YEAR = re.compile(r"(20\d\d)年度?")


def plain(text: str) -> str:
    """A label without spaces, quotation marks, numbering, year and unit: what is looked up."""
    text = _SPACE.sub("", text).translate(_ALIKE)
    return _UNIT.sub("", _YEAR.sub("", unnumbered(text))).rstrip(":")


def unnumbered(text: str) -> str:
    """A name without what counts it: 一、 or （一） in front."""
    match = _NUMBERING.match(text)
    return text[match.end() :] if match else text


def year_in(text: str) -> int | None:
    """The year that a title or a header names."""
    found = _YEAR.search(_SPACE.sub("", text))
    return int(found[1]) if found else None


def unit_in(text: str) -> str:
    """The unit of money that a header names in brackets; empty without one."""
    found = _UNIT.search(_SPACE.sub("", text).translate(_ALIKE))
    return found[1] if found and found[1].endswith("元") else ""


def title(text: str) -> str:
    """The table that a title names, by the longest spelling that it ends with; empty for none of the nine."""
    bare = re.sub(r"(\([^()]*\)|续表?|附表\d*)+$", "", plain(text))
    spellings = sorted((spelling for spelling in _titles() if bare.endswith(spelling)), key=len)
    table = _titles()[spellings[-1]] if spellings else ""
    return "" if table == "other" else table


def header(table: str, *path: str) -> str:
    """The field of a table's column whose header is `path`, from above to below; empty for an unknown one."""
    spelling = "/".join(path)
    return _headers().get((table, spelling)) or _headers().get(("", spelling), "")


def common_header(text: str) -> str:
    """What a header means in every table: code, name, a phase, a sum; empty where it depends on the table."""
    return _headers().get(("", text), "")


def is_header(text: str) -> bool:
    """Whether a label may be part of a header."""
    return text in _header_parts()


def line(context: str, text: str) -> str:
    """The item that a line's label means in a context; empty for an unknown one."""
    return _lines().get((context, text), "")


def is_line(text: str) -> bool:
    """Whether a label begins a line and never stands in a header."""
    return text in _line_spellings()


def noted(note: str, text: str) -> bool:
    """Whether a remark beside a table says something."""
    bare = plain(text)
    return any(row["spelling"] in bare for row in _read("notes") if row["note"] == note)


def _read(name: str) -> list[dict[str, str]]:
    text = files("budgetbook.intake").joinpath("lexicon", f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@cache
def _titles() -> dict[str, str]:
    return {row["spelling"]: row["table"] for row in _read("titles")}


@cache
def _headers() -> dict[tuple[str, str], str]:
    return {(row["table"], row["spelling"]): row["field"] for row in _read("headers")}


@cache
def _header_parts() -> frozenset[str]:
    return frozenset(part for _, spelling in _headers() for part in spelling.split("/"))


@cache
def _lines() -> dict[tuple[str, str], str]:
    return {(row["context"], row["spelling"]): row["item"] for row in _read("lines")}


@cache
def _line_spellings() -> frozenset[str]:
    return frozenset(spelling for _, spelling in _lines()) - _header_parts()

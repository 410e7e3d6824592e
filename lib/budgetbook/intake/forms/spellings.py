"""What the cells of a form are called, in the many spellings of `lexicon/forms.csv`."""

import csv
import re
from functools import cache
from importlib.resources import files

# An opening bracket may lose its other half where a cell breaks; a remark of its own is no part of a label.
_REMARK = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]?")
_NUMBERING = re.compile(r"^([一二三四五六七八九十]+[、.．]|[0-9]+[、.．])")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９％＝＞＜：／－＊　", "0123456789%=><:/-* ")
_LONGEST_TITLE = 60


def bare(text: str) -> str:
    """A label without spaces, numbering, remarks in brackets, stars, colons and 其中."""
    plain = "".join(text.translate(_FULL_WIDTH).split())
    plain = _NUMBERING.sub("", plain)
    without = _REMARK.sub("", plain).strip(":*、，,;；")
    return without.removeprefix("其中").strip(":*、，,;；")


@cache
def fields_of(text: str) -> frozenset[str]:
    """The fields that a cell may be the label of: 合计 is a row of funds and the row of the total score."""
    return _spellings().get(bare(text), frozenset())


def is_label(text: str, *fields: str) -> bool:
    """Whether a cell is the label of one of these fields, or of any field without one."""
    found = fields_of(text)
    return bool(found.intersection(fields) if fields else found)


def title_of(text: str) -> str:
    """`form_title` for the title of a project's form, `other_title` for another one like it, else empty."""
    plain = "".join(text.split())
    if len(plain) > _LONGEST_TITLE:
        return ""
    other = any(part in plain for part in _parts("other_title"))
    if any(part in plain for part in _parts("form_title")):
        return "other_title" if other else "form_title"
    return "other_title" if other and bare(plain).endswith("表") else ""


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    text = files("budgetbook.intake").joinpath("lexicon", "forms.csv").read_text(encoding="utf-8")
    return tuple((row["field"], row["spelling"]) for row in csv.DictReader(text.splitlines()))


@cache
def _parts(field: str) -> tuple[str, ...]:
    return tuple(spelling for name, spelling in _rows() if name == field)


@cache
def _spellings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for field, spelling in _rows():
        # Signs and placeholders are nothing but what `bare` takes away from a label.
        found.setdefault(bare(spelling) or spelling, set()).add(field)
    return {spelling: frozenset(fields) for spelling, fields in found.items()}

"""The characters of a page, put back into lines and paragraphs as a reader sees them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median
from typing import Any

Char = dict[str, Any]

_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
# Fonts with damaged tables give radicals in place of the characters that look like them.
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
# What a sentence never ends with, and what it ends with.
_OPEN_END, _ENDS = ("，", "、", "（", "“", "(", "《"), ("。", "；", "：", "！", "？")
# What stands together at the beginning of a line, and what begins a paragraph.
_TOKEN = re.compile(r"[（“《(]*([0-9A-Za-z.,%]+|.)[）”》)、，。；：]*")
_ITEM = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}([、．]|\.(?!\d))")
# Shares of a character's height or size.
_SAME_HEIGHT, _OVERLAP, _COLLISION, _WORD_GAP, _COLUMN_GAP = 0.15, 0.3, 0.35, 0.25, 1.5
_INDENT, _ROOM, _ROOM_IN_SENTENCE, _PITCHES = 0.4, 1.2, 3, 1.5


@dataclass
class Line:
    """A line of text and where it stands on its page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def lines(chars: list[Char]) -> list[Line]:
    """The lines from top to bottom.

    Digits and quotation marks of another font may sit on a baseline of their own, half a line lower: they
    belong to the line that they overlap most and that has room for them.
    """
    shown = [char for char in chars if char["text"].strip() and char.get("upright", True)]
    found: list[list[Char]] = []
    for run in sorted(_level(shown), key=lambda run: -sum(char["width"] for char in run)):
        fitting = [line for line in found if _overlap(line, run) > _OVERLAP and not _collide(line, run)]
        if fitting:
            max(fitting, key=lambda line: _overlap(line, run)).extend(run)
        else:
            found.append(list(run))
    return sorted(map(_line, found), key=lambda line: line.top)


def _level(chars: list[Char]) -> list[list[Char]]:
    """Runs of characters at one height."""
    runs: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char["top"] + char["bottom"]):
        if runs and abs(_middle(char) - _middle(runs[-1][0])) <= _SAME_HEIGHT * char["height"]:
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _overlap(line: list[Char], run: list[Char]) -> float:
    """How much of the lower one's height two runs share; the first of a line is its main run."""
    one, other = line[0], run[0]
    shared = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return float(shared / min(one["height"], other["height"]))


def _collide(line: list[Char], run: list[Char]) -> bool:
    return any(
        min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
        > _COLLISION * min(one["width"], other["width"])
        for one in line
        for other in run
    )


def _line(chars: list[Char]) -> Line:
    chars = sorted(chars, key=lambda char: char["x0"])
    size = median(char["size"] for char in chars)
    text = ""
    for before, char in zip([None, *chars], chars, strict=False):
        gap = char["x0"] - before["x1"] if before else 0
        latin = before and not _CJK.match(before["text"]) and not _CJK.match(char["text"])
        if gap > (_WORD_GAP if latin else _COLUMN_GAP) * size:
            text += " "
        text += char["text"]
    text = _LOOK_ALIKE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return Line(
        text,
        min(char["x0"] for char in chars),
        max(char["x1"] for char in chars),
        min(char["top"] for char in chars),
        max(char["bottom"] for char in chars),
        size,
    )


def glued(one: str, other: str) -> str:
    """Two lines of one paragraph; only Latin words need a space between them."""
    latin = one[-1:].isascii() and one[-1:].isalpha() and other[:1].isascii() and other[:1].isalpha()
    return f"{one} {other}" if latin else one + other


@dataclass
class Column:
    """The left and the right end of a page's text, and the usual height from line to line."""

    x0: float
    x1: float
    pitch: float


def column(found: list[Line], ends: Sequence[tuple[float, float]]) -> Column:
    """What the lines of a page stand in; `ends` are the left and right ends of other things that do."""
    pitches = [other.top - one.top for one, other in pairwise(found)]
    sides = [*ends, *((line.x0, line.x1) for line in found)]
    return Column(
        min(left for left, _ in sides),
        max(right for _, right in sides),
        median(pitches) if pitches else inf,
    )


def goes_on(one: Line, within: Column, other: Line, there: Column) -> bool:
    """Whether a line goes on in the next one, which may be on the next page (in another column).

    It does where the next one is not indented, and its first character or number had no room any more.
    """
    indented = other.x0 > there.x0 + _INDENT * other.size
    far = within is there and other.top - one.top > _PITCHES * within.pitch
    if indented or far or abs(one.size - other.size) > 1 or _ITEM.match(other.text):
        return False
    first = _TOKEN.match(other.text)
    width = sum(0.5 if char.isascii() else 1.0 for char in first[0]) if first else 1.0
    room = _ROOM if one.text.endswith(_ENDS) else _ROOM_IN_SENTENCE
    return one.x1 + (width - 1 + room) * one.size > within.x1 or one.text.endswith(_OPEN_END)

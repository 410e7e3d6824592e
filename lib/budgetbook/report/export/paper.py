"""How a table fits on paper: the size of its type, and which of its columns stand side by side, how wide."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TEXT_WIDTH = 453.0
"""Width in points of the text on an A4 page with the margins of `report.typ`."""

SIZES = (9.0, 8.5, 8.0, 7.5)
"""The sizes of type that a table may be set in, in points."""

# How narrow a column of words may get, in em, and in how many lines a heading may stand, step by step.
_STEPS = ((16.0, 2), (13.0, 2), (10.0, 2), (8.0, 2))
_CLOSE_STEPS = ((8.0, 3), (6.5, 4))
_SMALLEST = 0.93  # of the smallest size, for a table that would otherwise come apart
_MOST_TEXT = 26.0
_SHORT = 7.0
_GUTTER = 1.1
_AUTOSPACE = 0.6  # Typst parts 2022 and 年 by a quarter em
_FEW_LINES = 2
_CHINESE_NAME = re.compile("[\u4e00-\u9fff]{4,}")  # as `column-name` in report.typ
_WORDS = re.compile(r"[!-~]+")  # what no line breaks
_NARROWEST = 5.0
_BIT = 0.5
_MIXED = re.compile(r"[!-~][\u2e80-\uffef]|[\u2e80-\uffef][!-~]")
_LONGEST_HEADING_LINE = 7.5
# What stays together where a heading breaks: a word, and a unit in brackets (as `column-name` in report.typ).
_HEADING_PIECES = re.compile(r"（[^）]{1,8}）|\([^)]{1,8}\)|[^\s（(]+|[（(]")


@dataclass(frozen=True)
class _Track:
    """A column, of words or of amounts, in em: the width it must have, and the one it would like.

    Down to `least` a column of words may give way to others; `cells` are the widths of what is in it, and
    `extra` is the room beside them.
    """

    index: int
    words: bool
    needs: float
    likes: float
    least: float
    cells: tuple[float, ...]
    extra: float


def fit(
    grid: dict[str, Any],
    *,
    text_width: float = TEXT_WIDTH,
    sizes: Sequence[float] = SIZES,
    closely: bool = True,
) -> dict[str, Any]:
    """Return `size` in points and `bands`: which columns stand side by side, each with its width.

    A band is a list of `index` and `em` (width), which together fill the line (`text_width` in points). A
    table too wide even for the smallest of the `sizes` of type is set `closely`, a little smaller and its
    headings in more lines; where that does not do either, in several bands under one another, every one
    with the first text column.
    """
    columns = range(len(grid["columns"]))
    for least, lines in _STEPS + (_CLOSE_STEPS if closely else ()):
        tracks = [_track(grid, index, least, lines) for index in columns]
        for size in (*sizes, round(sizes[-1] * _SMALLEST, 1)) if lines == _CLOSE_STEPS[-1][1] else sizes:
            if sum(track.needs for track in tracks) * size <= text_width:
                return {"size": size, "bands": [_spread(tracks, text_width / size)]}
    tracks = [_track(grid, index, *_STEPS[-1]) for index in columns]
    room = text_width / sizes[-1]
    return {"size": sizes[-1], "bands": [_spread(band, room) for band in _bands(tracks, room)]}


def _spread(tracks: list[_Track], room: float) -> list[dict[str, float]]:
    """Share the line: bit by bit to the column of words that makes the rows high, what is left as liked."""
    widths = [track.least for track in tracks]
    left = room - sum(widths)
    while left >= _BIT and (tallest := _tallest(tracks, widths)) is not None:
        widths[tallest] += _BIT
        left -= _BIT
    wishes = [max(track.likes - width, 0.0) for track, width in zip(tracks, widths, strict=True)]
    if sum(wishes) == 0:
        wishes[next((place for place, track in enumerate(tracks) if track.words), 0)] = 1.0
    return [
        {"index": track.index, "em": round(width + max(left, 0.0) * wish / sum(wishes), 3)}
        for track, width, wish in zip(tracks, widths, wishes, strict=True)
    ]


def _tallest(tracks: list[_Track], widths: list[float]) -> int | None:
    """The column of words that a little more width would save most lines of, None if none wraps."""
    saved = [0.0] * len(tracks)
    words = [
        (place, widths[place] - track.extra, track.cells) for place, track in enumerate(tracks) if track.words
    ]
    for row in range(len(tracks[0].cells)):
        lines, place, inner = max(
            ((cells[row] / inner, place, inner) for place, inner, cells in words), default=(0, 0, 1)
        )
        if lines > 1:
            saved[place] += lines / inner
    return saved.index(max(saved)) if any(saved) else None


def _bands(tracks: list[_Track], room: float) -> list[list[_Track]]:
    stub = next((track for track in tracks if track.words), None)
    # Columns before the first one of words, such as a running number, go with it.
    head = [] if stub is None else tracks[: tracks.index(stub) + 1]
    bands, left = [list(head)], room - sum(track.needs for track in head)
    for track in tracks[len(head) :]:
        if track.needs > left and len(bands[-1]) > len(head):
            bands.append(list(head))
            left = room - sum(one.needs for one in head)
        bands[-1].append(track)
        left -= track.needs
    return bands


def _track(grid: dict[str, Any], index: int, least: float, lines: int) -> _Track:
    column = grid["columns"][index]
    cells = tuple(width(row["cells"][index]) + row["indent"] for row in grid["rows"])
    widest = max(cells, default=0.0)
    heading, broken = _heading(column["name"], lines)
    if column["align"] == "right":  # an amount never wraps
        needs, likes = max(widest, broken) + _GUTTER, max(widest, heading) + _GUTTER
        return _Track(index, False, needs, likes, needs, cells, _GUTTER)
    natural = max(widest, heading if lines == _FEW_LINES else broken)
    # A short word does not either: 公布 would stand one character under the other.
    needs = natural if natural <= _SHORT else min(natural, least)
    word = max(
        (width(word) for row in grid["rows"] for word in _WORDS.findall(row["cells"][index])), default=0.0
    )
    narrow = min(needs, max(word, broken, _NARROWEST)) if natural > _SHORT else needs
    extra = _GUTTER + (_AUTOSPACE if any(_MIXED.search(row["cells"][index]) for row in grid["rows"]) else 0.0)
    likes = max(min(natural, _MOST_TEXT), needs)
    return _Track(index, True, needs + extra, likes + extra, narrow + extra, cells, extra)


def _heading(name: str, lines: int) -> tuple[float, float]:
    """How wide a heading likes to be, and at least: in lines of much the same length, no word broken.

    In more than two lines a long Chinese name breaks in its middle.
    """
    line = width(name)
    pieces = _HEADING_PIECES.findall(name)
    if lines > _FEW_LINES:
        pieces = [half for piece in pieces for half in _halves(piece)]
    broken = min(line, max(max(map(width, pieces), default=0.0), line / lines + 1))
    return line if line <= _LONGEST_HEADING_LINE else broken, broken


def _halves(piece: str) -> tuple[str, ...]:
    middle = (len(piece) + 1) // 2
    return (piece[:middle], piece[middle:]) if _CHINESE_NAME.fullmatch(piece) else (piece,)


def width(text: str) -> float:
    """Estimate the width of a bold text in em: a 汉字 is 1, a digit 0.58, a comma or a point 0.33."""
    return sum(
        1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.33 if char in ",. '" else 0.6
        for char in text
    )

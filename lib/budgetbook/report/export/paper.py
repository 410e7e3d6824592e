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

# How narrow a column of words may get, in em, before its text wraps once more.
_LEAST_TEXT = (16.0, 13.0, 10.0, 8.0)
_MOST_TEXT = 26.0
_SHORT = 7.0
_GUTTER = 1.1
_AUTOSPACE = 0.6  # Typst parts 2022 and 年 by a quarter em
_LONGEST_HEADING_LINE = 7.5
# What stays together where a heading breaks: a word, and a unit in brackets (as `column-name` in report.typ).
_HEADING_PIECES = re.compile(r"（[^）]{1,8}）|\([^)]{1,8}\)|[^\s（(]+|[（(]")


@dataclass(frozen=True)
class _Track:
    """A column, of words or of amounts: the width in em it must have, and the width it would like."""

    index: int
    words: bool
    needs: float
    likes: float


def fit(
    grid: dict[str, Any], *, text_width: float = TEXT_WIDTH, sizes: Sequence[float] = SIZES
) -> dict[str, Any]:
    """Return `size` in points and `bands`: which columns stand side by side, each with its width.

    A band is a list of `index` and `em` (width), which together fill the line (`text_width` in points). A
    table too wide even for the smallest of the `sizes` of type is set in several bands under one another,
    every one with the first text column.
    """
    for least in _LEAST_TEXT:
        tracks = [_track(grid, index, least) for index in range(len(grid["columns"]))]
        for size in sizes:
            if sum(track.needs for track in tracks) * size <= text_width:
                return {"size": size, "bands": [_spread(tracks, text_width / size)]}
    room = text_width / sizes[-1]
    return {"size": sizes[-1], "bands": [_spread(band, room) for band in _bands(tracks, room)]}


def _spread(tracks: list[_Track], room: float) -> list[dict[str, float]]:
    """Share what is left of the line among the columns that would like more, else the first of words."""
    left = max(room - sum(track.needs for track in tracks), 0.0)
    wishes = [track.likes - track.needs for track in tracks]
    if sum(wishes) == 0:
        wishes[next((place for place, track in enumerate(tracks) if track.words), 0)] = 1.0
    return [
        {"index": track.index, "em": round(track.needs + left * wish / sum(wishes), 3)}
        for track, wish in zip(tracks, wishes, strict=True)
    ]


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


def _track(grid: dict[str, Any], index: int, least: float) -> _Track:
    column = grid["columns"][index]
    widest = max((width(row["cells"][index]) + row["indent"] for row in grid["rows"]), default=0.0)
    heading, broken = _heading(column["name"])
    natural = max(widest, heading)
    if column["align"] == "right":  # an amount never wraps
        return _Track(index, False, max(widest, broken) + _GUTTER, natural + _GUTTER)
    # A short word does not either: 公布 would stand one character under the other.
    needs = natural if natural <= _SHORT else min(natural, least)
    likes = min(natural, _MOST_TEXT)
    extra = _GUTTER + _AUTOSPACE
    return _Track(index, True, needs + extra, max(likes, needs) + extra)


def _heading(name: str) -> tuple[float, float]:
    """How wide a heading likes to be, and at least: in two lines of much the same length, no word broken."""
    line = width(name)
    longest = max(map(width, _HEADING_PIECES.findall(name)), default=0.0)
    broken = min(line, max(longest, line / 2 + 1))
    return line if line <= _LONGEST_HEADING_LINE else broken, broken


def width(text: str) -> float:
    """Estimate the width of a bold text in em: a 汉字 is 1, a digit 0.58, a comma or a point 0.33."""
    return sum(
        1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.33 if char in ",. '" else 0.6
        for char in text
    )

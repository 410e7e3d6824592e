"""How a table fits on paper: the size of its type, and which of its columns stand side by side, how wide."""

import unicodedata
from typing import Any

TEXT_WIDTH = 453.0
"""Width in points of the text on an A4 page with the margins of `report.typ`."""

_SIZES = (9.0, 8.5, 8.0, 7.5)
_GUTTER = 1.1
_LONGEST_HEADING_LINE = 7.5
_SHORT = 7.0
_AUTOSPACE = 0.6  # Typst parts 2022 and 年 by a quarter em
_LEAST_TEXT = 16.0
_MOST_TEXT = 26.0


def fit(grid: dict[str, Any]) -> dict[str, Any]:
    """Return `size` in points and `bands`: which columns stand side by side, each with its width.

    A band is a list of `index`, `em` (width) and `share` (how much of the room that is left, 0 for amounts
    and short words, which never wrap). A table too wide even for the smallest type is set in several bands under one another,
    every one with the first text column.
    """
    tracks = [_track(grid, index) for index in range(len(grid["columns"]))]
    if not any(track["share"] for track in tracks) and (stub := _stub(grid)) is not None:
        tracks[stub]["share"] = tracks[stub]["em"]
    needed = sum(track["em"] for track in tracks)
    for size in _SIZES:
        if needed * size <= TEXT_WIDTH:
            return {"size": size, "bands": [tracks]}
    size = _SIZES[-1]
    return {"size": size, "bands": _bands(tracks, TEXT_WIDTH / size)}


def _stub(grid: dict[str, Any]) -> int | None:
    """The first column of words, which takes the room that is left where no other wants it."""
    return next((index for index, column in enumerate(grid["columns"]) if column["align"] != "right"), None)


def _bands(tracks: list[dict[str, float]], room: float) -> list[list[dict[str, float]]]:
    stub = next((track for track in tracks if track["share"]), None)
    # Columns before the stub, such as a running number, go with it.
    head = [] if stub is None else tracks[: tracks.index(stub) + 1]
    bands, left = [list(head)], room - sum(track["em"] for track in head)
    for track in tracks[len(head) :]:
        if track["em"] > left and len(bands[-1]) > len(head):
            bands.append(list(head))
            left = room - sum(track["em"] for track in head)
        bands[-1].append(track)
        left -= track["em"]
    return bands


def _track(grid: dict[str, Any], index: int) -> dict[str, float]:
    column = grid["columns"][index]
    widest = max((width(row["cells"][index]) + row["indent"] for row in grid["rows"]), default=0.0)
    heading = width(column["name"])
    if heading > _LONGEST_HEADING_LINE:
        heading = heading / 2 + 1  # two lines of much the same length
    natural = max(widest, heading)
    if column["align"] == "right":
        return {"index": index, "em": round(natural + _GUTTER, 2), "share": 0}
    # A short word never wraps either: a share of the room could leave 公布 one character wide.
    if natural <= _SHORT:
        return {"index": index, "em": round(natural + _GUTTER + _AUTOSPACE, 2), "share": 0}
    least = round(min(natural, _LEAST_TEXT) + _GUTTER, 2)
    return {"index": index, "em": least, "share": round(min(natural, _MOST_TEXT) + _GUTTER, 2)}


def width(text: str) -> float:
    """Estimate the width of a bold text in em: a 汉字 is 1, a digit 0.58, a comma or a point 0.33."""
    return sum(
        1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.33 if char in ",. '" else 0.6
        for char in text
    )

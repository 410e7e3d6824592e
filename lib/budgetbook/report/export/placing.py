"""Where figures stand on paper, so that no page stays half empty: a little smaller, or on the next page.

A figure that finds no room stands on the next page and leaves what remains of its own page empty. Typst does
not tell a figure how much room is left, so the report is laid out, looked at and laid out again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Places = dict[str, dict[str, float | bool]]
"""By a figure's id: `scale`, its size (1 is that of others), or `floats`: text may go on before it."""

MOST_EMPTY = 0.12
"""How much of a page's height may stay empty above a figure that goes to the next one."""

_LEAST, _LEAST_HELD = 0.85, 0.75
_MOST_LAYOUTS = 16
# Points above a figure, and above a heading and its figure.
_ABOVE, _ABOVE_HELD = 18.0, 50.0


@dataclass(frozen=True)
class Seen:
    """A figure as it was laid out, in points: where the text above it ends, where it begins and ends.

    `picture` is the height of what may be drawn smaller; `held` says that a heading above belongs to it, so
    that it cannot go to another page alone. `page` is the height of a page's text.
    """

    id: str
    held: bool
    page: float
    picture: float
    above: tuple[int, float]
    end: tuple[int, float]

    @property
    def left(self) -> float:
        """The room that stays empty on the page before, 0 where the figure stands on the page of its text."""
        return self.page - self.above[1] if self.end[0] > self.above[0] else 0.0


def seen(marks: Sequence[Mapping[str, Any]]) -> list[Seen]:
    """What the marks of `report.typ` tell of each figure with text above it, in reading order."""
    by = {(mark["what"], mark["id"]): mark for mark in marks}
    return [
        Seen(
            id=mark["id"],
            held=mark["held"],
            page=by["page", ""]["y"],
            picture=by["picture", mark["id"]]["y"],
            above=(mark["page"], mark["y"]),
            end=(by["end", mark["id"]]["page"], by["end", mark["id"]]["y"]),
        )
        for mark in marks
        if mark["what"] == "above" and ("end", mark["id"]) in by
    ]


def place(look: Callable[[Places], Sequence[Seen]]) -> Places:
    """Decide for one figure after the other, from the first page on; `look` lays the report out.

    Each decision moves what comes after it, therefore the report is laid out anew after each.
    """
    places: Places = {}
    for _ in range(_MOST_LAYOUTS):
        decided = next((found for seen in look(places) if (found := _decide(seen, places))), None)
        if decided is None:
            break
        places |= decided
    return places


def _decide(seen: Seen, places: Mapping[str, object]) -> Places | None:
    if seen.id in places or seen.left <= MOST_EMPTY * seen.page or not seen.picture:
        return None
    needed = seen.end[1] + (_ABOVE_HELD if seen.held else _ABOVE)
    scale = round(1 - (needed - seen.left) / seen.picture, 3)
    if scale >= (_LEAST_HELD if seen.held else _LEAST):
        return {seen.id: {"scale": min(scale, 1.0)}}
    return None if seen.held else {seen.id: {"floats": True}}

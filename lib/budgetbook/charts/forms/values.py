"""A value's place on a line: over or under its own point, on no other value, hiding as little as can be.

Values are one short line each and belong to a column of the chart, so they only move up and down. Names of
points, which may be long and go anywhere at the end of a leader, are placed all together by `callouts`.
"""

from collections.abc import Sequence
from itertools import product

from budgetbook.charts.forms.box import Box
from budgetbook.charts.forms.scale import LABEL_GAP
from budgetbook.charts.forms.text import height

FAR = 18.0  # points; a label that stands farther from its point needs a leader
STEP = 4.0  # points from one place that is tried to the next
OFF = 11.0  # points between a point and its label's middle
HIDING = 24.0  # points that a label rather moves away than hide one mark
ASTRAY = 60.0  # points that a label rather moves away than stand on the wrong side of its point


def place_value(
    point: tuple[float, float],
    wide: float,
    room: Box,
    *,
    over: bool,
    taken: Sequence[Box],
    hidden: Sequence[Box],
) -> Box:
    """Find the place of a value, `wide` points long, over or under its point.

    It stands `over` its point or under it, on the other side only where it had to go far; it never meets a
    box that is `taken`, and moves away from marks that it would hide. Raises `ValueError` where no place is
    left.
    """
    best: tuple[float, Box] | None = None
    for distance, box in sorted(_tried(point, wide, room, over), key=lambda tried: tried[0]):
        if best and distance >= best[0]:
            break
        if not any(box.meets(other, LABEL_GAP) for other in taken):
            cost = distance + HIDING * sum(box.meets(mark) for mark in hidden)
            best = min(best or (cost, box), (cost, box), key=lambda found: found[0])
    if best is None:
        raise ValueError("no room for a value")
    return best[1]


def _tried(point: tuple[float, float], wide: float, room: Box, over: bool) -> list[tuple[float, Box]]:
    """All places inside the room, with how far each is from the best one."""
    x, y = point
    steps = range(int((room.bottom - room.top) / STEP) + 1)
    tried = []
    for lean, side, step in product((0.5, 1.0, 0.0), (-1, 1), steps):
        left = max(room.left, min(x - wide * lean, room.right - wide))
        middle = y + side * (OFF + step * STEP)
        box = Box(left, middle - height(0.5), left + wide, middle + height(0.5))
        if room.top <= box.top and box.bottom <= room.bottom:
            wrong_side = 0.0 if (side < 0) == over else ASTRAY
            tried.append((step * STEP + wrong_side + (0.0 if lean == 0.5 else 1.0), box))
    return tried

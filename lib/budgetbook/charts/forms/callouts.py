"""Names beside points: no two overlap, and where there is room none stands on a point.

They may be long and stand anywhere in the plot at the end of a leader, so all are placed together. The values
of a line, which stay over or under their points, are placed one after the other by `values`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from budgetbook.charts.forms.box import Box
from budgetbook.charts.forms.text import height, width, wrap

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
STEP = 6.0  # points between the places that are tried
APART = 3.0  # points between two names
# What a name's place costs, in points of distance between the name and its mark.
ON_A_MARK, ACROSS_A_LEADER, LEADER_OVER_A_MARK, ON_A_LINE = 200.0, 300.0, 15.0, 12.0


@dataclass(frozen=True)
class Spot:
    """A mark on the sheet, in points from the top left corner; one with a text in it is never covered."""

    x: float
    y: float
    radius: float
    written: bool = False


@dataclass(frozen=True)
class Ground:
    """Where names may stand: a room with marks on it, and lines that go up and across."""

    room: Box
    spots: Sequence[Spot]
    up: Sequence[float] = ()
    across: Sequence[float] = ()


@dataclass(frozen=True)
class Callout:
    """A name in lines, its box and its mark; the leader's ends (x, y), its length, whether marks are covered.

    `cost` is the length and what it costs that names and leaders stand on something.
    """

    lines: list[str]
    box: Box
    spot: Spot
    leader: tuple[tuple[float, float], tuple[float, float]]
    far: float
    covers: bool
    cost: float


@dataclass(frozen=True)
class _Places:
    """All places of a name, one a row of each array: its box, its leader, what the place costs."""

    lines: list[str]
    spot: Spot
    boxes: Floats
    starts: Floats
    ends: Floats
    far: Floats
    covers: Truths
    cost: Floats


# In which order names are placed: the first that leaves all of them clear, else the one that costs least.
ORDERS: tuple[Callable[[_Places], float], ...] = (
    lambda name: -len(name.lines),
    lambda name: name.spot.y,
    lambda name: -name.spot.y,
    lambda name: name.spot.x,
    lambda name: -name.spot.x,
)


def call_out(names: Sequence[tuple[Spot, str]], ground: Ground) -> list[Callout] | None:
    """Place names, each where it costs least: near its mark and clear of those placed before.

    None where the room is too small for them all.
    """
    wanted = [_places(spot, wrap(name), ground) for spot, name in names]
    found = []
    for order in ORDERS:
        callouts = _placed(sorted(wanted, key=order))
        if callouts is not None and clear(callouts):
            return callouts
        found += [callouts] if callouts is not None else []
    return min(found, key=lambda callouts: sum(one.cost for one in callouts), default=None)


def clear(callouts: Sequence[Callout]) -> bool:
    """Whether no name stands on a mark and no leader crosses a name or another leader."""
    return all(one.cost - one.far < min(ON_A_MARK, ACROSS_A_LEADER) for one in callouts)


def _placed(names: Sequence[_Places]) -> list[Callout] | None:
    placed: list[Callout] = []
    for name in names:
        found = _best(name, placed)
        if found is None:
            return None
        placed.append(found)
    return placed


def _best(name: _Places, placed: Sequence[Callout]) -> Callout | None:
    cost = name.cost.copy()
    for other in placed:
        cost += ACROSS_A_LEADER * _tangled(name.boxes, name.starts, name.ends, other)
        cost[_overlaps(name.boxes, other.box)] = np.inf
    if not len(cost) or np.isinf(cost.min()):
        return None
    row = int(cost.argmin())
    (x, y), (end_x, end_y) = name.starts[row].tolist(), name.ends[row].tolist()
    return Callout(
        name.lines,
        Box(*name.boxes[row].tolist()),
        name.spot,
        ((x, y), (end_x, end_y)),
        float(name.far[row]),
        bool(name.covers[row]),
        float(cost[row]),
    )


def _places(spot: Spot, text: list[str], ground: Ground) -> _Places:
    boxes = _boxes(max(map(width, text)), height(len(text)), ground.room)
    spots = np.array([(one.x, one.y, one.radius) for one in ground.spots])
    own = np.array([one == spot for one in ground.spots])
    mark = np.array([spot.x, spot.y])
    starts = np.clip(mark, boxes[:, :2], boxes[:, 2:])
    reach = np.linalg.norm(starts - mark, axis=1)
    ends = mark + (starts - mark) * np.minimum(1.0, spot.radius / np.maximum(reach, 1e-9))[:, None]
    far = np.maximum(reach - spot.radius, 0.0)
    covers = _covers(boxes, spots)
    covered = covers.sum(axis=1)
    cost = far + ON_A_MARK * covered
    cost += LEADER_OVER_A_MARK * (_passes(starts, ends, spots) & ~own).sum(axis=1)
    for low, high, lines in (
        (boxes[:, 0], boxes[:, 2], ground.up),
        (boxes[:, 1], boxes[:, 3], ground.across),
    ):
        cost += ON_A_LINE * sum((low < line) & (line < high) for line in lines)
    cost[covers[:, [one.written for one in ground.spots]].any(axis=1)] = np.inf
    return _Places(text, spot, boxes, starts, ends, far, covered > 0, cost)


def _boxes(wide: float, tall: float, room: Box) -> Floats:
    lefts = np.arange(room.left, room.right - wide, STEP)
    tops = np.arange(room.top, room.bottom - tall, STEP)
    left, top = (grid.ravel() for grid in np.meshgrid(lefts, tops, indexing="ij"))
    return np.column_stack([left, top, left + wide, top + tall])


def _covers(boxes: Floats, spots: Floats) -> Truths:
    """Which boxes (rows) come within two points of which marks (columns)."""
    x, y, radius = spots.T
    left, top, right, bottom = (edge[:, None] for edge in boxes.T)
    near: Truths = np.hypot(np.clip(x, left, right) - x, np.clip(y, top, bottom) - y) < radius + 2
    return near


def _passes(starts: Floats, ends: Floats, spots: Floats) -> Truths:
    """Which leaders (rows) run over which marks (columns)."""
    x, y, radius = spots.T
    start_x, start_y = (part[:, None] for part in starts.T)
    along_x, along_y = (part[:, None] for part in (ends - starts).T)
    long = np.maximum(along_x**2 + along_y**2, 1e-9)
    share = np.clip(((x - start_x) * along_x + (y - start_y) * along_y) / long, 0.0, 1.0)
    near: Truths = np.hypot(start_x + share * along_x - x, start_y + share * along_y - y) < radius
    return near


def _overlaps(boxes: Floats, other: Box) -> Truths:
    across = (boxes[:, 0] < other.right + APART) & (other.left < boxes[:, 2] + APART)
    return across & (boxes[:, 1] < other.bottom + APART) & (other.top < boxes[:, 3] + APART)


def _tangled(boxes: Floats, starts: Floats, ends: Floats, other: Callout) -> Any:
    """How often a leader and a placed one cross, or one of them crosses the other's name."""
    one, two = (np.array(end) for end in other.leader)
    box = other.box
    corners = np.array(
        [[box.left, box.top], [box.right, box.bottom], [box.left, box.bottom], [box.right, box.top]]
    )
    # A line through a box crosses one of its diagonals.
    over = _cross(starts, ends, corners[0], corners[1]) | _cross(starts, ends, corners[2], corners[3])
    under = _cross(boxes[:, :2], boxes[:, 2:], one, two) | _cross(
        boxes[:, [0, 3]], boxes[:, [2, 1]], one, two
    )
    return _cross(starts, ends, one, two).astype(int) + over + under


def _cross(start: Floats, end: Floats, other: Floats, beyond: Floats) -> Truths:
    """Which lines cross another line."""
    return (_turn(start, end, other) * _turn(start, end, beyond) < 0) & (
        _turn(other, beyond, start) * _turn(other, beyond, end) < 0
    )


def _turn(start: Floats, end: Floats, place: Floats) -> Floats:
    along, aside = end - start, place - start
    turned: Floats = along[..., 0] * aside[..., 1] - along[..., 1] * aside[..., 0]
    return turned

"""Labels that do not fit where they belong: lifted over a narrow segment, staggered, or moved apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from budgetbook.charts.forms.scale import LABEL_GAP
from budgetbook.charts.forms.text import width
from budgetbook.charts.theme import Fill

SWATCH = 7.0  # points
LEANINGS = ((0.5, 0.25, 0.75, 0.0, 1.0), (0.0, 0.25, 0.5, 0.75, 1.0), (1.0, 0.75, 0.5, 0.25, 0.0))
Wish = tuple[float, str, Fill]  # the middle of a segment, its label, its fill


@dataclass(frozen=True)
class Flag:
    """A swatch and label from `left` to `right` points, pointing at `anchor`; level 0 is nearest the bar."""

    anchor: float
    text: str
    fill: Fill
    left: float
    right: float
    level: int


def place(wanted: Sequence[Wish], low: float, high: float) -> list[Flag]:
    """Place labels over their anchors between `low` and `high` points; none overlaps another or a leader.

    Labels take the lowest level that is free, set from the right or from the left, over their anchors or to
    one side, whichever needs the fewest levels. When every way would cross a leader each label gets a level
    of its own, and covers the leaders behind it.
    """
    ascending = sorted(wanted, key=lambda wish: wish[0])
    orders = (ascending[::-1], ascending)
    plans = [_plan(order, low, high, shares) for shares in LEANINGS for order in orders]
    complete = [plan for plan in plans if len(plan) == len(wanted)]
    if complete:
        return min(complete, key=lambda plan: sum(flag.level for flag in plan))
    return [_flag(wish, low, high, 0.5, level) for level, wish in enumerate(wanted)]


def apart(wishes: Sequence[float], talls: Sequence[float], top: float, bottom: float) -> list[float]:
    """Move blocks centred on their wishes apart, as little as needed, between `top` and `bottom`."""
    order = sorted(range(len(wishes)), key=lambda at: wishes[at])
    middles = dict.fromkeys(order, 0.0)
    below = top
    for at in order:
        middles[at] = max(wishes[at], below + talls[at] / 2)
        below = middles[at] + talls[at] / 2
    above = bottom
    for at in reversed(order):
        middles[at] = min(middles[at], above - talls[at] / 2)
        above = middles[at] - talls[at] / 2
    return [middles[at] for at in range(len(wishes))]


def _plan(order: Sequence[Wish], low: float, high: float, shares: Sequence[float]) -> list[Flag]:
    """Place labels in an order, as far as it goes."""
    placed: list[Flag] = []
    for number, wish in enumerate(order):
        waiting = [other[0] for other in order[number + 1 :]]
        flag = _first_free(wish, (low, high), placed, waiting, shares)
        if flag is None:
            break
        placed.append(flag)
    return placed


def _flag(wish: Wish, low: float, high: float, share: float, level: int) -> Flag:
    anchor, text, paint = wish
    wide = SWATCH + 3 + width(text)
    left = max(low, min(anchor - wide * share, high - wide))
    return Flag(anchor, text, paint, left, left + wide, level)


def _first_free(
    wish: Wish,
    room: tuple[float, float],
    placed: Sequence[Flag],
    waiting: Sequence[float],
    shares: Sequence[float],
) -> Flag | None:
    """Find the lowest place; `shares` says how much of the label may stand left of its anchor, best first."""
    anchor = wish[0]
    for level in range(len(placed) + 1):
        for share in shares:
            flag = _flag(wish, *room, share, level)
            leaders = [*waiting, *(other.anchor for other in placed if other.level > level)]
            crossed = any(flag.left - 1 < x < flag.right + 1 for x in leaders)
            covered = any(o.left - 1 < anchor < o.right + 1 for o in placed if o.level < level)
            beside = any(
                flag.left < o.right + LABEL_GAP and o.left < flag.right + LABEL_GAP
                for o in placed
                if o.level == level
            )
            if not (crossed or covered or beside):
                return flag
    return None


def stagger(
    middles: Sequence[float], widths: Sequence[float], low: float, high: float
) -> list[tuple[float, int]]:
    """Give each centred text its middle, moved inside `low`–`high`, and the lowest line on which it is free.

    Texts come from left to right and are at most as wide as the room.
    """
    placed: list[tuple[float, int]] = []
    ends: list[float] = []  # where the last text of each line ends
    for middle, wide in zip(middles, widths, strict=True):
        start = max(low, min(middle - wide / 2, high - wide))
        level = next((line for line, end in enumerate(ends) if start > end + LABEL_GAP), len(ends))
        ends[level:] = [start + wide, *ends[level + 1 :]]
        placed.append((start + wide / 2, level))
    return placed

"""What stands around each count of a sentence: the words up to the next mark, bracket or count."""

from collections.abc import Sequence
from dataclasses import dataclass

from budgetbook.intake.outputs.counts import Count
from budgetbook.intake.outputs.words import words

_ENDS = "，；：。!?|\n"


@dataclass(frozen=True)
class Counted:
    """A count and its surroundings, without what stands in brackets.

    `before` reaches back to a mark or the count before, `after` to a mark or the count behind; `bound` is
    whether that count ends it. `clause` reaches back to the mark, `follows` is the clause behind the next
    one. `listed` is whether it opens a list of parts (其中……), `inside` where the bracket around it opens, -1
    without one.
    """

    count: Count
    clause: str
    before: str
    after: str
    bound: bool
    listed: bool
    inside: int
    follows: str


def counted(text: str, start: int, end: int, counts: Sequence[Count]) -> list[Counted]:
    """The counts of the sentence from `start` to `end` of a plain text, each with its surroundings."""
    opens = [_enclosing(text, start, count.start) for count in counts]
    found = []
    for number, count in enumerate(counts):
        earlier = [one.end for at, one in enumerate(counts[:number]) if opens[at] == opens[number]]
        later = [
            one.start for at, one in enumerate(counts[number + 1 :], number + 1) if opens[at] == opens[number]
        ]
        clause, mark = _before(text, count.start, start)
        before = _before(text, count.start, max([start, *earlier]))[0]
        if before != clause and not before.startswith("、"):
            before = before.rpartition("、")[2]  # 20个乡镇、156个行政村
        lists = words("list")
        listed = before.startswith(lists) or (text[mark : mark + 1] == "：" and text[:mark].endswith(lists))
        high = min([end, *later])
        after, stop = _after(text, count.end, high, counts)
        found.append(
            Counted(
                count,
                clause,
                before,
                after,
                stop == high and bool(later),
                listed,
                opens[number],
                _clause(text, stop, end, counts),
            )
        )
    return found


def _enclosing(text: str, start: int, position: int) -> int:
    """Where the bracket around a position opens, -1 where none does."""
    depth = 0
    for at in range(position - 1, start - 1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth < 0:
            return at
    return -1


def _before(text: str, position: int, low: int) -> tuple[str, int]:
    """The words in front of a position, brackets passed over, and where the mark in front of them stands."""
    kept: list[str] = []
    while position > low:
        character = text[position - 1]
        if character in _ENDS or character == "(":
            return "".join(reversed(kept)), position - 1
        if character == ")":
            position = max(_enclosing(text, low, position - 1), low)
            continue
        kept.append(character)
        position -= 1
    return "".join(reversed(kept)), low - 1


def _after(text: str, position: int, high: int, counts: Sequence[Count]) -> tuple[str, int]:
    """The words behind a position and where they end; a bracket without a count is passed over."""
    kept: list[str] = []
    while position < high:
        character = text[position]
        if character in _ENDS or character == ")":
            break
        if character == "(":
            close = text.find(")", position, high)
            if close < 0 or any(position < one.start < close for one in counts):
                break
            position = close + 1
            continue
        kept.append(character)
        position += 1
    return "".join(kept), position


def _clause(text: str, position: int, end: int, counts: Sequence[Count]) -> str:
    """The clause behind a comma, without a count."""
    if position >= end or text[position] != "，":
        return ""
    behind, stop = _after(text, position + 1, end, counts)
    return "" if any(position < one.start < stop for one in counts) else behind

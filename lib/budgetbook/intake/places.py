"""Where in a document a sentence stands: the numbers of the headings above it, as `一（三）2`."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetbook.intake.documents import Document

_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")}
_CIRCLED = {chr(ord("①") + number): number + 1 for number in range(20)}
_CHINESE = "[〇一二三四五六七八九十百]{1,5}"
# The ways a heading is numbered, from the outermost to the innermost; a part has a title and no text.
_STYLES = tuple(
    re.compile(rf"\s*{pattern}")
    for pattern in (
        rf"(?P<shown>第(?P<number>{_CHINESE})(?:部分|章))",
        rf"(?P<shown>(?P<number>{_CHINESE}))、",
        rf"[(（](?P<number>{_CHINESE})[)）]",
        r"(?P<shown>(?P<number>[0-9]{1,2}))(?:[.．](?![0-9]|$)|[.．](?=(?:19|20)[0-9]{2}年)|、)",
        r"[(（](?P<number>[0-9]{1,2})[)）](?!年)",
        rf"(?P<shown>(?P<number>[{''.join(_CIRCLED)}]))",
    )
)
_PART = 0
_BRACKETS = "（{}）"
# What stands behind a number is a title up to its first mark; a long one is the sentence itself.
_TITLE = re.compile(r"([^。；：:，\n]{1,40})(?=[。：:\n]|$)")


@dataclass(frozen=True)
class _Heading:
    style: int
    number: int
    shown: str
    title: str


class Places:
    """The places of one document: `at(offset)` is the chain of headings over that character of its text.

    A number that continues a numbering closes what stands below it; a numbering that begins anew right under
    a heading is inside that heading, wherever its style stands elsewhere. With pages the page comes first.
    """

    def __init__(self, document: Document) -> None:
        self._pages = document.pages
        self._starts: list[int] = [0]
        self._chains: list[Sequence[_Heading]] = [()]
        for start, chain in _chains(document.text):
            self._starts.append(start)
            self._chains.append(chain)

    def at(self, offset: int) -> str:
        """The place of a character; empty above the first heading of a text without pages."""
        page = f"第{bisect_right(self._pages, offset)}页" if self._pages else ""
        return f"{page} {_shown(self._chain(offset))}".strip()

    def titles(self, offset: int) -> tuple[str, ...]:
        """The titles of the headings over a character, empty where a number has a sentence and no title."""
        return tuple(heading.title for heading in self._chain(offset))

    def _chain(self, offset: int) -> Sequence[_Heading]:
        return self._chains[bisect_right(self._starts, offset) - 1]


def _chains(text: str) -> Iterator[tuple[int, Sequence[_Heading]]]:
    chain: list[_Heading] = []
    bare = False  # whether nothing but headings has come since the last one
    offset = 0
    for line in text.splitlines(keepends=True):
        heading = _heading(line)
        if heading:
            chain = _continued(chain, heading, nested=bare)
            yield offset, chain
        bare = heading is not None if line.strip() else bare
        offset += len(line)


def _heading(line: str) -> _Heading | None:
    for style, pattern in enumerate(_STYLES):
        if found := pattern.match(line):
            shown = found.groupdict().get("shown") or _BRACKETS.format(found["number"])
            title = _TITLE.match(line, found.end())
            return _Heading(style, _value(found["number"]), shown, title[1].strip() if title else "")
    return None


def _value(number: str) -> int:
    if number.isascii():
        return int(number)
    if number in _CIRCLED:
        return _CIRCLED[number]
    tens, ten, ones = number.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones[-1:], 0)


def _continued(chain: Sequence[_Heading], heading: _Heading, *, nested: bool) -> list[_Heading]:
    if heading.style == _PART:
        return [heading]
    same = [level for level, above in enumerate(chain) if above.style == heading.style]
    following = [level for level in same if chain[level].number + 1 == heading.number]
    if following:
        return [*chain[: following[-1]], heading]
    if same and not (heading.number == 1 and nested and same[-1] + 1 < len(chain)):
        return [*chain[: same[-1]], heading]
    if same:
        return [*chain, heading]
    outer = [above for above in chain if above.style < heading.style or _inside(chain, above)]
    return [*outer, heading]


def _inside(chain: Sequence[_Heading], above: _Heading) -> bool:
    """Whether a heading of an outer style was itself begun inside one of an inner style."""
    return any(one.style > above.style for one in chain[: chain.index(above)])


def _shown(chain: Sequence[_Heading]) -> str:
    part = chain[0].shown if chain and chain[0].style == _PART else ""
    return " ".join(filter(None, (part, "".join(one.shown for one in chain if one.style != _PART))))

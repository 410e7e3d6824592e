"""Projects that a text names without figures: 项目……包括“甲”、“乙”等."""

import re
from collections.abc import Iterator, Sequence

from budgetbook.intake.passages import Passages
from budgetbook.intake.value import Value
from budgetbook.words import Words

_LIST = re.compile(
    r"项目[^。；\n]{0,24}?(?:包括|分别[为是]|如|有)[:：]?\s*"
    r"(?P<names>(?:[“「『\"][^”」』\"\n]{2,60}[”」』\"][、，和及]?)+)"
)
_NAME = re.compile(r"[“「『\"]([^”」』\"\n]+)[”」』\"]")


def named_projects(passages: Passages) -> Iterator[Value]:
    """Rows of `projects` without figures.

    Where a text lists its projects twice, the list with the fuller names counts; a shorter spelling of the
    other list is kept as a note.
    """
    lists = [(found, _NAME.findall(found["names"])) for found in _LIST.finditer(passages.text)]
    if not lists:
        return
    fullest, names = max(lists, key=lambda one: (len(one[1]), sum(map(len, one[1])), -one[0].start()))
    words = Words("zh")
    for name in names:
        short = _shorter(name, [other for found, others in lists if found is not fullest for other in others])
        note = words("import.also_printed", name=short) if short else ""
        place, quote = passages.place(fullest.start()), passages.quote(*fullest.span())
        yield Value("projects", {"project": name}, "spent", "", "", None, "reported", place, quote, note)


def _shorter(name: str, others: Sequence[str]) -> str:
    return next((other for other in others if other != name and (other in name or name in other)), "")

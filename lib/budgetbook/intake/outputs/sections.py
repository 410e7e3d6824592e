"""Which parts of a document tell results, and the field of work that each of them is about."""

import re
from collections.abc import Sequence

from budgetbook.intake.outputs.words import any_of, says

_LONGEST_AREA = 24
_WORK = re.compile(r"(?<!社会)(?:的?工作)$")
_DIGIT = re.compile(r"[0-9]")


def tells_results(titles: Sequence[str]) -> bool:
    """Whether text under these headings, the outermost first, tells what was done and for whom.

    The innermost heading that says either decides: 工作成效 does, 存在的问题 and 支出完成情况 do not; one
    about money and results at once (预算绩效管理成效) says neither.
    """
    told = False
    for title in titles:
        results, finance = says(title, "results"), says(title, "finance")
        if says(title, "other") or (finance and not results):
            told = False
        elif results and not finance:
            told = True
    return told


def area(titles: Sequence[str]) -> str:
    """The field of work that the innermost heading names, without what it says of it (养老服务稳步发展)."""
    title = titles[-1] if titles else ""
    if not title or says(title, "results") or _DIGIT.search(title):
        return ""
    manner, predicate = any_of("manner"), any_of("predicate")
    bare = re.sub(rf"(?:{manner}|{predicate})*{predicate}$", "", title)
    bare = _WORK.sub("", re.sub(rf"{manner}+$", "", bare)) or title
    return bare if len(bare) <= _LONGEST_AREA else ""

"""The name of a countable result, out of the words in front of its number and behind it."""

import re
from functools import cache

from budgetbook.intake.outputs.context import Counted
from budgetbook.intake.outputs.words import any_of, says, words

_SHORT, _LONG, _LEAST = 3, 20, 2
_WORK = re.compile(r"(?<=..)(?<!社会)工作$")
_WHO = ("人", "人次", "户", "户次")
_TOWARDS = re.compile(r"[向对为给从在由]")
_DOES = re.compile(r"进行了?")
_COVERED, _WIDE = "覆盖", str.maketrans("()", "（）")
_JOINED = re.compile(r"^[、和及与并]+|[、和及与]+$")


@cache
def _lead() -> re.Pattern[str]:
    """What may stand in front of a name: when, whose, adverbs, and what is done with the thing."""
    year = r"(?:19|20)[0-9]{2}年度?(?:[0-9]{1,2}月)?|[0-9]{1,2}(?:[至-][0-9]{1,2})?月份?[底末]?"
    done_for = rf"(?:为|向|给|对|通过|依托)[^的]{{1,30}}?{any_of('verb')}"
    return re.compile(
        rf"(?!{any_of('keep')})(?:{year}|{done_for}|{any_of('time', 'scope', 'adverb', 'verb', 'planned')})"
    )


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"{any_of('tail')}$")


def bare(before: str, least: int = _LEAST) -> str:
    """The thing that words in front of a number name, of `least` characters or more; empty for none."""
    text = before
    while found := _tail().search(text):
        text = text[: found.start()]
    while (found := _lead().match(text)) or (found := _JOINED.match(text)):
        text = text[found.end() :]
    text = _JOINED.sub("", text)
    if text in words("nameless"):
        return ""
    if len(text) > _LONG:
        behind = text.rpartition("的")[2]
        text = behind if len(behind) > _SHORT else text
    return text if len(text) >= least else ""


def thing(after: str) -> str:
    """The thing that stands right behind a number (3个特困供养中心进行改造); empty where none does."""
    if not after or after.startswith((*words("after_verb"), "、")):
        return ""
    head, does, done = _DOES.split(after, 1)[0], _DOES.search(after), _DOES.split(after, 1)[-1]
    found = re.search(rf"(?<=..){any_of('cut')}", head)
    name = head[: found.start()] if found else head
    return _WORK.sub("", _JOINED.sub("", name + done if does and not found else name))


def count_name(one: Counted) -> str:
    """The name of counted or measured things by their own clause; empty where it has none."""
    reached = _reach().fullmatch(one.before)
    before = "" if reached else bare(one.before)
    after = "" if one.bound and (before or _TOWARDS.match(one.before)) else thing(one.after)
    if one.count.kind == "place" and after:
        covered = _COVERED if _COVERED in one.after else ""
        return after + covered + one.count.printed.translate(_WIDE)
    if not after or (one.count.kind == "measure" and before):
        return before
    short = len(after) <= _SHORT and not one.listed
    return (reached[1] if reached else before) + after if short else after


def rate_name(one: Counted) -> str:
    """The name of a rate, empty for a percentage that is none."""
    name = bare(one.before)
    return name if name.endswith(words("rate")) else ""


def money_name(one: Counted, behind: str) -> str:
    """The name of an amount of money; `behind` is the name of what the next number counts, if any.

    Money that is only spent or allotted is named after what it was for.
    """
    before, per = bare(one.before), re.search(rf"({any_of('per')})$", one.before)
    if per:
        what = thing(one.after.removeprefix("的")) or bare(one.before[: per.start()])
        return per[1] + what if what else ""
    if before in words("generic"):
        purpose = re.match(r"(?:主要|全部)?(?:用于|支持)(.+)", one.after or one.follows)
        what = bare(purpose[1]) if purpose else ""
        return _WORK.sub("", what) + "资金" if what else ""
    if before:
        return before if before.endswith(words("money")) else f"{before}资金"
    if one.after.startswith("的") and (what := thing(one.after[1:])):
        return what
    return f"{behind}{words('spend')[0] if says(one.before, 'spend') else '资金'}" if behind else ""


def further_name(one: Counted, last: str) -> str:
    """The name of a count that only goes on with the one before (……，惠及1.2万人次; 12期1200人次)."""
    reached = _reach().fullmatch(one.before)
    if not last or not (reached or not one.before.strip("、，")):
        return ""
    what, unit = reached[1] if reached else "", one.count.base
    if what and unit not in _WHO:
        return last.removesuffix("资金") + what
    return last.removesuffix("资金") + what + (unit if unit.endswith("次") else f"{unit}数")


@cache
def _reach() -> re.Pattern[str]:
    return re.compile(rf"[、，]?(?:{any_of('time', 'adverb')})*({any_of('reach')})(?:{any_of('tail')})*")

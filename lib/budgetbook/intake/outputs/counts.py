"""The counted things of a plain text: numbers with a unit that is counted or measured, money and rates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from budgetbook.intake.outputs.words import any_of, words
from budgetbook.intake.statements.lexicon import rows
from budgetbook.intake.statements.tokens import NUMBER

Kind = Literal["counter", "measure", "place", "noun", "money", "rate"]

_LARGE = {"": 1, "万": 10**4, "亿": 10**8}
_RANGE = re.compile(r"[0-9][-—–~]$")
# As far as a word beside a number reaches.
_AROUND = 8
# Far longer than any count; a longer run of digits is a code.
_MOST_DIGITS = 15


@dataclass(frozen=True)
class Count:
    """A number with its unit: `start` to `number_end` is the number, `end` where its unit ends.

    `unit` is what the data says (人次, 万人, 亿元, %); of a `noun` it is only 万 or 亿, the noun behind tells
    the rest. `printed` is the unit as printed, `base` the unit without 万 and 亿, `size` the value in it.
    `qualifier` is `over`, `nearly` or empty, `about` whether it is said to be round; what is not `certain` is
    a limit, an ordinal or a range.
    """

    kind: Kind
    value: Decimal
    unit: str
    printed: str
    base: str
    size: Decimal
    qualifier: str
    about: bool
    certain: bool
    start: int
    number_end: int
    end: int


def counts(text: str) -> Iterator[Count]:
    """The counts, amounts of money and percentages of a plain text, in its order."""
    for found in _pattern().finditer(text):
        count = _count(found, text)
        if count is not None:
            yield count


def _count(found: re.Match[str], text: str) -> Count | None:
    printed = found["number"]
    if sum(map(str.isdigit, printed)) > _MOST_DIGITS:
        return None
    large, unit, kind = found["large"] or "", "", ""
    if found["unit"]:
        unit, kind = _units()[found["unit"]]
    elif found["percent"]:
        unit, kind = "%", "rate"
    elif found["yuan"]:
        unit, kind = "元", "money"
    elif large:
        kind = "noun"
    if not kind or kind == "ignored" or (kind == "rate" and large):
        return None
    before = text[max(found.start() - _AROUND, 0) : found.start()]
    after = text[found.end() : found.end() + _AROUND]
    over = bool(found["over"] or found["over_large"]) or re.search(f"{any_of('over')}$", before) is not None
    over = over or after.startswith(words("over"))
    nearly = re.search(f"{any_of('nearly')}$", before) is not None
    value = Decimal(printed.replace(",", ""))
    return Count(
        kind,  # type: ignore[arg-type]  # the lexicon's kinds, held to by a test
        value,
        f"{large}{unit}",
        found["unit"] or unit,
        unit,
        value * _LARGE[large],
        "over" if over else "nearly" if nearly else "",
        re.search(f"{any_of('about')}$", before) is not None or after.startswith(words("about")),
        not (re.search(f"{any_of('unsure')}$", before) or _RANGE.search(before) or value < 0),
        found.start("number"),
        found.end("number"),
        found.end(),
    )


@cache
def _units() -> dict[str, tuple[str, str]]:
    return {row["spelling"]: (row["unit"], row["kind"]) for row in rows("counters")}


@cache
def _pattern() -> re.Pattern[str]:
    """A number, 余 or 多, 万 or 亿, and a unit that no character behind makes another word (1人1档)."""
    units = []
    for row in sorted(rows("counters"), key=lambda row: -len(row["spelling"])):
        follows = "|".join(map(re.escape, filter(None, row["not_before"].split("|"))))
        units.append(re.escape(row["spelling"]) + (f"(?!{follows})" if follows else ""))
    return re.compile(
        rf"(?P<number>{NUMBER})(?P<over>[余多])?(?P<large>[万亿])?(?P<over_large>[余多])?"
        rf"(?:(?P<percent>%)|(?P<yuan>元)(?!/)|(?P<unit>(?>{'|'.join(units)}))(?!1[一-鿿]|/)|(?=[一-鿿]))"
    )

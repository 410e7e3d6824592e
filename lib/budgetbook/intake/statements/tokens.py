"""A plain text as tokens: amounts, percentages, counts, years, items, words, marks; the rest is text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from budgetbook.intake.statements.lexicon import Item, items, words

NUMBER = r"(?<![0-9.,A-Za-z])[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9]|\.[0-9])"
# Far longer than any budget in 元; a longer run of digits is a code.
_MOST_DIGITS = 18
_MONEY = r"万元|亿元|千元|元|[万亿](?=[，。；、,)\n|]|$)"
_COUNTER = r"人次|批次|辆次|团组|[辆台个项批次人名家件户分倍]"
_PATTERNS = {
    "document": re.compile(r"[\[(](?:19|20)[0-9]{2}[\])][0-9]+号"),
    "year": re.compile(
        r"(?<![0-9.,])(?:19|20)[0-9]{2}(?=年)年(?:度|末)?(?![0-9一-九十]+月)|(?<![0-9.,])(?:19|20)[0-9]{2}年(?=[0-9]+月)"
    ),
    "amount": re.compile(rf"({NUMBER})(?:{_MONEY})(?!/)"),
    "percent": re.compile(rf"({NUMBER})%(?![0-9])"),
    "count": re.compile(rf"({NUMBER})(?:{_COUNTER})"),
    "number": re.compile(rf"({NUMBER})"),
    "blank": re.compile(r"%|(?<=[一-鿿])[万亿]?元(?![一-鿿])"),
    "label": re.compile(
        r"(?<![^\n。；：，])(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[0-9]{1,2}[、.](?![0-9])|[一二三四五]是)"
    ),
    "mark": re.compile(r"[，。；：、()|\n,!?]"),
}
_FIRST = {
    "document": 0,
    "year": 1,
    "label": 2,
    "amount": 3,
    "percent": 4,
    "count": 5,
    "number": 6,
    "blank": 7,
    "mark": 8,
}
_ONE_SIGN = re.compile(r"(?=[+-]?[0-9]|[增减升降多少])")


@dataclass(frozen=True)
class Token:
    """A piece of the plain text; numbers have a `value` and a `unit`, items their possible readings."""

    kind: str
    text: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    unit: str = ""
    number_end: int = 0
    items: tuple[Item, ...] = ()


@cache
def _word_pattern() -> re.Pattern[str]:
    longest_first = sorted(words(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


def _candidates(text: str) -> Iterator[tuple[int, int, int, Token]]:
    for kind, pattern in _PATTERNS.items():
        for found in pattern.finditer(text):
            yield found.start(), -found.end(), _FIRST[kind], _basic(kind, found)
    for item in items():
        for found in item.pattern.finditer(text):
            if found.group():
                yield (
                    found.start(),
                    -found.end(),
                    0,
                    Token("item", found.group(), found.start(), found.end(), items=(item,)),
                )
    pattern = _word_pattern()
    position = 0
    while word := pattern.search(text, position):
        kind = words()[word.group()]
        if kind not in {"rise", "fall"} or len(word.group()) > 1 or _ONE_SIGN.match(text, word.end()):
            yield word.start(), -word.end(), 1, Token(kind, word.group(), word.start(), word.end())
        position = word.start() + 1


def _basic(kind: str, found: re.Match[str]) -> Token:
    if not found.re.groups:
        return Token(kind, found.group(), found.start(), found.end())
    printed = found.group(1)
    value = Decimal(printed.replace(",", "")) if sum(map(str.isdigit, printed)) <= _MOST_DIGITS else None
    if value is None:
        return Token("text", found.group(), found.start(), found.end())
    unit = found.group()[len(printed) :]
    unit = {"万": "万元", "亿": "亿元"}.get(unit, unit)
    return Token(kind, found.group(), found.start(), found.end(), value, unit, found.end(1))


def tokens(text: str) -> list[Token]:
    """The tokens of a plain text, leftmost and longest first, without gaps."""
    chosen: list[Token] = []
    position = 0
    for start, _, _, token in sorted(_candidates(text), key=lambda each: each[:3]):
        if start < position:
            if (
                chosen
                and token.kind == "item"
                and chosen[-1].kind == "item"
                and (token.start, token.end) == (chosen[-1].start, chosen[-1].end)
            ):
                last = chosen.pop()
                chosen.append(Token("item", last.text, last.start, last.end, items=last.items + token.items))
            continue
        if start > position:
            chosen.append(Token("text", text[position:start], position, start))
        chosen.append(token)
        position = token.end
    if position < len(text):
        chosen.append(Token("text", text[position:], position, len(text)))
    return chosen

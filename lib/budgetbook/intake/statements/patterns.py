"""Counts, projects, scores and grades: what statements say in fixed phrases, from the lexicon's patterns."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from budgetbook.intake.statements.lexicon import rows, spelling
from budgetbook.intake.statements.mention import Mention
from budgetbook.intake.statements.tokens import NUMBER

# Beside the lexicon's `[ ]` and `{ }`: # a number, $ money, & a grade, @ a year, ~ a few other words,
# ^ the beginning of a clause, ' no other word in front.
_NOTATION = {
    "#": rf"\|?({NUMBER})",
    "$": rf"({NUMBER})((?:[万亿千]?元)(?!/))",
    "&": r"(优秀|优|良好|良|中等|中|不合格|合格|较差|差)(?=[，。；、)\n!]|等次|等级|级|$)",
    "@": r"(?:(?:19|20)[0-9]{2}年度?的?)?",
    "~": r"(?:(?!平均|满分|上年|群众|信访|来访|游客|观众|患者)[^，。；：、()|\n0-9]){0,12}?",
    "^": r"(?:(?<=[，。；：、\n()|年度末有])|(?<![\s\S]))",
    "'": r"(?:(?<![一-鿿])|(?<=[为级次是有中]))",
}
_COUNTER = re.compile(r"批次|人次|[辆个批次人项分%]")


@dataclass(frozen=True)
class Phrase:
    """A fixed phrase with the measures of its numbers."""

    measures: tuple[str, ...]
    pattern: re.Pattern[str]
    label: str
    rank: int


@cache
def known_phrases() -> tuple[Phrase, ...]:
    """The lexicon's fixed phrases."""
    return tuple(
        Phrase(
            tuple(row["measures"].split("|")),
            spelling(row["spelling"], _NOTATION),
            row["label"],
            int(row["rank"]),
        )
        for row in rows("statement_patterns")
    )


@cache
def pattern_measures() -> frozenset[str]:
    """All measures that fixed phrases tell."""
    return frozenset(measure for phrase in known_phrases() for measure in phrase.measures)


def phrases(text: str, year: int | None, phase: str) -> list[Mention]:
    """The figures that fixed phrases of a plain text tell, the leftmost and longest phrase first."""
    found = sorted(
        (
            (match.start(), -match.end(), phrase.rank, number, match)
            for number, phrase in enumerate(known_phrases())
            for match in phrase.pattern.finditer(text)
        ),
        key=lambda each: each[:4],
    )
    mentions: list[Mention] = []
    position = 0
    for start, end, _, number, match in found:
        if start >= position:
            mentions += _claims(known_phrases()[number], match, text, year, phase)
            position = -end
    return mentions


def _claims(phrase: Phrase, match: re.Match[str], text: str, year: int | None, phase: str) -> list[Mention]:
    claimed = []
    groups = [
        group
        for group in range(1, match.re.groups + 1)
        if match.group(group) and not match.group(group).endswith("元")
    ]
    for measure, group in zip(phrase.measures, groups, strict=True):
        printed = match.group(group)
        value = printed if measure == "grade" else Decimal(printed.replace(",", ""))
        unit = re.compile(r"[万亿千]?元").match(text, match.end(group)) or _COUNTER.match(
            text, match.end(group)
        )
        named = unit.group() if unit and measure != "grade" else ""
        claimed.append(
            Mention(
                measure,
                "",
                value,
                named,
                year,
                phase,
                match.start(group),
                match.end(group),
                phrase.label,
                phrase.rank,
            )
        )
    return claimed

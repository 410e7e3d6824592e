"""The reasons that a text names for a change, with their amounts or in words alone."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from budgetbook.accounts.schema import FLOWS
from budgetbook.intake.facts import Fact
from budgetbook.intake.passages import Passages
from budgetbook.intake.statements import Figure
from budgetbook.intake.statements.lexicon import rows
from budgetbook.intake.value import Value

_MEASURE = "reason:"
_FLOWS = {**{flow: flow for flow in FLOWS}, "three_public_total": "three_public"}
_BECAUSE = re.compile(r"(?P<of>[^，。；\n]*)(?:主要)?原因(?:是|为|系|在于)?[：:，]?(?P<said>[^。\n]+)")
_NUMBERED = re.compile(r"[一二三四五六七八九]是(?P<said>[^；;]+?)(?=[；;，]*(?:[一二三四五六七八九]是|$))")
_COMPARED = re.compile(r"(?:比|较|与|同)(?:上年度?|去年|(?:19|20)[0-9]{2}年度?)(?:同期|相比)?")
_FIGURE = re.compile(r"(?<=[少加长降升减增])[0-9.,]+(?:%|％|[万亿]?元)?$")
_MOVED = re.compile(r"(?:增加|减少|增长|下降|上升|降低|提高)了?$")
# A word that makes a clause the effect of the one before stands behind a short subject (支出也减少).
_SUBJECT = 5
_AGAINST_BUDGET = re.compile(r"预算")


def reasons(figures: Sequence[Figure], told: Sequence[Fact], passages: Passages) -> Iterator[Value]:
    """Rows of `reasons`: named amounts, signed; and reasons that have none, in the short form of their words.

    A reason belongs to the change that stands last before it in its paragraph; what explains a deviation from
    the budget explains no change.
    """
    amounts = [figure for figure in figures if figure.measure.startswith(_MEASURE)]
    for figure in amounts:
        named = _FLOWS.get(figure.measure.removeprefix(_MEASURE), "")
        if flow := _changed(figure.span[0], told, passages) or named:
            key = {"flow": flow, "item": figure.label}
            yield passages.value("reasons", key, "amount", figure, figure.unit)
    starts = [figure.span[0] for figure in amounts]
    for because in _BECAUSE.finditer(passages.text):
        flow = _changed(because.start("said"), told, passages)
        if not flow or _AGAINST_BUDGET.search(because["of"]):
            continue
        if any(because.start("said") <= start < because.end() for start in starts):
            continue
        numbered = [one["said"] for one in _NUMBERED.finditer(because["said"])]
        for said in numbered or [because["said"]]:
            key = {"flow": flow, "item": short(said.strip("；;，, "))}
            place, quote = passages.place(because.start("said")), because[0].strip()
            yield Value("reasons", key, "amount", "", "", None, "reported", place, quote)


def short(said: str) -> str:
    """The cause that a reason's words name: without what it is based on, what follows from it and slogans.

    `按照要求，厅机关厉行节约、大力压减公用经费` is `压减公用经费`; words that leave no cause stay whole.
    """
    clauses = re.split("[，,]", said)
    causes = [one for one in clauses if not one.startswith(_words("basis")) and not _follows(one)]
    kept = [cause for one in causes if (cause := "、".join(filter(None, map(_cause, one.split("、")))))]
    return "，".join(kept) or said


def _follows(clause: str) -> bool:
    """Whether a clause tells what came of the one before (支出也减少，导致经费增加)."""
    effect = any(word in clause[:_SUBJECT] for word in _words("also")) and _MOVED.search(clause)
    return clause.startswith(_words("follows")) or bool(effect)


def _cause(part: str) -> str:
    """One cause without whose it is, how it was done, the comparison and its figure; empty for a slogan."""
    bare = re.sub(rf"^(?:(?:19|20)[0-9]{{2}}年度?|{'|'.join(_words('whose'))})+", "", part.strip())
    if bare in _words("slogan"):
        return ""
    bare = re.sub(rf"^(?:{'|'.join(_words('manner'))})+", "", bare)
    bare = _FIGURE.sub("", _COMPARED.sub("", bare))
    return "" if _MOVED.fullmatch(bare) else bare


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("reason_words") if row["kind"] == kind)


def _changed(offset: int, told: Sequence[Fact], passages: Passages) -> str:
    """The flow of all funds whose change stands last before a place, in the same paragraph."""
    start = offset - len(passages.paragraph_to(offset))
    before = [
        fact for fact in told if start <= fact.figure.span[0] < offset and fact.meaning.part == "change"
    ]
    last = [
        fact.meaning
        for fact in before
        if fact.figure.span == before[-1].figure.span and not fact.meaning.fund
    ]
    flows = ["three_public" if one.table == "three_public" else one.item for one in last]
    return next((flow for flow in flows if flow in FLOWS), "")

"""The reasons that a text names for a change, with their amounts or in words alone."""

import re
from collections.abc import Iterator, Sequence

from budgetbook.accounts.schema import FLOWS
from budgetbook.intake.facts import Fact
from budgetbook.intake.passages import Passages
from budgetbook.intake.statements import Figure
from budgetbook.intake.value import Value

_MEASURE = "reason:"
_FLOWS = {**{flow: flow for flow in FLOWS}, "three_public_total": "three_public"}
_BECAUSE = re.compile(r"(?P<of>[^，。；\n]*)(?:主要)?原因(?:是|为|系|在于)?[：:，]?(?P<said>[^。\n]+)")
_NUMBERED = re.compile(r"[一二三四五六七八九]是(?P<said>[^；;]+?)(?=[；;，]*(?:[一二三四五六七八九]是|$))")
_AGAINST_BUDGET = re.compile(r"预算")


def reasons(figures: Sequence[Figure], told: Sequence[Fact], passages: Passages) -> Iterator[Value]:
    """Rows of `reasons`: named amounts, signed; and the wording of reasons that have none.

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
            key = {"flow": flow, "item": said.strip("；;，, ")}
            place, quote = passages.place(because.start("said")), because[0].strip()
            yield Value("reasons", key, "amount", "", "", None, "reported", place, quote)


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

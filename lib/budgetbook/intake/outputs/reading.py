"""The countable results that a document's text tells, as rows of `outputs`."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from budgetbook.intake.outputs.context import Counted, counted
from budgetbook.intake.outputs.counts import Count
from budgetbook.intake.outputs.naming import bare, count_name, further_name, money_name, rate_name, thing
from budgetbook.intake.outputs.sections import area, tells_results
from budgetbook.intake.outputs.words import any_of, says, words
from budgetbook.intake.passages import Passages
from budgetbook.intake.statements.lexicon import words as statement_words
from budgetbook.intake.statements.normal import Plain
from budgetbook.intake.value import Value
from budgetbook.words import LANGUAGES, Words

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_UNTIL = re.compile(r"截[至止](?:(?:19|20)[0-9]{2}年)?([0-9]{1,2})月")
_LAW = re.compile(r"《[^《》]*》")
Span = tuple[int, int]


@dataclass
class Output:
    """One result while its sentence is read; `whole` is the one that it is a part of."""

    one: Counted
    name: str
    unit: str
    whole: "Output | None" = None


def read_outputs(
    passages: Passages, clear: Plain, found: Sequence[Count], claimed: AbstractSet[Span], year: int
) -> list[Value]:
    """Rows of `outputs`: counts, amounts and rates of the sections that tell results, each with its name.

    `clear` is the plain text, `found` its counts, `claimed` the spans of numbers that are figures already.
    What has no certain name or number is left out: limits, ranges, changes, other years, budgets.
    """
    values: dict[tuple[str, ...], tuple[Value, Span]] = {}
    for start, end, inside in _sentences(clear, found):
        titles = passages.titles(clear.places[start])
        free = [one for one in inside if clear.span(one.start, one.number_end) not in claimed]
        if not free or not tells_results(titles):
            continue
        outputs = list(_outputs(counted(clear.text, start, end, free), year))
        for output in outputs:
            count = output.one.count
            span = clear.span(count.start, count.number_end)
            key = {"area": area(titles), **_key(output, outputs)}
            value = _value(output, key, passages, span, clear.text[start : count.start])
            name = key["output"], key["role"], key["part"]
            same, place = values.setdefault(name, (value, span))
            if same.key.get("qualifier") == "planned" != key.get("qualifier"):
                # What was done counts, not what was meant to be.
                values[name] = value, span
                passages.used.discard(place)
            elif (same.value, same.unit) != (value.value, value.unit):
                continue
            passages.used.add(span)
    return [value for value, _ in values.values()]


def countable(clear: Plain, found: Sequence[Count], text: str) -> Iterator[tuple[Span, Count]]:
    """The counted things that a text tells of, wherever: no titles of laws, no staff posts, no ordinals."""
    laws = [law.span() for law in _LAW.finditer(text)]
    starts = [start for start, _ in laws]
    for start, end, inside in _sentences(clear, found):
        if says(clear.text[start:end], "post"):
            continue
        for one in inside:
            span = clear.span(one.start, one.number_end)
            law = bisect_right(starts, span[0]) - 1
            in_law = law >= 0 and span[0] < laws[law][1]
            if one.kind in ("counter", "measure", "place") and one.certain and not in_law:
                yield span, one


def _sentences(clear: Plain, found: Sequence[Count]) -> Iterator[tuple[int, int, list[Count]]]:
    """Each sentence that holds a count: where it begins and ends, and its counts."""
    at = 0
    for sentence in _SENTENCE.finditer(clear.text):
        inside = []
        while at < len(found) and found[at].start < sentence.end():
            inside.append(found[at])
            at += 1
        if inside:
            yield sentence.start(), sentence.end(), inside


def _outputs(found: Sequence[Counted], year: int) -> Iterator[Output]:
    """The results of one sentence: wholes with their parts, in order."""
    named: list[Output | None] = []
    for number, one in enumerate(found):
        unsure = number > 0 and named[-1] is None and _goes_on(found[number - 1], one)
        named.append(None if unsure else _named(one, [each for each in named if each], year))
    for number, (one, output) in enumerate(zip(found, named, strict=True)):
        if output is None and one.count.kind == "money" and _tells(one, year):
            behind = next((each for each in named[number + 1 : number + 2] if each), None)
            name = money_name(one, behind.name if behind and not behind.whole else "")
            named[number] = Output(one, name, one.count.unit) if name else None
    yield from (output for output in named if output)


def _goes_on(last: Counted, one: Counted) -> bool:
    """Whether a count's words begin with what the one before counts (120个|村选派干部240名)."""
    same = last.inside == one.inside and one.clause != one.before and not one.before.startswith("、")
    return same and last.count.kind in ("counter", "place") and one.count.kind != "noun"


def _named(one: Counted, before: Sequence[Output], year: int) -> Output | None:
    """A count with its name and what it is a part of; None where that cannot be told yet or at all."""
    if not _tells(one, year):
        return None
    count = one.count
    whole = _whole(one, before)
    if whole:
        told = re.sub(rf"^{any_of('list')}[，：]?", "", one.before)
        name = bare(told, 1) or thing(one.after) or one.after
        return Output(one, name, count.unit, whole) if name else None
    if count.kind == "money":
        name = money_name(one, "")
    elif count.kind == "rate":
        name = rate_name(one)
    elif count.kind == "noun":
        name = thing(one.after)
        name = name if name.endswith(words("person")) else ""
    else:
        last = before[-1] if before and before[-1].one.inside == one.inside else None
        name = count_name(one) or further_name(one, last.name if last and not last.whole else "")
    return Output(one, name, f"{count.unit}人" if count.kind == "noun" else count.unit) if name else None


def _whole(one: Counted, before: Sequence[Output]) -> Output | None:
    """The result that a count is a part of: it stands in its bracket, or in a list that 其中 opens."""
    if not before or one.count.kind in ("money", "rate", "noun"):
        return None
    last = before[-1]
    if one.listed or (one.inside >= 0 and last.one.inside != one.inside):
        whole = last.whole or last
    elif last.whole and last.one.inside == one.inside:
        whole = last.whole
    else:
        return None
    told = sum(each.one.count.size for each in before if each.whole is whole)
    fits = whole.one.count.base == one.count.base and told + one.count.size <= whole.one.count.size
    return whole if fits else None


def _tells(one: Counted, year: int) -> bool:
    """Whether a number says what was done this year: no limit, no change, no budget, no other year."""
    around = one.before + one.after
    years = {int(found) for found in _YEAR.findall(one.before)}
    if not one.count.certain or says(around, "budget") or says(around, "post") or years - {year}:
        return False
    before = re.sub(rf"(?:{any_of('tail')})+$", "", one.before)
    moved = tuple(word for word, kind in statement_words().items() if kind in ("rise", "fall", "compare"))
    changes = before.endswith(moved) and not before.endswith("新增")
    return not changes and not re.search(r"[比较](?:上年|去年|同期|(?:19|20)[0-9]{2}年)|同比", one.before)


def _key(output: Output, outputs: Sequence[Output]) -> dict[str, str]:
    """The key of a result; parts that add up to their whole are `part`, others `of_which`."""
    whole, role = output.whole, "whole"
    if whole:
        parts = sum(each.one.count.size for each in outputs if each.whole is whole)
        role = "part" if parts == whole.one.count.size else "of_which"
    key = {
        "output": whole.name if whole else output.name,
        "role": role,
        "part": output.name if whole else "",
    }
    qualifier = "planned" if planned(output.one) else output.one.count.qualifier
    return {**key, "qualifier": qualifier} if qualifier else key


def _value(output: Output, key: dict[str, str], passages: Passages, span: Span, before: str) -> Value:
    notes = {language: _note(output.one, before, Words(language)) for language in LANGUAGES}
    return Value(
        "outputs",
        {**key, "note_en": notes["en"]} if notes["en"] else key,
        "value",
        f"{output.one.count.value:f}",
        output.unit,
        None,
        "reported",
        passages.place(span[0]),
        passages.quote(*span),
        notes["zh"],
    )


def planned(one: Counted) -> bool:
    """Whether the clause begins with a word for what is only meant to be done."""
    lead = rf"(?:(?:19|20)[0-9]{{2}}年度?|{any_of('time', 'scope', 'adverb')})*"
    return re.match(rf"{lead}(?!{any_of('other_plan')}){any_of('planned')}", one.clause) is not None


def _note(one: Counted, before: str, words_: Words) -> str:
    notes = []
    if until := _UNTIL.search(before):
        notes.append(words_("import.output_until", month=until[1]))
    dated = _YEAR.search(before) or "全年" in before or "月" in one.clause
    if "累计" in one.clause and not dated:
        notes.append(words_("import.output_cumulative"))
    if one.count.about:
        notes.append(words_("import.output_about"))
    return words_("number.semicolon").join(notes)

"""Expenditure by function as a text tells it: classes with amounts, items with budget and expenditure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from budgetbook.intake.passages import Passages
from budgetbook.intake.statements import Figure
from budgetbook.intake.statements.lexicon import rows
from budgetbook.intake.value import Value

_LEVELS = (("类", 3), ("款", 5), ("项", 7))
_NAME = re.compile(r"(?P<name>[一-鿿、“”（）()]+?)[（(]\s*(?P<level>[类款项])\s*[）)]")
_AMOUNT = r"(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>[万亿]?元)"
_OF_CLASS = re.compile(rf"(?P<name>[一-鿿、]+?)[（(]\s*类\s*[）)](?:支出)?\s*{_AMOUNT}")
_PHASES = {
    "initial_budget": re.compile(rf"(?:年初)?预算(?:数|安排)?为?\s*{_AMOUNT}"),
    "actual": re.compile(rf"(?:支出)?决算数?为?\s*{_AMOUNT}"),
}
_LEAD = re.compile(
    r"^[0-9一二三四五六七八九十]+[、.．]|^[（(][0-9一二三四五六七八九十]+[）)]|^.*?(?:用于|方面|其中|包括)"
)


def functional(passages: Passages, printed: Iterable[Value]) -> list[Value]:
    """Values of `expenditure` by class and by item.

    A paragraph names an item as 甲（类）乙（款）丙（项）; its code is that of the tables in the document,
    since names alone are not unique. The fund is the one that the section speaks of.
    """
    codes = _codes(printed)
    found: list[Value] = []
    fund, start = "", 0
    for line in passages.text.splitlines(keepends=True):
        fund = _fund(line) or fund
        for key, match in (*_items(line, codes), *_classes(line, codes)):
            span = start + match.start("value"), start + match.end("value")
            amount = Decimal(match["value"].replace(",", ""))
            figure = Figure("", amount, match["unit"], None, key["phase"], span)
            told = {"classification": "function", **key, "fund": fund}
            found.append(passages.value("expenditure", told, "amount", figure, figure.unit))
        start += len(line)
    return found


def _codes(printed: Iterable[Value]) -> Mapping[str, set[str]]:
    """The codes of each name in the tables by function."""
    codes: dict[str, set[str]] = {}
    for value in printed:
        if value.key.get("classification") == "function" and value.key.get("name"):
            codes.setdefault(_bare(value.key["name"]), set()).add(value.key["code"])
    return codes


def _items(line: str, codes: Mapping[str, set[str]]) -> Iterator[tuple[dict[str, str], re.Match[str]]]:
    names = {found["level"]: _LEAD.sub("", found["name"]) for found in _NAME.finditer(line)}
    if "项" not in names:
        return
    code = ""
    for level, length in _LEVELS:
        if level in names:
            known = sorted(codes.get(_bare(names[level]), ()))
            code = next((one for one in known if len(one) == length and one.startswith(code)), code)
    if len(code) == _LEVELS[-1][1]:
        for phase, pattern in _PHASES.items():
            if match := pattern.search(line):
                yield {"code": code, "name": names["项"], "phase": phase}, match


def _classes(line: str, codes: Mapping[str, set[str]]) -> Iterator[tuple[dict[str, str], re.Match[str]]]:
    for match in _OF_CLASS.finditer(line):
        name = _LEAD.sub("", match["name"])
        code = next((one for one in sorted(codes.get(_bare(name), ())) if len(one) == _LEVELS[0][1]), "")
        if code:
            yield {"code": code, "name": name, "phase": "actual"}, match


def _fund(line: str) -> str:
    """The fund that a paragraph names, by the first of the lexicon's spellings."""
    return next((row["fund"] for row in rows("funds") if re.search(row["spelling"], line)), "")


def _bare(name: str) -> str:
    return re.sub(r"[\s“”（）()]", "", name)

"""The numbers that Word puts in front of the paragraphs of a list, which stand nowhere in their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

Element = Any

_VALUE = qn("w:val")
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CIRCLED = 20
# A style may be based on another one, and that on a third.
_MOST_STYLES = 10


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered: the kind of number, the text around it (`（%1）`), its start."""

    kind: str
    text: str
    start: int
    style: str


@dataclass
class _List:
    """A list: its levels, and how far each has counted."""

    levels: Mapping[int, _Level]
    counted: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the list paragraphs of one document, which must be asked for in their order."""

    def __init__(self, document: Any) -> None:
        parts = {rel.reltype: rel for rel in document.part.rels.values()}
        found = parts.get(RELATIONSHIP_TYPE.NUMBERING)
        self._root: Element = found.target_part.element if found else None
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element}
        self._begun: set[str] = set()

    def number(self, paragraph: Element) -> str:
        """The number in front of a paragraph, empty without one: `（二）`, `3.`."""
        if self._root is None:
            return ""
        number, level = self._of(paragraph)
        listed = self._lists.get(number)
        if listed is None or level not in listed.levels:
            return ""
        if number not in self._begun:
            self._begun.add(number)
            for restarted, start in self._restarts.get(number, {}).items():
                listed.counted[restarted] = start - 1
        listed.counted[level] = listed.counted.get(level, listed.levels[level].start - 1) + 1
        listed.counted = {one: count for one, count in listed.counted.items() if one <= level}
        text = listed.levels[level].text
        for one, format_ in listed.levels.items():
            count = listed.counted.get(one, format_.start)
            text = text.replace(f"%{one + 1}", _shown(count, format_.kind))
        return text if listed.levels[level].kind not in ("bullet", "none") else ""

    def _of(self, paragraph: Element) -> tuple[str, int]:
        """The list's number and the level of a paragraph, its own or that of its style."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is not None and (number := _value(found, "w:numId")):
            return number, int(_value(found, "w:ilvl") or 0)
        style = _value(paragraph.find(qn("w:pPr")), "w:pStyle")
        own = style
        for _ in range(_MOST_STYLES):
            element = self._styles.get(style)
            if element is None:
                break
            found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None and (number := _value(found, "w:numId")):
                listed = self._lists.get(number)
                levels = listed.levels.items() if listed else ()
                named = next((level for level, one in levels if one.style in (own, style)), None)
                return number, int(_value(found, "w:ilvl") or 0) if named is None else named
            style = _value(element, "w:basedOn")
        return "", 0

    @cached_property
    def _lists(self) -> dict[str, _List]:
        """The list of each number; numbers that share a definition go on counting together."""
        defined = {
            one.get(qn("w:abstractNumId")): _List(_levels(one))
            for one in self._root.findall(qn("w:abstractNum"))
        }
        return {
            one.get(qn("w:numId")): defined[_value(one, "w:abstractNumId")]
            for one in self._root.findall(qn("w:num"))
            if _value(one, "w:abstractNumId") in defined
        }

    @cached_property
    def _restarts(self) -> dict[str, dict[int, int]]:
        """The levels that a number begins anew, and where."""
        return {
            one.get(qn("w:numId")): {
                int(over.get(qn("w:ilvl"))): int(_value(over, "w:startOverride") or 1)
                for over in one.findall(qn("w:lvlOverride"))
                if _value(over, "w:startOverride")
            }
            for one in self._root.findall(qn("w:num"))
        }


def _value(parent: Element, tag: str) -> str:
    found = parent.find(qn(tag)) if parent is not None else None
    return str(found.get(_VALUE) or "") if found is not None else ""


def _levels(definition: Element) -> dict[int, _Level]:
    return {
        int(level.get(qn("w:ilvl"))): _Level(
            _value(level, "w:numFmt") or "decimal",
            _value(level, "w:lvlText"),
            int(_value(level, "w:start") or 1),
            _value(level, "w:pStyle"),
        )
        for level in definition.findall(qn("w:lvl"))
    }


def _shown(count: int, kind: str) -> str:
    """A count as a list of some kind prints it."""
    if kind.startswith(("chineseLegal", "ideographLegal")):
        return _chinese(count, _LEGAL, "拾")
    if kind.startswith(("chinese", "japanese", "taiwanese", "ideographDigital")):
        return _chinese(count, _DIGITS, "十")
    if kind.startswith("decimalEnclosedCircle") and 0 < count <= _CIRCLED:
        return chr(ord("①") + count - 1)
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if kind == "upperRoman" else _roman(count)
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _chinese(count: int, digits: str, ten: str) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = ("" if tens == 1 else digits[tens]) + ten if tens else ""
    return head + (digits[ones] if ones else "")


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        text += letters * times
    return text

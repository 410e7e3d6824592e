"""Writes paragraphs, runs, fields and bookmarks of a Word document in the order its schema asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from budgetbook.report.export.markdown import plain_text
from budgetbook.report.export.outputs import printable

Element = Any
"""An element of WordprocessingML; lxml has no types of its own."""

Align = Literal["left", "right", "center"]

POINT = 20
"""Twentieths of a point, in which Word measures."""

_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]{2}")
_LINK_CHARACTERS = ":/?#[]@!$&'()*+,;=%-._~"
_LONGEST_LINK = 2000
# How inline nodes differ from what is around them.
_LOOKS: dict[str, dict[str, Any]] = {
    "code": {"style": "CodeText"},
    "strong": {"bold": True},
    "emphasis": {"stressed": True},
    "strikethrough": {"struck": True},
    "link": {"style": "Hyperlink"},
    "picture": {"stressed": True},
}
_name = cache(qn)


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the main namespace: `w("spacing", line=560)` is `<w:spacing w:line="560"/>`."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(_name(f"w:{name}"), str(value))
    element.extend(children)
    return element


@dataclass(frozen=True)
class Look:
    """How a run differs from its paragraph; `size` in points, 0 leaves it."""

    style: str = ""
    bold: bool = False
    stressed: bool = False
    struck: bool = False
    size: float = 0


class Pen:
    """Writes in one language; knows the places of a document and gives every bookmark a number of its own."""

    def __init__(self, part: Any, *, chinese: bool) -> None:
        self.chinese = chinese
        self._part = part
        self._places: dict[str, str] = {}
        self._bookmarks = 0

    def run(self, text: str, look: Look = Look()) -> Element:
        """A run of text: line ends and tabs are kept, what XML cannot hold is dropped."""
        run = w("r", *self._properties(look))
        for piece in re.split(r"([\n\t])", printable(text)):
            if piece == "\n":
                run.append(w("br"))
            elif piece == "\t":
                run.append(w("tab"))
            elif piece:
                written = w("t")
                written.text = piece
                written.set(_name("xml:space"), "preserve")
                run.append(written)
        return run

    def paragraph(
        self,
        style: str,
        *parts: Element,
        keep: bool = False,
        list_level: tuple[int, int] | None = None,
        indent: float = 0,
        align: Align = "left",
    ) -> Element:
        """A paragraph; `keep` holds it on the page of the next one.

        `list_level` is the number of a list and the level in it, `indent` in points.
        """
        properties = [w("pStyle", val=style)]
        if keep:
            properties.append(w("keepNext"))
        if list_level:
            number, level = list_level
            properties.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
        if indent:
            properties.append(w("ind", left=round(indent * POINT)))
        if align != "left":
            properties.append(w("jc", val=align))
        return w("p", w("pPr", *properties), *parts)

    def text(self, style: str, text: str, **how: Any) -> Element:
        """A paragraph of plain text."""
        return self.paragraph(style, self.run(text), **how)

    def field(self, instruction: str, result: str, look: Look = Look()) -> list[Element]:
        """A field with the result it shows until it is updated."""
        return [*self.open_field(instruction), self.run(result, look), self.close_field()]

    def open_field(self, instruction: str) -> list[Element]:
        """What stands before a field's result."""
        code = w("instrText")
        code.text = f" {instruction} "
        code.set(_name("xml:space"), "preserve")
        begin, separate = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate"))
        return [begin, w("r", code), separate]

    def close_field(self) -> Element:
        """What stands after a field's result."""
        return w("r", w("fldChar", fldCharType="end"))

    def place(self, id: str) -> str:
        """The bookmark's name of a place in the document."""
        return self._places.setdefault(id, f"_Ref{len(self._places) + 1:08d}")

    def mark(self, id: str, *parts: Element) -> list[Element]:
        """These runs as the place that links to `id` lead to; without an id they are no place."""
        if not id:
            return list(parts)
        self._bookmarks += 1
        start = w("bookmarkStart", id=self._bookmarks, name=self.place(id))
        return [start, *parts, w("bookmarkEnd", id=self._bookmarks)]

    def link(self, href: str, parts: Iterable[Element]) -> list[Element]:
        """Runs that lead to a place in the document (`#id`) or to an address outside."""
        if href.startswith("#"):
            return [w("hyperlink", *parts, anchor=self.place(href[1:]), history=1)]
        address = quote(href, safe=_LINK_CHARACTERS)
        if len(address) > _LONGEST_LINK:  # Word takes the document for damaged
            return list(parts)
        link = w("hyperlink", *parts, history=1)
        link.set(_name("r:id"), self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return [link]

    def inline(self, nodes: Iterable[dict[str, Any]], look: Look = Look()) -> list[Element]:
        """The inline nodes of a Markdown tree."""
        return [part for node in _on_one_line(list(nodes)) for part in self._inline(node, look)]

    def _inline(self, node: dict[str, Any], look: Look) -> list[Element]:
        kind = node["type"]
        inside = replace(look, **_LOOKS.get(kind, {}))
        if kind == "break":
            return [w("r", w("br"))]
        if "text" in node:
            return [self.run(node["text"], inside)]
        parts = self.inline(node["children"], inside)
        return self.link(node["href"], parts) if kind == "link" else parts

    def _properties(self, look: Look) -> list[Element]:
        found = []
        if look.style:
            found.append(w("rStyle", val=look.style))
        if self.chinese:
            # Without it quotation marks and dashes come out in the Latin font, too narrow for Chinese.
            found.append(w("rFonts", hint="eastAsia"))
        if look.bold:
            found += [w("b"), w("bCs")]
        if look.stressed and not self.chinese:
            found += [w("i"), w("iCs")]
        if look.struck:
            found.append(w("strike"))
        if look.size:
            found += [w("sz", val=round(look.size * 2)), w("szCs", val=round(look.size * 2))]
        if look.stressed and self.chinese:
            found.append(w("em", val="dot"))
        return [w("rPr", *found)] if found else []


def _on_one_line(nodes: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Put a space where a line ends, unless it ends and goes on in Chinese."""
    for at, node in enumerate(nodes):
        if node.get("text") == "\n":
            around = plain_text(nodes[:at])[-1:] + plain_text(nodes[at + 1 :])[:1]
            yield {**node, "text": "" if _CHINESE.fullmatch(around) else " "}
        else:
            yield node

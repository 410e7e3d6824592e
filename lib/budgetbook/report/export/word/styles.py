"""The look of a Word document: that of an official one (GB/T 9704) in Chinese, a plain serif in English."""

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from budgetbook.report.export.word.lists import HEADINGS
from budgetbook.report.export.word.pages import TEXT_WIDTH
from budgetbook.report.export.word.pen import POINT, Element, w
from budgetbook.words import Words

BODY = "BodyText"
"""The style of running text."""

_MUTED, _WARNING, _SHADE, _RULE, _LINK = "404040", "B3460A", "F5F6F6", "B1B4B6", "12436D"
_TIMES, _SONG, _FANGSONG, _KAITI, _HEITI = "Times New Roman", "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体"
_XIAOBIAOSONG = "方正小标宋简体"
_CONTENTS_HEIGHT = 560.0  # points: a page less its heading
# The schema wants the properties of a paragraph in this order.
_ORDER = ("keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl")
# What stands in for a face that is not installed: its newer name, then one that looks like it.
_INSTEAD = {
    _XIAOBIAOSONG: ("华文中宋", "02010600040101010101", "roman"),
    _FANGSONG: ("仿宋", "02010609060101010101", "modern"),
    _KAITI: ("楷体", "02010609060101010101", "modern"),
    _HEITI: ("SimHei", "02010609060101010101", "modern"),
    _SONG: ("SimSun", "02010600030101010101", "auto"),
}


@dataclass(frozen=True)
class _Face:
    """A font for Latin letters and one for Chinese, in points, on lines `line` high (0: as they need)."""

    latin: str
    chinese: str
    size: float
    line: float = 0
    bold: bool = False
    color: str = ""

    @property
    def fonts(self) -> Element:
        return w("rFonts", ascii=self.latin, hAnsi=self.latin, eastAsia=self.chinese, cs=self.latin)

    @property
    def run(self) -> Element:
        """The properties of its letters."""
        weight = (w("b", val=int(self.bold)), w("bCs", val=int(self.bold)))
        color = [w("color", val=self.color)] if self.color else []
        size = round(self.size * 2)
        return w("rPr", self.fonts, *weight, *color, w("sz", val=size), w("szCs", val=size))

    def spacing(self, before: float, after: float) -> Element:
        """The height of its lines, and the room in points around its paragraphs."""
        line, rule = (round(self.line * POINT), "exact") if self.line else (240, "auto")
        room = {"before": round(before * POINT), "after": round(after * POINT)}
        return w("spacing", **room, line=line, lineRule=rule)


@dataclass(frozen=True)
class _Faces:
    """The faces of a language, from the title down to code."""

    title: _Face
    subtitle: _Face
    levels: tuple[_Face, ...]
    text: _Face
    note: _Face
    caption: _Face
    small: _Face
    contents: tuple[_Face, _Face]
    footer: _Face
    code: _Face


def _official() -> _Faces:
    text = _Face(_TIMES, _FANGSONG, 16, 28)
    heading = _Face(_HEITI, _HEITI, 16, 28)
    return _Faces(
        title=_Face(_TIMES, _XIAOBIAOSONG, 22, 38),
        subtitle=replace(text, chinese=_KAITI),
        levels=(heading, replace(text, chinese=_KAITI), replace(text, bold=True), text),
        text=text,
        note=replace(text, size=12, line=20, color=_MUTED),
        caption=replace(heading, size=12, line=0),
        small=_Face(_FANGSONG, _FANGSONG, 10.5),  # one font, so that words and figures stand on one line
        contents=(replace(heading, size=12), replace(text, size=12)),
        footer=_Face(_TIMES, _SONG, 14),
        code=_Face("Consolas", _FANGSONG, 9),
    )


def _english() -> _Faces:
    text = _Face(_TIMES, _SONG, 12, 17)
    heading = replace(text, bold=True)
    return _Faces(
        title=replace(heading, size=22, line=28),
        subtitle=replace(text, size=14, line=20),
        levels=(replace(heading, size=16, line=22), replace(heading, size=13, line=19), heading, heading),
        text=text,
        note=replace(text, size=10.5, line=14.5, color=_MUTED),
        caption=replace(heading, size=11, line=0),
        small=replace(text, size=9.5, line=0),
        contents=(replace(heading, size=11), replace(text, size=11)),
        footer=replace(text, size=10.5, line=0),
        code=_Face("Consolas", _SONG, 8.5),
    )


def styles(words: Words, entries: int) -> Element:
    """The styles of a document in a language, the built-in ones under the names that every program knows.

    `entries` is how many lines the contents have: as far as they can they stand on one page.
    """
    chinese = words.language == "zh"
    faces = _official() if chinese else _english()
    opening = [w("ind", firstLineChars=200, firstLine=640)] if chinese else []
    after = 0 if chinese else 6
    centred, both = w("jc", val="center"), w("jc", val="both")
    alert = [_beside(_WARNING), _shade(), w("ind", left=160, right=80)]
    muted = replace(faces.small, color=_MUTED)
    warning = _Face(_HEITI if chinese else _TIMES, _HEITI, 9, color=_WARNING)
    return w(
        "styles",
        _defaults(faces.text, chinese=chinese),
        _paragraph("Normal", "Normal", faces.text, (0, 0), default=1),
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=1),
        _style("table", "TableNormal", "Normal Table", _cell_margins(), default=1),
        _style("numbering", "NoList", "No List", default=1),
        _paragraph(BODY, "Body Text", faces.text, (0, after), *opening, both),
        *(_heading(level, face, opening) for level, face in enumerate(faces.levels)),
        _paragraph("Title", "Title", faces.title, (110, 10), centred),
        _paragraph("Subtitle", "Subtitle", faces.subtitle, (0, 40), centred),
        _paragraph("Fact", words("report.style_fact"), replace(faces.note, color=""), (3, 3)),
        _paragraph("TOCHeading", "TOC Heading", faces.levels[0], (0, 14), centred),
        *(_contents_line(level, face, entries) for level, face in enumerate(faces.contents)),
        _paragraph("ListItem", words("report.style_item"), faces.text, (0, after)),
        _paragraph("NoteText", words("report.style_note"), faces.note, (2, 4), *opening, both),
        _paragraph("Alert", words("report.style_alert"), faces.text, (6, 6), *alert),
        _paragraph("Quote", "Quote", faces.text, (0, 6), _beside(_RULE), w("ind", left=400)),
        _paragraph("Figure", words("report.style_figure"), faces.small, (10, 4), w("keepNext"), centred),
        _paragraph("Caption", "caption", faces.caption, (10, 2), w("keepLines"), centred),
        _paragraph("Unit", words("report.style_unit"), faces.small, (0, 4), w("keepLines"), centred),
        _paragraph("Notes", words("report.style_notes"), muted, (0, 2), w("keepLines")),
        _paragraph("TableText", words("report.style_table"), faces.small, (2, 2)),
        _paragraph("Gap", words("report.style_gap"), replace(faces.small, size=4, line=8), (0, 0)),
        _paragraph(
            "Rule", words("report.style_rule"), replace(faces.small, size=4, line=8), (2, 6), _under()
        ),
        _paragraph("Code", words("report.style_code"), faces.code, (6, 6), _shade()),
        _paragraph("Header", "header", warning, (0, 0), centred),
        _paragraph("Footer", "footer", faces.footer, (0, 0)),
        _style("character", "CodeText", words("report.style_code_text"), w("rPr", faces.code.fonts)),
        _style(
            "character",
            "Hyperlink",
            "Hyperlink",
            w("rPr", w("color", val=_LINK), w("u", val="single")),
        ),
    )


def font_table() -> Element:
    """The Chinese fonts, each with what to take where it is not installed."""
    return w(
        "fonts",
        *(
            w(
                "font",
                w("altName", val=other),
                w("panose1", val=panose),
                w("charset", val=86),
                w("family", val=family),
                w("pitch", val="default"),
                name=name,
            )
            for name, (other, panose, family) in _INSTEAD.items()
        ),
    )


def _style(kind: str, id: str, name: str, *parts: Element, **attributes: Any) -> Element:
    return w("style", w("name", val=name), *parts, type=kind, styleId=id, **attributes)


def _paragraph(
    id: str, name: str, face: _Face, room: tuple[float, float], *more: Element, **attributes: Any
) -> Element:
    """A paragraph style; `room` is what is left free before and after, in points."""
    properties = [face.spacing(*room), *map(deepcopy, more)]
    properties.sort(key=lambda part: _ORDER.index(part.tag.rpartition("}")[2]))
    based = [] if id == "Normal" else [w("basedOn", val="Normal")]
    return _style("paragraph", id, name, *based, w("qFormat"), w("pPr", *properties), face.run, **attributes)


def _heading(level: int, face: _Face, opening: list[Element]) -> Element:
    """A heading style, level 0 the highest, with its place in the document's outline and its number."""
    number = w("numPr", w("ilvl", val=level), w("numId", val=HEADINGS))
    more = (w("keepNext"), w("keepLines"), number, *opening, w("outlineLvl", val=level))
    room = (7, 3) if level else (14, 7)
    made = _paragraph(f"Heading{level + 1}", f"heading {level + 1}", face, room, *more)
    made.insert(2, w("next", val=BODY))
    return made


def _contents_line(level: int, face: _Face, entries: int) -> Element:
    height = min(max(_CONTENTS_HEIGHT / max(entries, 1), face.size + 3), face.size + 14)
    tab = w("tabs", w("tab", val="right", leader="dot", pos=round(TEXT_WIDTH * POINT)))
    indent = w("ind", left=240 * (level + 1), hanging=240)
    room = (0, 0) if level else (4, 0)
    return _paragraph(f"TOC{level + 1}", f"toc {level + 1}", replace(face, line=height), room, tab, indent)


def _defaults(face: _Face, *, chinese: bool) -> Element:
    run = face.run
    run.append(w("lang", val="en-US" if chinese else "en-GB", eastAsia="zh-CN", bidi="ar-SA"))
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault"))


def _cell_margins() -> Element:
    sides = {"top": 0, "left": 108, "bottom": 0, "right": 108}
    margins = (w(side, w=width, type="dxa") for side, width in sides.items())
    return w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *margins))


def _beside(color: str) -> Element:
    return w("pBdr", w("left", val="single", sz=18, space=6, color=color))


def _shade() -> Element:
    return w("shd", val="clear", color="auto", fill=_SHADE)


def _under() -> Element:
    return w("pBdr", w("bottom", val="single", sz=4, space=1, color=_RULE))

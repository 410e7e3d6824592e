"""How a Word document begins: a cover with the facts, and the contents as a field that has its entries."""

from budgetbook.report.export.document import Document, Entry, Front
from budgetbook.report.export.word.lists import heading_number
from budgetbook.report.export.word.pages import end_of
from budgetbook.report.export.word.pen import POINT, Element, Pen, w
from budgetbook.words import Words

_FACTS_WIDTH = 360.0
_TERM_WIDTH = 90.0
_HAIR = "D9D9D9"


def front_page(pen: Pen, front: Front, words: Words) -> list[Element]:
    """The title, whose report it is, and the facts about it."""
    made = []
    title = front.title
    if front.department and front.department not in title:
        made.append(pen.text("Subtitle", front.department))
    elif pen.chinese and title.startswith(front.department) and title != front.department:
        # The department is a line of its own where the title starts with it.
        title = f"{front.department}\n{title.removeprefix(front.department)}" if front.department else title
    made.append(pen.text("Title", title))
    if front.subtitle:
        made.append(pen.text("Subtitle", front.subtitle))
    if front.illustrative:
        made.append(pen.text("Alert", words("report.illustrative_short"), align="center"))
    if front.facts:
        made.append(_facts(pen, front.facts))
    return made


def contents(pen: Pen, document: Document, words: Words) -> list[Element]:
    """The contents on a page of their own; the program can update them, with the numbers of the pages."""
    end = end_of("cover", pen)
    lines = [
        pen.paragraph(f"TOC{len(counts)}", *_entry(pen, entry, counts))
        for counts, entry in _entries(document)
    ]
    if not lines:
        return [end]
    heading = pen.text("TOCHeading", words("report.contents"))
    heading.pPr.insert(1, w("pageBreakBefore"))
    lines[0][1:1] = pen.open_field(r'TOC \o "1-2" \h \z \u')
    lines[-1].append(pen.close_field())
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return [heading, w("sdt", w("sdtPr", gallery), w("sdtContent", *lines)), end]


def _entries(document: Document) -> list[tuple[list[int], Entry]]:
    found: list[tuple[list[int], Entry]] = []
    for chapter, entry in enumerate(document.contents, 1):
        found.append(([chapter], entry))
        found += [([chapter, place], below) for place, below in enumerate(entry.entries, 1)]
    return found


def _entry(pen: Pen, entry: Entry, counts: list[int]) -> list[Element]:
    text = heading_number(counts, chinese=pen.chinese) + entry.text
    return pen.link(f"#{entry.id}", [pen.run(text)])


def _facts(pen: Pen, facts: list[list[str]]) -> Element:
    widths = [round(width * POINT) for width in (_TERM_WIDTH, _FACTS_WIDTH - _TERM_WIDTH)]
    lines = [w(side, val="single", sz=4, space=0, color=_HAIR) for side in ("top", "bottom", "insideH")]
    properties = w(
        "tblPr",
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *lines),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0080", firstRow=0, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
    )
    rows = [
        w(
            "tr",
            w("trPr", w("cantSplit")),
            *(
                w("tc", w("tcPr", w("tcW", w=width, type="dxa")), pen.text("Fact", text))
                for width, text in zip(widths, fact, strict=True)
            ),
        )
        for fact in facts
    ]
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)), *rows)

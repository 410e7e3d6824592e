"""The pages of a Word document: A4 with the margins of GB/T 9704, turned for a table that is wider."""

from typing import Literal

from budgetbook.report.export.word.pen import Element, Pen, w

TEXT_WIDTH, TURNED_WIDTH = 442.0, 637.0
"""The width in points of the text on an upright page, and on one turned sideways."""

# In twentieths of a point. The page number stands 7 mm below the text.
_SHORT, _LONG = 11906, 16838
_TOP, _BOTTOM, _LEFT, _RIGHT = 2098, 1984, 1587, 1474
_AROUND = {"header": 1134, "footer": 1304, "gutter": 0}

Kind = Literal["cover", "upright", "turned"]


def section(kind: Kind) -> Element:
    """The pages of a part of the document, given at its end; the first of the cover's has no number."""
    if kind == "turned":
        size = w("pgSz", w=_LONG, h=_SHORT, orient="landscape")
        margins = w("pgMar", top=_LEFT, right=_TOP, bottom=_RIGHT, left=_BOTTOM, **_AROUND | {"footer": 794})
    else:
        size = w("pgSz", w=_SHORT, h=_LONG)
        margins = w("pgMar", top=_TOP, right=_RIGHT, bottom=_BOTTOM, left=_LEFT, **_AROUND)
    first = [w("titlePg")] if kind == "cover" else []
    return w("sectPr", w("type", val="nextPage"), size, margins, *first)


def end_of(kind: Kind, pen: Pen) -> Element:
    """An empty line after which other pages begin."""
    line = pen.paragraph("Gap")
    line.pPr.append(section(kind))
    return line

"""How wide a text is and where it may break, known before anything is drawn."""

import re
import unicodedata
from functools import cache

import pylopdf_fonts_zh_cn
from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from budgetbook.charts.theme import TEXT

LEADING = 1.28  # of the text size, from one line of a label to the next
NAME_EMS = 12  # a name breaks after at most twelve Chinese characters
# A short name in quotation marks (“三公”) is one word, and a range (1.00→2.00) is two.
_WORD = re.compile(r"“\w{1,4}”|[^\s→\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFFEF]+|\S|\s+")
_NO_LINE_START = set("，。、；：？！）》」』】〉”’％%,.;:?!)]}→")
_NO_LINE_END = set("（《「『【〈“‘([{")


@cache
def _font() -> FT2Font:
    return get_font(str(pylopdf_fonts_zh_cn.sans_path()))


@cache
def _advance(character: str) -> float:
    font = _font()
    if not font.get_char_index(ord(character)):
        return 1.0  # drawn with some other font, as wide as a Chinese character
    glyph = font.load_char(ord(character), LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / 1000


def clean(text: str) -> str:
    """Return text that can stand in an SVG: line ends and control characters become spaces."""
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Cn", "Zl", "Zp") else c for c in text)
    return re.sub(r" {2,}", " ", printable).strip()


def width(text: str, size: float = TEXT) -> float:
    """Return the width of a line in points."""
    return size * sum(map(_advance, text))


def height(lines: float, size: float = TEXT) -> float:
    """Return the height of some lines in points."""
    return size * LEADING * lines


def wrap(text: str, limit: float = NAME_EMS * TEXT, size: float = TEXT) -> list[str]:
    """Break a label into lines of at most `limit` points and of about the same length.

    Chinese breaks between characters but never before a closing or after an opening mark; English and numbers
    break at spaces. A word that is longer than a line is cut.
    """
    pieces = _pieces(clean(text), limit, size)
    lines = _fill(pieces, limit, size)
    for share in range(50, 100, 5):  # the shortest lines that need no line more
        balanced = _fill(pieces, limit * share / 100, size)
        if len(balanced) <= len(lines) and all(width(line, size) <= limit for line in balanced):
            return balanced
    return lines


def _pieces(text: str, limit: float, size: float) -> list[str]:
    """Cut a text where a line may end."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        whole = word[0] in _NO_LINE_START or (pieces and pieces[-1][-1] in _NO_LINE_END)
        if whole and pieces and not word.isspace():
            pieces[-1] += word
        else:
            pieces.append(" " if word.isspace() else word)
    return [part for piece in pieces for part in _cut(piece, limit, size)]


def _cut(piece: str, limit: float, size: float) -> list[str]:
    parts = [""]
    for character in piece:
        if parts[-1] and width(parts[-1] + character, size) > limit:
            parts.append("")
        parts[-1] += character
    return parts


def _fill(pieces: list[str], limit: float, size: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).rstrip(), size) > limit:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()] or [""]

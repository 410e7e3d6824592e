"""Noto Sans SC, the one family of charts, pages and PDF, cut to the characters that are used.

The complete font files come with two packages: the static Regular, which matplotlib and Typst read as it is,
and the variable one, which has every weight. Both hold the same characters and shapes.
What cuts and packs is imported where it is used, since that takes a tenth of a second.
"""

import io
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "Noto Sans SC"
REGULAR = 400
BOLD = 700

_STYLES = {REGULAR: "Regular", BOLD: "Bold"}
# What a page of text in one direction needs: kerning, the half-width punctuation of `text-spacing-trim`, and
# quotation marks as narrow as English wants them, which Chinese sets as wide as a 汉字.
_FEATURES = ["kern", "halt", "mark", "pwid"]
_UNUSED_TABLES = ["vhea", "vmtx", "STAT", "BASE", "gasp", "prep"]
_COPYRIGHT = 0  # the one name that is kept; `_name` gives the others


def regular() -> Path:
    """Return the file of the static Regular, for matplotlib."""
    return Path(str(files("pylopdf_fonts_zh_cn"))) / "NotoSansSC-Regular.otf"


def _variable() -> Path:
    return Path(str(files("justmytype_intl_cjk"))) / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"


@cache
def coverage() -> frozenset[str]:
    """Return every character that the family has."""
    import uharfbuzz  # type: ignore[import-untyped]  # noqa: PLC0415

    return frozenset(map(chr, uharfbuzz.Face(uharfbuzz.Blob.from_file_path(regular())).unicodes))


def subset(characters: Iterable[str], weight: int = REGULAR) -> bytes:
    """Cut the family to these characters at a weight (400 or 700), as WOFF for a page.

    Characters that the family lacks are left out. The same characters always give the same bytes. WOFF2 would
    be a fifth smaller, and take longer to pack than all the rest of a page to write.
    """
    with _opened(instance(characters, weight)) as font:
        font.flavor = "woff"
        return _save(font)


def instance(characters: Iterable[str], weight: int) -> bytes:
    """Cut the family to these characters at a weight (400 or 700), as a static TrueType font for Typst."""
    import uharfbuzz  # noqa: PLC0415

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(_variable()))
    wanted = uharfbuzz.SubsetInput()
    # Printable ASCII is always in, for what a page's script fills in.
    wanted.unicode_set.update(map(ord, {*characters, *map(chr, range(32, 127))}))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, _FEATURES))
    wanted.drop_table_tag_set.update(map(_tag, _UNUSED_TABLES))
    wanted.name_id_set.clear()
    wanted.name_id_set.add(_COPYRIGHT)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.pin_axis_location(face, "wght", weight)
    with _opened(bytes(wanted.subset(face).blob.data)) as font:
        _name(font, weight)
        return _save(font)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _opened(font: bytes) -> "TTFont":
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    return TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False)


def _name(font: "TTFont", weight: int) -> None:
    """Name a font after its weight: the variable file calls itself Thin."""
    style = _STYLES[weight]
    full = f"{FAMILY} {style}"
    postscript = full.replace(" ", "").replace(style, f"-{style}")
    for identity, name in {1: FAMILY, 2: style, 4: full, 6: postscript}.items():
        font["name"].setName(name, identity, 3, 1, 0x409)
    bold = weight == BOLD
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)


def _save(font: "TTFont") -> bytes:
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()

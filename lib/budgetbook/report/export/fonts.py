"""Noto Sans SC, the one family of charts, pages and PDF, cut to the characters that are used.

The complete font files come with two packages: the static Regular, which matplotlib and Typst read as it is,
and the variable one, which has every weight. Both hold the same characters and shapes.
fontTools is imported where it is used, since that takes a tenth of a second.
"""

import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import version
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
_CACHED_FILES = 64


def regular() -> Path:
    """Return the file of the static Regular, for matplotlib."""
    return Path(str(files("pylopdf_fonts_zh_cn"))) / "NotoSansSC-Regular.otf"


def _variable() -> Path:
    return Path(str(files("justmytype_intl_cjk"))) / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"


@cache
def coverage() -> frozenset[str]:
    """Return every character that the family has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(regular(), lazy=True) as font:
        # Numbers for the glyphs' names, which nobody asks for and which take longest to read.
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        return frozenset(map(chr, font.getBestCmap()))


def subset(characters: Iterable[str], weight: int = REGULAR) -> bytes:
    """Cut the family to these characters at a weight (400 or 700), as WOFF2 for a page.

    Characters that the family lacks are left out. The same characters always give the same bytes.
    """
    return _stored(_key(characters), weight, "woff2")


def instance(characters: Iterable[str], weight: int) -> bytes:
    """Cut the family to these characters at a weight (400 or 700), as a static TrueType font for Typst."""
    return _stored(_key(characters), weight, "ttf")


def _key(characters: Iterable[str]) -> str:
    # Printable ASCII is always in: it costs 10 KB and makes different pages share a subset more often.
    return "".join(sorted(coverage() & {*characters, *map(chr, range(32, 127))}))


@lru_cache(maxsize=16)
def _stored(characters: str, weight: int, flavor: str) -> bytes:
    """Make a font, or find it in the user's cache, which any failure to read or write only makes slower."""
    versions = ",".join(version(package) for package in ("justmytype-intl-cjk", "fonttools"))
    recipe = f"{versions} {_FEATURES} {_UNUSED_TABLES} {weight} {flavor} {characters}"
    path = _cache_folder() / f"{hashlib.sha256(recipe.encode()).hexdigest()[:32]}.{flavor}"
    with suppress(OSError):
        return path.read_bytes()
    made = _MAKERS[flavor](characters, weight)
    with suppress(OSError):
        _write(path, made)
    return made


def _cache_folder() -> Path:
    if chosen := os.environ.get("BUDGETBOOK_CACHE"):
        return Path(chosen) / "fonts"
    with suppress(RuntimeError):  # a user without a home
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library/Caches"
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return base / "budgetbook/fonts"
    return Path(tempfile.gettempdir()) / "budgetbook/fonts"


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all, since other runs may read it; the oldest files go when there are many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    os.close(handle)
    made = Path(name)
    made.write_bytes(content)
    made.replace(path)
    by_age = sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in by_age[_CACHED_FILES:]:
        old.unlink()


def _truetype(characters: str, weight: int) -> bytes:
    from fontTools import subset as cutter  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # type: ignore[import-untyped]  # noqa: PLC0415

    options = cutter.Options(
        layout_features=_FEATURES, hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=[0]
    )
    options.drop_tables += _UNUSED_TABLES
    with TTFont(_variable(), lazy=True, recalcTimestamp=False) as font:
        cut = cutter.Subsetter(options)
        cut.populate(text=characters)
        # All weights of a few characters are small; one weight of all characters would take ten seconds.
        cut.subset(font)
        instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        _name(font, weight)
        return _save(font)


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


def _woff2(characters: str, weight: int) -> bytes:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(io.BytesIO(_stored(characters, weight, "ttf")), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        return _save(font)


_MAKERS: dict[str, Callable[[str, int], bytes]] = {"ttf": _truetype, "woff2": _woff2}

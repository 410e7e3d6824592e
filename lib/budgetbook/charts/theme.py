"""One look for every chart: the palette by category code, the font, and settings that last one figure.

Everything that can be looked at is in `theme.toml`; this module finds it and hands it to matplotlib.
"""

import tomllib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import matplotlib
import pylopdf_fonts_zh_cn
import seaborn  # type: ignore[import-untyped]
from matplotlib.font_manager import fontManager

FAMILY = "Noto Sans SC"
POINTS_PER_CM = 72 / 2.54


@cache
def _theme() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("budgetbook.charts").joinpath("theme.toml").read_text(encoding="utf-8"))


def ink(name: str) -> str:
    """Return a colour of the page itself: text, muted, axis, grid, paper, missing …"""
    return str(_theme()["ink"][name])


TEXT = float(_theme()["page"]["text"])  # points; the smallest text of any chart
ROW = float(_theme()["page"]["row"]) * POINTS_PER_CM  # points; a row of a tall chart


def page(size: str) -> tuple[float, float]:
    """Return the width and height in points of a `full` or `half` figure."""
    cm = _theme()["page"][size]
    return cm["width"] * POINTS_PER_CM, cm["height"] * POINTS_PER_CM


@dataclass(frozen=True)
class Fill:
    """How an area is painted; the hatch keeps look-alikes apart in grey print."""

    color: str
    hatch: str = ""
    outline: str = ""
    hatch_color: str = "#FFFFFF"

    @property
    def patch(self) -> dict[str, Any]:
        """The same as keywords of a matplotlib patch."""
        edge = {"edgecolor": self.outline, "linewidth": 1.0} if self.outline else {"linewidth": 0.0}
        hatch = {"hatch": self.hatch, "hatchcolor": self.hatch_color} if self.hatch else {}
        return {"facecolor": self.color} | edge | hatch

    def plain(self) -> "Fill":
        """The same colour without its hatch, for a panel that holds no look-alike."""
        return Fill(self.color, outline=self.outline)

    def outlined(self) -> "Fill":
        """The budget of this category: its colour as an outline (IBCS)."""
        return Fill(ink("paper"), outline=self.outline or self.color)


MISSING_FILL = Fill(ink("missing"), hatch="////", hatch_color=ink("missing_hatch"))


def codes(group: str) -> tuple[str, ...]:
    """Return the category codes that the theme lists in a group, in its order."""
    return tuple(_theme()[group])


def fill(key: str) -> Fill:
    """Return the fill of a category, `group.code`: `income.government_fund`, `function.2080201`.

    Functional and economic codes are looked up by their class, the first three digits. An empty key is a bar
    that stands for no category. An unknown category is grey, and a warning names it.
    """
    group, _, code = (key or "mark.plain").partition(".")
    if group in ("function", "economic"):
        code = code[:3]
    found = _theme().get(group, {}).get(code)
    if group in ("page", "ink") or found is None:
        warnings.warn(f"the theme has no colour for {key!r}: drawn in grey", stacklevel=2)
        return Fill(ink("unknown"))
    return Fill(**found)


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two `#RRGGBB` colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(color: str) -> str:
    """Return the text colour that reads best on a colour: paper or ink."""
    return max(ink("paper"), ink("text"), key=lambda candidate: contrast(candidate, color))


@cache
def register_font() -> None:
    """Make the bundled Noto Sans SC known to matplotlib, once a process and only when a chart is drawn."""
    fontManager.addfont(pylopdf_fonts_zh_cn.sans_path())


@contextmanager
def style() -> Iterator[None]:
    """Draw and save a figure in the house style; the reader's own matplotlib settings return afterwards."""
    register_font()
    with matplotlib.rc_context(_settings()), warnings.catch_warnings():
        # A person's or a place's name may hold a rare or Tibetan character the font lacks. The SVG keeps it
        # as text, which a browser draws with another font; a report must not fail because of a name.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
        yield


@cache
def _settings() -> Any:
    return seaborn.axes_style("white") | {
        "font.family": [FAMILY],
        "font.size": TEXT,
        "figure.dpi": 72,  # one pixel is one point, so that a layout is computed in points
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "axes.edgecolor": ink("axis"),
        "axes.linewidth": 0.8,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.spines.bottom": False,
        "axes.grid": False,
        "grid.color": ink("grid"),
        "grid.linewidth": 0.6,
        "text.color": ink("text"),
        "xtick.labelsize": TEXT,
        "ytick.labelsize": TEXT,
        "xtick.labelcolor": ink("muted"),
        "ytick.labelcolor": ink("muted"),
        "hatch.linewidth": 0.6,
        "patch.force_edgecolor": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "budgetbook",
    }

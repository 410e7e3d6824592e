"""A figure of exact size, laid out in points from the top left, and its SVG, always of the same bytes."""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import sha256
from inspect import signature
from io import StringIO
from typing import Any, ParamSpec
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform

from budgetbook.charts import theme
from budgetbook.charts.forms.text import LEADING, clean, height, width, wrap
from budgetbook.charts.theme import TEXT, Fill, ink

P = ParamSpec("P")
_NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}
_TOLD = "told."
_PLACES = re.compile(r'(?: (?:d|x|y|transform|points)|viewBox)="[^"]*"')
_LONG = re.compile(r"\d+\.\d{3,}")
_SPACE = re.compile(r"\s*([A-Za-z])\s*(?=[\d\-A-Za-z])|\s+(?=\"$)")  # beside the letters of a path


class Sheet:
    """A figure whose points are counted from its top left corner, as a page is read."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 72, height / 72))
        FigureCanvasSVG(self.figure)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add bare axes at a place on the sheet."""
        box = (left / self.width, 1 - (top + height) / self.height, width / self.width, height / self.height)
        axes = self.figure.add_axes(box)
        axes.tick_params(length=0, pad=4)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.set_axisbelow(True)
        return axes

    def write(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        *,
        side: str = "left",
        color: str = "",
        size: float = TEXT,
        plate: str = "",
    ) -> None:
        """Write a line, or lines, centred on the height `y`; `side` says which end of the text stands at `x`.

        A `plate` is a ground in that colour, for text on a hatch or over a line.
        """
        lines = [clean(text)] if isinstance(text, str) else text
        first = y - (len(lines) - 1) * size * LEADING / 2 + 0.36 * size
        for place, line in enumerate(lines):
            if line:
                self.figure.text(
                    x,
                    self.height - (first + place * size * LEADING),
                    line,
                    transform=IdentityTransform(),
                    ha=side,
                    va="baseline",
                    color=color or ink("text"),
                    fontsize=size,
                    parse_math=False,  # a name may hold dollar signs
                    bbox={"facecolor": plate, "edgecolor": "none", "pad": 1.0} if plate else None,
                )

    def points(self, axes: Axes, value: float) -> float:
        """Return how many points a value of a vertical axis stands above the sheet's lower edge."""
        return float(axes.transData.transform((0.0, value))[1])

    def box(
        self, x: float, y: float, width: float, height: float, fill: Fill, *, ground: bool = False
    ) -> Artist:
        """Paint a rectangle, its top left corner at `x`, `y`; a `ground` lies behind the axes."""
        corner = (x, self.height - y - height)
        patch = Rectangle(corner, width, height, transform=IdentityTransform(), **fill.patch)
        patch.set_zorder(-1 if ground else 1)
        return self.figure.add_artist(patch)

    def rule(self, xs: Sequence[float], ys: Sequence[float], *, color: str = "", weight: float = 0.8) -> None:
        """Draw a thin line through points of the sheet."""
        heights = [self.height - y for y in ys]
        line = Line2D(
            xs, heights, transform=IdentityTransform(), color=color or ink("axis"), linewidth=weight
        )
        self.figure.add_artist(line)


def tell(mark: Artist, *lines: str) -> None:
    """Say what a mark stands for, for a reader who points at it: its name, then its value.

    A mark of which something is not known says nothing.
    """
    told = [clean(line) for line in lines]
    if told and all(told):
        mark.set_gid(_TOLD + quote("\n".join(told), safe=""))


def legend(
    entries: Sequence[tuple[str, Fill]], left: float, right: float
) -> tuple[float, Callable[[Sheet], None]]:
    """Lay a legend out above a chart, in the order given, in as many lines as it needs.

    Returns its height in points and the function that draws it at the top of a sheet.
    """
    swatch, gap, leading = 10.0, 14.0, height(1) * 1.2
    places: list[tuple[float, float, list[str], Fill]] = []
    x, y, below = left, 4.0, 4.0
    for label, fill in entries:
        lines = wrap(label, right - left - swatch - 4)
        long = swatch + 4 + max(map(width, lines))
        if x > left and x + long > right:
            x, y = left, below
        places.append((x, y, lines, fill))
        x += long + gap
        below = max(below, y + leading * len(lines))

    def draw(sheet: Sheet) -> None:
        for x, y, lines, fill in places:
            sheet.box(x, y + TEXT / 2 - swatch / 2 + 0.5, swatch, swatch - 1, fill)
            sheet.write(x + swatch + 4, y + TEXT / 2 + height(len(lines) - 1) / 2, lines)

    return (below + 4 if places else 0.0), draw


def svg(figure: Figure) -> str:
    """Return a figure as an `<svg>` element for a page: text as text, no metadata, no style sheet.

    What `tell` said of a mark is its `<title>`. Places are rounded to a hundredth of a point. Only referenced
    ids stay, under a prefix made of the content, so that the figures of a page never collide.
    """
    out = StringIO()
    canvas: Any = figure.canvas
    canvas.print_svg(out, metadata=_NO_METADATA)
    text = out.getvalue()
    text = text[text.index("<svg") :].rstrip()
    text = re.sub(r"\s*<defs>\s*<style.*?</style>\s*</defs>", "", text, count=1, flags=re.DOTALL)
    text = re.sub(
        rf'<g id="{_TOLD}([^"]*)">', lambda mark: f"<g><title>{escape(unquote(mark[1]))}</title>", text
    )
    text = re.sub(r' transform="rotate\(-0 [^"]*"', "", text)
    text = _PLACES.sub(lambda places: _SPACE.sub(r"\1", _LONG.sub(_rounded, places[0])), text)
    text = text.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    used = set(re.findall(r"#([\w.-]+)\)|href=\"#([\w.-]+)\"", text))
    names = {one or other for one, other in used}
    prefix = "b" + sha256(text.encode()).hexdigest()[:8]
    text = re.sub(r' id="([\w.-]+)"', lambda m: f' id="{prefix}-{m[1]}"' if m[1] in names else "", text)
    return re.sub(r"(url\(|href=\")#([\w.-]+)", rf"\1#{prefix}-\2", text)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def form(draw: Callable[P, Figure]) -> Callable[P, str]:
    """Turn a function that draws a figure into the public form that returns its SVG, in the house style."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> str:
        with theme.style():
            return svg(draw(*args, **kwargs))

    # An analyst who asks for help on a form reads its own name and that it returns text.
    drawn.__name__ = drawn.__qualname__ = draw.__name__.removeprefix("draw_")
    vars(drawn)["__signature__"] = signature(draw).replace(return_annotation=str)
    return drawn

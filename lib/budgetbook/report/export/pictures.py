"""Charts as pictures of dots, for the programs that cannot show SVG in our own type."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from budgetbook.report.export import fonts

DOTS_PER_INCH = 240
"""Sharp in print at the size of the page; more only makes the file larger."""

_VIEW_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_COLOURS = 256


def width_within(svg: str, width: float, height: float) -> float:
    """How wide, in points, a drawing stands that fills `width` unless it would be higher than `height`."""
    if (box := _VIEW_BOX.search(svg)) and float(box[1]) and float(box[2]):
        return min(width, height * float(box[1]) / float(box[2]))
    return width


def natural_width(svg: str) -> float:
    """The width in points that a drawing asks for, 0 where it says none."""
    box = _VIEW_BOX.search(svg)
    return float(box[1]) if box else 0.0


def draw(drawings: Sequence[tuple[str, float]]) -> list[bytes]:
    """Draw SVG pictures, each as wide as given (points), as PNG of few colours; the same always alike.

    Raises `typst.TypstError` for what is no SVG.
    """
    import typst  # noqa: PLC0415  (a binary of 60 MB)

    if not drawings:
        return []
    with TemporaryDirectory(prefix="budgetbook-") as name:
        folder = Path(name)
        pages = ["#set page(width: auto, height: auto, margin: 0pt, fill: white)"]
        for number, (svg, width) in enumerate(drawings):
            (folder / f"{number}.svg").write_text(svg, encoding="utf-8")
            pages.append(f'#page(image("{number}.svg", width: {width:.2f}pt))')
        (folder / "pages.typ").write_text("\n".join(pages), encoding="utf-8")
        characters = "".join(svg for svg, _ in drawings)
        (folder / "bold.ttf").write_bytes(fonts.instance(characters, fonts.BOLD))
        options: dict[str, Any] = {
            "root": name,
            "font_paths": [str(fonts.regular().parent), name],
            "ignore_system_fonts": True,
        }
        drawn: Any = typst.compile(folder / "pages.typ", format="png", ppi=DOTS_PER_INCH, **options)
    # A single page comes by itself, several as a list.
    return [_small(page) for page in ([drawn] if isinstance(drawn, bytes) else drawn)]


def bitmap(content: bytes) -> bytes | None:
    """A PNG or JPEG picture as every program reads it, None where it is damaged."""
    from PIL import Image  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            if image.format == "PNG" or content[6:10] in (b"JFIF", b"Exif"):
                return content
            made = io.BytesIO()
            image.convert("RGB").save(made, "PNG")
            return made.getvalue()
    except (OSError, SyntaxError, ValueError):
        return None


def _small(png: bytes) -> bytes:
    """Keep the colours that cover all there are: a chart has a few, and the edges of its letters."""
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    made = io.BytesIO()
    few.save(made, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return made.getvalue()

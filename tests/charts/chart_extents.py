"""Where a drawn figure's texts stand, as a reader would see them."""

from dataclasses import dataclass

from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from matplotlib.text import Text


@dataclass(frozen=True)
class Placed:
    """A line of text and its box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def overlaps(self, other, slack=0.6):
        """Whether two boxes share more than a hair."""
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.bottom < other.top - slack
            and other.bottom < self.top - slack
        )


def texts(figure):
    """Every visible text of a figure, with the box of its glyphs."""
    figure.draw_without_rendering()
    found = []
    for artist in figure.findobj(Text):
        if artist.get_visible() and artist.get_text():
            box = artist.get_window_extent()
            found.append(Placed(artist.get_text(), box.x0, box.y0, box.x1, box.y1, artist.get_fontsize()))
    return found


def bars(figure):
    """The boxes of everything painted in front of the grid: bars, segments, swatches, missing cells."""
    painted = []
    for patch in figure.findobj(Rectangle):
        box = patch.get_window_extent()
        if patch.get_zorder() > 0 and to_rgba(patch.get_facecolor())[3] and min(box.width, box.height) > 1.5:
            painted.append(box)
    return painted


def crosses(text, bar, slack=0.6):
    """Whether a text stands partly on a bar; wholly inside is where a label may be."""
    apart = (
        text.right <= bar.x0 + slack
        or bar.x1 <= text.left + slack
        or text.top <= bar.y0 + slack
        or bar.y1 <= text.bottom + slack
    )
    inside = (
        bar.x0 <= text.left and text.right <= bar.x1 and bar.y0 <= text.bottom + 1 and text.top <= bar.y1 + 1
    )
    return not (apart or inside)

"""Where a drawn figure's texts stand, as a reader would see them."""

from dataclasses import dataclass

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

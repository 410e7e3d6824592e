"""A rectangle of the sheet that a text or a mark takes up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle of the sheet, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, size: float) -> "Box":
        """The square of a marker."""
        return cls(x - size / 2, y - size / 2, x + size / 2, y + size / 2)

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether two boxes overlap or stand less than a gap apart from left to right."""
        return (
            self.left - gap < other.right
            and other.left < self.right + gap
            and self.top < other.bottom
            and other.top < self.bottom
        )

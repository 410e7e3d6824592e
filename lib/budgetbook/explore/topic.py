"""What can be looked at: a flow of money, told at a depth, in a phase of the budget."""

from dataclasses import dataclass
from typing import Literal

Dimension = Literal["function", "economic"]

DEPTHS: dict[str, tuple[str, ...]] = {
    "income": ("source", "class", "group", "item"),
    "expenditure": ("kind", "class", "group", "item", "economic_class", "economic_group"),
    "three_public": ("detail", "main"),
    "projects": ("project", "division"),
}
# 类, 款 and 项 of the functional classification, 类 and 款 of the economic one, by the length of their codes.
LENGTHS = {"class": 3, "group": 5, "item": 7, "economic_class": 3, "economic_group": 5}


@dataclass(frozen=True)
class Topic:
    """A flow, a depth of `DEPTHS` and a phase; lines that are compared or added are of one topic."""

    flow: str
    depth: str
    phase: str

    @property
    def length(self) -> int:
        """How long the codes of its lines are; 0 where they have none."""
        return LENGTHS.get(self.depth, 0)

    @property
    def dimension(self) -> Dimension:
        """The classification that its codes belong to."""
        return "economic" if self.depth.startswith("economic") else "function"

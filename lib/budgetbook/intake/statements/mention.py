"""What a rule claims: a part of an item at a place of the plain text, before it has its public name."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Mention:
    """A number that a rule understands.

    `key` is the item; `part` what of it: `amount`, `budget`, `prior`, `change`, `change_pct`, `pct`,
    `completion_pct`, `reason` or a part that the measures' list does not have. The mention with the lower
    `rank` counts where a measure is printed more than once.
    """

    key: str
    part: str
    value: Decimal | str
    unit: str
    year: int | None
    phase: str
    start: int
    end: int
    label: str = ""
    rank: int = 1


@dataclass
class Base:
    """What a change is measured against: `year` −1 is the year before; `used`: a direction has followed."""

    year: int | None = None
    phase: str = ""
    used: bool = False

    def label(self, year: int | None) -> str:
        """`last_year`, `last_actual`, `last_budget`, `budget`, `adjusted`, or an earlier year."""
        own = self.year is None or self.year == year
        if self.phase in {"budget", "opening", "adjusted"}:
            return ("adjusted" if self.phase == "adjusted" else "budget") if own else "last_budget"
        if self.year not in {None, -1} and year is not None and self.year != year - 1:
            return str(self.year)
        return "last_actual" if self.phase else "last_year"


@dataclass
class Clause:
    """What a sentence has said so far."""

    subject: list[str] = field(default_factory=list)
    rank: int = 1
    named: bool = False
    gap: bool = False
    phase: str = ""
    base: Base | None = None
    in_base: bool = False
    sign: int | None = None
    share: bool = False
    complete: bool = False
    each: bool = False
    last: bool = False
    joining: bool = False

"""One figure that a statement prints."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """A figure of a statement, in the unit that is printed with it.

    `measure` names it (`three_public_reception_change_pct`); `value` is exact and signed, a fall is negative;
    only the measure `grade` has a text as its value. `unit` is 元, 万元, 亿元, % or a counter.
    `year` is the year it is of, where the text or the caller tells it; `phase` is `budget`, `adjusted` or
    `actual`. `span` is the place of the printed number in the text as it was given, or of the word for
    it (持平, 没有). `label` says the rest: what a change is compared with (`last_year`, `last_actual`,
    `last_budget`, `budget`, `adjusted` or a year), the name of a reason, or which of several evaluations a
    number of projects belongs to (`evaluated`, `targets`, `monitored`). `item` is the lexicon's key of what
    the figure is of, for measures that several items share (`income_change`).
    """

    measure: str
    value: Decimal | str
    unit: str
    year: int | None
    phase: str
    span: tuple[int, int]
    label: str = ""
    item: str = ""

"""One self-evaluation form as it was read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetbook.intake.forms.indicators import Indicators
from budgetbook.intake.forms.lines import Cell, Line
from budgetbook.intake.forms.money import Money, Reading

# A code in front of a name, 51000021R000000019951-; 2022-2023 is no code but years. Units have short ones.
_UNIT_CODE = re.compile(r"[0-9]{3,}\s*[-－—–_ ]\s*(?=[^0-9\s])")
_CODE = re.compile(r"([0-9A-Za-z]{6,})\s*[-－—–_ ]\s*(?=[^0-9\s])")


@dataclass
class Form:
    """A project's form: its head with the cells that it was read in, its money, its indicators.

    `unit` is that of its money, empty where the form names none; `year` None where it does not name one.
    """

    printed: str
    line: Line
    cell: Cell
    unit: str
    year: int | None
    department: str = ""
    division: tuple[str, Line, Cell] | None = None
    stated_score: tuple[str, Line, Cell] | None = None
    money: Money = field(default_factory=Money)
    indicators: Indicators = field(default_factory=Indicators)

    @property
    def name(self) -> str:
        """The project's name without the code that some forms print in front."""
        return _CODE.sub("", self.printed, count=1).strip()

    @property
    def code(self) -> str:
        """The code in front of the project's name, empty without one."""
        found = _CODE.match(self.printed)
        return found[1] if found else ""

    @property
    def judged(self) -> bool:
        """Whether the form tells results: one that only sets targets is no self-evaluation."""
        return self.indicators.judged or "spent" in self.money.figures()

    @property
    def content(self) -> tuple[str, ...]:
        """All that it says, to tell a form printed twice from another one of the same name."""
        rows = [cells for one in self.indicators.rows for cells in (*one.levels, one.cells)]
        said = [part if isinstance(part, str) else _texts(part) for part in rows]
        return (self.code, _texts(self.money.figures()), _texts(self.indicators.total), *said)


def _texts(readings: Mapping[str, Reading]) -> str:
    return " ".join(f"{column}={one.text}" for column, one in sorted(readings.items()))


def unit_name(printed: str) -> str:
    """A department's or unit's name without the code in front."""
    return _UNIT_CODE.sub("", printed, count=1).strip()

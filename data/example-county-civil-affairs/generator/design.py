"""What was designed by hand: names, budgets, unit costs and the story, read from the files in `design/`.

- `projects.csv`: `kind` names the shared indicators, `budget` is that of the first year in 万元, `growth` is
  in ‰ a year, `weights` are the points for outputs (50 with satisfaction, 60 without).
- `indicators.csv`: `of` a project or a kind; `plain` is the name while it has no number; `form` is how it is
  measured; `target` is a number, for a `quantity` its unit cost in 元; `most` is what it may lose, in ‰ of
  its weight; `far` says that its target may be set much too low.
- `three_public.csv`: what stands in brackets was spent and not published.
- `story.toml`, `reasons.toml`: what the figures are there to show, and the words for it.
"""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FIRST, LAST = 2019, 2024
"""The years with tables. The year before the first is modelled too, so that the first has changes."""

_FOLDER = Path(__file__).parent / "design"


@cache
def lines(name: str) -> list[dict[str, str]]:
    """The rows of one design table."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def told(name: str) -> dict[str, Any]:
    """One design file of settings."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


STORY = told("story")
INDICATORS = lines("indicators")
DIVISIONS = {row["key"]: row for row in lines("divisions")}


@dataclass(frozen=True)
class Project:
    """A project as designed; its budget is that of its first year, in cents, its growth in ‰ a year."""

    key: str
    project: str
    project_en: str
    division: str
    function: str
    kind: str
    first: int
    last: int
    budget: int
    growth: int
    outputs: int

    def names(self, year: int) -> tuple[str, str]:
        """What it is called in a year, in Chinese and in English."""
        zh, en = since(STORY["names"].get(self.key, {}), year, (self.project, self.project_en))
        return zh.format(year=year), en.format(year=year)


def since(changes: dict[str, Any], year: int, otherwise: Any) -> Any:
    """The value of the latest change up to a year."""
    begun = [int(start) for start in changes if int(start) <= year]
    return changes[str(max(begun))] if begun else otherwise


def cents(wan: str) -> int:
    """An amount in 万元 as cents."""
    whole, _, decimals = wan.partition(".")
    return int(whole) * 100 + int(decimals.ljust(2, "0")[:2])


PROJECTS = [
    Project(
        row["key"],
        row["project"],
        row["project_en"],
        row["division"],
        row["function"],
        row["kind"],
        int(row["first"]),
        int(row["last"]),
        cents(row["budget"]),
        int(row["growth"]),
        int(row["weights"]) * 100,
    )
    for row in lines("projects")
]

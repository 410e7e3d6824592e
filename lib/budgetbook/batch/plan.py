"""The reports of a batch, one after the other, and why each would be made."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from budgetbook.accounts.folder import EXAMPLE
from budgetbook.batch.choices import ALL, LATEST, YEARS, Choices, PlanError, Wanted
from budgetbook.report.names import did_you_mean
from budgetbook.words.worded import Sentence

_MOST_NAMED = 10


@dataclass(frozen=True)
class Task:
    """One report to be made: a department's year in one language, looking back `years` years."""

    department: str
    year: int
    language: str
    years: int
    formats: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the report is called in a line: `some-bureau 2022 zh`."""
        return f"{self.department} {self.year} {self.language}"

    def parameters(self, data_dir: Path) -> dict[str, object]:
        """The report's parameters, as `make_report` takes them."""
        return {
            "department": self.department,
            "year": self.year,
            "years": self.years,
            "language": self.language,
            "data_dir": str(data_dir),
        }


@dataclass(frozen=True)
class Plan:
    """What a batch makes, by department, year and language; `remarks` tell which years have no data."""

    tasks: tuple[Task, ...]
    remarks: tuple[Sentence, ...] = ()


def make_plan(choices: Choices, known: Mapping[str, list[int]]) -> Plan:
    """Plan the reports that are chosen among the departments there are, with their years in ascending order.

    Nothing is opened. Raises `PlanError` for a pattern that no department matches, and where no department
    has data for any of the years.
    """
    chosen = _chosen(choices, known)
    tasks: dict[tuple[str, int, str], Task] = {}
    lacking: dict[str, list[str]] = defaultdict(list)
    for department, several in chosen.items():
        for wanted in several:
            years, without = _years(wanted.years, known[department])
            for one in without:
                lacking[one].append(department)
            for year in years:
                for language in wanted.languages:
                    tasks[department, year, language] = Task(
                        department, year, language, wanted.look_back, wanted.formats
                    )
    remarks = tuple(_lacking(term, names) for term, names in lacking.items())
    if not tasks:
        raise PlanError(*remarks)
    languages = list(dict.fromkeys(language for _, _, language in tasks))
    order = sorted(tasks, key=lambda key: (key[0], key[1], languages.index(key[2])))
    return Plan(tuple(tasks[key] for key in order), remarks)


def _lacking(term: str, names: list[str]) -> Sentence:
    left = len(names) - _MOST_NAMED
    more: Sentence | str = ("batch.and_more", {"number": left}) if left > 0 else ""
    told: dict[str, object] = {"years": term, "departments": ", ".join(names[:_MOST_NAMED]), "more": more}
    return "batch.no_year_at_all" if term in (LATEST, ALL) else "batch.no_data_for", told


def _chosen(choices: Choices, known: Mapping[str, list[int]]) -> dict[str, list[Wanted]]:
    """The choices that hold for each department that is wanted, by its name."""
    problems: list[Sentence] = []
    general = _matched(choices.wanted, known, problems) if choices.wanted else []
    own: dict[str, list[Wanted]] = defaultdict(list)
    for entry in choices.entries:
        for department in _matched(entry, known, problems):
            if choices.entries_add or department in general:
                own[department].append(entry)
    if problems:
        raise PlanError(*problems)
    return {name: own.get(name) or [choices.wanted] for name in sorted({*general, *own})}  # type: ignore[list-item]


def _matched(wanted: Wanted, known: Mapping[str, list[int]], problems: list[Sentence]) -> list[str]:
    """The departments that patterns mean; the examples only where they are named or nothing else is there."""
    found: dict[str, None] = {}
    for pattern in wanted.departments:
        matching = [name for name in known if pattern == ALL or fnmatchcase(name, pattern)]
        if not matching:
            problems.append(("batch.no_match", {"pattern": pattern, "hint": did_you_mean(pattern, known)}))
        own = [name for name in matching if not name.startswith(EXAMPLE)]
        found |= dict.fromkeys(matching if pattern.startswith(EXAMPLE) else own or matching)
    return list(found)


def _years(terms: tuple[str, ...], known: list[int]) -> tuple[list[int], list[str]]:
    """The years that terms mean, and the terms that mean none of those there are."""
    chosen: set[int] = set()
    without = []
    for term in terms:
        found = YEARS.fullmatch(term)
        if term in (LATEST, ALL) or not found:
            meant = known[-1:] if term == LATEST else known
        else:
            meant = [year for year in known if int(found[1]) <= year <= int(found[2] or found[1])]
        chosen |= set(meant)
        if not meant:
            without.append(term)
    return sorted(chosen), without

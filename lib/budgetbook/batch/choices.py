"""What a batch is asked for, on the command line and in a plan file: checked alike and joined into one."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from budgetbook.accounts.folder import MOST_YEARS
from budgetbook.kernels import KINDS, Kind, Limits
from budgetbook.report.export.formats import DEFAULT, FORMATS
from budgetbook.report.names import did_you_mean
from budgetbook.words import LANGUAGES
from budgetbook.words.worded import Sentence, WordedError

LATEST, ALL = "latest", "all"
YEARS = re.compile(rf"{LATEST}|{ALL}|([0-9]{{4}})(?:-([0-9]{{4}}))?")
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) *([KMGT])B?", re.IGNORECASE)
_POWERS = {"K": 1, "M": 2, "G": 3, "T": 4}
_LINE = re.compile(r"at line ([0-9]+)")


class PlanError(WordedError):
    """A batch was asked for that cannot be planned."""


@dataclass(frozen=True)
class Wanted:
    """Which reports: patterns of departments or `all`, and of each its years, languages and formats.

    A year is `latest`, `all`, `2022` or `2019-2024`; `look_back` is how many years a report covers.
    """

    departments: tuple[str, ...] = (ALL,)
    years: tuple[str, ...] = (LATEST,)
    languages: tuple[str, ...] = ("zh",)
    formats: tuple[str, ...] = DEFAULT
    look_back: int = MOST_YEARS


@dataclass(frozen=True)
class Choices:
    """A whole batch: which reports, and how they are made.

    `entries` have choices of their own, which take the place of `wanted` for their departments. `wanted` is
    None where a file lists its reports and no departments beside them; `entries_add` is False where the
    departments were typed, so that no entry brings in another. `jobs` 0 means all cores.
    """

    wanted: Wanted | None = field(default_factory=Wanted)
    entries: tuple[Wanted, ...] = ()
    entries_add: bool = True
    jobs: int = 0
    scheduler: str = ""
    data: str = ""
    outputs: str = ""
    notebooks: str = ""
    kernel: Kind = "auto"
    limits: Limits = field(default_factory=Limits)
    json_log: str = ""
    force: bool = False
    fail_fast: bool = False


class _NotPossibleError(ValueError):
    """A value that is not possible, with the known one nearest to it."""

    def __init__(self, nearest: Sentence | str = "") -> None:
        self.nearest = nearest


def _names(value: object) -> tuple[str, ...]:
    texts = value.split(",") if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(one, str) and one.strip() for one in texts):
        raise _NotPossibleError
    return tuple(dict.fromkeys(one.strip() for one in texts))


def _years(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    terms = [term for one in listed for term in _names(str(one) if type(one) is int else one)]
    for term in terms:
        found = YEARS.fullmatch(term)
        if not found or (found[2] and found[1] > found[2]):
            raise _NotPossibleError
    return tuple(terms)


def _among(known: tuple[str, ...]) -> Callable[[object], tuple[str, ...]]:
    def check(value: object) -> tuple[str, ...]:
        names = _names(value)
        for name in names:
            if name not in known:
                raise _NotPossibleError(did_you_mean(name, known))
        return names

    return check


def _kernel(value: object) -> str:
    if value not in KINDS:
        raise _NotPossibleError(did_you_mean(str(value), KINDS))
    return str(value)


def _from_one(most: float) -> Callable[[object], int]:
    def check(value: object) -> int:
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if type(number) is not int or not 1 <= number <= most:
            raise _NotPossibleError
        return number

    return check


def _seconds(value: object) -> float:
    try:
        seconds = float(value) if isinstance(value, str | int | float) and value is not True else 0.0
    except ValueError:
        raise _NotPossibleError from None
    if not 0 < seconds < float("inf"):
        raise _NotPossibleError
    return seconds


def _size(value: object) -> int:
    found = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    size = int(float(found[1]) * 1024 ** _POWERS[found[2].upper()]) if found else 0
    if not size:
        raise _NotPossibleError
    return size


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise _NotPossibleError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _NotPossibleError
    return value


# What is possible is told by the term `batch.possible_<kind>`.
_KINDS: dict[str, Callable[[object], Any]] = {
    "departments": _names,
    "years": _years,
    "languages": _among(LANGUAGES),
    "formats": _among(tuple(FORMATS)),
    "look_back": _from_one(MOST_YEARS),
    "jobs": _from_one(float("inf")),
    "text": _text,
    "kernel": _kernel,
    "seconds": _seconds,
    "size": _size,
    "flag": _flag,
}
_EACH = {"years": "years", "languages": "languages", "formats": "formats", "look_back": "look_back"}
_WANTED = {"departments": "departments", **_EACH}
_ENTRY = {"department": "departments", **_EACH}
_HOW = {
    **{"jobs": "jobs", "scheduler": "text", "data": "text", "outputs": "text", "notebooks": "text"},
    **{"kernel": "kernel", "time_limit": "seconds", "memory": "size", "json_log": "text"},
    **{"force": "flag", "fail_fast": "flag"},
}
_PLACES = ("data", "outputs", "notebooks", "json_log")
_LIMITS = {"time_limit": "seconds", "memory": "memory"}  # by what `Limits` calls them


def read_choices(typed: Mapping[str, object], plan: Path | None = None) -> Choices:
    """Join what was typed with a plan file; what was typed wins.

    `typed` holds the options that were given, by their names in a plan file. Raises `PlanError` with
    everything that is wrong in either.
    """
    problems: list[Sentence] = []
    told = _checked(typed, _WANTED | _HOW, lambda name: f"--{name.replace('_', '-')}", problems)
    filed, entries = _read_plan(plan, problems) if plan else ({}, [])
    if problems:
        raise PlanError(*problems)
    joined = filed | told
    general = {name: joined[name] for name in _WANTED if name in joined}
    typed_each = {name: told[name] for name in _EACH if name in told}
    how = {name: joined[name] for name in _HOW if name in joined}
    limits = Limits(**{_LIMITS[name]: how.pop(name) for name in _LIMITS if name in how})
    return Choices(
        wanted=None if entries and "departments" not in joined else Wanted(**general),
        entries=tuple(Wanted(**{**general, **entry, **typed_each}) for entry in entries),
        entries_add="departments" not in told,
        limits=limits,
        **how,
    )


def _read_plan(plan: Path, problems: list[Sentence]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The choices of a plan file and those of its `[[report]]` entries."""
    try:
        content = tomllib.loads(plan.read_text(encoding="utf-8-sig"))
    except OSError:
        problems.append(("batch.no_plan", {"file": plan}))
        return {}, []
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = _LINE.search(str(error))
        where = ("batch.line", {"line": line[1]}) if line else ""
        problems.append(("batch.not_toml", {"file": plan, "line": where}))
        return {}, []

    def place(name: str) -> Sentence:
        return "batch.in_file", {"file": plan, "name": name}

    listed = content.pop("report", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        problems.append(("batch.not_reports", {"file": plan}))
        listed = []
    filed = _checked(content, _WANTED | _HOW, place, problems, also=("report",))
    entries = []
    for number, one in enumerate(listed, 1):
        table = f"[[report]] {number}"
        if "department" not in one:
            problems.append(("batch.entry_of_whom", {"place": place(table)}))
        entry = _checked(one, _ENTRY, partial(_within, place, table), problems)
        entries.append({"departments": entry.pop("department", ()), **entry})
    for name in _PLACES:
        if name in filed and "://" not in filed[name]:
            filed[name] = str(plan.parent / filed[name])
    return filed, entries


def _checked(
    given: Mapping[str, object],
    kinds: Mapping[str, str],
    place: Callable[[str], Sentence | str],
    problems: list[Sentence],
    also: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The values that are possible, as they are used; of the others `problems` gets a sentence."""
    checked = {}
    for name, value in given.items():
        if name not in kinds:
            known = [*kinds, *also]
            hint = did_you_mean(name, known)
            problems.append(
                ("batch.unknown_key", {"place": place(name), "hint": hint, "known": ", ".join(known)})
            )
            continue
        try:
            checked[name] = _KINDS[kinds[name]](value)
        except _NotPossibleError as error:
            possible: Sentence = (f"batch.possible_{kinds[name]}", {})
            about = {"place": place(name), "value": value, "hint": error.nearest, "possible": possible}
            problems.append(("batch.not_possible", about))
    return checked


def _within(place: Callable[[str], Sentence], table: str, name: str) -> Sentence:
    return place(f"{table} {name}")

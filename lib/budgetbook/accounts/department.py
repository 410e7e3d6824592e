"""`department.toml`: who the accounts are of, their unit, staff posts, documents and the rules that apply."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetbook.accounts.characters import control_character, decode, without_invisible
from budgetbook.accounts.problems import Problem, UnreadableError
from budgetbook.accounts.schema import BASES, LEVELS, UNITS
from budgetbook.accounts.settings import Settings, settings, wrong_settings
from budgetbook.words import LANGUAGES

KEYS = ("name", "default", "level", "unit", "documents", "staff", "notes", "notes_en", "settings")
_OPTIONAL = {"documents": ("en",), "staff": ("post_en", "note", "note_en")}
# The keys that hold one value: what it may be, and how that is told.
_SINGLE: dict[str, tuple[Callable[[Any], bool], str]] = {
    "unit": (lambda value: value in UNITS, " / ".join(UNITS)),
    "default": (lambda value: isinstance(value, bool), "true / false"),
    "level": (lambda value: value in LEVELS, " / ".join(LEVELS)),
    "notes": (lambda value: isinstance(value, str), '"…"'),
    "notes_en": (lambda value: isinstance(value, str), '"…"'),
}
_NEEDED = {"documents": ("id", "zh"), "staff": ("year", "post", "posts", "basis", "source")}
_LINE = re.compile(r"at line ([0-9]+)")


@dataclass(frozen=True)
class Staff:
    """A number of posts (编制) in one year."""

    year: int
    post: str
    post_en: str
    posts: Decimal
    basis: str
    source: str
    note: str
    note_en: str


@dataclass(frozen=True)
class Department:
    """A department: its folder's name (`slug`), its names, its unit of money, posts and source documents.

    `level` is one of the schema's `LEVELS`, or empty. `documents` leads a document's short name, with which
    every `source` begins, to its titles by language.
    """

    slug: str
    names: dict[str, str]
    level: str
    unit: str
    documents: dict[str, dict[str, str]]
    staff: tuple[Staff, ...]
    notes: str
    notes_en: str
    settings: Settings

    def name(self, language: str) -> str:
        """The department's name, in Chinese where no other was given."""
        return self.names.get(language) or self.names["zh"]


def read_department(folder: Path, root: Path) -> tuple[Department | None, list[Problem]]:
    """Read a department's file; problems are collected, never raised."""
    path = folder / "department.toml"
    file = path.relative_to(root).as_posix()
    try:
        content = tomllib.loads(without_invisible(decode(path.read_bytes())))
    except OSError:
        return None, [Problem("unreadable", file)]
    except UnreadableError as error:
        return None, [Problem(error.rule, file, row=error.row)]
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        return None, [Problem("bad_toml", file, row=int(line[1]) if line else None)]
    problems = [Problem(rule, file, value=value, hint=hint) for rule, value, hint in _wrong(content)]
    return (None if problems else _department(folder.name, content)), problems


def _department(slug: str, content: dict[str, Any]) -> Department:
    return Department(
        slug,
        {language: name.strip() for language, name in content["name"].items()},
        content.get("level", ""),
        content.get("unit", "万元"),
        {row["id"]: {"zh": row["zh"], "en": row.get("en", "")} for row in content.get("documents", [])},
        tuple(
            Staff(
                row["year"],
                row["post"],
                row.get("post_en", ""),
                Decimal(str(row["posts"])),
                row["basis"],
                row["source"],
                row.get("note", ""),
                row.get("note_en", ""),
            )
            for row in content.get("staff", [])
        ),
        content.get("notes", "").strip(),
        content.get("notes_en", "").strip(),
        settings(content.get("settings", {})),
    )


def _wrong(content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What cannot be used: the rule, the key with its value, and what is possible instead."""
    yield from _unknown(content, KEYS, "")
    name = content.get("name")
    if not isinstance(name, dict) or not _is_text(name.get("zh")):
        yield "toml_name", "", ""
    elif not all(isinstance(value, str) for value in name.values()):
        yield "toml_value", "name", '"…"'
    else:
        # A key below [name] belongs to it, wherever its author meant to put it.
        yield from _unknown(name, LANGUAGES, "name.")
    for key, (possible, told) in _SINGLE.items():
        if key in content and not possible(content[key]):
            yield "toml_value", f"{key} = {content[key]}", told
    yield from wrong_settings(content.get("settings", {}))
    for kind, needed in _NEEDED.items():
        rows = content.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield "toml_value", kind, f"[[{kind}]]"
            continue
        for number, row in enumerate(rows, 1):
            yield from _unknown(row, (*needed, *_OPTIONAL[kind]), f"[[{kind}]] {number} ")
            yield from _wrong_row(row, needed, f"[[{kind}]] {number}")
    for text in _texts(content):
        if hidden := control_character(text):
            yield "control", text, hidden


def _texts(value: object) -> Iterator[str]:
    """Every text in a value read from TOML."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(part)


def _wrong_row(row: dict[str, Any], needed: tuple[str, ...], place: str) -> Iterator[tuple[str, str, str]]:
    missing = [key for key in needed if key not in row]
    if missing:
        yield "toml_missing", place, ", ".join(missing)
    for key, value in row.items():
        if key in ("year", "posts"):
            if type(value) is not int or value < 0:
                yield "toml_value", f"{place} {key} = {value}", "0, 1, 2 …"
        elif key == "basis":
            if value not in BASES:
                yield "toml_value", f"{place} basis = {value}", " / ".join(BASES)
        elif not isinstance(value, str) or (key in needed and not value.strip()):
            yield "toml_value", f"{place} {key} = {value}", '"…"'


def _unknown(table: dict[str, Any], known: tuple[str, ...], prefix: str) -> Iterator[tuple[str, str, str]]:
    for key in table:
        if key not in known:
            yield "toml_key", f"{prefix}{key}", " / ".join(known)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())

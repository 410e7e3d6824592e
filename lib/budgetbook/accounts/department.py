"""`department.toml`: who the accounts are of, the unit they are written in, staff posts, documents."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetbook.accounts.problems import Problem
from budgetbook.accounts.schema import BASES, UNITS

_KEYS = {"name", "level", "unit", "documents", "staff", "notes"}


@dataclass(frozen=True)
class Staff:
    """A number of posts (编制) in one year."""

    year: int
    post: str
    post_en: str
    posts: Decimal
    basis: str
    source: str


@dataclass(frozen=True)
class Department:
    """A department: its folder's name (`slug`), its names, its unit of money, posts and source documents.

    `documents` leads a document's short name, with which every `source` begins, to its titles by language.
    """

    slug: str
    names: dict[str, str]
    level: str
    unit: str
    documents: dict[str, dict[str, str]]
    staff: tuple[Staff, ...]
    notes: str

    def name(self, language: str) -> str:
        """The department's name, in Chinese where no other was given."""
        return self.names.get(language) or self.names["zh"]


def read_department(folder: Path, root: Path) -> tuple[Department | None, list[Problem]]:
    """Read a department's file; problems are collected, never raised."""
    path = folder / "department.toml"
    file = path.relative_to(root).as_posix()
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return None, [Problem("no_department", file)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [Problem("bad_toml", file, value=str(error))]
    problems = _problems(content, file)
    if problems:
        return None, problems
    staff = tuple(
        Staff(
            int(row["year"]),
            str(row["post"]),
            str(row.get("post_en", "")),
            Decimal(str(row["posts"])),
            str(row["basis"]),
            str(row["source"]),
        )
        for row in content.get("staff", [])
    )
    documents = {str(row["id"]): {"zh": str(row["zh"]), "en": str(row.get("en", ""))} for row in content.get("documents", [])}
    return Department(
        folder.name,
        {language: str(name) for language, name in content["name"].items()},
        str(content.get("level", "")),
        str(content.get("unit", "万元")),
        documents,
        staff,
        str(content.get("notes", "")),
    ), []


def _problems(content: dict[str, Any], file: str) -> list[Problem]:
    problems = [
        Problem("toml_value", file, value=key, hint=" / ".join(sorted(_KEYS)))
        for key in content
        if key not in _KEYS
    ]
    name = content.get("name")
    if not isinstance(name, dict) or not str(name.get("zh", "")).strip():
        problems.append(Problem("toml_name", file))
    unit = content.get("unit", "万元")
    if unit not in UNITS:
        problems.append(Problem("toml_value", file, value=f"unit = {unit}", hint=" / ".join(UNITS)))
    for kind, needed in (("staff", ("year", "post", "posts", "basis", "source")), ("documents", ("id", "zh"))):
        for row in content.get(kind, []):
            missing = [key for key in needed if key not in row]
            if missing:
                problems.append(Problem("toml_value", file, value=f"[[{kind}]]", hint="+ " + ", ".join(missing)))
            elif kind == "staff" and (row["basis"] not in BASES or not isinstance(row["year"], int)):
                problems.append(Problem("toml_value", file, value=f"[[staff]] {row['post']}", hint=" / ".join(BASES)))
    return problems

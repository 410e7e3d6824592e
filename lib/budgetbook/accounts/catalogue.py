"""The catalogue of classification codes: functional (类/款/项) and economic (类/款), always as text.

`codes.csv` marks with `confirmed` what was read in a published document and what is general knowledge.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Code(NamedTuple):
    """One code of a classification and its names; `confirmed` says where the name and number come from."""

    kind: str
    code: str
    zh: str
    en: str
    confirmed: str


@cache
def codes() -> dict[str, Code]:
    """All known codes by their number; functional and economic numbers never overlap (2xx and 3xx)."""
    text = files("budgetbook.accounts").joinpath("codes.csv").read_text(encoding="utf-8")
    return {row["code"]: Code(**row) for row in csv.DictReader(text.splitlines())}


def name_of_code(code: str, language: str) -> str:
    """A code's name, in Chinese where no English one is known, empty for an unknown code."""
    found = codes().get(code)
    if found is None:
        return ""
    return found.en or found.zh if language == "en" else found.zh


def parent(code: str) -> str:
    """The code one level up: 2080201 → 20802 → 208 → "" (类 has none)."""
    return code[:-2] if len(code) > 3 else ""

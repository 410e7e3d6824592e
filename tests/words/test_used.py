"""Every term and every template is used: what no page says is not kept."""

import ast
import re
from importlib.resources import files
from pathlib import Path

import pytest

from budgetbook.cli import budgetbook
from budgetbook.words import LANGUAGES
from budgetbook.words.vocabulary import _terms

LIBRARY = Path(__file__).parents[2] / "lib" / "budgetbook"
ANY = "\0"  # what an f-string fills in
# Terms that are looked up by what the schema, a rule or a unit is called.
BY_NAME = (
    "item.",
    "column.",
    "choice.",
    "table.",
    "grade.",
    "measure.",
    "problem.",
    "reconcile.",
    "glossary.",
    "setting.",
)


def written(tree: ast.AST) -> set[str]:
    """The strings of a module, `{…}` of an f-string as `ANY`."""
    found = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else ANY for part in node.values]
            found.add("".join(map(str, parts)))
    return found


@pytest.fixture(scope="module")
def strings() -> set[str]:
    """What the library's modules and templates write, an f-string's `{…}` as `ANY`."""
    found = {
        text
        for path in LIBRARY.rglob("*.py")
        for text in written(ast.parse(path.read_text(encoding="utf-8")))
    }
    for path in LIBRARY.rglob("*.j2"):
        for text, joined in re.findall(r'"([^"\n]*)"( ~)?', path.read_text(encoding="utf-8")):
            found.add(text + ANY if joined else text)
    return found


def test_every_term_is_used(strings: set[str]) -> None:
    # An exhibit's own terms and the sentence of its absence are asked for by its name alone.
    keys = [
        re.escape(text).replace(ANY, r"\w+") for text in strings if re.fullmatch(r"\0?[a-z]{3}[\w\0]*", text)
    ]
    named = re.compile(rf"(exhibit|absent)\.({'|'.join(keys)})(_title|_subtitle|_alt)?")
    whole = [
        re.compile(re.escape(text).replace(ANY, r"[\w.]+"))
        for text in strings
        if "." in text and not text.startswith((f"exhibit.{ANY}", f"absent.{ANY}", ANY))
    ]

    def used(key: str) -> bool:
        return bool(named.fullmatch(key)) or any(pattern.fullmatch(key) for pattern in whole)

    assert [key for key in _terms() if not key.startswith(BY_NAME) and not used(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_used(language: str, strings: set[str]) -> None:
    names = {path.name for path in files("budgetbook.words").joinpath(language).iterdir()}
    helps = {"help.j2", *(f"help_{command}.j2" for command in budgetbook.commands)}
    used = helps | strings | {f"{text}.j2" for text in strings}
    assert {name for name in names if name.endswith(".j2")} - used == set()

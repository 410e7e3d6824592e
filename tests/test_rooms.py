"""The rooms of the library: figures flow one way, and nothing on the left knows anything on the right."""

import ast
import re
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[1] / "lib" / "budgetbook"
MODULES = sorted(LIBRARY.rglob("*.py"))

MAY_KNOW = {
    "words": set(),
    "accounts": {"words"},
    "intake": {"accounts", "words"},
    "analysis": {"accounts", "words"},
    "prose": {"analysis", "accounts", "words"},
    "charts": {"prose", "analysis", "accounts", "words"},
    "explore": {"charts", "prose", "analysis", "accounts", "words"},
    "kernels": {"words"},
    "report": {"kernels", "accounts", "words"},  # folders and parameters only: see the test below
    "batch": {"report", "kernels", "accounts", "words"},
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.startswith("budgetbook")}


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_imports_only_the_rooms_before_it(room: str) -> None:
    allowed = {f"budgetbook.{name}" for name in {room, *MAY_KNOW[room]}} | {"budgetbook"}
    for path in (LIBRARY / room).rglob("*.py"):
        for name in imports(path):
            assert ".".join(name.split(".")[:2]) in allowed, f"{path.name} imports {name}"


def test_the_report_knows_notebooks_files_and_folders_but_no_figure() -> None:
    known = {name for path in (LIBRARY / "report").rglob("*.py") for name in imports(path)}
    assert {name for name in known if "accounts" in name} <= {"budgetbook.accounts.folder"}


def test_no_module_of_the_library_is_longer_than_three_hundred_lines() -> None:
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert [name for name, number in lines.items() if number > 300] == []


def test_pyplot_is_never_imported_so_that_a_notebook_keeps_its_own_settings() -> None:
    asked = [
        re.search(r"^\s*(import|from) .*pyplot", path.read_text(encoding="utf-8"), re.M) for path in MODULES
    ]
    assert not any(asked)

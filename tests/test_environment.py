"""environment.yml gives conda users what uv.lock gives everyone else."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pinned() -> dict[str, str]:
    (pip,) = [entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict)]
    return dict(entry.split(" ;")[0].split("==") for entry in pip if not entry.startswith("-e"))


def test_every_locked_package_is_pinned_to_the_locked_version() -> None:
    locked = {package["name"]: package.get("version") for package in LOCK["package"]}
    del locked["budgetbook"]
    assert pinned() == locked


def test_every_declared_dependency_is_there() -> None:
    groups = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    declared = [one for group in groups for one in group]
    names = {re.split(r"[\[<>=~! ]", one)[0].lower() for one in declared}
    names.discard("budgetbook")  # its own extra
    assert names <= set(pinned())


def test_the_python_is_the_one_that_the_project_asks_for() -> None:
    assert f"python {PROJECT['project']['requires-python']}" in ENVIRONMENT["dependencies"]


def test_the_project_itself_is_installed_in_place() -> None:
    (pip,) = [entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict)]
    assert pip[0] == "-e ."

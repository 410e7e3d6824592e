"""Made-up departments in any number, written by `benchmarks/make_departments.py`."""

import csv
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from commands import ROOT
from peers_made import OWN

YEARS = range(2021, 2025)


@cache
def generator() -> ModuleType:
    """The generator, which is a script and no package."""
    spec = spec_from_file_location("make_departments", ROOT / "benchmarks" / "make_departments.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_generated(folder: Path, number: int) -> Path:
    """Write some departments; the first is called `ju`. Returns the data folder."""
    for place, (slug, toml, tables) in enumerate(generator().departments(number, YEARS, 1)):
        home = folder / (slug if place else OWN)
        home.mkdir(parents=True)
        (home / "department.toml").write_text(toml, encoding="utf-8")
        for name, rows in tables.items():
            (home / name).parent.mkdir(exist_ok=True)
            with (home / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    return folder

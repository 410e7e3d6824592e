"""The reports of the departments in `data/`, each made once for all tests that read it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from commands import ROOT, run

DEPARTMENTS = ("example-county-civil-affairs", "xizang-civil-affairs", "putuo-finance")
LANGUAGES = ("zh", "en")
SUFFIX = {"zh": "", "en": ".en"}


def made(factory: pytest.TempPathFactory, *departments: str) -> dict[tuple[str, str], Path]:
    """The HTML reports of departments by their folder's name and language, in Chinese and in English."""
    outputs = shared(factory)
    with ThreadPoolExecutor(2) as pool:
        folders = list(pool.map(lambda department: _folder(outputs, department), departments))
    return {
        (department, language): folder / f"report{SUFFIX[language]}.html"
        for department, folder in zip(departments, folders, strict=True)
        for language in LANGUAGES
    }


def shared(factory: pytest.TempPathFactory) -> Path:
    """A folder for what the workers of a parallel run share, once one of them has made it."""
    base = factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "reports"


def _folder(outputs: Path, department: str) -> Path:
    outputs.mkdir(exist_ok=True)
    with FileLock(outputs / f"{department}.lock"):
        if not (outputs / department).exists():
            options = ("--language", "zh,en", "--format", "html", "--outputs", str(outputs))
            run("budgetbook", "report", "--department", department, *options, folder=ROOT)
    [folder] = (path.parent for path in (outputs / department).rglob("report.html"))
    return folder

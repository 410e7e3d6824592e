"""Manifests as reports leave them, without the reports."""

import json
from pathlib import Path
from typing import Any

from budgetbook.report.manifest import MANIFEST_FORMAT
from budgetbook.report.shelf import Shelf

FIGURES = [
    ("total_income", "6122.13", "万元"),
    ("current_year_expenditure", "4862.71", "万元"),
    ("execution", None, "%"),
    ("projects", "29", "个"),
    ("mean_score", "86.23", "分"),
]


def front(slug: str, year: int, language: str = "zh") -> dict[str, Any]:
    """What a report says of itself."""
    return {
        "kind": "front",
        "language": language,
        "department": f"{slug}某局" if language == "zh" else f"Bureau {slug}",
        "slug": slug,
        "year": year,
        "illustrative": False,
        "findings": {"error": 1, "warning": 2, "info": 0},
        "figures": [{"key": key, "term": key, "value": value, "unit": unit} for key, value, unit in FIGURES],
    }


def report(
    outputs: Path,
    slug: str = "ju",
    year: int = 2022,
    language: str = "zh",
    *,
    formats: tuple[str, ...] = ("html", "pdf"),
    finished: Any = "2026-01-31T08:30:00+00:00",
    **changes: Any,
) -> Path:
    """The manifest of a report; `changes` are those of its front, a name that is taken with `_` behind it."""
    changes = {name.removesuffix("_"): value for name, value in changes.items()}
    shelf = Shelf(outputs / slug / str(year), language)
    outputs_of = {shelf.name("report", f".{one}"): {"sha256": "0" * 64, "bytes": 1} for one in formats}
    return put(
        shelf.folder / shelf.manifest,
        {
            "format": MANIFEST_FORMAT,
            "parameters": {"department": slug, "year": year, "years": 5, "language": language},
            **{part: {} for part in ("options", "inputs", "notebooks", "packages")},
            "library": "0" * 64,
            "outputs": outputs_of,
            "front": front(slug, year, language) | changes,
            "seconds": {},
            "finished": finished,
        },
    )


def failed(outputs: Path, slug: str = "ju", year: int = 2022, language: str = "zh", **changes: Any) -> Path:
    """What a failed run leaves; `changes` are those of its first failure."""
    failure = {
        "chapter": "03_x",
        "heading": "收入",
        "error": "ValueError",
        "message": "坏了\n详情",
        "notebook": "03_x.ipynb",
    }
    return put(
        Shelf(outputs / slug / str(year), language).failed / "manifest.json",
        {
            "format": MANIFEST_FORMAT,
            "parameters": {"department": slug, "year": year, "years": 5, "language": language},
            "failures": [failure | changes],
            "finished": "2026-02-01T08:30:00+00:00",
        },
    )


def put(path: Path, content: object) -> Path:
    """Write JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path

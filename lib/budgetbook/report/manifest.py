"""The manifest of a report: from what, with what and how long it was made, and the files it has."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from budgetbook.accounts.folder import workbooks
from budgetbook.report.fingerprints import digest, library, packages
from budgetbook.report.parameters import ReportParameters

MANIFEST_FORMAT = 2

# What systems and spreadsheets put beside the files they have open.
_NO_DATA = (".", "~$")


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the bytes of a report: two equal recipes make equal files.

    Files are named as the reader knows them, `data/<department>/<year>/x.csv` and `notebooks/01_x.ipynb`, and
    lead to their SHA-256, as does the library; packages lead to their version.
    """

    parameters: dict[str, str | int]
    options: dict[str, object]
    inputs: dict[str, str]
    notebooks: dict[str, str]
    library: str
    packages: dict[str, str]


def recipe(
    parameters: ReportParameters,
    chapters: Iterable[Path],
    passed: Mapping[str, str | int],
    options: Mapping[str, object],
) -> Recipe:
    """The recipe of a report of these chapters, as everything is now.

    To be made before the chapters run: what changes while they do is then found the next time. `passed` are
    the parameters as the notebooks get them; the order of an option's values says nothing. Modules beside
    the chapters count as chapters do, since these may import them. Raises `UnreadableFileError`.
    """
    data = parameters.data_dir
    return Recipe(
        dict(passed),
        {name: sorted(of) if isinstance(of, list | tuple) else of for name, of in options.items()},
        {f"data/{path.relative_to(data).as_posix()}": digest(path) for path in _data_files(parameters)},
        {f"notebooks/{path.name}": digest(path) for path in _notebooks(chapters)},
        library(),
        dict(packages()),
    )


def manifest(
    made_by: Recipe, files: Mapping[str, bytes], *, seconds: Mapping[str, float], front: Mapping[str, object]
) -> bytes:
    """The manifest's JSON: recipe, front, the files by size and SHA-256, the seconds of each phase.

    The same recipe gives the same bytes but for `seconds` and `finished`.
    """
    outputs = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()
    }
    return _json(
        {
            **asdict(made_by),
            "outputs": outputs,
            "front": dict(front),
            "seconds": {phase: round(spent, 2) for phase, spent in seconds.items()},
        }
    )


def failed_manifest(parameters: Mapping[str, str | int], failures: Sequence[Mapping[str, object]]) -> bytes:
    """What is kept of a run that failed, as JSON: its parameters, and what is told of each chapter's failure.

    The notebooks are named as they stand beside this file.
    """
    return _json({"parameters": dict(parameters), "failures": list(failures)})


def read_manifest(path: Path) -> dict[str, Any] | None:
    """The manifest of a report; None where there is none, or one that is broken or of another version."""
    found = _read(path)
    parts = ("parameters", "options", "inputs", "notebooks", "packages", "outputs", "front")
    if found is None or not all(isinstance(found.get(part), dict) for part in parts):
        return None
    whole = all(
        _is_inside(name) and isinstance(one, dict) and {"sha256", "bytes"} <= set(one)
        for name, one in found["outputs"].items()
    )
    return found if whole else None


def read_failures(path: Path) -> dict[str, Any] | None:
    """What was kept of a run that failed; None where there is nothing, or nothing whole."""
    found = _read(path)
    return found if found is not None and isinstance(found.get("failures"), list) else None


def damage(path: Path, recorded: Mapping[str, Any]) -> str:
    """What is wrong with an output: `missing` (or unreadable), `truncated`, `edited`, or nothing.

    `recorded` is what the manifest has of it, `bytes` and `sha256`.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return "missing"
    if hashlib.sha256(data).hexdigest() == recorded["sha256"]:
        return ""
    return "truncated" if len(data) < recorded["bytes"] else "edited"


def _json(content: Mapping[str, object]) -> bytes:
    stamped = {
        "format": MANIFEST_FORMAT,
        **content,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return (json.dumps(stamped, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("format") == MANIFEST_FORMAT else None


def _is_inside(name: str) -> bool:
    # Whoever edits a manifest must not get files elsewhere removed or overwritten by it.
    ways = PurePosixPath(name), PureWindowsPath(name)
    return bool(name) and not any(way.is_absolute() or way.drive or ".." in way.parts for way in ways)


def _data_files(parameters: ReportParameters) -> Iterator[Path]:
    for department, years in parameters.reads.items():
        folder = parameters.data_dir / department
        yield folder / "department.toml"
        for year in years:
            found = sorted(path for path in (folder / str(year)).rglob("*") if path.is_file())
            found += workbooks(folder, year)
            yield from (path for path in found if not path.name.startswith(_NO_DATA))


def _notebooks(chapters: Iterable[Path]) -> Iterator[Path]:
    paths = list(chapters)
    yield from paths
    for folder in sorted({path.parent for path in paths}):
        yield from sorted(folder.glob("*.py"))

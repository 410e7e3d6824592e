"""The manifest of a report: from what, with what and how long it was made, so that it can be made again."""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from budgetbook.accounts.folder import workbooks
from budgetbook.report.parameters import ReportParameters

_PACKAGES = ("budgetbook", "pandas", "matplotlib", "papermill", "nbconvert", "typst")


def manifest(
    parameters: Mapping[str, str | int],
    inputs: Mapping[str, Path],
    files: Mapping[str, bytes],
    seconds: Mapping[str, float],
) -> bytes:
    """The manifest's JSON: parameters, versions, SHA-256 of every input and output, seconds of each phase."""
    content = {
        "parameters": dict(parameters),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}},
        "inputs": {name: _digest(path.read_bytes()) for name, path in inputs.items()},
        "outputs": {name: _digest(data) for name, data in files.items()},
        "seconds": {phase: round(spent, 2) for phase, spent in seconds.items()},
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def input_files(parameters: ReportParameters, chapters: Iterable[Path]) -> dict[str, Path]:
    """What a report is made from: its years' data as `data/<department>/…`, its chapters as `notebooks/…`."""
    paths = {
        f"data/{path.relative_to(parameters.data_dir).as_posix()}": path for path in _data_files(parameters)
    }
    return paths | {f"notebooks/{path.name}": path for path in chapters}


def _data_files(parameters: ReportParameters) -> Iterator[Path]:
    folder = parameters.data_dir / parameters.department
    yield folder / "department.toml"
    for year in parameters.covered:
        yield from sorted(path for path in (folder / str(year)).rglob("*") if path.is_file())
        yield from workbooks(folder, year)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

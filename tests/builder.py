"""Tiny data folders: a test names only the figures that its rule is about."""

from collections.abc import Mapping
from pathlib import Path

from budgetbook.accounts import Accounts, load

SLUG = "ju"
DEPARTMENT = '[name]\nzh = "某局"\nen = "A Bureau"\n'


def make_book(
    folder: Path, tables: Mapping[int, Mapping[str, str]], language: str = "zh", **options: int
) -> Accounts:
    """Load tables given as CSV text by year; `basis` and `source` are filled in where a table lacks them."""
    files = {
        f"{year}/{table}.csv": with_origin(text)
        for year, texts in tables.items()
        for table, text in texts.items()
    }
    return load(write(folder, files), language=language, **options)


def write(folder: Path, files: Mapping[str, str | bytes], department: str | bytes = DEPARTMENT) -> Path:
    """Write files of the department `ju`, named from its folder; returns the data folder."""
    for name, content in {"department.toml": department, **files}.items():
        path = folder / SLUG / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def with_origin(text: str) -> str:
    """A CSV text with `basis` and `source` in every row."""
    header, *rows = (line.strip() for line in text.strip().splitlines())
    for name, value in (("basis", "reported"), ("source", "文件")):
        if name not in header.split(","):
            header = f"{header},{name}"
            rows = [f"{row},{value}" for row in rows]
    return "\n".join([header, *rows]) + "\n"

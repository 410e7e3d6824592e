"""Tiny data folders of several departments, to compare: `ju` is the own one."""

from collections.abc import Mapping
from pathlib import Path

from budgetbook.accounts import load
from budgetbook.accounts.peers import Peers, peers
from builder import with_origin

OWN = "ju"
YEAR = 2024

# Tables by year and name as CSV text, or a year as a whole (its totals).
Tables = Mapping[int, Mapping[str, str]]


def make_peers(
    folder: Path,
    departments: Mapping[str, Tables],
    *,
    language: str = "zh",
    compare: str = "all",
    tomls: Mapping[str, str] | None = None,
) -> Peers:
    """Load departments given as tables by slug and year; `basis` and `source` are filled in where lacking.

    A department is called as its folder, in Chinese with 局 behind. `tomls` adds lines to their files.
    """
    for slug, years in departments.items():
        home = folder / slug
        home.mkdir(parents=True, exist_ok=True)
        more = (tomls or {}).get(slug, "")
        text = f'{more}\n[name]\nzh = "{slug}局"\nen = "{slug.title()}"\n'
        (home / "department.toml").write_text(text, encoding="utf-8")
        for year, tables in years.items():
            (home / str(year)).mkdir(exist_ok=True)
            for name, table in tables.items():
                (home / str(year) / f"{name}.csv").write_text(with_origin(table), encoding="utf-8")
    return peers(load(folder, OWN, language=language), compare, folder)


def totals(**amounts: object) -> dict[str, str]:
    """A totals table of actual figures, a row an item; None is an empty cell."""
    rows = [f"{item},actual,{'' if amount is None else amount}" for item, amount in amounts.items()]
    return {"totals": "\n".join(["item,phase,amount", *rows])}


def staff(posts: int, post: str = "行政编制", year: int = YEAR) -> str:
    """A department.toml's table of posts; it has to stand before `[name]`."""
    return f'[[staff]]\nyear = {year}\npost = "{post}"\nposts = {posts}\nbasis = "reported"\nsource = "文件"'

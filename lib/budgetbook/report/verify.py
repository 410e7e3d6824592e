"""Whether the published reports are still what was published: every file by size and content."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from budgetbook.report.lock import alone
from budgetbook.report.manifest import damage, read_failures, read_manifest
from budgetbook.report.publish import heal, published_names
from budgetbook.report.shelf import PublishError, Shelf
from budgetbook.report.writing import ends_as_page, opens_as_pdf
from budgetbook.words import LANGUAGES
from budgetbook.words.worded import Sentence

_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Verified:
    """What is found of the report of a department's year in one language, the full one or a `partial` one.

    `state` is "whole", "damaged", "busy" (a run is making it now) or "unpublished" (no run has finished yet).
    `problems` are sentences, one a file; `failures` what the last run failed of, as it was kept. `healed`
    says that an interrupted publication was finished or cleared away now. `unknown` are the files of the
    folder that belong to no report; they stand with the first report of the folder.
    """

    department: str
    year: int
    language: str
    partial: bool
    state: str
    files: int
    problems: tuple[Sentence, ...]
    failures: tuple[dict[str, Any], ...]
    healed: bool
    unknown: tuple[str, ...] = ()


class _BusyError(Exception):
    """Another run is making the report."""


def verify(outputs: Path) -> list[Verified]:
    """Hold every report below `outputs` against its manifest, after finishing what was interrupted.

    Nothing is written where nothing is wrong, so that an archive can be verified where it is read-only.
    """
    found: list[Verified] = []
    for folder in sorted(outputs.glob("*/*")):
        if _YEAR.fullmatch(folder.name) and folder.is_dir():
            found += _year(folder)
    return found


def _year(folder: Path) -> list[Verified]:
    places = [(Shelf(folder, language), partial) for language in LANGUAGES for partial in (False, True)]
    reports = [_verified(*place) for place in places if _is_there(*place)]
    if reports:
        # Only now, when everything that was interrupted has been put right.
        reports[0] = replace(reports[0], unknown=tuple(_unknown(folder, places)))
    return reports


def _is_there(shelf: Shelf, partial: bool) -> bool:
    return (
        _published(shelf, partial)
        or shelf.stage(partial=partial).exists()
        or (not partial and shelf.failed.exists())
    )


def _published(shelf: Shelf, partial: bool) -> bool:
    home = shelf.home(partial=partial)
    return (home / shelf.manifest).exists() or bool(published_names(shelf, home))


def _verified(shelf: Shelf, partial: bool) -> Verified:
    problems = list(_problems(shelf, partial))
    busy = healed = False
    if problems:
        # What looks wrong may just be being replaced, or have been left so by a run that was killed.
        try:
            with alone(shelf, waiting=_give_up):
                healed = heal(shelf)
                problems = list(_problems(shelf, partial))
        except _BusyError:
            busy = True
        except PublishError as error:
            if shelf.stage(partial=partial).exists():
                problems += error.sentences
    state = "damaged" if problems else "whole" if _published(shelf, partial) else "unpublished"
    known = None if partial else read_failures(shelf.failed / "manifest.json")
    return Verified(
        department=shelf.folder.parent.name,
        year=int(shelf.folder.name),
        language=shelf.language,
        partial=partial,
        state="busy" if busy else state,
        files=len(published_names(shelf, shelf.home(partial=partial))),
        problems=() if busy else tuple(problems),
        failures=tuple(known["failures"]) if known else (),
        healed=healed,
    )


def _give_up(_: str) -> None:
    raise _BusyError


def _problems(shelf: Shelf, partial: bool) -> Iterator[Sentence]:
    home = shelf.home(partial=partial)
    if shelf.stage(partial=partial).exists():
        yield "cli.verify_unfinished", {}
    known = read_manifest(home / shelf.manifest)
    if known is None:
        if _published(shelf, partial):
            there = (home / shelf.manifest).exists()
            yield f"cli.verify_{'broken' if there else 'no'}_manifest", {"file": shelf.manifest}
        return
    for name, recorded in known["outputs"].items():
        path = home / name
        if wrong := damage(path, recorded) or _unfit(path):
            yield f"cli.verify_{wrong}", {"file": path.relative_to(shelf.folder).as_posix()}


def _unfit(path: Path) -> str:
    """What is wrong with a file that is as it was published."""
    if path.suffix == ".html" and not ends_as_page(path.read_bytes()):
        return "no_end"
    if path.suffix == ".pdf" and not opens_as_pdf(path.read_bytes()):
        return "no_pdf"
    return ""


def _unknown(folder: Path, places: list[tuple[Shelf, bool]]) -> Iterator[str]:
    known: set[Path] = set()
    not_published: set[Path] = set()
    for shelf, partial in places:
        home = shelf.home(partial=partial)
        known |= {home / shelf.manifest, *(home / name for name in published_names(shelf, home))}
        not_published |= {shelf.stage(partial=partial), shelf.failed}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in known and not_published.isdisjoint(path.parents):
            yield path.relative_to(folder).as_posix()

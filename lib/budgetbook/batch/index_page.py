"""The index as a page: a row for each department's year, sorted and filtered without a server."""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from budgetbook.batch.events import first_line
from budgetbook.batch.index import Edition, Entry
from budgetbook.report.export.faces import font_faces
from budgetbook.report.export.formats import FORMATS
from budgetbook.report.shelf import Shelf
from budgetbook.words import MISSING, NOT_APPLICABLE, Words
from budgetbook.words.compiled import Compiled

STATUSES = WHOLE, FAILED, BROKEN = "whole", "failed", "broken"
SEVERITIES = ("error", "warning", "info")
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LANGUAGE_CODES = {"zh": "zh-CN", "en": "en"}


@dataclass
class Row:
    """A department's year as the table shows it; a number is printed, `[x]` or `[z]` where there is none.

    `translated` says that the department is named as this page's language does. `links` are the formats of
    each edition with where they are; `notes` what the status needs to be told.
    """

    department: str
    translated: bool
    slug: str
    year: str
    status: str
    notes: list[str]
    illustrative: bool
    links: list[tuple[str, list[tuple[str, str]]]]
    findings: dict[str, str]
    figures: dict[str, str]
    finished: datetime | None


def index_page(entries: Iterable[Entry], language: str) -> str:
    """The page in one language; it loads nothing and is whole without a script."""
    words = Words(language)
    # By its key each figure's title and unit, in the order in which the reports tell them.
    columns: dict[str, tuple[str, str]] = {}
    rows = [_row(entry, words, columns) for entry in entries]
    # A year without a report in this language is called what the others of its department are.
    names = {row.slug: row.department for row in sorted(rows, key=lambda row: row.translated)}
    for row in rows:
        row.department = names[row.slug] or row.slug
    rows.sort(key=lambda row: (row.slug, row.year, row.department))
    style = _shipped("budgetbook.report.export", "templates/budgetbook/page.css")
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            words=words,
            language_code=_LANGUAGE_CODES[language],
            rows=rows,
            columns=columns,
            severities=SEVERITIES,
            absent=NOT_APPLICABLE,
            facts=list(_facts(rows, words)),
            statuses=[one for one in STATUSES if any(row.status == one for row in rows)],
            years=sorted({row.year for row in rows}, reverse=True),
            zone=_zone(),
            style=Markup(style + _shipped("budgetbook.batch", "templates/index.css")),
            script=Markup(_shipped("budgetbook.batch", "templates/index.js")),
        )
    )


def _row(entry: Entry, words: Words, columns: dict[str, tuple[str, str]]) -> Row:
    editions = sorted(entry.editions, key=lambda edition: edition.language != words.language)
    manifest = next((edition.manifest for edition in editions if edition.manifest), None)
    told = [one for edition in editions for one in (edition.manifest, edition.failed) if one]
    front = manifest["front"] if manifest else {}
    parameters = told[0]["parameters"] if told and isinstance(told[0].get("parameters"), dict) else {}
    status = FAILED if any(edition.failed for edition in editions) else BROKEN
    return Row(
        department=_text(front.get("department")),
        translated=front.get("language") == words.language,
        slug=_text(front.get("slug") or parameters.get("department")) or entry.folder.parent.name,
        year=_text(front.get("year") or parameters.get("year")) or entry.folder.name,
        status=status if any(edition.failed or edition.damaged for edition in editions) else WHOLE,
        notes=[note for edition in entry.editions for note in _notes(edition, words)],
        illustrative=front.get("illustrative") is True,
        links=[
            (edition.language, list(_links(entry.folder, edition)))
            for edition in entry.editions
            if edition.manifest
        ],
        findings=_findings(front.get("findings"), missing=MISSING if manifest else NOT_APPLICABLE),
        figures=_figures(front.get("figures"), words, columns),
        finished=max((time for one in told if (time := _time(one.get("finished")))), default=None),
    )


def _notes(edition: Edition, words: Words) -> Iterator[str]:
    name = words(f"index.edition_{edition.language}")
    failures = [one for one in (edition.failed or {}).get("failures", ()) if isinstance(one, dict)]
    if failures:
        first = {key: _text(failures[0].get(key)) for key in ("chapter", "heading", "error", "message")}
        first["heading"] = first["heading"] or words("cli.chapter_start")
        first["message"] = first_line(first["message"])
        others = len(failures) - 1
        yield (
            words("index.failed_at", edition=name, **first)
            + (words("batch.more_chapters", number=others) if others else "")
        )
        if edition.manifest:
            yield words("index.earlier", edition=name)
    if edition.damaged:
        yield words("index.remake", edition=name, file=edition.damaged)


def _links(folder: PurePosixPath, edition: Edition) -> Iterator[tuple[str, str]]:
    shelf = Shelf(Path(), edition.language)
    for kind in FORMATS:
        file = shelf.name("report", f".{kind}")
        if edition.manifest and file in edition.manifest["outputs"]:
            # Quoted, a folder named `javascript:…` is still a folder.
            yield kind, quote((folder / file).as_posix())


def _findings(told: object, missing: str) -> dict[str, str]:
    found = told if isinstance(told, Mapping) else {}
    return {one: str(found[one]) if type(found.get(one)) is int else missing for one in SEVERITIES}


def _figures(told: object, words: Words, columns: dict[str, tuple[str, str]]) -> dict[str, str]:
    found = {}
    for one in told if isinstance(told, list) else ():
        if not isinstance(one, dict) or not (key := _text(one.get("key"))):
            continue
        unit, title = f"measure.{_text(one.get('unit'))}", f"front.figure_{key}"
        columns.setdefault(
            key,
            (
                words(title) if words.has(title) else _text(one.get("term")) or key,
                words(unit).strip() if words.has(unit) else "",
            ),
        )
        found[key] = _number(one.get("value"))
    return found


def _number(told: Any) -> str:
    """A number as it was told, with thousands separated; `[x]` where it was not published."""
    try:
        value = Decimal(str(told))
    except InvalidOperation:
        return MISSING
    return f"{value:,f}" if value.is_finite() else MISSING


def _time(told: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(told))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    except (ValueError, OverflowError):
        return None


def _text(told: object) -> str:
    """A value out of a manifest as a text without control characters; nothing for what is no plain value."""
    if not isinstance(told, str | int) or isinstance(told, bool):
        return ""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in str(told))


def _facts(rows: Sequence[Row], words: Words) -> Iterator[tuple[str, int]]:
    """What the page says of all reports together, zeros left out but for those that matter."""
    yield words("index.fact_departments"), len({row.slug for row in rows})
    yield words("index.fact_years"), len(rows)
    counts = Counter(row.status for row in rows)
    for status in STATUSES:
        if counts[status] or status != BROKEN:
            yield words(f"index.status_{status}"), counts[status]
    if illustrative := sum(row.illustrative for row in rows):
        yield words("index.illustrative"), illustrative


def _zone() -> str:
    offset = datetime.now().astimezone().strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("budgetbook.batch", "templates"),
        bytecode_cache=Compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["csp_hash"] = _csp_hash
    environment.filters["font_faces"] = font_faces
    environment.filters["in_chinese"] = lambda text: bool(_CHINESE.search(text))
    return environment


def _shipped(package: str, path: str) -> str:
    return files(package).joinpath(path).read_text(encoding="utf-8")


def _csp_hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

"""What an import shows before it is trusted: what was read, what contradicts itself, what was left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from budgetbook.accounts.schema import TABLES
from budgetbook.intake.importing import Imported
from budgetbook.intake.merge import Difference
from budgetbook.intake.value import Value
from budgetbook.intake.write import Plan
from budgetbook.words import Words

_TOPICS = {"totals": "item.totals", "income": "item.income", "three_public": "item.three_public"}


@dataclass(frozen=True)
class Section:
    """One part of a review: its heading, the titles of its columns, its rows, each a text a column.

    Of one that is `long` a terminal shows the heading only.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    long: bool = False


@dataclass(frozen=True)
class Review:
    """The review of an import in one language; `title` and `head` say what was imported."""

    language: str
    title: str
    head: str
    sections: tuple[Section, ...]


def review(
    imported: Imported, made: Plan, findings: Sequence[tuple[str, str]], words: Words, *, name: str
) -> Review:
    """The review: everything read with its source, contradictions, differences, findings, what is left over.

    `findings` are those of the reconciliation: the rule with its severity, and the sentence.
    """
    about = {"department": name, "year": imported.year}
    cells = list(imported.cells.values())
    head = words("import.head", **about, documents=imported.files, number=len(cells))
    found = [
        Section(
            words("import.read"),
            _titles(words, "table", "item", "value", "unit", "year", "source"),
            tuple(_read(cells, words)),
        ),
        _contradictions(imported, words),
        _differences(made, words),
        Section(words("import.findings", number=len(findings)), (), tuple(findings)) if findings else None,
        _unread(imported, words),
        _details(imported, words),
    ]
    return Review(words.language, words("import.title", **about), head, tuple(one for one in found if one))


def write_page(reviewed: Review, file: Path) -> None:
    """Write a review as one HTML file that needs nothing else."""
    text = _environment().get_template("review.html.j2").render(review=reviewed)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def label(value: Value, words: Words) -> str:
    """What a value's row and column are called: 总收入 决算数, 一般公共服务支出（201）."""
    key, table = value.key, value.table
    if table in _TOPICS:
        name = words(f"{_TOPICS[table]}.{key['item']}")
    elif table == "expenditure":
        kind = key["classification"] == "kind"
        name = (
            words(f"item.expenditure.{key['code']}")
            if kind
            else f"{key.get('name', '')} {key['code']}".strip()
        )
    elif table == "stated":
        where, _, item = key["item"].partition(".")
        name = f"{words(f'item.{where}.{item}')} {words('choice.measure.' + key['measure'])}"
    else:
        flow = f"choice.flow.{key.get('flow')}"
        named = (column for column in TABLES[table].key if column not in ("flow", "role"))
        names = [key[column] for column in named if key.get(column)]
        name = " ".join([words(flow), *names] if words.has(flow) else names)
    further = [words(f"choice.fund.{key['fund']}")] if key.get("fund") else []
    further += [words(f"choice.kind.{key['kind']}")] if key.get("kind") else []
    further += [words("number.code", code=key["function"])] if key.get("function") else []
    further += [words(f"choice.phase.{key['phase']}")] if key.get("phase") else []
    further += [words(f"choice.qualifier.{key['qualifier']}")] if key.get("qualifier") else []
    # A score summary has several measures, of which the amount is one.
    if value.column not in ("amount", "value") or table == "score_summary":
        further.append(words(f"column.{value.column}"))
    return " ".join([name, *further])


def _titles(words: Words, *names: str) -> tuple[str, ...]:
    return tuple(words(f"import.column_{name}") for name in names)


def _read(cells: Iterable[Value], words: Words) -> Iterable[tuple[str, ...]]:
    for value in cells:
        if value.value or value.quote:
            basis = f"（{words('choice.basis.derived')}）" if value.basis == "derived" else ""
            yield (
                words(f"table.{value.table}"),
                label(value, words),
                value.value,
                _unit(value),
                str(value.year),
                value.place + basis,
            )


def _unit(value: Value) -> str:
    percent = value.table == "stated" and value.key["measure"] not in ("amount", "change")
    return "%" if percent else value.unit


def _contradictions(imported: Imported, words: Words) -> Section | None:
    rows = tuple(
        (label(one.kept, words), _shown(one.kept), one.kept.place, _shown(one.other), one.other.place)
        for one in imported.contradictions
    )
    heading = words("import.contradictions", number=len(rows))
    return (
        Section(heading, _titles(words, "item", "value", "source", "other", "source"), rows) if rows else None
    )


def _differences(made: Plan, words: Words) -> Section | None:
    def row(one: Difference) -> tuple[str, ...]:
        return label(one.read, words), _shown(one.there), one.there.place, _shown(one.read), one.read.place

    rows = tuple(row(one) for one in made.differences)
    heading = words(f"import.differences_{'replaced' if made.replaces else 'kept'}", number=len(rows))
    return (
        Section(heading, _titles(words, "item", "there", "source", "read", "source"), rows) if rows else None
    )


def _unread(imported: Imported, words: Words) -> Section | None:
    sentences: dict[tuple[str, str], list[str]] = {}
    for one in imported.unread:
        sentences.setdefault((one.place, one.quote), []).append(one.figure)
    comma = words("number.comma")
    rows = [
        (comma.join(filter(None, figures)), place, quote) for (place, quote), figures in sentences.items()
    ]
    rows += [(words("import.empty_table"), one.place, one.quote) for one in imported.empty]
    rows += [(words("import.picture"), page, "") for page in imported.pictures]
    heading = words("import.unread", number=len(imported.unread))
    return Section(heading, _titles(words, "value", "source", "sentence"), tuple(rows)) if rows else None


def _details(imported: Imported, words: Words) -> Section | None:
    rows = tuple((label(one, words), one.key["name"], _shown(one), one.place) for one in imported.details)
    heading = words("import.details", number=len(rows))
    columns = _titles(words, "item", "code", "value", "source")
    return Section(heading, columns, rows, long=True) if rows else None


def _shown(value: Value) -> str:
    return f"{value.value}{_unit(value)}"


@cache
def _environment() -> Environment:
    # Names and sentences come from anybody's document: everything is escaped, and the page has no script.
    loader = PackageLoader("budgetbook.intake", "templates")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )

"""A document into values: its tables, its forms, its sentences, and the amounts left over."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from budgetbook.accounts.schema import THREE_PUBLIC_COUNTS
from budgetbook.intake.documents import Document
from budgetbook.intake.evaluations import evaluations
from budgetbook.intake.facts import STATED, Fact, facts
from budgetbook.intake.forms import read_forms, with_typed_forms
from budgetbook.intake.functional import functional
from budgetbook.intake.identity import Identity
from budgetbook.intake.named import named_projects
from budgetbook.intake.outputs import countable, counts, read_outputs
from budgetbook.intake.passages import Passages
from budgetbook.intake.reasons import reasons
from budgetbook.intake.split import split_by_code
from budgetbook.intake.statements import read_mentions, unclaimed
from budgetbook.intake.statements.lexicon import rows
from budgetbook.intake.statements.normal import plain
from budgetbook.intake.tables import EmptyTable, read_tables
from budgetbook.intake.value import Value
from budgetbook.words import Words

_PHASES = {"budget": "initial_budget", "adjusted": "adjusted_budget", "actual": "actual"}


@dataclass(frozen=True)
class Unread:
    """Something that no value was made of: the figure, where it stands and the words around it."""

    figure: str
    place: str
    quote: str


_Placed = TypeVar("_Placed", Value, Unread, EmptyTable)


@dataclass(frozen=True)
class Assembled:
    """What one document says.

    `printed` are the readings of tables and forms, `said` those of sentences; a cell may have several. Each
    `year` is filled in. `empty` are the tables without figures, `details` what tables print by codes for
    which the accounts have no cell.
    """

    printed: tuple[Value, ...]
    said: tuple[Value, ...]
    unread: tuple[Unread, ...] = ()
    empty: tuple[EmptyTable, ...] = ()
    details: tuple[Value, ...] = ()

    def under(self, short: str) -> "Assembled":
        """The same with each place beginning with a name for the document."""

        def named(found: tuple[_Placed, ...]) -> tuple[_Placed, ...]:
            return tuple(replace(one, place=f"{short} {one.place}".strip()) for one in found)

        return Assembled(*(named(getattr(self, each.name)) for each in fields(self)))


def assemble(document: Document, identity: Identity, year: int) -> Assembled:
    """All values of a document of `year`."""
    document = with_typed_forms(document)
    tables = read_tables(document)
    passages = Passages(document)
    figures = read_mentions(document.text, department=identity.department or None, year=year)
    told = facts(figures, document.text)
    by_code, details = split_by_code(tables.details)
    printed = [*tables.values, *tables.checks, *by_code, *read_forms(document)]
    by_function = functional(passages, printed)
    told = [fact for fact in told if fact.figure.span not in passages.used]
    said = [
        *_cells(told, passages),
        *by_function,
        *evaluations(figures, passages),
        *reasons(figures, told, passages),
        *named_projects(passages),
    ]
    clear = plain(document.text)
    counted = list(counts(clear.text))
    claimed = passages.used | {figure.span for figure in figures}
    said += read_outputs(passages, clear, counted, claimed, year)
    used = [figure for figure in figures if figure.span in passages.used]
    left = [span for span, _ in unclaimed(document.text, used) if span not in passages.used]
    left += [
        span
        for span, _ in countable(clear, counted, document.text)
        if span not in claimed and span not in passages.used
    ]
    unread = [
        *(Unread("", one.place, one.quote) for one in tables.unread),
        *(_left(passages, span) for span in sorted(left)),
    ]
    return Assembled(
        _of(year, printed), _of(year, said), tuple(unread), tuple(tables.empty), _of(year, details)
    )


def _left(passages: Passages, span: tuple[int, int]) -> Unread:
    return Unread(passages.text[slice(*span)], passages.place(span[0]), passages.sentence(span[0]))


def _of(year: int, values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(replace(one, year=one.year or year) for one in values)


def _cells(found: list[Fact], passages: Passages) -> Iterator[Value]:
    """The cells of facts; what a text says of a figure (a share, a change) goes to `stated`."""
    for fact in found:
        meaning, figure = fact.meaning, fact.figure
        if meaning.part in STATED:
            # `stated` is about the year's actual figures of all funds.
            if figure.phase == "actual" and not meaning.fund:
                key = {"item": f"{meaning.table}.{meaning.item}", "measure": meaning.part}
                unit = figure.unit if meaning.part == "change" else ""
                yield passages.value("stated", key, "value", figure, unit)
            continue
        unit = "" if meaning.item in THREE_PUBLIC_COUNTS else figure.unit
        value = passages.value(meaning.table, _key(fact, _fund(fact, passages)), "amount", figure, unit)
        yield replace(value, year=figure.year)


def _key(fact: Fact, fund: str) -> dict[str, str]:
    meaning, zh = fact.meaning, Words("zh")
    phase = "actual" if meaning.part == "prior" else _PHASES[fact.figure.phase]
    named = {"fund": meaning.fund or fund} if meaning.fund or fund else {}
    if meaning.table == "expenditure":
        name = zh(f"item.expenditure.{meaning.item}")
        return {"classification": "kind", "code": meaning.item, "name": name, **named, "phase": phase}
    key = {"item": meaning.item, **named, "phase": phase}
    if meaning.table == "totals" and not named and fact.printed != zh(f"item.totals.{meaning.item}"):
        key["printed_name"] = fact.printed
    return key


def _fund(fact: Fact, passages: Passages) -> str:
    """The fund that a paragraph says a kind of expenditure is paid from (一般公共预算财政拨款基本支出)."""
    if fact.meaning.table != "expenditure":
        return ""
    before = passages.paragraph_to(fact.figure.span[0])
    return next((row["fund"] for row in rows("funds") if re.search(row["spelling"], before)), "")

"""R06 and R07 within lines that official tables split by code: income by source, expenditure by kind."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import INCOME, KINDS_BY_CODE, PHASES
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.parts import OF_APPROPRIATION, below, levels
from budgetbook.analysis.reconcile.sheet import Parts, Sheet
from budgetbook.analysis.reconcile.sums import against_parts

# Of each table: what names the whole that is split, the code of a line, and the column that singles it out.
_SPLIT = {
    "totals": ("item", "function", "function"),
    "income": ("item", "function", "function"),
    "expenditure": ("kind", "code", "kind"),
}
_APPROPRIATION = "income.fiscal_appropriation"
_SOURCES = tuple(f"income.{item}" for item in INCOME)


def kinds_of_codes(book: Accounts, year: int) -> Iterator[Comparison]:
    """R07: a functional line = Σ its kinds."""
    lines = _split(book, year)
    for phase in PHASES if lines else ():
        sheet = Sheet(book, year, phase)
        kinds = {item: Sheet(lines[item], year, phase) for item in _kinds(lines)}
        for code in sheet.codes.get("function", []):
            line = sheet.get(f"expenditure.{code}")
            yield from against_parts(sheet, line, _across(sheet, kinds, code), listed=True)


def lines_of_parts(book: Accounts, year: int) -> Iterator[Comparison]:
    """R06: a source or a kind = Σ its 类, each 类 = Σ 款 = Σ 项, and 本年收入 of a code = Σ its sources."""
    lines = _split(book, year)
    for phase in PHASES if lines else ():
        sheet = Sheet(book, year, phase)
        split = {item: Sheet(accounts, year, phase) for item, accounts in lines.items()}
        for item, own in split.items():
            yield from against_parts(sheet, sheet.get(item), below(own, "function", ""), listed=True)
            yield from _named(sheet, item, levels(own))
        if income := split.get("totals.current_year_income"):
            yield from _named(sheet, "totals.current_year_income", _sources(income, split))


def _split(book: Accounts, year: int) -> dict[str, Accounts]:
    """Every whole that is split by code, with its lines as if they were all functional ones."""
    names = dict(zip(book.tables["expenditure"]["code"], book.tables["expenditure"]["name"], strict=True))
    empty = {name: table.iloc[:0] for name, table in book.tables.items()}
    found = {}
    for table, (whole, code, part) in _SPLIT.items():
        frame = book.tables[table]
        lines = frame[(frame["year"] == year) & (frame["fund"] == "") & (frame[part] != "")]
        for item in sorted(set(lines[whole])):
            own = lines[lines[whole] == item]
            told = {"code": own[code], "name": [names.get(one, "") for one in own[code]], "kind": ""}
            functional = own.assign(classification="function", **told)
            found[f"{table}.{item}"] = replace(book, tables={**empty, "expenditure": functional})
    return found


def _kinds(lines: Mapping[str, Accounts]) -> list[str]:
    return [item for kind in KINDS_BY_CODE if (item := f"expenditure.{kind}") in lines]


def _sources(income: Sheet, split: Mapping[str, Sheet]) -> Iterator[Comparison]:
    """财政拨款收入 of a code stands for its three parts where it is published."""
    for code in income.codes.get("function", []):
        item = f"expenditure.{code}"
        whole = _APPROPRIATION in split and item in split[_APPROPRIATION].rows
        left_out = OF_APPROPRIATION if whole else ()
        sources = {one: split[one] for one in _SOURCES if one in split and one not in left_out}
        yield from against_parts(income, income.get(item), _across(income, sources, code), listed=True)


def _across(sheet: Sheet, split: Mapping[str, Sheet], code: str) -> Parts:
    """The parts of a code that several wholes have, each by the name of its whole."""
    item = f"expenditure.{code}"
    entries = {whole: own.get(item) for whole, own in split.items() if item in own.rows}
    known = [replace(entry, name=sheet.name(whole)) for whole, entry in entries.items() if entry]
    return Parts(known, missing=len(known) < len(entries))


def _named(sheet: Sheet, item: str, made: Iterator[Comparison]) -> Iterator[Comparison]:
    """What is said of a code, said of the whole that its lines are of."""
    for one in made:
        message = sheet.book.words("reconcile.of_fund", fund=sheet.name(item), message=one.message)
        yield replace(one, subject=item, message=message)

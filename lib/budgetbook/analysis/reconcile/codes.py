"""R18: codes that stand in the wrong classification, or in no catalogue."""

from collections.abc import Iterator

from budgetbook.accounts import Accounts
from budgetbook.accounts.book import Record
from budgetbook.accounts.catalogue import codes as catalogue
from budgetbook.accounts.schema import EXPENDITURE_KINDS, TABLES
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.records import place

# Functional codes begin with 2 and have 类, 款 and 项; a department's economic ones begin with 3 and have 类
# and 款 (those of the government budget begin with 5).
_FIRST_DIGIT = {"function": "2", "economic": "3"}
_LENGTHS = {"function": (3, 5, 7), "economic": (3, 5)}
# Totals and income split by functional code carry it in a column of their own.
_SPLIT = ("income", "totals")


def classified(book: Accounts, year: int) -> Iterator[Comparison]:
    """R18: a functional code has 3, 5 or 7 digits, an economic one 3 or 5, and the catalogue has it.

    A code that the catalogue does not have may be a new one: all of them together are one remark. Duplicate
    keys never get here, no table with one is loaded.
    """
    words = book.words
    unknown: list[tuple[str, str]] = []
    for (classification, code), row in _coded(book, year).items():
        fits = _fits(classification, code)
        if fits and code.isdigit() and code not in catalogue():
            unknown.append((code, place(words, row)))
            continue
        yield Comparison(
            f"expenditure.{code}",
            None,
            None,
            None,
            not fits,
            words(
                "reconcile.R18.wrong",
                year=year,
                code=code,
                classification=words(f"choice.classification.{classification}"),
            ),
            (place(words, row),),
        )
    if unknown:
        codes = words.join([code for code, _ in unknown])
        yield Comparison(
            "expenditure",
            None,
            None,
            None,
            True,
            words("reconcile.R18.unknown", year=year, number=len(unknown), codes=codes),
            tuple(source for _, source in unknown),
            "info",
        )


def _coded(book: Accounts, year: int) -> dict[tuple[str, str], Record]:
    """The first row of every code: its phases, funds and kinds are one line, in whatever table it stands."""
    found: dict[tuple[str, str], Record] = {}
    for row in _rows(book, "expenditure", year, "classification", "code"):
        found.setdefault((row["classification"], row["code"]), row)
    for table in _SPLIT:
        for row in _rows(book, table, year, "function"):
            if row["function"]:
                found.setdefault(("function", row["function"]), row)
    return found


def _rows(book: Accounts, table: str, year: int, *by: str) -> list[Record]:
    """All rows of a year, those of single funds and kinds too, but after the whole line that they split."""
    frame = book.tables[table]
    order = [*by, *TABLES[table].parts, "phase"]
    return sorted(
        frame[frame["year"] == year].to_dict("records"), key=lambda row: tuple(row[one] for one in order)
    )


def _fits(classification: str, code: str) -> bool:
    if classification == "kind":
        return code in EXPENDITURE_KINDS
    return code[0] == _FIRST_DIGIT[classification] and len(code) in _LENGTHS[classification]

"""R18: codes that stand in the wrong classification, or in no catalogue."""

from collections.abc import Iterator

from budgetbook.accounts import Accounts
from budgetbook.accounts.catalogue import codes as catalogue
from budgetbook.accounts.schema import EXPENDITURE_KINDS
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.records import place, records

# Functional codes begin with 2 and have 类, 款 and 项; a department's economic ones begin with 3 and have 类
# and 款 (those of the government budget begin with 5).
_FIRST_DIGIT = {"function": "2", "economic": "3"}
_LENGTHS = {"function": (3, 5, 7), "economic": (3, 5)}


def classified(book: Accounts, year: int) -> Iterator[Comparison]:
    """R18: a functional code has 3, 5 or 7 digits, an economic one 3 or 5, and the catalogue has it.

    A code that the catalogue does not have may be a new one: all of them together are one remark. Duplicate
    keys never get here, no table with one is loaded.
    """
    words = book.words
    rows = records(book, "expenditure", year, "classification", "code", "phase")
    # A code's phases are one line of the published table.
    lines = {(row["classification"], row["code"]): row for row in rows}
    unknown: list[tuple[str, str]] = []
    for (classification, code), row in lines.items():
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


def _fits(classification: str, code: str) -> bool:
    if classification == "kind":
        return code in EXPENDITURE_KINDS
    return code[0] == _FIRST_DIGIT[classification] and len(code) in _LENGTHS[classification]

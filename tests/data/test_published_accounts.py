"""The published final accounts of a department, held cell by cell against its committed data."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts, load
from budgetbook.intake.documents import Document, read_document
from budgetbook.intake.tables import read_tables
from budgetbook.intake.tables.parts import parts

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "sources" / "上海市普陀区财政局2024年度部门决算.pdf"
# Tables 1–7 as the document calls them, with the number of amounts that each prints; 8 and 9 are empty.
TABLES = {
    "收入支出决算总表": 12,
    "收入决算表": 45,
    "支出决算表": 44,
    "财政拨款收入支出决算总表": 19,
    "一般公共预算财政拨款支出决算表": 44,
    "一般公共预算财政拨款基本支出决算表": 29,
    "财政拨款“三公”经费支出决算表": 2,
}
Amounts = dict[str, Counter[Decimal]]

pytestmark = pytest.mark.skipif(
    not PUBLISHED.is_file(), reason="the published document is not on this machine"
)


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(PUBLISHED)


@pytest.fixture(scope="module")
def book() -> Accounts:
    return load(ROOT / "data", "putuo-finance", 2024, years=1)


@pytest.fixture(scope="module")
def printed(document: Document) -> Amounts:
    """Every number with decimals in the grids of the document, by page and table."""
    found: Amounts = {}
    for grid in document.grids:
        for part in parts(grid):
            for number, row in enumerate(part.grid.rows):
                texts = [cell.replace(",", "") for cell in row]
                amounts = [Decimal(text) for text in texts if "." in text and text.replace(".", "").isdigit()]
                found.setdefault(place(part.place(number)), Counter()).update(amounts)
    return {where: amounts for where, amounts in found.items() if amounts}


def place(source: str) -> str:
    """Page and table of a place in the document."""
    return " ".join(source.split()[:2])


def test_tables_1_to_7_are_those_that_print_amounts(printed: Amounts) -> None:
    numbers: Counter[str] = Counter()
    for where, amounts in printed.items():
        numbers[where.split()[1]] += amounts.total()
    assert numbers == TABLES


def test_every_printed_amount_is_in_the_data(printed: Amounts, book: Accounts) -> None:
    tables = ("totals", "income", "expenditure", "three_public")
    amounts = {amount for name in tables for amount in book.tables[name]["amount"]}
    assert {amount for found in printed.values() for amount in found} <= amounts


def test_every_cell_of_the_tables_is_a_row_of_the_data_or_repeats_one(
    printed: Amounts, book: Accounts, document: Document
) -> None:
    told: Amounts = {where: Counter() for where in printed}
    for name in ("totals", "income", "expenditure", "three_public"):
        for row in book.tables[name].to_dict("records"):
            where = place(str(row["source"]).partition(" ")[2])
            if where in told and row["basis"] == "reported":
                told[where][row["amount"]] += 1
    for repeated in read_tables(document).checks:
        told[place(repeated.place)][Decimal(repeated.value)] += 1
    assert told == printed


def test_income_and_expenditure_by_code_are_asked_for_by_their_code_and_kind(book: Accounts) -> None:
    assert book.value("income", "fiscal_appropriation", function="2010601") == Decimal("1511.89")
    assert book.value("income", "fiscal_appropriation") == Decimal("2940.05")
    classes = book.rows("expenditure", kind="project", fund="general_public_budget", code="201")
    assert list(classes["amount"]) == [Decimal("603.14")]

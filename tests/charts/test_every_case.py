"""Whatever is missing, every function of `bb.prose` and `bb.charts` returns something that can be printed."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from budgetbook.accounts import Accounts, load
from budgetbook.accounts.schema import TABLES
from budgetbook.charts.exhibit import Exhibit
from budgetbook.words import LANGUAGES
from builder import make_book
from exhibits import broken, everything
from full_department import YEARS, full_tables

ROOT = Path(__file__).parents[2]
# The tables that chapters show; the others only serve the reconciliation.
SHOWN = [name for name in TABLES if name not in ("indicators", "stated", "execution")]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Accounts]:
    """Five years of everything, in each language."""
    folder = tmp_path_factory.mktemp("full")
    return {language: make_book(folder, full_tables(), language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Accounts]:
    """Two years of everything."""
    folder = tmp_path_factory.mktemp("two")
    return {language: make_book(folder, full_tables(YEARS[-2:]), language) for language in LANGUAGES}


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the drawing, which the same figures in Chinese have been through."""
    for part in ("change", "outputs", "overview", "performance", "structure", "three_public"):
        module = import_module(f"budgetbook.charts.{part}")
        for name, value in vars(module).items():
            if isinstance(value, FunctionType) and value.__module__.startswith("budgetbook.charts.forms"):
                monkeypatch.setattr(module, name, lambda *_, **__: "<svg></svg>")


def rules_broken(book: Accounts) -> list[str]:
    return [rule for shown in everything(book) for rule in broken(shown, book.language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_department_over_five_years_keeps_every_rule(full: dict[str, Accounts], language: str) -> None:
    shown = list(everything(full[language]))
    assert [rule for one in shown for rule in broken(one, language)] == []
    ids = [one.id for one in shown if isinstance(one, Exhibit)]
    assert len(ids) == len(set(ids)) == 29
    # Every figure is made up here, and every exhibit says so.
    made_up = {
        "zh": "示例数据：为演示而虚构，不代表任何单位。",
        "en": "Illustrative figures: made up for demonstration.",
    }
    assert [one.id for one in shown if isinstance(one, Exhibit) and made_up[language] not in one.notes] == []


@pytest.mark.parametrize("missing", SHOWN)
def test_a_missing_table_becomes_a_sentence(two_years: dict[str, Accounts], missing: str) -> None:
    book = two_years["zh"]
    assert rules_broken(replace(book, tables={**book.tables, missing: book.tables[missing].iloc[:0]})) == []


@pytest.mark.parametrize("missing", SHOWN)
def test_a_missing_table_becomes_an_english_sentence(
    two_years: dict[str, Accounts], missing: str, undrawn: None
) -> None:
    book = two_years["en"]
    assert rules_broken(replace(book, tables={**book.tables, missing: book.tables[missing].iloc[:0]})) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_alone_is_enough(two_years: dict[str, Accounts], language: str) -> None:
    book = two_years[language]
    empty = {name: table.iloc[:0] for name, table in book.tables.items()}
    for name in ("totals", "outputs"):
        assert rules_broken(replace(book, tables={**empty, name: book.tables[name]})) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_year_alone_is_enough(two_years: dict[str, Accounts], language: str) -> None:
    book = two_years[language]
    tables = {name: table[table["year"] == book.year] for name, table in book.tables.items()}
    assert rules_broken(replace(book, years=(book.year,), tables=tables)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_in_between_may_be_missing(full: dict[str, Accounts], language: str) -> None:
    book = full[language]
    kept = {name: table[table["year"].isin((2019, 2021, 2023))] for name, table in book.tables.items()}
    assert rules_broken(replace(book, years=(2019, 2021, 2023), tables=kept)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_that_are_not_published_are_said_to_be_missing(
    two_years: dict[str, Accounts], language: str
) -> None:
    book = two_years[language]
    blank = {
        name: table.assign(
            **{column.name: None for column in TABLES[name].columns if column.kind in ("amount", "number")}
        )
        for name, table in book.tables.items()
        if name != "stated"  # a statement has its value
    }
    assert rules_broken(replace(book, tables={**book.tables, **blank})) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_department_keeps_every_rule(language: str) -> None:
    assert rules_broken(load(ROOT / "data", "xizang-civil-affairs", 2022, language=language)) == []

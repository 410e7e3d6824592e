"""Whatever is missing, every function of `bb.prose` and `bb.charts` returns something that can be printed."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from budgetbook import charts
from budgetbook.accounts import Accounts, load
from budgetbook.accounts.schema import TABLES
from budgetbook.charts import forms, parts
from budgetbook.charts.exhibit import Exhibit
from budgetbook.prose import Prose
from budgetbook.words import LANGUAGES
from exhibits import broken, everything

ROOT = Path(__file__).parents[2]
# The tables that chapters show; the others only serve the reconciliation.
SHOWN = [name for name in TABLES if name != "stated"]
MODULES = sorted(path.stem for path in Path(charts.__path__[0]).glob("*.py") if path.stem != "__init__")


@pytest.fixture(scope="module")
def full() -> dict[str, Accounts]:
    """Five years of everything, in each language."""
    return {
        language: load(ROOT / "data", "example-county-civil-affairs", 2024, language=language)
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def two_years(full: dict[str, Accounts]) -> dict[str, Accounts]:
    """Two years of everything."""
    return {
        language: load(ROOT / "data", "example-county-civil-affairs", 2024, years=2, language=language)
        for language in LANGUAGES
    }


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the drawing, which the same figures have been through with nothing missing."""
    drawn = [one for one in vars(forms).values() if hasattr(one, "__signature__")]
    for part in MODULES:
        module = import_module(f"budgetbook.charts.{part}")
        for name, value in vars(module).items():
            if value in drawn:
                monkeypatch.setattr(module, name, lambda *_, **__: "<svg></svg>")


def made_many(book: Accounts, times: int) -> Accounts:
    """Every project, with its division, its indicators and its months, so many times under other names."""
    named = ("project", "project_en", "division", "division_en")
    tables = dict(book.tables)
    for name in ("projects", "indicators", "execution"):
        one = tables[name]
        of_project = one[one["project"] != ""]
        copies = [
            of_project.assign(
                **{
                    column: [f"{text} {chr(65 + copy)}" if text else text for text in of_project[column]]
                    for column in named
                    if column in one
                }
            )
            for copy in range(times)
        ]
        tables[name] = pd.concat([one, *copies], ignore_index=True)
    return replace(book, tables=tables)


def rules_broken(book: Accounts) -> list[str]:
    return [rule for shown in everything(book) for rule in broken(shown, book.language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_department_fills_every_exhibit_and_keeps_every_rule(
    full: dict[str, Accounts], language: str
) -> None:
    shown = list(everything(full[language]))
    assert [rule for one in shown for rule in broken(one, language)] == []
    assert [
        one.id for one in shown if isinstance(one, Prose) and one.id.startswith(("absent", "silent"))
    ] == []
    ids = [one.id for one in shown if isinstance(one, Exhibit)]
    assert len(ids) == len(set(ids))
    # Every figure is made up here, and every exhibit says so.
    made_up = {
        "zh": "示例数据：为演示而虚构，不代表任何单位。",
        "en": "Illustrative figures: made up for demonstration.",
    }
    assert [one.id for one in shown if isinstance(one, Exhibit) and made_up[language] not in one.notes] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_that_leaves_rows_out_says_where_they_are(
    two_years: dict[str, Accounts], language: str, undrawn: None
) -> None:
    many = made_many(two_years[language], 9)
    shown = [one for one in everything(many) if isinstance(one, Exhibit)]
    assert [rule for one in shown for rule in broken(one, language)] == []
    told = {"zh": "见数据文件", "en": "in the data file"}[language]
    assert len(many.rows("projects")) > 300
    assert [
        one.id
        for one in shown
        if len(one.table.rows) == parts.MOST_ROWS < len(one.data.rows)
        and not any(note.rstrip(".。").endswith(told) for note in one.notes)
    ] == []


@pytest.mark.parametrize("missing", SHOWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_table_becomes_a_sentence(
    two_years: dict[str, Accounts], language: str, missing: str, undrawn: None
) -> None:
    book = two_years[language]
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
    kept = {name: table[table["year"].isin((2020, 2022, 2024))] for name, table in book.tables.items()}
    assert rules_broken(replace(book, years=(2020, 2022, 2024), tables=kept)) == []


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


def test_the_order_of_the_rows_changes_nothing_but_what_is_listed_in_that_order(
    two_years: dict[str, Accounts],
) -> None:
    book = two_years["zh"]
    shuffled = {
        name: table.sample(frac=1, random_state=7).reset_index(drop=True)
        for name, table in book.tables.items()
        if name != "outputs"  # told in the order in which the document tells them
    }
    pairs = zip(everything(book), everything(replace(book, tables={**book.tables, **shuffled})), strict=True)
    differing = {getattr(one, "id", "front") for one, other in pairs if one.json != other.json}
    assert differing - {"sources"} == set()

"""`findings("R04", totals="…")`: what one rule finds in accounts of 2022 that hold only the given tables."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile import Finding, reconcile
from builder import make_book

Find = Callable[..., list[Finding]]


@pytest.fixture
def accounts(tmp_path: Path) -> Callable[..., Accounts]:
    folders = count()

    def make(
        language: str = "zh", years: Mapping[int, Mapping[str, str]] | None = None, **tables: str
    ) -> Accounts:
        return make_book(tmp_path / str(next(folders)), {2022: tables, **(years or {})}, language)

    return make


@pytest.fixture
def findings(accounts: Callable[..., Accounts]) -> Find:
    def find(
        rule: str, language: str = "zh", last: Mapping[str, str] | None = None, **tables: str
    ) -> list[Finding]:
        book = accounts(language, {2021: last} if last else None, **tables)
        return [finding for finding in reconcile(book) if finding.id == rule]

    return find

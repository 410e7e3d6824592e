"""The pages that explain the findings: every rule, with the sentence that it really says."""

import re
from pathlib import Path

import pytest
from finding_cases import CASES

from budgetbook.analysis.reconcile import reconcile
from budgetbook.analysis.reconcile.rules import RULES
from builder import make_book

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"zh": "findings.zh-CN.md", "en": "findings.md"}


def sections(language: str) -> dict[str, str]:
    """What a page says of each rule."""
    text = (DOCS / PAGES[language]).read_text(encoding="utf-8")
    parts = re.split(r"^## (R\d\d) ", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("language", PAGES)
def test_every_rule_has_its_section(language: str) -> None:
    assert list(sections(language)) == [rule.id for rule in RULES]


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("rule", CASES)
def test_an_example_is_what_the_rule_really_says(rule: str, language: str, tmp_path: Path) -> None:
    tables = {name: text for name, text in CASES[rule].items() if name != "last"}
    years = {2022: tables} | ({2021: CASES[rule]["last"]} if "last" in CASES[rule] else {})
    book = make_book(tmp_path, years, language)
    said = [finding.message for finding in reconcile(book) if finding.id == rule]
    assert said
    assert any(message in sections(language)[rule] for message in said)

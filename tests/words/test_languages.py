"""Each language keeps to itself in whole sentences and in the help that a user reads."""

import re
from importlib.resources import files

import pytest

from budgetbook.cli import budgetbook, main
from budgetbook.words import LANGUAGES
from budgetbook.words.vocabulary import _environment
from words.test_vocabulary import CJK, LATIN_WORD, UNTRANSLATED

TEMPLATES = sorted(
    path.name for path in files("budgetbook.words").joinpath("zh").iterdir() if path.name.endswith(".j2")
)
SENTENCES = [name for name in TEMPLATES if not name.startswith("help")]
ENGLISH = re.compile(r"[A-Za-z]+(?: [a-z]+){2,}")


def said(template: str, language: str, *kinds: str) -> str:
    """What a template says, without its logic."""
    source = files("budgetbook.words").joinpath(language, template).read_text(encoding="utf-8")
    return "\n".join(text for _, kind, text in _environment(language).lex(source) if kind in kinds)


@pytest.mark.parametrize("template", SENTENCES)
def test_an_english_sentence_holds_no_chinese(template: str) -> None:
    assert CJK.findall(said(template, "en", "data", "string")) == []


@pytest.mark.parametrize("template", SENTENCES)
def test_a_chinese_sentence_holds_no_english_but_names(template: str) -> None:
    assert set(LATIN_WORD.findall(said(template, "zh", "data"))) <= UNTRANSLATED


@pytest.mark.parametrize("command", ["", *sorted(budgetbook.commands)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_one_language(
    language: str, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BUDGETBOOK_LANGUAGE", language)
    main([*([command] if command else []), "--help"])
    # Examples are typed, and may name an office that writes its name in Chinese.
    lines = [line for line in capsys.readouterr().out.splitlines() if "budgetbook " not in line]
    assert len(lines) > 5
    foreign = CJK if language == "en" else ENGLISH
    assert [line for line in lines if foreign.search(line)] == []

"""Each language keeps to itself in whole sentences and in the help that a user reads."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from budgetbook.cli import budgetbook, main
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.vocabulary import _environment, _terms
from words.test_vocabulary import CJK, CODE, LATIN_WORD, TYPED, UNTRANSLATED

TEMPLATES = sorted(
    path.name for path in files("budgetbook.words").joinpath("zh").iterdir() if path.name.endswith(".j2")
)
SENTENCES = [name for name in TEMPLATES if not name.startswith("help")]
# What is typed: an option, a command, a path, a line of a plan, a variable.
WRITTEN = re.compile(
    r"--[a-z-]+|^\w+ = .*|default = true|budgetbook [a-z]+|[\w<>*-]*[/._=][\w/.<>*=-]*|^ *\[.*|"
    + TYPED.pattern
)
# What a plan or a line of the log calls its parts, and what a file is called by its ending.
READ_BY_PROGRAMS = {
    "departments", "time", "event", "started", "begun", "step", "made", "failed", "finished", "chapter",
    "year", "language", "seconds", "problems", "files", "failures", "error", "cluster", "xls",
}  # fmt: skip
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
    out = capsys.readouterr().out
    # Examples are typed, and may name an office that writes its name in Chinese.
    lines = [line for line in out.splitlines() if not line.startswith("    budgetbook ")]
    assert len(lines) > 5
    foreign = CJK if language == "en" else ENGLISH
    assert [line for line in lines if foreign.search(line)] == []
    # What stands before two spaces is typed: an option, a command, a line of a plan.
    said = [WRITTEN.sub("", line.partition("  ")[2] or line) for line in map(str.strip, lines)]
    if language == "zh":
        names = {*budgetbook.commands, *READ_BY_PROGRAMS, *UNTRANSLATED}
        assert {word for line in said for word in LATIN_WORD.findall(line)} - names == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_whole_and_in_one_language_once_its_figures_are_filled_in(language: str) -> None:
    words = Words(language)
    wrong = {}
    for key, said in _terms().items():
        names = {name for _, name, _, _ in Formatter().parse(said[language]) if name}
        text = words(key, **dict.fromkeys(names, 7))
        left = CODE.sub("", text) if language == "en" else TYPED.sub("", text)
        foreign = set(CJK.findall(left)) if language == "en" else set(LATIN_WORD.findall(left)) - UNTRANSLATED
        if foreign or (names and re.search(r"[{}]", left)):
            wrong[key] = text
    assert wrong == {}

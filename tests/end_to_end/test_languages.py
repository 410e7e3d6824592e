"""Finished reports keep to their language: an English one quotes Chinese names and sources and no more."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import Doctype

import reports
from commands import ROOT
from words.test_vocabulary import CJK, LATIN_WORD, UNTRANSLATED

DEPARTMENTS = sorted(path.parent.name for path in ROOT.glob("data/*/department.toml"))
READ_ALOUD = ("aria-label", "alt", "title", "content", "data-file")
# Files that a report names, and the maker of the illustrative figures.
FILE = re.compile(r"[\w-]+\.(csv|toml|md|pdf)\b|\bgenerator\b")


@pytest.fixture(scope="session", params=DEPARTMENTS)
def department(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def pages(department: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """The report of a department in both languages, without its scripts and styles."""
    found = {}
    for (_, language), file in reports.made(tmp_path_factory, department).items():
        found[language] = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for hidden in found[language](["script", "style"]):
            hidden.decompose()
    return found


def published(department: str) -> str:
    """Everything that the department's own files say."""
    texts = (file.read_text(encoding="utf-8-sig") for file in files(ROOT / "data" / department))
    return "\n".join(texts)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".toml"))


def texts(page: BeautifulSoup) -> list[str]:
    return [str(text) for text in page.find_all(string=True) if not isinstance(text, Doctype)]


def test_chinese_in_an_english_report_is_marked_and_quoted_from_the_departments_own_files(
    pages: dict[str, BeautifulSoup], department: str
) -> None:
    own, marked = published(department), pages["en"](lang="zh-CN")
    quoted = {part for one in marked for part in re.split("[,;] ", one.text)}
    assert {part for part in quoted if part not in own} == set()
    unmarked = (text for text in pages["en"].find_all(string=CJK) if not text.find_parent(lang="zh-CN"))
    assert list(unmarked) == []


def test_an_english_report_quotes_chinese_only_in_notes_cells_and_lists(
    pages: dict[str, BeautifulSoup], department: str
) -> None:
    def place(one: Tag) -> str:
        around = one.find_parent(
            ["td", "th", "li", "p", "h1", "h2", "h3", "caption", "figcaption", "summary"]
        )
        return around.name if around else "page"

    assert {place(one) for one in pages["en"](lang="zh-CN")} <= {"td", "th", "li", "p"}


@pytest.mark.parametrize(("language", "foreign"), [("zh", LATIN_WORD), ("en", CJK)])
def test_what_is_read_aloud_instead_of_being_seen_keeps_to_the_language(
    pages: dict[str, BeautifulSoup], language: str, foreign: re.Pattern[str]
) -> None:
    said = [
        FILE.sub("", str(tag[name]))
        for tag in pages[language].body(True)
        for name in READ_ALOUD
        if tag.get(name)
    ]
    assert {word for text in said for word in foreign.findall(text)} - UNTRANSLATED == set()


def test_a_chinese_report_holds_no_english_but_names(pages: dict[str, BeautifulSoup]) -> None:
    words = {word for text in texts(pages["zh"]) for word in LATIN_WORD.findall(FILE.sub("", text))}
    assert words - UNTRANSLATED == set()

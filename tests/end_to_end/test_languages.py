"""Finished reports keep to their language: an English one quotes Chinese names and sources and no more."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import Doctype
from filelock import FileLock
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

import reports
from budgetbook.batch.index import write_index
from commands import ROOT, run
from words.test_vocabulary import CJK, LATIN_WORD, UNTRANSLATED

DEPARTMENTS = sorted(path.parent.name for path in ROOT.glob("data/*/department.toml"))
# One is made in every format, with others to compare it with.
COMPARED = "shiquan-road"
OTHERS = ("wanli-road", "yichuan-road")
READ_ALOUD = ("aria-label", "alt", "title", "content", "data-file")
# Files and folders that a report names, and the maker of the illustrative figures.
FILE = re.compile(rf"[\w-]+\.(csv|toml|md|pdf)\b|\bgenerator\b|{'|'.join(DEPARTMENTS)}")


@pytest.fixture(scope="session", params=DEPARTMENTS)
def department(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report in both languages and every format, with a comparison."""
    outputs = reports.shared(tmp_path_factory) / "compared"
    outputs.mkdir(exist_ok=True, parents=True)
    with FileLock(f"{outputs}.lock"):
        if not (outputs / "index.html").exists():
            which = ("--department", COMPARED, "--compare", ",".join(OTHERS), "--language", "zh,en")
            options = ("--format", "html,pdf,docx,xlsx", "--outputs", str(outputs))
            run("budgetbook", "report", *which, *options, folder=ROOT)
    [folder] = (path.parent for path in outputs.rglob("report.html"))
    return folder


@pytest.fixture(scope="session")
def pages(department: str, request: pytest.FixtureRequest) -> dict[str, BeautifulSoup]:
    """The report of a department in both languages, without its scripts and styles."""
    if department == COMPARED:
        folder = request.getfixturevalue("compared")
        made = {(department, one): folder / f"report{reports.SUFFIX[one]}.html" for one in reports.LANGUAGES}
    else:
        made = reports.made(request.getfixturevalue("tmp_path_factory"), department)
    found = {}
    for (_, language), file in made.items():
        found[language] = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for hidden in found[language](["script", "style"]):
            hidden.decompose()
    return found


def published(department: str) -> str:
    """Everything that the department's own files say, and those of others it is compared with."""
    sources = [department, *(OTHERS if department == COMPARED else ())]
    texts = (file.read_text(encoding="utf-8-sig") for one in sources for file in files(ROOT / "data" / one))
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


def of_word(file: Path) -> list[str]:
    """The texts of a document, its pictures' alternative texts, its title."""
    found = []
    with zipfile.ZipFile(file) as package:
        for name in package.namelist():
            if not name.startswith(("word/", "docProps/core")) or not name.endswith(".xml"):
                continue
            for element in ElementTree.fromstring(package.read(name)).iter():
                kind = element.tag.rpartition("}")[2]
                if kind in ("t", "title", "subject", "keywords", "description"):
                    found.append(element.text or "")
                found += [element.get(key, "") for key in ("descr", "title") if kind == "docPr"]
    return found


def of_excel(file: Path) -> list[str]:
    """The texts of all cells and comments, the sheets' names, what stands at the head and foot of a page."""
    book = load_workbook(file)
    about = book.properties
    found = [about.title, about.subject, about.keywords, about.description]
    for sheet in book:
        found += [sheet.title, sheet.oddHeader.center.text, sheet.oddFooter.center.text]
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            found += [cell.value if isinstance(cell.value, str) else None, cell.comment and cell.comment.text]
    return [text for text in found if text]


def of_paper(file: Path) -> list[str]:
    """The texts of all pages, the bookmarks, the alternative texts, title and subject."""
    reader = PdfReader(file)
    about = [reader.metadata.title, reader.metadata.subject, reader.metadata.keywords]
    held = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    alternatives = [str(one["/Alt"]) for one in held if isinstance(one, DictionaryObject) and "/Alt" in one]
    bookmarks = [str(one["/Title"]) for one in flat(reader.outline)]
    return [*(page.extract_text() for page in reader.pages), *filter(None, about), *alternatives, *bookmarks]


def flat(outline: list) -> list:
    """Bookmarks of every depth."""
    return [inside for one in outline for inside in (flat(one) if isinstance(one, list) else [one])]


READERS: dict[str, Callable[[Path], list[str]]] = {"docx": of_word, "xlsx": of_excel, "pdf": of_paper}


@pytest.mark.parametrize("kind", READERS)
def test_the_other_formats_keep_to_their_language_too(compared: Path, kind: str) -> None:
    own = re.sub(r"\s", "", published(COMPARED))
    chinese, english = (READERS[kind](compared / f"report{suffix}.{kind}") for suffix in ("", ".en"))
    words = {word for text in chinese for word in LATIN_WORD.findall(FILE.sub("", text))}
    assert words - UNTRANSLATED == set()
    # A quotation may go on in the next line.
    quoted = {part for text in english for part in re.findall(f"{CJK.pattern}+", text.replace("\u3000", " "))}
    assert {part for part in quoted if part not in own} == set()
    assert len("".join(chinese)) > 5000 < len("".join(english))


@pytest.mark.parametrize(("language", "foreign"), [("zh", LATIN_WORD), ("en", CJK)])
def test_the_index_keeps_to_its_language(
    compared: Path, tmp_path: Path, language: str, foreign: re.Pattern[str]
) -> None:
    reported = tmp_path / COMPARED / "2024"
    reported.mkdir(parents=True)
    for manifest in compared.glob("manifest*.json"):
        shutil.copy(manifest, reported)
    page = BeautifulSoup(write_index(tmp_path, language).read_text(encoding="utf-8"), "html.parser")
    for hidden in page(["script", "style"]):
        hidden.decompose()
    said = texts(page) + [
        str(tag[name]) for tag in page.body(True) for name in (*READ_ALOUD, "data-said") if tag.get(name)
    ]
    left = {word for text in said for word in foreign.findall(re.sub(r"\{\w+\}", "", FILE.sub("", text)))}
    assert left - UNTRANSLATED == set()

import csv
import re
import string
from collections import Counter
from importlib.resources import files

import pytest

from budgetbook.accounts.schema import EXPENDITURE_KINDS, TABLES
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.vocabulary import _terms

CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z]+")
# Names of things that are not translated: standards, formats, tools, and what a user types.
UNTRANSLATED = {column for table in TABLES.values() for column in table.by_name} | set(TABLES) | {
    "BOM", "CSV", "GBK", "HTML", "JSON", "MB", "OCR", "PDF", "PEFA", "PI", "TOML", "UA", "UTF", "WPS", "XLSX",
    "Excel", "JupyterLab", "Python", "README", "Word", "BUDGETBOOK", "DATA", "budgetbook", "check", "make",
    "Dask", "GB", "UTC", "all", "auto", "batch", "docx", "false", "finance", "latest", "list", "plain",
    "true", "warm",
    "report", "data", "department", "documents", "en", "html", "ipynb", "md", "notebooks", "parameters",
    "pdf", "toml", "verify", "xlsx", "years", "zh",
}  # fmt: skip
CODE = re.compile("`[^`]*`")
TYPED = re.compile(
    r"`[^`]*`|\{[^}]*\}|--[a-z-]+|[a-z_]+\.(csv|toml|md|xlsx|html|pdf)|[a-z]+_[a-z_.]+|[a-z]+\.[a-z_]+|<[^>]*>"
)
# Grammar that one language needs and the other does not; the figures of a sentence are the same in both.
GRAMMAR = {"direction", "year"}
TERMS = sorted(_terms().items())


def fields(text: str) -> set[str]:
    """The names of a term's placeholders, but for those that only choose between one and many (row|rows)."""
    parsed = string.Formatter().parse(text)
    return {name for _, name, spec, _ in parsed if name is not None and "|" not in (spec or "")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_said_in_both_languages(language: str) -> None:
    assert [key for key, said in TERMS if not said[language]] == []


def test_both_languages_fill_in_the_same_figures() -> None:
    differing = {key: fields(said["zh"]) ^ fields(said["en"]) for key, said in TERMS}
    assert {key: names for key, names in differing.items() if names - GRAMMAR} == {}


def test_no_placeholder_is_left_without_a_name() -> None:
    assert [key for key, said in TERMS if not all(name.isidentifier() for name in fields(said["zh"]))] == []


def test_english_terms_hold_no_chinese() -> None:
    assert {key: said["en"] for key, said in TERMS if CJK.search(CODE.sub("", said["en"]))} == {}


def test_terms_of_the_schema_are_purely_chinese() -> None:
    topics = ("item.", "choice.", "column.", "table.", "grade.")
    assert {
        key: said["zh"] for key, said in TERMS if key.startswith(topics) and LATIN_WORD.search(said["zh"])
    } == {}


def test_chinese_sentences_use_only_names_that_are_not_translated() -> None:
    stray = {key: set(LATIN_WORD.findall(TYPED.sub("", said["zh"]))) - UNTRANSLATED for key, said in TERMS}
    assert {key: words for key, words in stray.items() if words} == {}


def test_no_term_is_defined_twice() -> None:
    for path in files("budgetbook.words").joinpath("terms").iterdir():
        keys = [row["key"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
        assert sorted(keys) == sorted(set(keys)), path.name


def test_every_table_column_and_choice_of_the_schema_has_its_term() -> None:
    words = Words("zh")
    needed = [f"table.{name}" for name in TABLES]
    needed += [f"item.expenditure.{kind}" for kind in EXPENDITURE_KINDS]
    for table in TABLES.values():
        for column in table.columns:
            needed.append(f"column.{column.name}")
            topic = f"item.{table.name}" if column.name == "item" else f"choice.{column.name}"
            # A unit is written as itself, 元, 万元 or 亿元.
            needed += [f"{topic}.{choice}" for choice in column.choices if column.name != "unit"]
    assert [key for key in needed if not words.has(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_table_share_a_title(language: str) -> None:
    words = Words(language)
    for table in TABLES.values():
        titles = [words(f"column.{column.name}") for column in table.columns]
        assert sorted(titles) == sorted(set(titles)), table.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_choices_of_a_column_share_a_name(language: str) -> None:
    words = Words(language)
    for table in TABLES.values():
        for column in table.columns:
            topic = f"item.{table.name}" if column.name == "item" else f"choice.{column.name}"
            names = [words(f"{topic}.{choice}") for choice in column.choices if column.name != "unit"]
            assert sorted(names) == sorted(set(names)), (table.name, column.name)


def test_an_unknown_term_is_an_error_and_never_reaches_a_page() -> None:
    with pytest.raises(KeyError):
        Words("zh")("item.totals.nothing")
    assert not Words("zh").has("item.totals.nothing")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language 'fr': one of zh, en"):
        Words("fr")


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert Words("en")("problem.month", value="{value!r}") == "“{value!r}” is not a month; write 1 to 12."


def test_a_word_that_ends_a_name_and_begins_what_is_said_stands_once() -> None:
    assert Words("zh").after("接待减少", "减少2.00万元") == "接待减少2.00万元"
    assert Words("zh").after("会议费", "减少2.00万元") == "会议费减少2.00万元"


def test_no_term_stands_in_two_files() -> None:
    rows = [
        f"{path.name.partition('.')[0]}.{row['key']}"
        for path in files("budgetbook.words").joinpath("terms").iterdir()
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]
    assert [key for key, times in Counter(rows).items() if times > 1] == []


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "人",
            "人次",
            "名",
            "户",
            "户次",
            "家",
            "个",
            "张",
            "块",
            "份",
            "册",
            "件",
            "台",
            "套",
            "辆",
            "间",
            "栋",
        ),
        *("座", "处", "所", "项", "例", "条", "批", "批次", "期", "场", "场次", "次", "天", "人天"),
        *("公里", "米", "平方米", "亩", "吨", "元", "元/人", "元/人次", "元/户", "元/平方米"),
        *("万元", "万元/人", "万元/户", "万元/个", "万元/公里", "万元/平方米", "亿元"),
    ],
)
def test_a_common_unit_of_output_has_its_english_word(unit: str) -> None:
    assert Words("zh")(f"measure.{unit}") == unit
    assert Words("en")(f"measure.{unit}").startswith(" ")

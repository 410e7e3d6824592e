"""Findings, documents, method and terms; how a template becomes paragraphs."""

from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.prose import Prose, documents, findings, glossary, method
from budgetbook.prose.paragraphs import compose
from budgetbook.words import LANGUAGES, Words
from builder import DEPARTMENT, make_book, with_origin, write

FITS = (
    "item,phase,amount\ntotal_income,actual,100\ncurrent_year_expenditure,actual,80\n"
    "closing_carryover,actual,20\n"
)
TWO = FITS.replace("closing_carryover,actual,20", "closing_carryover,actual,10\ntotal_expenditure,actual,99")


@pytest.mark.parametrize(
    ("totals", "zh", "en"),
    [
        (FITS, "未发现疑点。", "No query was raised."),
        (
            FITS.replace("20\n", "10\n"),
            "共发现1处疑点。公布的数据按原文列示，未作修改：",
            "1 query was raised. The published figures are shown as printed and were not altered:",
        ),
        (
            TWO,
            "共发现3处疑点。公布的数据按原文列示，未作修改：",
            "3 queries were raised. The published figures are shown as printed and were not altered:",
        ),
    ],
    ids=["none", "one", "several"],
)
def test_findings_are_counted_and_told_one_by_one(tmp_path: Path, totals: str, zh: str, en: str) -> None:
    for language, said in (("zh", zh), ("en", en)):
        prose = findings(make_book(tmp_path / language, {2022: {"totals": totals}}, language))
        assert prose.paragraphs[0] == ("text", said)
        assert {style for style, _ in prose.paragraphs[1:]} <= {"alert"}
        assert all(text[:2] in ("R0", "R1") for _, text in prose.paragraphs[1:])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            [
                ("item", "报告：某局报告。"),
                ("note", "标为“推算”的数据不是直接公布的数字，而是由公布的本年数和增减额算出。"),
                ("alert", "标为“示例”的数据为虚构的演示数据，不代表任何单位的实际情况。"),
            ],
        ),
        (
            "en",
            [
                ("item", "报告: Report of the bureau."),
                (
                    "note",
                    "Figures marked “derived” were not published as such; they follow from a"
                    " published figure and its"
                    " published change.",
                ),
                (
                    "alert",
                    "Figures marked “illustrative” are made up for demonstration and are those of no"
                    " real department.",
                ),
            ],
        ),
    ],
)
def test_documents_that_were_used_are_named_and_other_bases_explained(
    tmp_path: Path, language: str, said: list[tuple[str, str]]
) -> None:
    listed = "".join(
        f'[[documents]]\nid = "{name}"\nzh = "某局{name}"\nen = "Report of the bureau"\n'
        for name in ("报告", "公报")
    )
    rows = "total_income,actual,1,derived,报告 一\nclosing_carryover,actual,1,illustrative,报告 二\n"
    files = {"2022/totals.csv": f"item,phase,amount,basis,source\n{rows}"}
    book = load(write(tmp_path, files, DEPARTMENT + listed), language=language)
    assert list(documents(book).paragraphs) == said


def test_a_document_that_is_not_registered_is_said_to_be_missing(tmp_path: Path) -> None:
    assert documents(make_book(tmp_path / "zh", {2022: {"totals": FITS}})).text == "数据来源文件未登记。"
    assert documents(make_book(tmp_path / "en", {2022: {"totals": FITS}}, "en")).text == (
        "No source document is registered."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_method_and_terms_are_lists(tmp_path: Path, language: str) -> None:
    book = make_book(tmp_path, {2022: {"totals": FITS}}, language)
    for prose in (method(book), glossary(book)):
        assert {style for style, _ in prose.paragraphs} == {"item"}
        assert all(text[-1] in "。." for _, text in prose.paragraphs)


def test_lines_of_a_paragraph_are_joined_as_the_language_joins_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = "甲\n乙\n\n丙\n• 丁\n戊\n▲ 己\n"
    monkeypatch.setattr(Words, "render", lambda *_, **__: template)
    files = {"2022/totals.csv": with_origin(FITS)}
    said = {}
    for language in LANGUAGES:
        said[language] = compose(load(write(tmp_path, files), language=language), "x_y").paragraphs
    assert said["zh"] == (("text", "甲乙"), ("text", "丙"), ("item", "丁戊"), ("alert", "己"))
    assert said["en"] == (("text", "甲 乙"), ("text", "丙"), ("item", "丁 戊"), ("alert", "己"))


def test_prose_is_data_for_the_report_and_escaped_for_the_notebook() -> None:
    prose = Prose("a-b", (("note", "<b>&"), ("text", "甲")))
    assert prose.json == {
        "kind": "prose",
        "id": "a-b",
        "paragraphs": [{"style": "note", "text": "<b>&"}, {"style": "text", "text": "甲"}],
    }
    bundle = prose._repr_mimebundle_()
    assert bundle["text/plain"] == "<b>&\n甲"
    assert "&lt;b&gt;&amp;" in bundle["text/html"]


@pytest.mark.parametrize(("language", "said"), [("zh", "口径有调整。"), ("en", "The scope changed.")])
def test_a_remark_on_all_the_data_stands_with_the_sources(tmp_path: Path, language: str, said: str) -> None:
    files = {"2022/totals.csv": with_origin(FITS)}
    remark = 'notes = "口径有调整。"\nnotes_en = "The scope changed."\n'
    shown = documents(load(write(tmp_path, files, remark + DEPARTMENT), language=language))
    assert shown.paragraphs[-1] == ("note", said)

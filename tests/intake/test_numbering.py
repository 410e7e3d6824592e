"""Numbers that Word counts itself: headings get them back, so that places are right."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from budgetbook.intake.documents import read_document
from budgetbook.intake.places import Places
from budgetbook.intake.readers.numbering import _shown

Level = tuple[str, str]


def listed(
    path: Path, levels: list[Level], *paragraphs: tuple[int | None, str] | tuple[int | None, str, int]
) -> str:
    """The text of a document with two lists; a paragraph has its level (None: none), and its list if not 1.

    List 2 has the levels of list 1 and begins anew.
    """
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{inside}</w:abstractNum>'))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for number, over in ((1, ""), (2, anew)):
        ids = f'<w:abstractNumId w:val="7"/>{over}'
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{ids}</w:num>'))
    for level, text, *which in paragraphs:
        added = document.add_paragraph(text)
        if level is not None:
            properties = added._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = which[0] if which else 1
    document.save(str(path))
    return read_document(path).text


def test_headings_get_the_numbers_that_word_shows(tmp_path: Path) -> None:
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    text = listed(
        tmp_path / "a.docx", levels,
        (0, "概况"), (1, "职能"), (1, "机构"), (2, "办公室"), (None, "甲"),
        (0, "说明"), (1, "收入"), (2, "合计"),
    )  # fmt: skip
    assert text.splitlines() == [
        "一、概况", "（一）职能", "（二）机构", "1.办公室", "甲", "二、说明", "（一）收入", "1.合计",
    ]  # fmt: skip
    chain = Places(read_document(tmp_path / "a.docx"))
    assert chain.at(text.index("合计")) == "二（一）1"


def test_a_list_that_is_to_begin_anew_does(tmp_path: Path) -> None:
    text = listed(
        tmp_path / "a.docx", [("decimal", "%1."), ("decimal", "%1.%2")], (0, "甲"), (1, "乙"), (0, "丙", 2)
    )
    assert text.splitlines() == ["1.甲", "1.1乙", "1.丙"]


def test_an_empty_numbered_paragraph_is_counted_and_a_bullet_shows_no_number(tmp_path: Path) -> None:
    levels = [("decimal", "%1."), ("bullet", "•")]
    text = listed(tmp_path / "a.docx", levels, (0, "甲"), (0, ""), (0, "乙"), (1, "丙"))
    assert text.splitlines() == ["1.甲", "3.乙", "丙"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").text.splitlines() == ["1.甲", "2.乙"]


def test_a_document_without_lists_has_no_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    rels = document.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/numbering")]:
        del rels[key]
    document.add_paragraph("甲", style="List Number")
    document.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").text == "甲\n"


@pytest.mark.parametrize(
    ("count", "kind", "shown"),
    [
        (1, "decimal", "1"),
        (3, "decimalZero", "03"),
        (10, "chineseCounting", "十"),
        (21, "japaneseCounting", "二十一"),
        (20, "chineseCountingThousand", "二十"),
        (12, "chineseLegalSimplified", "拾贰"),
        (2, "decimalEnclosedCircleChinese", "②"),
        (25, "decimalEnclosedCircle", "25"),
        (3, "upperLetter", "C"),
        (4, "lowerRoman", "iv"),
        (100, "chineseCounting", "100"),
    ],
)
def test_counts_are_shown_in_the_kinds_that_offices_use(count: int, kind: str, shown: str) -> None:
    assert _shown(count, kind) == shown

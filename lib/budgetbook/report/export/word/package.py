"""The file around a Word document's text: styles, lists, fonts, settings, running lines, properties."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from budgetbook.report.export.document import Front
from budgetbook.report.export.packages import LANGUAGE_CODES, as_property, settled
from budgetbook.report.export.word.lists import Lists
from budgetbook.report.export.word.pen import Element, Pen, w
from budgetbook.report.export.word.styles import font_table, styles
from budgetbook.words import Words

_DIGIT = 14  # points: how far from the margin the page number stands
# What python-docx's own template brings along and this document has no use for.
_UNUSED = ("stylesWithEffects", "webSettings", "customXml", "fontTable", "thumbnail", "extended-properties")
_WORD = "http://schemas.microsoft.com/office/word"


class Package:
    """A Word file that is still without text."""

    def __init__(self, front: Front, words: Words) -> None:
        self._file = docx.Document()
        self._front, self._words = front, words
        self.chinese = words.language == "zh"
        self.part: Any = self._file.part
        for rels in (self.part.rels, self.part.package.rels):
            for name in [name for name, rel in rels.items() if rel.reltype.endswith(_UNUSED)]:
                del rels[name]

    def write(self, content: Iterable[Element], lists: Lists, *, entries: int) -> bytes:
        """The file with this content, whose last element is its last section; the same always as same bytes.

        `entries` is how many lines the contents have.
        """
        self._file.element.body[:] = content
        self._file.styles.element[:] = styles(self._words, entries)
        self._file.settings.element[:] = self._settings()
        self.part.numbering_part.element[:] = lists.definition()
        fonts = Part(
            PackURI("/word/fontTable.xml"),
            CONTENT_TYPE.WML_FONT_TABLE,
            serialize_part_xml(font_table()),
            self.part.package,
        )
        self.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
        self._running_lines()
        self._properties()
        made = io.BytesIO()
        self._file.save(made)
        return settled(made.getvalue())

    def _settings(self) -> list[Element]:
        """Pages in pairs, and no mode for an older program."""
        return [
            w("zoom", percent=100),
            w("defaultTabStop", val=420),
            w("evenAndOddHeaders"),
            w("characterSpacingControl", val="compressPunctuation"),
            w(
                "compat",
                w("doNotExpandShiftReturn"),
                w("compatSetting", name="compatibilityMode", uri=_WORD, val=15),
            ),
            w("themeFontLang", val="en-US" if self.chinese else "en-GB", eastAsia="zh-CN"),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        ]

    def _running_lines(self) -> None:
        """Page numbers at the outer edge, as GB/T 9704 has them; made-up figures are told on every page."""
        section = self._file.sections[0]  # the others go on with its lines
        pen = Pen(self.part, chinese=self.chinese)
        warning = self._words("report.illustrative") if self._front.illustrative else ""
        number = [pen.run("— "), *pen.field("PAGE", "1"), pen.run(" —")]
        odd = pen.paragraph("Footer", *number, align="right")
        odd.pPr.insert(1, w("ind", right=_DIGIT * 20))
        number = [pen.run("— "), *pen.field("PAGE", "2"), pen.run(" —")]
        even = pen.paragraph("Footer", *number, indent=_DIGIT)
        for header, footer, line in (
            (section.first_page_header, section.first_page_footer, pen.paragraph("Footer")),
            (section.header, section.footer, odd),
            (section.even_page_header, section.even_page_footer, even),
        ):
            header.is_linked_to_previous = footer.is_linked_to_previous = False
            header.part.element[:] = [pen.text("Header", warning)]
            footer.part.element[:] = [line]

    def _properties(self) -> None:
        about, front = self._file.core_properties, self._front
        about.title = as_property(front.title)
        about.author = as_property(front.department)
        about.subject = as_property(front.subtitle)
        about.language = LANGUAGE_CODES[front.language]
        about.last_modified_by = about.comments = about.keywords = about.category = ""
        # The end of the year the report is about: the hour it was made at would differ each time.
        about.created = about.modified = datetime(front.year or 2000, 12, 31, tzinfo=UTC)

"""What stands over the columns of a workbook: every column and code that an exhibit's data has is worded."""

import re
from functools import cache
from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.charts.exhibit import Exhibit
from budgetbook.report.export.document import DataFile, Document, Figure, Front, Heading
from budgetbook.report.export.sheets import read_sheets
from exhibits import everything

DATA = Path(__file__).parents[3] / "data"


@cache
def sheets_of(language):
    """The sheets of everything that the illustrative department shows."""
    book = load(DATA, "example-county-civil-affairs", 2024, language=language)
    shown = [one for one in everything(book) if isinstance(one, Exhibit)]
    blocks = [Heading(2, "章", "c")] + [
        Figure(one.id, at, "题", "", "图", [], "<svg/>", "full", None) for at, one in enumerate(shown, 1)
    ]
    data = {
        one.id: DataFile(f"{one.id}.csv", one.data.json["columns"], one.data.json["rows"]) for one in shown
    }
    return dict(zip(data, read_sheets(Document(Front(language, "题"), blocks, [], data)), strict=True))


@pytest.fixture(scope="module", params=["zh", "en"])
def sheets(request):
    return sheets_of(request.param)


def test_every_column_of_every_exhibit_has_a_name_of_its_own(sheets):
    for exhibit, sheet in sheets.items():
        names = [field.name for field in sheet.fields]
        assert [name for name in names if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name)] == [], exhibit
        assert len(set(names)) == len(names), exhibit


def test_no_code_is_left_as_the_program_calls_it(sheets):
    for exhibit, sheet in sheets.items():
        texts = {value for field in sheet.fields for value in field.values if isinstance(value, str)}
        assert [text for text in texts if re.fullmatch(r"[a-z]+_[a-z_]+", text)] == [], exhibit


def test_chinese_sheets_have_no_english_word():
    for exhibit, sheet in sheets_of("zh").items():
        told = {field.name for field in sheet.fields}
        told |= {value for field in sheet.fields for value in field.values if isinstance(value, str)}
        without_files = {re.sub(r"[\w/]+\.csv", "", text, flags=re.ASCII) for text in told}
        assert [text for text in without_files if re.search("[A-Za-z]{3}", text)] == [], exhibit

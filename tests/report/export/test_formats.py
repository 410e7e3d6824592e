import subprocess
import sys

import pytest
from office import parts
from report_cases import chapters

from budgetbook.report.export.content import merge
from budgetbook.report.export.formats import DEFAULT, FORMATS, opens_as_docx, opens_as_xlsx

OPENS = {"docx": opens_as_docx, "xlsx": opens_as_xlsx}


@pytest.fixture(scope="module")
def office():
    report = merge(chapters(), language="zh")
    return {name: FORMATS[name].write(report) for name in OPENS}


def test_the_formats_are_told_in_one_order_and_two_are_made_unasked():
    assert list(FORMATS) == ["html", "pdf", "docx", "xlsx"]
    assert [one.extension for one in FORMATS.values()] == [".html", ".pdf", ".docx", ".xlsx"]
    assert DEFAULT == ("html", "pdf")


def test_every_format_is_written_as_bytes_with_the_code_where_it_is_asked_for(office):
    begins = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-"}
    report = merge(chapters(), language="zh")
    made = {name: FORMATS[name].write(report, with_code=True) for name in begins}
    assert all(made[name].startswith(begin) for name, begin in begins.items())
    assert b"bb.show" in made["html"]
    assert {content[:2] for content in office.values()} == {b"PK"}
    assert b"bb.show" not in parts(office["docx"])["word/document.xml"]


@pytest.mark.parametrize("name", OPENS)
def test_a_finished_file_opens(name, office):
    assert OPENS[name](office[name])


@pytest.mark.parametrize("name", OPENS)
@pytest.mark.parametrize("cut", [slice(0), slice(1, None), slice(-30), slice(200)])
def test_a_file_that_is_cut_does_not(name, cut, office):
    assert not OPENS[name](office[name][cut])


@pytest.mark.parametrize("name", OPENS)
def test_a_file_of_the_other_kind_or_with_a_flipped_bit_does_not(name, office):
    other = next(one for one in OPENS if one != name)
    assert not OPENS[name](office[other])
    middle = len(office[name]) // 2
    flipped = office[name][:middle] + bytes([office[name][middle] ^ 0xFF]) + office[name][middle + 1 :]
    assert not OPENS[name](flipped)


def test_naming_the_formats_loads_none_of_them():
    heavy = "docx", "openpyxl", "typst", "nbconvert", "PIL"
    asked = f"import sys, budgetbook.report.export.formats; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

"""A report is written in a format and refused where it is not whole."""

import pytest

from budgetbook.report.shelf import PublishError
from budgetbook.report.writing import check_file
from published import PAGE, pdf


@pytest.mark.parametrize("html", [PAGE, PAGE.replace(b"<h2>", b'<h2 id="a>b">')])
def test_a_whole_page_is_fit_to_publish(html: bytes) -> None:
    check_file("html", html, 2)


def test_a_whole_pdf_is_fit_to_publish() -> None:
    check_file("pdf", pdf(), 2)


@pytest.mark.parametrize(
    ("name", "said"),
    [("docx", "The Word document that was made"), ("xlsx", "The Excel workbook that was made")],
)
def test_an_office_file_that_no_program_opens_is_refused(name: str, said: str) -> None:
    with pytest.raises(PublishError, match=said):
        check_file(name, b"PK\x03\x04 and no more", 2)


@pytest.mark.parametrize(
    "html", [b"", PAGE[:-10], PAGE.replace(b"h1", b"h3"), PAGE.replace(b"<h2>B</h2>", b"")]
)
def test_a_page_without_its_end_its_title_or_a_chapter_is_refused(html: bytes) -> None:
    with pytest.raises(PublishError, match="The page that was made is incomplete"):
        check_file("html", html, 2)


@pytest.mark.parametrize("cut", [slice(0), slice(1, None), slice(-60), slice(100)])
def test_a_pdf_that_no_program_opens_is_refused(cut: slice) -> None:
    with pytest.raises(PublishError, match="The PDF that was made is incomplete"):
        check_file("pdf", pdf()[cut], 2)

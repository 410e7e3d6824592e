"""Write a report in one format, and see that what was written is whole."""

import io
from html.parser import HTMLParser
from time import perf_counter
from typing import TYPE_CHECKING

from budgetbook.report.export.formats import FORMATS, opens_as_docx, opens_as_xlsx
from budgetbook.report.shelf import PublishError

if TYPE_CHECKING:
    from nbformat import NotebookNode


def written(
    name: str, notebooks: "list[tuple[str, NotebookNode]]", language: str, with_code: bool
) -> tuple[bytes, float]:
    """A report in one format, and the seconds that took; called in a process of its own.

    Raises `PublishError` where the file is not whole.
    """
    from budgetbook.report.export.content import merge  # noqa: PLC0415  (what publishes has no use for it)

    begun = perf_counter()
    data = FORMATS[name].write(merge(notebooks, language=language), with_code=with_code)
    check_file(name, data, len(notebooks))
    return data, perf_counter() - begun


def check_file(name: str, content: bytes, chapters: int) -> None:
    """Refuse a report in one format that lacks its end, its pages or a chapter. Raises `PublishError`."""
    if name == "html":
        page = _Headings()
        page.feed(content.decode("utf-8"))
        whole = ends_as_page(content) and page.count["h1"] == 1 and page.count["h2"] >= chapters
    else:
        whole = {"pdf": opens_as_pdf, "docx": opens_as_docx, "xlsx": opens_as_xlsx}[name](content)
    if not whole:
        raise PublishError((f"cli.broken_{name}", {}))


def ends_as_page(html: bytes) -> bool:
    """Whether a page is there to its end."""
    return html.rstrip().endswith(b"</html>")


def opens_as_pdf(pdf: bytes) -> bool:
    """Whether a reader program finds the pages of a PDF."""
    import pdfplumber  # noqa: PLC0415  (takes longer than it takes to see that nothing is to be made)

    try:
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            return len(document.pages) > 0
    except Exception:  # a parser raises anything over what is no PDF
        return False


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.count = {"h1": 0, "h2": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self.count:
            self.count[tag] += 1

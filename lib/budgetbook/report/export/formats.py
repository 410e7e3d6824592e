"""The formats of a report by name: what their files end in, who writes them, and whether a file opens."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Format:
    """A format: the ending of its files, and the exporter for nbconvert that writes them."""

    extension: str
    module: str
    name: str

    def write(self, notebook: "NotebookNode", *, with_code: bool = False) -> bytes:
        """Write an executed chapter, or a report joined by `merge`; what writes it is only loaded now."""
        # Fonts, a typesetter and the libraries of two office programs take longer than most reports.
        module = import_module(f"budgetbook.report.export.{self.module}")
        exporter: Any = getattr(module, self.name)()
        if exporter.has_trait("with_code"):
            exporter.with_code = with_code
        content, _ = exporter.from_notebook_node(notebook)
        return content.encode("utf-8") if isinstance(content, str) else bytes(content)


FORMATS = {
    "html": Format(".html", "html", "BudgetbookHTMLExporter"),
    "pdf": Format(".pdf", "pdf", "BudgetbookPDFExporter"),
    "docx": Format(".docx", "docx", "BudgetbookDocxExporter"),
    "xlsx": Format(".xlsx", "xlsx", "BudgetbookXlsxExporter"),
}
"""Every format, in the order in which they are told."""

DEFAULT = ("html", "pdf")
"""The formats of a report when nobody asks for others."""


def opens_as_docx(content: bytes) -> bool:
    """Whether a word processor finds a document with text in a file, and every part of it whole."""
    import docx  # noqa: PLC0415

    return _opens(content, lambda: len(docx.Document(io.BytesIO(content)).paragraphs) > 0)


def opens_as_xlsx(content: bytes) -> bool:
    """Whether a spreadsheet program finds sheets in a file, and every part of it whole."""
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415

    return _opens(content, lambda: len(openpyxl.load_workbook(io.BytesIO(content)).worksheets) > 0)


def _opens(content: bytes, read: Callable[[], bool]) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None and read()
    except Exception:  # python-docx, openpyxl and their parsers each raise their own
        return False

"""What writing a report's formats finds ready: the page and the PDF, which every report has."""

import pdfplumber  # noqa: F401  (reads what was written)
import typst  # noqa: F401
from nbformat.v4 import new_markdown_cell, new_notebook

from budgetbook.report import writing  # noqa: F401
from budgetbook.report.export import pdf  # noqa: F401
from budgetbook.report.export.content import merge
from budgetbook.report.export.formats import FORMATS
from budgetbook.words import vocabulary

vocabulary.prepare()
# A page with no more than a heading: it compiles the templates, and reads the font and the notebooks' schema.
# Not a PDF, since Typst starts threads.
_page = new_notebook(cells=[new_markdown_cell("# 年")])  # type: ignore[no-untyped-call]
FORMATS["html"].write(merge([("00", _page)], language="zh"))

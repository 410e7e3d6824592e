"""One HTML file that loads nothing: the report as a page, for `nbconvert --to budgetbook-html`."""

import hashlib
import json
import re
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import Exporter, TemplateExporter
from nbformat import NotebookNode
from traitlets import Bool, default

from budgetbook.report.export.content import read_notebook
from budgetbook.report.export.faces import font_faces
from budgetbook.words import Words

_TEMPLATES = Path(__file__).parent / "templates"
_LANGUAGE_CODES = {"zh": "zh-CN", "en": "en"}
# What `page.js` says, each a term `report.page_…`.
_SCRIPT_WORDS = (
    *("view", "all_tables", "in_yi", "as_table", "copy", "csv", "svg", "up", "marks"),
    *("ascending", "descending", "unsorted", "copied", "not_copied", "saved"),
    *("tables_on", "tables_off", "unit_on", "unit_off", "table_unit", "chart_unit"),
    *("unit_wan", "unit_yi", "wan", "yi"),
)
_CHINESE = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
# A stretch of Chinese with the figures and signs inside it; a tag, a picture or a script as a whole.
_STRETCH = re.compile(
    rf"(?P<markup><(svg|script)\b.*?</\2>|<[^>]*>)|\d*{_CHINESE}(?:[^<>A-Za-z]*{_CHINESE})?\d*", re.DOTALL
)


class BudgetbookHTMLExporter(TemplateExporter):
    """Writes an executed chapter, or a report joined by `merge`, as one self-contained page."""

    with_code = Bool(False, help="Show the code of the cells and their tracebacks.").tag(config=True)

    output_mimetype = "text/html"
    export_from_notebook = "budgetbook HTML"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "budgetbook"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(_TEMPLATES)]

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        # Once is enough: nbconvert would check a report of megabytes after each of eleven steps.
        return True

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources."""
        notebook, found = Exporter.from_notebook_node(self, nb, resources, **kw)
        document = read_notebook(notebook, name=found["metadata"]["name"], with_code=self.with_code)
        words = Words(document.front.language)
        style, script = (
            Markup((_TEMPLATES / "budgetbook" / name).read_text(encoding="utf-8"))
            for name in ("page.css", "page.js")
        )
        page = self.template.render(
            document=document,
            front=document.front,
            words=words,
            language_code=_LANGUAGE_CODES[document.front.language],
            style=style,
            script=script,
            script_words={key: words(f"report.page_{key}") for key in _SCRIPT_WORDS},
        )
        return page, found

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        # Figures come from `svg.clean`, which lets nothing else through than shapes and text.
        environment.filters["safe_svg"] = Markup
        environment.filters["data_uri"] = _data_uri
        environment.filters["font_faces"] = font_faces
        environment.filters["csp_hash"] = _csp_hash
        environment.filters["css_string"] = _css_string
        environment.filters["packed"] = _packed
        environment.filters["data_block"] = _data_block
        environment.filters["chinese_named"] = _chinese_named
        return environment


def _data_uri(text: str, media_type: str) -> str:
    return f"data:{media_type};base64,{b64encode(text.encode()).decode()}"


def _csp_hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _packed(content: bytes) -> str:
    """Return a file as a script can unpack it, an eighth as long as the file itself."""
    return b64encode(zlib.compress(content, 9)).decode()


def _data_block(values: dict[str, str]) -> Markup:
    """Return JSON for an element that ends at `</`."""
    return Markup(json.dumps(values, ensure_ascii=False).replace("<", "\\u003c"))


def _chinese_named(body: str) -> Markup:
    """Mark the Chinese in an English page as such, so that a screen reader reads it as Chinese."""

    def marked(found: re.Match[str]) -> str:
        return found[0] if found["markup"] else f'<span lang="zh-CN">{found[0]}</span>'

    return Markup(_STRETCH.sub(marked, body))


def _css_string(text: str) -> Markup:
    return Markup('"' + "".join(f"\\{ord(char):x} " if char in '"\\<\n' else char for char in text) + '"')

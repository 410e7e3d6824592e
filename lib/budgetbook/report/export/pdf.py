"""The report as a tagged PDF/A with bookmarks, for `nbconvert --to budgetbook-pdf`, typeset by Typst.

Typst reads the document as data (JSON) beside a fixed template, so no text of a report can become markup.
"""

import json
import unicodedata
import warnings
from base64 import b64decode
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Bool, default

from budgetbook.report.export import fonts
from budgetbook.report.export.content import read_notebook
from budgetbook.report.export.document import Document
from budgetbook.report.export.paper import fit
from budgetbook.report.export.placing import Places, Seen, place, seen
from budgetbook.words import Words

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_SUBSTITUTE = "〓"
_WORDS = (
    "contents",
    "page",
    "illustrative",
    "illustrative_short",
    "figure_number",
    "table_number",
    "failure",
)
_SUFFIXES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
# What names things and is not shown.
_NAMES = frozenset({"id", "href", "kind", "type", "style", "align", "size", "language", "media_type"})


class MissingGlyphWarning(UserWarning):
    """The PDF shows a substitute for characters that no font at hand has."""


class BudgetbookPDFExporter(Exporter):
    """Writes an executed chapter, or a report joined by `merge`, as PDF/A-2b and PDF/UA-1."""

    with_code = Bool(False, help="Show the code of the cells and their tracebacks.").tag(config=True)

    output_mimetype = "application/pdf"
    export_from_notebook = "budgetbook PDF"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        # Once is enough: nbconvert would check a report of megabytes after each of eleven steps.
        return True

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF and nbconvert's resources.

        Warns with `MissingGlyphWarning` if the font lacks a character, and with `UserWarning` if something in
        the notebook keeps the PDF from being PDF/UA. Raises `typst.TypstError` if it can't be typeset at all.
        """
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        document = read_notebook(notebook, name=found["metadata"]["name"], with_code=self.with_code)
        return typeset(document), found


_INTERNAL = "internal error"


def typeset(document: Document) -> bytes:
    """Typeset a document; the same document always gives the same bytes."""
    import typst  # noqa: PLC0415  (a binary of 60 MB)

    words = Words(document.front.language)
    report = asdict(replace(document, data={})) | {"words": {key: words(f"report.{key}") for key in _WORDS}}
    report, missing = _with_glyphs(report)
    if missing:
        listed = " ".join(f"U+{ord(char):04X}" for char in sorted(missing))
        message = words("report.missing_glyphs", substitute=_SUBSTITUTE, characters=listed)
        warnings.warn(message, MissingGlyphWarning, stacklevel=3)
    with TemporaryDirectory(prefix="budgetbook-") as name:
        folder = Path(name)
        _write(report, folder)
        compiler = typst.Compiler(
            str(folder / "report.typ"),
            root=name,
            font_paths=[str(fonts.regular().parent), name],
            ignore_system_fonts=True,
        )

        def look(places: Places) -> list[Seen]:
            (folder / "places.json").write_text(json.dumps(places), encoding="utf-8")
            return seen(json.loads(compiler.query("<mark>", field="value")))

        places = place(look)
        while True:
            try:
                return _bytes(compiler.compile(pdf_standards=["a-2b", "ua-1"], timestamp=0))
            except typst.TypstError as error:
                if not places or _INTERNAL not in str(error):
                    warnings.warn(words("report.not_accessible", reason=error), UserWarning, stacklevel=3)
                    return _bytes(compiler.compile(pdf_standards=["a-2b"], timestamp=0))
            # Typst 0.15 fails to close the tags around some figures that float: one less, then.
            places.popitem()
            look(places)


def _bytes(made: Any) -> bytes:
    return bytes(made)


def _write(report: dict[str, Any], folder: Path) -> None:
    """Lay out what the template reads: its data, the pictures and the bold of the characters used."""
    figures = [part for block in report["blocks"] for part in block.get("figures", [block])]
    for number, block in enumerate(figures):
        if block["kind"] == "figure":
            block["file"] = f"{number}.svg"
            (folder / block["file"]).write_text(block.pop("svg"), encoding="utf-8")
            del block["grid"]
        elif block["kind"] == "picture":
            block["file"] = f"{number}.{_SUFFIXES[block['media_type']]}"
            data = block.pop("data")
            content = data.encode() if block["file"].endswith("svg") else b64decode(data)
            (folder / block["file"]).write_bytes(content)
        elif block["kind"] == "table":
            block["layout"] = fit(block["grid"])
    data = json.dumps(report, ensure_ascii=False)
    (folder / "report.json").write_text(data, encoding="utf-8")
    (folder / "report.typ").write_bytes(_TEMPLATE.read_bytes())
    drawings = (file.read_text(encoding="utf-8") for file in folder.glob("*.svg"))
    (folder / "bold.ttf").write_bytes(fonts.instance(data + "".join(drawings), fonts.BOLD))


def _with_glyphs(report: Any) -> tuple[Any, set[str]]:
    """Put a substitute for every character that the font lacks, and say which those are."""
    missing: set[str] = set()

    def shown(char: str) -> str:
        if char.isspace():
            return char if char in "\n\t" else " "
        # Joiners and variation selectors have no look of their own, so nobody misses them.
        if unicodedata.category(char) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(char, ""):
            return ""
        missing.add(char)
        return _SUBSTITUTE

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: walk(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [walk(part, key) for part in value]
        if not isinstance(value, str) or key in _NAMES:
            return value
        absent = set(value) - fonts.coverage()
        return value.translate({ord(char): shown(char) for char in absent}) if absent else value

    return walk(report), missing

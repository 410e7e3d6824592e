"""Reads finished office files back: their parts, fields and tables, and what LibreOffice makes of them."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order the schema asks for, as far as these documents use it.
ORDER = {
    "pPr": [
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs",
        "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
    ],
    "rPr": [
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "strike", "color", "sz", "szCs", "u", "shd", "em", "lang",
    ],
    "tblPr": [
        "tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
        "tblCaption", "tblDescription",
    ],
    "tblBorders": ["top", "left", "bottom", "right", "insideH", "insideV"],
    "tblCellMar": ["top", "left", "bottom", "right"],
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"],
    "tcBorders": ["top", "left", "bottom", "right"],
    "pBdr": ["top", "left", "bottom", "right"],
    "sectPr": ["footerReference", "type", "pgSz", "pgMar", "titlePg"],
    "style": ["name", "basedOn", "next", "qFormat", "pPr", "rPr", "tblPr"],
    "lvl": ["start", "numFmt", "pStyle", "suff", "lvlText", "lvlJc", "pPr"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tr": ["trPr", "tc"],
    "font": ["altName", "panose1", "charset", "family", "pitch"],
    "sdt": ["sdtPr", "sdtContent"],
    "numbering": ["abstractNum", "num"],
    "settings": [
        "zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", "compat", "themeFontLang",
        "decimalSymbol", "listSeparator",
    ],
}  # fmt: skip


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(content: bytes, name: str = "word/document.xml") -> Any:
    return parse_xml(parts(content)[name])


def text_of(element: Any) -> str:
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(
        one.text or "" if one.tag == qn("w:t") else signs.get(one.tag, "") for one in element.iter()
    )


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Each paragraph's style and text, in reading order, those inside tables too."""
    return [(one.style or "", text_of(one)) for one in xml(content).iter(qn("w:p"))]


def styled(content: bytes, style: str) -> list[str]:
    return [text for own, text in paragraphs(content) if own == style]


def fields(content: bytes, name: str = "word/document.xml") -> list[str]:
    return [(one.text or "").strip() for one in xml(content, name).iter(qn("w:instrText"))]


def tables(content: bytes) -> list[list[list[str]]]:
    return [
        [[text_of(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        for table in xml(content).iter(qn("w:tbl"))
    ]


def out_of_order(content: bytes) -> list[str]:
    """Properties whose children stand in another order than the schema's, or are unknown to it."""
    wrong = []
    for name, part in parts(content).items():
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            for element in parse_xml(part).iter():
                order = ORDER.get(str(element.tag).removeprefix(W))
                children = [str(child.tag).removeprefix(W) for child in element]
                # Heads and feet of pages may stand in any order among themselves.
                children = [child.replace("header", "footer") for child in children]
                if order and children != sorted(children, key=order.index):
                    wrong.append(f"{name}: {element.tag} {children}")
    return wrong


def out_of_schema(content: bytes) -> list[str]:
    """What Word takes for damage and other programs forgive: a property twice, a cell without a paragraph at
    its end, tables that touch, an id twice.
    """
    wrong = []
    for name, part in parts(content).items():
        if not name.startswith("word/") or not name.endswith(".xml") or "theme" in name:
            continue
        root = parse_xml(part)
        for element in root.iter():
            tag = str(element.tag).removeprefix(W)
            children = [str(child.tag).removeprefix(W) for child in element]
            if tag in ("pPr", "rPr", "tblPr", "tcPr", "trPr") and len(children) != len(set(children)):
                wrong.append(f"{name}: {tag} {children}")
            if tag == "tc" and children[-1] != "p":
                wrong.append(f"{name}: a cell ends with {children[-1]}")
            if tag in ("body", "tc") and ("tbl", "tbl") in pairwise(children):
                wrong.append(f"{name}: tables touch")
            if tag == "tbl":
                grid = len(element.findall(f"{W}tblGrid/{W}gridCol"))
                wrong += [
                    f"{name}: cells"
                    for row in element.findall(f"{W}tr")
                    if len(row.findall(f"{W}tc")) != grid
                ]
        for found in ("bookmarkStart", "abstractNum", "num", "style"):
            keys = ("id", "abstractNumId", "numId", "styleId")
            ids = [next(one.get(W + key) for key in keys if one.get(W + key)) for one in root.iter(W + found)]
            wrong += [f"{name}: {found} twice"] * (len(ids) != len(set(ids)))
        shapes = [one.get("id") for one in root.iter(qn("wp:docPr"))]
        wrong += [f"{name}: shapes"] * (len(shapes) != len(set(shapes)))
    return wrong


def broken_references(content: bytes) -> list[str]:
    """Relationships to nothing, ids without a relationship, parts without a type."""
    found, all_parts = [], parts(content)
    for name, part in all_parts.items():
        if not name.endswith(".rels"):
            continue
        source = name.replace("_rels/", "").removesuffix(".rels")
        folder = source.rpartition("/")[0]
        ids = set()
        for rel in parse_xml(part):
            ids.add(rel.get("Id"))
            target = rel.get("Target").removeprefix("/")
            if rel.get("TargetMode") != "External" and not {target, f"{folder}/{target}"} & set(all_parts):
                found.append(f"{name}: {target}")
        used = set(re.findall(rb'r:(?:id|embed)="([^"]+)"', all_parts.get(source, b"")))
        found += [f"{source}: {one.decode()}" for one in used if one.decode() not in ids]
    types = parse_xml(all_parts["[Content_Types].xml"])
    known = {one.get("PartName", "").removeprefix("/") or f".{one.get('Extension')}" for one in types}
    found += [
        name
        for name in all_parts
        if name != "[Content_Types].xml" and not {name, f".{name.rpartition('.')[2]}"} & known
    ]
    return found


def as_pdf(content: bytes, name: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file; the test is left out where there is none."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed")
    (folder / name).write_bytes(content)
    subprocess.run(
        [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), str(folder / name),
        ],
        check=True, capture_output=True, timeout=180, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    return (folder / name).with_suffix(".pdf").read_bytes()

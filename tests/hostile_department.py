"""The example department under names and remarks that try to become code, a formula, markup or a layout."""

import csv
import io

from commands import ROOT

EXAMPLE = ROOT / "data" / "example-county-civil-affairs"
# What runs in a browser, a template, a spreadsheet, the typesetter or a Markdown cell, or upsets a line.
HOSTILE = (
    "<script>document.title='hacked'</script>",
    '"><img src=x onerror="document.title=\'hacked\'">',
    "</svg><script>alert(1)</script>",
    "]]><svg onload=document.title='hacked'>",
    "</style><style>*{color:red}</style>",
    "<a href=javascript:alert(1)>甲</a>",
    "[链接](javascript:alert(1))",
    "![图](https://example.com/a.png)",
    "&amp;&lt;b&gt;",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://example.com";"甲")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=3+4",
    "\r=5+6",
    "＝7＋8",
    "{{7*7}}",
    "{{7*191919}}",
    "{% raw %}",
    "{x}",
    "{value!r:>9}",
    "%s%n",
    "#set page(fill: red)",
    '#import "x"',
    "$x^2$",
    r"\u{202e}\n",
    "**粗**`码`_斜_",
    "# 一级标题",
    "| 甲 | 乙 |",
    "一\n\n二",
    "零\u200b宽\ufeff字\u00ad符",
    "👩‍👧之家🏠",
    "الحسابات الختامية",
    "很长的名称" * 60,
    "'单引号",
    '"双引号"',
    "null",
    "../../etc/passwd",
)
# The same name stays the same name in every table and year; what is no name changes from row to row.
_NAMES = {
    "projects": ("project", "project_en", "division", "division_en"),
    "indicators": ("project", "level2", "level3", "level3_en", "measure_unit"),
    "outputs": ("area", "area_en", "output", "output_en", "part", "part_en", "unit"),
    "score_summary": ("scope", "scope_en"),
    "reasons": ("item", "item_en"),
    "expenditure": ("name",),
    "execution": ("project",),
}
_REMARKS = ("source", "note", "note_en", "reason", "printed_name", "target", "actual")

TOML = """level = "county"
notes = "{text}"
[name]
zh = "某局{text}"
en = "A Bureau {text}"
[[documents]]
id = "{text}"
zh = "{text}"
en = "{text}"
[[staff]]
year = 2024
post = "{text}"
post_en = "{text}"
posts = 53
basis = "illustrative"
source = "{text}"
note = "{text}"
"""


def department() -> str:
    """Its `department.toml`."""
    text = "<script>document.title='hacked'</script>{{7*191919}}#set page(fill: red)=cmd()$x^2$"
    return TOML.replace("{text}", text)


def as_read(text: str) -> str:
    """How a name stands in the accounts: without what surrounds it and what takes no room."""
    return text.strip().translate(dict.fromkeys(map(ord, "\u200b\ufeff\u00ad")))


def hostile_files(*years: int) -> dict[str, str | bytes]:
    """The tables of some years of the example under hostile names."""
    files: dict[str, str | bytes] = {}
    called: dict[str, str] = {}
    for path in (path for year in years for path in sorted((EXAMPLE / str(year)).glob("*.csv"))):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        for at, row in enumerate(rows):
            _spoil(path.stem, row, at, called)
        files[f"{path.parent.name}/{path.name}"] = _csv(rows)
    return files


def _spoil(table: str, row: dict[str, str], at: int, called: dict[str, str]) -> None:
    for column in _NAMES.get(table, ()):
        if name := row.get(column):
            plain = column.removesuffix("_en")
            number = sum(other.startswith(f"{plain} ") for other in called)
            again = number // len(HOSTILE) or ""
            # Each kind of name begins elsewhere in the list, since a page shows only some of them.
            text = HOSTILE[(number + sum(map(ord, plain))) % len(HOSTILE)]
            row[column] = called.setdefault(f"{plain} {name}", f"{text}{again}")
    for place, column in enumerate(_REMARKS):
        # Where a figure stands in words (≥95%), most rows keep it.
        if row.get(column) and not (column in ("target", "actual") and at % 9):
            row[column] = HOSTILE[(at + 5 * place) % len(HOSTILE)]


def _csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()

"""What a workbook holds of a report: for each table and figure a sheet of its raw values, all worded."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetbook.report.export.document import DataFile, Document, Figure, Grid, Heading, Pair, Table
from budgetbook.report.export.outputs import printable
from budgetbook.words import MISSING, NOT_APPLICABLE, Words

Value = str | int | float | None

FINDINGS = "findings"
"""The id of the exhibit that lists what the reconciliation found."""

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_WORD_CUT = re.compile(r"[!-~]{2}")
_LOOSE_END = re.compile(r"(?: (?:the|of|and|to|in|a))+$")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_OF_A_YEAR = re.compile(r"(.+)_(\d{4})")
# Names, even if of digits alone; years, which no separator parts; and quantities, each in a unit of its own.
_NAMES = frozenset(
    {"code", "id", "label", "name", "project", "last_project", "last_label", "thread", "division"}
    | {"output", "part", "key", "indicator", "subject", "item"}
)
_YEARS = frozenset({"year", "since"})
_QUANTITIES = frozenset({"value", "number", "count", "last_count", "target", "aim", "reached"})
# Quantities as a form has them: 485, ≥95% or a few words, each cell by itself.
_AS_WRITTEN = _QUANTITIES | {"actual"}
_MOST_PUBLISHED = 2  # decimals; a quotient has more
_NOTHING = Decimal("0.005")
# Coded values that are worded elsewhere; all others are `code.<column>.<value>`.
_WORDED = {
    "basis": ("choice.basis.",),
    "last_basis": ("choice.basis.",),
    "bases": ("choice.basis.",),
    "code": ("item.income.", "item.expenditure.", "item.totals."),
    "computed": ("grade.",),
    "counted": ("item.three_public.",),
    "flaw": ("choice.flaw.",),
    "grade": ("grade.",),
    "how": ("choice.matched.",),
    "item": ("item.totals.", "item.three_public."),
    "kind": ("choice.screening.", "code.kind."),
    "level": ("choice.level.",),
    "measure": ("exhibit.",),
    "measure_unit": ("measure.",),
    "named": ("grade.",),
    "phase": ("choice.phase.",),
    "project_list": ("choice.project_list.",),
    "qualifier": ("choice.qualifier.",),
    "regraded": ("grade.",),
    "role": ("choice.role.",),
    "severity": ("reconcile.severity_",),
    "unable": ("choice.unable.",),
    "unit": ("measure.",),
}
_COMPARED = {"why": ("comparison.why_",), "without": ("comparison.why_",), "measure": ("comparison.",)}
# A name in the reader's language, and those it is shown instead of where they say the same.
_SAME = {
    "label": ("project", "item", "code", "level3"),
    "project_label": ("project",),
    "last_label": ("last_project",),
    "division": ("division_key",),
    "output": ("key",),
}


@dataclass(frozen=True)
class Field:
    """A column of a sheet: its heading, its values, and how each is shown (a number format of Excel)."""

    name: str
    values: Sequence[Value]
    formats: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """A table or figure: the name of its tab, what the report calls it (`图 3`), and its values."""

    name: str
    number: str
    title: str
    subtitle: str
    notes: Sequence[str]
    fields: Sequence[Field]
    findings: bool = False


def read_sheets(document: Document) -> list[Sheet]:
    """A sheet for each table and figure of a report, those of a user's own chapters too, in its order."""
    words = Words(document.front.language)
    made: list[Sheet] = []
    for exhibit, heading in _exhibits(document):
        kind = "figure" if isinstance(exhibit, Figure) else "table" if exhibit.number else "own"
        number = exhibit.number or 1 + sum(not sheet.number for sheet in made)
        name = exhibit.title or heading if kind == "own" else heading
        data = document.data.get(exhibit.id)
        sheet = Sheet(
            name=_tab(words(f"report.tab_{kind}", number=number, name=name)),
            number=words(f"report.{kind}_number", number=number) if kind != "own" else "",
            title=exhibit.title,
            subtitle=exhibit.subtitle,
            notes=exhibit.notes,
            fields=_raw(words, data) if data else _printed(exhibit.grid),
            findings=data is not None and _exhibit_id(data) == FINDINGS,
        )
        made.append(sheet)
    return made


def _exhibits(document: Document) -> Iterator[tuple[Figure | Table, str]]:
    """Every table and figure, with the heading that it stands under."""
    heading = document.front.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        for part in block.figures if isinstance(block, Pair) else [block]:
            if isinstance(part, Figure | Table):
                yield part, heading


def _tab(name: str) -> str:
    """A name that a sheet may have; numbers in front keep names apart."""
    allowed = _FORBIDDEN.sub("_", " ".join(printable(name).split()))
    # Excel counts characters beyond the basic plane twice.
    cut = allowed.encode("utf-16-le")[: 2 * _LONGEST_NAME].decode("utf-16-le", errors="ignore")
    if _WORD_CUT.fullmatch(cut[-1:] + allowed[len(cut) :][:1]):
        cut = _LOOSE_END.sub("", cut.rpartition(" ")[0])
    return cut.strip(" '")


def _raw(words: Words, data: DataFile) -> list[Field]:
    """The columns of an exhibit's data under names and with codes in the reader's language.

    Left out are columns without a value, and names in another language that say the same.
    """
    topics = _WORDED | (_COMPARED if _exhibit_id(data).startswith("compared") else {})
    columns = {
        name: [_worded(words, topics.get(name, (f"code.{name}.",)), row[place]) for row in data.rows]
        for place, name in enumerate(data.columns)
    }
    same = {twin for name, twins in _SAME.items() for twin in twins if columns.get(name) == columns.get(twin)}
    return [
        _field(name, _heading(words, data, name), cells)
        for name, cells in columns.items()
        if name not in same and (any(cells) or not cells)
    ]


def _exhibit_id(data: DataFile) -> str:
    return data.name.removesuffix(".csv")


def _heading(words: Words, data: DataFile, column: str) -> str:
    """What a column is called, in this exhibit or everywhere; a name that no term has stays as it is."""
    everywhere = "project_label" if column == "label" and "project" in data.columns else column
    keys = (f"data.{_exhibit_id(data).replace('-', '_')}.{column}", f"data.{everywhere}")
    if known := next((key for key in keys if words.has(key)), ""):
        return words(known)
    if (of := _OF_A_YEAR.fullmatch(column)) and words.has(f"data.{of[1]}_of"):
        return words(f"data.{of[1]}_of", year=of[2])
    return column


def _worded(words: Words, topics: Sequence[str], value: str | None) -> str:
    """A value as the reader says it: `公布` for the basis `reported`; what is no code stays as it is."""
    text = printable("" if value is None else str(value))
    if text in ("True", "False"):
        return words(f"code.{text.lower()}")
    said = [_said(words, topics, one) for one in text.split("; ")]
    return words("report.symbol_separator").join(said) if all(said) else text


def _said(words: Words, topics: Sequence[str], text: str) -> str:
    """What a code says, and how often it stands where that is told, as in `absent 2`; nothing for no code."""
    code, _, times = text.partition(" ") if text[-1:].isdigit() else (text, "", "")
    key = next((topic + code for topic in topics if words.has(topic + code)), "")
    return f"{words(key).strip()} {times}".strip() if key else ""


def _printed(grid: Grid | None) -> list[Field]:
    """The columns of a table as it is printed, for one that gives no data."""
    if grid is None:
        return []
    shown = [
        ["" if cell in (MISSING, NOT_APPLICABLE) else cell for cell in cells]
        for cells in zip(*(row.cells for row in grid.rows), strict=True)
    ]
    shown = shown or [[] for _ in grid.columns]
    return [_field("", column.name, cells) for column, cells in zip(grid.columns, shown, strict=True)]


def _field(column: str, name: str, cells: Sequence[str]) -> Field:
    """A column of numbers if every cell that holds something is one, else of text."""
    told = [cell for cell in cells if cell]
    if column not in _NAMES and told and all(_NUMBER.fullmatch(cell) for cell in told):
        plain = [cell.replace(",", "") for cell in cells]
        return Field(name, [_number(cell) if cell else None for cell in plain], _formats(column, plain))
    if column not in _AS_WRITTEN:
        return Field(name, [cell or None for cell in cells], ["@"] * len(cells))
    numbers = [cell.replace(",", "") if _NUMBER.fullmatch(cell) else "" for cell in cells]
    values = [
        _number(number) if number else cell or None for number, cell in zip(numbers, cells, strict=True)
    ]
    formats = [_format(len(number.partition(".")[2])) if number else "@" for number in numbers]
    return Field(name, values, formats)


def _number(plain: str) -> int | float:
    return float(plain) if "." in plain else int(plain)


def _formats(column: str, cells: Sequence[str]) -> list[str]:
    """How the numbers of a column are shown: with the decimals that were published, computed ones with two.

    Four where two would make nothing of something.
    """
    if column in _YEARS:
        return ["0"] * len(cells)
    decimals = [len(cell.partition(".")[2]) for cell in cells]
    most = max(decimals)
    if most > _MOST_PUBLISHED:
        most = 4 if any(0 < abs(Decimal(cell)) < _NOTHING for cell in cells if cell) else 2
    elif column in _QUANTITIES:
        return [_format(number) for number in decimals]
    return [_format(most)] * len(cells)


def _format(decimals: int) -> str:
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"

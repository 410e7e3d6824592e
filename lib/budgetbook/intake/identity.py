"""Which department, year and kind of document it is, from its title, its file's name and its words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import PurePath

from budgetbook.intake.documents import Document
from budgetbook.intake.statements.context import main_year
from budgetbook.intake.statements.lexicon import rows
from budgetbook.intake.statements.normal import plain
from budgetbook.intake.statements.tokens import tokens

# A title is one phrase with one year: no sentence, no other number, no numbering of a heading.
_WORDS = r"[一-鿿（）()《》“”\"·]"
_TITLE = re.compile(
    rf"(?P<department>{_WORDS}*?)[（(〔\[]?(?P<year>(?:19|20)[0-9]{{2}})[）)〕\]]?年?度?(?P<rest>{_WORDS}*)"
)
# A name that may stand in a line of its own above a title.
_NAME = re.compile(r"(?!目录|第.{1,2}部分)[一-鿿（）()·]{3,40}")
_HIGHEST_LINES = 8
_TITLE_ROWS = 3
_LONGEST_TITLE = 60


@dataclass(frozen=True)
class Identity:
    """What a document says of itself: `title` and `department` are empty and `year` None where it does not.

    `short` is the name that sources begin with where department.toml knows none (2022年度自评报告), `english`
    what it is called in English.
    """

    title: str
    department: str
    year: int | None
    short: str
    english: str


def identify(document: Document, year: int | None = None) -> Identity:
    """What a document says of itself; `year` stands in where it names none.

    A title may run over two lines; one without a department takes that of the file's name, if it has one.
    """
    lines = [re.sub(r"\s", "", line) for line in _first_lines(document)]
    joined = [above + below for above, below in pairwise(lines) if _NAME.fullmatch(above)]
    found = [title for line in (*joined, *lines, _stem(document)) if (title := _title(line))]
    if not found:
        told = main_year(tokens(plain(document.text).text)) or year
        return _identity("", "", told, _kind_of_words(document.text))
    return min(found, key=lambda title: not title.department)


def _title(line: str) -> Identity | None:
    found = _TITLE.fullmatch(line)
    if not found or len(line) > _LONGEST_TITLE:
        return None
    if kind := _kind_in(found["rest"]):
        return _identity(line, found["department"], int(found["year"]), kind)
    # The year may stand behind the title, in brackets: 项目支出绩效自评表（2023年度）.
    kind = _kind_in(line)
    return _identity(line, "", int(found["year"]), kind) if kind else None


def _stem(document: Document) -> str:
    return re.sub(r"\s", "", PurePath(document.name).stem)


def _first_lines(document: Document) -> Iterator[str]:
    yield from islice((line for line in document.text.splitlines() if line.strip()), _HIGHEST_LINES)
    for grid in document.grids[:1]:
        yield from grid.above
        yield from (cell for row in grid.rows[:_TITLE_ROWS] for cell in row if cell)


def _identity(title: str, department: str, year: int | None, kind: dict[str, str]) -> Identity:
    name = kind["name"] if year else kind["name"].removeprefix("年度")
    return Identity(
        title, department, year, f"{year or ''}{name}", kind["en"].format(year=year or "").strip()
    )


def _kind_in(title: str) -> dict[str, str] | None:
    return next((row for row in rows("documents") if row["spelling"] in title), None)


def _kind_of_words(text: str) -> dict[str, str]:
    """The kind whose words the text uses most; of equally many the first."""
    counted: Counter[str] = Counter()
    first: dict[str, dict[str, str]] = {}
    for row in rows("documents"):
        counted[row["kind"]] += text.count(row["spelling"]) if row["body"] else 0
        first.setdefault(row["kind"], row)
    return first[max(counted, key=lambda kind: counted[kind])]


def same_department(name: str, other: str) -> bool:
    """Whether two names can mean one department: one holds the other, remarks in brackets aside."""
    one, two = (re.sub(r"[（(].*?[）)]|\s", "", each) for each in (name, other))
    return not one or not two or one in two or two in one

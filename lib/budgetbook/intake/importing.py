"""Documents of one department and year into settled cells, or refused in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetbook.intake.assemble import Assembled, Unread, assemble
from budgetbook.intake.derived import derived
from budgetbook.intake.documents import IntakeError, read_document
from budgetbook.intake.identity import Identity, identify, same_department
from budgetbook.intake.settle import Cell, Contradiction, noted, settle
from budgetbook.intake.simplified import in_simplified
from budgetbook.intake.tables import EmptyTable
from budgetbook.intake.value import Value
from budgetbook.intake.write import Source
from budgetbook.words.worded import Sentence, WordedError

Progress = Callable[[int, int, str], None]
"""Is told how many files are done, of how many, and the name of the one that comes next (at the end none)."""


class ImportRefusedError(WordedError):
    """Documents that are not imported: every reason, each in a sentence."""


@dataclass(frozen=True)
class Imported:
    """What documents of one year say: their cells, and what a reader has to know of them.

    `department` is the name in the documents' titles, empty where none has one. `pictures` are the pages that
    hold a picture and no text, `files` how many documents there were.
    """

    year: int
    department: str
    cells: Mapping[Cell, Value]
    contradictions: tuple[Contradiction, ...]
    unread: tuple[Unread, ...]
    empty: tuple[EmptyTable, ...]
    details: tuple[Value, ...]
    sources: tuple[Source, ...]
    pictures: tuple[str, ...] = ()
    files: int = 1


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named and those in the folders named, without the hidden ones."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [one for one in inside if one.is_dir() is False and not one.name.startswith((".", "~$"))]
    return list(dict.fromkeys(found))


def import_documents(
    files: Sequence[Path],
    *,
    year: int | None = None,
    name: str = "",
    known: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = lambda *_: None,
) -> Imported:
    """Read documents of one department and year.

    `name` is the department's, to hold the titles against; `known` are its documents in department.toml, each
    with its titles. Raises `ImportRefusedError` with a
    sentence for every file that cannot be read, and for departments or years that do not go together.
    """
    documents = _read(files, year, progress)
    told = _year(documents, year)
    department = _department(documents, name)
    shorts = [_short(one.identity, known or {}) for one in documents]
    number = Counter(shorts)
    assembled: list[Assembled] = []
    faults: list[Sentence] = []
    for one, short in zip(documents, shorts, strict=True):
        if not one.assembled.printed and not one.assembled.said:
            faults.append(("import.no_figures", {"file": one.name}))
        prefix = short if number[short] == 1 else f"{short} {Path(one.name).stem}"
        assembled.append(one.assembled.under(prefix))
    if faults:
        raise ImportRefusedError(*faults)
    settled = settle(
        (value for one in assembled for value in one.printed),
        (value for one in assembled for value in one.said),
    )
    sources = {
        short: Source(short, one.identity.title or one.name, one.identity.english)
        for one, short in zip(documents, shorts, strict=True)
    }
    return Imported(
        told,
        department,
        {**settled.cells, **noted(settled.contradictions), **derived(settled.cells)},
        settled.contradictions,
        tuple(unread for one in assembled for unread in one.unread),
        tuple(table for one in assembled for table in one.empty),
        tuple(value for one in assembled for value in one.details),
        tuple(sources.values()),
        tuple(f"{one.name} 第{page}页" for one in documents for page in one.pictures),
        len(documents),
    )


@dataclass(frozen=True)
class _Read:
    """What is kept of a document once it is read: of hundreds of files only their values stay in memory."""

    name: str
    pictures: tuple[int, ...]
    identity: Identity
    assembled: Assembled


def _read(files: Sequence[Path], year: int | None, progress: Progress) -> list[_Read]:
    documents: list[_Read] = []
    faults: list[Sentence] = []
    for done, file in enumerate(files):
        progress(done, len(files), file.name)
        try:
            document = in_simplified(read_document(file))
        except IntakeError as error:
            faults += error.sentences
            continue
        identity = identify(document, year)
        values = assemble(document, identity, identity.year) if identity.year else Assembled((), ())
        documents.append(_Read(document.name, document.pictures, identity, values))
    progress(len(files), len(files), "")
    if not files:
        faults.append(("import.no_files", {}))
    if faults:
        raise ImportRefusedError(*faults)
    return documents


def _year(documents: Sequence[_Read], year: int | None) -> int:
    faults: list[Sentence] = []
    years: dict[int, str] = {}
    for document in documents:
        own = document.identity.year
        if own is None:
            faults.append(("import.no_year", {"file": document.name}))
        elif year and own != year:
            faults.append(("import.other_year", {"file": document.name, "own": own, "year": year}))
        else:
            years.setdefault(own, document.name)
    if len(years) > 1:
        (one, file), (other, second) = list(years.items())[:2]
        faults.append(("import.two_years", {"file": file, "year": one, "second": second, "other": other}))
    if faults:
        raise ImportRefusedError(*faults)
    return next(iter(years))


def _department(documents: Sequence[_Read], name: str) -> str:
    """The department's name; the first that any document has stands for those that name none."""
    faults: list[Sentence] = []
    first, named = "", name
    for document in documents:
        own = document.identity.department
        if not same_department(named, own):
            rule = "import.other_department" if named == name else "import.two_departments"
            faults.append((rule, {"file": document.name, "own": own, "name": named}))
        first, named = first or own, named or own
    if faults:
        raise ImportRefusedError(*faults)
    return first


def _short(identity: Identity, known: Mapping[str, Mapping[str, str]]) -> str:
    """The name that department.toml has for a document of this title, else one of its own."""
    titled = (
        short
        for short, titles in known.items()
        if identity.title and same_department(titles["zh"], identity.title)
    )
    return next(titled, identity.short)

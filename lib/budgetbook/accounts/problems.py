"""What is wrong with the data, all at once: file, sheet, row, column, value, rule and what to do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from budgetbook.words import Words

_LONGEST_VALUE = 60
# What a reader can take in; a whole column filled in wrongly is one mistake, not a million.
_MOST_ALIKE = 10
_MOST_LISTED = 50


# With slots, since a file of a million bad rows has a million of them.
@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot be read.

    `rule` is a key of `words/terms/problem.csv`; `row` counts as a spreadsheet does, the header being row 1.
    `nearest` is the known name most like a wrong one.
    """

    rule: str
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    hint: str = ""
    nearest: str = ""

    @property
    def kind(self) -> tuple[str | None, ...]:
        """What it has in common with problems that are put right in one go."""
        return self.file, self.sheet, self.column, self.rule

    def text(self, language: str) -> str:
        """One sentence: where, what, and what to do next."""
        words = Words(language)
        place = [self.file]
        if self.sheet:
            place.append(words("problem.sheet", sheet=self.sheet))
        if self.row is not None:
            place.append(words("problem.row", row=self.row))
        if self.column:
            place.append(words("problem.column", column=_shown(self.column)))
        nearest = words("problem.nearest", name=self.nearest) if self.nearest else ""
        filled = {"value": _shown(self.value or ""), "hint": self.hint, "nearest": nearest}
        said = words(f"problem.{self.rule}", **filled)
        return words("problem.line", place=words("problem.between").join(place), said=said)


def _shown(value: str) -> str:
    # Line ends would break the list, and a terminal obeys other control characters.
    value = "".join(char if char.isprintable() else " " for char in value)
    return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"


class UnreadableError(Exception):
    """A file that cannot be read at all: the rule it breaks, where in it, and what fills the sentence."""

    def __init__(self, rule: str, row: int | None = None, value: str | None = None) -> None:
        self.rule, self.row, self.value = rule, row, value


class DataError(Exception):
    """The data cannot be read; `problems` holds every reason found, in the order of files, rows, columns.

    As an exception it speaks `language`, that of the one who asked for the data.
    """

    def __init__(self, problems: list[Problem], language: str = "en") -> None:
        self.problems, self._language = problems, language
        super().__init__(self.text(language))

    def __reduce__(self) -> tuple[type["DataError"], tuple[list[Problem], str]]:
        # Raised in another process, it is told here.
        return type(self), (self.problems, self._language)

    def text(self, language: str) -> str:
        """The problems, one a line, under a line that counts them all; of too many the first of each kind."""
        words = Words(language)
        listed = list(self._listed())
        lines = [problem.text(language) for problem in listed]
        if left := len(self.problems) - len(listed):
            lines.append(words("problem.more", number=left))
        head = words("problem.count", number=len(self.problems))
        return "\n".join([head, *(f"  {line}" for line in lines)])

    def _listed(self) -> Iterator[Problem]:
        kinds: Counter[tuple[str | None, ...]] = Counter()
        listed = 0
        for problem in self.problems:
            kinds[problem.kind] += 1
            if kinds[problem.kind] <= _MOST_ALIKE and listed < _MOST_LISTED:
                listed += 1
                yield problem

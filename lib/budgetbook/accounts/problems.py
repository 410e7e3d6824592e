"""What is wrong with the data, all at once: file, sheet, row, column, value, rule and what to do."""

from dataclasses import dataclass

from budgetbook.words import Words

_LONGEST_VALUE = 60
# Rules whose hint is the known name nearest to a wrong one.
_WITH_NEAREST = ("extra_column", "unknown_table")


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be read.

    `rule` is a key of `words/terms/problem.csv`; `row` counts as a spreadsheet does, the header being row 1.
    """

    rule: str
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    hint: str = ""

    def text(self, language: str) -> str:
        """One sentence: where, what, and what to do next."""
        words = Words(language)
        place = [self.file]
        if self.sheet:
            place.append(words("problem.sheet", sheet=self.sheet))
        if self.row is not None:
            place.append(words("problem.row", row=self.row))
        if self.column:
            place.append(words("problem.column", column=self.column))
        hint = self.hint
        if hint and self.rule in _WITH_NEAREST:
            hint = words("problem.nearest", name=hint)
        said = words(f"problem.{self.rule}", value=self._shown(), hint=hint)
        return words("problem.line", place=words("problem.between").join(place), said=said)

    def _shown(self) -> str:
        # Line ends would break the list, and a terminal obeys other control characters.
        value = "".join(char if char.isprintable() else " " for char in self.value or "")
        return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"


class DataError(Exception):
    """The data cannot be read; `problems` holds every reason found, in the order of files, rows, columns.

    As an exception it speaks `language`, that of the one who asked for the data.
    """

    def __init__(self, problems: list[Problem], language: str = "en") -> None:
        self.problems = problems
        super().__init__(self.text(language))

    def text(self, language: str) -> str:
        """All problems, one a line, under a line that counts them."""
        words = Words(language)
        lines = [words("problem.count", number=len(self.problems))]
        return "\n".join(lines + [f"  {problem.text(language)}" for problem in self.problems])

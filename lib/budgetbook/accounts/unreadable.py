"""What keeps a year from being read, for a process that itself has no use for pandas."""

from pathlib import Path

from budgetbook.accounts.problems import DataError, Problem


def unreadable(data_dir: Path | str, department: str, year: int, years: int) -> list[Problem]:
    """Load a department's accounts as a report does and return what keeps them from being read.

    To be called in a process of its own, whose memory goes with it.
    """
    from budgetbook.accounts.book import load  # noqa: PLC0415

    try:
        load(data_dir, department, year, years)
    except DataError as error:
        return error.problems
    return []

"""What several commands share: exit codes, the options that choose a report, how things are told."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from budgetbook.words import LANGUAGES, Words

if TYPE_CHECKING:
    from budgetbook.report.parameters import ReportParameters

DONE, FAILED, WRONG_USE, UNUSABLE_DATA, INTERRUPTED = 0, 1, 2, 3, 130

_common = [
    click.option("--department", metavar="SLUG", default=""),
    click.option("--year", metavar="N", default="0"),
    click.option("--language", metavar="zh|en", multiple=True),
    click.option("--data", metavar="DIR", default=""),
]


def with_common(function: Any) -> Any:
    """Give a command the options that choose a report."""
    for option in reversed(_common):
        function = option(function)
    return function


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of help and messages: `--language`, `BUDGETBOOK_LANGUAGE`, the system's, else Chinese."""
    for option, value in pairwise([*arguments, ""]):
        named = value if option == "--language" else option.partition("--language=")[2]
        if (language := named.split(",")[0]) in LANGUAGES:
            return language
    if (language := environment.get("BUDGETBOOK_LANGUAGE", "")) in LANGUAGES:
        return language
    system = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG", "")
    return "en" if system.startswith("en") else "zh"


def asked(department: str, year: str, years: str, language: str, data: str) -> dict[str, object]:
    """The parameters as they were typed; what is no number stays text, for the check to refuse in words."""
    numbers = {"year": year, "years": years}
    typed = {name: int(text) if text.isdecimal() else text for name, text in numbers.items()}
    return {"department": department, **typed, "language": language, "data_dir": data}


def listed(given: tuple[str, ...]) -> list[str]:
    """The values of an option that may be repeated or hold a list: `zh,en`."""
    return list(dict.fromkeys(one.strip() for text in given for one in text.split(",")))


def load(checked: "ReportParameters", words: Words) -> Any:
    """The accounts that a report is made of, worded in the user's language. Raises `DataError`."""
    import budgetbook as bb  # noqa: PLC0415  (takes half a second, which `--help` must not)

    return bb.load(
        checked.data_dir, checked.department, checked.year, years=checked.years, language=words.language
    )


def short(path: Path) -> Path:
    """A path as the user would type it: relative, where it lies below the current folder."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def complain(text: str) -> None:
    """Tell what went wrong, apart from what other programs read."""
    click.echo(text, err=True)

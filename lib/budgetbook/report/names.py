"""Names of files and folders that are safe on every system, and the known name nearest to a wrong one."""

import difflib
import re
from collections.abc import Iterable

from budgetbook.words.worded import Sentence

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# Windows takes these for devices, with any extension and in any case.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def is_portable(name: str) -> bool:
    """Whether a name is one plain folder name on Windows, macOS and Linux, and no path."""
    return (
        bool(name)
        and not _FORBIDDEN.search(name)
        and not _DEVICES.fullmatch(name)
        and name == name.strip(" .")
    )


def portable(text: str) -> str:
    """Make a file name of any text: what is not allowed becomes `_`."""
    name = _FORBIDDEN.sub("_", text)[:80].strip(" .") or "_"
    return f"_{name}" if _DEVICES.fullmatch(name) else name


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a typo most likely meant."""
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.5)), None)


def did_you_mean(name: str, known: Iterable[str]) -> Sentence | str:
    """A clause that proposes the nearest known name, or nothing."""
    found = nearest(name, known)
    return ("cli.nearest", {"name": found}) if found else ""

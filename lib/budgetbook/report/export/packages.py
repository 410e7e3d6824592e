"""Office files are zip archives: written so that the same content is always the same bytes."""

import io
import zipfile
from collections.abc import Callable

from budgetbook.report.export.outputs import printable

LANGUAGE_CODES = {"zh": "zh-CN", "en": "en-GB"}

_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_LONGEST_PROPERTY = 255
# What is packed already gains nothing from being packed again.
_PACKED = (".png", ".jpg", ".jpeg")


def as_property(text: str) -> str:
    """A text as the title, author or subject of a file, which may be no longer than 255 characters."""
    return printable(text)[:_LONGEST_PROPERTY]


def settled(content: bytes, change: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """Write an archive anew, the same on every system and at every time.

    `change` may give a part, by its name, another content.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as archive:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_TIME)
            entry.create_system = _UNIX
            packed = name.lower().endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, change(name, given.read(name)))
    return made.getvalue()

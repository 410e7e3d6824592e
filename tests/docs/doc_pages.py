"""What a page of the documentation tells its reader to do, in the page's order.

- A fenced `sh` block holds commands, one a line; a comment `exit code 3` (退出码 3) says which code is right.
- A `text` block after it shows what they print, with `…` for lines, or parts of a line, that are left out.
- A block after a paragraph that ends with a path and a colon (“`a.csv`:”, “`a.csv` 中改正：”) is the content
  of that file, and a `diff` block there is a change of it.
- Every other block only illustrates.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"^(?P<indent> *)(?P<mark>`{3,})(?P<kind>\w*)\n(?P<text>.*?)^ *(?P=mark) *$", re.M | re.S)
_FILE = re.compile(r"`([^`\s]+\.\w+)`(?: ?中[^`\s]{0,4})? ?[:：]\s*\Z")
_STATUS = re.compile(r"#.*(?:exit code|退出码) ?([0-9]+)")
_SECONDS = re.compile(r"\s[0-9]+(\.[0-9]+)? (s|秒)$")
_SPAN = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Commands:
    """The commands of one block, with the exit code of each."""

    line: int = field(compare=False)
    commands: tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True)
class Printed:
    """What the commands before it print."""

    line: int = field(compare=False)
    text: str


@dataclass(frozen=True)
class Content:
    """A file that the reader writes."""

    line: int = field(compare=False)
    path: str
    text: str


@dataclass(frozen=True)
class Change:
    """Lines that the reader changes in a file."""

    line: int = field(compare=False)
    path: str
    old: str
    new: str


Step = Commands | Printed | Content | Change


def steps(page: str) -> Iterator[Step]:
    """What a page tells its reader to do, and what it says will happen."""
    after_commands = False
    for block in _FENCE.finditer(page):
        line = page.count("\n", 0, block.start()) + 1
        text, kind = dedent(block["text"]), block["kind"]
        file = _FILE.search(page[: block.start()])
        if kind == "sh":
            yield Commands(line, tuple(_commands(text)))
            after_commands = True
        elif kind == "diff":
            assert file, f"line {line}: a change of which file?"
            yield Change(line, file[1], _side(text, "-"), _side(text, "+"))
        elif file:
            yield Content(line, file[1], text)
        elif kind == "text" and after_commands:
            yield Printed(line, text)
            after_commands = False


def spans(page: str) -> list[str]:
    """The code in the running text, each in one line."""
    return [" ".join(span.split()) for span in _SPAN.findall(_FENCE.sub("", page))]


def printed_as(shown: str, real: str) -> bool:
    """Whether a page shows what a command really prints, `…` standing for anything."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == "…" else f"{re.escape(line).replace('…', '.*')}\n"
        for line in _plain(shown)
    ]
    return re.fullmatch("".join(lines), "".join(f"{line}\n" for line in _plain(real))) is not None


def _plain(text: str) -> list[str]:
    """Printed lines without what differs between runs: seconds, and the order of steps made side by side."""
    lines = [line.rstrip().replace("\\", "/") for line in text.strip("\n").splitlines()]
    told: list[str] = []
    timed: list[str] = []
    for line in lines:
        if _SECONDS.search(line):
            timed.append(_SECONDS.sub(" s", line))
            continue
        told += [*sorted(timed), line]
        timed = []
    return [*told, *sorted(timed)]


def _commands(block: str) -> Iterator[tuple[tuple[str, ...], int]]:
    for line in block.replace("\\\n", " ").splitlines():
        status = _STATUS.search(line)
        words = shlex.split(line, comments=True)
        while words:
            end = words.index("&&") if "&&" in words else len(words)
            yield tuple(words[:end]), int(status[1]) if status else 0
            words = words[end + 1 :]


def _side(diff: str, sign: str) -> str:
    """The lines before (`-`) or after (`+`) a change."""
    lines = [line for line in diff.splitlines() if line.startswith((sign, " "))]
    return "".join(f"{line[1:]}\n" for line in lines)

"""The words around countable results, from the lexicon: what counts, what leads to a name, what ends one."""

import re
from functools import cache

from budgetbook.intake.statements.lexicon import rows


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind, the longest first."""
    found = (row["word"] for row in rows("output_words") if row["kind"] == kind)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def any_of(*kinds: str) -> str:
    """A pattern of one of the words of some kinds, the longest first."""
    found = sorted((word for kind in kinds for word in words(kind)), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, found))})"


def says(text: str, kind: str) -> bool:
    """Whether a text holds a word of a kind."""
    return any(word in text for word in words(kind))

"""A total against the sum of its parts: the comparison that most of the rules come down to."""

from collections.abc import Iterator
from decimal import Decimal

from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.sheet import Entry, Parts, Sheet
from budgetbook.analysis.reconcile.tolerance import of_sum
from budgetbook.words import Words

# More parts than these are counted in a sentence and not named.
MOST_NAMED = 4


def against_parts(
    sheet: Sheet, whole: Entry | None, parts: Parts, *, listed: bool = False
) -> Iterator[Comparison]:
    """Compare a total with its parts; nothing without the total or without any part.

    Where parts are missing they can only be seen to exceed the total. `listed` parts are the lines of a
    list that shows no gap: if they fall short, a line may have been left out, which is no error of the sum.
    """
    if whole is None or not parts.known:
        return
    words = sheet.book.words
    right = sum((part.value for part in parts.known), Decimal(0))
    tolerance = tolerance_of([whole, *parts.known])
    over = right - whole.value
    if parts.missing:
        key, broken = "exceeded", over > tolerance
    elif listed and over < 0:
        key, broken = "short", -over > tolerance
    else:
        key, broken = "sum", abs(over) > tolerance
    yield Comparison(
        whole.item,
        whole.value,
        right,
        tolerance,
        broken,
        words(
            f"reconcile.{key}",
            when=sheet.when,
            whole=whole.name,
            left=words.money(whole.value),
            parts=enumerated(words, _figures(words, parts.known)),
            right=words.money(right),
            difference=words.money(abs(over)),
        ),
        (whole.source, *(part.source for part in parts.known)),
        "warning" if key == "short" else None,
    )


def tolerance_of(entries: list[Entry]) -> Decimal:
    """The tolerance of a sum that all these figures are part of, its total included."""
    return of_sum([entry.half for entry in entries], mixed_units=len({entry.unit for entry in entries}) > 1)


def enumerated(words: Words, figures: list[str]) -> str:
    """Figures one by one, or how many they are."""
    return (
        words.join(figures) if len(figures) <= MOST_NAMED else words("reconcile.lines", number=len(figures))
    )


def _figures(words: Words, entries: list[Entry]) -> list[str]:
    return [words("reconcile.figure", name=one.name, amount=words.money(one.value)) for one in entries]

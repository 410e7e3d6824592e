"""The arithmetic of shares and changes, exact, with its edge cases decided once."""

from collections.abc import Iterable
from decimal import Decimal

HUNDRED = Decimal(100)
# Printed lines are rounded to 0.01 万元.
HALF_A_CENT = Decimal("0.005")


def share(part: Decimal | None, total: Decimal | None) -> Decimal | None:
    """Part of a total in %; None where either is missing or the total is not above zero."""
    if part is None or total is None or total <= 0:
        return None
    return part / total * HUNDRED


def percent_change(now: Decimal | None, last: Decimal | None) -> Decimal | None:
    """Change in % of last year; None where a year is missing and where last year is zero or below.

    From a base of zero no percentage exists, and from a negative one its sign would mislead.
    """
    if now is None or last is None or last <= 0:
        return None
    return (now - last) / last * HUNDRED


def difference(now: Decimal | None, last: Decimal | None) -> Decimal | None:
    """This year less last year; None where either is missing."""
    return None if now is None or last is None else now - last


def ratio(amount: Decimal | None, count: Decimal | None) -> Decimal | None:
    """Amount per unit; None where either is missing or there is nothing to divide by."""
    return None if amount is None or count is None or count <= 0 else amount / count


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """Sum of the known values; None where none is known, since nothing published is not zero."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def whole(parts: Iterable[Decimal | None]) -> Decimal | None:
    """Sum of the parts; None where there is none or one is missing: the others would not be the whole."""
    listed = list(parts)
    return None if None in listed else total(listed)


def adds_up(parts: Iterable[Decimal | None], printed: Decimal | None) -> bool:
    """Whether n parts in 万元 make up a printed total, within the rounding of them all: 0.005 × (n + 1)."""
    listed = list(parts)
    added = whole(listed)
    return (
        added is not None and printed is not None and abs(added - printed) <= HALF_A_CENT * (len(listed) + 1)
    )

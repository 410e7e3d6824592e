"""Whole-number arithmetic and draws that come out the same on every machine.

Money is counted in cents: hundredths of 万元, as final accounts print them.
"""

from random import Random

SEED = "example-county-civil-affairs"
THOUSAND = 1000


def draw(low: int, high: int, *key: object) -> int:
    """A number from low to high, both included, that depends on its key alone and on no other draw."""
    chance = Random("/".join(map(str, (SEED, *key)))).random()
    return low + int(chance * (high - low + 1))


def divided(number: int, by: int) -> int:
    """A quotient, rounded half up."""
    return (2 * number + by) // (2 * by)


def scaled(number: int, per_mille: int) -> int:
    """So many thousandths of a number."""
    return divided(number * per_mille, THOUSAND)


def grown(number: int, per_mille: int, years: int) -> int:
    """A number after years of growth."""
    for _ in range(years):
        number = scaled(number, THOUSAND + per_mille)
    return number


def split(whole: int, weights: list[int], step: int = 1) -> list[int]:
    """A whole divided in proportion to weights, in multiples of a step; the first part takes the rest."""
    parts = [whole * weight // sum(weights) // step * step for weight in weights]
    return [whole - sum(parts[1:]), *parts[1:]]


def printed(hundredths: int) -> str:
    """Hundredths with two decimals: 1234 is 12.34."""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def trimmed(hundredths: int) -> str:
    """Hundredths without zeros at the end: 950 is 9.5 and 1000 is 10."""
    return printed(hundredths).rstrip("0").rstrip(".")

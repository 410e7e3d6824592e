"""How far two published figures may differ through rounding alone, exactly and never as a blanket percentage.

A printed figure stands for every value that rounds to it: half a unit in its last decimal to either side.
Everything here follows from those halves.
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from itertools import product

from budgetbook.accounts.amounts import TO_WAN

# Final accounts are printed in 万元 with two decimals, and files drop trailing zeros (162.20 as 162.2): fewer
# decimals than these say nothing, more say that the figure was published finer.
_LEAST_PLACES = {"元": 0, "万元": 2, "亿元": 2}
# Between tables in different units: one was converted by hand.
ACROSS_UNITS = Decimal("0.05")
EXACT = Decimal(0)

Interval = tuple[Decimal, Decimal]
"""A figure and the half unit it may be off by."""


def places(value: Decimal) -> int:
    """How many decimals a figure was printed with."""
    return max(0, -int(value.as_tuple().exponent))


def half_unit(value: Decimal) -> Decimal:
    """Half a unit in the last printed decimal: 0.05 for 74.7, 0.005 for 94.07."""
    return Decimal(5).scaleb(-places(value) - 1)


def half_unit_of_money(amount: Decimal, unit: str) -> Decimal:
    """Half a unit, in 万元, of an amount (万元) that was published in `unit`: 0.005 for most."""
    shown = max(_LEAST_PLACES[unit], places((amount / TO_WAN[unit]).normalize()))
    return Decimal(5).scaleb(-shown - 1) * TO_WAN[unit]


def of_sum(halves: list[Decimal], *, mixed_units: bool = False) -> Decimal:
    """Tolerance of a total against its addends, `halves` being the half units of all of them.

    For n addends in 万元 it is 0.005 × (n + 1), rounded up to 0.01.
    """
    unit = (max(halves) * 2).normalize()
    tolerance = (sum(halves, Decimal(0)) / unit).to_integral_value(ROUND_CEILING) * unit
    return max(tolerance, ACROSS_UNITS) if mixed_units else tolerance


def of_counts(values: list[Decimal]) -> Decimal:
    """Tolerance of a whole against its parts: none for whole numbers, else what their decimals allow."""
    finest = max(places(value.normalize()) for value in values)
    return EXACT if finest == 0 else of_sum([Decimal(5).scaleb(-finest - 1)] * len(values))


def of_copy(copy: Decimal, copy_unit: str, original: Decimal, original_unit: str) -> Decimal:
    """Tolerance of a figure against the same figure elsewhere, both in 万元.

    In one unit it must be the same, unless the copy shows fewer decimals than the original has.
    """
    halves = [half_unit_of_money(copy, copy_unit), half_unit_of_money(original, original_unit)]
    if copy_unit != original_unit:
        return max(sum(halves, Decimal(0)), ACROSS_UNITS)
    return halves[0] if halves[1] < halves[0] else EXACT


def spread(function: Callable[..., Decimal], *figures: Interval) -> Decimal:
    """How far the rounding of its figures may move a result that is monotonic in each of them."""
    middle = function(*(value for value, _ in figures))
    corners = product(*((value - half, value + half) for value, half in figures))
    return max(abs(function(*corner) - middle) for corner in corners)

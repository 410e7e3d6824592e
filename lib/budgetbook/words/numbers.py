"""Numbers as they are printed: exact decimals, rounded half up, missing never shown as zero."""

from decimal import ROUND_HALF_UP, Context, Decimal

# Shorthand of the UK Government Analysis Function: not available, not applicable. A blank would read as zero.
MISSING = "[x]"
NOT_APPLICABLE = "[z]"
# `quantize` refuses more digits than its context has, which a share of a very small total can need.
_WIDE = Context(prec=80)


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round as accountants do, 0.125 to 0.13, and never to a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)
    return abs(rounded) if rounded == 0 else rounded


def fixed(value: Decimal | None, places: int = 2, *, separator: str = ",", sign: bool = False) -> str:
    """Print with a fixed number of decimals, `[x]` for a missing value, `+` on a variance when `sign`."""
    if value is None:
        return MISSING
    rounded = round_half_up(value, places)
    text = f"{rounded:{'+' if sign and rounded != 0 else ''},.{places}f}"
    return text.replace(",", separator)


def plain(value: Decimal | None) -> str:
    """Print a count or a score with the decimals it has and no more: 12, 86.23, 21.07."""
    if value is None:
        return MISSING
    trimmed = (value + 0).normalize()  # + 0 makes a negative zero plain
    places = max(0, -int(trimmed.as_tuple().exponent))
    return f"{trimmed:,.{places}f}"

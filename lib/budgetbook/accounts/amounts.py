"""Figures as people type them, into exact decimals; money into 万元."""

import re
import unicodedata
from decimal import Decimal

from budgetbook.accounts.schema import UNITS

# One 万元 is 10⁴ 元 and one 亿元 is 10⁴ 万元; a unit belongs to a table, not to a document.
TO_WAN: dict[str, Decimal] = dict(zip(UNITS, (Decimal("0.0001"), Decimal(1), Decimal(10000)), strict=True))

# To 0.01 元, which is 0.000001 万元: no published figure is finer, so more digits are a slip or a float's dust.
_FINEST_WAN = Decimal("0.000001")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
# Longer than any budget in 元; an unbounded integer would also let one cell eat the memory.
_LONGEST = 24


def parse_number(text: str) -> Decimal | None:
    """Read `1,234.56`, `１２３．４` or `−0.27` exactly; an empty text is None (not published).

    Thousands separators must stand where thousands are. Raises `ValueError` for anything else: words,
    exponents, `-`, `nan`.
    """
    clean = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip()
    if not clean:
        return None
    if len(clean) > _LONGEST or not clean.isascii() or not _NUMBER.fullmatch(clean):
        raise ValueError(text)
    return Decimal(clean.replace(",", ""))


def to_wan(value: Decimal, unit: str) -> Decimal:
    """Convert money in 元, 万元 or 亿元 to 万元, exactly.

    Raises `ValueError` when it is finer than 0.01 元.
    """
    amount = value * TO_WAN[unit]
    if amount != amount.quantize(_FINEST_WAN):
        raise ValueError(str(value))
    return amount

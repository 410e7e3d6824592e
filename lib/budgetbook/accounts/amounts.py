"""Figures as people type them, into exact decimals; money into 万元."""

import re
from decimal import Decimal

from budgetbook.accounts.schema import UNITS

# One 万元 is 10⁴ 元 and one 亿元 is 10⁴ 万元; a unit belongs to a table, not to a document.
TO_WAN: dict[str, Decimal] = dict(zip(UNITS, (Decimal("0.0001"), Decimal(1), Decimal(10000)), strict=True))

# 0.01 元 is 0.000001 万元: no published figure is finer, so more digits are a slip or a float's dust.
_FINEST_WAN = -6
_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
# Far longer than any budget in 元, and short enough for every sum and share to stay exact.
_MOST_DIGITS = 18
# What input methods and web pages put in place of plain characters. Not the whole NFKC: it reads 10² as 102.
_PLAIN = str.maketrans("０１２３４５６７８９．，＋－−", "0123456789.,+--", "\u200b\u200e\ufeff")
_UNIT = re.compile(r"[-+0-9.,\s]*[0-9]\s*(元|万|亿|万元|亿元|千元)")
_NOTHING = {"-", "--", "–", "—", "——", "/", "无", "空", "n/a", "na", "nan", "none", "null", "nil", "未公布"}


def plain(text: str) -> str:
    """A text with full-width digits and signs made plain, without the spaces around it."""
    return text.translate(_PLAIN).strip()


def parse_number(text: str) -> Decimal | None:
    """Read `1,234.56`, `１２３．４` or `−0.27` exactly; an empty text is None (not published).

    Thousands separators must stand where thousands are. Raises `ValueError` for anything else: words,
    exponents, `-`, `nan`.
    """
    clean = plain(text)
    if not clean:
        return None
    number = clean.replace(",", "")
    if not _NUMBER.fullmatch(clean) or len(re.sub(r"[-+.]", "", number)) > _MOST_DIGITS:
        raise ValueError(text)
    return Decimal(number)


def reason_no_number(text: str) -> str:
    """Why a text that `parse_number` refuses is no number, as a rule of `words/terms/problem.csv`."""
    clean = plain(text)
    if clean.startswith(("#", "=")):
        return "formula"
    if clean.casefold() in _NOTHING:
        return "nothing"
    if clean.endswith(("%", "％")):
        return "percent"
    return "with_unit" if _UNIT.fullmatch(clean) else "number"


def to_wan(value: Decimal, unit: str) -> Decimal:
    """Convert money in 元, 万元 or 亿元 to 万元, exactly.

    Raises `ValueError` when it is finer than 0.01 元.
    """
    amount = value * TO_WAN[unit]
    if int(amount.normalize().as_tuple().exponent) < _FINEST_WAN:
        raise ValueError(str(value))
    return amount

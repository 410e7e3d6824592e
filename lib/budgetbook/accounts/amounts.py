"""Figures as people type them, into exact decimals; money into 万元."""

import re
from collections.abc import Callable
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
# A spreadsheet keeps text with an apostrophe in front from becoming a number, and some exports show it.
_APOSTROPHES = ("'", "\u2019")
_NOTHING = {"-", "--", "–", "—", "——", "/", "无", "空", "n/a", "na", "nan", "none", "null", "nil", "未公布"}
# Why a text is no number, by the rule of `words/terms/problem.csv`; the first that matches.
_REASONS: dict[str, Callable[[str], object]] = {
    "formula": re.compile(r"[#=].*", re.DOTALL).fullmatch,
    "nothing": lambda text: text.casefold() in _NOTHING,
    "percent": re.compile(r".*[%％]", re.DOTALL).fullmatch,
    "with_unit": re.compile(r"[-+0-9.,\s]*[0-9]\s*(元|万|亿|万元|亿元|千元)|[¥￥$]\s*[-+0-9.,]+").fullmatch,
    "scientific": re.compile(r"[-+]?[0-9]+(\.[0-9]+)?E[-+]?[0-9]+", re.IGNORECASE).fullmatch,
    "grouping": re.compile(r"[-+]?(?=.*,)[0-9,]+(\.[0-9]+)?").fullmatch,
    "brackets": re.compile(r"[(（][0-9.,]+[)）]").fullmatch,
}


def plain(text: str) -> str:
    """A text with full-width digits and signs made plain, without an apostrophe or spaces around it."""
    text = (text if text.isascii() else text.translate(_PLAIN)).strip()
    return text[1:].strip() if text.startswith(_APOSTROPHES) else text


def parse_number(text: str) -> Decimal | None:
    """Read `1,234.56`, `１２３．４` or `−0.27` exactly; an empty text is None (not published).

    Thousands separators must stand where thousands are. Raises `ValueError` for anything else (words,
    exponents, `-`, `nan`) with the reason as a rule of `words/terms/problem.csv`.
    """
    clean = plain(text)
    if not clean:
        return None
    if not _NUMBER.fullmatch(clean) or sum(map(str.isdigit, clean)) > _MOST_DIGITS:
        raise ValueError(next((rule for rule, fits in _REASONS.items() if fits(clean)), "number"))
    return Decimal(clean.replace(",", ""))


def reason_no_number(text: str) -> str:
    """Why `parse_number` refuses a text; empty where it does not."""
    try:
        parse_number(text)
    except ValueError as reason:
        return str(reason)
    return ""


def to_wan(value: Decimal, unit: str) -> Decimal:
    """Convert money in 元, 万元 or 亿元 to 万元, exactly.

    Raises `ValueError` when it is finer than 0.01 元.
    """
    amount = value * TO_WAN[unit]
    if int(amount.normalize().as_tuple().exponent) < _FINEST_WAN:
        raise ValueError(str(value))
    return amount

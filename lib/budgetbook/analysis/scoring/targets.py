"""The text cells of a self-evaluation form: numbers with direction and unit, and attainment in words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from budgetbook.accounts.amounts import parse_number, plain

Comparator = Literal["", ">=", "<=", "=", ">", "<"]
Attainment = Literal["attained", "partly", "missed"]
Wording = Attainment | Literal["largely"]

_PLAIN = str.maketrans("≧⩾≦⩽＞﹥＜﹤＝％﹪／（）", "≥≥≤≤>><<=%%/()")
_BEFORE: dict[str, Comparator] = {
    "大于或等于": ">=", "大于等于": ">=", "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=",
    "小于或等于": "<=", "小于等于": "<=", "不超过": "<=", "不高于": "<=", "不大于": "<=", "不多于": "<=",
    "控制在": "<=", "至多": "<=", "最多": "<=", "高于": ">", "大于": ">", "超过": ">", "多于": ">",
    "低于": "<", "小于": "<", "少于": "<", "不足": "<", "等于": "=", ">=": ">=", "≥": ">=", "<=": "<=",
    "≤": "<=", ">": ">", "<": "<", "=": "=", "已完成": "", "完成": "", "达到": "", "达": "",
}  # fmt: skip
_AFTER: dict[str, Comparator] = {
    "及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "之内": "<=", "内": "<=",
}  # fmt: skip
_CELL = re.compile(
    rf"(?P<before>{'|'.join(_BEFORE)})?(?P<number>[+-]?[0-9][0-9,]*(?:\.[0-9]+)?)"
    # m2 has a digit of its own; two numbers, as in 5–8, 1:3 or a date, are none.
    r"(?P<unit>(?:[^\W\d_]|[%‰/·]|(?<=[A-Za-z])[0-9])*?)"
    rf"(?:\(含\))?(?P<after>{'|'.join(_AFTER)})?"
)
_MOST_UNIT = 10
_END_OF_A_DATE = ("前", "底", "初", "末", "旬")
_DAY_OR_MONTH = ("月", "日", "号")
_YEARS = (1900, 2100)
_SCALES = {"万": 10**4, "亿": 10**8}

_DONE = "(达成|达到|完成|实现|达标)了?"
_AIM = "(年度|年初|全年|预期|预定|既定|设定|绩效|指标|目标|任务|值|要求|效果)*"
_EFFECT = "((取得|具有|产生|有)?({})的?(效果|成效|效益))?"
_BANDS: dict[Attainment, re.Pattern[str]] = {
    "attained": re.compile(
        f"(全部|均|都|已经?|按时|按期|如期|圆满)*{_DONE}{_AIM}" + _EFFECT.format("较好|良好|显著|明显")
    ),
    "partly": re.compile(f"(部分|基本|大部分)(已经?)?{_DONE}{_AIM}" + _EFFECT.format("一定")),
    "missed": re.compile(f"(未能?|尚未|没有?){_DONE}{_AIM}(效果(较差|差|不明显|不佳))?"),
}


@dataclass(frozen=True)
class Target:
    """A number on a form: its direction, its value, its unit as a person writes it (%, 人次, 元/户 or none).

    万 and 亿 are resolved, so 1.2万人次 is 12000 人次.
    """

    comparator: Comparator
    value: Decimal
    unit: str


def parse(text: str, unit: str = "", *, bare: Comparator = ">=") -> Target | None:
    """Read a number such as `≥95%`, `不少于1,200人次`, `5天以内`, `1.2万人次`; None for everything else.

    `unit` is that of the form's own column, for a cell without one. A number without a direction has the
    direction `bare`: at least, for most indicators; whoever reads a cost (成本指标) says at most, and whoever
    reads what was done passes "". Nothing is guessed from an indicator's name. Not quantified, and so None,
    are words, ranges (5–8), ratios (1:3), dates (2024年12月底前) and a direction that contradicts itself.
    """
    found = _CELL.fullmatch(_tidy(text))
    if found is None:
        return None
    before, own = _BEFORE.get(found["before"] or "", ""), found["unit"]
    after = _AFTER.get(found["after"] or "", "")
    value = _number(found["number"])
    if value is None or (before and after and before[0] != after[0]) or _is_date(value, own, before or after):
        return None
    if len(own) > _MOST_UNIT or ("%" in own and own != "%"):
        return None
    scale, name = _resolved(own)
    if not name:
        other, name = _resolved(_tidy(unit))
        scale *= 1 if own else other
    return Target(before or after or bare, value * scale, "%" if name == "百分比" else name)


def attainment(text: str) -> Attainment | None:
    """Which of the form's three bands a cell names: 达成, 部分达成 or 未达成预期指标; None for other words.

    基本达成 and 基本完成 are the middle band, since that is what the form says beside it (并具有一定效果).
    """
    clean = re.sub(r"[,.;:，。、；：且并]|\s", "", plain(text))
    return next((band for band, words in _BANDS.items() if words.fullmatch(clean)), None)


def wording(text: str) -> Wording | None:
    """The same with 基本达成 told apart from 部分达成: `largely`."""
    band = attainment(text)
    return "largely" if band == "partly" and plain(text).lstrip().startswith("基本") else band


def _tidy(text: str) -> str:
    """A cell with plain characters and no spaces, but for those between two numbers."""
    return re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", plain(text).translate(_PLAIN))


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except ValueError:  # 1,20 or longer than any figure
        return None


def _is_date(value: Decimal, unit: str, direction: str) -> bool:
    year = unit == "年" and _YEARS[0] <= value <= _YEARS[1]
    return year or unit.endswith(_END_OF_A_DATE) or (unit in _DAY_OR_MONTH and not direction)


def _resolved(unit: str) -> tuple[int, str]:
    """A unit's 万 and 亿 as a factor, and the unit without them."""
    scale = 1
    while unit[:1] in _SCALES:
        scale, unit = scale * _SCALES[unit[0]], unit[1:]
    return scale, unit

"""The name of a reason, out of the words in front of its amount."""

import re

_BASE = r"(?:(?:较|比|与|同)(?:上年|去年|[0-9]{4}年|同期|年初)[^，。；：、]{0,8}?|同比)?"
_CHANGE = re.compile(
    _BASE
    + r"(?:支出|共|共计)?(?:增加|减少|增长|下降|上升|提高|降低|压减|增支|减支|多|少|增|减)了?(?:约|近)?$"
)
_LEAD = re.compile(r"^(?:[0-9]{4}年度?|[一二三四五六]是|其中|由于|因为|因|[和及为是：的]|[0-9]\.|\([0-9]\))+")
_PLACE = re.compile(r"^[一-鿿]{2,8}?(?:自治区|自治州|省|市|县|区)(?=[一-鿿]{4})")
_TAIL = re.compile(r"(?:项目)?(?:总收入|总支出|收入|支出)?(?:预算|决算)?数?$")


def reason_name(text: str, department: str) -> str:
    """`2022年某省防汛专项经费总收入较上年减少` is named `防汛专项经费`; empty where no name stands there."""
    name = _LEAD.sub("", _CHANGE.sub("", text.strip()))
    name = _PLACE.sub("", name.removeprefix(department) if department else name)
    return _TAIL.sub("", name) if len(name) > 2 else name

"""Cells of a self-evaluation form: what is a number, of which direction and unit, and what is attainment."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.analysis.scoring.targets import Target, attainment, parse


@pytest.mark.parametrize(
    ("text", "unit", "comparator", "value", "read_unit"),
    [
        ("≥95%", "", ">=", "95", "%"),
        ("≧95％", "", ">=", "95", "%"),
        (">=95%", "", ">=", "95", "%"),
        ("＞＝95%", "", ">=", "95", "%"),
        ("≥ 95 %", "", ">=", "95", "%"),
        ("不低于95%", "", ">=", "95", "%"),
        ("大于等于95%", "", ">=", "95", "%"),
        ("不少于1,200人次", "", ">=", "1200", "人次"),
        ("95%以上", "", ">=", "95", "%"),
        ("达到95%（含）以上", "", ">=", "95", "%"),
        ("≥95%以上", "", ">=", "95", "%"),
        ("95%以下", "", "<=", "95", "%"),
        ("95%以内", "", "<=", "95", "%"),
        ("控制在5%以内", "", "<=", "5", "%"),
        ("5个工作日内", "", "<=", "5", "个工作日"),
        ("≤5300元/户", "", "<=", "5300", "元/户"),
        ("≤5,300元／户", "", "<=", "5300", "元/户"),
        ("不超过3次", "", "<=", "3", "次"),
        ("小于等于3次", "", "<=", "3", "次"),
        ("至多3次", "", "<=", "3", "次"),
        ("不多于3次", "", "<=", "3", "次"),
        ("至少3次", "", ">=", "3", "次"),
        ("少于3次", "", "<", "3", "次"),
        ("≤2起", "", "<=", "2", "起"),
        ("=12次", "", "=", "12", "次"),
        ("1200", "人次", ">=", "1200", "人次"),
        ("１２００人次", "", ">=", "1200", "人次"),
        ("1.2万人次", "", ">=", "12000", "人次"),
        ("1.2", "万人次", ">=", "12000", "人次"),
        ("1.2万", "人次", ">=", "12000", "人次"),
        ("1.2万", "万人次", ">=", "12000", "人次"),
        ("3.5亿元", "", ">=", "350000000", "元"),
        ("≥2万亿元", "", ">=", "2000000000000", "元"),
        ("100%", "", ">=", "100", "%"),
        ("98", "百分比", ">=", "98", "%"),
        (">90分", "", ">", "90", "分"),
        ("＞90", "", ">", "90", ""),
        ("超过90", "", ">", "90", ""),
        ("＜5‰", "", "<", "5", "‰"),
        ("低于-5%", "", "<", "-5", "%"),
        ("≥500m2", "", ">=", "500", "m2"),
        ("0", "次", ">=", "0", "次"),
        ("≤15日", "", "<=", "15", "日"),
        ("3年", "", ">=", "3", "年"),
    ],
)
def test_a_number_is_read_with_its_direction_and_unit(
    text: str, unit: str, comparator: str, value: str, read_unit: str
) -> None:
    assert parse(text, unit) == Target(comparator, Decimal(value), read_unit)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "5–8", "5-8天", "5至8天", "3月-6月", "1:3", "1：3", "2024年12月底前", "2024年底前",
        "12月底前", "2024年", "12月", "15日", "6月30日前", "有效提升", "达成预期指标", "一次", "约95%",
        "100%按时发放", "5 8", "1,20", "9" * 30, "控制在5%以上", "=95%以上", "≥", "%", "²", "=SUM(A1)",
        "{{7*7}}", "第1季度", "1200人次参加了全部的培训和考核",
    ],
)  # fmt: skip
def test_ranges_dates_ratios_and_words_are_no_number(text: str) -> None:
    assert parse(text) is None


def test_a_number_without_a_direction_has_the_one_that_its_reader_says() -> None:
    assert [parse("12次", bare=bare).comparator for bare in ("", "<=", ">=")] == ["", "<=", ">="]
    assert parse("≥12次", bare="").comparator == ">="


@given(
    st.sampled_from(["≥", "不少于", "≤", "不超过", "=", ">", "<", "＞"]),
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["", "%", "人", "人次", "元/户", "个工作日"]),
    st.sampled_from(["", "万", "亿"]),
)
def test_what_is_written_is_read_back(sign: str, value: Decimal, unit: str, scale: str) -> None:
    unit = "" if unit == "%" and scale else unit
    read = parse(f"{sign}{value:,}{scale}{unit}")
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    directions = {"不少于": ">=", "≥": ">=", "≤": "<=", "不超过": "<=", "＞": ">"}
    assert read == Target(directions.get(sign, sign), value * factor, unit)


@given(st.text(), st.text())
def test_no_text_is_an_error(text: str, unit: str) -> None:
    parse(text, unit)
    attainment(text)


@given(st.text(alphabet="0123456789.,≥≤=%万亿年月日人次以上内不超过（）达成未部分基本预期指标 ", max_size=14))
def test_no_text_of_a_form_s_own_characters_is_an_error(text: str) -> None:
    parse(text)
    attainment(text)


@pytest.mark.parametrize(
    ("band", "texts"),
    [
        (
            "attained",
            "达成预期指标 达成年度指标 达成 已达成 全部达成 已完成 完成 已全部完成 按时完成 达标 "
            "实现预期目标 达到预期目标 达成预期指标，并取得较好效果。",
        ),
        (
            "partly",
            "部分达成预期指标并具有一定效果 部分达成年度指标，并具有一定效果 部分达成 部分完成 "
            "基本达成 基本完成 基本达成并具有一定效果 大部分完成",
        ),
        (
            "missed",
            "未达成预期指标且效果较差 未达成年度指标，且效果较差 未达成 未完成 没有完成 尚未完成 "
            "未达标 未能实现",
        ),
        (None, "优 良好 有效提升 完成率 95% 完成95% 是 无 未 部分"),
    ],
)
def test_attainment_has_three_bands_and_other_words_none(band: str | None, texts: str) -> None:
    assert {text: attainment(text) for text in texts.split()} == dict.fromkeys(texts.split(), band)

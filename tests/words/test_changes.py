from decimal import Decimal

import pytest

from budgetbook.words import Words


def told(language: str, change: str | None, percent: str | None, last: str | None) -> str:
    values = (None if text is None else Decimal(text) for text in (change, percent, last))
    return Words(language).change(*values)


@pytest.mark.parametrize(
    ("change", "percent", "last", "zh", "en"),
    [
        (
            "-492.19", "-7.4413", "6614.32",
            "较上年减少492.19万元，下降7.44%",
            "down 492.19 wan yuan (7.44%) on last year",
        ),
        (
            "1200", "20", "6000",
            "较上年增加1200.00万元，增长20.00%",
            "up 1,200.00 wan yuan (20.00%) on last year",
        ),
        (
            "1", "0.49", "204",
            "与上年基本持平（增加1.00万元，增长0.49%）",
            "about the same as last year (up 1.00 wan yuan, 0.49%)",
        ),
        ("0", "0", "5", "与上年持平", "unchanged from last year"),
        ("0.004", "0.08", "5", "与上年基本持平", "about the same as last year"),
        (
            "5", None, "0",
            "较上年增加5.00万元（上年为0，不计算增幅）",
            "up 5.00 wan yuan on last year (from zero, so no rate is given)",
        ),
        (
            "8", None, "-3",
            "较上年增加8.00万元（上年为负数，不计算增幅）",
            "up 8.00 wan yuan on last year (from below zero, so no rate is given)",
        ),
        (None, None, None, "无上年数可比", "with no figure of last year to compare it with"),
    ],
)  # fmt: skip
def test_a_change_is_told_as_official_reports_tell_it(
    change: str | None, percent: str | None, last: str | None, zh: str, en: str
) -> None:
    assert told("zh", change, percent, last) == zh
    assert told("en", change, percent, last) == en


def test_a_change_beyond_ten_times_is_told_as_a_multiple() -> None:
    assert told("zh", "999.99", "999.99", "100") == "较上年增加999.99万元，增长999.99%"
    assert told("zh", "1000", "1000", "100") == "较上年增加1000.00万元，增长10.0倍"
    assert told("zh", "1230", "1230", "100") == "较上年增加1230.00万元，增长12.3倍"


def test_a_change_by_itself_says_its_direction() -> None:
    assert [Words("zh").moved(Decimal(change)) for change in (5, -5, 0)] == [
        "增加5.00万元",
        "减少5.00万元",
        "持平",
    ]
    assert Words("en").moved(Decimal(-5)) == "down 5.00 wan yuan"
    assert Words("zh").moved(None) == "未公布"


def test_a_count_in_a_sentence_goes_with_its_noun() -> None:
    assert Words("zh").count(Decimal(155550), "person", "persons") == "155550"
    assert Words("en").count(Decimal(155550), "person", "persons") == "155,550 persons"
    assert Words("en").count(1, "project", "projects") == "1 project"
    assert Words("en").count(Decimal("21.07")) == "21.07"
    assert Words("zh").count(None) == "未公布"


def test_a_small_amount_is_told_in_yuan_with_the_decimals_it_has() -> None:
    assert Words("zh").yuan(Decimal(80965)) == "80965元"
    assert Words("en").yuan(Decimal("1350.5")) == "1,350.50 yuan"
    assert Words("en").yuan(None) == "not published"

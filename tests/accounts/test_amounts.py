from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.accounts.amounts import parse_number, reason_no_number, to_wan
from budgetbook.words import Words

# To 0.01 元, as published in each unit.
AMOUNTS = st.decimals(min_value=-(10**11), max_value=10**11, places=2)
FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("6122.13", "6122.13"),
        ("6,122.13", "6122.13"),
        ("1,234,567", "1234567"),
        ("１２３．４", "123.4"),
        ("６，１２２．１３", "6122.13"),
        ("−0.27", "-0.27"),
        ("－0.27", "-0.27"),
        ("-492.19", "-492.19"),
        ("+5", "5"),
        ("  162.2  ", "162.2"),
        ("\u3000162.2\u00a0", "162.2"),
        ("\u200b162.2\ufeff", "162.2"),
        ("'6122.13", "6122.13"),
        ("\u2019-5", "-5"),
        ("007", "7"),
        ("0", "0"),
        ("123456789012345678", "123456789012345678"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "  ", "\u3000"])
def test_an_empty_cell_is_not_published_and_not_zero(typed: str) -> None:
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "约五百", "1e5", "1E5", "nan", "NaN", "inf", "-inf", "1,23", "12,34,567", "1234,567", ",123",
        "1,234,", "1.2.3", "1..2", ".5", "5.", "--5", "+-5", "(206)", "1 234", "0x10", "1_000", "10²", "①",
        "½", "٣", "五", "2022-01-02", "TRUE", "$5", "￥5", "1234567890123456789", "9" * 400,
    ],
)  # fmt: skip
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_number(typed)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("6122.13万元", "with_unit"), ("6,122.13 万元", "with_unit"), ("1.98亿", "with_unit"),
        ("５元", "with_unit"), ("94.07%", "percent"), ("94.07％", "percent"), ("-", "nothing"),
        ("—", "nothing"), ("——", "nothing"), ("/", "nothing"), ("无", "nothing"), ("N/A", "nothing"),
        ("nan", "nothing"), ("未公布", "nothing"),
        ("#REF!", "formula"), ("#DIV/0!", "formula"), ("=SUM(A1:A2)", "formula"),
        ("￥5", "with_unit"), ("¥1,234.56", "with_unit"),
        ("1e5", "scientific"), ("2.08E+06", "scientific"), ("1,23", "grouping"), ("12,34,567", "grouping"),
        ("1234,567", "grouping"), (",123", "grouping"), ("1,234,", "grouping"), ("(206)", "brackets"),
        ("（1,234.56）", "brackets"), ("约五百万元", "number"), ("1.2.3", "number"), ("1 234", "number"),
        ("9" * 19, "number"),
    ],
)  # fmt: skip
def test_a_refused_text_says_why_it_is_no_number(typed: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        parse_number(typed)
    assert reason_no_number(typed) == reason


@pytest.mark.parametrize("typed", ["", "0", "-6,122.13", "１２３"])
def test_a_text_that_is_a_number_has_no_reason(typed: str) -> None:
    assert reason_no_number(typed) == ""


@given(AMOUNTS, st.booleans(), st.booleans(), st.sampled_from(["", " ", "\u3000"]))
def test_an_amount_written_in_any_accepted_way_reads_back_exactly(
    value: Decimal, separated: bool, full_width: bool, space: str
) -> None:
    text = f"{value:,.2f}" if separated else f"{value:.2f}"
    text = text.translate(FULL_WIDTH) if full_width else text
    assert parse_number(space + text + space) == value


@given(st.text(max_size=12))
def test_no_text_does_more_than_be_read_or_refused(text: str) -> None:
    try:
        value = parse_number(text)
    except ValueError:
        assert Words("zh").has(f"problem.{reason_no_number(text)}")
    else:
        assert value is None or value.is_finite()


@pytest.mark.parametrize(
    ("amount", "unit", "wan"),
    [
        ("80965", "元", "8.0965"),
        ("0.01", "元", "0.000001"),
        ("6122.13", "万元", "6122.13"),
        ("3.0899", "亿元", "30899"),
        ("-206", "元", "-0.0206"),
        ("0", "亿元", "0"),
        ("123456789012345678", "亿元", "1234567890123456780000"),
    ],
)
def test_money_in_any_unit_is_the_same_money_in_wan_yuan(amount: str, unit: str, wan: str) -> None:
    assert to_wan(Decimal(amount), unit) == Decimal(wan)


@given(AMOUNTS)
def test_the_units_lead_to_one_another_exactly(yuan: Decimal) -> None:
    wan = to_wan(yuan, "元")
    assert wan * 10_000 == yuan
    assert to_wan(wan, "万元") == wan
    assert to_wan(wan / 10_000, "亿元") == wan


@pytest.mark.parametrize(
    ("amount", "unit"),
    [("0.001", "元"), ("6122.1300001", "万元"), ("0.00000000001", "亿元"), ("1.005", "元")],
)
def test_money_finer_than_a_cent_is_a_slip(amount: str, unit: str) -> None:
    with pytest.raises(ValueError):
        to_wan(Decimal(amount), unit)


def test_zeros_at_the_end_are_no_precision() -> None:
    assert to_wan(Decimal("6122.130000000"), "万元") == Decimal("6122.13")

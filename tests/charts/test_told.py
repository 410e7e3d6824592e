"""What a chart tells a reader who points at a mark: its name and its value, as the mark's `<title>`."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from chart_cases import CASES, GRADES, HOSTILE, INCOME

from budgetbook.charts import forms
from budgetbook.charts.forms import Across, Bar, Corner, Point, Series

SVG = "{http://www.w3.org/2000/svg}"


def told(svg: str) -> list[str]:
    """What the marks of a picture tell, in the order in which they are drawn."""
    groups = ElementTree.fromstring(svg).iter(f"{SVG}g")
    return [
        "\n".join(title.itertext()) for group in groups if (title := group.find(f"{SVG}title")) is not None
    ]


def drawn(case: str) -> str:
    _, form, args, options = CASES[case]
    return form(*args, **options)


@pytest.mark.parametrize("case", CASES)
def test_every_told_mark_has_a_name_and_a_value_and_something_to_point_at(case):
    svg = drawn(case)
    assert all(text.strip() == text and text for text in told(svg))
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if group.find(f"{SVG}title") is not None:
            assert group[0].tag == f"{SVG}title"
            assert any(shape.tag in (f"{SVG}path", f"{SVG}use") for shape in group.iter())


def test_a_bar_tells_its_name_and_its_label():
    assert told(forms.share_bars(INCOME))[0] == "一般公共预算财政拨款\n5,759.26（94.07%）"


def test_a_missing_value_and_a_zero_have_no_mark_and_tell_nothing():
    assert told(forms.share_bars([Bar("甲", None, "缺数"), Bar("乙", Decimal(0), "0.00")])) == []


def test_a_column_tells_its_series_and_its_year():
    assert told(
        forms.year_columns(["2023", "2024"], [Series("总收入", [Decimal(1), Decimal(2)], ["1.00", "2.00"])])
    ) == [
        "总收入 · 2023\n1.00",
        "总收入 · 2024\n2.00",
    ]


def test_a_value_that_is_not_written_beside_its_line_is_told_all_the_same():
    line = Series("2024年", [Decimal(10), Decimal(20)], ["", ""], told=["10.00%", "20.00%"])
    assert told(forms.rate_lines(["1月", "2月"], [line])) == ["2024年 · 1月\n10.00%", "2024年 · 2月\n20.00%"]


def test_a_mark_of_many_items_tells_the_first_six():
    points = [Point(Decimal(90), Decimal(95), told=f"项目{number}：95分") for number in range(9)]
    svg = forms.scatter(
        points,
        across=Across("执行率", below="◀", shown=(Decimal(0), Decimal(110))),
        title="得分",
        grades=GRADES,
        lowest=Decimal(70),
        corner=Corner("高分低执行", Decimal(60), Decimal(90), right=False, top=True),
        together="数字为项目个数",
    )
    assert told(svg) == ["\n".join([*(f"项目{number}：95分" for number in range(6)), "…"])]


def test_a_hostile_name_is_told_as_text():
    svg = forms.share_bars([Bar(HOSTILE, Decimal(1), "1.00")])
    assert "<script" not in svg
    assert told(svg)[0].startswith('<script>"&$x^2$')


def test_places_are_written_to_a_hundredth_of_a_point():
    assert not re.search(r' (?:d|x|y|transform)="[^"]*\d\.\d{3}', forms.share_bars(INCOME))

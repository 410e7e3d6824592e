"""Lines over the months, and free places for their labels."""

from dataclasses import replace
from itertools import combinations
from math import isnan

import pytest
from chart_cases import LAST_YEAR, MONTHS, SO_FAR, THIS_YEAR, TIME, rates
from chart_extents import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from budgetbook.charts import theme
from budgetbook.charts.forms.box import Box
from budgetbook.charts.forms.lines import draw_rate_lines
from budgetbook.charts.forms.values import place_value


@pytest.fixture(autouse=True)
def house_style():
    with theme.style():
        yield


def drawn(figure: Figure) -> list[Line2D]:
    """The lines of the plot, the first series first."""
    return [line for line in figure.axes[0].lines if len(line.get_xdata()) == 12][::-1]


def test_lines_differ_by_dash_and_marker_and_the_reference_has_no_marker():
    four = [rates(name, [10] * 12, f"order.{name}") for name in "1234"]
    *looks, reference = [
        (line.get_marker(), line._unscaled_dash_pattern[1])  # type: ignore[attr-defined]
        for line in drawn(draw_rate_lines(MONTHS, four, reference=TIME))
    ]
    assert len({marker for marker, _ in looks}) == len({str(dash) for _, dash in looks}) == 4
    assert reference[0] == "None"


def test_a_line_wears_the_colour_of_its_category():
    this, last, _ = drawn(draw_rate_lines(MONTHS, [THIS_YEAR, LAST_YEAR], reference=TIME))
    assert to_hex(this.get_color()).upper() == theme.fill("scenario.actual").color
    assert to_hex(last.get_color()).upper() == theme.fill("scenario.previous_year").color


def test_a_missing_month_is_a_gap_and_not_zero():
    this = drawn(draw_rate_lines(MONTHS, [SO_FAR]))[0]
    values = [None if isnan(value) else value for value in this.get_ydata()]
    assert values == [4, 9, None, 26, None, 45, *[None] * 6]


def test_the_axis_starts_at_zero_and_has_room_above_the_highest_value():
    for series, highest in ((THIS_YEAR, 97.35), (rates("甲", [400.5] * 12), 400.5)):
        low, high = draw_rate_lines(MONTHS, [series]).axes[0].get_ylim()
        assert low == 0
        assert highest < high < highest * 1.2


def test_a_negative_value_stands_below_zero():
    low, _ = draw_rate_lines(MONTHS, [rates("甲", [-5, *[10] * 11])]).axes[0].get_ylim()
    assert low < -5


def test_values_are_labelled_where_they_have_a_text():
    printed = {text.text for text in texts(draw_rate_lines(MONTHS, [THIS_YEAR]))}
    assert {"18.00%", "45.00%", "66.00%", "97.35%"} <= printed
    assert "26.00%" not in printed


def test_values_of_several_lines_carry_their_markers_and_the_last_ones_stand_under_the_names() -> None:
    placed = {text.text: text for text in texts(draw_rate_lines(MONTHS, [THIS_YEAR, LAST_YEAR]))}
    assert {"● 18.00%", "● 45.00%", "● 66.00%"} <= set(placed)
    assert any(text.startswith("■ ") for text in placed)
    assert "97.35%" in placed
    assert "● 97.35%" not in placed
    assert placed["2024年"].left == placed["97.35%"].left


def test_of_two_lines_that_almost_meet_the_upper_ones_label_stands_over_the_lower_ones() -> None:
    lines = [
        rates("甲", [10, 20, 30.1, 40, 50, 60.1], "order.1"),
        rates("乙", [10, 20, 30, 40, 50, 60], "order.2"),
    ]
    lines = [replace(one, texts=["", "", f"{one.values[2]}%", "", "", ""]) for one in lines]
    heights = {text.text: text.bottom for text in texts(draw_rate_lines(MONTHS[:6], lines))}
    assert heights["● 30.1%"] > heights["■ 30%"]


def test_names_at_the_end_keep_the_order_of_the_last_values():
    figure = draw_rate_lines(MONTHS, [LAST_YEAR, THIS_YEAR], reference=TIME)
    heights = {text.text: text.bottom for text in texts(figure)}
    assert heights["时间进度"] > heights["2024年"] > heights["2023年"]


def test_a_label_stands_over_its_point_if_nothing_is_in_the_way():
    box = place_value((50, 50), 20, Box(0, 0, 100, 100), over=True, taken=[], hidden=[])
    assert ((box.left + box.right) / 2, box.bottom < 50) == (50, True)
    under = place_value((50, 50), 20, Box(0, 0, 100, 100), over=False, taken=[], hidden=[])
    assert under.top > 50


def test_a_label_rather_stands_on_the_other_side_than_hide_a_mark():
    mark = Box(40, 30, 60, 49)
    box = place_value((50, 50), 20, Box(0, 0, 100, 100), over=True, taken=[], hidden=[mark])
    assert not box.meets(mark)


def test_a_room_without_any_place_is_refused():
    room = Box(0, 0, 100, 100)
    with pytest.raises(ValueError, match="no room"):
        place_value((50, 50), 20, room, over=True, taken=[room], hidden=[])


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), min_size=1, max_size=6), st.booleans())
def test_labels_never_meet_and_never_leave_the_room(points: list[tuple[float, float]], over: bool) -> None:
    room = Box(0, 0, 300, 200)
    taken: list[Box] = []
    for point in points:
        taken.append(place_value(point, 40, room, over=over, taken=taken, hidden=[]))
    assert not any(one.meets(other) for one, other in combinations(taken, 2))
    assert all(box.left >= 0 and box.right <= 300 and box.top >= 0 and box.bottom <= 200 for box in taken)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(-50, 500), min_size=12, max_size=12), min_size=2, max_size=4))
def test_whatever_the_rates_no_text_covers_another(many: list[list[int]]) -> None:
    lines = [rates(f"第{n}条线", values, f"order.{n}") for n, values in enumerate(many, 1)]
    placed = texts(draw_rate_lines(MONTHS, lines, reference=TIME))
    assert not any(one.overlaps(other) for one, other in combinations(placed, 2))
    assert sum(text.text.endswith(".00%") for text in placed) == 4 * len(lines)

"""What the form of split changes promises beyond the rules that all charts keep."""

from itertools import pairwise

import pytest
from chart_cases import SPLITS, split
from matplotlib.colors import to_hex

from budgetbook.charts import theme
from budgetbook.charts.forms.effects import draw_effect_bars


@pytest.fixture(autouse=True)
def house_style():
    with theme.style():
        yield


def test_bars_start_at_zero_and_are_the_values_on_one_scale():
    [axes] = draw_effect_bars(SPLITS).axes
    assert all(bar.get_x() == 0 for bar in axes.patches)
    assert [bar.get_width() for bar in axes.patches] == [-0.59, -2.71, 2.12, 0.36, 0.99, -0.63]


def test_an_effect_is_thinner_than_the_change_and_coloured_by_its_direction():
    change, count, cost = draw_effect_bars([split("甲", "-4", "-22", "18")]).axes[0].patches
    assert change.get_height() > count.get_height() == cost.get_height()
    assert [to_hex(bar.get_facecolor()).upper() for bar in (change, count, cost)] == [
        theme.fill(key).color for key in ("mark.other", "direction.decrease", "direction.increase")
    ]


def test_the_bars_of_an_item_stand_under_each_other_and_apart_from_the_next():
    axes = draw_effect_bars([split("甲", "1", "2", "-1"), split("乙", "1", "2", "-1")]).axes[0]
    middles = [bar.get_y() + bar.get_height() / 2 for bar in axes.patches]
    steps = [round(below - above, 2) for above, below in pairwise(middles)]
    assert steps[0] == steps[1] == steps[3] == steps[4] < steps[2]


def test_an_effect_of_nothing_has_no_bar_and_no_arrow():
    figure = draw_effect_bars([split("甲", "0", "0", "0")])
    assert list(figure.axes[0].patches) == []
    assert not any(mark in text.get_text() for text in figure.texts for mark in "▲▼")

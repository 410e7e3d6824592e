"""What the histogram and the stacked counts promise beyond the rules that all charts keep."""

from decimal import Decimal

import pytest
from chart_cases import CEILING, GRADES, TALLIES, TOP, histogram_bins
from chart_extents import texts
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from budgetbook.charts import theme
from budgetbook.charts.forms.histogram import MOST_DOTS, draw_histogram
from budgetbook.charts.forms.scale import HAIR
from budgetbook.charts.forms.tallies import draw_count_stacks


@pytest.fixture(autouse=True)
def house_style():
    with theme.style():
        yield


def bars(figure, key):
    """The bars of a grade, not its strip or its ground."""
    color = to_rgba(theme.fill(key).color)
    outlined = [
        patch
        for patch in figure.findobj(Rectangle)
        if patch.get_facecolor() == color and patch.get_linewidth() > 0
    ]
    return sorted((patch.get_window_extent() for patch in outlined), key=lambda box: box.x0)


def dots(figure):
    return [
        tuple(point)
        for line in figure.findobj(Line2D)
        if line.get_marker() == "o"
        for point in line.get_xydata()
    ]


def test_bars_are_as_high_as_their_counts_in_both_panels():
    zoom = histogram_bins(TOP, step=1, start=90)
    figure = draw_histogram(histogram_bins(CEILING), GRADES, zoom=zoom, zoom_label="每组1分")
    heights = sorted(box.height for box in bars(figure, "grade.excellent"))
    assert heights[-1] / heights[-2] == pytest.approx(290 / 260)
    assert heights[-2] / heights[-3] == pytest.approx(260 / 30)


def test_a_lone_project_beside_hundreds_can_be_seen():
    figure = draw_histogram(histogram_bins({30: 1, 95: 100_000}), GRADES)
    assert [box.height for box in bars(figure, "grade.poor")] == pytest.approx([HAIR])


def test_every_project_of_thirty_is_a_dot_of_its_own():
    figure = draw_histogram(histogram_bins({50: 1, 85: 9, 95: 20}), GRADES)
    assert len(dots(figure)) == len(set(dots(figure))) == MOST_DOTS
    assert not dots(draw_histogram(histogram_bins({50: 1, 85: 10, 95: 20}), GRADES))


def test_dots_stand_over_their_bin_and_on_each_other():
    low, high = sorted(dots(draw_histogram(histogram_bins({0: 1, 95: 2}), GRADES)))[0::2]
    first, second = sorted(dots(draw_histogram(histogram_bins({95: 2}), GRADES)))
    assert first[0] == second[0] == high[0] > low[0]
    assert first[1] != second[1]


def test_the_zones_are_named_once_and_their_limits_stand_below():
    found = [text.text for text in texts(draw_histogram(histogram_bins({95: 1}), GRADES))]
    assert [found.count(grade.label) for grade in GRADES] == [1, 1, 1, 1]
    assert {"0", "60", "80", "90", "100"} <= set(found)


def test_an_empty_bin_has_neither_bar_nor_label():
    figure = draw_histogram(histogram_bins({}), GRADES)
    assert not dots(figure)
    assert not any(bars(figure, grade.key) for grade in GRADES)


def test_stacked_counts_start_at_zero_and_follow_one_another():
    figure = draw_count_stacks(TALLIES, [(grade.label, grade.key) for grade in GRADES])
    axes = figure.axes[0]
    spans = sorted((p.get_y(), p.get_x(), p.get_width()) for p in axes.patches if isinstance(p, Rectangle))
    first = [(x, width) for y, x, width in spans if y == spans[0][0]]
    assert first[0][0] == 0
    assert [x + width for x, width in first[:-1]] == pytest.approx([x for x, _ in first[1:]])
    assert max(width for _, _, width in spans) == 300


def test_a_row_without_counts_is_hatched():
    from budgetbook.charts.forms import Part, Stack

    rows = [Stack("甲", [Part(Decimal(1), "", "grade.good")], "1个"), Stack("乙", [], "得分未公布")]
    figure = draw_count_stacks(rows, [])
    assert [patch.get_hatch() for patch in figure.findobj(Rectangle) if patch.get_hatch()] == [
        theme.MISSING_FILL.hatch
    ]

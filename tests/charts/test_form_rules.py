"""What each form promises beyond the rules that all charts keep."""

import re
from decimal import Decimal

import matplotlib
import pytest
from chart_cases import COUNTS, FLOWS, GRADES, INCOME, LINES, RATES, REASONS, SCORES, THREE_PUBLIC, steps
from chart_extents import texts
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from budgetbook.charts import theme
from budgetbook.charts.forms import Bar, Part, Stack, reasons_bars, share_bars, waterfall
from budgetbook.charts.forms.bars import draw_change_bars, draw_count_bars, draw_share_bars
from budgetbook.charts.forms.bridge import draw_reasons_bars, draw_waterfall, is_cut
from budgetbook.charts.forms.columns import draw_year_columns
from budgetbook.charts.forms.dots import draw_dot_ranges, draw_grade_band
from budgetbook.charts.forms.panels import draw_small_multiples
from budgetbook.charts.forms.stacks import draw_stacked_shares
from budgetbook.charts.forms.variance import draw_budget_actual

NAMES = {"budget": "年初预算数", "actual": "决算数"}


@pytest.fixture(autouse=True)
def house_style():
    with theme.style():
        yield


def value_bars(axes):
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def boxes(figure, **wanted):
    """Rectangles of the sheet with a certain fill."""
    found = [patch for patch in figure.findobj(Rectangle) if patch not in figure.axes]
    return [p for p in found if all(getattr(p, f"get_{name}")() == value for name, value in wanted.items())]


def hatched(figure):
    return boxes(figure, hatch=theme.MISSING_FILL.hatch, facecolor=to_rgba(theme.ink("missing")))


def to_rgba(color):
    return matplotlib.colors.to_rgba(color)


@pytest.mark.parametrize(
    ("draw", "data"),
    [(draw_share_bars, INCOME), (draw_count_bars, COUNTS), (draw_change_bars, steps(REASONS))],
)
def test_bars_start_at_zero(draw, data):
    axes = draw(data).axes[0]
    assert all(bar.get_x() == 0 for bar in value_bars(axes))
    assert axes.get_xlim()[0] <= 0 <= axes.get_xlim()[1]


def test_bar_lengths_are_the_values():
    lengths = [bar.get_width() for bar in value_bars(draw_share_bars(INCOME).axes[0])]
    assert lengths == [5759.26, 190.13, 172.74]


def test_columns_start_at_zero_and_are_the_values():
    axes = draw_year_columns(["2020", "2021", "2022"], FLOWS).axes[0]
    assert all(column.get_y() == 0 for column in value_bars(axes))
    assert sorted(column.get_height() for column in value_bars(axes)) == [4862.71, 5931.55, 6122.13, 6614.32]
    assert axes.get_ylim()[0] == 0


def test_a_missing_value_is_hatched_and_a_zero_is_not():
    figure = draw_share_bars(
        [Bar("甲", Decimal(5), "5.00"), Bar("乙", None, "缺数"), Bar("丙", Decimal(0), "0.00")]
    )
    assert len(value_bars(figure.axes[0])) == 1
    assert len(hatched(figure)) == 1


def test_a_year_without_figures_is_a_hatched_gap():
    figure = draw_year_columns(["2020", "2021", "2022"], FLOWS)
    assert len(hatched(figure)) == 1
    assert [text.text for text in texts(figure)].count("缺数") == 1


def test_a_value_that_is_not_zero_can_be_seen():
    figure = draw_share_bars(
        [Bar("甲", Decimal(10) ** 9, "1,000,000,000.00"), Bar("乙", Decimal("0.01"), "0.01")]
    )
    seen = [bar.get_window_extent().width for bar in value_bars(figure.axes[0])]
    assert min(seen) > 1


def test_categories_wear_the_theme():
    colors = [bar.get_facecolor() for bar in value_bars(draw_share_bars(INCOME).axes[0])]
    assert colors == [to_rgba(theme.fill(bar.key).color) for bar in INCOME]


def test_counts_have_whole_ticks():
    figure = draw_count_bars([Bar("优", Decimal(1), "1个"), Bar("良", Decimal(2), "2个")])
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["0", "1", "2"]


def test_changes_are_sorted_by_size_and_told_by_arrow_and_colour():
    changes = [Bar("缺", None, "上年缺数"), *steps([("小", "-1"), ("大", "9"), ("中", "-5"), ("平", "0")])]
    figure = draw_change_bars(changes)
    lines = [text.text for text in texts(figure)]
    assert [line for line in lines if line in {"小", "大", "中", "平", "缺"}] == [
        "大",
        "中",
        "小",
        "平",
        "缺",
    ]
    assert {"▲ +9.00", "▼ -5.00", "▼ -1.00", "+0.00", "上年缺数"} <= set(lines)
    colors = [bar.get_facecolor() for bar in value_bars(figure.axes[0])]
    assert colors == [to_rgba("#B3460A"), to_rgba("#12436D"), to_rgba("#12436D")]


def test_a_waterfall_leads_from_one_total_to_the_other():
    start, end = Bar("2021年", Decimal("6614.32"), "6,614.32"), Bar("2022年", Decimal("6122.13"), "6,122.13")
    figure = draw_waterfall(start, steps([("甲", "-500"), ("乙", "7.81")]), end)
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in value_bars(figure.axes[0])]
    assert spans[0] == (0, 6614.32)
    assert spans[1] == pytest.approx((6614.32, 6114.32))
    assert spans[2][0] == pytest.approx(6114.32)
    assert spans[3] == (0, 6122.13)
    assert figure.axes[0].get_xlim()[0] == 0


def totals(last, now):
    return [Bar(f"{year}年", Decimal(value), f"{value}") for year, value in ((2021, last), (2022, now))]


def gaps(figure):
    return [line for line in figure.findobj(Line2D) if line.get_color() == theme.ink("paper")]


@pytest.mark.parametrize(
    ("last", "change", "now", "cut"),
    [
        (1000, "49.99", "1049.99", True),
        (1000, "-49.99", "950.01", True),
        (1000, "52.50", "1052.50", True),
        (1000, "60", "1060", False),
        (1000, "0", "1000", False),
        (-1000, "1", "-999", False),
        (0, "5", "5", False),
    ],
)
def test_a_waterfall_is_cut_where_no_step_reaches_five_percent_of_the_totals(last, change, now, cut):
    start, end = totals(last, now)
    assert is_cut(start, steps([("甲", change)]), end) is cut
    axes = draw_waterfall(start, steps([("甲", change)]), end).axes[0]
    assert bool(axes.get_xlim()[0] > 0) is cut


def test_a_cut_waterfall_shows_the_gap_in_both_totals_and_every_step_at_its_place():
    start, end = totals(1000, 1030)
    figure = draw_waterfall(start, steps([("甲", "40"), ("乙", "-10")]), end)
    axes = figure.axes[0]
    low, high = axes.get_xlim()
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in value_bars(axes)]
    assert spans == [(low, 1000), (1000, 1040), (pytest.approx(1040), pytest.approx(1030)), (low, 1030)]
    assert low == 1000 - 0.25 * 40
    ticks = [label.get_text() for label in axes.get_xticklabels()]
    assert "0" not in ticks
    assert all(low <= float(tick.replace(",", "")) <= high for tick in ticks)
    assert len(gaps(figure)) == 2


def test_a_waterfall_that_is_not_cut_has_no_gap():
    start, end = totals(1000, 900)
    assert gaps(draw_waterfall(start, steps([("甲", "-100")]), end)) == []


def test_a_waterfall_that_does_not_add_up_is_refused():
    start, end = Bar("2021年", Decimal(100), "100"), Bar("2022年", Decimal(90), "90")
    with pytest.raises(ValueError, match=r"the steps miss the total by 5\.00"):
        waterfall(start, steps([("甲", "-5")]), end)


def test_a_waterfall_with_a_missing_step_is_drawn():
    start, end = Bar("2021年", Decimal(100), "100"), Bar("2022年", Decimal(90), "90")
    assert "缺数" in waterfall(start, [*steps([("甲", "-5")]), Bar("乙", None, "缺数")], end)


def test_what_no_reason_explains_is_hatched_and_outlined():
    total, rest = Bar("合计", Decimal("-492.19"), "-492.19"), Bar("其余未说明", Decimal("-29.84"), "-29.84")
    last = value_bars(draw_reasons_bars(total, steps(REASONS), rest).axes[0])[-1]
    assert last.get_hatch()
    assert last.get_x() == pytest.approx(-462.35)
    assert last.get_x() + last.get_width() == pytest.approx(-492.19)


def test_reasons_and_rest_that_miss_the_total_are_refused():
    with pytest.raises(ValueError, match="miss the total"):
        reasons_bars(Bar("合计", Decimal(-9), "-9"), steps([("甲", "-5")]), Bar("其余", Decimal(-3), "-3"))


def test_shares_fill_the_bar_in_proportion():
    parts = [Part(Decimal(v), "", "income.business") for v in (60, 30, 10)]
    figure = draw_stacked_shares([Stack("2022年", parts, "100.00")], [("事业收入", "income.business")])
    color = to_rgba(theme.fill("income.business").color)
    segments = [p for p in boxes(figure, facecolor=color) if p.get_height() > 12]
    whole = sum(p.get_width() + 1 for p in segments)
    assert [(p.get_width() + 1) / whole for p in segments] == pytest.approx([0.6, 0.3, 0.1])


def test_a_part_of_nothing_has_no_label_and_a_missing_one_has():
    parts = [Part(Decimal(1), "100%"), Part(Decimal(0), "0.00%"), Part(None, "缺数")]
    lines = [text.text for text in texts(draw_stacked_shares([Stack("2022年", parts, "1")], []))]
    assert "0.00%" not in lines
    assert "缺数" in lines


def heights(figure, color):
    return [patch.get_height() for patch in boxes(figure, facecolor=to_rgba(color))]


def test_all_panels_share_one_scale():
    years = ["2020", "2021", "2022"]
    figure = draw_small_multiples(THREE_PUBLIC, years, **NAMES)
    vehicle = max(heights(figure, theme.fill("three_public.vehicle_operation").color))
    total = max(heights(figure, theme.fill("three_public.total").color))
    assert vehicle / total == pytest.approx(161.93 / 201.11)
    own = draw_small_multiples(THREE_PUBLIC, years, **NAMES, own_scale=True)
    purchase = max(heights(own, theme.fill("three_public.vehicle_purchase").color))
    assert purchase > 20 * max(heights(figure, theme.fill("three_public.reception").color))


def test_a_budget_is_outlined_beside_the_solid_actual():
    axes = draw_budget_actual(LINES[:1], **NAMES, change="差额", percent="差异率").axes[0]
    budget, actual = value_bars(axes)
    assert budget.get_facecolor() == to_rgba("#FFFFFF")
    assert budget.get_edgecolor() == actual.get_facecolor() == to_rgba(theme.fill("scenario.actual").color)
    assert (budget.get_width(), actual.get_width()) == (3120.55, 3302.03)


def test_a_percentage_beyond_the_window_ends_in_an_arrow():
    pins = draw_budget_actual(LINES, **NAMES, change="差额", percent="差异率").axes[2]
    heads = {line.get_marker(): line.get_xdata()[-1] for line in pins.lines if len(line.get_xdata()) == 1}
    assert heads[">"] == 100


def test_a_score_stands_on_the_scale_of_its_grades():
    figure = draw_grade_band(SCORES, GRADES, reading="得分越高越好 →")
    axes = figure.axes[0]
    low, high = axes.get_xlim()
    places = [(line.get_xdata()[0] - low) / (high - low) * 100 for line in axes.lines]
    assert places == pytest.approx([100, 0, 97.5, 86.23])
    assert {"差", "中", "良", "优", "0", "60", "80", "90", "100"} <= {text.text for text in texts(figure)}


@pytest.mark.parametrize("size", ["full", "half"])
def test_a_scores_label_stands_clear_of_the_bands(size):
    figure = draw_grade_band(SCORES, GRADES, reading="得分越高越好 →", size=size)
    end = figure.axes[0].get_window_extent().x1
    labels = [text for text in texts(figure) if text.text in {score.text for score in SCORES}]
    assert len(labels) == len(SCORES)
    assert all(label.left > end for label in labels)


def test_a_rate_off_the_scale_waits_in_the_gutter():
    lines = [text.text for text in texts(draw_dot_ranges(RATES, range_label="基本相符"))]
    assert lines.count("▶") == 1
    assert lines.count("◀") == 1


def test_two_figures_never_share_an_id():
    ids = [set(re.findall(r' id="([^"]+)"', share_bars(bars))) for bars in (INCOME, INCOME[1:])]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_drawing_leaves_no_pyplot_figure_behind():
    from matplotlib import _pylab_helpers

    share_bars(INCOME)
    assert not _pylab_helpers.Gcf.get_all_fig_managers()


def test_the_reader_s_settings_change_no_byte():
    plain = share_bars(INCOME)
    with matplotlib.rc_context(
        {"font.size": 30, "axes.grid": True, "svg.fonttype": "path", "savefig.dpi": 300}
    ):
        assert share_bars(INCOME) == plain

"""What the scatter promises beyond the rules that all charts keep, and the placing of its names."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, permutations

import pytest
from chart_cases import AMOUNT_AXIS, AMOUNTS, FACING, OFF_SCALE, RATE_AXIS, SCATTER, SIDES, UNSPENT
from chart_extents import texts
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from budgetbook.charts import theme
from budgetbook.charts.forms import Across, Point
from budgetbook.charts.forms.across import Ruler
from budgetbook.charts.forms.box import Box
from budgetbook.charts.forms.callouts import Ground, Spot, call_out, clear
from budgetbook.charts.forms.discs import SAME, Disc, gathered
from budgetbook.charts.forms.facing import draw_facing_bars
from budgetbook.charts.forms.scatter import draw_scatter
from budgetbook.charts.forms.text import width


@pytest.fixture(autouse=True, scope="module")
def house_style():
    with theme.style():
        yield


def marks(figure, marker):
    """The places of a figure's marks of one shape, in points from the top left corner."""
    return [
        place
        for line in figure.axes[0].lines
        if line.get_marker() == marker
        for place in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def said(figure):
    return [text.text for text in texts(figure)]


def test_a_score_stands_higher_and_a_rate_further_right():
    figure = draw_scatter([Point(Decimal(x), Decimal(y)) for x, y in ((60, 75), (100, 95))], **RATE_AXIS)
    (low_x, low_y), (high_x, high_y) = sorted(marks(figure, "o"))
    assert low_x < high_x
    assert low_y > high_y


def test_equal_items_are_one_mark_with_their_number():
    figure = draw_scatter([Point(Decimal(100), Decimal(100))] * 290, **RATE_AXIS)
    assert len(marks(figure, "o")) == 1
    assert {"290", RATE_AXIS["together"]} <= set(said(figure))


def test_where_all_stand_apart_no_number_is_explained():
    assert RATE_AXIS["together"] not in said(draw_scatter(SCATTER[:1], **RATE_AXIS))


def test_items_that_stand_out_are_diamonds_with_their_names():
    figure = draw_scatter([*SCATTER, *UNSPENT], **RATE_AXIS)
    assert len(marks(figure, "D")) == len(UNSPENT)
    assert len(marks(figure, "o")) == 4
    assert {point.name for point in UNSPENT} <= set(said(figure))


def test_an_item_beyond_the_window_waits_in_a_named_gutter():
    figure = draw_scatter(OFF_SCALE, **RATE_AXIS)
    places = sorted(x for x, _ in marks(figure, "o"))
    axes = figure.axes[0]
    assert places[0] == places[1] < places[2] < places[3] < places[4] == places[5]
    assert axes.get_xlim()[0] < places[0] < places[5] < axes.get_xlim()[1]
    assert {"◀ 低于0%", "高于150% ▶"} <= set(said(figure))
    assert "高于150% ▶" not in said(draw_scatter(SCATTER, **RATE_AXIS))


def test_what_a_logarithmic_axis_has_not_waits_in_its_own_gutter():
    figure = draw_scatter(AMOUNTS, **AMOUNT_AXIS)
    places = sorted(x for x, _ in marks(figure, "o"))
    assert places[0] == places[1] == places[2] < places[3]
    assert "0 or less" in said(figure)


@pytest.mark.parametrize(
    ("amounts", "ticks"),
    [
        (["3", "50000"], ["10", "100", "1,000", "10,000"]),
        (["0.01", "1000000000"], ["0.01", "1", "100", "10,000", "1,000,000", "100,000,000"]),
        (["80", "300"], ["100", "200"]),
        (["50"], ["50"]),
        (["7"], ["5", "10"]),
    ],
)
def test_a_logarithmic_axis_is_labelled_in_plain_amounts(amounts, ticks):
    figure = draw_scatter([Point(Decimal(amount), Decimal(90)) for amount in amounts], **AMOUNT_AXIS)
    grades = {"100", "90", "80"}
    numbers = [text.text for text in texts(figure) if text.text.replace(",", "").replace(".", "").isdigit()]
    assert [number for number in numbers if number not in grades or number in ticks][: len(ticks)] == ticks


def test_ten_times_as_much_is_as_far_everywhere():
    ruler = Ruler.fitted(Across("", "0", log=True), [Decimal(1), Decimal(1000)], 0.0, 330.0)
    one, ten, hundred, thousand = (ruler.at(Decimal(x)) for x in (1, 10, 100, 1000))
    assert ten - one == pytest.approx(hundred - ten) == pytest.approx(thousand - hundred)


def test_the_range_is_shaded_where_its_rates_are():
    figure = draw_scatter(SCATTER, **RATE_AXIS)
    band = theme.fill("mark.range").color
    [shade] = [p for p in figure.findobj(Rectangle) if p.get_facecolor()[:3] == to_rgb(band)]
    inside = [x for x, _ in marks(figure, "o") if shade.get_x() <= x <= shade.get_x() + shade.get_width()]
    assert len(inside) == 2  # 97 twice as one mark, and 100


def to_rgb(color):
    return tuple(int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))


def test_the_grades_are_named_from_the_top():
    placed = {text.text: text.bottom for text in texts(draw_scatter(SCATTER, **RATE_AXIS))}
    assert placed["优"] > placed["良"] > placed["中"]
    assert "差" not in placed


def test_the_order_of_the_items_changes_nothing():
    everything = [*SCATTER, *UNSPENT]
    drawn = {
        tuple(sorted(marks(draw_scatter(everything[turn:] + everything[:turn], **RATE_AXIS), "o")))
        for turn in range(4)
    }
    assert len(drawn) == 1


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60)), min_size=1, max_size=60))
def test_no_item_is_lost_when_they_are_gathered(places):
    kept = gathered(Disc(x, y) for x, y in places)
    assert sum(disc.count for disc in kept) == len(places)
    assert not any(one.hides(other) for one, other in combinations(kept, 2))
    assert [(disc.x, disc.y) for disc in gathered(Disc(x, y) for x, y in places[::-1])] == [
        (disc.x, disc.y) for disc in kept
    ]


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60)), min_size=1, max_size=60))
def test_a_numbered_mark_touches_no_other(places):
    for one, other in combinations(gathered(Disc(x, y) for x, y in places), 2):
        if max(one.count, other.count) > 1:
            apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert apart >= one.radius + other.radius


def test_a_number_fits_into_its_mark():
    for count in (2, 10, 99, 300, 1000):
        disc = Disc(0, 0, count=count)
        assert width(disc.text) / 2 < disc.radius


def test_the_same_items_are_one_mark_however_wide_the_labels_are():
    spread = [Point(Decimal(60 + n % 50), Decimal(85 + n % 15)) for n in range(300)]
    wide = [replace(grade, label=grade.label + " and a long name") for grade in RATE_AXIS["grades"]]
    numbers = [
        sorted(
            text for text in said(draw_scatter(spread, **{**RATE_AXIS, "grades": grades})) if text.isdigit()
        )
        for grades in (RATE_AXIS["grades"], wide)
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 10


def test_items_that_the_eye_tells_apart_stay_apart():
    kept = gathered([Disc(0, 0), Disc(SAME, 0), Disc(0, SAME + 1)])
    assert [disc.count for disc in kept] == [1, 1, 1]


def test_an_item_that_stands_out_is_never_gathered_with_the_others():
    assert len(gathered([Disc(0, 0), Disc(0, 0, marked=True)])) == 2


ROOM = Box(0.0, 0.0, 300.0, 150.0)


def test_a_name_stands_beside_its_mark_where_there_is_room():
    spot = Spot(150, 75, 3)
    [name] = call_out([(spot, "养老服务")], Ground(ROOM, [spot]))
    assert name.far < 8
    assert not name.covers
    assert clear([name])


def test_names_keep_off_one_another_and_off_the_marks():
    spots = [Spot(150 + 4 * n, 75, 3) for n in range(6)]
    names = call_out([(spot, f"第{n}个项目的名称") for n, spot in enumerate(spots)], Ground(ROOM, spots))
    assert clear(names)
    for one, other in combinations((name.box for name in names), 2):
        apart_across = one.right <= other.left or other.right <= one.left
        assert apart_across or one.bottom <= other.top or other.bottom <= one.top


def test_a_leader_leads_to_the_edge_of_its_mark():
    crowd = [Spot(x, y, 4) for x in range(100, 201, 8) for y in range(40, 111, 8)]
    middle = Spot(148, 72, 4)
    [name] = call_out([(middle, "养老服务")], Ground(ROOM, crowd))
    (_, (x, y)) = name.leader
    assert ((x - middle.x) ** 2 + (y - middle.y) ** 2) ** 0.5 == pytest.approx(4)
    assert name.far > 20


def test_a_name_never_covers_a_number():
    numbered = [Spot(x, y, 8, written=True) for x in range(0, 301, 30) for y in range(0, 151, 25)]
    assert call_out([(Spot(150, 75, 3), "养老服务")], Ground(ROOM, numbered)) is None


def test_a_room_that_is_too_small_is_told():
    spot = Spot(5, 5, 3)
    assert call_out([(spot, "养老服务设施运营补助")], Ground(Box(0, 0, 20, 20), [spot])) is None


def test_the_plot_grows_until_every_name_has_room():
    few = draw_scatter(UNSPENT[:1], **RATE_AXIS)
    long = [Point(p.x, p.y, True, "一个名称很长的项目" * 8) for p in UNSPENT]
    assert draw_scatter(long, **RATE_AXIS).get_size_inches()[1] > few.get_size_inches()[1]


def test_marks_and_the_edge_of_the_corner_stand_out_from_the_paper():
    for color in (
        *(theme.fill(f"scatter.{key}").color for key in ("plain", "marked")),
        theme.fill("scatter.corner").outline,
    ):
        assert theme.contrast(color, "#FFFFFF") >= 3
    assert theme.contrast(theme.ink("text"), theme.fill("scatter.corner").color) >= 7


def test_counts_face_each_other_on_one_scale():
    figure = draw_facing_bars(FACING, **SIDES)
    bars = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert [bar.get_width() > 0 for bar in bars] == [False, True]
    assert -bars[0].get_width() * 5 == pytest.approx(bars[1].get_width())
    assert all(bar.get_x() == 0 for bar in bars)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_place_of_a_disc_does_not_depend_on_the_order(order):
    discs = [Disc(0, 0), Disc(1, 0), Disc(0, 1.5)]
    [one] = gathered(discs[place] for place in order)
    assert (one.x, one.y, one.count) == (pytest.approx(1 / 3), pytest.approx(0.5), 3)

"""What a pair of scores on the scale of the grades promises beyond the rules that all charts keep."""

from decimal import Decimal

import pytest
from chart_cases import FAR_PAIRS, GRADES, HEADS, PAIRS, WIDE_PAIRS, pair
from chart_extents import texts

from budgetbook.charts import theme
from budgetbook.charts.forms.dumbbell import draw_dumbbell, zoom


@pytest.fixture(autouse=True)
def house_style():
    with theme.style():
        yield


def marks(figure, marker):
    """The scores at which the rows' marks of a kind stand, as the axis has them."""
    axes = figure.axes[0]
    low, high = axes.get_xlim()
    found = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == marker]
    return [value for value in found if low <= value <= high]


def test_the_declared_score_is_open_and_the_recomputed_one_solid():
    figure = draw_dumbbell(PAIRS, GRADES, HEADS)
    assert marks(figure, "o") == pytest.approx([98, 93.5, 95.5])
    assert marks(figure, "D") == pytest.approx([87.5, 92.7, 96.1])
    faces = {line.get_marker(): line.get_markerfacecolor() for line in figure.axes[0].lines}
    assert faces["o"] == theme.ink("paper")
    assert faces["D"] == theme.fill("mark.plain").color


def test_a_line_joins_the_two():
    joined = [
        tuple(line.get_xdata())
        for line in draw_dumbbell(PAIRS, GRADES, HEADS).axes[0].lines
        if len(line.get_xdata()) == 2
    ]
    assert joined == [(98, 87.5), (93.5, 92.7), (95.5, 96.1)]


@pytest.mark.parametrize(
    ("pairs", "window"),
    [
        ([pair("甲", "98", "97.7")], ("96.5", "98.5")),
        ([pair("甲", "100", "99.7")], ("98", "100")),
        ([pair("甲", "90", "89.99")], ("88.5", "90.5")),
        (PAIRS, ("80", "100")),
        ([pair("甲", "88", "78")], ("70", "90")),
        ([pair("甲", "1", "0")], ("0", "2")),
        ([pair("甲", "0", "0")], ("0", "2")),
        ([*FAR_PAIRS[:10], pair("甲", "40", "39")], ("94", "99")),
        (FAR_PAIRS, ("0", "100")),
        (WIDE_PAIRS, ("0", "100")),
        ([pair("甲", "120", "110")], ("0", "100")),
        ([*PAIRS, pair("乙", "79.5", "72.2")], ("60", "100")),
    ],
    ids=[
        "a third of a point", "at the ceiling", "on a limit", "several", "below 90", "at zero", "nothing",
        "one far away", "the furthest apart is always seen", "all over", "above the scale",
            "one apart, the others still to be seen",
    ],
)  # fmt: skip
def test_the_scale_is_as_short_as_the_scores_allow(pairs, window):
    assert zoom(pairs) == tuple(map(Decimal, window))


def test_a_third_of_a_point_is_wider_than_a_mark():
    axes = draw_dumbbell([pair("甲", "98", "97.7")], GRADES, HEADS).axes[0]
    (line,) = (line for line in axes.lines if len(line.get_xdata()) == 2)
    assert line.get_window_extent().width > 8


def test_a_score_off_the_scale_is_an_arrow_at_its_side():
    pairs = [*FAR_PAIRS[:10], pair("甲", "40", "39"), pair("乙", "120", "99")]
    lines = [text.text for text in texts(draw_dumbbell(pairs, GRADES, HEADS))]
    assert (lines.count("◀"), lines.count("▶")) == (1, 1)
    within = [text.text for text in texts(draw_dumbbell(PAIRS, GRADES, HEADS))]
    assert not {"◀", "▶"} & set(within)


def test_only_the_grades_that_the_scale_shows_are_named():
    lines = {text.text for text in texts(draw_dumbbell([pair("甲", "90", "89.99")], GRADES, HEADS))}
    assert lines & {"差", "中", "良", "优"} == {"良", "优"}


def test_the_figures_stand_beside_their_row():
    figure = draw_dumbbell(PAIRS[1:], GRADES, HEADS)
    rows = {text.text: (text.bottom + text.top) / 2 for text in texts(figure)}
    assert rows["93.50"] == rows["92.70"] == rows["+0.80"] == pytest.approx(rows["公办敬老院改造提升"], abs=2)
    assert rows["+0.80"] > rows["-0.60"]

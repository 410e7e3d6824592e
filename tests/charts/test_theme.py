"""The palette can be told apart: on paper, with a colour vision deficiency, in grey print."""

from itertools import combinations, pairwise

import matplotlib
import numpy as np
import pytest

from budgetbook.accounts.schema import EXPENDITURE_KINDS, GRADES, INCOME, THREE_PUBLIC_MONEY
from budgetbook.charts import theme

GROUPS = (
    "income",
    "expenditure",
    "total",
    "three_public",
    "function",
    "economic",
    "grade",
    "scenario",
    "direction",
    "order",
)
CATEGORIES = [f"{group}.{code}" for group in GROUPS for code in theme.codes(group)]
# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
RGB_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = RGB_TO_XYZ @ np.ones(3)


def linear(color):
    channels = np.array([int(color[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    ratios = RGB_TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(ratios > 0.008856, np.cbrt(ratios), 7.787 * ratios + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, seen_by="normal vision"):
    matrix = np.array(DEFICIENCIES.get(seen_by, np.eye(3)))
    return float(np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other))))


def edge(key):
    fill = theme.fill(key)
    return fill.outline or fill.color


@pytest.mark.parametrize("key", CATEGORIES)
def test_a_mark_or_its_outline_stands_out_from_the_paper(key):
    assert theme.contrast(edge(key), "#FFFFFF") >= 3.0


@pytest.mark.parametrize("name", ["text", "muted", "axis"])
def test_text_can_be_read(name):
    assert theme.contrast(theme.ink(name), "#FFFFFF") >= 4.5
    assert theme.contrast(theme.ink(name), theme.ink("missing")) >= 4.0


@pytest.mark.parametrize("key", ["direction.increase", "direction.decrease"])
def test_the_label_of_a_change_can_be_read_in_its_colour(key):
    assert theme.contrast(theme.fill(key).color, "#FFFFFF") >= 4.5


@pytest.mark.parametrize("key", CATEGORIES)
def test_a_label_inside_a_bar_can_be_read(key):
    color = theme.fill(key).color
    assert theme.contrast(theme.ink_on(color), color) >= 4.5


@pytest.mark.parametrize("group", GROUPS)
def test_no_two_categories_of_a_group_look_the_same(group):
    looks = [(fill.color, fill.hatch, bool(fill.outline)) for fill in map(theme.fill, keys(group))]
    assert len(set(looks)) == len(looks)


def keys(group):
    return [f"{group}.{code}" for code in theme.codes(group)]


@pytest.mark.parametrize("seen_by", ["normal vision", *DEFICIENCIES])
@pytest.mark.parametrize("group", GROUPS)
def test_look_alikes_of_a_deficiency_differ_in_their_hatch(group, seen_by):
    for one, other in combinations(map(theme.fill, keys(group)), 2):
        assert (
            one.hatch != other.hatch
            or one.outline != other.outline
            or distance(one.color, other.color, seen_by) > 10
        )


@pytest.mark.parametrize("group", ["income", "expenditure", "total", "three_public", "order"])
def test_stacked_neighbours_differ_in_grey_print(group):
    for one, other in pairwise(map(theme.fill, keys(group))):
        lightness = abs(lab(linear(one.color))[0] - lab(linear(other.color))[0])
        assert one.hatch != other.hatch or lightness >= 12


@pytest.mark.parametrize("seen_by", ["normal vision", *DEFICIENCIES])
@pytest.mark.parametrize("pair", [("increase", "decrease")])
def test_increase_and_decrease_never_look_alike(pair, seen_by):
    up, down = (theme.fill(f"direction.{name}").color for name in pair)
    assert distance(up, down, seen_by) >= 40


@pytest.mark.parametrize("seen_by", ["normal vision", *DEFICIENCIES])
def test_neighbouring_grades_never_look_alike(seen_by):
    for one, other in pairwise(map(theme.fill, keys("grade"))):
        assert distance(one.color, other.color, seen_by) >= 20


@pytest.mark.parametrize(
    ("key", "color"),
    [
        ("income.general_public_budget", "#12436D"),
        ("income.government_fund", "#28A197"),
        ("income.opening_carryover", "#F46A25"),
        ("expenditure.basic", "#12436D"),
        ("expenditure.project", "#28A197"),
        ("three_public.reception", "#F46A25"),
        ("function.208", "#12436D"),
        ("grade.excellent", "#12436D"),
        ("direction.increase", "#B3460A"),
    ],
)
def test_a_category_keeps_its_colour(key, color):
    assert theme.fill(key).color == color


def test_a_detailed_code_wears_the_colour_of_its_class():
    assert theme.fill("function.2080201") == theme.fill("function.208")
    assert theme.fill("economic.30211") == theme.fill("economic.302")


@pytest.mark.parametrize("key", ["income.lottery", "nonsense", "page.full", "ink.text", "function.999"])
def test_an_unknown_category_is_grey_and_named_in_a_warning(key):
    with pytest.warns(UserWarning, match=key):
        assert theme.fill(key).color == theme.ink("unknown")


def test_a_bar_without_a_category_warns_of_nothing():
    assert theme.fill("") == theme.fill("mark.plain")


def test_scenarios_are_told_by_their_fill():
    actual, last, budget = (theme.fill(f"scenario.{name}") for name in ("actual", "previous_year", "budget"))
    assert budget.color == "#FFFFFF"
    assert budget.outline == actual.color
    assert theme.contrast(actual.color, last.color) >= 3.0


def test_the_reader_s_own_settings_come_back():
    before = dict(matplotlib.rcParams)
    with theme.style():
        assert matplotlib.rcParams["font.family"] == ["Noto Sans SC"]
        assert matplotlib.rcParams["svg.fonttype"] == "none"
    assert dict(matplotlib.rcParams) == before


def test_every_item_of_the_tables_has_a_colour_of_its_own():
    lists = {
        "income": INCOME,
        "expenditure": EXPENDITURE_KINDS,
        "three_public": THREE_PUBLIC_MONEY,
        "grade": GRADES,
    }
    assert {
        f"{group}.{item}"
        for group, items in lists.items()
        for item in items
        if item not in theme.codes(group)
    } == set()

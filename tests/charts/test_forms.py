"""Rules that every chart keeps, whatever it is drawn from."""

import re
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import combinations
from xml.etree import ElementTree

import pytest
from chart_cases import CASES
from chart_extents import bars, crosses, texts
from matplotlib.patches import Rectangle

from budgetbook.charts import theme
from budgetbook.charts.forms import Part
from budgetbook.charts.forms.text import clean

pytestmark = pytest.mark.parametrize("name", CASES)


@cache
def _drawn(name):
    draw, _, args, options = CASES[name]
    with theme.style():
        figure = draw(*args, **options)
        return figure, texts(figure)


@cache
def _svg(name):
    _, form, args, options = CASES[name]
    return form(*args, **options)


@pytest.fixture
def drawn(name):
    return _drawn(name)


@pytest.fixture
def svg(name):
    return _svg(name)


def labels(value):
    """Every text a case wants printed; a part of nothing is not labelled."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        silent = {"key", "text"} if isinstance(value, Part) and value.value == 0 else {"key"}
        for field in fields(value):
            if field.name not in silent:
                yield from labels(getattr(value, field.name))
    elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        yield from value[:1]  # an entry of a legend: its name, its key in the theme
    elif isinstance(value, list | tuple):
        for item in value:
            yield from labels(item)


def test_every_text_is_inside_the_figure(drawn):
    figure, placed = drawn
    width, height = figure.get_size_inches() * 72
    for text in placed:
        assert text.left >= -0.1, text
        assert text.right <= width + 0.1, text
        assert text.bottom >= -0.1, text
        assert text.top <= height + 0.1, text


def test_no_text_covers_another(drawn):
    _, placed = drawn
    for one, other in combinations(placed, 2):
        assert not one.overlaps(other), (one, other)


def test_no_text_stands_partly_on_a_bar(drawn):
    figure, placed = drawn
    for bar in bars(figure):
        assert not any(crosses(text, bar) for text in placed)


def test_no_text_is_smaller_than_nine_points(drawn):
    assert all(text.size >= 9 for text in drawn[1])


def test_every_bar_is_inside_the_figure(drawn):
    figure, _ = drawn
    width, height = figure.get_size_inches() * 72
    for patch in figure.findobj(Rectangle):
        box = patch.get_window_extent()
        assert -0.1 <= box.x0 <= box.x1 <= width + 0.1
        assert -0.1 <= box.y0 <= box.y1 <= height + 0.1


def test_the_figure_is_as_wide_as_the_page_says(name, drawn):
    width = theme.page("half" if "half" in name else "full")[0]
    assert drawn[0].get_size_inches()[0] * 72 == pytest.approx(width)


def test_numbers_have_no_exponent(drawn):
    assert not any(re.search(r"\d[eE][+-]?\d", text.text) for text in drawn[1])


def test_every_label_is_printed_as_text(name, svg):
    printed = [
        element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    everything = re.sub(r"\s", "", "".join(printed))
    for text in labels(CASES[name][2]):
        if text not in unprinted(name):
            assert re.sub(r"\s", "", clean(text)) in everything


def unprinted(name):
    """A lone series needs no legend: the title names it. Small panels label their ends alone."""
    given = CASES[name][2]
    if name.startswith("year_columns"):
        return [given[1][0].label] if len(given[1]) == 1 else []
    if name.startswith("courses"):
        return [*(text for course in given[0] for text in course.texts), *given[1][1:-1]]
    return []


def test_the_same_input_gives_the_same_bytes(name, svg):
    _, form, args, options = CASES[name]
    assert form(*args, **options) == svg


def test_the_svg_can_stand_in_a_page(svg):
    assert svg.startswith("<svg ")
    assert svg.endswith("</svg>")
    assert "<style" not in svg
    assert "<script" not in svg
    assert "<metadata" not in svg
    assert len(svg.encode()) < 200_000
    ids = re.findall(r' id="([^"]+)"', svg)
    used = set(re.findall(r'(?:url\(|href=")#([\w.-]+)', svg))
    assert len(ids) == len(set(ids))
    assert set(ids) == used


def test_nothing_is_loaded_from_elsewhere(svg):
    without_names = re.sub(r' xmlns(:\w+)?="[^"]+"', "", svg)
    assert "http" not in without_names

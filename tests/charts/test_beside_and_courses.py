"""Departments beside one another: rows of bars, and small panels of years."""

from decimal import Decimal
from xml.etree import ElementTree

from chart_cases import BESIDE_CASES, CASES, OFFICES, course, measured
from chart_extents import bars

from budgetbook.charts.forms import OWN, Measured, beside, courses
from budgetbook.charts.forms.beside import draw_beside
from budgetbook.charts.forms.courses import PLOT, draw_courses


def printed(svg: str) -> list[str]:
    return [
        element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_only_the_own_row_is_marked() -> None:
    (names, panels), options = BESIDE_CASES[""]
    texts = printed(beside(names, panels, **options))
    assert sum(text.startswith(OWN.strip()) for text in texts) == 1
    assert not any(text.startswith(OWN.strip()) for text in printed(beside(names, panels)))


def test_on_one_scale_equal_values_are_equally_long() -> None:
    panels = [measured("甲", 10, 20), measured("乙", 10, 40)]
    long = sorted(round(box.width, 2) for box in bars(draw_beside(OFFICES[:2], panels, one_scale=True)))
    assert long[0] == long[1]
    assert round(long[3] / long[0], 1) == 4
    own_scales = sorted(round(box.width, 2) for box in bars(draw_beside(OFFICES[:2], panels)))
    assert own_scales[0] != own_scales[1]


def test_names_get_more_room_where_many_would_make_the_figure_taller_than_a_page() -> None:
    (names, panels), _ = BESIDE_CASES["twenty"]
    few = draw_beside(names[:3], [measured("甲", 1, 2, 3)]).get_size_inches()[1] / 3
    many = draw_beside(names, panels[:1]).get_size_inches()[1] / 20
    assert many < few


def test_beside_four_panels_with_reasons_in_words_names_still_break_between_words() -> None:
    name = "Ecology and Environment Bureau of Example County"
    panels = [
        Measured(f"Measure {n}", [Decimal(n), None], ["100.00%", "no such figure in the year"])
        for n in range(4)
    ]
    words = {word for text in printed(beside([name, "Audit"], panels)) for word in text.split()}
    assert words >= {*name.split(), "100.00%", "no", "such", "figure"}


def test_a_small_panel_labels_its_last_known_value_and_tells_the_others_to_who_points_at_them() -> None:
    _, _, given, options = CASES["courses six years"]
    svg = courses(*given, **options)
    assert printed(svg).count("100.0") == len(given[0])
    assert "95.0" not in printed(svg)
    assert "95.0</title>" in svg


def test_all_panels_stand_on_one_scale_and_a_column_beyond_it_is_cut_under_an_arrow() -> None:
    figure = draw_courses(
        [course("甲", 100, 900), course("乙", 100, 200)], ["2023", "2024"], most=Decimal(250)
    )
    *heights, _ = sorted(round(box.height, 2) for box in bars(figure))  # the last is the sheet
    assert heights == [round(PLOT * share, 2) for share in (0.4, 0.4, 0.8, 1)]
    svg = courses([course("甲", 100, 900)], ["2023", "2024"], most=Decimal(250))
    assert "▲ 900.0" in printed(svg)


def test_four_panels_stand_side_by_side_at_most() -> None:
    five = draw_courses([course(str(n), 100) for n in range(5)], ["2024"]).get_size_inches()[1]
    four = draw_courses([course(str(n), 100) for n in range(4)], ["2024"]).get_size_inches()[1]
    assert five > 1.8 * four

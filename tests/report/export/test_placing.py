from dataclasses import replace

import pytest

from budgetbook.report.export.placing import MOST_EMPTY, Seen, place, seen

PAGE = 700.0
# A figure of 300 points with a picture of 240 that went to the second page.
JUMPED = Seen("a", held=False, page=PAGE, picture=240.0, above=(1, 400.0), end=(2, 300.0))


def decided(*figures):
    return place(lambda _: figures)


def test_a_figure_on_the_page_of_its_text_stays_as_it_is():
    assert decided(replace(JUMPED, end=(1, 700.0))) == {}


def test_a_little_empty_room_is_no_reason():
    assert decided(replace(JUMPED, above=(1, PAGE * (1 - MOST_EMPTY)))) == {}


@pytest.mark.parametrize(("above", "scale"), [(400.0, 0.925), (415.0, 0.863)])
def test_a_figure_that_nearly_fits_gets_smaller(above, scale):
    assert decided(replace(JUMPED, above=(1, above))) == {"a": {"scale": scale}}


def test_a_figure_that_does_not_lets_text_go_on_before_it():
    assert decided(replace(JUMPED, above=(1, 450.0))) == {"a": {"floats": True}}


def test_a_figure_under_its_heading_gets_smaller_still_and_never_goes_alone():
    held = replace(JUMPED, held=True)
    assert decided(replace(held, above=(1, 405.0))) == {"a": {"scale": 0.771}}
    assert decided(replace(held, above=(1, 420.0))) == {}


def test_each_decision_is_taken_on_what_the_one_before_it_made():
    looked = []

    def look(places):
        looked.append(dict(places))
        second = replace(JUMPED, id="b", above=(2, 450.0), end=(3, 300.0))
        return [JUMPED] if not places else [replace(JUMPED, end=(1, 690.0)), second]

    assert place(look) == {"a": {"scale": 0.925}, "b": {"floats": True}}
    assert looked == [{}, {"a": {"scale": 0.925}}, {"a": {"scale": 0.925}, "b": {"floats": True}}]


def test_a_report_is_laid_out_so_many_times_and_no_more():
    numbers = iter(range(1000))
    place(lambda _: [replace(JUMPED, id=str(next(numbers)))])
    assert next(numbers) < 20


def test_marks_are_read_for_figures_with_text_above_them():
    marks = [
        {"what": "page", "id": "", "y": PAGE},
        {"what": "above", "id": "a", "page": 1, "y": 400.0, "held": False},
        {"what": "picture", "id": "a", "y": 240.0},
        {"what": "end", "id": "a", "page": 2, "y": 300.0},
        {"what": "picture", "id": "first", "y": 240.0},
        {"what": "end", "id": "first", "page": 2, "y": 300.0},
        {"what": "above", "id": "floating", "page": 1, "y": 400.0, "held": False},
    ]
    assert seen(marks) == [JUMPED]

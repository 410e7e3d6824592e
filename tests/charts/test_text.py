"""Labels break where a Chinese or an English reader expects, and ticks are round numbers."""

import pytest

from budgetbook.charts.forms.flags import place, stagger
from budgetbook.charts.forms.scale import Scale, fit, labels, ticks
from budgetbook.charts.forms.text import clean, width, wrap
from budgetbook.charts.theme import fill


def test_a_short_name_stays_on_one_line():
    assert wrap("一般公共预算财政拨款收入") == ["一般公共预算财政拨款收入"]


def test_a_long_name_breaks_into_even_lines_of_twelve_characters_at_most():
    lines = wrap("最低生活保障特困人员救助供养和临时救助补助资金")
    assert "".join(lines) == "最低生活保障特困人员救助供养和临时救助补助资金"
    assert [len(line) for line in lines] == [12, 11]


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark():
    for cut in range(3, 14):
        for line in wrap("因公出国（境）费、公务用车购置及运行维护费（含购置）。", cut * 9.0):
            assert line[0] not in "）、。"
            assert line[-1] not in "（"


def test_english_breaks_at_words():
    lines = wrap("Government-managed fund budget appropriation")
    assert " ".join(lines) == "Government-managed fund budget appropriation"
    assert len(lines) == 3


def test_a_short_name_in_quotation_marks_is_never_broken():
    for cut in range(4, 14):
        lines = wrap("每个编制的“三公”经费，元", cut * 9.0)
        assert any("“三公”" in line for line in lines)


def test_a_range_breaks_behind_its_arrow_and_not_in_a_number():
    assert wrap("15,540,000.00→23,542,000.00", 100.0) == ["15,540,000.00→", "23,542,000.00"]
    assert wrap("1.00→2.00", 100.0) == ["1.00→2.00"]


def test_a_word_longer_than_a_line_is_cut():
    lines = wrap("a" * 60)
    assert "".join(lines) == "a" * 60
    assert all(width(line) <= 108 for line in lines)


def test_nothing_is_one_empty_line():
    assert wrap("") == [""]


def test_control_characters_never_reach_the_svg():
    assert clean("a\x00b\tc\nd\u2028e\ufffe") == "a b c d e"


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ([0.0, 2500.0, 5000.0], ["0", "2,500", "5,000"]),
        ([0.0, 0.25, 0.5], ["0", "0.25", "0.50"]),
        ([-1e9, -0.0, 1e9], ["-1,000,000,000", "0", "1,000,000,000"]),
        ([0.0, 0.004], ["0", "0.004"]),
    ],
)
def test_ticks_are_printed_in_full(values, printed):
    assert labels(values) == printed


def test_ticks_are_round_and_far_enough_apart():
    scale = Scale(0, 300 / 6614.32, 0, 300)
    assert ticks(scale, 0, 6614.32, 14) == [0, 2000, 4000, 6000]
    assert ticks(Scale(0, 40 / 1e9, 0, 40), 0, 1e9, 14) == [0]


def test_ticks_of_nothing_are_zero():
    assert ticks(Scale(0, 300, 0, 300), 0, 0, 14) == [0]


def test_a_scale_leaves_room_for_the_longest_label():
    scale = fit([(0, 100, 50), (0, 10, 290)], 20, 300)
    assert scale.at(0) == 20
    assert scale.at(100) + 50 <= 320
    assert scale.at(10) + 290 <= 320.001


def test_flags_neither_overlap_nor_hide_a_leader():
    paint = fill("")
    flags = place([(100, "甲" * 8, paint), (104, "乙" * 8, paint), (290, "丙丙丙", paint)], 0, 300)
    assert len(flags) == 3
    for flag in flags:
        assert 0 <= flag.left <= flag.right <= 300
        for other in flags:
            if other is not flag and other.level == flag.level:
                assert flag.right < other.left or other.right < flag.left
            if other.level > flag.level:
                assert not flag.left < other.anchor < flag.right


def test_staggered_texts_take_the_lowest_free_line():
    assert [level for _, level in stagger([20, 40, 90], [30, 30, 30], 0, 100)] == [0, 1, 0]

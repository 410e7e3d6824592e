"""The quality of the indicators in words."""

from pathlib import Path

import pytest

from budgetbook.prose import indicator_quality
from evaluation_forms import form_book, form_years

PROJECTS = ["甲,,养老处,Elderly care,,,,,", "乙,,办公室,Office,,,,,"]
NUMBER, LOW, WORDS, BLANK = (
    "产出,数量,{},,≥100,120,,20,20",
    "产出,数量,{},,≥100,160,,20,20",
    "产出,质量,{},,完好,达成预期指标,,20,20",
    "效益,社会,{},,,达成预期指标,,20,20",
)


def forms(*rows: tuple[str, str]) -> list[str]:
    return [f"{project},{row.format(place)}" for place, (project, row) in enumerate(rows)]


MIXED = forms(("甲", NUMBER), ("甲", LOW), ("甲", WORDS), ("乙", NUMBER), ("乙", WORDS), ("乙", BLANK))


def test_indicators_are_counted_by_target_over_the_years_and_by_division(tmp_path: Path) -> None:
    years = {2020: forms(("甲", WORDS), ("甲", NUMBER)), 2021: forms(("甲", WORDS)), 2022: MIXED}
    made = {year: (PROJECTS, rows) for year, rows in years.items()}
    assert indicator_quality(form_years(tmp_path / "zh", made)).text == (
        "2022年绩效指标6个（不含预算执行率），其中定量3个，占50.00%，较上年上升50.00个百分点；"
        "定性2个，未设目标值1个。2020年定量指标占50.00%。"
        "按内设机构看，“养老处”定量占比最高，为66.67%；“办公室”最低，为33.33%。\n"
        "实际完成值达到目标值150%及以上的指标有1个，目标值可能偏低。产出指标中以文字描述目标的有2个。"
    )
    assert indicator_quality(form_years(tmp_path / "en", made, "en")).text == (
        "6 indicators were set for 2022, execution rates apart. 3 have targets in numbers, 50.00% of all,"
        " up 50.00 percentage points on last year; 2 have them in words and 1 has none. In 2020 the share"
        " in numbers was 50.00%. By division it is highest in “Elderly care”, 66.67%, and lowest in"
        " “Office”, 33.33%.\n"
        "1 indicator achieved 150% of the target or more, which suggests that it was low. 2 output"
        " indicators have a target in words only."
    )


@pytest.mark.parametrize(
    ("last", "moved"),
    [
        (forms(("甲", NUMBER)), "较上年下降50.00个百分点"),
        (forms(("甲", NUMBER), ("甲", WORDS)), "与上年持平"),
    ],
)
def test_a_share_in_numbers_moves_in_percentage_points(tmp_path: Path, last: list[str], moved: str) -> None:
    book = form_years(tmp_path, {2021: (PROJECTS, last), 2022: (PROJECTS, MIXED)})
    assert f"占50.00%，{moved}；定性2个" in indicator_quality(book).text


def test_indicators_without_a_flaw_are_said_to_have_none(tmp_path: Path) -> None:
    rows = forms(("甲", NUMBER), ("乙", NUMBER))
    assert indicator_quality(form_book(tmp_path / "zh", PROJECTS, rows)).text == (
        "2022年绩效指标2个（不含预算执行率），其中定量2个，占100.00%；定性0个，未设目标值0个。\n"
        "各指标均设有目标值，实际完成值均未达到目标值的150%，产出指标均有量化的目标值。"
    )
    assert indicator_quality(form_book(tmp_path / "en", PROJECTS, rows, "en", far_above=125)).text == (
        "2 indicators were set for 2022, execution rates apart. 2 have targets in numbers, 100.00% of all;"
        " 0 have them in words and 0 have none.\n"
        "Every indicator has a target, none achieved 125% of it or more, and every output has its target"
        " in numbers."
    )


def test_projects_without_a_division_are_no_division(tmp_path: Path) -> None:
    rows = forms(("甲", NUMBER), ("乙", WORDS))
    for projects in (PROJECTS[:1], []):
        assert (
            "按内设机构看"
            not in indicator_quality(form_book(tmp_path / str(len(projects)), projects, rows)).text
        )


def test_what_lacks_a_target_is_told_once(tmp_path: Path) -> None:
    book = form_book(tmp_path, PROJECTS, forms(("甲", BLANK), ("甲", NUMBER)))
    assert indicator_quality(book).text == (
        "2022年绩效指标2个（不含预算执行率），其中定量1个，占50.00%；定性0个，未设目标值1个。"
    )


def test_without_indicators_the_chapter_s_first_paragraph_speaks(tmp_path: Path) -> None:
    assert indicator_quality(form_book(tmp_path, PROJECTS, [])).paragraphs == ()

"""The quality of the indicators as exhibits, and a form's cells in both languages."""

from pathlib import Path

import pytest

from budgetbook.charts import indicator_quality, recomputed_scores, score_differences, theme, weak_indicators
from budgetbook.charts.exhibit import Exhibit
from budgetbook.charts.indicators import as_printed
from evaluation_forms import agreeing, form_book
from exhibits import broken

PROJECTS = ["甲,Project A,养老处,Elderly care,,,,,", "乙,Project B,办公室,Office,,,,,"]
INDICATORS = [
    "甲,产出,数量,服务人数,People served,≥1.2万人,2万人,,20,20",
    "甲,产出,成本,人均成本,Cost a person,5000,4000,元/人,20,20",
    "甲,产出,质量,完好程度,Condition,保持完好,部分达成,,20,20",
    "甲,预算执行率,预算执行率,预算执行率,Execution rate,100%,80%,,10,8",
    "乙,满意度,满意度,满意度,Satisfaction,,96%,,20,20",
]


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def test_divisions_are_stacked_below_the_total(tmp_path: Path) -> None:
    shown = indicator_quality(form_book(tmp_path / "zh", PROJECTS, INDICATORS))
    assert (shown.title, shown.subtitle, shown.alt) == (
        "50.00%的绩效指标设有量化目标值",
        "绩效指标按目标值分类，2022年，单位：%，右侧为指标个数",
        "百分比堆积条形图，列示2022年4个绩效指标按目标值的分类，定量占50.00%。"
        "合计50.00%（4个）；养老处66.67%（3个）；办公室0.00%（1个）。",
    )
    assert cells(shown) == [
        ["合计", "4", "2", "1", "1", "1", "50.00"],
        ["养老处", "3", "2", "1", "0", "1", "66.67"],
        ["办公室", "1", "0", "0", "1", "0", "0.00"],
    ]
    assert [row["style"] for row in shown.table.json["rows"]] == ["total", "plain", "plain"]
    assert "“目标偏低”指实际完成值达到目标值的150%及以上。" in shown.notes
    english = indicator_quality(form_book(tmp_path / "en", PROJECTS, INDICATORS, "en", far_above=120))
    assert english.title == "50.00% of the indicators have a target in numbers"
    assert "“Target low”: 120% of the target or more was achieved." in english.notes
    assert broken(shown, "zh") == broken(english, "en") == []


@pytest.mark.parametrize("division", ["养老处", ""])
def test_one_division_is_the_total(tmp_path: Path, division: str) -> None:
    shown = indicator_quality(form_book(tmp_path, [f"甲,,{division},,,,,,"], INDICATORS[:3]))
    assert cells(shown) == [["合计", "3", "2", "1", "0", "1", "66.67"]]


def test_a_project_without_a_division_is_told_apart_from_those_with_one(tmp_path: Path) -> None:
    shown = indicator_quality(form_book(tmp_path, PROJECTS[:1], INDICATORS))
    assert [row[0] for row in cells(shown)] == ["合计", "养老处", "未注明内设机构"]


def test_of_many_divisions_twenty_rows_are_drawn_and_thirty_printed(tmp_path: Path) -> None:
    projects = [f"项目{place},,第{place:02d}处,,,,,," for place in range(33)]
    rows = [f"项目{place},产出,数量,人数,,≥1,1,,20,20" for place in range(33)]
    shown = indicator_quality(form_book(tmp_path, projects, rows))
    assert ("第18处" in shown.svg, "第19处" in shown.svg) == (True, False)
    assert "图中列示前20项，其余见数据表。" in shown.notes
    assert "数据表列示前30行，其余4行见数据文件。" in shown.notes
    assert (len(cells(shown)), len(shown.data.rows)) == (30, 34)
    assert broken(shown, "zh") == []


def test_weak_indicators_are_a_table_with_their_flaws(tmp_path: Path) -> None:
    shown = weak_indicators(form_book(tmp_path / "zh", PROJECTS, INDICATORS))
    assert (shown.title, shown.subtitle) == (
        "3个绩效指标的目标值有待完善",
        "无目标值、目标偏低或以文字描述产出的指标，2022年，完成程度单位：%",
    )
    assert cells(shown) == [
        ["乙", "满意度", "未设", "96%", "[z]", "未设目标值"],
        ["甲", "服务人数", "≥1.2万人", "2万人", "166.67", "目标偏低"],
        ["甲", "完好程度", "保持完好", "部分达成", "[z]", "产出以文字描述"],
    ]
    english = weak_indicators(form_book(tmp_path / "en", PROJECTS, INDICATORS, "en"))
    assert english.title == "3 indicators ask for a better target"
    assert cells(english)[1:] == [
        ["Project A", "People served", "≥12,000 people", "20,000 people", "166.67", "target low"],
        ["Project A", "Condition", "(in words)", "partly attained", "[z]", "output told in words"],
    ]
    assert broken(shown, "zh") == broken(english, "en") == []


def test_of_many_weak_indicators_thirty_are_printed(tmp_path: Path) -> None:
    rows = [f"甲,效益,社会,指标{place:02d},,,96%,,1,1" for place in range(34)]
    shown = weak_indicators(form_book(tmp_path, PROJECTS, rows))
    assert (len(cells(shown)), len(shown.data.rows)) == (30, 34)
    assert "其余4行见数据文件。" in shown.notes


@pytest.mark.parametrize(
    ("text", "unit", "zh", "en"),
    [
        ("≥95%", "", "≥95%", "≥95%"),
        ("1200", "人", "1200人", "1,200 people"),
        ("≤5300元/户", "元/户", "≤5300元/户", "≤5,300 yuan a household"),
        ("=12次", "次", "=12次", "=12 times"),
        ("≥3斛", "", "≥3斛", "≥3 斛"),
        ("3", "", "3", "3"),
        ("达成预期指标", "", "达成预期指标", "attained"),
        ("未达成预期指标且效果较差", "", "未达成预期指标且效果较差", "not attained"),
        ("有效提升", "", "有效提升", "(in words)"),
        ("良好", "", "良好", "(in words)"),
        ("基本达成", "", "基本达成", "largely attained"),
        ("部分达成", "", "部分达成", "partly attained"),
        ("Good", "", "Good", "Good"),
        ("", "%", "", ""),
        ("<b>{{7*7}}", "", "<b>{{7*7}}", "<b>{{7*7}}"),
    ],
)
def test_a_cell_of_a_form_is_printed_with_its_unit(
    tmp_path: Path, text: str, unit: str, zh: str, en: str
) -> None:
    for language, printed in (("zh", zh), ("en", en)):
        book = form_book(tmp_path / language, *agreeing("甲"), language)
        assert as_printed(book, text, unit) == printed


def test_names_from_anywhere_are_text(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>=cmd() {{7*7}} #set $x$"
    book = form_book(
        tmp_path,
        [f"{name},,{name},,,,,98,100", "乙,,办公室,,,,,,"],
        [f"{name},产出,质量,{name},,≥100,90,,100,98", INDICATORS[-1]],
    )
    for shown in (recomputed_scores, score_differences, indicator_quality, weak_indicators):
        exhibit = shown(book)
        assert "<script" not in exhibit.svg
        assert "<script" not in exhibit.html


def test_without_anything_to_show_the_paragraphs_beside_say_so(tmp_path: Path) -> None:
    nothing = form_book(tmp_path / "a", PROJECTS, [])
    for shown in (recomputed_scores, score_differences, indicator_quality, weak_indicators):
        assert shown(nothing).paragraphs == ()
    agreed = form_book(tmp_path / "b", *agreeing("甲"))
    for shown in (recomputed_scores, score_differences, weak_indicators):
        assert shown(agreed).paragraphs == ()


@pytest.mark.parametrize("kind", theme.codes("indicator"))
def test_the_kinds_of_indicators_stand_out_from_the_paper(kind: str) -> None:
    assert theme.contrast(theme.fill(f"indicator.{kind}").color, "#FFFFFF") >= 3.0

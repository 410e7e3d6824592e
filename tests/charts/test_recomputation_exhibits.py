"""Declared and recomputed scores as exhibits."""

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.charts import recomputed_scores, score_differences
from budgetbook.charts.exhibit import Exhibit
from evaluation_forms import form_book, output
from exhibits import broken

PROJECTS = [
    "养老服务,Elderly care,,,100,120,96,98,100",
    "地名标志,Street signs,,,1,1,1,97,100",
    "婚姻登记,Marriage,,,1,1,1,100,100",
]
INDICATORS = [
    "养老服务,产出,数量,服务人数,People served,≥1.2万人,9000人,,50,50",
    "养老服务,产出,成本,人均成本,Cost a person,5000,6000,元/人,20,20",
    "养老服务,效益,社会,生活质量,Quality of life,有效提升,部分达成,,20,20",
    "养老服务,预算执行率,预算执行率,预算执行率,Execution rate,,,,10,8",
    "地名标志,产出,数量,标志数,Signs,≥500,435,块,100,87",
    output("婚姻登记", "登记对数 ≥800对 900对 100 100"),
]


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def scored(*scores: str) -> tuple[list[str], list[str]]:
    """Projects whose only indicator makes 90 of their declared scores."""
    return (
        [f"项目{place:03d},Project {place:03d},,,,,,{score},100" for place, score in enumerate(scores)],
        [output(f"项目{place:03d}", f"一 ≥100 90 100 {score}") for place, score in enumerate(scores)],
    )


def test_projects_that_differ_are_drawn_the_most_overstated_first(tmp_path: Path) -> None:
    # 50 × 0.75 = 37.5; 20 × (1 − 0.2) = 16; partly attained at most 16; 80 % of the adjusted budget: 8.
    shown = recomputed_scores(form_book(tmp_path / "zh", PROJECTS, INDICATORS))
    assert (shown.title, shown.subtitle, shown.alt) == (
        "2个项目自评得分高于复核得分，最多高20.50分",
        "自评得分与复核得分，2022年，列示差额超过四舍五入误差的项目，单位：分",
        "哑铃图，按差额从高到低列示2022年自评得分与复核得分不一致的2个项目：养老服务自评98.00分、复核77.50分，"
        "差额+20.50分；地名标志自评97.00分、复核87.00分，差额+10.00分。",
    )
    assert cells(shown) == [
        ["养老服务", "98.00", "77.50", "+20.50", "优", "中", "100.00"],
        ["地名标志", "97.00", "87.00", "+10.00", "优", "良", "100.00"],
    ]
    assert "“优”变为“良”" in shown.svg
    assert [row[0] for row in shown.data.rows] == ["养老服务", "地名标志", "婚姻登记"]
    english = recomputed_scores(form_book(tmp_path / "en", PROJECTS, INDICATORS, "en"))
    assert english.title == "2 projects scored above the recomputed score, by up to 20.50 points"
    assert "Excellent → Fair" in english.svg
    assert broken(shown, "zh") == broken(english, "en") == []


def test_the_rules_behind_the_scores_are_noted(tmp_path: Path) -> None:
    book = form_book(tmp_path, PROJECTS, INDICATORS, reverse_indicator="ratio", excellent_from=95)
    notes = recomputed_scores(book).notes
    assert "反向指标（≤）超出目标值的得分＝分值×目标值÷实际值。" in notes
    assert "横轴为60—100分（百分制），不从0起。" in notes
    assert any("“优”95分及以上" in note for note in notes)
    assert any(note.startswith("四舍五入误差：") for note in notes)
    assert "超出横轴范围的得分以箭头表示。" not in notes


def test_a_score_beyond_the_axis_is_noted(tmp_path: Path) -> None:
    forms = scored("100", "100", "100", "100", "100", "100")
    forms[0][0], forms[1][0] = "项目000,,,,,,,130,100", output("项目000", "一 ≥100 90 100 130")
    notes = recomputed_scores(form_book(tmp_path, *forms)).notes
    assert "超出横轴范围的得分以箭头表示。" in notes


@pytest.mark.parametrize(
    ("scores", "language", "title"),
    [
        (("95",), "zh", "1个项目自评得分高于复核得分，最多高5.00分"),
        (("80", "89.25"), "zh", "2个项目自评得分低于复核得分，最多低10.00分"),
        (("80", "95"), "zh", "2个项目自评与复核得分不一致，最多相差10.00分"),
        (("95",), "en", "1 project scored above the recomputed score, by up to 5.00 points"),
        (("80",), "en", "1 project scored below the recomputed score, by up to 10.00 points"),
        (("80", "95"), "en", "2 projects scored other than recomputed, by up to 10.00 points"),
    ],
)
def test_the_direction_of_the_differences_is_the_title(
    tmp_path: Path, scores: tuple[str, ...], language: str, title: str
) -> None:
    shown = recomputed_scores(form_book(tmp_path, *scored(*scores), language))
    assert shown.title == title
    assert broken(shown, language) == []
    # 90 is excellent as the declared 95 is; 80 and 89.25 are good.
    assert ("变为" in shown.svg or "→" in shown.svg) is (scores != ("95",))


def test_a_form_of_another_full_score_stands_at_its_percentage_with_its_own_points(tmp_path: Path) -> None:
    forms = ["甲,,,,,,,48,50"], [output("甲", "一 ≥100 90 50 48")]
    shown = recomputed_scores(form_book(tmp_path, *forms))
    assert cells(shown) == [["甲", "50", "48.00", "45.00", "+3.00", "优", "优", "100.00"]]
    assert "横轴为88—98分（百分制），不从0起。" in shown.notes


def test_of_many_projects_the_twenty_that_differ_most_are_drawn(tmp_path: Path) -> None:
    scores = [f"{90.5 + place / 4:.2f}" for place in range(34)]
    shown = recomputed_scores(form_book(tmp_path, *scored(*scores)))
    assert ("项目014" in shown.svg, "项目013" in shown.svg) == (True, False)
    assert "图中列示前20项，其余见数据表。" in shown.notes
    assert "数据表列示前30行，其余4行见数据文件。" in shown.notes
    assert (len(cells(shown)), len(shown.data.rows)) == (30, 34)
    assert broken(shown, "zh") == []


def test_differences_are_told_with_target_actual_value_and_rule(tmp_path: Path) -> None:
    shown = score_differences(form_book(tmp_path / "zh", PROJECTS, INDICATORS))
    assert (shown.title, shown.subtitle) == (
        "2个项目的得分差额来自3项指标和1处得分合计",
        "自评得分与复核得分的差额构成，2022年，单位：分",
    )
    assert ["|".join(row) for row in cells(shown)] == [
        "养老服务|服务人数|≥1.2万人|9000人|50|50.00|37.50|+12.50|未达到目标值，按完成比例计分",
        "养老服务|人均成本|5000元/人|6000元/人|20|20.00|16.00|+4.00|超出目标值，按反向指标计分",
        "养老服务|生活质量|有效提升|部分达成|20|20.00|16.00|+4.00|“部分达成预期指标”应得分值的60%—80%",
        "地名标志|项目得分合计|[z]|[z]|[z]|97.00|87.00|+10.00|项目得分与各指标得分之和不符",
    ]
    assert any(note.startswith("“项目得分合计”一行：") for note in shown.notes)
    english = score_differences(form_book(tmp_path / "en", PROJECTS, INDICATORS, "en"))
    assert english.title == "The differences of 2 projects come from 3 indicators and 1 sum of scores"
    assert [row[1:4] + row[-1:] for row in cells(english)] == [
        ["People served", "≥12,000 people", "9,000 people", "short of the target: in proportion"],
        [
            "Cost a person",
            "5,000 yuan a person",
            "6,000 yuan a person",
            "beyond the limit: by the rule for ≤",
        ],
        ["Quality of life", "(in words)", "partly attained", "“partly attained”: 60% to 80% of the weight"],
        ["Sum of scores", "[z]", "[z]", "not the sum of the indicators' scores"],
    ]
    assert broken(shown, "zh") == broken(english, "en") == []


def test_rounding_that_is_nothing_in_print_has_no_row(tmp_path: Path) -> None:
    indicators = [output("甲", "一 ≥3 2 50 33.33"), output("甲", "二 ≥100 90 50 50")]
    shown = score_differences(form_book(tmp_path, ["甲,,,,,,,83.33,100"], indicators))
    assert [row[1] for row in cells(shown)] == ["二"]
    assert shown.title == "1个项目的得分差额来自1项指标"
    assert ["", "rounding"] in [[row[2], row[-4]] for row in shown.data.rows]


def test_rounding_that_shows_has_one(tmp_path: Path) -> None:
    indicators = [output("甲", "一 ≥3 2 50 33"), output("甲", "二 ≥100 90 50 50")]
    (_, rounding) = cells(score_differences(form_book(tmp_path, ["甲,,,,,,,83,100"], indicators)))
    assert rounding == ["甲", "四舍五入", "[z]", "[z]", "[z]", "[z]", "[z]", "-0.33", "四舍五入的差额"]


def test_an_execution_rate_that_no_row_tells_names_the_real_one(tmp_path: Path) -> None:
    projects = ["甲,,,,100,120,90,100,100"]
    for language, grounds in (
        ("zh", "按全年预算执行率75.00%计分；推算：自评表未列预算执行率"),
        ("en", "75.00% of the year's budget was spent; inferred: the form lists no execution rate"),
    ):
        book = form_book(tmp_path / language, projects, [output("甲", "一 ≥1 1 90 90")], language)
        (row,) = cells(score_differences(book))
        assert row[2:] == ["[z]", "[z]", "10", "10.00", "7.50", "+2.50", grounds]


def test_scores_that_are_not_their_indicators_sums_are_titled_so(tmp_path: Path) -> None:
    forms = ["甲,,,,,,,95,100"], [output("甲", "一 ≥1 1 100 100")]
    for language, title in (
        ("zh", "1个项目的得分与各指标得分之和不符"),
        ("en", "1 project scored other than the sum of the indicators"),
    ):
        shown = score_differences(form_book(tmp_path / language, *forms, language))
        assert shown.title == title


def test_of_many_differences_thirty_are_printed(tmp_path: Path) -> None:
    shown = score_differences(form_book(tmp_path, *scored(*["95"] * 34)))
    assert (len(cells(shown)), len(shown.data.rows)) == (30, 34)
    assert "其余4行见数据文件。" in shown.notes


def test_the_printed_parts_add_up_to_the_printed_difference(tmp_path: Path) -> None:
    indicators = [output("甲", "一 ≥1680 1054 12.5 12.5"), output("甲", "二 ≥1 1 77.5 77.5")]
    book = form_book(tmp_path, ["甲,,,,100,99.93,99.93,99.99,100"], indicators)
    assert cells(recomputed_scores(book))[0][3] == "+4.65"
    parts = [row[7] for row in cells(score_differences(book))]
    assert parts == ["+4.66", "-0.01"]
    assert sum(map(Decimal, parts)) == Decimal("4.65")


def test_of_a_sum_with_an_inferred_execution_score_both_are_told(tmp_path: Path) -> None:
    for language, grounds, rule in (
        (
            "zh",
            "所列指标70.00分与推算的预算执行率10.00分之和，与项目得分不符；推算：自评表未列预算执行率",
            "自评表未列预算执行率的，另加推算的预算执行率得分。",
        ),
        (
            "en",
            "not the sum of the listed indicators (70.00) and the execution score (10.00); inferred: the form"
            " lists no execution rate",
            "and of the inferred execution score where the form lists none.",
        ),
    ):
        project = "甲,,,,100,100,100,90,100"
        book = form_book(
            tmp_path / language, [project], [output("甲", "一 达成预期指标 达成 90 70")], language
        )
        (row,) = [row for row in cells(score_differences(book)) if row[8].startswith(("所列", "not the sum"))]
        assert row[5:] == ["90.00", "80.00", "+10.00", grounds]
        assert any(note.endswith(rule) for note in score_differences(book).notes)

"""Recomputed scores in words."""

from pathlib import Path

import pytest

from budgetbook.prose import recomputed_scores
from evaluation_forms import agreeing, form_book, output

EXCESS_ZH = "反向指标（≤）超出目标值的得分＝分值×（1－超出部分÷目标值），最低为0"
RULE_ZH = (
    "复核方法：定量指标达到目标值得全部分值，未达到的按实际完成值与目标值的比例计分；{reverse}；"
    "定性指标得分应在所述完成情况的分值区间内（达成100%至80%，部分达成（含基本达成）80%至60%，未达成60%至0），"
    "否则按最近的界限计；预算执行率按执行数占全年预算数的比例计分。无法复核的指标保留自评得分。"
)
EXCESS_EN = (
    "an indicator to be kept below its target (≤) that is not gets weight × (1 − excess ÷ target), never"
    " below 0"
)
RULE_EN = (
    "Method: an indicator in numbers gets its whole weight where the target is met, else the weight in"
    " proportion to what was achieved; {reverse}; the score of one in words should lie in the band of what"
    " it says (attained 100% to 80% of the weight, partly or largely attained 80% to 60%, not attained 60%"
    " to 0),"
    " else the nearest limit is taken; the execution rate is spending in proportion to the budget of the"
    " year. What cannot be recomputed keeps its declared score."
)
PROJECTS = [
    "养老服务,Elderly care,,,1,1,1,98,100",
    "地名标志,Street signs,,,1,1,1,88,100",
    "婚姻登记,Marriage,,,1,1,1,100,100",
    "慈善促进,Charity,,,1,1,1,95,100",
]
INDICATORS = [
    "养老服务,产出,数量,服务人数,People served,≥1000人,825人,,60,58",
    "养老服务,产出,质量,满意度,Satisfaction,≥90%,95%,,40,40",
    output("地名标志", "标志数 ≥100块 92块 100 88"),
    output("婚姻登记", "登记对数 ≥800对 900对 60 60"),
    "婚姻登记,效益,社会,影响,Impact,有效提升,良好,,40,40",
    output("慈善促进", "活动场次 ≥1场 1场 60 60"),
]


def test_differences_and_changed_grades_are_told(tmp_path: Path) -> None:
    # 60 × 825 ÷ 1000 = 49.5 instead of 58; 92 signs of 100 score 92 and not 88.
    assert recomputed_scores(form_book(tmp_path / "zh", PROJECTS, INDICATORS)).paragraphs == (
        (
            "text",
            "2022年公布绩效指标和得分的项目4个，按自评表复核了其中3个，所复核指标的分值占86.67%。"
            "自评得分与复核得分不一致的有2个（自评偏高1个，偏低1个），差额最大的是“养老服务”："
            "自评98.0分，复核89.5分，高8.5分，主要在于“服务人数”指标（自评58.0分，复核49.5分）。"
            "按复核得分，等级发生变化的项目有2个：“养老服务”由“优”变为“良”；“地名标志”由“良”变为“优”。",
        ),
        ("note", "未复核的项目：分值合计不等于满分的1个。"),
        ("note", RULE_ZH.format(reverse=EXCESS_ZH)),
    )
    assert recomputed_scores(form_book(tmp_path / "en", PROJECTS, INDICATORS, "en")).paragraphs == (
        (
            "text",
            "In 2022, 4 projects have their indicators and score published; 3 were recomputed, with 86.67%"
            " of the weights. 2 declared scores differ from the recomputed ones (1 too high, 1 too low),"
            " most in “Elderly care”, 98.0 declared against 89.5 recomputed, 8.5 points too high, mainly"
            " because of the indicator “People served” (58.0 declared, 49.5 recomputed). The recomputed"
            " score changes the grade of 2 projects: “Elderly care” from excellent to good; “Street signs”"
            " from good to excellent.",
        ),
        ("note", "Not recomputed: the weights do not add up to the full score (1 project)."),
        ("note", RULE_EN.format(reverse=EXCESS_EN)),
    )


@pytest.mark.parametrize(
    ("score", "indicator", "zh", "en"),
    [
        (
            "97",
            "一 ≥1 1 100 100",
            "即“甲”：自评97分，复核100分，低3分，主要因项目得分与各指标得分之和不符。",
            ": “甲”, 97 declared against 100 recomputed, 3 points too low, mainly because the score is not"
            " the sum of its indicators' scores.",
        ),
        (
            "78",
            "一 ≥100 76 100 78",
            "即“甲”：自评78分，复核76分，高2分，主要在于“一”指标（自评78分，复核76分）。",
            ": “甲”, 78 declared against 76 recomputed, 2 points too high, mainly because of the indicator"
            " “一” (78 declared, 76 recomputed).",
        ),
    ],
    ids=["not the sum", "one indicator"],
)
def test_a_single_difference_is_told_with_its_cause(
    tmp_path: Path, score: str, indicator: str, zh: str, en: str
) -> None:
    forms = [f"甲,,,,,,,{score},100"], [output("甲", indicator)]
    assert recomputed_scores(form_book(tmp_path / "zh", *forms)).paragraphs[0][1] == (
        "2022年公布绩效指标和得分的项目1个，已按自评表复核，所复核指标的分值占100.00%。"
        f"自评得分与复核得分不一致的有1个，{zh}"
    )
    assert recomputed_scores(form_book(tmp_path / "en", *forms, "en")).paragraphs[0][1] == (
        "In 2022, 1 project has its indicators and score published; it was recomputed, with 100.00% of the"
        f" weights. 1 declared score differs from the recomputed one{en}"
    )


def test_the_largest_difference_may_be_an_understatement(tmp_path: Path) -> None:
    book = form_book(
        tmp_path,
        ["甲,,,,,,,93,100", "乙,,,,,,,80,100"],
        [output("甲", "一 ≥100 90 100 93"), output("乙", "一 ≥100 90 100 80")],
    )
    said = recomputed_scores(book).paragraphs[0][1]
    assert "差额最大的是“乙”：自评80分，复核90分，低10分，主要在于“一”指标（自评80分，复核90分）。" in said


def test_agreement_is_said_once(tmp_path: Path) -> None:
    one, other = agreeing("甲"), agreeing("乙")
    forms = [*one[0], *other[0]], [*one[1], *other[1]]
    assert recomputed_scores(form_book(tmp_path / "zh", *forms)).paragraphs[0][1] == (
        "2022年公布绩效指标和得分的项目2个，均按自评表复核，所复核指标的分值占100.00%。"
        "复核得分与自评得分一致，差额均在四舍五入误差以内。"
    )
    assert recomputed_scores(form_book(tmp_path / "en", *forms, "en")).paragraphs[0][1] == (
        "In 2022, 2 projects have their indicators and score published; all were recomputed, with 100.00%"
        " of the weights. The recomputed scores agree with the declared within rounding."
    )


def test_the_formula_of_the_department_is_named(tmp_path: Path) -> None:
    book = form_book(tmp_path, *agreeing("甲"), reverse_indicator="ratio")
    rule = RULE_ZH.format(reverse="反向指标（≤）超出目标值的得分＝分值×目标值÷实际值")
    assert recomputed_scores(book).paragraphs[-1] == ("note", rule)


def test_of_many_changed_grades_the_first_are_named(tmp_path: Path) -> None:
    names = [f"项目{place}" for place in range(7)]
    book = form_book(
        tmp_path,
        [f"{name},,,,,,,90,100" for name in names],
        [output(name, "一 ≥100 85 100 90") for name in names],
    )
    said = recomputed_scores(book).paragraphs[0][1]
    assert "等级发生变化的项目有7个：“项目0”由“优”变为“良”；" in said
    assert said.endswith("“项目4”由“优”变为“良”等。")


def test_projects_that_cannot_be_recomputed_are_one_sentence_with_the_reasons(tmp_path: Path) -> None:
    projects = [f"{name},,,,,,,95,100" for name in "甲乙丙"]
    indicators = [
        output("甲", "一 ≥1 1 60 60"),
        output("乙", "一 ≥1 好 100 95"),
        output("丙", "一 ≥1 1 60 60"),
        "丙,效益,社会,二,,有效提升,良好,,40,",
    ]
    assert recomputed_scores(form_book(tmp_path / "zh", projects, indicators)).text == (
        "2022年公布绩效指标和得分的项目3个，均无法复核：没有可复核的指标的1个，分值合计不等于满分的1个，"
        "有指标无得分且无法计算的1个。"
    )
    assert recomputed_scores(form_book(tmp_path / "en", projects, indicators, "en")).text == (
        "Of the 3 projects with indicators and a score in 2022 none can be recomputed: no indicator can be"
        " recomputed (1); the weights do not add up to the full score (1); an indicator has no score and"
        " none can be computed (1)."
    )


def test_without_indicators_the_chapter_s_first_paragraph_speaks(tmp_path: Path) -> None:
    assert recomputed_scores(form_book(tmp_path, PROJECTS, [])).paragraphs == ()


def test_forms_without_an_execution_rate_are_counted_in_the_method(tmp_path: Path) -> None:
    projects = [f"{name},,,,100,100,100,100,100" for name in "甲乙"]
    indicators = [output("甲", "一 ≥1 1 90 90"), output("乙", "一 ≥1 1 100 100")]
    for language, said in (
        (
            "zh",
            "有1个项目的自评表未列预算执行率，其分值按满分减其他指标分值计，其自评得分按项目得分减其他指标自评得分"
            "推算（不低于0，不高于分值）。",
        ),
        (
            "en",
            "The form of 1 project lists no execution rate: its weight is what the other weights leave of the"
            " full score, its declared score is inferred as what the other indicators leave of the project's"
            " score (within 0 and its weight).",
        ),
    ):
        book = form_book(tmp_path / language, projects, indicators, language)
        assert recomputed_scores(book).paragraphs[-1][1].endswith(said)

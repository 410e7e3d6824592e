"""Scores beside execution and money, and beside the grades' limits, in words."""

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.prose import bunching, score_relations
from budgetbook.prose.relations import chance
from builder import DEPARTMENT, make_book, with_origin, write

HEAD = "project,project_en,division,initial_budget,adjusted_budget,spent,score\n"
NOTE_ZH = (
    "等级相关系数（斯皮尔曼）在-1与+1之间，绝对值不足0.2为关系不明显，0.2起为较弱，0.4起为中等，0.6起为较强；"
    "只说明得分与另一项的高低是否一致，不说明因果。"
)
NOTE_EN = (
    "A rank correlation (Spearman) lies between -1 and +1. Without its sign, less than 0.2 is no clear"
    " relation, from 0.2 it is weak, from 0.4 medium, from 0.6 strong. It tells whether scores are high"
    " where the other is high, not why."
)


def book_of(folder: Path, *rows: str, language: str = "zh") -> Accounts:
    return make_book(folder, {2022: {"projects": HEAD + "".join(f"{row}\n" for row in rows)}}, language)


ROWS = [
    "甲,A,,100,100,40,95",
    "乙,B,,300,300,290,70",
    "丙,C,,100,100,95,85",
    "丁,D,,100,100,96,88",
    "戊,E,,100,100,97,89",
]


def test_relations_and_noteworthy_projects_are_told(tmp_path: Path) -> None:
    assert score_relations(book_of(tmp_path / "zh", *ROWS)).text == (
        "2022年公布得分和执行率的项目5个：执行率较高的项目得分较低，关系较弱（等级相关系数-0.30）。"
        "公布得分和全年预算数的项目5个：全年预算数较大的项目得分较低，关系较强（等级相关系数-0.71）。\n"
        "得分90分及以上且执行率低于60%的项目有1个：甲（得分95分，执行率40.00%，全年预算数100.00万元）。得分低于80"
        "分且全年预算数高于中位数（100.00万元）的项目有1个：乙（得分70分，执行率96.67%，全年预算数300.00万元）。\n"
        f"{NOTE_ZH}"
    )
    assert score_relations(book_of(tmp_path / "en", *ROWS, language="en")).text == (
        "5 projects have scores and execution rates for 2022: projects with higher execution rates tend to"
        " score lower, a weak relation (rank correlation -0.30). 5 projects have scores and budgets:"
        " projects with larger budgets tend to score lower, a strong relation (rank correlation -0.71).\n"
        "Scores of 90 or more with execution below 60%: 1 project, A (score 95, execution 40.00%, budget"
        " 100.00 wan yuan). Scores below 80 with a budget above the median (100.00 wan yuan): 1 project, B"
        " (score 70, execution"
        f" 96.67%, budget 300.00 wan yuan).\n{NOTE_EN}"
    )


def test_of_many_noteworthy_projects_the_four_largest_are_named(tmp_path: Path) -> None:
    rows = [f"项目{n},,,100,{100 + n},{20 + n},95" for n in range(6)]
    text = score_relations(book_of(tmp_path / "zh", *rows)).text
    assert "的项目有6个：项目5（得分95分，执行率23.81%，全年预算数105.00万元）、项目4（" in text
    assert "项目2（得分95分，执行率21.57%，全年预算数102.00万元）等。" in text
    english = score_relations(book_of(tmp_path / "en", *rows, language="en")).text
    assert "6 projects, 项目5 (score 95, execution 23.81%, budget 105.00 wan yuan); 项目4 (" in english
    assert "项目2 (score 95, execution 21.57%, budget 102.00 wan yuan) and others." in english
    assert "项目1" not in text + english


def test_few_projects_have_no_correlation_and_no_note_on_it(tmp_path: Path) -> None:
    rows = ["甲,,,100,100,90,85", "乙,,,100,100,95,86"]
    assert score_relations(book_of(tmp_path / "zh", *rows)).text == (
        "2022年公布得分和执行率的项目不足5个，不计算相关。2022年公布得分和全年预算数的项目不足5个，不计算相"
        "关。\n"
        "没有得分90分及以上且执行率低于60%的项目。没有得分低于80分且全年预算数高于中位数（100.00万元）的项目。"
    )
    assert score_relations(book_of(tmp_path / "en", *rows, language="en")).text == (
        "Fewer than 5 projects have both scores and execution rates, so no correlation for 2022. Fewer"
        " than 5 projects have both scores and budgets, so no correlation for 2022.\n"
        "Scores of 90 or more with execution below 60%: none. Scores below 80 with a budget above the"
        " median (100.00 wan yuan): none."
    )


def test_a_measure_that_is_not_published_is_said_to_be_missing(tmp_path: Path) -> None:
    rows = [f"项目{n},,,,{n},,8{n}" for n in range(1, 6)]
    assert score_relations(book_of(tmp_path / "zh", *rows)).text == (
        "各项目执行率未公布，不分析其与得分的关系。"
        "公布得分和全年预算数的项目5个：全年预算数较大的项目得分也较高，关系较强（等级相关系数+1.00）。\n"
        f"没有得分低于80分且全年预算数高于中位数（3.00万元）的项目。\n{NOTE_ZH}"
    )
    english = score_relations(book_of(tmp_path / "en", *rows, language="en")).text
    assert english.startswith(
        "Execution rates of the scored projects are not published and not compared with the scores."
        " 5 projects have scores and budgets: projects with larger"
    )


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (
            "甲,,,100,100,50,",
            "",
            "",
        ),
        (
            "甲,,,,,40,95",
            "2022年各项目执行率和预算数未公布，不分析其与得分的关系。",
            "Neither execution rates nor budgets of the scored projects are published for 2022, so scores"
            " are not compared with them.",
        ),
    ],
)
def test_without_scores_or_measures_one_sentence_says_so(tmp_path: Path, row: str, zh: str, en: str) -> None:
    assert score_relations(book_of(tmp_path / "zh", row)).text == zh
    assert score_relations(book_of(tmp_path / "en", row, language="en")).text == en


def scores_of(*scores: str) -> dict[str, str]:
    return {"projects": HEAD + "".join(f"项目{n:03d},,,,,,{score}\n" for n, score in enumerate(scores))}


P_ZH = (
    "p值是在上述假设下线上至少有这么多项目的概率，按霍尔姆法对多条分数线校正，校正后不超过5%且分数线附近不少于10个项目的，才认为多于偶然；"
    "项目少时，即使得分聚集也可能检验不出。"
)
HEAP_ZH = (
    "聚集不等于得分经过调整：得分分布在分数线附近本来就逐渐增多时，线上同样会多于线下。"
    "检验只提示哪条分数线附近的评分依据值得复核。"
)
P_EN = (
    "p is the chance of at least so many above if that were so, adjusted for several limits after Holm;"
    " only 5% or less, with 10 projects or more near the limit, counts as more than chance. With few"
    " projects even a real heap may go unseen."
)
HEAP_EN = (
    "A heap does not mean that scores were adjusted: where scores grow more frequent through a limit there"
    " are also more above it than below. The test only points to limits near which the grounds of the"
    " scores deserve another look."
)


def test_the_test_its_result_and_what_it_cannot_tell_are_told(tmp_path: Path) -> None:
    tables = {2022: scores_of(*["90"] * 11, "89", *["80"] * 3, "79", "79")}
    chinese = bunching(make_book(tmp_path / "zh", tables))
    assert chinese.text == "\n".join(
        [
            "对2022年17个有得分的项目，检验得分是否聚集在等级分数线上方：比较每条分数线以下2分内和线上（含"
            "）2分内的项目个数，假设项目落在两侧的可能性相同。",
            "“优”90分线：线下1个，线上11个，合计12个，校正后p值0.0063，线上多于偶然。",
            "“良”80分线：线下2个，线上3个，合计5个，校正后p值0.5000，差异可能出于偶然。",
            "“中”60分线：附近没有项目。",
            P_ZH,
            HEAP_ZH,
        ]
    )
    assert [style for style, _ in chinese.paragraphs] == ["text", "item", "item", "item", "note", "note"]
    assert bunching(make_book(tmp_path / "en", tables, "en")).text == "\n".join(
        [
            "The 17 projects with scores in 2022 are tested for scores that heap just above a grade's"
            " limit: the number within 2 points below each limit is compared with the number on it or"
            " within 2 points above, as if a project were as likely on either side.",
            "“Excellent” from 90: 1 below, 11 above, 12 together; adjusted p 0.0063, more than by chance.",
            "“Good” from 80: 2 below, 3 above, 5 together; adjusted p 0.5000, may be chance.",
            "“Fair” from 60: no project near.",
            P_EN,
            HEAP_EN,
        ]
    )


def test_pooled_years_are_told_with_their_dependence(tmp_path: Path) -> None:
    tables = {2020: scores_of(*["90"] * 6), 2022: scores_of("90", "90", "89", "80")}
    assert (
        "合并2020—2022年中有得分的2个年度：“优”90分线以下1个、线上8个，p值0.0195，线上较多，但不足10个，不下结论；“良"
        "”80分线以下0个、线上1个，不足5个，无法判断。同一项目各年重复出现，得分并非相互独立，p值偏小，合并"
        "结果只作参考。"
    ) in bunching(make_book(tmp_path / "zh", tables)).text
    assert (
        "The 2 years with scores, 2020 to 2022, pooled: “Excellent” from 90, 1 below and 8 above,"
        " p 0.0195, more above, but fewer than 10: no conclusion; “Good” from 80, 0 below and 1 above, fewer"
        " than 5, too few to tell. A project comes back every year, so its scores are not"
        " independent and p is too"
        " small: the"
        " pooled result is for orientation only."
    ) in bunching(make_book(tmp_path / "en", tables, "en")).text


def test_few_projects_near_a_limit_cannot_be_tested(tmp_path: Path) -> None:
    text = bunching(make_book(tmp_path, {2022: scores_of(*["90"] * 4)})).text
    assert "“优”90分线：线下0个，线上4个，合计4个，不足5个，无法判断。" in text


def test_a_window_that_reaches_the_full_score_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2022/projects.csv": with_origin(scores_of("100", "98")["projects"])}
    from budgetbook.accounts import load

    for language, said in (
        ("zh", "“优”分数线两侧的区间超出0至100分，满分项目会计入线上，结果须谨慎看待。"),
        (
            "en",
            "The window of “Excellent” reaches beyond 0 to 100, so full scores count as above: take that"
            " result with care.",
        ),
    ):
        write(tmp_path / language, files, f"{DEPARTMENT}[settings]\nexcellent_from = 99\n")
        assert bunching(load(tmp_path / language, language=language)).paragraphs[-1] == ("note", said)


@pytest.mark.parametrize(
    ("score", "zh", "en"),
    [
        (
            "",
            "",
            "",
        ),
        (
            "100",
            "2022年没有项目的得分落在等级分数线上下2分内，不检验得分是否聚集在线上。",
            "No project of 2022 scores within 2 points of a grade's limit, so it is not tested whether"
            " scores heap above one.",
        ),
    ],
)
def test_without_scores_near_a_limit_one_sentence_says_so(
    tmp_path: Path, score: str, zh: str, en: str
) -> None:
    assert bunching(make_book(tmp_path / "zh", {2022: scores_of(score)})).text == zh
    assert bunching(make_book(tmp_path / "en", {2022: scores_of(score)}, "en")).text == en


@pytest.mark.parametrize(
    ("value", "printed"),
    [("0.05", "0.0500"), ("0.00010", "0.0001"), ("0.00009999", "<0.0001"), ("1", "1.0000"), (None, "[z]")],
)
def test_a_chance_has_four_decimals(value: str | None, printed: str) -> None:
    assert chance(None if value is None else Decimal(value)) == printed

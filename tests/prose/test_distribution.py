"""The spread of the scores in words."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetbook.prose import score_distribution, scores
from builder import make_book

PROJECTS = "project,project_en,initial_budget,spent,adjusted_budget,score,full_score\n"
SUMMARY = "scope,projects,amount,average_score,excellent,good,fair,poor\n"


def projects(*rows: str) -> dict[str, str]:
    """Rows of what was spent, the score and the full score; the projects are 甲 (A), 乙 (B) …"""
    told = [
        f"{name},{english},,,{row}\n" for name, english, row in zip("甲乙丙丁戊", "ABCDE", rows, strict=False)
    ]
    return {"projects": PROJECTS + "".join(told)}


def told(folder: Path, rows: Sequence[str], last: Sequence[str] = (), language: str = "zh") -> list[str]:
    years = {2021: projects(*last)} if last else {}
    book = make_book(folder, {**years, 2022: projects(*rows)}, language)
    return [text for _, text in score_distribution(book).paragraphs]


def test_the_scores_of_the_year_are_told_with_their_means(tmp_path: Path) -> None:
    rows, last = ["30,95,", "10,85,", "10,27,30", "10,52,"], ["1,85,", "1,80,"]
    assert told(tmp_path / "zh", rows, last) == [
        "2022年公布得分的项目4个，简单平均得分80.50分，按全年预算数加权平均得分85.33分，"
        "中位数87.50分（均按百分制折算）。"
        "加权平均得分高于简单平均4.83分，即预算数较大的项目得分总体较高。"
        "简单平均得分较上年下降2.00分（上年2个项目）。",
        "得分为“优”的项目2个，占50.00%。得分最低的3个项目为丁（52.00分）、乙（85.00分）、丙（90.00分）。",
    ]
    assert told(tmp_path / "en", rows, last, "en") == [
        "4 projects have a published score for 2022: the mean is 80.50, weighted by the year's budget 85.33,"
        " the median 87.50, all out of 100."
        " The weighted mean is 4.83 above the simple one: on the whole, projects with larger budgets"
        " score higher. The mean is down 2.00 on last year (2 projects then).",
        "2 projects are graded “Excellent”, 50.00%. The lowest scores are those of D (52.00); B (85.00);"
        " C (90.00).",
    ]


def test_what_is_not_published_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = ["30,70,", "10,90,", ",80,", "5,,"]
    assert told(tmp_path / "zh", rows)[0] == (
        "2022年公布得分的项目3个（另有1个未公布得分），简单平均得分80分，"
        "按全年预算数加权平均得分75分（同时公布预算数的2个项目），中位数80分（均按百分制折算）。"
        "就同时公布预算数的项目而言，加权平均得分低于简单平均5分，即预算数较大的项目得分总体较低。"
    )
    assert told(tmp_path / "en", rows, language="en")[0] == (
        "3 projects have a published score for 2022 (1 more has none): the mean is 80, weighted by the year's"
        " budget 75 (over the 2 projects with a published budget), the median 80, all out of 100."
        " Over the projects with a published budget, the weighted mean is 5 below the simple one:"
        " on the whole, projects with larger budgets score lower."
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["1,70,", "1,90,"], "加权平均得分与简单平均相同。"),
        (["1.0001,70,", "1,90,"], "加权平均得分与简单平均相同。"),
        ([",70,", "1,90,"], "按全年预算数加权平均得分90分（同时公布预算数的1个项目），"),
        ([",70,", ",90,"], "简单平均得分80分，中位数80分（均按百分制折算）。"),
        (["0,70,", "0,90,"], "简单平均得分80分，中位数80分（均按百分制折算）。"),
    ],
    ids=["equal", "equal as printed", "one amount", "no amount", "nothing spent"],
)
def test_the_weighted_mean_is_compared_where_there_is_something_to_compare(
    tmp_path: Path, rows: list[str], said: str
) -> None:
    [first, _] = told(tmp_path, rows)
    assert said in first
    assert ("加权平均得分与" in first) == ("相同" in said)


@pytest.mark.parametrize(
    ("last", "said", "english"),
    [
        ("1,75,", "较上年上升5分", "up 5 on last year"),
        ("1,80,", "与上年持平", "unchanged from last year"),
        ("1,80.001,", "与上年持平", "unchanged from last year"),
    ],
    ids=["up", "unchanged", "unchanged as printed"],
)
def test_the_mean_is_compared_with_last_year_s(tmp_path: Path, last: str, said: str, english: str) -> None:
    rows = ["1,70,", "1,90,"]
    assert told(tmp_path / "zh", rows, [last])[0].endswith(f"简单平均得分{said}（上年1个项目）。")
    assert told(tmp_path / "en", rows, [last], "en")[0].endswith(f"The mean is {english} (1 project then).")


def test_as_many_projects_as_last_year_need_no_number(tmp_path: Path) -> None:
    assert told(tmp_path, ["1,70,", "1,90,"], ["1,70,", "1,80,"])[0].endswith("简单平均得分较上年上升5分。")


@pytest.mark.parametrize(
    ("rows", "said", "english"),
    [
        (
            ["1,70,", "1,95,"],
            "得分为“优”的项目1个，占50.00%。得分最低的项目为甲（70.0分）。",
            "1 project is graded “Excellent”, 50.00%. The lowest score is that of A (70.0).",
        ),
        (
            ["1,70,", "1,70,", "1,70,", "1,70,", "1,80,"],
            "没有得分为“优”的项目。最低得分70分，共4个项目。",
            "No project is graded “Excellent”. The lowest score is 70, that of 4 projects.",
        ),
        (
            ["1,90,", "2,90,"],
            "得分为“优”的项目2个，占100.00%。各项目得分均为90分。",
            "2 projects are graded “Excellent”, 100.00%. All score 90.",
        ),
    ],
    ids=["one", "a tie", "all equal"],
)
def test_the_lowest_scores_are_named_unless_they_tie(
    tmp_path: Path, rows: list[str], said: str, english: str
) -> None:
    assert told(tmp_path / "zh", rows)[1] == said
    assert told(tmp_path / "en", rows, language="en")[1] == english


def test_scores_next_to_the_full_one_hardly_tell_projects_apart(tmp_path: Path) -> None:
    rows = ["1,95,", "1,96,", "1,97,", "1,98,", "1,60,"]
    book = make_book(tmp_path / "zh", {2022: projects(*rows)})
    assert score_distribution(book).paragraphs[-1] == (
        "note",
        "得分在95分及以上（距满分5分以内）的项目4个，占80.00%（提示标准为80%），得分难以反映项目之间的差异。",
    )
    assert told(tmp_path / "en", rows, language="en")[-1] == (
        "4 projects score 95 or more, within 5 points of the full score: 80.00% (noted from 80% on),"
        " so that scores hardly tell projects apart."
    )
    assert len(told(tmp_path / "less", [*rows[:3], "1,94.99,", "1,60,"])) == 2


def test_a_lone_project_is_told_by_its_name(tmp_path: Path) -> None:
    rows = ["1,100,", "1,,"]
    assert told(tmp_path / "zh", rows, ["1,70,"]) == [
        "2022年公布得分的项目1个（另有1个未公布得分），为甲，得分100分（按百分制折算）。"
    ]
    assert told(tmp_path / "en", rows, ["1,70,"], "en") == [
        "One project has a published score for 2022 (1 more has none), A: 100 out of 100."
    ]


def test_without_scores_the_chapter_s_first_paragraph_speaks(tmp_path: Path) -> None:
    assert told(tmp_path / "zh", ["1,,"]) == []
    summed = {**projects("1,,"), "score_summary": f"{SUMMARY}项目支出,1,,90,,,,\n"}
    book = make_book(tmp_path / "summary", {2022: summed})
    assert score_distribution(book).paragraphs == ()
    assert "各项目得分" in scores(book).text

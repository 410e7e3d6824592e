"""The spread of the scores as an exhibit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from budgetbook.accounts import Accounts
from budgetbook.accounts.settings import Settings
from budgetbook.charts import score_distribution
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

PROJECTS = "project,project_en,division,initial_budget,spent,adjusted_budget,score,full_score\n"
RULES = [
    "等级划分（按百分制折算）：“优”90分及以上、“良”80分（含）至90分、“中”60分（含）至80分、“差”60分以下。",
    "每组5分，并在等级界限处分组；各组含下限、不含上限，满分归入最高一组。",
]


def projects(scores: Sequence[str], full: str = "", spent: str = "10") -> dict[str, str]:
    rows = [f"项目{n:03d},Project {n},,,,{spent},{score},{full}\n" for n, score in enumerate(scores)]
    return {"projects": PROJECTS + "".join(rows)}


def shown_of(
    folder: Path, scores: Sequence[str], language: str = "zh", full: str = "", spent: str = "10"
) -> Exhibit:
    shown = score_distribution(make_book(folder, {2022: projects(scores, full, spent)}, language))
    assert isinstance(shown, Exhibit)
    assert broken(shown, language) == []
    return shown


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def printed(exhibit: Exhibit) -> list[str]:
    found = ElementTree.fromstring(exhibit.svg).iter("{http://www.w3.org/2000/svg}text")
    return [element.text or "" for element in found]


def dots(exhibit: Exhibit) -> int:
    return exhibit.svg.count("<use ")


@pytest.mark.parametrize(
    ("scores", "zh", "en"),
    [
        (["86"], "公布得分的1个项目为86分", "The one scored project has 86 points"),
        (["90"] * 40, "40个项目得分均为90分", "All 40 projects score 90"),
        (["0"] * 3, "3个项目得分均为0分", "All 3 projects score 0"),
        (
            ["52", "88", "98.5"],
            "3个项目得分在52.0分至98.5分之间，中位数88.0分",
            "3 projects score 52.0 to 98.5, the median is 88.0",
        ),
        (
            ["99", "99.5", "100", "95", "80"],
            "60.00%的项目得分在99分及以上",
            "60.00% of the projects score 99 or more",
        ),
        (
            ["95", "96", "97", "98", "40"],
            "80.00%的项目得分在95分及以上",
            "80.00% of the projects score 95 or more",
        ),
        (
            ["91", "92", "93", "94", "40"],
            "5个项目得分在40分至94分之间，中位数92分",
            "5 projects score 40 to 94, the median is 92",
        ),
    ],
    ids=["one", "all equal", "all nothing", "spread", "at the full score", "next to it", "in the top grade"],
)
def test_the_title_tells_where_the_scores_are(tmp_path: Path, scores: list[str], zh: str, en: str) -> None:
    for language, title in (("zh", zh), ("en", en)):
        assert shown_of(tmp_path / language, scores, language).title == title


def test_the_figure_is_told_in_words_and_in_a_table(tmp_path: Path) -> None:
    shown = shown_of(tmp_path, ["52", "70", "85", "88", "90", ""])
    assert shown.subtitle == "项目得分分布，2022年，共5个项目，按百分制折算，单位：个"
    assert shown.alt == (
        "直方图，列示2022年5个项目的得分分布：“优”1个；“良”2个；“中”1个；“差”1个；最低52分，最高90分，中位数85分。"
    )
    assert shown.notes == [
        "数据来源：文件。",
        "简单平均77分；按全年预算数加权平均77分（同时公布得分和预算数的5个项目）；中位数85分。",
        *RULES,
        "每个圆点为一个项目。",
        "另有1个项目未公布得分，未计入。",
    ]
    assert cells(shown) == [
        ["50—55", "差", "1", "20.00"],
        ["70—75", "中", "1", "20.00"],
        ["85—90", "良", "2", "40.00"],
        ["90—95", "优", "1", "20.00"],
    ]
    assert {"差 1个", "中 1个", "良 2个", "优 1个", "项目000（52分）", "项目001（70分）"} <= set(
        printed(shown)
    )


def test_the_figure_is_told_in_english(tmp_path: Path) -> None:
    shown = shown_of(tmp_path, ["52", "90"], "en", spent="")
    assert shown.subtitle == "Projects by score, 2022, 2 in all, scores out of 100"
    assert shown.alt == (
        "Histogram of the scores of 2 projects in 2022: “Excellent” 1; “Good” 0; “Fair” 0; “Poor” 1;"
        " lowest 52, highest 90, median 71."
    )
    assert shown.notes == [
        "Source: 文件.",
        "Mean 71, median 71.",
        "Grades (out of 100): “Excellent” from 90, “Good” from 80 to below 90, “Fair” from 60 to below 80,"
        " “Poor” below 60.",
        "Bins of 5 points, cut at the limits of the grades too; each holds its lower limit and not its upper"
        " one, the last also the full score.",
        "Every dot is one project.",
    ]
    assert cells(shown)[1] == ["90 to 95", "Excellent", "1", "50.00"]


def test_up_to_thirty_projects_are_a_dot_each_and_more_are_bars(tmp_path: Path) -> None:
    few = shown_of(tmp_path / "few", [str(50 + n) for n in range(30)])
    many = shown_of(tmp_path / "many", [str(50 + n) for n in range(31)])
    assert (dots(few), dots(many)) == (30, 0)
    assert "每个圆点为一个项目。" not in many.notes


ZOOM = "“优”项目达到80%，下图将其按1分一组列示，两图纵向比例相同。"


def test_where_four_fifths_are_excellent_they_are_shown_by_single_points_too(tmp_path: Path) -> None:
    shown = shown_of(tmp_path / "most", ["85", "91.5", "95", "99", "100"])
    assert ZOOM in shown.notes
    assert dots(shown) == 9
    assert "“优”项目，每组1分" in printed(shown)
    assert [(row["indent"], *row["cells"][:3]) for row in shown.table.json["rows"]] == [
        (0, "85—90", "良", "1"),
        (0, "90—95", "优", "1"),
        (1, "91—92", "优", "1"),
        (0, "95—100", "优", "3"),
        (1, "95—96", "优", "1"),
        (1, "99—100", "优", "2"),
    ]
    fewer = shown_of(tmp_path / "fewer", ["85", "85", "95", "99", "100"])
    assert ZOOM not in fewer.notes
    assert dots(fewer) == 5
    assert len(fewer.data.rows) == 20


def test_three_hundred_projects_at_the_ceiling_leave_the_few_low_ones_visible_and_named(
    tmp_path: Path,
) -> None:
    shown = shown_of(
        tmp_path, [*(["99.5"] * 290), "31", "50", "52", "66", "78", "83", "85", "91", "92", "95"]
    )
    texts = printed(shown)
    assert texts.count("291") == 1  # the 290 and the one of 95
    assert "项目290（31.00分）" in texts
    assert "项目291（50.00分）、项目292（52.00分）" in "".join(texts)
    assert "差 3个" in texts
    named = dict(zip(shown.data.columns, shown.data.rows[10], strict=True))
    assert (str(named["low"]), named["projects"]) == ("50", "项目291；项目292")


def test_scores_of_another_full_score_are_drawn_out_of_a_hundred(tmp_path: Path) -> None:
    shown = shown_of(tmp_path, ["27", "26.99", "15"], full="30")
    assert shown.title == "3个项目得分在50.00分至90.00分之间，中位数89.97分"
    assert cells(shown) == [
        ["50—55", "差", "1", "33.33"],
        ["85—90", "良", "1", "33.33"],
        ["90—95", "优", "1", "33.33"],
    ]


def ruled(book: Accounts, **rules: str) -> Accounts:
    chosen = Settings(**{name: Decimal(value) for name, value in rules.items()})  # type: ignore[arg-type]
    return replace(book, department=replace(book.department, settings=chosen))


def test_the_limits_are_those_of_the_settings(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: projects(["93", "92", "60", "58"])})
    shown = score_distribution(ruled(book, excellent_from="92.5", good_from="85", fair_from="58"))
    assert RULES[0].replace("90分", "92.5分").replace("80分", "85分").replace("60分", "58分") in shown.notes
    assert {"优 1个", "良 1个", "中 2个", "差 0个", "92.5"} <= set(printed(shown))
    assert broken(shown, "zh") == []


def test_where_the_finer_bins_would_not_fit_the_table_they_stay_in_the_data(tmp_path: Path) -> None:
    scores = [str(score) for score in range(50, 100)]
    shown = score_distribution(
        ruled(
            make_book(tmp_path, {2022: projects(scores)}),
            excellent_from="60",
            good_from="50",
            fair_from="40",
        )
    )
    assert ZOOM in shown.notes
    assert len(cells(shown)) == 10
    assert len(shown.data.rows) == 60


def test_a_best_grade_that_is_one_bin_already_is_not_shown_again(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: projects(["99.5", "100", "99.7"])})
    shown = score_distribution(ruled(book, excellent_from="99"))
    assert "下图" not in "".join(shown.notes)
    assert dots(shown) == 3


HOSTILE = ["<script>alert(1)</script>", "=cmd()", "{{7*7}}", "#set page", "$x^2$", "名" * 60]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text_and_nothing_else(tmp_path: Path, name: str) -> None:
    rows = f'"{name}",,,,,1,50,\n乙,,,,,1,90,\n'
    shown = score_distribution(make_book(tmp_path, {2022: {"projects": PROJECTS + rows}}))
    assert isinstance(shown, Exhibit)
    assert f"{name}（50分）".replace(" ", "") in "".join(printed(shown)).replace(" ", "")
    assert "<script" not in shown.svg
    assert broken(shown, "zh") == []


def test_rows_in_any_order_give_the_same_picture(tmp_path: Path) -> None:
    table = projects([str(60 + 7 * n % 40) for n in range(12)])["projects"]
    head, *rows = table.splitlines()
    books = [
        make_book(tmp_path / str(n), {2022: {"projects": "\n".join([head, *order]) + "\n"}})
        for n, order in enumerate((rows, rows[::-1], [*rows[5:], *rows[:5]]))
    ]
    assert len({score_distribution(book).svg for book in books}) == 1


def test_without_scores_the_paragraph_beside_says_so(tmp_path: Path) -> None:
    assert score_distribution(make_book(tmp_path, {2022: projects([""])})).paragraphs == ()

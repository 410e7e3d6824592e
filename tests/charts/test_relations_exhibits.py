"""Scores beside execution rates and beside money, as figures."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.charts import score_amount, score_execution
from budgetbook.charts.exhibit import Exhibit
from budgetbook.prose import Prose
from builder import DEPARTMENT, make_book, write
from exhibits import broken

HEAD = "project,project_en,division,initial_budget,adjusted_budget,spent,score,full_score\n"
HOSTILE = "<script>=cmd() {{7*7}} #set $x$"
Figure = Callable[[Accounts], Exhibit | Prose]
BOTH = pytest.mark.parametrize("figure", [score_execution, score_amount])


def book_of(folder: Path, *rows: str, language: str = "zh") -> Accounts:
    tables = {2022: {"projects": HEAD + "".join(f"{row}\n" for row in rows)}}
    return make_book(folder, tables, language)


def plain(number: int, start: int = 0) -> list[str]:
    """Projects of no kind: good scores, budgets spent."""
    return [
        f"项目{n:03d},,,100,{100 + n % 7},{90 + n % 10},{85 + n % 7}," for n in range(start, start + number)
    ]


def cells(shown: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in shown.table.json["rows"]]


UNSPENT = ["甲,A,救助处,200,100,40,95,", "乙,B,,100,100,50,28,30"]
COSTLY = ["丙,C,,900,900,880,75,", "丁,D,救助处,500,500,490,79.5,"]


def test_excellent_scores_of_unspent_budgets_are_the_title(tmp_path: Path) -> None:
    said = {
        "zh": ("2个项目执行率低于60%但得分在90分及以上", "的项目有2个（乙、甲）。"),
        "en": ("2 projects score 90 or more with execution below 60%", ": 2 projects (B, A)."),
    }
    for language, (title, end) in said.items():
        shown = score_execution(book_of(tmp_path / language, *UNSPENT, *plain(6), language=language))
        assert isinstance(shown, Exhibit)
        assert shown.title == title
        assert shown.alt.endswith(end)
        assert broken(shown, language) == []


def test_low_scores_of_large_projects_are_the_title(tmp_path: Path) -> None:
    said = {
        "zh": "2个项目得分低于80分但预算数高于中位数",
        "en": "2 projects score below 80 with a budget above the median",
    }
    for language, title in said.items():
        shown = score_amount(book_of(tmp_path / language, *COSTLY, *plain(6), language=language))
        assert isinstance(shown, Exhibit)
        assert shown.title == title
        assert broken(shown, language) == []


@pytest.mark.parametrize(
    ("scores", "zh", "en"),
    [
        (
            (85, 86, 87, 88, 89),
            "执行率较高的项目得分也较高，关系较强",
            "Projects with higher execution rates tend to score higher, a strong relation",
        ),
        (
            (87, 86, 85, 89, 88),
            "执行率较高的项目得分也较高，关系中等",
            "Projects with higher execution rates tend to score higher, a medium relation",
        ),
        (
            (89, 88, 87, 86, 85),
            "执行率较高的项目得分较低，关系较强",
            "Projects with higher execution rates tend to score lower, a strong relation",
        ),
        (
            (85, 88, 89, 87, 86),
            "得分与执行率关系不明显",
            "Scores show no clear relation to execution rates",
        ),
        (
            (88, 88, 88, 88, 88),
            "5个项目得分相同，看不出与执行率的关系",
            "All 5 projects score the same, whatever their execution rates",
        ),
        (
            (85, 88, 86),
            "公布得分和执行率的项目不足5个，不计算相关",
            "Fewer than 5 projects have both scores and execution rates, so no correlation",
        ),
    ],
)
def test_without_a_noteworthy_project_the_relation_is_the_title(
    tmp_path: Path, scores: tuple[int, ...], zh: str, en: str
) -> None:
    rows = [f"项目{n},Project {n},,100,100,{91 + n},{score}," for n, score in enumerate(scores)]
    for language, title in (("zh", zh), ("en", en)):
        shown = score_execution(book_of(tmp_path / language, *rows, language=language))
        assert isinstance(shown, Exhibit)
        assert shown.title == title
        assert broken(shown, language) == []


def test_equal_amounts_show_no_relation(tmp_path: Path) -> None:
    rows = [f"项目{n},,,100,100,90,{85 + n}," for n in range(5)]
    shown = score_amount(book_of(tmp_path, *rows))
    assert isinstance(shown, Exhibit)
    assert shown.title == "5个项目全年预算数相同，看不出与得分的关系"
    assert broken(shown, "zh") == []


def test_the_noteworthy_lead_the_table(tmp_path: Path) -> None:
    shown = score_execution(book_of(tmp_path, *plain(3), *UNSPENT, *COSTLY))
    assert isinstance(shown, Exhibit)
    assert [column["name"] for column in shown.table.json["columns"]] == [
        "项目名称",
        "内设机构",
        "得分（百分制）",
        "执行率（%）",
        "全年预算数（万元）",
        "执行数（万元）",
        "列入关注",
    ]
    assert cells(shown)[:3] == [
        ["乙", "[x]", "93.33", "50.00", "100.00", "50.00", "是"],
        ["甲", "救助处", "95.00", "40.00", "100.00", "40.00", "是"],
        ["丙", "[x]", "75.00", "97.78", "900.00", "880.00", "否"],
    ]


def test_without_noteworthy_projects_and_divisions_their_columns_are_left_out(tmp_path: Path) -> None:
    shown = score_amount(book_of(tmp_path, *plain(5)))
    assert isinstance(shown, Exhibit)
    assert len(cells(shown)[0]) == 5


@BOTH
def test_the_correlation_is_told_with_its_number_and_its_thresholds(tmp_path: Path, figure: Figure) -> None:
    shown = figure(book_of(tmp_path, *plain(7)))
    assert isinstance(shown, Exhibit)
    assert (
        "等级相关系数+1.00（斯皮尔曼，7个项目）：绝对值不足0.2为关系不明显，0.2起较弱，0.4起中等，0.6起较强；"
        "不说明因果。"
    ) in shown.notes


@BOTH
def test_of_three_hundred_projects_thirty_are_shown_and_six_are_named(tmp_path: Path, figure: Figure) -> None:
    unspent = [f"低{n:02d},,,100,{100 + n},{30 + n},9{n % 10}," for n in range(8)]
    costly = [f"贵{n:02d},,,900,{900 + n},{800 + n},7{n % 10}," for n in range(8)]
    shown = figure(book_of(tmp_path, *plain(284), *unspent, *costly))
    assert isinstance(shown, Exhibit)
    named = "低" if figure is score_execution else "贵"
    written = re.sub("<title>.*?</title>", "", shown.svg, flags=re.DOTALL)
    assert [f"{named}{n:02d}" for n in range(8) if f"{named}{n:02d}" in written] == [
        f"{named}{n:02d}" for n in range(2, 8)
    ]
    assert shown.alt.endswith(f"的项目有8个（{'、'.join(f'{named}{n:02d}' for n in range(7, 1, -1))}等）。")
    assert "图中标出其中预算数最大的6个。" in shown.notes
    assert "数据表列示前30行，其余270行见数据文件。" in shown.notes
    assert len(cells(shown)) == 30
    assert len(shown.data.rows) == 300
    assert broken(shown, "zh") == []


def test_what_is_not_published_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = [*plain(5), "无预算,,,,,50,88,", "无得分,,,100,100,50,,"]
    shown = score_execution(book_of(tmp_path, *rows))
    assert isinstance(shown, Exhibit)
    assert "另有1个项目公布了得分但未公布执行率，未列入。" in shown.notes
    assert len(cells(shown)) == 5


def test_projects_without_money_stand_beside_the_logarithmic_scale(tmp_path: Path) -> None:
    for language, note in (
        ("zh", "1个项目预算数为0或负数，对数刻度上没有位置，列在左侧灰色区域。"),
        (
            "en",
            "1 project has a budget of 0 or less, which a logarithmic scale cannot place, and stands in the"
            " grey strip on the left.",
        ),
    ):
        book = book_of(tmp_path / language, *plain(5), "零,Zero,,100,0,0,70,", language=language)
        shown = score_amount(book)
        assert isinstance(shown, Exhibit)
        assert note in shown.notes
        assert broken(shown, language) == []


@pytest.mark.parametrize(
    "rows",
    [
        ["甲,,,100,100,50,,"],
        ["甲,,,,,,95,"],
        ["甲,,,0,0,0,95,", "乙,,,0,-1,-5,90,"],
        [],
    ],
    ids=["no score", "only a score", "nothing spent of nothing", "no project"],
)
@BOTH
def test_without_pairs_the_paragraph_beside_speaks(tmp_path: Path, figure: Figure, rows: list[str]) -> None:
    shown = figure(book_of(tmp_path, *rows))
    assert isinstance(shown, Prose)
    assert shown.paragraphs == ()


def test_projects_that_lie_low_are_named_though_the_corner_is_empty(tmp_path: Path) -> None:
    rows = [*plain(6), "慢,Slow,,,100,20,85,", "低,Low,,,1,1,60,"]
    notes = {
        "zh": "图中标出得分低于80分或执行率低于60%的项目，最多6个，得分低的优先。",
        "en": "The chart names projects that score below 80 or have an execution rate below 60%, at most 6,"
        " the lowest scores first.",
    }
    for language, note in notes.items():
        shown = score_execution(book_of(tmp_path / language, *rows, language=language))
        assert isinstance(shown, Exhibit)
        assert note in shown.notes
        for name in ("慢", "低") if language == "zh" else ("Slow", "Low"):
            assert f">{name}</text>" in shown.svg


@BOTH
def test_one_project_is_drawn(tmp_path: Path, figure: Figure) -> None:
    for language in ("zh", "en"):
        shown = figure(book_of(tmp_path / language, "甲,A,,100,100,50,95,", language=language))
        assert isinstance(shown, Exhibit)
        assert broken(shown, language) == []


@BOTH
def test_hostile_and_long_names_are_text(tmp_path: Path, figure: Figure) -> None:
    rows = [f"{HOSTILE},,,100,100,30,95,", f"{'很长的项目名称' * 9},,,900,900,880,70,"]
    shown = figure(book_of(tmp_path, *rows, *plain(5)))
    assert isinstance(shown, Exhibit)
    assert "<script" not in shown.svg
    assert {HOSTILE, "很长的项目名称" * 9} <= {row[0] for row in cells(shown)}


@BOTH
def test_the_order_of_the_rows_changes_no_byte(tmp_path: Path, figure: Figure) -> None:
    rows = [*UNSPENT, *COSTLY, *plain(9)]
    one, other = (figure(book_of(tmp_path / str(n), *order)) for n, order in enumerate((rows, rows[::-1])))
    assert isinstance(one, Exhibit)
    assert isinstance(other, Exhibit)
    assert one.json == other.json


def test_the_limits_are_the_department_s_own(tmp_path: Path) -> None:
    settings = "[settings]\nexcellent_from = 85\nlow_execution = 95\n"
    rows = "".join(f"{row}\n" for row in plain(3))
    origin = HEAD.strip() + ",basis,source\n" + rows.replace(",\n", ",,reported,文件\n")
    write(tmp_path, {"2022/projects.csv": origin}, DEPARTMENT + settings)
    from budgetbook.accounts import load

    book = load(tmp_path)
    assert book.settings.low_execution == Decimal(95)
    shown = score_execution(book)
    assert isinstance(shown, Exhibit)
    assert shown.title == "3个项目执行率低于95%但得分在85分及以上"
    assert "得分85分及以上且执行率低于95%" in shown.svg

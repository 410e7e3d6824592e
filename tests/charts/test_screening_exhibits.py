"""What a screening finds, carry-over that returns and names that changed, as exhibits."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.accounts.settings import Settings
from budgetbook.charts import followed_projects, returning_carryover, screening
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

HEADER = "project,project_en,division,division_en,initial_budget,adjusted_budget,spent,carried_over,score\n"
# The screened years of each project: its budget, what it spent, what it carried over.
STORY = {
    "地名信息平台": (
        "Place-name system,地名科,Place names",
        {2022: "80,1,79", 2023: "70,0,70", 2024: "60,1,59"},
    ),
    "社区养老补贴": (
        "Community care,养老科,Elderly",
        {2022: "100,30,", 2023: "100,80,", 2024: "100,50.5,49.5"},
    ),
    "困难群众救助": ("Relief,救助科,Relief", {2023: "900,890,10", 2024: "1000,980,15"}),
}


def told(story: Mapping[str, tuple[str, Mapping[int, str]]]) -> dict[int, dict[str, str]]:
    years: dict[int, str] = {}
    for project, (names, figures) in story.items():
        for year, figure in figures.items():
            budget, spent, carried = figure.split(",")
            row = f"{project},{names},{budget},,{spent},{carried},\n"
            years[year] = years.get(year, HEADER) + row
    return {year: {"projects": text} for year, text in years.items()}


def plain(figures: Mapping[int, str]) -> dict[int, dict[str, str]]:
    return told({"甲": ("A,,", figures)})


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def test_the_screening_is_a_list_with_the_grounds_of_every_project(tmp_path: Path) -> None:
    shown = screening(make_book(tmp_path, told(STORY)))
    assert shown.title == "筛查出无效项目1个、低效项目1个，另有仅属反复结转的1个"
    assert shown.subtitle == "2022—2024年执行率及2024年预算、结转，按类别和预算排列，单位：万元"
    assert cells(shown) == [
        [
            "地名信息平台",
            "地名科",
            "无效",
            "2022—2024年执行率1.25%、0.00%、1.67%，均不高于5%且年末均有结转",
            "60.00",
            "59.00",
            "59.00",
        ],
        [
            "社区养老补贴",
            "养老科",
            "低效",
            "2022年和2024年执行率30.00%、50.50%，均低于60%",
            "100.00",
            "49.50",
            "49.50",
        ],
        [
            "困难群众救助",
            "救助科",
            "反复结转",
            "2023—2024年末均有结转，已连续2年",
            "1,000.00",
            "20.00",
            "15.00",
        ],
    ]
    assert list(shown.notes[1:4]) == [
        "无效项目：2024年执行率不高于5%且年末有结转，2022—2024年中至少2年（含2024年）如此。",
        "低效项目：2024年执行率低于60%，2022—2024年中至少2年（含2024年）如此。",
        "反复结转：截至2024年末已连续2年及以上年末有结转。",
    ]
    assert broken(shown, "zh") == []


def test_carry_over_that_is_all_that_was_not_spent_is_a_note_and_no_column(tmp_path: Path) -> None:
    story = told({"社区养老补贴": ("Community care,,", {2023: "100,30,70", 2024: "100,50,50"})})
    for language, note in (
        ("zh", "各项目的未执行数均全部结转。"),
        ("en", "Everything that was not spent was carried over."),
    ):
        shown = screening(make_book(tmp_path / language, story, language))
        assert note in shown.notes
        assert cells(shown)[0][3:] == ["100.00", "50.00"]
        assert broken(shown, language) == []


def test_the_english_list_says_the_same(tmp_path: Path) -> None:
    shown = screening(make_book(tmp_path, told(STORY), "en"))
    assert shown.title == (
        "The screening finds 1 idle project, 1 low-efficiency project, and 1 with returning carry-over only"
    )
    assert cells(shown)[0][:4] == [
        "Place-name system",
        "Place names",
        "idle",
        "Execution 1.25%, 0.00%, 1.67% in 2022 to 2024, never above 5% and each time with carry-over",
    ]
    assert cells(shown)[1][3] == "Execution 30.00%, 50.50% in 2022 and 2024, each below 60%"
    assert broken(shown, "en") == []


def test_the_data_has_a_column_of_rates_for_every_screened_year(tmp_path: Path) -> None:
    data = screening(make_book(tmp_path, told(STORY))).data
    assert data.columns[-3:] == ["execution_2022", "execution_2023", "execution_2024"]
    assert data.json["rows"][2][-3] is None
    assert data.rows[1][-3:] == [30, 80, Decimal("50.5")]


@pytest.mark.parametrize(
    ("rules", "grounds", "note"),
    [
        (
            {"low_years": 1, "screening_years": 1},
            "2024年执行率50.50%，低于60%",
            "低效项目：2024年执行率低于60%，2024年中至少1年（含2024年）如此。",
        ),
        (
            {"idle_execution": Decimal("50.5"), "idle_years": 1},
            "2024年执行率50.50%，不高于50.5%且年末有结转；2022年和2024年执行率30.00%、50.50%，均低于60%",
            "无效项目：2024年执行率不高于50.5%且年末有结转，2022—2024年中至少1年（含2024年）如此。",
        ),
    ],
)
def test_the_thresholds_told_are_those_of_the_department(
    tmp_path: Path, rules: dict[str, object], grounds: str, note: str
) -> None:
    book = make_book(tmp_path, told({"社区养老补贴": STORY["社区养老补贴"]}))
    shown = screening(with_rules(book, rules))
    assert cells(shown)[0][3] == grounds
    assert note in shown.notes


def with_rules(book: Accounts, rules: dict[str, object]) -> Accounts:
    return replace(book, department=replace(book.department, settings=Settings(**rules)))


def test_a_list_of_many_shows_thirty_and_one_without_divisions_has_no_column_for_them(
    tmp_path: Path,
) -> None:
    many = {f"项目{n:02d}号": (",,", {2023: "100,9,", 2024: "100,9,"}) for n in range(40)}
    shown = screening(make_book(tmp_path, told(many)))
    assert [column["name"] for column in shown.table.json["columns"]] == [
        "项目名称",
        "类别",
        "依据",
        "预算数",
        "未执行数",
    ]
    assert (len(cells(shown)), len(shown.data.rows)) == (30, 40)
    assert "其余10个项目见数据文件。" in shown.notes
    assert broken(shown, "zh") == []


def test_a_project_without_a_division_among_others_with_one_says_so(tmp_path: Path) -> None:
    some = {**STORY, "无处室": (",,", {2023: "5000,9,", 2024: "5000,9,"})}
    shown = screening(make_book(tmp_path, told(some)))
    assert cells(shown)[1][:2] == ["无处室", "[x]"]
    assert broken(shown, "zh") == []


@pytest.mark.parametrize(
    ("figures", "language", "said"),
    [
        (
            {2023: "100,60,0", 2024: "100,60,9"},
            "zh",
            "2023—2024年筛查的1个项目中，没有无效项目（含本年至少2年执行率不高于5%且年末有结转）和低效项目"
            "（含本年至少2年执行率低于60%），也没有项目连续2年及以上年末有结转。",
        ),
        (
            {2023: "100,60,0", 2024: "100,60,9"},
            "en",
            "Of the 1 project screened over 2023 to 2024, none is idle (execution of at most 5% with"
            " carry-over"
            " in at least 2 years, this one included) or of low efficiency (execution below 60% in at least 2"
            " years, this one included), and none carried money over 2 or more years running.",
        ),
        (
            {2023: "100,60,", 2024: "100,60,"},
            "zh",
            "2023—2024年筛查的1个项目中，没有低效项目（含本年至少2年执行率低于60%）。",
        ),
        (
            {2023: "100,60,", 2024: "100,60,"},
            "en",
            "Of the 1 project screened over 2023 to 2024, none is of low efficiency (execution below"
            " 60% in at"
            " least 2 years, this one included).",
        ),
        ({2024: "100,0,100"}, "zh", ""),
        ({2023: "100,,", 2024: "100,,"}, "zh", ""),
    ],
    ids=["none", "none", "no carry-over", "no carry-over", "one year", "no spending"],
)
def test_where_nothing_is_found_there_is_a_sentence_or_the_paragraph_beside(
    tmp_path: Path, figures: dict[int, str], language: str, said: str
) -> None:
    assert screening(make_book(tmp_path, plain(figures), language)).text == said


def test_returning_carry_over_is_drawn_over_its_years(tmp_path: Path) -> None:
    shown = returning_carryover(make_book(tmp_path / "zh", told(STORY)))
    assert shown.title == "2个项目连续2年及以上年末有结转"
    assert shown.subtitle == "各项目年末结转，2022—2024年，横条同一刻度，单位：万元"
    assert shown.alt == (
        "分年度横条图，列示2个项目2022—2024年年末结转，2024年末合计74.00万元。"
        "地名信息平台自2022年起连续3年，2024年末59.00万元；困难群众救助自2023年起连续2年，2024年末15.00万元。"
    )
    assert cells(shown) == [
        ["地名信息平台", "79.00", "70.00", "59.00", "98.33", "3"],
        ["困难群众救助", "未列入", "10.00", "15.00", "1.50", "2"],
    ]
    assert "未列入" in shown.svg
    english = returning_carryover(make_book(tmp_path / "en", told(STORY), "en"))
    assert english.title == "2 projects with carry-over 2 or more years running"
    assert english.alt == (
        "Bars by year of the carry-over of 2 projects at the end of 2022 to 2024, together 74.00 wan yuan in"
        " 2024. Place-name system: 3 years running since 2022, 59.00 wan yuan at the end of 2024; Relief: 2"
        " years running since 2023, 15.00 wan yuan at the end of 2024."
    )
    assert broken(shown, "zh") == broken(english, "en") == []


def test_a_year_before_the_run_may_be_zero_or_not_published(tmp_path: Path) -> None:
    story = {
        "甲": (",,", {2021: "9,9,1", 2022: "9,9,1", 2023: "9,9,1"}),
        "乙": (",,", {2021: "9,9,", 2022: "9,9,2", 2023: "9,9,2"}),
        "丙": (",,", {2021: "9,9,0", 2022: "9,9,3", 2023: "9,9,3"}),
    }
    shown = returning_carryover(make_book(tmp_path, told(story)))
    assert [row[:2] for row in cells(shown)] == [["丙", "0.00"], ["乙", "缺数"], ["甲", "1.00"]]


def test_of_many_the_ten_largest_are_drawn_and_thirty_stand_in_the_table(tmp_path: Path) -> None:
    many = {f"项目{n:02d}号": (",,", {2023: f"100,90,{n + 1}", 2024: f"100,90,{n + 1}"}) for n in range(40)}
    shown = returning_carryover(make_book(tmp_path, told(many)))
    assert "项目30号" in shown.svg
    assert "项目29号" not in shown.svg
    assert (len(cells(shown)), len(shown.data.rows)) == (30, 80)
    assert "图中列示前10项，其余见数据表。" in shown.notes
    assert broken(shown, "zh") == []


def test_a_hostile_name_is_text_in_every_exhibit(tmp_path: Path) -> None:
    name = "<script>alert(1)</script> #set $x$ =cmd()" + "很长的项目名称" * 6
    story = {name: (f"{name},{name},{name}", {2023: "900,1,899", 2024: "900,1,899"})}
    for language in ("zh", "en"):
        book = make_book(tmp_path / language, told(story), language)
        assert cells(screening(book))[0][0] == name
        assert "<script" not in returning_carryover(book).svg
        assert "<script" not in screening(book).html
        assert [rule for rule in broken(screening(book), "zh") if "one language" not in rule] == []


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    turned = make_book(tmp_path / "turned", told(dict(reversed(STORY.items()))))
    book = make_book(tmp_path / "book", told(STORY))
    for exhibit in (screening, returning_carryover):
        assert exhibit(turned).json == exhibit(book).json


def test_without_returning_carry_over_the_paragraph_says_so(tmp_path: Path) -> None:
    assert returning_carryover(make_book(tmp_path, plain({2023: "9,9,0", 2024: "9,9,5"}))).paragraphs == ()


RENAMED = {
    "2022年社区养老服务设施运营补贴": ("Community care,养老科,", {2022: "100,90,"}),
    "2023年社区养老服务设施运营补贴": ("Community care,养老科,", {2023: "100,90,"}),
    "社区养老服务设施运行补贴": ("Running of community care,养老科,", {2024: "100,90,"}),
    "殡葬改革": ("Funerals,,", {2023: "9,9,", 2024: "9,9,"}),
}


def test_projects_followed_under_another_name_are_listed(tmp_path: Path) -> None:
    shown = followed_projects(make_book(tmp_path / "zh", told(RENAMED)))
    assert shown.title == "2处项目名称与上年不同，按同一项目比较"
    assert shown.subtitle == "2023—2024年，各年项目与上年项目的对应，相似度单位：%"
    assert cells(shown) == [
        ["2024", "社区养老服务设施运行补贴", "2023年社区养老服务设施运营补贴", "名称相近", "91.67"],
        [
            "2023",
            "2023年社区养老服务设施运营补贴",
            "2022年社区养老服务设施运营补贴",
            "年份、标点或结尾用词不同",
            "100.00",
        ],
    ]
    assert "相似度不低于80%" in shown.notes[1]
    english = followed_projects(make_book(tmp_path / "en", told(RENAMED), "en"))
    assert english.title == "2 changes of name, each followed as one project"
    assert [row[1:4] for row in cells(english)] == [
        ["Running of community care", "Community care", "alike"],
        ["Community care", "(the same in English)", "another year, punctuation or closing word"],
    ]
    assert "Projects are matched by their Chinese names, which are in the data file." in english.notes
    assert english.data.json["rows"][0][1:3] == ["社区养老服务设施运行补贴", "2023年社区养老服务设施运营补贴"]
    assert broken(shown, "zh") == broken(english, "en") == []


def test_where_every_name_stayed_nothing_is_listed(tmp_path: Path) -> None:
    assert followed_projects(make_book(tmp_path, plain({2023: "9,9,0", 2024: "9,9,5"}))).paragraphs == ()

"""Deviations, PEFA's measures and progress by month as exhibits."""

from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.charts import budget_credibility, deviations, execution_progress
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

PROJECTS = "project,project_en,division,division_en,initial_budget,adjusted_budget,spent,score\n"
BUDGET = "item,phase,amount\ncurrent_year_expenditure,adjusted_budget,{}\n"


def projects(*rows: str) -> dict[str, str]:
    """Rows of name, English name, initial, adjusted, spent."""
    lines = [row.split(",") for row in rows]
    return {"projects": PROJECTS + "".join(f"{n},{e},,,{i},{a},{s},\n" for n, e, i, a, s in lines)}


def months(amounts: dict[int, object], budget: object = "") -> dict[str, str]:
    rows = "".join(f"{month},,{amount}\n" for month, amount in amounts.items())
    return {"execution": f"month,project,amount\n{rows}"} | (
        {"totals": BUDGET.format(budget)} if budget != "" else {}
    )


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def both(folder: Path, tables: dict[int, dict[str, str]]) -> list[tuple[str, Accounts]]:
    return [(language, make_book(folder / language, tables, language)) for language in ("zh", "en")]


DEVIATIONS = {
    "zh": (
        "3个项目中2个偏离预算10%及以上",
        "项目执行数减预算数，2022年，单位：万元，括号内为偏离率",
        "横条图，按偏离额从大到小列示2022年项目执行数与预算数之差：甲少支出25.00万元；乙多支出5.00万元；"
        "丙与预算数相等。3个项目合计少支出20.00万元。",
        "偏离 = 执行数 － 预算数；偏离率达到10%及以上的，以及没有预算而支出的，应当说明原因。",
    ),
    "en": (
        "Deviations of 10% or more from budget: 2 of 3 projects",
        "Spending less budget of the projects, 2022, unit: wan yuan (10,000 yuan), in brackets in %"
        " of the budget",
        "Bars of the projects' spending less their budgets in 2022, the largest first: A: 25.00 wan yuan"
        " under budget; B: 5.00 wan yuan over budget; C: as budgeted. All 3 projects together: 20.00 wan yuan"
        " under budget.",
        "Deviation = spent − budget; 10% of the budget or more, and spending without a budget, asks for an"
        " explanation.",
    ),
}


def test_deviations_are_titled_by_how_many_need_an_explanation(tmp_path: Path) -> None:
    tables = {2022: projects("丙,C,10,,10", "乙,B,0,,5", "甲,A,80,100,75")}
    for language, book in both(tmp_path, tables):
        shown = deviations(book)
        title, subtitle, alt, rule = DEVIATIONS[language]
        assert (shown.title, shown.subtitle, shown.alt) == (title, subtitle, alt)
        assert rule in shown.notes
        assert broken(shown, language) == []
        assert cells(shown)[1:] == [
            ["乙" if language == "zh" else "B", "0.00", "[x]", "5.00", "+5.00", "[z]"],
            ["丙" if language == "zh" else "C", "10.00", "[x]", "10.00", "0.00", "0.00"],
            [
                "3个项目合计" if language == "zh" else "All 3 projects",
                *["90.00", "[x]", "90.00", "-20.00", "-18.18"],
            ],
        ]


def test_the_label_tells_amount_and_rate_and_nothing_where_the_budget_was_zero(tmp_path: Path) -> None:
    shown = deviations(make_book(tmp_path, {2022: projects("乙,B,0,,5", "甲,A,80,100,75")}))
    assert "▼ -25.00（-25.00%）" in shown.svg
    assert ">▲ +5.00<" in shown.svg


def test_a_budget_that_nobody_publishes_has_no_column(tmp_path: Path) -> None:
    shown = deviations(make_book(tmp_path, {2022: projects("甲,A,10,,9")}))
    assert [column.name for column in shown.table.columns][1:3] == ["年初预算数（万元）", "执行数（万元）"]


def test_beyond_a_dozen_the_other_projects_are_one_bar_with_their_net(tmp_path: Path) -> None:
    rows = [f"项目{n:02d},Project {n},100,,{60 + n}" for n in range(33)]
    for language, book in both(tmp_path, {2022: projects(*rows)}):
        shown = deviations(book)
        # The rest are 21 projects with -28 to -8, which net to -378 of 2,100.
        assert ("其余21个项目" if language == "zh" else "The other 21") in shown.svg
        assert "▼ -378.00" in shown.svg
        assert "项目12" not in shown.svg
        assert "Project 12<" not in shown.svg
        # The table's rest are 3 projects with -10 to -8; nothing is left to look up in the data file.
        assert cells(shown)[-2] == [
            "其余3个项目" if language == "zh" else "The other 3 projects",
            *["300.00", "273.00", "-27.00", "-9.00"],
        ]
        assert len(cells(shown)) == 32
        assert len(shown.data.rows) == 33
        assert not any("数据文件" in note or "data file" in note for note in shown.notes)
        assert broken(shown, language) == []


@pytest.mark.parametrize("row", ["甲,A,,,9", "甲,A,10,,"])
def test_without_both_budget_and_spending_nothing_is_drawn(tmp_path: Path, row: str) -> None:
    book = make_book(tmp_path, {2022: projects(row)})
    assert deviations(book).paragraphs == budget_credibility(book).paragraphs == ()


CREDIBILITY = {
    "zh": (
        "总额为预算的90.00%（B级），结构偏离20.00%（D级）",
        "项目预算的总额执行率和结构偏离度，2021—2022年，单位：%",
        "总额执行率 = 执行数合计 ÷ 预算数合计；PEFA指标PI-1：95%至105%为A级、90%至110%为B级、85%至115%为C级，"
        "其余为D级。",
        "结构偏离度 = 各项目｜执行数 － 换算预算数｜之和 ÷ 执行数合计，换算预算数 = 预算数 × 总额执行率；"
        "PEFA指标PI-2：低于5%为A级、低于10%为B级、低于15%为C级，其余为D级。",
    ),
    "en": (
        "Spending 90.00% of budget (B), composition variance 20.00% (D)",
        "Aggregate outturn and composition variance of the project budget, 2021 to 2022, in %",
        "Outturn = total spent ÷ total budget; grades of the PEFA indicator PI-1: A for 95% to 105%, B for"
        " 90% to 110%, C for 85% to 115%; else D.",
        "Composition variance = sum over projects of |spent − scaled budget| ÷ total spent, scaled budget ="
        " budget × outturn; grades of the PEFA indicator PI-2: A below 5%, B below 10%, C below 15%; else D.",
    ),
}


def test_credibility_is_a_table_of_years_with_the_limits_of_the_grades_below(tmp_path: Path) -> None:
    tables = {
        2021: projects("甲,A,,60,60", "乙,B,,40,40"),
        2022: projects("甲,A,60,90,45", "乙,B,40,2,45", "丙,C,,,"),
    }
    for language, book in both(tmp_path, tables):
        shown = budget_credibility(book)
        title, subtitle, *rules = CREDIBILITY[language]
        assert (shown.kind, shown.title, shown.subtitle) == ("table", title, subtitle)
        assert set(rules) <= set(shown.notes)
        initial, adjusted = (
            ("年初预算数", "调整预算数") if language == "zh" else ("Initial budget", "Adjusted budget")
        )
        assert cells(shown) == [
            ["2021", "100.00", "A", "0.00", "A", adjusted, "2", "2"],
            ["2022", "90.00", "B", "20.00", "D", initial, "2", "3"],
        ]
        assert broken(shown, language) == []


def test_one_project_is_titled_by_its_total_alone(tmp_path: Path) -> None:
    for language, book in both(tmp_path, {2022: projects("甲,A,10,,9")}):
        shown = budget_credibility(book)
        assert shown.title == (
            "项目支出总额为预算的90.00%（B级）"
            if language == "zh"
            else "Projects spent 90.00% of their budget (B)"
        )
        assert cells(shown)[0][3:5] == ["0.00", "[z]"]
        assert broken(shown, language) == []


def test_credibility_of_earlier_years_alone_is_no_exhibit(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2021: projects("甲,A,10,,9"), 2022: projects("甲,A,,,9")})
    assert budget_credibility(book).paragraphs == ()


PROGRESS = {
    "zh": (
        "9月末支出进度50.00%，第四季度占全年支出的40.00%",
        "累计支出占全年数的比例，2021—2022年，单位：%",
        "折线图，按月列示2021—2022年支出进度和时间进度。2022年：6月末25.00%、9月末50.00%、12月末83.33%；"
        "2021年：9月末75.00%、10月末80.00%。",
        "支出进度：2022年以调整预算数1200.00万元为100%；2021年以调整预算数1000.00万元为100%。",
        "未公布累计支出的月份不连线。",
    ),
    "en": (
        "50.00% spent by the end of September, 40.00% of the year's spending in the last quarter",
        "Cumulative spending in % of the whole year's, 2021 to 2022",
        "Lines of spending by month beside the time gone by, 2021 to 2022. 2022: 25.00% by the end of June,"
        " 50.00% by the end of September, 83.33% by the end of December; 2021: 75.00% by the end of"
        " September, 80.00% by the end of October.",
        "Progress. 2022: 100% is the adjusted budget of 1,200.00 wan yuan; 2021: 100% is the adjusted"
        " budget of 1,000.00 wan yuan.",
        "Months whose cumulative spending is not published leave a gap.",
    ),
}


def test_progress_is_titled_by_the_last_quarter(tmp_path: Path) -> None:
    tables = {2021: months({9: 750, 10: 800}, 1000), 2022: months({6: 300, 9: 600, 12: 1000}, 1200)}
    for language, book in both(tmp_path, tables):
        shown = execution_progress(book)
        title, subtitle, alt, *notes = PROGRESS[language]
        assert (shown.title, shown.subtitle, shown.alt) == (title, subtitle, alt)
        assert shown.notes[1:] == notes
        assert broken(shown, language) == []
        assert len(cells(shown)) == 12
        assert cells(shown)[8][1:] == ["600.00", "50.00", "75.00", "75.00", "-25.00", "-25.00"]
        assert cells(shown)[0][1:] == ["[x]", "[x]", "[x]", "8.33", "[x]", "[x]"]
        assert (">12月<" if language == "zh" else ">Dec<") in shown.svg


@pytest.mark.parametrize(
    ("amounts", "budget", "zh", "en"),
    [
        (
            {3: 100, 8: 900},
            1200,
            "8月末支出进度75.00%，快于时间进度8.33个百分点",
            "75.00% spent by the end of August, 8.33 percentage points ahead of time",
        ),
        (
            {12: 900},
            1200,
            "12月末支出进度75.00%，慢于时间进度25.00个百分点",
            "75.00% spent by the end of December, 25.00 percentage points behind time",
        ),
        (
            {6: 600},
            1200,
            "6月末支出进度50.00%，与时间进度一致",
            "50.00% spent by the end of June, level with time",
        ),
        (
            {6: "599.99"},
            1200,
            "6月末支出进度50.00%，与时间进度一致",
            "50.00% spent by the end of June, level with time",
        ),
        (
            {6: 900, 12: 1000},
            "",
            "6月末支出进度90.00%，快于时间进度40.00个百分点",
            "90.00% spent by the end of June, 40.00 percentage points ahead of time",
        ),
    ],
    ids=["ahead", "behind", "level", "level after rounding", "no budget"],
)
def test_without_a_last_quarter_the_latest_month_is_the_title(
    tmp_path: Path, amounts: dict[int, object], budget: object, zh: str, en: str
) -> None:
    for language, book in both(tmp_path, {2022: months(amounts, budget)}):
        shown = execution_progress(book)
        assert shown.title == (zh if language == "zh" else en)
        assert [column.name for column in shown.table.columns if "2021" in column.name] == []
        assert broken(shown, language) == []


def test_december_as_the_base_is_told(tmp_path: Path) -> None:
    shown = execution_progress(make_book(tmp_path, {2022: months({6: 900, 12: 1000})}))
    assert (
        "支出进度：2022年未公布全年预算数，以12月末累计支出1000.00万元为100%，只反映支出在年内的快慢。"
        in shown.notes
    )


@pytest.mark.parametrize("tables", [{}, months({6: 900}), months({12: 900}), months({6: 900}, 0)])
def test_without_a_progress_to_tell_nothing_is_drawn(tmp_path: Path, tables: dict[str, str]) -> None:
    book = make_book(tmp_path, {2022: {**projects("甲,A,10,,9"), **tables}})
    assert execution_progress(book).paragraphs == ()


def test_hostile_and_long_names_are_text_only(tmp_path: Path) -> None:
    names = ["<script>alert(1)</script>", "=cmd()", "#set $x$", "困难群众基本生活救助补助资金" * 5]
    shown = deviations(make_book(tmp_path, {2022: projects(*(f"{name},,10,,9" for name in names))}))
    assert "<script" not in shown.svg
    assert "<script" not in shown.html
    assert {row[0] for row in cells(shown)[:-1]} == set(names)

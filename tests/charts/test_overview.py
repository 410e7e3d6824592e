"""Headline figures and totals over the years: what they say for each case."""

from pathlib import Path

import pytest

from budgetbook.charts import headlines, totals_by_year
from budgetbook.prose import Prose
from builder import make_book
from exhibits import broken


def totals(income: str, spent: str, name: str = "") -> dict[str, str]:
    head = "item,phase,amount,printed_name\n"
    rows = f"total_income,actual,{income},{name}\ncurrent_year_expenditure,actual,{spent},{name}\n"
    return {"totals": head + rows}


def cells(exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def test_headlines_stand_beside_last_year_with_change_and_basis(tmp_path: Path) -> None:
    shown = headlines(make_book(tmp_path, {2022: totals("120", "80"), 2021: totals("100", "")}))
    assert (shown.kind, shown.id, shown.title) == ("table", "headlines", "2022年收支主要指标")
    assert shown.subtitle == "2022年与2021年决算数，单位：万元"
    assert shown.notes == ["数据来源：文件。", "表中决算数均为公布数，没有推算。"]
    assert [column.name for column in shown.table.columns] == [
        "项目", "2022年", "2021年", "增减额（万元）", "增减率（%）",
    ]  # fmt: skip
    assert cells(shown) == [
        ["收入总计", "120.00", "100.00", "+20.00", "+20.00"],
        ["本年支出合计", "80.00", "[x]", "[x]", "[x]"],
    ]


SOME_DERIVED = (
    "item,phase,amount,basis,source\ntotal_income,actual,120,reported,文件\n"
    "current_year_expenditure,actual,80,derived,文件\n"
)


def test_figures_of_several_bases_have_each_its_own_beside_it(tmp_path: Path) -> None:
    chinese = headlines(make_book(tmp_path / "zh", {2022: {"totals": SOME_DERIVED}}))
    assert [column.name for column in chinese.table.columns][-2:] == ["2022年口径", "2021年口径"]
    assert chinese.notes == ["数据来源：文件。", "含推算数：由公布的本年数和增减额算出，并非直接公布。"]
    # Last year has no figure, and so no basis.
    english = headlines(make_book(tmp_path / "en", {2022: {"totals": SOME_DERIVED}}, "en"))
    assert cells(english) == [
        ["Total income", "120.00", "[x]", "[x]", "[x]", "reported", "[x]"],
        ["Current-year expenditure", "80.00", "[x]", "[x]", "[x]", "derived", "[x]"],
    ]
    assert broken(english, "en") == []


def test_figures_that_are_all_illustrative_say_so_once(tmp_path: Path) -> None:
    made_up = "item,phase,amount,basis,source\ntotal_income,actual,120,illustrative,演示\n"
    shown = headlines(make_book(tmp_path, {2022: {"totals": made_up}}))
    assert cells(shown) == [["收入总计", "120.00", "[x]", "[x]", "[x]"]]
    assert shown.notes == ["数据来源：演示。", "示例数据：为演示而虚构，不代表任何单位。"]


def test_only_the_years_that_are_shown_say_that_they_are_derived(tmp_path: Path) -> None:
    derived = "item,phase,amount,basis,source\ntotal_income,actual,1,derived,文件\n"
    years = {2020: {"totals": derived}, 2021: totals("1", "1"), 2022: totals("1", "1")}
    book = make_book(tmp_path, years)
    assert headlines(book).notes == ["数据来源：文件。", "表中决算数均为公布数，没有推算。"]
    assert totals_by_year(book).notes[1] == "含推算数：由公布的本年数和增减额算出，并非直接公布。"


@pytest.mark.parametrize(
    ("now", "zh", "en"),
    [
        (
            "120",
            "收入总计由2018年的100.00万元增至120.00万元",
            "Total income rose from 100.00 wan yuan in 2018 to 120.00 wan yuan",
        ),
        (
            "80",
            "收入总计由2018年的100.00万元减至80.00万元",
            "Total income fell from 100.00 wan yuan in 2018 to 80.00 wan yuan",
        ),
        ("100", "收入总计与2018年持平，为100.00万元", "Total income is 100.00 wan yuan, as it was in 2018"),
    ],
)
def test_the_title_tells_the_way_from_the_first_year_and_gaps_are_named(
    tmp_path: Path, now: str, zh: str, en: str
) -> None:
    years = {2018: totals("100", "90"), 2019: totals("110", ""), 2022: totals(now, "70")}
    chinese = totals_by_year(make_book(tmp_path / "zh", years))
    assert chinese.title == zh
    assert chinese.subtitle == "收入总计和本年支出合计，2018—2022年，决算数，单位：万元"
    assert chinese.alt == (
        "柱形图，按年度列示收入总计和本年支出合计。收入总计2018年100.00万元、2019年110.00万元、2020年未公布、"
        f"2021年未公布、2022年{now}.00万元；本年支出合计2018年90.00万元、2019年未公布、2020年未公布、2021年未公布、"
        "2022年70.00万元。"
    )
    assert cells(chinese)[1:3] == [["2019", "110.00", "[x]"], ["2020", "[x]", "[x]"]]
    english = totals_by_year(make_book(tmp_path / "en", years, "en"))
    assert english.title == en
    assert english.subtitle == (
        "Total income and current-year expenditure, 2018 to 2022, actual figures, unit: wan yuan"
        " (10,000 yuan)"
    )
    assert english.alt.startswith(
        "Columns of total income and current-year expenditure by year: total income 100.00 wan yuan"
        " in 2018, 110.00 wan"
        " yuan in 2019, not published in 2020,"
    )
    assert broken(chinese, "zh") == broken(english, "en") == []


def test_two_flows_that_are_printed_with_one_name_stay_two(tmp_path: Path) -> None:
    shown = totals_by_year(make_book(tmp_path, {2021: totals("9", "8"), 2022: totals("7", "6", "总计")}))
    assert cells(shown) == [["2021", "9.00", "8.00"], ["2022", "7.00", "6.00"]]


def test_the_flow_that_has_two_years_gives_the_title(tmp_path: Path) -> None:
    shown = totals_by_year(make_book(tmp_path, {2021: totals("", "8"), 2022: totals("7", "6")}))
    assert shown.title == "本年支出合计由2021年的8.00万元减至6.00万元"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({2022: totals("1", "1")}, "只有一个年度的收支总额，不作趋势图。"),
        ({2021: totals("1", "1"), 2022: totals("", "")}, "2022年收支总额未公布，不作趋势图。"),
    ],
)
def test_without_two_years_there_is_a_sentence(tmp_path: Path, years: dict, said: str) -> None:
    shown = totals_by_year(make_book(tmp_path, years))
    assert isinstance(shown, Prose)
    assert shown.paragraphs == (("note", said),)


def test_without_totals_there_is_a_sentence_instead_of_headlines(tmp_path: Path) -> None:
    shown = headlines(make_book(tmp_path, {2022: {"income": "item,phase,amount\nother,actual,1\n"}}, "en"))
    assert shown.text == "The totals of 2022 are not published, so there are no headline figures."


def test_a_budget_of_zero_has_no_completion_and_last_years_zero_no_rate(tmp_path: Path) -> None:
    head = "item,phase,amount\n"
    now = "closing_carryover,actual,5\nclosing_carryover,initial_budget,0\ntotal_income,actual,9\n"
    last = f"{head}closing_carryover,actual,0\n"
    shown = headlines(make_book(tmp_path, {2022: {"totals": head + now}, 2021: {"totals": last}}))
    assert [row[:7] for row in cells(shown)] == [
        ["收入总计", "9.00", "[x]", "[x]", "[x]", "[x]", "[x]"],
        ["年末结转和结余", "5.00", "0.00", "+5.00", "[z]", "0.00", "[z]"],
    ]

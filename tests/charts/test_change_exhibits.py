"""How a total moved: bridge, lines, reasons, carry-over, in every case."""

from pathlib import Path

import pytest

from budgetbook.charts import bridge, carry_over, contributions, reasons
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken


def totals(**amounts: object) -> str:
    return "item,phase,amount\n" + "".join(f"{item},actual,{amount}\n" for item, amount in amounts.items())


def sources(*amounts: object) -> str:
    items = ("general_public_budget", "government_fund", "business", "operating", "other")
    rows = zip(items, amounts, strict=False)
    return "item,phase,amount\n" + "".join(f"{item},actual,{amount}\n" for item, amount in rows)


def book_of(folder: Path, now: int, last: int, language: str = "zh", named: str = "", **tables: str):
    year = {"totals": totals(total_income=now), **tables}
    if named:
        year["reasons"] = "flow,item,item_en,amount\n" + "".join(
            f"total_income,{one}\n" for one in named.split()
        )
    return make_book(folder, {2021: {"totals": totals(total_income=last)}, 2022: year}, language)


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


def test_a_bridge_goes_by_the_lines_that_both_years_have(tmp_path: Path) -> None:
    years = {
        2021: {"totals": totals(total_income=100), "income": sources(80, 20)},
        2022: {"totals": totals(total_income=90), "income": sources(60, 25)},
    }
    shown = bridge(make_book(tmp_path, years), "total_income")
    assert (shown.id, shown.title) == ("bridge-total-income", "收入总计较上年减少10.00万元，下降10.00%")
    assert shown.subtitle == "从2021年到2022年的变动，决算数，单位：万元"
    assert shown.alt == (
        "瀑布图，列示收入总计从2021年的100.00万元到2022年的90.00万元的变动：一般公共预算财政拨款减少20.00万元；"
        "政府性基金预算财政拨款增加5.00万元；分项以外增加5.00万元。"
    )
    assert shown.notes == ["数据来源：文件。", "变动按公布的分项计算。"]
    assert cells(shown) == [
        ["2021年", "100.00"],
        ["一般公共预算财政拨款", "-20.00"],
        ["政府性基金预算财政拨款", "+5.00"],
        ["分项以外", "+5.00"],
        ["2022年", "90.00"],
    ]
    assert broken(shown, "zh") == []


@pytest.mark.parametrize(
    ("language", "subtitle", "note"),
    [
        (
            "zh",
            "从2021年到2022年的变动，决算数，单位：万元，横轴不从零开始",
            "各项变动均不足两年总额的5%，为便于比较，横轴不从零开始，两端总额的条形以断口标示。",
        ),
        (
            "en",
            "From 2021 to 2022, actual figures, unit: wan yuan (10,000 yuan), axis not from zero",
            "No step reaches 5% of the totals, so the axis does not start at zero and the bars of the totals"
            " are cut, as the gap in each shows.",
        ),
    ],
)
def test_a_bridge_of_small_steps_says_that_its_axis_does_not_start_at_zero(
    tmp_path: Path, language: str, subtitle: str, note: str
) -> None:
    years = {
        2021: {"totals": totals(total_income=1000), "income": sources(800, 200)},
        2022: {"totals": totals(total_income=1010), "income": sources(830, 180)},
    }
    shown = bridge(make_book(tmp_path, years, language), "total_income")
    assert (shown.subtitle, shown.notes[-1]) == (subtitle, note)
    assert broken(shown, language) == []


def test_a_bridge_without_lines_goes_by_the_reasons(tmp_path: Path) -> None:
    shown = bridge(book_of(tmp_path, 90, 100, "en", "甲,A,-12 乙,B,4 丙,C,"), "total_income")
    assert shown.title == "Total income: down 10.00 wan yuan (10.00%) on last year"
    assert shown.alt == (
        "Waterfall of total income from 100.00 wan yuan in 2021 to 90.00 wan yuan in 2022: 2"
        " published reasons: down"
        " 8.00 wan yuan; Unexplained: down 2.00 wan yuan."
    )
    assert broken(shown, "en") == []


def test_the_data_of_a_bridge_name_each_step_as_the_chart_does(tmp_path: Path) -> None:
    shown = bridge(book_of(tmp_path, 90, 100, "zh", "甲,A,-12 乙,B,4 丙,C,"), "total_income")
    assert [row[0] for row in shown.data.rows] == ["2021年", "公布的2项原因", "未说明原因", "2022年"]


def test_a_bridge_of_a_total_that_stood_still_says_so(tmp_path: Path) -> None:
    years = {year: {"totals": totals(total_income=100)} for year in (2021, 2022)}
    years[2021]["income"], years[2022]["income"] = sources(80, 20), sources(90, 10)
    assert bridge(make_book(tmp_path, years), "total_income").title == "收入总计与上年持平"


def test_a_bridge_without_steps_is_a_sentence_and_without_last_year_nothing(tmp_path: Path) -> None:
    shown = bridge(book_of(tmp_path / "a", 90, 100), "total_income")
    assert (shown.id, shown.text) == (
        "absent-bridge-total-income",
        "公布的资料没有给出收入总计变动的分项或原因金额，无法列示从上年到本年的变动过程。",
    )
    alone = make_book(tmp_path / "b", {2022: {"totals": totals(total_income=1)}})
    assert bridge(alone, "total_income").paragraphs == contributions(alone, "total_income").paragraphs == ()


@pytest.mark.parametrize(
    ("language", "title", "alt"),
    [
        (
            "zh",
            "变动最大的是一般公共预算财政拨款，减少20.00万元",
            "双向条形图，按变动大小列示收入来源各分项较上年的增减额：一般公共预算财政拨款减少20.00万元；"
            "政府性基金预算财政拨款增加10.00万元；事业收入持平。",
        ),
        (
            "en",
            "General public budget appropriation moved most, down 20.00 wan yuan",
            "Diverging bars of the changes in income by source, the largest first: General public"
            " budget appropriation:"
            " down 20.00 wan yuan; Government fund appropriation: up 10.00 wan yuan; Income from"
            " public services:"
            " unchanged.",
        ),
    ],
)
def test_the_line_that_moved_most_is_the_title(tmp_path: Path, language: str, title: str, alt: str) -> None:
    years = {
        2021: {"totals": totals(total_income=100), "income": sources(80, 0, 20)},
        2022: {"totals": totals(total_income=90), "income": sources(60, 10, 20)},
    }
    shown = contributions(make_book(tmp_path, years, language), "total_income")
    assert (shown.id, shown.title, shown.alt) == ("contributions-income", title, alt)
    assert cells(shown)[1][1:] == ["10.00", "0.00", "+10.00", "[z]", "+10.00"]  # from zero: no rate
    assert broken(shown, language) == []


def test_lines_that_stood_still_are_told_to(tmp_path: Path) -> None:
    for language, title in (("zh", "收入来源各项均与上年持平"), ("en", "No line of income by source moved")):
        year = {"totals": totals(total_income=90), "income": sources(60, 30)}
        shown = contributions(
            make_book(tmp_path / language, {2021: year, 2022: year}, language), "total_income"
        )
        assert shown.title == title


def test_of_more_than_fifteen_lines_the_chart_shows_the_largest(tmp_path: Path) -> None:
    years = {}
    for year in (2021, 2022):
        lines = "".join(
            f"function,{code},,actual,{100 + (year - 2021) * (code - 200)}\n"
            for code in (201, 203, 204, 205, 206, 207, 208, 210, 211, 212, 213, 214, 215, 216, 217, 220, 221)
        )
        years[year] = {
            "totals": totals(current_year_expenditure=5000),
            "expenditure": f"classification,code,name,phase,amount\n{lines}",
        }
    shown = contributions(make_book(tmp_path, years), "current_year_expenditure")
    assert shown.id == "contributions-function"
    assert shown.notes == ["数据来源：文件。", "图中列示前15项，其余见数据表。"]
    assert len(cells(shown)) == 17


def test_lines_of_one_year_only_are_not_compared(tmp_path: Path) -> None:
    shown = contributions(
        book_of(tmp_path, 90, 100, named="甲,A,-10", income=sources(60, 30)), "total_income"
    )
    assert shown.text == "收入总计没有两个年度的分项数据，不作分项变动分析。"


@pytest.mark.parametrize(
    ("named", "zh", "en"),
    [
        (
            "甲,A,-7",
            "收入总计减少10.00万元，其中3.00万元未说明原因",
            "Total income down 10.00 wan yuan, 3.00 wan yuan of it unexplained",
        ),
        (
            "甲,A,-10",
            "公布的1项原因说明了收入总计的全部变动",
            "The 1 published reason explains the whole change of total income",
        ),
        (
            "甲,A,-12",
            "公布原因的合计数超出收入总计变动额2.00万元",
            "The published reasons exceed the change of total income by 2.00 wan yuan",
        ),
        (
            "甲,A,5",
            "公布原因的合计数与收入总计的变动方向不一致",
            "The published reasons point the other way from total income",
        ),
        ("甲,A,-5 乙,B,", "公布的2项原因中1项注明金额", "1 of 2 published reasons carries an amount"),
    ],
    ids=["rest", "all", "excess", "against", "some without amounts"],
)
def test_reasons_are_titled_by_how_far_they_explain(tmp_path: Path, named: str, zh: str, en: str) -> None:
    for language, title in (("zh", zh), ("en", en)):
        shown = reasons(book_of(tmp_path / language, 90, 100, language, named), "total_income")
        assert shown.title == title
        assert broken(shown, language) == []


def test_reasons_are_listed_with_the_rest_the_unquantified_and_the_total(tmp_path: Path) -> None:
    shown = reasons(book_of(tmp_path / "a", 90, 100, named="甲,A,-7"), "total_income")
    assert (
        shown.alt
        == "条形图，列示收入总计较上年减少10.00万元的公布原因：甲减少7.00万元；未说明原因减少3.00万元。"
    )
    assert cells(shown) == [["甲", "-7.00"], ["未说明原因", "-3.00"], ["收入总计增减额", "-10.00"]]
    shown = reasons(book_of(tmp_path / "b", 90, 100, named="甲,A,-7 乙,B,"), "total_income")
    assert cells(shown) == [["甲", "-7.00"], ["乙", "[x]"], ["收入总计增减额", "-10.00"]]


@pytest.mark.parametrize(("now", "named"), [(90, ""), (90, "甲,A,"), (100, "甲,A,-7")])
def test_reasons_without_amounts_or_without_a_change_are_left_to_the_sentence(
    tmp_path: Path, now: int, named: str
) -> None:
    assert reasons(book_of(tmp_path, now, 100, named=named), "total_income").paragraphs == ()


def test_carry_over_stands_beside_what_the_totals_imply(tmp_path: Path) -> None:
    full = totals(total_income=80, opening_carryover=10, current_year_expenditure=60, closing_carryover=15)
    years = {2020: {"totals": totals(closing_carryover=10)}, 2022: {"totals": full}}
    shown = carry_over(make_book(tmp_path, years))
    assert (shown.title, shown.subtitle) == (
        "各年结转和结余的公布数与推算数",
        "2020—2022年，决算数，单位：万元",
    )
    assert cells(shown) == [
        ["2020", "[x]", "10.00", "[x]", "[x]"],
        ["2022", "10.00", "15.00", "20.00", "-5.00"],
    ]
    english = carry_over(make_book(tmp_path / "none", {2022: {"income": sources(1)}}, "en"))
    assert english.text == "Carry-over is not published."

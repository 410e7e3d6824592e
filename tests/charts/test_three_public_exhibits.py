"""“三公”经费 in pictures: what the titles find in each case."""

from pathlib import Path

import pytest

from budgetbook.charts import three_public, three_public_budget, unit_costs
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken


def table(*rows: str) -> dict[str, str]:
    return {"three_public": "item,phase,amount\n" + "".join(f"{row}\n" for row in rows)}


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


@pytest.mark.parametrize(
    ("rows", "last", "zh", "en"),
    [
        (
            ["total,actual,9", "reception,actual,9"],
            ["total,actual,10"],
            "“三公”经费较上年减少1.00万元，下降10.00%",
            "Three public expenses: down 1.00 wan yuan (10.00%) on last year",
        ),
        (
            ["total,actual,9", "reception,actual,9"],
            ["total,actual,0"],
            "“三公”经费较上年增加9.00万元（上年为0，不计算增幅）",
            "Three public expenses: up 9.00 wan yuan on last year (from zero, so no rate is given)",
        ),
        (
            ["total,actual,10", "vehicle,actual,8", "reception,actual,2"],
            [],
            "公务用车购置及运行维护费占“三公”经费的80.00%",
            "Official vehicles: 80.00% of the three public expenses",
        ),
        (["total,actual,10"], [], "“三公”经费合计10.00万元", "Three public expenses: 10.00 wan yuan"),
        (["reception,actual,10"], [], "公务接待费10.00万元", "Official reception 10.00 wan yuan"),
        (
            ["total,actual,0", "reception,actual,0"],
            [],
            "未发生“三公”经费支出",
            "Nothing was spent on the three public expenses",
        ),
    ],
    ids=["fell", "from zero", "vehicles in one", "only the total", "only one item", "zero"],
)
def test_the_title_is_the_most_that_is_known(
    tmp_path: Path, rows: list[str], last: list[str], zh: str, en: str
) -> None:
    years = {2022: table(*rows), 2021: table(*last)}
    for language, title in (("zh", zh), ("en", en)):
        shown = three_public(make_book(tmp_path / language, years, language))
        assert shown.title == title
        assert broken(shown, language) == []


def test_items_stand_over_the_years_with_their_budgets_and_gaps(tmp_path: Path) -> None:
    now = table(
        "total,actual,30", "abroad,actual,0", "vehicle,actual,28", "vehicle_purchase,actual,18",
        "vehicle_operation,actual,10", "reception,actual,2", "reception,initial_budget,4",
    )  # fmt: skip
    shown = three_public(make_book(tmp_path, {2022: now, 2020: table("reception,actual,3")}))
    assert shown.subtitle == "“三公”经费各项支出，2020—2022年，各图刻度相同，单位：万元"
    assert shown.alt == (
        "小型多图，逐项列示各年“三公”经费。2022年：“三公”经费合计30.00万元；因公出国（境）费0.00万元；"
        "公务用车购置及运行维护费28.00万元；公务用车购置费18.00万元；公务用车运行维护费10.00万元；公务接待费2.00万元。"
    )
    assert shown.notes[1:] == ["预算数：有调整预算数的为调整预算数，否则为年初预算数。"]
    assert cells(shown)[0] == ["2020", "公务接待费", "[x]", "3.00", "[x]", "[x]", "[x]"]
    assert cells(shown)[-1] == ["2022", "公务接待费", "4.00", "2.00", "[x]", "[x]", "50.00"]
    assert "缺数" in shown.svg
    assert "公务用车购置及运行维护费" not in shown.svg  # its two parts stand for it


def test_without_this_years_amounts_there_is_a_sentence(tmp_path: Path) -> None:
    book = make_book(
        tmp_path, {2021: table("total,actual,3"), 2022: table("total,actual,", "total,initial_budget,3")}
    )
    assert three_public(book).text == "2022年“三公”经费数据未公布，不作趋势图。"


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        (
            ["total,initial_budget,12", "reception,initial_budget,2"],
            "“三公”经费各项均未超出预算",
            "No item of the three public expenses overran its budget",
        ),
        (
            ["total,initial_budget,12"],
            "公布预算数的“三公”经费项目均未超出预算",
            "No item of the three public expenses with a published budget overran it",
        ),
        (["reception,initial_budget,1"], "公务接待费超出预算", "Over budget: official reception"),
        (
            ["total,initial_budget,9", "reception,initial_budget,1", "abroad,initial_budget,0"],
            "“三公”经费有3项超出预算",
            "3 items of the three public expenses overran their budgets",
        ),
    ],
    ids=["within", "within where known", "over", "three over"],
)
def test_budget_and_actual_are_titled_by_what_overran(
    tmp_path: Path, rows: list[str], zh: str, en: str
) -> None:
    actual = ["total,actual,10", "abroad,actual,8", "reception,actual,2"]
    if rows[0].startswith("total,initial_budget,12"):
        actual.remove("abroad,actual,8")
    for language, title in (("zh", zh), ("en", en)):
        shown = three_public_budget(make_book(tmp_path / language, {2022: table(*actual, *rows)}, language))
        assert (shown.id, shown.title) == ("three-public-budget", title)
        assert broken(shown, language) == []


def test_the_adjusted_budget_counts_before_the_initial_one_and_zero_has_no_rate(tmp_path: Path) -> None:
    rows = ["reception,actual,2", "reception,initial_budget,1", "reception,adjusted_budget,4"]
    rows += ["abroad,actual,0", "abroad,initial_budget,0"]
    shown = three_public_budget(make_book(tmp_path, {2022: table(*rows)}))
    assert shown.subtitle == "“三公”经费预算与决算，2022年，单位：万元"
    assert shown.alt == (
        "对比条形图，列示2022年“三公”经费各项预算与决算：因公出国（境）费预算0.00万元、决算0.00万元；"
        "公务接待费预算4.00万元、决算2.00万元。"
    )
    assert cells(shown) == [
        ["因公出国（境）费", "0.00", "0.00", "[x]"],
        ["公务接待费", "4.00", "2.00", "50.00"],
    ]
    assert "[z]" in shown.svg


def test_without_a_budget_there_is_a_sentence(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: table("total,actual,3")}, "en")
    assert three_public_budget(book).text == (
        "The 2022 budget of the three public expenses is not published, so it is not compared with"
        " the actual figures."
    )


def test_unit_costs_need_money_and_count(tmp_path: Path) -> None:
    rows = [
        "vehicle_operation,actual,161.93",
        "vehicles,actual,20",
        "reception,actual,0.27",
        "reception_persons,actual,12",
    ]
    shown = unit_costs(make_book(tmp_path / "zh", {2022: table(*rows)}))
    assert shown.subtitle == "金额除以数量，2022年，决算数，单位见表头"
    assert cells(shown) == [
        ["每辆公务用车运行维护费", "2022", "161.93", "20", "80,965.00"],
        ["国内公务接待人均费用", "2022", "0.27", "12", "225.00"],
    ]
    assert broken(shown, "zh") == []
    none = unit_costs(make_book(tmp_path / "none", {2022: table("reception,actual,1")}))
    assert none.text == "没有同时公布金额和数量的“三公”经费项目，无法计算单位费用。"

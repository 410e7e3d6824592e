"""“三公”经费 in pictures: what the titles find in each case."""

from pathlib import Path

import pytest

from budgetbook import prose
from budgetbook.charts import three_public, three_public_budget, three_public_factors, unit_costs
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
    assert three_public(book).text == "2022年“三公”经费支出未公布，不作分析。"


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
        ["因公出国（境）费", "0.00", "0.00", "[z]"],
        ["公务接待费", "4.00", "2.00", "50.00"],
    ]
    assert "[z]" in shown.svg


def test_without_a_budget_there_is_a_sentence(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: table("total,actual,3")}, "en")
    assert three_public_budget(book).text == (
        "The 2022 budget of the three public expenses is not published, so it is not compared with"
        " the actual figures."
    )


COSTS = (
    "vehicle_operation,actual,161.93",
    "vehicles,actual,20",
    "reception,actual,0.27",
    "reception_persons,actual,12",
)


def test_unit_costs_need_money_and_count(tmp_path: Path) -> None:
    shown = unit_costs(make_book(tmp_path / "zh", {2022: table(*COSTS)}))
    assert shown.title == "2022年每辆公务用车运行维护费80965元"
    assert shown.subtitle == "“三公”经费单位费用（金额除以数量），2022年，决算数，单位：元"
    assert shown.kind == "table"  # bars with a scale each say nothing of one year
    assert cells(shown) == [
        ["每辆公务用车运行维护费", "2022", "161.93", "20", "80,965.00"],
        ["公务接待人均费用（按国内人次）", "2022", "0.27", "12", "225.00"],
    ]
    assert shown.notes[1:] == ["2022年外事接待数量未公布，公务接待按国内接待数量计算。"]
    assert broken(shown, "zh") == []
    none = unit_costs(make_book(tmp_path / "none", {2022: table("reception,actual,1")}))
    assert none.text == "没有同时公布金额和数量的“三公”经费项目，无法计算单位费用。"


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (
            "80",
            "2022年每辆公务用车运行维护费较上年下降20.00%",
            "Running cost per vehicle fell by 20.00% in 2022",
        ),
        (
            "130",
            "2022年每辆公务用车运行维护费较上年上升30.00%",
            "Running cost per vehicle rose by 30.00% in 2022",
        ),
        (
            "100",
            "2022年每辆公务用车运行维护费与上年持平",
            "Running cost per vehicle was the same in 2022 as the year before",
        ),
    ],
)
def test_the_unit_cost_that_moved_most_is_the_title(tmp_path: Path, amount: str, zh: str, en: str) -> None:
    guests = ("reception,actual,2", "reception_persons,actual,10")
    years = {
        2021: table("vehicle_operation,actual,100", "vehicles,actual,20", *guests),
        2022: table(f"vehicle_operation,actual,{amount}", "vehicles,actual,20", *guests),
    }
    for language, title in (("zh", zh), ("en", en)):
        shown = unit_costs(make_book(tmp_path / language, years, language))
        assert shown.title == title
        assert broken(shown, language) == []


def test_a_year_without_a_unit_cost_is_a_gap_and_the_title_tells_the_last_known_one(tmp_path: Path) -> None:
    years = {2020: table(*COSTS[:2]), 2022: table("vehicles,actual,20", "reception,actual,1")}
    shown = unit_costs(make_book(tmp_path, years))
    assert shown.title == "2020年每辆公务用车运行维护费80965元"
    assert "2020—2022年" in shown.subtitle
    assert shown.svg.count("缺数") == 2
    assert "80,965" in shown.svg
    assert shown.subtitle == (
        "“三公”经费单位费用（金额除以数量），2020—2022年，决算数，各图刻度不同，单位：元"
    )
    assert shown.alt.startswith("小型多图，列示各年“三公”经费的单位费用，各图刻度不同。2020年：")
    assert broken(shown, "zh") == []


def test_nothing_spent_on_nothing_is_told_as_none_and_not_as_a_gap(tmp_path: Path) -> None:
    none = ("abroad,actual,0", "abroad_persons,actual,0")
    some = ("abroad,actual,3", "abroad_persons,actual,2")
    years = {2020: table(*some), 2021: table(*none), 2022: table(*none, "reception,actual,1")}
    for language, word, gap, last in (
        ("zh", "未发生", "缺数", ["每人次因公出国（境）费", "2022", "0.00", "0", "[z]"]),
        ("en", "none", "no data", ["Cost per traveller abroad", "2022", "0.00", "0", "[z]"]),
    ):
        shown = unit_costs(make_book(tmp_path / language, years, language))
        assert shown.svg.count(f">{word}<") == 2
        assert gap not in shown.svg
        assert cells(shown)[-1] == last
        assert broken(shown, language) == []


def test_where_foreign_receptions_lack_in_one_year_only_that_year_is_named(tmp_path: Path) -> None:
    rows = ("reception,actual,2", "reception_batches,actual,9")
    years = {2021: table(*rows), 2022: table(*rows, "foreign_reception_batches,actual,1")}
    shown = unit_costs(make_book(tmp_path / "zh", years))
    assert cells(shown) == [
        ["每批次公务接待费", "2021", "2.00", "9", "2,222.22"],
        ["每批次公务接待费", "2022", "2.00", "10", "2,000.00"],
    ]
    assert shown.title == "2022年每批次公务接待费2000元"
    assert shown.notes[1:] == [
        "公务接待的批次、人次为国内接待与外事接待之和。",
        "2021年外事接待数量未公布，公务接待按国内接待数量计算。",
    ]
    assert unit_costs(make_book(tmp_path / "en", years, "en")).notes[1:] == [
        "Receptions and guests are domestic and foreign ones together.",
        "Receptions and guests of 2021 are domestic only; the foreign ones are not published.",
    ]


@pytest.mark.parametrize(
    "now", [[], ["total,actual,", "total,initial_budget,3"]], ids=["no table", "no amount"]
)
def test_without_the_years_amounts_the_chapter_is_one_sentence(tmp_path: Path, now: list[str]) -> None:
    last = table("total,actual,3", "vehicle_operation,actual,3", "vehicles,actual,1")
    reasons = {"reasons": "flow,item,item_en,amount\nthree_public,购置车辆,A vehicle was bought,18\n"}
    book = make_book(tmp_path, {2021: last, 2022: {**(table(*now) if now else {}), **reasons}})
    shown = [three_public, three_public_budget, unit_costs, three_public_factors]
    told = [prose.three_public, prose.limits, prose.three_public_factors]
    assert [text for each in (*told, *shown) for _, text in each(book).paragraphs] == [
        "2022年“三公”经费支出未公布，不作分析。"
    ]

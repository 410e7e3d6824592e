"""“三公”经费 in words: the total, the items with counts, unit costs, and 只减不增."""

from pathlib import Path

import pytest

from budgetbook.prose import limits, three_public
from builder import make_book

SPENT = "item,phase,amount,printed_name\ncurrent_year_expenditure,actual,1000,总支出\n"


def table(*rows: str) -> str:
    return "item,phase,amount\n" + "".join(f"{row}\n" for row in rows)


NOW = table(
    "total,actual,30", "abroad,actual,0", "vehicle_purchase,actual,18", "vehicle_operation,actual,10",
    "reception,actual,2", "total,initial_budget,32", "reception,initial_budget,4", "abroad,initial_budget,0",
    "vehicles_purchased,actual,1", "vehicles,actual,4", "reception_batches,actual,1234",
    "reception_persons,actual,5000", "foreign_reception_batches,actual,1",
)  # fmt: skip
LAST = table("total,actual,20", "abroad,actual,0", "vehicle_purchase,actual,0", "reception,actual,4")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            [
                "2022年“三公”经费支出30.00万元，占总支出的3.00%，较上年增加10.00万元，增长50.00%，完成预算的93.75%。",
                "其中：因公出国（境）费0.00万元，本年和上年均未发生；公务用车购置费18.00万元，占60.00%，"
                "较上年增加18.00万元（上年为0，不计算增幅）（购置1辆）；公务用车运行维护费10.00万元，占33.33%（保有量4辆）；"
                "公务接待费2.00万元，占6.67%，较上年减少2.00万元，下降50.00%，完成预算的50.00%"
                "（国内接待1234批次、5000人次，外事接待1批次）。",
                "公布的主要原因有1项，为：购置车辆增加18.00万元。上述原因合计超出实际增加额8.00万元，应另有未列明的减少因素。",
                "平均每辆公务用车运行维护费2.50万元。公务接待平均每批次16.19元，人均4元（按国内接待人次计算）。",
            ],
        ),
        (
            "en",
            [
                "The three public expenses of 2022 came to 30.00 wan yuan, 3.00% of current-year"
                " expenditure, up 10.00"
                " wan yuan (50.00%) on last year, 93.75% of the budget.",
                "Of which: official travel abroad none in either year; vehicle"
                " purchase 18.00 wan"
                " yuan (60.00%), up 18.00 wan yuan on last year (from zero, so no rate is given) (1"
                " bought); vehicle"
                " operation and maintenance 10.00 wan yuan (33.33%) (4 vehicles in use); official"
                " reception 2.00 wan"
                " yuan (6.67%), down 2.00 wan yuan (50.00%) on last year, 50.00% of the budget"
                " (1,234 receptions,"
                " 5,000 guests; 1 foreign reception).",
                "The department names 1 reason: “A vehicle was bought” (up 18.00 wan yuan). It exceeds"
                " the actual rise by"
                " 8.00 wan yuan, so something not named must have worked the other way.",
                "Each vehicle cost 2.50 wan yuan to run. Each reception cost 16.19 yuan, 4 yuan a guest by"
                " the domestic count.",
            ],
        ),
    ],
)
def test_items_are_told_with_share_change_budget_and_counts(
    tmp_path: Path, language: str, said: list[str]
) -> None:
    reasons = "flow,item,item_en,amount\nthree_public,购置车辆,A vehicle was bought,18\n"
    years = {2022: {"totals": SPENT, "three_public": NOW, "reasons": reasons}, 2021: {"three_public": LAST}}
    assert [text for _, text in three_public(make_book(tmp_path, years, language)).paragraphs] == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["total,actual,30"], "2022年“三公”经费支出30.00万元。"),
        (
            ["vehicle,actual,20", "vehicles_purchased,actual,1", "vehicles,actual,4"],
            "2022年“三公”经费合计数未公布。\n其中：公务用车购置及运行维护费20.00万元（购置1辆，保有量4辆）。",
        ),
        (
            ["total,actual,", "reception,actual,2", "reception_persons,actual,10"],
            "2022年“三公”经费合计数未公布。\n其中：公务接待费2.00万元（10人次）。\n公务接待人均2000元（按国内接待人次计算）。",
        ),
        (
            ["total,actual,0", "abroad,actual,0", "reception,actual,0"],
            "2022年未发生“三公”经费支出。",
        ),
        (["total,initial_budget,5"], ""),
        (
            [
                "total,actual,2",
                "reception,actual,2",
                "abroad,actual,0",
                "abroad_persons,actual,0",
                "vehicle_operation,actual,0",
                "vehicles,actual,1",
                "vehicles_purchased,actual,0",
                "vehicle_purchase,actual,0",
                "foreign_reception_batches,actual,0",
                "foreign_reception_persons,actual,0",
                "reception_batches,actual,4",
            ],
            "2022年“三公”经费支出2.00万元。\n其中：因公出国（境）费0.00万元，未发生；公务用车购置费0.00万元，未发生；"
            "公务用车运行维护费0.00万元，未发生"
            "（保有量1辆）；公务接待费2.00万元，占100.00%（国内接待4批次，无外事接待）。\n"
            "平均每辆公务用车运行维护费0.00万元。公务接待平均每批次5000元。",
        ),
        (
            ["vehicle,actual,3", "vehicles_purchased,actual,0", "vehicles,actual,4"],
            "2022年“三公”经费合计数未公布。\n其中：公务用车购置及运行维护费3.00万元（未购置，保有量4辆）。",
        ),
        (
            ["total,actual,6", "abroad,actual,6", "abroad_groups,actual,1", "abroad_persons,actual,3"],
            "2022年“三公”经费支出6.00万元。\n其中：因公出国（境）费6.00万元，占100.00%（团组1个、3人次）。\n"
            "平均每人次因公出国（境）费2.00万元。",
        ),
    ],
    ids=[
        "only the total",
        "vehicles in one",
        "total not published",
        "zeros",
        "only a budget",
        "none",
        "none bought",
        "travel",
    ],
)
def test_only_what_is_published_is_told(tmp_path: Path, rows: list[str], said: str) -> None:
    assert three_public(make_book(tmp_path, {2022: {"three_public": table(*rows)}})).text == said


def test_without_the_table_the_sentence_of_the_chart_is_enough(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"totals": SPENT}})
    assert three_public(book).paragraphs == limits(book).paragraphs == ()


@pytest.mark.parametrize(
    ("now", "last", "style", "zh", "en"),
    [
        (
            ["total,actual,9", "reception,actual,9"],
            ["total,actual,9", "reception,actual,10"],
            "text",
            "与上年相比，“三公”经费各项均未增加，符合“只减不增”的要求。",
            "No item grew against last year, as the rule for the three public expenses asks.",
        ),
        (
            ["total,actual,9.01", "reception,actual,9.01"],
            ["total,actual,9", "reception,actual,8"],
            "alert",
            "与上年相比，“三公”经费合计增加0.01万元，公务接待费增加1.01万元，不符合“只减不增”的要求。",
            "Against the rule that none may grow, three public expenses, total grew by 0.01 wan"
            " yuan; official"
            " reception grew by 1.01 wan yuan, compared with last year.",
        ),
        (
            ["total,actual,9", "reception,actual,9"],
            ["total,actual,9"],
            "text",
            "与上年相比，“三公”经费合计未增加；其余各项无上年数，无法判断是否符合“只减不增”的要求。",
            "Against last year these did not grow: three public expenses, total. For the others"
            " there is no figure"
            " of last year, so it cannot be told whether they did.",
        ),
        (
            ["total,actual,9"],
            [],
            "note",
            "无上年“三公”经费数，无法判断是否符合“只减不增”的要求。",
            "There is no figure of last year for the three public expenses, so it cannot be told"
            " whether any item"
            " grew.",
        ),
    ],
    ids=["none grew", "grew", "compared in part", "nothing to compare with"],
)
def test_items_may_only_ever_shrink(
    tmp_path: Path, *, now: list[str], last: list[str], style: str, zh: str, en: str
) -> None:
    years = {2022: {"three_public": table(*now)}, 2021: {"totals": SPENT, "three_public": table(*last)}}
    assert limits(make_book(tmp_path / "zh", years)).paragraphs == ((style, zh),)
    assert limits(make_book(tmp_path / "en", years, "en")).paragraphs == ((style, en),)


@pytest.mark.parametrize(
    ("budget", "style", "zh", "en"),
    [
        (
            ["total,initial_budget,10", "reception,adjusted_budget,2"],
            "text",
            "“三公”经费各项支出均未超出预算。",
            "No item overran its budget.",
        ),
        (
            ["total,initial_budget,8", "reception,adjusted_budget,1.5"],
            "alert",
            "“三公”经费合计超出预算1.00万元，公务接待费超出预算0.50万元。",
            "Over budget: three public expenses, total by 1.00 wan yuan; official reception by 0.50"
            " wan yuan.",
        ),
        (
            ["total,initial_budget,10"],
            "text",
            "“三公”经费合计未超出预算；其余各项未公布预算数。",
            "These did not overrun their budgets: three public expenses, total. For the others no budget is"
            " published.",
        ),
    ],
    ids=["within", "over", "budget in part"],
)
def test_items_are_held_against_their_budgets(
    tmp_path: Path, budget: list[str], style: str, zh: str, en: str
) -> None:
    years = {2022: {"three_public": table("total,actual,9", "reception,actual,2", *budget)}}
    assert limits(make_book(tmp_path / "zh", years)).paragraphs[1:] == ((style, zh),)
    assert limits(make_book(tmp_path / "en", years, "en")).paragraphs[1:] == ((style, en),)

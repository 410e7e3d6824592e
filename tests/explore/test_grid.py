"""The table: sorted and filtered on exact values, plain HTML that a screen reader understands."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from budgetbook.accounts import Accounts
from budgetbook.explore.grid import chosen, columns, html
from budgetbook.explore.history import against_last_year
from budgetbook.explore.topic import Topic
from builder import make_book

GROUP = Topic("expenditure", "group", "actual")
LINES = "classification,code,name,phase,amount\n"
FRAME = pd.DataFrame(
    [
        {"code": "20802", "label": "民政管理事务", "amount": Decimal("9.5"), "percent": None},
        {"code": "20805", "label": "行政事业单位养老支出", "amount": Decimal(10), "percent": Decimal(-3)},
        {"code": "20810", "label": "ＯＡ系统", "amount": Decimal(10), "percent": Decimal(2)},
        {"code": "21011", "label": "行政事业单位医疗", "amount": None, "percent": Decimal(1)},
    ],
    dtype=object,
)


@pytest.fixture
def book(tmp_path: Path) -> Accounts:
    def spent(total: str, rows: str) -> dict[str, str]:
        return {
            "totals": f"item,phase,amount\ncurrent_year_expenditure,actual,{total}\n",
            "expenditure": LINES + rows,
        }

    tables = {
        2021: spent("10", "function,20802,,actual,0\nfunction,20805,养老,actual,8\n"),
        2022: spent("20", "function,20802,,actual,5\nfunction,20805,养老,actual,10\n"),
    }
    return make_book(tmp_path, tables)


def codes(sort: str = "amount", text: str = "", *, ascending: bool = False) -> list[str]:
    return list(chosen(FRAME, sort, text, ascending=ascending)["code"])


def shown(book: Accounts, topic: Topic = GROUP, text: str = "") -> BeautifulSoup:
    frame = against_last_year(book, topic)
    return BeautifulSoup(html(book, topic, frame, sort="amount", text=text), "html.parser")


def cells(page: BeautifulSoup, part: str) -> list[list[str]]:
    return [[cell.text for cell in row.find_all(["th", "td"])] for row in page.select(f"{part} tr")]


def test_amounts_are_sorted_as_numbers_and_what_is_missing_comes_last() -> None:
    assert codes() == ["20805", "20810", "20802", "21011"]
    assert codes(ascending=True) == ["20802", "20805", "20810", "21011"]
    assert codes("percent", ascending=True) == ["20805", "21011", "20810", "20802"]


def test_names_and_codes_are_sorted_too() -> None:
    assert codes("code", ascending=True) == ["20802", "20805", "20810", "21011"]
    assert codes("label")[0] == "20810"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("行政", ["20805", "21011"]),
        ("208", ["20805", "20810", "20802"]),
        ("行政 医疗", ["21011"]),
        (" 医疗　行政 ", ["21011"]),
        ("oa", ["20810"]),
        ("２０８１０", ["20810"]),
        ("没有", []),
    ],
)
def test_a_row_is_kept_where_its_name_or_code_holds_every_word(text: str, found: list[str]) -> None:
    assert codes(text=text) == found


def test_the_rows_what_they_leave_and_the_total_are_printed(book: Accounts) -> None:
    page = shown(book)
    assert cells(page, "thead") == [
        [
            "科目编码",
            "功能分类（款）",
            "2022年度决算数（万元） ▼",
            "占比（%）",
            "2021年度决算数（万元）",
            "增减额（万元）",
            "增减率（%）",
            "占比变动（百分点）",
        ]
    ]
    assert cells(page, "tbody") == [
        ["20805", "养老", "10.00", "50.00", "8.00", "+2.00", "+25.00", "-30.00"],
        ["20802", "民政管理事务", "5.00", "25.00", "0.00", "+5.00", "[z]", "+25.00"],
    ]
    assert cells(page, "tfoot") == [
        ["[z]", "未细分或未公布", "5.00", "25.00", "[z]", "[z]", "[z]", "[z]"],
        ["[z]", "本年支出合计", "20.00", "100.00", "10.00", "+10.00", "+100.00", "[z]"],
    ]
    assert page.small.text == (
        "数据来源：文件。所列各项合计15.00万元，比本年支出合计少5.00万元，差额未细分到此层次或未公布。"
        "[x] 未公布；[z] 不适用。"
    )


def test_heads_and_names_are_headers_and_the_sorted_column_says_so(book: Accounts) -> None:
    page = shown(book)
    assert {head["scope"] for head in page.select("thead th")} == {"col"}
    assert {head["scope"] for head in page.select("tbody th, tfoot th")} == {"row"}
    assert [head.text for head in page.select("[aria-sort]")] == ["2022年度决算数（万元） ▼"]
    assert page.find("caption").text == "2022年支出，按功能分类（款），决算数"
    region = page.find(role="region")
    assert (region["tabindex"], region["aria-label"]) == ("0", page.find("caption").text)


def test_the_filter_says_how_many_rows_it_left_and_keeps_the_total(book: Accounts) -> None:
    page = shown(book, text="养老")
    assert page.find(role="status").text == "显示1行，共2行。"
    assert len(cells(page, "tfoot")) == 2


def test_a_filter_that_finds_nothing_says_so(book: Accounts) -> None:
    assert shown(book, text=" 水电 ").find(role="status").text == "没有名称或编码含“水电”的行。"


def test_one_year_alone_has_no_columns_of_last_year(book: Accounts, tmp_path: Path) -> None:
    rows = {2022: {"income": "item,phase,amount\nother,initial_budget,5\n"}}
    book = make_book(tmp_path / "one", rows)
    topic = Topic("income", "source", "initial_budget")
    assert list(columns(book, topic, against_last_year(book, topic))) == ["label", "amount", "share"]


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    rows = "project,initial_budget,adjusted_budget,spent,score\n<script>alert(1)</script>{{7*7}},,,3,\n"
    page = shown(make_book(tmp_path, {2022: {"projects": rows}}), Topic("projects", "project", "actual"))
    assert page.find("script") is None
    assert cells(page, "tbody")[0][0] == "<script>alert(1)</script>{{7*7}}"

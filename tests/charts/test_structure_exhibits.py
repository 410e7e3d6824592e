"""The structure of income and expenditure: titles, parts, and what happens to too many of them."""

from pathlib import Path

import pytest

from budgetbook.charts import structure, structure_over_years
from budgetbook.charts.exhibit import Exhibit
from builder import make_book
from exhibits import broken

TOTALS = "item,phase,amount,printed_name\n"
LINES = "classification,code,name,phase,amount\n"


def spent(total: str, rows: list[str]) -> dict[str, str]:
    return {
        "totals": f"{TOTALS}current_year_expenditure,actual,{total},\n",
        "expenditure": LINES + "".join(f"{row}\n" for row in rows),
    }


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


INCOME = {
    "totals": f"{TOTALS}total_income,actual,100,总收入\n",
    "income": (
        "item,phase,amount\ngeneral_public_budget,actual,94\nbusiness,actual,6\ngovernment_fund,actual,\n"
    ),
}


def test_the_largest_part_and_its_share_are_the_title(tmp_path: Path) -> None:
    shown = structure(make_book(tmp_path, {2022: INCOME}), "income")
    assert shown.title == "一般公共预算财政拨款占总收入的94.00%"
    assert shown.subtitle == "2022年收入构成，决算数，单位：万元，括号内为占比"
    assert shown.alt == (
        "横条图，按金额从大到小列示2022年收入的3个组成部分，总收入100.00万元：一般公共预算财政拨款94.00万元，占94.00%；"
        "事业收入6.00万元，占6.00%；政府性基金预算财政拨款未公布。"
    )
    assert cells(shown) == [
        ["一般公共预算财政拨款", "94.00", "94.00"],
        ["事业收入", "6.00", "6.00"],
        ["政府性基金预算财政拨款", "[x]", "[x]"],
        ["合计", "100.00", "100.00"],
    ]
    assert "缺数" in shown.svg
    assert broken(shown, "zh") == []


def test_the_same_in_english(tmp_path: Path) -> None:
    shown = structure(make_book(tmp_path, {2022: INCOME}, "en"), "income")
    assert shown.title == "General public budget appropriation: 94.00% of total income"
    assert shown.alt == (
        "Bars of the 3 parts of income in 2022, the largest first; total income 100.00 wan yuan:"
        " General public budget"
        " appropriation 94.00 wan yuan (94.00%); Income from public services 6.00 wan yuan (6.00%);"
        " Government fund"
        " appropriation not published."
    )
    assert broken(shown, "en") == []


def test_without_a_total_the_largest_part_is_told_by_its_amount(tmp_path: Path) -> None:
    rows = ["kind,basic,,actual,60", "kind,project,,actual,"]
    for language, title in (
        ("zh", "本年支出合计中基本支出最多，为60.00万元"),
        ("en", "Basic expenditure is the largest part of current-year expenditure: 60.00 wan yuan"),
    ):
        shown = structure(make_book(tmp_path / language, {2022: spent("", rows)}, language), "kind")
        assert shown.title == title
        assert broken(shown, language) == []


def test_more_than_twelve_parts_become_eleven_and_the_others_but_the_table_has_all(tmp_path: Path) -> None:
    codes = ("201", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "224", "229")
    rows = [f"function,{code},,actual,{100 - place}" for place, code in enumerate(codes)]
    for language, others in (("zh", "其余3项"), ("en", "3 others")):
        shown = structure(make_book(tmp_path / language, {2022: spent("1309", rows)}, language), "function")
        assert others in shown.svg
        assert len(cells(shown)) == 15
        assert broken(shown, language) == []
    assert cells(shown)[0] == ["201", "General public services", "100.00", "7.64"]
    assert cells(shown)[-1] == ["[z]", "Total", "1,309.00", "100.00"]


HOSTILE = "<script>alert(1)</script>{{7*7}} #set =cmd() $x$"


@pytest.mark.parametrize("name", [HOSTILE, "长" * 40], ids=["hostile", "forty characters"])
def test_a_name_from_the_data_stays_text(tmp_path: Path, name: str) -> None:
    shown = structure(make_book(tmp_path, {2022: spent("5", [f"function,208,{name},actual,5"])}), "function")
    assert shown.title == f"{name}占本年支出合计的100.00%"
    assert "<script>" not in shown.svg
    assert "<script>" not in shown.html


def test_a_known_code_is_named_in_the_readers_language_and_a_documents_own_name_wins_in_chinese(
    tmp_path: Path,
) -> None:
    years = {2022: spent("5", ["economic,302,商品服务支出,actual,5"])}
    assert structure(make_book(tmp_path / "zh", years), "economic").title.startswith("商品服务支出占")
    assert structure(make_book(tmp_path / "en", years, "en"), "economic").title.startswith(
        "Goods and services:"
    )


@pytest.mark.parametrize(
    ("flow", "zh", "en"),
    [
        (
            "income",
            "2022年收入来源数据未公布，不作收入结构分析。",
            "The sources of income of 2022 are not published, so their structure is not analysed.",
        ),
        (
            "kind",
            "2022年基本支出、项目支出数据未公布，不作支出性质分析。",
            "The split of the 2022 expenditure into basic and project expenditure is not published.",
        ),
        (
            "function",
            "2022年支出未按功能分类公布，不作功能结构分析。",
            "The 2022 expenditure is not published by function.",
        ),
        (
            "economic",
            "2022年支出未按经济分类公布，不作经济结构分析。",
            "The 2022 expenditure is not published by economic class.",
        ),
    ],
)
def test_a_structure_that_is_not_published_is_a_sentence(tmp_path: Path, flow: str, zh: str, en: str) -> None:
    years = {2022: {"totals": f"{TOTALS}total_income,actual,1,\n"}}
    assert structure(make_book(tmp_path / "zh", years), flow).text == zh
    assert structure(make_book(tmp_path / "en", years, "en"), flow).text == en


def test_parts_that_all_lack_an_amount_are_not_published(tmp_path: Path) -> None:
    years = {2022: spent("5", ["kind,basic,,actual,", "kind,project,,actual,"])}
    assert structure(make_book(tmp_path, years), "kind").text.startswith("2022年基本支出、项目支出数据未公布")


def kinds(total: int, basic: str, project: str) -> dict[str, str]:
    return spent(str(total), [f"kind,basic,,actual,{basic}", f"kind,project,,actual,{project}"])


@pytest.mark.parametrize(
    ("basic", "zh", "en"),
    [
        (
            "70",
            "基本支出占本年支出合计的比重由60.00%升至70.00%",
            "Basic expenditure rose from 60.00% to 70.00% of current-year expenditure",
        ),
        (
            "50",
            "基本支出占本年支出合计的比重由60.00%降至50.00%",
            "Basic expenditure fell from 60.00% to 50.00% of current-year expenditure",
        ),
        (
            "60",
            "基本支出占本年支出合计的比重保持在60.00%",
            "Basic expenditure stayed at 60.00% of current-year expenditure",
        ),
    ],
)
def test_over_the_years_the_title_is_how_the_largest_share_moved(
    tmp_path: Path, basic: str, zh: str, en: str
) -> None:
    years = {2020: kinds(100, "60", "40"), 2022: kinds(100, basic, str(100 - int(basic)))}
    chinese = structure_over_years(make_book(tmp_path / "zh", years), "kind")
    assert chinese.title == zh
    assert chinese.subtitle == "支出性质构成，2020—2022年，决算数，单位：%，右侧为合计（万元）"
    assert chinese.alt == (
        "百分比堆积条形图，按年度列示支出性质的构成。基本支出占本年支出合计的比重：2020年60.00%；"
        f"2022年{basic}.00%。"
    )
    assert "缺数" in chinese.svg  # 2021
    english = structure_over_years(make_book(tmp_path / "en", years, "en"), "kind")
    assert english.title == en
    assert english.alt == (
        "Stacked bars of 100% showing the composition of expenditure by kind by year. Share of basic"
        " expenditure in"
        f" current-year expenditure: 60.00% in 2020; {basic}.00% in 2022."
    )
    assert broken(chinese, "zh") == broken(english, "en") == []


def test_a_part_that_is_not_published_is_missing_and_not_zero(tmp_path: Path) -> None:
    years = {2021: kinds(100, "60", ""), 2022: kinds(100, "60", "40")}
    shown = structure_over_years(make_book(tmp_path, years), "kind")
    assert "缺数" in shown.svg
    assert cells(shown)[:3] == [
        ["2021", "基本支出", "60.00", "60.00"],
        ["2021", "项目支出", "[x]", "[x]"],
        ["2021", "合计", "100.00", "100.00"],
    ]


def test_without_shares_the_title_only_says_what_is_compared(tmp_path: Path) -> None:
    lines = {"expenditure": LINES + "kind,basic,,actual,60\nkind,project,,actual,\n"}
    for language, title in (
        ("zh", "支出性质构成的年度比较"),
        ("en", "The composition of expenditure by kind over the years"),
    ):
        book = make_book(tmp_path / language, {2021: lines, 2022: lines}, language)
        assert structure_over_years(book, "kind").title == title


def test_more_than_five_parts_over_the_years_become_four_and_all_others(tmp_path: Path) -> None:
    rows = [
        f"function,{code},,actual,{amount}"
        for code, amount in (("201", 5), ("205", 4), ("208", 50), ("210", 20), ("211", 3), ("212", 18))
    ]
    for language, others in (("zh", "其余各项"), ("en", "All others")):
        book = make_book(tmp_path / language, dict.fromkeys((2021, 2022), spent("100", rows)), language)
        shown = structure_over_years(book, "function")
        assert others in shown.svg
        assert broken(shown, language) == []


def test_a_structure_of_one_year_is_a_sentence_and_of_none_is_told_by_the_figure_beside(
    tmp_path: Path,
) -> None:
    book = make_book(
        tmp_path, {2021: {"totals": f"{TOTALS}total_income,actual,1,\n"}, 2022: kinds(100, "60", "40")}
    )
    one, none = structure_over_years(book, "kind"), structure_over_years(book, "function")
    assert (one.id, one.text) == (
        "absent-structure-kind-over-years",
        "支出性质只有一个年度的数据，不作年度间的构成比较。",
    )
    assert none.paragraphs == ()
    assert structure(book, "function").text == "2022年支出未按功能分类公布，不作功能结构分析。"


BASIC = [
    "kind,basic,,actual,100",
    "kind,project,,actual,300",
    "economic,301,,actual,80",
    "economic,302,,actual,20",
]


@pytest.mark.parametrize(
    ("language", "title", "subtitle"),
    [
        (
            "zh",
            "工资福利支出占基本支出的80.00%",
            "2022年支出按经济分类（类），决算数，单位：万元，括号内为占基本支出的比重",
        ),
        (
            "en",
            "Salaries and welfare: 80.00% of basic expenditure",
            "Expenditure by economic class in 2022, actual figures, unit: wan yuan (10,000 yuan), shares of"
            " basic expenditure in brackets",
        ),
    ],
)
def test_economic_classes_of_basic_expenditure_are_told_as_its_shares(
    tmp_path: Path, language: str, title: str, subtitle: str
) -> None:
    shown = structure(make_book(tmp_path, {2022: spent("400", BASIC)}, language), "economic")
    assert (shown.title, shown.subtitle) == (title, subtitle)
    assert cells(shown)[-1][2:] == ["100.00", "100.00"]
    assert broken(shown, language) == []


def test_shares_of_two_totals_are_not_compared_over_the_years(tmp_path: Path) -> None:
    of_all = [line.replace("302,,actual,20", "302,,actual,320") for line in BASIC]
    book = make_book(tmp_path, {2021: spent("400", of_all), 2022: spent("400", BASIC)})
    shown = structure_over_years(book, "economic")
    assert shown.title == "经济分类支出构成的年度比较"
    assert shown.alt.endswith("商品和服务支出占基本支出的比重：2022年20.00%。")


def test_there_are_no_shares_of_a_total_of_zero(tmp_path: Path) -> None:
    rows = ["kind,basic,,actual,0", "kind,project,,actual,"]
    shown = structure(make_book(tmp_path, {2022: spent("0", rows)}), "kind")
    assert cells(shown) == [
        ["基本支出", "0.00", "[z]"],
        ["项目支出", "[x]", "[z]"],
        ["合计", "0.00", "[z]"],
    ]

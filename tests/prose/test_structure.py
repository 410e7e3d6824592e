"""What income and expenditure are made of, in words."""

from pathlib import Path

import pytest

from budgetbook.prose import expenditure, income
from builder import make_book

INCOME = "item,phase,amount\ngeneral_public_budget,actual,90\nbusiness,actual,{}\n"


@pytest.mark.parametrize(
    ("totals", "business", "zh", "en"),
    [
        (
            "total_income,actual,100,总收入",
            "10",
            "2022年总收入100.00万元，其中：一般公共预算财政拨款90.00万元，占90.00%；事业收入10.00万元，占10.00%。",
            "Total income in 2022 was 100.00 wan yuan: general public budget appropriation 90.00 wan"
            " yuan (90.00%);"
            " income from public services 10.00 wan yuan (10.00%).",
        ),
        (
            "total_income,actual,100,",
            "",
            "2022年收入总计100.00万元，其中：一般公共预算财政拨款90.00万元，占90.00%；事业收入未公布。",
            "Total income in 2022 was 100.00 wan yuan: general public budget appropriation 90.00 wan"
            " yuan (90.00%);"
            " income from public services not published.",
        ),
        (
            "opening_carryover,actual,5,",
            "10",
            "2022年收入总计105.00万元（由各项相加），其中：一般公共预算财政拨款90.00万元，占85.71%；"
            "事业收入10.00万元，占9.52%；年初结转和结余5.00万元，占4.76%。",
            "Total income in 2022 was 105.00 wan yuan, the sum of its parts: general public budget"
            " appropriation"
            " 90.00 wan yuan (85.71%); income from public services 10.00 wan yuan (9.52%); opening"
            " carry-over 5.00"
            " wan yuan (4.76%).",
        ),
        (
            "operating_cost,actual,5,",
            "10",
            "2022年本年收入合计100.00万元（由各项相加），其中：一般公共预算财政拨款90.00万元，占90.00%；"
            "事业收入10.00万元，占10.00%。",
            "Current-year income in 2022 was 100.00 wan yuan, the sum of its parts: general public budget"
            " appropriation 90.00 wan yuan (90.00%); income from public services 10.00 wan yuan (10.00%).",
        ),
        (
            "operating_cost,actual,5,",
            "",
            "2022年本年收入合计未公布，其中：一般公共预算财政拨款90.00万元；事业收入未公布。",
            "Current-year income in 2022 was not published: general public budget appropriation"
            " 90.00 wan yuan;"
            " income from public services not published.",
        ),
    ],
    ids=[
        "printed name",
        "one part not published",
        "with carry-over, summed",
        "own income, summed",
        "no total",
    ],
)
def test_income_is_told_with_its_sources_and_shares(
    tmp_path: Path, totals: str, business: str, zh: str, en: str
) -> None:
    tables = {"totals": f"item,phase,amount,printed_name\n{totals}\n", "income": INCOME.format(business)}
    assert income(make_book(tmp_path / "zh", {2022: tables})).text == zh
    assert income(make_book(tmp_path / "en", {2022: tables}, "en")).text == en


def test_income_that_is_not_published_is_left_to_the_sentence_of_its_chart(tmp_path: Path) -> None:
    assert (
        income(
            make_book(tmp_path, {2022: {"totals": "item,phase,amount\ntotal_income,actual,1\n"}})
        ).paragraphs
        == ()
    )


def book_of(folder: Path, lines: str, language: str = "zh", total: str = "100"):
    tables = {
        "totals": f"item,phase,amount\ncurrent_year_expenditure,actual,{total}\n",
        "expenditure": "classification,code,name,phase,amount\n" + lines,
    }
    return make_book(folder, {2022: tables}, language)


CLASSES = "".join(
    f"function,{code},{name},actual,{amount}\n"
    for code, name, amount in (
        ("208", "", 70),
        ("210", "卫生健康支出", 15),
        ("221", "", 10),
        ("299", "其它", 5),
    )
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            [
                "2022年本年支出合计100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。",
                "按功能分类，支出涉及4类，支出最多的是社会保障和就业支出70.00万元（占70.00%）、"
                "卫生健康支出15.00万元（占15.00%）、住房保障支出10.00万元（占10.00%）。",
            ],
        ),
        (
            "en",
            [
                "Current-year expenditure in 2022 was 100.00 wan yuan: basic expenditure 60.00 wan"
                " yuan (60.00%);"
                " project expenditure 40.00 wan yuan (40.00%).",
                "By function there are 4 classes; most was spent on social security and employment,"
                " 70.00 wan yuan"
                " (70.00%); health, 15.00 wan yuan (15.00%); housing security, 10.00 wan yuan (10.00%).",
            ],
        ),
    ],
)
def test_expenditure_is_told_by_kind_and_by_its_largest_classes(
    tmp_path: Path, language: str, said: list[str]
) -> None:
    book = book_of(tmp_path, "kind,basic,,actual,60\nkind,project,,actual,40\n" + CLASSES, language)
    assert [text for _, text in expenditure(book).paragraphs] == said


def test_few_classes_are_all_named_and_one_alone_is_the_class(tmp_path: Path) -> None:
    two = book_of(tmp_path / "2", "economic,301,,actual,60\neconomic,302,,actual,40\n")
    assert expenditure(two).text == (
        "2022年本年支出合计100.00万元。\n"
        "按经济分类，支出涉及2类，分别为工资福利支出60.00万元（占60.00%）、商品和服务支出40.00万元（占40.00%）。"
    )
    one = book_of(tmp_path / "1", "function,208,,actual,100\n", "en")
    assert expenditure(one).text == (
        "Current-year expenditure in 2022 was 100.00 wan yuan.\n"
        "By function there is 1 class: social security and employment, 100.00 wan yuan (100.00%)."
    )


def test_a_class_without_an_amount_is_not_counted_and_without_a_total_no_share_is_told(
    tmp_path: Path,
) -> None:
    book = book_of(tmp_path, "function,208,,actual,100\nfunction,210,,actual,\n", total="")
    assert expenditure(book).paragraphs == (
        ("text", "按功能分类，支出涉及1类，为社会保障和就业支出100.00万元。"),
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "2022年收入总计100.00万元，其中：一般公共预算财政拨款100.00万元，占100.00%。"),
        (
            "en",
            "Total income in 2022 was 100.00 wan yuan: general public budget appropriation 100.00 wan yuan"
            " (100.00%).",
        ),
    ],
)
def test_a_source_of_zero_is_left_out_of_the_sentence(tmp_path: Path, language: str, said: str) -> None:
    sources = "item,phase,amount\ngeneral_public_budget,actual,100\nbusiness,actual,0\nother,actual,0.00\n"
    tables = {"totals": "item,phase,amount\ntotal_income,actual,100\n", "income": sources}
    assert income(make_book(tmp_path, {2022: tables}, language)).text == said


def test_without_any_source_above_zero_the_total_stands_alone(tmp_path: Path) -> None:
    tables = {"income": "item,phase,amount\nbusiness,actual,0\n"}
    assert (
        income(make_book(tmp_path / "zh", {2022: tables})).text
        == "2022年本年收入合计0.00万元（由各项相加）。"
    )
    english = income(make_book(tmp_path / "en", {2022: tables}, "en"))
    assert english.text == "Current-year income in 2022 was 0.00 wan yuan, the sum of its parts."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            "按经济分类，基本支出涉及2类，分别为工资福利支出80.00万元（占80.00%）、商品和服务支出20.00万元（占20.00%）。",
        ),
        (
            "en",
            "By economic class there are 2 classes of basic expenditure: salaries and welfare, 80.00 wan yuan"
            " (80.00%); goods and services, 20.00 wan yuan (20.00%).",
        ),
    ],
)
def test_economic_classes_of_basic_expenditure_name_their_whole(
    tmp_path: Path, language: str, said: str
) -> None:
    lines = (
        "kind,basic,,actual,100\neconomic,301,,actual,80\neconomic,302,,actual,20\neconomic,303,,actual,0\n"
    )
    book = book_of(tmp_path, lines, language, total="400")
    assert expenditure(book).text.splitlines()[-1] == said

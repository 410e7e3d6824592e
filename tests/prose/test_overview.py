"""The front, the key points, the staff, and what was not published."""

from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.prose import front, key_points, not_published, staff
from builder import DEPARTMENT, make_book, with_origin, write

TOTALS = "item,phase,amount,printed_name\n"


def book_of(folder: Path, language: str = "zh"):
    """A year with all that the key points tell, whose carry-over does not fit."""
    now = (
        f"{TOTALS}total_income,actual,100,总收入\ncurrent_year_expenditure,actual,80,总支出\n"
        "closing_carryover,actual,10,\n"
    )
    tables = {
        "totals": now,
        "three_public": "item,phase,amount\ntotal,actual,4\ntotal,initial_budget,5\n",
        "score_summary": (
            "scope,scope_en,projects,amount,average_score,overall_score,full_score,grade\n"
            "整体支出,Overall,,,,43,50,优\n项目支出,Projects,,,91.5,,,\n其他,Other,,,,,,\n"
        ),
    }
    last = f"{TOTALS}total_income,actual,110,\n"
    return make_book(folder, {2022: tables, 2021: {"totals": last}}, language)


def test_the_key_points_are_one_sentence_a_finding(tmp_path: Path) -> None:
    assert [text for _, text in key_points(book_of(tmp_path)).paragraphs] == [
        "总收入100.00万元，较上年减少10.00万元，下降9.09%。",
        "总支出80.00万元，无上年数可比。",
        "年末结转和结余10.00万元，无上年数可比。",
        "“三公”经费支出4.00万元，占总支出的5.00%，完成预算的80.00%。",
        "整体支出绩效自评得分43分（满分50分），评价等级为“优”。",
        "项目支出绩效自评平均得分91.5分。",
        "勾稽核对发现2处疑点，涉及规则R04、R16，公布数按原文列示，差异在相关章节说明。",
    ]


def test_the_key_points_in_english(tmp_path: Path) -> None:
    assert [text for _, text in key_points(book_of(tmp_path, "en")).paragraphs] == [
        "Total income: 100.00 wan yuan, down 10.00 wan yuan (9.09%) on last year.",
        "Current-year expenditure: 80.00 wan yuan, with no figure of last year to compare it with.",
        "Closing carry-over: 10.00 wan yuan, with no figure of last year to compare it with.",
        "Three public expenses: 4.00 wan yuan, 5.00% of current-year expenditure, 80.00% of the budget.",
        "Self-evaluation of “Overall”: 43 of 50 points, grade “Excellent”.",
        "Self-evaluation of “Projects”: 91.5 points on average.",
        "Reconciliation raised 2 queries (rules R04, R16); published figures are shown as printed, and the"
        " differences are explained in the chapters concerned.",
    ]


def test_a_year_with_hardly_anything_still_has_its_key_points(tmp_path: Path) -> None:
    tables = {"totals": f"{TOTALS}current_year_income,actual,,\n"}
    assert key_points(make_book(tmp_path / "zh", {2022: tables})).text == (
        "本年收入合计未公布。\n勾稽核对未发现疑点。"
    )
    assert key_points(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "Current-year income: not published.\nReconciliation raised no query."
    )


@pytest.mark.parametrize(
    ("language", "title", "facts"),
    [
        (
            "zh",
            "某局2022年度收支与绩效分析报告",
            [
                ("数据年度", "2021—2022年"),
                ("数据口径", "决算数"),
                ("计量单位", "万元"),
                ("数据质量", "勾稽核对发现2处疑点，见“勾稽核对与资料来源”一章"),
            ],
        ),
        (
            "en",
            "A Bureau: income, expenditure and performance, 2022",
            [
                ("Years", "2021 to 2022"),
                ("Figures", "Actual"),
                ("Unit", "wan yuan (10,000 yuan)"),
                (
                    "Data quality",
                    "Reconciliation raised 2 queries, see the chapter “Reconciliation and sources”",
                ),
            ],
        ),
    ],
)
def test_the_front_says_whose_which_and_how_good(
    tmp_path: Path, language: str, title: str, facts: list[tuple[str, str]]
) -> None:
    shown = front(book_of(tmp_path, language)).json
    assert (shown["title"], shown["facts"]) == (title, facts)
    assert (shown["slug"], shown["year"], shown["years"], shown["illustrative"]) == (
        "ju",
        2022,
        [2021, 2022],
        False,
    )


def test_the_front_of_one_year_names_one_year_and_escapes_the_department(tmp_path: Path) -> None:
    files = {"2022/totals.csv": with_origin(f"{TOTALS}total_income,actual,1,\n")}
    shown = front(load(write(tmp_path, files, DEPARTMENT.replace("某局", "<script>局"))))
    assert shown.json["facts"][0] == ("数据年度", "2022年")
    assert shown.json["facts"][3] == ("数据质量", "勾稽核对未发现疑点")
    assert "<script>" not in shown._repr_mimebundle_()["text/html"]


POSTS = (
    '[[staff]]\nyear = 2022\npost = "{}"\npost_en = "{}"\nposts = {}\nbasis = "reported"\nsource = "文件"\n'
)


@pytest.mark.parametrize(
    ("language", "told", "missing"),
    [
        ("zh", "2022年人员编制情况：行政编制1053名；处级6名。", "2022年人员编制数据未提供。"),
        (
            "en",
            "Staff posts in 2022: Administrative posts 1,053; 处级 6.",
            "No data on staff posts were provided for 2022.",
        ),
    ],
)
def test_posts_are_told_or_said_to_be_missing(tmp_path: Path, language: str, told: str, missing: str) -> None:
    files = {"2022/totals.csv": with_origin(f"{TOTALS}total_income,actual,1,\n")}
    posts = POSTS.format("行政编制", "Administrative posts", 1053) + POSTS.format("处级", "", 6)
    book = load(write(tmp_path / "with", files, DEPARTMENT + posts), language=language)
    assert staff(book).paragraphs == (("text", told),)
    assert staff(load(write(tmp_path / "without", files), language=language)).paragraphs == (
        ("note", missing),
    )


def test_what_was_not_published_is_listed_and_not_read_as_zero(tmp_path: Path) -> None:
    tables = {
        "totals": f"{TOTALS}total_income,actual,1,\ntotal_income,initial_budget,1,\n",
        "income": "item,phase,amount\nother,actual,1\n",
        "expenditure": "classification,code,phase,amount\nkind,basic,actual,1\n",
    }
    assert not_published(make_book(tmp_path / "zh", {2022: tables})).text == (
        "2022年未公布或未提供的数据表：三公经费、项目、绩效评价汇总、变动原因。相关章节以文字说明，不以0代替。\n"
        "下列数据只有决算数，没有预算数，不作预算与决算的对比：收入、支出。\n"
        "支出未按功能分类和经济分类公布。"
    )
    assert not_published(make_book(tmp_path / "en", {2022: tables}, "en")).text == (
        "Not published or not provided for 2022: three public expenses; projects; score summary;"
        " reasons. The chapters"
        " say so in words; nothing is shown as zero in their place.\n"
        "No budget is published in these tables, so their figures are not compared with one: income;"
        " expenditure.\n"
        "Expenditure is not published by function or by economic class."
    )


def test_a_note_on_posts_stands_behind_them(tmp_path: Path) -> None:
    notes = 'note = "含专职1名"\nnote_en = "one full-time"\n'
    toml = DEPARTMENT + POSTS.format("处级", "Division heads", 27) + notes
    files = {"2022/totals.csv": with_origin("item,phase,amount\ntotal_income,actual,1\n")}
    folder = write(tmp_path, files, toml)
    assert staff(load(folder)).text == "2022年人员编制情况：处级27名（含专职1名）。"
    assert (
        staff(load(folder, language="en")).text == "Staff posts in 2022: Division heads 27 (one full-time)."
    )


@pytest.mark.parametrize(
    ("language", "said"), [("zh", ("预算级次", "县级")), ("en", ("Level of government", "county"))]
)
def test_the_front_says_the_level_of_government_where_it_is_known(
    tmp_path: Path, language: str, said: tuple[str, str]
) -> None:
    files = {"2022/totals.csv": with_origin("item,phase,amount\ntotal_income,actual,1\n")}
    plain = front(load(write(tmp_path / "plain", files), language=language))
    levelled = front(load(write(tmp_path, files, 'level = "county"\n' + DEPARTMENT), language=language))
    assert levelled.json["facts"][0] == said
    assert levelled.json["facts"][1:] == plain.json["facts"]

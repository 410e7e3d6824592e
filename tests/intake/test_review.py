"""The review of an import: what was read, what contradicts itself, what differs, what is left over."""

from pathlib import Path

import pytest

from budgetbook.intake.assemble import Unread
from budgetbook.intake.importing import Imported
from budgetbook.intake.merge import Difference
from budgetbook.intake.review import Review, Section, label, review, write_page
from budgetbook.intake.settle import Contradiction, cell_of
from budgetbook.intake.tables import EmptyTable
from budgetbook.intake.value import Value
from budgetbook.intake.write import Plan, Source
from budgetbook.words import Words

ZH, EN = Words("zh"), Words("en")
SOURCE = Source("报告", "某局2023年度自评报告", "")


def total(amount: str, place: str = "报告 一", basis: str = "reported", **key: str) -> Value:
    told = {"item": "total_income", "phase": "actual", **key}
    return Value("totals", told, "amount", amount, "万元", 2023, basis, place, "")


def reviewed(*values: Value, words: Words = ZH, made: Plan | None = None, **parts: object) -> Review:
    known = {"contradictions": (), "unread": (), "empty": (), "details": (), **parts}
    cells = {cell_of(value): value for value in values}
    imported = Imported(2023, "某局", cells, sources=(SOURCE,), **known)  # type: ignore[arg-type]
    return review(imported, made or Plan(Path("data/ju"), replaces=False), [], words, name="某局")


def section(one: Review, beginning: str) -> Section:
    return next(part for part in one.sections if part.heading.startswith(beginning))


def test_every_value_stands_beside_its_source() -> None:
    one = reviewed(total("10"))
    assert one.head == "某局 2023年：从 1 份文件读出 1 个数"
    assert one.sections[0].rows == (("收支总表", "收入总计 决算数", "10", "万元", "2023", "报告 一"),)


def test_a_reason_or_project_without_figures_is_shown_too() -> None:
    key = {"flow": "total_income", "item": "压减公用经费"}
    cause = Value("reasons", key, "amount", "", "", 2023, "reported", "报告 四", "一是压减公用经费")
    assert reviewed(cause).sections[0].rows == (
        ("变动原因", "收入总计 压减公用经费", "", "", "2023", "报告 四"),
    )


def test_a_derived_value_is_called_so() -> None:
    assert reviewed(total("10", basis="derived")).sections[0].rows[0][-1] == "报告 一（推算）"


def test_both_values_of_a_contradiction_are_shown_with_their_places() -> None:
    pair = Contradiction(total("2961.68", "表四"), total("0.3", "第三部分 四"))
    found = section(reviewed(total("2961.68"), contradictions=(pair,)), "文件自相矛盾")
    assert found.heading == "文件自相矛盾：1 处（取表中的数，两处都列出）"
    assert found.rows == (("收入总计 决算数", "2961.68万元", "表四", "0.3万元", "第三部分 四"),)


@pytest.mark.parametrize(
    ("replaces", "heading"),
    [
        (False, "与现有数据不同：1 处，未改动；要采用文件中的数，请加 --replace"),
        (True, "已替换现有数据：1 处"),
    ],
)
def test_a_difference_says_whether_it_was_replaced(replaces: bool, heading: str) -> None:
    made = Plan(Path("data/ju"), replaces, differences=[Difference(total("10", "手工"), total("11"))])
    found = reviewed(total("11"), made=made).sections[-1]
    assert (found.heading, found.rows) == (
        heading,
        (("收入总计 决算数", "10万元", "手工", "11万元", "报告 一"),),
    )


def test_figures_left_over_in_one_sentence_are_listed_together() -> None:
    left = (Unread("5", "报告 三", "发放5万元和6万元"), Unread("6", "报告 三", "发放5万元和6万元"))
    empty = (EmptyTable("government_fund", "第19页 表八", "本表无数据。"),)
    one = reviewed(total("10"), unread=left, empty=empty, pictures=("a.pdf 第3页",))
    found = section(one, "未写入的数：2 处")
    assert found.rows == (
        ("5、6", "报告 三", "发放5万元和6万元"),
        ("空表", "第19页 表八", "本表无数据。"),
        ("图片页", "a.pdf 第3页", ""),
    )


def test_what_tables_print_by_codes_without_a_cell_is_listed_on_the_page() -> None:
    key = {"classification": "kind", "code": "personnel", "economic": "30101", "name": "基本工资"}
    detail = Value("expenditure", key, "amount", "5", "万元", 2023, "reported", "表三 第5行", "")
    found = section(reviewed(total("10"), details=(detail,)), "表中按科目细分的数：1 处")
    assert (found.rows, found.long) == ((("人员经费", "基本工资", "5万元", "表三 第5行"),), True)


def test_nothing_is_said_of_what_there_is_none_of() -> None:
    assert [part.heading for part in reviewed(total("10")).sections] == ["读出的数"]


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (
            total("1", fund="fiscal_appropriation"),
            "收入总计 财政拨款 决算数",
            "Total income Fiscal appropriation Actual",
        ),
        (
            Value(
                "expenditure",
                {"classification": "function", "code": "201", "name": "公共服务"},
                "amount",
                "1",
                "",
                2023,
                "",
                "",
                "",
            ),
            "公共服务 201",
            "公共服务 201",
        ),
        (
            Value(
                "stated",
                {"item": "expenditure.basic", "measure": "share"},
                "value",
                "1",
                "",
                2023,
                "",
                "",
                "",
            ),
            "基本支出 占比",
            "Basic expenditure share",
        ),
        (
            Value("reasons", {"flow": "total_income", "item": "会议费"}, "amount", "1", "", 2023, "", "", ""),
            "收入总计 会议费",
            "Total income 会议费",
        ),
        (
            Value("score_summary", {"scope": "项目支出"}, "amount", "13520.00", "万元", 2023, "", "", ""),
            "项目支出 金额",
            "项目支出 Amount",
        ),
        (
            Value("projects", {"project": "甲项目"}, "spent", "1", "", 2023, "", "", ""),
            "甲项目 执行数",
            "甲项目 Spent",
        ),
        (
            Value(
                "outputs",
                {"output": "养老机构", "role": "part", "part": "公办", "qualifier": "over"},
                "value",
                "30",
                "家",
                2023,
                "",
                "",
                "",
            ),
            "养老机构 公办 以上",
            "养老机构 公办 more than",
        ),
    ],
)
def test_a_value_is_called_by_the_words_of_the_page(value: Value, zh: str, en: str) -> None:
    assert (label(value, ZH), label(value, EN)) == (zh, en)


def test_the_page_is_whole_escaped_and_without_scripts(tmp_path: Path) -> None:
    left = (Unread("1", "报告 一", "<script>alert(1)</script>{{7*7}}"),)
    file = tmp_path / "new" / "review.html"
    write_page(reviewed(total("10"), unread=left), file)
    page = file.read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "{{7*7}}" in page
    assert 'lang="zh-CN"' in page
    assert "http://" not in page and "https://" not in page


def test_the_english_review_is_english() -> None:
    one = reviewed(total("10"), words=EN)
    assert (one.title, one.head) == (
        "Review of the import: 某局 2023",
        "某局 2023: 1 figure read from 1 document",
    )

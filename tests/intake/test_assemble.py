"""From a document's sentences to cells: what each figure becomes, where it stands, what follows from it."""

import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from budgetbook.intake.assemble import assemble
from budgetbook.intake.derived import derived
from budgetbook.intake.documents import Document, Grid
from budgetbook.intake.identity import identify, same_department
from budgetbook.intake.importing import Imported, import_documents
from budgetbook.intake.places import Places
from budgetbook.intake.reasons import short
from budgetbook.intake.settle import noted, settle
from budgetbook.intake.split import split_by_code
from budgetbook.intake.value import Value
from intake.published import grid

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "sources"
REPORT = SOURCES / "000_5a9c1d3ffc435e26.txt"
COMMITTED = ROOT / "data" / "xizang-civil-affairs"
# Wording that a person chose and a document does not print.
HUMAN = ("note", "note_en", "printed_name", "scope_en", "item_en", "project_en")

INCOME = "2023年总收入100万元，其中：一般公共预算财政拨款收入90万元；年初结转和结余10万元。"
EXPENDITURE = "2023年总支出80万元，其中：基本支出50万元，占62.5%；项目支出30万元，占37.5%。"


def document(text: str, name: str = "报告.txt", grids: tuple[Grid, ...] = ()) -> Document:
    return Document(name, "text", text, grids)


def values(text: str, grids: tuple[Grid, ...] = ()) -> list[Value]:
    one = document(text, grids=grids)
    read = assemble(one, identify(one), 2023).under("报告")
    settled = settle(read.printed, read.said)
    return [*settled.cells.values(), *derived(settled.cells).values()]


def cells(text: str, table: str, grids: tuple[Grid, ...] = ()) -> dict[tuple[str, ...], str]:
    """Value by the words of its key, of one table and the document's year."""
    names = {
        "totals": ("item",),
        "expenditure": ("code",),
        "stated": ("item", "measure"),
        "income": ("item",),
    }
    keys = names.get(table, ("item",))
    found = [one for one in values(text, grids) if one.table == table and one.year == 2023]
    return {tuple(one.key[key] for key in keys): one.value for one in found}


def places(lines: Sequence[str]) -> list[str]:
    text = "\n".join(lines)
    chain = Places(document(text))
    return [chain.at(text.index(line)) for line in lines]


def test_a_place_is_the_chain_of_heading_numbers() -> None:
    lines = [
        "一、基本情况",
        "（一）收支",
        "1.收入",
        "甲",
        "2、支出",
        "乙",
        "（二）结转",
        "丙",
        "二、绩效",
        "丁",
    ]
    assert places(lines) == [
        "一",
        "一（一）",
        "一（一）1",
        "一（一）1",
        "一（一）2",
        "一（一）2",
        "一（二）",
        "一（二）",
        "二",
        "二",
    ]


def test_a_numbering_that_begins_anew_under_a_heading_stands_inside_it() -> None:
    lines = [
        "三、结论",
        "（一）目标",
        "甲",
        "（二）成效",
        "1.管理",
        "乙",
        "2.工作",
        "（一）救助",
        "丙",
        "（二）养老",
        "（三）问题",
    ]
    assert places(lines)[-4:] == ["三（二）2（一）", "三（二）2（一）", "三（二）2（二）", "三（二）2（三）"]


def test_a_number_that_continues_an_outer_numbering_closes_the_inner_one() -> None:
    lines = ["一、甲", "（一）乙", "1.丙", "（1）丁", "（2）戊", "2.己", "（二）庚"]
    assert places(lines)[-2:] == ["一（一）2", "一（二）"]


def test_a_decimal_at_the_beginning_of_a_line_is_no_heading() -> None:
    assert places(["一、甲", "1.5亿元", "2.2022年情况"]) == ["一", "一", "一2"]


def test_parts_and_pages_stand_before_the_chain() -> None:
    text = "第一部分概况\n一、职能\n第二部分说明\n一、收入\n甲"
    chain = Places(Document("a.pdf", "pdf", text, pages=(0, text.index("第二部分"))))
    assert chain.at(text.index("职能")) == "第1页 第一部分 一"
    assert chain.at(text.index("甲")) == "第2页 第二部分 一"


def test_total_income_with_carryover_among_its_parts_is_the_grand_total() -> None:
    assert cells(INCOME, "totals") == {("total_income",): "100", ("opening_carryover",): "10"}


def test_total_income_without_carryover_among_its_parts_is_the_income_of_the_year() -> None:
    text = "2023年总收入100万元，其中：一般公共预算财政拨款收入90万元；其他收入10万元。"
    assert cells(text, "totals") == {("current_year_income",): "100"}


def test_total_expenditure_that_is_basic_plus_project_is_the_expenditure_of_the_year() -> None:
    found = [one for one in values(EXPENDITURE) if one.table == "totals"]
    assert [(one.key["item"], one.key["printed_name"]) for one in found] == [
        ("current_year_expenditure", "总支出")
    ]


def test_a_bare_word_for_a_total_is_decided_by_its_parts_too() -> None:
    text = (
        "1、收入：90万元，其中：财政拨款收入90万元。\n2、支出：80万元，其中：基本支出50万元、项目支出30万元。"
    )
    found = cells(text, "totals")
    assert found == {("current_year_income",): "90", ("current_year_expenditure",): "80"}


def test_shares_go_to_the_stated_figures() -> None:
    assert cells(EXPENDITURE, "stated") == {
        ("expenditure.basic", "share"): "62.5",
        ("expenditure.project", "share"): "37.5",
    }


def test_a_figure_said_again_elsewhere_is_a_statement_about_the_first() -> None:
    text = f"一、收入\n{INCOME}\n二、变动\n2023年总收入100万元，较上年减少20万元，下降16.67%。"
    assert cells(text, "stated") == {
        ("totals.total_income", "amount"): "100",
        ("totals.total_income", "change"): "-20",
        ("totals.total_income", "change_percent"): "-16.67",
    }


TOTALS = "2023年度收入总计520万元，其中：本年收入501.50万元，年初结转和结余18.50万元。"
SPENT = "2023年度支出总计520万元，其中：本年支出480万元，年末结转和结余40万元。"


@pytest.mark.parametrize(
    ("said", "item", "value"),
    [
        ("与2022年度相比，收入总计增加21.30万元，增长4.27%。", "total_income", "21.30"),
        ("收入总计较上年增加21.30万元，增长4.27%。", "total_income", "21.30"),
        ("与上年相比，总收入增长4.27%，增加21.30万元。", "total_income", "21.30"),
        ("比2022年增加收入总计21.30万元，增长4.27%。", "total_income", "21.30"),
        ("与上年相比增加21.30万元，增长4.27%。", "total_income", "21.30"),
        ("本年收入比上年增加21.30万元，增长4.27%。", "current_year_income", "21.30"),
        ("与上年相比，减少收入21.30万元，下降4.27%。", "total_income", "-21.30"),
    ],
)
def test_a_change_of_income_is_of_the_item_that_its_clause_names(said: str, item: str, value: str) -> None:
    percent = "-4.27" if value.startswith("-") else "4.27"
    assert cells(f"{TOTALS}{said}", "stated") == {
        (f"totals.{item}", "change"): value,
        (f"totals.{item}", "change_percent"): percent,
    }


@pytest.mark.parametrize(
    ("said", "item"),
    [
        ("与2022年度相比，支出总计减少21.30万元，下降3.93%。", "total_expenditure"),
        ("支出总计比2022年减少21.30万元，下降3.93%。", "total_expenditure"),
        ("较上年，总支出减少21.30万元，下降3.93%。", "total_expenditure"),
        ("本年支出较2022年减少21.30万元，下降3.93%。", "current_year_expenditure"),
    ],
)
def test_a_change_of_expenditure_is_of_the_item_that_its_clause_names(said: str, item: str) -> None:
    assert cells(f"{SPENT}{said}", "stated") == {
        (f"totals.{item}", "change"): "-21.30",
        (f"totals.{item}", "change_percent"): "-3.93",
    }


@pytest.mark.parametrize("said", ["收、支总计各增加", "收入总计和支出总计各增加", "收入支出总计均增加"])
def test_a_change_of_both_totals_is_of_neither_total_of_the_year(said: str) -> None:
    text = "2023年度收入、支出总计均为520万元，其中：本年收入501.50万元，本年支出480万元。"
    text += f"与上年相比，{said}21.30万元。"
    assert cells(text, "stated") == {
        ("totals.total_income", "change"): "21.30",
        ("totals.total_expenditure", "change"): "21.30",
    }


def test_a_change_behind_brackets_is_of_the_item_before_them() -> None:
    text = "2023年度收入总计520万元（其中：本年收入501.50万元），比上年增加21.30万元。"
    assert cells(text, "stated") == {("totals.total_income", "change"): "21.30"}


def test_two_changes_in_a_list_are_of_the_two_totals_that_are_named() -> None:
    text = f"{TOTALS}{SPENT}与2022年度相比，收入总计、支出总计分别增加21.30万元、22万元。"
    assert cells(text, "stated") == {
        ("totals.total_income", "change"): "21.30",
        ("totals.total_expenditure", "change"): "22",
    }


def test_a_change_without_a_name_is_of_what_the_sentence_before_is_about() -> None:
    text = "2023年度收入总计520万元。本年收入501.50万元，其中：财政拨款收入500万元。比上年增加3万元。"
    assert cells(text, "stated") == {("totals.current_year_income", "change"): "3"}


def test_a_change_of_one_fund_is_no_change_of_the_total() -> None:
    text = f"{SPENT}一般公共预算财政拨款支出400万元，占本年支出的83.33%。与上年相比，增加10万元，增长2.56%。"
    assert cells(text, "stated") == {}


@pytest.mark.parametrize(
    ("said", "item", "value"),
    [
        ("与2022年相比，“三公”经费减少1万元。", "total", "-1"),
        ("比2022年减少公务接待费1万元。", "reception", "-1"),
        ("公务用车购置及运行维护费较上年增加1万元。", "vehicle", "1"),
    ],
)
def test_a_change_of_a_three_public_item_is_of_the_one_that_is_named(
    said: str, item: str, value: str
) -> None:
    text = (
        "2023年“三公”经费支出10万元，其中：公务用车购置及运行维护费8万元，公务用车购置费5万元，"
        f"公务用车运行维护费3万元，公务接待费2万元。{said}"
    )
    assert cells(text, "stated") == {(f"three_public.{item}", "change"): value}
    assert len([one for one in values(text) if one.table == "three_public" and one.year == 2023]) == 5


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("与上年相比增加了项目支出5万元，增长3%。", {"change": "5", "change_percent": "3"}),
        ("减少项目支出5万元。", {}),
    ],
)
def test_an_amount_behind_a_verb_of_change_is_never_the_amount_of_the_year(
    said: str, stated: dict[str, str]
) -> None:
    text = f"{SPENT}{said}"
    assert cells(text, "expenditure") == {}
    expected = {("expenditure.project", measure): value for measure, value in stated.items()}
    assert cells(text, "stated") == expected


def test_another_numbered_reason_is_no_figure_of_what_it_names() -> None:
    text = f"{SPENT}支出总计比上年减少20万元，主要原因：一是厉行节约；二是2023年本年支出比上年减少7.44%。"
    assert cells(text, "stated") == {("totals.total_expenditure", "change"): "-20"}


def test_last_years_income_is_derived_from_the_change_of_the_named_total_alone() -> None:
    text = f"{TOTALS}与2022年度相比，收入总计增加21.30万元，增长4.27%。"
    found = [(one.key["item"], one.value) for one in values(text) if one.year == 2022]
    assert found == [("total_income", "498.7")]


@pytest.mark.parametrize(
    ("said", "amount", "note", "english"),
    [
        ("减少20万元", "120", "2023年100加较上年减少额20", "100 in 2023 plus the fall of 20"),
        ("增加20万元", "80", "2023年100减较上年增加额20", "100 in 2023 less the rise of 20"),
    ],
)
def test_last_year_follows_from_a_stated_change(said: str, amount: str, note: str, english: str) -> None:
    found = [one for one in values(f"{INCOME}\n2023年总收入100万元，较上年{said}。") if one.year == 2022]
    assert [(one.value, one.basis, one.note, one.key["note_en"]) for one in found] == [
        (amount, "derived", note, english)
    ]


def test_a_change_against_the_budget_implies_nothing_of_last_year() -> None:
    text = "2023年“三公”经费支出10万元，比年初预算减少2万元。"
    assert [one for one in values(text) if one.year == 2022] == []


def test_a_table_counts_before_a_sentence_and_the_other_value_is_a_contradiction() -> None:
    kept = Value(
        "totals",
        {"item": "total_income", "phase": "actual"},
        "amount",
        "10",
        "万元",
        2023,
        "reported",
        "表",
        "",
    )
    said = Value(
        "totals",
        {"item": "total_income", "phase": "actual"},
        "amount",
        "12",
        "万元",
        2023,
        "reported",
        "一",
        "",
    )
    settled = settle([kept], [said])
    assert [(one.kept.value, one.other.value) for one in settled.contradictions] == [("10", "12")]
    assert [one.value for one in settled.cells.values()] == ["10", "12"]  # the second as a stated amount


@pytest.mark.parametrize(
    ("table", "said", "contradicts"),
    [
        (("2940.05", "万元"), ("2940.1", "万元"), False),
        (("2940.05", "万元"), ("0.29", "亿元"), False),
        (("29400500", "元"), ("2940.05", "万元"), False),
        (("6.20", "万元"), ("6.2", "万元"), False),
        (("326.72", "万元"), ("326.71", "万元"), True),
        (("2961.68", "万元"), ("0.3", "万元"), True),
    ],
)
def test_a_coarser_figure_agrees_with_the_finer_one_it_rounds(
    table: tuple[str, str], said: tuple[str, str], contradicts: bool
) -> None:
    readings = [
        Value(
            "totals", {"item": "total_income", "phase": "actual"}, "amount", *one, 2023, "reported", place, ""
        )
        for one, place in ((table, "表"), (said, "一"))
    ]
    assert bool(settle(readings[:1], readings[1:]).contradictions) is contradicts


def test_named_reasons_are_signed_and_belong_to_the_change_before_them() -> None:
    text = (
        f"{INCOME}\n2023年总收入100万元，较上年减少20万元，"
        "主要原因为培训经费较上年减少15万元、会议费较上年减少5万元。"
    )
    found = [one for one in values(text) if one.table == "reasons"]
    assert [(one.key["flow"], one.key["item"], one.value) for one in found] == [
        ("total_income", "培训经费", "-15"),
        ("total_income", "会议费", "-5"),
    ]


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("人员减少，合同到期", "人员减少，合同到期"),
        ("按照压减支出要求，我局厉行节约、大力压减公用经费", "压减公用经费"),
        ("2023年财政拨款比上年减少7.5%，支出也减少", "财政拨款减少"),
        ("人员增资，导致人员经费增加", "人员增资"),
        ("新增乡村振兴项目，较上年增加120万元", "新增乡村振兴项目"),
        ("未安排出国任务，也未购置车辆", "未安排出国任务，也未购置车辆"),
        ("我单位厉行节约", "我单位厉行节约"),
    ],
)
def test_a_reason_without_amount_is_its_cause_alone(said: str, cause: str) -> None:
    assert short(said) == cause


def test_numbered_reasons_without_amounts_are_kept_as_they_are_worded() -> None:
    text = f"{EXPENDITURE}\n2023年总支出80万元，较上年减少5万元，主要原因：一是压减公用经费；二是收入减少。"
    found = [one for one in values(text) if one.table == "reasons"]
    assert [(one.key["flow"], one.key["item"], one.value) for one in found] == [
        ("current_year_expenditure", "压减公用经费", ""),
        ("current_year_expenditure", "收入减少", ""),
    ]


def test_of_two_lists_of_projects_the_one_with_the_fuller_names_counts() -> None:
    text = (
        "一、范围\n项目共3个，包括“彩票支出”、“后勤经费”等。\n"
        "二、结论\n项目共3个，包括“福利彩票支出”、“后勤经费”等。"
    )
    found = [one for one in values(text) if one.table == "projects"]
    assert [(one.key["project"], one.place, one.note) for one in found] == [
        ("福利彩票支出", "报告 二", "另处写作“彩票支出”"),
        ("后勤经费", "报告 二", ""),
    ]


def test_an_evaluation_has_its_score_grade_projects_and_amount() -> None:
    text = (
        "本次自评包括基本支出和项目支出，涉及金额80万元。项目支出共涉及3个项目。满分100分，"
        "部门整体支出得分为86.5分，评价结果为“良”。"
    )
    found = [one for one in values(text) if one.table == "score_summary"]
    assert {one.column: one.value for one in found} == {
        "overall_score": "86.5",
        "amount": "80",
        "projects": "3",
        "grade": "良",
    }
    assert {one.key["scope"] for one in found} == {"部门整体支出"}
    assert {one.key["full_score"] for one in found} == {"100"}


def test_what_no_value_was_made_of_is_left_over_with_its_sentence() -> None:
    one = document("全年发放补助资金97294万元。" + INCOME)
    left = assemble(one, identify(one), 2023).under("报告").unread
    assert [(each.figure, each.quote) for each in left] == [("97294", "全年发放补助资金97294万元")]


@pytest.mark.parametrize(
    ("text", "name", "department", "year", "short"),
    [
        ("某市民政局2023年度部门决算\n目录", "a.txt", "某市民政局", 2023, "2023年度部门决算"),
        ("某市民政局\n2023年度部门决算\n目录", "a.txt", "某市民政局", 2023, "2023年度部门决算"),
        ("正文", "某局2023年部门整体支出绩效自评报告.txt", "某局", 2023, "2023年度自评报告"),
        ("绩效自评……2023年度……2023年度……2022年度", "a.txt", "", 2023, "2023年度自评报告"),
        ("项目支出绩效自评表\n（2024年度）", "a.txt", "", 2024, "2024年度绩效自评表"),
        ("某市财政局2024年部门预算公开", "a.txt", "某市财政局", 2024, "2024年度部门预算"),
    ],
)
def test_a_document_says_whose_it_is_of_what_year_and_kind(
    text: str, name: str, department: str, year: int, short: str
) -> None:
    found = identify(document(text, name))
    assert (found.department, found.year, found.short) == (department, year, short)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("西部省民政厅（厅机关）", "西部省民政厅厅机关", True),
        ("民政厅", "西部省民政厅", True),
        ("", "西部省民政厅", True),
        ("西部省民政厅", "西部省财政厅", False),
    ],
)
def test_departments_are_told_apart_by_their_names(one: str, other: str, same: bool) -> None:
    assert same_department(one, other) is same


@pytest.fixture(scope="module")
def report() -> Imported:
    if not REPORT.is_file():
        pytest.skip("the published report is not here")
    return import_documents([REPORT], name="西藏自治区民政厅（厅机关）")


@pytest.mark.parametrize(
    ("year", "table"),
    [
        (2021, "totals"),
        *(
            (2022, name)
            for name in (
                "totals",
                "income",
                "expenditure",
                "three_public",
                "score_summary",
                "stated",
                "projects",
                "reasons",
            )
        ),
    ],
)
def test_the_published_report_gives_the_committed_figures_basis_and_sources(
    report: Imported, year: int, table: str
) -> None:
    assert rows_read(report, year, table) == rows_committed(year, table)


def test_the_published_report_gives_the_committed_results_but_for_their_wording(report: Imported) -> None:
    """A person chose the areas' names, the English ones and 34 of the 65 names: the report's order of words
    (慈善公益金筹集 for 筹集慈善公益金), what it only implies (党务工作者培训) and what is shorter."""
    wording = ("area", "area_en", "output", "output_en", "part", "part_en")
    mine, theirs = (rows(2022, "outputs") for rows in (partial(rows_read, report), rows_committed))

    def bare(found: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
        kept = [{name: text for name, text in row.items() if name not in wording} for row in found]
        return sorted(sorted(row.items()) for row in kept)

    assert bare(mine) == bare(theirs)
    names = [
        {(row["output"], row.get("part", ""), row["value"]) for row in found} for found in (mine, theirs)
    ]
    assert len(names[0] & names[1]) == 31


def test_every_amount_and_count_of_the_report_is_a_value_or_left_over(report: Imported) -> None:
    assert [one.figure for one in report.unread] == ["35", "6000"]
    assert all(one.figure in one.quote for one in report.unread)


def rows_read(imported: Imported, year: int, table: str) -> list[dict[str, str]]:
    rows: dict[object, dict[str, str]] = {}
    for (of, name, key, column), value in imported.cells.items():
        if (of, name) == (year, table):
            row = rows.setdefault(key, {**value.key, "basis": value.basis, "source": value.place})
            row[column] = value.value
            if table == "outputs":
                row["unit"] = value.unit
    return ordered(rows.values())


def rows_committed(year: int, table: str) -> list[dict[str, str]]:
    with (COMMITTED / str(year) / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return ordered(csv.DictReader(file))


def ordered(rows: "object") -> list[dict[str, str]]:
    bare = [{name: text for name, text in row.items() if text and name not in HUMAN} for row in rows]  # type: ignore[attr-defined]
    return sorted(bare, key=lambda row: sorted(row.items()))


def test_a_contradiction_stays_with_the_figure_as_a_note() -> None:
    key = {"item": "total_income", "phase": "actual"}
    kept, other = (
        Value("totals", key, "amount", amount, unit, 2023, "reported", place, "")
        for amount, unit, place in (("2961.68", "万元", "表四"), ("3000", "元", "说明 四"))
    )
    noted_ = noted(settle([kept], [other]).contradictions)
    assert [(one.note, one.key["note_en"]) for one in noted_.values()] == [
        ("“说明 四”写作0.3万元", "0.3 wan yuan in “说明 四”")
    ]


def test_the_one_reason_of_a_change_is_kept_in_its_words() -> None:
    text = f"{INCOME}\n2023年总收入100万元，较上年减少20万元。主要原因：人员减少，合同到期。"
    found = [one for one in values(text) if one.table == "reasons"]
    assert [(one.key["flow"], one.key["item"], one.value) for one in found] == [
        ("total_income", "人员减少，合同到期", "")
    ]


def test_what_explains_a_deviation_from_the_budget_explains_no_change() -> None:
    text = (
        f"{INCOME}\n2023年总收入100万元，较上年减少20万元。决算数小于预算数的主要原因：会议减少。\n"
        "另一段的主要原因：其他。"
    )
    assert [one for one in values(text) if one.table == "reasons"] == []


GRIDS = (
    Grid(
        (
            ("项目", "", "", "", "合计", "基本支出", "项目支出"),
            ("支出功能分类", "", "", "科目名称", "", "", ""),
            ("类", "款", "项", "", "", "", ""),
            ("201", "", "", "一般公共服务支出", "12.00", "12.00", ""),
            ("201", "06", "", "财政事务", "12.00", "12.00", ""),
            ("201", "06", "01", "行政运行", "12.00", "12.00", ""),
            ("合计", "", "", "", "12.00", "12.00", ""),
        ),
        above=("一般公共预算财政拨款支出决算表", "单位：万元"),
        places=tuple((0, row) for row in range(1, 8)),
    ),
)


def test_an_item_by_function_gets_its_budget_from_the_text_and_its_code_from_the_table() -> None:
    text = (
        "五、一般公共预算财政拨款支出决算情况说明\n"
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为15万元，支出决算为12万元。"
    )
    found = [one for one in values(text, GRIDS) if one.key.get("phase") == "initial_budget"]
    assert [(one.key["code"], one.key["fund"], one.value, one.place) for one in found] == [
        ("2010601", "general_public_budget", "15", "报告 五1")
    ]


def test_an_item_of_another_amount_than_its_table_is_a_contradiction() -> None:
    text = "一般公共预算财政拨款支出用于以下方面：一般公共服务支出（类）11万元，占100%。"
    one = document(text, grids=GRIDS)
    read = assemble(one, identify(one), 2023).under("报告")
    found = settle(read.printed, read.said).contradictions
    assert [(each.kept.value, each.other.value) for each in found] == [("12.00", "11")]


def test_what_a_table_splits_by_code_fills_the_lines_of_that_code() -> None:
    income = """
    科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入
    208 | 社会保障和就业支出 | 9.00 | 6.00 | 3.00
    合计 | | 9.00 | 6.00 | 3.00
    """
    spent = """
    科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
    208 | 社会保障和就业支出 | 9.00 | 5.00 | 4.00
    合计 | | 9.00 | 5.00 | 4.00
    """
    grids = (grid(income, "收入决算表"), grid(spent, "支出决算表"))
    one = document("某局2023年度部门决算", grids=grids)
    read = assemble(one, identify(one), 2023).under("决算")
    split = {
        (
            value.table,
            *(value.key.get(name, "") for name in ("item", "function", "code", "kind")),
        ): value.value
        for value in read.printed
        if value.key.get("function") or value.key.get("kind")
    }
    assert split == {
        ("totals", "current_year_income", "208", "", ""): "9.00",
        ("income", "fiscal_appropriation", "208", "", ""): "6.00",
        ("income", "other", "208", "", ""): "3.00",
        ("expenditure", "", "", "208", "basic"): "5.00",
        ("expenditure", "", "", "208", "project"): "4.00",
    }
    assert read.details == ()


def test_an_economic_line_split_by_kind_has_no_cell_and_stays_a_detail() -> None:
    key = {"classification": "kind", "code": "personnel", "economic": "30101", "name": "基本工资"}
    value = Value("expenditure", key, "amount", "5", "万元", 2023, "reported", "表六 第5行", "")
    assert split_by_code([value]) == ([], [value])

"""The exhibits of departments beside one another: what is drawn, what is printed, what is said instead."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from budgetbook import charts
from budgetbook.accounts import load
from budgetbook.accounts.peers import Peers, peers
from budgetbook.charts.exhibit import Exhibit
from budgetbook.prose import Prose
from commands import ROOT
from exhibits import broken, everything_compared
from generated import write_generated
from peers_made import Tables, make_peers, totals

KINDS = "classification,code,phase,amount\nkind,basic,actual,{}\nkind,project,actual,{}"
LANGUAGES = ("zh", "en")


def cells(shown: object, row: int) -> list[str]:
    assert isinstance(shown, Exhibit)
    return shown.table.json["rows"][row]["cells"]


def heads(shown: object) -> list[str]:
    assert isinstance(shown, Exhibit)
    return [column["name"] for column in shown.table.json["columns"]]


@pytest.fixture
def three(tmp_path: Path) -> Peers:
    """`ju` between two others, and one that has only a budget."""
    years: dict[str, Tables] = {
        slug: {
            2023: totals(total_income=100, current_year_expenditure=100),
            2024: {
                **totals(total_income=100 + growth, current_year_expenditure=100),
                "expenditure": KINDS.format(50 + growth, 50 - growth),
            },
        }
        for slug, growth in (("a", 20), ("ju", 10), ("b", -5))
    }
    years["c"] = {2024: {"totals": "item,phase,amount\ntotal_income,initial_budget,9"}}
    return make_peers(tmp_path, years, tomls={"ju": 'level = "county"'})


def test_the_departments_stand_in_the_order_of_their_folders_with_what_they_have(three: Peers) -> None:
    shown = charts.compared_departments(three)
    assert heads(shown) == ["单位", "级次", "有决算数的年度", "数据口径", "资料"]
    assert cells(shown, 0) == ["a局", "[x]", "2023—2024年", "公布", "无"]
    assert cells(shown, 2) == ["c局", "[x]", "无", "公布", "无"]
    assert cells(shown, 3) == ["▶ ju局", "县级", "2023—2024年", "公布", "无"]
    assert "只有同口径数据并列比较" in "".join(shown.notes)


def test_growth_is_sorted_and_a_budget_is_no_growth(three: Peers) -> None:
    shown = charts.compared_growth(three)
    assert isinstance(shown, Exhibit)
    assert shown.title == "收入总计增长率10.00%，4个单位中居第2至第3位"
    assert shown.subtitle == "收入总计增长率和本年支出增长率，2024年，各图刻度相同，单位见各图"
    assert heads(shown)[2:] == ["收入总计增长率，%", "本年支出增长率，%"]
    assert [cells(shown, row)[0] for row in range(4)] == ["a局", "▶ ju局", "b局", "c局"]
    assert cells(shown, 3)[2:] == ["仅有预算数", "无此数据"]
    assert shown.alt == (
        "横条图，按收入总计增长率由高到低列示4个单位2024年的收入总计增长率和本年支出增长率。"
        "a局为20.00%；ju局为10.00%；b局为-5.00%。"
    )


def test_structure_is_a_panel_for_each_part(three: Peers) -> None:
    shown = charts.compared_structure(three, "kind")
    assert isinstance(shown, Exhibit)
    assert shown.title == "本单位支出中基本支出占60.00%"
    assert heads(shown)[2:] == ["基本支出（%）", "项目支出（%）", "合计（万元）"]
    assert cells(shown, 0)[2:] == ["70.00", "30.00", "100.00"]
    assert cells(shown, 3) == ["c局", "[x]", "无此数据", "无此数据", "[x]"]


def test_years_are_told_as_an_index_with_the_amounts(three: Peers) -> None:
    shown = charts.compared_years(three)
    assert isinstance(shown, Exhibit)
    assert shown.title == "本单位本年支出指数100.0，4个单位中居第1至第2位"
    assert heads(shown)[2:] == ["2023年（万元）", "2024年（万元）", "2024年指数"]
    assert cells(shown, 0) == ["▶ ju局", "县级", "100.00", "100.00", "100.0"]
    assert "没有2023年和另一年度可比数据的1个单位不画图，金额见表。" in shown.notes


def test_ranks_are_ranges_where_others_could_stand_anywhere(three: Peers) -> None:
    shown = charts.compared_ranks(three)
    assert heads(shown) == [
        "指标", "单位", "本单位", "名次", "可比单位数", "不可比单位数", "中位数", "最高", "最低",
    ]  # fmt: skip
    assert cells(shown, 0) == ["收入总计", "万元", "110.00", "2—3", "3", "1", "110.00", "120.00", "95.00"]
    assert cells(shown, 1)[3] == "1—2（并列）"
    # Measures with nothing to compare are in the data file alone.
    assert isinstance(shown, Exhibit)
    assert len(shown.table.json["rows"]) == 4
    assert len(shown.data.rows) == 14


def test_an_own_department_without_a_figure_is_not_placed(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: totals(opening_carryover=1)},
            "a": {2024: {"three_public": "item,phase,amount\ntotal,actual,1"}},
            "b": {2024: {"three_public": "item,phase,amount\ntotal,actual,2"}},
        },
    )
    shown = charts.compared_three_public(found)
    assert isinstance(shown, Exhibit)
    assert shown.title == "2个单位的“三公”经费，本单位不可比"
    assert cells(shown, 2) == ["▶ ju局", "[x]", "无此数据"]
    assert cells(charts.compared_ranks(found), 0)[2:4] == ["无此数据", "不排名"]


def test_a_rule_is_told_only_with_the_measure_it_is_of(tmp_path: Path) -> None:
    year = {
        "three_public": "item,phase,amount\ntotal,actual,1\nvehicle_operation,actual,1\nvehicles,actual,1"
    }
    found = make_peers(tmp_path, {"ju": {2024: year}, "a": {2024: year}})
    for shown in (charts.compared_three_public(found), charts.compared_unit_costs(found)):
        assert isinstance(shown, Exhibit)
        assert len(shown.table.columns) == 3
        assert not any("编制" in note or "外事" in note for note in shown.notes)


def test_where_nothing_can_be_compared_a_sentence_stands_and_nothing_is_drawn(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path, {"ju": {2024: totals(total_income=1)}, "a": {2024: totals(opening_carryover=1)}}
    )
    shown = [one for one in everything_compared(found) if isinstance(one, Exhibit)]
    assert [one.id for one in shown] == ["compared-departments"]
    said = [
        charts.compared_structure(found, "income"),
        charts.compared_years(found),
        charts.compared_ranks(found),
    ]
    assert [one.text for one in said if isinstance(one, Prose)] == [
        "有2024年收入构成决算数的同类单位不足两个，不作收入构成比较。",
        "没有两个以上年度和单位的同口径收支数据，不作年度变化比较。",
        "没有任何指标有两个以上单位的同口径数据，不排名次。",
    ]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Peers]:
    folder = write_generated(tmp_path_factory.mktemp("generated"), 24)
    return {one: peers(load(folder, "ju", language=one), "all", folder) for one in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_four_generated_departments_keep_every_rule(
    generated: Mapping[str, Peers], language: str
) -> None:
    shown = list(everything_compared(generated[language]))
    assert [rule for one in shown for rule in broken(one, language)] == []
    exhibits = [one for one in shown if isinstance(one, Exhibit)]
    assert len(exhibits) == 10
    # Twenty are shown, and every one is in the data file.
    for one in exhibits:
        if one.id != "compared-ranks":
            assert len(one.table.rows) == 20
            slugs = {row[one.data.columns.index("department")] for row in one.data.rows}
            assert len(slugs) == 24
    made_up = {
        "zh": "示例数据：为演示而虚构，不代表任何单位。",
        "en": "Illustrative figures: made up for demonstration.",
    }
    assert [
        one.id for one in exhibits if made_up[language] not in one.notes and one.id != "compared-ranks"
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("department", ["shiquan-road", "putuo-finance", "xizang-civil-affairs"])
def test_real_departments_keep_every_rule(department: str, language: str) -> None:
    found = peers(load(ROOT / "data", department, language=language), "*", ROOT / "data")
    assert [rule for one in everything_compared(found) for rule in broken(one, language)] == []


def test_the_order_of_the_rows_and_of_what_is_asked_changes_nothing(tmp_path: Path) -> None:
    folder = write_generated(tmp_path, 3)
    book = load(folder, "ju")
    before = [one.json for one in everything_compared(peers(book, "sample-002,sample-003", folder))]
    for path in folder.rglob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    after = [one.json for one in everything_compared(peers(load(folder, "ju"), "sample-003,*", folder))]
    assert before == after


HOSTILE = "<script>alert(1)</script>{{7*7}}=cmd()#set$x$" + "很长的名称" * 6


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    found = make_peers(tmp_path, {"ju": {2024: totals(total_income=1)}, "a": {2024: totals(total_income=2)}})
    path = tmp_path / "a" / "department.toml"
    path.write_text(f'[name]\nzh = "{HOSTILE}"\n', encoding="utf-8")
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    shown = charts.compared_departments(found)
    assert cells(shown, 0)[0] == HOSTILE
    assert "<script>" not in shown.html
    years = charts.compared_ranks(found)
    assert isinstance(years, Exhibit)

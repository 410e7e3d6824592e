"""Findings, rules and sources as tables; the notes under every exhibit."""

from pathlib import Path

import pytest

from budgetbook import prose
from budgetbook.accounts import load
from budgetbook.charts import findings, headlines, rules, sources
from budgetbook.charts.exhibit import Exhibit
from builder import DEPARTMENT, make_book, write
from exhibits import broken

UNFIT = (
    "item,phase,amount\ntotal_income,actual,100\ncurrent_year_expenditure,actual,80\n"
    "closing_carryover,actual,10\n"
)


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


@pytest.mark.parametrize(
    ("language", "title", "subtitle", "row"),
    [
        (
            "zh",
            "勾稽核对发现1处疑点",
            "2022年，金额单位：万元；比例为%，得分为分",
            [
                "R04",
                "错误",
                "年末结转和结余",
                "10.00",
                "20.00",
                "-10.00",
                "0.02",
                "文件（2022/totals.csv 第2、3、4行）",
            ],
        ),
        (
            "en",
            "Reconciliation raised 1 query",
            "2022, amounts in wan yuan (10,000 yuan), rates in %, scores in points",
            [
                "R04",
                "Error",
                "Closing carry-over",
                "10.00",
                "20.00",
                "-10.00",
                "0.02",
                "文件 (2022/totals.csv: 2, 3, 4)",
            ],
        ),
    ],
)
def test_a_finding_is_a_row_with_both_figures_and_where_they_were_read(
    tmp_path: Path, language: str, title: str, subtitle: str, row: list[str]
) -> None:
    shown = findings(make_book(tmp_path, {2022: {"totals": UNFIT}}, language))
    assert (shown.title, shown.subtitle, cells(shown)) == (title, subtitle, [row])
    assert broken(shown, language) == []


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("zh", "年末结转和结余（政府性基金预算）"),
        ("en", "Closing carry-over (government fund budget)"),
    ],
)
def test_a_finding_of_a_single_fund_names_item_and_fund(tmp_path: Path, language: str, label: str) -> None:
    rows = "\n".join(f"{line},government_fund" for line in UNFIT.split()[1:])
    book = make_book(tmp_path, {2022: {"totals": f"item,phase,amount,fund\n{rows}\n"}}, language)
    assert [row[2] for row in cells(findings(book))] == [label]


@pytest.mark.parametrize("project", ["208", "2022.二期", "甲.government_fund"])
def test_a_project_is_named_whatever_its_name_looks_like(tmp_path: Path, project: str) -> None:
    projects = f"project,initial_budget,adjusted_budget,spent,score\n{project},,,,101\n"
    [row] = cells(findings(make_book(tmp_path, {2022: {"projects": projects}})))
    assert (row[0], row[2]) == ("R16", project)


def test_without_findings_the_sentence_above_is_enough(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"totals": UNFIT.replace("10\n", "20\n")}})
    assert findings(book).paragraphs == ()
    assert prose.findings(book).text == "未发现疑点。"


def test_every_rule_says_what_it_did_or_what_it_needs(tmp_path: Path) -> None:
    shown = rules(make_book(tmp_path, {2022: {"totals": UNFIT}}))
    rows = {row[0]: row[1:] for row in cells(shown)}
    assert rows["R04"][1:] == ["1", "1", "已适用"]
    assert rows["R01"][1:3] == ["0", "0"]
    assert "支出总计" in rows["R01"][3]
    assert broken(shown, "zh") == []


def test_every_figure_of_the_year_is_traced_to_its_source(tmp_path: Path) -> None:
    tables = {
        "totals": "item,phase,amount\ntotal_income,actual,100\ntotal_income,initial_budget,\n",
        "expenditure": "classification,code,phase,amount\nkind,basic,actual,5\nfunction,208,actual,5\n",
        "three_public": "item,phase,amount\nreception,actual,1.5\nreception_persons,actual,1234\n",
        "score_summary": "scope,scope_en,projects,amount,average_score\n整体,Overall,,,98.5\n",
        "reasons": "flow,item,item_en,amount\ntotal_income,会议,Meetings,-3\n",
    }
    chinese = sources(make_book(tmp_path / "zh", {2022: tables}))
    assert (chinese.title, chinese.subtitle) == (
        "2022年8项数据的出处",
        "2022年，金额单位：万元；数量、得分为原单位",
    )
    assert cells(chinese) == [
        ["2022", "收支总表", "收入总计", "100.00", "公布", "文件"],
        ["2022", "收支总表", "收入总计（年初预算数）", "[x]", "公布", "文件"],
        ["2022", "支出", "基本支出", "5.00", "公布", "文件"],
        ["2022", "支出", "社会保障和就业支出", "5.00", "公布", "文件"],
        ["2022", "三公经费", "公务接待费", "1.50", "公布", "文件"],
        ["2022", "三公经费", "国内公务接待人次", "1,234", "公布", "文件"],
        ["2022", "绩效评价汇总", "整体", "98.5", "公布", "文件"],
        ["2022", "变动原因", "会议", "-3.00", "公布", "文件"],
    ]
    english = sources(make_book(tmp_path / "en", {2022: tables}, "en"))
    assert [row[2] for row in cells(english)] == [
        "Total income",
        "Total income (initial budget)",
        "Basic expenditure",
        "Social security and employment",
        "Official reception",
        "Persons received",
        "Overall",
        "Meetings",
    ]
    assert english.title == "Where the 8 figures of 2022 were read"
    assert broken(chinese, "zh") == broken(english, "en") == []


def test_one_figure_is_told_in_the_singular_and_none_is_a_sentence(tmp_path: Path) -> None:
    one = make_book(tmp_path / "1", {2022: {"income": "item,phase,amount\nother,actual,1\n"}}, "en")
    assert sources(one).title == "Where the 1 figure of 2022 was read"
    none = make_book(tmp_path / "0", {2022: {"execution": "month,project,amount\n3,,1\n"}})
    assert sources(none).text == "没有可列示的数据出处。"


DOCUMENTS = "".join(f'[[documents]]\nid = "{name}"\nzh = "{name}"\n' for name in ("年报", "年报附表"))
ITEMS = (
    "total_income",
    "opening_carryover",
    "current_year_income",
    "closing_carryover",
    "total_expenditure",
    "operating_cost",
)


@pytest.mark.parametrize(
    ("places", "zh", "en"),
    [
        (
            ["年报 二", "年报 一", "年报附表 3"],
            "数据来源：年报 一、二；年报附表 3。",
            "Source: 年报 一, 二; 年报附表 3.",
        ),
        (["年报", "年报"], "数据来源：年报。", "Source: 年报."),
        (
            ["年报 六", "年报 五", "年报 四", "年报 三", "年报 二", "年报 一"],
            "数据来源：年报 一、二、三、四，等共6处。",
            "Source: 年报 一, 二, 三, 四 and others, 6 places in all.",
        ),
        (
            ["网页5", "网页4", "网页3", "网页2", "网页1"],
            "数据来源：网页1；网页2；网页3；网页4，等共5处。",
            "Source: 网页1; 网页2; 网页3; 网页4 and others, 5 places in all.",
        ),
    ],
    ids=["by document, in its order", "once", "many places", "no document"],
)
def test_the_source_line_gathers_the_places_of_each_document(
    tmp_path: Path, places: list[str], zh: str, en: str
) -> None:
    rows = "".join(f"{item},actual,1,reported,{place}\n" for item, place in zip(ITEMS, places, strict=False))
    files = {"2022/totals.csv": f"item,phase,amount,basis,source\n{rows}"}
    folder = write(tmp_path, files, DEPARTMENT + DOCUMENTS)
    for language, said in (("zh", zh), ("en", en)):
        assert headlines(load(folder, language=language)).notes[0] == said


def test_last_years_figures_are_traced_too_and_a_derived_one_tells_its_calculation(tmp_path: Path) -> None:
    head = "item,phase,amount,basis,source,note,note_en\n"
    tables = {
        2021: {"totals": f"{head}total_income,actual,6,derived,文件,5加减少额1,5 plus the fall of 1\n"},
        2022: {"totals": f"{head}total_income,actual,5,reported,文件,,\n"},
    }
    shown = sources(make_book(tmp_path, tables))
    assert shown.title == "2021—2022年2项数据的出处"
    assert cells(shown) == [
        ["2022", "收支总表", "收入总计", "5.00", "公布", "文件"],
        ["2021", "收支总表", "收入总计", "6.00", "推算", "文件"],
    ]
    assert "2021年收入总计：5加减少额1。" in shown.notes


def many(number: int, places: int = 2) -> dict[str, str]:
    """Figures of three-digit codes that were read at some places, one of them derived."""
    rows = [
        f"function,{code},actual,1,{'derived' if code == 200 else 'reported'},年报 表{code % places}"
        for code in range(200, 200 + number)
    ]
    return {"expenditure": "\n".join(["classification,code,phase,amount,basis,source", *rows])}


@pytest.mark.parametrize(
    ("language", "said", "note", "rows"),
    [
        (
            "zh",
            ("2022年61项数据的出处", "2022年，按年度和数据表列示，共61项"),
            "数据较多，表中按数据表汇总，逐项清单和出处见数据文件。",
            [
                ["2022", "支出", "1", "推算", "年报 表0"],
                ["2022", "支出", "60", "公布", "年报 表0；年报 表1"],
            ],
        ),
        (
            "en",
            ("Where the 61 figures of 2022 were read", "2022, by year and table, 61 in all"),
            "The figures are many, so they are counted by table; "
            "each one is in the data file with its place.",
            [
                ["2022", "Expenditure", "1", "derived", "年报 表0"],
                ["2022", "Expenditure", "60", "reported", "年报 表0; 年报 表1"],
            ],
        ),
    ],
)
def test_many_figures_are_counted_by_table_and_listed_in_the_data_file(
    tmp_path: Path, language: str, said: tuple[str, str], note: str, rows: list[list[str]]
) -> None:
    shown = sources(make_book(tmp_path, {2022: many(61)}, language))
    assert (shown.id, (shown.title, shown.subtitle), cells(shown)) == ("sources", said, rows)
    assert note in shown.notes
    assert len(shown.data.rows) == 61
    assert broken(shown, language) == []


def test_sixty_figures_are_listed_one_by_one(tmp_path: Path) -> None:
    assert len(cells(sources(make_book(tmp_path, {2022: many(60)})))) == 60


def test_figures_derived_alike_are_told_together(tmp_path: Path) -> None:
    head = "item,phase,amount,basis,source,note,note_en\n"
    items = ("total_income", "current_year_income", "total_expenditure", "current_year_expenditure")
    rows = "".join(f"{item},actual,1,derived,文件,按其明细,by its lines\n" for item in items)
    for language, note in (
        ("zh", "2022年收入总计、本年收入合计、支出总计等4项：按其明细。"),
        (
            "en",
            "Total income, Current-year income, Total expenditure and others, 4 in all, 2022: by its lines.",
        ),
    ):
        shown = sources(make_book(tmp_path / language, {2022: {"totals": head + rows}}, language))
        assert [one for one in shown.notes if "按其明细" in one or "by its" in one] == [note]


def test_of_a_cell_its_page_and_table_are_named_and_pages_stand_in_their_order(tmp_path: Path) -> None:
    department = DEPARTMENT + '[[documents]]\nid = "决算"\nzh = "某局决算"\n'
    rows = "item,phase,amount,basis,source\n" + "".join(
        f"{item},actual,1,reported,决算 第{page}页 支出决算表 第{row}行 合计\n"
        for item, page, row in (
            ("total_income", 10, 4),
            ("current_year_income", 6, 1),
            ("total_expenditure", 10, 5),
        )
    )
    book = load(write(tmp_path, {"2022/totals.csv": rows}, department))
    assert sources(book).notes[0] == "数据来源：决算 第6页 支出决算表、第10页 支出决算表。"


@pytest.mark.parametrize(
    ("language", "project", "indicator"),
    [("zh", "养老院建设", "“床位数”"), ("en", "Elderly homes", "“Beds”")],
)
def test_a_finding_names_its_project_in_the_readers_language(
    tmp_path: Path, language: str, project: str, indicator: str
) -> None:
    tables = {
        "projects": (
            "project,project_en,initial_budget,adjusted_budget,spent,score,full_score,grade\n"
            "养老院建设,Elderly homes,,,,85,100,优\n"
        ),
        "indicators": (
            "project,level1,level2,level3,level3_en,target,actual,weight,score\n"
            "养老院建设,产出,数量,床位数,Beds,≥100,100,20,30\n"
        ),
    }
    book = make_book(tmp_path, {2022: tables}, language)
    shown = findings(book)
    assert [row[2] for row in cells(shown) if row[0] == "R16"] == [project] * 3
    assert indicator in prose.findings(book).text

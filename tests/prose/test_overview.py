"""The front, the key points, the staff, and what was not published."""

from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.accounts.schema import PHASES
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


PROJECTS = "project,initial_budget,adjusted_budget,spent,carried_over,score,full_score\n"
INDICATORS = "project,level1,level2,level3,target,actual,measure_unit,weight,score\n"


def projects_of(folder: Path, language: str, *, carried: str = "90", score: str = "95"):
    """Two years of an idle project, one of low efficiency and one whose score its indicators do not bear."""
    rows = f"甲,100,100,1,{carried},,\n乙,100,100,40,0,,\n丙,800,800,800,0,{score},100\n"
    form = "丙,产出指标,数量指标,发放户数,100,80,户,100,95\n"
    years = {year: {"projects": PROJECTS + rows} for year in (2021, 2022)}
    return make_book(folder, {**years, 2022: {**years[2022], "indicators": INDICATORS + form}}, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            [
                "筛查出无效项目1个，预算100.00万元；低效项目1个，预算100.00万元，占所列项目全年预算数的10.00%，"
                "符合不超过10%的建议。",
                "复核1个项目的自评得分，1个与复核得分不一致，其中1个按复核得分等级下降。",
                "1个项目连续2年及以上年末有结转，2022年末结转90.00万元，占所列项目结转的100.00%。",
            ],
        ),
        (
            "en",
            [
                "Screening found 1 idle project with a budget of 100.00 wan yuan and 1 project of low"
                " efficiency with 100.00 wan yuan, 10.00% of the full-year budget of all listed projects,"
                " within the recommended 10%.",
                "Of the 1 declared score recomputed, 1 differs; by the recomputed score 1 project falls to"
                " a lower grade.",
                "1 project has carried money over at the end of 2 or more years running: 90.00 wan yuan at"
                " the end of 2022, 100.00% of the carry-over of all listed projects.",
            ],
        ),
    ],
)
def test_the_key_points_carry_what_was_found_in_the_projects(
    tmp_path: Path, language: str, said: list[str]
) -> None:
    told = [text for _, text in key_points(projects_of(tmp_path, language)).paragraphs]
    assert told[:3] == said
    assert len(told) == 4


def test_low_execution_is_a_key_point_where_a_graver_one_is_silent(tmp_path: Path) -> None:
    told = key_points(projects_of(tmp_path / "zh", "zh", carried="0")).text
    assert "3个公布执行率的项目中，2个执行率低于60%。" in told
    assert "年末有结转" not in told
    told = key_points(projects_of(tmp_path / "en", "en", carried="0")).text
    assert "Of the 3 projects with a published execution rate, 2 are below 60%." in told


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "本年和上年均未发生“三公”经费支出。"), ("en", "Three public expenses: none in either year.")],
)
def test_nothing_spent_on_the_three_public_expenses_is_said_to_be_none(
    tmp_path: Path, language: str, told: str
) -> None:
    none = {"three_public": "item,phase,amount\ntotal,actual,0\n"}
    assert told in key_points(make_book(tmp_path, {2021: none, 2022: none}, language)).text


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


GAPS = {
    2021: {"three_public": "item,phase,amount\nreception,actual,\nreception,initial_budget,\n"},
    2022: {
        "totals": "item,phase,amount,printed_name\ntotal_income,actual,,总收入\n",
        "three_public": "item,phase,amount\nreception,actual,\nabroad,actual,0\n",
        "expenditure": (
            "classification,code,phase,amount\nkind,basic,actual,\nfunction,208,actual,\neconomic,301,actual,1\n"
        ),
    },
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            "下列项目已列出但没有金额或数量，按未公布处理，不以0代替：总收入（2022年）、公务接待费（2021年、2022年）、"
            "公务接待费（年初预算数，2021年）、基本支出（2022年）。",
        ),
        (
            "en",
            "Listed without a figure, which is read as not published and not as zero: total income (2022);"
            " official reception (2021, 2022); official reception (initial budget, 2021); basic expenditure"
            " (2022).",
        ),
    ],
)
def test_lines_without_an_amount_are_named_with_their_years(tmp_path: Path, language: str, said: str) -> None:
    assert not_published(make_book(tmp_path, GAPS, language)).paragraphs[-1] == ("note", said)


def test_of_many_gaps_ten_are_named(tmp_path: Path) -> None:
    rows = "".join(
        f"{item},{phase},\n" for item in ("total", "abroad", "vehicle", "reception") for phase in PHASES
    )
    tables = {"three_public": f"item,phase,amount\n{rows}"}
    chinese = not_published(make_book(tmp_path / "zh", {2022: tables})).text
    assert chinese.endswith("公务接待费（年初预算数，2022年），等共12项。")
    english = not_published(make_book(tmp_path / "en", {2022: tables}, "en")).text
    assert english.endswith("official reception (initial budget, 2022); and 2 more.")


def test_where_everything_is_published_that_is_all_there_is_to_say(tmp_path: Path) -> None:
    lines = "classification,code,phase,amount\n" + "".join(
        f"{line},{phase},1\n"
        for line in ("kind,basic", "function,208", "economic,301")
        for phase in ("actual", "initial_budget")
    )
    budgeted = "item,phase,amount\n{0},actual,1\n{0},initial_budget,1\n"
    tables = {
        "totals": budgeted.format("total_income"),
        "income": budgeted.format("other"),
        "expenditure": lines,
        "three_public": budgeted.format("total"),
        "projects": "project,initial_budget,adjusted_budget,spent,score\n甲,1,1,1,90\n",
        "score_summary": "scope,projects,amount,average_score\n项目支出,1,1,90\n",
        "reasons": "flow,item,amount\ntotal_income,会议,1\n",
    }
    for language, said in (("zh", "各数据表均已公布。"), ("en", "Every table is published.")):
        assert not_published(make_book(tmp_path / language, {2022: tables}, language)).text == said


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

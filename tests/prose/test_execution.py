"""Deviations, PEFA's measures and progress by month in words."""

from pathlib import Path

import pytest

from budgetbook.accounts import Accounts, load
from budgetbook.prose import budget_credibility, deviations, execution_progress
from builder import make_book, with_origin, write

PROJECTS = "project,project_en,division,division_en,initial_budget,adjusted_budget,spent,score\n"
BUDGET = "item,phase,amount\ncurrent_year_expenditure,{},{}\n"


def projects(*rows: str) -> dict[str, str]:
    """Rows of name, English name, initial, adjusted, spent."""
    lines = [row.split(",") for row in rows]
    return {"projects": PROJECTS + "".join(f"{n},{e},,,{i},{a},{s},\n" for n, e, i, a, s in lines)}


def months(amounts: dict[int, object], **budget: object) -> dict[str, str]:
    rows = "".join(f"{month},,{amount}\n" for month, amount in amounts.items())
    tables = {"execution": f"month,project,amount\n{rows}"}
    return tables | {"totals": BUDGET.format(*next(iter(budget.items())))} if budget else tables


def both(folder: Path, tables: dict[int, dict[str, str]]) -> tuple[Accounts, Accounts]:
    return make_book(folder / "zh", tables), make_book(folder / "en", tables, "en")


def test_deviations_tell_totals_adjustments_and_the_largest_by_name(tmp_path: Path) -> None:
    tables = {2022: projects("甲,A,80,100,75", "乙,B,10,0,5", "丙,C,10,10,10", "丁,D,50,50,48", "戊,E,1,1,")}
    chinese, english = (deviations(book) for book in both(tmp_path, tables))
    assert chinese.text == (
        "2022年4个项目的执行数合计比调整预算数少22.00万元（-13.75%），其中高于预算数的1个，低于预算数的2个，"
        "与预算数相等的1个。\n"
        "年中追加预算的项目1个，共追加20.00万元；调减预算的项目1个，共调减10.00万元；净追加10.00万元。\n"
        "偏离最大的依次是甲，少支出25.00万元（-25.00%）；乙，多支出5.00万元（预算数不大于0，不计算偏离率）；"
        "丁，少支出2.00万元（-4.00%）。偏离达到预算10%及以上的项目有2个，应当说明原因。\n"
        "列出的5个项目中，1个未同时公布预算数和执行数，未计入。"
    )
    assert english.text == (
        "In 2022, 4 projects together spent 22.00 wan yuan less than the adjusted budget (-13.75%): 1 spent"
        " more than budgeted, 2 less, 1 exactly as much.\n"
        "During the year the budget of 1 project was raised by 20.00 wan yuan and the budget of 1 project was"
        " cut by 10.00 wan yuan: a net increase of 10.00 wan yuan.\n"
        "The largest deviations: A, 25.00 wan yuan under budget (-25.00%); B, 5.00 wan yuan over budget (no"
        " budget above zero, so no rate); D, 2.00 wan yuan under budget (-4.00%). 2 projects stray 10% or"
        " more from budget and should be explained.\n"
        "1 of the 5 listed projects has no budget or no spending published and is not counted."
    )


def test_spending_as_budgeted_has_no_largest_deviation(tmp_path: Path) -> None:
    chinese, english = (deviations(book) for book in both(tmp_path, {2022: projects("甲,A,10,10,10")}))
    assert chinese.text == "2022年1个项目的执行数与调整预算数相等。\n年中未调整项目预算。"
    assert english.text == (
        "In 2022, 1 project spent exactly the adjusted budget.\n"
        "No project's budget was adjusted during the year."
    )


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        (
            ["甲,A,10,12,11", "乙,B,10,12,11"],
            "年中追加预算的项目2个，共追加4.00万元。",
            "During the year the budgets of 2 projects were raised by 4.00 wan yuan.",
        ),
        (
            ["甲,A,10,8,7"],
            "年中调减预算的项目1个，共调减2.00万元。",
            "During the year the budget of 1 project was cut by 2.00 wan yuan.",
        ),
        (
            ["甲,A,10,11,7", "乙,B,10,8,7"],
            "净调减1.00万元。",
            ": a net cut of 1.00 wan yuan.",
        ),
        (
            ["甲,A,,12,11"],
            "未同时公布年初预算数和调整预算数，无法分析年中追加和调减。",
            "Initial and adjusted budgets are not both published, so what was added or cut during the year"
            " cannot be told.",
        ),
        (
            ["甲,A,100,,99"],
            "偏离最大的是甲，少支出1.00万元（-1.00%）。没有项目的偏离达到预算的10%。",
            "The largest deviation: A, 1.00 wan yuan under budget (-1.00%). No project strays 10% from its"
            " budget.",
        ),
    ],
    ids=["raised", "cut", "net cut", "not both budgets", "none beyond the limit"],
)
def test_each_way_of_adjusting_and_straying_has_its_sentence(
    tmp_path: Path, rows: list[str], zh: str, en: str
) -> None:
    chinese, english = (deviations(book) for book in both(tmp_path, {2022: projects(*rows)}))
    assert zh in chinese.text
    assert en in english.text


def test_without_budgets_spending_and_months_nothing_is_said(tmp_path: Path) -> None:
    for book in both(tmp_path, {2022: projects("甲,A,10,,")}):
        assert [tell(book).paragraphs for tell in (deviations, budget_credibility, execution_progress)] == [
            (),
            (),
            (),
        ]


def test_what_the_initial_budget_does_not_contain_is_told_beside_the_outturn(tmp_path: Path) -> None:
    header = "project,initial_budget,adjusted_budget,spent,carried_over,score\n"
    years = {2021: {"projects": f"{header}甲,10,,6,4,\n"}, 2022: {"projects": f"{header}甲,10,16,10,6,\n"}}
    chinese, english = both(tmp_path, years)
    assert budget_credibility(chinese).paragraphs[0][1] == (
        "2022年项目支出总额为年初预算数的100.00%（PEFA指标PI-1单年A级），总额与预算基本相符。"
        "年初预算数不含上年结转（上年末项目结转4.00万元）和年中追加的资金，执行数则包括用这些资金安排的支出，"
        "因此与按调整预算数计算的执行率62.50%不同。"
    )
    assert (
        budget_credibility(english)
        .paragraphs[0][1]
        .endswith(
            ": the total is about as budgeted. The initial budget does not contain what was carried in from"
            " last"
            " year (last year's projects carried over 4.00 wan yuan) or added during the year, while the"
            " spending"
            " contains what was spent of it, so this differs from the execution of 62.50% by the adjusted"
            " budget."
        )
    )
    cut = {2022: {"projects": f"{header}甲,16,10,10,,\n"}}
    chinese, english = both(tmp_path / "cut", cut)
    assert (
        budget_credibility(chinese)
        .paragraphs[0][1]
        .endswith("。年初预算数不反映年中净调减的6.00万元，因此与按调整预算数计算的执行率100.00%不同。")
    )
    assert (
        budget_credibility(english)
        .paragraphs[0][1]
        .endswith(
            " The initial budget does not reflect the net cut of 6.00 wan yuan during the year, so this"
            " differs"
            " from the execution of 100.00% by the adjusted budget."
        )
    )


def test_a_total_near_the_budget_can_hide_shifts(tmp_path: Path) -> None:
    year = projects("甲,A,60,,50", "乙,B,40,,50")
    chinese, english = both(tmp_path, {2020: year, 2021: year, 2022: year})
    assert budget_credibility(chinese).text == (
        "2022年项目支出总额为年初预算数的100.00%（PEFA指标PI-1单年A级），总额与预算基本相符。\n"
        "按项目计算的结构偏离度为20.00%（PI-2单年D级），即各项目在支出中所占比重与在预算中相比，"
        "上升的合计上升10.00个百分点，下降的合计下降同样多；只看总额，看不出这种结构变化。\n"
        "2020—2022年三年评级（三年中至少两年达到）：总额A级，结构D级。"
    )
    assert budget_credibility(english).text == (
        "In 2022 the projects spent 100.00% of their initial budget (grade A of the PEFA indicator PI-1 for"
        " the single year): the total is about as budgeted.\n"
        "The composition variance by projects is 20.00% (grade D of PI-2 for the single year): the"
        " projects whose share of the spending is above their share of the budget are 10.00 percentage points"
        " above it in all, the others as much below, which the total hides.\n"
        "Over 2020 to 2022 (a grade reached in at least two of the three years) the total is rated A, the"
        " composition D."
    )


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        (["甲,A,10,,9"], "只有1个项目，没有结构可比。", "There is only one project, so"),
        (
            ["甲,A,10,,0", "乙,B,5,,0"],
            "项目支出合计不大于0，没有结构可比。",
            "The projects' spending is not above zero in all, so",
        ),
        (
            ["甲,A,10,,5", "乙,B,5,,-5"],
            "2022年项目支出总额为年初预算数的0.00%（PEFA指标PI-1单年D级），总额与预算出入很大。\n"
            "项目支出合计不大于0，没有结构可比。",
            "The projects' spending is not above zero in all, so",
        ),
        (
            ["甲,A,10,,9", "乙,B,20,,18"],
            "按项目计算的结构偏离度为0，各项目在支出中所占比重与预算完全一致。",
            "The composition variance by projects is 0: all projects have the share",
        ),
        (["甲,A,10,,9"], "总额与预算略有出入。", "the total is somewhat off the budget."),
        (["甲,A,100,,87"], "总额与预算出入较大。", "the total is well off the budget."),
        (["甲,A,100,,50"], "总额与预算出入很大。", "the total is far off the budget."),
        (
            ["甲,A,10,,9"],
            "PEFA评级要有连续三年的数据，2020—2022年只有1年可算，不作三年评级。",
            "A PEFA rating takes three years running; 1 of 2020 to 2022 can be computed, so there is none.",
        ),
        (
            ["甲,A,,10,9", "乙,B,,10,9"],
            "年初预算数大多未公布，以调整预算数代替；年中调整已并入预算，偏离会显得较小。",
            "Most initial budgets are not published, so the adjusted ones stand in; they contain the"
            " adjustments of the year, which makes deviations look smaller.",
        ),
        (
            ["甲,A,10,,9", "乙,B,,,9"],
            "列出的2个项目中，1个同时公布了年初预算数和执行数，以上只按这些项目计算。",
            "Of the 2 listed projects, 1 has both initial budget and spending published; only these are"
            " counted.",
        ),
    ],
    ids=["one", "unspent", "paid back", "in proportion", "B", "C", "D", "one year", "adjusted", "some"],
)
def test_each_state_of_credibility_has_its_sentence(
    tmp_path: Path, rows: list[str], zh: str, en: str
) -> None:
    chinese, english = (budget_credibility(book) for book in both(tmp_path, {2022: projects(*rows)}))
    assert zh in chinese.text
    assert en in english.text


def test_budgets_of_nothing_in_all_are_told_and_not_rated(tmp_path: Path) -> None:
    chinese, english = both(tmp_path, {2022: projects("甲,A,10,,5", "乙,B,-10,,0")})
    assert budget_credibility(chinese).paragraphs == (
        ("note", "2022年项目预算合计不大于0，无法评价预算可信度。"),
    )
    assert budget_credibility(english).paragraphs == (
        (
            "note",
            "The project budgets of 2022 are not above zero in all, so their credibility cannot be assessed.",
        ),
    )


def test_a_composition_known_in_too_few_years_is_not_rated_beside_the_total(tmp_path: Path) -> None:
    one, two = projects("甲,A,10,,9"), projects("甲,A,6,,6", "乙,B,4,,4")
    chinese, english = both(tmp_path, {2020: one, 2021: two, 2022: two})
    assert "总额A级；结构偏离度只有2年可算，不评级。" in budget_credibility(chinese).text
    assert "is rated A; the composition variance is known for 2 years only and not rated." in (
        budget_credibility(english).text
    )


def test_progress_is_told_at_mid_year_after_three_quarters_and_at_the_end(tmp_path: Path) -> None:
    tables = {
        2021: months({6: 600, 9: 750, 12: 1000}, adjusted_budget=1000),
        2022: months({6: 300, 9: 900, 11: 960, 12: 1200}, initial_budget=1200),
    }
    chinese, english = both(tmp_path, tables)
    assert execution_progress(chinese).text == (
        "2022年截至6月末累计支出300.00万元，支出进度25.00%，慢于时间进度25.00个百分点，慢于上年同期35.00个百分点；"
        "截至9月末累计支出900.00万元，支出进度75.00%，与时间进度一致，与上年同期相同；"
        "截至12月末累计支出1200.00万元，支出进度100.00%，与时间进度一致，与上年同期相同。\n"
        "第四季度支出300.00万元，占全年的25.00%（上年25.00%），其中12月支出240.00万元，占全年的20.00%。\n"
        "2022年公布累计支出的月份只有6月、9月、11月和12月。"
    )
    assert execution_progress(english).text == (
        "In 2022, 300.00 wan yuan had been spent by the end of June, which is 25.00%, 25.00 percentage points"
        " behind time and 35.00 behind last year; 900.00 wan yuan had been spent by the end of September,"
        " which is 75.00%, level with time and level with last year; 1,200.00 wan yuan had been spent by"
        " the end of December, which is 100.00%, level with time and level with last year.\n"
        "The last quarter spent 300.00 wan yuan, 25.00% of the year (25.00% last year), of which December"
        " 240.00 wan yuan, 20.00% of the year.\n"
        "Of 2022 only the cumulative spending of June, September, November and December is published."
    )


def test_a_year_so_far_is_told_up_to_its_latest_month_and_what_is_missing_is_said(tmp_path: Path) -> None:
    chinese, english = both(tmp_path, {2022: months({6: 600, 8: 900}, initial_budget=1200)})
    assert execution_progress(chinese).text == (
        "2022年截至6月末累计支出600.00万元，支出进度50.00%，与时间进度一致；截至8月末累计支出900.00万元，"
        "支出进度75.00%，快于时间进度8.33个百分点。\n"
        "2022年公布累计支出的月份只有6月和8月。\n2021年各月累计支出未公布，无法与上年同期比较。"
    )
    assert execution_progress(english).text == (
        "In 2022, 600.00 wan yuan had been spent by the end of June, which is 50.00%, level with time;"
        " 900.00 wan yuan had been spent by the end of August, which is 75.00%, 8.33 percentage points"
        " ahead of time.\n"
        "Of 2022 only the cumulative spending of June and August is published.\n"
        "The cumulative spending of the months of 2021 is not published, so there is no comparison with last"
        " year."
    )


@pytest.mark.parametrize(
    ("tables", "zh", "en"),
    [
        (
            months({6: 300, 12: 1000}),
            "2022年未公布全年预算数，以12月末累计支出1000.00万元为100%，只反映支出在年内的快慢。",
            "2022: no budget of the year is published, so 100% is the 1,000.00 wan yuan spent by December;"
            " that only tells the pace within the year.",
        ),
        (
            months({6: 300}),
            "2022年全年预算数和12月末累计支出均未公布，无法计算支出进度。",
            "Neither a budget nor the spending by December is published for 2022, so progress cannot be"
            " computed.",
        ),
        (
            months({6: 300}, initial_budget=0),
            "2022年全年数不大于0，无法计算支出进度。",
            "The whole year's figure of 2022 is not above zero, so progress cannot be computed.",
        ),
        (
            months({1: 9, 2: 5, 3: 7, 4: 6}, initial_budget=100),
            "2022年2月和4月末的累计支出小于此前月末，请核实数据。",
            "The cumulative spending of February and April 2022 is less than at the end of an earlier"
            " month; please check the data.",
        ),
        (
            months({11: 800, 12: 1000}),
            "截至12月末累计支出1000.00万元。\n12月支出200.00万元，占全年的20.00%。",
            "1,000.00 wan yuan had been spent by the end of December.\nDecember spent 200.00 wan yuan,"
            " 20.00% of the year.",
        ),
    ],
    ids=["no budget", "nothing to measure by", "budget of zero", "falling", "no September"],
)
def test_each_gap_of_the_months_has_its_sentence(
    tmp_path: Path, tables: dict[str, str], zh: str, en: str
) -> None:
    chinese, english = (execution_progress(book) for book in both(tmp_path, {2022: tables}))
    assert zh in chinese.text
    assert en in english.text


def test_a_falling_figure_is_an_alert_and_last_years_is_told_too(tmp_path: Path) -> None:
    tables = {2021: months({1: 9, 2: 5}), 2022: months({1: 9}, initial_budget=100)}
    alerts = [
        text for style, text in execution_progress(both(tmp_path, tables)[0]).paragraphs if style == "alert"
    ]
    assert alerts == ["2021年2月末的累计支出小于此前月末，请核实数据。"]


def by_project(*progress: int, month: int = 9) -> dict[str, str]:
    names = "甲乙丙丁戊"
    rows = "".join(f"{month},{name},{amount}\n" for name, amount in zip(names, progress, strict=False))
    listed = projects(*(f"{name},,100,,0" for name in names))
    return {"execution": f"month,project,amount\n{rows}", **listed}


def test_up_to_three_projects_behind_are_named(tmp_path: Path) -> None:
    chinese, english = both(tmp_path, {2022: by_project(10, 20, 64, 30, 65)})
    assert execution_progress(chinese).text == (
        "2022年部门各月累计支出未公布，只有部分项目的。\n"
        "5个项目有月度数据和预算数，截至9月末，慢于时间进度10个百分点以上的有4个：甲（支出进度10.00%，"
        "慢于时间进度65.00个百分点）、乙（支出进度20.00%，慢于时间进度55.00个百分点）、丁（支出进度30.00%，"
        "慢于时间进度45.00个百分点）等。"
    )
    assert execution_progress(english).text == (
        "The cumulative spending of the department by month is not published for 2022, only that of some"
        " projects.\n"
        "Monthly figures and a budget are known of 5 projects; by the end of September 4 were more than 10"
        " percentage points behind time: 甲 (10.00%, 65.00 percentage points behind time); 乙 (20.00%, 55.00"
        " percentage points behind time); 丁 (30.00%, 45.00 percentage points behind time) and others."
    )


def test_no_project_behind_is_said_with_the_departments_own_limit(tmp_path: Path) -> None:
    files = {f"2022/{name}.csv": with_origin(text) for name, text in by_project(56).items()}
    settings = '[name]\nzh = "某局"\nen = "A Bureau"\n[settings]\ndeviation = 20\n'
    folder = write(tmp_path, files, settings)
    assert execution_progress(load(folder)).paragraphs[-1][1] == (
        "1个项目有月度数据和预算数，截至9月末，没有慢于时间进度20个百分点以上的。"
    )
    assert execution_progress(load(folder, language="en")).paragraphs[-1][1] == (
        "Monthly figures and a budget are known of 1 project; by the end of September none was more than 20"
        " percentage points behind time."
    )

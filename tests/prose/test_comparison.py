"""What the chapter on other departments says, sentence by sentence."""

from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.accounts.peers import Peers, peers
from budgetbook.prose import comparison as prose
from budgetbook.words import Words
from peers_made import make_peers, totals

LEVEL = 'level = "{}"'


def both(found: Peers, folder: Path, function: str, compare: str = "all") -> tuple[list[str], list[str]]:
    """The paragraphs in Chinese and in English."""
    english = peers(load(folder, "ju", language="en"), compare, folder)
    zh, en = (getattr(prose, function)(one).paragraphs for one in (found, english))
    assert [style for style, _ in zh] == [style for style, _ in en]
    return [text for _, text in zh], [text for _, text in en]


def incomes(folder: Path, **amounts: object) -> Peers:
    years = {
        slug: {2023: totals(total_income=100), 2024: totals(total_income=amount)}
        for slug, amount in amounts.items()
    }
    return make_peers(folder, years)


def test_who_is_compared_is_told_with_levels_and_years(tmp_path: Path) -> None:
    years = {2023: totals(total_income=1), 2024: totals(total_income=2)}
    found = make_peers(
        tmp_path,
        {"ju": years, "ting": years},
        tomls={"ju": LEVEL.format("county"), "ting": LEVEL.format("province")},
    )
    zh, en = both(found, tmp_path, "compared_departments")
    assert zh == [
        "本章将ju局与另外1个单位（ting局）的同口径数据比较，年度为2023—2024年。"
        "按预算级次，省级1个、县级1个；级次不同，职能和规模差别较大，比较时应予注意。"
    ]
    assert en == [
        "This chapter compares Ju with 1 other department over 2023 to 2024, like with like: Ting. "
        "By level of government: province 1, county 1; departments of different levels differ in their tasks "
        "and size."
    ]


def test_many_departments_are_counted_and_those_without_a_level_too(tmp_path: Path) -> None:
    slugs = ["ju", *"abcde"]
    found = make_peers(
        tmp_path,
        {slug: {2024: totals(total_income=1)} for slug in slugs},
        tomls={"ju": LEVEL.format("county")},
    )
    zh, en = both(found, tmp_path, "compared_departments")
    assert zh == [
        "本章将ju局与另外5个单位（a局、b局、c局等5个单位）的同口径数据比较，年度为2024年。"
        "按预算级次，县级1个，未注明级次5个。"
    ]
    assert en == [
        "This chapter compares Ju with 5 other departments over 2024, like with like: A; B; C and others, "
        "5 in all. By level of government: county 1, not told 5."
    ]


def test_who_is_left_out_made_up_without_actual_figures_or_without_any_is_told_once(tmp_path: Path) -> None:
    made_up = {"totals": "item,phase,amount,basis\ntotal_income,actual,9,illustrative"}
    budget = {"totals": "item,phase,amount\ntotal_income,initial_budget,9"}
    wrong = {"totals": "item,phase,amount\ntotal_income,actual,很多"}
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: totals(total_income=1)},
            "a": {2024: made_up},
            "b": {2024: budget},
            "c": {2020: totals(total_income=1)},
            "d": {2024: wrong},
        },
    )
    zh, en = both(found, tmp_path, "compared_departments")
    assert zh[1:] == [
        "a局为虚构示例：数据只作列示，虚构与真实不放在一起比较、排名。",
        "d的数据无法读取，未参加比较：d/2024/totals.csv 第 2 行 “amount”列：“很多”不是数字；"
        "请填阿拉伯数字（可带千分位），未公布则留空。",
        "b局在这些年度只有预算数，没有决算数，不与其他单位的决算数比较。",
        "c局没有这些年度的数据。",
    ]
    assert en[1:] == [
        "Made up for illustration: A. Their figures are shown, but made-up and real ones are neither "
        "compared nor ranked together.",
        "The data of d cannot be read, so it is left out: d/2024/totals.csv, row 2, column “amount”: “很多” "
        "is not a number; write digits (thousands separators are fine) or leave it empty if not published.",
        "Budgets and no actual figures in these years: B; they are not compared with the actual figures of "
        "others.",
        "No figures of these years: C.",
    ]
    # The sentences of the measures do not say it again.
    assert not any("虚构" in text or "预算数" in text for text in both(found, tmp_path, "compared_growth")[0])


def test_where_the_own_department_is_made_up_the_real_ones_are_told(tmp_path: Path) -> None:
    made_up = {"totals": "item,phase,amount,basis\ntotal_income,actual,9,illustrative"}
    found = make_peers(tmp_path, {"ju": {2024: made_up}, "a": {2024: totals(total_income=1)}})
    zh, en = both(found, tmp_path, "compared_departments")
    assert zh[1] == "a局有真实数据，本单位为虚构示例：数据只作列示，虚构与真实不放在一起比较、排名。"
    assert en[1] == (
        "These have real figures, while the own ones are made up: A. Their figures are shown, but made-up "
        "and real ones are neither compared nor ranked together."
    )


def test_of_two_figures_the_other_one_is_told_and_so_is_who_could_stand_anywhere(tmp_path: Path) -> None:
    zh, en = both(incomes(tmp_path, ju=110, a=95, b=None), tmp_path, "compared_growth")
    assert zh == [
        "收入总计增长率10.00%，在有同口径数据的2个单位中由高到低居第1位，a局为-5.00%；"
        "另有1个单位没有同口径数据，计入后可能居第1至第2位。",
        "本年支出增长率：有同口径数据的单位不足两个，不作比较。",
    ]
    assert en == [
        "Growth of total income: 10.00%, number 1 from the top of 2 departments with a like figure; "
        "A -5.00%; 1 more has no like figure, so the place could be anything from number 1 to 2.",
        "Growth of expenditure: fewer than two departments have like figures, so there is no comparison.",
    ]


def test_of_many_figures_the_median_and_the_ends_are_told_with_ties(tmp_path: Path) -> None:
    found = incomes(tmp_path, ju=110, a=95, b=110, c=130, d=100)
    zh, en = both(found, tmp_path, "compared_growth")
    assert zh[0] == (
        "收入总计增长率10.00%，在有同口径数据的5个单位中由高到低居第2位（与1个单位并列），"
        "中位数为10.00%，最高为c局（30.00%），最低为a局（-5.00%）。"
    )
    assert en[0] == (
        "Growth of total income: 10.00%, number 2 from the top of 5 departments with a like figure "
        "(shared with 1); median 10.00%, highest C (30.00%), lowest A (-5.00%)."
    )


def test_without_an_own_figure_the_others_are_told_and_nobody_is_placed(tmp_path: Path) -> None:
    zh, en = both(incomes(tmp_path, ju=None, a=95, b=110), tmp_path, "compared_growth")
    assert zh[0] == (
        "收入总计增长率：本单位未公布，不排名；有同口径数据的2个单位中，b局为10.00%，a局为-5.00%。"
    )
    assert en[0] == (
        "Growth of total income: the own department is not ranked (not published); B 10.00%, A -5.00%."
    )


def test_a_department_on_another_basis_is_named_with_why(tmp_path: Path) -> None:
    execution = "item,fund,phase,amount\n"

    def lines(fund: str, spent: int) -> dict[str, str]:
        start = f"current_year_expenditure,{fund},"
        return {"totals": f"{execution}{start}initial_budget,100\n{start}actual,{spent}"}

    public = "general_public_budget"
    found = make_peers(
        tmp_path,
        {"ju": {2024: lines(public, 90)}, "a": {2024: lines(public, 95)}, "b": {2024: lines("", 99)}},
    )
    zh, en = both(found, tmp_path, "compared_execution")
    assert zh == [
        "支出预算执行率（一般公共预算）90.00%，在有同口径数据的2个单位中由高到低居第2位，a局为95.00%；"
        "另有1个单位没有同口径数据，计入后可能居第2至第3位。",
        "项目预算执行率：有同口径数据的单位不足两个，不作比较。",
        "不参与排名：b局只有另一资金口径的数据（支出预算执行率）。",
    ]
    assert en[0].startswith("Execution of the budget (general public budget): 90.00%, number 2 from the top")
    assert en[2] == "Not ranked: B tells it for another fund only (execution of the budget)."


def test_money_unit_costs_and_scores_are_told_in_their_units(tmp_path: Path) -> None:
    summary = "scope,projects,amount,average_score,excellent\n项目,{},,{},1"
    three = "item,phase,amount\ntotal,actual,{0}\nreception,actual,{0}\nreception_persons,actual,16"
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: {"three_public": three.format(2), "score_summary": summary.format(4, "99.225")}},
            "a": {2024: {"three_public": three.format(0), "score_summary": summary.format(2, 90)}},
        },
    )
    zh, en = both(found, tmp_path, "compared_three_public")
    assert zh[0] == "“三公”经费2.00万元，在有同口径数据的2个单位中由高到低居第1位，a局为0.00万元。"
    assert zh[1] == ("“三公”经费占本年支出和每个编制的“三公”经费：有同口径数据的单位不足两个，不作比较。")
    assert en[1].startswith("Three public expenses in expenditure and three public expenses per post: fewer")
    assert both(found, tmp_path, "compared_unit_costs")[0][0] == (
        "公务接待人均费用1250元，在有同口径数据的2个单位中由高到低居第1位，a局为0元。"
    )
    scores = both(found, tmp_path, "compared_scores")[0]
    assert scores[0] == "项目平均得分99.23分，在有同口径数据的2个单位中由高到低居第1位，a局为90.00分。"
    assert scores[1] == "“优”项目占比25.00%，在有同口径数据的2个单位中由高到低居第2位，a局为50.00%。"


def test_the_face_of_a_report_on_a_real_department_tells_of_made_up_ones(tmp_path: Path) -> None:
    made_up = {"totals": "item,phase,amount,basis\ntotal_income,actual,9,illustrative"}
    make_peers(tmp_path, {"ju": {2024: totals(total_income=1)}, "a": {2024: made_up}, "b": {2024: made_up}})
    mixed = prose.compared_front(peers(load(tmp_path, "ju"), "all", tmp_path)).json
    assert mixed["further"] == [("示例数据", "“部门比较”一章列示虚构单位（a局、b局），其数据仅供演示")]
    assert not mixed["illustrative"]
    alone = prose.compared_front(peers(load(tmp_path, "a"), "b", tmp_path)).json
    assert (alone["illustrative"], alone["further"]) == (True, [])
    english = prose.compared_front(peers(load(tmp_path, "ju", language="en"), "a", tmp_path)).json
    assert english["further"] == [
        (
            "Illustrative data",
            "The chapter on departments compared shows made-up ones (A), for demonstration only",
        )
    ]


@pytest.mark.parametrize(
    ("labels", "told"),
    [([], ""), (["甲"], "甲"), (["甲", "乙", "丙"], "甲、乙、丙"), (list("甲乙丙丁"), "甲、乙、丙等4个单位")],
)
def test_three_names_are_told_and_more_are_counted(labels: list[str], told: str) -> None:
    assert prose.named(Words("zh"), labels) == told

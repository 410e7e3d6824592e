"""The illustrative department: its generator, and what its figures are there to show."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts, load
from budgetbook.accounts.schema import TABLES
from budgetbook.analysis.followed import links
from budgetbook.analysis.projects import listed
from budgetbook.analysis.reconcile import reconcile
from budgetbook.analysis.scoring import recompute
from budgetbook.analysis.screening import shares

DATA = Path(__file__).parents[2] / "data"
SLUG = "example-county-civil-affairs"
YEARS = range(2019, 2025)
SINCE_2022, SINCE_2023 = range(2022, 2025), range(2023, 2025)
RENAMED = {
    (2022, "养老护理员培训", "养老护理员培训项目"),
    (2023, "农村留守儿童关爱服务经费", "农村留守儿童关爱保护经费"),
}
IDLE = {"殡仪馆火化设施改造", "区划地名信息平台升级"}
LOW = {"智慧养老服务平台建设", "养老设施消防改造", "社会组织孵化基地运营"}
OVERSTATED = {
    2022: {"社会工作人才培训"},
    2023: {"农村公益性公墓建设"},
    2024: {"公办敬老院改造提升", "居家养老服务购买", "智慧养老服务平台建设", "地名标志设置和维护"},
}
RETURNING = {"公办敬老院改造提升", "农村公益性公墓建设"}


@pytest.fixture(scope="module")
def book() -> Accounts:
    return load(DATA, SLUG, years=len(YEARS))


def names(book: Accounts, year: int) -> set[str]:
    return set(book.rows("projects", year)["project"])


def rates(book: Accounts, year: int) -> dict[str, Decimal]:
    """The execution rate of each project, in %."""
    projects = listed(book, year)
    return dict(zip(projects["project"], projects["execution"], strict=True))


def carried(book: Accounts, year: int) -> set[str]:
    projects = listed(book, year)
    return set(projects[projects["carried_over"] > 0]["project"])


def test_the_generator_writes_the_shipped_tables_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", DATA / SLUG / "generator", tmp_path], check=True)
    shipped = {
        path.relative_to(DATA / SLUG): path.read_bytes()
        for year in YEARS
        for path in (DATA / SLUG / str(year)).iterdir()
    }
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*")}
    assert written.keys() == shipped.keys()
    assert [str(name) for name in shipped if written[name] != shipped[name]] == []


@pytest.mark.parametrize("year", YEARS)
def test_every_table_is_there_each_year_and_the_monthly_one_from_2022(book: Accounts, year: int) -> None:
    empty = {name for name in TABLES if book.rows(name, year).empty}
    assert empty == (set() if year in SINCE_2022 else {"execution"})


@pytest.mark.parametrize("year", YEARS)
def test_a_years_25_to_35_projects_belong_to_six_divisions(book: Accounts, year: int) -> None:
    projects = book.rows("projects", year)
    assert 25 <= len(projects) <= 35
    assert projects["division"].nunique() == 6
    assert set(projects["full_score"]) == {100}


@pytest.mark.parametrize("year", YEARS)
def test_a_form_has_6_to_12_indicators_that_weigh_100_or_without_execution_90(
    book: Accounts, year: int
) -> None:
    indicators = book.rows("indicators", year)
    assert set(indicators["project"]) == names(book, year)
    assert len(indicators) <= 300
    for project, form in indicators.groupby("project"):
        assert 6 <= len(form) <= 12, project
        has_execution = "预算执行率" in set(form["level1"])
        assert sum(form["weight"]) == (100 if has_execution else 90), project


@pytest.mark.parametrize("year", YEARS)
def test_projects_spent_what_project_expenditure_says(book: Accounts, year: int) -> None:
    for phase, column in {
        "initial_budget": "initial_budget",
        "adjusted_budget": "adjusted_budget",
        "actual": "spent",
    }.items():
        whole = book.value("expenditure", "project", year, phase=phase, column="code")
        assert sum(book.rows("projects", year)[column]) == whole


@pytest.mark.parametrize("year", YEARS)
def test_money_carried_over_is_in_the_next_years_budget(book: Accounts, year: int) -> None:
    projects = book.rows("projects", year)
    left = projects["adjusted_budget"] - projects["spent"]
    assert (projects["carried_over"] <= left.where(left > 0, 0)).all()
    kept = book.value("totals", "closing_carryover", year)
    assert kept is not None and sum(projects["carried_over"]) <= kept


def test_pensions_have_another_name_from_2020_on(book: Accounts) -> None:
    printed = {year: set(book.rows("expenditure", year, code="20805")["name"]) for year in YEARS}
    assert printed == {
        2019: {"行政事业单位离退休"},
        **{year: {"行政事业单位养老支出"} for year in range(2020, 2025)},
    }


def test_in_2021_reception_was_not_published_and_the_total_was(book: Accounts) -> None:
    missing = {
        (year, item)
        for year in YEARS
        for item in ("abroad", "vehicle_purchase", "vehicle_operation", "reception", "reception_persons")
        if book.figure("three_public", item, year).status == "not_published"
    }
    assert missing == {(2021, "reception"), (2021, "reception_persons")}
    assert book.value("three_public", "total", 2021) == Decimal("16.72")


def test_in_2024_fewer_vehicles_cost_more_each_and_more_guests_less_each(book: Accounts) -> None:
    def each(item: str, count: str, year: int) -> tuple[Decimal, Decimal]:
        amount, number = book.value("three_public", item, year), book.value("three_public", count, year)
        assert amount is not None and number is not None
        return number, amount / number

    vehicles = [each("vehicle_operation", "vehicles", year) for year in (2023, 2024)]
    guests = [each("reception", "reception_persons", year) for year in (2023, 2024)]
    assert vehicles[1][0] < vehicles[0][0] and vehicles[1][1] > vehicles[0][1]
    assert guests[1][0] > guests[0][0] and guests[1][1] < guests[0][1]


# What a reason names, by the word that names it: its table, the column of its lines, and the line.
NAMED = {
    "一般公共预算": ("income", "item", "general_public_budget"),
    "彩票公益金安排": ("income", "item", "government_fund"),
    "上级补助": ("income", "item", "superior_subsidy"),
    "年初结转": ("totals", "item", "opening_carryover"),
    "事业收入": ("income", "item", "business"),
    "低保": ("expenditure", "code", "20819"),
    "特困": ("expenditure", "code", "20821"),
    "福利": ("expenditure", "code", "20810"),
    "残疾人": ("expenditure", "code", "20811"),
    "临时救助": ("expenditure", "code", "20820"),
    "彩票公益金项目": ("expenditure", "code", "229"),
    "出国": ("three_public", "item", "abroad"),
    "公务用车运行": ("three_public", "item", "vehicle_operation"),
    "公务接待": ("three_public", "item", "reception"),
}


@pytest.mark.parametrize("year", YEARS[1:])
def test_a_reason_is_the_change_of_the_line_it_names_and_worded_with_its_sign(
    book: Accounts, year: int
) -> None:
    less = ("减少", "压减", "放缓", "未购置")
    for reason in book.rows("reasons", year).to_dict("records"):
        text, amount = reason["item"], reason["amount"]
        assert (amount < 0) == any(word in text for word in less), text
        line = next((line for word, line in NAMED.items() if text.startswith(word) or word in text), None)
        if line:
            table, column, name = line
            now, last = (book.value(table, name, one, column=column) for one in (year, year - 1))
            assert now is not None and last is not None, text
            assert amount == now - last, text


def test_in_2024_vehicles_cost_less_and_reception_more_than_the_year_before(book: Accounts) -> None:
    told = book.rows("reasons", flow="three_public")
    assert dict(zip(told["item"], told["amount"], strict=True)) == {
        "因公出国（境）任务减少": Decimal("-0.27"),
        "压减公务用车运行维护费": Decimal("-0.59"),
        "公务接待费增加": Decimal("0.36"),
    }


def test_three_projects_change_their_names_and_go_on(book: Accounts) -> None:
    renamed = links(book)
    renamed = renamed[renamed["how"] != "same"]
    assert {
        (row["year"], row["last_project"], row["project"]) for _, row in renamed.iterrows()
    } == RENAMED | {
        (year, f"{year - 1}年困难群众节日慰问", f"{year}年困难群众节日慰问") for year in YEARS if year > 2019
    }


def test_projects_begin_and_end(book: Accounts) -> None:
    later = [year for year in YEARS if year > 2019]
    went_on = {year: (links(book)["year"] == year).sum() for year in later}
    assert [len(names(book, year)) - went_on[year] for year in later] == [5, 3, 5, 0, 1]
    assert [len(names(book, year - 1)) - went_on[year] for year in later] == [0, 4, 4, 0, 1]


def test_two_projects_are_idle_for_three_years(book: Accounts) -> None:
    for year in SINCE_2022:
        assert {name for name, rate in rates(book, year).items() if rate <= 5} == IDLE
        assert carried(book, year) >= IDLE


def test_three_projects_spend_a_third_to_a_half_of_their_budgets_for_two_years(book: Accounts) -> None:
    for year in SINCE_2023:
        assert {name for name, rate in rates(book, year).items() if 30 <= rate <= 55} == LOW


def test_low_efficiency_projects_alone_have_less_of_the_budget_than_recommended(book: Accounts) -> None:
    has = shares(book)
    assert (has.low_budget, has.total, has.excess) == (Decimal("751.83"), Decimal("14684.00"), None)
    assert has.low_share is not None and round(has.low_share, 2) == Decimal("5.12")


def test_two_projects_carry_money_over_every_year(book: Accounts) -> None:
    every_year = set.intersection(*(carried(book, year) for year in YEARS))
    assert every_year == RETURNING


def test_most_projects_spend_92_to_100_percent_and_a_few_up_to_112(book: Accounts) -> None:
    for year in YEARS:
        found = rates(book, year).values()
        assert sum(rate > 100 for rate in found) <= 2
        assert max(found) < Decimal("112.5")
        assert sum(92 <= rate <= 100 for rate in found) >= len(found) * Decimal("0.7")


@pytest.mark.parametrize("year", SINCE_2022)
def test_the_twelfth_month_is_the_years_figure_and_a_third_falls_into_the_last_quarter(
    book: Accounts, year: int
) -> None:
    months = book.rows("execution", year)
    spent = {
        name: dict(zip(rows["month"], rows["amount"], strict=True))
        for name, rows in months.groupby("project")
    }
    assert spent[""]["12"] == book.value("totals", "current_year_expenditure", year)
    assert Decimal("0.33") < 1 - spent[""]["9"] / spent[""]["12"] < Decimal("0.38")
    of_projects = dict(
        zip(*(book.rows("projects", year)[name] for name in ("project", "spent")), strict=True)
    )
    assert len(spent) == (6 if year in SINCE_2023 else 1)
    for name, course in spent.items():
        assert list(course) == [str(month) for month in range(1, 13)]
        assert list(course.values()) == sorted(course.values())
        assert name == "" or course["12"] == of_projects[name]


def test_scores_stand_against_their_ceiling_and_heap_just_above_90(book: Accounts) -> None:
    scores = list(book.rows("projects")["score"])
    assert sum(score < 60 for score in scores) == 1
    assert sum(60 <= score < 80 for score in scores) == 3
    assert sum(80 <= score < 90 for score in scores) == 5
    assert sum(90 <= score < 92 for score in scores) == 10
    assert sum(88 <= score < 90 for score in scores) == 2


@pytest.mark.parametrize("year", YEARS)
def test_few_projects_declare_2_to_10_points_more_than_their_indicators_give(
    book: Accounts, year: int
) -> None:
    projects = recompute.projects(book, year)
    wrong = projects[projects["difference"].abs() >= 1]
    assert set(wrong["project"]) == OVERSTATED.get(year, set())
    assert all(2 <= points < 10 for points in wrong["difference"])


def test_more_indicators_have_a_number_for_a_target_every_year(book: Accounts) -> None:
    shares = []
    for year in YEARS:
        targets = book.rows("indicators", year)["target"]
        shares.append(sum(any(mark.isdigit() for mark in target) for target in targets) / len(targets))
    assert shares == sorted(shares)
    assert shares[0] < 0.5 and 0.65 < shares[-1] < 0.75


def test_what_projects_count_recurs_over_years_and_projects_in_one_unit_but_one(book: Accounts) -> None:
    shared = {"救助人次": 3, "服务老年人数": 3, "培训人次": 3, "新建站点数": 2, "发放补贴人数": 4}
    units: dict[str, set[str]] = {}
    for year in YEARS:
        for _, row in book.rows("indicators", year, level2="数量指标").iterrows():
            units.setdefault(row["level3"], set()).add(row["measure_unit"])
    assert {name: found for name, found in units.items() if len(found) > 1} == {
        "服务对象数量": {"人次", "人"}
    }
    for name, number in shared.items():
        assert book.rows("indicators", level3=name)["project"].nunique() == number


FINDINGS = {
    2019: [],
    2020: [],
    2021: [("R14", "expenditure.project")],
    2022: [
        ("R16", "score_summary.项目支出"),
        ("R21", "three_public.total"),
        ("R21", "three_public.vehicle"),
        ("R21", "three_public.vehicle_purchase"),
    ],
    2023: [("R16", "projects.城乡社区治理示范创建"), ("R21", "three_public.abroad")],
    2024: [
        ("R13", "totals.total_income"),
        ("R16", "projects.城乡社区治理示范创建"),
        ("R21", "three_public.reception"),
        ("R15", "totals.current_year_expenditure"),
    ],
}


@pytest.mark.parametrize("year", YEARS)
def test_reconciliation_finds_what_was_put_there_and_nothing_else(book: Accounts, year: int) -> None:
    assert [(one.id, one.subject) for one in reconcile(book, year)] == FINDINGS[year]

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.accounts import Accounts, load
from budgetbook.accounts.folder import find_data_dir
from budgetbook.analysis.reconcile import RULES, applied, reconcile
from budgetbook.words import LANGUAGES, Words
from builder import make_book

SHIPPED = "xizang-civil-affairs"
ZH = [
    (
        "R04",
        "error",
        "2022年年底结转和结余公布为172.74万元，按总收入6122.13万元减总支出4862.71万元应为1259.42万元，"
        "相差1086.68万元。",
    ),
    (
        "R05",
        "warning",
        "2022年年初结转和结余公布为172.74万元，2021年年底结转和结余为682.77万元，相差510.03万元。"
        "2021年总收入6614.32万元减总支出5931.55万元为682.77万元，与2021年年末数一致，请核对本年年初数。",
    ),
    (
        "R15",
        "info",
        "2022年总收入较上年减少492.19万元，文中所列7项原因合计减少462.35万元，尚有29.84万元未说明。",
    ),
]


def shipped(year: int = 2022) -> Accounts:
    return load(find_data_dir(Path(__file__).parent), SHIPPED, year)


def test_the_2022_self_evaluation_report_has_exactly_its_three_known_findings() -> None:
    assert [(one.id, one.severity, one.message) for one in reconcile(shipped())] == ZH


def test_the_year_before_has_none() -> None:
    assert reconcile(shipped(), 2021) == reconcile(shipped(2021)) == []


def test_a_finding_of_the_report_leads_to_the_passage_and_the_cell() -> None:
    assert reconcile(shipped())[0].sources == (
        "2022年度自评报告 一（三）3（xizang-civil-affairs/2022/totals.csv:5）",
        "2022年度自评报告 一（三）2（xizang-civil-affairs/2022/totals.csv:2）",
        "2022年度自评报告 一（三）2（xizang-civil-affairs/2022/totals.csv:4）",
    )


def test_every_rule_says_what_it_did_or_what_it_lacked() -> None:
    ran = applied(shipped()).set_index("id")
    assert list(ran.index) == [rule.id for rule in RULES]
    assert ran.loc["R04", "title"] == "年末结转和结余＝收入总计－本年支出－结余分配"
    assert (ran.loc["R04", "checks"], ran.loc["R04", "findings"], ran.loc["R04", "reason"]) == (1, 1, "")
    assert (ran.loc["R07", "checks"], ran.loc["R07", "findings"]) == (1, 0)
    assert ran.loc["R01", "checks"] == 0
    assert ran.loc["R01", "reason"] == "未适用，所需数据未公布：收入总计和支出总计"
    assert ran["findings"].sum() == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_title_and_names_the_data_it_needs(language: str) -> None:
    words = Words(language)
    for rule in RULES:
        assert rule.title(words)
        assert words(f"reconcile.{rule.id}.needs")


def test_the_gravest_findings_come_first(accounts: Callable[..., Accounts]) -> None:
    book = accounts(
        totals="item,phase,amount\ntotal_income,actual,1\ntotal_expenditure,actual,2\n",
        three_public="item,phase,amount\nabroad,actual,1\nabroad,initial_budget,0.5\n",
        expenditure="classification,code,name,phase,amount\nfunction,299,,actual,1\n",
        stated="item,measure,value\ntotals.total_income,amount,3\n",
    )
    found = [(one.severity, one.id) for one in reconcile(book)]
    assert found == [("error", "R01"), ("warning", "R09"), ("warning", "R21"), ("info", "R18")]


def test_empty_tables_and_single_figures_break_nothing(accounts: Callable[..., Accounts]) -> None:
    book = accounts(totals="item,phase,amount\ntotal_income,actual,\n", income="item,phase,amount\n")
    assert reconcile(book) == []
    assert applied(book)["checks"].sum() == 0


def test_a_name_full_of_braces_is_told_as_it_is(accounts: Callable[..., Accounts]) -> None:
    projects = "project,initial_budget,adjusted_budget,spent,score\n{left} {0} %s,,,,101\n"
    [found] = reconcile(accounts(projects=projects))
    assert found.message == "2022年“{left} {0} %s”得分为101分，超出满分100分。"


TABLES = {
    "totals": ["total_income,actual,100", "total_expenditure,actual,90", "closing_carryover,actual,5"],
    "income": ["other,actual,30", "business,actual,80", "general_public_budget,actual,7"],
    "expenditure": ["function,208,,actual,10", "function,20802,,actual,4", "function,20805,,actual,9"],
    "three_public": ["total,actual,5", "reception,actual,9", "reception,initial_budget,1", "abroad,actual,2"],
    "stated": [
        "totals.total_income,change,5",
        "totals.total_income,change_percent,9",
        "income.other,share,1",
    ],
}
HEADERS = {
    "totals": "item,phase,amount",
    "income": "item,phase,amount",
    "expenditure": "classification,code,name,phase,amount",
    "three_public": "item,phase,amount",
    "stated": "item,measure,value",
}


def told(random: Random | None) -> list[tuple[str, str]]:
    rows = {table: list(lines) for table, lines in TABLES.items()}
    for lines in rows.values():
        if random is not None:
            random.shuffle(lines)
    texts = {table: "\n".join([HEADERS[table], *lines]) for table, lines in rows.items()}
    with TemporaryDirectory() as folder:
        return [(one.id, one.message) for one in reconcile(make_book(Path(folder), {2022: texts}))]


# No deadline: each example writes and loads a data folder.
@settings(deadline=None, max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_finding(random: Random) -> None:
    found = told(random)
    assert len(found) >= 5
    assert found == told(None)

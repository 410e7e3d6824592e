"""What the front tells an index of many reports: findings and headline figures."""

from pathlib import Path

import pytest

from budgetbook.prose import front
from builder import make_book

TOTALS = "item,phase,amount\n"
NOW = f"{TOTALS}total_income,actual,100\ncurrent_year_expenditure,actual,80\nclosing_carryover,actual,10\n"
LAST = f"{TOTALS}closing_carryover,actual,7\n"
PROJECTS = "project,initial_budget,adjusted_budget,spent,score\n甲,1,1,1,100\n乙,1,1,1,98\n丙,1,1,1,98\n"


def test_findings_are_counted_by_severity_and_add_up_to_what_the_page_says(tmp_path: Path) -> None:
    years = {2022: {"totals": NOW + "opening_carryover,actual,8\n"}, 2021: {"totals": LAST}}
    shown = front(make_book(tmp_path, years)).json
    assert shown["findings"] == {"error": 1, "warning": 1, "info": 0}
    assert "发现2处疑点" in dict(shown["facts"])["数据质量"]


def test_a_year_that_agrees_counts_none_of_any_severity(tmp_path: Path) -> None:
    shown = front(make_book(tmp_path, {2022: {"totals": LAST}})).json
    assert shown["findings"] == {"error": 0, "warning": 0, "info": 0}


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("zh", ["收入总计", "本年支出", "完成预算", "“三公”经费", "项目数", "项目平均得分"]),
        (
            "en",
            [
                "Total income",
                "Current-year expenditure",
                "Budget used",
                "Three public expenses",
                "Projects",
                "Mean project score",
            ],
        ),
    ],
)
def test_figures_are_plain_numbers_with_their_unit_and_missing_ones_are_none(
    tmp_path: Path, language: str, terms: list[str]
) -> None:
    shown = front(make_book(tmp_path, {2022: {"totals": NOW, "projects": PROJECTS}}, language)).json
    assert [figure["term"] for figure in shown["figures"]] == terms
    assert [(figure["key"], figure["value"], figure["unit"]) for figure in shown["figures"]] == [
        ("total_income", "100.00", "万元"),
        ("current_year_expenditure", "80.00", "万元"),
        ("execution", None, "%"),
        ("three_public", None, "万元"),
        ("projects", "3", "个"),
        ("mean_score", "98.67", "分"),
    ]

"""Whole documents and noted cases, where they stand beside the project."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from budgetbook.intake import read_mentions, read_statement, unclaimed
from budgetbook.intake.statements import vocabulary

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CASES = SHARED / "cases" / "statements.jsonl"
VOCABULARY = SHARED / "cases" / "vocabulary.txt"
REPORT = SHARED / "sources" / "000_5a9c1d3ffc435e26.txt"

needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the noted statements are not beside the project")
needs_report = pytest.mark.skipif(not REPORT.exists(), reason="the sample report is not beside the project")


@pytest.fixture
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "score_statements", ROOT / "benchmarks" / "score_statements.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_statements"] = module
    spec.loader.exec_module(module)
    return module


@needs_cases
def test_recall_and_precision_on_noted_statements_hold(scorer: ModuleType) -> None:
    whole = scorer.score(CASES)["all"]
    assert whole.recall >= 99.7, whole.missed
    assert whole.precision >= 99.4, whole.wrong


def test_the_scorer_counts_missed_and_wrong_figures(scorer: ModuleType, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        '{"id": "a", "document": "final", "text": "总收入5万元，总支出4万元。",'
        ' "figures": {"total_income": 5.0, "total_expenditure": 3, "grade": "优"}}\n',
        encoding="utf-8",
    )
    scores = scorer.score(cases)
    assert scores["final"] == scores["all"]
    assert (scores["all"].expected, scores["all"].read, scores["all"].right) == (3, 2, 1)
    assert scores["all"].missed == ["a  total_expenditure = 3", "a  grade = 优"]
    assert scores["all"].wrong == ["a  total_expenditure = 4"]
    assert (round(scores["all"].recall), scores["all"].precision) == (33, 50)


@needs_report
def test_a_whole_report_gives_its_figures_and_no_output_becomes_one() -> None:
    text = REPORT.read_text(encoding="utf-8")
    figures = {figure.measure: str(figure.value) for figure in read_statement(text)}
    assert figures == {
        "total_income": "6122.13",
        "income_general_public_budget": "5759.26",
        "income_general_public_budget_pct": "94.07",
        "income_government_fund": "190.13",
        "income_government_fund_pct": "3.11",
        "opening_carryover": "172.74",
        "opening_carryover_pct": "2.82",
        "total_expenditure": "4862.71",
        "basic_expenditure": "3302.03",
        "basic_expenditure_pct": "67.91",
        "project_expenditure": "1560.67",
        "project_expenditure_pct": "32.09",
        "closing_carryover": "172.74",
        "carryover_change": "-510.03",
        "carryover_change_pct": "-74.7",
        "income_change": "-492.19",
        "income_change_pct": "-7.44",
        "expenditure_change": "-1068.84",
        "expenditure_change_pct": "-18.02",
        "three_public_total": "162.2",
        "three_public_abroad": "0",
        "three_public_reception": "0.27",
        "reception_batches": "2",
        "reception_persons": "12",
        "three_public_vehicle_operation": "161.93",
        "vehicles": "20",
        "amount_evaluated": "4862.71",
        "projects_count": "29",
        "overall_score": "86.23",
        "grade": "良",
    }
    assert {figure.year for figure in read_statement(text)} == {2022}


@needs_report
def test_a_whole_report_names_its_reasons_and_leaves_its_outputs() -> None:
    text = REPORT.read_text(encoding="utf-8")
    mentions = read_mentions(text)
    reasons = [
        (figure.label, str(figure.value)) for figure in mentions if figure.measure.startswith("reason:")
    ]
    assert reasons == [
        ("民政救灾应急指挥中心综合信息管理平台网络租赁", "-206"),
        ("民政业务运转经费", "-64.07"),
        ("民政业务培训经费", "-56.22"),
        ("民政相关会议费", "-52.19"),
        ("厅本级购买社会救助经办服务能力经费", "-30"),
        ("印制经费", "-43.87"),
        ("慰问金", "-10"),
    ]
    left = [text[slice(*span)] for span, _ in unclaimed(text, mentions)]
    assert {"97294", "8396.81", "1.98", "12284.78", "6000"} <= set(left)


@pytest.mark.skipif(not VOCABULARY.exists(), reason="the list of measures is not beside the project")
def test_every_noted_measure_is_known() -> None:
    assert set(VOCABULARY.read_text(encoding="utf-8").split()) <= vocabulary()

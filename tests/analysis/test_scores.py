from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import GRADES
from budgetbook.accounts.settings import Settings
from budgetbook.analysis.scores import (
    bands,
    grade_counts,
    grade_named,
    grade_of,
    graded_summary,
    published,
    tally,
    to_next_grade,
)
from builder import make_book

SUMMARY = (
    "scope,scope_en,projects,amount,average_score,overall_score,full_score,grade,excellent,good,fair,poor\n"
)
PROJECTS = "project,initial_budget,spent,adjusted_budget,score,full_score\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    return book_of(tmp_path_factory.mktemp("data"), projects=f"{PROJECTS}甲,1,1,1,90,100\n")


def book_of(folder: Path, language: str = "zh", **tables: str) -> Accounts:
    return make_book(folder, {2022: tables}, language)


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "excellent"), ("90", "excellent"), ("89.99", "good"), ("86.23", "good"), ("80", "good"),
        ("79.99", "fair"), ("60", "fair"), ("59.99", "poor"), ("0", "poor"), ("101", "excellent"),
    ],
)  # fmt: skip
def test_grades_are_half_open(book: Accounts, score: str, grade: str) -> None:
    assert grade_of(book, Decimal(score)) == grade


@pytest.mark.parametrize(
    ("score", "full", "grade"), [("27", "30", "excellent"), ("26.99", "30", "good"), ("8", "10", "good")]
)
def test_a_score_is_graded_in_percent_of_its_full_score(
    book: Accounts, score: str, full: str, grade: str
) -> None:
    assert grade_of(book, Decimal(score), Decimal(full)) == grade


def test_a_region_that_cuts_its_bands_otherwise_says_so_in_its_settings(book: Accounts) -> None:
    strict = replace(book, department=replace(book.department, settings=Settings(excellent_from=Decimal(95))))
    assert grade_of(strict, Decimal("94.99")) == "good"
    assert grade_of(strict, Decimal(95)) == "excellent"


def test_the_bands_cover_every_score_from_high_to_low(book: Accounts) -> None:
    assert [band.grade for band in bands(book)] == list(GRADES)
    assert [band.low for band in bands(book)] == [90, 80, 60, 0]


@given(st.decimals(min_value=0, max_value=100, places=2), st.decimals(min_value=0, max_value=100, places=2))
def test_a_higher_score_never_has_a_lower_grade(book: Accounts, one: Decimal, other: Decimal) -> None:
    better, worse = (GRADES.index(grade_of(book, choose(one, other))) for choose in (max, min))
    assert better <= worse


@pytest.mark.parametrize(
    ("name", "grade"),
    [
        ("优", "excellent"), ("良", "good"), (" 良 ", "good"), ("中", "fair"), ("合格", "fair"),
        ("差", "poor"), ("不合格", "poor"), ("good", "good"), ("A", None), ("", None),
    ],
)  # fmt: skip
def test_a_grade_is_known_by_the_word_its_document_uses(name: str, grade: str | None) -> None:
    assert grade_named(name) == grade


def test_the_published_summary_is_told_with_the_grade_its_score_has(tmp_path: Path) -> None:
    lines = "部门整体支出,Overall,29,4862.71,,86.23,100,良,,,,\n项目支出,,29,1560.67,98.5,,,优,,,,\n"
    rows = published(book_of(tmp_path, "en", score_summary=SUMMARY + lines)).to_dict("records")
    assert [(row["label"], row["projects"], row["overall"], row["average"]) for row in rows] == [
        ("Overall", 29, Decimal("86.23"), None),
        ("项目支出", 29, None, Decimal("98.5")),
    ]
    assert [(row["grade"], row["named"], row["computed"], row["full"]) for row in rows] == [
        ("良", "good", "good", 100),
        ("优", "excellent", "excellent", 100),
    ]


def test_a_grade_that_contradicts_its_score_is_kept_beside_the_computed_one(tmp_path: Path) -> None:
    lines = "部门,,29,1,,79,100,良,,,,\n"
    [row] = published(book_of(tmp_path, score_summary=SUMMARY + lines)).to_dict("records")
    assert (row["named"], row["computed"]) == ("good", "fair")


def test_a_published_score_is_graded_against_its_own_full_score(tmp_path: Path) -> None:
    [row] = published(book_of(tmp_path, score_summary=SUMMARY + "部门,,29,1,,27,30,,,,,\n")).to_dict(
        "records"
    )
    assert (row["full"], row["computed"]) == (30, "excellent")


@pytest.mark.parametrize("full", ["", "0"])
def test_without_a_full_score_it_is_a_hundred(tmp_path: Path, full: str) -> None:
    lines = f"部门,,29,1,,86.23,{full},,,,,\n"
    [row] = published(book_of(tmp_path, score_summary=SUMMARY + lines)).to_dict("records")
    assert (row["full"], row["computed"], row["named"]) == (100, "good", None)


def test_a_summary_without_any_score_has_no_grade(tmp_path: Path) -> None:
    [row] = published(book_of(tmp_path, score_summary=SUMMARY + "部门,,29,1,,,,,,,,\n")).to_dict("records")
    assert row["computed"] is None


def test_grades_are_counted_from_the_projects_scores(tmp_path: Path) -> None:
    lines = "甲,,,,95,\n乙,,,,27,30\n丙,,,,70,\n丁,,,,,\n"
    summary = SUMMARY + "部门,,4,1,,,,,1,1,1,1\n"
    frame = grade_counts(book_of(tmp_path, projects=PROJECTS + lines, score_summary=summary))
    assert list(zip(frame["grade"], frame["count"], strict=True)) == [
        ("excellent", 2),
        ("good", 0),
        ("fair", 1),
        ("poor", 0),
    ]
    assert set(frame["by"]) == {"projects"}
    assert round(frame["share"].iloc[0], 2) == Decimal("66.67")


def test_without_scores_the_summary_counts_the_grades(tmp_path: Path) -> None:
    frame = grade_counts(book_of(tmp_path, score_summary=SUMMARY + "部门,,29,1,,,,,20,9,0,\n"))
    assert list(zip(frame["grade"], frame["count"], strict=True)) == [
        ("excellent", 20),
        ("good", 9),
        ("fair", 0),
        ("poor", None),
    ]
    assert set(frame["by"]) == {"summary"}


def test_the_grades_tell_the_budgets_of_their_projects(tmp_path: Path) -> None:
    lines = "甲,,,30,95,\n乙,,,10,85,\n丙,,,,84,\n丁,,,,70,\n戊,,,5,,\n"
    frame = grade_counts(book_of(tmp_path, projects=PROJECTS + lines))
    assert list(frame["budget"]) == [30, 10, None, 0]
    assert list(frame["budget_share"]) == [75, 25, None, 0]
    assert list(frame["without"]) == [0, 1, 1, 0]


def test_grades_are_counted_for_any_loaded_year(tmp_path: Path) -> None:
    years = {2021: {"projects": f"{PROJECTS}甲,,,3,70,\n"}, 2022: {"projects": f"{PROJECTS}甲,,,1,95,\n"}}
    frame = grade_counts(make_book(tmp_path, years), 2021)
    assert list(frame["count"]) == [0, 0, 1, 0]


def test_of_several_summaries_the_one_that_counts_most_projects_tells_in_any_order(tmp_path: Path) -> None:
    rows = ["甲,,2,,,,,,1,1,0,0\n", "乙,,9,,,,,,7,2,,\n", "丙,,9,,,,,,8,1,,\n", "丁,,50,,90,,,,,,,\n"]
    for order in (rows, rows[::-1]):
        book = book_of(tmp_path, score_summary=SUMMARY + "".join(order))
        found = graded_summary(book)
        assert found is not None
        assert found["scope"] == "丙"
        assert list(grade_counts(book)["count"]) == [8, 1, None, None]
        assert list(grade_counts(book)["budget"]) == [None] * 4


def test_where_nothing_tells_grades_nothing_is_counted(tmp_path: Path) -> None:
    assert grade_counts(book_of(tmp_path / "a", score_summary=SUMMARY + "部门,,29,1,,86,100,良,,,,\n")).empty
    assert grade_counts(book_of(tmp_path / "b", totals="item,phase,amount\n")).empty
    assert published(book_of(tmp_path / "c", totals="item,phase,amount\n")).empty


@pytest.mark.parametrize(
    ("limit", "score", "grade"), [("85", "85", "good"), ("85", "84.99", "fair"), ("75", "75", "good")]
)
def test_good_begins_where_the_settings_say(book: Accounts, limit: str, score: str, grade: str) -> None:
    rules = Settings(good_from=Decimal(limit))
    other = replace(book, department=replace(book.department, settings=rules))
    assert grade_of(other, Decimal(score)) == grade


@pytest.mark.parametrize(
    ("score", "above"),
    [
        ("0", ("fair", 60)), ("59.5", ("fair", Decimal("0.5"))), ("60", ("good", 20)),
        ("89.99", ("excellent", Decimal("0.01"))), ("90", None), ("101", None),
    ],
)  # fmt: skip
def test_the_next_grade_is_so_many_points_away(book: Accounts, score: str, above: object) -> None:
    assert to_next_grade(book, Decimal(score)) == above


def test_the_grades_together_are_all_projects_and_what_is_known_of_their_budgets(tmp_path: Path) -> None:
    rows = "甲,,,100,95,\n乙,,,,95,\n丙,,,30,70,\n丁,,,20,70,\n戊,,,,10,\n己,,,7,,\n"
    found = tally(grade_counts(book_of(tmp_path, projects=PROJECTS + rows)))
    assert (found.number, found.budget, found.without) == (5, 150, 2)
    # As many are excellent as fair.
    assert (found.largest["grade"], found.largest["count"]) == ("excellent", 2)


def test_a_summary_has_no_budgets_by_grade(tmp_path: Path) -> None:
    found = tally(grade_counts(book_of(tmp_path, score_summary=SUMMARY + "项目,,9,,,,,,2,,6,0\n")))
    assert (found.number, found.budget, found.without) == (8, None, 0)
    assert (found.largest["grade"], found.largest["by"]) == ("fair", "summary")

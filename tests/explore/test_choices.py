"""What can be chosen, and what comes nearest to a wish that some accounts cannot meet."""

from pathlib import Path

import pytest

from budgetbook.accounts.schema import PHASES
from budgetbook.explore.choices import name_of, nearest, offers, places, spans, year_meant
from budgetbook.explore.topic import DEPTHS, Topic
from budgetbook.explore.views import REPORT
from budgetbook.words import Words
from builder import make_book, write

OFFERED = {
    "income": {"source": ("actual",)},
    "expenditure": {"kind": ("actual", "initial_budget"), "group": ("actual",)},
}


def test_only_what_has_an_amount_this_year_is_offered(tmp_path: Path) -> None:
    tables = {
        2021: {"income": "item,phase,amount\nother,actual,5\n"},
        2022: {
            "income": "item,phase,amount\nother,actual,\n",
            "expenditure": (
                "classification,code,phase,amount\nkind,basic,actual,5\nkind,basic,initial_budget,6\n"
                "function,2080201,actual,5\n"
            ),
        },
    }
    assert offers(make_book(tmp_path, tables)) == {
        "expenditure": {
            "kind": ("actual", "initial_budget"),
            "class": ("actual",),
            "group": ("actual",),
            "item": ("actual",),
        }
    }


def test_a_year_without_any_amount_offers_nothing(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"income": "item,phase,amount\nother,actual,\n"}})
    assert offers(book) == {}
    assert nearest(Topic("income", "source", "actual"), {}) is None


@pytest.mark.parametrize(
    ("wished", "met"),
    [
        (Topic("expenditure", "kind", "initial_budget"), Topic("expenditure", "kind", "initial_budget")),
        (Topic("expenditure", "group", "initial_budget"), Topic("expenditure", "group", "actual")),
        (Topic("expenditure", "item", "initial_budget"), Topic("expenditure", "kind", "initial_budget")),
        (Topic("projects", "project", "actual"), Topic("income", "source", "actual")),
        (Topic("", "", ""), Topic("income", "source", "actual")),
    ],
)
def test_what_of_a_wish_is_offered_is_kept(wished: Topic, met: Topic) -> None:
    assert nearest(wished, OFFERED) == met


def test_the_year_that_is_not_there_becomes_the_latest() -> None:
    assert year_meant([2020, 2022], 2020) == 2020
    assert year_meant([2020, 2022], 2021) == 2022


def test_at_most_five_years_are_seen_together_and_no_more_than_there_are() -> None:
    assert spans([2015, 2022], 2022) == [1, 2, 3, 4, 5]
    assert spans([2021, 2022], 2022) == [1, 2]
    assert spans([2021, 2022], 2021) == [1]


def test_departments_without_a_year_are_not_offered(tmp_path: Path) -> None:
    write(tmp_path, {"2022/income.csv": ""})
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "department.toml").touch()
    assert places(tmp_path) == {"ju": [2022]}


def test_a_department_has_its_name_or_else_that_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"2022/income.csv": ""})
    assert (name_of(tmp_path, "ju", "zh"), name_of(tmp_path, "ju", "en")) == ("某局", "A Bureau")
    write(tmp_path, {}, department="[name\n")
    assert name_of(tmp_path, "ju", "zh") == "ju"


def test_every_choice_has_its_word() -> None:
    words = Words("zh")
    needed = [f"explore.flow.{flow}" for flow in DEPTHS]
    needed += [f"explore.depth.{depth}" for depths in DEPTHS.values() for depth in depths]
    needed += [f"explore.view.{view}" for views in REPORT.values() for view in views]
    needed += [f"choice.phase.{phase}" for phase in PHASES]
    assert [key for key in needed if not words.has(key)] == []

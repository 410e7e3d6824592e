"""Lines over the years: what was not there, what is not known, and what is the same money told otherwise."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.explore.history import against_last_year, over_years, totals
from budgetbook.explore.topic import Topic
from builder import make_book

SOURCE = Topic("income", "source", "actual")
DETAIL = Topic("three_public", "detail", "actual")
PROJECT = Topic("projects", "project", "actual")


def earned(folder: Path, years: Mapping[int, tuple[str, str]]) -> Accounts:
    """Accounts with a total income and its sources, by year."""
    return make_book(
        folder,
        {
            year: {
                "totals": f"item,phase,amount\ntotal_income,actual,{total}\n",
                "income": f"item,phase,amount\n{rows}",
            }
            for year, (total, rows) in years.items()
        },
    )


def row_of(book: Accounts, topic: Topic, code: str) -> dict[str, Any]:
    frame = against_last_year(book, topic)
    (row,) = frame[frame["code"] == code].to_dict("records")
    return row


def cells(book: Accounts, topic: Topic, code: str) -> list[tuple[int, Decimal | None, str]]:
    frame = over_years(book, topic)
    own = frame[frame["code"] == code]
    return list(zip(own["year"], own["amount"], own["told"], strict=True))


def test_a_line_has_its_change_its_rate_and_the_points_of_its_share(tmp_path: Path) -> None:
    book = earned(
        tmp_path,
        {
            2021: ("100", "business,actual,20\nother,actual,80\n"),
            2022: ("200", "business,actual,50\nother,actual,150\n"),
        },
    )
    row = row_of(book, SOURCE, "business")
    assert (row["last"], row["change"], row["percent"], row["points"]) == (20, 30, 150, 5)
    assert totals(against_last_year(book, SOURCE)) == {
        "amount": 200,
        "share": 100,
        "last": 100,
        "change": 100,
        "percent": 100,
    }


def test_a_line_that_was_not_there_was_zero_where_the_others_add_up(tmp_path: Path) -> None:
    book = earned(
        tmp_path, {2021: ("80", "other,actual,80\n"), 2022: ("100", "business,actual,20\nother,actual,80\n")}
    )
    row = row_of(book, SOURCE, "business")
    assert (row["last"], row["change"], row["percent"]) == (Decimal(0), Decimal(20), None)
    assert cells(book, SOURCE, "business") == [(2021, 0, "not_listed"), (2022, 20, "listed")]


def test_a_line_that_was_not_listed_is_not_known_where_the_others_leave_something(tmp_path: Path) -> None:
    book = earned(
        tmp_path, {2021: ("90", "other,actual,80\n"), 2022: ("100", "business,actual,20\nother,actual,80\n")}
    )
    assert row_of(book, SOURCE, "business")["last"] is None
    assert cells(book, SOURCE, "business")[0] == (2021, None, "not_listed")


def test_a_line_that_only_last_year_had_stays_with_nothing(tmp_path: Path) -> None:
    book = earned(
        tmp_path, {2021: ("100", "business,actual,20\nother,actual,80\n"), 2022: ("80", "other,actual,80\n")}
    )
    row = row_of(book, SOURCE, "business")
    assert (row["year"], row["amount"], row["share"], row["change"]) == (2022, 0, 0, -20)


def test_appropriation_told_as_one_and_by_budget_is_not_a_change(tmp_path: Path) -> None:
    book = earned(
        tmp_path,
        {
            2021: ("100", "fiscal_appropriation,actual,100\n"),
            2022: ("100", "general_public_budget,actual,90\ngovernment_fund,actual,10\n"),
        },
    )
    assert row_of(book, SOURCE, "general_public_budget")["change"] is None
    assert row_of(book, SOURCE, "fiscal_appropriation")["amount"] is None


def test_vehicles_told_as_one_and_as_two_are_not_a_change(tmp_path: Path) -> None:
    tables = {
        2021: {"three_public": "item,phase,amount\ntotal,actual,10\nvehicle,actual,10\n"},
        2022: {
            "three_public": (
                "item,phase,amount\ntotal,actual,10\nvehicle_purchase,actual,6\nvehicle_operation,actual,4\n"
            )
        },
    }
    book = make_book(tmp_path, tables)
    assert row_of(book, DETAIL, "vehicle_purchase")["last"] is None
    assert row_of(book, DETAIL, "vehicle")["amount"] is None


def test_a_project_is_followed_under_its_new_name(tmp_path: Path) -> None:
    header = "project,initial_budget,adjusted_budget,spent,score\n"
    book = make_book(
        tmp_path,
        {
            2021: {"projects": header + "2021年困难群众救助,,,5,\n"},
            2022: {"projects": header + "2022年困难群众救助,,,8,\n新项目,,,1,\n"},
        },
    )
    assert row_of(book, PROJECT, "2022年困难群众救助")["change"] == 3
    assert row_of(book, PROJECT, "新项目")["last"] is None


def test_shares_of_two_different_totals_are_not_compared(tmp_path: Path) -> None:
    def spent(basic: str) -> dict[str, str]:
        return {
            "totals": "item,phase,amount\ncurrent_year_expenditure,actual,100\n",
            "expenditure": (
                f"classification,code,phase,amount\nkind,basic,actual,{basic}\neconomic,301,actual,60\n"
            ),
        }

    book = make_book(tmp_path, {2021: spent("10"), 2022: spent("60")})
    row = row_of(book, Topic("expenditure", "economic_class", "actual"), "301")
    assert (row["change"], row["points"]) == (0, None)


def test_a_year_between_without_lines_stays_and_says_so(tmp_path: Path) -> None:
    book = earned(tmp_path, {2020: ("5", "other,actual,5\n"), 2022: ("6", "other,actual,6\n")})
    assert cells(book, SOURCE, "other") == [
        (2020, 5, "listed"),
        (2021, None, "no_lines"),
        (2022, 6, "listed"),
    ]


def test_the_years_begin_with_the_first_that_has_lines(tmp_path: Path) -> None:
    book = make_book(
        tmp_path,
        {
            2021: {"totals": "item,phase,amount\ntotal_income,actual,5\n"},
            2022: {"income": "item,phase,amount\nother,actual,6\n"},
        },
    )
    assert set(over_years(book, SOURCE)["year"]) == {2022}


def test_without_last_year_nothing_is_compared(tmp_path: Path) -> None:
    row = row_of(earned(tmp_path, {2022: ("5", "other,actual,5\n")}), SOURCE, "other")
    assert [row[name] for name in ("last", "change", "percent", "points")] == [None] * 4

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.analysis.three_public import (
    against_budget,
    budget,
    changed_most,
    count_of,
    counts,
    items,
    structure,
    unit_costs,
)
from builder import make_book

HEADER = "item,phase,amount\n"
PUBLISHED = (
    "total,actual,162.2\nabroad,actual,0\nreception,actual,0.27\nvehicle_operation,actual,161.93\n"
    "reception_batches,actual,2\nreception_persons,actual,12\nvehicles,actual,20\n"
)


def book_of(folder: Path, now: str, last: str | None = None) -> Accounts:
    tables = {2022: {"three_public": HEADER + now}}
    if last is not None:
        tables[2021] = {"three_public": HEADER + last}
    return make_book(folder, tables)


def told(book: Accounts) -> list[tuple[object, ...]]:
    frame = structure(book)
    shares = [None if share is None else f"{share:.2f}" for share in frame["share"]]
    return list(zip(frame["item"], frame["amount"], shares, strict=True))


def row_of(book: Accounts, item: str, year: int = 2022) -> dict[str, object]:
    frame = items(book)
    [row] = frame[(frame["item"] == item) & (frame["year"] == year)].to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_what_one_vehicle_and_one_guest_cost_is_told_in_yuan(tmp_path: Path) -> None:
    frame = unit_costs(book_of(tmp_path, PUBLISHED))
    assert {row["measure"]: row["cost"] for row in frame.to_dict("records")} == {
        "per_vehicle": Decimal(80965),  # 161.93 万元 / 20 = 8.0965 万元
        "per_reception": Decimal(1350),
        "per_guest": Decimal(225),
    }


@pytest.mark.parametrize(
    "lines",
    [
        "reception,actual,0.27\n",
        "reception_persons,actual,12\n",
        "reception,actual,\nreception_persons,actual,12\n",
        "reception,actual,0.27\nreception_persons,actual,\n",
        "reception,actual,0.27\nreception_persons,actual,0\n",
    ],
)
def test_without_both_money_and_count_nothing_has_a_unit_cost(tmp_path: Path, lines: str) -> None:
    assert unit_costs(book_of(tmp_path, lines)).empty


def test_no_money_for_some_guests_is_a_cost_of_zero(tmp_path: Path) -> None:
    [row] = unit_costs(book_of(tmp_path, "reception,actual,0\nreception_persons,actual,12\n")).to_dict(
        "records"
    )
    assert row["cost"] == 0


def test_the_vehicle_item_stands_as_its_two_parts(tmp_path: Path) -> None:
    lines = "total,actual,30\nvehicle,actual,25\n"
    lines += "vehicle_purchase,actual,20\nvehicle_operation,actual,5\nreception,actual,5\n"
    assert told(book_of(tmp_path, lines)) == [
        ("vehicle_purchase", 20, "66.67"),
        ("vehicle_operation", 5, "16.67"),
        ("reception", 5, "16.67"),
    ]


def test_one_part_stands_for_the_vehicle_item_where_it_is_all_of_it(tmp_path: Path) -> None:
    lines = "total,actual,30\nvehicle,actual,25\nvehicle_operation,actual,25\nreception,actual,5\n"
    assert [item for item, *_ in told(book_of(tmp_path, lines))] == ["vehicle_operation", "reception"]


@pytest.mark.parametrize("parts", ["", "vehicle_operation,actual,5\n", "vehicle_operation,actual,\n"])
def test_the_vehicle_item_stands_whole_where_its_parts_do_not_make_it_up(tmp_path: Path, parts: str) -> None:
    lines = f"total,actual,30\nabroad,actual,0\nvehicle,actual,25\n{parts}reception,actual,5\n"
    assert told(book_of(tmp_path, lines)) == [
        ("abroad", 0, "0.00"),
        ("vehicle", 25, "83.33"),
        ("reception", 5, "16.67"),
    ]


def test_the_total_is_the_sum_where_all_items_are_known(tmp_path: Path) -> None:
    lines = "abroad,actual,0\nvehicle_purchase,actual,20\nvehicle_operation,actual,5\nreception,actual,5\n"
    assert [share for *_, share in told(book_of(tmp_path, lines))] == ["0.00", "66.67", "16.67", "16.67"]


def test_without_a_total_and_all_items_there_are_no_shares(tmp_path: Path) -> None:
    assert told(book_of(tmp_path, "vehicle,actual,25\nreception,actual,5\n")) == [
        ("vehicle", 25, None),
        ("reception", 5, None),
    ]


def test_the_shipped_years_items_are_told_with_their_shares(tmp_path: Path) -> None:
    assert told(book_of(tmp_path, PUBLISHED)) == [
        ("abroad", 0, "0.00"),
        ("vehicle_operation", Decimal("161.93"), "99.83"),
        ("reception", Decimal("0.27"), "0.17"),
    ]


def test_completion_is_actual_against_budget(tmp_path: Path) -> None:
    row = row_of(book_of(tmp_path, "total,initial_budget,200\ntotal,actual,150\n"), "total")
    assert (row["budget"], row["actual"], row["completion"], row["over_budget"]) == (200, 150, 75, False)


def test_exactly_the_budget_is_not_over_it(tmp_path: Path) -> None:
    row = row_of(book_of(tmp_path, "total,initial_budget,200\ntotal,actual,200\n"), "total")
    assert (row["completion"], row["over_budget"]) == (100, False)


def test_the_adjusted_budget_comes_before_the_initial_one(tmp_path: Path) -> None:
    lines = (
        "total,initial_budget,200\ntotal,adjusted_budget,100\ntotal,actual,150\nreception,initial_budget,5\n"
    )
    book = book_of(tmp_path, lines + "reception,adjusted_budget,\n")
    assert budget(book, "total", 2022) == 100
    assert budget(book, "reception", 2022) == 5
    assert budget(book, "abroad", 2022) is None
    assert (row_of(book, "total")["completion"], row_of(book, "total")["over_budget"]) == (150, True)


@pytest.mark.parametrize(
    ("now", "last", "told"),
    [
        ("12", "10", (2, 20, True)),
        ("10", "10", (0, 0, False)),
        ("5", "10", (-5, -50, False)),
        ("1", "0", (1, None, True)),
    ],
)
def test_an_item_is_told_against_last_year_and_must_not_grow(
    tmp_path: Path, now: str, last: str, told: tuple[object, ...]
) -> None:
    row = row_of(book_of(tmp_path, f"reception,actual,{now}\n", f"reception,actual,{last}\n"), "reception")
    assert row["last"] == Decimal(last)
    assert (row["change"], row["percent"], row["over_last"]) == told


def test_what_is_not_known_is_neither_within_nor_over(tmp_path: Path) -> None:
    row = row_of(book_of(tmp_path, "reception,actual,\n", "reception,actual,5\n"), "reception")
    assert {
        row[name] for name in ("actual", "change", "percent", "completion", "over_last", "over_budget")
    } == {None}


def test_a_year_without_the_table_stays_as_a_gap_and_unknown_items_are_left_out(tmp_path: Path) -> None:
    tables = {
        2020: {"three_public": HEADER + "abroad,actual,4\n"},
        2022: {"three_public": HEADER + "abroad,actual,5\n"},
    }
    frame = items(make_book(tmp_path, tables))
    assert list(zip(frame["year"], frame["item"], frame["actual"], strict=True)) == [
        (2020, "abroad", 4),
        (2021, "abroad", None),
        (2022, "abroad", 5),
    ]


def test_counts_are_those_that_were_published(tmp_path: Path) -> None:
    frame = counts(book_of(tmp_path, PUBLISHED + "abroad_groups,actual,\n"))
    assert list(zip(frame["label"], frame["count"], strict=True)) == [
        ("公务用车保有量", 20),
        ("国内公务接待批次", 2),
        ("国内公务接待人次", 12),
    ]


def test_without_the_table_everything_is_empty(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"totals": HEADER}})
    assert items(book).empty
    assert structure(book).empty
    assert counts(book).empty
    assert unit_costs(book).empty


def test_a_cent_of_rounding_does_not_hide_the_two_vehicle_items(tmp_path: Path) -> None:
    frame = structure(
        book_of(
            tmp_path,
            "vehicle,actual,161.93\nvehicle_purchase,actual,61.93\nvehicle_operation,actual,100.01\n",
        )
    )
    assert list(frame["item"]) == ["vehicle_purchase", "vehicle_operation"]


def test_foreign_receptions_count_where_every_compared_year_has_them(tmp_path: Path) -> None:
    lines = "reception_batches,actual,5\nforeign_reception_batches,actual,2\n"
    assert count_of(book_of(tmp_path / "one", lines), "reception_batches", 2022) == (7, False)
    assert count_of(book_of(tmp_path / "both", lines, lines), "reception_batches", 2022, 2021) == (7, False)
    book = book_of(
        tmp_path / "half", lines, "reception_batches,actual,4\nforeign_reception_batches,actual,\n"
    )
    assert count_of(book, "reception_batches", 2022) == (7, False)
    assert count_of(book, "reception_batches", 2022, 2021) == (5, True)
    assert count_of(book, "reception_batches", 2021, 2022) == (4, True)
    assert count_of(book, "vehicles", 2022) == (None, False)


def test_costs_counted_in_two_ways_are_not_compared(tmp_path: Path) -> None:
    lines = "reception,actual,1\nreception_batches,actual,5\n"
    frame = unit_costs(book_of(tmp_path, lines + "foreign_reception_batches,actual,5\n", lines))
    assert list(frame[["year", "count", "domestic", "cost", "last", "percent"]].itertuples(False, None)) == [
        (2021, 5, True, 2000, None, None),
        (2022, 10, False, 1000, None, None),
    ]


def test_a_year_of_nothing_stands_without_a_cost_beside_years_that_have_one(tmp_path: Path) -> None:
    none, some = "abroad,actual,0\nabroad_persons,actual,0\n", "abroad,actual,2\nabroad_persons,actual,1\n"
    assert list(unit_costs(book_of(tmp_path / "one", none, some))["cost"]) == [20000, None]
    assert unit_costs(book_of(tmp_path / "none", none, none)).empty


def test_an_item_is_over_its_budget_by_an_amount_and_a_share_of_it(tmp_path: Path) -> None:
    lines = (
        "total,actual,12\ntotal,initial_budget,10\nabroad,actual,0\nabroad,initial_budget,0\n"
        "vehicle,actual,3\nreception,initial_budget,4\n"
    )
    frame = against_budget(book_of(tmp_path, lines, "total,actual,1\ntotal,initial_budget,2\n"))
    told = frame[["year", "item", "over", "over_percent"]].itertuples(index=False, name=None)
    assert list(told) == [(2022, "total", 2, 20), (2022, "abroad", 0, None)]


def test_without_a_budget_nothing_is_over_it(tmp_path: Path) -> None:
    assert against_budget(book_of(tmp_path, "total,actual,12\n")).empty


def test_the_cost_that_changed_most_either_way_is_found_in_the_latest_year_with_one(tmp_path: Path) -> None:
    last = "reception,actual,1\nreception_batches,actual,10\nvehicle_operation,actual,10\nvehicles,actual,5\n"
    now = "reception,actual,2\nreception_batches,actual,10\nvehicle_operation,actual,2\nvehicles,actual,5\n"
    book = book_of(tmp_path / "a", now, last)
    most = changed_most(unit_costs(book))
    assert (most["measure"], most["year"], most["percent"]) == ("per_reception", 2022, 100)
    # Of two years with costs, the later one has none to compare.
    alone = changed_most(
        unit_costs(book_of(tmp_path / "b", "reception,actual,0\nreception_batches,actual,0\n", last))
    )
    assert (alone["year"], alone["percent"]) == (2021, None)

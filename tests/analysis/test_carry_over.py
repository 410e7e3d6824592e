from decimal import Decimal
from pathlib import Path

from budgetbook.analysis.change import carry_over
from builder import make_book

INCOME_LINE, SPENT_LINE = "total_income,actual,6122.13", "current_year_expenditure,actual,4862.71"


def carried(folder: Path, *lines: str) -> list[tuple[object, ...]]:
    table = "item,phase,amount\n" + "".join(f"{line}\n" for line in lines)
    frame = carry_over(make_book(folder, {2022: {"totals": table}}))
    assert list(frame.columns) == ["year", "opening", "closing", "implied", "gap"]
    return list(frame.itertuples(index=False, name=None))


def test_the_totals_imply_what_is_carried_over(tmp_path: Path) -> None:
    lines = [INCOME_LINE, SPENT_LINE, "opening_carryover,actual,172.74", "closing_carryover,actual,172.74"]
    assert carried(tmp_path, *lines) == [
        (2022, Decimal("172.74"), Decimal("172.74"), Decimal("1259.42"), Decimal("-1086.68"))
    ]


def test_surplus_that_was_distributed_is_not_carried_over(tmp_path: Path) -> None:
    lines = [INCOME_LINE, SPENT_LINE, "surplus_distribution,actual,59.42"]
    assert carried(tmp_path, *lines) == [(2022, None, None, Decimal("1200.00"), None)]


def test_an_unpublished_distribution_of_surplus_leaves_the_carry_over_unknown(tmp_path: Path) -> None:
    assert carried(tmp_path, INCOME_LINE, SPENT_LINE, "surplus_distribution,actual,") == []


def test_half_of_the_totals_imply_nothing(tmp_path: Path) -> None:
    assert carried(tmp_path, INCOME_LINE, "closing_carryover,actual,5") == [(2022, None, 5, None, None)]

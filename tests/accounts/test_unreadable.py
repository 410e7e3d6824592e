"""What keeps a year from being read is what `load` says of it."""

from pathlib import Path

import pytest

from budgetbook.accounts import DataError, load
from budgetbook.accounts.unreadable import unreadable
from builder import SLUG, with_origin, write


def test_accounts_that_can_be_read_have_no_problem(tmp_path: Path) -> None:
    write(tmp_path, {"2022/totals.csv": with_origin("item,phase,amount\ntotal_income,actual,1\n")})
    assert unreadable(tmp_path, SLUG, 2022, 5) == []


def test_the_problems_are_those_that_loading_tells(tmp_path: Path) -> None:
    write(tmp_path, {"2022/totals.csv": "item,phase\n"})
    with pytest.raises(DataError) as told:
        load(tmp_path, SLUG, 2022)
    assert unreadable(tmp_path, SLUG, 2022, 5) == told.value.problems != []

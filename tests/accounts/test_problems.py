"""Problems as an error: what it says, and that another process can raise it."""

import pickle

import pytest

from budgetbook.accounts import DataError, Problem

PROBLEMS = [Problem("empty_file", "ju/2022/totals.csv"), Problem("month", "ju/2022/x.csv", row=3, value="13")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_error_from_another_process_keeps_its_problems_and_its_language(language: str) -> None:
    error = DataError(PROBLEMS, language)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is DataError
    assert again.problems == PROBLEMS
    assert str(again) == str(error) == error.text(language)

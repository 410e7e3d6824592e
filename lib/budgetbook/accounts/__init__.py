"""What the numbers are: the tables of a year, their columns, units and codes, and `load`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetbook.accounts.book import Accounts, Figure, load
    from budgetbook.accounts.department import Department
    from budgetbook.accounts.problems import DataError, Problem

__all__ = ["Accounts", "DataError", "Department", "Figure", "Problem", "load"]

_HOMES = {"Department": "department", "DataError": "problems", "Problem": "problems"}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: which departments and years there are is known without pandas.
    if name not in __all__:
        raise AttributeError(f"module 'budgetbook.accounts' has no attribute {name!r}")
    return getattr(import_module(f"budgetbook.accounts.{_HOMES.get(name, 'book')}"), name)

"""What the numbers are: the tables of a year, their columns, units and codes, and `load`."""

from budgetbook.accounts.book import Accounts, Figure, load
from budgetbook.accounts.department import Department
from budgetbook.accounts.problems import DataError, Problem

__all__ = ["Accounts", "DataError", "Department", "Figure", "Problem", "load"]

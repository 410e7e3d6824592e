"""Departments beside one another: like with like, each figure with what keeps it from being compared."""

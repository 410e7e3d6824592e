"""Reconciliation (勾稽): published figures held against each other, within what rounding alone allows."""

from budgetbook.analysis.reconcile.finding import Finding
from budgetbook.analysis.reconcile.records import where_read
from budgetbook.analysis.reconcile.rules import RULES, applied, reconcile

__all__ = ["RULES", "Finding", "applied", "reconcile", "where_read"]

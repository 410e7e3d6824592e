"""budgetbook: a public department's yearly figures, analysed and told.

import budgetbook as bb

book = bb.load(department="xizang-civil-affairs", year=2022)
bb.charts.structure(book, "income")
bb.prose.income(book)
bb.reconcile(book)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetbook import charts, prose
    from budgetbook.accounts import load
    from budgetbook.analysis.reconcile import reconcile

__all__ = ["charts", "load", "prose", "reconcile"]

_HOMES = {"load": "budgetbook.accounts", "reconcile": "budgetbook.analysis.reconcile"}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: `budgetbook --help` needs neither pandas nor matplotlib.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in ("charts", "prose"):
        return import_module(f"budgetbook.{name}")
    raise AttributeError(f"module 'budgetbook' has no attribute {name!r}")

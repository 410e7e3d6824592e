"""budgetbook: a public department's yearly figures, analysed and told.

import budgetbook as bb

book = bb.load(department="xizang-civil-affairs", year=2022)
bb.charts.structure(book, "income")
bb.prose.income(book)
bb.reconcile(book)
bb.explore.panel()
bb.charts.compared_growth(bb.peers(book, "putuo-finance, wanli-road"))
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetbook import charts, explore, prose
    from budgetbook.accounts import load
    from budgetbook.accounts.peers import peers
    from budgetbook.analysis.reconcile import reconcile

__all__ = ["charts", "explore", "load", "peers", "prose", "reconcile"]

_HOMES = {
    "load": "budgetbook.accounts",
    "peers": "budgetbook.accounts.peers",
    "reconcile": "budgetbook.analysis.reconcile",
}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: `budgetbook --help` needs neither pandas nor matplotlib.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in ("charts", "explore", "prose"):
        return import_module(f"budgetbook.{name}")
    raise AttributeError(f"module 'budgetbook' has no attribute {name!r}")

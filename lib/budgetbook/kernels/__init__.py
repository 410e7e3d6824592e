"""How a chapter's cells run: each chapter in a fresh process, an ordinary kernel or one forked warm."""

from budgetbook.kernels.limits import Limits
from budgetbook.kernels.pool import KINDS, Kernels, Kind, cores

__all__ = ["KINDS", "Kernels", "Kind", "Limits", "cores"]

"""The reasons named for a change, and how far their amounts explain it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import change as changes
from budgetbook.analysis.arithmetic import total
from budgetbook.prose.paragraphs import records


@dataclass(frozen=True)
class Reasons:
    """The reasons named for a change, the largest first; `rest` is what they leave of it, both in 万元."""

    change: Decimal | None
    named: list[dict[str, Any]]
    rest: Decimal | None

    @property
    def number(self) -> int:
        """How many reasons are named."""
        return len(self.named)

    @property
    def with_amount(self) -> list[dict[str, Any]]:
        """The reasons that carry an amount."""
        return [one for one in self.named if one["amount"] is not None]

    @property
    def without_amount(self) -> list[dict[str, Any]]:
        """The reasons that are named only."""
        return [one for one in self.named if one["amount"] is None]

    @cached_property
    def explained(self) -> Decimal:
        """The sum of the amounts."""
        return total(one["amount"] for one in self.with_amount) or Decimal(0)

    @property
    def story(self) -> str:
        """How the amounts stand to the change.

        `all` of it explained, a `rest` left, an `excess`, `against` its direction, or `unknown` where the
        change or an amount is.
        """
        if self.change is None or not self.named or self.without_amount:
            return "unknown"
        if self.rest is None:
            return "all"
        if self.explained * self.change <= 0:
            return "against"
        return "rest" if self.rest * self.change > 0 else "excess"


def reasons_for(book: Accounts, flow: str, change: Decimal | None) -> Reasons:
    """The reasons of one flow of the table `reasons`, for its change against last year in 万元."""
    rows = records(changes.reasons(book, flow))
    named = [{**row, "label": row["label"].rstrip("。；;., ")} for row in rows if row["kind"] == "reason"]
    return Reasons(change, named, next((row["amount"] for row in rows if row["kind"] == "rest"), None))

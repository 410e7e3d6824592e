"""A check made on the accounts, and the finding it becomes when two figures do not agree."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["error", "warning", "info"]
"""`error`: the accounts cannot be right; `warning`: a document contradicts itself or a convention; `info`."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Comparison:
    """One check made: `left`, as published, against `right`, as other figures imply it.

    `broken` says that they do not agree within `tolerance`; `message` is what a reader is told then. Without
    a tolerance the two are no numbers of one kind (money and a count, a score and its grade) and have no
    difference. `severity` is set where it is not the rule's own.
    """

    subject: str
    left: Decimal | None
    right: Decimal | None
    tolerance: Decimal | None
    broken: bool
    message: str
    sources: tuple[str, ...]
    severity: Severity | None = None


@dataclass(frozen=True)
class Finding:
    """Two published figures that do not agree.

    `id` is the rule (R04), `message` a sentence in the reader's language, `subject` the item it touches
    (`totals.closing_carryover`), `sources` where each figure was read. Amounts are in 万元, shares and rates
    in %, differences between these in percentage points; `difference` is `left` − `right`.
    """

    id: str
    severity: Severity
    message: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    tolerance: Decimal | None
    sources: tuple[str, ...]
    year: int
    subject: str

    @classmethod
    def of(cls, rule: str, severity: Severity, year: int, check: Comparison) -> "Finding":
        """The finding that a broken comparison is."""
        difference = None
        if check.left is not None and check.right is not None and check.tolerance is not None:
            difference = check.left - check.right
        return cls(
            rule,
            check.severity or severity,
            check.message,
            check.left,
            check.right,
            difference,
            check.tolerance,
            check.sources,
            year,
            check.subject,
        )

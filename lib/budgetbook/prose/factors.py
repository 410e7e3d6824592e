"""“三公”经费 item by item: how much of its change is the count's and how much the unit cost's."""

from collections import Counter
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis import factors
from budgetbook.analysis.three_public import counts, published
from budgetbook.prose.paragraphs import Prose, compose, records

_ITEMS = Counter(item for item, _ in factors.PAIRS)


def three_public_factors(book: Accounts) -> Prose:
    """Each “三公” item's change as the effects of count and unit cost, or why it is not split.

    Nothing where no amount of the year or no count of any is published, which is told beside.
    """
    if not published(book) or counts(book).empty:
        return Prose("silent", ())
    rows = [row for row in records(factors.three_public(book)) if row["year"] == book.year]
    return compose(
        book,
        "three_public_factors",
        split=[{**row, **_worded(book, row)} for row in rows if not row["why"]],
        others=list(dict.fromkeys(_not_split(book, row) for row in rows if row["why"] not in ("", "first"))),
        no_last_year=all(row["why"] in ("first", "last") for row in rows),
        method=book.words(f"exhibit.method_{book.settings.factor_method}"),
    )


def named(book: Accounts, row: dict[str, Any]) -> str:
    """An item as it is called, with its count where it has more than one: 公务接待费（按批次）."""
    if _ITEMS[row["item"]] == 1:
        return str(row["label"])
    return book.words("exhibit.factor_item", label=row["label"], counted=_counts(book, row))


def _worded(book: Accounts, row: dict[str, Any]) -> dict[str, str]:
    return {"name": named(book, row), "counts": _counts(book, row), "count_key": _count_key(row)}


def _counts(book: Accounts, row: dict[str, Any]) -> str:
    return book.words(f"exhibit.counted_{_count_key(row)}")


def _count_key(row: dict[str, Any]) -> str:
    return f"domestic_{row['counted']}" if row["domestic"] else str(row["counted"])


def _not_split(book: Accounts, row: dict[str, Any]) -> str:
    """An item and why it is not split; named without its count where that is not the reason."""
    why = {"last": "amount", "last_count": "count"}.get(row["why"], row["why"])
    reason = book.words(
        f"exhibit.not_split_{why}",
        year=row["year"] - 1 if row["why"].startswith("last") else row["year"],
        counted=_counts(book, row),
    )
    return f"{row['label'] if why in ('amount', 'nothing_spent') else named(book, row)}{reason}"

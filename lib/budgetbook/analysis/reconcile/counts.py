"""R11: a count without money, or money without a count."""

from collections.abc import Iterator
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.sheet import Entry, Sheet, sheets
from budgetbook.words.vocabulary import inner

# The counts that go with each item of the “三公” form.
COUNTS = {
    "abroad": ("abroad_groups", "abroad_persons"),
    "vehicle_purchase": ("vehicles_purchased",),
    "vehicle_operation": ("vehicles",),
    "reception": (
        "reception_batches",
        "reception_persons",
        "foreign_reception_batches",
        "foreign_reception_persons",
    ),
}


def money_and_counts(book: Accounts, year: int) -> Iterator[Comparison]:
    """R11: an item with money has a count above zero, and one without money has none.

    Money may stand behind any one of an item's counts: who travels in another unit's delegation has 人次 and
    no 团组.
    """
    for sheet in sheets(book, year):
        for item, names in COUNTS.items():
            money = sheet.get(f"three_public.{item}")
            counts = sheet.parts([], [f"three_public.{name}" for name in names]).known
            if money is None or not counts:
                continue
            if money.value == 0:
                for count in counts:
                    yield _check(sheet, money, [count], "count_without_money", broken=count.value != 0)
            else:
                none = all(count.value == 0 for count in counts)
                yield _check(sheet, money, counts, "money_without_count", broken=none)


def _check(sheet: Sheet, money: Entry, counts: list[Entry], key: str, *, broken: bool) -> Comparison:
    words = sheet.book.words
    return Comparison(
        money.item,
        money.value,
        sum((count.value for count in counts), Decimal(0)),
        None,
        broken,
        words(
            f"reconcile.R11.{key}",
            when=sheet.when,
            item=money.name,
            amount=words.money(money.value),
            counts=words.join([inner(count.name) for count in counts]),
            number=words.number(counts[0].value),
        ),
        (money.source, *(count.source for count in counts)),
    )

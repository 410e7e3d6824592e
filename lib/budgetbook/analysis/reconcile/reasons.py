"""R15: the reasons named for a change, against the change."""

from collections.abc import Iterator
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.accounts.schema import FLOWS
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.records import place, records
from budgetbook.analysis.reconcile.sheet import Sheet
from budgetbook.analysis.reconcile.statements import moved, stated
from budgetbook.analysis.reconcile.tolerance import half_unit_of_money, of_sum


def named_reasons(book: Accounts, year: int) -> Iterator[Comparison]:
    """R15: Σ named reasons = the change, where every named reason has its amount; the rest is 未说明."""
    for flow in FLOWS:
        named = records(book, "reasons", year, "item", flow=flow)
        item = "three_public.total" if flow == "three_public" else f"totals.{flow}"
        change = _change(book, year, item)
        if not named or change is None or any(row["amount"] is None for row in named):
            continue
        value, halves, sources = change
        explained = sum((row["amount"] for row in named), Decimal(0))
        rest = value - explained
        reasons = [half_unit_of_money(row["amount"], row["unit"] or book.department.unit) for row in named]
        tolerance = of_sum([*halves, *reasons])
        words = book.words
        # 未说明 is what lies between the reasons and the change; reasons may also add up to more than it.
        key = "rest" if rest * value > 0 else "excess"
        yield Comparison(
            item,
            value,
            explained,
            tolerance,
            abs(rest) > tolerance,
            words(
                f"reconcile.R15.{key}",
                year=year,
                item=Sheet(book, year).name(item),
                moved=moved(words, value),
                number=len(named),
                explained=moved(words, explained),
                rest=words.money(abs(rest)),
            ),
            (*sources, *(place(words, row) for row in named)),
        )


def _change(book: Accounts, year: int, item: str) -> tuple[Decimal, list[Decimal], list[str]] | None:
    """The change as stated, else this year less last year; with the half units and the places it rests on."""
    said = next((one for one in stated(book, year, "change") if one.item == item), None)
    if said is not None:
        return said.value, [said.half], [said.source]
    now, last = Sheet(book, year).get(item), Sheet(book, year - 1).get(item)
    if now is None or last is None:
        return None
    return now.value - last.value, [now.half, last.half], [now.source, last.source]

"""R13 and R14: changes as the text states them, against their own percentage and against last year."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.sheet import Entry, Sheet
from budgetbook.analysis.reconcile.statements import Statement, beside, moved, moved_by, points, stated
from budgetbook.analysis.reconcile.tolerance import of_sum, spread
from budgetbook.words import Words


def changes(book: Accounts, year: int) -> Iterator[Comparison]:
    """R13: a stated percentage = stated change / last year, 增/减 agreeing with the sign.

    Last year is this year less the change, so the statement is held to itself; R14 holds it to last year's
    own figure. A percentage without a change is held to both years' figures.
    """
    amounts, moves = list(stated(book, year, "amount")), list(stated(book, year, "change"))
    for rate in stated(book, year, "change_percent"):
        move = beside(moves, rate)
        now, last = _now(book, year, amounts, rate), _last(book, year, rate)
        if move is None:
            if now is not None and last is not None:
                yield from _against_years(book, year, rate, now, last)
        elif now is not None:
            yield from _against_change(book, year, rate, move, now)


def last_year(book: Accounts, year: int) -> Iterator[Comparison]:
    """R14: last year's figure as this year's statement implies it = last year's own figure.

    Last year's figure is no witness where it was derived from this very statement.
    """
    words = book.words
    amounts = list(stated(book, year, "amount"))
    for move in stated(book, year, "change"):
        now, last = _now(book, year, amounts, move), _last(book, year, move)
        if now is None or last is None:
            continue
        implied = now.value - move.value
        tolerance = of_sum(
            [now.half, move.half, last.half], mixed_units=len({now.unit, move.unit, last.unit}) > 1
        )
        yield Comparison(
            move.item,
            implied,
            last.value,
            tolerance,
            abs(implied - last.value) > tolerance,
            words(
                "reconcile.R14.message",
                year=year,
                item=now.name,
                moved=moved(words, move.value),
                last=year - 1,
                left=words.money(implied),
                right=words.money(last.value),
                difference=words.money(abs(implied - last.value)),
                truly=moved(words, now.value - last.value),
            ),
            (move.source, now.source, last.source),
        )


def rate_of(change: Decimal, now: Decimal) -> Decimal:
    """A change in % of last year, last year being this year less the change."""
    return change / (now - change) * HUNDRED


def _against_change(
    book: Accounts, year: int, rate: Statement, move: Statement, now: Entry
) -> Iterator[Comparison]:
    # Where rounding alone could make last year zero there is no percentage to compare with.
    if now.value - move.value <= now.half + move.half:
        return
    computed = rate_of(move.value, now.value)
    tolerance = rate.half + spread(rate_of, move.interval, now.interval)
    broken = abs(rate.value - computed) > tolerance
    words = book.words
    message = words(
        "reconcile.R13.message",
        year=year,
        item=now.name,
        moved=moved(words, move.value),
        rate=moved_by(words, rate.value),
        computed=moved_by(words, computed),
        difference=points(words, abs(rate.value - computed)),
    )
    if broken:
        message += _explained(words, rate, move, now)
    yield Comparison(
        rate.item, rate.value, computed, tolerance, broken, message, (rate.source, move.source, now.source)
    )


def _explained(words: Words, rate: Statement, move: Statement, now: Entry) -> str:
    """The slip that the percentage would be right with: a sign, the other direction, the wrong base."""

    def fits(function: Callable[[Decimal, Decimal], Decimal]) -> bool:
        allowed = rate.half + spread(function, move.interval, now.interval)
        return abs(abs(rate.value) - abs(function(move.value, now.value))) <= allowed

    if fits(rate_of):
        return words("reconcile.R13.sign")
    if now.value + move.value > now.half + move.half and fits(lambda change, this: rate_of(-change, this)):
        opposite = rate_of(-move.value, now.value)
        return words(
            "reconcile.R13.opposite", moved=moved(words, -move.value), rate=moved_by(words, opposite)
        )
    if now.value > now.half and fits(lambda change, this: change / this * HUNDRED):
        return words("reconcile.R13.base", amount=words.money(now.value))
    return ""


def _against_years(
    book: Accounts, year: int, rate: Statement, now: Entry, last: Entry
) -> Iterator[Comparison]:
    if last.value <= last.half:
        return
    words = book.words
    computed = _growth(now.value, last.value)
    tolerance = rate.half + spread(_growth, now.interval, last.interval)
    yield Comparison(
        rate.item,
        rate.value,
        computed,
        tolerance,
        abs(rate.value - computed) > tolerance,
        words(
            "reconcile.R13.years",
            year=year,
            item=now.name,
            rate=moved_by(words, rate.value),
            left=words.money(now.value),
            last=year - 1,
            right=words.money(last.value),
            computed=moved_by(words, computed),
            difference=points(words, abs(rate.value - computed)),
        ),
        (rate.source, now.source, last.source),
    )


def _growth(now: Decimal, last: Decimal) -> Decimal:
    return (now - last) / last * HUNDRED


def _now(book: Accounts, year: int, amounts: list[Statement], said: Statement) -> Entry | None:
    """This year's figure: the passage's own amount, else the table's."""
    sheet = Sheet(book, year)
    own = next((one for one in amounts if (one.item, one.document) == (said.item, said.document)), None)
    if own is None:
        return sheet.get(said.item)
    return Entry(own.item, sheet.name(own.item), own.value, own.half, own.unit, own.source)


def _last(book: Accounts, year: int, said: Statement) -> Entry | None:
    """Last year's own figure, unless it was derived from the very passage that is to be tested."""
    last = Sheet(book, year - 1).get(said.item)
    return None if last is None or last.derived_from == said.document else last

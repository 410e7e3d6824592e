"""R06 and R10: totals of lists and of the “三公” form, against their parts."""

from collections.abc import Iterator
from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.accounts.book import Record
from budgetbook.accounts.schema import INCOME
from budgetbook.analysis.reconcile.finding import Comparison
from budgetbook.analysis.reconcile.records import place, records
from budgetbook.analysis.reconcile.sheet import Entry, Parts, Sheet, sheets
from budgetbook.analysis.reconcile.sums import against_parts, enumerated
from budgetbook.analysis.reconcile.tolerance import of_counts
from budgetbook.analysis.structure import CLASS_LENGTH, ECONOMIC_WHOLES, nearest
from budgetbook.analysis.three_public import PARTS

OF_APPROPRIATION = ("income.general_public_budget", "income.government_fund", "income.state_capital")
_SOURCES = tuple(f"income.{item}" for item in INCOME)


def totals_of_lists(book: Accounts, year: int) -> Iterator[Comparison]:
    """R06: a total = Σ its parts: 本年收入 = Σ sources, 本年支出 = Σ 类, 类 = Σ 款 = Σ 项, outputs too."""
    for sheet in sheets(book, year):
        yield from against_parts(
            sheet, sheet.get("totals.current_year_income"), income_sources(sheet), listed=True
        )
        yield from against_parts(
            sheet, sheet.get("income.fiscal_appropriation"), sheet.parts([], OF_APPROPRIATION), listed=True
        )
        spent = sheet.get("totals.current_year_expenditure")
        yield from against_parts(sheet, spent, below(sheet, "function", ""), listed=True)
        yield from against_parts(sheet, *economic_lines(sheet), listed=True)
        yield from levels(sheet)
    yield from _outputs(book, year)


def three_public(book: Accounts, year: int) -> Iterator[Comparison]:
    """R10: 三公合计 = 出国 + 公务用车 + 接待, 公务用车 = 购置 + 运行维护, of budgets and of actual figures.

    Where 公务用车 is not published, its two parts stand for it. The form has every item, so one that is not
    there is missing and no zero.
    """
    for sheet in sheets(book, year):
        for whole, names in PARTS.items():
            items = [f"three_public.{name}" for name in names]
            if "three_public.vehicle" in items and sheet.get("three_public.vehicle") is None:
                at = items.index("three_public.vehicle")
                items[at : at + 1] = [f"three_public.{name}" for name in PARTS["vehicle"]]
            yield from against_parts(sheet, sheet.get(f"three_public.{whole}"), sheet.parts(items))


def levels(sheet: Sheet) -> Iterator[Comparison]:
    """类 = Σ 款 = Σ 项: every line by code against those one level below it."""
    for classification, codes in sheet.codes.items():
        for code in codes:
            line = sheet.get(f"expenditure.{code}")
            yield from against_parts(sheet, line, below(sheet, classification, code), listed=True)


def income_sources(sheet: Sheet) -> Parts:
    """The listed sources of 本年收入; 财政拨款收入 stands for its three parts where it is published."""
    if sheet.get("income.fiscal_appropriation") is None:
        return sheet.parts([], [item for item in _SOURCES if item != "income.fiscal_appropriation"])
    return sheet.parts([], [item for item in _SOURCES if item not in OF_APPROPRIATION])


def economic_lines(sheet: Sheet) -> tuple[Entry | None, Parts]:
    """The economic classes, and the total that they are told of (`structure.nearest`)."""
    lines = below(sheet, "economic", "")
    wholes = {item: sheet.get(item) for item in ECONOMIC_WHOLES}
    values = {item: None if entry is None else entry.value for item, entry in wholes.items()}
    return wholes.get(nearest((line.value for line in lines.known), values) or ""), lines


def below(sheet: Sheet, classification: str, code: str) -> Parts:
    """The lines one level below a code; one that is not published stands as the lines below it."""
    codes = [one for one in sheet.codes.get(classification, []) if one.startswith(code) and one != code]
    length = len(code) + 2 if code else CLASS_LENGTH
    known: list[Entry] = []
    missing = False
    for child in sorted({one[:length] for one in codes}):
        line = sheet.get(f"expenditure.{child}")
        finer = below(sheet, classification, child) if line is None else Parts([line], missing=False)
        known += finer.known
        missing |= finer.missing or not finer.known
    return Parts(known, missing)


def _outputs(book: Accounts, year: int) -> Iterator[Comparison]:
    """An output's whole against its parts, in the unit of their rows; 其中 is never all of it."""
    outputs: dict[str, list[Record]] = {}
    for row in records(book, "outputs", year, "output", "part"):
        if row["role"] != "of_which":
            outputs.setdefault(row["output"], []).append(row)
    for rows in outputs.values():
        wholes, parts = ([row for row in rows if row["role"] == role] for role in ("whole", "part"))
        # 以上, 近 and 计划 are no exact figures, and numbers in two units have no sum.
        exact = all(row["value"] is not None and not row["qualifier"] for row in rows)
        if wholes and parts and exact and len({row["unit"] for row in rows}) == 1:
            yield _output(book, wholes[0], parts)


def _output(book: Accounts, whole: Record, parts: list[Record]) -> Comparison:
    words = book.words

    def counted(value: Decimal) -> str:
        return words("reconcile.count", number=words.number(value), unit=whole["unit"])

    values = [row["value"] for row in parts]
    right = sum(values, Decimal(0))
    tolerance = of_counts([whole["value"], *values])
    figures = [
        words("reconcile.figure", name=book.named(row, "part"), amount=counted(row["value"])) for row in parts
    ]
    return Comparison(
        f"outputs.{whole['output']}",
        whole["value"],
        right,
        tolerance,
        abs(whole["value"] - right) > tolerance,
        words(
            "reconcile.sum",
            when=words("reconcile.when.actual", year=whole["year"]),
            whole=book.named(whole, "output"),
            left=counted(whole["value"]),
            parts=enumerated(words, figures),
            right=counted(right),
            difference=counted(abs(whole["value"] - right)),
        ),
        (place(words, whole), *(place(words, row) for row in parts)),
    )

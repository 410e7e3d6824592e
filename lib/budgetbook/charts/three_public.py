"""“三公”经费 in pictures: each item over the years, budget against actual, what one of each cost."""

from decimal import Decimal

from budgetbook.accounts import Accounts
from budgetbook.analysis import three_public as analysis
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Comparison, Panel, budget_actual, small_multiples
from budgetbook.prose.paragraphs import Prose

_PANELS = ("total", "abroad", "vehicle", "vehicle_purchase", "vehicle_operation", "reception")


def three_public(book: Accounts) -> Exhibit | Prose:
    """A panel for every published item and the total over the years, all on one scale."""
    words, frame = book.words, analysis.items(book)
    if frame["actual"].notna().sum() == 0:
        return parts.absent(book, "three_public")
    years = sorted(set(frame["year"]))
    panels = []
    for item in _shown(list(dict.fromkeys(frame["item"]))):
        rows = frame[frame["item"] == item]
        budgeted = bool(rows["budget"].notna().any())
        panels.append(
            Panel(
                rows.iloc[0]["label"],
                list(rows["actual"]),
                [parts.amount_or_gap(book, value) for value in rows["actual"]],
                list(rows["budget"]) if budgeted else (),
                [parts.amount_or_gap(book, value) for value in rows["budget"]] if budgeted else (),
                f"three_public.{item}",
            )
        )
    svg = small_multiples(
        panels,
        [str(year) for year in years],
        budget=words("exhibit.budget"),
        actual=words("exhibit.actual"),
    )
    printed = Table.from_frame(
        frame[frame["actual"].notna() | frame["budget"].notna()],
        {
            "year": parts.text(words("head.years")),
            "label": parts.text(words("head.item")),
            "budget": parts.number(words("head.budget"), words.amount),
            "actual": parts.number(words("head.actual"), words.amount),
            "change": parts.number(words("head.change"), parts.signed_amount(book)),
            "percent": parts.number(words("head.percent"), parts.signed_rate(book)),
            "completion": parts.number(words("head.completion"), parts.rate(book)),
        },
        style=lambda row: "total" if row["item"] == "total" else "plain",
        indent=lambda row: 1 if row["item"].startswith("vehicle_") and "vehicle" in set(frame["item"]) else 0,
    )
    now = frame[(frame["year"] == book.year) & frame["actual"].notna() & (frame["item"] != "total")]
    largest = max(now.to_dict("records"), key=lambda row: row["actual"], default=None)
    structure = analysis.structure(book)
    shares = dict(zip(structure["item"], structure["share"], strict=True))
    told = parts.told(book, now.to_dict("records"), lambda row: f"{row['label']} {words.money(row['actual'])}")
    if largest is None:
        return parts.absent(book, "three_public")
    return parts.figure(
        book,
        "three_public",
        svg,
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "three_public")),
        label=largest["label"],
        share=words.percent(shares.get(largest["item"])),
        number=len(years),
        told=told,
    )


def three_public_budget(book: Accounts) -> Exhibit | Prose:
    """Budget and actual of every item this year, with the difference and how much of the budget was used."""
    words, frame = book.words, analysis.items(book)
    rows = [
        row
        for row in frame[frame["year"] == book.year].to_dict("records")
        if row["budget"] is not None and row["actual"] is not None
    ]
    if not rows:
        return parts.absent(book, "three_public_budget")
    lines = []
    for row in rows:
        change = row["actual"] - row["budget"]
        percent = None if row["completion"] is None else row["completion"] - Decimal(100)
        lines.append(
            Comparison(
                row["label"],
                row["budget"],
                row["actual"],
                change,
                percent,
                words.amount(row["budget"]),
                words.amount(row["actual"]),
                words.amount(change, sign=True),
                "[z]" if percent is None else words.percent(percent, sign=True),
            )
        )
    svg = budget_actual(
        lines,
        budget=words("exhibit.budget"),
        actual=words("exhibit.actual"),
        change=words("head.change_unit"),
        percent=words("head.percent"),
    )
    shown = frame[(frame["year"] == book.year) & frame["budget"].notna() & frame["actual"].notna()]
    printed = Table.from_frame(
        shown,
        {
            "label": parts.text(words("head.item")),
            "budget": parts.number(words("head.budget"), words.amount),
            "actual": parts.number(words("head.actual"), words.amount),
            "completion": parts.number(words("head.completion"), parts.rate(book)),
        },
    )
    over = [row["label"] for row in rows if row["over_budget"]]
    return parts.figure(
        book,
        "three_public_over" if over else "three_public_within",
        svg,
        ident="three-public-budget",
        table=printed,
        data=Data.from_frame(shown),
        notes=parts.notes(book, parts.sources_of(book, "three_public")),
        labels=words.join(over),
        told=parts.told(
            book,
            rows,
            lambda row: words(
                "exhibit.label_budget_actual",
                label=row["label"],
                budget=words.money(row["budget"]),
                actual=words.money(row["actual"]),
            ),
        ),
    )


def unit_costs(book: Accounts) -> Exhibit | Prose:
    """Table of what one vehicle, reception, guest or traveller cost in each year."""
    words, frame = book.words, analysis.unit_costs(book)
    if frame.empty:
        return parts.absent(book, "unit_costs")
    printed = Table.from_frame(
        frame,
        {
            "measure": parts.text(words("head.measure"), lambda measure: words(f"exhibit.{measure}")),
            "year": parts.text(words("head.years")),
            "amount": parts.number(words("head.amount"), words.amount),
            "count": parts.number(words("head.count"), words.number),
            "cost": parts.number(words("head.cost"), words.amount),
        },
    )
    return parts.table(
        book,
        "unit_costs",
        table=printed,
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "three_public")),
    )


def _shown(items: list[str]) -> list[str]:
    """The vehicle item gives way to its two parts where they are published."""
    parted = {"vehicle_purchase", "vehicle_operation"} & set(items)
    return [item for item in _PANELS if item in items and not (item == "vehicle" and len(parted) == 2)]

"""A topic as exhibits: its lines this year, and its lines over the years."""

from decimal import Decimal
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import share, total
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bar, Series, share_bars, year_rows
from budgetbook.explore.history import over_years
from budgetbook.explore.lines import lines, rest
from budgetbook.explore.topic import Topic
from budgetbook.explore.wording import name, rest_note, said, whole_name
from budgetbook.prose.paragraphs import Prose, records

MOST_DRAWN = 12
# Characters of a name that a title has room for, beside its figures.
LONGEST_NAME = {"zh": 18, "en": 60}
_COLOURS = {"source": "income", "kind": "expenditure", "detail": "three_public", "main": "three_public"}


def lines_of_year(book: Accounts, topic: Topic) -> Exhibit | Prose:
    """Bars of a topic's lines this year, the largest first, and what they leave of their total."""
    words, frame = book.words, lines(book, topic)
    if not any(frame["amount"]):
        told = "explore_zero" if frame["amount"].notna().any() else "explore_view"
        return parts.absent(book, told, **said(book, topic))
    whole, summed = whole_name(book, topic), frame["total"].iloc[0]
    named = frame.assign(label=[name(topic, row) for row in records(frame)])
    left = rest(frame)
    unnamed = [] if left is None or left < 0 else [(words("explore.rest"), left)]
    bars = [
        *(
            _bar(book, row["label"], row["amount"], summed, _colour(topic, row))
            for row in _drawn(book, named)
        ),
        *(_bar(book, label, amount, summed, "direction.unexplained") for label, amount in unnamed),
    ]
    printed = Table.from_frame(
        named,
        {
            "label": parts.text(words(f"explore.depth.{topic.depth}")),
            "amount": parts.money(words("head.amount"), words.amount),
            "share": parts.number(words("head.share"), parts.rate(book), of="total"),
        },
    )
    below = [
        Row([label, words.amount(amount), parts.rate(book)(share(amount, summed))], "total")
        for label, amount in (*unnamed, (whole, summed))
    ]
    return parts.exhibit(
        book,
        "explore_lines",
        svg=share_bars(bars),
        title=_largest(book, records(named)[0], whole),
        table=Table(printed.columns, [*printed.rows, *below]),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, *rest_note(book, topic, frame)),
        number=len(frame),
        shares=words("exhibit.explore_shares", whole=whole) if frame["share"].notna().any() else "",
        whole=whole,
        total=words.money(summed),
        told=parts.told(
            book,
            records(named),
            lambda row: words(
                "exhibit.label_amount" if row["share"] is None else "exhibit.label_amount_share",
                label=row["label"],
                amount=words.money(row["amount"]),
                share=words.percent(row["share"]),
            ),
        ),
        **said(book, topic),
    )


def lines_over_years(book: Accounts, topic: Topic) -> Exhibit | Prose:
    """A row for each of a topic's largest lines with a bar for every year, all on one scale."""
    words, frame = book.words, over_years(book, topic)
    if frame[frame["amount"].notna()]["year"].nunique() < 2:
        return parts.absent(book, "explore_one_year", **said(book, topic))
    years = list(dict.fromkeys(frame["year"]))
    rows = {code: records(own) for code, own in frame.groupby("code", sort=False)}
    names = {code: name(topic, own[0]) for code, own in rows.items()}
    texts = {code: [_amount(book, row) for row in own] for code, own in rows.items()}
    drawn = dict(list(rows.items())[:MOST_DRAWN])
    series = [
        Series(names[code], [row["amount"] for row in own], texts[code], _colour(topic, own[0]))
        for code, own in drawn.items()
    ]
    heads = [words("head.year", year=year) for year in years]
    first = parts.text(words(f"explore.depth.{topic.depth}"))
    more = [words("exhibit.largest_shown", number=MOST_DRAWN)] if len(rows) > MOST_DRAWN else []
    return parts.exhibit(
        book,
        "explore_years",
        svg=year_rows(series, heads),
        title=_mover(book, topic, list(drawn.values())),
        table=Table(
            [first, *(parts.money(head) for head in heads)],
            [Row([names[code], *texts[code]]) for code in rows],
        ),
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame[frame["told"] == "listed"], *more),
        period=words.period(years[0], years[-1]),
        number=len(rows),
        told=parts.told(
            book,
            ({"code": code} for code in rows),
            lambda row: words(
                "exhibit.label_amount", label=names[row["code"]], amount=_by_year(book, rows[row["code"]])
            ),
        ),
        **said(book, topic),
    )


def _drawn(book: Accounts, named: pd.DataFrame) -> list[dict[str, Any]]:
    """The largest lines, the small ones as one last row."""
    rows = records(named)
    if len(rows) <= MOST_DRAWN:
        return rows
    hidden = rows[MOST_DRAWN - 1 :]
    label = book.words("exhibit.others_number", number=len(hidden))
    others = {"code": "others", "label": label, "amount": total(row["amount"] for row in hidden)}
    return [*rows[: MOST_DRAWN - 1], others]


def _bar(book: Accounts, label: str, amount: Decimal | None, whole: Decimal | None, key: str) -> Bar:
    text = parts.beside(book, parts.amount_or_gap(book, amount), book.words.percent(share(amount, whole)))
    return Bar(label, amount, text, key)


def _colour(topic: Topic, row: dict[str, Any]) -> str:
    if row["code"] == "others":
        return "mark.other"
    group = topic.dimension if topic.length else _COLOURS.get(topic.depth)
    return f"{group}.{row['code']}" if group else "mark.plain"


def _largest(book: Accounts, first: dict[str, Any], whole: str) -> str:
    """The finding of a year: its largest line, named where a title has room for its name."""
    words, short = book.words, len(first["label"]) <= LONGEST_NAME[book.language]
    if first["share"] is None:
        key = "exhibit.label_amount" if short else "exhibit.explore_lines_most"
        return words(key, label=first["label"], amount=words.money(first["amount"]))
    key = "exhibit.share_title" if short else "exhibit.explore_lines_largest"
    return words(key, label=first["label"], whole=whole, share=words.percent(first["share"]))


def _mover(book: Accounts, topic: Topic, lines: list[list[dict[str, Any]]]) -> str:
    """The finding over the years: of the lines drawn the one that moved most from the first year to this."""
    words = book.words
    known = [
        (own[-1]["amount"] - own[0]["amount"], own)
        for own in lines
        if own[0]["amount"] is not None and own[-1]["amount"] is not None
    ]
    if not known:
        return words("exhibit.explore_years_title", **said(book, topic))
    change, own = max(known, key=lambda one: abs(one[0]))
    first_year = own[0]["year"]
    if not change:
        return words("exhibit.explore_years_flat", first_year=first_year, **said(book, topic))
    label = name(topic, own[0])
    most = "" if len(label) <= LONGEST_NAME[book.language] else "most_"
    return words(
        f"exhibit.explore_years_{most}{'up' if change > 0 else 'down'}",
        label=label,
        first_year=first_year,
        first=words.money(own[0]["amount"]),
        now=words.money(own[-1]["amount"]),
    )


def _amount(book: Accounts, row: dict[str, Any]) -> str:
    """An amount as a chart prints it; a line that a year does not list is said not to be listed."""
    if row["told"] == "not_listed":
        return book.words("exhibit.not_listed")
    return parts.amount_or_gap(book, row["amount"])


def _by_year(book: Accounts, own: list[dict[str, Any]]) -> str:
    words = book.words
    known = [row for row in own if row["told"] == "listed"]
    said = [words("exhibit.year_value", year=row["year"], value=words.money(row["amount"])) for row in known]
    return words("number.comma").join(said)

"""What a topic and its lines are called in the reader's language."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis.arithmetic import total
from budgetbook.analysis.change import printed_name
from budgetbook.explore.lines import rest, whole_item
from budgetbook.explore.topic import Topic
from budgetbook.prose import structure


def said(book: Accounts, topic: Topic) -> dict[str, str]:
    """A topic's flow, depth and phase, as the terms of its exhibits name them."""
    return {
        "what": book.words(f"explore.flow.{topic.flow}"),
        "depth": book.words(f"explore.depth.{topic.depth}"),
        "phase": book.words(f"choice.phase.{topic.phase}"),
    }


def whole_name(book: Accounts, topic: Topic) -> str:
    """What the total of a topic's lines is called."""
    if topic.depth == "source":
        return structure.whole_name(book, "income")
    if topic.flow in ("projects", "three_public"):
        return book.words(f"explore.all_{topic.flow}")
    table, _, item = whole_item(book, topic).partition(".")
    return printed_name(book, item) if table == "totals" else book.label(table, item)


def name(topic: Topic, row: Mapping[str, Any]) -> str:
    """A line's name behind its code, where it has one that the name does not tell already."""
    code, label = str(row["code"]), str(row["label"])
    return label if not topic.length or code in label else f"{code} {label}"


def rest_note(book: Accounts, topic: Topic, frame: pd.DataFrame) -> list[str]:
    """The note on lines that do not make up their total, as `lines.rest` finds it."""
    words, left = book.words, rest(frame)
    if left is None:
        return []
    key = "exhibit.explore_beyond" if left < 0 else "exhibit.explore_rest"
    summed = words.money(total(frame["amount"]))
    return [words(key, whole=whole_name(book, topic), sum=summed, rest=words.money(abs(left)))]

"""All exhibits and paragraphs of a book, and the rules that every one of them keeps."""

import re
from collections.abc import Iterator

from budgetbook import charts, prose
from budgetbook.accounts import Accounts
from budgetbook.accounts.peers import Peers
from budgetbook.charts.exhibit import Exhibit
from budgetbook.prose.front import Front

FLOWS = ("income", "kind", "function", "economic")
MOVED = ("total_income", "current_year_expenditure")
# What is of several departments and not of one book.
COMPARED = "compared_"
ARGUMENTS = {
    "structure": FLOWS,
    "structure_over_years": FLOWS,
    "bridge": MOVED,
    "contributions": MOVED,
    "reasons": MOVED,
    "change": MOVED,
    "compared_structure": FLOWS[:2],
}
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
NO_VALUE = re.compile(r"\b(None|nan|NaN|NaT|inf|Decimal)\b|\[[xz]\]|  |\{|\}")
UNIT = re.compile(r"万元|单位|%|分|个|项|yuan|units|points|grade|in all|rules|Data of|年数据")


def everything(book: Accounts) -> Iterator[Exhibit | prose.Prose | Front]:
    """What every function of `bb.prose` and `bb.charts` returns for a book."""
    return _of(book, compared=False)


def everything_compared(peers: Peers) -> Iterator[Exhibit | prose.Prose | Front]:
    """What every function of `bb.prose` and `bb.charts` returns that compares departments."""
    return _of(peers, compared=True)


def _of(shown: Accounts | Peers, *, compared: bool) -> Iterator[Exhibit | prose.Prose | Front]:
    for room in (prose, charts):
        for name in room.__all__:
            if name == "Prose" or name.startswith(COMPARED) != compared:
                continue
            for argument in ARGUMENTS.get(name, (None,)):
                yield getattr(room, name)(shown, *([argument] if argument else []))


def broken(shown: Exhibit | prose.Prose | Front, language: str) -> list[str]:
    """The rules that an exhibit or a paragraph breaks; empty where it keeps them all."""
    if isinstance(shown, Front):
        return [] if shown.json["title"] and "text/html" in shown._repr_mimebundle_() else ["front"]
    if isinstance(shown, prose.Prose):
        return [
            f"{shown.id}: {text}"
            for style, text in shown.paragraphs
            if style != "item" and _unprintable(text)
        ]
    sentences = [shown.title, shown.subtitle, shown.alt, *shown.notes]
    figure = shown.kind == "figure"
    rules = {
        "printable": not any(_unprintable(text) for text in sentences if text or figure),
        "one language": not any(_foreign(text, language) for text in sentences[:3]),
        "title of at most 30 characters": len(CJK.findall(shown.title)) <= 30,
        "year in the subtitle": bool(re.search(r"\d{4}", shown.subtitle)),
        "unit in the subtitle": bool(UNIT.search(shown.subtitle)),
        "alternative text of its own": not figure or (len(shown.alt) > 20 and shown.alt != shown.title),
        "source": any(note.startswith(("数据来源：", "Source: ")) for note in shown.notes),
        "no empty cell": all(cell != "" for row in shown.table.json["rows"] for cell in row["cells"]),
        "data": bool(shown.data.rows),
    }
    return [f"{shown.id}: {rule}: {sentences}" for rule, kept in rules.items() if not kept]


def _unprintable(text: str) -> bool:
    return not text.strip() or text != text.strip() or bool(NO_VALUE.search(text)) or "\n" in text


def _foreign(text: str, language: str) -> bool:
    if language == "en":
        return bool(CJK.search(text))
    return bool(set(re.findall(r"[A-Za-z]{2,}", text)) - {"PEFA", "PI"})

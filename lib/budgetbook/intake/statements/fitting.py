"""Which item a spelling stands for at its place: the words around a general term decide."""

import re
from collections.abc import Sequence
from functools import cache

from budgetbook.intake.statements.context import PHASES
from budgetbook.intake.statements.lexicon import Item, keys
from budgetbook.intake.statements.mention import Clause
from budgetbook.intake.statements.tokens import Token

FLOWS = {"income", "expenditure", "both"}

# What may precede a general term: whose figure it is, or when. Other words in front make it another item.
_WHOSE = re.compile(
    r"(局|厅|委|部|院|校|所|站|中心|镇|乡|县|市|区|州|旗|处|室|办|会|队|馆|台|学|园|社|街道|单位|机关|级|部门|系统"
    r"|公司|集团|年|中|我|该|出|入|的|[^\w\s])$"
)
_STARTS = {
    "mark",
    "label",
    "year",
    "among",
    "last",
    "filler",
    "budget",
    "opening",
    "document",
    "compare",
    "with",
}


def resolved(key: str, family: str) -> str:
    """The item's key within a family: a fund under income is income, elsewhere expenditure."""
    known = keys()[key]
    return known.as_income if family == "income" else known.as_expenditure


@cache
def spent_of(income: str) -> str:
    """The expenditure that a bare 支出 means behind an income (基金收入5万元，支出5万元); else empty."""
    funds = {key.as_income: key.as_expenditure for key in keys().values() if not key.family}
    return {"total_income": "total_expenditure", **funds}.get(income, "")


def fitting(tokens: Sequence[Token], index: int, family: str, clause: Clause) -> Item | None:
    """The reading of the item token at `index` that its place allows, None where it is part of another term.

    `family` is what the text is about. Where an item just named has no number yet, a general term after it
    only goes on with its name.
    """
    before = tokens[index - 1] if index else None
    whose = before is None or before.kind != "text" or bool(_WHOSE.search(before.text))
    awaits_number = clause.named and not clause.gap
    for item in tokens[index].items:
        continues = bool(item.bound) and before is not None and before.kind == "item" and awaits_number
        if continues or (item.under and item.under != family):
            continue
        if item.bound == "loose" and not whose:
            continue
        if item.bound == "alone" and not (whose and _stands_alone(tokens, index, item, clause)):
            continue
        return item
    return None


def _stands_alone(tokens: Sequence[Token], index: int, item: Item, clause: Clause) -> bool:
    """Whether a word as general as 支出 is the subject itself, and no part of 支出决算为."""
    before = _before(tokens, index)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or (before is not None and before.kind not in _STARTS | {"text"}):
        return False
    if following.kind not in {"amount", "filler", "during", *PHASES} and following.text != "：":
        return False
    if item.under:
        return following.text != "：" and not (clause.named and not clause.gap)
    if clause.subject and keys()[clause.subject[0]].family not in FLOWS:
        return False
    if before is not None and before.text in {"，", "、"}:
        # 收入5万元、支出4万元; 收入预算5万元，支出预算4万元
        told = following.kind == "amount" or (following.kind in PHASES and _is_amount(tokens, index + 2))
        earned = len(clause.subject) == 1 and bool(spent_of(clause.subject[0]))
        return earned and not clause.named and told
    opens = before is None or before.kind in {"year", "label", "text", "during"} or before.text in "。；：\n"
    told_whose = before is not None and before.kind in {"year", "text"}
    fresh = clause.gap or not clause.named
    return opens and fresh and (told_whose or following.kind not in {"settled", "actual", "opening"})


def _is_amount(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == "amount"


def _before(tokens: Sequence[Token], index: int) -> Token | None:
    """The token in front, words such as 全年 and 决算 left out."""
    index -= 1
    while index > 0 and tokens[index].kind in {"during", *PHASES}:
        index -= 1
    return tokens[index] if index >= 0 else None

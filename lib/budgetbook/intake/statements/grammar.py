"""Sentences into claims: clauses carry a subject on, words say what the numbers after them are."""

from copy import copy
from decimal import Decimal

from budgetbook.intake.statements.context import PHASES, year_of
from budgetbook.intake.statements.fitting import FLOWS, fitting, resolved, spent_of
from budgetbook.intake.statements.lexicon import keys
from budgetbook.intake.statements.mention import Base, Mention
from budgetbook.intake.statements.numbers import Numbers
from budgetbook.intake.statements.tokens import Token

_LEADS = {"label", "year", "among", "filler", "during"}
_TIMES = {"year", "last", *PHASES}


class Grammar(Numbers):
    """Reads the tokens of one statement: a handler for each kind of token, `_on_<kind>`."""

    def read(self) -> list[Mention]:
        """All mentions of the statement, in order."""
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.kind in {"amount", "percent", "number"}:
                index = self.read_numbers(index)
                continue
            handler = getattr(self, f"_on_{token.kind}", None)
            if handler:
                handler(token, index)
            elif token.kind in PHASES:
                self._on_phase(token, index)
            index += 1
        return self.mentions

    def _on_mark(self, token: Token, index: int) -> None:
        clause = self.clause
        mark = token.text
        if self.denied is not None and mark != "(" and clause.subject and self._follows_denial(index):
            self.add(clause.subject, "amount", [Decimal(0)], "", [self.denied])
        self.denied = None
        if mark in "。!?\n":
            if (self.itemless and self.touched) or len(self.heads) > 1:
                self.head = ""
            elif len(self.opening) == 1 and mark != "\n":
                (self.head,) = self.opening
            self.new_sentence()
        elif mark in "()":
            self._bracket(mark)
        elif mark == "、":
            clause.joining = bool(clause.subject) and clause.named
            clause.gap = clause.gap and clause.joining
            if not clause.joining:
                self.new_clause()
        else:
            if mark == "：" and clause.phase and not clause.subject:
                self.block = clause.phase
            self.new_clause()
            if mark == "；" and self._names_item(index + 1) and not self._is_next_reason(index + 1):
                self.reason = ""
        self.reason_start = token.end if mark in "，；：、。\n" else self.reason_start

    def _bracket(self, mark: str) -> None:
        """What a bracket says is told of the parts; after it the clause before it goes on."""
        if mark == "(":
            self.brackets.append((copy(self.clause), len(self.mentions)))
            self.clause.gap = False
        elif self.brackets:
            self.clause, claims = self.brackets.pop()
            self.clause.named = self.clause.named and claims == len(self.mentions)

    def _names_item(self, index: int) -> bool:
        while index < len(self.tokens) and self.tokens[index].kind in _LEADS:
            index += 1
        return index < len(self.tokens) and self.tokens[index].kind == "item"

    def _is_next_reason(self, index: int) -> bool:
        """主要原因：一是……；二是……: another reason, whatever it names."""
        return self.numbered and self.tokens[index].kind == "label" and self.tokens[index].text.endswith("是")

    def _follows_denial(self, index: int) -> bool:
        """Whether nothing but items stands between 无 and the mark at `index`."""
        between = set()
        index -= 1
        while index >= 0 and self.tokens[index] is not self.denied:
            between.add(self.tokens[index].kind)
            index -= 1
        return self.family == "three_public" and between <= {"filler", "during", "item", "with", *PHASES}

    def _on_text(self, token: Token, _index: int) -> None:
        if any(character.isalnum() for character in token.text):
            self.clause.gap = True
            self.touched = True
            self.spoken += 2

    def _on_reach(self, _token: Token, _index: int) -> None:
        self.clause.gap = True
        self.forget()

    def _on_year(self, token: Token, _index: int) -> None:
        clause = self.clause
        if clause.in_base and clause.base and clause.base.year is None:
            clause.base.year = year_of(token)
        elif not self.reason:
            clause.named = clause.named or (bool(clause.subject) and self.year != year_of(token))
            self.year = year_of(token)

    def _on_last(self, _token: Token, _index: int) -> None:
        clause = self.clause
        if clause.in_base and clause.base:
            clause.base.year = -1
        else:
            clause.last = True

    def _on_same(self, _token: Token, _index: int) -> None:
        self.take_head()
        self.clause.base = Base(year=-1)

    def _on_compare(self, _token: Token, _index: int) -> None:
        if self.clause.in_base and self.clause.base != Base():
            return
        self.take_head()
        self.clause.base, self.clause.in_base, self.clause.sign = Base(), True, None

    def _on_with(self, token: Token, index: int) -> None:
        following = self.tokens[index + 1].kind if index + 1 < len(self.tokens) else ""
        if following in _TIMES:
            self._on_compare(token, index)
        elif self.clause.subject and self.clause.named and following == "item":
            self.clause.joining = True

    def _on_phase(self, token: Token, index: int) -> None:
        clause = self.clause
        before = self.tokens[index - 1].kind if index else ""
        if clause.in_base and clause.base:
            clause.base.phase = token.kind
        elif before in {"rise", "fall"}:
            clause.base = Base(phase=token.kind, used=True)
        elif not (clause.complete or clause.share):
            if before == "year" and self.family == "three_public":
                self.take_head()
            clause.phase = token.kind
            clause.named = bool(clause.subject) and not clause.gap

    def _on_rise(self, _token: Token, index: int) -> None:
        self._direction(1, index)

    def _on_fall(self, _token: Token, index: int) -> None:
        self._direction(-1, index)

    def _on_change(self, _token: Token, index: int) -> None:
        self._direction(1, index)

    def _on_saved(self, _token: Token, index: int) -> None:
        self._direction(-1, index, Base(phase="budget"))

    def _on_overspent(self, _token: Token, index: int) -> None:
        self._direction(1, index, Base(phase="budget"))

    def _direction(self, sign: int, index: int, base: Base | None = None) -> None:
        """A word of direction: against what was compared, else against the `base` it implies or last year."""
        self.take_head()
        clause = self.clause
        if self._undecided(index):
            self.forget()
            clause.gap = True
        clause.sign, clause.in_base = sign, False
        if clause.base is None or (base is not None and clause.base.used):
            clause.base = base or Base()
        clause.base.used = True

    def _undecided(self, index: int) -> bool:
        """增加（减少）or 增加/减少: the form's choice was never made."""
        following = self.tokens[index + 1 : index + 3]
        choice = len(following) > 1 and following[0].text in {"(", "/"}
        return choice and {self.tokens[index].kind, following[1].kind} == {"rise", "fall"}

    def _on_flat(self, token: Token, _index: int) -> None:
        self.take_head()
        clause = self.clause
        if clause.subject and not clause.gap and not self.reason and clause.base is not None:
            clause.sign, clause.in_base = 1, False
            self.add(clause.subject, "change", [Decimal(0)], "", [token])
        self.new_clause()

    def _on_share(self, _token: Token, _index: int) -> None:
        self.clause.share, self.clause.in_base = True, False

    def _on_complete(self, _token: Token, _index: int) -> None:
        self.clause.complete, self.clause.in_base, self.clause.sign = True, False, None

    def _on_each(self, _token: Token, _index: int) -> None:
        self.clause.each = True

    def _on_all(self, _token: Token, _index: int) -> None:
        if len(self.clause.subject) < 2 and self.clause.subject[:1] != ["total"]:
            self.forget()

    def _on_among(self, _token: Token, _index: int) -> None:
        self.clause.named, self.in_parts = False, True

    def _on_count(self, _token: Token, _index: int) -> None:
        self.clause.named = False

    def _on_blank(self, _token: Token, _index: int) -> None:
        self.clause.named = False
        self.clause.share = self.clause.complete = False
        self.clause.sign = None

    def _on_reason(self, token: Token, _index: int) -> None:
        if self.clause.subject:
            self.reason = self.clause.subject[0]
        else:
            self.reason = self.reason or self.head or "unknown"
        self.reason_start = token.end

    def _on_label(self, token: Token, _index: int) -> None:
        self.numbered = self.numbered or bool(self.reason and token.text == "一是")

    def _on_none(self, token: Token, index: int) -> None:
        clause = self.clause
        following = next(
            (each for each in self.tokens[index + 1 :] if each.kind not in {"filler", "during"}), None
        )
        closes = following is None or following.kind == "mark"
        if closes and clause.subject and clause.named and not clause.gap and not self.reason:
            self.add(clause.subject, "amount", [Decimal(0)], "", [token])
            clause.named = False
        elif following is not None and following.kind == "item":
            self.denied = token

    def _on_item(self, token: Token, index: int) -> None:
        item = fitting(self.tokens, index, self.family, self.clause)
        clause = self.clause
        if item is None:
            self._unfitting(token, index)
            return
        bare = item.bound == "alone" and item.key == "total_expenditure" and len(clause.subject) == 1
        key = (bare and spent_of(clause.subject[0])) or resolved(item.key, self.family)
        following = self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
        if clause.share:
            return
        self.itemless = False
        self.spoken += 1
        if self.reason:
            return
        known = keys()[key]
        if self.scoped and known.family in FLOWS:
            self.forget()
            return
        self.family = known.family or self.family
        if self.family == "three_public" and "|" in {self.tokens[index - 1].text, following}:
            self.head = "three_public_total"
        elif self.head not in known.parents:
            self.head = key
            self.heads.add(key)
        if not (self.in_parts or self.brackets):
            self.opening.add(key)
        joins = clause.joining and not clause.gap
        moved = self._is_moved(index)
        if clause.base and clause.base.used and not moved:
            clause.sign = None
        clause.subject = [*clause.subject, key] if joins else [key]
        clause.rank, clause.named, clause.gap, clause.joining = item.rank, True, False, False
        before = self.tokens[index - 1] if index else None
        allotted = before is not None and before.kind in PHASES and before.text.endswith("安排")
        clause.phase = before.kind if before and allotted else self.block
        clause.complete = clause.share = clause.last = False
        if moved and clause.base == Base(used=True):
            # Compared with nothing that is named, what was cut (减少项目支出5万元) is a figure of no year.
            self.forget()

    def _is_moved(self, index: int) -> bool:
        """比上年减少公务接待费1万元: a change that names its item behind the verb."""
        index -= 1
        while index >= 0 and self.tokens[index].kind in {"filler", "during"}:
            index -= 1
        return index >= 0 and self.tokens[index].kind in {"rise", "fall"}

    def _unfitting(self, token: Token, index: int) -> None:
        """A spelling that is no item here: it goes on with a name, or is part of a term that nobody knows."""
        clause = self.clause
        before = self.tokens[index - 1].kind if index else ""
        of_flow = bool(clause.subject) and self.family in FLOWS
        if before == "item" and clause.named:
            # 政府性基金预算财政拨款年初结转和结余: the whole sentence is about one fund.
            self.scoped = of_flow
            clause.named = not of_flow
        elif any(item.bound != "alone" for item in token.items):
            clause.gap = self.touched = True
            self.forget()
        elif of_flow and keys()[token.items[0].key].family not in {self.family, "both"}:
            self.forget()

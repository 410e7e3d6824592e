"""The numbers of a sentence: whose they are, and whether amount, change, share or completion."""

from decimal import Decimal

from budgetbook.intake.statements.sentence import Sentence
from budgetbook.intake.statements.tokens import Token

_JOINT = {"total": ("total_income", "total_expenditure")}
_SEPARATORS = {"，", "、", "和", "及", "与"}


class Numbers(Sentence):
    """Claims the numbers of a sentence for the items it has named."""

    def read_numbers(self, index: int) -> int:
        """Claim the number at `index`, or the list of numbers that begins there; the index after it."""
        clause = self.clause
        found = [self.tokens[index]]
        end = index + 1
        if clause.each or len(clause.subject) > 1:
            while end + 1 < len(self.tokens) and self.tokens[end].text in _SEPARATORS:
                if not _goes_on(found, self.tokens[end + 1]):
                    break
                found.append(self.tokens[end + 1])
                end += 2
        kind = found[-1].kind
        self.touched = True
        self.spoken += 2
        if kind == "number":
            return index + 1
        if kind == "amount":
            self._amounts(found)
        else:
            self._percents(found, index)
        return end

    def _amounts(self, found: list[Token]) -> None:
        clause = self.clause
        if self.reason:
            if clause.sign:
                self.add_reason(found[0])
            clause.sign = None
            return
        targets = self._targets(len(found))
        values = [token.value for token in found]
        if clause.gap or clause.share or clause.complete or not targets:
            self.forget()
        elif clause.sign:
            self._back_to_own_year(targets)
            self.add(targets, "change", values, found[-1].unit, found)
            clause.named = False
            clause.sign = None
        elif clause.in_base or clause.last:
            self.add(targets, "prior", values, found[-1].unit, found)
            clause.last = False
        elif clause.named:
            self.add(targets, "amount", values, found[-1].unit, found)
            self.recent += [key for key in targets if key not in self.recent]
            if self.year == self.main_year:
                self.own.update(targets)
            clause.named = False
        else:
            self.forget()
        clause.each = False

    def _percents(self, found: list[Token], index: int) -> None:
        clause = self.clause
        targets = self._targets(len(found))
        values = [token.value for token in found]
        alone = index and self.tokens[index - 1].text == "(" and self.last_claim is not None
        if self.reason or clause.gap or not targets:
            pass
        elif clause.complete:
            self.add(targets, "completion_pct", values, "%", found)
        elif clause.share:
            self.add(targets, "pct", values, "%", found)
        elif alone and self.last_claim:
            if self.last_claim.part == "change" and isinstance(self.last_claim.value, Decimal):
                clause.sign = -1 if self.last_claim.value < 0 else 1
                self.add(targets, "change_pct", values, "%", found)
            elif self.last_claim.part == "amount":
                self.add(targets, "pct", values, "%", found)
        elif clause.sign:
            self._back_to_own_year(targets)
            self.add(targets, "change_pct", values, "%", found)
        clause.share = clause.complete = clause.each = False
        clause.sign = None

    def _back_to_own_year(self, targets: list[str]) -> None:
        """2022年5万元，2021年4万元，增加1万元: the change is of the year that the sentence began with."""
        if self.own.issuperset(targets):
            self.year = self.main_year

    def _targets(self, number: int) -> list[str]:
        subject = self.clause.subject
        if number == 1:
            return ["total"] if sorted(subject) == ["total_expenditure", "total_income"] else subject
        flat = [key for each in subject for key in _JOINT.get(each, (each,))]
        if len(flat) == number:
            return flat
        children = [key for key in self.recent if key != self.head]
        return children[-number:] if len(children) >= number else []


def _goes_on(found: list[Token], following: Token) -> bool:
    """Whether a list of numbers goes on; only the last of them has to print the unit."""
    printed = {token.kind for token in found} - {"number"}
    return following.kind == "number" or (
        following.kind in {"amount", "percent"} and printed <= {following.kind}
    )

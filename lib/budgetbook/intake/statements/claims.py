"""Numbers into mentions: which part of its item a number is, by the clause it stands in."""

from dataclasses import dataclass
from decimal import Decimal

from budgetbook.intake.statements.context import PHASES, part_of
from budgetbook.intake.statements.mention import Base, Clause, Mention
from budgetbook.intake.statements.tokens import Token


@dataclass(frozen=True)
class Claims:
    """Makes mentions of a clause that tells `year`, in a document of `main_year` and `main_phase`."""

    clause: Clause
    year: int | None
    main_year: int | None
    main_phase: str

    def mention(self, key: str, part: str, value: Decimal, unit: str, token: Token) -> Mention:
        """What the number of `token` is of the item `key`.

        A change against the own budget, or of accounts against last year's budget, is no change against last
        year; an amount of another year or phase is named after it.
        """
        clause, year, label = self.clause, self.year, ""
        phase = PHASES.get(clause.phase, self.main_phase)
        if part in {"change", "change_pct"}:
            value = clause.sign * value if value > 0 and clause.sign else value
            label = (clause.base or Base()).label(year)
            part = part if self._yearly(label) else f"{part}_against_{label}"
            part = part if year == self.main_year else f"{part}_other_year"
        elif part == "prior":
            part, year, phase = self._base_amount()
        elif part == "amount":
            part = self._part(year, phase)
        end = token.number_end or token.end
        return Mention(key, part, value, unit, year, phase, token.start, end, label, clause.rank)

    def reason(self, key: str, name: str, token: Token) -> Mention:
        """The amount that a named reason adds to the change of the item `key`."""
        value = token.value * (self.clause.sign or 1)
        place = token.start, token.number_end
        return Mention(key, "reason", value, token.unit, self.year, self.main_phase, *place, name)

    def _yearly(self, label: str) -> bool:
        return label in {"last_year", "last_actual"} or label.isdigit() or label == f"last_{self.main_phase}"

    def _base_amount(self) -> tuple[str, int | None, str]:
        """Part, year and phase of an amount that a change starts from (比上年33万元减少2万元)."""
        clause = self.clause
        base = clause.base if clause.in_base and clause.base else Base(year=-1)
        phase = PHASES.get(base.phase, self.main_phase)
        if base.year is None and phase != "actual":
            return self._part(self.year, phase), self.year, phase
        if base.year not in {None, -1}:
            return self._part(base.year, phase), base.year, phase
        prior = "prior" if phase == self.main_phase == "actual" else "other_year"
        if self.year != self.main_year:
            prior = "other_year"
        return prior, self.year - 1 if self.year else None, phase

    def _part(self, year: int | None, phase: str) -> str:
        return part_of(year, phase, self.main_year, self.main_phase)

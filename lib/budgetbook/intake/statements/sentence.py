"""What is known while the sentences of a statement are read."""

from collections.abc import Sequence
from decimal import Decimal

from budgetbook.intake.statements.claims import Claims
from budgetbook.intake.statements.mention import Clause, Mention
from budgetbook.intake.statements.naming import reason_name
from budgetbook.intake.statements.tokens import Token


class Sentence:
    """The state of reading: what the sentence is about, and what it has said and claimed so far."""

    def __init__(
        self, tokens: Sequence[Token], text: str, year: int | None, phase: str, department: str
    ) -> None:
        self.tokens, self.text, self.main_year, self.main_phase = tokens, text, year, phase
        self.department = department
        self.mentions: list[Mention] = []
        self.head = ""
        self.family = ""
        self.heading: list[str] = []
        self.spoken = 0
        self.clause = Clause()
        self.new_sentence()

    def new_sentence(self) -> None:
        """Forget the sentence; a line that only names an item stays the subject of the line after it."""
        if self.spoken:
            self.heading = self.clause.subject if self.spoken == 1 else []
        self.clause = Clause(subject=list(self.heading))
        self.year = self.main_year
        self.block = ""
        self.touched = False
        self.scoped = False
        self.itemless = True
        self.recent: list[str] = []
        self.own: set[str] = set()
        self.last_claim: Mention | None = None
        self.brackets: list[tuple[Clause, int]] = []
        self.reason = ""
        self.reason_start = 0
        self.numbered = False
        self.denied: Token | None = None
        self.spoken = 0
        self.heads: set[str] = set()
        self.opening: set[str] = set()
        self.in_parts = False

    def new_clause(self) -> None:
        """Forget what a mark within the sentence ends; the subject and its comparison stay."""
        clause = self.clause
        clause.gap = clause.share = clause.complete = clause.each = clause.last = clause.joining = False
        clause.sign = None

    def take_head(self) -> None:
        """A sentence that opens with a comparison speaks of what the sentence before was about."""
        if not self.clause.subject and not self.touched and self.itemless and self.head:
            self.clause.subject = [self.head]

    def forget(self) -> None:
        """The words have named something unknown: what follows is of no item."""
        self.clause.subject, self.clause.named = [], False

    def add(
        self, targets: list[str], part: str, values: list[Decimal], unit: str, found: list[Token]
    ) -> None:
        """Claim a value for each target; one value may stand for several."""
        values = values if len(values) == len(targets) else values * len(targets)
        places = found if len(found) == len(targets) else found * len(targets)
        claims = Claims(self.clause, self.year, self.main_year, self.main_phase)
        for key, value, token in zip(targets, values, places, strict=True):
            self.last_claim = claims.mention(key, part, value, unit, token)
            self.mentions.append(self.last_claim)

    def add_reason(self, token: Token) -> None:
        """Claim an amount as the part that a named reason has in a change."""
        name = reason_name(self.text[self.reason_start : token.start], self.department)
        if name:
            claims = Claims(self.clause, self.year, self.main_year, self.main_phase)
            self.mentions.append(claims.reason(self.reason, name, token))

"""The report's front: whose accounts, which year, in what unit, how far the figures can be trusted."""

from dataclasses import dataclass
from html import escape
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile import reconcile
from budgetbook.prose.paragraphs import MIMETYPE


@dataclass(frozen=True)
class Front:
    """The title block; each chapter shows it once and the report uses the first."""

    json: dict[str, Any]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        facts = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(fact)}</td></tr>" for name, fact in self.json["facts"]
        )
        return {
            MIMETYPE: self.json,
            "text/html": f"<p><strong>{escape(self.json['title'])}</strong></p><table>{facts}</table>",
            "text/plain": self.json["title"],
        }


def front(book: Accounts) -> Front:
    """Make the title block of a report on these accounts."""
    words = book.words
    found = len(reconcile(book))
    level = book.department.level
    facts = [
        *([(words("front.level"), words(f"choice.level.{level}"))] if level else []),
        (words("front.period"), words.period(book.years[0], book.year)),
        (words("front.phase"), words("choice.phase.actual")),
        (words("front.unit"), words("number.unit_wan")),
        (words("front.quality"), words("front.findings" if found else "front.no_findings", number=found)),
    ]
    return Front(
        {
            "kind": "front",
            "language": book.language,
            "department": book.name,
            "slug": book.department.slug,
            "year": book.year,
            "years": list(book.years),
            "title": words("front.title", department=book.name, year=book.year),
            "subtitle": words("front.subtitle"),
            "illustrative": book.illustrative,
            "facts": facts,
        }
    )

"""The report's front: whose accounts, which year, in what unit, how far the figures can be trusted."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from budgetbook.accounts import Accounts
from budgetbook.analysis.digest import digest
from budgetbook.analysis.reconcile import reconcile
from budgetbook.analysis.reconcile.finding import SEVERITIES
from budgetbook.prose.paragraphs import MIMETYPE
from budgetbook.words import round_half_up

# Of each headline figure the unit and how many decimals it is told with.
_UNITS = {
    "total_income": ("万元", 2),
    "current_year_expenditure": ("万元", 2),
    "execution": ("%", 2),
    "three_public": ("万元", 2),
    "projects": ("个", 0),
    "mean_score": ("分", 2),
}


@dataclass(frozen=True)
class Front:
    """The title block; each chapter shows it once and the report uses the first.

    Its `findings` (how many of each severity) and `figures` (the year's headline figures, plain numbers as
    text, None where not published) go into the report's manifest, for an index of many reports.
    """

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
    found = Counter(finding.severity for finding in reconcile(book))
    quality = words("front.findings" if found else "front.no_findings", number=found.total())
    level = book.department.level
    facts = [
        *([(words("front.level"), words(f"choice.level.{level}"))] if level else []),
        (words("front.period"), words.period(book.years[0], book.year)),
        (words("front.phase"), words("choice.phase.actual")),
        (words("front.unit"), words("number.unit_wan")),
        (words("front.quality"), quality),
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
            "findings": {severity: found[severity] for severity in SEVERITIES},
            "figures": [
                {
                    "key": key,
                    "term": words(f"front.figure_{key}"),
                    "value": _plain(value, _UNITS[key][1]),
                    "unit": _UNITS[key][0],
                }
                for key, value in digest(book).items()
            ],
        }
    )


def _plain(value: Decimal | None, places: int) -> str | None:
    return None if value is None else str(round_half_up(value, places))

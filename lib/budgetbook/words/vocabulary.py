"""One language's words: look a term up, print a number, fill a sentence template."""

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from budgetbook.words.numbers import fixed, plain

LANGUAGES = ("zh", "en")


@cache
def _terms() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted(files("budgetbook.words").joinpath("terms").iterdir(), key=lambda entry: entry.name):
        topic = path.name.removesuffix(".csv")
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            found[f"{topic}.{row['key']}"] = {"zh": row["zh"], "en": row["en"]}
    return found


class Words:
    """The terms, numbers and templates of one language (`zh` or `en`).

    `words("item.total_income")` is a term; `words("report.page", number=3)` fills its placeholders.
    Raises `KeyError` for a term that no file in `terms/` has, so that a gap never reaches a page.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r}: one of {', '.join(LANGUAGES)}")
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        text = _terms()[key][self.language]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether a term exists."""
        return key in _terms()

    def amount(self, value: Decimal | None, *, sign: bool = False) -> str:
        """Print an amount in 万元 for a table or a chart: `6,122.13`."""
        return fixed(value, 2, sign=sign)

    def percent(self, value: Decimal | None, *, sign: bool = False) -> str:
        """Print a percentage with two decimals: `94.07%`."""
        return fixed(value, 2, sign=sign) + ("" if value is None else "%")

    def points(self, value: Decimal | None) -> str:
        """Print a change of a share, in percentage points: `+1.20`."""
        return fixed(value, 2, sign=True)

    def number(self, value: Decimal | None) -> str:
        """Print a count or a score as it was published: `155,550`, `86.23`."""
        return plain(value)

    def money(self, value: Decimal | None) -> str:
        """Print an amount inside a sentence, with its unit: `6122.13万元`, `6,122.13 wan yuan`.

        Chinese official prose writes no thousands separator.
        """
        if value is None:
            return self("number.not_published")
        separator = "" if self.language == "zh" else ","
        return self("number.money", value=fixed(value, 2, separator=separator))

    def join(self, parts: list[str]) -> str:
        """Join clauses as a list: `甲、乙和丙`, `a, b and c`."""
        if len(parts) < 2:
            return "".join(parts)
        return self("number.comma").join(parts[:-1]) + self("number.and") + parts[-1]

    def render(self, template: str, **context: Any) -> str:
        """Fill the template `<language>/<template>` of this package; an undefined name is an error."""
        return _environment(self.language).get_template(template).render(words=self, **context).strip()


@cache
def _environment(language: str) -> Environment:
    words = Words(language)
    # The result is plain text and is escaped where it enters a page, so nothing is escaped here.
    environment = Environment(
        loader=PackageLoader("budgetbook.words", language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "money": words.money,
        "amount": words.amount,
        "percent": words.percent,
        "points": words.points,
        "number": words.number,
        "join_clauses": words.join,
    }
    return environment

"""One language's words: look a term up, print a number, fill a sentence template."""

import csv
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from budgetbook.words.compiled import Compiled
from budgetbook.words.numbers import fixed, plain, round_half_up

LANGUAGES = ("zh", "en")

# In %: a change below the first reads as 基本持平, one from the second on as a multiple (12.3倍).
ABOUT_EQUAL = Decimal("0.5")
MULTIPLE_FROM = Decimal(1000)


@cache
def _terms() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    folder = files("budgetbook.words").joinpath("terms")
    for path in (path for path in folder.iterdir() if path.name.endswith(".csv")):
        # exhibit.scores.csv adds to the topic of exhibit.csv, so that each chapter has a file of its own.
        topic = path.name.partition(".")[0]
        # A spreadsheet that an analyst edits the words with puts a byte order mark in front.
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()):
            found[f"{topic}.{row['key']}"] = {"zh": row["zh"], "en": row["en"]}
    return found


class _Sentence(Formatter):
    """Fills placeholders: `{label:inner}`, a name inside a sentence, `{n:year|years}`, a word after n."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if format_spec == "inner":
            return inner(str(value))
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if str(value) == "1" else many
        return on_one_line(super().format_field(value, format_spec))


def on_one_line(text: str) -> str:
    """A text without line ends and tabs, since a name with some must not start a paragraph of its own."""
    return re.sub(r"[^\S ]+", " ", text)


def inner(name: str) -> str:
    """One of our own terms inside a sentence: `Total income` becomes `total income`, `PEFA` stays.

    Names that a document gave stay as they are: they may begin with a name (Tibet).
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


class Words:
    """The terms, numbers and templates of one language (`zh` or `en`).

    `words("item.total_income")` is a term; `words("report.page", number=3)` fills its placeholders, of which
    `{label:inner}` is a name inside an English sentence, total income and not Total income, and
    `{number:year|years}` the word that goes with a number.
    Raises `KeyError` for a term that no file in `terms/` has, so that a gap never reaches a page.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r}: one of {', '.join(LANGUAGES)}")
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The term of a key, its placeholders filled."""
        text = _terms()[key][self.language]
        return _Sentence().vformat(text, (), values) if values else text

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
        """Print a count or a score for a table or a chart, as it was published: `155,550`, `86.23`."""
        return plain(value)

    def count(self, value: Decimal | int | None, one: str = "", many: str = "") -> str:
        """Print a count or a score inside a sentence: `155550`; in English with its noun, `1 project`."""
        if value is None:
            return self("number.not_published")
        number = plain(Decimal(value))
        if self.language == "zh":
            return number.replace(",", "")
        return f"{number} {one if number == '1' else many}".rstrip()

    def money(self, value: Decimal | None) -> str:
        """Print an amount inside a sentence, with its unit: `6122.13万元`, `6,122.13 wan yuan`.

        Chinese official prose writes no thousands separator.
        """
        if value is None:
            return self("number.not_published")
        separator = "" if self.language == "zh" else ","
        return self("number.money", value=fixed(value, 2, separator=separator))

    def yuan(self, value: Decimal | None) -> str:
        """Print a small amount in 元, as it has decimals: `225元`, `1,350 yuan`."""
        if value is None:
            return self("number.not_published")
        text = fixed(
            value,
            0 if value == value.to_integral_value() else 2,
            separator="" if self.language == "zh" else ",",
        )
        return self("number.yuan", value=text)

    def change(self, change: Decimal | None, percent: Decimal | None, last: Decimal | None) -> str:
        """Tell a change against last year: `较上年减少492.19万元，下降7.44%`.

        Below 0.5 % it is 基本持平, from 1000 % on a multiple, and from a base of zero there is no rate.
        """
        if change is None:
            return self("change.unknown")
        if round_half_up(change) == 0:
            return self("change.none" if change == 0 else "change.about_none")
        direction = "up" if change > 0 else "down"
        amount = self.money(abs(change))
        if percent is None:
            base = "zero" if last == 0 else "negative"
            return self(f"change.{direction}_from_{base}", amount=amount)
        if percent >= MULTIPLE_FROM:
            return self("change.multiple", amount=amount, times=fixed(percent / 100, 1))
        kind = f"about_{direction}" if abs(percent) < ABOUT_EQUAL else direction
        return self(f"change.{kind}", amount=amount, percent=self.percent(abs(percent)))

    def moved(self, change: Decimal | None) -> str:
        """Tell a change by itself: `减少492.19万元`, `down 492.19 wan yuan`."""
        if change is None:
            return self("number.not_published")
        direction = "up" if change > 0 else "down" if change < 0 else "none"
        return self(f"change.moved_{direction}", amount=self.money(abs(change)))

    def after(self, label: str, said: str) -> str:
        """A name and what is said of it, without the word twice that both have: `接待减少` + `减少2万元`."""
        shared = next(
            (said[:length] for length in range(len(said), 0, -1) if label.endswith(said[:length])), ""
        )
        return label + said.removeprefix(shared)

    def period(self, first: int, last: int) -> str:
        """One year, or the first and the last of several: `2018—2022年`, `2018 to 2022`."""
        return (
            self("number.year", year=last) if first == last else self("number.years", first=first, last=last)
        )

    def join(self, parts: list[str]) -> str:
        """Join clauses as a list: `甲、乙和丙`, `a, b and c`."""
        if len(parts) < 2:
            return "".join(parts)
        return self("number.comma").join(parts[:-1]) + self("number.and") + parts[-1]

    def render(self, template: str, **context: Any) -> str:
        """Fill the template `<language>/<template>` of this package; an undefined name is an error."""
        return _environment(self.language).get_template(template).render(words=self, **context).strip()


def prepare() -> None:
    """Read every term and compile every template, so that processes forked from this one need not."""
    for language in LANGUAGES:
        environment = _environment(language)
        for name in environment.list_templates(extensions=["j2"]):
            environment.get_template(name)
        Words(language)("number.comma")


@cache
def _environment(language: str) -> Environment:
    words = Words(language)
    # The result is plain text and is escaped where it enters a page, so nothing is escaped here.
    environment = Environment(
        loader=PackageLoader("budgetbook.words", language),
        bytecode_cache=Compiled(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: on_one_line(value) if isinstance(value, str) else value,
    )
    environment.filters |= {
        "money": words.money,
        "percent": words.percent,
        "count": words.count,
        "join_clauses": words.join,
        "moved": words.moved,
        "inner": inner,
    }
    return environment


def glossary(language: str) -> list[dict[str, str]]:
    """The terms a report explains, each with `key`, `term` and `definition`, in the order of the file."""
    text = files("budgetbook.words").joinpath("terms", "glossary.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    return [
        {"key": row["key"], "term": row[language], "definition": row[f"{language}_definition"]}
        for row in rows
    ]

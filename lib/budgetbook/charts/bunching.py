"""The test of scores just above the grades' limits, as counts that face each other."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from budgetbook.accounts import Accounts
from budgetbook.analysis import bunching as analysis
from budgetbook.analysis.distribution import scored
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Table
from budgetbook.charts.forms import Facing, facing_bars
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.prose.relations import chance, level, several, verdict

Test = Mapping[str, Any]


def bunching(book: Accounts) -> Exhibit | Prose:
    """Counts just below and just above each grade's limit, with the test's p; pooled years are in the data.

    Without a project of this year near a limit `prose.bunching` says so.
    """
    words, frame = book.words, analysis.bunching(book)
    tests = records(frame)
    now = [test for test in tests if test["scope"] == "year"]
    if not any(test["n"] for test in now):
        return parts.silent()
    points = words.number(book.settings.bunching_points)
    svg = facing_bars(
        [
            Facing(
                _limit(book, test),
                test["below"],
                words("exhibit.bunching_counted", number=words.number(test["below"])),
                test["above"],
                words("exhibit.bunching_counted", number=words.number(test["above"])),
                _result(book, test),
            )
            for test in now
        ],
        left=words("exhibit.bunching_below", points=points),
        right=words("exhibit.bunching_above", points=points),
        text=words("exhibit.bunching_p_adjusted" if several(now, "year") else "exhibit.bunching_p"),
    )
    return parts.exhibit(
        book,
        "bunching",
        svg=svg,
        title=_title(book, now),
        table=_table(book, now),
        data=Data.from_frame(frame),
        notes=parts.notes(book, parts.sources_of(book, "projects", years=[book.year]), *_rules(book, now)),
        points=points,
        number=len(scored(book)),
        told=parts.told(book, now, lambda test: _told(book, test)),
    )


def _title(book: Accounts, now: Sequence[Test]) -> str:
    """The limits that have more above than chance, or that none has, or that none can be tested."""
    words = book.words
    verdicts = [test["verdict"] for test in now]
    found = next((one for one in ("shown", "few", "not_shown") if one in verdicts), "none_possible")
    heaped = [words.number(test["limit"]) for test in now if test["verdict"] == found]
    limits = words("number.comma").join(words("exhibit.bunching_points", limit=limit) for limit in heaped)
    least = analysis.ENOUGH if found == "few" else analysis.FEWEST
    return words(f"exhibit.bunching_{found}", limits=limits, least=least)


def _limit(book: Accounts, test: Test) -> str:
    grade, limit = book.words(f"grade.{test['grade']}"), book.words.number(test["limit"])
    return book.words("exhibit.bunching_limit", grade=grade, limit=limit)


def _result(book: Accounts, test: Test) -> str:
    """The adjusted p with the verdict; where a test says nothing, why."""
    words = book.words
    if not test["n"]:
        return words("exhibit.bunching_nobody")
    if test["verdict"] == "none_possible":
        return verdict(book, test)
    return words("exhibit.bunching_p_verdict", p=chance(test["adjusted"]), verdict=verdict(book, test))


def _told(book: Accounts, test: Test) -> str:
    return book.words(
        "exhibit.bunching_told",
        label=_limit(book, test),
        below=book.words.number(test["below"]),
        above=book.words.number(test["above"]),
        verdict=_result(book, test),
    )


def _rules(book: Accounts, now: Sequence[Test]) -> list[str]:
    words = book.words
    key = "exhibit.bunching_rule_adjusted" if several(now, "year") else "exhibit.bunching_rule"
    rules = [
        words(key, tests=analysis.judged(now, "year"), level=level(), enough=analysis.ENOUGH),
        words("exhibit.bunching_caution"),
    ]
    beyond = [_limit(book, test) for test in now if test["off_scale"]]
    if beyond:
        rules.append(words("exhibit.bunching_off_scale", limits=words("number.comma").join(beyond)))
    return rules


def _table(book: Accounts, tests: Sequence[Test]) -> Table:
    words = book.words

    def window(low: str, high: str) -> list[str]:
        return [
            words("exhibit.bunching_range", low=words.number(test[low]), high=words.number(test[high]))
            for test in tests
        ]

    frame = pd.DataFrame(tests).astype(object)
    frame = frame.assign(window_below=window("low", "limit"), window_above=window("limit", "high"))
    columns = {
        "grade": parts.text(words("head.grade"), lambda grade: words(f"grade.{grade}")),
        "limit": parts.number(words("head.limit"), words.number),
        "window_below": parts.text(words("head.window_below")),
        "below": parts.number(words("head.below"), words.number),
        "window_above": parts.text(words("head.window_above")),
        "above": parts.number(words("head.above"), words.number),
        "n": parts.number(words("head.both"), words.number),
        "p": parts.number(words("head.p"), chance),
        "adjusted": parts.number(words("head.adjusted"), chance),
        "said": parts.text(words("head.verdict")),
    }
    if not several(tests, "year"):
        del columns["adjusted"]
    return Table.from_frame(frame.assign(said=[verdict(book, test) for test in tests]), columns)

"""Departments compared in words: who they are, where the own one stands, and who is left out and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budgetbook.accounts.schema import LEVELS
from budgetbook.analysis.comparison.measures import UNITS, compared, fund_of_execution
from budgetbook.analysis.comparison.ranks import ranking
from budgetbook.analysis.comparison.readings import OTHERWISE
from budgetbook.analysis.comparison.scope import scope
from budgetbook.prose.front import Front, front
from budgetbook.prose.paragraphs import Prose, compose, records
from budgetbook.words import Words, round_half_up
from budgetbook.words.vocabulary import inner

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

GROWTH = ("income_growth", "expenditure_growth")
EXECUTION = ("execution", "project_execution")
THREE_PUBLIC = ("three_public", "three_public_share", "per_post")
UNIT_COSTS = ("per_vehicle", "per_reception", "per_guest")
SCORES = ("mean_score", "top_share")
MOST_NAMES = 3  # of departments that a sentence names; more are counted
FEW = 3  # departments that are told one by one, without a median


def compared_front(peers: "Peers") -> Front:
    """The title block of the chapter, with a fact `further` for the report's face where figures are made up.

    Beside made-up departments a report on a real one says so there; one on a made-up one does anyway.
    """
    words = peers.book.words
    labels = [peers.labels[one.slug] for one in peers.departments if one.slug in peers.made_up]
    made_up = words("comparison.face_made_up", names=named(words, labels))
    further = [] if peers.illustrative or not labels else [(words("comparison.face"), made_up)]
    return Front({**front(peers.book).json, "further": further})


def compared_departments(peers: "Peers") -> Prose:
    """Which departments are compared, on which levels, and which could not be."""
    words, book = peers.book.words, peers.book
    rows = records(scope(peers))
    levels = Counter(row["level"] for row in rows)

    def those(kind: Callable[[dict[str, Any]], bool]) -> str:
        return named(words, [row["label"] for row in rows if kind(row)])

    return compose(
        book,
        "compared_departments",
        number=len(rows) - 1,
        own=peers.labels[peers.own],
        others=those(lambda row: row["department"] != peers.own),
        period=words.period(peers.years[0], peers.years[-1]),
        levels=[(words(f"choice.level.{level}"), levels[level]) for level in LEVELS if levels[level]],
        unlevelled=levels[""],
        made_up=peers.illustrative,
        otherkind=those(lambda row: row["bases"] and row["made_up"] != peers.illustrative),
        nothing=those(lambda row: not row["bases"]),
        budgets=those(lambda row: row["budgets"] and not row["years"]),
        left_out=[(slug, problem.text(book.language)) for slug, problem in peers.left_out],
    )


def compared_growth(peers: "Peers") -> Prose:
    """Growth of income and expenditure against last year."""
    return _measured(peers, "compared_growth", GROWTH)


def compared_execution(peers: "Peers") -> Prose:
    """How far the budgets of expenditure and of projects were spent."""
    return _measured(peers, "compared_execution", EXECUTION)


def compared_three_public(peers: "Peers") -> Prose:
    """The three public expenses in all, as a share of expenditure, and per post."""
    return _measured(peers, "compared_three_public", THREE_PUBLIC)


def compared_unit_costs(peers: "Peers") -> Prose:
    """What a vehicle, a reception and a guest cost."""
    return _measured(peers, "compared_unit_costs", UNIT_COSTS)


def compared_scores(peers: "Peers") -> Prose:
    """How the projects scored."""
    return _measured(peers, "compared_scores", SCORES)


def value_text(words: Words, measure: str, value: Decimal | None) -> str:
    """A measure's figure inside a sentence, with its unit."""
    unit = UNITS[measure]
    if unit == "points":
        return words("comparison.points", value=words.amount(value))
    if unit == "yuan":
        return words.yuan(None if value is None else round_half_up(value))
    return words.money(value) if unit == "wan" else words.percent(value)


def measure_label(peers: "Peers", measure: str) -> str:
    """What a measure is called, the execution of a budget with the fund that it is of."""
    words = peers.book.words
    label = words(f"comparison.{measure}")
    fund = fund_of_execution(peers, peers.book.year) if measure == "execution" else ""
    return words("comparison.of_fund", label=label, fund=words(f"choice.fund.{fund}")) if fund else label


def listed(words: Words, labels: Iterable[str]) -> str:
    """Several measures as one clause that begins a sentence."""
    first, *others = labels
    return words.join([first, *map(inner, others)])


def named(words: Words, labels: Sequence[str]) -> str:
    """A few names; of many the first ones and how many there are. Empty without any."""
    shown = words("comparison.between").join(labels[:MOST_NAMES])
    if len(labels) <= MOST_NAMES:
        return shown
    return words("comparison.many", shown=shown, number=len(labels))


def _measured(peers: "Peers", ident: str, measures: Sequence[str]) -> Prose:
    """A sentence for each measure, one for those with nothing to compare, and who is not ranked and why."""
    words = peers.book.words
    found = [ranking(peers, measure) for measure in measures]
    told = [
        {
            **vars(one),
            "label": measure_label(peers, one.measure),
            "others": _others(peers, one.measure) if one.known <= FEW else [],
            "unknown": one.of - one.known,
        }
        for one in found
        if one.comparable
    ]
    incomparable = [words(f"comparison.{one.measure}") for one in found if not one.comparable]
    return compose(
        peers.book,
        "compared_measures",
        ident=ident,
        told=told,
        incomparable=listed(words, incomparable) if incomparable else "",
        unranked=_unranked(peers, [one.measure for one in found if one.comparable]),
        value=lambda measure, value: value_text(words, measure, value),
        reason=lambda why: words(f"comparison.why_{why}"),
    )


def _others(peers: "Peers", measure: str) -> list[tuple[str, str]]:
    rows = records(compared(peers, measure))
    return [
        (row["label"], value_text(peers.book.words, measure, row["value"]))
        for row in rows
        if row["why"] == "" and row["department"] != peers.own
    ]


def _unranked(peers: "Peers", measures: Sequence[str]) -> list[dict[str, str]]:
    """The departments whose figures are told otherwise: their names, why, and the measures concerned.

    Which are made up and which have nothing but budgets `compared_departments` has told of all measures.
    """
    words = peers.book.words
    budgets = {row["department"] for row in records(scope(peers)) if not row["years"]}
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for measure in measures:
        rows = [row for row in records(compared(peers, measure)) if row["department"] not in budgets]
        for why in OTHERWISE:
            labels = tuple(sorted(row["label"] for row in rows if row["why"] == why))
            if labels:
                found.setdefault((why, labels), []).append(words(f"comparison.{measure}"))
    return [
        {
            "names": named(words, labels),
            "told": words(f"comparison.told_{why}", n=len(labels)),
            "labels": listed(words, concerned),
        }
        for (why, labels), concerned in found.items()
    ]

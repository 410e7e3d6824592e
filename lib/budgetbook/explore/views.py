"""The charts that can be seen of a topic: its own two, and those of the report on its flow."""

from budgetbook import charts
from budgetbook.accounts import Accounts
from budgetbook.analysis.structure import Flow
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Exhibit
from budgetbook.explore.exhibits import lines_of_year, lines_over_years
from budgetbook.explore.topic import Topic
from budgetbook.prose.paragraphs import Prose

OWN = {"lines": lines_of_year, "years": lines_over_years}
# The report's charts on a flow, all on actual figures; a total's name stands for what a chart is asked about.
REPORT: dict[str, tuple[str, ...]] = {
    "income": ("structure_over_years", "bridge", "contributions", "reasons"),
    "expenditure": ("structure_over_years", "bridge", "contributions", "reasons"),
    "three_public": ("three_public", "three_public_budget", "unit_costs"),
    "projects": ("execution_rates", "deviations", "score_distribution", "score_execution"),
}
_TOTALS = {"income": "total_income", "expenditure": "current_year_expenditure"}
# What the report tells the structure of, by flow and depth.
_STRUCTURES: dict[tuple[str, str], Flow] = {
    ("income", "source"): "income",
    ("expenditure", "kind"): "kind",
    ("expenditure", "class"): "function",
    ("expenditure", "economic_class"): "economic",
}


def views(topic: Topic) -> tuple[str, ...]:
    """The names of the charts, the topic's own first."""
    return (*OWN, *REPORT[topic.flow])


def view(book: Accounts, topic: Topic, name: str) -> Exhibit | Prose:
    """A chart by its name, or the sentence that says why there is none.

    The lines of the year are the report's own figure where the report has it.
    """
    flow = _STRUCTURES.get((topic.flow, topic.depth))
    if name == "lines" and flow and topic.phase == "actual":
        return charts.structure(book, flow)
    shown = OWN[name](book, topic) if name in OWN else _of_report(book, topic, name)
    silent = isinstance(shown, Prose) and not shown.paragraphs
    return parts.absent(book, "explore_view") if silent else shown


def _of_report(book: Accounts, topic: Topic, name: str) -> Exhibit | Prose:
    if name == "structure_over_years":
        nearest: Flow = "income" if topic.flow == "income" else topic.dimension
        return charts.structure_over_years(book, _STRUCTURES.get((topic.flow, topic.depth), nearest))
    asked = [_TOTALS[topic.flow]] if topic.flow in _TOTALS else []
    shown: Exhibit | Prose = getattr(charts, name)(book, *asked)
    return shown

"""The listed projects and how far they spent their budgets."""

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects as project_analysis
from budgetbook.analysis.arithmetic import HUNDRED
from budgetbook.analysis.deviation import OUTTURN, deviations, inside, totals
from budgetbook.charts import parts
from budgetbook.charts.exhibit import Data, Exhibit, Row, Table
from budgetbook.charts.forms import Bar, dot_ranges
from budgetbook.prose.paragraphs import Prose, records
from budgetbook.prose.performance import MOST_NAMES, anything_known


def projects(book: Accounts) -> Exhibit | Prose:
    """Table of the year's projects, the largest first; few that are only named stand in `prose.projects`."""
    words, frame = book.words, project_analysis.listed(book)
    if not anything_known(frame) and len(frame) <= MOST_NAMES:
        return parts.silent()
    columns = {
        "label": parts.text(words("head.project")),
        "division": parts.text(words("head.division")),
        "budget": parts.money(words("head.budget_unit"), words.amount),
        "spent": parts.money(words("head.spent"), words.amount),
        "execution": parts.number(words("head.execution"), parts.rate(book)),
        "score": parts.number(words("head.score"), words.number),
    }
    if not any(frame["division"]):
        del columns["division"]
    table, title = Table.from_frame(frame.head(parts.MOST_ROWS), columns), ""
    whole = totals(deviations(book))
    if whole.number == len(frame) and whole.execution is not None:
        name = words("exhibit.all_projects", number=whole.number)
        total = {**vars(whole), "label": name}
        cells = [column.show(total[key]) if key in total else "[z]" for key, column in columns.items()]
        table = Table(table.columns, [*table.rows, Row(cells, "total")])
        spent, execution = words.money(whole.spent), words.percent(whole.execution)
        title = words("exhibit.projects_spent", number=whole.number, spent=spent, execution=execution)
    return parts.exhibit(
        book,
        "projects",
        title=title,
        table=table,
        data=Data.from_frame(frame),
        notes=parts.notes(book, frame, words("exhibit.budget_rule"), *parts.others_in_file(book, len(frame))),
        number=len(frame),
    )


def execution_rates(book: Accounts) -> Exhibit | Prose:
    """Execution rates of the listed projects beside the PEFA band; of many those farthest from 100 %.

    Without rates `prose.projects` says so.
    """
    words, frame = book.words, project_analysis.listed(book)
    known = frame[frame["execution"].notna()].sort_values(["execution", "project"])
    if known.empty:
        return parts.silent()
    farthest = sorted(records(known), key=lambda row: -abs(row["execution"] - HUNDRED))[: parts.MOST_ROWS]
    shown = known[known["project"].isin([row["project"] for row in farthest])]
    limits = OUTTURN["A"]
    low, high = (words.number(limit) for limit in limits)
    svg = dot_ranges(
        [Bar(row["label"], row["execution"], words.percent(row["execution"])) for row in records(shown)],
        low=limits[0],
        high=limits[1],
        range_label=words("exhibit.pefa_band", low=low, high=high),
    )
    printed = Table.from_frame(
        shown,
        {
            "label": parts.text(words("head.project")),
            "budget": parts.money(words("head.budget_unit"), words.amount),
            "spent": parts.money(words("head.spent"), words.amount),
            "execution": parts.number(words("head.execution"), parts.rate(book)),
        },
    )
    chosen = [words("exhibit.farthest_shown", number=parts.MOST_ROWS)] if len(known) > len(shown) else []
    rule = words("exhibit.pefa_rule", low=low, high=high)
    lowest = known.iloc[0]
    return parts.exhibit(
        book,
        "execution_rates",
        svg=svg,
        table=printed,
        data=Data.from_frame(known),
        notes=parts.notes(book, known, rule, *chosen, *parts.others_in_file(book, len(known))),
        number=len(known),
        inside=inside(known["execution"]),
        low=low,
        high=high,
        label=lowest["label"],
        lowest=words.percent(lowest["execution"]),
    )

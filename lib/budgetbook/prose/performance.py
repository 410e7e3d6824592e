"""Scores, projects and outputs in words."""

from budgetbook.accounts import Accounts
from budgetbook.analysis import projects as project_analysis
from budgetbook.analysis import scores as score_analysis
from budgetbook.analysis.outputs import outputs as outputs_of
from budgetbook.prose.paragraphs import Prose, compose


def scores(book: Accounts) -> Prose:
    """What was published of the self-evaluation: score, grade, number and amount of projects."""
    published = score_analysis.published(book)
    listed = project_analysis.listed(book)
    return compose(
        book,
        "scores",
        summaries=published[published["year"] == book.year],
        grades=score_analysis.grade_counts(book),
        scored=int(listed["score"].notna().sum()),
        bands=score_analysis.BANDS,
    )


def projects(book: Accounts) -> Prose:
    """How many projects there were, which were named, and what is not published of them."""
    listed = project_analysis.listed(book)
    summary = score_analysis.published(book)
    summary = summary[summary["year"] == book.year]
    return compose(
        book,
        "projects",
        listed=listed,
        with_amount=int(listed["spent"].notna().sum()),
        summary=None if summary.empty else summary.iloc[0].to_dict(),
        project_expenditure=book.value("expenditure", "project", column="code"),
    )


def outputs(book: Accounts) -> Prose:
    """How many countable results were published, and for how many both the whole and its parts."""
    rows = outputs_of(book)
    return compose(
        book,
        "outputs",
        results=int((rows["role"] == "whole").sum()),
        divided=rows[rows["role"] == "part"]["output"].nunique(),
        areas=list(dict.fromkeys(rows["area"])),
    )
